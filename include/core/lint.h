/* lint.h: what does not add up in the record of an incident, or in a timeline that somebody wrote, and what puts it right. */
#ifndef CORE_LINT_H
#define CORE_LINT_H

#include "core/board.h"
#include "core/policy.h"

enum lint_rule {
	LINT_ORDER,        /* milestones, or rows, that come before what they follow */
	LINT_RECOVERY,     /* recovered before the harm was contained */
	LINT_FUTURE,       /* later than when it was recorded */
	LINT_MISSING,      /* a milestone that must have happened */
	LINT_NO_TIME,      /* a row whose time is not known, or only its day */
	LINT_STATUS,       /* two statuses at once, or one that went before the one it followed */
	LINT_DURATION,     /* a length of time in words that the stamps contradict */
	LINT_SILENT,       /* nothing from people for too long */
	LINT_CLAIM,        /* said without evidence */
	LINT_RECOLLECTION, /* recorded long after it happened, and not said to be from memory */
	LINT_ZONE,         /* times without a zone; in texts alone */
	LINT_PLANNED,      /* planned work with the severity of an outage; in texts alone */
	LINT_EDITED,       /* words that were changed after they were said; in texts alone */
	LINT_BOT,          /* words of a program; in texts alone */
	LINT_RULES
};
const char *lint_rule_name(enum lint_rule r); /* order recovery future missing ... */

/*
 * A row is told from memory when it was recorded so long after it happened. A stretch is silent when people recorded nothing for
 * longer than so many intervals of the responders' updates at that level and status.
 */
enum { LINT_MEMORY_MIN = 15, LINT_SILENT_INTERVALS = 2, LINT_FINDINGS_MAX = 500 };

struct lint_finding {
	enum lint_rule rule;
	uint64_t seq;          /* of the row it is about; 0: of the whole */
	struct str row;        /* "E-12", "impact-end"; empty: of the whole */
	struct str text;       /* one sentence */
	struct str fix;        /* the start of the line that puts it right */
	unsigned line, column; /* in a text */
};
struct lint_findings {
	struct lint_finding *v;
	size_t n;
	size_t more; /* that did not fit */
	struct arena *arena;
};

/* The record of an incident, rule by rule in the order above. */
void lint_incident(struct arena *a, const struct policies *p, const struct incident *i, instant now,
	struct lint_findings *ret);

/*
 * A text with times in it: a post-mortem, a status page entry, a pasted chat, in order of lines. Times are read as they are
 * written; rows are lines of one table or list. What it cannot read it says nothing about, nor about
 * the generated parts of an export.
 */
void lint_text(struct arena *a, struct str text, struct lint_findings *ret);

/* "time to repair: 4h 33m" in a text: what it is said of, and how long. */
enum lint_said { SAID_DETECT, SAID_REPAIR, SAID_RESOLVE };
struct lint_duration {
	enum lint_said said;
	duration length;
	size_t at; /* byte of the text */
};
/* The first one from byte `from` on; false: there is none. */
bool lint_duration_find(struct str text, size_t from, struct lint_duration *ret);

/* Adds one; counts it when there is no room. */
void lint_add(struct lint_findings *l, const struct lint_finding *f);

#endif
