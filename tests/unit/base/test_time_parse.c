/* test_time_parse.c: the time words of the language, around clock changes too. */
#include "support/test.h"

#include "support/tzif.h"

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

struct row {
	const char *now, *word, *want; /* want: stored form, or the message */
	enum time_want for_what;
	enum precision precision;
};

static void check(const struct row *r, const struct zone *zone, const char *zero)
{
	struct time_ctx ctx = {iso(r->now), zero ? iso(zero) : INSTANT_NONE, zone, r->for_what};
	struct stamp s = {.at = 77};
	struct err err = {0};
	enum rc rc = time_parse(str_z(r->word), &ctx, &s, &err);
	const char *got = rc ? err.text : time_iso(arena, s.at);
	if (strcmp(got, r->want) != 0)
		fail_msg("%s at %s: \"%s\", not \"%s\"", r->word, r->now, got, r->want);
	if (rc)
		assert_int_equal(s.at, 77);
	else
		assert_int_equal(s.precision, r->precision);
}

static void check_all(const struct row *rows, size_t n, const struct zone *zone, const char *zero)
{
	for (size_t i = 0; i < n; i++)
		check(&rows[i], zone, zero);
}
#define CHECK_ALL(rows, zone, zero)                                                                \
	check_all((rows), sizeof(rows) / sizeof(rows)[0], (zone), (zero))

static const char sunday[] = "2026-11-22T14:02:31Z";

