/* view_open.h: what is still open in an incident: milestones to be said, and everything that a close leaves behind. */
#ifndef VIEW_VIEW_OPEN_H
#define VIEW_VIEW_OPEN_H

#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

/* One field for each question about the milestones; nothing when all is said. */
void view_milestones(struct doc *d, const struct incident *i, instant now);

/* Something that has no end yet. */
struct open_end {
	struct str what; /* "A-2 stop the leak, @ops1" */
	struct str how;  /* the line that ends it, or empty */
	bool blocks;     /* the incident cannot be closed before */
};

/* In the order of need: what blocks a close first. Strings live in the arena or on the board. Returns the count. */
size_t view_open_ends(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct open_end **ret);
/* The same as a list. */
struct doc *view_open(
	struct arena *a, const struct policies *p, const struct incident *i, instant now);

#endif
