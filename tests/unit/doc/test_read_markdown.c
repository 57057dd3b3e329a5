/* test_read_markdown.c: Markdown of a template becomes blocks, slots are filled, and no word is lost. */
#include "support/test.h"

#include "doc/print.h"
#include "doc/read_markdown.h"

static enum rc fill(void *ctx, struct str name, struct doc *d, struct err *err)
{
	size_t *filled = ctx;

	if (!str_eq_z(name, "here"))
		return err_set(err, RC_UNKNOWN, "there is no {{%.*s}}", STR_ARG(name));
	++*filled;
	doc_para(d, STR("filled in"));
	return RC_OK;
}

static struct doc *read(struct arena *a, const char *text, size_t *filled)
{
	struct doc *d = NULL;
	struct err err;
	enum rc rc = read_markdown(a, "t.md", str_z(text), filled ? fill : NULL, filled, &d, &err);

	if (rc != RC_OK)
		fail_msg("%s: %s", text, err.text);
	return d;
}

static void assert_block(
	const struct doc *d, size_t at, enum doc_block_type type, int level, const char *text)
{
	const struct doc_block *b = &d->v[at];
	struct str got = b->spans.n ? b->spans.v[0].text : b->text;

	assert_true(at < d->n);
	assert_int_equal(b->type, type);
	if (type == DOC_HEADING || type == DOC_ITEM)
		assert_int_equal(b->level, level);
	if (!str_eq_z(got, text))
		fail_msg("block %zu is \"%.*s\"", at, STR_ARG(got));
}

static void blocks_become_blocks(void **state)
{
	struct doc *d = read(*state,
		"# One\n\nTwo *three*\nfour `five`\n\n> six\n\n```\nseven\n "
		"eight\n```\n\n---\n\nNine\n====\n",
		NULL);

	assert_int_equal(d->n, 6);
	assert_block(d, 0, DOC_HEADING, 1, "One");
	assert_block(d, 1, DOC_PARA, 0, "Two three four five");
	assert_block(d, 2, DOC_QUOTE, 0, "six");
	assert_block(d, 3, DOC_CODE, 0, "seven\n eight");
	assert_int_equal(d->v[4].type, DOC_RULE);
	assert_block(d, 5, DOC_HEADING, 1, "Nine");
}

static void lists_keep_every_word(void **state)
{
	struct doc *d = read(*state,
		"- one\n  two\n- [ ] three\n- [x] four\n  - five\n\n    six\n\n  seven\n\nafter\n",
		NULL);

	assert_int_equal(d->n, 6);
	assert_block(d, 0, DOC_ITEM, 0, "one two");
	assert_int_equal(d->v[0].checked, -1);
	assert_block(d, 1, DOC_ITEM, 0, "three");
	assert_int_equal(d->v[1].checked, 0);
	assert_block(d, 2, DOC_ITEM, 0, "four");
	assert_int_equal(d->v[2].checked, 1);
	assert_block(d, 3, DOC_ITEM, 1, "five six");
	assert_block(d, 4, DOC_ITEM, 0, "seven");
	assert_int_equal(d->v[4].checked, -1);
	assert_block(d, 5, DOC_PARA, 0, "after");
}

static void slots_are_filled_in_place(void **state)
{
	size_t filled = 0;
	struct doc *d = read(*state,
		"before\n\n{{here}}\n\n{{ here }}\n\nsee {{here}}\n\n# {{here}}\n\n- {{here}}\n",
		&filled);

	/* Only a paragraph of its own is a slot. */
	assert_int_equal(filled, 2);
	assert_int_equal(d->n, 6);
	assert_block(d, 0, DOC_PARA, 0, "before");
	assert_block(d, 1, DOC_PARA, 0, "filled in");
	assert_block(d, 2, DOC_PARA, 0, "filled in");
	assert_block(d, 3, DOC_PARA, 0, "see {{here}}");
	assert_block(d, 4, DOC_HEADING, 1, "{{here}}");
	assert_block(d, 5, DOC_ITEM, 0, "{{here}}");
}

static void assert_refused(struct arena *a, const char *text, enum rc want, const char *why)
{
	struct doc *d = (struct doc *)a;
	size_t filled = 0;
	struct err err;

	assert_int_equal(read_markdown(a, "t.md", str_z(text), fill, &filled, &d, &err), want);
	if (!strstr(err.text, why))
		fail_msg("%s: %s", text, err.text);
	assert_ptr_equal(d, a);
}

static void mistakes_of_a_template_are_named(void **state)
{
	struct buf big;

	assert_refused(*state, "{{nowhere}}\n", RC_UNKNOWN, "{{nowhere}}");
	assert_refused(*state, "<div>x</div>\n", RC_USAGE, "t.md: raw HTML");
	assert_refused(*state, "a <b>bold</b> word\n", RC_USAGE, "t.md: raw HTML");
	assert_refused(*state, "<!-- warroom:begin x -->\n", RC_USAGE, "t.md: raw HTML");
	assert_refused(*state, "| a | b |\n| --- | --- |\n| 1 | 2 |\n", RC_USAGE, "t.md: a table");
	buf_init(&big, *state, 1 << 20);
	buf_add_fill(&big, 'x', 70000);
	assert_refused(*state, buf_z(&big), RC_LIMIT, "t.md: a block holds at most");
}

static void empty_texts_are_empty_documents(void **state)
{
	assert_int_equal(read(*state, "", NULL)->n, 0);
	assert_int_equal(read(*state, "\n\n  \n", NULL)->n, 0);
	assert_int_equal(read(*state, "{{here}}", NULL)->n, 1);
}

/* What Markdown export writes of simple blocks comes back as the same blocks. */
static void our_own_markdown_reads_back(void **state)
{
	struct print_opts o = {0};
	struct doc *d = doc_new(*state), *again;
	struct str text;
	struct err err;

	doc_heading(d, 2, STR("A # heading * with | signs"));
	doc_para(d, STR("- no item, [no link](x) & `no code`"));
	doc_item(d, 1, STR("done _so_"));
	assert_int_equal(print_markdown(*state, d, &o, &text, &err), RC_OK);
	again = read(*state, str_to_z(*state, text), NULL);
	assert_int_equal(again->n, 3);
	assert_block(again, 0, DOC_HEADING, 2, "A # heading * with | signs");
	assert_block(again, 1, DOC_PARA, 0, "- no item, [no link](x) & `no code`");
	assert_block(again, 2, DOC_ITEM, 0, "done _so_");
}

static int begin(void **state)
{
	*state = arena_new();
	return 0;
}

static int end(void **state)
{
	arena_free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(blocks_become_blocks),
		TEST(lists_keep_every_word),
		TEST(slots_are_filled_in_place),
		TEST(mistakes_of_a_template_are_named),
		TEST(empty_texts_are_empty_documents),
		TEST(our_own_markdown_reads_back),
	};

	return cmocka_run_group_tests_name("read_markdown", tests, NULL, NULL);
}
