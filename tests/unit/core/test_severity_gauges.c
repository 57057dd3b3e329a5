/* test_severity_gauges.c: gauges as people write them: prefixes, shares, defaults, and the way back to words. */
#include "test_severity_fixture.h"

struct fixture {
	struct arena *arena;
	const struct severity_policy *policy;
};

static int setup(void **state)
{
	static struct fixture f;

	f.arena = arena_new();
	f.policy = fixture_policy(f.arena);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static void keys_are_found_by_unique_prefix(void **state)
{
	static const struct {
		const char *word, *value;
		enum rc rc;
		enum gauge_id id;
	} cases[] = {
		{"data", "?", RC_OK, GAUGE_DATA_HARM},
		{"safety", "none", RC_OK, GAUGE_SAFETY},
		{"s", "none", RC_OK, GAUGE_SAFETY},
		{"users", "40%", RC_OK, GAUGE_USERS_SHARE},
		{"users", "40 %", RC_OK, GAUGE_USERS_SHARE},
		{"users", "12400", RC_OK, GAUGE_USERS_COUNT},
		{"u", "1%", RC_OK, GAUGE_USERS_SHARE},
		{"users_", "12", RC_OK, GAUGE_USERS_COUNT},
		{"users_s", "12", RC_OK, GAUGE_USERS_SHARE},
		{"users_share", "4000", RC_OK, GAUGE_USERS_SHARE},
		{"users_count", "4000", RC_OK, GAUGE_USERS_COUNT},
		{"users", "", RC_AMBIGUOUS, 0},
		{"expos", "none", RC_AMBIGUOUS, 0},
		{"exposure", "none", RC_OK, GAUGE_EXPOSURE},
		{"exposed", "5", RC_OK, GAUGE_EXPOSED_PERSONS},
		{"exposed-persons", "5", RC_OK, GAUGE_EXPOSED_PERSONS},
		{"t", "growing", RC_AMBIGUOUS, 0},
		{"TREND", "growing", RC_OK, GAUGE_TREND},
		{"rev", "14%", RC_OK, GAUGE_REVENUE_SHARE},
		{"cause", "deploy", RC_UNKNOWN, 0},
		{"", "x", RC_UNKNOWN, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum gauge_id id = GAUGE_COUNT;
		struct err err = {0};
		enum rc rc = severity_gauge_key(
			str_z(cases[i].word), str_z(cases[i].value), &id, &err);

		if (rc != cases[i].rc || (rc == RC_OK && id != cases[i].id))
			fail_msg("%s=%s gave %d: %s", cases[i].word, cases[i].value, rc, err.text);
		if (rc != RC_OK)
			assert_int_equal(id, GAUGE_COUNT);
	}
}

static void a_typo_names_the_nearest(void **state)
{
	struct err err = {0};
	enum gauge_id id;

	(void)state;
	assert_int_equal(severity_gauge_key(STR("jurney"), STR("critical"), &id, &err), RC_UNKNOWN);
	assert_non_null(strstr(err.text, "journey"));
	assert_int_equal(severity_gauge_key(STR("re"), STR("x"), &id, &err), RC_AMBIGUOUS);
	assert_non_null(strstr(err.text, "revenue_share"));
	assert_non_null(strstr(err.text, "regulatory"));
}

static void values_are_read(void **state)
{
	static const struct {
		enum gauge_id id;
		const char *value, *wire; /* wire NULL: refused */
	} cases[] = {
		{GAUGE_DEGRADATION, "partial", "partial"},
		{GAUGE_DEGRADATION, "unav", "unavailable"},
		{GAUGE_DEGRADATION, "Partial", "partial"},
		{GAUGE_DEGRADATION, "?", "?"},
		{GAUGE_DEGRADATION, "-", NULL},
		{GAUGE_DEGRADATION, "broken", NULL},
		{GAUGE_DEGRADATION, "", NULL},
		{GAUGE_TREND, "s", NULL}, /* shrinking or steady */
		{GAUGE_DATA_HARM, "within-rpo", "within_rpo"},
		{GAUGE_THREAT, "single-point", "single_point"},
		{GAUGE_USERS_SHARE, "40%", "4000"},
		{GAUGE_USERS_SHARE, " 40 % ", "4000"},
		{GAUGE_USERS_SHARE, "12.5%", "1250"},
		{GAUGE_USERS_SHARE, "0.07%", "7"},
		{GAUGE_USERS_SHARE, "100%", "10000"},
		{GAUGE_USERS_SHARE, "100.01%", NULL},
		{GAUGE_USERS_SHARE, "101%", NULL},
		{GAUGE_USERS_SHARE, "1.%", NULL},
		{GAUGE_USERS_SHARE, ".5%", NULL},
		{GAUGE_USERS_SHARE, "1.005%", NULL},
		{GAUGE_USERS_SHARE, "-1%", NULL},
		{GAUGE_USERS_SHARE, "%", NULL},
		{GAUGE_USERS_SHARE, "10000", "10000"},
		{GAUGE_USERS_SHARE, "10001", NULL},
		{GAUGE_USERS_SHARE, "-", "-"},
		{GAUGE_USERS_COUNT, "12400", "12400"},
		{GAUGE_USERS_COUNT, "12,400", NULL},
		{GAUGE_USERS_COUNT, "40%", NULL},
		{GAUGE_USERS_COUNT, "99999999999999999999", NULL},
		{GAUGE_DURATION, "240", "240"},
		{GAUGE_DURATION, "4h", "240"},
		{GAUGE_DURATION, "1h30m", "90"},
		{GAUGE_DURATION, "-4h", NULL},
		{GAUGE_DURATION, "soon", NULL},
		{GAUGE_SAFETY, "-", NULL},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gauge v = {GAUGE_VALUE, 77};
		struct err err = {0};
		enum rc rc = severity_gauge_parse(
			f->policy, cases[i].id, str_z(cases[i].value), &v, &err);

		if ((rc == RC_OK) != (cases[i].wire != NULL))
			fail_msg("%s=%s gave %d %s", severity_gauge_name(cases[i].id),
				cases[i].value, rc, err.text);
		if (rc != RC_OK) {
			assert_int_equal(rc, RC_USAGE);
			assert_int_equal(v.value, 77);
			continue;
		}
		if (!str_eq_z(severity_gauge_print(f->arena, f->policy, cases[i].id, v),
			    cases[i].wire))
			fail_msg("%s=%s", severity_gauge_name(cases[i].id), cases[i].value);
	}
}

static void what_is_printed_is_read_back(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < GAUGE_COUNT; i++) {
		const struct gauge_info *info = severity_gauge_info(f->policy, (enum gauge_id)i);

		for (uint64_t v = 0; v <= (info->values ? info->max : 120); v++) {
			struct gauge in = {GAUGE_VALUE, v}, out = {0};
			struct str word = severity_gauge_print(
				f->arena, f->policy, (enum gauge_id)i, in);

			assert_int_equal(
				severity_gauge_parse(f->policy, (enum gauge_id)i, word, &out, NULL),
				RC_OK);
			assert_int_equal(out.state, GAUGE_VALUE);
			assert_int_equal(out.value, v);
			word = severity_gauge_show(f->arena, f->policy, (enum gauge_id)i, in);
			assert_int_equal(
				severity_gauge_parse(f->policy, (enum gauge_id)i, word, &out, NULL),
				RC_OK);
			assert_int_equal(out.value, v);
		}
	}
}

static void a_bare_share_needs_its_full_key(void **state)
{
	struct fixture *f = *state;
	struct gauges g = {0};
	struct err err = {0};

	assert_int_equal(severity_gauge_set(f->policy, &g, STR("rev"), STR("14"), &err), RC_USAGE);
	assert_non_null(strstr(err.text, "14%"));
	assert_int_equal(g.v[GAUGE_REVENUE_SHARE].state, GAUGE_UNUSED);
	assert_int_equal(severity_gauge_set(f->policy, &g, STR("rev"), STR("14%"), &err), RC_OK);
	assert_int_equal(g.v[GAUGE_REVENUE_SHARE].value, 1400);
	assert_int_equal(
		severity_gauge_set(f->policy, &g, STR("revenue_share"), STR("14"), &err), RC_OK);
	assert_int_equal(g.v[GAUGE_REVENUE_SHARE].value, 14);
	assert_int_equal(severity_gauge_set(f->policy, &g, STR("rev"), STR("0"), &err), RC_OK);
	assert_int_equal(severity_gauge_set(f->policy, &g, STR("rev"), STR("?"), &err), RC_OK);
}

/* One line must be enough to declare, and the questions of the gates stay open until somebody answers. */
static void a_declaration_leaves_only_the_gates_open(void **state)
{
	struct fixture *f = *state;
	struct gauges g = {0};
	struct severity_result r;

	fixture_set(f->policy, &g, "journey", "critical");
	fixture_set(f->policy, &g, "degradation", "unavailable");
	fixture_set(f->policy, &g, "users", "40%");
	severity_fill_defaults(f->policy, &g);
	severity_evaluate(f->policy, &g, &r);
	assert_int_equal(r.level, 1);
	assert_true(r.provisional);
	assert_true(str_eq_z(severity_assumed_text(f->arena, &r), "safety,exposure,data_harm"));
	assert_true(str_eq_z(severity_rules_text(f->arena, f->policy, &r), "S1+X1+D1+B"));
	assert_int_equal(g.v[GAUGE_USERS_COUNT].state, GAUGE_UNUSED);
	fixture_set(f->policy, &g, "safety", "none");
	fixture_set(f->policy, &g, "exposure", "none");
	fixture_set(f->policy, &g, "data", "none");
	severity_evaluate(f->policy, &g, &r);
	assert_false(r.provisional);
	assert_true(str_eq_z(severity_rules_text(f->arena, f->policy, &r), "B"));
	assert_true(str_eq_z(severity_reach_name(f->policy, r.reach), "MANY"));
	for (size_t i = 0; i < GAUGE_COUNT; i++)
		assert_int_equal(severity_gauge_info(f->policy, (enum gauge_id)i)->gate,
			i == GAUGE_SAFETY || i == GAUGE_EXPOSURE || i == GAUGE_DATA_HARM);
}

static void saying_nothing_is_the_worst(void **state)
{
	struct fixture *f = *state;
	struct gauges g = {0};
	struct severity_result raw, filled;

	severity_evaluate(f->policy, &g, &raw);
	assert_int_equal(raw.level, 1);
	assert_true(raw.assumed >> GAUGE_USERS_SHARE & 1);
	severity_fill_defaults(f->policy, &g);
	severity_evaluate(f->policy, &g, &filled);
	assert_int_equal(filled.level, 1);
	assert_true(str_eq_z(severity_assumed_text(f->arena, &filled),
		"safety,exposure,data_harm,journey,degradation,users_share,users_count"));
	assert_true(str_eq_z(severity_reach_name(f->policy, filled.reach), "ALL"));
}

static void many_exposed_people_are_serious(void **state)
{
	struct fixture *f = *state;
	struct gauges g = fixture_calm(f->policy);

	fixture_set(f->policy, &g, "exposure", "limited");
	assert_int_equal(fixture_level(f->policy, &g), 2);
	fixture_set(f->policy, &g, "exposed_persons", "499");
	assert_int_equal(fixture_level(f->policy, &g), 2);
	fixture_set(f->policy, &g, "exposed_persons", "500");
	assert_int_equal(fixture_level(f->policy, &g), 1);
}

static void a_cap_bounds_the_unknown(void **state)
{
	struct fixture *f = *state;
	struct gauges g = fixture_calm(f->policy);
	struct severity_result r;

	fixture_set(f->policy, &g, "exposure", "?");
	severity_evaluate(f->policy, &g, &r);
	assert_int_equal(r.level, 1);
	g.cap[GAUGE_EXPOSURE] = (struct gauge){GAUGE_VALUE, 1}; /* contained */
	severity_evaluate(f->policy, &g, &r);
	assert_int_equal(r.level, 3);
	assert_true(r.provisional);
	assert_true(str_eq_z(severity_assumed_text(f->arena, &r), "exposure"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_found_by_unique_prefix),
		cmocka_unit_test(a_typo_names_the_nearest),
		cmocka_unit_test(values_are_read),
		cmocka_unit_test(what_is_printed_is_read_back),
		cmocka_unit_test(a_bare_share_needs_its_full_key),
		cmocka_unit_test(a_declaration_leaves_only_the_gates_open),
		cmocka_unit_test(saying_nothing_is_the_worst),
		cmocka_unit_test(many_exposed_people_are_serious),
		cmocka_unit_test(a_cap_bounds_the_unknown),
	};
	return cmocka_run_group_tests_name("severity_gauges", tests, setup, teardown);
}
