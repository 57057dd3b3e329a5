/* test_print_html.c: the page holds our own tags alone, balanced, all data escaped and nothing that runs or loads. */
#include "support/test.h"

#include <locale.h>

#include "base/utf8.h"
#include "doc/doc_internal.h"
#include "doc/print.h"
#include "unit/doc/nasty.h"
#include "unit/doc/tag_check.h"

static struct str printed(struct arena *a, const struct doc *d, const char *title)
{
	struct print_opts o = {.title = title};
	struct str text;
	struct err err;

	assert_int_equal(print_html(a, d, &o, &text, &err), RC_OK);
	assert_true(utf8_is_valid(text));
	return text;
}

static bool holds(struct str text, const char *z)
{
	return str_find(text, str_z(z)) >= 0;
}

static void assert_holds(struct str text, const char *z)
{
	ptrdiff_t main = str_find(text, STR("<main"));
	struct str body = str_cut(text, main > 0 ? (size_t)main : 0, text.n);

	if (!holds(text, z))
		fail_msg("no %s in %.*s", z, STR_ARG(body));
}

static const struct doc_column columns[] = {
	{.title = {"When", 4}}, {.title = {"Users", 5}, .align = DOC_RIGHT}};

static void add_all_kinds(struct arena *a, struct doc *d, struct str s)
{
	instant at = 1700000000 * US_PER_S;

	doc_heading(d, 2, s);
	doc_link(d, doc_para(d, s), ROLE_SEV1, s, s);
	doc_item(d, 1, s)->level = 2;
	doc_item(d, -1, s)->level = 3;
	doc_item(d, 0, s);
	doc_field(d, str_to_z(a, s), s, ROLE_DIM);
	doc_rule(d, s);
	doc_quote(d, s);
	doc_add(d, DOC_CODE)->text = s;
	doc_generated(d, str_to_z(a, s), true);
	struct doc_column titles[] = {{.title = s}};
	struct doc_block *b = doc_table(d, titles, 1);
	doc_cell(d, doc_table_row(d, b, s), 0, ROLE_ERR, s);
	b = doc_add(d, DOC_FIGURE);
	b->figure->title = s;
	b->figure->summary = s;
	*doc_figure_add(d, b) = (struct doc_figure_point){
		.at = at, .to = at + US_PER_H, .lane = s, .label = s};
	*doc_figure_add(d, b) = (struct doc_figure_point){
		.at = at + US_PER_MIN, .to = INSTANT_NONE, .lane = s, .label = s};
}

/* Text between tags must be there as it was cleaned. */
static void assert_says(struct arena *a, const struct tag_check *t, struct str s)
{
	struct str clean = clean_line(a, s), part;
	struct buf b;

	buf_init(&b, a, 1 << 20);
	for (size_t i = 0; i < clean.n; i++) {
		bool mark = clean.p[i] == UTF8_MARK_ON || clean.p[i] == UTF8_MARK_OFF;
		buf_add_ch(&b, mark ? '\n' : clean.p[i]);
	}
	part = buf_str(&b);
	if (part.n > 0 && str_find(buf_str(&t->words), part) < 0)
		fail_msg("lost: %.*s", STR_ARG(part));
}

static void hostile_text_stays_text(void **state)
{
	struct arena *a = *state;
	struct nasty ns;

	nasty_load(a, &ns);
	for (size_t i = 0; i < ns.list.n; i++) {
		struct doc *d = doc_new(a);
		add_all_kinds(a, d, ns.list.v[i]);
		struct str page = printed(a, d, str_to_z(a, ns.list.v[i]));
		assert_false(holds(page, "<script"));
		struct tag_check t = tag_check(a, page);
		assert_says(a, &t, ns.list.v[i]);
	}
}

