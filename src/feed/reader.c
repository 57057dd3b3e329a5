/* reader.c: cuts a log into records, has its format read them, and places them in time. */
#include "feed_internal.h"

#include "base/mem.h"

/* What a joined text may come to; a row holds less. */
enum { TEXT_MAX = 64 * 1024 };

struct feed_reader {
	const struct feed *feed;
	struct str bytes;
	size_t at;
	struct feed_state state;
	struct feed_clock clock;
	struct feed_count count;
	struct arena *turns[2]; /* the row that is out, and the one that comes */
	unsigned turn;
	bool waiting; /* a row to which more may belong */
	bool joined;  /* more came, its text is here: */
	struct buf text;
	struct feed_row row;
};

struct feed_reader *feed_reader_new(const struct feed *feed, const struct feed_pattern *own,
	const struct feed_told *told, struct str bytes)
{
	struct feed_reader *r = mem_alloc(sizeof *r);

	r->feed = feed;
	r->bytes = bytes;
	r->turns[0] = arena_new();
	r->turns[1] = arena_new();
	r->state.lasting = arena_new();
	r->state.own = own;
	/* The mark of byte order that some programs write first is no text. */
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		r->at = 3;
	feed_clock_start(&r->clock, told);
	return r;
}

void feed_reader_free(struct feed_reader *r)
{
	if (!r)
		return;
	arena_free(r->turns[0]);
	arena_free(r->turns[1]);
	arena_free(r->state.lasting);
	mem_free(r);
}

const struct feed_count *feed_reader_count(const struct feed_reader *r)
{
	return &r->count;
}

size_t feed_reader_at(const struct feed_reader *r)
{
	return r->at;
}

static struct str next_record(struct feed_reader *r)
{
	struct str rest = str_cut(r->bytes, r->at, r->bytes.n), record = rest;
	const char *end = NULL;
	size_t n = 0;

	if (r->feed->cut) {
		n = r->feed->cut(rest);
		if (!n || n > rest.n)
			n = rest.n;
	} else {
		end = memchr(rest.p, '\n', rest.n);
		n = end ? (size_t)(end - rest.p) + 1 : rest.n;
	}
	r->at += n;
	record.n = n;
	if (record.n && record.p[record.n - 1] == '\n')
		record.n--;
	if (record.n && record.p[record.n - 1] == '\r')
		record.n--;
	return record;
}

static unsigned long lines_in(const char *p, size_t n)
{
	unsigned long lines = 0;

	for (const char *end = p + n; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines++;
	return lines;
}

static void strange(struct feed_reader *r, unsigned long line)
{
	if (r->count.strange < FEED_STRANGE_SHOWN)
		r->count.where[r->count.strange] = line;
	r->count.strange++;
}

static enum rc refuse(const struct feed_row *row, enum feed_placed placed, struct err *err)
{
	if (placed == NO_DAY)
		return err_set(err, RC_USAGE,
			"line %lu: no day is known; say date=YYYY-MM-DD, the day on which the log "
			"begins",
			row->line);
	if (placed == NO_YEAR)
		return err_set(err, RC_USAGE,
			"line %lu: the day is written without a year; say date=YYYY, the year in "
			"which the log begins",
			row->line);
	return err_set(err, RC_USAGE,
		"line %lu: the time says no zone; in which zone was it written? add "
		"zone=Europe/Berlin or zone=UTC, it is never guessed",
		row->line);
}

/* A row goes out with its place in time; one whose time is no time is a line that was not understood. */
static enum rc give(struct feed_reader *r, struct feed_row *row, struct feed_row *ret,
	bool *ret_some, struct err *err)
{
	enum feed_placed placed;

	*ret = *row;
	placed = feed_clock_place(&r->clock, ret);
	if (placed == NO_TIME) {
		strange(r, row->line);
		return RC_OK;
	}
	if (placed != PLACED)
		return refuse(row, placed, err);
	r->count.rows++;
	r->count.short_hours = r->clock.last_hour && !r->clock.zero_or_late;
	r->count.twelve_hours = r->clock.turned && r->count.short_hours;
	*ret_some = true;
	return RC_OK;
}

/* More of the row that waits: its text grows by a line, up to a bound, and what stands in the file by this record. */
static void append(struct feed_reader *r, struct str text, struct str record, unsigned long last)
{
	struct feed_row *row = &r->row;

	if (!r->joined) {
		buf_init(&r->text, r->turns[r->turn], TEXT_MAX);
		buf_add(&r->text, row->text);
		r->joined = true;
	}
	if (r->text.n)
		buf_add_ch(&r->text, '\n');
	buf_add(&r->text, text);
	row->text = buf_str(&r->text);
	row->last = last;
	row->raw.n = (size_t)(record.p - row->raw.p) + record.n;
}

/* One record. True when it begins a row. */
static bool read_one(struct feed_reader *r, struct feed_row *row)
{
	size_t from = r->at;
	struct str record = next_record(r);
	bool whole = r->at > from && r->bytes.p[r->at - 1] == '\n';
	unsigned long line = r->count.lines + 1;
	enum feed_took took;

	r->count.lines += lines_in(r->bytes.p + from, r->at - from) + !whole;
	r->count.complete = r->count.lines - !whole;
	*row = (struct feed_row){
		.line = line, .last = r->count.lines, .raw = record, .at = INSTANT_NONE};
	r->state.day.parts = 0;
	if (!record.n && !(r->feed->flags & FEED_JOINS))
		return false;
	took = r->feed->take(&r->state, record, row);
	if (took == FEED_ROW)
		return true;
	if (took == FEED_MORE && r->waiting)
		append(r, row->text, record, row->last);
	if (took == FEED_STRANGE || (took == FEED_MORE && !r->waiting))
		strange(r, line);
	else
		r->count.known++;
	if (took == FEED_KNOWN && r->state.day.parts)
		feed_clock_day(&r->clock, &r->state.day);
	return false;
}

static enum rc next_plain(
	struct feed_reader *r, bool *ret_some, struct feed_row *ret, struct err *err)
{
	enum rc rc = RC_OK;

	r->state.arena = r->turns[0];
	while (rc == RC_OK && !*ret_some && r->at < r->bytes.n) {
		struct feed_row row;

		arena_reset(r->turns[0]);
		if (read_one(r, &row))
			rc = give(r, &row, ret, ret_some, err);
	}
	return rc;
}

/*
 * A row goes out when the next one begins: until then more may belong to it. The row that waits has one arena, the record
 * that is read the other.
 */
static enum rc next_joined(
	struct feed_reader *r, bool *ret_some, struct feed_row *ret, struct err *err)
{
	enum rc rc = RC_OK;

	arena_reset(r->turns[!r->turn]);
	while (rc == RC_OK && !*ret_some && (r->at < r->bytes.n || r->waiting)) {
		bool end = r->at >= r->bytes.n, begins;
		struct feed_row row;

		r->state.arena = r->turns[!r->turn];
		begins = !end && read_one(r, &row);
		if (!begins && !end)
			continue;
		if (r->waiting)
			rc = give(r, &r->row, ret, ret_some, err);
		r->waiting = begins;
		if (!begins)
			continue;
		r->row = row;
		r->joined = false;
		r->turn = !r->turn;
	}
	return rc;
}

enum rc feed_reader_next(
	struct feed_reader *r, bool *ret_some, struct feed_row *ret, struct err *err)
{
	*ret_some = false;
	if (r->feed->flags & FEED_JOINS)
		return next_joined(r, ret_some, ret, err);
	return next_plain(r, ret_some, ret, err);
}
