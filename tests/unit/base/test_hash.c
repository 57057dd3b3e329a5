/* test_hash.c: SHA-256 by its published examples, and hexadecimal both ways. */
#include "support/test.h"

#include "base/hash.h"

static void known_digests(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct hash empty = hash_bytes(STR("")), abc = hash_bytes(STR("abc"));
	assert_string_equal(hash_hex(a, &empty),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_string_equal(hash_hex(a, &abc),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	arena_free(a);
}

static void a_digest_does_not_depend_on_the_pieces(void **state)
{
	(void)state;
	struct hash_state st;
	hash_begin(&st);
	hash_add(&st, "a", 1);
	hash_add(&st, NULL, 0);
	hash_add(&st, "bc", 2);
	struct hash pieces = hash_end(&st), whole = hash_bytes(STR("abc"));
	assert_true(hash_eq(&pieces, &whole));
	whole.b[31] ^= 1;
	assert_false(hash_eq(&pieces, &whole));
}

static void hexadecimal_goes_both_ways_and_is_strict(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	uint8_t out[3] = {9, 9, 9};
	assert_string_equal(hex_encode(a, "\x00\xAB\xFF", 3), "00abff");
	assert_true(hex_decode(STR("00ABff"), out, 3));
	assert_memory_equal(out, "\x00\xAB\xFF", 3);
	assert_false(hex_decode(STR("00ABf"), out, 3));
	assert_false(hex_decode(STR("00ABfff"), out, 3));
	assert_false(hex_decode(STR("11ABfg"), out, 3));
	assert_int_equal(out[0], 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_digests),
		cmocka_unit_test(a_digest_does_not_depend_on_the_pieces),
		cmocka_unit_test(hexadecimal_goes_both_ways_and_is_strict),
	};
	return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
