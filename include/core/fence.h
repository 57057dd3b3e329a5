/* fence.h: who may know of an incident, and whether word of it may leave the house: drills and sensitive incidents. */
#ifndef CORE_FENCE_H
#define CORE_FENCE_H

#include "core/board.h"

/*
 * Whether somebody may know that the incident exists. An incident that is not sensitive is known to all; a sensitive one
 * to who declared it, to who holds or held a role, to who was admitted, and to the system's own clocks. `actor` as in
 * struct event: somebody known by a nick alone ("irc:nick") is a stranger whatever the nick, and sees no drill either.
 */
bool incident_is_visible(const struct incident *i, struct str actor);

/* Whether anything of it may be said outside this journal: to channels, hooks, mail, status pages. False for drills and
 * sensitive incidents. */
bool incident_may_leave(const struct incident *i);

/* Whether it counts in figures over several incidents: drills and dismissed ones do not. */
bool incident_counts(const struct incident *i);

/* What every page of an export and every screen must say; empty for most incidents. */
struct str incident_watermark(const struct incident *i);

/*
 * The board as `actor` may see it: `b` itself when nothing is hidden from them, else a copy in the arena in which hidden
 * incidents are blank (board_incident does not find them; struct incident.blank). Who may see what is judged by `live`, which is
 * the newest board when `b` is one of the past. Lives as long as both the arena and `b`.
 */
const struct board *board_seen_by(
	struct arena *a, const struct board *b, const struct board *live, struct str actor);

#endif
