/* story_attention.c: what rings, flashes and waits, with a clock that the test sets. */
#include "support/test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "support/console.h"

static struct console *at_a_minute_before(const char *const *later)
{
	static const char *const first[] = {"WARROOM_CLOCK=2026-11-22T13:00:00Z", NULL};
	struct console *c = console_new(80, 24, first, NULL);
	console_declare(c); /* at SEV2 the first update is due ten minutes later */
	console_stop(c);
	console_start(c, 80, 24, later, NULL);
	console_sees(c, "#inc-1>");
	return c;
}

static void a_promise_rings_once_and_flashes(void **state)
{
	static const char *const later[] = {"WARROOM_CLOCK=2026-11-22T13:08:57Z", NULL};
	struct console *c = at_a_minute_before(later);
	bool plain = false, reversed = false;
	(void)state;
	console_sees(c, "is due in 00:5");
	assert_int_equal(screen_bells(c->screen), 1);
	for (int i = 0; i < 4; i++) { /* the clock alone, once a second */
		unsigned long frame = screen_frames(c->screen);
		assert_true(pty_until_frame(c->pty, frame));
		bool now = screen_row_reversed(c->screen, 1, 0);
		plain = plain || !now;
		reversed = reversed || now;
		assert_false(screen_row_reversed(c->screen, 1, 40));
	}
	assert_true(plain && reversed);
	assert_int_equal(screen_bells(c->screen), 1);
	console_free(c);
}

static void still_means_still(void **state)
{
	static const char *const later[] = {
		"WARROOM_CLOCK=2026-11-22T13:09:05Z", "REDUCE_MOTION=1", NULL};
	struct console *c = at_a_minute_before(later);
	(void)state;
	for (int i = 0; i < 3; i++) {
		unsigned long frame = screen_frames(c->screen);
		assert_true(pty_until_frame(c->pty, frame));
		assert_false(screen_row_reversed(c->screen, 1, 0));
	}
	console_sees(c, "UPDATE 00:50");
	console_free(c);
}

/* The header stands still between the steps, and rows of others come with the clock, not one by one. */
static void rows_in_batches(void **state)
{
	static const char *const still[] = {
		"WARROOM_CLOCK=2026-11-22T13:00:11Z", "WARROOM_MOTION=off", NULL};
	static const char *const other_user[] = {
		"WARROOM_CLOCK=2026-11-22T13:00:11Z", "WARROOM_USER=ops1", NULL};
	struct console *c = console_new(80, 24, still, NULL), other = {0};
	struct timespec from, to;
	char line[40];
	(void)state;
	console_keys(c,
		"/declare \"Checkout errors\" journey=critical degradation=partial users=12% "
		"safety=none exposure=none data_harm=none\r");
	console_sees(c, "#inc-1>");
	console_sees(c, "T+0:00 "); /* no seconds that tick */
	console_sees(c, "UPDATE 09:50");
	assert_false(screen_has(c->screen, "[#"));
	memcpy(other.dir, c->dir, sizeof other.dir);
	console_start(&other, 80, 24, other_user, NULL);
	console_sees(&other, "#inc-1>");
	assert_true(pty_until_frame(c->pty, screen_frames(c->screen)));
	unsigned long frames = screen_frames(c->screen);
	clock_gettime(CLOCK_MONOTONIC, &from);
	for (int i = 1; i <= 40; i++) {
		snprintf(line, sizeof line, "line %02d\r", i);
		console_keys(&other, line);
	}
	console_sees(c, "ops1 line 40");
	clock_gettime(CLOCK_MONOTONIC, &to);
	if (screen_frames(c->screen) - frames > (unsigned long)(to.tv_sec - from.tv_sec) + 2)
		fail_msg("%lu frames in %ld s", screen_frames(c->screen) - frames,
			(long)(to.tv_sec - from.tv_sec));
	console_keys(c, "mine\r"); /* one's own line is there at once */
	console_sees(c, "lead mine");
	console_keys(c, "/set motion on\r");
	console_sees(c, "T+0:00:");
	console_stop(&other);
	console_free(c);
}

/* Bytes of the form `words` were sent since the last pty_mark. */
static bool sent(struct console *c, const char *words)
{
	size_t n;
	const char *raw = pty_raw(c->pty, &n);
	return memmem(raw, n, words, strlen(words)) != NULL;
}

/* A note goes out once with the bell, not while the terminal has the focus, and never for what is looked at in the past. */
static void notes_by_the_terminal(void **state)
{
	static const char *const other_user[] = {"WARROOM_USER=ops1", NULL};
	struct console *c = console_new(80, 24, NULL, NULL), other = {0};
	(void)state;
	console_declare(c);
	console_keys(c, "/set notify osc777\r");
	memcpy(other.dir, c->dir, sizeof other.dir);
	console_start(&other, 80, 24, other_user, NULL);
	console_sees(&other, "#inc-1>");
	pty_mark(c->pty);
	console_keys(&other, "@lead look; \x07now\r");
	console_sees(c, "ops1 to you: @lead look");
	assert_true(sent(c, "\x1b]777;notify;warroom;ops1 to you: @lead look, "));
	console_stop(&other);
	console_free(c);
}

static void a_focused_terminal_needs_no_note(void **state)
{
	static const char *const other_user[] = {"WARROOM_USER=ops1", NULL};
	struct console *c = console_new(80, 24, NULL, NULL), other = {0};
	(void)state;
	console_declare(c);
	console_keys(c, "/set notify osc9\r\x1b[I");
	memcpy(other.dir, c->dir, sizeof other.dir);
	console_start(&other, 80, 24, other_user, NULL);
	console_sees(&other, "#inc-1>");
	pty_mark(c->pty);
	console_keys(&other, "@lead look\r");
	console_sees(c, "ops1 to you: @lead look");
	assert_int_equal(screen_bells(c->screen), 1);
	assert_false(sent(c, "\x1b]9;"));
	console_stop(&other);
	console_free(c);
}

