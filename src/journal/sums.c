/* sums.c: what volume rows come to and how far was known at a time, without reading each row where that is avoided. */
#include "base/vec.h"
#include "journal/journal_internal.h"

size_t journal_volume_kinds(const char *ret[EV_COUNT])
{
	size_t n = 0;
	for (int k = EV_UNKNOWN + 1; k < EV_COUNT; k++)
		if (event_kind_class((enum event_kind)k) == EVENT_VOLUME)
			ret[n++] = event_kind_name((enum event_kind)k);
	return n;
}

bool journal_kind_is_volume(struct str kind)
{
	return event_kind_class(event_kind_find(kind)) == EVENT_VOLUME;
}

struct sums {
	struct arena *arena;
	VEC(struct volume_sum) found;
	size_t last; /* the one found last: neighbours are mostly of one room */
};

static struct volume_sum *sum_of(struct sums *s, uint32_t incident, enum event_kind kind)
{
	for (size_t i = 0; i < s->found.n; i++) {
		size_t at = (s->last + i) % s->found.n;
		struct volume_sum *sum = &s->found.v[at];
		if (sum->incident != incident || sum->kind != kind)
			continue;
		s->last = at;
		return sum;
	}
	struct volume_sum *made = VEC_PUSH(s->arena, &s->found);
	made->incident = incident;
	made->kind = kind;
	return made;
}

static void add_sum(const struct volume_sum *more, void *ctx)
{
	struct volume_sum *sum = sum_of(ctx, more->incident, more->kind);
	if (!sum->rows || more->first < sum->first)
		sum->first = more->first;
	if (more->last > sum->last) {
		sum->last = more->last;
		sum->recorded = more->recorded;
	}
	sum->rows += more->rows;
}

static enum rc add_record(const struct record *r, void *ctx)
{
	const struct event *ev = &r->ev;
	if (event_kind_class(ev->kind) == EVENT_VOLUME)
		add_sum(&(struct volume_sum){ev->incident, ev->kind, 1, ev->seq, ev->seq,
				ev->recorded},
			ctx);
	return RC_OK;
}

static enum rc take_time(const struct record *r, void *ctx)
{
	*(instant *)ctx = r->ev.recorded;
	return RC_OK;
}

/* Sums that were kept ready do not say when their last row was recorded. */
static enum rc date_sums(struct journal *j, struct sums *s, uint64_t ready, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < s->found.n; i++)
		if (s->found.v[i].last <= ready)
			rc = journal_read_one(
				j, s->found.v[i].last, take_time, &s->found.v[i].recorded, err);
	return rc;
}

enum rc journal_sum_volume(struct journal *j, uint64_t upto, struct arena *a,
	const struct volume_sum **ret, size_t *ret_n, struct err *err)
{
	struct sums s = {.arena = a};
	struct journal_window rest = journal_window_all();
	enum rc rc = RC_OK;
	if (j->backend->sums)
		rc = j->backend->sums(j->store, upto, add_sum, &s, &rest.after_seq, err);
	rest.before_seq = upto + 1;
	if (rc == RC_OK && rest.after_seq < upto)
		rc = journal_read_window(j, &rest, add_record, &s, err);
	if (rc == RC_OK)
		rc = date_sums(j, &s, rest.after_seq, err);
	if (rc != RC_OK)
		return rc;
	*ret = s.found.v;
	*ret_n = s.found.n;
	return RC_OK;
}

struct known {
	instant at;
	uint64_t seq;
	bool later;
};

static enum rc know_record(const struct record *r, void *ctx)
{
	struct known *k = ctx;
	k->later = r->ev.recorded > k->at;
	if (k->later)
		return RC_STATE; /* ends the read; no error of ours */
	k->seq = r->ev.seq;
	return RC_OK;
}

enum rc journal_known_at(struct journal *j, instant at, uint64_t *ret_seq, struct err *err)
{
	struct known k = {.at = at};
	enum rc rc = j->backend->known_at ? j->backend->known_at(j->store, at, &k.seq, err) : RC_OK;
	if (rc == RC_OK)
		rc = journal_read(j, k.seq, 0, know_record, &k, err);
	if (rc != RC_OK && !k.later)
		return rc;
	*ret_seq = k.seq;
	return RC_OK;
}
