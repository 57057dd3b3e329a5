/* test_update_text.c: parts and templates are read or refused with their line, texts are checked, changes are told word by word. */
#include "test_severity_fixture.h"

#include "core/update_text.h"

static const instant two = INT64_C(1795356000) * US_PER_S; /* 2026-11-22T14:00Z */

struct fixture {
	struct arena *arena;
	struct update_texts *texts;
	struct phrase_policy *phrases;
};

static int setup(void **state)
{
	static struct fixture f;
	struct err err = {0};

	f.arena = arena_new();
	f.texts = update_texts_new(f.arena);
	if (update_texts_parts(f.texts, "update_parts.tsv",
		    fixture_file(f.arena, "templates/policy/update_parts.tsv"), &err) ||
		update_texts_compile(f.texts, &err) ||
		phrase_policy_parse(f.arena, "phrases.tsv",
			fixture_file(f.arena, "templates/policy/phrases.tsv"), NULL, &f.phrases,
			&err))
		fail_msg("%s", err.text);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	update_texts_free(f->texts);
	phrase_policy_free(f->phrases);
	arena_free(f->arena);
	return 0;
}

#define COLUMNS "id\taudience\tphase\taction\trule\tpattern\thint\n"

static void broken_tables_are_refused(void **state)
{
	static const struct {
		const char *rows, *says;
	} cases[] = {
		{"\tvendor\tany\tblock\tpattern\tx\th", "t:2: a part needs an id"},
		{"A\t\tany\tblock\tpattern\tx\th", "t:2: a part needs an id"},
		{"A\tvendor\tany\tstop\tpattern\tx\th", "t:2: an action is block or warn"},
		{"A\tvendor\tlater\tblock\tpattern\tx\th", "t:2: a phase is"},
		{"A\tvendor\tany\tblock\tmagic\tx\th", "t:2: a rule is"},
		{"A\tvendor\tany\tblock\tpattern\t-\th", "t:2: this rule needs a pattern"},
		{"A\tvendor\tany\tblock\tnext\t\th", "t:2: this rule needs a pattern"},
		{"A\tvendor\tany\tblock\tpattern\tx\th\nA\tvendor\tany\tblock\tpattern\tx\th",
			"t:3: this id stands twice"},
	};
	struct fixture *f = *state;
	struct err err = {0};

	for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
		struct update_texts *t = update_texts_new(f->arena);

		assert_int_equal(update_texts_parts(t, "t",
					 str_fmt(f->arena, COLUMNS "%s\n", cases[n].rows), &err),
			RC_USAGE);
		if (!str_starts(str_z(err.text), str_z(cases[n].says)))
			fail_msg("want %s, got %s", cases[n].says, err.text);
		update_texts_free(t);
	}
}

static void a_pattern_that_cannot_be_compiled_is_named(void **state)
{
	struct fixture *f = *state;
	struct update_texts *t = update_texts_new(f->arena);
	struct update_findings found;
	struct err err = {0};
	struct update_check ask = {.phrases = f->phrases,
		.texts = t,
		.audience = STR("vendor"),
		.text = STR("We need your logs."),
		.level = 1,
		.now = two,
		.next = INSTANT_NONE,
		.suggest = INSTANT_NONE,
		.normal = INSTANT_NONE};

	assert_int_equal(update_texts_parts(t, "t",
				 STR(COLUMNS "A\tvendor\tany\tblock\tpattern\t(\th\n"), &err),
		RC_OK);
	assert_int_equal(update_texts_compile(t, &err), RC_USAGE);
	assert_true(str_starts(str_z(err.text), STR("t:2: ")));
	/* A rule that cannot be applied is told, never taken as fulfilled. */
	update_check(f->arena, &ask, &found);
	assert_int_equal(found.errors, 1);
	assert_true(str_find(found.v[0].hint, STR("cannot be applied")) >= 0);
	update_texts_free(t);
}

