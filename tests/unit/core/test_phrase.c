/* test_phrase.c: all phrase sentences agree, places are right, guards hold, limits are told. */
#include "test_severity_fixture.h"

#include "core/phrase.h"

static const struct str names[] = {
	{"Alice", 5}, {"Bob", 3}, {"Chen", 4}, {"Mariam", 6}, {"Priya", 5}, {"Tomasz", 6}};
static const struct phrase_roster roster = {names, sizeof names / sizeof *names};

struct fixture {
	struct arena *arena;
	struct phrase_policy *policy;
};

static struct phrase_policy *load(struct arena *a, const struct phrase_roster *who)
{
	struct phrase_policy *p = NULL;
	struct err err = {0};

	if (phrase_policy_parse(a, "phrases.tsv", fixture_file(a, "templates/policy/phrases.tsv"),
		    who, &p, &err) != RC_OK)
		fail_msg("%s", err.text);
	return p;
}

static int setup(void **state)
{
	static struct fixture f;

	f.arena = arena_new();
	f.policy = load(f.arena, &roster);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	phrase_policy_free(f->policy);
	arena_free(f->arena);
	return 0;
}

static struct phrase_findings check(
	struct fixture *f, const char *text, enum phrase_scope scope, bool open)
{
	struct phrase_findings r;

	phrase_check(f->arena, f->policy,
		&(struct phrase_ask){.text = str_z(text), .scope = scope, .incident_open = open},
		&r);
	return r;
}

static bool has(const struct phrase_findings *r, struct str id, struct str category)
{
	for (size_t i = 0; i < r->n; i++)
		if ((id.n == 0 || str_eq(r->v[i].id, id)) &&
			(category.n == 0 || str_eq(r->v[i].category, category)))
			return true;
	return false;
}

/*
 * A row names a pattern or "*" for any; it expects "flag", "flag:CATEGORY" or "no-flag". The letter of
 * the row is the scope the text goes to.
 */
static bool row_agrees(const struct phrase_findings *r, struct str pattern, struct str expect)
{
	struct str id = str_eq_z(pattern, "*") ? STR("") : pattern;

	if (str_eq_z(expect, "no-flag"))
		return !has(r, id, STR(""));
	if (str_starts(expect, STR("flag:")))
		return has(r, id, str_cut(expect, 5, expect.n));
	return str_eq_z(expect, "flag") && has(r, id, STR(""));
}

static void all_sentences_agree(void **state)
{
	struct fixture *f = *state;
	const char *path = "tests/data/phrase_tests.tsv";
	struct tsv t;
	size_t wrong = 0;

	assert_int_equal(tsv_parse(f->arena, path, fixture_file(f->arena, path), &t, NULL), RC_OK);
	assert_int_equal(t.rows, 540);
	for (size_t row = 0; row < t.rows; row++) {
		struct str scope = tsv_cell(&t, row, tsv_column(&t, "scope"));
		struct str text = tsv_cell(&t, row, tsv_column(&t, "sentence"));
		struct str pattern = tsv_cell(&t, row, tsv_column(&t, "pattern"));
		struct str expect = tsv_cell(&t, row, tsv_column(&t, "expect"));
		struct phrase_findings r;

		phrase_check(f->arena, f->policy,
			&(struct phrase_ask){.text = text,
				.scope = (enum phrase_scope)scope.p[0],
				.incident_open = true},
			&r);
		if (row_agrees(&r, pattern, expect) && !has(&r, STR(""), STR("limit")))
			continue;
		wrong++;
		print_error("%s:%u: want %.*s %.*s: %.*s\n", path, t.lines[row], STR_ARG(expect),
			STR_ARG(pattern), STR_ARG(text));
	}
	assert_int_equal(wrong, 0);
}

