/* test_loop.c: descriptors, timers and signals call back in order, and callbacks may change everything. */
#include "support/test.h"

#include <signal.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/loop.h"

enum { NOTES_MAX = 64 };

/* What happened, in order. */
static char notes[NOTES_MAX + 1];
static struct loop *loop;

static int fresh(void **state)
{
	(void)state;
	loop = loop_new();
	notes[0] = '\0';
	return 0;
}

static int clear(void **state)
{
	(void)state;
	loop_free(loop);
	return 0;
}

static void note(char c)
{
	size_t n = strlen(notes);
	assert_true(n < NOTES_MAX);
	notes[n] = c;
	notes[n + 1] = '\0';
}

static void note_timer(void *ctx)
{
	note(*(const char *)ctx);
}

static void note_fd(void *ctx, int fd, unsigned ready)
{
	(void)fd;
	note(*(const char *)ctx);
	if (ready & LOOP_HANGUP)
		note('!');
}

static void open_pipe(int fds[2])
{
	assert_int_equal(pipe(fds), 0);
}

static void close_both(const int fds[2])
{
	close(fds[0]);
	close(fds[1]);
}

static void a_turn_calls_what_is_ready_and_no_more(void **state)
{
	(void)state;
	int a[2], b[2];
	open_pipe(a);
	open_pipe(b);
	assert_int_equal(loop_watch(loop, a[0], LOOP_READ, note_fd, "a", NULL), RC_OK);
	assert_int_equal(loop_watch(loop, b[0], LOOP_READ, note_fd, "b", NULL), RC_OK);
	assert_int_equal(loop_once(loop, 0), 0);
	assert_int_equal(write(b[1], "x", 1), 1);
	assert_int_equal(loop_once(loop, -1), 1);
	assert_string_equal(notes, "b");
	assert_int_equal(write(a[1], "x", 1), 1);
	assert_int_equal(loop_once(loop, -1), 2);
	assert_string_equal(notes, "bab");
	loop_unwatch(loop, b[0]);
	loop_unwatch(loop, b[0]);
	loop_unwatch(loop, 9999);
	assert_int_equal(loop_once(loop, 0), 1);
	close(a[1]);
	loop_watch(loop, a[0], 0, note_fd, "a", NULL);
	assert_int_equal(loop_once(loop, 0), 1);
	assert_string_equal(notes, "babaa!");
	loop_unwatch(loop, a[0]);
	close(a[0]);
	close_both(b);
}

static void writing_is_asked_for_separately(void **state)
{
	(void)state;
	int a[2];
	open_pipe(a);
	loop_watch(loop, a[1], 0, note_fd, "w", NULL);
	assert_int_equal(loop_once(loop, 0), 0);
	loop_watch(loop, a[1], LOOP_WRITE, note_fd, "w", NULL);
	assert_int_equal(loop_once(loop, 0), 1);
	assert_string_equal(notes, "w");
	loop_unwatch(loop, a[1]);
	close_both(a);
}

struct pair {
	int mine, other;
};

static void unwatch_other(void *ctx, int fd, unsigned ready)
{
	const struct pair *p = ctx;
	(void)fd;
	(void)ready;
	note('u');
	loop_unwatch(loop, p->other);
	loop_unwatch(loop, p->mine);
}

static void what_was_unwatched_in_a_turn_is_not_called_in_it(void **state)
{
	(void)state;
	int a[2], b[2];
	open_pipe(a);
	open_pipe(b);
	assert_int_equal(write(a[1], "x", 1) + write(b[1], "x", 1), 2);
	struct pair first = {a[0], b[0]}, second = {b[0], a[0]};
	loop_watch(loop, a[0], LOOP_READ, unwatch_other, &first, NULL);
	loop_watch(loop, b[0], LOOP_READ, unwatch_other, &second, NULL);
	assert_int_equal(loop_once(loop, 0), 1);
	assert_string_equal(notes, "u");
	assert_int_equal(loop_once(loop, 0), 0);
	close_both(a);
	close_both(b);
}

static void hand_over(void *ctx, int fd, unsigned ready)
{
	const struct pair *p = ctx;
	(void)fd;
	(void)ready;
	note('h');
	loop_watch(loop, p->other, LOOP_READ, note_fd, "n", NULL);
}

static void a_new_owner_does_not_get_the_old_owners_answer(void **state)
{
	(void)state;
	int a[2], b[2];
	open_pipe(a);
	open_pipe(b);
	assert_int_equal(write(a[1], "x", 1) + write(b[1], "x", 1), 2);
	struct pair p = {a[0], b[0]};
	loop_watch(loop, a[0], LOOP_READ, hand_over, &p, NULL);
	loop_watch(loop, b[0], LOOP_READ, note_fd, "o", NULL);
	assert_int_equal(loop_once(loop, 0), 1);
	assert_string_equal(notes, "h");
	loop_unwatch(loop, a[0]);
	assert_int_equal(loop_once(loop, 0), 1);
	assert_string_equal(notes, "hn");
	loop_unwatch(loop, b[0]);
	close_both(a);
	close_both(b);
}

