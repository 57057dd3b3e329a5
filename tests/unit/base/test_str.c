/* test_str.c: views are cut, compared, split and read as numbers. */
#include "support/test.h"

#include "base/str.h"

#define assert_str(s, z) assert_string_equal(str_to_z(arena, (s)), (z))

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

static void views_compare_by_bytes(void **state)
{
	(void)state;
	assert_true(str_eq(str_z(NULL), STR("")));
	assert_true(str_eq_z(STR("abc"), "abc"));
	assert_false(str_eq(str_n("a\0b", 3), STR("a")));
	assert_true(str_ieq(STR("ABC-\xC3\x84"), STR("abc-\xC3\x84")));
	assert_false(str_ieq(STR("@"), STR("`")));
	assert_true(str_cmp(STR("ab"), STR("b")) < 0);
	assert_true(str_cmp(STR("ab"), STR("a")) > 0);
	assert_true(str_cmp(STR("\x7F"), STR("\xC3")) < 0);
	assert_int_equal(str_cmp(str_z(NULL), STR("")), 0);
	assert_true(str_starts(STR("abc"), STR("ab")));
	assert_false(str_starts(STR("a"), STR("ab")));
	assert_true(str_ends(STR("abc"), STR("bc")));
	assert_true(str_ends(STR(""), STR("")));
}

static void parts_are_found_and_cut(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_int_equal(str_find(STR("abc"), STR("x")), -1);
	assert_int_equal(str_find(STR(""), STR("")), 0);
	assert_int_equal(str_find_ch(STR("abc"), 'c'), 2);
	assert_int_equal(str_find_ch(str_z(NULL), 'c'), -1);
	assert_str(str_trim(STR(" \t x y \r\n")), "x y");
	assert_str(str_trim(STR("  ")), "");
	assert_str(str_cut(STR("abcdef"), 2, 4), "cd");
	assert_str(str_cut(STR("abc"), 2, 99), "c");
	assert_str(str_cut(STR("abc"), 9, 99), "");
	assert_str(str_cut(str_z(NULL), 1, 2), "");
}

static void splitting_gives_every_part_once(void **state)
{
	(void)state;
	struct str rest = STR("a,,b,"), part;
	static const char *const want[] = {"a", "", "b", ""};
	for (int i = 0; i < 4; i++) {
		assert_true(str_split(&rest, ',', &part));
		assert_str(part, want[i]);
	}
	assert_false(str_split(&rest, ',', &part));
	rest = STR("");
	assert_true(str_split(&rest, ',', &part));
	assert_false(str_split(&rest, ',', &part));
	rest = str_z(NULL);
	assert_false(str_split(&rest, ',', &part));
}

static void distance_counts_edits_and_swaps(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		unsigned want;
	} cases[] = {{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"status", "status", 0},
		{"resovle", "resolve", 1}, {"hadnoff", "handoff", 1}, {"log", "leg", 1},
		{"lg", "log", 1}, {"logg", "log", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(str_distance(str_z(cases[i].a), str_z(cases[i].b)), cases[i].want);
	char *many = arena_alloc(arena, 1001);
	memset(many, 'x', 1000);
	assert_int_equal(str_distance(str_z(many), STR("")), 64);
}

static void numbers_are_whole_and_in_range(void **state)
{
	(void)state;
	uint64_t u = 77;
	assert_true(str_to_u64(STR("18446744073709551615"), UINT64_MAX, &u));
	assert_true(u == UINT64_MAX);
	static const char *const bad[] = {"", "18446744073709551616", "-1", "+1", " 1", "1 ", "1x",
		"0x10", "99999999999999999999999"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		u = 77;
		assert_false(str_to_u64(str_z(bad[i]), UINT64_MAX, &u));
		assert_int_equal(u, 77);
	}
	assert_false(str_to_u64(STR("11"), 10, &u));
	int64_t i = 0;
	assert_true(str_to_i64(STR("-9223372036854775808"), INT64_MIN, INT64_MAX, &i));
	assert_true(i == INT64_MIN);
	assert_true(str_to_i64(STR("9223372036854775807"), INT64_MIN, INT64_MAX, &i));
	assert_true(i == INT64_MAX);
	assert_true(str_to_i64(STR("-0"), -5, 5, &i));
	assert_int_equal(i, 0);
	assert_false(str_to_i64(STR("9223372036854775808"), INT64_MIN, INT64_MAX, &i));
	assert_false(str_to_i64(STR("-6"), -5, 5, &i));
	assert_false(str_to_i64(STR("-"), -5, 5, &i));
	assert_false(str_to_i64(STR("--1"), -5, 5, &i));
}

static void a_builder_stops_at_its_maximum_and_stays_shut(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, arena, 10);
	buf_add_z(&b, "12345");
	buf_addf(&b, "%d", 678);
	assert_false(b.over);
	buf_add_z(&b, "9ab");
	assert_true(b.over);
	assert_str(buf_str(&b), "123456789a");
	buf_add_ch(&b, 'z');
	buf_add_fill(&b, 'z', 3);
	buf_addf(&b, "%s", "z");
	assert_int_equal(buf_str(&b).n, 10);
	assert_string_equal(buf_z(&b), "123456789a");
}

static void a_builder_never_cuts_a_character(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, arena, 4);
	buf_add_z(&b, "ab\xE2\x82\xAC");
	assert_true(b.over);
	assert_str(buf_str(&b), "ab");
	buf_init(&b, arena, 4);
	buf_addf(&b, "ab%s", "\xE2\x82\xAC");
	assert_true(b.over);
	assert_str(buf_str(&b), "ab");
}

static void an_empty_builder_is_empty_text(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, arena, 0);
	assert_string_equal(buf_z(&b), "");
	buf_add_z(&b, "");
	assert_false(b.over);
	buf_add_ch(&b, 'x');
	assert_true(b.over);
}

static void a_builder_grows_a_long_way(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, arena, 1000000);
	for (int i = 0; i < 100000; i++)
		buf_addf(&b, "%05d", i);
	assert_int_equal(b.n, 500000);
	assert_true(str_ends(buf_str(&b), STR("9999899999")));
	assert_str(str_fmt(arena, "%.*s!", STR_ARG(STR("abc"))), "abc!");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(views_compare_by_bytes),
		cmocka_unit_test(parts_are_found_and_cut),
		cmocka_unit_test(splitting_gives_every_part_once),
		cmocka_unit_test(distance_counts_edits_and_swaps),
		cmocka_unit_test(numbers_are_whole_and_in_range),
		cmocka_unit_test(a_builder_stops_at_its_maximum_and_stays_shut),
		cmocka_unit_test(a_builder_never_cuts_a_character),
		cmocka_unit_test(an_empty_builder_is_empty_text),
		cmocka_unit_test(a_builder_grows_a_long_way),
	};
	return cmocka_run_group_tests_name("str", tests, make_arena, free_arena);
}
