/* test_zone.c: offsets by table and by rule, on both halves of the globe, and broken files. */
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

static int offset(const struct zone *z, const char *at_text)
{
	instant at = 0;
	assert_true(time_from_iso(str_z(at_text), &at));
	return zone_offset_min(z, at);
}

static void no_zone_is_utc(void **state)
{
	(void)state;
	assert_int_equal(zone_offset_min(NULL, 0), 0);
	assert_string_equal(zone_name(NULL), "UTC");
	assert_string_equal(zone_name(zone_fixed(arena, 0)), "UTC");
}

static void a_fixed_zone_is_named_by_its_offset(void **state)
{
	(void)state;
	const struct zone *z = zone_fixed(arena, -330);
	assert_int_equal(zone_offset_min(z, 0), -330);
	assert_string_equal(zone_name(z), "-05:30");
	assert_string_equal(zone_name(zone_fixed(arena, 60)), "+01:00");
}

static void changes_come_from_the_table_then_from_the_rule(void **state)
{
	(void)state;
	const struct zone *z = tzif_berlin(arena);
	static const struct {
		const char *at;
		int want;
	} cases[] = {
		{"1996-03-31T00:59:59Z", 60},
		{"1996-03-31T01:00:00Z", 120},
		{"1996-10-27T00:59:59Z", 120},
		{"1996-10-27T01:00:00Z", 60},
		{"1997-10-26T01:00:00Z", 60},
		{"1998-03-29T00:59:59Z", 60},
		{"1998-03-29T01:00:00Z", 120},
		{"2026-03-29T00:59:59Z", 60},
		{"2026-03-29T01:00:00Z", 120},
		{"2026-10-25T00:59:59Z", 120},
		{"2026-10-25T01:00:00Z", 60},
		{"2096-07-01T00:00:00Z", 120},
		{"2096-12-31T23:59:59Z", 60},
		{"1990-07-01T00:00:00Z", 60},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (offset(z, cases[i].at) != cases[i].want)
			fail_msg("%s: %d", cases[i].at, offset(z, cases[i].at));
	assert_string_equal(zone_name(z), "Europe/Berlin");
	assert_int_equal(zone_offset_min(z, INSTANT_NONE), 0);
}

static void rules_of_all_kinds(void **state)
{
	(void)state;
	static const struct {
		const char *rule, *at;
		int want;
	} cases[] = {
		/* Summer across the turn of the year. */
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 660},
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T15:59:59Z", 660},
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T16:00:00Z", 600},
		{"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-10-03T16:00:00Z", 660},
		/* Half an hour of summer time. */
		{"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-12-01T00:00:00Z", 660},
		{"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-07-01T00:00:00Z", 630},
		/* The winter is the exception: negative saving. */
		{"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-15T00:00:00Z", 0},
		{"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-15T00:00:00Z", 60},
		/* A change on the eve, counted as a negative hour. */
		{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -120},
		{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -60},
		/* West of Greenwich. */
		{"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -300},
		{"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -240},
		{"EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -300},
		/* Days of the year, with and without a leap day. */
		{"AAA0BBB,J60,J300", "2024-02-29T12:00:00Z", 0},
		{"AAA0BBB,J60,J300", "2024-03-01T12:00:00Z", 60},
		{"AAA0BBB,J60,J300", "2025-03-01T12:00:00Z", 60},
		{"AAA0BBB,59,300", "2024-02-29T12:00:00Z", 60},
		{"AAA0BBB,59,300", "2025-02-28T12:00:00Z", 0},
		{"<+0545>-5:45", "2026-01-01T00:00:00Z", 345},
		{"UTC0", "2026-01-01T00:00:00Z", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int got = offset(tzif_rule(arena, "Test/Rule", cases[i].rule), cases[i].at);
		if (got != cases[i].want)
			fail_msg("%s at %s: %d", cases[i].rule, cases[i].at, got);
	}
}

static enum rc parse(struct str bytes)
{
	const struct zone *z = NULL;
	struct err err = {0};
	enum rc rc = zone_parse(arena, "Test/Zone", bytes, &z, &err);
	assert_true((rc == RC_OK) == (z != NULL));
	return rc;
}

static void broken_files_are_refused(void **state)
{
	(void)state;
	static const int64_t times[] = {100, 200}, falling[] = {200, 100};
	static const int types[] = {0, 1}, wild[] = {0, 7}, offsets[] = {0, 3600},
			 far[] = {0, 999999};
	const struct tzif good = {times, types, 2, offsets, 2, "UTC0"};
	struct str bytes = tzif_bytes(arena, &good);
	assert_int_equal(parse(bytes), RC_OK);
	for (size_t n = 0; n < bytes.n; n++)
		assert_int_equal(parse(str_dup(arena, str_cut(bytes, 0, n))), RC_USAGE);
	const struct tzif bad[] = {
		{falling, types, 2, offsets, 2, "UTC0"},
		{times, wild, 2, offsets, 2, "UTC0"},
		{times, types, 2, far, 2, "UTC0"},
		{times, types, 2, offsets, 2, "nonsense"},
		{times, types, 2, offsets, 2, "CET-1CEST"},
		{times, types, 2, offsets, 2, "CET-1CEST,M13.5.0,M10.5.0"},
		{times, types, 2, offsets, 2, "CET-1CEST,M3.6.0,M10.5.0"},
		{times, types, 2, offsets, 2, "CET-1CEST,M3.5.0,M10.5.0x"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(parse(tzif_bytes(arena, &bad[i])), RC_USAGE);
}

/* Each byte of a good file once turned round: never a crash, and whatever is accepted answers. */
static void damaged_files_do_no_harm(void **state)
{
	(void)state;
	static const int64_t times[] = {100, 200};
	static const int types[] = {0, 1}, offsets[] = {0, 3600};
	const struct tzif good = {times, types, 2, offsets, 2, "CET-1CEST,M3.5.0,M10.5.0/3"};
	struct str bytes = tzif_bytes(arena, &good);
	for (size_t i = 0; i < bytes.n; i++) {
		struct str copy = str_dup(arena, bytes);
		((char *)(uintptr_t)copy.p)[i] ^= 0xFF;
		const struct zone *z = NULL;
		if (zone_parse(arena, "Test/Zone", copy, &z, NULL) == RC_OK)
			for (int64_t day = -30000; day < 60000; day += 331)
				assert_in_range(
					zone_offset_min(z, day * US_PER_DAY) + 10080, 0, 20160);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_zone_is_utc),
		cmocka_unit_test(a_fixed_zone_is_named_by_its_offset),
		cmocka_unit_test(changes_come_from_the_table_then_from_the_rule),
		cmocka_unit_test(rules_of_all_kinds),
		cmocka_unit_test(broken_files_are_refused),
		cmocka_unit_test(damaged_files_do_no_harm),
	};
	return cmocka_run_group_tests_name("zone", tests, make_arena, free_arena);
}
