/* test_option.c: options take what their row says, and refuse everything else with words that help. */
#include "lang/option.h"

#include "doc/print.h"
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

static void every_row_is_complete_and_alone(void **state)
{
	struct options *o = options_new(arena);
	(void)state;
	assert_true(option_count() > 30);
	assert_null(option_at(option_count()));
	for (size_t i = 0; i < option_count(); i++) {
		const struct option *row = option_at(i), *found;
		assert_int_equal(option_find(str_z(row->name), &found, NULL), RC_OK);
		assert_ptr_equal(found, row);
		assert_true(strlen(row->brief) > 8 && row->otherwise);
		assert_true(str_eq_z(options_text(o, row->name), row->otherwise));
	}
}

static const struct {
	const char *name, *value;
	enum rc rc;
	const char *text; /* as kept, or the message */
} settings[] = {
	{"zone", "Europe/Berlin", RC_OK, "Europe/Berlin"},
	{"zone", "+02:00", RC_OK, "+02:00"},
	{"zone", "a b", RC_USAGE,
		"zone is UTC, +02:00 or a name such as Europe/Berlin, not \"a b\""},
	{"mouse", "yes", RC_OK, "on"},
	{"mouse", "OFF", RC_OK, "off"},
	{"mouse", "maybe", RC_USAGE, "mouse is on or off, not \"maybe\""},
	{"mous", "on", RC_OK, "on"},
	{"mo", "on", RC_AMBIGUOUS, "\"mo\" could be mouse, motion"},
	{"mosue", "on", RC_UNKNOWN, "there is no option \"mosue\", did you mean mouse?"},
	{"flux", "on", RC_UNKNOWN, "there is no option \"flux\"; `set` lists them"},
	{"", "on", RC_UNKNOWN, "there is no option \"\"; `set` lists them"},
	{"colors", "256", RC_OK, "256"},
	{"colors", "a", RC_OK, "auto"},
	{"colors", "8", RC_USAGE, "colors: \"8\" is none of auto, 0, 16, 256"},
	{"mute", "30m", RC_OK, "30m"},
	{"mute", "off", RC_OK, "0s"},
	{"mute", "30", RC_USAGE, "mute: 30 what? 30s or 30m?"},
	{"mute", "2d", RC_USAGE, "mute is a length from 0s to 86400s, not 2d"},
	{"mute", "soon", RC_USAGE, "mute is a length such as 90s, 15m or 1h30m, not \"soon\""},
	{"colors", "2", RC_OK, "256"},
	{"irc.trust", "n", RC_AMBIGUOUS, "irc.trust: \"n\" could be none, nicks"},
	{"irc.port", "6697", RC_OK, "6697"},
	{"irc.port", "65536", RC_USAGE, "irc.port is a number from 0 to 65535, not \"65536\""},
	{"irc.trust", "nicks", RC_OK, "nicks"},
	{"notify", "osc9", RC_OK, "osc9"},
	{"notify", "cmd:notify-send -u low", RC_OK, "cmd:notify-send -u low"},
	{"notify", "cmd:", RC_USAGE, "notify: something must follow cmd:"},
	{"notify", "cmd:a\x1b", RC_USAGE, "notify takes one line without control codes"},
	{"notify", "osc", RC_AMBIGUOUS, "notify: \"osc\" could be osc9, osc777, osc99"},
	{"irc.password-from", "env:SECRET", RC_OK, "env:SECRET"},
	{"irc.rate", "900ms", RC_OK, "900ms"},
	{"irc.nick", "bob\nQUIT", RC_USAGE, "irc.nick takes one line without control codes"},
	{"irc.user", "a2345678901234567890123456789012", RC_USAGE,
		"irc.user takes at most 31 bytes"},
};

static void values_are_checked(void **state)
{
	struct options *o = options_new(arena);
	(void)state;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		const struct option *row = NULL;
		struct err err;
		assert_int_equal(options_set(o, str_z(settings[i].name), str_z(settings[i].value),
					 &row, &err),
			settings[i].rc);
		if (settings[i].rc)
			assert_string_equal(err.text, settings[i].text);
		else
			assert_string_equal(
				str_to_z(arena, options_text(o, row->name)), settings[i].text);
	}
}

static void a_refused_value_changes_nothing(void **state)
{
	struct options *o = options_new(arena);
	struct err err;
	(void)state;
	assert_int_equal(options_set(o, STR("mute"), STR("15m"), NULL, &err), RC_OK);
	assert_int_equal(options_set(o, STR("mute"), STR("never"), NULL, &err), RC_USAGE);
	assert_true(str_eq_z(options_text(o, "mute"), "15m"));
	assert_true(str_eq_z(options_text(o, "mouse"), "off"));
}

static void what_is_set_can_be_shown(void **state)
{
	struct options *o = options_new(arena);
	struct print_opts width = {.width = 100};
	struct err err;
	struct str text;
	struct doc *d = doc_new(arena);
	const struct option *one;
	(void)state;
	assert_int_equal(options_set(o, STR("irc.trust"), STR("nicks"), &one, &err), RC_OK);
	options_show(o, one, d);
	assert_int_equal(print_text(arena, d, &width, &text, &err), RC_OK);
	assert_true(str_find(text, STR("nicks")) >= 0 &&
		    str_find(text, STR("none|accounts|nicks")) >= 0);
	d = doc_new(arena);
	options_show(o, NULL, d);
	assert_int_equal(print_text(arena, d, &width, &text, &err), RC_OK);
	for (size_t i = 0; i < option_count(); i++)
		assert_true(str_find(text, str_z(option_at(i)->name)) >= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_complete_and_alone),
		cmocka_unit_test(values_are_checked),
		cmocka_unit_test(a_refused_value_changes_nothing),
		cmocka_unit_test(what_is_set_can_be_shown),
	};
	return cmocka_run_group_tests_name("option", tests, setup, teardown);
}
