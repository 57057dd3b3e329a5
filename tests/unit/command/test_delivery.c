/* test_delivery.c: the table of waits, what is owed, and what a row from anywhere can do to the board. */
#include "support/test.h"

#include "core/delivery.h"
#include "support/room.h"
#include "view/view_header.h"
#include "view/view_room.h"

static void refused(struct arena *a, const char *table, const char *why)
{
	const struct delivery_policy *p = NULL;
	struct err err = {.text = ""};

	assert_int_equal(
		delivery_policy_parse(a, "delivery.tsv", str_z(table), &p, &err), RC_USAGE);
	if (!strstr(err.text, why))
		fail_msg("%s does not say %s", err.text, why);
}

static void tables_that_make_no_sense_are_refused(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	refused(a, "failures\n1\n", "delivery.tsv:1:");
	refused(a, "failures\twait\n1\tsoon\n9\tstop\n", "delivery.tsv:2: a wait is");
	refused(a, "failures\twait\n1\t5s\n1\t6s\n9\tstop\n", "delivery.tsv:3: failures count up");
	refused(a, "failures\twait\n2\t5s\n9\tstop\n", "delivery.tsv:2: failures count up");
	refused(a, "failures\twait\n1\t5s\n", "must say \"stop\"");
	refused(a, "failures\twait\n1\tstop\n2\t5s\n", "delivery.tsv:3: nothing comes after");
	refused(a, "failures\twait\n0\tstop\n1\tstop\n", "delivery.tsv:2: row 0 is an age");
	arena_free(a);
}

static void waits_grow_and_end(void **state)
{
	struct room *r = room_new();
	const struct delivery_policy *p = r->policies.delivery;
	const struct {
		uint32_t failures;
		duration wait;
	} want[] = {{1, 5 * US_PER_S}, {2, 15 * US_PER_S}, {3, 60 * US_PER_S}, {4, 5 * US_PER_MIN},
		{5, 10 * US_PER_MIN}, {59, 10 * US_PER_MIN}};
	duration wait;

	(void)state;
	for (size_t n = 0; n < sizeof want / sizeof *want; n++) {
		assert_true(delivery_wait(p, want[n].failures, &wait));
		assert_int_equal(wait, want[n].wait);
	}
	assert_false(delivery_wait(p, 60, &wait));
	assert_false(delivery_wait(p, UINT32_MAX, &wait));
	assert_int_equal(delivery_stale(p), 12 * US_PER_H);
	room_free(r);
}

#define DECLARE                                                                                    \
	"declare Cards journey=critical degradation=unavailable users=40% safety=none "            \
	"exposure=none data=none"

static void must(struct room *r, const char *line)
{
	if (room_lead(r, line) != RC_OK)
		fail_msg("%s: %s", line, r->err.text);
}

static size_t owed(struct room *r, const struct owed **ret)
{
	return deliveries_owed(r->arena, r->board, r->policies.delivery, r->now, ret);
}

static uint64_t last_update(struct room *r)
{
	const struct incident *i = room_incident(r);

	return i->updates.v[i->updates.n - 1].seq;
}

static void delivery_row(struct room *r, uint64_t update, const char *channel, const char *more)
{
	room_event(r, 1, EV_UPDATE_DELIVERY,
		str_fmt(r->arena, "{\"update\":%llu,\"channel\":\"%s\",%s}",
			(unsigned long long)update, channel, more)
			.p);
}

static struct room *with_channel(void)
{
	struct room *r = room_new();

	must(r, "channel add log to=execs,team via=file target=/srv/log.txt");
	must(r, DECLARE);
	must(r, "update to=execs override=all reason=test Cards fail.");
	return r;
}

