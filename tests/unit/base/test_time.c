/* test_time.c: the calendar, the stored form and the forms people read. */
#include "support/test.h"

#include "base/time.h"

static struct arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int free_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static instant iso(const char *text)
{
	instant at = 0;
	if (!time_from_iso(str_z(text), &at))
		fail_msg("%s is not read", text);
	return at;
}

static void the_calendar_agrees_with_the_system(void **state)
{
	(void)state;
	for (int64_t day = -200000; day < 200000; day += 37) {
		time_t s = day * 86400 + 12345;
		struct tm tm = {0};
		gmtime_r(&s, &tm);
		struct civil c = time_civil(s * US_PER_S, 0);
		assert_int_equal(c.year, tm.tm_year + 1900);
		assert_int_equal(c.month, tm.tm_mon + 1);
		assert_int_equal(c.day, tm.tm_mday);
		assert_int_equal(c.weekday, (tm.tm_wday + 6) % 7);
		assert_int_equal(c.hour * 3600 + c.minute * 60 + c.second, 12345);
		assert_true(time_from_civil(&c, 0) == s * US_PER_S);
	}
}

static void offsets_shift_the_clock_not_the_instant(void **state)
{
	(void)state;
	instant at = iso("2026-12-31T23:30:00.000007Z");
	struct civil c = time_civil(at, 60);
	assert_int_equal(c.year, 2027);
	assert_int_equal(c.month, 1);
	assert_int_equal(c.day, 1);
	assert_int_equal(c.hour, 0);
	assert_int_equal(c.minute, 30);
	assert_int_equal(c.micro, 7);
	assert_true(time_from_civil(&c, 60) == at);
	c = time_civil(-1, -300);
	assert_int_equal(c.year, 1969);
	assert_int_equal(c.hour, 18);
	assert_int_equal(c.micro, 999999);
	time_civil(INSTANT_NONE + 1, -900);
	time_civil(INT64_MAX, 900);
}

static void the_stored_form_comes_back(void **state)
{
	(void)state;
	static const char *const texts[] = {"2026-11-22T14:02:31Z", "2026-11-22T14:02:31.123456Z",
		"1970-01-01T00:00:00Z", "2024-02-29T23:59:59.000001Z", "9999-12-31T23:59:59Z", "?"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_string_equal(time_iso(arena, iso(texts[i])), texts[i]);
	assert_true(iso("?") == INSTANT_NONE);
	assert_true(iso("2026-11-22T15:02:31+01:00") == iso("2026-11-22T14:02:31Z"));
	assert_true(iso("2026-11-22T08:32:31-05:30") == iso("2026-11-22T14:02:31Z"));
	assert_true(iso("2026-11-22T14:02:31.123456789Z") == iso("2026-11-22T14:02:31.123456Z"));
	assert_true(iso("2026-11-22T14:02:31.5Z") - iso("2026-11-22T14:02:31Z") == 500000);
}

static void other_forms_are_not_stored_times(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "2026-11-22", "2026-11-22T14:02Z",
		"2026-11-22T14:02:31", "2026-11-22 14:02:31Z", "2026-13-22T14:02:31Z",
		"2026-02-29T14:02:31Z", "2026-11-31T14:02:31Z", "2026-11-22T24:00:00Z",
		"2026-11-22T14:60:31Z", "2026-11-22T14:02:60Z", "2026-11-22T14:02:31Zx",
		"2026-11-22T14:02:31.Z", "2026-11-22T14:02:31.1234567890Z",
		"2026-11-22T14:02:31+1:00", "2026-11-22T14:02:31+16:00", "02026-11-22T14:02:31Z",
		"1969-12-31T23:59:59Z", "-1-11-22T14:02:31Z"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		instant at = 77;
		assert_false(time_from_iso(str_z(bad[i]), &at));
		assert_int_equal(at, 77);
	}
}

static void precision_cuts_what_is_not_known(void **state)
{
	(void)state;
	static const char *const want[] = {"2026-11-22T14:02:31.5", "2026-11-22T14:02:31Z",
		"2026-11-22T14:02Z", "2026-11-22T14Z", "2026-11-22", "?"};
	instant at = iso("2026-11-22T14:02:31.5Z");
	for (int p = PREC_US; p <= PREC_UNKNOWN; p++) {
		enum precision back;
		assert_true(str_starts(
			str_z(time_iso_prec(arena, at, (enum precision)p)), str_z(want[p])));
		assert_true(precision_parse(str_z(precision_name((enum precision)p)), &back));
		assert_int_equal(back, p);
	}
	enum precision p;
	assert_false(precision_parse(STR("min"), &p));
}

static void clocks_are_written_for_people(void **state)
{
	(void)state;
	instant at = iso("2026-11-22T14:02:31Z");
	assert_string_equal(time_hm(arena, at, 0), "14:02");
	assert_string_equal(time_hms(arena, at, 60), "15:02:31");
	assert_string_equal(time_hm(arena, at, -15 * 60), "23:02");
	assert_string_equal(time_hm(arena, INSTANT_NONE, 0), "?");
	assert_string_equal(time_hms(arena, INSTANT_NONE, 0), "?");
	assert_string_equal(time_elapsed(arena, 47 * US_PER_MIN + 12 * US_PER_S), "0:47:12");
	assert_string_equal(time_elapsed(arena, -5 * US_PER_S), "-0:00:05");
	assert_string_equal(time_elapsed(arena, 100 * US_PER_H), "100:00:00");
	assert_string_equal(time_elapsed(arena, -1), "0:00:00");
	assert_string_equal(duration_clock(arena, 258 * US_PER_S), "04:18");
	assert_string_equal(duration_clock(arena, 3858 * US_PER_S), "1:04:18");
	assert_string_equal(duration_clock(arena, -61 * US_PER_S), "-01:01");
	time_elapsed(arena, INT64_MIN);
}

static void durations_are_short_and_can_be_read_again(void **state)
{
	(void)state;
	static const struct {
		duration d;
		const char *want;
	} cases[] = {{0, "0s"}, {31 * US_PER_S, "31s"}, {47 * US_PER_MIN + 59 * US_PER_S, "47m"},
		{US_PER_H, "1h"}, {65 * US_PER_MIN, "1h05m"}, {US_PER_DAY, "1d"},
		{51 * US_PER_H, "2d3h"}, {-5 * US_PER_MIN, "-5m"}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *got = duration_short(arena, cases[i].d);
		duration back;
		assert_string_equal(got, cases[i].want);
		if (cases[i].d >= 0)
			assert_int_equal(duration_parse(str_z(got), &back, NULL), RC_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_calendar_agrees_with_the_system),
		cmocka_unit_test(offsets_shift_the_clock_not_the_instant),
		cmocka_unit_test(the_stored_form_comes_back),
		cmocka_unit_test(other_forms_are_not_stored_times),
		cmocka_unit_test(precision_cuts_what_is_not_known),
		cmocka_unit_test(clocks_are_written_for_people),
		cmocka_unit_test(durations_are_short_and_can_be_read_again),
	};
	return cmocka_run_group_tests_name("time", tests, make_arena, free_arena);
}