static void no_note_inside_the_past(void **state)
{
	static const char *const later[] = {"WARROOM_CLOCK=2026-11-22T13:08:50Z", NULL};
	struct console *c = at_a_minute_before(later);
	(void)state;
	pty_mark(c->pty);
	console_keys(c, "/set notify osc99\r");
	console_keys(c, "/at -1m\r");
	console_sees(c, "PAST ");
	console_sees(c, "is due in 00:5");
	assert_false(sent(c, "\x1b]99;"));
	assert_int_equal(screen_bells(c->screen), 0);
	console_free(c);
}

static bool read_file(const char *path, char *to, size_t max)
{
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(to, 1, max - 1, f) : 0;
	to[n] = 0;
	if (f)
		fclose(f);
	return n > 0 && to[n - 1] == '\n';
}

/* Frames come once a second: the fact that is waited for is a file of another program. */
static void wait_for_file(struct console *c, const char *path, char *to, size_t max)
{
	for (int i = 0; i < 20; i++) {
		unsigned long frame = screen_frames(c->screen);
		if (read_file(path, to, max))
			return;
		assert_true(pty_until_frame(c->pty, frame));
	}
	fail_msg("%s never came", path);
}

static void wait_until_no_child(struct console *c)
{
	char path[80], children[200];
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pty_pid(c->pty),
		(int)pty_pid(c->pty));
	for (int i = 0; i < 20; i++) {
		FILE *f = fopen(path, "r");
		assert_non_null(f);
		bool any = fgets(children, sizeof children, f) != NULL;
		fclose(f);
		if (!any)
			return;
		assert_true(pty_until_frame(c->pty, screen_frames(c->screen)));
	}
	fail_msg("a child is left: %s", children);
}

/* The program gets words, no shell reads them, and its end is taken. */
static void notes_by_a_program(void **state)
{
	static const char *const other_user[] = {"WARROOM_USER=ops1", NULL};
	struct console *c = console_new(80, 24, NULL, NULL), other = {0};
	char program[300], file[300], line[400], got[600];
	(void)state;
	snprintf(program, sizeof program, "%s/teller", c->dir);
	snprintf(file, sizeof file, "%s/told", c->dir);
	FILE *f = fopen(program, "w");
	assert_non_null(f);
	fprintf(f,
		"#!/bin/sh\nprintf '<%%s>' \"$@\" >\"$0.part\"\necho >>\"$0.part\"\n"
		"mv \"$0.part\" '%s'\n",
		file);
	fclose(f);
	assert_int_equal(chmod(program, 0700), 0);
	console_declare(c);
	snprintf(line, sizeof line, "/set notify \"cmd:%s -u low\"\r", program);
	console_keys(c, line);
	memcpy(other.dir, c->dir, sizeof other.dir);
	console_start(&other, 80, 24, other_user, NULL);
	console_sees(&other, "#inc-1>");
	console_keys(&other, "@lead $(touch pwned) 'quoted' now\r");
	wait_for_file(c, file, got, sizeof got);
	assert_string_equal(
		got, "<-u><low><warroom><ops1 to you: @lead $(touch pwned) 'quoted' now>\n");
	wait_until_no_child(c);
	console_stop(&other);
	console_free(c);
}

/* The next thing that waits stands in the prompt as a command; Enter is the person's. */
static void the_next_thing(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "\x1b"
			"a");
	console_sees(c, "#inc-1> /role ");
	console_free(c);
}

/* A second console on the same journal: its lines arrive, a name rings, and Alt-u finds what was missed. */
static void two_people(void **state)
{
	static const char *const other_user[] = {"WARROOM_USER=ops1", NULL};
	struct console *c = console_new(80, 24, NULL, NULL), other = {0};
	(void)state;
	console_declare(c);
	console_keys(c, "\x1b"
			"2");
	console_sees(c, "[2 Time]");
	memcpy(other.dir, c->dir, sizeof other.dir);
	console_start(&other, 80, 24, other_user, NULL);
	console_sees(&other, "#inc-1>");
	console_keys(&other, "@lead the pool is full again\r");
	console_sees(c, "ops1 to you: @lead the pool is full again");
	assert_int_equal(screen_bells(c->screen), 1);
	console_keys(c, "\x1b"
			"u");
	console_sees(c, "[1 Room]");
	console_sees(c, "ops1 @lead the pool is full again");
	console_sees(c, "... 1 new ...");
	console_keys(c, "\x1b"
			"2");
	console_sees(c, "[2 Time]");
	console_keys(c, "\x1b"
			"1");
	console_sees(c, "... 1 new ..."); /* another view changes nothing */
	console_keys(&other, "and again\r");
	console_sees(c, "ops1 and again");
	console_sees(c, "... 1 new ..."); /* seen as it came */
	console_keys(c, "\x1b[F");
	console_misses(c, " new ...");
	console_stop(&other);
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_promise_rings_once_and_flashes),
		cmocka_unit_test(still_means_still),
		cmocka_unit_test(rows_in_batches),
		cmocka_unit_test(notes_by_the_terminal),
		cmocka_unit_test(a_focused_terminal_needs_no_note),
		cmocka_unit_test(no_note_inside_the_past),
		cmocka_unit_test(notes_by_a_program),
		cmocka_unit_test(the_next_thing),
		cmocka_unit_test(two_people),
	};
	return cmocka_run_group_tests_name("attention on a terminal", tests, NULL, NULL);
}
