/* test_zone.c: zones are found by name, and names cannot lead elsewhere. */
#include "support/test.h"

#include "sys/file.h"
#include "sys/zone.h"

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

static const struct zone *load(const char *name)
{
	const struct zone *z = NULL;
	struct err err = {0};
	if (zone_load(arena, name, &z, &err))
		fail_msg("%s", err.text);
	return z;
}

static void fixed_offsets_need_no_table(void **state)
{
	(void)state;
	assert_int_equal(offset(load("UTC"), "2026-07-01T00:00:00Z"), 0);
	assert_int_equal(offset(load("Z"), "2026-07-01T00:00:00Z"), 0);
	assert_int_equal(offset(load("+05:30"), "2026-07-01T00:00:00Z"), 330);
	assert_int_equal(offset(load("-08:00"), "2026-07-01T00:00:00Z"), -480);
}

static void zones_of_the_table_know_their_changes(void **state)
{
	(void)state;
	if (!file_is_dir("/usr/share/zoneinfo/Europe"))
		skip();
	const struct zone *berlin = load("Europe/Berlin");
	assert_string_equal(zone_name(berlin), "Europe/Berlin");
	assert_int_equal(offset(berlin, "2026-10-25T00:59:59Z"), 120);
	assert_int_equal(offset(berlin, "2026-10-25T01:00:00Z"), 60);
	assert_int_equal(offset(berlin, "2080-07-01T00:00:00Z"), 120);
	assert_int_equal(offset(load("Asia/Kathmandu"), "2026-01-01T00:00:00Z"), 345);
	assert_int_equal(offset(load("America/New_York"), "2026-03-08T07:00:00Z"), -240);
	assert_int_equal(offset(load("Australia/Lord_Howe"), "2026-01-01T00:00:00Z"), 660);
	assert_int_equal(offset(load("Africa/Casablanca"), "2026-02-25T00:00:00Z"), 0);
}

static void other_names_are_refused(void **state)
{
	(void)state;
	static const char *const usage[] = {"", "../etc/passwd", "/etc/passwd",
		"Europe/../../../etc/passwd", "a b", "Europe/", "Euro\npe", "%s", "+5", "+05:60",
		"+16:00", "+05:30x", "05:30", "zone.tab"};
	static const char *const unknown[] = {"Europe/Atlantis", "Europe", "leapseconds"};
	const struct zone *z = NULL;
	struct err err = {0};
	for (size_t i = 0; i < sizeof usage / sizeof usage[0]; i++) {
		enum rc rc = zone_load(arena, usage[i], &z, &err);
		if (rc != RC_USAGE)
			fail_msg("\"%s\" gives %s", usage[i], err_name(rc));
	}
	for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
		assert_int_equal(zone_load(arena, unknown[i], &z, &err), RC_UNKNOWN);
	assert_null(z);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixed_offsets_need_no_table),
		cmocka_unit_test(zones_of_the_table_know_their_changes),
		cmocka_unit_test(other_names_are_refused),
	};
	return cmocka_run_group_tests_name("zone", tests, make_arena, free_arena);
}
