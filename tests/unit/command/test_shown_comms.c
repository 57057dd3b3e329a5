/* test_shown_comms.c: who is owed the next update and when, soonest first, and the ledger of what came of it. */
#include "support/test.h"

#include "base/json.h"
#include "doc/print.h"
#include "support/room.h"
#include "view/view_comms.h"

static struct room *declared(void)
{
	struct room *r = room_new();

	assert_int_equal(room_lead(r, "declare Down journey=critical degradation=unavailable "
				      "users=40% safety=none exposure=none data=none"),
		RC_OK);
	return r;
}

static size_t promises(struct room *r, const struct promise **ret)
{
	return view_promises(r->arena, &r->policies, room_incident(r), r->now, ret);
}

static const struct promise *to(struct room *r, const char *audience)
{
	const struct promise *p;
	size_t n = promises(r, &p);

	for (size_t k = 0; k < n; k++)
		if (str_eq_z(p[k].audience, audience))
			return &p[k];
	return NULL;
}

static void promises_stand_soonest_first(void **state)
{
	struct room *r = declared();
	const struct promise *p;
	size_t n = promises(r, &p);

	(void)state;
	assert_int_equal(n, 6);
	assert_true(str_eq_z(p[0].audience, "responders"));
	assert_int_equal(p[0].due.due, r->now + 5 * US_PER_MIN);
	for (size_t k = 1; k < n; k++)
		assert_true(p[k - 1].due.due <= p[k].due.due);
	assert_null(to(r, "regulator")); /* a statutory clock is no promise with a minute */
	room_free(r);
}

static void a_promise_turns_amber_and_late(void **state)
{
	struct room *r = declared();

	(void)state;
	assert_int_equal(to(r, "responders")->state, CADENCE_QUIET);
	r->now += 4 * US_PER_MIN + 30 * US_PER_S;
	assert_int_equal(to(r, "responders")->state, CADENCE_AMBER);
	r->now += US_PER_MIN;
	assert_int_equal(to(r, "responders")->state, CADENCE_LATE);
	assert_int_equal(to(r, "customers_public")->state, CADENCE_QUIET);
	room_free(r);
}

static void sending_moves_the_next_one(void **state)
{
	struct room *r = declared();
	instant sent;

	(void)state;
	r->now += 2 * US_PER_MIN;
	sent = r->now;
	assert_int_equal(room_lead(r, "update Looking into the pool."), RC_OK);
	assert_int_equal(to(r, "responders")->due.due, sent + 15 * US_PER_MIN);
	assert_int_equal(room_lead(r, "update next=7m Still looking."), RC_OK);
	assert_int_equal(to(r, "responders")->due.due, sent + 7 * US_PER_MIN);
	room_free(r);
}

static void nothing_is_owed_after_the_end(void **state)
{
	struct room *r = declared();
	const struct promise *p;

	(void)state;
	assert_int_equal(room_lead(r, "check probe pass evidence=ok"), RC_OK);
	assert_int_equal(room_lead(r, "status resolved"), RC_OK);
	assert_int_equal(promises(r, &p), 0);
	assert_int_equal(room_lead(r, "reopen the errors are back"), RC_OK);
	assert_true(promises(r, &p) > 0);
	room_free(r);
}

static struct str text_of(struct room *r, struct doc *d)
{
	struct print_opts o = {.width = 4000};
	struct str text;

	assert_int_equal(print_text(r->arena, d, &o, &text, &r->err), RC_OK);
	return text;
}

static void next_names_what_is_missing(void **state)
{
	struct room *r = declared();
	struct str text;

	(void)state;
	assert_int_equal(room_lead(r, "action add \"Restart the pool\" @ops1 due=tomorrow"), RC_OK);
	r->now += 6 * US_PER_MIN;
	text = text_of(r, view_next(r->arena, &r->policies, room_incident(r), r->now));
	assert_true(str_find(text, STR("LATE by 1m")) >= 0);
	assert_true(str_find(text, STR("Empty roles")) >= 0);
	assert_true(str_find(text, STR("When did users first feel it?")) >= 0);
	assert_true(str_find(text, STR("in 04:00, by 2026-11-22T14:10Z")) >= 0);
	room_free(r);
}

static void json_has_a_line_for_each_promise(void **state)
{
	struct room *r = declared();
	const struct promise *p;
	size_t n = promises(r, &p), lines = 0;
	struct str rest, line;
	struct buf b;

	(void)state;
	buf_init(&b, r->arena, 1 << 16);
	view_next_json(&b, r->arena, &r->policies, room_incident(r), r->now);
	rest = buf_str(&b);
	while (rest.n && str_split(&rest, '\n', &line)) {
		const struct json *o;

		assert_int_equal(json_parse(r->arena, line, &o, &r->err), RC_OK);
		assert_true(str_eq(json_str(o, "audience"), p[lines].audience));
		assert_string_equal(str_to_z(r->arena, json_str(o, "due")),
			time_iso(r->arena, p[lines].due.due));
		assert_true(str_eq_z(json_str(o, "state"), "quiet"));
		lines++;
	}
	assert_int_equal(lines, n);
	room_free(r);
}

static void the_ledger_tells_late_and_missed(void **state)
{
	struct room *r = declared();
	struct doc *d = doc_new(r->arena);
	struct str text;

	(void)state;
	r->now += US_PER_MIN;
	assert_int_equal(room_lead(r, "update On time."), RC_OK);
	r->now += 20 * US_PER_MIN;
	room_event(r, 1, EV_UPDATE_MISSED,
		"{\"audience\":\"executives\",\"due\":\"2026-11-22T14:15:00Z\"}");
	assert_int_equal(room_lead(r, "update Too late."), RC_OK);
	view_update_ledger(d, room_incident(r));
	assert_int_equal(d->v[0].row_count, 3);
	text = text_of(r, d);
	assert_true(str_find(text, STR("missed")) >= 0);
	assert_true(str_eq_z(d->v[0].rows[0].cells[3].spans.v[0].text, "yes"));
	assert_true(str_eq_z(d->v[0].rows[1].cells[3].spans.v[0].text, "no"));
	assert_true(str_eq_z(d->v[0].rows[2].cells[3].spans.v[0].text, "no"));
	room_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(promises_stand_soonest_first),
		cmocka_unit_test(a_promise_turns_amber_and_late),
		cmocka_unit_test(sending_moves_the_next_one),
		cmocka_unit_test(nothing_is_owed_after_the_end),
		cmocka_unit_test(next_names_what_is_missing),
		cmocka_unit_test(json_has_a_line_for_each_promise),
		cmocka_unit_test(the_ledger_tells_late_and_missed),
	};

	return cmocka_run_group_tests_name("shown_comms", tests, NULL, NULL);
}
