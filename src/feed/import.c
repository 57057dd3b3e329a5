/* import.c: the job of an import: read, look, keep the file, store what is not there yet, say what was taken. */
#include "feed_internal.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/kept.h"
#include "core/draft.h"
#include "core/evidence.h"
#include "engine/engine.h"
#include "source.h"
#include "store.h"
#include "sys/blob.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/zone.h"

enum { LOOK_ROWS = 4000, NAME_LONGEST = 120 };

enum phase { READING, LOOKING, KEEPING, STORING, OVER };

struct feed_job {
	struct feed_import in;
	struct feed_result result;
	struct arena *arena;
	enum phase phase;
	struct source *source;
	struct feed_reader *reader;
	const struct feed_pattern *own;
	struct feed_taken *taken;
	struct feed_anchors *anchors;
	struct blob *blob;
	struct feed_store *store;
	struct str sha;
	duration began, phase_began;
};

static const struct incident *incident_of(const struct feed_job *j)
{
	return board_incident(engine_board_for(j->in.engine, j->in.actor), j->in.incident);
}

/* A name from outside as a word of the record: its last part, without what a terminal would obey. */
static struct str clean_name(struct arena *a, const char *file)
{
	struct str name = utf8_plain(a, str_z(file_base(file)), UTF8_LINE);

	if (strcmp(file, "-") == 0)
		return STR("standard input");
	return str_cut(name, 0, utf8_floor(name, name.n < NAME_LONGEST ? name.n : NAME_LONGEST));
}

static enum rc check(struct feed_job *j, struct err *err)
{
	const struct feed *feed;
	enum rc rc = RC_OK;

	if (!str_ieq(j->in.format, STR("auto")))
		rc = feed_find(j->in.format, j->in.own, j->arena, &feed, &j->own, err);
	if (rc == RC_OK && !incident_of(j))
		rc = err_set(
			err, RC_STATE, "there is no incident to import into; `declare` one first");
	if (rc == RC_OK && j->in.told.zone.n)
		rc = zone_load(
			j->arena, str_to_z(j->arena, j->in.told.zone), &j->in.told.rules, err);
	return rc;
}

enum rc feed_begin(const struct feed_import *in, struct feed_job **ret, struct err *err)
{
	struct feed_job *j = mem_alloc(sizeof *j);
	enum rc rc;

	j->arena = arena_new();
	j->in = *in;
	j->in.format = str_dup(j->arena, in->format);
	j->in.file = arena_strdup(j->arena, in->file);
	j->in.folder = in->folder ? arena_strdup(j->arena, in->folder) : NULL;
	j->in.told.zone = str_dup(j->arena, in->told.zone);
	j->in.actor = str_dup(j->arena, in->actor);
	j->in.door = str_dup(j->arena, in->door);
	j->result.named = clean_name(j->arena, j->in.file);
	j->began = j->phase_began = clock_mono();
	rc = check(j, err);
	if (rc == RC_OK)
		rc = source_open(j->in.file, j->in.most, &j->source, err);
	if (rc == RC_OK)
		*ret = j;
	else
		feed_end(j);
	return rc;
}

void feed_end(struct feed_job *j)
{
	if (!j)
		return;
	feed_reader_free(j->reader);
	feed_taken_free(j->taken);
	feed_anchors_free(j->anchors);
	blob_close(j->blob);
	store_free(j->store);
	source_close(j->source);
	arena_free(j->arena);
	mem_free(j);
}

const struct feed_result *feed_get_result(const struct feed_job *j)
{
	return &j->result;
}

static void enter(struct feed_job *j, enum phase phase)
{
	j->phase = phase;
	j->phase_began = clock_mono();
}

static void start_reader(struct feed_job *j)
{
	feed_reader_free(j->reader);
	j->reader = feed_reader_new(j->result.feed, j->own, &j->in.told, source_bytes(j->source));
}

/* "war.log: line 3: ..." */
static enum rc in_file(const struct feed_job *j, enum rc rc, struct err *err)
{
	struct err why = *err;

