/* story_runbook.c: a runbook at a real terminal: its pane, its choices, and a command that runs while people go on talking. */
#include "support/test.h"

#include <sys/stat.h>

#include "support/console.h"

static const char book[] =
	"# RB-40 Try a command\n## 1. It says something\n- run: `printf 'from %s' here`\n"
	"## 2. It takes long\n- run: `sh -c 'echo begun; exec sleep 600'`\n- timeout: 10m\n";
static const char config[] = "set runbook.commands ask\nset runbook.allow RB-40\n";

static const char *path(const struct console *c, const char *name)
{
	static char text[512];

	snprintf(text, sizeof text, "%s/config/%s", c->dir, name);
	return text;
}

static void put(const struct console *c, const char *name, const char *text)
{
	FILE *f = fopen(path(c, name), "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	fclose(f);
}

/* A console whose configuration folder has a runbook of its own. */
static struct console *open_console(void)
{
	struct console *c = console_new(80, 24, NULL, NULL);

	console_stop(c);
	mkdir(path(c, ""), 0700);
	mkdir(path(c, "warroom"), 0700);
	mkdir(path(c, "warroom/runbooks"), 0700);
	put(c, "warroom/runbooks/own.md", book);
	put(c, "warroom/warroom.conf", config);
	console_start(c, 80, 24, NULL, NULL);
	console_declare(c);
	return c;
}

static void steps_are_done_from_the_pane(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);

	(void)state;
	console_declare(c);
	console_keys(c, "\x1b"
			"5");
	console_sees(c, "runbooks: none is under way");
	console_keys(c, "/runbook start 7\r");
	console_sees(c, "[5 Run 0/9]");
	console_sees(c, "RUN-1: RB-7 Database failover, 9 steps, about 41m; step 1");
	console_keys(c, "\x1b");
	console_sees(c, ">[>]  1 Confirm");
	console_keys(c, " ");
	console_sees(c, "not as expected");
	console_keys(c, "d");
	console_sees(c, "/runbook done S-1");
	console_keys(c, "lag 0\r");
	console_sees(c, "[5 Run 1/9]");
	console_sees(c, "[x]  1 Confirm");
	console_keys(c, "\x1b");
	console_sees(c, ">[>]  2 Pause");
	console_keys(c, " ");
	console_sees(c, "not as expected");
	console_keys(c, "s");
	console_sees(c, "/runbook skip S-2 reason=");
	console_free(c);
}

static void a_command_runs_beside_the_room(void **state)
{
	struct console *c = open_console();

	(void)state;
	console_keys(c, "/runbook start 40\r");
	console_sees(c, "[5 Run 0/2]");
	console_keys(c, "/runbook exec\r");
	console_sees(c, "not run yet");
	console_keys(c, "\x1b");
	console_keys(c, "\x1b");
	console_sees(c, ">[>]  1 It says something");
	console_keys(c, " ");
	console_keys(c, "y");
	console_sees(c, "copied to the terminal's clipboard");
	console_keys(c, "\x1b");
	console_keys(c, "/runbook exec confirm=1\r");
	console_sees(c, "from here");
	console_sees(c, "the command ended after");
	console_keys(c, "/runbook done\r");
	console_sees(c, "[5 Run 1/2]");
	console_keys(c, "/runbook exec confirm=2\r");
	console_sees(c, "running");
	console_keys(c, "/runbook done\r");
	console_sees(c, "still runs");
	console_keys(c, "\x15/go room\r");
	console_keys(c, "it runs, we wait\r");
	console_sees(c, "lead it runs, we wait");
	console_sees(c, "Esc ends it");
	console_keys(c, "/runbook cancel\r");
	console_sees(c, "the command was cancelled after");
	console_keys(c, "/runbook exec confirm=2\r");
	console_sees(c, "runs, for at most 10m");
	console_keys(c, "/runbook");
	console_sees(c, "Esc ends it");
	console_keys(c, "\x15\x1b");
	console_sees(c, "the command was cancelled after");
	console_free(c);
}

/* Who leaves takes the command along; the record says so. */
static void leaving_ends_the_command(void **state)
{
	struct console *c = open_console();

	(void)state;
	console_keys(c, "/runbook start 40\r");
	console_keys(c, "/runbook skip reason=known\r");
	console_keys(c, "/runbook exec confirm=2\r");
	console_sees(c, "running");
	console_stop(c);
	console_start(c, 80, 24, NULL, NULL);
	console_sees(c, "the command was cancelled after");
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_done_from_the_pane),
		cmocka_unit_test(a_command_runs_beside_the_room),
		cmocka_unit_test(leaving_ends_the_command),
	};
	return cmocka_run_group_tests_name("runbooks at a terminal", tests, NULL, NULL);
}
