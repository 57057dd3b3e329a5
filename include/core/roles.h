/* roles.h: the roles of a response, who needs them when, and how they are named. */
#ifndef CORE_ROLES_H
#define CORE_ROLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "core/severity.h"

struct roles_policy; /* immutable; lives in the arena it was parsed into */

enum role_need {
	ROLE_NOT_NEEDED,  /* "-" */
	ROLE_OPTIONAL,    /* "O" */
	ROLE_CONDITIONAL, /* "C": when its condition holds; without a condition people decide */
	ROLE_REQUIRED     /* "R" */
};

struct role {
	struct str id;      /* "ic" */
	struct str name;    /* "Incident commander" */
	struct str number;  /* "one", "one+", "many", "one per vendor" */
	struct str aliases; /* words separated by blanks, or empty */
	struct str duties, limits;
	struct str section;    /* of the organisation list: "command", empty in an older table */
	struct str reports_to; /* id of the role that leads it; empty: nobody's report */
	bool many;             /* more than one person may hold it */
	bool handover;         /* changes hands by offer and acceptance */
	bool exclusive;        /* the holder holds no second role where staffing says so */
	enum role_need need[SEVERITY_LEVELS + 1];   /* by level 1-5 */
	const struct severity_condition *condition; /* NULL: none */
};

/* Reads templates/policy/roles.tsv. RC_USAGE "file:line: what". */
enum rc roles_policy_parse(struct arena *a, const struct severity_policy *severity,
	const char *file, struct str text, const struct roles_policy **ret, struct err *err);

size_t roles_count(const struct roles_policy *p);
const struct role *roles_at(const struct roles_policy *p, size_t i); /* in the order of the table */
/* Exact id; NULL when there is none. For stored events. */
const struct role *roles_by_id(const struct roles_policy *p, struct str id);
/* As a person writes it: id, alias, name, or a unique prefix of one; case does not count.
 * RC_UNKNOWN, RC_AMBIGUOUS. */
enum rc roles_find(
	const struct roles_policy *p, struct str word, const struct role **ret, struct err *err);

/*
 * What the role is worth at this level with these gauges: a "C" becomes ROLE_REQUIRED when its
 * condition holds and ROLE_OPTIONAL when it does not; without a condition it stays
 * ROLE_CONDITIONAL. Gauges may be NULL.
 */
enum role_need role_need_now(
	const struct roles_policy *p, const struct role *r, int level, const struct gauges *g);
/* All roles required now, in the order of the table. Returns the count. */
size_t roles_required(struct arena *a, const struct roles_policy *p, int level,
	const struct gauges *g, const struct role *const **ret);

#endif