static void templates_are_read_or_refused(void **state)
{
	static const struct {
		const char *name, *text, *says;
	} cases[] = {
		{"vendor.md", "a {{colour|which?}}", "f:1: no fact is called 'colour'"},
		{"vendor.md", "a\nb {{users}}", "f:2: a slot asks"},
		{"vendor.md", "a\nb {{users|how many}}", "f:2: a slot asks"},
		{"vendor.later.md", "a", "f:1: the name is"},
		{"vendor.inv.md", "a", "f:1: the name is"},
		{"vendor.txt", "a", "f:1: no template"},
	};
	struct fixture *f = *state;
	struct update_texts *t = update_texts_new(f->arena);
	struct err err = {0};

	for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
		assert_int_equal(update_texts_template(
					 t, "f", str_z(cases[n].name), str_z(cases[n].text), &err),
			RC_USAGE);
		if (!str_starts(str_z(err.text), str_z(cases[n].says)))
			fail_msg("want %s, got %s", cases[n].says, err.text);
	}
}

static void the_best_template_is_taken(void **state)
{
	static const char *const names[] = {
		"any.md", "any.monitoring.md", "vendor.md", "vendor.identified.md"};
	static const struct {
		const char *audience, *name;
		enum status phase;
	} cases[] = {{"vendor", "vendor.identified.md", STATUS_IDENTIFIED},
		{"vendor", "vendor.md", STATUS_MONITORING},
		{"executives", "any.monitoring.md", STATUS_MONITORING},
		{"executives", "any.md", STATUS_RESOLVED}};
	struct fixture *f = *state;
	struct update_texts *t = update_texts_new(f->arena);
	struct update_facts facts = {.v = {[FACT_USERS] = STR("about 40% of users")}};
	struct err err = {0};
	struct str name;

	assert_int_equal(
		update_text_start(f->arena, t, STR("vendor"), STATUS_IDENTIFIED, &facts, &name).n,
		0);
	for (size_t n = 0; n < 4; n++)
		assert_int_equal(update_texts_template(t, "f", str_z(names[n]),
					 STR("{{users|who?}} {{since|since when?}}\n"), &err),
			RC_OK);
	for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
		struct str text = update_text_start(
			f->arena, t, str_z(cases[n].audience), cases[n].phase, &facts, &name);

		assert_true(str_eq_z(name, cases[n].name));
		assert_true(str_eq_z(text, "about 40% of users [since when?]"));
	}
}

static struct update_findings check(
	struct fixture *f, const char *text, instant next, instant normal)
{
	struct incident *supposed = ARENA_NEW(f->arena, struct incident);
	struct update_check ask = {.phrases = f->phrases,
		.texts = f->texts,
		.audience = STR("customers_public"),
		.text = str_z(text),
		.phase = STATUS_INVESTIGATING,
		.level = 1,
		.now = two,
		.next = next,
		.suggest = next,
		.normal = normal,
		.users = STR("about 40% of users"),
		.incident = supposed};
	struct update_findings found;

	*VEC_PUSH(f->arena, &supposed->loops.theories) = (struct theory){
		.id = 1, .text = STR("the pool leaks")};
	update_check(f->arena, &ask, &found);
	return found;
}

static bool finds(const struct update_findings *found, const char *id)
{
	for (size_t n = 0; n < found->n; n++)
		if (str_eq_z(found->v[n].id, id))
			return true;
	return false;
}

#define GOOD                                                                                       \
	"Since 13:52 UTC card payments fail for 40% of shoppers; invoices still work. We are "     \
	"investigating. "

static void times_in_a_text(void **state)
{
	static const struct {
		const char *words;
		int minutes; /* from 14:00; -1: none named */
		bool past;
	} cases[] = {{"Next update by 14:20 UTC.", 20, false}, {"Next update at 14:20Z", 20, false},
		{"Our next public update follows by 01:30 UTC.", 690, false},
		{"Next update by 13:59 UTC.", -1 + 0, true},
		{"Next update by 2026-11-23 14:20 UTC.", 24 * 60 + 20, false},
		{"Next update by 2026-11-23T14:20Z.", 24 * 60 + 20, false},
		{"Next update by 2026-99-23 14:20 UTC.", -1, false},
		{"Next update by 24:20 UTC.", -1, false},
		{"Next update soon. See 14:20 UTC.", -1, false},
		{"Next update by 14:20.", -1, false}};
	struct fixture *f = *state;

	for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
		struct update_findings found = check(f,
			arena_printf(f->arena, "%s%s", GOOD, cases[n].words), INSTANT_NONE,
			INSTANT_NONE);

		if (cases[n].past) {
			assert_int_equal(found.named, two - US_PER_MIN);
			assert_true(finds(&found, "NEXT"));
		} else if (cases[n].minutes < 0) {
			assert_int_equal(found.named, INSTANT_NONE);
			assert_true(finds(&found, "UP06"));
		} else {
			assert_int_equal(found.named, two + cases[n].minutes * US_PER_MIN);
			assert_int_equal(found.n, 0);
		}
	}
}

