/* story_attention.c: what rings, flashes and waits, with a clock that the test sets. */
#include "support/test.h"

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
		cmocka_unit_test(the_next_thing),
		cmocka_unit_test(two_people),
	};
	return cmocka_run_group_tests_name("attention on a terminal", tests, NULL, NULL);
}
