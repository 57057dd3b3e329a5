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

static void a_later_session_has_them(void **state)
{
	struct arena *a = arena_new();
	struct history h, later;
	struct str line;
	(void)state;
	history_init(&h);
	history_init(&later);
	history_add(&h, STR("two\nrows"));
	history_add(&h, STR("a \\n that was typed"));
	history_add(&h, STR("/set irc.password hunter2"));
	struct str note = history_note(a, STR("of another session"), &h);
	history_kept(&h);
	assert_true(str_eq(history_note(a, note, &h), history_note(a, note, &later)));
	assert_int_equal(str_find(note, STR("hunter2")), -1);
	history_read(&later, note);
	assert_int_equal(later.n, 3);
	assert_string_equal(later.line[0], "of another session");
	assert_string_equal(later.line[1], "two\nrows");
	assert_true(history_step(&later, -1, STR(""), &line));
	assert_true(str_eq_z(line, "a \\n that was typed"));
	assert_int_equal(later.fresh, 0);
	history_clear(&h);
	history_clear(&later);
	arena_free(a);
}

static void a_note_is_bounded(void **state)
{
	struct arena *a = arena_new();
	struct history h;
	struct str note = {0};
	char line[400];
	(void)state;
	history_init(&h);
	for (int i = 0; i < HISTORY_MAX + 10; i++) {
		snprintf(line, sizeof line, "line %d", i);
		history_add(&h, str_z(line));
		note = history_note(a, note, &h);
		history_kept(&h);
	}
	assert_true(str_starts(note, STR("line 10\n")));
	memset(line, 'x', sizeof line);
	for (int i = 0; i < HISTORY_MAX; i++) {
		snprintf(line + 390, 10, "%d", i);
		history_add(&h, str_z(line));
	}
	note = history_note(a, note, &h);
	assert_true(note.n <= HISTORY_NOTE_MAX && note.n > HISTORY_NOTE_MAX - 400);
	assert_int_equal(note.p[0], 'x'); /* whole lines only */
	assert_true(str_ends(note, STR("x499\n")));
	history_clear(&h);
	arena_free(a);
}

/* The file beside the journal may have been written by anybody. */
static void a_hostile_note(void **state)
{
	struct history h;
	(void)state;
	history_init(&h);
	history_read(&h, STR("good\n\x1b[2J\n\xff\xfe\n\n/irc password=x\nlast"));
	assert_int_equal(h.n, 2);
	assert_string_equal(h.line[0], "good");
	assert_string_equal(h.line[1], "last");
	history_clear(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walking),
		cmocka_unit_test(secrets_are_not_kept),
		cmocka_unit_test(searching),
		cmocka_unit_test(it_is_bounded),
		cmocka_unit_test(a_later_session_has_them),
		cmocka_unit_test(a_note_is_bounded),
		cmocka_unit_test(a_hostile_note),
	};
	return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
