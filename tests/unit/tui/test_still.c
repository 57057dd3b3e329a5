/* test_still.c: reduced motion: countdowns in steps of ten seconds, never more time than there is. */
#include "support/test.h"

#include "support/frames.h"
#include "tui/header_internal.h"
#include "view/view_comms.h"

static instant soonest(struct frames *f)
{
	const struct promise *pr;
	const struct incident *i = board_incident(f->state.board, f->state.incident);
	assert_true(view_promises(f->a, f->state.policies, i, f->state.now, &pr) > 0);
	return pr[0].due.due;
}

static instant counted_at(struct frames *f, instant now)
{
	f->state.now = now;
	return header_counted(&f->state, f->a);
}

static void steps_of_ten_before_a_promise(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	f->state.still = true;
	instant due = soonest(f), last = INSTANT_NONE;
	size_t moves = 0;
	for (int s = 70; s >= 0; s--) {
		instant now = due - s * US_PER_S, counted = counted_at(f, now);
		assert_true(counted >= now && counted <= due);
		if (s > 10)
			assert_int_equal((due - counted) / US_PER_S, s / 10 * 10);
		else
			assert_int_equal(counted, now); /* every second of the last ten */
		moves += counted != last;
		last = counted;
	}
	assert_int_equal(moves, 17); /* 70, 60 ... 20, then 10, 9 ... 0 */
	frames_free(f);
}

static void steps_of_ten_when_late(void **state)
{
	struct frames *f = frames_new();
	(void)state;
	f->state.still = true;
	instant due = soonest(f);
	for (int s = 1; s < 65; s++) {
		instant counted = counted_at(f, due + s * US_PER_S);
		assert_int_equal((counted - due) / US_PER_S, s / 10 * 10);
	}
	frames_free(f);
}

static void nothing_owed_and_motion_on(void **state)
{
	struct frames *f = frames_new_empty();
	(void)state;
	assert_int_equal(counted_at(f, 1234567 * US_PER_S), 1234567 * US_PER_S);
	f->state.still = true;
	assert_int_equal(counted_at(f, 1234567 * US_PER_S), 1234560 * US_PER_S);
	frames_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_of_ten_before_a_promise),
		cmocka_unit_test(steps_of_ten_when_late),
		cmocka_unit_test(nothing_owed_and_motion_on),
	};
	return cmocka_run_group_tests_name("reduced motion", tests, NULL, NULL);
}
