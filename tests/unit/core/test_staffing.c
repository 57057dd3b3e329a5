/* test_staffing.c: the numbers by which people are led: what the shipped table says, and tables that are refused. */
#include "test_severity_fixture.h"

#include "core/staffing.h"

struct fixture {
	struct arena *arena;
	const struct roles_policy *roles;
	const struct staffing_policy *policy;
};

static int setup(void **state)
{
	static struct fixture f;
	const struct severity_policy *severity;
	struct err err = {0};

	f.arena = arena_new();
	severity = fixture_policy(f.arena);
	if (roles_policy_parse(f.arena, severity, "roles.tsv",
		    fixture_file(f.arena, "templates/policy/roles.tsv"), &f.roles, &err) ||
		staffing_policy_parse(f.arena, f.roles, "staffing.tsv",
			fixture_file(f.arena, "templates/policy/staffing.tsv"), &f.policy, &err))
		fail_msg("%s", err.text);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static void a_role_has_its_own_row_or_the_common_one(void **state)
{
	const struct staffing_policy *p = ((struct fixture *)*state)->policy;

	assert_int_equal(staffing_length(p, STAFFING_EMPTY, STR("ic"), 1), 5 * US_PER_MIN);
	assert_int_equal(staffing_length(p, STAFFING_EMPTY, STR("scribe"), 1), 15 * US_PER_MIN);
	assert_int_equal(staffing_length(p, STAFFING_EMPTY, STR("scribe"), 5), 0);
	assert_int_equal(staffing_length(p, STAFFING_SHIFT_SOFT, STR("ic"), 1), 4 * US_PER_H);
	assert_int_equal(staffing_length(p, STAFFING_SHIFT_SOFT, STR("ops"), 1), 0);
	assert_int_equal(staffing_length(p, STAFFING_DUTY, STR(""), 3), 12 * US_PER_H);
	assert_int_equal(staffing_count(p, STAFFING_SPAN_RED, STR("ic"), 2), 8);
	assert_true(staffing_says(p, STAFFING_ALONE, STR("ic"), 2));
	assert_false(staffing_says(p, STAFFING_ALONE, STR("ic"), 3));
}

static void levels_beyond_the_scale_have_no_numbers(void **state)
{
	const struct staffing_policy *p = ((struct fixture *)*state)->policy;

	assert_int_equal(staffing_length(p, STAFFING_EMPTY, STR("ic"), 0), 0);
	assert_int_equal(staffing_length(p, STAFFING_EMPTY, STR("ic"), 6), 0);
	assert_int_equal(staffing_length(p, STAFFING_EMPTY, STR("ic"), -1), 0);
}

static void teams_never_run_out_of_names(void **state)
{
	struct fixture *f = *state;

	assert_true(str_eq_z(staffing_team_name(f->arena, f->policy, 0), "Alpha"));
	assert_true(str_eq_z(staffing_team_name(f->arena, f->policy, 2), "Charlie"));
	assert_true(str_eq_z(staffing_team_name(f->arena, f->policy, 6), "Team 7"));
}

static void broken_tables_are_refused(void **state)
{
	static const struct {
		const char *row, *says;
	} cases[] = {
		{"empti\tic\t5m\t-\t-\t-\t-\t", "t:2: there is no rule of this name"},
		{"empty\tboss\t5m\t-\t-\t-\t-\t", "t:2: role is the id of a role, or *"},
		{"empty\tic\t5\t-\t-\t-\t-\t", "t:2: a length is needed"},
		{"empty\tic\t-5m\t-\t-\t-\t-\t", "t:2: a length is needed"},
		{"span_red\t*\t0\t-\t-\t-\t-\t", "t:2: a count from 1 to 1000"},
		{"span_red\t*\t8m\t-\t-\t-\t-\t", "t:2: a count from 1 to 1000"},
		{"alone\t*\tmaybe\t-\t-\t-\t-\t", "t:2: yes or no"},
		{"empty\tic\t5m\t-\t-\t-\t-\t\nempty\tic\t5m\t-\t-\t-\t-\t",
			"t:3: this rule and role stand twice"},
		{"empty\tic\t5m\t-\t-\t-\t-\t", "t:1: no row has the rule 'alone'"},
	};
	static const char header[] = "rule\trole\tsev1\tsev2\tsev3\tsev4\tsev5\tsays\n";
	struct fixture *f = *state;
	const struct staffing_policy *p = NULL;
	struct err err = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = str_fmt(f->arena, "%s%s\n", header, cases[i].row);

		assert_int_equal(
			staffing_policy_parse(f->arena, f->roles, "t", text, &p, &err), RC_USAGE);
		if (!str_starts(str_z(err.text), str_z(cases[i].says)))
			fail_msg("want %s, got %s", cases[i].says, err.text);
		assert_null(p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_role_has_its_own_row_or_the_common_one),
		cmocka_unit_test(levels_beyond_the_scale_have_no_numbers),
		cmocka_unit_test(teams_never_run_out_of_names),
		cmocka_unit_test(broken_tables_are_refused),
	};
	return cmocka_run_group_tests_name("staffing", tests, setup, teardown);
}