static void what_blocks_for_good(void **state)
{
	struct fixture *f = *state;
	struct update_findings found = check(f,
		GOOD "[who is hit?] [not a question] Next update by 14:20 UTC.", INSTANT_NONE,
		INSTANT_NONE);

	assert_int_equal(found.n, 1);
	assert_true(finds(&found, "SLOT") && found.v[0].fixed);
	assert_int_equal(found.v[0].from, sizeof GOOD - 1);
	assert_int_equal(found.v[0].to, sizeof GOOD - 1 + 13);
	found = check(f, GOOD "Maybe THE POOL leaks. Next update by 14:20 UTC.", INSTANT_NONE,
		INSTANT_NONE);
	assert_true(finds(&found, "GUESS"));
	found = check(
		f, GOOD "Next update by 14:20 UTC.", two + 40 * US_PER_MIN, two + 20 * US_PER_MIN);
	assert_true(finds(&found, "LONG"));
	found = check(
		f, GOOD "Next update by 14:40 UTC.", two + 40 * US_PER_MIN, two + 20 * US_PER_MIN);
	assert_int_equal(found.n, 0);
}

static void findings_have_names_in_the_order_of_the_text(void **state)
{
	struct fixture *f = *state;
	struct update_findings found = check(f,
		"We believe db7.prod.internal is slow for some users. We are investigating.",
		INSTANT_NONE, INSTANT_NONE);

	assert_true(found.n >= 4);
	for (size_t n = 0; n < found.n; n++) {
		assert_int_equal(found.v[n].number, n + 1);
		if (n)
			assert_true(found.v[n].to == 0 || found.v[n - 1].to != 0);
	}
	assert_true(update_finding_named(&found.v[0], STR("E1")));
	assert_true(update_finding_named(
		&found.v[0], str_fmt(f->arena, "x, %.*s", STR_ARG(found.v[0].id))));
	assert_true(update_finding_named(&found.v[0], STR("ALL")));
	assert_false(update_finding_named(&found.v[0], STR("E2,W1")));
	assert_false(update_finding_named(&found.v[0], STR("")));
	assert_int_equal(found.errors + found.warnings + found.notes, found.n);
}

static void changes_are_told_word_by_word(void **state)
{
	static const struct {
		const char *old, *now, *says;
	} cases[] = {{"a b c", "a b c", "=a b c"}, {"", "", ""}, {"a", "", "-a"},
		{"", "a  b", "+a b"}, {"a b c", "a x c", "=a-b+x=c"}, {"a b", "b a", "-a=b+a"},
		{"one two three", "zero one three four", "+zero=one-two=three+four"}};
	struct fixture *f = *state;
	struct buf many;

	for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
		const struct update_piece *v;
		size_t count = update_diff(f->arena, str_z(cases[n].old), str_z(cases[n].now), &v);
		struct buf b;

		buf_init(&b, f->arena, 1000);
		for (size_t k = 0; k < count; k++)
			buf_addf(&b, "%c%.*s", "=-+"[v[k].kind], STR_ARG(v[k].text));
		assert_string_equal(buf_z(&b), cases[n].says);
	}
	buf_init(&many, f->arena, 1 << 16);
	for (int n = 0; n < 2000; n++)
		buf_addf(&many, "w%d ", n);
	{
		const struct update_piece *v;

		assert_int_equal(update_diff(f->arena, buf_str(&many), STR("w1"), &v), 2);
		assert_int_equal(v[0].kind, PIECE_GONE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_tables_are_refused),
		cmocka_unit_test(a_pattern_that_cannot_be_compiled_is_named),
		cmocka_unit_test(templates_are_read_or_refused),
		cmocka_unit_test(the_best_template_is_taken),
		cmocka_unit_test(times_in_a_text),
		cmocka_unit_test(what_blocks_for_good),
		cmocka_unit_test(findings_have_names_in_the_order_of_the_text),
		cmocka_unit_test(changes_are_told_word_by_word),
	};
	return cmocka_run_group_tests_name("update_text", tests, setup, teardown);
}
