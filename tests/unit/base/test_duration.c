/* test_duration.c: durations as people type them, and what they are told otherwise. */
#include "support/test.h"

#include "base/time.h"

static void durations_are_sums_of_units(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		duration want;
	} cases[] = {{"90s", 90 * US_PER_S}, {"15m", 15 * US_PER_MIN}, {"1h30m", 90 * US_PER_MIN},
		{"2d", 2 * US_PER_DAY},
		{"1d2h3m4s", US_PER_DAY + 2 * US_PER_H + 3 * US_PER_MIN + 4 * US_PER_S}, {"0m", 0},
		{"1h05m", 65 * US_PER_MIN}, {"36525d", 36525 * US_PER_DAY}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		duration d = -1;
		assert_int_equal(duration_parse(str_z(cases[i].text), &d, NULL), RC_OK);
		assert_true(d == cases[i].want);
	}
}

static void everything_else_is_refused_with_advice(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"15", "15 what? 15m?"},
		{"1h30", "30 what? 1h30m?"},
		{"2d4", "4 what? 2d4h?"},
		{"", "\"\" is no duration; write 90s, 15m, 1h30m or 2d"},
		{"m", "\"m\" is no duration; write 90s, 15m, 1h30m or 2d"},
		{"15min", "\"15min\" is no duration; write 90s, 15m, 1h30m or 2d"},
		{"1.5h", "\"1.5h\" is no duration; write 90s, 15m, 1h30m or 2d"},
		{"-5m", "\"-5m\" is no duration; write 90s, 15m, 1h30m or 2d"},
		{"15 m", "\"15 m\" is no duration; write 90s, 15m, 1h30m or 2d"},
		{"2w", "\"2w\" is no duration; write 90s, 15m, 1h30m or 2d"},
		{"30m1h", "\"30m1h\" has its units out of order; write the largest first, as in "
			  "1h30m"},
		{"1m1m", "\"1m1m\" has its units out of order; write the largest first, as in "
			 "1h30m"},
		{"36526d", "a duration may be a hundred years at most"},
		{"36525d1s", "a duration may be a hundred years at most"},
		{"99999999999999999999s", "a duration may be a hundred years at most"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		duration d = 77;
		struct err err = {0};
		assert_int_equal(duration_parse(str_z(cases[i].text), &d, &err), RC_USAGE);
		assert_string_equal(err.text, cases[i].want);
		assert_int_equal(d, 77);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_are_sums_of_units),
		cmocka_unit_test(everything_else_is_refused_with_advice),
	};
	return cmocka_run_group_tests_name("duration", tests, NULL, NULL);
}
