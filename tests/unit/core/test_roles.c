/* test_roles.c: roles by all their names, and who is needed at each level. */
#include "test_severity_fixture.h"

#include "core/roles.h"

struct fixture {
	struct arena *arena;
	const struct severity_policy *severity;
	const struct roles_policy *policy;
};

static int setup(void **state)
{
	static struct fixture f;
	struct err err = {0};

	f.arena = arena_new();
	f.severity = fixture_policy(f.arena);
	if (roles_policy_parse(f.arena, f.severity, "roles.tsv",
		    fixture_file(f.arena, "templates/policy/roles.tsv"), &f.policy, &err))
		fail_msg("%s", err.text);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static const char *required(const struct fixture *f, int level, const struct gauges *g)
{
	const struct role *const *v;
	size_t n = roles_required(f->arena, f->policy, level, g, &v);
	struct buf b;

	buf_init(&b, f->arena, 1024);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%.*s", i ? " " : "", STR_ARG(v[i]->id));
	return buf_z(&b);
}

static void the_table_is_whole(void **state)
{
	struct fixture *f = *state;
	const struct role *ic = roles_by_id(f->policy, STR("ic"));

	assert_int_equal(roles_count(f->policy), 15);
	assert_ptr_equal(roles_at(f->policy, 0), ic);
	assert_null(roles_at(f->policy, 15));
	assert_null(roles_by_id(f->policy, STR("commander")));
	assert_true(str_eq_z(ic->name, "Incident commander"));
	assert_false(ic->many);
	assert_true(ic->handover);
	assert_true(ic->exclusive);
	assert_int_equal(ic->need[1], ROLE_REQUIRED);
	assert_int_equal(ic->need[3], ROLE_OPTIONAL);
	assert_int_equal(ic->need[4], ROLE_NOT_NEEDED);
	assert_true(roles_by_id(f->policy, STR("sme"))->many);
	assert_false(roles_by_id(f->policy, STR("sme"))->handover);
	assert_false(roles_by_id(f->policy, STR("scribe"))->exclusive);
}

static void required_by_level(void **state)
{
	struct fixture *f = *state;
	struct gauges calm = fixture_calm(f->severity);

	assert_string_equal(required(f, 1, &calm),
		"ic deputy scribe comms liaison_customer liaison_internal ops sme exec");
	assert_string_equal(required(f, 2, &calm), "ic scribe comms ops sme");
	assert_string_equal(required(f, 3, &calm), "sme");
	assert_string_equal(required(f, 4, &calm), "sme");
	assert_string_equal(required(f, 5, &calm), "");
	assert_string_equal(required(f, 0, &calm), "");
	assert_string_equal(required(f, 6, NULL), "");
}

static void conditions_call_people_in(void **state)
{
	struct fixture *f = *state;
	struct gauges g = fixture_calm(f->severity);
	const struct role *legal = roles_by_id(f->policy, STR("legal"));
	const struct role *vendor = roles_by_id(f->policy, STR("vendor"));

	assert_int_equal(role_need_now(f->policy, legal, 2, &g), ROLE_OPTIONAL);
	assert_int_equal(role_need_now(f->policy, legal, 2, NULL), ROLE_CONDITIONAL);
	assert_int_equal(role_need_now(f->policy, vendor, 2, &g), ROLE_CONDITIONAL);
	fixture_set(f->severity, &g, "exposure", "?"); /* unknown counts as worst */
	assert_string_equal(required(f, 2, &g), "ic scribe comms ops sme legal security");
	fixture_set(f->severity, &g, "exposure", "none");
	fixture_set(f->severity, &g, "safety", "possible");
	fixture_set(f->severity, &g, "key_accounts", "2");
	assert_string_equal(
		required(f, 2, &g), "ic scribe comms liaison_customer ops sme legal safety");
	fixture_set(f->severity, &g, "safety", "none");
	fixture_set(f->severity, &g, "duration", "4h");
	assert_non_null(strstr(required(f, 1, &g), "planning"));
}

static void roles_are_found_as_people_say_them(void **state)
{
	static const struct {
		const char *word, *id; /* NULL: rc */
		enum rc rc;
	} cases[] = {{"ic", "ic", RC_OK}, {"IC", "ic", RC_OK}, {"commander", "ic", RC_OK},
		{"comm", NULL, RC_AMBIGUOUS}, {"comms", "comms", RC_OK},
		{"communications", "comms", RC_OK}, {"scr", "scribe", RC_OK},
		{"dep", "deputy", RC_OK}, {"Operations lead", "ops", RC_OK}, {"op", "ops", RC_OK},
		{"liaison", NULL, RC_AMBIGUOUS}, {"liaison_c", "liaison_customer", RC_OK},
		{"sec", "security", RC_OK}, {"dpo", "legal", RC_OK}, {"king", NULL, RC_UNKNOWN},
		{"", NULL, RC_UNKNOWN}, {"safety", "safety", RC_OK}};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct role *r = NULL;
		struct err err = {0};
		enum rc rc = roles_find(f->policy, str_z(cases[i].word), &r, &err);

		if (rc != cases[i].rc || (rc == RC_OK && !str_eq_z(r->id, cases[i].id)))
			fail_msg("'%s' gave %d %s", cases[i].word, rc, err.text);
		if (rc != RC_OK)
			assert_null(r);
	}
}

