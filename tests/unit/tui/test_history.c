/* test_history.c: walking, searching, and the lines that are never kept. */
#include "support/test.h"

#include "tui/history_internal.h"

static void walking(void **state)
{
	struct history h;
	struct str line;
	(void)state;
	history_init(&h);
	history_add(&h, STR("one"));
	history_add(&h, STR("two"));
	history_add(&h, STR("two"));
	assert_int_equal(h.n, 2);
	assert_true(history_step(&h, -1, STR("draft"), &line));
	assert_true(str_eq_z(line, "two"));
	assert_true(history_step(&h, -1, STR("two"), &line));
	assert_true(str_eq_z(line, "one"));
	assert_false(history_step(&h, -1, STR("one"), &line));
	assert_true(history_step(&h, 1, STR("one"), &line));
	assert_true(history_step(&h, 1, STR("two"), &line));
	assert_true(str_eq_z(line, "draft")); /* nothing typed is ever lost */
	assert_false(history_step(&h, 1, STR("draft"), &line));
	history_clear(&h);
}

static void secrets_are_not_kept(void **state)
{
	struct history h;
	(void)state;
	history_init(&h);
	history_add(&h, STR("/set hook-token abc"));
	history_add(&h, STR("/irc nick PASSWORD=x"));
	history_add(&h, STR(""));
	assert_int_equal(h.n, 0);
	history_add(&h, STR("the token expired at 14:00")); /* chat about one is fine */
	assert_int_equal(h.n, 1);
	history_clear(&h);
}

static void searching(void **state)
{
	struct history h;
	size_t at;
	(void)state;
	history_init(&h);
	history_add(&h, STR("/role scribe @ops1"));
	history_add(&h, STR("/impact users=40%"));
	history_add(&h, STR("/role deputy @ops2"));
	assert_true(history_search(&h, STR("ROLE"), h.n, &at));
	assert_int_equal(at, 2);
	assert_true(history_search(&h, STR("role"), at, &at));
	assert_int_equal(at, 0);
	assert_false(history_search(&h, STR("role"), at, &at));
	history_clear(&h);
}

static void it_is_bounded(void **state)
{
	struct history h;
	char line[32];
	(void)state;
	history_init(&h);
	for (int i = 0; i < HISTORY_MAX + 10; i++) {
		snprintf(line, sizeof line, "line %d", i);
		history_add(&h, str_z(line));
	}
	assert_int_equal(h.n, HISTORY_MAX);
	assert_string_equal(h.line[0], "line 10");
	history_clear(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walking),
		cmocka_unit_test(secrets_are_not_kept),
		cmocka_unit_test(searching),
		cmocka_unit_test(it_is_bounded),
	};
	return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
