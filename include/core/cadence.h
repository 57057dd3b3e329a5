/* cadence.h: how often each audience is owed an update, and when the next one is due. */
#ifndef CORE_CADENCE_H
#define CORE_CADENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "core/board.h"
#include "core/severity.h"

struct cadence_policy; /* immutable; lives in the arena it was parsed into */

enum cadence_phase { CADENCE_FIRST, CADENCE_INVESTIGATING, CADENCE_IDENTIFIED, CADENCE_MONITORING };
enum { CADENCE_PHASES = 4 };
/* What an incident of this status counts as; resolved and closed count as monitoring. */
enum cadence_phase cadence_phase_of(enum status s);

/* What a cell of the table promises. */
enum cadence_kind {
	CADENCE_NONE,    /* "-" or no row: nothing */
	CADENCE_MINUTES, /* an update every so many minutes */
	CADENCE_DIGEST,  /* with the next digest, no minute promised */
	CADENCE_CLOCK    /* a statutory clock decides */
};

struct cadence_row {
	int severity;
	struct str audience, channel;
	struct str approver; /* in the words of the table */
	struct str
		approver_roles; /* ids of roles.tsv, separated by blanks; empty: nobody needs to approve */
	struct str owner; /* id of the role whose duty the update is; may be empty */
	enum cadence_kind kind[CADENCE_PHASES];
	duration every[CADENCE_PHASES]; /* for CADENCE_MINUTES */
	duration longest;               /* of an announced longer interval; 0: none allowed */
	duration grace, impact_grace; /* from due to missed; the second after a change of impact */
	const struct severity_condition *condition; /* NULL: always */
};

/* Reads templates/policy/cadence.tsv; conditions are compiled against the severity policy. RC_USAGE
 * "file:line: what". */
enum rc cadence_policy_parse(struct arena *a, const struct severity_policy *severity,
	const char *file, struct str text, const struct cadence_policy **ret, struct err *err);

/* Audiences in the order of the table, each once. */
size_t cadence_audiences(const struct cadence_policy *p);
struct str cadence_audience(const struct cadence_policy *p, size_t i);
/* By name, unique prefix or the short words `public`, `execs`, `customers`, `staff`. RC_UNKNOWN or
 * RC_AMBIGUOUS. */
enum rc cadence_audience_find(
	const struct cadence_policy *p, struct str word, struct str *ret, struct err *err);
/* NULL: this audience is promised nothing at this severity. */
const struct cadence_row *cadence_row(
	const struct cadence_policy *p, int severity, struct str audience);
/* The same, or the row of the next worse level that has one: who approves is asked even when nothing is owed. */
const struct cadence_row *cadence_row_or_worse(
	const struct cadence_policy *p, int severity, struct str audience);
/* Minutes between updates in a phase, as a duration; 0 when no minute is promised. */
duration cadence_interval(const struct cadence_row *row, enum cadence_phase phase);

struct cadence_ask {
	int severity;
	enum cadence_phase phase; /* of the incident now; CADENCE_FIRST counts as investigating once
				     something was sent */
	struct str audience;
	const struct gauges *gauges; /* for the condition of the row; NULL: it is taken to hold */
	instant armed; /* declared, or the last raise of severity, which arms the first notice again
			*/
	instant declared;       /* start of the first two hours; INSTANT_NONE: as armed */
	instant last_sent;      /* INSTANT_NONE: never */
	instant promised;       /* next time named in the last text; INSTANT_NONE: none */
	instant impact_changed; /* last change of impact; INSTANT_NONE: none */
	instant snoozed_at;     /* when the promise was last put off; INSTANT_NONE: never */
	instant snoozed_until;
};

enum cadence_why {
	CADENCE_WHY_FIRST,
	CADENCE_WHY_INTERVAL,
	CADENCE_WHY_PROMISED,
	CADENCE_WHY_SNOOZED,
	CADENCE_WHY_IMPACT
};
const char *cadence_why_name(enum cadence_why why); /* first interval promised snoozed impact */

struct cadence_due {
	enum cadence_kind kind; /* the rest is set for CADENCE_MINUTES alone */
	enum cadence_why why;
	instant from, amber, due; /* the bar runs from..due; amber at 80 % of it */
	instant limit;            /* no promise and no snooze may put it off beyond this */
	duration interval,
		grace; /* after `due + grace` it is missed, and again after each interval */
};

/*
 * When the next update is due. Never sent, or severity raised since: `first` after arming, but not
 * later than what was promised before. Otherwise the promised time, at most the allowed interval
 * after the last one. A snooze after that puts it off, never beyond the longest of the table since the
 * last word or the last raise. A change of impact after the last update or snooze makes it due at once.
 */
void cadence_due(
	const struct cadence_policy *p, const struct cadence_ask *ask, struct cadence_due *ret);

enum cadence_state { CADENCE_QUIET, CADENCE_AMBER, CADENCE_LATE };
enum cadence_state cadence_state(const struct cadence_due *due, instant now);

/*
 * The newest miss that is to be recorded at `now`: the promise passed, or another interval after the last
 * recorded miss. `counted` misses are on record since the last word, the last of them was due at `last`
 * (INSTANT_NONE: none). Intervals that passed while nobody looked are counted, not recorded one by one.
 * False: nothing was missed.
 */
struct cadence_miss {
	uint32_t n;  /* the second miss since the last word is 2 */
	instant due; /* when it was due */
};
bool cadence_missed(const struct cadence_due *due, uint32_t counted, instant last, instant now,
	struct cadence_miss *ret);

/*
 * May a text sent at `now` name `next` as the time of the next update? Longer than the interval
 * only after two hours, and never above the longest of the table. RC_STATE says the latest allowed
 * time.
 */
enum rc cadence_may_promise(const struct cadence_policy *p, const struct cadence_ask *ask,
	instant now, instant next, struct err *err);

#endif
