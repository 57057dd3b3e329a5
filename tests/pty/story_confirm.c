/* story_confirm.c: how the console makes sure: undo, buttons, the number of the incident and ten seconds. */
#include "support/test.h"

#include <sys/wait.h>
#include <time.h>

#include "support/console.h"

static bool recorded(struct console *c, const char *kind)
{
	char command[700];
	const char *program = getenv("WARROOM_BIN");
	snprintf(command, sizeof command,
		"XDG_DATA_HOME='%s/data' XDG_CONFIG_HOME='%s/config' '%s' -i 1 timeline "
		"format=json "
		"2>/dev/null | grep -q '\"kind\":\"%s\"'",
		c->dir, c->dir, program ? program : "build/debug/warroom", kind);
	return system(command) == 0;
}

/* ---- At once, with an offer to take it back ---- */

static void a_role_is_taken_back(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/role scribe @ops1\r");
	console_sees(c, "ops1 is Scribe   /undo takes it back");
	console_keys(c, "x\x03"); /* other keys leave the offer where it is */
	console_sees(c, "/undo takes it back");
	console_keys(c, "/undo\r");
	console_sees(c, "taken back: E-");
	console_sees(c, "ops1 left scribe");
	assert_true(recorded(c, "role.release"));
	console_stop(c);
	console_free(c);
}

static void the_offer_ends(void **state)
{
	static const char *const first[] = {"WARROOM_CLOCK=2026-11-22T13:00:00Z", NULL};
	struct console *c = console_new(80, 24, first, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/sev 1 reason=\"execs are hit\"\r");
	console_sees(c, "/undo takes it back (for 30 s)");
	console_sees(c, "T+0:00:15");
	assert_true(screen_has(c->screen, "/undo takes it back"));
	console_misses(c, "/undo takes it back");
	assert_false(screen_has(c->screen, "T+0:00:2"));
	console_stop(c);
	console_free(c);
}

/* ---- A look first, then another key ---- */

static void resolved_after_a_look(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/check probe pass evidence=\"200 of 200\"\r");
	console_sees(c, "check on probe passed");
	console_keys(c, "/status resolved\r");
	console_sees(c, "INC-1: nothing is recorded yet.");
	console_sees(c, "investigating -> resolved");
	console_sees(c, ">[ Back ]");
	console_sees(c, " [ Apply ]");
	console_keys(c, "\r"); /* the key that opened it does not confirm it */
	console_sees(c, "status: nothing was recorded");
	console_sees(c, "#inc-1> /status resolved");
	assert_false(recorded(c, "status.set"));
	console_keys(c, "\r");
	console_sees(c, ">[ Back ]");
	console_keys(c, "\x1b");
	console_sees(c, "#inc-1> /status resolved");
	console_keys(c, "\r");
	console_keys(c, "any update?"); /* letters never act, and are not lost */
	console_sees(c, "#inc-1> any update?");
	assert_false(screen_has(c->screen, "[ Apply ]"));
	assert_false(recorded(c, "status.set"));
	console_keys(c, "\x03\x1b[A\x1b[A"); /* the line is in the history */
	console_sees(c, "#inc-1> /status resolved");
	console_keys(c, "\r");
	console_keys(c, "\t");
	console_sees(c, ">[ Apply ]");
	console_keys(c, "\x1b[D"); /* and back */
	console_sees(c, ">[ Back ]");
	console_keys(c, "\x1b[C");
	console_sees(c, ">[ Apply ]");
	console_keys(c, "\r");
	console_sees(c, "RESOLVED");
	assert_true(recorded(c, "status.set"));
	console_keys(c, "/reopen same errors again\r");
	console_sees(c, ">[ Back ]");
	assert_false(recorded(c, "reopen"));
	console_keys(c, "\t\r");
	console_sees(c, "ACTIVE");
	console_stop(c);
	console_free(c);
}

/* A refusal comes at once, without a question. */
static void refused_before_it_is_asked(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/close done\r");
	console_sees(c, "`status resolved` comes before close");
	console_sees(c, "#inc-1> /close done");
	console_keys(c, "\x03/sev 4 reason=\"errors are gone\"\r");
	console_sees(c, "#inc-1> /sev 4");
	assert_false(screen_has(c->screen, "[ Apply ]"));
	console_keys(
		c, "\x03/status\r"); /* words of the same verb that only look are not asked about */
	console_misses(c, "#inc-1> /status");
	assert_false(screen_has(c->screen, "[ Apply ]"));
	console_stop(c);
	console_free(c);
}

static void lowering_shows_what_it_changes(void **state)
{
	static const char *const first[] = {"WARROOM_CLOCK=2026-11-22T13:00:00Z", NULL};
	static const char *const later[] = {"WARROOM_CLOCK=2026-11-22T13:40:00Z", NULL};
	struct console *c = console_new(80, 24, first, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/impact degradation=slow users=1%\r");
	console_sees(c, "SEV2 stays in force");
	console_stop(c);
	console_start(c, 80, 24, later, NULL);
	console_sees(c, "#inc-1>");
	console_keys(c, "/impact users=0.9%\r"); /* lowering rests on fresh answers */
	console_sees(c, "stays in force");
	console_keys(c, "/sev 4 reason=\"errors are gone\"\r");
	console_sees(c, "SEV2 -> SEV4: errors are gone");
	console_sees(c, "severity");
	console_sees(c, "owed to");
	console_sees(c, ">[ Back ]");
	assert_false(recorded(c, "severity.set"));
	console_keys(c, "\x1b[6~\x1b[B\x1b[A\x1b[5~"); /* it can be read to its end */
	console_sees(c, ">[ Back ]");
	console_keys(c, "\t\r");
	console_sees(c, "SEV4");
	assert_true(recorded(c, "severity.set"));
	console_stop(c);
	console_free(c);
}

/* ---- The number, and ten seconds ---- */

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct console *resolved(void)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	console_declare(c);
	console_keys(c, "/check probe pass evidence=\"200 of 200\"\r");
	console_sees(c, "check on probe passed");
	console_keys(c, "/status resolved\r");
	console_keys(c, "\t\r");
	console_sees(c, "RESOLVED");
	return c;
}

