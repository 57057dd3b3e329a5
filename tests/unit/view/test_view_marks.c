/* test_view_marks.c: marks stand below the words they are about, at any width and under any characters. */
#include "support/test.h"

#include <locale.h>

#include "view/view_draft.h"

static const char *rows_of(
	struct arena *a, const char *text, const struct update_finding *v, size_t n, int width)
{
	struct update_findings found = {.v = v, .n = n};
	const struct marked_row *rows;
	size_t count = view_marked_text(a, str_z(text), &found, width, &rows);
	struct buf b;

	buf_init(&b, a, 1 << 16);
	for (size_t k = 0; k < count; k++)
		buf_addf(&b, "%.*s\n", STR_ARG(rows[k].text));
	return buf_z(&b);
}

static void marks_stand_below_their_words(void **state)
{
	static const struct update_finding v[] = {
		{.grade = UPDATE_ERROR, .number = 1, .from = 4, .to = 11},
		{.grade = UPDATE_WARNING, .number = 2, .from = 16, .to = 17},
		{.grade = UPDATE_NOTE, .number = 3, .from = 17, .to = 20},
		{.grade = UPDATE_ERROR, .number = 4}};
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(rows_of(a, "aaa bbbbbbb ccc def ghi", v, 4, 60),
		"aaa bbbbbbb ccc def ghi\n"
		"    E1~~~~~     W2\n"
		"                 I3~\n");
	arena_free(a);
}

static void marks_go_on_in_the_next_row(void **state)
{
	static const struct update_finding v[] = {
		{.grade = UPDATE_ERROR, .number = 1, .from = 14, .to = 30}};
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(rows_of(a, "one two three four five six seven eight\nnine", v, 1, 20),
		"one two three four\n"
		"              E1~~\n"
		"five six seven eight\n"
		"~~~~~~~~~~~\n"
		"nine\n");
	arena_free(a);
}

static void wide_and_hostile_characters_keep_their_cells(void **state)
{
	/* Two wide characters, an escape and a mark of its own width before the word. */
	static const struct update_finding v[] = {
		{.grade = UPDATE_ERROR, .number = 1, .from = 12, .to = 16}};
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(rows_of(a, "\xe6\x97\xa5\xe6\x9c\xac \x1b e\xcc\x81 word", v, 1, 40),
		"\xe6\x97\xa5\xe6\x9c\xac <ESC> e\xcc\x81 word\n"
		"            E1~~\n");
	arena_free(a);
}

static void a_text_without_a_blank_is_cut(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(rows_of(a, "aaaaaaaaaaaaaaaaaaaaaaaaa b", NULL, 0, 20),
		"aaaaaaaaaaaaaaaaaaaa\naaaaa b\n");
	assert_string_equal(rows_of(a, "", NULL, 0, 20), "");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_stand_below_their_words),
		cmocka_unit_test(marks_go_on_in_the_next_row),
		cmocka_unit_test(wide_and_hostile_characters_keep_their_cells),
		cmocka_unit_test(a_text_without_a_blank_is_cut),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests_name("view_marks", tests, NULL, NULL);
}
