/* test_clock.c: the wall clock can be set for tests, the monotonic one never goes back. */
#include "support/test.h"

#include "sys/clock.h"

static void a_set_clock_starts_where_it_was_told_and_runs(void **state)
{
	(void)state;
	instant start;
	assert_true(time_from_iso(STR("2026-11-22T14:02:31Z"), &start));
	duration began = clock_mono();
	instant first = clock_now();
	assert_true(first >= start);
	assert_true(first - start < 60 * US_PER_S);
	instant later;
	while ((later = clock_now()) == first)
		continue;
	assert_true(later > first);
	assert_true(later - first <= clock_mono() - began);
}

static void the_monotonic_clock_does_not_go_back(void **state)
{
	(void)state;
	duration last = clock_mono();
	for (int i = 0; i < 10000; i++) {
		duration now = clock_mono();
		assert_true(now >= last);
		last = now;
	}
}

int main(void)
{
	setenv("WARROOM_CLOCK", "2026-11-22T14:02:31Z", 1);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_clock_starts_where_it_was_told_and_runs),
		cmocka_unit_test(the_monotonic_clock_does_not_go_back),
	};
	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
