/* test_print_csv.c: a table survives its quotes, and no cell of it is run by a spreadsheet; a figure stands in cells. */
#include "support/test.h"

#include "doc/print.h"

static const struct doc_column columns[] = {
	{.title = {"name", 4}}, {.title = {"value", 5}, .align = DOC_RIGHT}};

static void row(struct doc *d, struct doc_block *t, const char *name, const char *value)
{
	struct doc_row *r = doc_table_row(d, t, (struct str){0});

	doc_cell(d, r, 0, ROLE_TEXT, str_z(name));
	doc_cell(d, r, 1, ROLE_TEXT, str_z(value));
}

static void cells_are_quoted_and_inert(void **state)
{
	struct arena *a = arena_new();
	struct doc *d = doc_new(a);
	struct doc_block *t;
	struct str text;
	struct err err;

	(void)state;
	doc_paraf(d, ROLE_TEXT, "not in the file");
	t = doc_table(d, columns, 2);
	row(d, t, "say \"hi\", you", "-12.5");
	row(d, t, "=1+1", "@SUM(A1)");
	row(d, t, "-cmd|' /c calc'!A0", "two\nlines\x1b[31m");
	row(d, t, "-", "+1");
	assert_int_equal(print_csv(a, d, NULL, &text, &err), RC_OK);
	assert_string_equal(str_to_z(a, str_cut(text, 0, 14)), "\"name\",\"value\"");
	assert_true(str_find(text, STR("\"say \"\"hi\"\", you\",-12.5\r\n")) > 0);
	assert_true(str_find(text, STR("\"'=1+1\",\"'@SUM(A1)\"\r\n")) > 0);
	assert_true(str_find(text, STR("\"'-cmd|")) > 0);
	assert_true(str_find(text, STR("\"'-\",\"'+1\"\r\n")) > 0);
	assert_int_equal(str_find_ch(text, '\x1b'), -1);
	assert_int_equal(str_find(text, STR("not in the file")), -1);
	arena_free(a);
}

static void without_a_table_there_is_no_file(void **state)
{
	struct arena *a = arena_new();
	struct doc *d = doc_new(a);
	struct str text = {0};
	struct err err;

	(void)state;
	doc_paraf(d, ROLE_TEXT, "words");
	assert_int_equal(print_csv(a, d, NULL, &text, &err), RC_STATE);
	assert_int_equal(print_figure(a, d, NULL, &text, &err), RC_STATE);
	assert_int_equal(text.n, 0);
	arena_free(a);
}

static void point(struct doc *d, struct doc_block *f, const char *lane, enum doc_role role,
	instant at, instant to)
{
	*doc_figure_add(d, f) = (struct doc_figure_point){
		.at = at, .to = to, .lane = str_z(lane), .role = role};
}

static void a_figure_stands_in_cells(void **state)
{
	struct arena *a = arena_new();
	struct doc *d = doc_new(a);
	struct doc_block *f = doc_add(d, DOC_FIGURE);
	const struct str *rows = NULL;

	(void)state;
	assert_int_equal(doc_figure_rows(a, f->figure, 60, &rows), 0);
	f->figure->elapsed = true;
	f->figure->from = 0;
	f->figure->to = 20 * US_PER_MIN;
	point(d, f, "detect", ROLE_DIM, 0, INSTANT_NONE);
	point(d, f, "detect", ROLE_HEAD, 20 * US_PER_MIN, INSTANT_NONE);
	point(d, f, "detect", ROLE_DIM, 20 * US_PER_MIN, INSTANT_NONE);
	point(d, f, "work", ROLE_OK, 0, 10 * US_PER_MIN);
	point(d, f, "work", ROLE_SEV1, 30 * US_PER_MIN, INSTANT_NONE);
	point(d, f, "unknown", ROLE_OK, INSTANT_NONE, INSTANT_NONE);
	assert_int_equal(doc_figure_rows(a, f->figure, 40, &rows), 3);
	assert_string_equal(str_to_z(a, rows[0]), "detect             o...................*");
	assert_string_equal(str_to_z(a, rows[1]), "work               ===========.........x");
	assert_string_equal(str_to_z(a, rows[2]), "                   0s                20m");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_quoted_and_inert),
		cmocka_unit_test(without_a_table_there_is_no_file),
		cmocka_unit_test(a_figure_stands_in_cells),
	};
	return cmocka_run_group_tests_name("print_csv", tests, NULL, NULL);
}
