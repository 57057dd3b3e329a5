/* test_runbook_file.c: runbooks are read as written, or refused with the place; commands are split without a shell. */
#include "test_severity_fixture.h"

#include "core/runbook_file.h"

static struct arena *arena;
static struct runbook_rules rules;

static int fresh(void **state)
{
	struct err err;

	(void)state;
	arena = arena_new();
	rules.severity = fixture_policy(arena);
	assert_int_equal(
		roles_policy_parse(arena, rules.severity, "roles.tsv",
			fixture_file(arena, "templates/policy/roles.tsv"), &rules.roles, &err),
		RC_OK);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct runbook *parse(const char *text)
{
	struct runbook *b = NULL;
	struct err err = {0};

	if (runbook_parse(arena, &rules, "x.md", str_z(text), &b, &err) != RC_OK)
		fail_msg("%s", err.text);
	return b;
}

static void refused(const char *text, const char *says)
{
	struct runbook *b = NULL;
	struct err err = {0};

	assert_int_equal(runbook_parse(arena, &rules, "x.md", str_z(text), &b, &err), RC_USAGE);
	assert_null(b);
	if (!strstr(err.text, says))
		fail_msg("\"%s\" does not say \"%s\"", err.text, says);
}

static void is(struct str s, const char *z)
{
	if (!str_eq_z(s, z))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), z);
}

static void every_field_is_read(void **state)
{
	const struct runbook *b = parse(
		"# RB-40 Take it away\r\n"
		"- kind: fallback\n- services: a, b\n- tags: x y\n- owner: ops\n- reviewed: "
		"2026-08-30\n"
		"- expected: 25m\n- offer after: 45m unresolved\n"
		"- when: journey = critical and degradation >= partial\n"
		"- notice: Please\n  call us.\n"
		"\nWords about\nit.\n\nMore.\n\n"
		"## 1. First\n- role: ops, sme\n- check: the lag\n- expected: 2m, pool falls\n  "
		"below 100\n"
		"- if not: stop\n- wait: 5m until it is gone\n- danger: drops sessions\n- undo: "
		"step 3\n"
		"- run: `dig 'a b' +short`\n- timeout: 20s\n"
		"## Second\n- decides: ic\n- expected: all is green\n- copy: `x | y`\n");
	const struct runbook_step *s = b->steps;

	(void)state;
	is(b->id, "RB-40");
	is(b->title, "Take it away");
	assert_true(b->fallback);
	is(b->services, "a, b");
	is(b->reviewed, "2026-08-30");
	is(b->notice, "Please call us.");
	is(b->about, "Words about it.\nMore.");
	assert_int_equal(b->expected, 25 * US_PER_MIN);
	assert_int_equal(b->offer_after, 45 * US_PER_MIN);
	assert_non_null(b->when);
	assert_int_equal(b->digest.n, 64);
	assert_int_equal(b->n, 2);
	is(s[0].title, "First");
	is(s[0].role, "ops,sme");
	assert_int_equal(s[0].expected, 2 * US_PER_MIN);
	is(s[0].see, "pool falls below 100");
	assert_int_equal(s[0].wait, 5 * US_PER_MIN);
	is(s[0].wait_for, "until it is gone");
	is(s[0].run, "dig 'a b' +short");
	is(s[0].copy, "dig 'a b' +short");
	assert_string_equal(s[0].argv[1], "a b");
	assert_null(s[0].argv[3]);
	assert_int_equal(s[0].timeout, 20 * US_PER_S);
	assert_true(s[1].decides);
	is(s[1].role, "ic");
	is(s[1].see, "all is green");
	is(s[1].copy, "x | y");
	assert_null(s[1].argv);
}

static void the_whole_is_the_sum_when_nobody_says_it(void **state)
{
	const struct runbook *b = parse("# RB-1 x\n## a\n- expected: 2m\n## b\n- expected: 1m\n- "
					"wait: 5m\n## c\n- run: true\n");

	(void)state;
	assert_int_equal(b->expected, 7 * US_PER_MIN);
	assert_int_equal(b->steps[2].timeout, 60 * US_PER_S);
	assert_false(b->fallback);
}

