/* test_attention.c: what rings and what does not, and the budget of bells. */
#include "support/test.h"

#include "support/room.h"
#include "tui/attention_internal.h"

static size_t look(struct bells *b, struct room *r, struct bell_call *calls)
{
	return attention_look(b, r->arena, &r->policies, r->board, STR("lead"), r->now, calls);
}

static void declare(struct room *r)
{
	assert_int_equal(room_lead(r, "declare \"Checkout errors\" journey=critical "
				      "degradation=partial users=12% "
				      "safety=none exposure=none data_harm=none"),
		RC_OK);
}

static void raised_severity_rings_twice(void **state)
{
	struct room *r = room_new();
	struct bells b = {0};
	struct bell_call calls[BELL_CALLS_MAX];
	(void)state;
	declare(r);
	assert_int_equal(look(&b, r, calls), 0); /* the first look is silent */
	r->now += US_PER_MIN;
	assert_int_equal(room_lead(r, "impact users=80% degradation=unavailable"), RC_OK);
	size_t n = look(&b, r, calls), raised = 0;
	for (size_t i = 0; i < n; i++)
		raised += calls[i].reason == BELL_RAISED && calls[i].times == 2;
	assert_int_equal(raised, 1);
	assert_int_equal(look(&b, r, calls), 0);
	room_free(r);
}

/* Who holds the role of a step that runs long is asked once; others hear nothing. */
static void a_long_step_rings_for_its_person(void **state)
{
	struct room *r = room_new();
	struct bells mine = {0}, other = {0};
	struct bell_call calls[BELL_CALLS_MAX];
	size_t rings = 0, others = 0;
	(void)state;
	declare(r);
	assert_int_equal(room_lead(r, "role give ops @ops1"), RC_OK);
	assert_int_equal(room_lead(r, "runbook start RB-7"), RC_OK);
	for (int s = 0; s < 5 * 60; s += 5) {
		room_run(r, r->now + 5 * US_PER_S, 5 * US_PER_S);
		size_t n = attention_look(
			&mine, r->arena, &r->policies, r->board, STR("ops1"), r->now, calls);
		for (size_t i = 0; i < n; i++) {
			rings += calls[i].reason == BELL_RUN && calls[i].times == 1;
			if (calls[i].reason == BELL_RUN)
				assert_true(str_ends(attention_text(r->arena, &calls[i], r->now),
					STR("RB-7 step 1 has run 02:35, expected 2m: still "
					    "going?")));
		}
		n = look(&other, r, calls);
		for (size_t i = 0; i < n; i++)
			others += calls[i].reason == BELL_RUN;
	}
	assert_int_equal(rings, 1);
	assert_int_equal(others, 0);
	room_free(r);
}

/* Once at five minutes, once at one, once when late, then every five minutes. */
static void a_promise_rings_at_its_stages(void **state)
{
	struct room *r = room_new();
	struct bells b = {0};
	struct bell_call calls[BELL_CALLS_MAX];
	size_t due = 0, late = 0, notes = 0;
	(void)state;
	declare(r);
	look(&b, r, calls);
	for (int s = 0; s < 16 * 60; s++) {
		r->now += US_PER_S;
		size_t n = look(&b, r, calls);
		for (size_t i = 0; i < n; i++) {
			due += calls[i].reason == BELL_DUE;
			late += calls[i].reason == BELL_LATE;
			notes += calls[i].note;
		}
	}
	assert_true(due >= 1 && due <= 2);
	assert_true(late >= 1 && late <= 3);
	assert_int_equal(notes, late + 1); /* one minute before and late, not five minutes before */
	room_free(r);
}

static void what_was_not_delivered_rings_once(void **state)
{
	struct room *r = room_new();
	struct bells b = {0};
	struct bell_call calls[BELL_CALLS_MAX];
	size_t rings = 0;
	(void)state;
	assert_int_equal(room_lead(r, "channel add log to=team via=file target=/srv/x"), RC_OK);
	declare(r);
	assert_int_equal(room_lead(r, "update to=team Cards fail."), RC_OK);
	look(&b, r, calls);
	uint64_t seq = r->board->seq;
	for (int n = 1; n <= 3; n++) {
		room_event(r, 1, EV_UPDATE_DELIVERY,
			str_fmt(r->arena,
				"{\"update\":%llu,\"channel\":\"log\",\"state\":\"failed\","
				"\"attempt\":%d}",
				(unsigned long long)seq, n)
				.p);
		for (size_t i = look(&b, r, calls); i-- > 0;)
			rings += calls[i].reason == BELL_SEND && calls[i].times == 1;
	}
	assert_int_equal(rings, 1);
	room_free(r);
}

