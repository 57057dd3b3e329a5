/* test_print_text.c: text for terminals is wrapped, aligned and clipped by cells, and always safe to draw. */
#include "support/test.h"

#include <locale.h>

#include "base/utf8.h"
#include "doc/print.h"
#include "unit/doc/nasty.h"

static struct str printed(struct arena *a, const struct doc *d, size_t width, bool ascii)
{
	struct print_opts o = {.width = width, .ascii = ascii};
	struct str text;
	struct err err;

	assert_int_equal(print_text(a, d, &o, &text, &err), RC_OK);
	return text;
}

static void assert_prints(struct arena *a, const struct doc *d, size_t width, const char *want)
{
	assert_string_equal(str_to_z(a, printed(a, d, width, true)), want);
}

static void paragraphs_wrap_at_spaces(void **state)
{
	struct doc *d = doc_new(*state);

	doc_para(d, STR("the pool on the new primary has forty of four hundred used"));
	doc_para(d, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b"));
	doc_para(d, STR(""));
	doc_para(d, STR("end"));
	assert_prints(*state, d, 20,
		"the pool on the new\nprimary has forty of\nfour hundred used\n"
		"aaaaaaaaaaaaaaaaaaaa\naaaaaaaaaa b\n\nend\n");
}

static void headings_are_underlined_by_cells(void **state)
{
	struct doc *d = doc_new(*state);

	doc_heading(d, 1, STR("INC-3 \xe6\x97\xa5\xe6\x9c\xac"));
	doc_para(d, STR("x"));
	doc_heading(d, 2, STR("Impact"));
	doc_heading(d, 3, STR("Money"));
	assert_prints(*state, d, 40,
		"INC-3 \xe6\x97\xa5\xe6\x9c\xac\n==========\nx\n\nImpact\n------\n\nMoney\n");
}

static void items_hang(void **state)
{
	struct doc *d = doc_new(*state);

	doc_item(d, -1, STR("plain item with words that wrap"));
	doc_item(d, 0, STR("open"));
	doc_item(d, 1, STR("done thing that wraps too"))->level = 1;
	doc_item(d, -1, STR(""));
	assert_prints(*state, d, 20,
		"- plain item with\n  words that wrap\n[ ] open\n  [x] done thing\n"
		"      that wraps too\n-\n");
}

static void fields_share_a_column(void **state)
{
	struct doc *d = doc_new(*state);

	doc_field(d, "Commander", STR("lead"), ROLE_ME);
	doc_field(d, "Scribe", STR("nobody: the role is empty since ten minutes"), ROLE_WAIT);
	doc_para(d, STR("then"));
	doc_field(d, "A", STR("b"), ROLE_TEXT);
	assert_prints(*state, d, 40,
		"Commander  lead\nScribe     nobody: the role is empty\n"
		"           since ten minutes\nthen\nA  b\n");
}

static void rules_reach_the_width(void **state)
{
	struct doc *d = doc_new(*state);

	doc_rule(d, STR("room"));
	doc_rule(d, STR(""));
	doc_rule(d, STR("a label that is far too long for it"));
	assert_prints(*state, d, 20,
		"-- room ------------\n--------------------\n-- a label that i --\n");
}

static void quotes_have_a_gutter_and_code_an_indent(void **state)
{
	struct doc *d = doc_new(*state);

	doc_quote(d, STR("one\n14:02 DECISION forged\n\nlast line of it wraps\n"));
	doc_add(d, DOC_CODE)->text = STR("if x\n\n  y\n");
	assert_prints(*state, d, 24,
		"| one\n| 14:02 DECISION forged\n|\n| last line of it wraps\n    if x\n\n      "
		"y\n");
}

static const struct doc_column columns[] = {
	{.title = {"When", 4}},
	{.title = {"What", 4}, .flexible = true},
	{.title = {"Users", 5}, .align = DOC_RIGHT},
};

static void add_row(
	struct doc *d, struct doc_block *t, const char *when, const char *what, const char *n)
{
	struct doc_row *row = doc_table_row(d, t, STR(""));

	doc_cell(d, row, 0, ROLE_DIM, str_z(when));
	if (what[0] != '\0')
		doc_cell(d, row, 1, ROLE_TEXT, str_z(what));
	doc_cell(d, row, 2, ROLE_TEXT, str_z(n));
}

static void tables_align_and_clip_the_flexible_column(void **state)
{
	struct doc *d = doc_new(*state);
	struct doc_block *t = doc_table(d, columns, 3);

	add_row(d, t, "14:02", "rolled back", "12");
	add_row(d, t, "14:10", "\xe6\x97\xa5\xe6\x9c\xac", "1200");
	add_row(d, t, "14:11", "", "7");
	assert_prints(*state, d, 40,
		"When   What         Users\n14:02  rolled back     12\n"
		"14:10  \xe6\x97\xa5\xe6\x9c\xac          1200\n14:11                   7\n");
	add_row(d, t, "14:12", "a sentence that does not fit into the width", "8");
	assert_prints(*state, d, 32,
		"When   What                Users\n14:02  rolled back            12\n"
		"14:10  \xe6\x97\xa5\xe6\x9c\xac                 1200\n14:11                       "
		"   7\n"
		"14:12  a sentence that ..      8\n");
	assert_true(
		str_find(printed(*state, d, 32, false), STR("a sentence that d\xe2\x80\xa6")) > 0);
}

static void untitled_tables_have_no_header(void **state)
{
	static const struct doc_column bare[] = {{.title = {NULL, 0}}};
	struct doc *d = doc_new(*state);
	struct doc_block *t = doc_table(d, bare, 1);

	doc_cell(d, doc_table_row(d, t, STR("")), 0, ROLE_TEXT, STR("only"));
	assert_prints(*state, d, 40, "only\n");
}

static void links_are_shown_when_harmless(void **state)
{
	struct doc *d = doc_new(*state);
	struct doc_block *b = doc_para(d, STR("see "));

	doc_link(d, b, ROLE_TEXT, STR("graph"), STR("https://e.org/g"));
	doc_span(d, b, ROLE_TEXT, STR(" and "));
	doc_link(d, b, ROLE_TEXT, STR("https://e.org"), STR("https://e.org"));
	doc_link(d, b, ROLE_TEXT, STR(" evil"), STR("javascript:x"));
	assert_prints(*state, d, 80, "see graph <https://e.org/g> and https://e.org evil\n");
}

/* Nothing but printable text and line ends leaves, and only verbatim code may be wider than asked. */
static void assert_safe(struct arena *a, struct str text, size_t width)
{
	struct str rest = text, line;

	assert_true(utf8_is_valid(text));
	while (str_split(&rest, '\n', &line)) {
		for (size_t i = 0; i < line.n; i++)
			assert_true((unsigned char)line.p[i] >= 0x20 && line.p[i] != 0x7f);
		struct str again = utf8_plain(a, line, UTF8_BLOCK);
		assert_true(line.n > 150 || str_eq(again, line));
		if (utf8_cells(line) > width)
			fail_msg("%zu cells: %.*s", utf8_cells(line), STR_ARG(line));
	}
}

static void hostile_text_is_safe_at_every_width(void **state)
{
	static const size_t widths[] = {1, 16, 17, 40, 80, 300};
	struct arena *a = *state;
	struct nasty ns;

	nasty_load(a, &ns);
	for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
		struct doc *d = doc_new(a);
		for (size_t i = 0; i < ns.list.n; i++) {
			struct str s = ns.list.v[i];
			doc_heading(d, 1, s);
			doc_para(d, s);
			doc_item(d, 1, s);
			doc_field(d, str_to_z(a, s), s, ROLE_TEXT);
			doc_rule(d, s);
			doc_quote(d, s);
			struct doc_block *t = doc_table(d, columns, 3);
			struct doc_row *row = doc_table_row(d, t, s);
			for (size_t c = 0; c < 3; c++)
				doc_cell(d, row, c, ROLE_TEXT, s);
		}
		assert_safe(a, printed(a, d, widths[w], w % 2), widths[w] < 40 ? 40 : widths[w]);
	}
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
		TEST(paragraphs_wrap_at_spaces),
		TEST(headings_are_underlined_by_cells),
		TEST(items_hang),
		TEST(fields_share_a_column),
		TEST(rules_reach_the_width),
		TEST(quotes_have_a_gutter_and_code_an_indent),
		TEST(tables_align_and_clip_the_flexible_column),
		TEST(untitled_tables_have_no_header),
		TEST(links_are_shown_when_harmless),
		TEST(hostile_text_is_safe_at_every_width),
	};

	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	return cmocka_run_group_tests_name("print_text", tests, NULL, NULL);
}