static void what_is_not_understood_is_refused_with_its_place(void **state)
{
	static const char *const bad[][2] = {
		{"", "x.md:1: a runbook begins with"},
		{"\n\nhello\n", "x.md:3: a runbook begins with"},
		{"# RB-1 x\n", "there is no step"},
		{"# RB-01 x\n## a\n", "x.md:1: the title is"},
		{"# RB-0 x\n## a\n", "x.md:1: the title is"},
		{"# Failover\n## a\n", "x.md:1: the title is"},
		{"# RB-1\n## a\n", "x.md:1: a title is missing"},
		{"# RB-1 x\n# RB-2 y\n", "x.md:2: there is one title"},
		{"# RB-1 x\n## \n## a\n", "x.md:2: a line cannot begin with #"},
		{"# RB-1 x\n## 2. a\n", "x.md:2: this is step 1"},
		{"# RB-1 x\n- colour: red\n## a\n",
			"x.md:2: there is no field `colour` of a runbook"},
		{"# RB-1 x\n## a\n- kind: fallback\n",
			"x.md:3: there is no field `kind` of a step"},
		{"# RB-1 x\n- tags: a\n- tags: b\n## a\n", "x.md:3: tags is there twice"},
		{"# RB-1 x\n- tags:\n## a\n", "x.md:2: tags says nothing"},
		{"# RB-1 x\n- just words\n## a\n", "x.md:2: a line that begins with - is a field"},
		{"# RB-1 x\n- kind: recipe\n## a\n", "x.md:2: kind is runbook or fallback"},
		{"# RB-1 x\n- offer after: 45m\n## a\n", "only a fallback is offered"},
		{"# RB-1 x\n- kind: fallback\n- offer after: soon\n## a\n",
			"x.md:3: offer after is a length"},
		{"# RB-1 x\n- kind: fallback\n- when: cause = db\n## a\n", "x.md:3:"},
		{"# RB-1 x\n- expected: long\n## a\n", "x.md:2: expected, of the whole"},
		{"# RB-1 x\n## a\n- role: nobody\n", "x.md:3:"},
		{"# RB-1 x\n## a\n- wait: until noon\n", "x.md:3: wait begins with a length"},
		{"# RB-1 x\n## a\n- timeout: 5s\n## b\n", "a step with a timeout has a command"},
		{"# RB-1 x\n## a\n- run: x\n- timeout: 2h\n", "x.md:4: timeout is a length"},
		{"# RB-1 x\n## a\n- run: a | b\n",
			"x.md:3: there is no shell: | must stand in quotes"},
		{"# RB-1 x\n## a\n### b\n", "x.md:3: a line cannot begin with #"},
		{"# RB-1 x\n## a\n```\n", "x.md:3: a line cannot begin with ```"},
		{"# RB-1 x\n## a\n\x1b[31m\n", "x.md:3: the line holds a control code"},
		{"# RB-1 x\n## a\n\xff\n", "x.md:1: the file is not UTF-8"},
	};

	(void)state;
	for (size_t n = 0; n < sizeof bad / sizeof *bad; n++)
		refused(bad[n][0], bad[n][1]);
}

static void sizes_are_bounded(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, arena, 1 << 20);
	buf_add_z(&b, "# RB-1 ");
	buf_add_fill(&b, 'x', RUNBOOK_TITLE_MAX + 1);
	refused(buf_z(&b), "x.md:1: a title has at most");
	buf_init(&b, arena, 1 << 20);
	buf_add_z(&b, "# RB-1 x\n- tags: ");
	buf_add_fill(&b, 'x', RUNBOOK_FIELD_MAX + 1);
	refused(buf_z(&b), "x.md:2: tags has more than");
	buf_init(&b, arena, 1 << 20);
	buf_add_z(&b, "# RB-1 x\n");
	for (int n = 0; n <= RUNBOOK_STEPS_MAX; n++)
		buf_add_z(&b, "## a\n");
	refused(buf_z(&b), "x.md:62: a runbook has at most 60 steps");
	buf_init(&b, arena, 1 << 20);
	buf_add_fill(&b, 'x', RUNBOOK_FILE_MAX + 1);
	refused(buf_z(&b), "x.md:1: a runbook has at most");
}

static void splits(const char *command, const char *joined)
{
	const char *const *argv;
	struct err err = {0};
	struct buf b;

	if (runbook_argv(arena, str_z(command), &argv, &err) != RC_OK)
		fail_msg("%s: %s", command, err.text);
	buf_init(&b, arena, 4096);
	for (size_t n = 0; argv[n]; n++)
		buf_addf(&b, "%s[%s]", n ? "" : "", argv[n]);
	assert_string_equal(buf_z(&b), joined);
}

