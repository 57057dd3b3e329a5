/* test_changes.c: what runs and how risky it is, what is unfinished, whether a check holds; rows that others wrote are not trusted. */
#include "support/test.h"

#include "support/room.h"

static struct room *opened(void)
{
	struct room *r = room_new();

	assert_int_equal(room_lead(r, "declare \"Checkout errors\" journey=critical "
				      "degradation=unavailable users=40% safety=none exposure=none "
				      "data_harm=none"),
		RC_OK);
	return r;
}

static void say(struct room *r, const char *line)
{
	if (room_lead(r, line) != RC_OK)
		fail_msg("%s: %s", line, r->err.text);
	r->now += US_PER_MIN;
}

static void the_riskiest_comes_first(void **state)
{
	struct room *r = opened();
	const struct change *const *v;
	size_t n;

	(void)state;
	say(r, "run scale web from=1 to=2 by=@a");
	say(r, "run failover db rollback=? captured=skipped reason=x by=@a");
	say(r, "run drain eu-1 rollback=? by=@a");
	say(r, "run drain eu-2 rollback=? by=@a");
	say(r, "run deploy web from=1 to=2 rollback=? by=@a");
	say(r, "run done CHG-5");
	room_event(r, 1, EV_CHANGE_STARTED, "{\"id\":6,\"kind\":\"exorcise\",\"by\":\"a\"}");
	n = changes_running(r->turn, r->policies.changes, room_incident(r), &v);
	assert_int_equal(n, 5);
	assert_int_equal(v[0]->id, 6); /* nobody knows how risky */
	assert_int_equal(v[1]->id, 2);
	assert_int_equal(v[2]->id, 3);
	assert_int_equal(v[3]->id, 4);
	assert_int_equal(v[4]->id, 1);
	room_free(r);
}

static void a_check_holds_until_something_changes(void **state)
{
	struct room *r = opened();
	instant before = r->now;

	(void)state;
	assert_false(incident_verified(room_incident(r)));
	say(r, "check probe pass evidence=x");
	assert_true(incident_verified(room_incident(r)));
	assert_true(incident_verified_since(room_incident(r), before));
	assert_false(incident_verified_since(room_incident(r), r->now));
	say(r, "run scale web from=1 to=2 by=@a");
	assert_false(incident_verified(room_incident(r)));
	say(r, "check probe pass evidence=x");
	assert_true(incident_verified(room_incident(r)));
	say(r, "run done CHG-1");
	assert_false(incident_verified(room_incident(r)));
	say(r, "run check CHG-1 pass evidence=x");
	assert_true(incident_verified(room_incident(r)));
	say(r, "check probe fail evidence=y");
	assert_false(incident_verified(room_incident(r)));
	assert_false(incident_verified_since(room_incident(r), before));
	room_free(r);
}

static void what_was_taken_back_is_finished(void **state)
{
	struct room *r = opened();

	(void)state;
	say(r, "run scale web from=1 to=2 by=@a");
	say(r, "run done CHG-1");
	say(r, "run check CHG-1 fail evidence=x");
	assert_int_equal(changes_unfinished(room_incident(r)), 1);
	say(r, "run rollback CHG-1 captured=skipped reason=x by=@a");
	assert_int_equal(changes_unfinished(room_incident(r)), 2);
	say(r, "run done CHG-2");
	say(r, "run check CHG-2 pass evidence=x");
	assert_int_equal(changes_unfinished(room_incident(r)), 0);
	room_free(r);
}

/* Numbers that are taken, steps that do not follow, changes nobody began: a row is kept, the board is not moved by it. */
static void rows_of_others_are_not_trusted(void **state)
{
	static const struct {
		enum event_kind kind;
		const char *body;
	} rows[] = {{EV_CHANGE_STARTED, "{\"id\":1,\"approver\":\"mallory\"}"},
		{EV_CHANGE_STARTED, "{\"id\":0,\"kind\":\"drain\"}"},
		{EV_CHANGE_STARTED, "{\"id\":-7}"}, {EV_CHANGE_STARTED, "{\"id\":4294967296}"},
		{EV_CHANGE_PROPOSED, "{\"id\":1,\"kind\":\"drain\"}"},
		{EV_CHANGE_ENDED, "{\"id\":9,\"result\":\"done\"}"}, {EV_CHANGE_ENDED, "{}"},
		{EV_CHECK_BEGUN, "{}"}, {EV_REVIEW_DEBT, "{}"}, {EV_REVIEW_DONE, "{\"id\":99}"},
		{EV_REVIEW_LATE, "{\"id\":\"CHG-1\"}"}, {EV_DIVERGED, "{\"id\":0}"},
		{EV_DIVERGE_REVERTED, "{\"id\":1}"}, {EV_DIVERGE_ACCEPTED, "{}"},
		{EV_EVIDENCE_KEPT, "{\"id\":1}"}, {EV_EVIDENCE_HANDED, "{\"id\":1}"}};
	struct room *r = opened();
	const struct change *c;

	(void)state;
	say(r, "run scale web from=1 to=2 by=@a");
	for (size_t n = 0; n < sizeof rows / sizeof *rows; n++)
		room_event(r, 1, rows[n].kind, rows[n].body);
	assert_int_equal(room_incident(r)->changes.items.n, 1);
	assert_int_equal(room_incident(r)->evidence.items.n, 0);
	assert_int_equal(room_incident(r)->divergences.items.n, 0);
	c = incident_change(room_incident(r), 1);
	assert_int_equal(c->state, CHANGE_RUNNING);
	assert_true(str_eq(c->approver, STR("lead")));
	/* A proposal cannot be done, and a check before the end does not end it. */
	room_event(r, 1, EV_CHANGE_PROPOSED, "{\"id\":2,\"kind\":\"drain\"}");
	room_event(r, 1, EV_CHANGE_ENDED, "{\"id\":2,\"result\":\"done\"}");
	room_event(r, 1, EV_CHECK_PASSED, "{\"id\":2}");
	assert_int_equal(incident_change(room_incident(r), 2)->state, CHANGE_PROPOSED);
	/* The last number there is leaves none for the next. */
	room_event(r, 1, EV_CHANGE_PROPOSED, "{\"id\":4294967295,\"kind\":\"drain\"}");
	assert_int_equal(incident_next_change(room_incident(r)), 0);
	assert_int_equal(room_lead(r, "run scale web from=1 to=2 by=@a"), RC_LIMIT);
	room_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_riskiest_comes_first),
		cmocka_unit_test(a_check_holds_until_something_changes),
		cmocka_unit_test(what_was_taken_back_is_finished),
		cmocka_unit_test(rows_of_others_are_not_trusted),
	};
	return cmocka_run_group_tests_name("changes", tests, NULL, NULL);
}
