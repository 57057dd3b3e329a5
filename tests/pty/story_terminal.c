/* story_terminal.c: the terminal itself: sizes, stops, signals, types, colours, budgets; it is always given back. */
#include "support/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/console.h"

static void check_given_back(struct console *c)
{
	static const int modes[] = {1000, 1002, 1003, 1004, 1006, 1049, 2004};
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		if (screen_mode(c->screen, modes[i]))
			fail_msg("mode %d is still on", modes[i]);
	}
	assert_false(screen_alternate(c->screen));
	assert_true(screen_cursor_visible(c->screen));
	assert_true(pty_settings_restored(c->pty));
}

/* 300 sizes, then the first one again: the frame equals that of a fresh start. */
static void a_storm_of_sizes(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	unsigned seed = 11;
	char before[16384];
	(void)state;
	console_declare(c);
	console_keys(c, "/role scribe @");
	for (int i = 0; i < 300; i++) {
		seed = seed * 1103515245u + 12345u;
		pty_resize(c->pty, (int)(seed >> 16) % 220 + 1, (int)(seed >> 8) % 60 + 1);
		if (i % 3 == 0) {
			unsigned long frame = screen_frames(c->screen);
			assert_true(pty_until_frame(c->pty, frame));
		}
	}
	pty_resize(c->pty, 80, 24);
	console_keys(c, "\x03");
	console_sees(c, "Enter send");
	snprintf(before, sizeof before, "%s", screen_row(c->screen, 2));
	assert_int_equal(strncmp(before, "[1 Room] 2 Time  3 Sev ", 23), 0);
	assert_non_null(strstr(before, " 0 Home --"));
	console_keys(c, "\x0c"); /* a full redraw shows the same */
	assert_string_equal(screen_row(c->screen, 2), before);
	assert_int_equal(
		strncmp(screen_row(c->screen, 0), "SEV2  ACTIVE  INC-1  Checkout errors", 36), 0);
	assert_int_equal(strncmp(screen_row(c->screen, 22), "#inc-1>", 7), 0);
	console_stop(c);
	console_free(c);
}

static void suspended_and_back(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	pty_type(c->pty, "half a line");
	console_sees(c, "#inc-1> half a line");
	pty_type(c->pty, "\x1a");
	assert_true(pty_until_stopped(c->pty));
	check_given_back(c);
	assert_true(screen_has(c->screen, "`fg` returns"));
	assert_true(screen_has(c->screen, "SEV2 ACTIVE"));
	pty_resize(c->pty, 100, 30);
	pty_signal(c->pty, SIGCONT);
	console_sees(c, "#inc-1> half a line");
	assert_true(screen_alternate(c->screen));
	assert_true(screen_mode(c->screen, 2004));
	console_stop(c);
	console_free(c);
}

static void signals_restore(void **state)
{
	static const int signals[] = {
		SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGPIPE, SIGBUS};
	(void)state;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		struct console *c = console_new(80, 24, NULL, NULL);
		int status = 0;
		console_declare(c);
		pty_type(c->pty, "/role scribe @"); /* with a menu about to open */
		console_sees(c, "/role scribe @");
		pty_signal(c->pty, signals[i]);
		if (!pty_until_exit(c->pty, &status))
			fail_msg("signal %d did not end it", signals[i]);
		check_given_back(c);
		console_free(c);
	}
}

/* Every type starts, shows severity and clock, takes a command and leaves clean. */
static void terminal_types(void **state)
{
	static const char *const types[] = {"TERM=xterm-256color", "TERM=xterm", "TERM=screen",
		"TERM=screen-256color", "TERM=tmux-256color", "TERM=linux", "TERM=vt100",
		"TERM=vt220", "TERM=no-such-terminal", "TERM=xterm-kitty"};
	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		const char *env[] = {types[i], NULL};
		struct console *c = console_new(80, 24, env, NULL);
		console_declare(c);
		console_sees(c, "SEV2");
		console_sees(c, "UPDATE");
		console_keys(c, "hello\r");
		console_sees(c, "lead hello");
		console_stop(c);
		console_free(c);
	}
}

static void an_unknown_type_is_named(void **state)
{
	static const char *const env[] = {"TERM=no-such-terminal", NULL};
	struct console *c = console_new(80, 24, env, NULL);
	(void)state;
	console_sees(c, "\"no-such-terminal\" is unknown, drawing as for xterm-256color");
	console_stop(c);
	console_free(c);
}

