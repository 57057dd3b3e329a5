/* sqlite_tally.c: keeps the index of state rows and the sums of volume rows by block, and answers from them. */
#include "journal/sqlite_tally.h"

#include "journal/sqlite_format.h"

static const char summed[] = "SELECT coalesce(max(block) + 1, 0) FROM tally";

/* A text as SQL writes it. */
static void add_quoted(struct buf *b, const char *z)
{
	buf_add_ch(b, '\'');
	for (; *z; z++) {
		if (*z == '\'')
			buf_add_ch(b, '\'');
		buf_add_ch(b, *z);
	}
	buf_add_ch(b, '\'');
}

/* How many of them stand in the file just so. */
static int64_t count_made(struct conn *c, struct arena *a, const struct sqlite_cached *want, int n)
{
	int64_t found = 0;
	struct buf b;
	buf_init(&b, a, 8192);
	buf_add_z(&b, "SELECT count(*) FROM sqlite_schema WHERE sql IN (''");
	for (int i = 0; i < n; i++) {
		buf_add_z(&b, ", ");
		add_quoted(&b, want[i].make);
	}
	buf_add_ch(&b, ')');
	return conn_ask(c, buf_z(&b), &found) == 0 ? found : 0;
}

bool tally_made(struct conn *c)
{
	struct arena *a = arena_new();
	struct sqlite_cached want[FORMAT_CACHED];
	sqlite_cached(a, want);
	bool made = count_made(c, a, want, FORMAT_CACHED) == FORMAT_CACHED;
	arena_free(a);
	return made;
}

void tally_run_add(struct tally_run *run, const struct row *r)
{
	bool goes_on = run->last && r->seq == run->last + 1 && r->incident == run->incident &&
		       str_eq_z(r->kind, run->kind);
	if (!goes_on) {
		*run = (struct tally_run){.first = r->seq, .incident = r->incident};
		memcpy(run->kind, r->kind.p, r->kind.n < RUN_KIND_MAX ? r->kind.n : RUN_KIND_MAX);
	}
	run->last = r->seq;
	if (!goes_on || r->seq % TALLY_ROWS == 1 || r->recorded > run->latest)
		run->latest = r->recorded;
	if (r->seq % TALLY_ROWS == 0 && run->first + TALLY_ROWS <= r->seq + 1) {
		run->full = r->seq;
		run->full_latest = run->latest;
	}
}

static int put_run(struct conn *c, struct arena *a, const struct tally_run *run)
{
	const int64_t in[] = {(int64_t)run->full / TALLY_ROWS - 1, run->incident,
		(int64_t)run->full - TALLY_ROWS + 1, (int64_t)run->full, run->full_latest};
	struct buf b;
	buf_init(&b, a, 1024);
	buf_add_z(&b, "INSERT INTO tally VALUES(?1, ?2, ");
	add_quoted(&b, run->kind);
	buf_addf(&b, ", %d, ?3, ?4, ?5)", TALLY_ROWS);
	return conn_query(c, buf_z(&b), in, 5, NULL, NULL);
}

/* Full blocks that have no sums yet; inside a transaction. */
static int sum_blocks(struct conn *c, const struct tally_run *run, uint64_t head)
{
	struct arena *a = arena_new();
	const char *sql = sqlite_tally_sql(a);
	int64_t block = 0;
	int code = conn_ask(c, summed, &block);
	for (; code == 0 && (uint64_t)block < head / TALLY_ROWS; block++) {
		const int64_t span[] = {block * TALLY_ROWS, (block + 1) * TALLY_ROWS};
		code = run && run->full == (uint64_t)span[1]
			       ? put_run(c, a, run)
			       : conn_query(c, sql, span, 2, NULL, NULL);
	}
	arena_free(a);
	return code;
}

int tally_bring_up(struct conn *c)
{
	struct arena *a = arena_new();
	struct sqlite_cached want[FORMAT_CACHED];
	struct row_head head;
	int code = 0;
	sqlite_cached(a, want);
	for (int i = 0; code == 0 && i < FORMAT_CACHED; i++) {
		if (count_made(c, a, &want[i], 1))
			continue;
		code = conn_sql(c, want[i].drop);
		if (code == 0)
			code = conn_sql(c, want[i].make);
	}
	arena_free(a);
	if (code == 0)
		code = conn_head(c, &head);
	return code == 0 ? sum_blocks(c, NULL, head.seq) : code;
}

void tally_catch_up(struct conn *c, uint64_t head)
{
	int64_t block = 0;
	if (head < TALLY_ROWS || conn_ask(c, summed, &block) != 0 ||
		(uint64_t)block >= head / TALLY_ROWS)
		return;
	if (conn_run(c, ST_BEGIN) == 0 && sum_blocks(c, NULL, head) == 0)
		conn_run(c, ST_COMMIT);
	conn_roll_back(c);
}

int tally_rows_added(struct conn *c, const struct tally_run *run, size_t n)
{
	if ((run->last - n) / TALLY_ROWS == run->last / TALLY_ROWS || !tally_made(c))
		return 0; /* dropped by another hand: made again at the next open */
	return sum_blocks(c, run, run->last);
}

struct to {
	sum_each_fn *each;
	void *ctx;
};

static void take_sum(struct str text, const int64_t cells[CELLS_MAX], void *ctx)
{
	const struct to *to = ctx;
	struct volume_sum sum = {
		.kind = event_kind_find(text),
		.incident = (uint32_t)cells[0],
		.rows = (uint64_t)cells[1],
		.first = (uint64_t)cells[2],
		.last = (uint64_t)cells[3],
	};
	if (event_kind_class(sum.kind) == EVENT_VOLUME)
		to->each(&sum, to->ctx);
}

/* 0 when there is no cache to ask: it may be missing where nothing can be written. */
static uint64_t blocks_ready(struct conn *c, uint64_t upto)
{
	int64_t blocks = 0;
	if (upto < TALLY_ROWS || conn_ask(c, summed, &blocks) != 0 || blocks < 0 || !tally_made(c))
		return 0;
	return (uint64_t)blocks < upto / TALLY_ROWS ? (uint64_t)blocks : upto / TALLY_ROWS;
}

int tally_sums(struct conn *c, uint64_t upto, sum_each_fn *each, void *ctx, uint64_t *ret_done)
{
	struct to to = {each, ctx};
	int64_t blocks = (int64_t)blocks_ready(c, upto);
	int code = 0;
	if (blocks)
		code = conn_query(c,
			"SELECT kind, incident, sum(rows), min(first), max(last) FROM tally "
			"WHERE block < ?1 GROUP BY incident, kind",
			&blocks, 1, take_sum, &to);
	if (code == 0)
		*ret_done = (uint64_t)blocks * TALLY_ROWS;
	return code;
}

int tally_known_at(struct conn *c, instant at, uint64_t *ret_seq)
{
	int64_t ready = (int64_t)blocks_ready(c, UINT64_MAX), later = ready, there = 0;
	struct arena *a = arena_new();
	int code = 0;
	if (ready) /* a block that somebody took out may hold what is asked for */
		code = conn_ask(c, "SELECT count(DISTINCT block) FROM tally", &there);
	if (there < ready)
		later = 0;
	else if (ready)
		code = conn_ask(c,
			arena_printf(a,
				"SELECT coalesce(min(block), %lld) FROM tally WHERE latest > %lld",
				(long long)ready, (long long)at),
			&later);
	arena_free(a);
	if (code == 0)
		*ret_seq = (uint64_t)later * TALLY_ROWS;
	return code;
}