static void every_name_finds_its_own_role(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < roles_count(f->policy); i++) {
		const struct role *r = roles_at(f->policy, i), *got = NULL;
		struct str rest = r->aliases, word;

		assert_int_equal(roles_find(f->policy, r->id, &got, NULL), RC_OK);
		assert_ptr_equal(got, r);
		assert_int_equal(roles_find(f->policy, r->name, &got, NULL), RC_OK);
		assert_ptr_equal(got, r);
		while (rest.n > 0 && str_split(&rest, ' ', &word)) {
			assert_int_equal(roles_find(f->policy, word, &got, NULL), RC_OK);
			assert_ptr_equal(got, r);
		}
	}
}

/* A table made before the organisation list has neither sections nor leaders. */
static void newer_columns_may_be_missing(void **state)
{
	static const char old[] = "id\trole\tnumber\tsev1\tsev2\tsev3\tsev4\tsev5\tduties\tlimits\t"
				  "handover_required\taliases\texclusive\tcondition\n"
				  "ic\tLead\tone\tR\tR\tO\t-\t-\td\tl\tyes\t-\tno\t-\n";
	static const char newer[] =
		"id\trole\tnumber\tsev1\tsev2\tsev3\tsev4\tsev5\tduties\tlimits\t"
		"handover_required\taliases\texclusive\tcondition\tsection\treports_to\n"
		"ic\tLead\tone\tR\tR\tO\t-\t-\td\tl\tyes\t-\tno\t-\tcommand\tboss\n";
	struct fixture *f = *state;
	const struct roles_policy *p;
	struct err err;

	assert_int_equal(
		roles_policy_parse(f->arena, f->severity, "t", str_z(old), &p, &err), RC_OK);
	assert_int_equal(roles_at(p, 0)->section.n, 0);
	assert_int_equal(roles_at(p, 0)->reports_to.n, 0);
	assert_int_equal(
		roles_policy_parse(f->arena, f->severity, "t", str_z(newer), &p, &err), RC_USAGE);
	assert_string_equal(err.text, "t:2: reports_to is the id of another role, or -");
}

static void broken_tables_are_refused(void **state)
{
	static const struct {
		const char *row, *says;
	} cases[] = {
		{"ic\tIC\tone\tX\tR\tO\t-\t-\td\tl\tyes\t-\tno\t-", "t:2: a role is R, O, C or -"},
		{"ic\tIC\tone\t\tR\tO\t-\t-\td\tl\tyes\t-\tno\t-", "t:2: a role is R, O, C or -"},
		{"\tIC\tone\tR\tR\tO\t-\t-\td\tl\tyes\t-\tno\t-", "t:2: a role needs an id"},
		{"ic\tIC\tone\tR\tR\tO\t-\t-\td\tl\tmaybe\t-\tno\t-", "t:2: handover_required"},
		{"ic\tIC\tone\tR\tR\tO\t-\t-\td\tl\tyes\t-\t-\t-", "t:2: handover_required"},
		{"ic\tIC\tone\tR\tR\tO\t-\t-\td\tl\tyes\t-\tno\tsafety > 3",
			"t:2: this is not a value of that gauge"},
		{"ic\tLead\tone\tR\tR\tO\t-\t-\td\tl\tyes\t-\tno\t-\n"
		 "ic\tHead\tone\tR\tR\tO\t-\t-\td\tl\tyes\t-\tno\t-",
			"t:3: this role stands twice"},
		{"ic\tLead\tone\tR\tR\tO\t-\t-\td\tl\tyes\tboss\tno\t-\n"
		 "b\tHead\tone\tR\tR\tO\t-\t-\td\tl\tyes\tboss\tno\t-",
			"t:3: an alias means two roles"},
	};
	static const char header[] =
		"id\trole\tnumber\tsev1\tsev2\tsev3\tsev4\tsev5\tduties\tlimits\t"
		"handover_required\taliases\texclusive\tcondition\n";
	struct fixture *f = *state;
	const struct roles_policy *p = NULL;
	struct err err = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = str_fmt(f->arena, "%s%s\n", header, cases[i].row);

		assert_int_equal(
			roles_policy_parse(f->arena, f->severity, "t", text, &p, &err), RC_USAGE);
		if (!str_starts(str_z(err.text), str_z(cases[i].says)))
			fail_msg("want %s, got %s", cases[i].says, err.text);
		assert_null(p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_whole),
		cmocka_unit_test(required_by_level),
		cmocka_unit_test(conditions_call_people_in),
		cmocka_unit_test(roles_are_found_as_people_say_them),
		cmocka_unit_test(every_name_finds_its_own_role),
		cmocka_unit_test(newer_columns_may_be_missing),
		cmocka_unit_test(broken_tables_are_refused),
	};
	return cmocka_run_group_tests_name("roles", tests, setup, teardown);
}
