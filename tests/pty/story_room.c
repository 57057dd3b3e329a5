/* story_room.c: a person at a real terminal: declare, speak, look, scroll, find, look back, leave. */
#include "support/test.h"

#include "support/console.h"

static void declare_speak_leave(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_sees(c, "No incidents");
	console_declare(c);
	console_keys(c, "hello room\r");
	console_sees(c, "lead hello room");
	console_keys(c, "//etc is full\r");
	console_sees(c, "lead /etc is full");
	console_keys(c, "/impact users=60% degradation=unavailable\r");
	console_sees(c, "SEV1!");
	console_stop(c);
	/* the record is still there, and so is the one open room */
	console_start(c, 80, 24, NULL, NULL);
	console_sees(c, "lead hello room");
	console_stop(c);
	console_free(c);
}

static void every_view(void **state)
{
	static const struct {
		const char *keys, *shows;
	} views[] = {
		{"\x1b"
		 "2",
			"[2 Time]"},
		{"\x1b"
		 "3",
			"severity worksheet"},
		{"\x1b"
		 "0",
			"in one look"},
		{"\x1b"
		 "1",
			"room: chat + events"},
		{"\x1bOR", "[2 Time]"},
		{"/go severity\r", "[3 Sev]"},
		{"/help\r", "Esc closes"},
	};
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		console_keys(c, views[i].keys);
		console_sees(c, views[i].shows);
	}
	console_free(c);
}

/* Esc and a digit, however slowly, mean what Alt and the digit mean. */
static void esc_then_digit(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "\x1b");
	console_keys(c, "2");
	console_sees(c, "[2 Time]");
	console_free(c);
}

static void the_worksheet_writes_a_command(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/go severity\r");
	console_sees(c, ">  safety");
	console_keys(c, "\x1b[C"); /* Right: the next value, in the draft only */
	console_sees(c, "/impact safety=possible");
	console_sees(c, "* changed, not recorded");
	console_keys(c, "\x1b[C");
	console_sees(c, "/impact safety=present");
	console_sees(c, "->  SEV1");
	console_keys(c, "\r");
	console_sees(c, "SEV1!");
	console_free(c);
}

/* The buttons behind the answers write a line; another key runs it. */
static void the_buttons_of_the_worksheet(void **state)
{
	static const char to_the_last[] =
		"\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t";
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/go severity\r");
	console_sees(c, "[ Propose to room ]   [ Apply: all is recorded ]");
	console_keys(c, to_the_last);
	console_sees(c, ">[ Apply: all is recorded ]");
	console_keys(c, " ");
	console_sees(c, "there is nothing to apply");
	console_keys(c, "\x1b[Z");
	console_sees(c, ">[ Propose to room ]");
	console_keys(c, "\r");
	console_sees(c, "Space takes this button");
	console_keys(c, " ");
	console_sees(c, "#inc-1> /log proposed: keep SEV2, because");
	console_keys(c, "errors are gone\r");
	console_sees(c, "logged");
	console_keys(c, "/impact degradation=slow users=1%\r");
	console_sees(c, "SEV2 stays in force");
	console_keys(c, "\x1b/go severity\r");
	console_sees(c, "required for lowering, none given yet");
	console_sees(c, "[ Apply SEV");
	console_keys(c, to_the_last);
	console_keys(c, " ");
	console_sees(c, "reason=\"");
	console_keys(c, "it was human error");
	console_sees(c, "Lint     \"human error\"");
	console_keys(c, "\x17\x17\x17is over\"");
	console_sees(c, "Lint     ok, 10 chars");
	console_keys(c, "\r");
	console_sees(c, "milder");
	console_sees(c, "> /sev "); /* refused before the hold is over: the line stays */
	console_keys(c, "\x03/go room\r");
	console_sees(c, "proposed: keep SEV2, because errors are gone");
	console_free(c);
}

static void scrolled_back_and_live_again(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	char line[32];
	(void)state;
	console_declare(c);
	for (int i = 1; i <= 40; i++) {
		snprintf(line, sizeof line, "line %02d\r", i);
		console_keys(c, line);
	}
	console_sees(c, "lead line 40");
	console_keys(c, "\x1b[5~");
	console_sees(c, "newer (End)");
	console_sees(c, "lead line 40"); /* the newest stay in sight */
	console_keys(c, "\x1b[5~");
	console_sees(c, "line 10");
	console_keys(c, "\x1b[F");
	console_misses(c, "newer (End)");
	console_keys(c, "\x06line 07\r");
	console_sees(c, "find \"line 07\" 1/1>");
	console_sees(c, "lead line 07");
	console_free(c);
}

