/* view_people.h: the organisation list: who holds which role since when, what is empty, who is here, how wide the spans are. */
#ifndef VIEW_VIEW_PEOPLE_H
#define VIEW_VIEW_PEOPLE_H

#include "base/str.h"
#include "core/board.h"
#include "core/people_now.h"
#include "core/policy.h"
#include "doc/doc.h"

struct people_look {
	instant now;
	const struct zone *zone; /* NULL is UTC */
	bool narrow;             /* without sections and times */
};

/* One table: a row for each holder and each empty slot, by section; rows are keyed by the id of the role. */
struct doc *view_people_list(struct arena *a, const struct policies *p, const struct incident *i,
	const struct people_look *look);
/* What needs somebody: second roles, open offers, shifts, spans with the teams proposed, gaps, who is here. */
struct doc *view_people_standing(struct arena *a, const struct policies *p,
	const struct incident *i, const struct people_look *look);
/* Both. */
struct doc *view_people(struct arena *a, const struct policies *p, const struct incident *i,
	const struct people_look *look);
void view_people_json(struct buf *out, struct arena *a, const struct policies *p,
	const struct incident *i, instant now);

/* Ids of needed roles that nobody holds, joined by ", ", each with its age when asked; empty when all are held. */
struct str view_people_missing(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, bool aged);
/* What waits for somebody and cannot be read off the list: second roles, open offers, shifts. */
void view_people_next(
	struct doc *d, const struct policies *p, const struct incident *i, instant now);
/* "lead holds ic and comms; at SEV1 ...": what a person with a second role too many is asked. */
struct str view_people_clash(struct arena *a, const struct incident *i, const struct clash *c);
/* "ic lead: soft limit in 50m": a limit that is near or passed. */
struct str view_people_shift(struct arena *a, const struct shift *s, instant now);

/* Who was expected at the roll call, or is expected at all when none was called: those without an answer first. */
struct roll {
	struct str person, roles, service;
	bool here, answered;
	instant since; /* here or in the role */
};
size_t view_people_roll(struct arena *a, const struct incident *i, const struct roll **ret);
struct doc *view_people_rollcall(struct arena *a, const struct incident *i, instant now);
void view_people_rollcall_json(struct buf *out, struct arena *a, const struct incident *i);

#endif
