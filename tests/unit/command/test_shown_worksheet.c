/* test_shown_worksheet.c: what the buttons of the severity worksheet write runs as it stands. */
#include "support/test.h"

#include "support/room.h"
#include "view/view_worksheet.h"

static struct room *declared(void)
{
	struct room *r = room_new();
	assert_int_equal(
		room_lead(r, "declare \"Cards fail\" journey=critical degradation=unavailable "
			     "users=60% safety=none exposure=none data_harm=none"),
		RC_OK);
	assert_int_equal(room_incident(r)->level, 1);
	return r;
}

static struct worksheet draft(struct room *r)
{
	struct worksheet w = {.incident = room_incident(r), .now = r->now};
	w.gauges = w.incident->gauges;
	return w;
}

static void answer(struct room *r, struct worksheet *w, const char *name, const char *value)
{
	enum gauge_id id;
	assert_int_equal(severity_gauge_key(str_z(name), str_z(value), &id, &r->err), RC_OK);
	assert_int_equal(severity_gauge_set(r->policies.severity, &w->gauges, str_z(name),
				 str_z(value), &r->err),
		RC_OK);
	w->changed |= UINT32_C(1) << id;
}

static void runs(struct room *r, const struct worksheet_button *b)
{
	if (room_lead(r, str_to_z(r->arena, b->line)) != RC_OK)
		fail_msg("%.*s: %s", STR_ARG(b->line), r->err.text);
}

static void a_proposal_changes_nothing(void **state)
{
	struct room *r = declared();
	struct worksheet w = draft(r);
	struct worksheet_button b[WORKSHEET_BUTTONS];
	(void)state;
	answer(r, &w, "degradation", "partial");
	answer(r, &w, "users", "8%");
	w.reason = STR("said \"it works\" \\ at 80% #db note=x");
	assert_int_equal(view_worksheet_buttons(r->arena, &r->policies, &w, b), 2);
	assert_true(str_eq_z(b[0].label, "Propose to room"));
	runs(r, &b[0]);
	const struct incident *i = room_incident(r);
	const struct entry *e = &i->entries.v[i->entries.n - 1];
	assert_int_equal(e->kind, EV_NOTE);
	assert_true(str_eq_z(e->text, "proposed: SEV1 -> SEV2 (degradation partial, users_share "
				      "8%): said \"it works\" \\ "
				      "at 80% #db note=x"));
	assert_int_equal(i->level, 1);
	room_free(r);
}

static void without_a_reason_it_waits_for_one(void **state)
{
	struct room *r = declared();
	struct worksheet w = draft(r);
	struct worksheet_button b[WORKSHEET_BUTTONS];
	(void)state;
	view_worksheet_buttons(r->arena, &r->policies, &w, b);
	assert_true(str_eq_z(b[0].line, "log proposed: keep SEV1, because "));
	assert_int_equal(b[1].line.n, 0); /* nothing to apply */
	assert_true(str_find(b[1].label, STR("all is recorded")) >= 0);
	room_free(r);
}

static void answers_first_then_the_level(void **state)
{
	struct room *r = declared();
	struct worksheet w = draft(r);
	struct worksheet_button b[WORKSHEET_BUTTONS];
	(void)state;
	answer(r, &w, "degradation", "partial");
	answer(r, &w, "users", "8%");
	w.reason = STR("errors at 3.2%");
	view_worksheet_buttons(r->arena, &r->policies, &w, b);
	assert_true(str_eq_z(
		b[1].line, "impact degradation=partial users_share=800 note=\"errors at 3.2%\""));
	runs(r, &b[1]);
	assert_int_equal(room_incident(r)->level, 1); /* down only after the hold */

	w = draft(r);
	w.reason = STR("errors at 3.2%");
	view_worksheet_buttons(r->arena, &r->policies, &w, b);
	assert_true(str_eq_z(b[1].line, "sev 2 reason=\"errors at 3.2%\""));
	assert_true(str_eq_z(b[1].label, "Apply SEV2 at 14:15"));
	assert_int_not_equal(room_lead(r, str_to_z(r->arena, b[1].line)), RC_OK);

	r->now += 16 * US_PER_MIN;
	w = draft(r);
	w.reason = STR("errors at 3.2%");
	view_worksheet_buttons(r->arena, &r->policies, &w, b);
	assert_true(str_eq_z(b[1].label, "Apply SEV2"));
	runs(r, &b[1]);
	assert_int_equal(room_incident(r)->level, 2);

	w = draft(r);
	w.wanted = 1;
	view_worksheet_buttons(r->arena, &r->policies, &w, b);
	assert_true(str_eq_z(b[1].label, "Apply: raise to SEV1"));
	assert_true(str_eq_z(b[1].line, "sev 1 reason=\"")); /* the reason is still to be typed */
	room_free(r);
}

static void before_the_declaration(void **state)
{
	struct room *r = room_new();
	struct worksheet w = {.now = r->now};
	struct worksheet_button b[WORKSHEET_BUTTONS];
	(void)state;
	answer(r, &w, "journey", "critical");
	answer(r, &w, "degradation", "slow");
	assert_int_equal(view_worksheet_buttons(r->arena, &r->policies, &w, b), 1);
	assert_true(str_eq_z(b[0].line, "declare journey=critical degradation=slow "));
	b[0].line = str_fmt(r->arena, "%.*sCards fail", STR_ARG(b[0].line));
	runs(r, &b[0]);
	room_free(r);
}

static void the_reason_is_checked(void **state)
{
	struct room *r = room_new();
	enum doc_role role;
	(void)state;
	struct str ok = view_worksheet_lint(
		r->arena, &r->policies, STR("failover worked: 5xx 3.2%, caf\xC3\xA9 ok"), &role);
	assert_int_equal(role, ROLE_OK);
	assert_true(str_eq_z(ok, "ok, 34 chars"));
	struct str bad = view_worksheet_lint(
		r->arena, &r->policies, STR("it was human error, obviously"), &role);
	assert_int_not_equal(role, ROLE_OK);
	assert_true(str_starts(bad, STR("\"")));
	room_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_proposal_changes_nothing),
		cmocka_unit_test(without_a_reason_it_waits_for_one),
		cmocka_unit_test(answers_first_then_the_level),
		cmocka_unit_test(before_the_declaration),
		cmocka_unit_test(the_reason_is_checked),
	};
	return cmocka_run_group_tests_name("the buttons of the worksheet", tests, NULL, NULL);
}
