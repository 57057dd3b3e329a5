/* test_clocks.c: what time alone makes happen, once, and by the one process that holds the lease. */
#include "support/test.h"

#include "unit/engine/fixture.h"

#define CALM " safety=none exposure=none data=none"

static int begin(void **state)
{
	*state = fixture_new("memory:");
	return 0;
}

static int end(void **state)
{
	fixture_free(*state);
	return 0;
}

/* The clocks at so many minutes after the story began; how many rows came of it. */
static size_t tick(struct fixture *f, const char *holder, instant start, int minutes)
{
	uint64_t before = engine_board(f->engine)->seq;

	if (engine_clocks(f->engine, holder, start + minutes * US_PER_MIN, &f->err) != RC_OK)
		fail_msg("%s", f->err.text);
	return (size_t)(engine_board(f->engine)->seq - before);
}

static const struct entry *last(const struct fixture *f, enum event_kind kind)
{
	const struct incident *i = fixture_incident(f);

	for (size_t n = i->entries.n; n-- > 0;)
		if (i->entries.v[n].kind == kind)
			return &i->entries.v[n];
	fail_msg("no row of kind %s", event_kind_name(kind));
	return NULL;
}

static void lasting_raises_the_severity_once(void **state)
{
	struct fixture *f = *state;
	instant start = f->room->now;
	const struct incident *i;

	fixture_say(f, "declare Slow journey=important degradation=partial users=30%" CALM);
	i = fixture_incident(f);
	assert_int_equal(i->level, 3);
	tick(f, "one", start, 479);
	assert_int_equal(fixture_incident(f)->level, 3);
	assert_int_equal(fixture_count(fixture_incident(f), EV_SEV_COMPUTED), 0);
	tick(f, "one", start, 480);
	i = fixture_incident(f);
	assert_int_equal(i->level, 2);
	assert_int_equal(i->computed_level, 2);
	assert_true(str_starts(i->rules, STR("T3")));
	/* One row says both: what the rules give, and that it holds. */
	assert_int_equal(fixture_count(i, EV_SEV_COMPUTED), 0);
	assert_int_equal(fixture_count(i, EV_SEV_SET), 1);
	assert_int_equal(last(f, EV_SEV_SET)->occurred, start + 480 * US_PER_MIN);
	assert_true(str_eq_z(last(f, EV_SEV_SET)->actor, "system"));
	tick(f, "one", start, 481);
	tick(f, "one", start, 600);
	assert_int_equal(fixture_count(fixture_incident(f), EV_SEV_SET), 1);
	assert_int_equal(fixture_count(fixture_incident(f), EV_SEV_COMPUTED), 0);
}

static size_t missed(const struct fixture *f, const char *audience)
{
	const struct incident *i = fixture_incident(f);
	size_t found = 0;

	for (size_t n = 0; n < i->updates.n; n++)
		found += i->updates.v[n].missed && str_eq_z(i->updates.v[n].audience, audience);
	return found;
}

static void a_promise_is_missed_once(void **state)
{
	struct fixture *f = *state;
	instant start = f->room->now;

	fixture_say(f, "declare Down journey=critical degradation=unavailable users=40%" CALM);
	tick(f, "one", start, 5);
	assert_int_equal(missed(f, "responders"), 0);
	tick(f, "one", start, 6);
	assert_int_equal(missed(f, "responders"), 1);
	assert_int_equal(missed(f, "customers_public"), 0);
	assert_int_equal(tick(f, "one", start, 7), 0);
	tick(f, "one", start, 11);
	assert_int_equal(missed(f, "responders"), 1);
	assert_int_equal(missed(f, "customers_public"), 1);
	assert_int_equal(fixture_incident(f)->updates.v[0].due, start + 5 * US_PER_MIN);
}

static void what_was_sent_in_time_is_not_missed(void **state)
{
	struct fixture *f = *state;
	instant start = f->room->now;

	fixture_say(f, "declare Down journey=critical degradation=unavailable users=40%" CALM);
	fixture_wait(f, 4 * US_PER_MIN);
	fixture_say(f, "update Looking into the pool.");
	tick(f, "one", start, 6);
	assert_int_equal(missed(f, "responders"), 0);
	/* The next one is due 15 minutes after the first. */
	tick(f, "one", start, 19);
	assert_int_equal(missed(f, "responders"), 0);
	tick(f, "one", start, 20);
	assert_int_equal(missed(f, "responders"), 1);
}

static void a_promise_of_ones_own_counts(void **state)
{
	struct fixture *f = *state;
	instant start = f->room->now;

	fixture_say(f, "declare Down journey=critical degradation=unavailable users=40%" CALM);
	fixture_say(f, "update next=3m Looking into the pool.");
	tick(f, "one", start, 3);
	assert_int_equal(missed(f, "responders"), 0);
	tick(f, "one", start, 4);
	assert_int_equal(missed(f, "responders"), 1);
}

