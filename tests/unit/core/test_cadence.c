/* test_cadence.c: when the next update is due, for every way in which it can come to be owed. */
#include "test_severity_fixture.h"

#include "core/cadence.h"

static const instant noon = INT64_C(1763812800) * US_PER_S;

struct fixture {
	struct arena *arena;
	const struct severity_policy *severity;
	const struct cadence_policy *policy;
};

static int setup(void **state)
{
	static struct fixture f;
	struct err err = {0};

	f.arena = arena_new();
	f.severity = fixture_policy(f.arena);
	if (cadence_policy_parse(f.arena, f.severity, "cadence.tsv",
		    fixture_file(f.arena, "templates/policy/cadence.tsv"), &f.policy, &err))
		fail_msg("%s", err.text);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static instant at(int minutes)
{
	return noon + minutes * US_PER_MIN;
}

/* Declared at noon, nothing sent, nothing promised. */
static struct cadence_ask asking(int severity, const char *audience, enum cadence_phase phase)
{
	return (struct cadence_ask){.severity = severity,
		.audience = str_z(audience),
		.phase = phase,
		.armed = noon,
		.declared = noon,
		.last_sent = INSTANT_NONE,
		.promised = INSTANT_NONE,
		.impact_changed = INSTANT_NONE,
		.snoozed_at = INSTANT_NONE,
		.snoozed_until = INSTANT_NONE};
}

static struct cadence_due due(const struct fixture *f, const struct cadence_ask *ask)
{
	struct cadence_due d;

	cadence_due(f->policy, ask, &d);
	return d;
}

static void the_table_is_kept(void **state)
{
	static const struct {
		int severity;
		const char *audience;
		int first, investigating, identified, monitoring;
	} rows[] = {
		{1, "responders", 5, 15, 15, 30},
		{1, "executives", 15, 30, 30, 60},
		{1, "customers_public", 10, 20, 20, 30},
		{1, "contract_customers", 20, 30, 30, 60},
		{1, "staff_wide", 15, 60, 60, 120},
		{1, "vendor", 15, 30, 30, 60},
		{2, "responders", 10, 30, 30, 60},
		{2, "customers_public", 20, 30, 30, 60},
		{3, "responders", 30, 60, 60, 120},
		{3, "customers_public", 60, 120, 120, 240},
		{4, "responders", 240, 1440, 1440, 1440},
		{4, "vendor", 1440, 2880, 2880, 2880},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cadence_ask ask = asking(rows[i].severity, rows[i].audience, CADENCE_FIRST);
		const int later[] = {rows[i].investigating, rows[i].investigating,
			rows[i].identified, rows[i].monitoring};

		assert_int_equal(due(f, &ask).due, at(rows[i].first));
		ask.last_sent = at(1);
		for (int phase = 0; phase < CADENCE_PHASES; phase++) {
			ask.phase = (enum cadence_phase)phase;
			assert_int_equal(due(f, &ask).due, at(1 + later[phase]));
			assert_int_equal(due(f, &ask).why, CADENCE_WHY_INTERVAL);
		}
	}
}

static void some_cells_promise_no_minute(void **state)
{
	static const struct {
		int severity;
		const char *audience;
		enum cadence_kind kind;
	} cells[] = {{1, "regulator", CADENCE_CLOCK}, {3, "executives", CADENCE_DIGEST},
		{4, "customers_public", CADENCE_NONE}, {5, "responders", CADENCE_NONE},
		{3, "staff_wide", CADENCE_NONE}, {5, "vendor", CADENCE_NONE},
		{1, "nobody", CADENCE_NONE}, {0, "responders", CADENCE_NONE}};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct cadence_ask ask = asking(
			cells[i].severity, cells[i].audience, CADENCE_INVESTIGATING);
		struct cadence_due d = due(f, &ask);

		assert_int_equal(d.kind, cells[i].kind);
		assert_int_equal(cadence_state(&d, at(100000)), CADENCE_QUIET);
	}
}

