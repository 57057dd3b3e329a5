/* test_topic.c: our segment beside other people's words; and which lines ask something of us. */
#include "support/test.h"

#include <locale.h>

#include "base/utf8.h"
#include "irc/ask_internal.h"
#include "irc/topic_internal.h"
#include "irc/transcript_internal.h"

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

static void assert_merged(
	struct arena *a, const char *topic, const char *own, size_t max, const char *want)
{
	struct str got = topic_merge(a, str_z(topic), str_z(own), max);

	if (!str_eq_z(got, want))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void ours_stands_in_front_and_theirs_stays(void **state)
{
	struct arena *a = *state;

	assert_merged(a, "", "[INC-7 SEV1] down", 0, "[INC-7 SEV1] down");
	assert_merged(
		a, "rules: be kind", "[INC-7 SEV1] down", 0, "[INC-7 SEV1] down || rules: be kind");
	assert_merged(
		a, "[INC-7 SEV2] down || rules", "[INC-7 SEV1] up", 0, "[INC-7 SEV1] up || rules");
	assert_merged(a, "[INC-7 SEV2] down", "[INC-8 SEV1] x", 0, "[INC-8 SEV1] x");
	assert_merged(a, "[INC-7 SEV2] down || rules || more", "", 0, "rules || more");
	assert_merged(a, "[INC-7 SEV2] down", "", 0, "");
	assert_merged(a, "theirs alone", "", 0, "theirs alone");
}

static void a_small_topic_cuts_ours_and_never_theirs(void **state)
{
	struct arena *a = *state;

	assert_merged(a, "rules", "[INC-7 SEV1] caf\xc3\xa9 down", 26, "[INC-7 SEV1] caf || rules");
	assert_merged(a, "rules", "[INC-7 SEV1] down", 15, "rules");
	assert_merged(
		a, "rules that fill it all", "[INC-7 SEV1] down", 20, "rules that fill it all");
}

static void hostile_titles_do_not_break_it(void **state)
{
	struct arena *a = *state;
	struct str got = topic_merge(
		a, STR("rules"), STR("[INC-7 SEV1] a || b\r\nQUIT\x1b \xff"), 0);

	assert_true(str_ends(got, STR(" || rules")));
	assert_null(memchr(got.p, '\n', got.n));
	assert_null(memchr(got.p, 0x1b, got.n));
	assert_true(utf8_is_valid(got));
	assert_true(str_eq_z(topic_of_others(got), "rules"));
}

static void assert_asks(struct arena *a, const char *text, int how, const char *line)
{
	struct isupport s;
	struct asked q;

	isupport_init(&s);
	if (!ask_read(a, &s, STR("warroom"), str_z(text), &q)) {
		if (how >= 0)
			fail_msg("\"%s\" asks nothing", text);
		return;
	}
	if ((int)q.how != how || !str_eq_z(q.line, line))
		fail_msg("\"%s\" asks \"%.*s\"", text, STR_ARG(q.line));
}

static void reads_what_is_asked(void **state)
{
	struct arena *a = *state;

	assert_asks(a, "!status", ASK_SIGN, "status");
	assert_asks(a, "!log  rolled back  ", ASK_SIGN, "log  rolled back");
	assert_asks(a, "\x02!sev\x02", ASK_SIGN, "sev");
	assert_asks(a,
		"\x03"
		"04,01!sev",
		ASK_SIGN, "sev");
	assert_asks(a, "warroom: log it", ASK_NAME, "log it");
	assert_asks(a, "WarRoom, !next", ASK_NAME, "next");
	assert_asks(a, "#action call the vendor", ASK_PROPOSE,
		"log \"call the vendor\" #proposed #action");
	assert_asks(a, "#INFO when=now \"-10m\" \\", ASK_PROPOSE,
		"log \"when=now \\\"-10m\\\" \\\\\" #proposed #info");
}

static void leaves_talk_alone(void **state)
{
	static const char *const talk[] = {"", "!", "!!", "! log", "!1", " !log x", "so !log x",
		"warroom", "warroom:", "warroom: ", "warroom says hi", "warroomist: log x",
		"#action", "#action  ", "#incident down", "x: log y", "warroom: :)"};

	for (size_t i = 0; i < sizeof talk / sizeof talk[0]; i++)
		assert_asks(*state, talk[i], -1, "");
}

static void rows_keep_every_byte(void **state)
{
	struct arena *a = *state;
	struct isupport s;
	struct transcript t = {
		.isupport = &s, .channel = "#war", .me = "warroom", .live = true, .now = 5};
	struct str raw = STR(":al|ce!u@h PRIVMSG #war :\xff\x01");
	struct irc_msg m;
	struct event *rows;

	isupport_init(&s);
	assert_true(line_parse(a, raw, &m));
	assert_int_equal(transcript_rows(a, &t, raw, &m, &rows), 1);
	assert_true(str_eq_z(rows[0].actor, "irc:al|ce"));
	assert_true(str_find(rows[0].body, STR("\"raw\":\"ff01\"")) > 0);
	assert_true(line_parse(a, STR(":x!u@h PRIVMSG #other :hi"), &m));
	assert_int_equal(transcript_rows(a, &t, raw, &m, &rows), 0);
	assert_true(line_parse(a, STR(":irc.test NOTICE warroom :hi"), &m));
	assert_int_equal(transcript_rows(a, &t, raw, &m, &rows), 0);
	assert_int_equal(transcript_rows(a, &t, STR("\xfe junk"), NULL, &rows), 1);
	assert_true(str_find(rows[0].body, STR("\"how\":\"raw\"")) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ours_stands_in_front_and_theirs_stays),
		cmocka_unit_test(a_small_topic_cuts_ours_and_never_theirs),
		cmocka_unit_test(hostile_titles_do_not_break_it),
		cmocka_unit_test(reads_what_is_asked),
		cmocka_unit_test(leaves_talk_alone),
		cmocka_unit_test(rows_keep_every_byte),
	};

	setlocale(LC_CTYPE, "C.UTF-8"); /* widths are the C library's */
	return cmocka_run_group_tests_name("irc/topic", tests, setup, teardown);
}