static void a_failure_is_red_until_it_is_sent(void **state)
{
	struct room *r = with_channel();
	const struct incident *i = room_incident(r);
	uint64_t u = last_update(r);
	const struct owed *o;

	(void)state;
	assert_int_equal(owed(r, &o), 1);
	assert_int_equal(o[0].due, r->now);
	assert_int_equal(delivery_red_count(i), 0);
	delivery_row(r, u, "log",
		"\"state\":\"failed\",\"attempt\":1,\"why\":\"full\",\"next\":\"2026-11-22T14:00:"
		"05Z\"");
	assert_int_equal(delivery_red_count(i), 1);
	assert_non_null(delivery_news(i, r->board->seq));
	assert_int_equal(owed(r, &o), 1);
	assert_int_equal(o[0].due, r->now + 5 * US_PER_S);
	assert_int_equal(o[0].last.attempt, 1);
	delivery_row(r, u, "log", "\"state\":\"failed\",\"attempt\":2,\"why\":\"full\"");
	assert_null(delivery_news(i, r->board->seq));
	delivery_row(r, u, "log", "\"state\":\"sent\",\"attempt\":3,\"took_ms\":4");
	assert_int_equal(delivery_red_count(i), 0);
	assert_non_null(delivery_news(i, r->board->seq));
	assert_int_equal(owed(r, &o), 0);
	assert_int_equal(i->deliveries.n, 1);
	room_free(r);
}

static void a_failure_stands_on_every_screen(void **state)
{
	struct room *r = with_channel();
	const struct incident *i = room_incident(r);
	struct header_facts f;

	(void)state;
	view_header(r->arena, &r->policies, i, r->now, &f);
	assert_int_equal(f.sends_failed, 0);
	delivery_row(r, last_update(r), "log", "\"state\":\"failed\",\"attempt\":1");
	view_header(r->arena, &r->policies, i, r->now, &f);
	assert_int_equal(f.sends_failed, 1);
	assert_true(str_find(view_header_spoken(r->arena, &f, r->now), STR("1 send FAILED.")) > 0);
	assert_true(str_eq_z(view_room_answer(r->arena, &r->policies, i, STR("lead"), r->now, 0),
		"channel retry log"));
	room_free(r);
}

static void old_and_overtaken_updates_are_known(void **state)
{
	struct room *r = with_channel();
	uint64_t first = last_update(r);
	const struct owed *o;

	(void)state;
	must(r, "update to=execs override=all reason=test Cards still fail.");
	assert_int_equal(owed(r, &o), 2);
	assert_false(o[0].overtaken || o[1].overtaken || o[0].stale);
	delivery_row(r, last_update(r), "log", "\"state\":\"sent\",\"attempt\":1");
	assert_int_equal(owed(r, &o), 1);
	assert_int_equal(o[0].update.seq, first);
	assert_true(o[0].overtaken);
	r->now += 12 * US_PER_H + 1;
	assert_int_equal(owed(r, &o), 1);
	assert_true(o[0].stale);
	delivery_row(r, first, "log", "\"state\":\"waiting\",\"attempt\":0");
	assert_int_equal(owed(r, &o), 1);
	assert_false(o[0].stale);
	room_free(r);
}

static void a_channel_that_goes_takes_its_debts_along(void **state)
{
	struct room *r = with_channel();
	const struct incident *i = room_incident(r);
	const struct owed *o;

	(void)state;
	delivery_row(
		r, last_update(r), "log", "\"state\":\"given-up\",\"attempt\":60,\"open\":true");
	assert_int_equal(delivery_red_count(i), 1);
	must(r, "channel remove log");
	assert_int_equal(delivery_red_count(i), 0);
	must(r, "channel add log to=execs via=file target=/srv/other.txt");
	assert_int_equal(owed(r, &o), 0);
	must(r, "update to=execs override=all reason=test Cards work.");
	assert_int_equal(owed(r, &o), 1);
	room_free(r);
}