static void amber_at_four_fifths_then_late(void **state)
{
	struct fixture *f = *state;
	struct cadence_ask ask = asking(1, "customers_public", CADENCE_INVESTIGATING);
	struct cadence_due d = due(f, &ask);

	assert_int_equal(d.from, noon);
	assert_int_equal(d.amber, at(8));
	assert_int_equal(d.due, at(10));
	assert_int_equal(cadence_state(&d, at(8) - 1), CADENCE_QUIET);
	assert_int_equal(cadence_state(&d, at(8)), CADENCE_AMBER);
	assert_int_equal(cadence_state(&d, at(10)), CADENCE_AMBER);
	assert_int_equal(cadence_state(&d, at(10) + 1), CADENCE_LATE);
}

static void a_promise_holds_within_the_table(void **state)
{
	struct fixture *f = *state;
	struct cadence_ask ask = asking(1, "customers_public", CADENCE_INVESTIGATING);
	struct cadence_due d;

	ask.last_sent = at(10);
	ask.promised = at(22);
	d = due(f, &ask);
	assert_int_equal(d.due, at(22));
	assert_int_equal(d.why, CADENCE_WHY_PROMISED);
	ask.promised = at(45); /* not yet: the first two hours have the short interval */
	assert_int_equal(due(f, &ask).due, at(30));
	ask.last_sent = at(120);
	ask.promised = at(165);
	assert_int_equal(due(f, &ask).due, at(165));
	ask.promised = at(500); /* never above the longest of the table */
	assert_int_equal(due(f, &ask).due, at(180));
	ask.promised = at(119); /* older than what was sent: spent */
	d = due(f, &ask);
	assert_int_equal(d.due, at(140));
	assert_int_equal(d.why, CADENCE_WHY_INTERVAL);
}

static void promises_are_weighed_before_they_are_made(void **state)
{
	struct fixture *f = *state;
	struct cadence_ask ask = asking(1, "customers_public", CADENCE_INVESTIGATING);
	struct err err = {0};

	assert_int_equal(cadence_may_promise(f->policy, &ask, at(10), at(30), &err), RC_OK);
	assert_int_equal(cadence_may_promise(f->policy, &ask, at(10), at(31), &err), RC_STATE);
	assert_non_null(strstr(err.text, "within 20m"));
	assert_int_equal(cadence_may_promise(f->policy, &ask, at(120), at(180), &err), RC_OK);
	assert_int_equal(cadence_may_promise(f->policy, &ask, at(120), at(181), &err), RC_STATE);
	assert_int_equal(cadence_may_promise(f->policy, &ask, at(10), at(10), &err), RC_STATE);
	ask = asking(5, "responders", CADENCE_INVESTIGATING);
	assert_int_equal(cadence_may_promise(f->policy, &ask, at(10), at(9999), &err), RC_OK);
}

static void a_raise_arms_the_first_notice_again(void **state)
{
	struct fixture *f = *state;
	struct cadence_ask ask = asking(1, "customers_public", CADENCE_INVESTIGATING);
	struct cadence_due d;

	ask.last_sent = at(50);
	ask.armed = at(55); /* raised */
	d = due(f, &ask);
	assert_int_equal(d.due, at(65));
	assert_int_equal(d.why, CADENCE_WHY_FIRST);
	assert_int_equal(d.from, at(55));
	ask.promised = at(60); /* what was promised sooner still stands */
	d = due(f, &ask);
	assert_int_equal(d.due, at(60));
	assert_int_equal(d.why, CADENCE_WHY_PROMISED);
	ask.last_sent = at(58);
	ask.promised = INSTANT_NONE;
	assert_int_equal(due(f, &ask).due, at(78));
}

static void a_change_of_impact_is_due_at_once(void **state)
{
	struct fixture *f = *state;
	struct cadence_ask ask = asking(2, "executives", CADENCE_IDENTIFIED);
	struct cadence_due d;

	ask.last_sent = at(30);
	ask.impact_changed = at(40);
	d = due(f, &ask);
	assert_int_equal(d.due, at(40));
	assert_int_equal(d.why, CADENCE_WHY_IMPACT);
	assert_int_equal(cadence_state(&d, at(41)), CADENCE_LATE);
	ask.impact_changed = at(29); /* told already */
	assert_int_equal(due(f, &ask).due, at(90));
	ask.impact_changed = 0; /* before anything began */
	assert_int_equal(due(f, &ask).due, at(90));
}

