/* test_utf8.c: decoding is strict, widths are the terminal's, steps are what people call characters. */
#include "support/test.h"

#include <locale.h>

#include "base/utf8.h"

static void every_code_point_goes_both_ways(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		if (cp == 0xD800)
			cp = 0xE000;
		struct buf b;
		uint32_t back = 0;
		buf_init(&b, a, 8);
		utf8_encode(&b, cp);
		assert_int_equal(utf8_decode(buf_str(&b), &back), (int)b.n);
		assert_int_equal(back, cp);
		arena_reset(a);
	}
	arena_free(a);
}

static void what_is_not_utf8_is_a_bad_byte(void **state)
{
	(void)state;
	static const char *const bad[] = {"\x80", "\xBF", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80",
		"\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80",
		"\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xC3",
		"\xE2\x82", "\xF0\x9F\x91", "\xC3(", "\xE2(\xA1"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		uint32_t cp = 77;
		assert_int_equal(utf8_decode(str_z(bad[i]), &cp), -1);
		assert_int_equal(cp, 77);
		assert_false(utf8_is_valid(str_z(bad[i])));
	}
	uint32_t cp;
	assert_int_equal(utf8_decode(str_z(NULL), &cp), 0);
	assert_true(utf8_is_valid(str_z(NULL)));
	struct arena *a = arena_new();
	struct buf b;
	buf_init(&b, a, 16);
	utf8_encode(&b, 0xD800);
	utf8_encode(&b, 0x110000);
	assert_string_equal(buf_z(&b), "\xEF\xBF\xBD\xEF\xBF\xBD");
	arena_free(a);
}

static void a_floor_never_cuts_a_character(void **state)
{
	(void)state;
	struct str s = STR("a\xE2\x82\xAC\xF0\x9F\x91\x8Dz");
	static const size_t want[] = {0, 1, 1, 1, 4, 4, 4, 4, 8, 9, 9, 9};
	for (size_t n = 0; n < sizeof want / sizeof want[0]; n++)
		assert_int_equal(utf8_floor(s, n), want[n]);
	assert_int_equal(utf8_floor(STR("\x80\x80\x80\x80\x80"), 3), 3);
}

static void widths_are_those_of_the_terminal(void **state)
{
	(void)state;
	assert_int_equal(utf8_width('a'), 1);
	assert_int_equal(utf8_width(0x1B), -1);
	assert_int_equal(utf8_width(0x9B), -1);
	assert_int_equal(utf8_width(0x7F), -1);
	assert_int_equal(utf8_width(0x301), 0);
	assert_int_equal(utf8_width(0x65E5), 2);
	assert_int_equal(utf8_width(0x1F44D), 2);
	assert_int_equal(utf8_width(0xE9), 1);
	assert_int_equal(utf8_cells(STR("\xE6\x97\xA5\xE6\x9C\xAC DB")), 7);
	assert_int_equal(utf8_cells(STR("a\x0E<ESC>\x0F"
					"b")),
		7);
	assert_int_equal(utf8_cells(STR("ab\nabc\nx")), 3);
}

static void clipping_keeps_letters_and_their_marks_together(void **state)
{
	(void)state;
	size_t used = 77;
	struct str s = STR("a\xCC\x81\xE6\x97\xA5"
			   "b");
	assert_int_equal(utf8_clip(s, 0, &used).n, 0);
	assert_int_equal(used, 0);
	assert_int_equal(utf8_clip(s, 1, &used).n, 3);
	assert_int_equal(utf8_clip(s, 2, &used).n, 3);
	assert_int_equal(used, 1);
	assert_int_equal(utf8_clip(s, 3, &used).n, 6);
	assert_int_equal(utf8_clip(s, 99, NULL).n, 7);
	assert_int_equal(utf8_clip(STR("ab\ncd"), 99, &used).n, 2);
	assert_int_equal(used, 2);
}

static void steps_go_over_what_people_call_a_character(void **state)
{
	(void)state;
	static const char *const one[] = {"a", "e\xCC\x81", "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
		"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
		"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\r\n"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof one / sizeof one[0]; i++) {
		size_t n = strlen(one[i]);
		assert_int_equal(utf8_next(str_z(arena_printf(a, "%sz", one[i]))), n);
		assert_int_equal(utf8_prev(str_z(arena_printf(a, "xy%s", one[i]))), n);
	}
	assert_int_equal(utf8_next(STR("\xFF\xFE")), 1);
	assert_int_equal(utf8_prev(STR("a\xFF")), 1);
	assert_int_equal(utf8_next(STR("")), 0);
	assert_int_equal(utf8_prev(STR("")), 0);
	assert_int_equal(utf8_prev(STR("abc\n")), 1);
	/* Three flags of two letters each: going back must not pair the wrong letters. */
	struct str flags = STR("\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7");
	assert_int_equal(utf8_prev(flags), 8);
	arena_free(a);
}

static void repair_touches_only_what_is_broken(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str fixed = utf8_repair(a, str_n("a\0\xFF\xC3\xA9\x1b\xE2\x82", 8));
	assert_true(
		str_eq_z(fixed, "a\xEF\xBF\xBD\xEF\xBF\xBD\xC3\xA9\x1b\xEF\xBF\xBD\xEF\xBF\xBD"));
	assert_int_equal(utf8_repair(a, str_z(NULL)).n, 0);
	arena_free(a);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_goes_both_ways),
		cmocka_unit_test(what_is_not_utf8_is_a_bad_byte),
		cmocka_unit_test(a_floor_never_cuts_a_character),
		cmocka_unit_test(widths_are_those_of_the_terminal),
		cmocka_unit_test(clipping_keeps_letters_and_their_marks_together),
		cmocka_unit_test(steps_go_over_what_people_call_a_character),
		cmocka_unit_test(repair_touches_only_what_is_broken),
	};
	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
