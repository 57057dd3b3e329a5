/* people_now.h: how the people of an incident stand at a moment: empty slots, second roles, long shifts, wide spans. */
#ifndef CORE_PEOPLE_NOW_H
#define CORE_PEOPLE_NOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "core/board.h"
#include "core/policy.h"

/* All of these are made from board, tables and time alone; lists live in the arena and borrow from the board. */

/* A role that is needed now and that nobody holds. */
struct empty_slot {
	const struct role *role;
	instant since;   /* needed and empty without a break from here on */
	instant gap_due; /* when it becomes a gap on record; INSTANT_NONE: never at this level */
	bool recorded;   /* the gap is on record */
};
/* In the order of the table of roles; none once the incident is closed. Returns the count. */
size_t people_slots(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct empty_slot **ret);

/* An exclusive role and a second one in the same hands, at a level where that must not be. */
struct clash {
	struct str person;
	const struct role *alone;
	struct str other; /* id of the second role */
};
size_t people_clashes(struct arena *a, const struct policies *p, const struct incident *i,
	const struct clash **ret);
/* The role whose holder, this person, would hold a second one by taking `role`; NULL: it may be. */
const struct role *people_clash_with(const struct policies *p, const struct incident *i,
	const struct role *role, struct str person);

/* A limit that is near (from the warning on) or passed. */
struct shift {
	struct str person, role; /* role empty: on duty at all */
	const char *limit;       /* "soft" "hard" "duty" */
	instant since, due;
	bool over, recorded;
};
/* In the order of the tenures; none once the incident is closed. */
size_t people_shifts(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct shift **ret);
/* Since when a person has been on duty without a break, by roles and presence; INSTANT_NONE: is not. */
instant people_on_duty_since(const struct incident *i, struct str person);

enum span_state { SPAN_GREEN, SPAN_AMBER, SPAN_RED };
/* Whom the holder of a role leads. People who are here without a role count as experts. */
struct span {
	const struct role *lead;
	struct str leader;
	const struct str *reports; /* people, each once */
	size_t n;
	enum span_state state;
};
/* Leaders with reports, in the order of the table of roles. */
size_t people_spans(struct arena *a, const struct policies *p, const struct incident *i,
	const struct span **ret);
const char *span_state_name(enum span_state s); /* green amber red */

/* A proposal: the reports of a span that is too wide in sub-teams, those of one service together where that is possible. */
struct team {
	struct str name, leader;
	const struct str *people; /* the leader first */
	size_t n;
};
size_t people_teams(struct arena *a, const struct policies *p, const struct incident *i,
	const struct span *s, const struct team **ret);

/* Until when an offer waits for its answer; INSTANT_NONE: it never lapses. */
instant people_offer_until(
	const struct policies *p, const struct incident *i, const struct handover *h);
/* The offer or request of a role that can still be accepted; NULL: none, or its time is over. */
const struct handover *people_offer(
	const struct policies *p, const struct incident *i, struct str role, instant now);

/* When the person last wrote a row of this incident; INSTANT_NONE: never. */
instant people_last_row(const struct incident *i, struct str person);

#endif
