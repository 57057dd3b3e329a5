/* test_formats.c: a sample of each log format, line by line: who, what, when, and how exactly that is known. */
#include "reading.h"

#include "support/corpus.h"
#include "support/tzif.h"

static struct feed_told told_for(struct arena *a, const char *file)
{
	struct feed_told told = {.zone = STR("Europe/Berlin"), .rules = tzif_berlin(a)};

	feed_date_in_name(str_z(file), &told);
	return told;
}

static struct feed_count sample(
	struct arena *a, const char *format, const char *file, const struct want *wanted, size_t n)
{
	struct feed_told told = told_for(a, file);
	const char *path = arena_printf(a, "feed/%s", file);

	return read_as(a, format, &told, corpus_read(a, path), wanted, n);
}
#define SAMPLE(a, format, file, wanted)                                                            \
	sample(a, format, file, wanted, sizeof(wanted) / sizeof *(wanted))

static void weechat(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-10-24T21:59:04Z", "join", "ops1",
			"ops1 (u) (u@192.0.2.1) has joined #war", PREC_S},
		{2, "2026-10-24T21:59:04Z", "other", "",
			"Channel #war: 2 nicks (1 op, 0 voices, 1 normal)", PREC_S},
		{3, "2026-10-24T21:59:28Z", "msg", "ops1", "plain words here", PREC_S},
		{4, "2026-10-24T21:59:29Z", "msg", "lead",
			"<angle> * star -!- bang [12:00] brackets", PREC_S},
		{5, "2026-10-24T21:59:30Z", "action", "ops1", "waves at <lead>", PREC_S},
		{6, "2026-10-24T21:59:31Z", "notice", "ops1", "a channel notice", PREC_S},
		{7, "2026-10-24T21:59:31Z", "topic", "lead",
			"lead has changed topic for #war to \"SEV1 | IC: lead\"", PREC_S},
		{8, "2026-10-24T21:59:32Z", "mode", "", "Mode #war [+v ops1] by lead", PREC_S},
		{9, "2026-10-24T21:59:34Z", "nick", "ops1", "ops1 is now known as ops2", PREC_S},
		{10, "2026-10-24T21:59:35Z", "kick", "lead", "lead has kicked ops2 (go away)",
			PREC_S},
		{11, "2026-10-25T00:10:00Z", "msg", "ops2", "in the first pass", PREC_S, true},
		{12, "2026-10-25T01:05:00Z", "msg", "ops2", "in the second pass", PREC_S, true},
		{13, "2026-10-25T02:00:00Z", "other", "", "continued without a prefix", PREC_S},
	};

	assert_int_equal(SAMPLE(*state, "weechat", "weechat.log", wanted).strange, 0);
}

static void znc(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-10-24T18:59:33Z", "join", "ops1", "Joins: ops1 (u@192.0.2.1)", PREC_S},
		{2, "2026-10-24T18:59:34Z", "msg", "ops1", "plain words here", PREC_S},
		{3, "2026-10-24T18:59:35Z", "action", "ops1", "waves", PREC_S},
		{4, "2026-10-24T18:59:36Z", "notice", "ops1", "a notice", PREC_S},
		{5, "2026-10-24T18:59:37Z", "mode", "lead", "lead sets mode: +v ops1", PREC_S},
		{6, "2026-10-24T18:59:38Z", "topic", "lead",
			"lead changes topic to 'SEV1 | IC: lead'", PREC_S},
		{7, "2026-10-24T18:59:39Z", "nick", "ops1", "ops1 is now known as ops2", PREC_S},
		{8, "2026-10-24T18:59:40Z", "kick", "ops2", "ops2 was kicked by lead (go away)",
			PREC_S},
		{9, "2026-10-24T18:59:41Z", "part", "ops2", "Parts: ops2 (u@192.0.2.1) (bye now)",
			PREC_S},
		{10, "2026-10-24T22:00:04Z", "msg", "lead", "after midnight", PREC_S},
		{11, "2026-10-24T22:00:05Z", "quit", "lead",
			"Quits: lead (u@192.0.2.2) (Ping timeout: 240 seconds)", PREC_S},
	};

	assert_int_equal(SAMPLE(*state, "znc", "znc-2026-10-24.log", wanted).strange, 0);
}

