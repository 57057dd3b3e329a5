/* test_docs.c: the printed pages hold every verb, key and option, and what they promise is true. */
#include "cli/docs.h"

#include "cli/cli.h"
#include "cli/docs_internal.h"
#include "lang/keymap.h"
#include "lang/option.h"
#include "support/test.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct str page(const char *name)
{
	struct str text;
	struct err err;
	if (docs_print(arena, name, &text, &err))
		fail_msg("%s: %s", name, err.text);
	return text;
}

static void assert_holds(struct str text, const char *what)
{
	if (str_find(text, str_z(what)) < 0)
		fail_msg("\"%s\" is missing", what);
}

typedef void each_fn(const struct command *c, struct str text);

static void for_each_command(each_fn *each, struct str text)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < families[f]->n; i++)
			each(&families[f]->rows[i], text);
}

static void usage_is_a_grammar(const struct command *c, struct str text)
{
	struct grammar g;
	struct err err;
	(void)text;
	if (grammar_parse(arena, c->usage, &g, &err))
		fail_msg("%s: %s", c->name, err.text);
}

static void every_usage_is_a_grammar(void **state)
{
	(void)state;
	for_each_command(usage_is_a_grammar, (struct str){0});
}

static void has_section(const struct command *c, struct str text)
{
	assert_holds(text, arena_printf(arena, "### %s\n", c->name));
}

static void commands_page_has_every_verb(void **state)
{
	(void)state;
	for_each_command(has_section, page("commands"));
}

static void keys_and_options_pages_are_whole(void **state)
{
	struct keymap *m = keymap_new(arena);
	struct str keys = page("keys"), options = page("options");
	(void)state;
	for (size_t i = 0; i < keymap_count(m); i++)
		if (keymap_at(m, i)->key.code != KEYCODE_CHAR)
			assert_holds(keys, key_print(arena, keymap_at(m, i)->key));
	assert_holds(keys, "Ctrl-X Ctrl-E");
	for (size_t i = 0; i < option_count(); i++)
		assert_holds(options, option_at(i)->brief);
}

static enum rc any_name(void *self, struct str word, struct str *ret, struct err *err)
{
	(void)self, (void)err;
	*ret = word;
	return RC_OK;
}

/* No key stands for a command line that the console would refuse to read. */
static void every_key_runs_a_line_that_can_be_read(void **state)
{
	struct keymap *m = keymap_new(arena);
	struct match_ctx ctx = {.role = any_name, .person = any_name, .arena = arena};
	(void)state;
	assert_true(time_from_iso(STR("2026-11-22T14:02:31Z"), &ctx.time.now));
	for (size_t i = 0; i < keymap_count(m); i++) {
		const struct binding *b = keymap_at(m, i);
		const struct command *c;
		const struct args *args;
		struct grammar g;
		struct words w;
		struct err err;
		if (!b->line.n)
			continue;
		assert_int_equal(lex_line(arena, b->line, &w, &err), RC_OK);
		if (command_find(w.v[0].text, DOOR_CONSOLE, &c, &err))
			fail_msg("%s: %s", key_print(arena, b->key), err.text);
		assert_true(str_eq_z(w.v[0].text, c->name));
		assert_int_equal(grammar_parse(arena, c->usage, &g, &err), RC_OK);
		if (b->how == KEY_HOW_RUN && args_match(&g, &w, 1, &ctx, &args, &err))
			fail_msg("%s: %s", key_print(arena, b->key), err.text);
	}
}

static void man_has_verb(const struct command *c, struct str text)
{
	struct buf b;
	buf_init(&b, arena, 256);
	buf_addf(&b, ".B \"%s", c->name);
	assert_holds(text, buf_z(&b));
}

static bool is_request(struct str line)
{
	static const char *const known[] = {
		".TH ", ".SH ", ".SS ", ".TP", ".B ", ".br", ".nh", ".ad l"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_starts(line, str_z(known[i])))
			return true;
	return false;
}

static void man_page_is_roff(void **state)
{
	struct str text = page("man"), rest = text, line;
	(void)state;
	for_each_command(man_has_verb, text);
	assert_holds(text, "\\fB\\-j\\fR, \\fB\\-\\-journal\\fR \\fIFILE\\fR\n");
	assert_holds(text, ".SH EXIT STATUS");
	while (rest.n && str_split(&rest, '\n', &line))
		if (line.n && (line.p[0] == '.' || line.p[0] == '\'') && !is_request(line))
			fail_msg("no request: %.*s", STR_ARG(line));
}

