/* journal.c: picks the backend, numbers, salts and chains what is appended, and turns stored rows
 * into records. */
#include "journal/journal.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "journal/backend.h"
#include "journal/journal_internal.h"
#include "sys/entropy.h"

static const struct backend *const backends[] = {
#define BACKEND(name) &backend_##name,
#include "registry_backends.h"
#undef BACKEND
};

enum { KIND_MAX = 64, KEY_MAX = 200 };

/* ---- rows and records ---- */

static void bytes_into(uint8_t *to, size_t n, struct str from)
{
	memset(to, 0, n);
	if (from.n == n)
		memcpy(to, from.p, n);
}

/* False when a field holds what no writer puts there; the record then carries the nearest value. */
bool journal_row_record(const struct row *row, struct record *ret)
{
	bool sound = !row->fault && row->incident >= 0 && row->incident <= UINT32_MAX;
	struct event *ev = &ret->ev;
	ev->seq = row->seq;
	ev->incident = (uint32_t)row->incident;
	ev->kind = event_kind_find(row->kind);
	ev->kind_name = row->kind;
	ev->occurred = row->occurred;
	ev->precision = PREC_UNKNOWN;
	sound = precision_parse(row->precision, &ev->precision) && sound;
	ev->zone = row->zone;
	ev->recorded = row->recorded;
	ev->actor = row->actor;
	ev->door = row->door;
	ev->body = row->body;
	ret->erased = row->erased;
	bytes_into(ret->salt, SALT_SIZE, row->salt);
	bytes_into(ret->body_digest.b, HASH_SIZE, row->digest);
	bytes_into(ret->prev.b, HASH_SIZE, row->prev);
	bytes_into(ret->hash.b, HASH_SIZE, row->hash);
	return sound;
}

struct pipe_to {
	journal_each_fn *each;
	void *ctx;
};

static enum rc each_record(const struct row *row, void *ctx)
{
	const struct pipe_to *to = ctx;
	struct record r;
	journal_row_record(
		row, &r); /* damage is for journal_verify to tell; readers see what is there */
	return to->each(&r, to->ctx);
}

/* ---- opening ---- */

static const struct backend *backend_find(struct str scheme)
{
	for (size_t i = 0; i < sizeof backends / sizeof *backends; i++)
		if (str_eq_z(scheme, backends[i]->scheme))
			return backends[i];
	return NULL;
}

/* "scheme:rest" when the scheme is known; everything else is the path of a file. */
static const struct backend *backend_pick(const char *where, const char **ret_rest)
{
	struct str all = str_z(where);
	ptrdiff_t colon = str_find_ch(all, ':');
	const struct backend *b = colon > 0 ? backend_find(str_cut(all, 0, (size_t)colon)) : NULL;
	*ret_rest = b ? where + colon + 1 : where;
	return b ? b : backend_find(STR("sqlite"));
}

enum rc journal_open(const char *where, unsigned flags, struct journal **ret, struct err *err)
{
	const char *rest;
	const struct backend *b = backend_pick(where, &rest);
	struct store *store;
	enum rc rc = b->open(rest, flags, &store, err);
	if (rc != RC_OK)
		return rc;
	struct journal *j = mem_alloc(sizeof *j);
	j->backend = b;
	j->store = store;
	j->path = mem_strdup(*rest ? rest : where);
	*ret = j;
	return RC_OK;
}

void journal_close(struct journal *j)
{
	if (!j)
		return;
	j->backend->close(j->store);
	mem_free(j->path);
	mem_free(j);
}

const char *journal_path(const struct journal *j)
{
	return j->path;
}

enum rc journal_get_head(struct journal *j, struct journal_head *ret, struct err *err)
{
	struct row_head head;
	enum rc rc = j->backend->head(j->store, &head, err);
	if (rc != RC_OK)
		return rc;
	ret->seq = head.seq;
	memcpy(ret->hash.b, head.hash, HASH_SIZE);
	return RC_OK;
}

/* ---- appending ---- */

/* Valid UTF-8 without NUL. Nearly all of it is plain ASCII, which eight bytes at a time tell. */
static bool is_text(struct str s)
{
	size_t i = 0;
	for (uint64_t word; i + sizeof word <= s.n; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		if (word & UINT64_C(0x8080808080808080) || (word - UINT64_C(0x0101010101010101)) &
								   ~word &
								   UINT64_C(0x8080808080808080))
			break;
	}
	return utf8_is_valid(str_cut(s, i, s.n)) && (i == s.n || !memchr(s.p + i, 0, s.n - i));
}

