/* view_compare.h: what was known at a moment beside what is known now. */
#ifndef VIEW_VIEW_COMPARE_H
#define VIEW_VIEW_COMPARE_H

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

/* One matter that is known otherwise now; `then` or `now` is "-" where there was nothing to know. */
struct compare_change {
	struct str what, then, now;
};

/* A row that was known then and has been corrected since: the same record in both. */
struct compare_amended {
	const struct entry *then, *now;
};

struct compare {
	instant at, now;
	struct {
		struct compare_change *v;
		size_t n, cap;
	} changes;
	struct {
		struct compare_amended *v;
		size_t n, cap;
	} amended;
	struct {
		const struct entry **v;
		size_t n, cap;
	} late;            /* facts of before `at` that were recorded after it, in order of time */
	size_t rows_since; /* rows recorded after `at` */
};

/*
 * Computed from the two boards alone: severity and its deciding rule, status, title, roles, gauges, milestones, open
 * actions and the last update to each audience. Only what differs is listed. `then` may be NULL: nothing was
 * recorded yet. Borrows from both incidents; lists live in the arena.
 */
void compare_of(struct arena *a, const struct policies *p, const struct incident *then,
	const struct incident *live, instant at, instant now, struct compare *ret);

struct doc *view_compare(struct arena *a, const struct compare *c, const struct zone *zone);
/* One JSON line {at, now, changed[], amended[], late[], rows_since}. */
void view_compare_json(struct buf *out, const struct compare *c);

#endif