	if (rc != RC_USAGE && rc != RC_STATE && rc != RC_UNKNOWN)
		return rc;
	if (str_starts(str_z(why.text), STR("line ")))
		return err_set(err, rc, "%.*s:%s", STR_ARG(j->result.named), why.text + 5);
	return err_set(err, rc, "%.*s: %s", STR_ARG(j->result.named), why.text);
}

/* ---- Reading ---- */

static enum rc choose(struct feed_job *j, struct err *err)
{
	struct feed_result *r = &j->result;
	enum rc rc;

	if (!str_ieq(j->in.format, STR("auto")))
		return feed_find(j->in.format, j->in.own, j->arena, &r->feed, &j->own, err);
	rc = feed_guess(source_bytes(j->source), j->in.own, j->arena, r->guesses, &r->guessed, err);
	if (rc != RC_OK)
		return in_file(j, rc, err);
	r->feed = r->guesses[0].feed;
	j->own = r->guesses[0].own;
	return RC_OK;
}

static enum rc have_read(struct feed_job *j, struct err *err)
{
	enum rc rc;

	j->sha = str_z(hash_hex(j->arena, source_hash(j->source)));
	if (!source_bytes(j->source).n)
		return err_set(err, RC_STATE, "%.*s is empty: there is nothing to take",
			STR_ARG(j->result.named));
	rc = choose(j, err);
	if (rc != RC_OK)
		return rc;
	if (!j->in.told.day)
		feed_date_in_name(j->result.named, &j->in.told);
	j->taken = feed_taken_new();
	rc = feed_taken_find(
		j->taken, j->in.engine, j->in.incident, source_bytes(j->source), j->sha, err);
	if (rc == RC_OK && j->in.by_anchors)
		rc = feed_anchors_new(j->in.engine, j->in.incident, &j->anchors, err);
	if (rc != RC_OK)
		return rc;
	start_reader(j);
	enter(j, LOOKING);
	return RC_OK;
}

/* ---- Looking: every row is placed once before one is stored ---- */

static bool is_wanted(struct feed_job *j, const struct feed_row *row)
{
	if ((j->in.from != INSTANT_NONE && row->at < j->in.from) ||
		(j->in.to != INSTANT_NONE && row->at >= j->in.to)) {
		j->result.outside++;
		return false;
	}
	if (feed_taken_has(j->taken, row)) {
		j->result.had++;
		return false;
	}
	j->result.rows++;
	j->result.assumed |= row->assumed;
	j->result.carried += (row->assumed & FEED_CARRIED) != 0;
	j->result.ambiguous += row->ambiguous;
	return true;
}

static void count_anew(struct feed_job *j)
{
	struct feed_result *r = &j->result;

	r->assumed = 0;
	r->rows = r->had = r->outside = r->carried = r->ambiguous = r->shortened = 0;
}

/* With the file's clock put right every row is looked at again. */
static enum rc set_clock(struct feed_job *j, struct err *err)
{
	struct feed_result *r = &j->result;
	enum rc rc = feed_anchors_find(
		j->anchors, &r->anchors, &j->in.told.ahead, &r->anchors_span, err);

	feed_anchors_free(j->anchors);
	j->anchors = NULL;
	if (rc != RC_OK)
		return in_file(j, rc, err);
	count_anew(j);
	start_reader(j);
	return RC_OK;
}

static enum rc twelve(const struct feed_job *j, struct err *err)
{
	return err_set(err, RC_USAGE,
		"%.*s: its hours go from 12 to 1 and never past 12: a clock of twelve hours that "
		"says no am or pm. Say clock=am or clock=pm, the half of the day in which the log "
		"begins, or clock=24",
		STR_ARG(j->result.named));
}

static enum rc keep_or_store(struct feed_job *j, struct err *err)
{
	const struct incident *i = incident_of(j);
	bool kept = !j->in.folder;

