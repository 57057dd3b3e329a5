/* test_renew.c: a re-export renews the generated parts and keeps every byte that a person wrote. */
#include "support/test.h"

#include <string.h>

#include "doc/print.h"
#include "doc/renew.h"

#define BEGIN(n) "<!-- warroom:begin " n " -->\n"
#define END(n)   "<!-- warroom:end " n " -->\n"

static void assert_renews(struct arena *a, const char *old, const char *fresh, const char *want)
{
	struct str got, again;
	struct err err;

	assert_int_equal(renew_text(a, str_z(old), str_z(fresh), &got, &err), RC_OK);
	assert_string_equal(str_to_z(a, got), want);
	assert_int_equal(renew_text(a, got, str_z(fresh), &again, &err), RC_OK);
	assert_true(str_eq(got, again));
}

static void only_the_inside_is_renewed(void **state)
{
	assert_renews(*state, "# mine  \r\n\n" BEGIN("t") "old\n" END("t") "\nmy words\ttoo",
		"# theirs\n" BEGIN("t") "new\nrows\n" END("t") "their words\n",
		"# mine  \r\n\n" BEGIN("t") "new\nrows\n" END("t") "\nmy words\ttoo");
	assert_renews(
		*state, BEGIN("t") END("t"), BEGIN("t") "x\n" END("t"), BEGIN("t") "x\n" END("t"));
	assert_renews(*state, BEGIN("t") "x\n" END("t"), BEGIN("t") END("t"), BEGIN("t") END("t"));
	assert_renews(*state, "", "", "");
	assert_renews(*state, "mine", "theirs", "mine");
}

static void marker_lines_keep_their_own_form(void **state)
{
	assert_renews(*state,
		"\xef\xbb\xbf<!-- warroom:begin  t  -->  \r\nold\r\n<!-- warroom:end t-->",
		BEGIN("t") "new\n" END("t"),
		"\xef\xbb\xbf<!-- warroom:begin  t  -->  \r\nnew\n<!-- warroom:end t-->");
}

static void new_parts_go_after_the_one_before_them(void **state)
{
	assert_renews(*state,
		"top\n" BEGIN("a") "1\n" END("a") "mid\n" BEGIN("d") "4\n" END("d") "low\n",
		BEGIN("a") "A\n" END("a") "\n" BEGIN("b") "B\n" END("b") "\n" BEGIN("c") "C\n" END(
			"c") "\n" BEGIN("d") "D\n" END("d") BEGIN("e") "E\n" END("e"),
		"top\n" BEGIN("a") "A\n" END("a") "\n" BEGIN("b") "B\n" END("b") "\n" BEGIN(
			"c") "C\n" END("c") "mid\n" BEGIN("d") "D\n" END("d") "\n" BEGIN("e") "E"
											      "\n" END(
												      "e") "low\n");
}

static void first_parts_go_before_the_first_known(void **state)
{
	assert_renews(*state, "top\n\n" BEGIN("c") END("c"),
		BEGIN("a") "A\n" END("a") BEGIN("b") END("b") BEGIN("c") "C\n" END("c"),
		"top\n\n" BEGIN("a") "A\n" END("a") "\n" BEGIN("b")
			END("b") "\n" BEGIN("c") "C\n" END("c"));
}

static void all_parts_go_to_the_end_of_a_file_without_any(void **state)
{
	assert_renews(*state, "mine, no line end",
		BEGIN("a") "A\n" END("a") BEGIN("b") "B\n" END("b"),
		"mine, no line end\n\n" BEGIN("a") "A\n" END("a") "\n" BEGIN("b") "B\n" END("b"));
}

static void parts_may_move_and_may_be_dropped(void **state)
{
	assert_renews(*state, BEGIN("b") "1\n" END("b") "x\n" BEGIN("a") "2\n" END("a"),
		BEGIN("a") "A\n" END("a") BEGIN("b") "B\n" END("b"),
		BEGIN("b") "B\n" END("b") "x\n" BEGIN("a") "A\n" END("a"));
	assert_renews(*state, BEGIN("gone") "kept\n" END("gone") BEGIN("a") END("a"),
		BEGIN("a") "A\n" END("a"),
		BEGIN("gone") "kept\n" END("gone") BEGIN("a") "A\n" END("a"));
}