static void energymech(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-10-24T18:59:33Z", "other", "", "Joins: ops1 (u@192.0.2.1)", PREC_S},
		{2, "2026-10-24T18:59:34Z", "msg", "ops1", "plain words here", PREC_S},
		{3, "2026-10-24T18:59:35Z", "action", "ops1", "waves", PREC_S},
		{4, "2026-10-24T18:59:36Z", "notice", "ops1", "a notice", PREC_S},
		{5, "2026-10-24T22:00:04Z", "msg", "lead", "after midnight", PREC_S},
	};

	assert_int_equal(SAMPLE(*state, "energymech", "energymech.log", wanted).strange, 0);
}

static void limnoria(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-10-24T18:59:25Z", "join", "ops1",
			"ops1 <ops1!u@192.0.2.1> has joined #war", PREC_S},
		{2, "2026-10-24T18:59:26Z", "msg", "ops1", "plain words here", PREC_S},
		{3, "2026-10-24T18:59:28Z", "action", "ops1", "waves at <lead>", PREC_S},
		{4, "2026-10-24T18:59:28Z", "notice", "ops1", "a channel notice", PREC_S},
		{5, "2026-10-24T18:59:29Z", "topic", "lead",
			"lead changes topic to \"SEV1 | IC: lead\"", PREC_S},
		{6, "2026-10-24T18:59:31Z", "nick", "ops1", "ops1 is now known as ops2", PREC_S},
		{7, "2026-10-24T19:00:04Z", "quit", "ops2",
			"ops2 <ops2!u@192.0.2.1> has quit IRC (Ping timeout: 240 seconds)", PREC_S},
	};

	assert_int_equal(SAMPLE(*state, "limnoria", "limnoria.log", wanted).strange, 0);
}

static void meetbot(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-10-24T18:13:50Z", "msg", "lead", "#startmeeting", PREC_S},
		{2, "2026-10-24T18:13:51Z", "msg", "MeetBot", "Meeting started.", PREC_S},
		{3, "2026-10-24T18:14:02Z", "action", "ops1", "waves", PREC_S},
		{4, "2026-10-24T18:15:00Z", "msg", "ops1", "#action ops1 writes the report",
			PREC_S},
	};

	SAMPLE(*state, "meetbot", "war.2026-10-24-20.13.log.txt", wanted);
}

/* System lines carry no time: they stand where the line before stands, and say so. */
static void ubuntu(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-10-24T21:58:00Z", "msg", "ops1", "plain words here", PREC_MIN},
		{2, "2026-10-24T21:58:00Z", "msg", "ops[1] away", "a nick with a blank", PREC_MIN},
		{3, "2026-10-24T21:59:00Z", "action", "ops1", "waves", PREC_MIN},
		{4, "?", "join", "ops3", "ops3 [u@192.0.2.3]  has joined #war", PREC_UNKNOWN},
		{5, "?", "nick", "ops1", "ops1 is now known as ops2", PREC_UNKNOWN},
		{6, "2026-10-24T22:01:00Z", "msg", "ops2", "after midnight", PREC_MIN},
		{7, "2026-10-24T22:02:00Z", "msg", "ops2", "", PREC_MIN},
	};
	static const struct want dated[] = {
		{1, "2026-10-24T21:58:04Z", "msg", "ops1", "plain words here", PREC_S},
		{2, "2026-10-24T21:59:19Z", "action", "ops1", "waves", PREC_S},
		{3, "?", "nick", "ops1", "ops1 is now known as ops2", PREC_UNKNOWN},
		{4, "2026-10-24T22:01:00Z", "msg", "ops2", "after midnight", PREC_MIN},
	};

	assert_int_equal(SAMPLE(*state, "ubuntu", "channel-2026-10-24.txt", wanted).strange, 0);
	assert_int_equal(SAMPLE(*state, "ubuntu", "dated.txt", dated).strange, 0);
}

