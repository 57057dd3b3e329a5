/* attention_internal.h: what rings, and how often: pure counting, so that the budget is a test. */
#ifndef TUI_ATTENTION_INTERNAL_H
#define TUI_ATTENTION_INTERNAL_H

#include <stdbool.h>

#include "core/board.h"
#include "core/policy.h"

enum { BELLS_PER_MINUTE = 3, BELLS_APART_S = 10, BELLS_INCIDENTS = 64 };

/* What is known of one incident since the last look. */
struct bell_memory {
	uint32_t number;
	int level;
	instant due;
	int stage; /* 0 quiet, 1 five minutes, 2 one minute, 3 late */
	instant late_rung;
	bool empty_role;
	unsigned loops; /* how often open loops called this person */
	size_t sends_failed;
	uint64_t asked;  /* newest row of a run that asked this person */
	size_t gaps;     /* of roles, on record */
	uint64_t drafts; /* newest row of drafts that called this person */
	uint64_t offer;  /* row of the last offer to me */
};

struct bells {
	struct bell_memory seen[BELLS_INCIDENTS];
	size_t n;
	instant rung[BELLS_PER_MINUTE]; /* latest first */
	instant muted_until;
	unsigned swallowed;
};

enum bell_reason {
	BELL_NAMED,
	BELL_DUE,
	BELL_LATE,
	BELL_RAISED,
	BELL_ROLE,
	BELL_RUN,
	BELL_OFFER,
	BELL_LOOP,
	BELL_DRAFT,
	BELL_LINK,
	BELL_SEND
};

struct bell_call {
	enum bell_reason reason;
	uint32_t incident;
	int times; /* how often to ring; 0: nothing new */
	bool note; /* also worth a desktop note */
	instant due;
	struct str audience;
	int level;
	struct str who, said; /* BELL_NAMED; BELL_RUN, BELL_LOOP, BELL_DRAFT: said */
};

enum { BELL_CALLS_MAX = 16 };

/*
 * Compares the open incidents with what was known and returns what happened: severity raised (2 bells), an update
 * due in five minutes, in one, late (again every five minutes), a required role fell empty for its commander, a step
 * of a runbook that runs long or a fallback on offer, this person was asked or the time of what they owe is up, a draft waits for
 * their approval or theirs was approved or sent back. Own
 * acts never ring: the first look at an incident is silent. A drill is said and never rings.
 */
size_t attention_look(struct bells *b, struct arena *a, const struct policies *p,
	const struct board *board, struct str me, instant now, struct bell_call *ret);

/* What happened, in one sentence: for the attention line and for notes. */
struct str attention_text(struct arena *a, const struct bell_call *call, instant now);
/* Whether it may be heard while the person looks at the past: late promises alone. */
bool attention_in_past(enum bell_reason reason);

/* May it ring now? One per 10 s, three per minute, while muted only late promises and raised severity. Counts it. */
bool attention_may_ring(struct bells *b, enum bell_reason reason, instant now);
void attention_mute(struct bells *b, instant until);

#endif
