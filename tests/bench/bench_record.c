/* bench_record.c: the journal and the fold against the disk, SQLite and SHA-256 alone. */
#include "bench/bench.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/hash.h"
#include "core/board.h"
#include "journal/journal.h"

enum { SINGLE = 200, GROUP = 100, CHAT = 100000, STATE = 20000 };
static const instant start = 1795356000000; /* any fixed instant */

static const char *const words[] = {"checkout", "queue", "rolled back", "web", "errors", "latency",
	"database", "failover", "region", "shoppers", "graph", "falling", "rising", "restart",
	"canary", "config", "timeout", "cards"};

static struct str sentence(struct arena *a, unsigned *state)
{
	struct buf b;
	unsigned count = 4 + bench_chance(state) % 10;

	buf_init(&b, a, 256);
	for (unsigned i = 0; i < count; i++)
		buf_addf(&b, "%s ", words[bench_chance(state) % (sizeof words / sizeof *words)]);
	return buf_str(&b);
}

static struct str body(struct arena *a, unsigned *state, enum event_kind kind)
{
	struct str text = sentence(a, state);

	if (kind == EV_NOTE)
		return str_fmt(a, "{\"text\":\"%.*s\",\"tags\":[]}", STR_ARG(text));
	return str_fmt(a, "{\"text\":\"%.*s\",\"nick\":\"ops%u\",\"channel\":\"#room\"}",
		STR_ARG(text), bench_chance(state) % 40);
}

static struct event event_of(struct arena *a, unsigned *state, enum event_kind kind, instant at)
{
	return (struct event){.incident = 1,
		.kind = kind,
		.kind_name = str_z(event_kind_name(kind)),
		.occurred = at,
		.zone = STR("Z"),
		.recorded = at,
		.actor = STR("lead"),
		.door = STR("console"),
		.body = body(a, state, kind)};
}

static void must(enum rc rc, const struct err *err, const char *what)
{
	if (rc != RC_OK)
		bench_die(what, err->text);
}

static struct journal *fresh(const char *path)
{
	struct journal *j;
	struct err err;

	unlink(path);
	must(journal_open(path, JOURNAL_CREATE, &j, &err), &err, path);
	return j;
}

/* P1: one durable row. */
static double append_singles(struct journal *j, struct arena *a, unsigned *state)
{
	struct err err;
	double from = bench_seconds();

	for (int i = 0; i < SINGLE; i++) {
		struct event ev = event_of(a, state, EV_NOTE, start + i);
		must(journal_append(j, NULL, &ev, 1, &err), &err, "append");
	}
	return bench_seconds() - from;
}

static double write_singles(const char *path)
{
	char row[300];
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	double from = bench_seconds();

	memset(row, 'x', sizeof row);
	for (int i = 0; i < SINGLE; i++)
		if (fd < 0 || write(fd, row, sizeof row) != sizeof row || fdatasync(fd))
			bench_die(path, "cannot be written");
	from = bench_seconds() - from;
	close(fd);
	return from;
}

static void measure_single(struct arena *a, unsigned *state)
{
	double ours[BENCH_RUNS], theirs[BENCH_RUNS];
	struct journal *j = fresh("single.db");

	for (int i = 0; i < BENCH_RUNS; i++) {
		ours[i] = append_singles(j, a, state);
		theirs[i] = write_singles("single.raw");
	}
	journal_close(j);
	bench_report("P1 one row, durable, in the console", bench_median(ours, BENCH_RUNS),
		"write+fdatasync", bench_median(theirs, BENCH_RUNS), SINGLE, 1.3);
}

/* The storing part of P2: chat in groups. The peer is the same rows without a chain, straight into SQLite. */
static void append_chat(
	struct journal *j, struct arena *a, unsigned *state, int rows, enum event_kind kind)
{
	struct event group[GROUP];
	struct err err;

	for (int at = 0; at < rows; at += GROUP) {
		arena_reset(a);
		for (int i = 0; i < GROUP; i++)
			group[i] = event_of(a, state, kind, start + at + i);
		must(journal_append(j, NULL, group, GROUP, &err), &err, "append");
	}
}

static void sql(sqlite3 *db, const char *text)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		bench_die(text, sqlite3_errmsg(db));
}

static double insert_chat(struct arena *a, unsigned *state)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	double from;

	unlink("plain.db");
	if (sqlite3_open("plain.db", &db) != SQLITE_OK)
		bench_die("plain.db", "cannot be opened");
	sql(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(seq INTEGER "
		"PRIMARY KEY, at INTEGER, "
		"body TEXT)");
	sqlite3_prepare_v2(db, "INSERT INTO t(at, body) VALUES(?, ?)", -1, &st, NULL);
	from = bench_seconds();
	for (int i = 0; i < CHAT; i++) {
		if (i % GROUP == 0) {
			arena_reset(a);
			sql(db, "BEGIN");
		}
		struct event ev = event_of(a, state, EV_CHAT_IN, start + i);
		sqlite3_bind_int64(st, 1, ev.occurred);
		sqlite3_bind_text(st, 2, ev.body.p, (int)ev.body.n, SQLITE_STATIC);
		sqlite3_step(st);
		sqlite3_reset(st);
		if (i % GROUP == GROUP - 1)
			sql(db, "COMMIT");
	}
	from = bench_seconds() - from;
	sqlite3_finalize(st);
	sqlite3_close(db);
	return from;
}

