/* vendor.h: cases at vendors: how soon they must answer, who is next when they do not, and what they claim. */
#ifndef CORE_VENDOR_H
#define CORE_VENDOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

enum { VENDOR_LADDER_MAX = 16 };

struct incident;
struct text_range;
struct vendor_policy; /* immutable; lives in the arena it was parsed into */

/* What a contract promises: a row of templates/policy/vendors.tsv. */
struct vendor_contract {
	struct str level;
	duration acknowledge; /* a named engineer within this */
	duration step;        /* then one step up after each of these */
	struct str *ladder;   /* step 1 is where a case is opened */
	size_t steps;
};

/* RC_USAGE "file:line: what". */
enum rc vendor_policy_parse(struct arena *a, const char *file, struct str text,
	const struct vendor_policy **ret, struct err *err);
/* By its level or a unique prefix; RC_UNKNOWN names the levels there are. */
enum rc vendor_contract_find(const struct vendor_policy *p, struct str level,
	const struct vendor_contract **ret, struct err *err);

/* What a vendor said. It is nobody's fact until one of us confirms it. */
struct vendor_claim {
	uint64_t seq;
	instant at;
	struct str text, by; /* by: who of us passed it on */
	instant promised;    /* what they promised by when; INSTANT_NONE: it is no promise */
	int kept;            /* 1 yes, 0 no, -1 nobody looked */
	int confirmed;       /* as kept */
};

struct vendor_case {
	uint32_t id; /* V-1 ... within the incident */
	uint64_t seq;
	struct str vendor, ref, contract, priority, text, by;
	instant opened, due; /* due: acknowledgement, or the next step of the ladder */
	instant promised;    /* when the contract asked for the acknowledgement */
	instant acked, closed;
	struct str engineer, outcome;
	duration step;
	VEC(struct str) ladder; /* as the contract was when the case was opened */
	unsigned level;         /* step of the ladder, from 1 */
	unsigned escalations;
	bool rung; /* that this step did not answer in time is on record */
	VEC(struct vendor_claim) claims;
};

struct vendor_cases {
	VEC(struct vendor_case) cases;
};

const struct vendor_case *vendor_case_find(const struct vendor_cases *c, uint32_t id); /* NULL */
/* By the row that told it; NULL: no claim. */
const struct vendor_claim *vendor_claim_find(
	const struct vendor_cases *c, uint64_t seq, const struct vendor_case **ret_case);
size_t vendor_open_count(const struct vendor_cases *c);
/* Who is asked at a step; empty behind the last. */
struct str vendor_ladder_step(const struct vendor_case *c, unsigned level);
/* The claim whose words a text for others repeats, by the rule of words_in_text; NULL: none. */
const struct vendor_claim *vendor_claim_in_text(
	const struct incident *i, struct str text, struct text_range *ret);

/* How a vendor did, all cases of one incident. */
struct vendor_score {
	unsigned kept, broken, promises_open, confirmed, refuted, unchecked;
};
struct vendor_score vendor_score_of(const struct vendor_case *c);

#endif
