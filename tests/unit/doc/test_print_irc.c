/* test_print_irc.c: IRC lines keep their byte budget, hold whole characters and never a line end or control byte. */
#include "support/test.h"

#include <locale.h>

#include "base/utf8.h"
#include "doc/print.h"
#include "doc/doc_internal.h"
#include "unit/doc/nasty.h"

struct lines {
	struct str *v;
	size_t n;
};

static struct lines printed(struct arena *a, const struct doc *d, size_t budget, size_t max)
{
	struct print_opts o = {.line_budget = budget, .max_lines = max};
	struct lines l = {0};
	struct err err;

	assert_int_equal(print_irc(a, d, &o, &l.v, &l.n, &err), RC_OK);
	return l;
}

static void assert_lines(struct arena *a, struct lines l, const char *want)
{
	struct buf b;

	buf_init(&b, a, 1 << 20);
	for (size_t i = 0; i < l.n; i++)
		buf_addf(&b, "%.*s\n", STR_ARG(l.v[i]));
	assert_string_equal(buf_z(&b), want);
}

static const struct doc_column columns[] = {
	{.title = {"A", 1}}, {.title = {"B", 1}}, {.title = {"C", 1}}};

static void one_fact_per_line(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_heading(d, 1, STR("INC-3 Checkout"));
	doc_para(d, STR(""));
	doc_field(d, "Commander", STR("lead"), ROLE_ME);
	doc_item(d, 1, STR("pool"));
	doc_item(d, 0, STR("disk"))->level = 1;
	doc_rule(d, STR("next"));
	doc_rule(d, STR(""));
	doc_generated(d, "x", true);
	doc_quote(d, STR("a\n!resolve\n"));
	struct doc_block *t = doc_table(d, columns, 3);
	struct doc_row *row = doc_table_row(d, t, STR("A-1"));
	doc_cell(d, row, 0, ROLE_TEXT, STR("A-1"));
	doc_cell(d, row, 2, ROLE_TEXT, STR("fix"));
	doc_table_row(d, t, STR("A-2"));
	assert_lines(a, printed(a, d, 0, 0),
		"INC-3 Checkout\nCommander: lead\n[x] pool\n  [ ] disk\n-- next --\n| a\n| "
		"!resolve\n"
		"A-1  fix\n");
}

static void long_lines_split_at_spaces_and_are_indented(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_para(d, STR("rolled back the web tier to the last good release !page everybody now"));
	assert_lines(a, printed(a, d, 32, 0),
		"rolled back the web tier to the\n  last good release !page\n  everybody now\n");
}

static void what_is_left_is_counted(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	for (int i = 0; i < 10; i++)
		doc_paraf(d, ROLE_TEXT, "line %d", i);
	assert_lines(a, printed(a, d, 100, 3), "line 0\nline 1\nline 2\n... 7 more, say !more\n");
	assert_int_equal(printed(a, d, 100, 10).n, 10);
	assert_int_equal(printed(a, d, 100, 0).n, 10);
}

static void a_hopeless_budget_is_refused(void **state)
{
	struct print_opts o = {.line_budget = 31};
	struct str *lines = NULL;
	size_t n = 7;
	struct err err;

	assert_int_equal(print_irc(*state, doc_new(*state), &o, &lines, &n, &err), RC_LIMIT);
	assert_int_equal(n, 7);
}

/* Bytes of a line that are not blank, to compare what was said with what was split. */
static void add_dense(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != ' ')
			buf_add_ch(b, s.p[i]);
	}
}

static void no_budget_is_exceeded_and_nothing_is_lost(void **state)
{
	static const size_t budgets[] = {32, 33, 47, 100, 400};
	struct arena *a = *state;
	struct nasty ns;

	nasty_load(a, &ns);
	for (size_t k = 0; k < sizeof budgets / sizeof *budgets; k++) {
		for (size_t i = 0; i < ns.list.n; i++) {
			struct doc *d = doc_new(a);
			struct buf got, want;
			doc_para(d, ns.list.v[i]);
			struct lines l = printed(a, d, budgets[k], 0);
			buf_init(&got, a, 1 << 20);
			buf_init(&want, a, 1 << 20);
			for (size_t n = 0; n < l.n; n++) {
				assert_true(l.v[n].n > 0 && l.v[n].n <= budgets[k]);
				assert_true(utf8_is_valid(l.v[n]));
				for (size_t c = 0; c < l.v[n].n; c++)
					assert_true((unsigned char)l.v[n].p[c] >= 0x20);
				add_dense(&got, l.v[n]);
			}
			add_dense(&want, plain_line(a, ns.list.v[i]));
			assert_true(str_eq(buf_str(&got), buf_str(&want)));
		}
	}
}

static void every_kind_of_block_keeps_the_budget(void **state)
{
	struct arena *a = *state;
	struct nasty ns;
	struct doc *d = doc_new(a);

	nasty_load(a, &ns);
	for (size_t i = 0; i < ns.list.n; i++) {
		struct str s = ns.list.v[i];
		doc_heading(d, 1, s);
		doc_item(d, 0, s)->level = 99;
		doc_field(d, str_to_z(a, s), s, ROLE_TEXT);
		doc_rule(d, s);
		doc_quote(d, s);
		doc_add(d, DOC_CODE)->text = s;
		doc_add(d, DOC_FIGURE)->figure->summary = s;
		struct doc_block *t = doc_table(d, columns, 3);
		for (size_t c = 0; c < 3; c++)
			doc_cell(d, doc_table_row(d, t, s), c, ROLE_TEXT, s);
	}
	struct lines l = printed(a, d, 64, 0);
	assert_true(l.n > 5000);
	for (size_t n = 0; n < l.n; n++) {
		assert_true(l.v[n].n > 0 && l.v[n].n <= 64);
		assert_true(utf8_is_valid(l.v[n]));
		assert_null(memchr(l.v[n].p, '\n', l.v[n].n));
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
		TEST(one_fact_per_line),
		TEST(long_lines_split_at_spaces_and_are_indented),
		TEST(what_is_left_is_counted),
		TEST(a_hopeless_budget_is_refused),
		TEST(no_budget_is_exceeded_and_nothing_is_lost),
		TEST(every_kind_of_block_keeps_the_budget),
	};

	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	return cmocka_run_group_tests_name("print_irc", tests, NULL, NULL);
}