static void there_is_a_limit_of_descriptors(void **state)
{
	(void)state;
	for (int fd = 0; fd < LOOP_FDS_MAX; fd++)
		assert_int_equal(loop_watch(loop, fd + 100, 0, note_fd, "x", NULL), RC_OK);
	struct err err = {0};
	assert_int_equal(loop_watch(loop, 5, 0, note_fd, "x", &err), RC_LIMIT);
	loop_unwatch(loop, 100);
	assert_int_equal(loop_watch(loop, 5, 0, note_fd, "x", &err), RC_OK);
}

static void run_until(const char *want)
{
	duration began = clock_mono();
	while (strcmp(notes, want) != 0 && clock_mono() - began < 10 * US_PER_S)
		loop_once(loop, US_PER_S);
	assert_string_equal(notes, want);
}

static void timers_run_in_the_order_of_their_times(void **state)
{
	(void)state;
	assert_true(loop_after(loop, 3000, 0, note_timer, "3") > 0);
	assert_true(loop_after(loop, 1000, 0, note_timer, "1") > 0);
	assert_true(loop_after(loop, 2000, 0, note_timer, "2") > 0);
	uint64_t gone = loop_after(loop, 1500, 0, note_timer, "x");
	loop_cancel(loop, gone);
	loop_cancel(loop, gone);
	loop_cancel(loop, 0);
	run_until("123");
}

static uint64_t every_id;

static void every_three(void *ctx)
{
	(void)ctx;
	note('e');
	if (strlen(notes) == 3)
		loop_cancel(loop, every_id);
}

static void a_repeated_timer_repeats_until_it_is_cancelled(void **state)
{
	(void)state;
	every_id = loop_after(loop, 0, 1000, every_three, NULL);
	run_until("eee");
	assert_int_equal(loop_once(loop, 3000), 0);
}

static void again(void *ctx)
{
	note(*(const char *)ctx);
	loop_after(loop, 0, 0, again, ctx);
}

static void a_timer_without_delay_waits_for_the_next_turn(void **state)
{
	(void)state;
	loop_after(loop, 0, 0, again, "z");
	assert_int_equal(loop_once(loop, 0), 1);
	assert_int_equal(loop_once(loop, 0), 1);
	assert_string_equal(notes, "zz");
}

static void there_is_a_limit_of_timers(void **state)
{
	(void)state;
	for (int i = 0; i < LOOP_TIMERS_MAX; i++)
		assert_true(loop_after(loop, US_PER_DAY, 0, note_timer, "x") > 0);
	assert_int_equal(loop_after(loop, 0, 0, note_timer, "x"), 0);
}

static void note_signal(void *ctx, int signal)
{
	(void)ctx;
	note(signal == SIGUSR1 ? '1' : '2');
	if (signal == SIGUSR2)
		loop_stop(loop);
}

static void signals_come_as_callbacks(void **state)
{
	(void)state;
	assert_int_equal(loop_on_signal(loop, SIGUSR1, note_signal, NULL, NULL), RC_OK);
	assert_int_equal(loop_on_signal(loop, SIGUSR2, note_signal, NULL, NULL), RC_OK);
	assert_int_equal(raise(SIGUSR1), 0);
	assert_string_equal(notes, "");
	run_until("1");
	assert_int_equal(raise(SIGUSR2), 0);
	loop_run(loop);
	assert_string_equal(notes, "12");
	loop_free(loop);
	loop = NULL;
	sigset_t now;
	sigprocmask(SIG_BLOCK, NULL, &now);
	assert_false(sigismember(&now, SIGUSR1));
}

#define LOOP_TEST(f) cmocka_unit_test_setup_teardown(f, fresh, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOOP_TEST(a_turn_calls_what_is_ready_and_no_more),
		LOOP_TEST(writing_is_asked_for_separately),
		LOOP_TEST(what_was_unwatched_in_a_turn_is_not_called_in_it),
		LOOP_TEST(a_new_owner_does_not_get_the_old_owners_answer),
		LOOP_TEST(there_is_a_limit_of_descriptors),
		LOOP_TEST(timers_run_in_the_order_of_their_times),
		LOOP_TEST(a_repeated_timer_repeats_until_it_is_cancelled),
		LOOP_TEST(a_timer_without_delay_waits_for_the_next_turn),
		LOOP_TEST(there_is_a_limit_of_timers),
		LOOP_TEST(signals_come_as_callbacks),
	};
	return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