static void no_screen_no_smear(void **state)
{
	static const char *const types[] = {"TERM=dumb", "TERM", "TERM="};
	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		const char *env[] = {types[i], NULL};
		struct console *c = calloc(1, sizeof *c);
		int status = -1;
		snprintf(c->dir, sizeof c->dir, "/tmp/console-XXXXXX");
		assert_non_null(mkdtemp(c->dir));
		console_start(c, 80, 24, env, NULL);
		console_sees(c, "linear mode");
		pty_type(c->pty, "/declare \"Checkout errors\" journey=critical "
				 "degradation=partial users=12% "
				 "safety=none exposure=none data_harm=none\n");
		console_sees(c, "STATE: INC-1 SEV2 ACTIVE");
		pty_type(c->pty, "/leave anyway\n");
		assert_true(pty_until_exit(c->pty, &status));
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		size_t n;
		const char *raw = pty_raw(c->pty, &n);
		assert_null(memchr(raw, 0x1B, n)); /* not one escape sequence */
		console_free(c);
	}
}

static void colours(void **state)
{
	static const char *const none[] = {"NO_COLOR=1", NULL};
	struct console *c = console_new(80, 24, none, NULL);
	(void)state;
	console_declare(c);
	console_keys(c, "/impact users=80% degradation=unavailable\r");
	console_sees(c, "SEV1!");
	assert_false(screen_has_colour(c->screen));
	assert_true(screen_row_reversed(c->screen, 0, 0)); /* attributes stay */
	console_free(c);
	c = console_new(80, 24, NULL, NULL);
	console_declare(c);
	assert_true(screen_has_colour(c->screen));
	console_keys(c, "/theme mono\r");
	console_sees(c, "#inc-1>");
	assert_false(screen_has_colour(c->screen));
	console_keys(c, "/theme nowhere\r");
	console_sees(c, "there is no theme nowhere");
	console_free(c);
}

/* COLORTERM raises what a poor name says; --colors forces it down. */
static void depths(void **state)
{
	static const char *const rich[] = {"TERM=xterm", "COLORTERM=truecolor", NULL};
	static const char *const direct[] = {"TERM=xterm-direct", NULL};
	static const char *const none[] = {"--colors", "0", NULL};
	(void)state;
	struct console *c = console_new(80, 24, rich, NULL);
	console_declare(c);
	assert_true(screen_has_colour(c->screen));
	console_stop(c);
	console_free(c);
	c = console_new(80, 24, direct, NULL);
	console_declare(c);
	assert_true(screen_has_colour(c->screen));
	console_stop(c);
	console_free(c);
	c = console_new(80, 24, NULL, none);
	console_declare(c);
	assert_false(screen_has_colour(c->screen));
	console_stop(c);
	console_free(c);
}

static void a_lost_terminal_ends_it(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	int status = 0;
	(void)state;
	console_declare(c);
	pty_hang_up(c->pty);
	assert_true(pty_until_exit(c->pty, &status));
	assert_true(WIFEXITED(status)); /* an exit of its own, not a crash */
	console_free(c);
}

/* Lines that fill a big screen: one drawing of it is more than a terminal takes that nobody reads from. */
static struct console *a_full_room(void)
{
	struct console *c = console_new(400, 110, NULL, NULL);
	char line[400], shows[32];
	console_declare(c);
	for (int i = 1; i <= 110; i++) {
		snprintf(shows, sizeof shows, "line %03d ", i);
		snprintf(line, sizeof line, "%-370s.\r", shows);
		for (size_t k = strlen(shows); k < 370; k++)
			line[k] = (char)('a' + (i + (int)k) % 26);
		pty_type(c->pty, line);
	}
	console_sees(c, "lead line 110 ");
	return c;
}

static void get_stuck(struct console *c)
{
	for (int i = 0; i < 20; i++)
		pty_type_blind(c->pty, "\x1b"
				       "2\x0c\x1b"
				       "1\x0c");
}

/* Nobody reads: the program goes on, keeps what is typed, and obeys a signal. */
static void a_stuck_terminal_stops_nothing(void **state)
{
	struct console *c = a_full_room();
	int status = -1;
	(void)state;
	get_stuck(c);
	pty_type_blind(c->pty, "said while stuck\r");
	console_sees(c, "lead said while stuck"); /* reads again: the newest state comes */
	get_stuck(c);
	pty_signal(c->pty, SIGTERM);
	assert_true(pty_until_exit(c->pty, &status));
	check_given_back(c);
	console_free(c);
}

/* Once nobody read for a while the header says so, and says no more when the line is drained. */
static void a_slow_line_is_named(void **state)
{
	struct console *c = a_full_room(), *clock = console_new(80, 24, NULL, NULL);
	(void)state;
	assert_false(screen_has(c->screen, "link slow"));
	get_stuck(c);
	pty_mark(clock->pty); /* another console tells the seconds while nobody reads ours */
	for (int i = 0; i < 4; i++)
		assert_true(pty_until_frame(clock->pty, screen_frames(clock->screen)));
	console_free(clock);
	console_sees(c, "link slow");
	console_misses(c, "link slow");
	console_keys(c, "said afterwards\r");
	console_sees(c, "lead said afterwards");
	console_stop(c);
	console_free(c);
}

