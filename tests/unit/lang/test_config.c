/* test_config.c: configuration files become command lines that know where they stood. */
#include "lang/config.h"

#include "support/test.h"

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

/* "1:text|3:text", or "!message". */
static const char *shape(struct str text)
{
	const struct config_line *lines;
	size_t n;
	struct err err;
	struct buf b;
	if (config_split(arena, "warroom.conf", text, &lines, &n, &err))
		return arena_printf(arena, "!%s", err.text);
	buf_init(&b, arena, 65536);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%u:%.*s", i ? "|" : "", lines[i].line, STR_ARG(lines[i].text));
	return buf_z(&b);
}

static void lines_are_cut(void **state)
{
	static const struct {
		const char *text, *shape;
	} files[] = {
		{"", ""},
		{"\n\n", ""},
		{"set mouse on", "1:set mouse on"},
		{"# comment\n\n  set mouse on  \r\n\t# more\nbind F5 live\n",
			"3:set mouse on|5:bind F5 live"},
		{"set irc.nick \\\n  bob\nlive", "1:set irc.nick bob|3:live"},
		{"a \\\n\\\n b\n", "1:a b"},
		{"a \\", "1:a"},
		{"\\\n", ""},
		{"log not # a comment", "1:log not # a comment"},
		{"\xEF\xBB\xBFset x", "1:set x"},
		{"a\n\xff\n", "!warroom.conf:2: not UTF-8 text"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		assert_string_equal(shape(str_z(files[i].text)), files[i].shape);
	assert_string_equal(shape(STR("a\0b")), "!warroom.conf:1: not UTF-8 text");
}

static void sizes_are_bounded(void **state)
{
	const struct config_line *lines;
	size_t n;
	struct err err;
	char *big = arena_alloc(arena, CONFIG_MAX + 1);
	(void)state;
	memset(big, 'x', CONFIG_MAX + 1);
	assert_int_equal(
		config_split(arena, "f", str_n(big, CONFIG_MAX + 1), &lines, &n, &err), RC_LIMIT);
	assert_int_equal(config_split(arena, "f", str_n(big, 9000), &lines, &n, &err), RC_LIMIT);
	for (size_t i = 1; i < CONFIG_MAX; i += 2)
		big[i] = '\n';
	assert_int_equal(
		config_split(arena, "f", str_n(big, CONFIG_MAX), &lines, &n, &err), RC_LIMIT);
	assert_string_equal(err.text, "f:10001: more than 10000 lines");
}

static void errors_name_file_and_line(void **state)
{
	struct config_line line = {STR("set x"), "warroom.conf", 7};
	struct err err;
	(void)state;
	err_set_at(&err, RC_UNKNOWN, 4, "there is no option \"x\"");
	assert_int_equal(config_error(&line, &err, &err), RC_UNKNOWN);
	assert_string_equal(err.text, "warroom.conf:7: there is no option \"x\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_cut),
		cmocka_unit_test(sizes_are_bounded),
		cmocka_unit_test(errors_name_file_and_line),
	};
	return cmocka_run_group_tests_name("config", tests, setup, teardown);
}
