/* test_clock_real.c: an unreadable setting leaves the real clock. */
#include "support/test.h"

#include "sys/clock.h"

static void the_clock_agrees_with_the_system(void **state)
{
	(void)state;
	instant before = time(NULL) * US_PER_S;
	instant now = clock_now();
	instant after = (time(NULL) + 1) * US_PER_S;
	assert_true(before - US_PER_S <= now && now <= after);
}

int main(void)
{
	setenv("WARROOM_CLOCK", "half past two", 1);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_clock_agrees_with_the_system),
	};
	return cmocka_run_group_tests_name("clock_real", tests, NULL, NULL);
}