static void only_the_first_column_counts(void **state)
{
	assert_renews(*state,
		" <!-- warroom:begin t -->\n> <!-- warroom:end t -->\n\\<!-- warroom:begin "
		"-->\n" BEGIN("t") END("t"),
		BEGIN("t") "x\n" END("t"),
		" <!-- warroom:begin t -->\n> <!-- warroom:end t -->\n\\<!-- warroom:begin "
		"-->\n" BEGIN("t") "x\n" END("t"));
}

static void broken_markers_are_refused_with_their_line(void **state)
{
	static const struct {
		const char *old, *line;
	} cases[] = {
		{"a\n" BEGIN("t") "x\n", "line 2:"},
		{"a\nb\n" END("t"), "line 3:"},
		{BEGIN("t") BEGIN("u") END("u") END("t"), "line 2:"},
		{BEGIN("t") "x\n" END("u"), "line 3:"},
		{BEGIN("t") END("t") "\n" BEGIN("t") END("t"), "line 4:"},
		{"<!-- warroom:begin t\n" END("t"), "line 1:"},
		{"<!-- warroom:begin -->\n", "line 1:"},
		{"<!-- warroom:start t -->\n", "line 1:"},
		{"x\n<!-- warroom:begin t --> words\n" END("t"), "line 2:"},
		{"<!-- warroom:begin two words -->\n" END("two words"), "line 1:"},
		{"<!-- warroom:", "line 1:"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str got = STR("untouched");
		struct err err = {0};
		assert_int_equal(
			renew_text(*state, str_z(cases[i].old), STR(""), &got, &err), RC_STATE);
		assert_int_equal(strncmp(err.text, cases[i].line, strlen(cases[i].line)), 0);
		assert_true(str_eq_z(got, "untouched"));
		assert_int_equal(
			renew_text(*state, STR(""), str_z(cases[i].old), &got, NULL), RC_STATE);
	}
}

static void hostile_names_are_clean_in_the_message(void **state)
{
	struct str got;
	struct err err;

	assert_int_equal(
		renew_text(*state, STR("<!-- warroom:begin \x1b[2J -->\n"), STR(""), &got, &err),
		RC_STATE);
	assert_null(strchr(err.text, 0x1b));
}

static struct str export_of(struct arena *a, const char *count)
{
	struct doc *d = doc_new(a);
	struct str text;

	doc_heading(d, 1, STR("<!-- warroom:begin timeline -->"));
	doc_generated(d, "timeline", true);
	doc_para(d, STR("<!-- warroom:end timeline -->"));
	doc_quote(d, STR("<!-- warroom:end timeline -->\n<!-- warroom:begin x -->"));
	doc_add(d, DOC_CODE)->text = STR("<!-- warroom:end timeline -->\n");
	doc_item(d, 1, str_z(count));
	doc_generated(d, "timeline", false);
	doc_para(d, STR("<!-- warroom:begin timeline -->"));
	assert_int_equal(print_markdown(a, d, NULL, &text, NULL), RC_OK);
	return text;
}

static void exported_data_can_not_forge_a_marker(void **state)
{
	struct str got;
	struct err err;

	assert_int_equal(
		renew_text(*state, export_of(*state, "one"), export_of(*state, "two"), &got, &err),
		RC_OK);
	assert_true(str_eq(got, export_of(*state, "two")));
}

static int setup(void **state)
{
	*state = arena_new();
	return 0;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_the_inside_is_renewed),
		TEST(marker_lines_keep_their_own_form),
		TEST(new_parts_go_after_the_one_before_them),
		TEST(first_parts_go_before_the_first_known),
		TEST(all_parts_go_to_the_end_of_a_file_without_any),
		TEST(parts_may_move_and_may_be_dropped),
		TEST(only_the_first_column_counts),
		TEST(broken_markers_are_refused_with_their_line),
		TEST(hostile_names_are_clean_in_the_message),
		TEST(exported_data_can_not_forge_a_marker),
	};

	return cmocka_run_group_tests_name("renew", tests, NULL, NULL);
}