static void looking_back_changes_nothing(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/log failing over now\r");
	console_sees(c, "failing over now");
	console_keys(c, "/at -1m\r");
	console_sees(c, "PAST ");
	console_sees(c, "not yet recorded then");
	console_keys(c, "/log too late\r");
	console_sees(c, "/live first");
	console_sees(c, "/log too late"); /* the line is kept */
	console_keys(c, "\x03/live\r");
	console_misses(c, "PAST ");
	console_free(c);
}

/* What nobody knew yet at the moment looked at stays countable, shows on a key, and compares with now. */
static void late_facts_and_the_difference(void **state)
{
	static const char *const first[] = {"WARROOM_CLOCK=2026-11-22T13:00:00Z", NULL};
	static const char *const later[] = {"WARROOM_CLOCK=2026-11-22T13:30:00Z", NULL};
	struct console *c = console_new(80, 24, first, NULL);
	(void)state;
	console_declare(c);
	console_stop(c);
	console_start(c, 80, 24, later, NULL);
	console_sees(c, "#inc-1>");
	console_keys(c, "/log -25m first ticket came in\r");
	console_sees(c, "logged for 2026-11-22T13:05");
	console_keys(c, "/impact users=80% degradation=unavailable\r");
	console_sees(c, "SEV1!");
	console_keys(c, "/late\r");
	console_sees(c, "you look at now");
	console_keys(c, "\x03/at 13:10\r");
	console_sees(c, "PAST 13:10:00");
	console_sees(c, "+1 late hidden, Space v");
	console_misses(c, "first ticket came in");
	console_keys(c, "\x1b");
	console_keys(c, " v");
	console_sees(c, "[recorded 13:30, 25m later] first t");
	console_sees(c, "1 late shown, Space v hides");
	console_keys(c, " c");
	console_sees(c, "known 13:10:00");
	console_sees(c, "SEV2, rule ");
	console_sees(c, "SEV1, rule ");
	console_keys(c, "\x1b");
	console_misses(c, "SEV1, rule ");
	console_keys(c, " v");
	console_sees(c, "+1 late hidden");
	console_keys(c, "x\x03/late\r"); /* letters lead to the prompt; the verb does the same */
	console_sees(c, "1 late shown");
	console_keys(c, "/compare 13:10\r");
	console_sees(c, "of before 13:10:00, recorded after it: 1");
	console_free(c);
}

/* Who owes an update soon hears so before leaving; the shell's last line says what goes on. */
static void leaving_while_a_promise_is_mine(void **state)
{
	static const char *const other_user[] = {"WARROOM_USER=ops1", NULL};
	struct console *c = console_new(80, 24, NULL, NULL), other = {0};
	int status = -1;
	(void)state;
	console_declare(
		c); /* who declares commands, and at SEV2 the first update is due in ten minutes */
	memcpy(other.dir, c->dir, sizeof other.dir);
	console_start(&other, 80, 24, other_user, NULL);
	console_sees(&other, "#inc-1>");
	pty_type(other.pty, "/leave\r"); /* owes nothing */
	assert_true(pty_until_exit(other.pty, &status));
	assert_true(screen_has(other.screen, "INC-1 SEV2 still active, next update "));
	assert_true(screen_has(other.screen, "Z (responders). warroom -i 1"));
	pty_end(other.pty);
	console_keys(c, "/leave\r");
	console_sees(c, "INC-1: you hold ic, update due in 09:");
	console_sees(c, "#inc-1> /leave");
	console_keys(c, " soon\r");
	console_sees(c, "or `/leave anyway`");
	console_keys(c, "\x03/bind F12 leave\r");
	console_keys(c, "\x03not sent yet");
	console_keys(c, "\x1b[24~");
	console_sees(c, "a line is typed and not sent");
	console_sees(c, "#inc-1> not sent yet");
	console_stop(c);
	console_free(c);
}

static void home_with_several(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/declare \"Search is stale\" journey=ancillary degradation=slow users=3% "
			"safety=none "
			"exposure=none data_harm=none\r");
	console_sees(c, "#inc-2>");
	console_keys(c, "\x1b"
			"0");
	console_sees(c, "2 open");
	console_keys(c, "\x1b");
	console_keys(c, "\x1b[A\r");
	console_sees(c, "#inc-1>");
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(declare_speak_leave),
		cmocka_unit_test(every_view),
		cmocka_unit_test(esc_then_digit),
		cmocka_unit_test(the_worksheet_writes_a_command),
		cmocka_unit_test(the_buttons_of_the_worksheet),
		cmocka_unit_test(scrolled_back_and_live_again),
		cmocka_unit_test(looking_back_changes_nothing),
		cmocka_unit_test(late_facts_and_the_difference),
		cmocka_unit_test(leaving_while_a_promise_is_mine),
		cmocka_unit_test(home_with_several),
	};
	return cmocka_run_group_tests_name("room on a terminal", tests, NULL, NULL);
}