/* Twelve hours and no am or pm: which half the log begins in is told, and it turns by itself from there. */
static void a_clock_of_twelve_hours(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-10-24T09:58:00Z", "msg", "ops1", "before noon or midnight", PREC_MIN},
		{2, "2026-10-24T10:57:00Z", "msg", "ops1", "an hour later", PREC_MIN},
		{3, "2026-10-24T11:03:00Z", "msg", "ops1", "and a few minutes", PREC_MIN},
		{4, "2026-10-24T21:59:00Z", "msg", "ops1", "late", PREC_MIN},
		{5, "2026-10-24T22:01:00Z", "msg", "ops1", "another half", PREC_MIN},
		{6, "2026-10-25T00:00:00Z", "msg", "ops1", "again", PREC_MIN, true},
	};
	const char *file = "twelve-2026-10-24.txt";
	struct feed_told told = told_for(*state, file);
	struct feed_count c;
	struct feed_reader *r = feed_reader_new(format(*state, "ubuntu"), NULL, &told,
		corpus_read(*state, "feed/twelve-2026-10-24.txt"));
	struct feed_row row;
	struct err err;
	bool some = true;

	while (some)
		assert_int_equal(feed_reader_next(r, &some, &row, &err), RC_OK);
	assert_true(feed_reader_count(r)->twelve_hours);
	feed_reader_free(r);
	told.hours = FEED_HOURS_AM;
	c = READ_AS(
		*state, "ubuntu", &told, corpus_read(*state, "feed/twelve-2026-10-24.txt"), wanted);
	assert_int_equal(c.strange, 0);
}

static void slack(void **state)
{
	static const struct want quoted[] = {
		{3, "2026-10-24T06:27:00Z", "msg", "ops1", "deploy time!\nFor real.", PREC_MIN},
		{7, "2026-10-24T10:05:00Z", "msg", "lead", "rollback (edited)", PREC_MIN},
		{10, "2026-10-24T10:07:00Z", "msg", "deploy APP", "*Warning:* merged by hand",
			PREC_MIN},
		{14, "2026-10-24T11:09:00Z", "msg", "lead", "", PREC_MIN},
	};
	static const struct want plain[] = {
		{1, "2026-10-24T06:27:00Z", "msg", "ops1", "deploy time!\nAnd a second paragraph.",
			PREC_MIN},
		{5, "2026-10-24T18:28:00Z", "msg", "lead", "ok", PREC_MIN},
	};
	struct feed_told told = told_for(*state, "2026-10-24");
	struct feed_count c = READ_AS(
		*state, "slack", &told, corpus_read(*state, "feed/slack.md"), quoted);

	assert_int_equal(c.strange, 2);
	READ_AS(*state, "slack", &told, corpus_read(*state, "feed/slack.txt"), plain);
}

static void syslog_of_3164(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-12-31T22:59:58Z", "log", "pay@web3",
			"pay[2211]: upstream refused connection", PREC_S},
		{2, "2026-12-31T22:59:59Z", "log", "kernel@db1", "kernel: out of buffers", PREC_S},
		{3, "2026-12-31T23:00:03Z", "log", "db1", "last message repeated 2 times", PREC_S},
		{4, "2026-12-31T23:00:04.250000Z", "log", "pay@db1",
			"pay: newer daemons write this", PREC_US},
	};
	static const struct want turn[] = {
		{1, "2026-12-31T22:59:59Z", "log", "a@db1", "a: 1", PREC_S},
		{2, "2026-12-31T23:00:00Z", "log", "a@db1", "a: 2", PREC_S},
		{3, "2026-12-31T22:59:59Z", "log", "a@db1", "a: 3", PREC_S},
		{4, "2026-12-31T23:00:01Z", "log", "a@db1", "a: 4", PREC_S},
	};
	struct feed_told told = told_for(*state, "");
	struct feed_count c;

	refused_as(*state, "syslog", &told, "Dec 31 23:59:59 db1 kernel: x\n", "date=YYYY");
	/* A name is often the day on which a log was put away. */
	assert_true(feed_date_in_name(STR("messages-20270101"), &told));
	refused_as(*state, "syslog", &told, "Dec 31 23:59:59 db1 kernel: x\n", "date=YYYY");
	told = told_for(*state, "");
	told.year = 2026;
	READ_AS(*state, "syslog", &told,
		STR("Dec 31 23:59:59 db1 a: 1\nJan  1 00:00:00 db1 a: 2\nDec 31 23:59:59 db1 a: "
		    "3\nJan  1 00:00:01 db1 a: 4\n"),
		turn);
	c = READ_AS(*state, "syslog", &told, corpus_read(*state, "feed/syslog.log"), wanted);
	assert_int_equal(c.strange, 1);
	assert_int_equal(c.where[0], 5);
}

