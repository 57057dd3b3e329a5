/* bench_journal.c: a journal of a million rows: groups, verification and pages against disk, SHA-256 and SQLite. */
#include "bench/bench.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "journal/journal.h"

enum { GROUP = 100, GROUPS = 400, ROW_BYTES = 340, PAGE = 40, PAGES = 500 };

struct bench {
	struct arena *arena;
	const char *dir, *journal, *plain;
	struct journal *j;
	uint64_t rows;
};

/* ---- rows ---- */

static struct event chat(struct bench *b, uint64_t i)
{
	static const char *const words[] = {"checkout", "latency", "seeing", "rollback", "eu-west",
		"errors", "elevated", "dashboard"};
	uint64_t dice = (i + 1) * UINT64_C(6364136223846793005);
	return (struct event){
		.incident = 1 + (uint32_t)(i / 100000),
		.kind = EV_CHAT_IN,
		.occurred = INT64_C(1795356151000000) + (int64_t)i * 20000,
		.precision = PREC_US,
		.zone = STR("Z"),
		.recorded = INT64_C(1795356151000400) + (int64_t)i * 20000,
		.actor = STR("irc:ops1"),
		.door = STR("irc"),
		.body = str_fmt(b->arena,
			"{\"text\":\"%s %s on %s, %s of line "
			"%llu\",\"nick\":\"ops1\",\"channel\":\"#inc\","
			"\"kind\":\"msg\"}",
			words[dice >> 61], words[dice >> 58 & 7], words[dice >> 55 & 7],
			words[dice >> 52 & 7], (unsigned long long)i),
	};
}

static void append(struct bench *b, size_t n)
{
	static struct event ev[10000];
	struct err err;
	struct arena_mark mark = arena_mark(b->arena);
	for (size_t i = 0; i < n; i++)
		ev[i] = chat(b, b->rows + i);
	if (journal_append(b->j, NULL, ev, n, &err) != RC_OK)
		bench_die("append", err.text);
	b->rows += n;
	arena_reset_to(b->arena, mark);
}

static void write_synced(int fd, const char *bytes, size_t n)
{
	if (write(fd, bytes, n) != (ssize_t)n || fdatasync(fd) != 0)
		bench_die("write", "failed");
}

/* ---- groups ---- */