static void options_are_read_from_the_usage(void **state)
{
	struct str rest = STR(
		"usage: x [OPTIONS]\n\n  -j, --journal FILE   the journal\n"
		"      --ascii    no other signs\n  -h, --help     this\nExit status: 0\n");
	struct docs_option o;
	(void)state;
	assert_true(docs_next_option(&rest, &o));
	assert_true(str_eq_z(o.brief, "-j") && str_eq_z(o.full, "--journal") &&
		    str_eq_z(o.value, "FILE"));
	assert_true(docs_next_option(&rest, &o));
	assert_true(!o.brief.n && str_eq_z(o.full, "--ascii") && !o.value.n);
	assert_true(docs_next_option(&rest, &o));
	assert_true(str_eq_z(o.full, "--help"));
	assert_false(docs_next_option(&rest, &o));
}

/* Lets bash complete word `at` of a line; what it offers is sorted and joined by blanks. */
static const char *completed(const char *words, int at)
{
	char name[] = "/tmp/warroom-docs-XXXXXX";
	struct str script = page("bash");
	FILE *f = fdopen(mkstemp(name), "w");
	char *out = arena_alloc(arena, 16384);
	assert_non_null(f);
	assert_int_equal(fwrite(script.p, 1, script.n, f), script.n);
	fprintf(f, "COMP_WORDS=(%s)\nCOMP_CWORD=%d\n_warroom\n", words, at);
	fputs("printf '%s\\n' \"${COMPREPLY[@]}\" | sort | tr '\\n' ' '\n", f);
	fclose(f);
	FILE *p = popen(arena_printf(arena, "bash --norc %s 2>&1", name), "r");
	assert_non_null(p);
	out[fread(out, 1, 16383, p)] = 0;
	pclose(p);
	remove(name);
	return out;
}

static void bash_completes_verbs_names_and_choices(void **state)
{
	(void)state;
	assert_string_equal(completed("warroom timel", 1), "timeline ");
	assert_string_equal(completed("warroom -j x timel", 3), "timeline ");
	assert_string_equal(completed("warroom --journal = x timel", 4), "timeline ");
	assert_string_equal(completed("warroom timeline form", 2), "format= ");
	assert_string_equal(completed("warroom timeline format =", 3), "csv json text ");
	assert_string_equal(completed("warroom timeline format = j", 4), "json ");
	assert_string_equal(completed("warroom --linear action dro", 3), "drop ");
	assert_string_equal(completed("warroom --jou", 1), "--journal ");
	assert_string_equal(completed("warroom declare jour", 2), "journey= ");
	assert_string_equal(completed("warroom help timel", 2), "timeline ");
	assert_string_equal(completed("warroom lint tests/unit/cli/test_doc", 2),
		"tests/unit/cli/test_docs.c ");
	assert_string_equal(completed("warroom nosuchverb x", 2), " ");
}

static void every_option_and_verb_is_completed(void **state)
{
	const char *verbs = completed("warroom \"\"", 1), *options = completed("warroom -", 1);
	const struct command_family *const *families;
	size_t n = command_families(&families);
	struct str rest = str_z(cli_usage());
	struct docs_option o;
	(void)state;
	while (docs_next_option(&rest, &o))
		assert_non_null(strstr(options, str_to_z(arena, o.full)));
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < families[f]->n; i++)
			if (families[f]->rows[i].doors & DOOR_SHELL)
				assert_non_null(strstr(verbs,
					arena_printf(arena, "%s ", families[f]->rows[i].name)));
}

static void other_pages_are_refused(void **state)
{
	struct str text;
	struct err err;
	(void)state;
	assert_int_equal(docs_print(arena, "poem", &text, &err), RC_USAGE);
	assert_string_equal(
		err.text, "there is no page poem; there are commands, keys, options, man and bash");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_usage_is_a_grammar),
		cmocka_unit_test(commands_page_has_every_verb),
		cmocka_unit_test(keys_and_options_pages_are_whole),
		cmocka_unit_test(every_key_runs_a_line_that_can_be_read),
		cmocka_unit_test(man_page_is_roff),
		cmocka_unit_test(options_are_read_from_the_usage),
		cmocka_unit_test(bash_completes_verbs_names_and_choices),
		cmocka_unit_test(every_option_and_verb_is_completed),
		cmocka_unit_test(other_pages_are_refused),
	};
	return cmocka_run_group_tests_name("docs", tests, setup, teardown);
}
