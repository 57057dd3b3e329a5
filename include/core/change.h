/* change.h: what is done to the running system: who lets it be done, what was kept before, and whether it worked. */
#ifndef CORE_CHANGE_H
#define CORE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

struct incident;

/* ---- What kinds of change there are ---- */

struct change_policy; /* immutable; lives in the arena it was parsed into */

struct change_kind {
	struct str name;     /* "restart" */
	bool needs_capture;  /* it destroys what could be seen: "captured?" is asked */
	bool needs_version;  /* from= and to= are asked */
	bool needs_rollback; /* rollback= is asked */
	int risk;            /* 1 to 9, 9 is the riskiest */
	struct str hint;     /* what to think of first */
};

/* Reads templates/policy/changes.tsv. RC_USAGE "file:line: what". */
enum rc change_policy_parse(struct arena *a, const char *file, struct str text,
	const struct change_policy **ret, struct err *err);
size_t change_kinds(const struct change_policy *p);
const struct change_kind *change_kind_at(const struct change_policy *p, size_t i);
/* Exact name, for stored rows; NULL: a kind that the table does not know (any more). */
const struct change_kind *change_kind_named(const struct change_policy *p, struct str name);
/* Name or unique prefix. RC_UNKNOWN and RC_AMBIGUOUS name what there is. */
enum rc change_kind_find(const struct change_policy *p, struct str word,
	const struct change_kind **ret, struct err *err);

/* ---- The changes of an incident ---- */

enum change_state {
	CHANGE_PROPOSED, /* waits for a second person */
	CHANGE_RUNNING,
	CHANGE_UNCHECKED, /* the work is over, its check is not */
	CHANGE_PASSED,
	CHANGE_FAILED, /* the check failed; another may follow */
	CHANGE_STOPPED
};
const char *change_state_name(
	enum change_state s); /* proposed running unchecked passed failed stopped */

/* The answers to "captured?". */
enum capture { CAPTURE_UNASKED, CAPTURE_KEPT, CAPTURE_IMPOSSIBLE, CAPTURE_SKIPPED };
const char *capture_name(enum capture c); /* - kept impossible skipped */

struct change {
	uint32_t id; /* CHG-1 ... within the incident */
	uint64_t seq;
	enum change_state state;
	struct str kind, target, by, note;
	struct str from, to, rollback; /* "?": said to be unknown; empty: not asked */
	enum capture capture;
	uint32_t evidence; /* CAPTURE_KEPT: EV-n */
	struct str capture_reason;
	struct str wanted;   /* who was asked to approve; empty: nobody by name */
	struct str approver; /* who let it be done; empty: nobody had to, or nobody did */
	struct str started_by;
	uint32_t reverses;    /* CHG-n that this one takes back; 0: none */
	uint32_t reversed_by; /* the latest that takes this one back; 0: none */
	instant proposed, started, ended, checked; /* INSTANT_NONE: not yet */
	struct str result; /* what was said at the end, or why it was stopped */
	struct str ended_by;
	struct str signal, check_evidence, checked_by; /* of the latest check */
	/* Break-glass: started without a second person, who looks at it afterwards. */
	bool glass, review_late;
	struct str glass_reason, review, reviewer;
	instant review_due; /* INSTANT_NONE: no review is owed */
};

/* A look at the signal, after a change or of the incident as a whole. */
struct check {
	uint64_t seq;
	instant at;
	uint32_t change; /* 0: of the incident */
	bool passed;
	struct str signal, evidence, by;
};

struct change_log {
	VEC(struct change) items; /* by id, ascending */
	VEC(struct check) checks; /* in record order */
	uint64_t last_step;       /* newest row that changed the system: a start or an end */
};

const struct change *incident_change(const struct incident *i, uint32_t id); /* NULL: none */
uint32_t incident_next_change(const struct incident *i);                     /* 0: none left */

/* ---- For who decides about the incident ---- */

/* Running ones, riskiest first, older before newer; kinds that the table does not know count as riskiest. */
size_t changes_running(struct arena *a, const struct change_policy *p, const struct incident *i,
	const struct change *const **ret);
/* A check passed at `since` or later, and none failed after it. */
bool incident_verified_since(const struct incident *i, instant since);
/* The newest check passed, and stands on record behind the last start or end of a change. */
bool incident_verified(const struct incident *i);
/* Proposed, running, unchecked and failed ones that nothing took back: what keeps the work from being finished. */
size_t changes_unfinished(const struct incident *i);
/* Break-glass starts that nobody has reviewed. */
bool change_owes_review(const struct change *c);
size_t changes_unreviewed(const struct incident *i);

#endif
