/* backend_memory.c: journal rows in memory, for tests, what-if runs and demonstrations. */
#include "base/mem.h"
#include "base/vec.h"
#include "journal/journal_internal.h"

struct lease_row {
	struct str name, holder;
	instant renewed;
};

struct note_row {
	struct str key, value;
};

/* Everything lives in one arena until the store is closed; rows are never freed one by one. */
struct store {
	struct arena *arena;
	VEC(struct row) rows; /* row i has number i + 1 */
	VEC(struct lease_row) leases;
	VEC(struct note_row) notes;
};

static enum rc store_open(const char *where, unsigned flags, struct store **ret, struct err *err)
{
	(void)where, (void)flags, (void)err;
	struct store *s = mem_alloc(sizeof *s);
	s->arena = arena_new();
	*ret = s;
	return RC_OK;
}

static void store_close(struct store *s)
{
	if (!s)
		return;
	arena_free(s->arena);
	mem_free(s);
}

/* ---- records ---- */

static void head_of(const struct store *s, struct row_head *ret)
{
	memset(ret, 0, sizeof *ret);
	if (!s->rows.n)
		return;
	ret->seq = s->rows.n;
	memcpy(ret->hash, s->rows.v[s->rows.n - 1].hash.p, HASH_SIZE);
}

static enum rc store_head(struct store *s, struct row_head *ret, struct err *err)
{
	(void)err;
	head_of(s, ret);
	return RC_OK;
}

static void keep(struct store *s, const struct row *row)
{
	struct row *r = VEC_PUSH(s->arena, &s->rows);
	*r = *row;
	struct str *texts[] = {&r->kind, &r->precision, &r->zone, &r->actor, &r->door, &r->body,
		&r->salt, &r->digest, &r->prev, &r->hash};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = str_dup(s->arena, *texts[i]);
}

static enum rc store_append(struct store *s, const struct row_head *seen, row_make_fn *make,
	void *ctx, size_t n, struct err *err)
{
	struct row_head head;
	head_of(s, &head);
	if (seen && (seen->seq != head.seq || memcmp(seen->hash, head.hash, HASH_SIZE) != 0))
		return err_set(err, RC_CONFLICT,
			"the journal went on to record %llu meanwhile: nothing was recorded",
			(unsigned long long)head.seq);
	for (size_t i = 0; i < n; i++) {
		struct row row;
		make(ctx, &head, i, &row);
		keep(s, &row);
		head_of(s, &head);
	}
	return RC_OK;
}

static bool in_window(const struct row *r, const struct journal_window *w)
{
	return (w->incident == UINT32_MAX || r->incident == w->incident) && r->seq > w->after_seq &&
	       (!w->before_seq || r->seq < w->before_seq) &&
	       (w->from == INSTANT_NONE || r->occurred >= w->from) &&
	       (w->to == INSTANT_NONE || r->occurred < w->to) &&
	       (w->as_known == INSTANT_NONE || r->recorded <= w->as_known) &&
	       !(w->state_only && journal_kind_is_volume(r->kind));
}

static int by_occurred(const void *a, const void *b)
{
	const struct row *x = *(const struct row *const *)a, *y = *(const struct row *const *)b;
	if (x->occurred != y->occurred)
		return x->occurred < y->occurred ? -1 : 1;
	return (x->seq > y->seq) - (x->seq < y->seq);
}

static enum rc store_read(struct store *s, const struct journal_window *w, row_each_fn *each,
	void *ctx, struct err *err)
{
	(void)err;
	size_t n = 0;
	enum rc rc = RC_OK;
	struct row *copy = mem_array(
		s->rows.n + 1, sizeof *copy); /* each() may append and move the rows */
	const struct row **hits = mem_array(s->rows.n + 1, sizeof *hits);
	for (size_t i = 0; i < s->rows.n; i++)
		if (in_window(&s->rows.v[i], w)) {
			copy[n] = s->rows.v[i];
			hits[n] = &copy[n];
			n++;
		}
	if (w->by_occurred)
		qsort(hits, n, sizeof *hits, by_occurred);
	size_t wanted = w->limit && w->limit < n ? w->limit : n;
	for (size_t i = 0; rc == RC_OK && i < wanted; i++)
		rc = each(hits[w->backwards ? n - 1 - i : i], ctx);
	mem_free(hits);
	mem_free(copy);
	return rc;
}

/* Nobody else can reach this memory. */
static bool store_changed(struct store *s)
{
	(void)s;
	return false;
}

/* ---- leases and notes ---- */

static struct lease_row *lease_find(struct store *s, const char *name)
{
	for (size_t i = 0; i < s->leases.n; i++)
		if (str_eq_z(s->leases.v[i].name, name))
			return &s->leases.v[i];
	return NULL;
}

static void lease_take(struct store *s, struct lease *l, struct lease_row *row, bool silent)
{
	bool mine = row && str_eq_z(row->holder, l->holder);
	l->held = mine || silent;
	l->took = l->held && !mine;
	if (!l->held)
		return;
	if (!row) {
		row = VEC_PUSH(s->arena, &s->leases);
		row->name = str_dup(s->arena, str_z(l->name));
	}
	if (!mine)
		row->holder = str_dup(s->arena, str_z(l->holder));
	row->renewed = l->now;
}

static enum rc store_lease(struct store *s, enum lease_verb verb, struct lease *l, struct err *err)
{
	(void)err;
	struct lease_row *row = lease_find(s, l->name);
	bool silent = !row || !row->holder.n || journal_lease_silent(row->renewed, l->now, l->ttl);
	if (verb == LEASE_DROP) {
		if (row && str_eq_z(row->holder, l->holder))
			row->holder = STR("");
		return RC_OK;
	}
	l->present = silent ? STR("") : str_dup(l->arena, row->holder);
	if (verb == LEASE_TAKE)
		lease_take(s, l, row, silent);
	return RC_OK;
}

static struct note_row *note_find(struct store *s, const char *key)
{
	for (size_t i = 0; i < s->notes.n; i++)
		if (str_eq_z(s->notes.v[i].key, key))
			return &s->notes.v[i];
	return NULL;
}

static enum rc store_note_set(struct store *s, const char *key, struct str value, struct err *err)
{
	(void)err;
	struct note_row *note = note_find(s, key);
	if (!note) {
		note = VEC_PUSH(s->arena, &s->notes);
		note->key = str_dup(s->arena, str_z(key));
	}
	note->value = str_dup(s->arena, value);
	return RC_OK;
}

static enum rc store_note_get(
	struct store *s, const char *key, struct arena *a, struct str *ret, struct err *err)
{
	const struct note_row *note = note_find(s, key);
	if (!note)
		return err_set(err, RC_UNKNOWN, "there is no note %s", key);
	*ret = str_dup(a, note->value);
	return RC_OK;
}

/* Memory has no pages of its own to check; the chain is checked by the walk. */
static enum rc store_integrity(struct store *s, struct err *err)
{
	(void)s, (void)err;
	return RC_OK;
}

const struct backend backend_memory = {
	.scheme = "memory",
	.open = store_open,
	.close = store_close,
	.head = store_head,
	.append = store_append,
	.read = store_read,
	.changed = store_changed,
	.lease = store_lease,
	.note_set = store_note_set,
	.note_get = store_note_get,
	.integrity = store_integrity,
};
