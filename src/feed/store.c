/* store.c: rows of a log as rows of the journal, in groups. */
#include "store.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "core/draft.h"
#include "engine/engine.h"
#include "sys/clock.h"

enum { GROUP = 8000, SHORT_TEXT = 4096 };

struct feed_store {
	const struct feed_import *in;
	struct str of;
	struct arena *arena; /* bodies of the rows that wait */
	struct event *events;
	size_t n, most;
};

struct feed_store *store_new(const struct feed_import *in, struct str of)
{
	struct feed_store *s = mem_alloc(sizeof *s);

	s->in = in;
	s->of = of;
	s->arena = arena_new();
	s->most = in->group && in->group < GROUP ? in->group : GROUP;
	s->events = mem_array(s->most, sizeof *s->events);
	return s;
}

void store_free(struct feed_store *s)
{
	if (!s)
		return;
	arena_free(s->arena);
	mem_free(s->events);
	mem_free(s);
}

bool store_is_full(const struct feed_store *s)
{
	return s->n >= s->most;
}

size_t store_waiting(const struct feed_store *s)
{
	return s->n;
}

enum rc store_flush(struct feed_store *s, struct err *err)
{
	enum rc rc = RC_OK;

	if (s->n)
		rc = engine_append(s->in->engine, s->events, s->n, err);
	if (rc != RC_OK)
		return rc;
	s->n = 0;
	arena_reset(s->arena);
	return RC_OK;
}

/* What the row's place in time rests on besides its line. */
static void put_assumed(struct json_out *j, unsigned assumed)
{
	static const char *const names[] = {"zone", "date", "date_named", "half", "time"};
	char text[64];
	size_t n = 0;

	for (unsigned k = 0; k < sizeof names / sizeof *names; k++) {
		size_t length = strlen(names[k]);

		if (!(assumed & 1u << k))
			continue;
		if (n)
			text[n++] = ',';
		memcpy(text + n, names[k], length);
		n += length;
	}
	if (n)
		json_out_str(j, "assumed", str_n(text, n));
}

/*
 * The line as it stands: mostly the text is its end, and only what is in front of it needs to be said. Bytes that are
 * no text are kept as hexadecimal digits.
 */
static void put_raw(struct feed_store *s, struct json_out *j, const struct feed_row *row)
{
	struct str raw = row->raw, text = row->text;
	bool within = text.n && text.p >= raw.p && text.p + text.n <= raw.p + raw.n;
	size_t before = within ? (size_t)(text.p - raw.p) : 0;

	if (raw.n > EVENT_CHAT_MAX)
		return;
	if (!utf8_is_valid(raw)) {
		json_out_z(j, "bytes", hex_encode(s->arena, raw.p, raw.n));
	} else if (!within) {
		json_out_str(j, "raw", raw);
	} else {
		if (before)
			json_out_str(j, "head", str_cut(raw, 0, before));
		if (before + text.n < raw.n)
			json_out_str(j, "tail", str_cut(raw, before + text.n, raw.n));
	}
}

static enum rc put(struct feed_store *s, struct event *ev, const struct feed_row *row,
	const struct feed_told *told, size_t most, bool whole, struct err *err)
{
	struct str text = row->text;
	struct draft d;

	if (text.n > most)
		text = str_cut(text, 0, utf8_floor(text, most));
	draft_begin(&d, ev, s->arena, EV_IMPORT_LINE, s->in->incident, clock_now());
	json_out_str(&d.json, "text", text);
	json_out_str(&d.json, "nick", str_cut(row->nick, 0, EVENT_ACTOR_MAX));
	json_out_str(&d.json, "how", row->how);
	if (row->level.n)
		json_out_str(&d.json, "level", str_cut(row->level, 0, EVENT_DOOR_MAX));
	json_out_str(&d.json, "of", s->of);
	json_out_int(&d.json, "line", (int64_t)row->line);
	if (whole)
		put_raw(s, &d.json, row);
	put_assumed(&d.json, row->assumed);
	if (row->ambiguous)
		json_out_bool(&d.json, "ambiguous", true);
	if (told->ahead)
		json_out_int(&d.json, "clock_ahead_ms", told->ahead / 1000);
	if (text.n < row->text.n)
		json_out_int(&d.json, "whole_bytes", (int64_t)row->text.n);
	return draft_end(&d, err);
}

enum rc store_row(struct feed_store *s, const struct feed_row *row, const struct feed_told *told,
	bool *ret_shortened, struct err *err)
{
	struct event *ev = &s->events[s->n];
	enum rc rc = put(s, ev, row, told, EVENT_CHAT_MAX, true, err);

	*ret_shortened = row->text.n > EVENT_CHAT_MAX || row->raw.n > EVENT_CHAT_MAX;
	/* Control codes take six bytes each once they are written out. */
	if (rc == RC_LIMIT) {
		*ret_shortened = true;
		rc = put(s, ev, row, told, SHORT_TEXT, false, err);
	}
	if (rc != RC_OK)
		return rc;
	ev->occurred = row->at;
	ev->precision = row->precision;
	ev->zone = str_dup(s->arena, row->zone);
	ev->actor = s->in->actor;
	ev->door = s->in->door;
	s->n++;
	return RC_OK;
}
