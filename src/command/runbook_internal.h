/* runbook_internal.h: what the verbs of runbooks and fallbacks share: which run is meant, and what is done in it. */
#ifndef COMMAND_RUNBOOK_INTERNAL_H
#define COMMAND_RUNBOOK_INTERNAL_H

#include "command/command_internal.h"
#include "view/view_run.h"

/* A line about a run: whose words come from the two loose slots `id` and `text`. */
struct play {
	const struct ask *ask;
	const struct args *args;
	struct outcome *out;
	struct err *err;
	const struct runbook_run *run;
	size_t step;      /* from 0, the one in hand */
	struct str words; /* what was said beyond the step */
};

/* Finds the open run that is meant (run=, or the only one with a step left); RC_STATE names those there are. */
enum rc play_find(struct play *p);
/* The same, and takes a step number from the words: it must be the one in hand. */
enum rc play_find_step(struct play *p, const char *what);
/* What must be said: value of the named slot, else the words; RC_USAGE with the hint. */
enum rc play_reason(struct play *p, const char *hint, struct str *ret);

enum rc play_done(struct play *p);
enum rc play_skip(struct play *p);
enum rc play_fail(struct play *p);
enum rc play_back(struct play *p);
enum rc play_note(struct play *p);
enum rc play_stop(struct play *p);
enum rc play_exec(struct play *p);
enum rc play_cancel(struct play *p);

/* Begins a run of the runbook, with all it says now. */
enum rc play_start(struct play *p, const struct runbook *rb);
/* Ends it. users_told may be empty. */
enum rc play_end(struct play *p, bool done, struct str reason, struct str users_told);
/* Says `lead`, then what the step asks for and whose it is. At the console in one line: the pane beside it shows the rest. */
void play_say_step(struct play *p, const struct runbook_run *r, size_t step, struct str lead);

struct run_ask play_view(const struct play *p);

#endif