static void the_wheel_after_set_mouse(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	char line[32];
	int status;
	(void)state;
	console_declare(c);
	assert_false(screen_mode(c->screen, 1000));
	for (int i = 1; i <= 30; i++) {
		snprintf(line, sizeof line, "line %02d\r", i);
		console_keys(c, line);
	}
	console_keys(c, "/set mouse on\r");
	assert_true(screen_mode(c->screen, 1000));
	console_keys(c, "\x1b[<64;10;10M");
	console_sees(c, "newer (End)");
	console_keys(c, "\x1b"
			"2");
	console_sees(c, "event 2 of 2");
	console_keys(c, "\x1b[<0;5;7M"); /* the first row of the timeline */
	console_sees(c, "event 1 of 2");
	pty_signal(c->pty, SIGSEGV);
	assert_true(pty_until_exit(c->pty, &status));
	check_given_back(c);
	console_free(c);
}

/* What a frame may cost: 3 kB at first, 60 bytes a second when idle, 200 for a key. */
static void budgets(void **state)
{
	struct console *c = console_new(80, 24, NULL, NULL);
	(void)state;
	console_declare(c);
	console_stop(c);
	console_start(c, 80, 24, NULL, NULL);
	assert_true(pty_until_frame(c->pty, 0));
	size_t first;
	pty_raw(c->pty, &first);
	if (first > 3 * 1024)
		fail_msg("first frame: %zu bytes", first);
	console_sees(c, "#inc-1>");
	pty_mark(c->pty);
	unsigned long frame = screen_frames(c->screen);
	for (int i = 0; i < 3; i++) /* three ticks of the clock in the header */
		assert_true(pty_until_frame(c->pty, frame + (unsigned long)i));
	size_t marks = 3 * 14; /* the frame marks of this test themselves */
	if (pty_bytes(c->pty) > 3 * 60 + marks)
		fail_msg("three idle seconds: %zu bytes", pty_bytes(c->pty));
	pty_mark(c->pty);
	console_keys(c, "x");
	if (pty_bytes(c->pty) > 200 + 60)
		fail_msg("a key: %zu bytes", pty_bytes(c->pty));
	console_free(c);
}

/* A line that somebody else says costs its cells twice and 60 bytes, at most. The clock of the header may tick
 * in the middle of one, and the mark of this test follows each frame: the cheapest of a few is the line itself. */
static void a_chat_line_is_cheap(void **state)
{
	static const char *const other_user[] = {"WARROOM_USER=ops1", NULL};
	struct console *c = console_new(80, 24, NULL, NULL), other = {0};
	size_t least = SIZE_MAX, cells = 0;
	(void)state;
	console_declare(c);
	memcpy(other.dir, c->dir, sizeof other.dir);
	console_start(&other, 80, 24, other_user, NULL);
	console_sees(&other, "#inc-1>");
	for (int i = 0; i < 30; i++) { /* the room is full: each line moves all others */
		char line[64], shows[64];
		snprintf(line, sizeof line, "connections on the pool are at %02d of 40\r", i);
		snprintf(shows, sizeof shows, "ops1 connections on the pool are at %02d of 40", i);
		pty_mark(c->pty);
		console_keys(&other, line);
		console_sees(c, shows);
		cells = strlen("13:00 ") + strlen(shows);
		if (i >= 24 && pty_bytes(c->pty) < least)
			least = pty_bytes(c->pty);
	}
	if (least > 2 * cells + 60)
		fail_msg("a line of %zu cells: %zu bytes", cells, least);
	console_stop(&other);
	console_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_storm_of_sizes),
		cmocka_unit_test(suspended_and_back),
		cmocka_unit_test(signals_restore),
		cmocka_unit_test(terminal_types),
		cmocka_unit_test(an_unknown_type_is_named),
		cmocka_unit_test(no_screen_no_smear),
		cmocka_unit_test(colours),
		cmocka_unit_test(depths),
		cmocka_unit_test(a_lost_terminal_ends_it),
		cmocka_unit_test(a_stuck_terminal_stops_nothing),
		cmocka_unit_test(a_slow_line_is_named),
		cmocka_unit_test(the_wheel_after_set_mouse),
		cmocka_unit_test(budgets),
		cmocka_unit_test(a_chat_line_is_cheap),
	};
	return cmocka_run_group_tests_name("the terminal", tests, NULL, NULL);
}
