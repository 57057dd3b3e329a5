/* staffing.h: the numbers by which people are led: limits of empty slots, offers, shifts and spans, as data. */
#ifndef CORE_STAFFING_H
#define CORE_STAFFING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "core/roles.h"

struct staffing_policy; /* immutable; lives in the arena it was parsed into */

/* The words of the column `rule`. */
enum staffing_rule {
	STAFFING_EMPTY,      /* length */
	STAFFING_ALONE,      /* yes or no */
	STAFFING_HANDOVER,   /* yes or no */
	STAFFING_OFFER,      /* length */
	STAFFING_SILENCE,    /* length */
	STAFFING_SHIFT_SOFT, /* length */
	STAFFING_SHIFT_HARD, /* length */
	STAFFING_DUTY,       /* length */
	STAFFING_SHIFT_WARN, /* length */
	STAFFING_SPAN_AMBER, /* count */
	STAFFING_SPAN_RED,   /* count */
	STAFFING_TEAM_SIZE,  /* count */
	STAFFING_TEAMS,      /* yes or no; its last column has the names */
	STAFFING_RULES
};

/* Reads templates/policy/staffing.tsv. RC_USAGE "file:line: what". A rule without a row is refused. */
enum rc staffing_policy_parse(struct arena *a, const struct roles_policy *roles, const char *file,
	struct str text, const struct staffing_policy **ret, struct err *err);

/* The row of the role, else the row of "*"; 0 when there is none or it does not apply at the level. */
duration staffing_length(
	const struct staffing_policy *p, enum staffing_rule rule, struct str role, int level);
size_t staffing_count(
	const struct staffing_policy *p, enum staffing_rule rule, struct str role, int level);
bool staffing_says(
	const struct staffing_policy *p, enum staffing_rule rule, struct str role, int level);

/* Name of sub-team n, 0 first: as the table has them, then "Team 7". */
struct str staffing_team_name(struct arena *a, const struct staffing_policy *p, size_t n);

#endif
