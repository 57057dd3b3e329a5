/* test_draft.c: a drafted event is whole or refused. */
#include "core/draft.h"

#include "support/test.h"

static void a_draft_becomes_an_event(void **state)
{
	struct arena *a = arena_new();
	struct event ev;
	struct draft d;
	struct err err;

	(void)state;
	draft_begin(&d, &ev, a, EV_NOTE, 7, 1000);
	ev.actor = STR("lead");
	json_out_z(&d.json, "text", "a \"word\"");
	assert_int_equal(draft_end(&d, &err), RC_OK);
	assert_true(str_eq_z(ev.body, "{\"text\":\"a \\\"word\\\"\"}"));
	assert_true(str_eq_z(ev.kind_name, "note"));
	assert_int_equal(ev.incident, 7);
	assert_true(ev.occurred == 1000 && ev.recorded == 1000);
	arena_free(a);
}

static void a_body_longer_than_a_row_is_refused(void **state)
{
	struct arena *a = arena_new();
	char *text = arena_alloc(a, EVENT_BODY_MAX);
	struct event ev;
	struct draft d;
	struct err err;

	(void)state;
	memset(text, 'x', EVENT_BODY_MAX);
	draft_begin(&d, &ev, a, EV_NOTE, 1, 0);
	json_out_str(&d.json, "text", str_n(text, EVENT_BODY_MAX));
	assert_int_equal(draft_end(&d, &err), RC_LIMIT);
	assert_int_equal(ev.body.n, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draft_becomes_an_event),
		cmocka_unit_test(a_body_longer_than_a_row_is_refused),
	};

	return cmocka_run_group_tests_name("draft", tests, NULL, NULL);
}
