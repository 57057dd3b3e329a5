/* test_json.c: JSON is read strictly and written compactly. */
#include "support/test.h"

#include "base/json.h"

static struct arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int free_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct json *parse(struct str text)
{
	const struct json *j = NULL;
	struct err err = {0};
	if (json_parse(arena, text, &j, &err))
		fail_msg("%s", err.text);
	return j;
}

static enum rc refusal(struct str text)
{
	const struct json *j = NULL;
	struct err err = {0};
	enum rc rc = json_parse(arena, text, &j, &err);
	assert_null(j);
	assert_int_equal(err.rc, rc);
	return rc;
}

static void values_of_all_types_are_read(void **state)
{
	(void)state;
	const struct json *j = parse(
		STR("{\"z\":\"\\u00e9\",\"n\":-5,\"r\":2.5,\"t\":true,\"f\":false,"
		    "\"null\":null,\"a\":[1,\"two\",[]]}"));
	assert_int_equal(j->type, JSON_OBJECT);
	assert_int_equal(j->n, 7);
	assert_true(str_eq_z(json_str(j, "z"), "\xC3\xA9"));
	assert_int_equal(json_int(j, "n", 0), -5);
	assert_true(json_get(j, "r")->r > 2.4 && json_get(j, "r")->r < 2.6);
	assert_true(json_bool(j, "t", false));
	assert_false(json_bool(j, "f", true));
	assert_int_equal(json_get(j, "null")->type, JSON_NULL);
	const struct json *a = json_get(j, "a");
	assert_int_equal(a->n, 3);
	assert_int_equal(a->items[0].i, 1);
	assert_true(str_eq_z(a->items[1].s, "two"));
	assert_int_equal(a->items[2].n, 0);
	/* Members keep their order, because what was stored is shown as it was stored. */
	assert_true(str_eq_z(j->names[0], "z") && str_eq_z(j->names[6], "a"));
}

static void absent_or_wrong_members_give_the_default(void **state)
{
	(void)state;
	const struct json *j = parse(STR("{\"n\":\"text\",\"s\":1}"));
	assert_int_equal(json_int(j, "n", 9), 9);
	assert_int_equal(json_str(j, "s").n, 0);
	assert_true(json_bool(j, "none", true));
	assert_null(json_get(j, "none"));
	assert_null(json_get(NULL, "n"));
	assert_null(json_get(json_get(j, "s"), "n"));
}

static void large_numbers_are_exact_or_refused(void **state)
{
	(void)state;
	const struct json *j = parse(STR("[9223372036854775807,-9223372036854775808]"));
	assert_true(j->items[0].i == INT64_MAX);
	assert_true(j->items[1].i == INT64_MIN);
	assert_int_equal(refusal(STR("9223372036854775808")), RC_USAGE);
	assert_int_equal(refusal(STR("1e999")), RC_USAGE);
}

static void what_is_not_quite_json_is_refused(void **state)
{
	(void)state;
	static const struct str bad[] = {{"", 0}, {NULL, 0}, {"{\"a\":1,\"a\":2}", 13},
		{"\"\xFF\"", 3}, {"\"\xED\xA0\x80\"", 5}, {"\"\xC0\xAF\"", 4}, {"1 2", 3},
		{"{} x", 4}, {"[1,]", 4}, {"{'a':1}", 7}, {"NaN", 3}, {"01", 2}, {"\"\\ud800\"", 8},
		{"\"a\nb\"", 5}, {"\"\\u0000\"", 8}, {"\"\0\"", 3}, {"[1", 2}, {"// c\n1", 6},
		{"\xEF\xBB\xBF{}", 5}};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(refusal(bad[i]), RC_USAGE);
}

static struct str nested(size_t depth)
{
	struct buf b;
	buf_init(&b, arena, 10000);
	buf_add_fill(&b, '[', depth);
	buf_add_fill(&b, ']', depth);
	return buf_str(&b);
}

static void depth_and_size_have_limits(void **state)
{
	(void)state;
	assert_int_equal(parse(nested(32))->type, JSON_ARRAY);
	assert_int_equal(refusal(nested(33)), RC_LIMIT);
	assert_int_not_equal(refusal(nested(4000)), RC_OK);
	char *large = arena_alloc(arena, 1024 * 1024 + 1);
	memset(large, ' ', 1024 * 1024 + 1);
	large[0] = '1';
	assert_int_equal(parse(str_n(large, 1024 * 1024))->i, 1);
	assert_int_equal(refusal(str_n(large, 1024 * 1024 + 1)), RC_LIMIT);
}

static void the_writer_minds_the_commas(void **state)
{
	(void)state;
	struct buf b;
	struct json_out o;
	buf_init(&b, arena, 1000);
	json_out_init(&o, &b);
	json_out_open(&o, NULL, '{');
	json_out_z(&o, "a", "x");
	json_out_open(&o, "list", '[');
	json_out_int(&o, NULL, INT64_MIN);
	json_out_bool(&o, NULL, true);
	json_out_open(&o, NULL, '{');
	json_out_close(&o, '}');
	json_out_close(&o, ']');
	json_out_null(&o, "n");
	json_out_raw(&o, "raw", STR("[1,2]"));
	json_out_close(&o, '}');
	assert_string_equal(buf_z(&b),
		"{\"a\":\"x\",\"list\":[-9223372036854775808,true,{}],\"n\":null,\"raw\":[1,2]}");
}

static struct str written(struct str value)
{
	struct buf b;
	struct json_out o;
	buf_init(&b, arena, 4000);
	json_out_init(&o, &b);
	json_out_str(&o, NULL, value);
	return buf_str(&b);
}

static void written_text_is_escaped_and_comes_back(void **state)
{
	(void)state;
	assert_true(str_eq_z(written(STR("a\"\\\n\x1b\xE2\x80\xAE\xC2\x9B\xC3\xA9\x7F")),
		"\"a\\\"\\\\\\n\\u001b\\u202e\\u009b\xC3\xA9\\u007f\""));
	assert_true(str_eq_z(written(STR("a\xFFz")), "\"a\xEF\xBF\xBDz\""));
	struct buf all;
	buf_init(&all, arena, 4000);
	for (char c = 1; c < 0x7F; c++)
		buf_add_ch(&all, c);
	buf_add_z(&all, "\xF0\x9F\x91\x8D\xE2\x80\xA8\xEF\xBB\xBF");
	assert_true(str_eq(parse(written(buf_str(&all)))->s, buf_str(&all)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_all_types_are_read),
		cmocka_unit_test(absent_or_wrong_members_give_the_default),
		cmocka_unit_test(large_numbers_are_exact_or_refused),
		cmocka_unit_test(what_is_not_quite_json_is_refused),
		cmocka_unit_test(depth_and_size_have_limits),
		cmocka_unit_test(the_writer_minds_the_commas),
		cmocka_unit_test(written_text_is_escaped_and_comes_back),
	};
	return cmocka_run_group_tests_name("json", tests, make_arena, free_arena);
}