	for (size_t n = 0; i && n < i->evidence.items.n; n++)
		if (str_eq(i->evidence.items.v[n].sha256, j->sha)) {
			kept = true;
			j->result.evidence = i->evidence.items.v[n].id;
		}
	if (!kept) {
		enter(j, KEEPING);
		return blob_keep_bytes(
			j->in.folder, j->in.file, source_bytes(j->source), &j->blob, err);
	}
	j->store = store_new(&j->in, str_cut(j->sha, 0, 16));
	count_anew(j);
	start_reader(j);
	enter(j, STORING);
	return RC_OK;
}

static enum rc have_looked(struct feed_job *j, struct err *err)
{
	struct feed_result *r = &j->result;

	if (j->anchors)
		return set_clock(j, err);
	r->count = *feed_reader_count(j->reader);
	r->told = j->in.told;
	if (!r->count.rows)
		return err_set(err, RC_STATE,
			"%.*s: no line reads as %s; `import auto` looks which format fits",
			STR_ARG(r->named), r->feed->name);
	if (r->count.twelve_hours && j->in.told.hours == FEED_HOURS_UNSAID)
		return twelve(j, err);
	if (feed_taken_all(j->taken)) {
		r->had += r->rows;
		r->rows = 0;
	}
	if (j->in.dry || !r->rows) {
		enter(j, OVER);
		return RC_OK;
	}
	return keep_or_store(j, err);
}

static enum rc look(struct feed_job *j, struct err *err)
{
	struct feed_row row;
	enum rc rc = RC_OK;
	bool some = true;

	for (unsigned n = 0; rc == RC_OK && some && n < LOOK_ROWS; n++) {
		rc = feed_reader_next(j->reader, &some, &row, err);
		if (rc != RC_OK)
			return in_file(j, rc, err);
		if (some && is_wanted(j, &row) && j->anchors)
			feed_anchors_see(j->anchors, &row);
	}
	return some ? rc : have_looked(j, err);
}

/* ---- Keeping the file ---- */

static enum rc decide_kept(const struct ask *ask, void *ctx, struct outcome *out, struct err *err)
{
	return kept_decide(ask, ctx, out, err);
}

static enum rc put_evidence(struct feed_job *j, struct err *err)
{
	struct kept k = {.sha256 = j->sha,
		.name = j->result.named,
		.note = STR("imported"),
		.size = source_bytes(j->source).n,
		.when = {.at = clock_now(), .precision = PREC_US}};
	struct request rq = {.door = j->in.said_at,
		.actor = j->in.actor,
		.capabilities = CAP_ALL,
		.incident = j->in.incident,
		.decide = decide_kept,
		.ctx = &k};
	struct answer answer;

	return engine_submit(j->in.engine, &rq, j->arena, &answer, err);
}

static enum rc keep(struct feed_job *j, struct err *err)
{
	bool done;
	enum rc rc = blob_step(j->blob, &done, err);

	if (rc != RC_OK || !done)
		return rc;
	blob_close(j->blob);
	j->blob = NULL;
	rc = put_evidence(j, err);
	return rc == RC_OK ? keep_or_store(j, err) : rc;
}

/* ---- Storing ---- */

static void put_told(struct json_out *out, const struct feed_job *j)
{
	const struct feed_told *t = &j->in.told;
	static const char *const hours[] = {"", "24", "am", "pm"};
	char day[32];

	if (t->zone.n)
		json_out_str(out, "zone", t->zone);
	if (t->year) {
		snprintf(day, sizeof day, t->day ? "%04d-%02d-%02d" : "%04d", t->year, t->month,
			t->day);
		json_out_z(out, t->date_named ? "date_named" : "date", day);
	}
	if (t->hours)
		json_out_z(out, "clock", hours[t->hours]);
	if (t->ahead)
		json_out_int(out, "clock_ahead_ms", t->ahead / 1000);
	if (j->result.anchors)
		json_out_int(out, "anchors", j->result.anchors);
}

static enum rc put_done(struct feed_job *j, unsigned long rows, bool whole, struct err *err)
{
	const struct feed_count *c = &j->result.count;
	struct event ev;
	struct draft d;
	enum rc rc;

