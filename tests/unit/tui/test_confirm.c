/* test_confirm.c: the words of the question, and what counts as the number. */
#include "support/test.h"

#include "doc/print.h"
#include "tui/confirm_internal.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void the_number(void **state)
{
	(void)state;
	assert_true(confirm_is_number(STR("42"), 42));
	assert_true(confirm_is_number(STR(" 42 "), 42));
	assert_true(confirm_is_number(STR("INC-42"), 42));
	assert_true(confirm_is_number(STR("inc-42"), 42));
	assert_false(confirm_is_number(STR("4"), 42));
	assert_false(confirm_is_number(STR("421"), 42));
	assert_false(confirm_is_number(STR("42 43"), 42));
	assert_false(confirm_is_number(STR("INC-"), 42));
	assert_false(confirm_is_number(STR("yes"), 42));
	assert_false(confirm_is_number((struct str){0}, 0));
	assert_false(confirm_is_number(STR("99999999999999999999"), 42));
}

static void says(const struct confirm_look *c, const char *words)
{
	struct print_opts o = {.width = 80};
	struct str text;
	struct err err;
	assert_int_equal(print_text(arena, confirm_doc(arena, c), &o, &text, &err), RC_OK);
	if (str_find(text, str_z(words)) < 0)
		fail_msg("no \"%s\" in: %.*s", words, STR_ARG(text));
}

static void the_question(void **state)
{
	struct confirm_look c = {.stage = CONFIRM_BUTTONS, .incident = 7, .verb = STR("close")};
	(void)state;
	says(&c, ">[ Back ]"); /* the safe one is marked first */
	c.apply = true;
	says(&c, ">[ Apply ]");
	assert_int_equal(confirm_label(arena, &c).n, 0);
	c.stage = CONFIRM_NUMBER;
	says(&c, "Type 7 and Enter");
	assert_true(str_eq_z(confirm_label(arena, &c), "type 7 to close> "));
	c.stage = CONFIRM_HOLD;
	c.seconds = 3;
	says(&c, "close INC-7 in 3 s.  Esc stops it.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_number, setup, teardown),
		cmocka_unit_test_setup_teardown(the_question, setup, teardown),
	};
	return cmocka_run_group_tests_name("the question", tests, NULL, NULL);
}