static void the_page_is_complete(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_heading(d, 1, STR("INC-3 <Checkout>"));
	struct str page = printed(a, d, NULL);
	tag_check(a, page);
	assert_true(str_starts(page,
		STR("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")));
	assert_holds(page, "<title>INC-3 &lt;Checkout&gt;</title>");
	assert_holds(page, "<a class=\"skip\" href=\"#main\">");
	assert_holds(page, "<main id=\"main\">\n<h1><span class=\"r-head\">INC-3 "
			   "&lt;Checkout&gt;</span></h1>");
	assert_holds(page, "prefers-color-scheme:dark");
	assert_holds(page, "@media print");
	assert_holds(page, "default-src 'none'");
	assert_false(holds(page, "url(") || holds(page, "@import") || holds(page, "://"));
	assert_holds(printed(a, d, "Mine & yours"), "<title>Mine &amp; yours</title>");
	assert_holds(printed(a, doc_new(a), NULL), "<title>Incident</title>");
}

static void tables_have_scopes(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);
	struct doc_block *b = doc_table(d, columns, 2);
	struct doc_row *row = doc_table_row(d, b, STR(""));

	doc_cell(d, row, 0, ROLE_TEXT, STR("14:02"));
	doc_cell(d, row, 1, ROLE_SEV1, STR("12"));
	struct str page = printed(a, d, NULL);
	tag_check(a, page);
	assert_holds(page, "<th scope=\"col\" class=\"fix\">When</th><th scope=\"col\" "
			   "class=\"num\">Users</th>");
	assert_holds(page, "<tr><td class=\"fix\">14:02</td><td class=\"num\"><span "
			   "class=\"r-sev1\">12</span></td></tr>");
}

static void items_nest_and_say_their_state(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_item(d, -1, STR("a"));
	doc_item(d, 1, STR("b"))->level = 5;
	doc_item(d, 0, STR("c"))->level = 1;
	doc_item(d, -1, STR("d"));
	struct str page = printed(a, d, NULL);
	tag_check(a, page);
	assert_holds(page,
		"<ul>\n<li>a<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked "
		"aria-label=\"done\"> b</li>\n<li class=\"task\"><input type=\"checkbox\" disabled "
		"aria-label=\"open\"> c</li>\n</ul></li>\n<li>d</li>\n</ul>\n");
}

static void markers_are_marked(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_para(d, STR("a\x1b[31m <ESC>"));
	doc_quote(d, STR("b\x07\nc"));
	struct str page = printed(a, d, "t\x1b");
	tag_check(a, page);
	assert_holds(page, "<p>a<mark>&lt;ESC&gt;</mark>[31m &lt;ESC&gt;</p>");
	assert_holds(page, "<blockquote>b<mark>&lt;BEL&gt;</mark>\nc</blockquote>");
	assert_holds(page, "<title>t&lt;ESC&gt;</title>");
}

static void links_are_filtered_and_encoded(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);
	struct doc_block *b = doc_para(d, STR(""));

	doc_link(d, b, ROLE_TEXT, STR("x"), STR("https://e.org/?a=\"&b='<\xc3\xa9"));
	doc_link(d, b, ROLE_TEXT, STR("y"), STR("javascript:alert(1)"));
	struct str page = printed(a, d, NULL);
	tag_check(a, page);
	assert_holds(page, "<p><a rel=\"noopener noreferrer\" "
			   "href=\"https://e.org/?a=%22&amp;b=%27%3C%C3%A9\">"
			   "x</a>y</p>");
}

static void right_to_left_text_is_isolated(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_para(d, STR("\xd8\xb3\xd9\x84 deploy"));
	doc_para(d, STR("caf\xc3\xa9"));
	struct str page = printed(a, d, NULL);
	assert_holds(page, "<p><bdi>\xd8\xb3\xd9\x84 deploy</bdi></p>");
	assert_holds(page, "<p>caf\xc3\xa9</p>");
}

static void code_keeps_its_first_empty_row(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_add(d, DOC_CODE)->text = STR("\n  x <y>\n\nz\n");
	assert_holds(printed(a, d, NULL), "<pre>\n\n  x &lt;y&gt;\n\nz</pre>");
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
		TEST(hostile_text_stays_text),
		TEST(the_page_is_complete),
		TEST(tables_have_scopes),
		TEST(items_nest_and_say_their_state),
		TEST(markers_are_marked),
		TEST(links_are_filtered_and_encoded),
		TEST(right_to_left_text_is_isolated),
		TEST(code_keeps_its_first_empty_row),
	};

	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	return cmocka_run_group_tests_name("print_html", tests, NULL, NULL);
}