static void syslog_of_5424(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-05-04T10:04:11.482913Z", "log", "warroom@war.example.org",
			"SEV1 declared", PREC_US},
		{2, "2026-05-04T10:11:00Z", "log", "warroom@war.example.org", "update 1 sent",
			PREC_S},
		{3, "?", "log", "app@192.0.2.1", "", PREC_UNKNOWN},
	};
	struct feed_told nothing = {0};

	READ_AS(*state, "syslog5424", &nothing, corpus_read(*state, "feed/syslog5424.log"), wanted);
}

static void journald(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-05-04T10:01:58.250000Z", "log", "pay@web3", "upstream refused connection",
			PREC_US},
		{2, "2026-05-04T10:01:59Z", "log", "web3", "hi\xff", PREC_S},
		{3, "2026-05-04T10:02:00Z", "log", "sh", "one", PREC_S},
		{4, "2026-05-04T10:02:01Z", "log", "", "", PREC_S},
	};
	static const struct want exported[] = {
		{1, "2026-05-04T10:01:58.250000Z", "log", "pay@web3", "upstream refused connection",
			PREC_US},
		{8, "2026-05-04T10:01:59Z", "log", "web3", "one\n\ntwo", PREC_S},
		{15, "2026-05-04T10:02:00Z", "log", "", "last", PREC_S},
	};
	struct feed_told nothing = {0};

	READ_AS(*state, "journald", &nothing, corpus_read(*state, "feed/journal.jsonl"), wanted);
	READ_AS(*state, "journald-export", &nothing, corpus_read(*state, "feed/journal.export"),
		exported);
}

static void access_logs(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-05-17T10:05:03Z", "log", "192.0.2.7",
			"\"GET /pay HTTP/1.1\" 200 203 \"-\" \"curl/7.88\"", PREC_S},
		{2, "2026-05-17T10:05:43Z", "log", "192.0.2.8", "\"POST /pay HTTP/1.1\" 503 0",
			PREC_S},
		{3, "2026-05-17T10:04:59Z", "log", "2001:db8::1",
			"\"GET / HTTP/1.1\" 200 12 \"-\" \"-\"", PREC_S},
	};
	struct feed_told nothing = {0};

	READ_AS(*state, "combined", &nothing, corpus_read(*state, "feed/access.log"), wanted);
}

static void nagios(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-05-04T10:01:58Z", "log", "web3",
			"SERVICE ALERT: web3;pay-page;CRITICAL;HARD;3;HTTP CRITICAL - 503 in 0.9 s",
			PREC_S},
		{2, "2026-05-04T10:02:10Z", "log", "db1", "HOST ALERT: db1;DOWN;SOFT;1;no answer",
			PREC_S},
		{3, "2026-05-04T10:02:20Z", "log", "", "LOG ROTATION: DAILY", PREC_S},
		{4, "2026-05-04T10:03:20Z", "log", "",
			"EXTERNAL COMMAND: "
			"ACKNOWLEDGE_SVC_PROBLEM;web3;pay-page;2;1;0;lead;looking",
			PREC_S},
	};
	struct feed_told nothing = {0};

	READ_AS(*state, "nagios", &nothing, corpus_read(*state, "feed/nagios.log"), wanted);
}

static void csv(void **state)
{
	static const struct want samples[] = {
		{2, "2026-05-04T10:00:00Z", "sample", "kpi",
			"orders_per_min{region=eu,channel=web} 212 1/min", PREC_S},
		{3, "2026-05-04T08:05:00Z", "sample", "db1",
			"index_bytes{table=\"orders\"} 734003200 bytes", PREC_S},
		{4, "?", "sample", "db1", "index_bytes 1 bytes", PREC_UNKNOWN},
	};
	static const struct want notes[] = {
		{2, "2026-05-04T08:00:00Z", "log", "ops1", "rolled back,\nby hand", PREC_MIN},
		{4, "2026-05-04T08:05:30.500000Z", "log", "lead", "confirmed", PREC_US},
		{5, "2026-05-04T00:00:00Z", "log", "lead", "that day", PREC_DAY},
	};
	struct feed_told nothing = {0};

	READ_AS(*state, "csv", &nothing, corpus_read(*state, "feed/samples.csv"), samples);
	assert_int_equal(SAMPLE(*state, "csv", "notes.csv", notes).where[0], 6);
}

