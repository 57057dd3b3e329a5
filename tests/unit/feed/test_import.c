/* test_import.c: an imported log is in the record once, with its zone, its minutes and its broken bytes. */
#include "support/test.h"

#include <signal.h>
#include <sys/resource.h>

#include "feed/feed.h"
#include "support/corpus.h"
#include "support/folder.h"
#include "sys/file.h"
#include "unit/engine/fixture.h"

/* The whole job, step by step. */
static enum rc run(struct fixture *f, const struct feed_import *in, struct feed_result *ret)
{
	struct feed_job *job = NULL;
	enum rc rc = feed_begin(in, &job, &f->err);
	bool done = false;

	while (rc == RC_OK && !done)
		rc = feed_step(job, &done, &f->err);
	if (rc == RC_OK)
		*ret = *feed_get_result(job);
	feed_end(job);
	return rc;
}

static struct feed_import wish(struct fixture *f, const char *file, const char *zone)
{
	return (struct feed_import){.engine = f->engine,
		.incident = 1,
		.format = STR("irssi"),
		.told = {.zone = str_z(zone)},
		.file = file,
		.most = 1 << 26,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.said_at = DOOR_SHELL,
		.actor = STR("lead"),
		.door = STR("import")};
}

static enum rc import(
	struct fixture *f, const char *file, const char *zone, bool dry, struct feed_result *ret)
{
	struct feed_import in = wish(f, file, zone);

	in.group = 500;
	in.dry = dry;
	return run(f, &in, ret);
}

static struct rows chat(struct fixture *f)
{
	struct journal_window w = {.incident = 1,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.limit = 1000};
	struct rows all = {0}, *rows = &all;
	size_t kept = 0;

	assert_int_equal(
		engine_window(f->engine, &w, engine_board(f->engine), f->a, rows, &f->err), RC_OK);
	for (size_t n = 0; n < all.n; n++)
		if (all.v[n].chat.seq)
			all.v[kept++] = all.v[n];
	all.n = kept;
	return all;
}

static struct fixture *declared(void)
{
	struct fixture *f = fixture_new("memory:");

	fixture_say(f, "declare \"Something broke\"");
	return f;
}

static void a_log_comes_in_once(void **state)
{
	struct fixture *f = declared();
	struct feed_result r;
	struct rows rows;
	uint64_t seq;

	(void)state;
	assert_int_equal(import(f, "tests/data/irssi.log", "+02:00", false, &r), RC_OK);
	assert_int_equal(r.rows, 28);
	assert_int_equal(r.count.strange, 1);
	assert_int_equal(r.had, 0);
	rows = chat(f);
	assert_int_equal(rows.n, 28);
	assert_int_equal(fixture_incident(f)->import_rows, 28);
	assert_int_equal(fixture_count(fixture_incident(f), EV_IMPORTED), 1);
	seq = engine_board(f->engine)->seq;
	assert_int_equal(import(f, "tests/data/irssi.log", "+02:00", false, &r), RC_OK);
	assert_int_equal(r.had, 28);
	assert_int_equal(r.rows, 0);
	assert_int_equal(engine_board(f->engine)->seq, seq);
	fixture_free(f);
}

static void minutes_stay_minutes_and_the_zone_is_kept(void **state)
{
	struct fixture *f = declared();
	struct feed_result r;
	struct rows rows;

	(void)state;
	assert_int_equal(import(f, "tests/data/irssi.log", "+02:00", false, &r), RC_OK);
	rows = chat(f);
	for (size_t n = 0; n < rows.n; n++) {
		const struct chat_row *c = &rows.v[n].chat;
		bool seconds = str_eq_z(c->text, "with seconds");

		assert_int_equal(c->kind, EV_IMPORT_LINE);
		assert_int_equal(c->precision, seconds ? PREC_S : PREC_MIN);
		assert_string_equal(str_to_z(f->a, c->zone), "+02:00");
		assert_string_equal(str_to_z(f->a, c->door), "import");
	}
	assert_string_equal(time_iso(f->a, rows.v[4].chat.occurred), "2026-10-24T21:59:00Z");
	assert_string_equal(str_to_z(f->a, rows.v[4].chat.nick), "o|ne[x]");
	fixture_free(f);
}

struct look {
	struct arena *a;
	const char *text;
	struct str body;
};

static enum rc look(const struct record *r, void *ctx)
{
	struct look *l = ctx;

	if (str_find(r->ev.body, str_z(l->text)) >= 0)
		l->body = str_dup(l->a, r->ev.body);
	return RC_OK;
}

