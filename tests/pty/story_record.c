/* story_record.c: what the console keeps, and what it says when it cannot keep anything. */
#include "support/test.h"

#include <stdio.h>

#include "support/console.h"

/* ---- From nothing to an incident ---- */

/* One key, and the frame that shows it. */
static int press(struct console *c, const char *key)
{
	console_keys(c, key);
	return 1;
}

/* An empty journal, somebody who has never seen this: severity, commander and first row in twelve presses and the
 * words of the title. */
static void a_cold_start_in_twelve_presses(void **state)
{
	static const char *const first[] = {"/", "d", "e", "c", "l", "\t"};
	struct console *c = console_new(80, 24, NULL, NULL);
	int presses = 0;
	(void)state;
	console_sees(c, "No incidents");
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		presses += press(c, first[i]);
	console_sees(c, "/declare");
	console_keys(c, "Checkout fails in the EU");
	presses += press(c, "\r");
	console_sees(c, "#inc-1>");
	console_sees(c, "SEV");
	console_sees(c, "IC lead");
	console_sees(c, "DECLARE");
	if (presses > 12)
		fail_msg("%d presses", presses);
	console_free(c);
}

/* ---- What was typed ---- */

static void lines_of_an_earlier_session(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "first thing said\r");
	console_keys(c, "/set irc.password hunter2\r");
	console_keys(c, "\x03second thing said\r");
	console_sees(c, "lead second thing said");
	console_stop(c);
	console_start(c, 80, 24, NULL, NULL);
	console_sees(c, "lead second thing said");
	console_keys(c, "\x1b[A");
	console_sees(c, "#inc-1> /leave anyway");
	console_keys(c, "\x1b[A");
	console_sees(c, "#inc-1> second thing said");
	console_keys(c, "\x1b[A"); /* the line with the password was never kept */
	console_sees(c, "#inc-1> first thing said");
	console_keys(c, "\x03\x12"
			"declare");
	console_sees(c, "search \"declare\"> /declare");
	console_free(c);
}

/* ---- The file is gone ---- */

static void move(const struct console *c, const char *from, const char *to)
{
	char a[400], b[400];
	snprintf(a, sizeof a, "%s/data/%s", c->dir, from);
	snprintf(b, sizeof b, "%s/data/%s", c->dir, to);
	if (rename(a, b) != 0)
		fail_msg("cannot rename %s", a);
}

static void the_journal_is_renamed_away(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	move(c, "warroom/journal.db", "warroom/elsewhere.db");
	console_sees(c, "! nothing was recorded: the journal is gone"); /* before anybody tries */
	console_keys(c, "/log x");
	console_keys(c, "\r");
	console_sees(c, "! nothing was recorded: the journal is gone");
	console_sees(c, "#inc-1> /log x");
	move(c, "warroom/elsewhere.db", "warroom/journal.db");
	console_sees(c, "the journal is back");
	console_sees(c, "#inc-1> /log x");
	console_keys(c, "\r");
	console_sees(c, "logged");
	console_misses(c, "> /log x");
	console_sees(c, "LOG     lead x");
	console_stop(c);
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cold_start_in_twelve_presses),
		cmocka_unit_test(lines_of_an_earlier_session),
		cmocka_unit_test(the_journal_is_renamed_away),
	};
	return cmocka_run_group_tests_name("the record under a console", tests, NULL, NULL);
}
