/* test_list.c: the mark stays on its row whatever arrives, and the window follows the mark. */
#include "support/test.h"

#include "tui/list_internal.h"

static const uint64_t rows[] = {10, 20, 30, 40, 50, 60, 70, 80};

static void the_mark_stays_on_its_row(void **state)
{
	struct list l = {0};
	(void)state;
	list_move(&l, rows, 4, 2, false);
	assert_int_equal(l.key, 30);
	static const uint64_t more[] = {5, 10, 20, 25, 30, 40};
	list_settle(&l, more, 6);
	assert_int_equal(l.key, 30);
	assert_int_equal(l.at, 4);
}

static void a_row_that_is_gone_leaves_its_place(void **state)
{
	struct list l = {.key = 30, .at = 2};
	static const uint64_t less[] = {10, 20, 40};
	(void)state;
	list_settle(&l, less, 3);
	assert_int_equal(l.key, 40);
	list_settle(&l, less, 1);
	assert_int_equal(l.key, 10);
	list_settle(&l, less, 0);
	assert_int_equal(l.at, 0);
}

static void following(void **state)
{
	struct list l = {.follow = true};
	(void)state;
	list_settle(&l, rows, 3);
	assert_int_equal(l.key, 30);
	list_settle(&l, rows, 8);
	assert_int_equal(l.key, 80);
	list_move(&l, rows, 8, -1, true);
	assert_false(l.follow);
	list_move(&l, rows, 8, 1, true);
	assert_true(l.follow);
	list_move(&l, rows, 8, -100, true);
	assert_int_equal(l.key, 10);
	list_move(&l, rows, 8, 100, false);
	assert_int_equal(l.key, 80);
	assert_false(l.follow);
}

static void the_window_holds_the_mark(void **state)
{
	struct list l = {0};
	(void)state;
	for (size_t at = 0; at < 8; at++) {
		l.at = at;
		for (size_t height = 1; height <= 9; height++) {
			size_t top = list_window(&l, 8, height);
			assert_true(top <= at && at < top + height);
			assert_true(height >= 8 ? top == 0 : top + height <= 8);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_mark_stays_on_its_row),
		cmocka_unit_test(a_row_that_is_gone_leaves_its_place),
		cmocka_unit_test(following),
		cmocka_unit_test(the_window_holds_the_mark),
	};
	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
