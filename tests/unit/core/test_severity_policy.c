/* test_severity_policy.c: a policy file that is broken is refused with the file, the line and what is wrong. */
#include "test_severity_fixture.h"

/* The shipped table with one text replaced; `to` may be longer or shorter. */
static struct str edited(struct arena *a, struct str text, const char *from, const char *to)
{
	ptrdiff_t at = str_find(text, str_z(from));

	if (at < 0)
		fail_msg("the shipped table does not hold '%s'", from);
	return str_fmt(a, "%.*s%s%.*s", (int)at, text.p, to,
		(int)(text.n - (size_t)at - strlen(from)), text.p + at + strlen(from));
}

static struct severity_source *table_of(struct severity_sources *src, const char *file)
{
	struct severity_source *tables[] = {
		&src->inputs, &src->reach, &src->matrix, &src->rules, &src->holds};

	for (size_t i = 0; i < 5; i++)
		if (strcmp(tables[i]->file, file) == 0)
			return tables[i];
	fail_msg("no table %s", file);
	return NULL;
}

#define INPUTS "severity_inputs.tsv"
#define REACH  "severity_reach.tsv"
#define MATRIX "severity_matrix.tsv"
#define RULES  "severity_rules.tsv"
#define HOLDS  "severity_holds.tsv"

