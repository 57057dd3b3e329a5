/* test_cli.c: what stands in front of the verb, and which of two places that say the same thing wins. */
#include "support/test.h"

#include "cli/cli.h"

enum { WORDS_MAX = 16 };

struct line {
	char *argv[WORDS_MAX];
	struct cli cli;
	struct err err;
};

/* Words separated by blanks, after the program's name. */
static enum rc parse(struct line *l, char *words)
{
	int argc = 0;
	char *rest = words;

	*l = (struct line){.err = {.at = -1}};
	l->argv[argc++] = (char *)(uintptr_t) "warroom";
	while (*rest && argc < WORDS_MAX - 1) {
		size_t n = strcspn(rest, " ");

		l->argv[argc++] = rest;
		rest += n;
		if (*rest)
			*rest++ = '\0';
	}
	return cli_parse(argc, l->argv, &l->cli, &l->err);
}

#define PARSE(l, text) parse((l), (char[]){text})

static int clean(void **state)
{
	(void)state;
	unsetenv("WARROOM_JOURNAL");
	unsetenv("WARROOM_INCIDENT");
	return 0;
}

static void nothing_opens_the_console(void **state)
{
	struct line l;

	(void)state;
	assert_int_equal(PARSE(&l, ""), RC_OK);
	assert_int_equal(l.cli.argc, 0);
	assert_null(l.cli.journal);
	assert_int_equal(l.cli.incident, 0);
	assert_int_equal(l.cli.colours, -1);
	assert_false(l.cli.linear || l.cli.ascii || l.cli.help || l.cli.version || l.cli.still);
}

static void options_are_read_in_every_form(void **state)
{
	static const char *const forms[] = {"-j f.db -i INC-3 sev",
		"--journal f.db --incident 3 sev", "--journal=f.db --incident=inc-3 sev",
		"-i 3 -j f.db -- sev"};
	struct line l;
	char words[128];

	(void)state;
	for (size_t n = 0; n < sizeof forms / sizeof *forms; n++) {
		snprintf(words, sizeof words, "%s", forms[n]);
		assert_int_equal(parse(&l, words), RC_OK);
		assert_string_equal(l.cli.journal, "f.db");
		assert_int_equal(l.cli.incident, 3);
		assert_int_equal(l.cli.argc, 1);
		assert_string_equal(l.cli.argv[0], "sev");
	}
	assert_int_equal(
		PARSE(&l, "--linear --ascii --still --colors 16 --theme mono --config c"), RC_OK);
	assert_true(l.cli.linear && l.cli.ascii && l.cli.still);
	assert_int_equal(l.cli.colours, 16);
	assert_string_equal(l.cli.theme, "mono");
	assert_string_equal(l.cli.config, "c");
	assert_int_equal(PARSE(&l, "-h"), RC_OK);
	assert_true(l.cli.help);
	assert_int_equal(PARSE(&l, "--version"), RC_OK);
	assert_true(l.cli.version);
}

static void words_behind_the_verb_are_the_verb_s(void **state)
{
	struct line l;

	(void)state;
	assert_int_equal(PARSE(&l, "log -10m rolled back -j x --help"), RC_OK);
	assert_int_equal(l.cli.argc, 7);
	assert_null(l.cli.journal);
	assert_false(l.cli.help);
	assert_string_equal(l.cli.argv[1], "-10m");
}

static void the_server_has_no_words_of_its_own(void **state)
{
	struct line l;

	(void)state;
	assert_int_equal(PARSE(&l, "-j f.db serve --log out --config=c"), RC_OK);
	assert_string_equal(l.cli.journal, "f.db");
	assert_string_equal(l.cli.log, "out");
	assert_string_equal(l.cli.config, "c");
	assert_int_equal(l.cli.argc, 1);
	assert_string_equal(l.cli.argv[0], "serve");
	assert_int_equal(PARSE(&l, "serve --log out now"), RC_OK);
	assert_int_equal(l.cli.argc, 2);
	assert_string_equal(l.cli.argv[1], "now");
	assert_int_equal(PARSE(&l, "serve now --log out"), RC_OK);
	assert_null(l.cli.log);
	assert_int_equal(PARSE(&l, "serve --nope"), RC_USAGE);
}

static void the_environment_is_asked_last(void **state)
{
	struct line l;

	(void)state;
	setenv("WARROOM_JOURNAL", "env.db", 1);
	setenv("WARROOM_INCIDENT", "INC-7", 1);
	assert_int_equal(PARSE(&l, "sev"), RC_OK);
	assert_string_equal(l.cli.journal, "env.db");
	assert_int_equal(l.cli.incident, 7);
	assert_int_equal(PARSE(&l, "-j f.db -i 3 sev"), RC_OK);
	assert_string_equal(l.cli.journal, "f.db");
	assert_int_equal(l.cli.incident, 3);
	setenv("WARROOM_JOURNAL", "", 1);
	setenv("WARROOM_INCIDENT", "", 1);
	assert_int_equal(PARSE(&l, "sev"), RC_OK);
	assert_null(l.cli.journal);
	assert_int_equal(l.cli.incident, 0);
	setenv("WARROOM_INCIDENT", "nonsense", 1);
	assert_int_equal(PARSE(&l, "sev"), RC_USAGE);
	assert_non_null(strstr(l.err.text, "WARROOM_INCIDENT"));
}

static void the_first_as_names_the_speaker(void **state)
{
	struct line l;

	(void)state;
	assert_int_equal(PARSE(&l, "log as=ops1 words as=text"), RC_OK);
	assert_true(str_eq_z(l.cli.as, "ops1"));
	assert_int_equal(l.cli.argc, 3);
	assert_string_equal(l.cli.argv[1], "words");
	assert_string_equal(l.cli.argv[2], "as=text");
	assert_int_equal(PARSE(&l, "log as= words"), RC_OK);
	assert_int_equal(l.cli.as.n, 0);
	assert_int_equal(l.cli.argc, 3);
}

static void assert_usage(const char *text, const char *why)
{
	struct line l;
	char words[128];

	snprintf(words, sizeof words, "%s", text);
	if (parse(&l, words) != RC_USAGE || !strstr(l.err.text, why))
		fail_msg("%s: %s", text, l.err.text);
}

static void mistakes_name_the_option(void **state)
{
	(void)state;
	assert_usage("--nonsense", "--nonsense");
	assert_usage("-x sev", "-x");
	assert_usage("-j", "-j");
	assert_usage("--theme=", "--theme=");
	assert_usage("--colors many", "--colors");
	assert_usage("--colors 8", "--colors");
	assert_usage("-i INC-", "INC-3 or 3");
	assert_usage("-i 0", "INC-3 or 3");
	assert_usage("-i 99999999999", "INC-3 or 3");
	assert_usage("-i three sev", "INC-3 or 3");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, clean, clean)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_opens_the_console),
		TEST(options_are_read_in_every_form),
		TEST(words_behind_the_verb_are_the_verb_s),
		TEST(the_server_has_no_words_of_its_own),
		TEST(the_environment_is_asked_last),
		TEST(the_first_as_names_the_speaker),
		TEST(mistakes_name_the_option),
	};

	return cmocka_run_group_tests_name("cli", tests, NULL, NULL);
}
