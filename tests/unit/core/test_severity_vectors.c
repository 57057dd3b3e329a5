/* test_severity_vectors.c: every vector and every public example must get its level, rules, reach and assumptions. */
#include "test_severity_fixture.h"

struct table {
	struct arena *arena;
	const struct severity_policy *policy;
	struct tsv t;
	size_t row;
};

static struct str cell(const struct table *t, const char *column)
{
	return tsv_cell(&t->t, t->row, tsv_column(&t->t, column));
}

static struct gauges gauges_of(const struct table *t)
{
	struct gauges g = {0};

	for (int i = 0; i < GAUGE_COUNT; i++) {
		const char *key = severity_gauge_name((enum gauge_id)i);
		struct err err = {0};

		if (tsv_column(&t->t, key) < 0)
			continue;
		if (severity_gauge_parse(t->policy, (enum gauge_id)i, cell(t, key), &g.v[i], &err))
			fail_msg("%.*s: %s", STR_ARG(cell(t, "id")), err.text);
	}
	return g;
}

static void same(const struct table *t, const char *what, struct str want, struct str got)
{
	if (!str_eq(want, got))
		fail_msg("%.*s: %s is %.*s, want %.*s", STR_ARG(cell(t, "id")), what, STR_ARG(got),
			STR_ARG(want));
}

/* The lists of the examples are not in the order of the gauges: compare them as sets. */
static void same_assumed(const struct table *t, const struct severity_result *r)
{
	struct str rest = cell(t, "assumed_worst"), word;
	uint32_t want = 0;

	while (!str_eq_z(rest, "-") && str_split(&rest, ',', &word)) {
		enum gauge_id id;

		assert_int_equal(severity_gauge_key(word, STR(""), &id, NULL), RC_OK);
		want |= 1u << id;
	}
	if (want != r->assumed)
		fail_msg("%.*s: assumed %.*s, want %.*s", STR_ARG(cell(t, "id")),
			STR_ARG(severity_assumed_text(t->arena, r)),
			STR_ARG(cell(t, "assumed_worst")));
	assert_int_equal(r->provisional, want != 0);
}

static size_t check_table(const char *path, const char *level_column)
{
	struct table t = {.arena = arena_new()};
	struct err err = {0};
	size_t rows;

	t.policy = fixture_policy(t.arena);
	assert_int_equal(tsv_parse(t.arena, path, fixture_file(t.arena, path), &t.t, &err), RC_OK);
	for (; t.row < t.t.rows; t.row++) {
		struct gauges g = gauges_of(&t);
		struct severity_result r;

		severity_evaluate(t.policy, &g, &r);
		same(&t, "level", cell(&t, level_column), str_fmt(t.arena, "%d", r.level));
		same(&t, "rules", cell(&t, "rules_fired"),
			severity_rules_text(t.arena, t.policy, &r));
		same(&t, "reach", cell(&t, "reach"), severity_reach_name(t.policy, r.reach));
		if (tsv_column(&t.t, "assumed_worst") >= 0)
			same_assumed(&t, &r);
	}
	rows = t.t.rows;
	arena_free(t.arena);
	return rows;
}

static void vectors_agree(void **state)
{
	(void)state;
	assert_int_equal(check_table("tests/data/severity_vectors.tsv", "level"), 174);
}

static void examples_agree(void **state)
{
	(void)state;
	assert_int_equal(check_table("tests/data/severity_examples.tsv", "expected_sev"), 56);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_agree),
		cmocka_unit_test(examples_agree),
	};
	return cmocka_run_group_tests_name("severity_vectors", tests, NULL, NULL);
}
