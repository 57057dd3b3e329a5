/* severity.h: gauges of user impact, the policy tables that score them, and the level with its
 * reasons. */
#ifndef CORE_SEVERITY_H
#define CORE_SEVERITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

/*
 * Severity is a number from 1 (worst) to 5 for the size of the response. It is computed from gauges
 * of impact alone; no gauge holds a cause, a factor or a hypothesis, and none may be added.
 * Thresholds, levels, rules and texts come from the tables of templates/policy/; only the names of
 * the gauges are known to the code.
 */

/* The keys of severity_inputs.tsv, in its order. */
enum gauge_id {
	GAUGE_SAFETY,
	GAUGE_EXPOSURE,
	GAUGE_EXPOSED_PERSONS,
	GAUGE_DATA_HARM,
	GAUGE_MONEY_HARM,
	GAUGE_AUDIENCE,
	GAUGE_JOURNEY,
	GAUGE_DEGRADATION,
	GAUGE_USERS_SHARE,
	GAUGE_USERS_COUNT,
	GAUGE_WORKAROUND,
	GAUGE_DURATION,
	GAUGE_ONGOING,
	GAUGE_TREND,
	GAUGE_TIMING,
	GAUGE_REVENUE_SHARE,
	GAUGE_KEY_ACCOUNTS,
	GAUGE_CONTRACT,
	GAUGE_THREAT,
	GAUGE_REGULATORY,
	GAUGE_COUNT
};

/* Zero is "-": not given, not used. */
enum gauge_state { GAUGE_UNUSED, GAUGE_UNKNOWN, GAUGE_VALUE };

struct gauge {
	enum gauge_state state;
	uint64_t value; /* place on the scale (0 = least) or the number; 0 unless state is
			   GAUGE_VALUE */
};

/* Zeroed: nothing given. */
struct gauges {
	struct gauge v[GAUGE_COUNT];
	struct gauge cap[GAUGE_COUNT]; /* worst plausible value of the service for a "?", if
					  GAUGE_VALUE */
};

struct severity_policy; /* immutable after parsing; lives in the arena it was parsed into */

enum {
	SEVERITY_LEVELS = 5,
	SEVERITY_RULES_MAX = 64,
	SEVERITY_REACH_MAX = 8,
	SEVERITY_VALUES_MAX = 8
};

/* ---- Loading ---- */

struct severity_source {
	const char *file; /* for messages */
	struct str text;  /* must live as long as the policy */
};

struct severity_sources {
	struct severity_source inputs, reach, matrix, rules, holds;
};

/*
 * Reads the five tables. The condition language of the rules is described on top of
 * severity_condition.c. A table that is incomplete or contradicts itself is refused: RC_USAGE and
 * "file:line: what".
 */
enum rc severity_policy_parse(struct arena *a, const struct severity_sources *src,
	const struct severity_policy **ret, struct err *err);

/* ---- Gauges as words ---- */

/* The full key, for instance "users_share". */
const char *severity_gauge_name(enum gauge_id id);

/*
 * Finds a gauge by its key or a unique prefix of it. `users` is users_share when the value ends in
 * "%" and users_count otherwise; pass the empty value when there is none yet (then `users` is
 * ambiguous). RC_UNKNOWN names the nearest key, RC_AMBIGUOUS the candidates.
 */
enum rc severity_gauge_key(struct str word, struct str value, enum gauge_id *ret, struct err *err);

/*
 * Reads one value: "?", "-", a word of the scale or a unique prefix of it, a number; a share as 40
 * %, 12.5% or in basis points; minutes also as 1h30m. RC_USAGE names what is allowed. "-" is
 * refused for a gauge that must be answered.
 */
enum rc severity_gauge_parse(const struct severity_policy *p, enum gauge_id id, struct str value,
	struct gauge *ret, struct err *err);

/* Key and value of one `name=value` as a person writes it. A share needs "%" unless the key is
 * written in full. */
enum rc severity_gauge_set(const struct severity_policy *p, struct gauges *g, struct str word,
	struct str value, struct err *err);

/* Wire form, which severity_gauge_parse reads back: "?", "-", "partial", "2100". */
struct str severity_gauge_print(
	struct arena *a, const struct severity_policy *p, enum gauge_id id, struct gauge v);
/* For people: shares as "21%", minutes as "4h". */
struct str severity_gauge_show(
	struct arena *a, const struct severity_policy *p, enum gauge_id id, struct gauge v);

/* What the worksheet, the completion and the help need to know about a gauge. */
struct gauge_info {
	struct str key, unit, help, question;
	size_t values;                         /* 0 for numbers */
	struct str value[SEVERITY_VALUES_MAX]; /* least to worst */
	uint64_t max;                          /* greatest number; the last place for a scale */
	bool share, minutes;
	bool may_be_unused;   /* "-" is an answer */
	bool gate;            /* one of the questions asked at every declaration */
	struct gauge initial; /* taken when nothing was said at declaration */
};
const struct gauge_info *severity_gauge_info(const struct severity_policy *p, enum gauge_id id);

/* Gives every gauge that is "-" its value of the `default` column. Of the two gauges of reach only
 * a pair of "-" is filled. Call it once, when an incident is declared or a what-if is asked. */