static void words_are_split_without_a_shell(void **state)
{
	static const char *const bad[] = {"", "   ", "a; b", "a && b", "a > f", "a $(b)", "a `b`",
		"a $B", "a *", "~/x", "a #b", "a 'b", "a \"b", "a \"\\n\"", "a \\b", "A=1 b", "''",
		"a\nb"};

	(void)state;
	splits("pgpool-ctl  repoint eu-3 --to=pg-3b", "[pgpool-ctl][repoint][eu-3][--to=pg-3b]");
	splits("a 'b c' \"d \\\" e\" ''", "[a][b c][d \" e][]");
	splits("a x'y z'w", "[a][xy zw]");
	splits("a '$(id)' '`id`' \"; rm -r x\" '*'", "[a][$(id)][`id`][; rm -r x][*]");
	for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
		const char *const *argv = NULL;
		struct err err = {0};

		assert_int_equal(runbook_argv(arena, str_z(bad[n]), &argv, &err), RC_USAGE);
		assert_null(argv);
	}
}

/* What is shown can be pasted: it reads back as the same arguments. */
static void what_is_shown_reads_back(void **state)
{
	const char *argv[] = {"echo", "a b", "it's", "$(id)", "", "x", NULL};
	struct str text = runbook_argv_text(arena, argv);

	(void)state;
	is(text, "echo 'a b' 'it'\\''s' '$(id)' '' x");
}

static void numbers_are_taken_once(void **state)
{
	struct runbook_library l = {0};
	const struct runbook *found = NULL;
	struct err err;

	(void)state;
	assert_int_equal(runbooks_find(&l, STR("RB-7"), &found, &err), RC_UNKNOWN);
	runbooks_add(arena, &l, &rules, "own.md", STR("# RB-7 Own\n## a\n"), false);
	runbooks_add(arena, &l, &rules, "broken.md", STR("# RB-8 Broken\n"), false);
	runbooks_add(arena, &l, &rules, "twice.md", STR("# RB-7 Twice\n## a\n"), false);
	runbooks_add(arena, &l, &rules, "shipped.md", STR("# RB-7 Shipped\n## a\n"), true);
	runbooks_add(arena, &l, &rules, "first.md", STR("# RB-2 First\n## a\n"), true);
	assert_int_equal(l.books.n, 2);
	is(l.books.v[0]->id, "RB-2");
	assert_int_equal(l.refused.n, 2);
	is(l.refused.v[0], "broken.md:2: there is no step; steps begin with ##");
	is(l.refused.v[1], "twice.md:1: RB-7 is there already, in own.md");
	assert_int_equal(runbooks_find(&l, STR("rb-7"), &found, &err), RC_OK);
	is(found->title, "Own");
	assert_int_equal(runbooks_find(&l, STR("7"), &found, &err), RC_OK);
	assert_int_equal(runbooks_find(&l, STR("RB-70"), &found, &err), RC_UNKNOWN);
	assert_int_equal(runbook_shelf_library(NULL)->books.n, 0);
}

static void commands_run_only_when_the_configuration_names_them(void **state)
{
	const struct runbook *b = parse("# RB-9 x\n## a\n- run: dig x\n## b\n- copy: dig x\n");
	struct runbook_shelf s = {0};
	struct err err;

	(void)state;
	assert_int_equal(runbook_may_run(NULL, b, &b->steps[0], &err), RC_DENIED);
	assert_int_equal(runbook_may_run(&s, b, &b->steps[0], &err), RC_DENIED);
	s.may_ask = true;
	assert_int_equal(runbook_may_run(&s, b, &b->steps[0], &err), RC_DENIED);
	s.allow = STR("RB-90, digger");
	assert_int_equal(runbook_may_run(&s, b, &b->steps[0], &err), RC_DENIED);
	s.allow = STR("RB-90, dig");
	assert_int_equal(runbook_may_run(&s, b, &b->steps[0], &err), RC_OK);
	s.allow = STR("rb-9");
	assert_int_equal(runbook_may_run(&s, b, &b->steps[0], &err), RC_OK);
	assert_int_equal(runbook_may_run(&s, b, &b->steps[1], &err), RC_STATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_is_read),
		cmocka_unit_test(the_whole_is_the_sum_when_nobody_says_it),
		cmocka_unit_test(what_is_not_understood_is_refused_with_its_place),
		cmocka_unit_test(sizes_are_bounded),
		cmocka_unit_test(words_are_split_without_a_shell),
		cmocka_unit_test(what_is_shown_reads_back),
		cmocka_unit_test(numbers_are_taken_once),
		cmocka_unit_test(commands_run_only_when_the_configuration_names_them),
	};
	return cmocka_run_group_tests_name("runbook_file", tests, fresh, clear);
}
