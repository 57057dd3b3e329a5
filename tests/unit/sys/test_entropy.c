/* test_entropy.c: random bytes fill all of the memory and differ each time. */
#include "support/test.h"

#include "sys/entropy.h"

static void every_byte_is_filled_and_no_two_fills_agree(void **state)
{
	(void)state;
	enum { SIZE = 4096 };
	static unsigned char a[SIZE], b[SIZE];
	unsigned char seen[SIZE] = {0};
	for (int round = 0; round < 8; round++) {
		entropy_fill(a, SIZE);
		for (int i = 0; i < SIZE; i++)
			seen[i] |= a[i];
	}
	entropy_fill(b, SIZE);
	assert_memory_not_equal(a, b, SIZE);
	/* A byte that was zero in eight fills was not filled, but for one chance in 2^64 each. */
	for (int i = 0; i < SIZE; i++)
		assert_int_not_equal(seen[i], 0);
	entropy_fill(a, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_is_filled_and_no_two_fills_agree),
	};
	return cmocka_run_group_tests_name("entropy", tests, NULL, NULL);
}
