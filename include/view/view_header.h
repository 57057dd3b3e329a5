/* view_header.h: the facts that stand on top of every screen of an incident, as values. */
#ifndef VIEW_VIEW_HEADER_H
#define VIEW_VIEW_HEADER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

struct header_facts {
	uint32_t number;
	struct str title;
	int level;
	enum doc_role level_role;
	struct str
		watermark; /* DRILL, SENSITIVE or both: stands first on every screen; empty for most */
	struct str state; /* ACTIVE WATCH RESOLVED CLOSED DISMISSED */
	bool open;
	struct str commander; /* empty: nobody */
	struct str
		empty; /* required roles that nobody holds but the commander's: the first two, then "+3" */
	size_t empty_count;    /* how many these are */
	duration empty_for;    /* how long the oldest of these has been empty */
	duration headless_for; /* how long nobody has held command though it is required */
	duration elapsed;      /* since the start of impact, until now or the close */
	bool provisional;      /* the level rests on assumptions */
	struct str assumed;    /* which, joined by "," */
	int computed; /* level the rules give now, when it differs from the declared one; else 0 */

	bool promised;         /* an update is owed at a minute */
	struct str audience;   /* to whom the soonest is owed */
	instant due, due_from; /* the bar runs from due_from to due */
	enum cadence_state state_of_due;
	uint32_t actions_open;
	uint32_t reviews;    /* starts of changes without approval that nobody has reviewed */
	instant review_due;  /* of the first of them; INSTANT_NONE: none */
	size_t sends_failed; /* deliveries of updates that a person has to look at */
	bool gap_open;       /* a link is down and its gap is being counted */
};

/* Strings borrow from the board or live in the arena. */
void view_header(struct arena *a, const struct policies *p, const struct incident *i, instant now,
	struct header_facts *ret);

/* One spoken sentence of the same facts: "SEV1 active, 47 minutes. Update to public due in 04:18.
 * Scribe empty." */
struct str view_header_spoken(struct arena *a, const struct header_facts *f, instant now);

#endif
