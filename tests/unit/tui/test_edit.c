/* test_edit.c: the line editor, seen as a line with a visible cursor. */
#include "support/test.h"

#include "tui/edit_internal.h"

/* "ab|cd" is the text abcd with the cursor behind b. */
static void set(struct edit *e, const char *line)
{
	const char *bar = strchr(line, '|');
	memset(e, 0, sizeof *e);
	edit_insert(e, str_n(line, (size_t)(bar - line)));
	size_t at = e->at;
	edit_insert(e, str_z(bar + 1));
	e->at = at;
}

static void is(const struct edit *e, const char *line)
{
	char now[512];
	snprintf(now, sizeof now, "%.*s|%.*s", (int)e->at, e->text, (int)(e->n - e->at),
		e->text + e->at);
	assert_string_equal(now, line);
}

struct step {
	const char *before;
	enum edit_op op;
	const char *after;
};

static const struct step steps[] = {
	{"ab|cd", EDIT_LEFT, "a|bcd"},
	{"|abcd", EDIT_LEFT, "|abcd"},
	{"ab|cd", EDIT_RIGHT, "abc|d"},
	{"abcd|", EDIT_RIGHT, "abcd|"},
	{"ab|cd", EDIT_HOME, "|abcd"},
	{"ab|cd", EDIT_END, "abcd|"},
	{"a\nb|c\nd", EDIT_HOME, "a\n|bc\nd"},
	{"a\nb|c\nd", EDIT_END, "a\nbc|\nd"},
	{"ab|cd", EDIT_BACKSPACE, "a|cd"},
	{"|abcd", EDIT_BACKSPACE, "|abcd"},
	{"ab|cd", EDIT_DELETE, "ab|d"},
	{"abcd|", EDIT_DELETE, "abcd|"},
	{"one two|", EDIT_WORD_LEFT, "one |two"},
	{"one two  |", EDIT_WORD_LEFT, "one |two  "},
	{"|one two", EDIT_WORD_RIGHT, "one| two"},
	{"one| two", EDIT_WORD_RIGHT, "one two|"},
	{"one two|", EDIT_KILL_WORD, "one |"},
	{"one two|three", EDIT_KILL_WORD, "one |three"},
	{"one |two", EDIT_KILL_LEFT, "|two"},
	{"one |two", EDIT_KILL_RIGHT, "one |"},
	{"a\nb|c\nd", EDIT_KILL_LEFT, "a\n|c\nd"},
	{"a\nb|c\nd", EDIT_KILL_RIGHT, "a\nb|\nd"},
	/* two bytes, three bytes, a base with its mark: always whole characters */
	{"a\xC3\xB6|b", EDIT_BACKSPACE, "a|b"},
	{"a\xE6\x97\xA5|b", EDIT_LEFT,
		"a|\xE6\x97\xA5"
		"b"},
	{"ae\xCC\x81|b", EDIT_BACKSPACE, "a|b"},
	{"a|\xC3\xB6"
	 "b",
		EDIT_DELETE, "a|b"},
};

static void each_step(void **state)
{
	static struct edit e;
	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		set(&e, steps[i].before);
		edit_do(&e, steps[i].op);
		is(&e, steps[i].after);
	}
}

static void kill_and_yank(void **state)
{
	static struct edit e;
	(void)state;
	set(&e, "one two|");
	edit_do(&e, EDIT_KILL_WORD);
	edit_do(&e, EDIT_HOME);
	edit_do(&e, EDIT_YANK);
	is(&e, "two|one ");
}

static void what_is_inserted_is_drawable(void **state)
{
	static struct edit e;
	(void)state;
	set(&e, "|");
	edit_insert(&e, STR("a\r\nb\rc\td\x1b[2Je\xFF"
			    "f\x07"));
	is(&e, "a\nb\nc    d\xEF\xBF\xBD[2Je\xEF\xBF\xBD"
	       "f\xEF\xBF\xBD|");
}

static void a_full_line_takes_no_more(void **state)
{
	static struct edit e;
	(void)state;
	edit_clear(&e);
	for (int i = 0; i < EDIT_MAX; i++)
		assert_true(edit_insert(&e, STR("x")));
	assert_false(edit_insert(&e, STR("y")));
	edit_do(&e, EDIT_BACKSPACE);
	assert_false(edit_insert(&e, STR("\xC3\xB6"))); /* half of it would fit */
	assert_int_equal(e.n, EDIT_MAX - 1);
}

static void replace_a_word(void **state)
{
	static struct edit e;
	(void)state;
	set(&e, "/ro scribe|");
	edit_replace(&e, 1, 3, STR("role"));
	is(&e, "/role| scribe");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step),
		cmocka_unit_test(kill_and_yank),
		cmocka_unit_test(what_is_inserted_is_drawable),
		cmocka_unit_test(a_full_line_takes_no_more),
		cmocka_unit_test(replace_a_word),
	};
	return cmocka_run_group_tests_name("edit", tests, NULL, NULL);
}
