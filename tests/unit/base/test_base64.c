/* test_base64.c: the vectors of RFC 4648, every length there and back, and texts that mean nothing. */
#include "support/test.h"

#include "base/base64.h"

static void vectors(void **state)
{
	static const char *const rows[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="},
		{"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="},
		{"foobar", "Zm9vYmFy"}, {"\xfb\xff\xbf", "+/+/"}};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct str back;

		assert_true(str_eq_z(base64_encode(a, str_z(rows[i][0])), rows[i][1]));
		assert_true(base64_decode(a, str_z(rows[i][1]), &back));
		assert_true(str_eq_z(back, rows[i][0]));
	}
	arena_free(a);
}

static void every_length_comes_back(void **state)
{
	struct arena *a = arena_new();
	char bytes[256];

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 37);
	for (size_t n = 0; n <= sizeof bytes; n++) {
		struct str back;

		assert_true(base64_decode(a, base64_encode(a, str_n(bytes, n)), &back));
		assert_true(str_eq(back, str_n(bytes, n)));
	}
	arena_free(a);
}

static void other_texts_are_refused(void **state)
{
	static const char *const bad[] = {"Z", "Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zm9v\n",
		"Zm 9v", "Zm9_", "Zh==", "Zm9=", "=Zm9", "Zm=9"};
	struct arena *a = arena_new();
	struct str back = STR("untouched");

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (base64_decode(a, str_z(bad[i]), &back))
			fail_msg("\"%s\" was taken", bad[i]);
	assert_false(base64_decode(a, str_n("Zm9\0", 4), &back));
	assert_true(str_eq_z(back, "untouched"));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(every_length_comes_back),
		cmocka_unit_test(other_texts_are_refused),
	};

	return cmocka_run_group_tests_name("base/base64", tests, NULL, NULL);
}