static void rows_ask_their_condition(void **state)
{
	struct fixture *f = *state;
	struct gauges g = fixture_calm(f->severity);
	struct cadence_ask ask = asking(3, "customers_public", CADENCE_INVESTIGATING);

	assert_int_equal(due(f, &ask).kind, CADENCE_MINUTES);
	ask.gauges = &g;
	assert_int_equal(due(f, &ask).kind, CADENCE_NONE);
	fixture_set(f->severity, &g, "users_share", "50");
	assert_int_equal(due(f, &ask).kind, CADENCE_MINUTES);
	ask.audience = STR("contract_customers");
	assert_int_equal(due(f, &ask).kind, CADENCE_NONE);
	fixture_set(f->severity, &g, "key_accounts", "1");
	assert_int_equal(due(f, &ask).kind, CADENCE_MINUTES);
}

static void a_snooze_moves_the_promise(void **state)
{
	struct fixture *f = *state;
	struct cadence_ask ask = asking(1, "customers_public", CADENCE_INVESTIGATING);
	struct cadence_due d;

	ask.snoozed_at = at(9);
	ask.snoozed_until = at(30);
	d = due(f, &ask);
	assert_int_equal(d.due, at(30));
	assert_int_equal(d.why, CADENCE_WHY_SNOOZED);
	assert_int_equal(d.limit, at(60));
	ask.snoozed_until = at(500); /* a record of others: never beyond the longest of the table */
	assert_int_equal(due(f, &ask).due, at(60));
	ask.snoozed_until = at(8); /* never sooner than it stood */
	assert_int_equal(due(f, &ask).due, at(10));
	ask.snoozed_until = at(30);
	ask.armed = at(12); /* raised after it: the first notice is armed again */
	assert_int_equal(due(f, &ask).due, at(22));
	ask.armed = noon;
	ask.last_sent = at(15); /* told after it */
	assert_int_equal(due(f, &ask).due, at(35));
	ask.snoozed_at = at(20);
	ask.snoozed_until = at(50);
	ask.impact_changed = at(18); /* known when it was put off */
	assert_int_equal(due(f, &ask).due, at(50));
	ask.impact_changed = at(25); /* came after it */
	d = due(f, &ask);
	assert_int_equal(d.due, at(25));
	assert_int_equal(d.why, CADENCE_WHY_IMPACT);
	assert_int_equal(d.grace, 5 * US_PER_MIN);
}

static void misses_repeat_and_count(void **state)
{
	struct fixture *f = *state;
	struct cadence_ask ask = asking(1, "customers_public", CADENCE_INVESTIGATING);
	struct cadence_due d = due(f, &ask);
	struct cadence_miss m = {7, 7};

	assert_false(cadence_missed(&d, 0, INSTANT_NONE, at(10), &m));
	assert_int_equal(m.n, 7);
	assert_true(cadence_missed(&d, 0, INSTANT_NONE, at(10) + 1, &m));
	assert_int_equal(m.n, 1);
	assert_int_equal(m.due, at(10));
	assert_false(cadence_missed(&d, 1, at(10), at(30), &m));
	assert_true(cadence_missed(&d, 1, at(10), at(30) + 1, &m));
	assert_int_equal(m.n, 2);
	assert_int_equal(m.due, at(30));
	/* Nobody looked for two hours: counted at once, and the next one is an interval later. */
	assert_true(cadence_missed(&d, 0, INSTANT_NONE, at(131), &m));
	assert_int_equal(m.n, 7);
	assert_int_equal(m.due, at(130));
	assert_false(cadence_missed(&d, m.n, m.due, at(150), &m));
	/* A promise that was moved behind the last miss counts for itself. */
	d.due = at(137);
	assert_false(cadence_missed(&d, 7, at(130), at(137), &m));
	assert_true(cadence_missed(&d, 7, at(130), at(138), &m));
	assert_int_equal(m.n, 8);
	assert_int_equal(m.due, at(137));
	d.grace = 5 * US_PER_MIN;
	assert_false(cadence_missed(&d, 7, at(130), at(142), &m));
	d.kind = CADENCE_DIGEST;
	assert_false(cadence_missed(&d, 0, INSTANT_NONE, at(9999), &m));
}