static void rows_from_anywhere_change_nothing_but_the_row(void **state)
{
	static const char *const bodies[] = {"{}", "[]",
		"{\"update\":-1,\"channel\":\"log\",\"state\":\"failed\"}",
		"{\"update\":99999,\"channel\":\"log\",\"state\":\"failed\"}",
		"{\"update\":\"x\",\"channel\":7,\"state\":[]}",
		"{\"update\":3,\"channel\":\"ghost\",\"state\":\"failed\"}",
		"{\"update\":3,\"channel\":\"log\",\"state\":\"lost\"}"};
	struct room *r = with_channel();
	const struct incident *i = room_incident(r);

	(void)state;
	for (size_t n = 0; n < sizeof bodies / sizeof *bodies; n++) {
		room_event(r, 1, EV_UPDATE_DELIVERY, bodies[n]);
		room_event(r, 0, EV_UPDATE_DELIVERY, bodies[n]);
		room_event(r, 0, EV_CHANNEL_SET, bodies[n]);
		room_event(r, 0, EV_CHANNEL_TEST, bodies[n]);
	}
	assert_int_equal(i->deliveries.n, 0);
	assert_int_equal(r->board->tests.n, 0);
	assert_int_equal(channel_count(r->board), 1);
	room_free(r);
}

static void what_is_shown_holds_no_secret(void **state)
{
	const struct {
		struct channel c;
		const char *shown;
	} want[] = {
		{{.via = {"webhook", 7},
			 .target = STR("https://hooks.example.org:8443/T0/secret?k=secret")},
			"webhook https://hooks.example.org:8443"},
		{{.via = {"webhook", 7}, .target = STR("https://me:secret@hooks.example.org/x")},
			"webhook an address with a login"},
		{{.via = {"webhook", 7}, .target = STR("secret")}, "webhook an address"},
		{{.via = {"webhook", 7}, .target = STR("@/etc/hook.url")},
			"webhook @/etc/hook.url"},
		{{.via = {"command", 7}, .target = STR("/bin/tell --token secret")},
			"command /bin/tell"},
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t n = 0; n < sizeof want / sizeof *want; n++) {
		struct str shown = channel_shown(a, &want[n].c);

		if (!str_eq_z(shown, want[n].shown))
			fail_msg("%.*s", STR_ARG(shown));
	}
	arena_free(a);
}

static void an_id_is_the_same_at_every_try_and_no_other(void **state)
{
	struct arena *a = arena_new();
	struct update u = {.seq = 7, .at = 1000, .text = STR("Cards fail.")}, v = u;
	struct str id = delivery_id(a, 1, &u, STR("log"));

	(void)state;
	assert_int_equal(id.n, DELIVERY_ID_SIZE);
	assert_true(str_eq(id, delivery_id(a, 1, &u, STR("log"))));
	assert_false(str_eq(id, delivery_id(a, 2, &u, STR("log"))));
	assert_false(str_eq(id, delivery_id(a, 1, &u, STR("mail"))));
	v.text = STR("Cards work.");
	assert_false(str_eq(id, delivery_id(a, 1, &v, STR("log"))));
	arena_free(a);
}

static void headlines_are_one_sentence(void **state)
{
	struct arena *a = arena_new();
	char words[400];
	struct str cut;

	(void)state;
	assert_true(str_eq_z(delivery_headline(a, STR("Since 13:52 cards fail. We look.")),
		"Since 13:52 cards fail"));
	assert_true(str_eq_z(delivery_headline(a, STR("")), ""));
	for (size_t n = 0; n + 1 < sizeof words; n += 2)
		memcpy(words + n, "\xc3\xa4", 2);
	cut = delivery_headline(a, str_n(words, sizeof words));
	assert_int_equal(cut.n, 123);
	assert_true(str_ends(cut, STR("...")));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_that_make_no_sense_are_refused),
		cmocka_unit_test(waits_grow_and_end),
		cmocka_unit_test(a_failure_is_red_until_it_is_sent),
		cmocka_unit_test(a_failure_stands_on_every_screen),
		cmocka_unit_test(old_and_overtaken_updates_are_known),
		cmocka_unit_test(a_channel_that_goes_takes_its_debts_along),
		cmocka_unit_test(rows_from_anywhere_change_nothing_but_the_row),
		cmocka_unit_test(what_is_shown_holds_no_secret),
		cmocka_unit_test(an_id_is_the_same_at_every_try_and_no_other),
		cmocka_unit_test(headlines_are_one_sentence),
	};

	return cmocka_run_group_tests_name("command/delivery", tests, NULL, NULL);
}