/* The table carries its own two flagged and two clean sentences per row. */
static void the_table_agrees_with_itself(void **state)
{
	struct fixture *f = *state;
	const char *path = "templates/policy/phrases.tsv";
	static const char *const columns[] = {"flag_1", "flag_2", "ok_1", "ok_2"};
	struct tsv t;

	assert_int_equal(tsv_parse(f->arena, path, fixture_file(f->arena, path), &t, NULL), RC_OK);
	assert_int_equal(t.rows, 74);
	for (size_t row = 0; row < t.rows; row++)
		for (size_t i = 0; i < 4; i++) {
			struct str id = tsv_cell(&t, row, tsv_column(&t, "id"));
			struct str scope = tsv_cell(&t, row, tsv_column(&t, "scope"));
			struct str text = tsv_cell(&t, row, tsv_column(&t, columns[i]));
			struct phrase_findings r;

			phrase_check(f->arena, f->policy,
				&(struct phrase_ask){.text = text,
					.scope = (enum phrase_scope)scope.p[0],
					.incident_open = true},
				&r);
			if (has(&r, id, STR("")) != (i < 2))
				fail_msg("%.*s: %.*s", STR_ARG(id), STR_ARG(text));
		}
}

static void places_count_lines_and_characters(void **state)
{
	struct fixture *f = *state;
	const char *text = "Zahlungen schlagen fehl \xE2\x80\x93 s\xC3\xBC\xC3\x9F.\r\n"
			   "\r\n"
			   "\xF0\x9F\x9A\xA8 Caf\xC3\xA9: this is probably a glitch.\n"
			   "- Apparently fine\n"
			   "- nothing here\n";
	struct phrase_findings r = check(f, text, PHRASE_PUBLIC, true);

	assert_int_equal(r.n, 3);
	assert_int_equal(r.v[0].line, 3);
	assert_int_equal(r.v[0].column, 17);
	assert_true(str_eq_z(r.v[0].id, "SP02"));
	assert_memory_equal(text + r.v[0].from, "probably", 8);
	assert_int_equal(r.v[0].to - r.v[0].from, 8);
	assert_int_equal(r.v[1].line, 3);
	assert_int_equal(r.v[1].column, 28);
	assert_true(str_eq_z(r.v[1].id, "MN04"));
	assert_true(r.v[1].block);
	assert_int_equal(r.v[2].line, 4);
	assert_int_equal(r.v[2].column, 3);
	assert_int_equal(r.blocks, 1);
	assert_true(str_starts(
		phrase_finding_text(f->arena, &r.v[1]), STR("3:28: block minimisation MN04: ")));
}

static void a_guard_lifts_only_what_it_spans(void **state)
{
	struct fixture *f = *state;
	struct phrase_findings r = check(
		f, "We update as soon as we can, and very soon after.", PHRASE_PUBLIC, true);

	assert_int_equal(r.n, 1);
	assert_true(str_eq_z(r.v[0].id, "PR03"));
	assert_int_equal(r.v[0].column, 34);
	assert_int_equal(check(f, "We update as soon as we can.", PHRASE_PUBLIC, true).n, 0);
}

static void scope_and_state_choose_the_rules(void **state)
{
	struct fixture *f = *state;
	const char *guess = "We believe a bad deploy is behind the errors.";
	const char *hindsight = "We should have added a canary.";

	assert_true(check(f, guess, PHRASE_PUBLIC, true).blocks > 0);
	assert_int_equal(check(f, guess, PHRASE_PUBLIC, false).n, 0);
	assert_int_equal(check(f, guess, PHRASE_REVIEW, true).n, 0);
	assert_true(check(f, hindsight, PHRASE_REVIEW, false).blocks > 0);
	assert_int_equal(check(f, hindsight, PHRASE_PUBLIC, false).n, 0);
}

static void a_full_stop_parts_and_a_line_break_joins(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(check(f, "The reports mention human\nerror.", PHRASE_REVIEW, true).n, 1);
	assert_int_equal(check(f, "It was human. Error logs follow.", PHRASE_REVIEW, true).n, 0);
	assert_int_equal(check(f, "It was human\n\nerror", PHRASE_REVIEW, true).n, 0);
	assert_int_equal(check(f, "- human\n- error", PHRASE_REVIEW, true).n, 0);
}

