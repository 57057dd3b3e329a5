/* view_run.h: a runbook as it is played: steps with marks and times, the step in hand, notes, and what became of it. */
#ifndef VIEW_VIEW_RUN_H
#define VIEW_VIEW_RUN_H

#include "core/board.h"
#include "core/policy.h"
#include "core/runbook_file.h"
#include "doc/doc.h"

/* What every view of a run is drawn from. */
struct run_ask {
	const struct policies *policies;
	const struct board *board;
	const struct incident *incident;
	const struct runbook_run *run;
	instant now;
	const struct zone *zone;
};

/* The run that the player shows: the newest open one that has a step, else the newest open one; NULL: none. */
const struct runbook_run *view_run_current(const struct incident *i);
/* The written runbook of a run; *ret_changed: the file is not what it was when the run began. NULL: it is gone. */
const struct runbook *view_run_book(
	const struct policies *p, const struct runbook_run *r, bool *ret_changed);
/* The written step behind a step of the run, NULL when file and run no longer agree on it. */
const struct runbook_step *view_run_written(
	const struct policies *p, const struct runbook_run *r, size_t step);

/* What waits for a person because of runs: a step of theirs that runs long, a decision of their role, and for who may start
 * it a fallback that was offered within the last quarter of an hour. */
struct run_call {
	uint64_t seq; /* of the row that asks; 0: nothing rang */
	struct str text, answer;
};
size_t view_run_calls(struct arena *a, const struct incident *i, struct str me, instant now,
	const struct run_call **ret);

/* "RB-7 Database failover  used 4 times, last ...   3 of 9 [###------]" in one paragraph. */
void view_run_title(struct doc *d, const struct run_ask *ask, int cells);
/* One row a step, keyed by its number. */
struct doc *view_run_steps(struct arena *a, const struct run_ask *ask, size_t first, size_t n);
/* All of one step: rule, command, checks, who, countdown, what ran. */
struct doc *view_run_step(struct arena *a, const struct run_ask *ask, size_t step);
void view_run_notes(struct doc *d, const struct run_ask *ask, size_t most);
/* The player as one document. */
struct doc *view_run(struct arena *a, const struct run_ask *ask);

/* Beside the player: times of earlier runs, who may do what, other runbooks that fit. */
void view_run_times(struct doc *d, const struct run_ask *ask);
void view_run_roles(struct doc *d, const struct run_ask *ask);
void view_run_others(struct doc *d, const struct run_ask *ask, size_t most);

/* For the review: every run with its steps, times and reasons. */
void view_runs_review(struct doc *d, const struct incident *i, instant now);

/* One object for a run: run runbook title kind from to result reason steps[] notes[] commands[]. */
struct json_out;
void view_run_json(
	struct json_out *o, const struct incident *i, const struct runbook_run *r, instant now);

/* "ops (ops1)", "ops EMPTY", "anyone". */
struct str view_run_holder(
	struct arena *a, const struct incident *i, struct str roles, bool *ret_empty);

#endif