static void measure_chat(struct arena *a, unsigned *state)
{
	double ours[BENCH_RUNS], theirs[BENCH_RUNS];

	for (int i = 0; i < BENCH_RUNS; i++) {
		struct journal *j = fresh("chat.db");
		double from = bench_seconds();
		append_chat(j, a, state, CHAT, EV_CHAT_IN);
		ours[i] = bench_seconds() - from;
		journal_close(j);
		theirs[i] = insert_chat(a, state);
	}
	bench_report("P2 chat row, groups of 100, chained", bench_median(ours, BENCH_RUNS),
		"plain SQLite", bench_median(theirs, BENCH_RUNS), CHAT, 2.5);
}

/* P9: verify against SHA-256 over the same bytes and one scan of the table. */
static double hash_and_scan(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	struct hash_state h;
	double from = bench_seconds();

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(db, "SELECT * FROM record ORDER BY seq", -1, &st, NULL) !=
			SQLITE_OK)
		bench_die(path, sqlite3_errmsg(db));
	hash_begin(&h);
	while (sqlite3_step(st) == SQLITE_ROW)
		for (int c = 0; c < sqlite3_column_count(st); c++)
			hash_add(&h, sqlite3_column_blob(st, c),
				(size_t)sqlite3_column_bytes(st, c));
	hash_end(&h);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return bench_seconds() - from;
}

static void measure_verify(void)
{
	double ours[BENCH_RUNS], theirs[BENCH_RUNS];
	struct journal_verdict verdict = {0};
	struct journal *j;
	struct err err;

	must(journal_open("chat.db", 0, &j, &err), &err, "chat.db");
	for (int i = 0; i < BENCH_RUNS; i++) {
		double from = bench_seconds();
		must(journal_verify(j, NULL, NULL, &verdict, &err), &err, "verify");
		ours[i] = bench_seconds() - from;
		theirs[i] = hash_and_scan("chat.db");
	}
	journal_close(j);
	if (verdict.records != CHAT)
		bench_die("verify", "did not see every row");
	bench_report("P9 verify one row", bench_median(ours, BENCH_RUNS), "sha256 and scan",
		bench_median(theirs, BENCH_RUNS), CHAT, 1.2);
}

static enum rc fold_row(const struct record *r, void *ctx)
{
	struct err err;
	return board_fold(ctx, r, &err);
}

static double scan(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	double from = bench_seconds();

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(db, "SELECT * FROM record ORDER BY seq", -1, &st, NULL) !=
			SQLITE_OK)
		bench_die(path, sqlite3_errmsg(db));
	while (sqlite3_step(st) == SQLITE_ROW)
		;
	sqlite3_finalize(st);
	sqlite3_close(db);
	return bench_seconds() - from;
}

/* P10: open and fold; all rows are state, which is the worst there is. */
static void measure_fold(struct arena *a, unsigned *state)
{
	double ours[BENCH_RUNS], theirs[BENCH_RUNS];
	struct err err;
	struct journal *j = fresh("state.db");

	struct event declare = event_of(a, state, EV_DECLARE, start);
	declare.body = STR("{\"title\":\"Checkout errors\",\"gauges\":{},\"level\":2}");
	must(journal_append(j, NULL, &declare, 1, &err), &err, "append");
	append_chat(j, a, state, STATE, EV_NOTE);
	journal_close(j);
	for (int i = 0; i < BENCH_RUNS; i++) {
		struct board *b = board_new(NULL);
		double from = bench_seconds();
		must(journal_open("state.db", 0, &j, &err), &err, "state.db");
		must(journal_read(j, 0, 0, fold_row, b, &err), &err, "read");
		ours[i] = bench_seconds() - from;
		journal_close(j);
		board_free(b);
		theirs[i] = scan("state.db");
	}
	bench_report("P10 open and fold one row", bench_median(ours, BENCH_RUNS), "sqlite3_step",
		bench_median(theirs, BENCH_RUNS), STATE, 2);
}

int main(void)
{
	char folder[] = "build/bench-XXXXXX";
	struct arena *a = arena_new();
	unsigned state = 20261122;

	if (!mkdtemp(folder) || chdir(folder))
		bench_die(folder, "cannot be made");
	measure_single(a, &state);
	measure_chat(a, &state);
	measure_verify();
	measure_fold(a, &state);
	arena_free(a);
	static const char *const left[] = {
		"single.db", "single.raw", "chat.db", "plain.db", "state.db"};
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		char path[64];
		static const char *const also[] = {"", "-wal", "-shm"};
		for (size_t k = 0; k < 3; k++) {
			snprintf(path, sizeof path, "%s%s", left[i], also[k]);
			unlink(path);
		}
	}
	if (chdir("../..") == 0)
		rmdir(folder);
	return 0;
}
