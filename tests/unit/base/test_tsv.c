/* test_tsv.c: tables are read exactly, and errors say where. */
#include "support/test.h"

#include "base/tsv.h"

static struct arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int free_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void a_table_is_read_with_its_lines(void **state)
{
	(void)state;
	struct tsv t;
	struct str text = STR("# note\n\nid\tname\n1\tone\r\n# between\n2\t\n");
	assert_int_equal(tsv_parse(arena, "x.tsv", text, &t, NULL), RC_OK);
	assert_int_equal(t.columns, 2);
	assert_int_equal(t.rows, 2);
	int name = tsv_column(&t, "name");
	assert_int_equal(name, 1);
	assert_true(str_eq_z(tsv_cell(&t, 0, name), "one"));
	assert_int_equal(tsv_cell(&t, 1, name).n, 0);
	assert_int_equal(t.lines[0], 4);
	assert_int_equal(t.lines[1], 6);
	assert_int_equal(tsv_column(&t, "none"), -1);
	assert_int_equal(tsv_cell(&t, 0, -1).n, 0);
	assert_int_equal(tsv_cell(&t, 2, 0).n, 0);
	assert_string_equal(t.file, "x.tsv");
}

static void errors_name_file_and_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"", "dir/x.tsv:1: there is no header row"},
		{"# only\n\n", "dir/x.tsv:1: there is no header row"},
		{"a\tb\n1\t2\n1\t2\t3\n", "dir/x.tsv:3: 3 cells where the header has 2"},
		{"a\tb\n\n1\n", "dir/x.tsv:3: 1 cells where the header has 2"},
		{"a\t\tb\n", "dir/x.tsv:1: column 2 has no name"},
		{"# x\na\ta\n", "dir/x.tsv:2: two columns are named a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct tsv t = {.rows = 77};
		struct err err = {0};
		assert_int_equal(
			tsv_parse(arena, "dir/x.tsv", str_z(cases[i].text), &t, &err), RC_USAGE);
		assert_string_equal(err.text, cases[i].want);
		assert_int_equal(t.rows, 77);
	}
}

static void size_has_limits(void **state)
{
	(void)state;
	struct tsv t;
	struct err err = {0};
	struct buf b;
	buf_init(&b, arena, 1000000);
	buf_add_z(&b, "c0");
	for (int i = 1; i < 65; i++)
		buf_addf(&b, "\tc%d", i);
	assert_int_equal(tsv_parse(arena, "wide", buf_str(&b), &t, &err), RC_LIMIT);
	buf_init(&b, arena, 1000000);
	buf_add_z(&b, "a\n");
	for (int i = 0; i < 100000; i++)
		buf_add_z(&b, "1\n");
	assert_int_equal(tsv_parse(arena, "long", buf_str(&b), &t, &err), RC_OK);
	assert_int_equal(t.rows, 100000);
	buf_add_z(&b, "1\n");
	assert_int_equal(tsv_parse(arena, "long", buf_str(&b), &t, &err), RC_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_read_with_its_lines),
		cmocka_unit_test(errors_name_file_and_line),
		cmocka_unit_test(size_has_limits),
	};
	return cmocka_run_group_tests_name("tsv", tests, make_arena, free_arena);
}
