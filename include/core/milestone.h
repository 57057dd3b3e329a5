/* milestone.h: what the milestones of an incident leave open: missing, out of order, in the future. */
#ifndef CORE_MILESTONE_H
#define CORE_MILESTONE_H

#include "core/board.h"

enum milestone_trouble { MILESTONE_MISSING, MILESTONE_ORDER, MILESTONE_FUTURE };

struct milestone_question {
	enum mark mark; /* the one to say or to correct */
	enum milestone_trouble trouble;
	struct str text; /* a question that a person can answer now */
};

/*
 * Questions about started, detected, declared, acknowledged, mitigated, recovered and resolved, in that order. What is
 * missing is asked for as soon as the status says that it must have happened: the first three from the declaration on,
 * mitigated from monitoring, recovered and resolved at the end. A milestone that was said to be unknown ("mark detected ?")
 * is not asked for again. Order: started <= detected <= declared, acknowledged; started <= mitigated <= recovered <= resolved.
 */
size_t milestone_questions(struct arena *a, const struct incident *i, instant now,
	const struct milestone_question **ret);

/* The question of one milestone: "When did users first feel it?". */
const char *milestone_asked(enum mark m);

/* A closed incident may be opened again for so long; later a new one is declared that names it. RC_STATE says so. */
enum { REOPEN_HOURS = 48 };
enum rc incident_may_reopen(const struct incident *i, instant now, struct err *err);

#endif
