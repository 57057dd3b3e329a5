/* test_pacer.c: what leaves first, how fast, and what waits; and the options that say so. */
#include "support/test.h"

#include "base/utf8.h"
#include "irc/options.h"
#include "irc/pacer_internal.h"

enum { RATE = 1100000 };

static void push(struct pacer *p, enum pace class, const char *line, uint64_t id)
{
	assert_true(pacer_push(p, class, str_z(line), id, 0));
}

static uint64_t sent(struct pacer *p, duration now)
{
	const struct pacer_line *l = pacer_next(p, now);
	uint64_t id = l ? l->id : 0;

	if (l)
		pacer_done(p);
	return id;
}

static void a_burst_then_one_each_rate(void **state)
{
	struct pacer p;

	(void)state;
	pacer_init(&p, 4, RATE, 0);
	for (uint64_t i = 1; i <= 6; i++)
		push(&p, PACE_CHAT, "PRIVMSG #c :x", i);
	for (uint64_t i = 1; i <= 4; i++)
		assert_int_equal(sent(&p, 0), i);
	assert_int_equal(sent(&p, 0), 0);
	assert_int_equal(pacer_wait(&p, 0), RATE);
	assert_int_equal(sent(&p, RATE - 1), 0);
	assert_int_equal(sent(&p, RATE), 5);
	assert_int_equal(sent(&p, RATE), 0);
	assert_int_equal(sent(&p, 2 * RATE), 6);
	assert_int_equal(pacer_wait(&p, 2 * RATE), -1);
	pacer_clear(&p);
}

static void urgent_before_reply_before_chat_before_bulk(void **state)
{
	struct pacer p;

	(void)state;
	pacer_init(&p, 4, RATE, 0);
	push(&p, PACE_BULK, "b", 4);
	push(&p, PACE_CHAT, "c", 3);
	push(&p, PACE_REPLY, "r", 2);
	push(&p, PACE_URGENT, "PONG :x", 1);
	for (uint64_t i = 1; i <= 4; i++)
		assert_int_equal(sent(&p, 0), i);
	push(&p, PACE_CHAT, "c", 6);
	push(&p, PACE_URGENT, "PONG :y", 5);
	assert_int_equal(pacer_wait(&p, 0), 0);
	assert_int_equal(sent(&p, 0), 5);
	assert_int_equal(sent(&p, RATE), 0);
	assert_int_equal(sent(&p, 2 * RATE), 6);
	pacer_clear(&p);
}

static void a_flood_of_pings_never_silences_us_for_good(void **state)
{
	struct pacer p;

	(void)state;
	pacer_init(&p, 4, RATE, 0);
	for (int i = 0; i < 300; i++) {
		push(&p, PACE_URGENT, "PONG :x", 9);
		assert_int_equal(sent(&p, 0), 9);
	}
	push(&p, PACE_CHAT, "c", 1);
	assert_true(pacer_wait(&p, 0) <= 10 * RATE);
	pacer_clear(&p);
}

static void lines_are_made_safe_and_short(void **state)
{
	struct pacer p;
	char text[600];
	const struct pacer_line *l;

	(void)state;
	memset(text, 'x', sizeof text);
	memcpy(text + 508, "\xf0\x9f\x94\xa5", 4);
	pacer_init(&p, 4, RATE, 0);
	push(&p, PACE_CHAT, "PRIVMSG #c :a\r\nQUIT :b", 1);
	assert_true(pacer_push(&p, PACE_CHAT, str_n(text, sizeof text), 2, 0));
	assert_false(pacer_push(&p, PACE_CHAT, STR(""), 3, 0));
	l = pacer_next(&p, 0);
	assert_int_equal(l->n, strlen("PRIVMSG #c :a  QUIT :b\r\n"));
	assert_memory_equal(l->text, "PRIVMSG #c :a  QUIT :b\r\n", l->n);
	pacer_done(&p);
	l = pacer_next(&p, 0);
	assert_int_equal(l->n, 510);
	assert_true(utf8_is_valid(str_n(l->text, l->n)));
	pacer_clear(&p);
}

static void the_queue_has_an_end(void **state)
{
	struct pacer p;

	(void)state;
	pacer_init(&p, 4, RATE, 0);
	for (int i = 0; i < PACER_QUEUE_MAX; i++)
		push(&p, PACE_BULK, "b", 1);
	assert_false(pacer_push(&p, PACE_BULK, STR("b"), 1, 0));
	assert_true(pacer_push(&p, PACE_REPLY, STR("r"), 1, 0));
	assert_int_equal(pacer_waiting(&p), PACER_QUEUE_MAX + 1);
	assert_int_equal(pacer_age(&p, 5000), 5000);
	pacer_restart(&p, 1);
	assert_int_equal(pacer_waiting(&p), 0);
}

static void options_take_text(void **state)
{
	struct irc_options o = irc_options_default();
	struct err err;

	(void)state;
	assert_string_equal(o.port, "0");
	assert_int_equal(o.rate, 1100000);
	assert_int_equal(o.silence, 45 * US_PER_S);
	assert_int_equal(irc_options_set(&o, STR("rate"), STR("20ms"), &err), RC_OK);
	assert_int_equal(o.rate, 20000);
	assert_int_equal(irc_options_set(&o, STR("trust"), STR("nicks"), &err), RC_OK);
	assert_int_equal(o.trust, IRC_TRUST_NICKS);
	assert_int_equal(irc_options_set(&o, STR("burst"), STR("0"), &err), RC_USAGE);
	assert_int_equal(irc_options_set(&o, STR("nick"), STR("two words"), &err), RC_USAGE);
	assert_int_equal(irc_options_set(&o, STR("realname"), STR("two words"), &err), RC_OK);
	assert_int_equal(irc_options_set(&o, STR("realname"), STR("a\r\nQUIT"), &err), RC_USAGE);
	assert_int_equal(irc_options_set(&o, STR("colour"), STR("red"), &err), RC_UNKNOWN);
	assert_non_null(strstr(err.text, "plaintext"));
}

static void every_option_tells_what_it_is(void **state)
{
	struct irc_options o = irc_options_default();
	struct irc_option row;
	size_t n = irc_options_list(SIZE_MAX, &row);

	(void)state;
	assert_true(n > 20);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(irc_options_list(i, &row), n);
		assert_true(strlen(row.brief) > 5);
		assert_int_equal(
			irc_options_set(&o, str_z(row.name), str_z(row.otherwise), NULL), RC_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_burst_then_one_each_rate),
		cmocka_unit_test(urgent_before_reply_before_chat_before_bulk),
		cmocka_unit_test(a_flood_of_pings_never_silences_us_for_good),
		cmocka_unit_test(lines_are_made_safe_and_short),
		cmocka_unit_test(the_queue_has_an_end),
		cmocka_unit_test(options_take_text),
		cmocka_unit_test(every_option_tells_what_it_is),
	};

	return cmocka_run_group_tests_name("irc/pacer", tests, NULL, NULL);
}