static void openmetrics(void **state)
{
	static const struct want wanted[] = {
		{3, "2026-05-04T10:04:11.500000Z", "sample", "pay_attempts_total",
			"pay_attempts_total{code=\"200\",path=\"a b } \\\" c\"} 8.8e+05", PREC_US},
		{4, "?", "sample", "pay_attempts_total", "pay_attempts_total{code=\"503\"} 120034",
			PREC_UNKNOWN},
		{5, "2026-05-04T10:04:11Z", "sample", "queue_wait_seconds",
			"queue_wait_seconds +Inf", PREC_S},
	};
	struct feed_told nothing = {0};

	READ_AS(*state, "openmetrics", &nothing, corpus_read(*state, "feed/openmetrics.txt"),
		wanted);
}

static void json_lines(void **state)
{
	static const struct want wanted[] = {
		{1, "2026-05-04T10:00:00.500000Z", "log", "pay", "refused", PREC_US},
		{2, "2026-05-04T10:01:58Z", "log", "web3", "seconds", PREC_S},
		{3, "2026-05-04T10:01:58.322000Z", "log", "web3", "milliseconds", PREC_US},
		{4, "2026-05-17T08:05:03Z", "log", "192.0.2.7",
			"{\"time_local\":\"17/May/2026:10:05:03 +0200\",\"remote_addr\":\"192.0.2."
			"7\",\"status\":503}",
			PREC_S},
		{5, "2026-05-04T08:00:00Z", "log", "", "local", PREC_S},
		{6, "?", "log", "", "without a time", PREC_UNKNOWN},
	};

	assert_int_equal(SAMPLE(*state, "jsonl", "app.jsonl", wanted).where[0], 7);
}

/* What a report does not know stays unknown: the hour, the day, or everything. */
static void reports(void **state)
{
	static const struct want wanted[] = {
		{11, "2026-03-13T09:01:00Z", "note", "", "Node not ready.", PREC_MIN},
		{12, "2026-03-13T13:00:00Z", "note", "", "Scaled down.", PREC_H},
		{13, "2026-03-13T00:00:00Z", "note", "", "Some time that day.", PREC_DAY},
		{14, "?", "note", "", "Nobody knows.", PREC_UNKNOWN},
		{16, "2026-03-13T07:47:00Z", "note", "", "A change is merged.\n**Outage begins.**",
			PREC_MIN},
		{18, "2026-03-13T09:02:00Z", "note", "", "Rolled back.", PREC_MIN},
		{20, "2026-03-14T03:19:00Z", "note", "", "It was full.", PREC_MIN},
		{24, "2026-03-14T16:33:00Z", "note", "",
			"And empty.\n- It is no entry, 3 nodes were gone", PREC_MIN},
		{28, "2026-03-14T17:00:00Z", "note", "", "Resolved", PREC_MIN},
		{29, "2026-03-14T17:01:00Z", "note", "", "told", PREC_S},
	};

	SAMPLE(*state, "report", "report.md", wanted);
}

static void a_pattern_of_ones_own(void **state)
{
	struct feed_patterns own = {0};
	const struct feed_pattern *p = NULL;
	const struct feed *feed = NULL;
	struct feed_told told = told_for(*state, "2026-10-24");
	struct feed_reader *r;
	struct feed_row row;
	struct err err;
	bool some;

	assert_int_equal(
		feed_patterns_add(&own, *state, STR("znc"), STR("(?<text>.)"), &err), RC_STATE);
	assert_int_equal(feed_patterns_add(&own, *state, STR("mine"), STR("(.*)"), &err), RC_USAGE);
	assert_int_equal(
		feed_patterns_add(&own, *state, STR("mine"), STR("(?<text>.*"), &err), RC_USAGE);
	assert_int_equal(
		feed_patterns_add(&own, *state, STR("Mine"), STR("(?<text>.)"), &err), RC_USAGE);
	assert_int_equal(feed_patterns_add(&own, *state, STR("mine"),
				 STR("^(?<hour>\\d+)h(?<minute>\\d\\d) "
				     "(?<ampm>[ap]m) (?:(?<nick>\\w+) said )?(?<text>.*)$"),
				 &err),
		RC_OK);
	assert_int_equal(feed_find(STR("mine"), &own, *state, &feed, &p, &err), RC_OK);
	r = feed_reader_new(feed, p, &told, STR("2h05 pm ops1 said \xff broken\nelse\n"));
	assert_int_equal(feed_reader_next(r, &some, &row, &err), RC_OK);
	assert_true(some);
	assert_string_equal(time_iso(*state, row.at), "2026-10-24T12:05:00Z");
	assert_string_equal(str_to_z(*state, row.nick), "ops1");
	assert_string_equal(str_to_z(*state, row.text), "\xff broken");
	assert_int_equal(feed_reader_next(r, &some, &row, &err), RC_OK);
	assert_false(some);
	assert_int_equal(feed_reader_count(r)->strange, 1);
	feed_reader_free(r);
	feed_patterns_clear(&own);
}