/* A small generator of its own: the same histories on every machine. */
static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (*seed >> 8) % below;
}

static duration longest_of(const struct cadence_row *row)
{
	duration most = row->longest;

	for (int phase = 0; phase < CADENCE_PHASES; phase++)
		most = row->every[phase] > most ? row->every[phase] : most;
	return most;
}

/* Whatever is sent, promised, snoozed, raised or lowered, and whoever wrote it: nobody is left without a word for longer
 * than the longest silence of the table, counted from the last word or the last raise. */
static void the_due_never_lies_beyond_the_longest(void **state)
{
	struct fixture *f = *state;
	uint32_t seed = 20261122;

	for (int history = 0; history < 3000; history++) {
		struct cadence_ask ask = asking(
			1 + (int)draw(&seed, 4), "customers_public", CADENCE_INVESTIGATING);
		instant now = noon;

		ask.audience = cadence_audience(f->policy, draw(&seed, 6));
		for (int step = 0; step < 20; step++) {
			const struct cadence_row *row;
			struct cadence_due d;
			instant told;

			now += (duration)draw(&seed, 200) * US_PER_MIN;
			switch (draw(&seed, 6)) {
			case 0:
				ask.last_sent = now;
				ask.promised = now + (duration)draw(&seed, 3000) * US_PER_MIN;
				break;
			case 1:
				ask.snoozed_at = now;
				ask.snoozed_until = now + (duration)draw(&seed, 3000) * US_PER_MIN;
				break;
			case 2:
				ask.armed = now;
				ask.severity = 1;
				break;
			case 3:
				ask.severity = 1 + (int)draw(&seed, 4);
				break;
			case 4:
				ask.impact_changed = now;
				break;
			default:
				ask.phase = (enum cadence_phase)draw(&seed, CADENCE_PHASES);
				break;
			}
			row = cadence_row(f->policy, ask.severity, ask.audience);
			d = due(f, &ask);
			if (d.kind != CADENCE_MINUTES)
				continue;
			told = ask.last_sent > ask.armed ? ask.last_sent : ask.armed;
			assert_true(d.due <= told + longest_of(row));
			assert_true(d.due <= d.limit);
			assert_true(d.due >= noon);
		}
	}
}

static void far_instants_do_not_overflow(void **state)
{
	struct fixture *f = *state;
	struct cadence_ask ask = asking(1, "executives", CADENCE_MONITORING);

	ask.last_sent = INT64_MAX - 5;
	ask.armed = INT64_MAX - 5;
	ask.declared = INT64_MAX - 5;
	ask.promised = INT64_MAX;
	assert_int_equal(due(f, &ask).due, INT64_MAX);
}

static void audiences_have_short_names(void **state)
{
	static const struct {
		const char *word, *name;
	} cases[] = {{"public", "customers_public"}, {"execs", "executives"},
		{"customers", "contract_customers"}, {"staff", "staff_wide"}, {"vendor", "vendor"},
		{"reg", "regulator"}, {"resp", "responders"}, {"v", "vendor"},
		{"EXECUTIVES", "executives"}, {"customers_", "customers_public"}};
	struct fixture *f = *state;
	struct str name = STR("untouched");
	struct err err = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(
			cadence_audience_find(f->policy, str_z(cases[i].word), &name, &err), RC_OK);
		assert_true(str_eq_z(name, cases[i].name));
	}
	name = STR("untouched");
	assert_int_equal(cadence_audience_find(f->policy, STR("re"), &name, &err), RC_AMBIGUOUS);
	assert_int_equal(cadence_audience_find(f->policy, STR("press"), &name, &err), RC_UNKNOWN);
	assert_int_equal(cadence_audience_find(f->policy, STR(""), &name, &err), RC_UNKNOWN);
	assert_true(str_eq_z(name, "untouched"));
	assert_int_equal(cadence_audiences(f->policy), 7);
	assert_true(str_eq_z(cadence_audience(f->policy, 0), "responders"));
	assert_int_equal(cadence_audience(f->policy, 7).n, 0);
}

