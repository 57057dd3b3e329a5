/* verify.c: walks the whole journal and names the first record that is not what was once written.
 */
#include "base/vec.h"
#include "journal/journal_internal.h"

/* How many records pass between two calls of the progress function. */
enum { PROGRESS_EVERY = 8192 };

/*
 * An erased record keeps its place, header and digest. It is accepted only when a later record of
 * kind "erase" names its number in the array "targets"; else blanking a body would go unnoticed.
 */
struct erased {
	uint64_t seq;
	bool named;
};

struct walk {
	struct arena *arena;
	uint64_t done, total, bad;
	struct hash prev;
	VEC(struct erased) erased; /* ascending */
	journal_progress_fn *progress;
	void *ctx;
	struct err *err;
};

static void name_erased(struct walk *w, uint64_t seq)
{
	size_t lo = 0, hi = w->erased.n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (w->erased.v[mid].seq < seq)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < w->erased.n && w->erased.v[lo].seq == seq)
		w->erased.v[lo].named = true;
}

static void read_erase(struct walk *w, struct str body)
{
	struct arena *a = arena_new();
	const struct json *object;
	if (json_parse(a, body, &object, NULL) == RC_OK) {
		const struct json *targets = json_get(object, "targets");
		for (size_t i = 0; targets && targets->type == JSON_ARRAY && i < targets->n; i++)
			if (targets->items[i].type == JSON_INT && targets->items[i].i > 0)
				name_erased(w, (uint64_t)targets->items[i].i);
	}
	arena_free(a);
}

static enum rc walk_row(const struct row *row, void *ctx)
{
	struct walk *w = ctx;
	struct record r;
	bool sound = journal_row_record(row, &r);
	w->bad = w->done + 1;
	if (!sound && row->seq == w->bad)
		return err_set(w->err, RC_CORRUPT,
			"record %llu: %s does not hold what belongs there",
			(unsigned long long)row->seq,
			row->fault ? row->fault : "a number or precision");
	enum rc rc = chain_check(&r, w->bad, &w->prev, w->err);
	if (rc != RC_OK)
		return rc;
	if (r.erased)
		*VEC_PUSH(w->arena, &w->erased) = (struct erased){r.ev.seq, false};
	else if (str_eq(r.ev.kind_name, STR("erase")))
		read_erase(w, r.ev.body);
	w->prev = r.hash;
	w->done++;
	if (w->done % PROGRESS_EVERY == 0 && w->progress && !w->progress(w->done, w->total, w->ctx))
		return err_set(w->err, RC_STATE, "the verification was stopped");
	return RC_OK;
}

static enum rc check_erased(struct walk *w)
{
	for (size_t i = 0; i < w->erased.n; i++) {
		w->bad = w->erased.v[i].seq;
		if (!w->erased.v[i].named)
			return err_set(w->err, RC_CORRUPT,
				"record %llu: the body is gone and no erase record says why",
				(unsigned long long)w->bad);
	}
	return RC_OK;
}

/* A page that cannot be read is a finding about the record that should have come from it. */
static enum rc unreadable(struct walk *w)
{
	if (strncmp(w->err->text, "record ", 7) == 0)
		return RC_CORRUPT;
	struct err inner = *w->err;
	w->bad = w->done + 1;
	return err_set(w->err, RC_CORRUPT, "record %llu: cannot be read (%.400s)",
		(unsigned long long)w->bad, inner.text);
}

static enum rc walk_all(struct journal *j, struct walk *w)
{
	struct row_head head;
	enum rc rc = j->backend->head(j->store, &head, w->err);
	if (rc == RC_OK) {
		struct journal_window all = journal_window_all();
		w->total = head.seq;
		rc = j->backend->read(j->store, &all, walk_row, w, w->err);
	}
	if (rc == RC_CORRUPT)
		return unreadable(w);
	if (rc == RC_OK)
		rc = check_erased(w);
	if (rc != RC_OK)
		return rc;
	w->bad = 0;
	return j->backend->integrity(j->store, w->err);
}

enum rc journal_verify(struct journal *j, journal_progress_fn *progress, void *ctx,
	struct journal_verdict *ret, struct err *err)
{
	struct err why = {0};
	struct walk w = {.arena = arena_new(), .progress = progress, .ctx = ctx, .err = &why};
	enum rc rc = walk_all(j, &w);
	arena_free(w.arena);
	if (rc == RC_OK || rc == RC_CORRUPT)
		*ret = (struct journal_verdict){w.done, w.bad, w.prev};
	if (rc != RC_OK && err)
		*err = why;
	return rc;
}