static void many_promises_of_many_incidents_are_all_kept(void **state)
{
	struct fixture *f = *state;
	instant start = f->room->now;
	size_t rows = 0, n, misses = 0, offers = 0, people = 0;

	for (n = 0; n < 8; n++)
		fixture_say(
			f, "declare Down journey=critical degradation=unavailable users=40%" CALM);
	/* One tick writes a limited number of rows; the rest comes with the next. */
	for (n = 0; n < 20; n++)
		rows += tick(f, "one", start, 180);
	assert_int_equal(tick(f, "one", start, 180), 0);
	for (n = 1; n <= 8; n++) {
		const struct incident *i = board_incident(engine_board(f->engine), (uint32_t)n);

		misses += i->updates.n;
		offers += i->runs.offers.n;
		people += i->people.gaps.n + i->people.shifts.n;
		assert_int_equal(i->updates.n, fixture_incident(f)->updates.n);
	}
	assert_int_equal(misses, 48);
	assert_int_equal(offers, 8 * 3); /* fallbacks that fit, once each */
	assert_int_equal(people, 8 * 9); /* empty roles, and the relief of the commander */
	assert_int_equal(rows, misses + offers + people + 1); /* and the lease */
}

static void resolved_incidents_owe_nothing(void **state)
{
	struct fixture *f = *state;
	instant start = f->room->now;

	fixture_say(f, "declare Down journey=critical degradation=unavailable users=40%" CALM);
	fixture_wait(f, US_PER_MIN);
	fixture_say(f, "check probe pass evidence=ok");
	fixture_say(f, "status resolved");
	tick(f, "one", start, 600);
	assert_int_equal(fixture_incident(f)->updates.n, 0);
	assert_int_equal(fixture_count(fixture_incident(f), EV_SEV_COMPUTED), 0);
}

static void an_override_lapses(void **state)
{
	struct fixture *f = *state;
	instant start = f->room->now;

	fixture_say(f, "declare Slow journey=important degradation=partial users=30%" CALM);
	fixture_wait(f, US_PER_MIN);
	fixture_say(f, "sev 4 reason=\"one partner only\" second=@ops2");
	assert_int_equal(fixture_incident(f)->level, 4);
	tick(f, "one", start, 60);
	assert_int_equal(fixture_incident(f)->level, 4);
	tick(f, "one", start, 61);
	assert_int_equal(fixture_incident(f)->level, 3);
	assert_non_null(strstr(last(f, EV_SEV_SET)->text.p, "the override has lapsed"));
	assert_int_equal(fixture_count(fixture_incident(f), EV_SEV_SET), 1);
	tick(f, "one", start, 62);
	assert_int_equal(fixture_count(fixture_incident(f), EV_SEV_SET), 1);
}

static void one_process_runs_them(void **state)
{
	struct fixture *f = *state;
	instant start = f->room->now;
	const struct board *b = engine_board(f->engine);

	fixture_say(f, "declare Down journey=critical degradation=unavailable users=40%" CALM);
	assert_int_equal(tick(f, "one", start, 0), 1);
	assert_int_equal(b->journal_entries.n, 1);
	/* Somebody else at the same minute gets nothing to do, and it is no failure. */
	assert_int_equal(engine_clocks(f->engine, "two", start + 4 * US_PER_S, &f->err), RC_OK);
	assert_int_equal(b->journal_entries.n, 1);
	assert_int_equal(engine_clocks(f->engine, "one", start + 4 * US_PER_S, &f->err), RC_OK);
	assert_int_equal(b->journal_entries.n, 1);
	/* Six seconds of silence hand it over, once. */
	assert_int_equal(engine_clocks(f->engine, "two", start + 10 * US_PER_S, &f->err), RC_OK);
	assert_int_equal(b->journal_entries.n, 2);
	assert_int_equal(engine_clocks(f->engine, "one", start + 11 * US_PER_S, &f->err), RC_OK);
	assert_int_equal(b->journal_entries.n, 2);
	assert_int_equal(tick(f, "three", start, 6), 2); /* the lease and a miss */
	assert_int_equal(missed(f, "responders"), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lasting_raises_the_severity_once),
		TEST(a_promise_is_missed_once),
		TEST(what_was_sent_in_time_is_not_missed),
		TEST(a_promise_of_ones_own_counts),
		TEST(many_promises_of_many_incidents_are_all_kept),
		TEST(resolved_incidents_owe_nothing),
		TEST(an_override_lapses),
		TEST(one_process_runs_them),
	};

	return cmocka_run_group_tests_name("clocks", tests, NULL, NULL);
}
