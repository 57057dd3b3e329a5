/* test_help.c: help pages name every part of a usage, every verb and every key. */
#include "lang/help.h"

#include "doc/print.h"
#include "lang/keymap.h"
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

static struct str printed(const struct doc *d)
{
	struct print_opts o = {.width = 120};
	struct err err;
	struct str text;
	assert_int_equal(print_text(arena, d, &o, &text, &err), RC_OK);
	return text;
}

static void assert_holds(struct str text, const char *const *parts)
{
	for (; *parts; parts++)
		if (str_find(text, str_z(*parts)) < 0)
			fail_msg("\"%s\" is missing in:\n%.*s", *parts, STR_ARG(text));
}

static const struct help_verb verbs[] = {
	{{"action", "todo", "follow-up work",
		 "<what:add|done> <text> [<owner:person>] [due=<promise>] [#tag...]"},
		"action add fix it @ic due=fri", "console, irc", "respond"},
	{{"live", NULL, "back to now", ""}, NULL, NULL, NULL},
};

static void explains_a_verb(void **state)
{
	static const char *const parts[] = {"action <what:add|done> <text>", "todo",
		"follow-up work", "one of add, done", "<owner>",
		"@nick, or a role such as @ic; may be left out", "due=", "+15m", "#tag",
		"action add fix it @ic due=fri", "console, irc", "whoever may respond", NULL};
	struct doc *d = doc_new(arena);
	(void)state;
	help_verb_doc(&verbs[0], d);
	assert_holds(printed(d), parts);
	d = doc_new(arena);
	help_verb_doc(&verbs[1], d);
	assert_true(str_find(printed(d), STR("example")) < 0);
}

static void lists_all_verbs(void **state)
{
	static const char *const parts[] = {
		"work: what is left to do", "/action", "/live", "back to now", "/help VERB", NULL};
	struct help_family family = {"work", "what is left to do", verbs, 2},
			   empty = {"none", "x", NULL, 0};
	struct help_family both[] = {family, empty};
	struct doc *d = doc_new(arena);
	(void)state;
	help_overview_doc(both, 2, "/", d);
	assert_holds(printed(d), parts);
	assert_true(str_find(printed(d), STR("none")) < 0);
}

static void explains_values(void **state)
{
	static const char *const parts[] = {"14:02", "1h30m", "@nick", "INC-7", NULL};
	struct doc *d = doc_new(arena);
	(void)state;
	help_values_doc(d);
	assert_holds(printed(d), parts);
}

static void lists_keys_as_they_are_bound_now(void **state)
{
	struct keymap *m = keymap_new(arena);
	struct doc *d = doc_new(arena);
	struct err err;
	(void)state;
	assert_int_equal(
		keymap_bind(m, KEYCTX_ANY, STR("F12"), STR("since 5m"), NULL, &err), RC_OK);
	keymap_help(m, d);
	struct str text = printed(d);
	for (size_t i = 0; i < keymap_count(m); i++)
		assert_true(str_find(text, str_z(key_print(arena, keymap_at(m, i)->key))) >= 0);
	assert_true(str_find(text, STR("since 5m")) >= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(explains_a_verb),
		cmocka_unit_test(lists_all_verbs),
		cmocka_unit_test(explains_values),
		cmocka_unit_test(lists_keys_as_they_are_bound_now),
	};
	return cmocka_run_group_tests_name("help", tests, setup, teardown);
}
