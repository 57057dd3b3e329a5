/* test_runbook.c: runs as the fold makes them: times, states, and bodies that nobody should trust. */
#include "support/test.h"

#include "core/board.h"

enum { INCIDENT = 1 };

struct story {
	struct board *board;
	struct hash head;
	instant now;
};

static struct story s;

static void fold_as(enum event_kind kind, const char *actor, const char *body)
{
	struct record r = {.ev = {.seq = s.board->seq + 1,
				   .incident = INCIDENT,
				   .kind = kind,
				   .kind_name = str_z(event_kind_name(kind)),
				   .occurred = s.now,
				   .recorded = s.now,
				   .actor = str_z(actor),
				   .door = STR("console"),
				   .body = str_z(body)},
		.prev = s.head};
	struct err err;

	r.hash = chain_hash(&r.ev, &r.prev, &r.body_digest);
	s.head = r.hash;
	assert_int_equal(board_fold(s.board, &r, &err), RC_OK);
}

static void fold(enum event_kind kind, const char *body)
{
	fold_as(kind, "lead", body);
}

static void pass(int seconds)
{
	s.now += seconds * US_PER_S;
}

static int begin(void **state)
{
	(void)state;
	s = (struct story){.board = board_new(NULL)};
	time_from_iso(STR("2026-11-22T14:00:00Z"), &s.now);
	fold(EV_DECLARE, "{\"title\":\"Down\"}");
	fold(EV_RUN_START, "{\"id\":1,\"runbook\":\"RB-7\",\"title\":\"Failover\",\"digest\":\"d\","
			   "\"steps\":[{\"title\":\"a\","
			   "\"role\":\"ops\",\"expected_s\":120},{\"title\":\"b\",\"wait_s\":60},{"
			   "\"title\":\"c\",\"decides\":true}]}");
	return 0;
}

static int end(void **state)
{
	(void)state;
	board_free(s.board);
	return 0;
}

static const struct incident *incident(void)
{
	return board_incident(s.board, INCIDENT);
}

static const struct runbook_run *run(void)
{
	return incident_run(incident(), 1);
}

static const char *said(void)
{
	const struct incident *i = incident();

	return i->entries.v[i->entries.n - 1].text.p;
}

static void steps_follow_each_other_and_are_timed(void **state)
{
	const struct runbook_run *r;

	(void)state;
	assert_int_equal(run_current(run()), 0);
	pass(90);
	fold_as(EV_RUN_STEP, "irc:ops1",
		"{\"run\":1,\"step\":1,\"result\":\"done\",\"note\":\"n\"}");
	assert_string_equal(said(), "RB-7 step 1 done in 01:30: n");
	pass(30);
	fold(EV_RUN_STEP, "{\"run\":1,\"step\":2,\"result\":\"skipped\",\"note\":\"why\"}");
	assert_string_equal(said(), "RB-7 step 2 skipped: why");
	r = run();
	assert_int_equal(run_current(r), 2);
	assert_int_equal(run_step_took(&r->steps.v[0], s.now), 90 * US_PER_S);
	assert_int_equal(run_step_took(&r->steps.v[1], s.now), 30 * US_PER_S);
	pass(5);
	assert_int_equal(run_step_took(&r->steps.v[2], s.now), 5 * US_PER_S);
	assert_true(run_has_step(r));
	fold(EV_RUN_STEP, "{\"run\":1,\"step\":3,\"result\":\"done\"}");
	assert_false(run_has_step(run()));
	assert_true(run_is_open(run()));
	fold(EV_RUN_END, "{\"run\":1,\"result\":\"done\"}");
	assert_false(run_is_open(run()));
	assert_false(run()->stopped);
	assert_int_equal(runs_usage(s.board, STR("RB-7")).runs, 1);
	assert_int_equal(runs_usage(s.board, STR("RB-8")).runs, 0);
}

static void a_failed_step_stays_in_hand_and_is_timed_anew(void **state)
{
	(void)state;
	pass(60);
	fold(EV_RUN_LATE,
		"{\"run\":1,\"step\":1,\"expected_s\":120,\"ran_s\":150,\"whom\":\"ops1\"}");
	assert_string_equal(said(), "RB-7 step 1 has run 02:30, expected 2m. ops1: still going?");
	assert_true(run()->steps.v[0].late != 0);
	fold(EV_RUN_STEP, "{\"run\":1,\"step\":1,\"result\":\"failed\",\"note\":\"no\"}");
	assert_int_equal(run_current(run()), 0);
	assert_int_equal(run()->steps.v[0].state, RUN_STEP_FAILED);
	assert_true(run()->steps.v[0].late == 0);
	pass(10);
	assert_int_equal(run_step_took(&run()->steps.v[0], s.now), 10 * US_PER_S);
}

static void back_opens_the_step_before(void **state)
{
	(void)state;
	fold(EV_RUN_STEP, "{\"run\":1,\"step\":1,\"result\":\"done\"}");
	pass(7);
	fold(EV_RUN_STEP, "{\"run\":1,\"step\":1,\"result\":\"reopened\"}");
	assert_int_equal(run_current(run()), 0);
	assert_int_equal(run()->steps.v[0].state, RUN_STEP_OPEN);
	pass(3);
	assert_int_equal(run_step_took(&run()->steps.v[0], s.now), 3 * US_PER_S);
}