/* A message of many lines stays within bounds, and so does the time it takes. */
static void a_message_without_end(void **state)
{
	enum { LINES = 100000 };
	struct feed_told told = told_for(*state, "2026-10-24");
	struct feed_reader *r;
	struct feed_row row;
	struct err err;
	struct buf b;
	bool some;

	buf_init(&b, *state, 64 * LINES);
	buf_add_z(&b, "ops1 [8:27 AM]\n");
	for (int n = 0; n < LINES; n++)
		buf_add_z(&b, "one more line of it\n");
	buf_add_z(&b, "lead [8:28 AM]\nok\n");
	r = feed_reader_new(format(*state, "slack"), NULL, &told, buf_str(&b));
	assert_int_equal(feed_reader_next(r, &some, &row, &err), RC_OK);
	assert_true(some && row.text.n <= 64 * 1024 && row.text.n > 60 * 1024);
	assert_int_equal(row.last, LINES + 1);
	assert_int_equal(feed_reader_next(r, &some, &row, &err), RC_OK);
	assert_true(some);
	assert_string_equal(str_to_z(*state, row.text), "ok");
	feed_reader_free(r);
}

static void the_beginning_tells_the_format(void **state)
{
	static const struct {
		const char *file, *format;
	} files[] = {{"irssi.log", "irssi"}, {"feed/weechat.log", "weechat"},
		{"feed/znc-2026-10-24.log", "znc"}, {"feed/energymech.log", "energymech"},
		{"feed/limnoria.log", "limnoria"}, {"feed/war.2026-10-24-20.13.log.txt", "meetbot"},
		{"feed/channel-2026-10-24.txt", "ubuntu"}, {"feed/dated.txt", "ubuntu"},
		{"feed/slack.md", "slack"}, {"feed/syslog.log", "syslog"},
		{"feed/syslog5424.log", "syslog5424"}, {"feed/journal.jsonl", "journald"},
		{"feed/journal.export", "journald-export"}, {"feed/access.log", "combined"},
		{"feed/nagios.log", "nagios"}, {"feed/samples.csv", "csv"},
		{"feed/notes.csv", "csv"}, {"feed/openmetrics.txt", "openmetrics"},
		{"feed/app.jsonl", "jsonl"}, {"feed/report.md", "report"}};
	struct feed_guess guesses[FEED_GUESSES];
	struct err err;
	size_t n;

	for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
		assert_int_equal(feed_guess(corpus_read(*state, files[k].file), NULL, *state,
					 guesses, &n, &err),
			RC_OK);
		if (strcmp(guesses[0].feed->name, files[k].format) != 0)
			fail_msg("%s looks like %s", files[k].file, guesses[0].feed->name);
	}
	assert_int_equal(feed_guess(STR("nothing\nof the kind\n"), NULL, *state, guesses, &n, &err),
		RC_UNKNOWN);
	assert_int_equal(feed_guess(STR(""), NULL, *state, guesses, &n, &err), RC_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(weechat),
		TEST(znc),
		TEST(energymech),
		TEST(limnoria),
		TEST(meetbot),
		TEST(ubuntu),
		TEST(a_clock_of_twelve_hours),
		TEST(slack),
		TEST(syslog_of_3164),
		TEST(syslog_of_5424),
		TEST(journald),
		TEST(access_logs),
		TEST(nagios),
		TEST(csv),
		TEST(openmetrics),
		TEST(json_lines),
		TEST(reports),
		TEST(a_pattern_of_ones_own),
		TEST(a_message_without_end),
		TEST(the_beginning_tells_the_format),
	};

	return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
