/* view_handoff.h: the brief with which a role changes hands, the three facts read back, and the offers that wait. */
#ifndef VIEW_VIEW_HANDOFF_H
#define VIEW_VIEW_HANDOFF_H

#include "base/str.h"
#include "core/board.h"
#include "core/people_now.h"
#include "core/policy.h"
#include "doc/doc.h"

struct brief_ask {
	const struct policies *policies;
	const struct incident *incident;
	const struct role *role; /* for whom; NULL: for anybody who comes new */
	instant now;
	const struct zone *zone; /* NULL is UTC */
};

/* Everything a person needs who takes over now, from the record alone. */
struct doc *view_brief(struct arena *a, const struct brief_ask *ask);

/* What the person who takes over reads back, as the board has it now. */
struct readback {
	int level;
	instant next;        /* the soonest update that is owed; INSTANT_NONE: none is */
	struct str audience; /* of that update */
	struct str
		action; /* id of the riskiest thing that runs: "CHG-3", "RUN-1", "A-2"; empty: none */
};
void view_readback(struct arena *a, const struct policies *p, const struct incident *i, instant now,
	struct readback *ret);

/* Something that is being done now. */
struct running {
	struct str id, text, who;
	instant due; /* INSTANT_NONE: not said */
	bool late;
	int rank; /* lower is riskier */
};
/* Running changes, runs of runbooks and open actions, riskiest first: changes by the risk of their kind, commands that
 * run, steps that take too long, runs; then actions by priority and by what is due first. Returns the count. */
size_t view_running(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct running **ret);

/* A line for each offer that waits: who to whom, and for how long still. */
void view_handoff_open(
	struct doc *d, const struct policies *p, const struct incident *i, instant now);

/* Every hand-over so far, open or settled, one object a line. */
void view_handoff_json(struct buf *out, const struct incident *i);

#endif