/* Both are timed in turns, so that whatever else the machine does meets both. */
static void bench_groups(struct bench *b)
{
	static char bytes[GROUP * ROW_BYTES];
	static double ours[GROUPS], limits[GROUPS];
	double sum = 0;
	int fd = open(b->plain, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	memset(bytes, 'x', sizeof bytes);
	for (size_t i = 0; i < GROUPS; i++) {
		double t0 = bench_seconds();
		append(b, GROUP);
		double t1 = bench_seconds();
		write_synced(fd, bytes, sizeof bytes);
		limits[i] = bench_seconds() - t1;
		sum += ours[i] = t1 - t0;
	}
	close(fd);
	unlink(b->plain);
	bench_report("chat row, groups of 100 against the disk", bench_median(ours, GROUPS),
		"write and fdatasync", bench_median(limits, GROUPS), GROUP, 4);
	printf("# %.0f rows/s with all pauses of the disk\n", GROUP * GROUPS / sum);
}

/* ---- verification ---- */

static void put_text(FILE *p, struct str s)
{
	fprintf(p, "%zu:%.*s,", s.n, STR_ARG(s));
}

static void put_number(FILE *p, long long n)
{
	char text[32];
	snprintf(text, sizeof text, "%lld", n);
	put_text(p, str_z(text));
}

/* The very bytes that verification hashes, one record behind the other. */
static enum rc put_record(const struct record *r, void *ctx)
{
	FILE *p = ctx;
	fwrite(r->salt, 1, SALT_SIZE, p);
	fwrite(r->ev.body.p, 1, r->ev.body.n, p);
	fwrite(r->prev.b, 1, HASH_SIZE, p);
	fputs("warroom-record-1", p);
	put_number(p, (long long)r->ev.seq);
	put_number(p, r->ev.incident);
	put_text(p, r->ev.kind_name);
	put_number(p, r->ev.occurred);
	put_text(p, str_z(precision_name(r->ev.precision)));
	put_text(p, r->ev.zone);
	put_number(p, r->ev.recorded);
	put_text(p, r->ev.actor);
	put_text(p, r->ev.door);
	fwrite(r->body_digest.b, 1, HASH_SIZE, p);
	return RC_OK;
}

static double time_sha256sum(struct bench *b)
{
	double t = bench_seconds();
	if (system(arena_printf(b->arena, "sha256sum '%s' >/dev/null", b->plain)) != 0)
		bench_die("sha256sum", "failed");
	return bench_seconds() - t;
}

static double time_scan(struct bench *b)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	double t = bench_seconds();
	if (sqlite3_open_v2(b->journal, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(db, "SELECT * FROM record", -1, &st, NULL) != SQLITE_OK)
		bench_die("scan", "failed");
	int64_t bytes = 0;
	while (sqlite3_step(st) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(st); i++)
			bytes += sqlite3_column_bytes(st, i);
	if (!bytes)
		bench_die("scan", "failed");
	sqlite3_finalize(st);
	sqlite3_close(db);
	return bench_seconds() - t;
}

static double time_verify(struct bench *b)
{
	struct journal_verdict v;
	struct err err;
	double t = bench_seconds();
	if (journal_verify(b->j, NULL, NULL, &v, &err) != RC_OK)
		bench_die("verify", err.text);
	return bench_seconds() - t;
}

static void bench_verify(struct bench *b)
{
	double ours[BENCH_RUNS], limits[BENCH_RUNS];
	struct err err;
	FILE *p = fopen(b->plain, "w");
	if (!p || journal_read(b->j, 0, 0, put_record, p, &err) != RC_OK || fclose(p) != 0)
		bench_die("plain bytes", err.text);
	for (int i = 0; i < BENCH_RUNS; i++) {
		ours[i] = time_verify(b);
		limits[i] = time_sha256sum(b) + time_scan(b);
	}
	unlink(b->plain);
	bench_report("P9 verify one row of 1M", bench_median(ours, BENCH_RUNS),
		"sha256sum and scan", bench_median(limits, BENCH_RUNS), (double)b->rows, 1.2);
}

/* ---- pages ---- */

static enum rc see(const struct record *r, void *ctx)
{
	*(uint64_t *)ctx += r->ev.body.n;
	return RC_OK;
}

static double time_page(struct bench *b, uint32_t incident, bool by_occurred, uint64_t before)
{
	struct journal_window w = {
		.incident = incident,
		.before_seq = before,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.backwards = true,
		.by_occurred = by_occurred,
		.limit = PAGE,
	};
	uint64_t bytes = 0;
	struct err err;
	double t = bench_seconds();
	for (int i = 0; i < PAGES; i++)
		if (journal_read_window(b->j, &w, see, &bytes, &err) != RC_OK)
			bench_die("page", err.text);
	return (bench_seconds() - t) / PAGES;
}

/* What SQLite alone takes for the same rows of the same table. */
static double time_bare_page(struct bench *b)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	if (sqlite3_open_v2(b->journal, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(db, "SELECT * FROM record ORDER BY seq DESC LIMIT 40", -1, &st,
			NULL) != SQLITE_OK)
		bench_die("page", "failed");
	double t = bench_seconds();
	int64_t bytes = 0;
	for (int i = 0; i < PAGES; i++) {
		while (sqlite3_step(st) == SQLITE_ROW)
			for (int c = 0; c < sqlite3_column_count(st); c++)
				bytes += sqlite3_column_bytes(st, c);
		sqlite3_reset(st);
	}
	double each = (bench_seconds() - t) / PAGES;
	sqlite3_finalize(st);
	sqlite3_close(db);
	return bytes ? each : 0;
}

static void bench_pages(struct bench *b)
{
	static const struct {
		const char *name;
		uint32_t incident;
		bool by_occurred, middle;
		double budget;
	} pages[] = {
		{"page of 40 in 1M, newest", UINT32_MAX, false, false, 2},
		{"page of 40 in 1M, in the middle", UINT32_MAX, false, true, 2},
		{"page of 40 in 1M, one incident", 3, false, false, 2.5},
		{"page of 40 in 1M, one incident by time", 3, true, false, 2.5},
		{"page of 40 in 1M, all by time", UINT32_MAX, true, false, 50},
	};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		double ours[BENCH_RUNS], limits[BENCH_RUNS];
		for (int r = 0; r < BENCH_RUNS; r++) {
			ours[r] = time_page(b, pages[i].incident, pages[i].by_occurred,
				pages[i].middle ? b->rows / 2 : 0);
			limits[r] = time_bare_page(b);
		}
		bench_report(pages[i].name, bench_median(ours, BENCH_RUNS),
			"newest by SQLite alone", bench_median(limits, BENCH_RUNS), 1,
			pages[i].budget);
	}
}

int main(void)
{
	struct bench b = {.arena = arena_new()};
	struct err err;
	const char *tmp = getenv("TMPDIR");
	char *dir = arena_printf(b.arena, "%s/bench-XXXXXX", tmp ? tmp : "/var/tmp");
	if (!mkdtemp(dir))
		bench_die("mkdtemp", "failed");
	b.dir = dir;
	b.journal = arena_printf(b.arena, "%s/journal.db", dir);
	b.plain = arena_printf(b.arena, "%s/plain", dir);
	if (journal_open(b.journal, JOURNAL_CREATE, &b.j, &err) != RC_OK)
		bench_die("open", err.text);
	bench_groups(&b);
	while (b.rows < 1000000)
		append(&b, 10000);
	bench_verify(&b);
	bench_pages(&b);
	journal_close(b.j);
	unlink(b.journal);
	rmdir(b.dir);
	arena_free(b.arena);
	return 0;
}
