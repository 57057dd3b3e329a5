/* test_lex.c: words and quotes, shell words, and that every quoted text is read back. */
#include "lang/lex.h"

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

/* Words as "text" or "name~text", quoted ones in <>, joined by '|'. */
static struct str shape(const struct words *w)
{
	struct buf b;
	buf_init(&b, arena, 65536);
	for (size_t i = 0; i < w->n; i++) {
		if (i)
			buf_add_ch(&b, '|');
		if (w->v[i].name.n)
			buf_addf(&b, "%.*s~", STR_ARG(w->v[i].name));
		buf_add_z(&b, w->v[i].quoted ? "<" : "");
		buf_add(&b, word_value(&w->v[i]));
		buf_add_z(&b, w->v[i].quoted ? ">" : "");
	}
	return buf_str(&b);
}

static const struct {
	const char *line, *shape;
} lines[] = {
	{"", ""},
	{"   ", ""},
	{"log disk full", "log|disk|full"},
	{" \tlog\ndisk ", "log|disk"},
	{"log \"-10m\" is", "log|<-10m>|is"},
	{"say 'a  b' c", "say|<a  b>|c"},
	{"due=fri", "due~fri"},
	{"due=\"next friday\" x", "due~<next friday>|x"},
	{"why='old \"one\"'", "why~<old \"one\">"},
	{"\"a \\\"b\\\" \\\\ c\\d\"", "<a \"b\" \\ c\\d>"},
	{"'a\\b'", "<a\\b>"},
	{"can't won't 5\" disk", "can't|won't|5\"|disk"},
	{"\"due=fri\"", "<due=fri>"},
	{"https://x?a=b", "https://x?a=b"},
	{"irc.nick=bob", "irc.nick~bob"},
	{"=x 5=x -a=b", "=x|5=x|-a=b"},
	{"a=", "a~"},
	{"\"\"", "<>"},
	{"\"ab\"c d", "<abc>|d"},
};

static void cuts_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct words w;
		struct err err;
		assert_int_equal(lex_line(arena, str_z(lines[i].line), &w, &err), RC_OK);
		assert_string_equal(str_to_z(arena, shape(&w)), lines[i].shape);
	}
}

static void says_where_a_quote_is_open(void **state)
{
	(void)state;
	struct words w;
	struct err err;
	assert_int_equal(lex_line(arena, STR("log a \"b c"), &w, &err), RC_USAGE);
	assert_int_equal(err.at, 6);
	assert_int_equal(lex_line(arena, STR("log due='b c\""), &w, &err), RC_USAGE);
	assert_int_equal(err.at, 8);
	assert_int_equal(lex_line(arena, STR("log \"b\\\""), &w, &err), RC_USAGE);
}

static void knows_where_words_stand(void **state)
{
	(void)state;
	struct words w;
	struct err err;
	assert_int_equal(lex_line(arena, STR(" ab  \"c d\" e"), &w, &err), RC_OK);
	assert_int_equal(w.v[0].at, 1);
	assert_int_equal(w.v[0].end, 3);
	assert_int_equal(w.v[1].at, 5);
	assert_int_equal(w.v[1].end, 10);
	assert_int_equal(w.v[2].at, 11);
}

static void refuses_long_lines(void **state)
{
	(void)state;
	struct words w;
	struct err err;
	char *big = arena_alloc(arena, LEX_LINE_MAX + 2);
	memset(big, 'x', LEX_LINE_MAX + 1);
	assert_int_equal(lex_line(arena, str_n(big, LEX_LINE_MAX), &w, &err), RC_OK);
	assert_int_equal(lex_line(arena, str_n(big, LEX_LINE_MAX + 1), &w, &err), RC_LIMIT);
	assert_int_equal(lex_argv(arena, 1, &big, &w, &err), RC_LIMIT);
}

static void takes_shell_words(void **state)
{
	(void)state;
	char *argv[] = {(char *)"log", (char *)"-10m", (char *)"rolled back",
		(char *)"done=page fires", (char *)"", (char *)"he said \"x\""};
	struct words w, again;
	struct err err;
	assert_int_equal(lex_argv(arena, 6, argv, &w, &err), RC_OK);
	assert_string_equal(str_to_z(arena, shape(&w)),
		"log|-10m|<rolled back>|done~<page fires>|<>|<he said \"x\">");
	assert_int_equal(lex_line(arena, w.line, &again, &err), RC_OK);
	assert_string_equal(str_to_z(arena, shape(&again)), str_to_z(arena, shape(&w)));
	for (size_t i = 0; i < w.n; i++)
		assert_int_equal(again.v[i].at, w.v[i].at);
}

static void reads_back(struct str text)
{
	struct words w;
	struct err err;
	if (text.n > LEX_LINE_MAX / 2)
		return;
	assert_int_equal(lex_line(arena, lex_quote(arena, text), &w, &err), RC_OK);
	assert_int_equal(w.n, 1);
	assert_true(str_eq(w.v[0].text, text));
}

static void reads_back_what_it_quotes(void **state)
{
	(void)state;
	static const char *const texts[] = {"", " ", "a b", "\"", "'", "'a b\"", "a=b c",
		"a=", "a=\"", "a='x y'", "\\", "\\\"", "a\\ b", "--", "#tag", "x\ty\nz", "a =b"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		reads_back(str_z(texts[i]));
}

static void reads_back_naughty_strings(void **state)
{
	(void)state;
	char line[65536];
	size_t count = 0;
	FILE *f = fopen("tests/data/blns.txt", "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		size_t n = strlen(line);
		reads_back(str_n(line, n - (n && line[n - 1] == '\n')));
		count++;
	}
	fclose(f);
	assert_true(count > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_lines),
		cmocka_unit_test(says_where_a_quote_is_open),
		cmocka_unit_test(knows_where_words_stand),
		cmocka_unit_test(refuses_long_lines),
		cmocka_unit_test(takes_shell_words),
		cmocka_unit_test(reads_back_what_it_quotes),
		cmocka_unit_test(reads_back_naughty_strings),
	};
	return cmocka_run_group_tests_name("lex", tests, setup, teardown);
}