	draft_begin(&d, &ev, j->arena, EV_IMPORTED, j->in.incident, clock_now());
	ev.actor = j->in.actor;
	ev.door = j->in.door;
	json_out_z(&d.json, "format", j->result.feed->name);
	json_out_str(&d.json, "file", j->result.named);
	json_out_str(&d.json, "sha256", j->sha);
	json_out_int(&d.json, "rows", (int64_t)rows);
	json_out_int(&d.json, "skipped", (int64_t)c->strange);
	json_out_int(&d.json, "bytes", (int64_t)source_bytes(j->source).n);
	json_out_int(&d.json, "lines", (int64_t)c->complete);
	json_out_bool(&d.json, "whole", whole);
	if (j->result.evidence)
		json_out_int(&d.json, "evidence", j->result.evidence);
	put_told(&d.json, j);
	rc = draft_end(&d, err);
	return rc == RC_OK ? engine_append(j->in.engine, &ev, 1, err) : rc;
}

static enum rc have_stored(struct feed_job *j, struct err *err)
{
	bool whole = j->in.from == INSTANT_NONE && j->in.to == INSTANT_NONE;
	enum rc rc = store_flush(j->store, err);

	if (rc == RC_OK)
		rc = put_done(j, j->result.rows, whole, err);
	if (rc == RC_OK)
		enter(j, OVER);
	return rc;
}

static enum rc store(struct feed_job *j, struct err *err)
{
	struct feed_row row;
	enum rc rc = RC_OK;
	bool some = true, cut;

	while (rc == RC_OK && some && !store_is_full(j->store)) {
		rc = feed_reader_next(j->reader, &some, &row, err);
		if (rc != RC_OK || !some || !is_wanted(j, &row))
			continue;
		rc = store_row(j->store, &row, &j->in.told, &cut, err);
		j->result.shortened += cut;
	}
	if (rc != RC_OK)
		return rc;
	return some ? store_flush(j->store, err) : have_stored(j, err);
}

enum rc feed_step(struct feed_job *j, bool *ret_done, struct err *err)
{
	enum rc rc = RC_OK;
	bool read_all = false;

	switch (j->phase) {
	case READING:
		rc = source_step(j->source, &read_all, err);
		if (rc == RC_OK && read_all)
			rc = have_read(j, err);
		break;
	case LOOKING:
		rc = look(j, err);
		break;
	case KEEPING:
		rc = keep(j, err);
		break;
	case STORING:
		rc = store(j, err);
		break;
	case OVER:
		break;
	}
	*ret_done = rc == RC_OK && j->phase == OVER;
	return rc;
}

enum rc feed_stop(struct feed_job *j, struct err *err)
{
	unsigned long stored;
	enum rc rc = RC_OK;

	j->result.stopped = true;
	if (j->phase == STORING) {
		stored = j->result.rows - store_waiting(j->store);
		j->result.rows = stored;
		rc = put_done(j, stored, false, err);
	} else {
		j->result.rows = 0;
	}
	j->phase = OVER;
	return rc;
}

void feed_get_progress(const struct feed_job *j, struct feed_progress *ret)
{
	static const char *const doing[] = {"reading", "looking through", "keeping", "storing", ""};
	duration took = clock_mono() - j->phase_began;

	*ret = (struct feed_progress){
		.doing = doing[j->phase], .of = source_bytes(j->source).n, .took = took};
	if (j->phase == READING) {
		ret->bytes = ret->of;
		ret->of = source_expected(j->source);
	} else if (j->phase == KEEPING) {
		ret->bytes = j->blob ? blob_bytes(j->blob) : 0;
	} else if (j->reader) {
		ret->bytes = feed_reader_at(j->reader);
		ret->rows = j->result.rows;
	}
	if (ret->bytes && ret->of > ret->bytes && took > US_PER_S / 5)
		ret->left = (duration)((double)took * (double)(ret->of - ret->bytes) /
				       (double)ret->bytes);
}