static size_t of(const struct bell_call *calls, size_t n, enum bell_reason reason)
{
	size_t found = 0;
	for (size_t i = 0; i < n; i++)
		found += calls[i].reason == reason;
	return found;
}

/* Once when a slot falls empty, once when it becomes a gap on record; once for each offer. */
static void roles_ring(void **state)
{
	struct room *r = room_new();
	struct bells b = {0};
	struct bell_call calls[BELL_CALLS_MAX];
	size_t n;
	(void)state;
	declare(r);
	look(&b, r, calls);
	assert_int_equal(of(calls, look(&b, r, calls), BELL_ROLE), 0);
	room_event(r, 1, EV_ROLE_GAP, "{\"role\":\"scribe\",\"level\":1,\"limit\":900}");
	assert_int_equal(of(calls, look(&b, r, calls), BELL_ROLE), 1);
	assert_int_equal(of(calls, look(&b, r, calls), BELL_ROLE), 0);
	assert_int_equal(room_lead(r, "role scribe @ops1"), RC_OK);
	assert_int_equal(room_say(r, DOOR_CONSOLE, "ops1", 0, "handoff scribe @ops2"), RC_OK);
	assert_int_equal(of(calls, look(&b, r, calls), BELL_OFFER), 0);
	assert_int_equal(room_lead(r, "handoff ic @ops2"), RC_OK);
	assert_int_equal(room_say(r, DOOR_CONSOLE, "ops1", 0, "handoff withdraw scribe"), RC_OK);
	assert_int_equal(room_lead(r, "handoff withdraw ic"), RC_OK);
	assert_int_equal(room_lead(r, "role release ic"), RC_OK);
	assert_int_equal(room_say(r, DOOR_CONSOLE, "ops1", 0, "handoff scribe @lead"), RC_OK);
	n = look(&b, r, calls);
	assert_int_equal(of(calls, n, BELL_OFFER), 1);
	for (size_t i = 0; i < n; i++)
		if (calls[i].reason == BELL_OFFER)
			assert_true(str_eq_z(attention_text(r->arena, &calls[i], r->now),
				"INC-1: ops1 hands you scribe; read the brief and accept"));
	assert_int_equal(of(calls, look(&b, r, calls), BELL_OFFER), 0);
	room_free(r);
}

static void what_is_said(void **state)
{
	struct arena *a = arena_new();
	struct bell_call c = {.incident = 3,
		.level = 1,
		.due = 90 * US_PER_S,
		.audience = STR("execs"),
		.who = STR("ops1"),
		.said = STR("@lead look")};
	static const struct {
		enum bell_reason reason;
		const char *text;
	} cases[] = {{BELL_RAISED, "INC-3 is SEV1 now"},
		{BELL_DUE, "INC-3: the update to execs is due in 00:30"},
		{BELL_ROLE, "INC-3: a required role is empty"},
		{BELL_SEND, "INC-3: an update was not delivered; /next says which"},
		{BELL_NAMED, "ops1 to you: @lead look"}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		c.reason = cases[i].reason;
		assert_true(str_eq_z(attention_text(a, &c, 60 * US_PER_S), cases[i].text));
		assert_false(attention_in_past(c.reason));
	}
	c.reason = BELL_LATE;
	assert_true(str_eq_z(attention_text(a, &c, 120 * US_PER_S),
		"INC-3: the update to execs is LATE by 00:30"));
	assert_true(attention_in_past(BELL_LATE));
	arena_free(a);
}

static void the_budget(void **state)
{
	struct bells b = {0};
	instant now = 1000 * US_PER_S;
	(void)state;
	assert_true(attention_may_ring(&b, BELL_NAMED, now));
	assert_false(attention_may_ring(&b, BELL_NAMED, now + 9 * US_PER_S));
	assert_true(attention_may_ring(&b, BELL_NAMED, now + 10 * US_PER_S));
	assert_true(attention_may_ring(&b, BELL_LATE, now + 20 * US_PER_S));
	assert_false(attention_may_ring(&b, BELL_LATE, now + 40 * US_PER_S));
	assert_int_equal(b.swallowed, 1);
	assert_true(attention_may_ring(&b, BELL_LATE, now + 61 * US_PER_S));
}

static void mute_keeps_what_matters(void **state)
{
	struct bells b = {0};
	instant now = 1000 * US_PER_S;
	(void)state;
	attention_mute(&b, now + 30 * US_PER_MIN);
	assert_false(attention_may_ring(&b, BELL_NAMED, now));
	assert_true(attention_may_ring(&b, BELL_RAISED, now));
	assert_true(attention_may_ring(&b, BELL_LATE, now + US_PER_MIN));
	assert_true(attention_may_ring(&b, BELL_NAMED, now + 31 * US_PER_MIN));
}

