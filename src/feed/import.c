/* import.c: stores what a format read, once: rows in groups, then one row that says what was taken from where. */
#include "feed_internal.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/draft.h"
#include "engine/engine.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/zone.h"

enum { IMPORT_MAX = 512 * 1024 * 1024, GROUP = 500 };

static const struct feed *const feeds[] = {
#define FEED(name) &feed_##name,
#include "registry_feeds.h"
#undef FEED
};

size_t feed_list(size_t at, const struct feed **ret)
{
	size_t n = sizeof feeds / sizeof *feeds;

	if (at < n)
		*ret = feeds[at];
	return n;
}

enum rc feed_find(struct str name, const struct feed **ret, struct err *err)
{
	for (size_t n = 0; n < sizeof feeds / sizeof *feeds; n++)
		if (str_ieq(name, str_z(feeds[n]->name))) {
			*ret = feeds[n];
			return RC_OK;
		}
	return err_set(
		err, RC_UNKNOWN, "there is no log format %.*s; there is irssi", STR_ARG(name));
}

struct storing {
	const struct feed_import *in;
	struct feed_result *result;
	struct arena *group; /* bodies of the rows that wait */
	struct event events[GROUP];
	size_t n;
	struct str source, of; /* the file's name, and the beginning of its digest */
	unsigned long resume;  /* lines up to this one came in before an import broke off */
	instant now;
	struct err *err;
};

static enum rc flush(struct storing *s)
{
	enum rc rc = RC_OK;

	if (s->n && !s->in->dry)
		rc = engine_append(s->in->engine, s->events, s->n, s->err);
	s->n = 0;
	arena_reset(s->group);
	return rc;
}

static enum rc put_body(struct storing *s, const struct feed_row *row, struct draft *d)
{
	struct err why;

	json_out_str(&d->json, "text", row->text);
	json_out_str(&d->json, "nick", row->nick);
	json_out_str(&d->json, "how", row->how);
	json_out_str(&d->json, "source", s->source);
	json_out_str(&d->json, "of", s->of);
	json_out_int(&d->json, "line", (int64_t)row->line);
	if (row->ambiguous)
		json_out_bool(&d->json, "ambiguous", true);
	if (!utf8_is_valid(row->text))
		json_out_z(&d->json, "raw", hex_encode(s->group, row->text.p, row->text.n));
	if (draft_end(d, &why) == RC_OK)
		return RC_OK;
	return err_set(s->err, RC_LIMIT, "line %lu: %s", row->line, why.text);
}

static enum rc take(const struct feed_row *row, void *ctx)
{
	struct storing *s = ctx;
	struct event *ev = &s->events[s->n];
	struct draft d;
	enum rc rc;

	if (row->line <= s->resume)
		return RC_OK;
	if (row->text.n > EVENT_CHAT_MAX)
		return err_set(s->err, RC_LIMIT, "line %lu is longer than %d bytes", row->line,
			EVENT_CHAT_MAX);
	draft_begin(&d, ev, s->group, EV_IMPORT_LINE, s->in->incident, s->now);
	ev->occurred = row->at;
	ev->precision = row->precision;
	ev->zone = s->in->zone;
	ev->actor = s->in->actor;
	ev->door = s->in->door;
	rc = put_body(s, row, &d);
	if (rc != RC_OK)
		return rc;
	s->n++;
	s->result->rows++;
	return s->n == GROUP ? flush(s) : RC_OK;
}

/* The same bytes for the same incident were taken before: nothing is added twice. */
static bool imported_before(const struct feed_import *in, struct str sha)
{
	const struct incident *i = board_incident(
		engine_board_for(in->engine, in->actor), in->incident);

	for (size_t n = 0; n < i->entries.n; n++)
		if (i->entries.v[n].kind == EV_IMPORTED && str_find(i->entries.v[n].text, sha) >= 0)
			return true;
	return false;
}

struct walk {
	struct arena *arena;
	struct str of;
	unsigned long last;
};

static enum rc find_last(const struct record *r, void *ctx)
{
	struct walk *w = ctx;
	const struct json *body = NULL;
	struct err ignored;
	int64_t line;

