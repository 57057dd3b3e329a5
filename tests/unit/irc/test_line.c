/* test_line.c: splitting a stream at line ends and taking a line apart, with everything servers and
 * strangers send. */
#include "support/test.h"

#include "irc/line_internal.h"

struct got {
	struct arena *a;
	struct str lines[64];
	enum line_kind kinds[64];
	size_t n, bytes;
};

static bool keep(void *ctx, struct str raw, enum line_kind kind)
{
	struct got *g = ctx;

	assert_true(g->n < 64);
	g->lines[g->n] = str_dup(g->a, raw);
	g->kinds[g->n++] = kind;
	g->bytes += raw.n;
	return true;
}

static bool stop_at_first(void *ctx, struct str raw, enum line_kind kind)
{
	keep(ctx, raw, kind);
	return false;
}

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

static void assert_str(struct str s, const char *want)
{
	if (!str_eq_z(s, want))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(s), want);
}

static void splits_at_every_kind_of_line_end(void **state)
{
	struct got g = {.a = *state};
	struct line_splitter s = {0};

	line_split(&s, STR("PING :a\r\nPING :b\nPING :c\r\r\n\r\n\nPI"), keep, &g);
	assert_int_equal(g.n, 3);
	assert_str(g.lines[0], "PING :a");
	assert_str(g.lines[1], "PING :b");
	assert_str(g.lines[2], "PING :c");
	line_split(&s, STR("NG :d\r"), keep, &g);
	line_split(&s, STR("\n"), keep, &g);
	assert_int_equal(g.n, 4);
	assert_str(g.lines[3], "PING :d");
	line_splitter_clear(&s);
}

static void a_blank_segment_stalls_nothing(void **state)
{
	struct got g = {.a = *state};
	struct line_splitter s = {0};

	line_split(&s, STR("\r\n"), keep, &g);
	line_split(&s, STR("PING :x\r\n"), keep, &g);
	assert_int_equal(g.n, 1);
	line_splitter_clear(&s);
}

static void any_cut_of_the_stream_gives_the_same_lines(void **state)
{
	struct str all = STR(":a!u@h PRIVMSG #c :caf\xc3\xa9\r\n:b NICK c\r\nPING x\n");

	for (size_t cut = 0; cut <= all.n; cut++) {
		struct got g = {.a = *state};
		struct line_splitter s = {0};

		line_split(&s, str_cut(all, 0, cut), keep, &g);
		line_split(&s, str_cut(all, cut, all.n), keep, &g);
		assert_int_equal(g.n, 3);
		assert_str(g.lines[0], ":a!u@h PRIVMSG #c :caf\xc3\xa9");
		line_splitter_clear(&s);
	}
}

static void an_overlong_line_comes_in_marked_pieces_and_loses_nothing(void **state)
{
	struct arena *a = *state;
	size_t long_n = 2 * LINE_BYTES_MAX + 5;
	char *text = arena_alloc(a, long_n + 9);
	struct got g = {.a = a};
	struct line_splitter s = {0};

	memset(text, 'x', long_n);
	memcpy(text + long_n, "\r\nPING z\n", 9);
	line_split(&s, str_n(text, long_n + 9), keep, &g);
	assert_int_equal(g.n, 4);
	assert_int_equal(g.kinds[0], LINE_PIECE);
	assert_int_equal(g.kinds[1], LINE_PIECE);
	assert_int_equal(g.kinds[2], LINE_PIECE);
	assert_int_equal(g.lines[0].n + g.lines[1].n + g.lines[2].n, long_n + 1);
	assert_int_equal(g.kinds[3], LINE_WHOLE);
	assert_str(g.lines[3], "PING z");
	line_splitter_clear(&s);
}

static void the_longest_line_is_still_whole(void **state)
{
	struct arena *a = *state;
	char *text = arena_alloc(a, LINE_BYTES_MAX + 2);
	struct got g = {.a = a};
	struct line_splitter s = {0};

	memset(text, 'x', LINE_BYTES_MAX);
	memcpy(text + LINE_BYTES_MAX, "\r\n", 2);
	line_split(&s, str_n(text, LINE_BYTES_MAX + 2), keep, &g);
	assert_int_equal(g.n, 1);
	assert_int_equal(g.kinds[0], LINE_WHOLE);
	assert_int_equal(g.lines[0].n, LINE_BYTES_MAX);
	line_splitter_clear(&s);
}

static void the_end_of_a_connection_gives_what_was_begun(void **state)
{
	struct got g = {.a = *state};
	struct line_splitter s = {0};

	line_split(&s, STR("PING :x\r\n:m PRIVMSG #c :!sev 1"), keep, &g);
	line_split_end(&s, keep, &g);
	assert_int_equal(g.n, 2);
	assert_int_equal(g.kinds[1], LINE_CUT);
	line_split(&s, STR(":srv 001 me :hi\r\n"), keep, &g);
	assert_str(g.lines[2], ":srv 001 me :hi");
	line_splitter_clear(&s);
}

static void a_reader_may_stop(void **state)
{
	struct got g = {.a = *state};
	struct line_splitter s = {0};

	line_split(&s, STR("a\nb\nc\n"), stop_at_first, &g);
	assert_int_equal(g.n, 1);
	line_splitter_clear(&s);
}