static void commands_run_until_their_end_is_recorded(void **state)
{
	uint64_t seq;
	char body[200];

	(void)state;
	fold(EV_RUN_EXEC, "{\"run\":1,\"step\":1,\"argv\":[\"dig\",\"a b\"],\"timeout_s\":20}");
	seq = s.board->seq;
	assert_non_null(run_running(run(), s.now));
	assert_true(str_eq_z(run()->execs.v[0].command, "dig 'a b'"));
	snprintf(body, sizeof body,
		"{\"run\":1,\"exec\":%llu,\"how\":\"exited\",\"status\":3,\"took_ms\":1500,"
		"\"output\":\"x\",\"bytes\":1}",
		(unsigned long long)seq);
	fold(EV_RUN_OUTPUT, body);
	assert_null(run_running(run(), s.now));
	assert_int_equal(run()->execs.v[0].status, 3);
	assert_string_equal(said(), "RB-7 step 1: the command ended after 00:01 with status 3");
	/* One whose end nobody recorded stops counting. */
	fold(EV_RUN_EXEC, "{\"run\":1,\"step\":1,\"argv\":[\"dig\"],\"timeout_s\":20}");
	pass(79);
	assert_non_null(run_running(run(), s.now));
	pass(1);
	assert_null(run_running(run(), s.now));
}

static void an_offer_is_known_and_so_is_what_was_begun(void **state)
{
	(void)state;
	assert_true(incident_was_offered(incident(), STR("RB-7")));
	assert_false(incident_was_offered(incident(), STR("RB-20")));
	fold(EV_FALLBACK_OFFER, "{\"runbook\":\"RB-20\",\"title\":\"By hand\",\"after_s\":2700}");
	assert_true(incident_was_offered(incident(), STR("RB-20")));
	assert_string_equal(said(),
		"unresolved for 45m: fallback RB-20 By hand is ready, `fallback start RB-20`");
}

static void bodies_of_others_are_not_trusted(void **state)
{
	static const enum event_kind kinds[] = {EV_RUN_START, EV_FALLBACK_START, EV_RUN_STEP,
		EV_RUN_NOTE, EV_RUN_LATE, EV_RUN_EXEC, EV_RUN_OUTPUT, EV_RUN_END,
		EV_FALLBACK_OFFER};
	static const char *const bodies[] = {"{}", "{\"run\":2,\"step\":1,\"result\":\"done\"}",
		"{\"run\":-1,\"step\":1}", "{\"run\":1,\"step\":0,\"result\":\"done\"}",
		"{\"run\":1,\"step\":4,\"result\":\"done\"}",
		"{\"run\":1,\"step\":1,\"result\":\"maybe\"}",
		"{\"run\":\"1\",\"step\":[],\"result\":{}}", "{\"id\":1,\"steps\":[{}]}",
		"{\"id\":-5,\"steps\":7}", "{\"id\":4294967296}",
		"{\"run\":1,\"exec\":1,\"output\":3}",
		"{\"run\":1,\"argv\":{\"a\":1},\"timeout_s\":-3}",
		"{\"run\":1,\"step\":9223372036854775807,\"expected_s\":9223372036854775807}"};
	size_t rows;

	(void)state;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t n = 0; n < sizeof bodies / sizeof *bodies; n++) {
			rows = incident()->entries.n;
			fold(kinds[k], bodies[n]);
			assert_int_equal(incident()->entries.n, rows + 1);
		}
	assert_int_equal(incident()->runs.v.n, 1);
	assert_int_equal(run_current(run()), 0);
	assert_int_equal(run()->steps.n, 3);
}

static void runs_and_steps_are_bounded(void **state)
{
	struct arena *a = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b, a, 65536);
	buf_add_z(&b, "{\"id\":2,\"runbook\":\"RB-1\",\"steps\":[{}");
	for (int n = 0; n < 2 * RUN_STEPS_MAX; n++)
		buf_add_z(&b, ",{}");
	buf_add_z(&b, "]}");
	fold(EV_RUN_START, buf_z(&b));
	assert_int_equal(incident_run(incident(), 2)->steps.n, RUN_STEPS_MAX);
	for (int n = 3; n < 2 * RUNS_MAX; n++)
		fold(EV_RUN_START, arena_printf(a, "{\"id\":%d}", n));
	assert_int_equal(incident()->runs.v.n, RUNS_MAX);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
		T(steps_follow_each_other_and_are_timed),
		T(a_failed_step_stays_in_hand_and_is_timed_anew),
		T(back_opens_the_step_before),
		T(commands_run_until_their_end_is_recorded),
		T(an_offer_is_known_and_so_is_what_was_begun),
		T(bodies_of_others_are_not_trusted),
		T(runs_and_steps_are_bounded),
	};
	return cmocka_run_group_tests_name("runbook", tests, NULL, NULL);
}
