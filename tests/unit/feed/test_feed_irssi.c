/* test_feed_irssi.c: logs of irssi line by line: who, what and when, over midnight and changes of clocks. */
#include "reading.h"

#include "support/corpus.h"
#include "support/tzif.h"

/* What stands in tests/data/irssi.log, told by hand. */
static const struct want wanted[] = {
	{2, "2026-10-24T21:59:00Z", "join", "scribe1", "scribe1 [u@192.0.2.1] has joined #war",
		PREC_MIN},
	{3, "2026-10-24T21:59:00Z", "other", "",
		"Irssi: #war: Total of 4 nicks [1 ops, 0 halfops, 0 voices, 3 normal]", PREC_MIN},
	{4, "2026-10-24T21:59:00Z", "other", "", "Irssi: Join to #war was synced in 11 secs",
		PREC_MIN},
	{5, "2026-10-24T21:59:00Z", "join", "o|ne[x]", "o|ne[x] [u@192.0.2.2] has joined #war",
		PREC_MIN},
	{6, "2026-10-24T21:59:00Z", "msg", "o|ne[x]", "plain words here", PREC_MIN},
	{7, "2026-10-24T21:59:00Z", "msg", "o|ne[x]", "<angle> * star -!- bang [12:00] brackets",
		PREC_MIN},
	{8, "2026-10-24T21:59:00Z", "msg", "o|ne[x]",
		"\x03"
		"04red\x03 \x02"
		"bold\x02 \x1f"
		"under\x1f",
		PREC_MIN},
	{9, "2026-10-24T21:59:00Z", "action", "o|ne[x]", "waves at <ops2>", PREC_MIN},
	{10, "2026-10-24T21:59:00Z", "notice", "o|ne[x]", "a channel notice", PREC_MIN},
	{11, "2026-10-24T21:59:00Z", "topic", "lead1",
		"lead1 changed the topic of #war to: SEV1 | IC: lead", PREC_MIN},
	{12, "2026-10-24T21:59:00Z", "mode", "", "mode/#war [+v o|ne[x]] by lead1", PREC_MIN},
	{13, "2026-10-24T21:59:00Z", "msg", "o|ne[x]", "voiced now", PREC_MIN},
	{14, "2026-10-24T21:59:00Z", "msg", "lead1", "!sev 1", PREC_MIN},
	{15, "2026-10-24T21:59:00Z", "nick", "o|ne[x]", "o|ne[x] is now known as ops2", PREC_MIN},
	{16, "2026-10-24T21:59:00Z", "kick", "ops2", "ops2 was kicked from #war by lead1 [go away]",
		PREC_MIN},
	{17, "2026-10-24T21:59:00Z", "part", "ops2", "ops2 [u@192.0.2.2] has left #war [bye now]",
		PREC_MIN},
	{19, "2026-10-24T22:00:00Z", "msg", "ops2", "first after midnight", PREC_MIN},
	{20, "2026-10-25T00:10:00Z", "msg", "ops2", "in the first pass of the doubled hour",
		PREC_MIN, true},
	{21, "2026-10-25T00:50:00Z", "msg", "ops2", "still in the first pass", PREC_MIN, true},
	{22, "2026-10-25T01:10:00Z", "msg", "ops2", "in the second pass", PREC_MIN, true},
	{23, "2026-10-25T01:40:00Z", "msg", "ops2", "still in the second pass", PREC_MIN, true},
	{24, "2026-10-25T02:00:00Z", "msg", "ops2", "after the change of clocks", PREC_MIN},
	{25, "2026-10-25T02:01:00Z", "msg", "ops2", "broken bytes \xff\xfe and \xc3 here",
		PREC_MIN},
	{26, "2026-10-25T02:01:00Z", "msg",
		"n\xef"
		"ck",
		"a nick that is Latin-1", PREC_MIN},
	{27, "2026-10-25T02:02:00Z", "quit", "ops2",
		"ops2 [u@192.0.2.2] has quit [Ping timeout: 240 seconds]", PREC_MIN},
	{31, "2026-10-25T23:10:00Z", "msg", "ops2", "past midnight without a word about the day",
		PREC_MIN},
	{32, "2026-10-25T23:11:31Z", "msg", "ops2", "with seconds", PREC_S},
	{35, "2027-03-28T01:30:00Z", "msg", "ops2", "a time that the clocks skipped", PREC_MIN,
		true},
};

static void every_line_is_understood_as_written(void **state)
{
	struct feed_told told = {.zone = STR("Europe/Berlin"), .rules = tzif_berlin(*state)};
	struct feed_count count = READ_AS(
		*state, "IRSSI", &told, corpus_read(*state, "irssi.log"), wanted);

	assert_int_equal(count.strange, 1);
	assert_int_equal(count.where[0], 28);
	assert_int_equal(count.lines, count.rows + count.known + count.strange);
}

static const struct feed_told utc = {.zone = {"UTC", 3}};

static void what_cannot_be_placed_in_time_is_refused(void **state)
{
	struct feed_told nowhere = {0};

	refused_as(*state, "irssi", &utc, "23:59 < ops1> when?\n", "line 1: no day is known");
	refused_as(*state, "irssi", &nowhere,
		"--- Day changed Sun Oct 25 2026\n\n10:00 < ops1> where?\n", "line 3");
}

static void a_time_that_is_none_is_not_understood(void **state)
{
	static const struct want one[] = {
		{4, "2026-10-25T10:59:00Z", "msg", "ops1", "y", PREC_MIN}};
	struct feed_count c = READ_AS(*state, "irssi", &utc,
		STR("--- Day changed Sun Oct 25 2026\n24:00 < ops1> x\n10:61 < ops1> x\n10:59 < "
		    "ops1> y"),
		one);

	assert_int_equal(c.strange, 2);
	c = READ_AS(*state, "irssi", &utc,
		STR("--- Day changed Sun Oct 25 2026\n\n--- Day changed Son Okt 26 2026\n10:59 < "
		    "ops1> y\n"),
		one);
	assert_int_equal(c.where[0], 3);
}

static void a_day_may_be_given(void **state)
{
	struct feed_told told = utc;
	static const struct want one[] = {
		{1, "2026-10-24T23:59:00Z", "msg", "ops1", "here", PREC_MIN},
		{2, "2026-10-25T00:01:00Z", "msg", "ops1", "there", PREC_MIN}};

	told.year = 2026;
	told.month = 10;
	told.day = 24;
	READ_AS(*state, "irssi", &told, STR("23:59 < ops1> here\r\n00:01 < ops1> there\r\n"), one);
}

static void unknown_formats_name_what_there_is(void **state)
{
	const struct feed_pattern *own = NULL;
	const struct feed *feed = NULL;
	struct err err;

	assert_int_equal(feed_find(STR("mirc"), NULL, *state, &feed, &own, &err), RC_UNKNOWN);
	assert_non_null(strstr(err.text, "irssi"));
	assert_non_null(strstr(err.text, "znc"));
	assert_true(feed_list(0, &feed) >= 17);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_line_is_understood_as_written),
		TEST(what_cannot_be_placed_in_time_is_refused),
		TEST(a_time_that_is_none_is_not_understood),
		TEST(a_day_may_be_given),
		TEST(unknown_formats_name_what_there_is),
	};

	return cmocka_run_group_tests_name("feed_irssi", tests, NULL, NULL);
}
