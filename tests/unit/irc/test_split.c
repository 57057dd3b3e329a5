/* test_split.c: long texts in pieces: nothing lost, no character cut, every piece within its
 * budget. */
#include "support/test.h"

#include "base/utf8.h"
#include "irc/split_internal.h"

static int setup(void **state)
{
	*state = arena_new();
	return 0;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static void the_budget_leaves_room_for_what_the_server_puts_in_front(void **state)
{
	struct str mask = STR("warroom!~warroom@localhost");
	size_t n = split_budget(512, mask.n, STR("PRIVMSG"), STR("#war"));

	(void)state;
	assert_int_equal(1 + mask.n + strlen(" PRIVMSG #war :") + n + 2, 512);
	assert_int_equal(split_budget(512, 500, STR("PRIVMSG"), STR("#war")), SPLIT_LEAST);
}

static void short_text_is_one_piece_and_none_is_none(void **state)
{
	struct str *v;

	assert_int_equal(split_text(*state, STR("rolled back"), 20, &v), 1);
	assert_true(str_eq_z(v[0], "rolled back"));
	assert_int_equal(split_text(*state, STR(""), 20, &v), 0);
}

static void cuts_at_blanks(void **state)
{
	struct str *v;

	assert_int_equal(split_text(*state, STR("alpha beta gamma delta"), 11, &v), 2);
	assert_true(str_eq_z(v[0], "alpha beta"));
	assert_true(str_eq_z(v[1], "gamma delta"));
	assert_int_equal(split_text(*state, STR("alphabetagamma x"), 10, &v), 2);
	assert_true(str_eq_z(v[0], "alphabetag"));
}

static void replaces_what_would_end_the_line(void **state)
{
	struct str *v;

	assert_int_equal(split_text(*state, STR("hello\r\nQUIT :x\0y"), 60, &v), 1);
	assert_true(str_eq_z(v[0], "hello  QUIT :x\xef\xbf\xbdy"));
	assert_int_equal(split_text(*state, STR("bad \xff end"), 60, &v), 1);
	assert_true(str_eq_z(v[0], "bad \xef\xbf\xbd end"));
}

/* Whatever the text and the budget: pieces fit, are whole characters, and give the text back. */
static void holds_for_many_texts(void **state)
{
	static const char *const words[] = {"a", "caf\xc3\xa9", "\xe6\x97\xa5\xe6\x9c\xac", " ",
		"  ", "\xf0\x9f\x94\xa5", "rollback", "Z\xcc\x81"};
	uint32_t seed = 7;

	for (int round = 0; round < 2000; round++) {
		struct arena_mark mark = arena_mark(*state);
		struct buf text;
		struct str *v;
		size_t n, at = 0, budget;

		buf_init(&text, *state, 4000);
		for (int i = 0; i < 40; i++) {
			seed = seed * 1664525u + 1013904223u;
			buf_add_z(&text, words[(seed >> 16) % 8]);
		}
		budget = 4 + (seed >> 20) % 60;
		n = split_text(*state, buf_str(&text), budget, &v);
		for (size_t i = 0; i < n; i++) {
			struct str rest = str_cut(buf_str(&text), at, text.n);

			assert_true(v[i].n > 0 && v[i].n <= budget);
			assert_true(utf8_is_valid(v[i]));
			if (!str_starts(rest, v[i])) {
				assert_true(*rest.p == ' ');
				at++;
				rest = str_cut(rest, 1, rest.n);
			}
			assert_true(str_starts(rest, v[i]));
			at += v[i].n;
		}
		assert_true(at == text.n || (at + 1 == text.n && text.p[at] == ' '));
		arena_reset_to(*state, mark);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_budget_leaves_room_for_what_the_server_puts_in_front),
		cmocka_unit_test(short_text_is_one_piece_and_none_is_none),
		cmocka_unit_test(cuts_at_blanks),
		cmocka_unit_test(replaces_what_would_end_the_line),
		cmocka_unit_test(holds_for_many_texts),
	};

	return cmocka_run_group_tests_name("irc/split", tests, setup, teardown);
}