	if (r->ev.kind != EV_IMPORT_LINE ||
		json_parse(w->arena, r->ev.body, &body, &ignored) != RC_OK)
		return RC_OK;
	line = json_int(body, "line", 0);
	if (str_eq(json_str(body, "of"), w->of) && line > (int64_t)w->last)
		w->last = (unsigned long)line;
	arena_reset(w->arena);
	return RC_OK;
}

/* An import that broke off (a full disk, a crash) has stored the first so many lines of these bytes: it goes on there. */
static enum rc find_resume(struct storing *s)
{
	struct walk w = {.arena = arena_new(), .of = s->of};
	struct journal_window all = {.incident = s->in->incident,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE};
	enum rc rc = journal_read_window(
		engine_journal(s->in->engine), &all, find_last, &w, s->err);

	s->resume = w.last;
	arena_free(w.arena);
	return rc;
}

static enum rc put_done(struct storing *s, struct str sha, struct arena *a)
{
	struct event ev;
	struct draft d;
	enum rc rc;

	draft_begin(&d, &ev, a, EV_IMPORTED, s->in->incident, s->now);
	ev.actor = s->in->actor;
	ev.door = s->in->door;
	json_out_str(&d.json, "format", s->in->format);
	json_out_str(&d.json, "file", s->source);
	json_out_str(&d.json, "sha256", sha);
	json_out_int(&d.json, "rows", (int64_t)s->result->rows);
	json_out_int(&d.json, "skipped", (int64_t)s->result->skipped);
	json_out_str(&d.json, "zone", s->in->zone);
	rc = draft_end(&d, s->err);
	return rc == RC_OK ? engine_append(s->in->engine, &ev, 1, s->err) : rc;
}

static enum rc store(struct storing *s, const struct feed *feed, struct str file,
	const struct zone *zone, struct arena *a)
{
	enum rc rc = feed->parse(a, file, zone, INSTANT_NONE, take, s, &s->result->skipped, s->err);

	return rc == RC_OK ? flush(s) : rc;
}

/* Parsed once without storing, so that a log that cannot be read leaves nothing half taken. */
static enum rc parse_and_store(struct storing *s, const struct feed *feed, struct str file,
	const struct zone *zone, struct str sha, struct arena *a)
{
	struct feed_import dry = *s->in;
	const struct feed_import *wet = s->in;
	enum rc rc;

	dry.dry = true;
	s->in = &dry;
	rc = store(s, feed, file, zone, a);
	s->in = wet;
	if (rc != RC_OK || wet->dry)
		return rc;
	*s->result = (struct feed_result){0};
	rc = store(s, feed, file, zone, a);
	return rc == RC_OK ? put_done(s, sha, a) : rc;
}

enum rc feed_run(
	const struct feed_import *in, struct arena *a, struct feed_result *ret, struct err *err)
{
	struct feed_result result = {0};
	struct storing s = {.in = in, .result = &result, .now = clock_now(), .err = err};
	const struct zone *zone;
	const struct feed *feed;
	struct hash digest;
	struct str file, sha;
	enum rc rc = feed_find(in->format, &feed, err);

	if (rc == RC_OK && !board_incident(engine_board_for(in->engine, in->actor), in->incident))
		rc = err_set(
			err, RC_STATE, "there is no incident to import into; `declare` one first");
	if (rc == RC_OK)
		rc = zone_load(a, str_to_z(a, in->zone), &zone, err);
	if (rc == RC_OK)
		rc = file_read(a, in->file, IMPORT_MAX, &file, err);
	if (rc != RC_OK)
		return rc;
	s.source = utf8_repair(a, str_z(file_base(in->file)));
	digest = hash_bytes(file);
	sha = str_z(hash_hex(a, &digest));
	s.of = str_cut(sha, 0, 16);
	s.group = arena_new();
	if (imported_before(in, sha))
		result.already = 1;
	else if ((rc = find_resume(&s)) == RC_OK)
		rc = parse_and_store(&s, feed, file, zone, sha, a);
	arena_free(s.group);
	if (rc == RC_OK)
		*ret = result;
	return rc;
}
