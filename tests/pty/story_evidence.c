/* story_evidence.c: keeping evidence in the console: keys work meanwhile, Esc and Ctrl-C stop it, a pane shows it. */
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

/* How many files the store holds, whatever they are called. */
static int stored(const struct console *c)
{
	char command[400];
	int n = -1;
	snprintf(command, sizeof command,
		"find %s/data/warroom -path '*.evidence/*' -type f | wc -l", c->dir);
	FILE *f = popen(command, "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%d", &n), 1);
	pclose(f);
	return n;
}

static void keep(struct console *c, const char *name)
{
	char line[500];
	snprintf(line, sizeof line, "/evidence keep %s note=\"by the console\"\r", in(c, name));
	console_keys(c, line);
}

static void write_file(const struct console *c, const char *name, const char *text)
{
	FILE *f = fopen(in(c, name), "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* A pipe that nobody writes to is as long as work can be: the console goes on all the same. */
static void keys_work_while_it_goes_on(void **state)
{
	struct console *c = console_new(100, 24, NULL, NULL);
	int fd;
	(void)state;
	console_declare(c);
	assert_int_equal(mkfifo(in(c, "pipe"), 0600), 0);
	keep(c, "pipe");
	console_sees(c, "keeping pipe: 0 B   Esc stops it");
	console_keys(c, "still here\r");
	console_sees(c, "lead still here");
	keep(c, "pipe");
	console_sees(c, "keeping pipe is still under way: wait, or Esc stops it");
	/* Ctrl-C stops it and leaves the line; once more clears the line. */
	console_keys(c, "\x03");
	console_sees(c, "keeping pipe was stopped: nothing of it is left");
	assert_int_equal(stored(c), 0);
	console_keys(c, "\x03");
	keep(c, "pipe");
	console_sees(c, "keeping pipe: 0 B");
	console_keys(c, "/leave\r");
	console_sees(c, "or `/leave anyway` drops it");
	console_keys(c, "\x03");
	console_sees(c, "keeping pipe was stopped: nothing of it is left");
	console_keys(c, "\x03");
	keep(c, "pipe");
	console_sees(c, "keeping pipe: 0 B");
	console_keys(c, "\x1b");
	console_sees(c, "keeping pipe was stopped: nothing of it is left");
	keep(c, "pipe");
	console_sees(c, "keeping pipe: 0 B");
	fd = open(in(c, "pipe"), O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "dump\n", 5), 5);
	close(fd);
	console_sees(c, "EV-1 pipe kept, 5 B");
	assert_int_equal(stored(c), 1);
	console_free(c);
}

static void the_pane_shows_what_was_kept(void **state)
{
	struct console *c = console_new(100, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "\x1b"
			"6");
	console_sees(c, "Nothing was changed yet");
	write_file(c, "threads.txt", "thread dump\n");
	keep(c, "threads.txt");
	console_sees(c, "EV-1 threads.txt kept, 12 B");
	console_sees(c, "evidence kept");
	console_keys(c, "/run restart web captured=EV-1 by=@ops1\r");
	console_sees(c, "CHG-1 runs: restart web by ops1");
	console_sees(c, "CHG-1  running");
	console_sees(c, "restart web");
	/* The row under the mark, and what can be done with it. */
	console_keys(c, "\x1b[H");
	console_keys(c, "\x1b");
	console_keys(c, "\x1b[H");
	console_keys(c, " d");
	console_sees(c, "/run done CHG-1");
	console_keys(c, "out on all hosts\r");
	console_sees(c, "CHG-1  unchecked");
	console_keys(c, "/verify\r");
	console_sees(c, "1 kept file, all as they were kept");
	console_free(c);
}

/* The end of the console is the end of the work: nothing half is left. */
static void leaving_drops_it(void **state)
{
	struct console *c = console_new(100, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	assert_int_equal(mkfifo(in(c, "pipe"), 0600), 0);
	keep(c, "pipe");
	console_sees(c, "keeping pipe: 0 B");
	console_stop(c);
	assert_int_equal(stored(c), 0);
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_work_while_it_goes_on),
		cmocka_unit_test(the_pane_shows_what_was_kept),
		cmocka_unit_test(leaving_drops_it),
	};
	return cmocka_run_group_tests_name("evidence", tests, NULL, NULL);
}
