/* view_catchup.h: what somebody who comes into the room has to know, in at most six lines. */
#ifndef VIEW_VIEW_CATCHUP_H
#define VIEW_VIEW_CATCHUP_H

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"

enum { CATCHUP_LINES = 6 };

struct catchup_ask {
	const struct policies *policies;
	const struct incident *incident;
	struct str person; /* who comes; empty: nobody known */
	bool responds;     /* may do more than look and log */
	instant now;
	const struct zone *zone; /* NULL is UTC */
	size_t bytes;            /* of one line at most */
};

/* State, impact, people, what runs, the next update, and what is theirs or how to help. Returns how many lines. */
size_t view_catchup(struct arena *a, const struct catchup_ask *ask, struct str *ret);

/* What waits for the person, in one line of as many bytes; empty when they hold no role and nothing waits. */
struct str view_catchup_yours(struct arena *a, const struct catchup_ask *ask);

#endif