static void sentences_are_cut(void **state)
{
	static const char *const parts[] = {"One, e.g. 10.2 % of 3.5.", "Two?!", "\"Three.\"",
		"Four", "- five", "2. six", "# Seven", "eight\nnine", NULL};
	struct str rest = STR("  One, e.g. 10.2 % of 3.5.  Two?! \"Three.\" Four\n- five\n2. six\n"
			      "# Seven\neight\nnine\n \n"),
		   s;
	size_t i = 0;

	(void)state;
	while (phrase_sentence(&rest, &s)) {
		/* "e.g. " ends a sentence too: harmless, as patterns stop at a full stop anyway. */
		if (str_eq_z(s, "One, e.g.")) {
			assert_true(phrase_sentence(&rest, &s));
			assert_true(str_eq_z(s, "10.2 % of 3.5."));
		} else if (!parts[i] || !str_eq_z(s, parts[i])) {
			fail_msg("got '%.*s', want '%s'", STR_ARG(s), parts[i] ? parts[i] : "");
		}
		i++;
	}
	assert_null(parts[i]);
}

static void nobody_on_the_roster_means_no_names(void **state)
{
	struct fixture *f = *state;
	struct fixture empty = {f->arena, load(f->arena, NULL)};

	assert_true(check(f, "Alice is looking at it now.", PHRASE_PUBLIC, true).blocks > 0);
	assert_int_equal(check(&empty, "Alice is looking at it now.", PHRASE_PUBLIC, true).n, 0);
	assert_int_equal(check(&empty, "Everything and nothing, empty.", PHRASE_PUBLIC, true).n, 0);
	/* The part of a pattern that needs no name goes on working. */
	assert_true(check(&empty, "Someone forgot to extend the disk.", PHRASE_REVIEW, true).n > 0);
	phrase_policy_free(empty.policy);
}

static void ordinary_words_are_names_only_as_written(void **state)
{
	struct fixture *f = *state;
	static const struct str words[] = {{"will", 4}, {"o.n", 3}, {"x", 1}, {"ravi", 4}};
	struct phrase_roster who = {words, 4};
	struct fixture g = {f->arena, load(f->arena, &who)};

	assert_int_equal(check(&g, "We will post again at 15:00 UTC.", PHRASE_PUBLIC, true).n, 0);
	assert_int_equal(check(&g, "Ask Will about it.", PHRASE_PUBLIC, true).n, 1);
	assert_int_equal(check(&g, "Ask RAVI about it.", PHRASE_PUBLIC, true).n, 1);
	assert_int_equal(check(&g, "It is own work, x.", PHRASE_PUBLIC, true).n, 0);
	assert_int_equal(check(&g, "Ask o.n about it.", PHRASE_PUBLIC, true).n, 1);
	phrase_policy_free(g.policy);
}

static void a_roster_of_thousands_works(void **state)
{
	enum { PEOPLE = 3000 };
	struct fixture *f = *state;
	struct str *people = ARENA_ARRAY(f->arena, PEOPLE, struct str);
	struct phrase_roster who = {people, PEOPLE};
	struct fixture g = {f->arena, NULL};
	struct phrase_findings r;

	for (int i = 0; i < PEOPLE; i++)
		people[i] = str_fmt(f->arena, "person%04d", i);
	g.policy = load(f->arena, &who);
	r = check(&g, "person0001 and person2999 stayed while someone forgot to stop.",
		PHRASE_PUBLIC, true);
	/* Two names, and the rest of a pattern that all parts of the roster share is told once. */
	assert_int_equal(r.n, 3);
	assert_int_equal(r.v[0].column, 1);
	assert_int_equal(r.v[1].column, 16);
	assert_true(str_eq_z(r.v[2].id, "BL02"));
	phrase_policy_free(g.policy);
}