void severity_fill_defaults(const struct severity_policy *p, struct gauges *g);

/* ---- Scoring ---- */

struct severity_result {
	int level;           /* 1 (worst) to 5 */
	int base;            /* level of the base rules after their adjustments; 0: none fired */
	unsigned reach;      /* place in the table of reach */
	bool provisional;    /* something was assumed */
	uint32_t assumed;    /* bit per gauge_id that was "?" and counted as worst */
	int protected_level; /* worst level among fired rules that may not be overruled; 0: none */
	uint64_t all;        /* bit per rule that fired at any level */
	size_t fired;        /* rules at the level, the deciding one first */
	uint8_t rule[SEVERITY_RULES_MAX];
};

/*
 * Pure, total, no allocation, well below a microsecond. "?" counts as the worst value of the scale,
 * or as its cap; so does "-" where a gauge must be answered, and a pair of "-" for reach. A worse
 * gauge or a "?" never gives a milder level.
 */
void severity_evaluate(
	const struct severity_policy *p, const struct gauges *g, struct severity_result *ret);

struct severity_rule_info {
	struct str id, group, condition, reason;
};
size_t severity_rule_count(const struct severity_policy *p);
const struct severity_rule_info *severity_rule_info(const struct severity_policy *p, size_t rule);
struct str severity_reach_name(const struct severity_policy *p, unsigned reach);

/* "V1+B" and "users_share,trend" ("-" when there is none). */
struct str severity_rules_text(
	struct arena *a, const struct severity_policy *p, const struct severity_result *r);
struct str severity_assumed_text(struct arena *a, const struct severity_result *r);

/* Words that only the caller knows; an empty one is replaced by the neutral words of the rule file.
 */
struct severity_context {
	struct str breach_at, clock;
};

/* "SEV2 - critical journey partial for SOME of customers (rule B). Also: ... (V2). Assumed: trend
 * (? = growing)." */
struct str severity_reason(struct arena *a, const struct severity_policy *p, const struct gauges *g,
	const struct severity_result *r, const struct severity_context *ctx /* NULL is fine */);

/* ---- What would change it ---- */

/* One gauge set to `to`, all others as they are, gives `level`. */
struct severity_near {
	enum gauge_id gauge;
	struct gauge to;
	bool below; /* a number: any value up to `to` does; else any value from `to` on */
	int level;
	uint8_t rule; /* the rule that would decide */
};

/*
 * Every single change of one gauge that would give another level: per gauge and level the value
 * nearest to the present one. Worst level first, then in the order of the gauges. Returns the
 * count.
 */
size_t severity_near(struct arena *a, const struct severity_policy *p, const struct gauges *g,
	const struct severity_near **ret);
/* "SEV1 if degradation=unavailable or duration=4h" for one level; empty when no single change gives
 * it. */
struct str severity_near_text(struct arena *a, const struct severity_policy *p,
	const struct severity_near *near, size_t n, int level);

/* The next moment at which lasting alone raises the level. */
struct severity_next {
	uint64_t minutes; /* from the given duration */
	int level;
	uint8_t rule;
};
/* False when no time rule can raise it any more, or the impact is over, or the duration is not
 * known. */
bool severity_next_time_rule(
	const struct severity_policy *p, const struct gauges *g, struct severity_next *ret);

/* ---- Lowering ---- */

/* How long milder answers must last before the level may go down from `level`. */
duration severity_hold(const struct severity_policy *p, int level);

enum gauge_age { GAUGE_FRESH, GAUGE_STALE, GAUGE_EXPIRED };
/* At `level`, a value of this age: stale is shown, expired counts as "?" when lowering. */
enum gauge_age severity_gauge_age(const struct severity_policy *p, int level, duration age);

struct severity_lower {
	int declared;                           /* level in force */
	int wanted;                             /* level asked for */
	const struct severity_result *computed; /* of the gauges as they are now */
	instant milder_since; /* since when the computed level is milder than declared;
				 INSTANT_NONE: it is not */
	instant oldest_gauge; /* when the oldest gauge of a still running impact was set;
				 INSTANT_NONE: impact is over */
	instant now;
};
/* RC_OK, or RC_STATE with the first reason why not (and when it ends). */
enum rc severity_may_lower(
	const struct severity_policy *p, const struct severity_lower *ask, struct err *err);

/*
 * An override below the computed level: RC_DENIED while a rule that the table protects (safety,
 * exposure, data, money) gives a worse level than wanted, and without a second named
 * person. On success *ret_expires is the time after which it lapses.
 */
enum rc severity_may_override(const struct severity_policy *p,
	const struct severity_result *computed, int wanted, bool second_person, instant now,
	instant *ret_expires, struct err *err);

/* ---- Conditions elsewhere (roles, cadence) ---- */

struct severity_condition; /* lives in the arena */

/* The language of the rule file, without `base` and `otherwise`. "-" gives NULL: no condition. */
enum rc severity_condition_parse(struct arena *a, const struct severity_policy *p, const char *file,
	unsigned line, struct str text, const struct severity_condition **ret, struct err *err);
bool severity_condition_holds(const struct severity_policy *p, const struct severity_condition *c,
	const struct gauges *g); /* NULL condition: true */

#endif