static void broken_tables_are_refused(void **state)
{
	static const struct {
		const char *row, *says;
	} cases[] = {
		{"6\tvendor\t1\t2\t2\t2\t4\tc\ta\tic\tic\t0\t5\t-", "t:2: a level is 1 to 5"},
		{"1\t\t1\t2\t2\t2\t4\tc\ta\tic\tic\t0\t5\t-", "t:2: a row needs an audience"},
		{"1\tvendor\t0\t2\t2\t2\t4\tc\ta\tic\tic\t0\t5\t-", "t:2: an interval is"},
		{"1\tvendor\tsoon\t2\t2\t2\t4\tc\ta\tic\tic\t0\t5\t-", "t:2: an interval is"},
		{"1\tvendor\t1\tdigest\t2\t2\t4\tc\ta\tic\tic\t0\t5\t-", "t:2: minutes, digest"},
		{"1\tvendor\t1\t2\t2\t2\t4\tc\ta\tic\tic\tsoon\t5\t-", "t:2: a grace is"},
		{"1\tvendor\t1\t2\t2\t2\t4\tc\ta\tic\tic\t0\t-5\t-", "t:2: a grace is"},
		{"1\tvendor\t1\t2\t2\t9\t4\tc\ta\tic\tic\t0\t5\t-", "t:2: an interval is longer"},
		{"1\tvendor\t1\t2\t2\t2\t4\tc\ta\tic\tic\t0\t5\tmood = bad",
			"t:2: no gauge is called 'mood'"},
		{"1\tvendor\t1\t2\t2\t2\t4\tc\ta\tic\tic\t0\t5\t-"
		 "\n1\tvendor\t1\t2\t2\t2\t4\tc\ta\tic\tic\t0\t5\t-",
			"t:3: this level and audience stand twice"},
	};
	static const char header[] =
		"sev\taudience\tfirst_min\tinvestigating_min\tidentified_min\t"
		"monitoring_min\tlong_mode_max_min\tchannel\tapprover\towner\tapprover_roles\t"
		"grace_min\timpact_grace_min\tcondition\n";
	struct fixture *f = *state;
	const struct cadence_policy *p = NULL;
	struct err err = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = str_fmt(f->arena, "%s%s\n", header, cases[i].row);

		assert_int_equal(
			cadence_policy_parse(f->arena, f->severity, "t", text, &p, &err), RC_USAGE);
		if (!str_starts(str_z(err.text), str_z(cases[i].says)))
			fail_msg("want %s, got %s", cases[i].says, err.text);
		assert_null(p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_kept),
		cmocka_unit_test(some_cells_promise_no_minute),
		cmocka_unit_test(amber_at_four_fifths_then_late),
		cmocka_unit_test(a_promise_holds_within_the_table),
		cmocka_unit_test(promises_are_weighed_before_they_are_made),
		cmocka_unit_test(a_raise_arms_the_first_notice_again),
		cmocka_unit_test(a_change_of_impact_is_due_at_once),
		cmocka_unit_test(rows_ask_their_condition),
		cmocka_unit_test(a_snooze_moves_the_promise),
		cmocka_unit_test(misses_repeat_and_count),
		cmocka_unit_test(the_due_never_lies_beyond_the_longest),
		cmocka_unit_test(far_instants_do_not_overflow),
		cmocka_unit_test(audiences_have_short_names),
		cmocka_unit_test(broken_tables_are_refused),
	};
	return cmocka_run_group_tests_name("cadence", tests, setup, teardown);
}
