/* formula.h: the figures of availability, budgets, limits and times, worked out from what somebody says: a "what if". */
#ifndef CORE_FORMULA_H
#define CORE_FORMULA_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/*
 * What a formula is given: items separated by ',' or ';' outside brackets. `name=item` begins what is named; items without a
 * name go on with it, so that `values=3,5,7;p=90` is a list and a number. Numbers may carry a unit behind them (40/s, 0.25 s),
 * which is not read. Times of day are hh:mm, stretches of time [hh:mm-hh:mm], at most 256 of either.
 */
struct formula {
	const char *name;    /* "burn_rate" */
	const char *example; /* what it takes, as it is written: "slo=0.999,bad=144,valid=10000" */
	const char *brief;
};

/* Number `at` of the formulas, in the order of the handbook; NULL behind the last. */
const struct formula *formula_at(size_t at);

/* *ret: a number with at most twelve figures, a time hh:mm:ss, or SEV1=25,SEV2=34. RC_UNKNOWN: no such formula.
 * RC_USAGE says which input is missing, not a number, or out of range. */
enum rc formula_eval(
	struct arena *a, struct str name, struct str input, struct str *ret, struct err *err);

#endif