static void closing_takes_a_number_and_ten_seconds(void **state)
{
	struct console *c = resolved();
	(void)state;
	console_keys(c, "/close verified on the probe\r");
	console_sees(c, "type 1 to close>");
	console_sees(c, "Closed: verified on the probe");
	console_keys(c, "7\r");
	console_sees(c, "that is not the number of INC-1");
	console_keys(c, "\x1b");
	console_sees(c, "#inc-1> /close verified on the probe");
	console_keys(c, "\r");
	console_sees(c, "type 1 to close>");
	console_keys(c, "1\r");
	console_sees(c, "close INC-1 in 9 s.  Esc stops it.");
	console_keys(c, "\r"); /* Enter does not hurry it */
	console_sees(c, "it is counting");
	console_keys(c, "\x1b");
	console_sees(c, "close: nothing was recorded");
	assert_false(recorded(c, "close"));
	console_keys(c, "\r");
	console_sees(c, "type 1 to close>");
	double from = now_s();
	console_keys(c, "inc-1\r");
	console_keys(c, "thanks all"); /* the next line may be typed meanwhile */
	console_sees(c, "close INC-1 in 5 s.");
	assert_false(recorded(c, "close"));
	console_sees(c, "CLOSED");
	assert_true(now_s() - from >= 10);
	assert_true(recorded(c, "close"));
	console_sees(c, "#inc-1> thanks all");
	console_keys(c, "\x03");
	console_stop(c);
	console_free(c);
}

/* Who leaves, by a signal, while it counts has closed nothing. */
static void an_end_while_it_counts(void **state)
{
	struct console *c = resolved();
	int status = -1;
	(void)state;
	console_keys(c, "/close verified\r");
	console_keys(c, "1\r");
	console_sees(c, "close INC-1 in 9 s.");
	pty_signal(c->pty, SIGTERM);
	assert_true(pty_until_exit(c->pty, &status));
	assert_false(recorded(c, "close"));
	console_free(c);
}

/* ---- In the past, and without a screen ---- */

static void nothing_is_recorded_from_the_past(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/check probe pass evidence=\"200 of 200\"\r");
	console_sees(c, "check on probe passed");
	console_keys(c, "/at -1s\r");
	console_sees(c, "PAST ");
	console_keys(c, "/status resolved\r");
	console_sees(c, "/live first");
	console_keys(c, "\x03/status\r"); /* looking is fine */
	console_misses(c, "/live first");
	assert_false(recorded(c, "status.set"));
	console_free(c);
}

static void asked_in_lines(void **state)
{
	static const char *const linear[] = {"--linear", NULL};
	struct console *c = calloc(1, sizeof *c);
	int status;
	(void)state;
	snprintf(c->dir, sizeof c->dir, "/tmp/console-XXXXXX");
	assert_non_null(mkdtemp(c->dir));
	console_start(c, 100, 60, NULL, linear);
	console_sees(c, "linear mode");
	pty_type(c->pty,
		"/declare \"Checkout errors\" journey=critical degradation=partial users=12% "
		"safety=none exposure=none data_harm=none\n");
	console_sees(c, "STATE: INC-1");
	pty_type(c->pty, "/check probe pass evidence=\"200 of 200\"\n");
	pty_type(c->pty, "/status resolved\n");
	console_sees(c, "Type apply to do it.");
	pty_type(c->pty, "no, wait\n");
	console_sees(c, "status: nothing was recorded");
	console_sees(c, "lead: no, wait");
	assert_false(recorded(c, "status.set"));
	pty_type(c->pty, "/status resolved\n");
	pty_type(c->pty, "apply\n");
	console_sees(c, "INC-1 is resolved");
	pty_type(c->pty, "/close verified\n");
	console_sees(c, "Type 1 to close INC-1.");
	pty_type(c->pty, "1\n");
	console_sees(c, "close INC-1 in 10 seconds. Any line stops it.");
	pty_type(c->pty, "\n");
	console_sees(c, "close: nothing was recorded");
	assert_false(recorded(c, "close"));
	pty_type(c->pty, "/leave anyway\n");
	assert_true(pty_until_exit(c->pty, &status));
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_role_is_taken_back),
		cmocka_unit_test(the_offer_ends),
		cmocka_unit_test(resolved_after_a_look),
		cmocka_unit_test(refused_before_it_is_asked),
		cmocka_unit_test(lowering_shows_what_it_changes),
		cmocka_unit_test(closing_takes_a_number_and_ten_seconds),
		cmocka_unit_test(an_end_while_it_counts),
		cmocka_unit_test(nothing_is_recorded_from_the_past),
		cmocka_unit_test(asked_in_lines),
	};
	return cmocka_run_group_tests_name("making sure", tests, NULL, NULL);
}