static enum rc check_text(const char *what, struct str s, size_t max, struct err *err)
{
	if (s.n > max)
		return err_set(err, RC_LIMIT, "the %s is %zu bytes long; at most %zu are recorded",
			what, s.n, max);
	if (!is_text(s))
		return err_set(err, RC_USAGE, "the %s is not clean UTF-8 text", what);
	return RC_OK;
}

static enum rc check_event(struct event *ev, struct err *err)
{
	if (ev->kind != EV_UNKNOWN)
		ev->kind_name = str_z(event_kind_name(ev->kind));
	const struct {
		const char *what;
		struct str s;
		size_t max;
	} texts[] = {
		{"event kind", ev->kind_name, KIND_MAX},
		{"actor", ev->actor, EVENT_ACTOR_MAX},
		{"door", ev->door, EVENT_DOOR_MAX},
		{"zone", ev->zone, EVENT_ZONE_MAX},
		{"body", ev->body, EVENT_BODY_MAX},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		enum rc rc = check_text(texts[i].what, texts[i].s, texts[i].max, err);
		if (rc != RC_OK)
			return rc;
	}
	if (!ev->kind_name.n)
		return err_set(err, RC_USAGE, "an event without a kind cannot be recorded");
	if (!str_starts(ev->body, STR("{")) || !str_ends(ev->body, STR("}")))
		return err_set(err, RC_USAGE, "the body of a %.*s event is not a JSON object",
			STR_ARG(ev->kind_name));
	return RC_OK;
}

/* The rows of one append; the salts are drawn outside of the store's lock. */
struct batch {
	struct event *events;
	uint8_t (*salts)[SALT_SIZE];
	struct hash *digests;
	struct hash *hashes; /* of row i at i + 1, behind that of the row before them all */
};

static void make_row(void *ctx, const struct row_head *head, size_t i, struct row *ret)
{
	struct batch *b = ctx;
	struct event ev = b->events[i];
	ev.seq = head->seq + 1;
	memcpy(b->hashes[i].b, head->hash, HASH_SIZE);
	b->hashes[i + 1] = chain_hash(&ev, &b->hashes[i], &b->digests[i]);
	*ret = (struct row){
		.seq = ev.seq,
		.incident = ev.incident,
		.occurred = ev.occurred,
		.recorded = ev.recorded,
		.kind = ev.kind_name,
		.precision = str_z(precision_name(ev.precision)),
		.zone = ev.zone,
		.actor = ev.actor,
		.door = ev.door,
		.body = ev.body,
		.salt = str_n((const char *)b->salts[i], SALT_SIZE),
		.digest = str_n((const char *)b->digests[i].b, HASH_SIZE),
		.prev = str_n((const char *)b->hashes[i].b, HASH_SIZE),
		.hash = str_n((const char *)b->hashes[i + 1].b, HASH_SIZE),
	};
	b->events[i].seq = ev.seq;
}

static void batch_init(struct batch *b, struct event *events, size_t n)
{
	b->events = events;
	b->salts = mem_array(n, sizeof *b->salts);
	b->digests = mem_array(n, sizeof *b->digests);
	b->hashes = mem_array(n + 1, sizeof *b->hashes);
	entropy_fill(b->salts, n * sizeof *b->salts);
	for (size_t i = 0; i < n; i++)
		b->digests[i] = chain_body_digest(b->salts[i], events[i].body);
}

static void batch_clear(struct batch *b)
{
	mem_free(b->salts);
	mem_free(b->digests);
	mem_free(b->hashes);
}

/* The records just stored, as a reader would find them. */
static void tell_stored(const struct batch *b, size_t n, journal_each_fn *each, void *ctx)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct record r = {.ev = b->events[i],
			.body_digest = b->digests[i],
			.prev = b->hashes[i],
			.hash = b->hashes[i + 1]};
		memcpy(r.salt, b->salts[i], SALT_SIZE);
		rc = each(&r, ctx);
	}
}

enum rc journal_append(struct journal *j, const struct journal_head *seen, struct event *events,
	size_t n, struct err *err)
{
	return journal_append_told(j, seen, events, n, NULL, NULL, err);
}

enum rc journal_append_told(struct journal *j, const struct journal_head *seen,
	struct event *events, size_t n, journal_each_fn *each, void *ctx, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		enum rc rc = check_event(&events[i], err);
		if (rc != RC_OK)
			return rc;
	}
	if (!n)
		return RC_OK;
	struct row_head expected = {0};
	if (seen) {
		expected.seq = seen->seq;
		memcpy(expected.hash, seen->hash.b, HASH_SIZE);
	}
	struct batch b;
	batch_init(&b, events, n);
	enum rc rc = j->backend->append(j->store, seen ? &expected : NULL, make_row, &b, n, err);
	j->wrote = true;
	if (rc == RC_OK && each)
		tell_stored(&b, n, each, ctx);
	batch_clear(&b);
	for (size_t i = 0; rc != RC_OK && i < n; i++)
		events[i].seq = 0;
	return rc;
}