static void words_of_a_record(void **state)
{
	(void)state;
	const struct row rows[] = {
		{sunday, "now", "2026-11-22T14:02:31Z", TIME_RECORD, PREC_S},
		{sunday, "14:02", "2026-11-22T14:02:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "14:03", "2026-11-21T14:03:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "9:05", "2026-11-22T09:05:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "14:02:31", "2026-11-22T14:02:31Z", TIME_RECORD, PREC_S},
		{sunday, "14:02:32", "2026-11-21T14:02:32Z", TIME_RECORD, PREC_S},
		{sunday, "15:01+01:00", "2026-11-22T14:01:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "14:02Z", "2026-11-22T14:02:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "2026-11-22", "2026-11-22T00:00:00Z", TIME_RECORD, PREC_DAY},
		{sunday, "2026-11-22T13:58", "2026-11-22T13:58:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "2019-01-02T03:04:05-05:00", "2019-01-02T08:04:05Z", TIME_RECORD, PREC_S},
		{sunday, "-10m", "2026-11-22T13:52:31Z", TIME_RECORD, PREC_MIN},
		{sunday, "-90s", "2026-11-22T14:01:01Z", TIME_RECORD, PREC_S},
		{sunday, "-2h", "2026-11-22T12:02:31Z", TIME_RECORD, PREC_H},
		{sunday, "-1h30m", "2026-11-22T12:32:31Z", TIME_RECORD, PREC_MIN},
		{sunday, "-2d", "2026-11-20T14:02:31Z", TIME_RECORD, PREC_DAY},
		{sunday, "today", "2026-11-22T00:00:00Z", TIME_RECORD, PREC_DAY},
		{sunday, "yesterday", "2026-11-21T00:00:00Z", TIME_RECORD, PREC_DAY},
		{sunday, "fri", "2026-11-20T00:00:00Z", TIME_RECORD, PREC_DAY},
		{sunday, "Sunday", "2026-11-22T00:00:00Z", TIME_RECORD, PREC_DAY},
		{sunday, "mon", "2026-11-16T00:00:00Z", TIME_RECORD, PREC_DAY},
		{sunday, "?", "?", TIME_RECORD, PREC_UNKNOWN},
	};
	CHECK_ALL(rows, NULL, NULL);
}

static void words_of_a_promise(void **state)
{
	(void)state;
	const struct row rows[] = {
		{sunday, "14:02", "2026-11-23T14:02:00Z", TIME_PROMISE, PREC_MIN},
		{sunday, "14:03", "2026-11-22T14:03:00Z", TIME_PROMISE, PREC_MIN},
		{sunday, "+15m", "2026-11-22T14:17:31Z", TIME_PROMISE, PREC_S},
		{sunday, "+2d", "2026-11-24T14:02:31Z", TIME_PROMISE, PREC_S},
		{sunday, "2026-12-01", "2026-12-01T23:59:59Z", TIME_PROMISE, PREC_DAY},
		{sunday, "today", "2026-11-22T23:59:59Z", TIME_PROMISE, PREC_DAY},
		{sunday, "tomorrow", "2026-11-23T23:59:59Z", TIME_PROMISE, PREC_DAY},
		{sunday, "fri", "2026-11-27T23:59:59Z", TIME_PROMISE, PREC_DAY},
		{sunday, "sun", "2026-11-22T23:59:59Z", TIME_PROMISE, PREC_DAY},
		{sunday, "2026-12-01T09:00+01:00", "2026-12-01T08:00:00Z", TIME_PROMISE, PREC_MIN},
	};
	CHECK_ALL(rows, NULL, NULL);
}

static void times_on_the_wrong_side_are_refused(void **state)
{
	(void)state;
	const struct row rows[] = {
		{sunday, "+15m", "\"+15m\" is in the future; a record needs a time that has passed",
			TIME_RECORD, 0},
		{sunday, "tomorrow",
			"\"tomorrow\" is in the future; a record needs a time that has passed",
			TIME_RECORD, 0},
		{sunday, "2026-11-22T14:03",
			"\"2026-11-22T14:03\" is in the future; a record needs a time that has "
			"passed",
			TIME_RECORD, 0},
		{sunday, "2026-11-23",
			"\"2026-11-23\" is in the future; a record needs a time that has passed",
			TIME_RECORD, 0},
		{sunday, "-10m", "\"-10m\" has passed; a promise needs a time to come",
			TIME_PROMISE, 0},
		{sunday, "yesterday", "\"yesterday\" has passed; a promise needs a time to come",
			TIME_PROMISE, 0},
		{sunday, "2026-11-22T14:02",
			"\"2026-11-22T14:02\" has passed; a promise needs a time to come",
			TIME_PROMISE, 0},
	};
	CHECK_ALL(rows, NULL, NULL);
}

static void since_the_start_of_impact(void **state)
{
	(void)state;
	const struct row rows[] = {
		{sunday, "T+5", "2026-11-22T13:57:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "t+0", "2026-11-22T13:52:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "T+0:10", "2026-11-22T14:02:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "T+90s", "2026-11-22T13:53:30Z", TIME_RECORD, PREC_S},
		{sunday, "T-12", "2026-11-22T13:40:00Z", TIME_RECORD, PREC_MIN},
		{sunday, "T+1:05", "2026-11-22T14:57:00Z", TIME_PROMISE, PREC_MIN},
		{sunday, "T+1h5m", "2026-11-22T14:57:00Z", TIME_PROMISE, PREC_S},
		{sunday, "T+1:05",
			"\"T+1:05\" is in the future; a record needs a time that has passed",
			TIME_RECORD, 0},
	};
	CHECK_ALL(rows, NULL, "2026-11-22T13:52:00Z");
	struct time_ctx ctx = {iso(sunday), INSTANT_NONE, NULL, TIME_RECORD};
	struct stamp s;
	assert_int_equal(time_parse(STR("T+5"), &ctx, &s, NULL), RC_STATE);
}

static void other_words_are_no_times(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "x", "24:00", "12:60", "12:30:60", "12:3", "1230",
		"12:30pm", "12:30+1", "12:30+01:00x", "2026-11-31", "2026-02-29", "2026-11-22x",
		"2026-11-22T", "2026-11-22T9", "2026-11-22 14:02", "2026-1-2", "1969-01-01", "-",
		"+", "T+", "T+x", "T+1:5", "T+1:60", "mo", "mond-", "nowx", "??", "-5", "-5w",
		"--5m", "+-5m", "-99999999999999999999d"};
	struct time_ctx ctx = {iso(sunday), iso(sunday), NULL, TIME_RECORD};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct stamp s = {.at = 77};
		struct err err = {0};
		if (time_parse(str_z(bad[i]), &ctx, &s, &err) != RC_USAGE)
			fail_msg("\"%s\" is taken as %s", bad[i], time_iso(arena, s.at));
		assert_int_equal(s.at, 77);
		assert_true(strlen(err.text) > 5);
	}
	struct err err = {0};
	struct stamp s;
	time_parse(STR("-15"), &ctx, &s, &err);
	assert_string_equal(err.text, "15 what? 15m?");
}

static void clock_changes_in_berlin(void **state)
{
	(void)state;
	const struct row rows[] = {
		/* 25 October 2026: 03:00+02:00 becomes 02:00+01:00. */
		{"2026-10-25T09:00:00Z", "02:30",
			"02:30 happened twice: 02:30+02:00 or 02:30+01:00", TIME_RECORD, 0},
		{"2026-10-25T09:00:00Z", "02:30:15",
			"02:30:15 happened twice: 02:30:15+02:00 or 02:30:15+01:00", TIME_RECORD,
			0},
		{"2026-10-25T09:00:00Z", "02:30+02:00", "2026-10-25T00:30:00Z", TIME_RECORD,
			PREC_MIN},
		{"2026-10-25T09:00:00Z", "02:30+01:00", "2026-10-25T01:30:00Z", TIME_RECORD,
			PREC_MIN},
		{"2026-10-25T09:00:00Z", "01:59", "2026-10-24T23:59:00Z", TIME_RECORD, PREC_MIN},
		{"2026-10-25T09:00:00Z", "03:00", "2026-10-25T02:00:00Z", TIME_RECORD, PREC_MIN},
		{"2026-10-27T09:00:00Z", "2026-10-25T02:30",
			"02:30 happened twice: 02:30+02:00 or 02:30+01:00", TIME_RECORD, 0},
		/* While the second 02:30 is still to come, a record can only mean the first. */
		{"2026-10-25T00:45:00Z", "02:30", "2026-10-25T00:30:00Z", TIME_RECORD, PREC_MIN},
		{"2026-10-25T00:45:00Z", "02:30", "2026-10-25T01:30:00Z", TIME_PROMISE, PREC_MIN},
		{"2026-10-24T12:00:00Z", "02:30",
			"02:30 happened twice: 02:30+02:00 or 02:30+01:00", TIME_PROMISE, 0},
		/* 29 March 2026: 02:00+01:00 becomes 03:00+02:00. */
		{"2026-03-29T09:00:00Z", "02:30",
			"02:30 did not happen, the clocks jumped over it: 01:30+01:00 or "
			"03:30+02:00",
			TIME_RECORD, 0},
		{"2026-03-29T09:00:00Z", "01:59", "2026-03-29T00:59:00Z", TIME_RECORD, PREC_MIN},
		{"2026-03-29T09:00:00Z", "03:00", "2026-03-29T01:00:00Z", TIME_RECORD, PREC_MIN},
		{"2026-03-29T00:10:00Z", "02:30", "2026-03-28T01:30:00Z", TIME_RECORD, PREC_MIN},
		{"2026-03-30T09:00:00Z", "2026-03-29T02:30",
			"02:30 did not happen, the clocks jumped over it: 01:30+01:00 or "
			"03:30+02:00",
			TIME_RECORD, 0},
		/* Local days. */
		{"2026-07-01T23:30:00Z", "today", "2026-07-01T22:00:00Z", TIME_RECORD, PREC_DAY},
		{"2026-07-01T23:30:00Z", "yesterday", "2026-06-30T22:00:00Z", TIME_RECORD,
			PREC_DAY},
		{"2026-10-24T12:00:00Z", "tomorrow", "2026-10-25T22:59:59Z", TIME_PROMISE,
			PREC_DAY},
		{"2026-07-01T12:00:00Z", "14:02", "2026-06-30T12:02:00Z", TIME_RECORD, PREC_MIN},
		{"2026-07-01T12:00:00Z", "13:58", "2026-07-01T11:58:00Z", TIME_RECORD, PREC_MIN},
		/* Elapsed time does not care. */
		{"2026-10-25T01:30:00Z", "-2h", "2026-10-24T23:30:00Z", TIME_RECORD, PREC_H},
	};
	CHECK_ALL(rows, tzif_berlin(arena), NULL);
}

static void days_that_begin_or_end_in_a_clock_change(void **state)
{
	(void)state;
	/* The clocks go from 00:00 to 01:00 in spring and from 24:00 to 23:00 in autumn. */
	const struct zone *z = tzif_rule(arena, "Test/Midnight", "AAA0BBB,M3.5.0/0,M10.5.0/0");
	const struct row rows[] = {
		{"2026-03-29T12:00:00Z", "today", "2026-03-29T00:00:00Z", TIME_RECORD, PREC_DAY},
		{"2026-10-24T12:00:00Z", "today", "2026-10-24T23:59:59Z", TIME_PROMISE, PREC_DAY},
		{"2026-10-25T12:00:00Z", "yesterday", "2026-10-23T23:00:00Z", TIME_RECORD,
			PREC_DAY},
	};
	CHECK_ALL(rows, z, NULL);
}

static void a_stamp_says_whose_zone_it_is_in(void **state)
{
	(void)state;
	struct time_ctx ctx = {
		iso("2026-07-01T12:00:00Z"), INSTANT_NONE, tzif_berlin(arena), TIME_RECORD};
	struct stamp s;
	assert_int_equal(time_parse(STR("13:58"), &ctx, &s, NULL), RC_OK);
	assert_int_equal(s.offset_min, 120);
	assert_false(s.zone_given);
	assert_int_equal(time_parse(STR("2026-01-05T13:58"), &ctx, &s, NULL), RC_OK);
	assert_int_equal(s.offset_min, 60);
	assert_int_equal(time_parse(STR("11:58-05:30"), &ctx, &s, NULL), RC_OK);
	assert_int_equal(s.offset_min, -330);
	assert_true(s.zone_given);
	assert_int_equal(time_parse(STR("-200d"), &ctx, &s, NULL), RC_OK);
	assert_int_equal(s.offset_min, 60);
	assert_int_equal(time_parse(STR("?"), &ctx, &s, NULL), RC_OK);
	assert_int_equal(s.offset_min, 120);
}

static void times_are_told_from_text(void **state)
{
	(void)state;
	static const char *const times[] = {"14:02", "9:05", "14:02pm", "2026-11-22",
		"2026-11-22T14:02", "-10m", "-10", "+5m", "T+5", "t-3", "now", "Today", "yesterday",
		"?", "-1h30m", "25:99"};
	static const char *const texts[] = {"", "12", "12x", "disk", "+5", "+5%", "-5%", "-x", "-",
		"tomorrow", "fri", "sun", "T+", "Ticket", "10:1", "2026", "2026-x", "12:x",
		"nowhere", "todays", "v1:22", "+", "1234:55", "??", "10.0.0.1:80"};
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
		if (!time_looks_like(str_z(times[i])))
			fail_msg("\"%s\" is not seen as a time", times[i]);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (time_looks_like(str_z(texts[i])))
			fail_msg("\"%s\" is seen as a time", texts[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_a_record),
		cmocka_unit_test(words_of_a_promise),
		cmocka_unit_test(times_on_the_wrong_side_are_refused),
		cmocka_unit_test(since_the_start_of_impact),
		cmocka_unit_test(other_words_are_no_times),
		cmocka_unit_test(clock_changes_in_berlin),
		cmocka_unit_test(days_that_begin_or_end_in_a_clock_change),
		cmocka_unit_test(a_stamp_says_whose_zone_it_is_in),
		cmocka_unit_test(times_are_told_from_text),
	};
	return cmocka_run_group_tests_name("time_parse", tests, make_arena, free_arena);
}
