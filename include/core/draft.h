/* draft.h: an event while its body is written. */
#ifndef CORE_DRAFT_H
#define CORE_DRAFT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "core/event.h"

/* Lives where it was begun: the writer points into it. */
struct draft {
	struct event *ev; /* borrowed; all but its body may be changed at any time */
	struct json_out json;
	struct buf buf;
};

/*
 * Fills *ev with an event of this kind that happened and is recorded at `now`, to the microsecond, without actor,
 * door and zone, and opens its body: members go to d->json. The body lives in the arena.
 */
void draft_begin(struct draft *d, struct event *ev, struct arena *a, enum event_kind kind,
	uint32_t incident, instant now);
/* Closes the body. RC_LIMIT when it is longer than a row holds: the event is then not to be stored. */
enum rc draft_end(struct draft *d, struct err *err);

#endif