/* ---- reading ---- */

enum rc journal_read_window(struct journal *j, const struct journal_window *w,
	journal_each_fn *each, void *ctx, struct err *err)
{
	struct pipe_to to = {each, ctx};
	return j->backend->read(j->store, w, each_record, &to, err);
}

enum rc journal_read(struct journal *j, uint64_t after, size_t limit, journal_each_fn *each,
	void *ctx, struct err *err)
{
	struct journal_window w = journal_window_all();
	w.after_seq = after;
	w.limit = limit;
	return journal_read_window(j, &w, each, ctx, err);
}

struct one {
	struct pipe_to to;
	bool found;
};

static enum rc each_one(const struct row *row, void *ctx)
{
	struct one *one = ctx;
	one->found = true;
	return each_record(row, &one->to);
}

enum rc journal_read_one(
	struct journal *j, uint64_t seq, journal_each_fn *each, void *ctx, struct err *err)
{
	struct one one = {{each, ctx}, false};
	struct journal_window w = journal_window_all();
	w.after_seq = seq - 1;
	w.before_seq = seq + 1;
	w.limit = 1;
	enum rc rc = seq && seq < INT64_MAX ? j->backend->read(j->store, &w, each_one, &one, err)
					    : RC_OK;
	if (rc == RC_OK && !one.found)
		return err_set(
			err, RC_UNKNOWN, "the journal has no record %llu", (unsigned long long)seq);
	return rc;
}

bool journal_changed(struct journal *j)
{
	return j->backend->changed(j->store);
}

bool journal_wrote(struct journal *j)
{
	bool wrote = j->wrote;
	j->wrote = false;
	return wrote;
}

enum rc journal_backup(struct journal *j, const char *to, journal_progress_fn *progress, void *ctx,
	struct err *err)
{
	if (!j->backend->backup)
		return err_set(
			err, RC_STATE, "this journal lives in memory; there is no file to copy");
	return j->backend->backup(j->store, to, progress, ctx, err);
}

/* ---- leases and notes ---- */

static enum rc check_key(const char *what, const char *key, struct err *err)
{
	struct str s = str_z(key);
	if (!s.n)
		return err_set(err, RC_USAGE, "the %s has no name", what);
	return check_text(what, s, KEY_MAX, err);
}

enum rc journal_lease_take(struct journal *j, const char *name, const char *holder, instant now,
	duration ttl, bool *took, struct err *err)
{
	enum rc rc = check_key("lease", name, err);
	rc = rc == RC_OK ? check_key("holder", holder, err) : rc;
	if (rc != RC_OK)
		return rc;
	struct arena *a = arena_new();
	struct lease l = {.name = name, .holder = holder, .now = now, .ttl = ttl, .arena = a};
	rc = j->backend->lease(j->store, LEASE_TAKE, &l, err);
	j->wrote = true;
	if (rc == RC_OK && !l.held)
		rc = err_set(err, RC_CONFLICT, "%s is held by %.*s", name, STR_ARG(l.present));
	if (rc == RC_OK)
		*took = l.took;
	arena_free(a);
	return rc;
}

enum rc journal_lease_drop(struct journal *j, const char *name, const char *holder, struct err *err)
{
	struct lease l = {.name = name, .holder = holder};
	j->wrote = true;
	return j->backend->lease(j->store, LEASE_DROP, &l, err);
}

enum rc journal_lease_holder(struct journal *j, const char *name, instant now, duration ttl,
	struct arena *a, struct str *ret, struct err *err)
{
	struct lease l = {.name = name, .now = now, .ttl = ttl, .arena = a};
	enum rc rc = j->backend->lease(j->store, LEASE_READ, &l, err);
	if (rc == RC_OK)
		*ret = l.present;
	return rc;
}

enum rc journal_note_set(struct journal *j, const char *key, struct str value, struct err *err)
{
	enum rc rc = check_key("note", key, err);
	if (rc == RC_OK && value.n > NOTE_MAX)
		rc = err_set(err, RC_LIMIT, "the note %s is longer than %d bytes", key, NOTE_MAX);
	j->wrote = true;
	return rc == RC_OK ? j->backend->note_set(j->store, key, value, err) : rc;
}

enum rc journal_note_get(
	struct journal *j, const char *key, struct arena *a, struct str *ret, struct err *err)
{
	return j->backend->note_get(j->store, key, a, ret, err);
}