static size_t loop_calls(struct bells *b, struct room *r)
{
	struct bell_call calls[BELL_CALLS_MAX];
	size_t n = look(b, r, calls), loops = 0;
	for (size_t i = 0; i < n; i++)
		loops += calls[i].reason == BELL_LOOP;
	return loops;
}

/* Asked, time up, once more: each rings once; what I ask of myself or of others does not. */
static void what_is_asked_of_me_rings(void **state)
{
	struct room *r = room_new();
	struct bells b = {0};
	(void)state;
	declare(r);
	assert_int_equal(loop_calls(&b, r), 0);
	assert_int_equal(room_lead(r, "ask @lead 2m write it down"), RC_OK);
	assert_int_equal(room_lead(r, "ask @ops1 2m look at the pool"), RC_OK);
	assert_int_equal(loop_calls(&b, r), 0);
	assert_int_equal(
		room_say(r, DOOR_IRC, "irc:ops1", 0, "ask @lead 10m decide about the pool"), RC_OK);
	assert_int_equal(loop_calls(&b, r), 1);
	assert_int_equal(loop_calls(&b, r), 0);
	room_run(r, r->now + 3 * US_PER_MIN, US_PER_S); /* T-1 of mine is up */
	assert_int_equal(loop_calls(&b, r), 1);
	assert_int_equal(room_lead(r, "done T-1 written"), RC_OK);
	assert_int_equal(loop_calls(&b, r), 0);
	room_run(r, r->now + 5 * US_PER_MIN,
		US_PER_S); /* ops1 is told once more: the commander as well */
	assert_int_equal(loop_calls(&b, r), 1);
	room_free(r);
}

static size_t draft_calls(struct bells *b, struct room *r, const char *says)
{
	struct bell_call calls[BELL_CALLS_MAX];
	size_t n = look(b, r, calls), drafts = 0;
	for (size_t i = 0; i < n; i++)
		drafts += calls[i].reason == BELL_DRAFT &&
			  str_find(attention_text(r->arena, &calls[i], r->now), str_z(says)) >= 0;
	return drafts;
}

/* A draft that waits for me, and what became of mine, ring once; my own acts do not. */
static void drafts_ring_for_who_is_meant(void **state)
{
	struct room *r = room_new();
	struct bells b = {0};
	(void)state;
	declare(r);
	assert_int_equal(room_lead(r, "role comms @comms1"), RC_OK);
	assert_int_equal(draft_calls(&b, r, ""), 0);
	assert_int_equal(room_say(r, DOOR_IRC, "irc:comms1", 0, "comms draft to=public"), RC_OK);
	assert_int_equal(draft_calls(&b, r, "C-1 of @comms1 waits"), 1);
	assert_int_equal(draft_calls(&b, r, ""), 0);
	assert_int_equal(room_lead(r, "comms reject C-1 reason=short"), RC_OK);
	assert_int_equal(draft_calls(&b, r, ""), 0);
	assert_int_equal(
		room_lead(
			r, "comms draft to=execs \"SEV2: 12% of users cannot pay. No decision.\""),
		RC_OK);
	assert_int_equal(draft_calls(&b, r, ""), 0);
	assert_int_equal(
		room_say(r, DOOR_IRC, "irc:comms1", 0, "comms reject C-2 reason=\"which rule?\""),
		RC_OK);
	assert_int_equal(draft_calls(&b, r, "@comms1 sends C-2 back: which rule?"), 1);
	assert_int_equal(
		room_lead(r,
			"comms edit C-2 \"SEV2 (rule B): 12% of users cannot pay. No decision.\""),
		RC_OK);
	assert_int_equal(room_say(r, DOOR_IRC, "irc:comms1", 0, "comms approve C-2"), RC_OK);
	assert_int_equal(draft_calls(&b, r, "@comms1 approved C-2 for executives"), 1);
	assert_int_equal(draft_calls(&b, r, ""), 0);
	room_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(raised_severity_rings_twice),
		cmocka_unit_test(a_long_step_rings_for_its_person),
		cmocka_unit_test(a_promise_rings_at_its_stages),
		cmocka_unit_test(what_is_asked_of_me_rings),
		cmocka_unit_test(what_was_not_delivered_rings_once),
		cmocka_unit_test(roles_ring),
		cmocka_unit_test(what_is_said),
		cmocka_unit_test(the_budget),
		cmocka_unit_test(mute_keeps_what_matters),
		cmocka_unit_test(drafts_ring_for_who_is_meant),
	};
	return cmocka_run_group_tests_name("attention", tests, NULL, NULL);
}
