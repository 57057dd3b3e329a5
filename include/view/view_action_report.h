/* view_action_report.h: the action items of all incidents by owner: what is open, how old, what is overdue, what helped. */
#ifndef VIEW_VIEW_ACTION_REPORT_H
#define VIEW_VIEW_ACTION_REPORT_H

#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

struct action_row {
	const struct incident *incident;
	const struct action *action;
};
struct action_report {
	struct action_row *v; /* by owner, overdue before open before done, older dates first */
	size_t n;
	instant now;
};

/* Real incidents declared in [from, to) that the board shows; no drills. `outside`: the answer leaves the house. */
void action_report_of(struct arena *a, const struct board *b, instant from, instant to, instant now,
	bool outside, struct action_report *ret);

/* Owners with their counts, then every action that is not over. */
struct doc *view_action_report(struct arena *a, const struct action_report *r);
/* One table of all, for spreadsheets. */
struct doc *view_action_report_table(struct arena *a, const struct action_report *r);
/* One object a line, as `action list`, with age_days and overdue. */
void view_action_report_json(struct buf *out, const struct action_report *r);

#endif
