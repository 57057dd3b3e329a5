/* taken.c: which lines of a log are in the record already, so that nothing is taken twice. */
#include "feed_internal.h"

#include "base/json.h"
#include "base/mem.h"
#include "engine/engine.h"

enum { BEGINNINGS_MAX = 16 };

struct feed_taken {
	struct arena *arena;
	unsigned long upto; /* lines 1 to this one, as a whole */
	uint8_t *bits;      /* of single lines; NULL: none */
	size_t lines;       /* room in bits */
	bool all;

	/* While looking. */
	struct str bytes, sha, of[BEGINNINGS_MAX];
	size_t ofs;
	unsigned beginnings;
	uint64_t told; /* rows that import.done rows tell of */
};

struct feed_taken *feed_taken_new(void)
{
	struct feed_taken *t = mem_alloc(sizeof *t);

	t->arena = arena_new();
	return t;
}

void feed_taken_free(struct feed_taken *t)
{
	if (!t)
		return;
	arena_free(t->arena);
	mem_free(t->bits);
	mem_free(t);
}

bool feed_taken_all(const struct feed_taken *t)
{
	return t->all;
}

bool feed_taken_has(const struct feed_taken *t, const struct feed_row *row)
{
	if (row->last <= t->upto)
		return true;
	return row->line < t->lines && (t->bits[row->line / 8] >> (row->line % 8) & 1);
}

static void want_lines_of(struct feed_taken *t, struct str sha)
{
	if (t->ofs < BEGINNINGS_MAX)
		t->of[t->ofs++] = str_dup(t->arena, str_cut(sha, 0, 16));
}

/* A log that has grown begins with the bytes that were taken before. */
static bool begins_with(struct feed_taken *t, const struct json *done)
{
	int64_t n = json_int(done, "bytes", 0);
	struct hash h;

	if (n <= 0 || (uint64_t)n >= t->bytes.n || t->beginnings == BEGINNINGS_MAX)
		return false;
	t->beginnings++;
	h = hash_bytes(str_cut(t->bytes, 0, (size_t)n));
	return str_eq_z(json_str(done, "sha256"), hash_hex(t->arena, &h));
}

static enum rc see_done(const struct record *r, void *ctx)
{
	struct feed_taken *t = ctx;
	const struct json *done = NULL;
	struct err ignored;
	int64_t rows, lines;
	bool same;

	if (r->ev.kind != EV_IMPORTED || json_parse(t->arena, r->ev.body, &done, &ignored) != RC_OK)
		return RC_OK;
	rows = json_int(done, "rows", 0);
	lines = json_int(done, "lines", 0);
	t->told += rows > 0 ? (uint64_t)rows : 0;
	same = str_eq(json_str(done, "sha256"), t->sha);
	if (!same && !begins_with(t, done))
		return RC_OK;
	if (!json_bool(done, "whole", true))
		want_lines_of(t, json_str(done, "sha256"));
	else if (same)
		t->all = true;
	else if (lines > 0 && (unsigned long)lines > t->upto)
		t->upto = (unsigned long)lines;
	return RC_OK;
}

static void set_line(struct feed_taken *t, int64_t line)
{
	size_t room;

	if (line < 1 || (uint64_t)line > t->bytes.n + 1)
		return;
	if ((size_t)line >= t->lines) {
		room = ((size_t)line + 65536) / 8 * 8;
		t->bits = mem_grow(t->bits, t->lines / 8, room / 8, 1);
		t->lines = room;
	}
	t->bits[line / 8] = (uint8_t)(t->bits[line / 8] | 1u << (line % 8));
}

static enum rc see_line(const struct record *r, void *ctx)
{
	struct feed_taken *t = ctx;
	struct arena_mark mark = arena_mark(t->arena);
	const struct json *body = NULL;
	struct err ignored;
	bool ours = false;

	for (size_t n = 0; r->ev.kind == EV_IMPORT_LINE && n < t->ofs; n++)
		ours |= str_find(r->ev.body, t->of[n]) >= 0;
	if (!ours || json_parse(t->arena, r->ev.body, &body, &ignored) != RC_OK)
		return RC_OK;
	for (size_t n = 0; n < t->ofs; n++)
		if (str_eq(json_str(body, "of"), t->of[n]))
			set_line(t, json_int(body, "line", 0));
	arena_reset_to(t->arena, mark);
	return RC_OK;
}

enum rc feed_taken_find(struct feed_taken *t, struct engine *e, uint32_t incident, struct str bytes,
	struct str sha, struct err *err)
{
	const struct incident *i = board_incident(engine_board(e), incident);
	struct journal_window w = {.incident = incident,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.state_only = true};
	enum rc rc;

	t->bytes = bytes;
	t->sha = sha;
	rc = journal_read_window(engine_journal(e), &w, see_done, t, err);
	if (rc != RC_OK || t->all)
		return rc;
	/* More rows than the imports that ended tell of: one broke off, perhaps this one. */
	if (i && i->import_rows != t->told)
		want_lines_of(t, sha);
	w.state_only = false;
	return t->ofs ? journal_read_window(engine_journal(e), &w, see_line, t, err) : RC_OK;
}
