/* test_doc.c: the builder keeps what it is given, and roles have names. */
#include "support/test.h"

#include "doc/doc.h"

static const struct doc_column columns[] = {{.title = {"A", 1}}, {.title = {"B", 1}}};

static void roles_have_distinct_names(void **state)
{
	enum doc_role got = ROLE_COUNT;

	(void)state;
	for (unsigned i = 0; i < ROLE_COUNT; i++) {
		assert_true(doc_role_find(str_z(doc_role_name((enum doc_role)i)), &got));
		assert_int_equal(got, i);
	}
	assert_false(doc_role_find(STR("sev9"), &got));
	assert_false(doc_role_find(STR(""), &got));
	assert_int_equal(got, ROLE_COUNT - 1);
	assert_string_equal(doc_role_name(ROLE_COUNT), "text");
}

static void blocks_keep_order_and_text(void **state)
{
	struct doc *d = doc_new(*state);

	for (int i = 0; i < 1000; i++)
		doc_paraf(d, ROLE_OK, "para %d of %s", i, "1000");
	assert_int_equal(d->n, 1000);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(d->v[i].type, DOC_PARA);
		assert_int_equal(d->v[i].checked, -1);
		assert_int_equal(d->v[i].spans.n, 1);
		assert_int_equal(d->v[i].spans.v[0].role, ROLE_OK);
		assert_true(str_eq(
			d->v[i].spans.v[0].text, str_fmt(*state, "para %d of %s", i, "1000")));
	}
}

static void each_builder_sets_its_block(void **state)
{
	struct doc *d = doc_new(*state);

	assert_int_equal(doc_heading(d, 3, STR("h"))->level, 3);
	assert_int_equal(doc_item(d, 1, STR("i"))->checked, 1);
	assert_true(str_eq_z(doc_field(d, "Name", STR("v"), ROLE_DIM)->name, "Name"));
	assert_int_equal(doc_rule(d, STR(""))->spans.n, 0);
	assert_true(str_eq_z(doc_quote(d, STR("q\nr"))->text, "q\nr"));
	doc_generated(d, "part", true);
	assert_true(d->v[5].open && str_eq_z(d->v[5].name, "part"));
	struct doc_block *b = doc_para(d, STR(""));
	assert_int_equal(b->spans.n, 0);
	doc_spanf(d, b, ROLE_SEV1, "SEV%d", 1);
	doc_link(d, b, ROLE_TEXT, STR("x"), STR("https://example.org"));
	assert_true(str_eq_z(b->spans.v[0].text, "SEV1"));
	assert_true(str_eq_z(b->spans.v[1].link, "https://example.org"));
}

static void tables_hold_all_cells(void **state)
{
	struct doc *d = doc_new(*state);
	struct doc_block *t = doc_table(d, columns, 2);

	for (int i = 0; i < 500; i++) {
		struct doc_row *row = doc_table_row(d, t, str_fmt(*state, "E-%d", i));
		doc_cell(d, row, 1, ROLE_TEXT, str_fmt(*state, "%d", i));
		doc_cell(d, row, 1, ROLE_DIM, STR("!"));
	}
	assert_int_equal(t->row_count, 500);
	for (int i = 0; i < 500; i++) {
		assert_true(str_eq(t->rows[i].key, str_fmt(*state, "E-%d", i)));
		assert_int_equal(t->rows[i].cells[0].spans.n, 0);
		assert_int_equal(t->rows[i].cells[1].spans.n, 2);
		assert_true(str_eq(t->rows[i].cells[1].spans.v[0].text, str_fmt(*state, "%d", i)));
	}
}

static void figures_take_points(void **state)
{
	struct doc *d = doc_new(*state);
	struct doc_block *b = doc_add(d, DOC_FIGURE);

	assert_true(b->figure->from == INSTANT_NONE && b->figure->to == INSTANT_NONE);
	for (int i = 0; i < 100; i++) {
		struct doc_figure_point *p = doc_figure_add(d, b);
		assert_true(p->at == INSTANT_NONE && p->to == INSTANT_NONE);
		p->at = i;
	}
	assert_int_equal(b->figure->n, 100);
	assert_int_equal(b->figure->points[57].at, 57);
}

static void documents_are_appended_whole(void **state)
{
	struct doc *d = doc_new(*state), *other = doc_new(*state);

	doc_para(d, STR("first"));
	for (int i = 0; i < 20; i++)
		doc_item(other, i % 2, str_fmt(*state, "%d", i));
	doc_append(d, other);
	doc_append(d, doc_new(*state));
	assert_int_equal(d->n, 21);
	assert_int_equal(d->v[20].checked, 1);
	assert_true(str_eq_z(d->v[20].spans.v[0].text, "19"));
	assert_int_equal(other->n, 20);
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
		TEST(roles_have_distinct_names),
		TEST(blocks_keep_order_and_text),
		TEST(each_builder_sets_its_block),
		TEST(tables_hold_all_cells),
		TEST(figures_take_points),
		TEST(documents_are_appended_whole),
	};

	return cmocka_run_group_tests_name("doc", tests, NULL, NULL);
}
