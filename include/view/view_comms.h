/* view_comms.h: the promise ledger: who is owed an update and when, what was sent, what was missed.
 */
#ifndef VIEW_VIEW_COMMS_H
#define VIEW_VIEW_COMMS_H

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

/* One audience's promise now. */
struct promise {
	struct str audience, channel;
	struct cadence_due due;   /* due.kind says whether a minute is promised */
	enum cadence_state state; /* quiet, amber, late */
};

/* Promises that carry a minute, soonest first. Returns the count. */
size_t view_promises(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct promise **ret);
/* How the cadence is asked for one audience of an incident. */
struct cadence_ask view_cadence_ask(const struct incident *i, struct str audience);

/* What comes next: promises, empty roles, unset milestones, actions that are due. */
struct doc *view_next(
	struct arena *a, const struct policies *p, const struct incident *i, instant now);
void view_next_json(struct buf *out, struct arena *a, const struct policies *p,
	const struct incident *i, instant now);
/* Table of what was due, sent and missed. */
void view_update_ledger(struct doc *d, const struct incident *i);

#endif