static void parses_source_and_parameters(void **state)
{
	struct irc_msg m;

	assert_true(line_parse(*state, STR(":lead!ops@h.example PRIVMSG #war :!sev 1 : two"), &m));
	assert_str(m.nick, "lead");
	assert_str(m.user, "ops");
	assert_str(m.host, "h.example");
	assert_str(m.command, "PRIVMSG");
	assert_int_equal(m.n, 2);
	assert_str(m.params[0], "#war");
	assert_str(m.params[1], "!sev 1 : two");
	assert_int_equal(m.numeric, 0);
	assert_true(line_parse(*state, STR(":irc.test 433 * warroom :taken"), &m));
	assert_int_equal(m.numeric, 433);
	assert_str(m.nick, "irc.test");
	assert_int_equal(m.user.n, 0);
}

static void parses_tags_and_takes_them_off(void **state)
{
	struct irc_msg m;

	assert_true(line_parse(*state,
		STR("@time=2026-11-22T14:02:31.000Z;account=al\\sx\\:;msgid=a=b;bot;+draft/x "
		    ":n!u@h JOIN #c"),
		&m));
	assert_str(m.time, "2026-11-22T14:02:31.000Z");
	assert_str(m.account, "al x;");
	assert_true(m.has_account);
	assert_str(m.msgid, "a=b");
	assert_true(m.bot);
	assert_str(m.command, "JOIN");
	assert_str(m.params[0], "#c");
}

static void keeps_fifteen_parameters_and_the_rest_in_the_last(void **state)
{
	struct irc_msg m;

	assert_true(line_parse(*state, STR("005 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17"), &m));
	assert_int_equal(m.n, 15);
	assert_str(m.params[13], "14");
	assert_str(m.params[14], "15 16 17");
}

static void survives_what_is_not_a_line(void **state)
{
	static const char *const none[] = {
		"", " ", ":", ":only", "@", "@a=b", "@a=b ", "@a :src", ":  "};
	struct irc_msg m;

	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		assert_false(line_parse(*state, str_z(none[i]), &m));
	assert_true(line_parse(*state, STR(":x N"), &m));
	assert_int_equal(m.n, 0);
	assert_int_equal(line_param(&m, 0).n, 0);
	assert_int_equal(line_param(&m, 99).n, 0);
	assert_true(line_parse(*state, STR("PRIVMSG #c :a\0b"), &m));
	assert_int_equal(m.params[1].n, 3);
}

static void unwraps_ctcp_with_and_without_its_end(void **state)
{
	struct str verb, rest;

	(void)state;
	assert_true(line_ctcp(STR("\001ACTION waves at all\001"), &verb, &rest));
	assert_str(verb, "ACTION");
	assert_str(rest, "waves at all");
	assert_true(line_ctcp(STR("\001ACTION waves"), &verb, &rest));
	assert_str(rest, "waves");
	assert_true(line_ctcp(STR("\001"), &verb, &rest));
	assert_int_equal(verb.n, 0);
	assert_true(line_ctcp(STR("\001\001"), &verb, &rest));
	assert_int_equal(verb.n, 0);
	assert_false(line_ctcp(STR(""), &verb, &rest));
	assert_false(line_ctcp(STR("ACTION"), &verb, &rest));
}

static void takes_style_codes_off(void **state)
{
	struct arena *a = *state;

	assert_str(line_unstyle(a, STR("\x02"
				       "bold\x16rev\x1dit\x1ful\x0f")),
		"boldrevitul");
	assert_str(line_unstyle(a, STR("fine\x03"
				       "00,00 but db\x0f")),
		"fine but db");
	assert_str(line_unstyle(a, STR("\x03"
				       "3!sev")),
		"!sev");
	assert_str(line_unstyle(a, STR("\x03"
				       "123")),
		"3");
	assert_str(line_unstyle(a, STR("\x03,5")), ",5");
	assert_str(line_unstyle(a, STR("\x03"
				       "4,x")),
		",x");
	assert_str(line_unstyle(a, STR("\x04"
				       "FF0000!who")),
		"!who");
	assert_str(line_unstyle(a, STR("\x04"
				       "FF00zz")),
		"FF00zz");
	assert_str(line_unstyle(a, STR("\x03")), "");
	assert_str(line_unstyle(a, STR("\x11mono\x1e")), "mono");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits_at_every_kind_of_line_end),
		cmocka_unit_test(a_blank_segment_stalls_nothing),
		cmocka_unit_test(any_cut_of_the_stream_gives_the_same_lines),
		cmocka_unit_test(an_overlong_line_comes_in_marked_pieces_and_loses_nothing),
		cmocka_unit_test(the_longest_line_is_still_whole),
		cmocka_unit_test(the_end_of_a_connection_gives_what_was_begun),
		cmocka_unit_test(a_reader_may_stop),
		cmocka_unit_test(parses_source_and_parameters),
		cmocka_unit_test(parses_tags_and_takes_them_off),
		cmocka_unit_test(keeps_fifteen_parameters_and_the_rest_in_the_last),
		cmocka_unit_test(survives_what_is_not_a_line),
		cmocka_unit_test(unwraps_ctcp_with_and_without_its_end),
		cmocka_unit_test(takes_style_codes_off),
	};

	return cmocka_run_group_tests_name("irc/line", tests, setup, teardown);
}
