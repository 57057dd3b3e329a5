/* test_arena.c: memory is zeroed, aligned, grows in place, and comes back at a mark. */
#include "support/test.h"

#include "base/arena.h"
#include "base/vec.h"

static void memory_is_zeroed_and_aligned_even_when_used_again(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (int round = 0; round < 3; round++) {
		for (size_t n = 0; n < 300; n++) {
			unsigned char *p = arena_alloc(a, n);
			assert_int_equal((uintptr_t)p % 16, 0);
			for (size_t i = 0; i < n; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xAA, n);
		}
		arena_reset(a);
		assert_int_equal(arena_used(a), 0);
	}
	arena_free(a);
}

static void large_and_small_pieces_live_together(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	char *small = arena_strdup(a, "small");
	char *large = arena_alloc(a, 3 * 1024 * 1024);
	large[3 * 1024 * 1024 - 1] = 'x';
	char *after = arena_strdup(a, "after");
	assert_string_equal(small, "small");
	assert_string_equal(after, "after");
	assert_true(arena_used(a) > 3 * 1024 * 1024);
	arena_free(a);
}

static void a_mark_takes_back_what_came_after_it_and_no_more(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct arena_mark start = arena_mark(a);
	char *kept = arena_strdup(a, "kept");
	struct arena_mark mark = arena_mark(a);
	size_t used = arena_used(a);
	for (int i = 0; i < 50; i++)
		arena_alloc(a, 10000);
	arena_reset_to(a, mark);
	assert_int_equal(arena_used(a), used);
	assert_string_equal(kept, "kept");
	char *next = arena_alloc(a, 64);
	for (int i = 0; i < 64; i++)
		assert_int_equal(next[i], 0);
	arena_reset_to(a, start);
	assert_int_equal(arena_used(a), 0);
	arena_free(a);
}

static void the_newest_piece_grows_in_place_and_others_move(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	char *p = arena_dup(a, "abc", 4);
	char *q = arena_grow(a, p, 4, 400);
	assert_ptr_equal(p, q);
	assert_string_equal(q, "abc");
	for (int i = 4; i < 400; i++)
		assert_int_equal(q[i], 0);
	arena_alloc(a, 1);
	char *r = arena_grow(a, q, 400, 800);
	assert_ptr_not_equal(q, r);
	assert_string_equal(r, "abc");
	assert_ptr_equal(arena_grow(a, r, 800, 10), r);
	assert_non_null(arena_grow(a, NULL, 0, 8));
	arena_free(a);
}

static void text_is_formatted_whole(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_string_equal(arena_printf(a, "%s-%d", "x", 7), "x-7");
	assert_int_equal(strlen(arena_printf(a, "%5000s", "x")), 5000);
	arena_free(a);
	arena_free(NULL);
}

static void a_vector_keeps_its_elements_while_it_grows(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	VEC(int) numbers = {0};
	for (int i = 0; i < 1000; i++) {
		int *last = VEC_PUSH(a, &numbers);
		assert_int_equal(*last, 0);
		*last = i;
		arena_alloc(a, 3);
	}
	assert_int_equal(numbers.n, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers.v[i], i);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_aligned_even_when_used_again),
		cmocka_unit_test(large_and_small_pieces_live_together),
		cmocka_unit_test(a_mark_takes_back_what_came_after_it_and_no_more),
		cmocka_unit_test(the_newest_piece_grows_in_place_and_others_move),
		cmocka_unit_test(text_is_formatted_whole),
		cmocka_unit_test(a_vector_keeps_its_elements_while_it_grows),
	};
	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
