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
	struct str
		role; /* that owes it now: the owner of the table, or who stands in for an empty one */
	const struct cadence_row *row;
	struct cadence_due due;   /* due.kind says whether a minute is promised */
	enum cadence_state state; /* quiet, amber, late */
};

/* Promises that carry a minute, soonest first. Returns the count. */
size_t view_promises(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct promise **ret);
/* How the cadence is asked for one audience of an incident. */
struct cadence_ask view_cadence_ask(const struct incident *i, struct str audience);

/* Is it this person's to send? */
bool view_owes(const struct incident *i, const struct promise *p, struct str person);
/* The role that owes an update of this row: its owner while somebody holds that role, else the communications
 * lead, else the commander. */
struct str view_update_role(const struct incident *i, const struct cadence_row *row);

/* What comes next: promises, empty roles, unset milestones, actions that are due. */
struct doc *view_next(
	struct arena *a, const struct policies *p, const struct incident *i, instant now);
void view_next_json(struct buf *out, struct arena *a, const struct policies *p,
	const struct incident *i, instant now);
/* Table of what was due, sent, put off and missed, in the order of the record. */
void view_update_ledger(struct doc *d, const struct incident *i);
/* The newest `max` rows of the ledger, one line each, newest first; an empty audience: of all. */
struct doc *view_told(struct arena *a, const struct incident *i, struct str audience, size_t max);
/* "5 of 7 promises kept (71%), 2 missed, 1 put off"; "no promise has fallen due yet". */
struct str view_update_score(struct arena *a, const struct update_score *s);

/* Every audience of the table at this level: how often, whose duty, who approves, when due, how it was kept; and the sum. */
struct doc *view_cadence(
	struct arena *a, const struct policies *p, const struct incident *i, instant now);
void view_cadence_json(
	struct buf *out, const struct policies *p, const struct incident *i, instant now);

#endif