static void giving_up_is_told(void **state)
{
	struct fixture *f = *state;
	static const char table[] = "id\tcategory\taction\tscope\tstate\tpattern\tguard\thint\n"
				    "X1\tblame\tblock\tP\tany\t(?:a|aa)+c\t-\tNo.\n";
	struct fixture g = {f->arena, NULL};
	struct phrase_findings r;
	struct buf b;

	assert_int_equal(
		phrase_policy_parse(f->arena, "t.tsv", STR(table), NULL, &g.policy, NULL), RC_OK);
	buf_init(&b, f->arena, 4096);
	buf_add_z(&b, "Fine.\n");
	buf_add_fill(&b, 'a', 2000);
	buf_add_z(&b, " c");
	r = check(&g, buf_z(&b), PHRASE_PUBLIC, true);
	assert_int_equal(r.n, 1);
	assert_true(str_eq_z(r.v[0].category, "limit"));
	assert_true(str_eq_z(r.v[0].id, "X1"));
	assert_false(r.v[0].block);
	assert_int_equal(r.v[0].line, 2);
	phrase_policy_free(g.policy);
}

static void bytes_that_are_no_text_are_told(void **state)
{
	struct fixture *f = *state;
	struct phrase_findings r = check(f, "Fine. All \xFF\xFE good. Fine.", PHRASE_PUBLIC, false);

	assert_true(has(&r, STR("UTF8"), STR("limit")));
}

static void long_hostile_text_is_bounded(void **state)
{
	static const char *const seeds[] = {"soon ", "our ", "no data ", "expected to be ", "a.",
		"the the ", "( ", "-----BEGIN ", "1.1.1.", "breach ", "\xE2\x80\x99"};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
		struct arena *a = arena_new();
		struct phrase_findings r;
		struct buf b;

		buf_init(&b, a, 20000);
		while (!b.over)
			buf_add_z(&b, seeds[i]);
		phrase_check(a, f->policy,
			&(struct phrase_ask){
				.text = buf_str(&b), .scope = PHRASE_PUBLIC, .incident_open = true},
			&r);
		assert_true(r.n <= PHRASE_FINDINGS_MAX);
		assert_true(r.n == PHRASE_FINDINGS_MAX || !r.more);
		arena_free(a);
	}
}

static void broken_tables_are_refused(void **state)
{
	static const struct {
		const char *row, *says;
	} cases[] = {
		{"X1\tblame\tblock\tP\tany\t(a\t-\tNo.", "t.tsv:2: "},
		{"X1\tblame\tblock\tP\tany\ta\t[b\tNo.", "t.tsv:2: "},
		{"X1\tblame\tstop\tP\tany\ta\t-\tNo.", "t.tsv:2: action is block or warn"},
		{"X1\tblame\twarn\tPQ\tany\ta\t-\tNo.", "t.tsv:2: scope is made of"},
		{"X1\tblame\twarn\t\tany\ta\t-\tNo.", "t.tsv:2: scope is made of"},
		{"X1\tblame\twarn\tP\tlater\ta\t-\tNo.", "t.tsv:2: state is open or any"},
		{"X1\tblame\twarn\tP\tany\t\t-\tNo.", "t.tsv:2: a row needs a pattern"},
		{"\tblame\twarn\tP\tany\ta\t-\tNo.", "t.tsv:2: a row needs an id"},
		{"X1\tblame\twarn\tP\tany\ta\t-\tNo.\nX1\tblame\twarn\tP\tany\ta\t-\tNo.",
			"t.tsv:3: this id stands twice"},
		{"X1\tblame\twarn\tP\tany\ta", "t.tsv:2: "},
	};
	struct fixture *f = *state;
	struct phrase_policy *p = NULL;
	struct err err = {0};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = str_fmt(f->arena,
			"id\tcategory\taction\tscope\tstate\tpattern\tguard\thint\n%s\n",
			cases[i].row);

		assert_int_not_equal(
			phrase_policy_parse(f->arena, "t.tsv", text, NULL, &p, &err), RC_OK);
		if (!str_starts(str_z(err.text), str_z(cases[i].says)))
			fail_msg("want %s, got %s", cases[i].says, err.text);
		assert_null(p);
	}
	assert_int_equal(
		phrase_policy_parse(f->arena, "t.tsv", STR("id\tx\n"), NULL, &p, &err), RC_USAGE);
	assert_non_null(strstr(err.text, "t.tsv:1: the column 'category' is missing"));
	phrase_policy_free(NULL);
}