static const struct {
	const char *file, *from, *to, *says;
	bool line; /* a row is at fault, not the table as a whole */
} broken[] = {
	{INPUTS, "safety\tenum", "safty\tenum", "no gauge is called 'safty'", true},
	{INPUTS, "money_harm\tenum", "safety\tenum", "this gauge stands twice", true},
	{INPUTS, "regulatory\tenum", "# regulatory\tenum",
		"there is no row for the gauge 'regulatory'", false},
	{INPUTS, "safety\tenum", "safety\tlist", "a type is enum or uint", true},
	{INPUTS, "none<possible<present", "none", "a scale needs two values", true},
	{INPUTS, "none<possible<present", "none<possible<none", "this value stands twice", true},
	{INPUTS, "none<possible<present", "none<<present", "an empty value", true},
	{INPUTS, "0..10000", "1..10000", "a range is 0..", true},
	{INPUTS, "\tsteady\tno", "\tmaybe\tno", "this default is not a value", true},
	{INPUTS, "\tsteady\tno", "\t-\tno", "this default is not a value", true},
	{INPUTS, "\tsteady\tno\tno", "\tsteady\tno\tperhaps", "yes or no is wanted", true},
	{INPUTS, "1<2<2", "1<2", "a factor is missing", true},
	{INPUTS, "1<2<2", "2<1<1", "one factor per value", true},
	{INPUTS, "\tclock_factor\t", "\tfactor\t", "the column 'clock_factor' is missing", false},
	{REACH, "FEW\t50\t", "FEW\t0\t", "must grow from row to row", true},
	{REACH, "NONE\t0\t", "NONE\t1\t", "must grow from row to row", true},
	{REACH, "ALL\t5000\t-", "ALL\t-\t-", "neither gauge can give the band", true},
	{REACH, "ALL\t", "MANY\t", "this band stands twice", true},
	{REACH, "ALL\t", "EVERYBODY\t", "the column 'EVERYBODY' is missing", false},
	{MATRIX, "critical\tunavailable\t5\t3", "critical\tunavailable\t6\t3", "a level is 1 to 5",
		true},
	{MATRIX, "critical\tunavailable\t5\t3", "critical\tunavailable\t-\t3", "a level is 1 to 5",
		true},
	{MATRIX, "critical\tunavailable\t5\t3", "critical\tbroken\t5\t3", "has no value 'broken'",
		true},
	{MATRIX, "critical\tunavailable\t5\t3", "vital\tunavailable\t5\t3", "has no value 'vital'",
		true},
	{MATRIX, "important\tpartial", "important\tunavailable", "this pair stands twice", true},
	{MATRIX, "important\tpartial", "# important\tpartial",
		"there is no row for important partial", false},
	{MATRIX, "critical\tunavailable\t5\t3\t3", "critical\tunavailable\t5\t3\t4",
		"may not mean a milder level at 'FEW'", true},
	{MATRIX, "critical\tpartial\t5\t4\t3\t2\t2\t2", "critical\tpartial\t5\t4\t4\t4\t4\t4",
		"is milder for", false},
	{MATRIX, "\t1\t1\n", "\t1\n", "", true},
	{RULES, "safety = present", "mood = present", "no gauge is called 'mood'", true},
	{RULES, "safety = present", "cause = present", "no gauge is called 'cause'", true},
	{RULES, "safety = present", "safety = awful", "not a value of that gauge: 'awful'", true},
	{RULES, "safety = present", "safety present", "a comparison", true},
	{RULES, "safety = present", "safety == present", "a comparison", true},
	{RULES, "safety = present", "(safety = present", "a ) is missing", true},
	{RULES, "safety = present", "safety = present journey", "`and` or `or` is missing", true},
	{RULES, "safety = present", "safety = present and", "ends too early", true},
	{RULES, "safety = present", "-", "no gauge is called '-'", true},
	{RULES, "degradation = cosmetic", "base = 2", "not known here", true},
	{RULES, "safety = present", "safety < none", "nothing is less than", true},
	{RULES, "reach >= SOME", "reach >= LOTS", "not a value of that gauge: 'LOTS'", true},
	{RULES, "revenue_share >= 50%", "revenue_share >= 500%", "not a value", true},
	{RULES, "clock >= 240m", "clock >= soon", "not a value", true},
	{RULES, "clock >= 240m", "clock >= ?", "not a value", true},
	{RULES, "base = 4 and", "base = 9 and", "not a value", true},
	{RULES, "safety = present\t1", "safety = present\t0", "this is not a level: '0'", true},
	{RULES, "safety = present\t1", "safety = present\t1-5", "takes its level from the matrix",
		true},
	{RULES, "\t2/3\t", "\t3/2\t", "this is not a level: '3/2'", true},
	{RULES, "\t2/3\treach >= SOME", "\t2/3\t-", "goes with level_if", true},
	{RULES, "+1 if workaround", "+9 if workaround", "not a number of levels", true},
	{RULES, "+1 if workaround", "perhaps if workaround", "an adjustment starts with", true},
	{RULES, "+1 if workaround = full", "+1", "an adjustment reads", true},
	{RULES, "2\tS2\t", "2\tS1\t", "this rule stands twice", true},
	{RULES, "2\tS2\t", "1\tS2\t", "this one does not follow", true},
	{RULES, "\totherwise\t", "\tsafety = none\t", "has the condition `otherwise`", true},
	{RULES, "threat = reduced", "otherwise", "has the condition `otherwise`", true},
	{RULES, "{degradation}", "{mood}", "nothing can fill the slot 'mood'", true},
	{RULES, "{degradation}", "{degradation", "nothing can fill the slot", true},
	{RULES, "for {reach} of {audience}.", "for {reach.", "a } is missing", true},
	{RULES, "degradation = cosmetic", "degradation = none",
		"speaks of the degradation 'cosmetic'", false},
	{RULES, "\tno\tPeople", "\tnever\tPeople", "override is yes or no", true},
	{RULES, "\tlevel_if\t", "\twhen\t", "the column 'level_if' is missing", false},
	{HOLDS, "2\t30\t30", "2\t0\t30", "minutes from 1", true},
	{HOLDS, "2\t30\t30", "1\t30\t30", "this level stands twice", true},
	{HOLDS, "2\t30\t30", "7\t30\t30", "a level is 1 to 5", true},
	{HOLDS, "5\t60\t240\t480\t60\n", "", "there is no row for level 5", false},
	{HOLDS, "3\t60\t60\t120", "3\t60\t60\t20", "expires after it is stale", true},
};

/* The line on which the edit was made. */
static unsigned line_of(struct str text, const char *from)
{
	unsigned line = 1;

	for (ptrdiff_t i = 0, n = str_find(text, str_z(from)); i < n; i++)
		line += text.p[i] == '\n';
	return line;
}

static void broken_tables_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct arena *a = arena_new();
		struct severity_sources src = fixture_sources(a);
		struct severity_source *t = table_of(&src, broken[i].file);
		unsigned line = line_of(t->text, broken[i].from);
		const struct severity_policy *p = NULL;
		struct err err = {0};
		const char *place;

		t->text = edited(a, t->text, broken[i].from, broken[i].to);
		if (severity_policy_parse(a, &src, &p, &err) != RC_USAGE)
			fail_msg("%s with '%s' was taken", broken[i].file, broken[i].to);
		assert_null(p);
		place = broken[i].line ? arena_printf(a, "%s:%u: ", broken[i].file, line)
				       : arena_printf(a, "%s:", broken[i].file);
		/* The missing band is noticed in the matrix, whose columns it names. */
		if (strcmp(broken[i].to, "EVERYBODY\t") == 0)
			place = MATRIX ":1: ";
		/* The loader can only point to the last rule. */
		if (strstr(broken[i].says, "`otherwise`"))
			place = RULES ":";
		if (!str_starts(str_z(err.text), str_z(place)) || !strstr(err.text, broken[i].says))
			fail_msg("'%s' -> '%s': want %s...%s, got %s", broken[i].from, broken[i].to,
				place, broken[i].says, err.text);
		arena_free(a);
	}
}

