/* updates.h: what was said to the audiences of an incident: updates, misses, snoozes, and drafts on their way. */
#ifndef CORE_UPDATES_H
#define CORE_UPDATES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

struct incident;

/* A row of the promise ledger: a text that was sent, or a promise that passed. */
struct update {
	uint64_t seq;
	instant at, next_due; /* next_due INSTANT_NONE: none promised */
	instant due;          /* the promise it answered, INSTANT_NONE: none */
	struct str audience, text, actor, flags, override_reason;
	struct str phase; /* state word when it was sent */
	struct str approved_by;
	uint32_t draft; /* C-n it came from; 0: written and sent in one */
	uint32_t n;     /* missed: how many times since the last word */
	bool missed;    /* a recorded miss: `due` passed with nothing sent */
	bool late;      /* sent, but after its time and grace */
	bool self;      /* approved by who wrote it */
};

/* A promise that was put off. */
struct update_snooze {
	uint64_t seq;
	instant at, due, until; /* due: what it was before */
	struct str audience, reason, actor;
};

/* ---- Drafts ---- */

/* One wording of a draft; the last one is what stands. */
struct draft_version {
	uint64_t seq;
	instant at;
	struct str text, author; /* short name: "comms1" */
};

/* An approval of one wording, for some of its audiences. */
struct draft_approval {
	uint64_t seq;
	instant at;
	struct str audiences; /* joined by ',' */
	struct str person, reason;
	uint32_t version; /* from 1 */
	int level;        /* severity when it was given: a worse one voids it */
	bool self;
};

enum draft_state { DRAFT_OPEN, DRAFT_REJECTED, DRAFT_SENT, DRAFT_DROPPED };
const char *draft_state_name(enum draft_state s); /* open rejected sent dropped */

struct update_draft {
	uint32_t id; /* C-1 ... within the incident */
	uint64_t seq;
	struct str audiences; /* joined by ',' */
	struct str template;  /* it was started from; may be empty */
	enum draft_state state;
	uint64_t ended_seq;
	struct str ended_by, why;           /* of a rejection or drop */
	VEC(struct draft_version) versions; /* at least one */
	VEC(struct draft_approval) approvals;
};

struct update_log {
	VEC(struct update_snooze) snoozes;
	VEC(struct update_draft) drafts; /* C-1 first */
};

const struct update_draft *incident_draft(const struct incident *i, uint32_t id); /* NULL: none */
/* The wording that stands. */
const struct draft_version *draft_now(const struct update_draft *d);
/* The approval that counts for an audience: of the wording that stands, at no milder a level. NULL: none. */
const struct draft_approval *draft_approval_for(
	const struct incident *i, const struct update_draft *d, struct str audience);
/* May still be edited, approved or sent. */
bool draft_is_open(const struct update_draft *d);

/* How promises to one audience were kept. Misses since the same word count each; an update that came late
 * without a recorded miss is one broken promise. */
struct update_score {
	uint32_t sent, snoozed, missed; /* all rows of the audience; missed as counted */
	uint32_t due, kept;             /* promises that fell due, and those answered in time */
	instant last_sent;              /* INSTANT_NONE: never */
	uint32_t misses_now;            /* since the last word */
	instant last_missed;            /* INSTANT_NONE: none since the last word */
};
/* An empty audience sums up all of them. */
struct update_score update_score(const struct incident *i, struct str audience);
/* Share of the promises that were kept, in percent; -1: none fell due. */
int update_adherence(const struct update_score *s);

/* The latest snooze of an audience; NULL: none. */
const struct update_snooze *update_last_snooze(const struct incident *i, struct str audience);

#endif