/* A pattern that nobody compiled yet does the same; a broken one is told when it is needed, or when asked for. */
static void patterns_wait_until_needed(void **state)
{
	static const char table[] = "id\tcategory\taction\tscope\tstate\tpattern\tguard\thint\n"
				    "X1\tblame\twarn\tP\tany\tfault\t-\tNo.\n"
				    "X2\tblame\tblock\tE\tany\t(\t-\tNo.\n"
				    "X3\tblame\twarn\tI\tany\tfault\t(\tNo.\n";
	struct fixture *f = *state;
	struct phrase_policy *p = NULL;
	struct phrase_findings got;
	struct err err = {0};

	assert_int_equal(phrase_policy_read(f->arena, "t.tsv", STR(table), NULL, &p, &err), RC_OK);
	phrase_check(f->arena, p,
		&(struct phrase_ask){
			.text = STR("Our fault."), .scope = PHRASE_PUBLIC, .incident_open = true},
		&got);
	assert_int_equal(got.n, 1);
	assert_true(str_eq(got.v[0].id, STR("X1")));
	phrase_check(f->arena, p,
		&(struct phrase_ask){.text = STR("Our fault."),
			.scope = PHRASE_EXECUTIVE,
			.incident_open = true},
		&got);
	assert_int_equal(got.n, 1);
	assert_int_equal(got.blocks, 1);
	assert_true(str_eq(got.v[0].category, STR("limit")));
	assert_true(str_find(got.v[0].hint, STR("t.tsv:3: ")) >= 0);
	phrase_check(f->arena, p,
		&(struct phrase_ask){
			.text = STR("Our fault."), .scope = PHRASE_INTERNAL, .incident_open = true},
		&got);
	assert_int_equal(got.n, 1);
	assert_true(str_find(got.v[0].hint, STR("t.tsv:4: ")) >= 0);
	assert_int_equal(phrase_policy_compile(f->arena, p, &err), RC_USAGE);
	assert_true(str_starts(str_z(err.text), STR("t.tsv:3: ")));
	phrase_policy_free(p);
}

static void scopes_have_words(void **state)
{
	enum phrase_scope s;

	(void)state;
	assert_true(phrase_scope_parse(STR("customers_public"), &s) && s == PHRASE_PUBLIC);
	assert_true(phrase_scope_parse(STR("Execs"), &s) && s == PHRASE_EXECUTIVE);
	assert_true(phrase_scope_parse(STR("M"), &s) && s == PHRASE_REVIEW);
	assert_true(phrase_scope_parse(STR("vendor"), &s) && s == PHRASE_VENDOR);
	assert_false(phrase_scope_parse(STR("everybody"), &s));
	assert_int_equal(s, PHRASE_VENDOR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_sentences_agree),
		cmocka_unit_test(the_table_agrees_with_itself),
		cmocka_unit_test(places_count_lines_and_characters),
		cmocka_unit_test(a_guard_lifts_only_what_it_spans),
		cmocka_unit_test(scope_and_state_choose_the_rules),
		cmocka_unit_test(a_full_stop_parts_and_a_line_break_joins),
		cmocka_unit_test(sentences_are_cut),
		cmocka_unit_test(nobody_on_the_roster_means_no_names),
		cmocka_unit_test(ordinary_words_are_names_only_as_written),
		cmocka_unit_test(a_roster_of_thousands_works),
		cmocka_unit_test(giving_up_is_told),
		cmocka_unit_test(bytes_that_are_no_text_are_told),
		cmocka_unit_test(long_hostile_text_is_bounded),
		cmocka_unit_test(broken_tables_are_refused),
		cmocka_unit_test(patterns_wait_until_needed),
		cmocka_unit_test(scopes_have_words),
	};
	return cmocka_run_group_tests_name("phrase", tests, setup, teardown);
}
