/* test_err.c: messages stay showable, and every code has its name and exit status. */
#include "support/test.h"

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

static void an_error_is_set_in_one_line(void **state)
{
	(void)state;
	struct err err = {0};
	assert_int_equal(err_set(&err, RC_DENIED, "%s may not", "@jo"), RC_DENIED);
	assert_int_equal(err.rc, RC_DENIED);
	assert_int_equal(err.at, -1);
	assert_string_equal(err.text, "@jo may not");
	assert_int_equal(err_set_at(&err, RC_USAGE, 7, "no"), RC_USAGE);
	assert_int_equal(err.at, 7);
	assert_int_equal(err_set(NULL, RC_IO, "nobody listens"), RC_IO);
}

static void quoted_text_cannot_steer_a_terminal(void **state)
{
	(void)state;
	struct err err;
	err_set(&err, RC_USAGE, "%s", "a\033[31m\xE2\x80\xAE\xFF\xC2\x9B\xC3\xA9\n");
	assert_string_equal(err.text, "a?[31m???\xC3\xA9?");
}

static void a_long_message_is_cut_between_characters(void **state)
{
	(void)state;
	struct err err;
	struct arena *a = arena_new();
	for (size_t pad = 0; pad < 4; pad++) {
		struct buf b;
		buf_init(&b, a, 4000);
		buf_add_fill(&b, 'x', pad);
		for (int i = 0; i < 400; i++)
			buf_add_z(&b, "\xE2\x82\xAC");
		err_set(&err, RC_LIMIT, "%s", buf_z(&b));
		assert_true(strlen(err.text) > ERR_TEXT_MAX - 8);
		assert_null(strchr(err.text, '?'));
		assert_true(utf8_is_valid(str_z(err.text)));
	}
	arena_free(a);
}

static void every_code_has_its_words(void **state)
{
	(void)state;
	static const struct {
		enum rc rc;
		int status;
		const char *id;
	} codes[] = {
#define ERR_CODE(id, exit_status, text) {RC_##id, exit_status, #id},
#include "base/err_codes.def"
#undef ERR_CODE
	};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		assert_int_equal(err_exit_status(codes[i].rc), codes[i].status);
		assert_true(str_ieq(str_z(err_name(codes[i].rc)), str_z(codes[i].id)));
		assert_string_not_equal(err_name(codes[i].rc), codes[i].id);
		assert_true(strlen(err_default_text(codes[i].rc)) > 3);
	}
	assert_string_equal(err_name((enum rc)999), "bug");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_error_is_set_in_one_line),
		cmocka_unit_test(quoted_text_cannot_steer_a_terminal),
		cmocka_unit_test(a_long_message_is_cut_between_characters),
		cmocka_unit_test(every_code_has_its_words),
	};
	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