static void thresholds_are_data(void **state)
{
	struct arena *a = arena_new();
	struct severity_sources src = fixture_sources(a);
	const struct severity_policy *shipped = fixture_policy(a), *p = NULL;
	struct gauges g = fixture_calm(shipped);
	struct severity_result r;

	(void)state;
	src.rules.text = edited(a, src.rules.text, "key_accounts >= 5", "key_accounts >= 2");
	src.reach.text = edited(a, src.reach.text, "FEW\t50", "FEW\t10");
	assert_int_equal(severity_policy_parse(a, &src, &p, NULL), RC_OK);
	fixture_set(p, &g, "key_accounts", "2");
	assert_int_equal(fixture_level(shipped, &g), 3);
	assert_int_equal(fixture_level(p, &g), 2);
	fixture_set(p, &g, "users_share", "10");
	severity_evaluate(p, &g, &r);
	assert_true(str_eq_z(severity_reach_name(p, r.reach), "FEW"));
	severity_evaluate(shipped, &g, &r);
	assert_true(str_eq_z(severity_reach_name(shipped, r.reach), "TINY"));
	arena_free(a);
}

static void conditions_bind_as_written(void **state)
{
	static const struct {
		const char *text;
		bool holds;
	} cases[] = {
		{"-", true},
		{"journey = critical", true},
		{"journey != critical", false},
		{"not journey = critical", false},
		{"not not journey = critical", true},
		{"journey = none and trend = growing or timing = peak", true},
		{"journey = none and (trend = growing or timing = peak)", false},
		{"timing = peak or journey = none and trend = growing", true},
		{"not (journey = none or timing = ordinary)", true},
		{"degradation > slow and degradation < unavailable", true},
		{"degradation <= slow", false},
		{"users_count >= 0", false},
		{"users_count != 7", true},
		{"exposed_persons >= 500 or safety >= possible", true},
		{"clock = 120m and duration = 1h", true},
		{"reach = SOME and reach>=FEW and reach<MANY", true},
		{"matrix", true},
	};
	struct arena *a = arena_new();
	const struct severity_policy *p = fixture_policy(a);
	struct gauges g = fixture_calm(p);

	(void)state;
	fixture_set(p, &g, "journey", "critical");
	fixture_set(p, &g, "degradation", "partial");
	fixture_set(p, &g, "users_share", "6%");
	fixture_set(p, &g, "timing", "peak");
	fixture_set(p, &g, "duration", "60");
	fixture_set(p, &g, "safety", "?");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct severity_condition *c = NULL;
		struct err err = {0};

		if (severity_condition_parse(a, p, "f", 3, str_z(cases[i].text), &c, &err) != RC_OK)
			fail_msg("%s", err.text);
		if (severity_condition_holds(p, c, &g) != cases[i].holds)
			fail_msg("%s", cases[i].text);
	}
	arena_free(a);
}

static void hostile_conditions_end(void **state)
{
	struct arena *a = arena_new();
	const struct severity_policy *p = fixture_policy(a);
	const struct severity_condition *c = NULL;
	struct buf deep, wide;

	(void)state;
	buf_init(&deep, a, 1 << 20);
	buf_add_fill(&deep, '(', 100000);
	assert_int_equal(
		severity_condition_parse(a, p, "f", 1, buf_str(&deep), &c, NULL), RC_USAGE);
	buf_init(&wide, a, 1 << 20);
	buf_add_z(&wide, "matrix");
	for (size_t i = 0; i < 10000; i++)
		buf_add_z(&wide, " and matrix");
	assert_int_equal(
		severity_condition_parse(a, p, "f", 1, buf_str(&wide), &c, NULL), RC_USAGE);
	assert_int_equal(severity_condition_parse(a, p, "f", 1, STR(""), &c, NULL), RC_USAGE);
	assert_null(c);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_tables_are_refused),
		cmocka_unit_test(thresholds_are_data),
		cmocka_unit_test(conditions_bind_as_written),
		cmocka_unit_test(hostile_conditions_end),
	};
	return cmocka_run_group_tests_name("severity_policy", tests, NULL, NULL);
}