static void broken_bytes_stay_as_hex(void **state)
{
	struct fixture *f = declared();
	struct look l = {.a = f->a, .text = "broken bytes"};
	const struct json *body;
	struct feed_result r;

	(void)state;
	assert_int_equal(import(f, "tests/data/irssi.log", "UTC", false, &r), RC_OK);
	assert_int_equal(journal_read(f->journal, 0, 0, look, &l, &f->err), RC_OK);
	assert_int_equal(json_parse(f->a, l.body, &body, &f->err), RC_OK);
	assert_string_equal(str_to_z(f->a, json_str(body, "bytes")),
		"30333a3031203c206f7073323e2062726f6b656e20627974657320fffe20616e6420c32068657265");
	assert_null(json_get(body, "raw"));
	assert_int_equal(json_int(body, "line", 0), 25);
	l.text = "plain words here";
	assert_int_equal(journal_read(f->journal, 0, 0, look, &l, &f->err), RC_OK);
	assert_int_equal(json_parse(f->a, l.body, &body, &f->err), RC_OK);
	assert_null(json_get(body, "bytes"));
	assert_string_equal(str_to_z(f->a, json_str(body, "head")), "23:59 < o|ne[x]> ");
	assert_null(json_get(body, "tail"));
	assert_null(json_get(body, "raw"));
	assert_string_equal(str_to_z(f->a, json_str(body, "assumed")), "zone");
	fixture_free(f);
}

static void a_dry_run_stores_nothing(void **state)
{
	struct fixture *f = declared();
	uint64_t seq = engine_board(f->engine)->seq;
	struct feed_result r;

	(void)state;
	assert_int_equal(import(f, "tests/data/irssi.log", "UTC", true, &r), RC_OK);
	assert_int_equal(r.rows, 28);
	assert_int_equal(engine_board(f->engine)->seq, seq);
	assert_int_equal(import(f, "tests/data/irssi.log", "UTC", false, &r), RC_OK);
	assert_int_equal(r.had, 0);
	fixture_free(f);
}

static void a_log_that_cannot_be_placed_leaves_nothing(void **state)
{
	struct fixture *f = declared();
	const char *folder = folder_make(f->a);
	const char *path = file_join(f->a, folder, "bad.log");
	uint64_t seq = engine_board(f->engine)->seq;
	struct feed_result r = {.rows = 99};

	(void)state;
	assert_int_equal(
		file_write(path, STR("11:00 < ops1> on which day?\n"), 0600, &f->err), RC_OK);
	assert_int_equal(import(f, path, "UTC", false, &r), RC_USAGE);
	assert_non_null(strstr(f->err.text, "bad.log:1: no day"));
	assert_int_equal(r.rows, 99);
	assert_int_equal(engine_board(f->engine)->seq, seq);
	assert_int_equal(import(f, "tests/data/irssi.log", "", false, &r), RC_USAGE);
	assert_non_null(strstr(f->err.text, "irssi.log:2: the time says no zone"));
	assert_int_equal(import(f, "tests/data/irssi.log", "Mars/Base", false, &r), RC_UNKNOWN);
	assert_int_equal(engine_board(f->engine)->seq, seq);
	folder_remove(folder);
	fixture_free(f);
}

static void limit(rlim_t bytes)
{
	struct rlimit r;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &r), 0);
	r.rlim_cur = bytes < r.rlim_max ? bytes : r.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &r), 0);
}

enum { LONG_LOG = 3000 };

static const char *long_log(struct arena *a, const char *folder)
{
	const char *path = file_join(a, folder, "long.log");
	struct err err;
	struct buf b;

	buf_init(&b, a, 1 << 22);
	buf_add_z(&b, "--- Log opened Sun Oct 25 10:00:00 2026\n");
	for (int n = 0; n < LONG_LOG; n++)
		buf_addf(&b, "%02d:%02d < ops1> word %d\n", 10 + n / 600, n / 10 % 60, n);
	assert_int_equal(file_write(path, buf_str(&b), 0600, &err), RC_OK);
	return path;
}

/* The disk fills up while the log comes in; the second try takes what is missing and nothing twice. */
static void an_import_that_broke_off_goes_on(void **state)
{
	struct arena *a = arena_new();
	const char *folder = folder_make(a);
	const char *log = long_log(a, folder);
	struct fixture *f = fixture_new(file_join(a, folder, "journal.db"));
	struct feed_result r;
	enum rc rc = RC_IO;
	unsigned broken = 0;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	fixture_say(f, "declare \"Something broke\"");
	for (rlim_t room = 256 * 1024; rc != RC_OK; room += 256 * 1024) {
		uint64_t had = fixture_incident(f)->import_rows;

		limit(room);
		rc = import(f, log, "UTC", false, &r);
		limit(RLIM_INFINITY);
		assert_int_equal(engine_tail(f->engine, NULL, &f->err), RC_OK);
		broken += rc != RC_OK && fixture_incident(f)->import_rows > 0;
		if (rc == RC_OK)
			assert_int_equal(r.rows, LONG_LOG - had);
	}
	assert_true(broken > 0);
	assert_int_equal(fixture_incident(f)->import_rows, LONG_LOG);
	assert_int_equal(fixture_count(fixture_incident(f), EV_IMPORTED), 1);
	assert_int_equal(import(f, log, "UTC", false, &r), RC_OK);
	assert_int_equal(r.rows, 0);
	assert_int_equal(r.had, LONG_LOG);
	fixture_free(f);
	folder_remove(folder);
	arena_free(a);
}

