/* story_typing.c: the prompt on a real terminal: letters never act, nothing typed is lost, a paste never sends. */
#include "support/test.h"

#include "support/console.h"

/* Twenty ordinary sentences typed in every place end as text in the prompt, to the letter. */
static void letters_never_act(void **state)
{
	static const char *const places[] = {
		"/go room\r", "/go timeline\r", "/go severity\r", "/go home\r"};
	static const char *const sentences[] = {"any update?", "quit it now", "down again",
		"nobody knows", "jo, can you take over", "q", "dd", "gg we are fine", "yes",
		"abort that please"};
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
		for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
			char shows[96];
			console_keys(c, "\x03/join INC-1\r");
			console_sees(c, "#inc-1>");
			console_keys(c, places[p]);
			console_keys(c, "\x1b"); /* into the list, or out of the form */
			console_keys(c, sentences[i]);
			snprintf(shows, sizeof shows, "> %s", sentences[i]);
			console_sees(c, shows);
		}
	}
	console_keys(c, "\x03/join INC-1\r");
	console_keys(c, "/timeline\r");
	console_sees(c, "DECLARE");
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		assert_null(strstr(screen_text(c->screen), sentences[i]));
	console_free(c);
}

static void a_refused_line_stays(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	int x, y;
	(void)state;
	console_declare(c);
	console_keys(c, "/resovle everything\r");
	console_sees(c, "there is no verb resovle");
	console_sees(c, "#inc-1> /resovle everything");
	screen_cursor(c->screen, &x, &y);
	assert_int_equal(x, 9); /* at the verb */
	assert_int_equal(y, 22);
	console_keys(c, "\x03");
	console_keys(c, "\x1b[A"); /* cleared lines can be fetched back */
	console_sees(c, "/resovle everything");
	console_free(c);
}

static void a_paste_never_sends(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "\x1b[200~/close now\r\nand \x1b[31mred\r\nthird row\x1b[201~");
	console_sees(c, "third row");
	console_sees(c, "#inc-1> /close now");
	console_keys(c, "\x03");
	console_misses(c, "third row");
	console_sees(c, "ACTIVE");
	console_free(c);
}

static void completion(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/role scr\t");
	console_sees(c, "#inc-1> /role scribe");
	console_keys(c, "\x03/sta\t");
	console_sees(c, "#inc-1> /status");
	console_keys(c, "\x03/impact degr\t");
	console_sees(c, "/impact degradation=");
	console_keys(
		c, "\x1b"); /* closes a menu, else goes to the list: the text stays either way */
	console_sees(c, "/impact degradation=");
	console_free(c);
}

/* After a pause the menu opens by itself; Enter still runs what is shown in the line. */
static void the_menu_opens_after_a_pause(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/s");
	console_sees(c, "Tab takes");
	console_keys(c, "\r");
	console_sees(c, "could be");
	console_sees(c, "#inc-1> /s");
	console_free(c);
}

static void inline_error_and_preview(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/impact users=80% degradation=unavailable");
	console_sees(c, "= SEV1");
	console_keys(c, "\x03/at 25:99 ");
	console_sees(c, "25:99");
	console_free(c);
}

static void history_search(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "first thing said\r");
	console_keys(c, "second thing said\r");
	console_sees(c, "lead second thing said");
	console_keys(c, "\x12"
			"first");
	console_sees(c, "search \"first\"> first thing said");
	console_keys(c, "\r");
	console_sees(c, "#inc-1> first thing said");
	console_free(c);
}

static void the_editor_gives_the_draft_back(void **state)
{
	static const char *const env[] = {"EDITOR=sed -i s/old/new/", NULL};
	struct console *c = console_new(80, 24, env, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "the old words");
	console_sees(c, "#inc-1> the old words");
	pty_type(c->pty, "\x1b"
			 "e");
	console_sees(c, "nothing is sent before Enter");
	console_sees(c, "#inc-1> the new words");
	console_keys(c, "\r");
	console_sees(c, "lead the new words");
	console_free(c);
}

static void wide_and_hostile_text(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "\xE6\x97\xA5\xE6\x9C\xAC ok\r");
	console_sees(c, "lead \xE6\x97\xA5\xE6\x9C\xAC ok");
	console_keys(c, "a\xE2\x80\xAE"
			"b\r");
	console_sees(c, "lead a<RLO>b");
	console_keys(c, "\x1b]52;c;aGk=\x07\x1b[31mplain\r");
	console_sees(c, "lead plain");
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_never_act),
		cmocka_unit_test(a_refused_line_stays),
		cmocka_unit_test(a_paste_never_sends),
		cmocka_unit_test(completion),
		cmocka_unit_test(the_menu_opens_after_a_pause),
		cmocka_unit_test(inline_error_and_preview),
		cmocka_unit_test(history_search),
		cmocka_unit_test(the_editor_gives_the_draft_back),
		cmocka_unit_test(wide_and_hostile_text),
	};
	return cmocka_run_group_tests_name("typing on a terminal", tests, NULL, NULL);
}
