/* story_import.c: a log imported at the console: keys work meanwhile, Esc stops it, and what was told shows. */
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/console.h"

static const char *in(const struct console *c, const char *name)
{
	static char path[400];
	snprintf(path, sizeof path, "%s/%s", c->dir, name);
	return path;
}

static void import(struct console *c, const char *name)
{
	char line[500];
	snprintf(line, sizeof line, "/import auto %s zone=UTC date=2026-10-24\r", in(c, name));
	console_keys(c, line);
}

static const char chat[] = "[20:59:33] *** Joins: ops1 (u@192.0.2.1)\n[20:59:34] <ops1> words of "
			   "the log\n[20:59:35] <ops1> !sev 1\n";

/* A pipe that nobody writes to is as long as an import can be. */
static void keys_work_while_it_goes_on(void **state)
{
	struct console *c = console_new(100, 24, NULL, NULL);
	int fd;
	(void)state;
	console_declare(c);
	assert_int_equal(mkfifo(in(c, "pipe"), 0600), 0);
	import(c, "pipe");
	console_sees(c, "reading pipe   Esc stops it");
	console_keys(c, "still here\r");
	console_sees(c, "lead still here");
	import(c, "pipe");
	console_sees(c, "importing pipe is still under way: wait, or Esc stops it");
	console_keys(c, "\x03");
	console_sees(c, "importing pipe was stopped");
	console_keys(c, "\x03");
	import(c, "pipe");
	console_sees(c, "reading pipe");
	fd = open(in(c, "pipe"), O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, chat, sizeof chat - 1), sizeof chat - 1);
	close(fd);
	console_sees(c, "pipe looks like znc (3 of the first 3 records");
	console_sees(c, "3 rows added");
	console_keys(c, "\x1b");
	console_sees(c, "words of the log");
	console_free(c);
}

/* The end of the console is the end of the import. */
static void leaving_ends_it(void **state)
{
	struct console *c = console_new(100, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	assert_int_equal(mkfifo(in(c, "pipe"), 0600), 0);
	import(c, "pipe");
	console_sees(c, "reading pipe");
	console_stop(c);
	console_free(c);
}

static void a_refusal_shows_where(void **state)
{
	struct console *c = console_new(100, 24, NULL, NULL);
	FILE *f;
	(void)state;
	console_declare(c);
	console_keys(c, "/import znc - zone=UTC\r");
	console_sees(c, "standard input is the console's own here");
	console_keys(c, "\x03");
	f = fopen(in(c, "war.log"), "w");
	assert_non_null(f);
	fputs(chat, f);
	fclose(f);
	console_keys(c, "/import znc ");
	console_keys(c, in(c, "war.log"));
	console_keys(c, " zone=UTC\r");
	console_sees(c, "war.log:1: no day is known; say date=YYYY-MM-DD");
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_work_while_it_goes_on),
		cmocka_unit_test(leaving_ends_it),
		cmocka_unit_test(a_refusal_shows_where),
	};
	return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