static void no_line_of_a_log_is_a_command(void **state)
{
	struct fixture *f = declared();
	int level = fixture_incident(f)->level;
	struct feed_result r;

	(void)state;
	fixture_say(f, "impact users=1% degradation=slow safety=none exposure=none data=none "
		       "journey=important");
	assert_int_equal(import(f, "tests/data/irssi.log", "UTC", false, &r), RC_OK);
	assert_int_equal(fixture_incident(f)->level, level);
	assert_int_equal(fixture_count(fixture_incident(f), EV_SEV_SET), 0);
	fixture_free(f);
}

/* A line within the bounds of chat can still be too long once it is written out: control codes take six bytes each. */
static void a_line_that_fits_no_row_is_cut(void **state)
{
	struct fixture *f = declared();
	const char *folder = folder_make(f->a);
	const char *path = file_join(f->a, folder, "war.log");
	struct look l = {.a = f->a, .text = "whole_bytes"};
	const struct json *body;
	struct feed_result r;
	struct buf b;

	(void)state;
	buf_init(&b, f->a, 2 * EVENT_CHAT_MAX);
	buf_add_z(&b, "--- Log opened Sun Nov 22 14:00:00 2026\n14:00 <ops1> ok\n14:01 <ops1> ");
	for (size_t n = 0; n < EVENT_CHAT_MAX - 100; n++)
		buf_add_ch(&b, '\1');
	buf_add_z(&b, "\n");
	assert_int_equal(file_write(path, buf_str(&b), 0600, &f->err), RC_OK);
	assert_int_equal(import(f, path, "UTC", false, &r), RC_OK);
	assert_int_equal(r.rows, 2);
	assert_int_equal(r.shortened, 1);
	assert_int_equal(journal_read(f->journal, 0, 0, look, &l, &f->err), RC_OK);
	assert_int_equal(json_parse(f->a, l.body, &body, &f->err), RC_OK);
	assert_int_equal(json_int(body, "whole_bytes", 0), EVENT_CHAT_MAX - 100);
	assert_int_equal(json_int(body, "line", 0), 3);
	folder_remove(folder);
	fixture_free(f);
}

static void write_log(struct fixture *f, const char *path, const char *text)
{
	assert_int_equal(file_write(path, str_z(text), 0600, &f->err), RC_OK);
}

#define FIRST "--- Log opened Sun Nov 22 14:00:00 2026\n14:00 <ops1> one\n14:01 <ops1> two\n"

/* Imported while it was still being written, and again later. */
static void of_a_log_that_grew_only_the_new_lines_are_added(void **state)
{
	struct fixture *f = declared();
	const char *folder = folder_make(f->a);
	const char *path = file_join(f->a, folder, "war.log");
	struct feed_result r;

	(void)state;
	write_log(f, path, FIRST);
	assert_int_equal(import(f, path, "UTC", false, &r), RC_OK);
	assert_int_equal(r.rows, 2);
	write_log(f, path, FIRST "14:02 <ops1> three\n14:03 <ops1> four");
	assert_int_equal(import(f, path, "UTC", false, &r), RC_OK);
	assert_int_equal(r.rows, 2);
	assert_int_equal(r.had, 2);
	/* Its last line was not complete when it was taken: it is taken again as it is now. */
	write_log(f, path, FIRST "14:02 <ops1> three\n14:03 <ops1> four and more\n");
	assert_int_equal(import(f, path, "UTC", false, &r), RC_OK);
	assert_int_equal(r.rows, 1);
	assert_int_equal(r.had, 3);
	/* Other bytes are another log. */
	write_log(f, path, "--- Log opened Sun Nov 22 14:00:00 2026\n14:00 <ops2> one\n");
	assert_int_equal(import(f, path, "UTC", false, &r), RC_OK);
	assert_int_equal(r.rows, 1);
	assert_int_equal(fixture_incident(f)->import_rows, 6);
	folder_remove(folder);
	fixture_free(f);
}

