/* runbook.h: what was done by a runbook in an incident: runs, their steps, notes and commands, as recorded. */
#ifndef CORE_RUNBOOK_H
#define CORE_RUNBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

/* A run keeps the steps as they were written when it began: the file may change meanwhile. */
enum run_step_state { RUN_STEP_OPEN, RUN_STEP_DONE, RUN_STEP_SKIPPED, RUN_STEP_FAILED };
const char *run_step_state_name(enum run_step_state s); /* open done skipped failed */

enum { RUN_STEPS_MAX = 60, RUNS_MAX = 200, RUN_OUTPUT_MAX = 16 * 1024 };

struct run_step {
	struct str title, role; /* role: ids joined by ',' */
	bool decides;
	duration expected, wait; /* 0: not said */
	enum run_step_state state;
	instant from, at; /* when it became the current one; when it ended; INSTANT_NONE: not yet */
	struct str who, note; /* note: what was said when it ended, or why */
	uint64_t
		late; /* the row that asked after it, because it ran longer than expected; 0: none */
	struct str whom; /* who was asked */
};

struct run_note {
	uint64_t seq;
	instant at;
	size_t step; /* from 1 */
	struct str actor, text;
};

enum run_exec_state { RUN_EXEC_RUNNING, RUN_EXEC_ENDED };

/* A command of a step that was started here. */
struct run_exec {
	uint64_t seq; /* of the row that says it was started: names it */
	size_t step;  /* from 1 */
	struct str command, actor;
	instant from, to; /* to INSTANT_NONE: it has not ended, as far as is recorded */
	duration timeout;
	struct str how; /* exited, signalled, timed-out, cancelled, failed */
	int64_t status; /* exit status or signal */
	struct str output;
	uint64_t bytes; /* of the whole output, of which at most RUN_OUTPUT_MAX are kept */
	bool truncated;
};

struct runbook_run {
	uint32_t id; /* RUN-1 ... within the incident */
	uint64_t seq;
	struct str book, title, digest; /* "RB-7", as it was then */
	bool fallback;
	struct str told; /* fallback: were users told? yes, no, or empty */
	struct str who;
	instant from, to; /* to INSTANT_NONE: it goes on */
	bool stopped;     /* ended before its last step */
	struct str ended_by, reason;
	VEC(struct run_step) steps;
	VEC(struct run_note) notes;
	VEC(struct run_exec) execs;
};

struct run_offer {
	uint64_t seq;
	instant at;
	struct str book;
};

struct runs {
	VEC(struct runbook_run) v;
	VEC(struct run_offer) offers; /* fallbacks that time offered */
};

struct incident;
struct board;

const struct runbook_run *incident_run(const struct incident *i, uint64_t id);
bool incident_was_offered(const struct incident *i, struct str book);
bool run_is_open(const struct runbook_run *r);
/* Place of the step that is to be done, from 0; the number of steps when none is left. */
size_t run_current(const struct runbook_run *r);
/* True while a step is left in an open run. */
bool run_has_step(const struct runbook_run *r);
size_t run_steps_in(const struct runbook_run *r, enum run_step_state s);
/* How long the step took, or has taken until now. */
duration run_step_took(const struct run_step *s, instant now);
/* The command that runs now; NULL: none. One whose end nobody recorded counts for its time limit and a minute. */
const struct run_exec *run_running(const struct runbook_run *r, instant now);

/* What the journal knows of a runbook over all incidents; drills do not count. */
struct run_usage {
	size_t runs;
	instant last; /* INSTANT_NONE: never used */
};
struct run_usage runs_usage(const struct board *b, struct str book);

#endif
