/* backing.c: folds what backs the rows of a timeline. */
#include "core/fold_internal.h"

/* Number of the first backing whose target is not below `seq`. */
static size_t place_of(const struct backings *b, uint64_t seq)
{
	size_t low = 0, high = b->v.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (b->v.v[mid].target < seq)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct backing *incident_backing(const struct incident *i, uint64_t seq)
{
	size_t at = place_of(&i->backings, seq);

	return at < i->backings.v.n && i->backings.v.v[at].target == seq ? &i->backings.v.v[at]
									 : NULL;
}

static struct backing *room_for(struct fold *f, uint64_t target)
{
	struct backings *b = &f->incident->backings;
	size_t at = place_of(b, target);

	if (at < b->v.n && b->v.v[at].target == target)
		return &b->v.v[at];
	if (b->v.n == BACKINGS_MAX)
		return NULL;
	VEC_PUSH(f->board->arena, &b->v);
	memmove(&b->v.v[at + 1], &b->v.v[at], (b->v.n - 1 - at) * sizeof *b->v.v);
	return &b->v.v[at];
}

void fold_backing(struct fold *f)
{
	int64_t target = json_int(f->body, "target", 0);
	struct str by = fold_str(f, "by");
	struct backing *b;

	if (!f->incident || target <= 0 || !by.n ||
		!incident_entry(f->incident, (uint64_t)target) || (uint64_t)target == f->ev->seq)
		return;
	b = room_for(f, (uint64_t)target);
	if (!b)
		return;
	*b = (struct backing){(uint64_t)target, f->ev->seq, by};
	if (str_eq_z(by, BACKING_RECOLLECTION))
		fold_say(f, "E-%lld is told from memory", (long long)target);
	else
		fold_say(f, "E-%lld is backed by %.*s", (long long)target, STR_ARG(by));
}