static void an_import_that_was_stopped_keeps_what_is_there_and_goes_on(void **state)
{
	struct fixture *f = declared();
	const char *folder = folder_make(f->a);
	struct feed_import in = wish(f, long_log(f->a, folder), "UTC");
	struct feed_job *job;
	struct feed_result r;
	bool done = false;

	(void)state;
	in.group = 500;
	assert_int_equal(feed_begin(&in, &job, &f->err), RC_OK);
	while (!fixture_incident(f)->import_rows)
		assert_int_equal(feed_step(job, &done, &f->err), RC_OK);
	assert_false(done);
	assert_int_equal(feed_stop(job, &f->err), RC_OK);
	r = *feed_get_result(job);
	assert_true(r.stopped);
	assert_int_equal(r.rows, fixture_incident(f)->import_rows);
	feed_end(job);
	assert_int_equal(run(f, &in, &r), RC_OK);
	assert_int_equal(r.rows + r.had, LONG_LOG);
	assert_true(r.rows > 0 && r.had > 0);
	assert_int_equal(fixture_incident(f)->import_rows, LONG_LOG);
	assert_int_equal(run(f, &in, &r), RC_OK);
	assert_int_equal(r.rows, 0);
	folder_remove(folder);
	fixture_free(f);
}

static void a_part_can_be_taken_and_the_rest_later(void **state)
{
	struct fixture *f = declared();
	struct feed_import in = wish(f, "tests/data/irssi.log", "UTC");
	struct feed_result r;

	(void)state;
	assert_true(time_from_iso(STR("2026-10-25T00:00:00Z"), &in.from));
	assert_true(time_from_iso(STR("2026-10-25T03:00:00Z"), &in.to));
	assert_int_equal(run(f, &in, &r), RC_OK);
	assert_int_equal(r.rows, 5);
	assert_int_equal(r.outside, 23);
	in.from = in.to = INSTANT_NONE;
	assert_int_equal(run(f, &in, &r), RC_OK);
	assert_int_equal(r.rows, 23);
	assert_int_equal(r.had, 5);
	fixture_free(f);
}

static void a_clock_that_was_ahead_is_put_right(void **state)
{
	struct fixture *f = declared();
	const char *folder = folder_make(f->a);
	const char *path = file_join(f->a, folder, "one.jsonl");
	const char *other = file_join(f->a, folder, "two.jsonl");
	struct feed_import in = wish(f, path, "UTC");
	struct feed_result r;
	struct rows rows;

	(void)state;
	write_log(f, path,
		"{\"ts\":\"2026-11-22T14:00:00Z\",\"msg\":\"rolled back the web\"}\n"
		"{\"ts\":\"2026-11-22T14:01:00Z\",\"msg\":\"the queue is empty again\"}\n"
		"{\"ts\":\"2026-11-22T14:02:00Z\",\"msg\":\"payments go through\"}\n");
	write_log(f, other,
		"{\"ts\":\"2026-11-22T14:01:30Z\",\"msg\":\"rolled back the web\"}\n"
		"{\"ts\":\"2026-11-22T14:02:31Z\",\"msg\":\"the queue is empty again\"}\n"
		"{\"ts\":\"2026-11-22T14:03:30Z\",\"msg\":\"payments go through\"}\n"
		"{\"ts\":\"2026-11-22T14:04:30Z\",\"msg\":\"only here\"}\n");
	in.format = STR("auto");
	assert_int_equal(run(f, &in, &r), RC_OK);
	assert_string_equal(r.guesses[0].feed->name, "jsonl");
	in.file = other;
	in.by_anchors = true;
	assert_int_equal(run(f, &in, &r), RC_OK);
	assert_int_equal(r.anchors, 3);
	assert_int_equal(r.told.ahead, 90 * US_PER_S);
	assert_int_equal(r.anchors_span, US_PER_S);
	rows = chat(f);
	assert_string_equal(
		time_iso(f->a, rows.v[rows.n - 1].chat.occurred), "2026-11-22T14:03:00Z");
	write_log(f, other, "{\"ts\":\"2026-11-22T14:04:30Z\",\"msg\":\"nothing shared\"}\n");
	assert_int_equal(run(f, &in, &r), RC_STATE);
	assert_non_null(strstr(f->err.text, "offset=90s"));
	folder_remove(folder);
	fixture_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_comes_in_once),
		cmocka_unit_test(minutes_stay_minutes_and_the_zone_is_kept),
		cmocka_unit_test(broken_bytes_stay_as_hex),
		cmocka_unit_test(a_dry_run_stores_nothing),
		cmocka_unit_test(a_log_that_cannot_be_placed_leaves_nothing),
		cmocka_unit_test(an_import_that_broke_off_goes_on),
		cmocka_unit_test(no_line_of_a_log_is_a_command),
		cmocka_unit_test(a_line_that_fits_no_row_is_cut),
		cmocka_unit_test(of_a_log_that_grew_only_the_new_lines_are_added),
		cmocka_unit_test(an_import_that_was_stopped_keeps_what_is_there_and_goes_on),
		cmocka_unit_test(a_part_can_be_taken_and_the_rest_later),
		cmocka_unit_test(a_clock_that_was_ahead_is_put_right),
	};

	return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
