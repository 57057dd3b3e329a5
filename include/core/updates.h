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

struct update_log {
	VEC(struct update_snooze) snoozes;
};

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
