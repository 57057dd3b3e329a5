/* test_hmac.c: the published vectors of HMAC-SHA-256 (RFC 4231) and of PBKDF2 with it (RFC 7914). */
#include "support/test.h"

#include "base/hmac.h"

static void is_hex(struct hash h, const char *hex)
{
	struct arena *a = arena_new();

	assert_string_equal(hash_hex(a, &h), hex);
	arena_free(a);
}

static void keys_and_texts(void **state)
{
	char key[131];

	(void)state;
	memset(key, 0x0b, 20);
	is_hex(hmac(str_n(key, 20), STR("Hi There")),
		"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	is_hex(hmac(STR("Jefe"), STR("what do ya want for nothing?")),
		"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof key);
	is_hex(hmac(str_n(key, sizeof key),
		       STR("Test Using Larger Than Block-Size Key - Hash Key First")),
		"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void stretching(void **state)
{
	(void)state;
	is_hex(hmac_stretch(STR("passwd"), STR("salt"), 1),
		"55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
	is_hex(hmac_stretch(STR("Password"), STR("NaCl"), 80000),
		"4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_and_texts),
		cmocka_unit_test(stretching),
	};

	return cmocka_run_group_tests_name("base/hmac", tests, NULL, NULL);
}
