/* test_feed_irssi.c: logs of irssi line by line: who, what and when, over midnight and changes of clocks. */
#include "support/test.h"

#include "feed/feed.h"
#include "support/corpus.h"
#include "support/tzif.h"

struct want {
	unsigned long line;
	const char *at, *how, *nick, *text;
	bool ambiguous;
};

/* What stands in tests/data/irssi.log, told by hand. */
static const struct want wanted[] = {
	{2, "2026-10-24T21:59:00Z", "join", "scribe1", "scribe1 [u@192.0.2.1] has joined #war", 0},
	{3, "2026-10-24T21:59:00Z", "other", "",
		"Irssi: #war: Total of 4 nicks [1 ops, 0 halfops, 0 voices, 3 normal]", 0},
	{4, "2026-10-24T21:59:00Z", "other", "", "Irssi: Join to #war was synced in 11 secs", 0},
	{5, "2026-10-24T21:59:00Z", "join", "o|ne[x]", "o|ne[x] [u@192.0.2.2] has joined #war", 0},
	{6, "2026-10-24T21:59:00Z", "msg", "o|ne[x]", "plain words here", 0},
	{7, "2026-10-24T21:59:00Z", "msg", "o|ne[x]", "<angle> * star -!- bang [12:00] brackets",
		0},
	{8, "2026-10-24T21:59:00Z", "msg", "o|ne[x]",
		"\x03"
		"04red\x03 \x02"
		"bold\x02 \x1f"
		"under\x1f",
		0},
	{9, "2026-10-24T21:59:00Z", "action", "o|ne[x]", "waves at <ops2>", 0},
	{10, "2026-10-24T21:59:00Z", "notice", "o|ne[x]", "a channel notice", 0},
	{11, "2026-10-24T21:59:00Z", "topic", "lead1",
		"lead1 changed the topic of #war to: SEV1 | IC: lead", 0},
	{12, "2026-10-24T21:59:00Z", "mode", "", "mode/#war [+v o|ne[x]] by lead1", 0},
	{13, "2026-10-24T21:59:00Z", "msg", "o|ne[x]", "voiced now", 0},
	{14, "2026-10-24T21:59:00Z", "msg", "lead1", "!sev 1", 0},
	{15, "2026-10-24T21:59:00Z", "nick", "o|ne[x]", "o|ne[x] is now known as ops2", 0},
	{16, "2026-10-24T21:59:00Z", "kick", "ops2", "ops2 was kicked from #war by lead1 [go away]",
		0},
	{17, "2026-10-24T21:59:00Z", "part", "ops2", "ops2 [u@192.0.2.2] has left #war [bye now]",
		0},
	{19, "2026-10-24T22:00:00Z", "msg", "ops2", "first after midnight", 0},
	{20, "2026-10-25T00:10:00Z", "msg", "ops2", "in the first pass of the doubled hour", 1},
	{21, "2026-10-25T00:50:00Z", "msg", "ops2", "still in the first pass", 1},
	{22, "2026-10-25T01:10:00Z", "msg", "ops2", "in the second pass", 1},
	{23, "2026-10-25T01:40:00Z", "msg", "ops2", "still in the second pass", 1},
	{24, "2026-10-25T02:00:00Z", "msg", "ops2", "after the change of clocks", 0},
	{25, "2026-10-25T02:01:00Z", "msg", "ops2", "broken bytes \xff\xfe and \xc3 here", 0},
	{26, "2026-10-25T02:01:00Z", "msg",
		"n\xef"
		"ck",
		"a nick that is Latin-1", 0},
	{27, "2026-10-25T02:02:00Z", "quit", "ops2",
		"ops2 [u@192.0.2.2] has quit [Ping timeout: 240 seconds]", 0},
	{31, "2026-10-25T23:10:00Z", "msg", "ops2", "past midnight without a word about the day",
		0},
	{32, "2026-10-25T23:11:31Z", "msg", "ops2", "with seconds", 0},
	{35, "2027-03-28T01:30:00Z", "msg", "ops2", "a time that the clocks skipped", 1},
};
enum { WANTED = sizeof wanted / sizeof *wanted };

struct seen {
	struct arena *a;
	size_t n;
};

static enum rc compare(const struct feed_row *row, void *ctx)
{
	struct seen *seen = ctx;
	const struct want *w = &wanted[seen->n++];

