/* test_cut.c: a frame that is broken off is broken between sequences and characters. */
#include "support/test.h"

#include "tui/cut_internal.h"

static size_t cut(const char *bytes, size_t sent)
{
	return cut_after(str_z(bytes), sent);
}

static void between_sequences(void **state)
{
	static const char text[] = "ab\x1b[38;5;12mcd\x1b(B\x1b]2;title\x07"
				   "e\xE2\x82\xAC"
				   "f\x1b]99;;x\x1b\\g";
	(void)state;
	for (size_t i = 0; i < strlen(text); i++) {
		size_t at = cut(text, i);
		assert_true(at >= i);
		for (size_t k = i; k < at; k++)
			assert_int_not_equal(cut(text, k), k);
	}
	assert_int_equal(cut(text, 2), 2);  /* in front of a sequence */
	assert_int_equal(cut(text, 3), 12); /* behind it */
	assert_int_equal(cut(text, 9), 12);
	assert_int_equal(cut(text, 0), 0);
}

static void inside_a_character(void **state)
{
	(void)state;
	assert_int_equal(cut("a\xE2\x82\xAC"
			     "b",
				 1),
		1);
	assert_int_equal(cut("a\xE2\x82\xAC"
			     "b",
				 2),
		4);
	assert_int_equal(cut("a\xE2\x82\xAC", 3), 4);
}

static void strings_end_in_two_ways(void **state)
{
	(void)state;
	assert_int_equal(cut("\x1b]2;ab\x07z", 4), 7);
	assert_int_equal(cut("\x1b]99;;ab\x1b\\z", 4), 10);
	assert_int_equal(cut("\x1b[1", 1), 3); /* unfinished: the end */
	assert_int_equal(cut("", 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(between_sequences),
		cmocka_unit_test(inside_a_character),
		cmocka_unit_test(strings_end_in_two_ways),
	};
	return cmocka_run_group_tests_name("breaking off", tests, NULL, NULL);
}
