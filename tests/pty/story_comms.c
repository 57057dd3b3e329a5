/* story_comms.c: a text for the public is started from its template, written in the editor, approved and sent. */
#include "support/test.h"

#include <time.h>

#include "support/console.h"

static void write_words(const struct console *c, const char *name, int minutes)
{
	char path[400], clock[8];
	time_t then = time(NULL) + minutes * 60;
	struct tm at;
	FILE *f;
	snprintf(path, sizeof path, "%s/%s", c->dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_non_null(gmtime_r(&then, &at));
	strftime(clock, sizeof clock, "%H:%M", &at);
	fprintf(f,
		"Since 09:52 UTC card payments fail for about 12%% of shoppers. Invoices still "
		"work.\n"
		"We are investigating. Next update by %s UTC.\n",
		clock);
	assert_int_equal(fclose(f), 0);
}

static void from_the_template_to_the_record(void **state)
{
	struct console *c = console_new(120, 40, NULL, NULL);
	char editor[400];
	const char *const env[] = {editor, NULL};
	(void)state;
	console_declare(c);
	console_stop(c);
	write_words(c, "words.txt", 10);
	snprintf(editor, sizeof editor, "EDITOR=cp -f %s/words.txt", c->dir);
	console_start(c, 120, 40, env, NULL);
	console_keys(c, "\x1b"
			"4");
	console_sees(c, "[4 Comms]");
	console_sees(c, "no draft is open");
	console_sees(c, "customers_public");
	console_keys(c, "/comms draft to=public\r");
	console_sees(c, "Nobody has answered this yet");
	console_keys(c, "\x1b"); /* closes the reply */
	console_sees(c, "C-1  for customers_public  by lead");
	console_sees(c, "[what can users");
	console_sees(c, "facts you may use");
	console_keys(c, "\x03/comms send C-1\r");
	console_sees(c, "C-1 has 3 errors: E1 SLOT, E2 SLOT, E3 UP03");
	console_keys(c, "\x03");
	/* The editor: what comes back is recorded as a new wording, linted, compared, not sent. */
	pty_type(c->pty, "\x1b"
			 "e");
	console_sees(c, "C-1 edited");
	console_sees(c, "{+09:52 UTC card payments fail for+}");
	console_keys(c, "\x1b");
	console_sees(c, "v2");
	console_sees(c, "lint: ok");
	console_sees(c, "@lead commands and");
	/* The choices write the command; Enter runs it. */
	console_keys(c, "\x1b");
	console_keys(c, " ");
	console_sees(c, "approve it as it stands");
	console_keys(c, "a");
	console_sees(c, "/comms approve C-1");
	console_keys(c, "\r");
	console_sees(c, "approved by @lead");
	console_keys(c, "/comms send C-1\r");
	console_sees(c, "no draft is open");
	console_sees(c, "on time, approved by lead");
	console_free(c);
}

static void an_editor_that_changes_nothing_records_nothing(void **state)
{
	static const char *const env[] = {"EDITOR=true", NULL};
	struct console *c = console_new(80, 24, env, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/comms draft to=responders \"@ops1 looks into it until 14:20.\"\r");
	console_keys(c, "\x1b"
			"4");
	console_sees(c, "C-1  for responders");
	pty_type(c->pty, "\x1b"
			 "e");
	console_sees(c, "the draft is as it was");
	console_sees(c, "v1");
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_the_template_to_the_record),
		cmocka_unit_test(an_editor_that_changes_nothing_records_nothing),
	};
	return cmocka_run_group_tests_name("texts on a terminal", tests, NULL, NULL);
}