	assert_true(seen->n <= WANTED);
	assert_int_equal(row->line, w->line);
	assert_string_equal(time_iso(seen->a, row->at), w->at);
	assert_string_equal(str_to_z(seen->a, row->how), w->how);
	assert_string_equal(str_to_z(seen->a, row->nick), w->nick);
	assert_string_equal(str_to_z(seen->a, row->text), w->text);
	assert_int_equal(row->ambiguous, w->ambiguous);
	assert_int_equal(row->precision, w->line == 32 ? PREC_S : PREC_MIN);
	return RC_OK;
}

static const struct feed *irssi(void)
{
	const struct feed *feed = NULL;
	struct err err;

	assert_int_equal(feed_find(STR("IRSSI"), &feed, &err), RC_OK);
	return feed;
}

static void every_line_is_understood_as_written(void **state)
{
	struct seen seen = {.a = *state};
	unsigned long skipped = 0;
	struct err err;

	assert_int_equal(irssi()->parse(seen.a, corpus_read(seen.a, "irssi.log"),
				 tzif_berlin(seen.a), INSTANT_NONE, compare, &seen, &skipped, &err),
		RC_OK);
	assert_int_equal(seen.n, WANTED);
	assert_int_equal(skipped, 1);
}

static enum rc count(const struct feed_row *row, void *ctx)
{
	(void)row;
	++*(size_t *)ctx;
	return RC_OK;
}

static void assert_refused(struct arena *a, const char *text, const char *why)
{
	unsigned long skipped = 77;
	size_t rows = 0;
	struct err err;

	assert_int_equal(
		irssi()->parse(a, str_z(text), NULL, INSTANT_NONE, count, &rows, &skipped, &err),
		RC_USAGE);
	if (!strstr(err.text, why))
		fail_msg("%s: %s", text, err.text);
	assert_int_equal(skipped, 77);
}

static void what_cannot_be_placed_in_time_is_refused(void **state)
{
	assert_refused(*state, "23:59 < ops1> when?\n", "line 1: no day is known");
	assert_refused(*state, "--- Log opened Sam Okt 24 20:59:06 2026\n", "Okt is no English");
	assert_refused(*state, "--- Day changed Sun Oct 25 2026\n24:00 < ops1> x\n", "line 2");
	assert_refused(*state, "--- Day changed Sun Oct 25 2026\n\n10:61 < ops1> x\n", "line 3");
}

static enum rc stop(const struct feed_row *row, void *ctx)
{
	++*(size_t *)ctx;
	return row->line == 3 ? RC_LIMIT : RC_OK;
}

static void a_reader_may_stop(void **state)
{
	unsigned long skipped = 0;
	size_t rows = 0;
	struct err err;

	assert_int_equal(irssi()->parse(*state, corpus_read(*state, "irssi.log"), NULL,
				 INSTANT_NONE, stop, &rows, &skipped, &err),
		RC_LIMIT);
	assert_int_equal(rows, 2);
}

static void a_day_may_be_given(void **state)
{
	unsigned long skipped = 0;
	size_t rows = 0;
	instant day;
	struct err err;

	assert_true(time_from_iso(STR("2026-10-24T00:00:00Z"), &day));
	assert_int_equal(irssi()->parse(*state, STR("23:59 < ops1> here\r\n"), NULL, day, count,
				 &rows, &skipped, &err),
		RC_OK);
	assert_int_equal(rows, 1);
}

static void unknown_formats_name_what_there_is(void **state)
{
	const struct feed *feed = NULL;
	struct err err;

	(void)state;
	assert_int_equal(feed_find(STR("mirc"), &feed, &err), RC_UNKNOWN);
	assert_non_null(strstr(err.text, "irssi"));
	assert_int_equal(feed_list(0, &feed), 1);
	assert_string_equal(feed->name, "irssi");
}

static int begin(void **state)
{
	*state = arena_new();
	return 0;
}

static int end(void **state)
{
	arena_free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_line_is_understood_as_written),
		TEST(what_cannot_be_placed_in_time_is_refused),
		TEST(a_reader_may_stop),
		TEST(a_day_may_be_given),
		TEST(unknown_formats_name_what_there_is),
	};

	return cmocka_run_group_tests_name("feed_irssi", tests, NULL, NULL);
}
