/* test_prompt.c: completion, refusal and search at the prompt, without a terminal. */
#include "support/test.h"

#include "support/frames.h"
#include "tui/promptline_internal.h"

static void is(const struct frames *f, const char *line)
{
	struct str text = edit_text(&f->prompt->edit);
	char now[512];
	snprintf(now, sizeof now, "%.*s|%.*s", (int)f->prompt->edit.at, text.p,
		(int)(text.n - f->prompt->edit.at), text.p + f->prompt->edit.at);
	assert_string_equal(now, line);
}

/* "/" always starts a command, ":" only before a letter; "//" says a slash. */
static void what_is_a_command(void **state)
{
	static const struct {
		const char *line;
		size_t sign;
	} table[] = {{"", 0}, {"/", 1}, {"/role", 1}, {"//etc", 0}, {":role", 1}, {":)", 0},
		{":", 0}, {"12 pods down", 0}, {" /role", 0}, {"/ role", 1}, {"?", 0}};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_int_equal(promptline_sign(str_z(table[i].line)), table[i].sign);
}

static void one_candidate_is_taken_at_once(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_type(f, "/role scr");
	prompt_complete(f->prompt, 1);
	is(f, "/role scribe |");
	frames_free(f);
}

static void tab_walks_and_comes_back(void **state)
{
	struct frames *f = frames_new();
	struct str first;
	(void)state;
	frames_type(f, "/role scribe @");
	prompt_complete(f->prompt, 1);
	is(f, "/role scribe @lead|"); /* who holds a role comes first */
	first = str_dup(f->a, edit_text(&f->prompt->edit));
	size_t n = f->prompt->completion->n;
	assert_true(f->prompt->menu && n > 2);
	for (size_t i = 0; i < n; i++)
		prompt_complete(f->prompt, 1);
	assert_true(str_eq(first, edit_text(&f->prompt->edit)));
	prompt_complete(f->prompt, 1);
	prompt_complete(f->prompt, -1);
	assert_true(str_eq(first, edit_text(&f->prompt->edit)));
	frames_free(f);
}

static void a_refused_line_stays_with_the_cursor_at_the_problem(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	frames_type(f, "/snooze 112 15");
	prompt_refused(f->prompt, 11);
	is(f, "/snooze 112 |15");
	prompt_type(f->prompt, '1');
	assert_int_equal(f->prompt->refused_at, -1);
	frames_free(f);
}

static void clearing_keeps_the_line_in_the_history(void **state)
{
	struct frames *f = frames_new();
	bool changed;
	(void)state;
	frames_type(f, "half a thought");
	assert_true(prompt_act(f->prompt, KEY_ACT_CLEAR, &changed));
	is(f, "|");
	prompt_act(f->prompt, KEY_ACT_HISTORY_PREVIOUS, &changed);
	is(f, "half a thought|");
	frames_free(f);
}

static void searching_older_and_older(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	history_add(&f->prompt->history, STR("first pool note"));
	history_add(&f->prompt->history, STR("something else"));
	history_add(&f->prompt->history, STR("second pool note"));
	prompt_search(f->prompt);
	prompt_search_type(f->prompt, 'p');
	prompt_search_type(f->prompt, 'o');
	is(f, "second pool note|");
	prompt_search(f->prompt);
	is(f, "first pool note|");
	prompt_search(f->prompt);
	assert_false(f->prompt->found);
	is(f, "first pool note|");
	frames_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_a_command),
		cmocka_unit_test(one_candidate_is_taken_at_once),
		cmocka_unit_test(tab_walks_and_comes_back),
		cmocka_unit_test(a_refused_line_stays_with_the_cursor_at_the_problem),
		cmocka_unit_test(clearing_keeps_the_line_in_the_history),
		cmocka_unit_test(searching_older_and_older),
	};
	return cmocka_run_group_tests_name("prompt", tests, NULL, NULL);
}
