/* process.h: runs another program beside the loop: no shell, a time limit, its output as it comes, and a sure end. */
#ifndef SYS_PROCESS_H
#define SYS_PROCESS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "sys/loop.h"

struct process;

enum { PROCESS_ARGS_MAX = 64, PROCESS_INPUT_MAX = 4 * 1024 * 1024, PROCESS_GRACE_S = 2 };

enum process_how {
	PROCESS_EXITED,    /* by itself; `status` is its exit status */
	PROCESS_SIGNALLED, /* by a signal that was not ours; `status` is the signal */
	PROCESS_TIMED_OUT,
	PROCESS_CANCELLED
};
const char *process_how_name(enum process_how h); /* exited signalled timed-out cancelled */

struct process_end {
	enum process_how how;
	int status;
	duration took;
};

/* Which variables the program finds in its environment, beside those of `env`. */
enum process_env {
	PROCESS_ENV_OURS, /* what we were started with: the person's own programs, at their terminal */
	PROCESS_ENV_CLEAN /* PATH HOME USER LOGNAME LANG LC_ALL TZ TMPDIR, as far as they are set */
};

struct process_ask {
	const char *const *argv; /* NULL at the end; a name without a slash is looked for in PATH */
	enum process_env policy;
	const char *const *env; /* "NAME=value" added, NULL at the end; NULL: none */
	const char *folder;     /* where it runs; NULL: where we run */
	struct str input;       /* its standard input, copied; empty: end of file at once */
	duration timeout;       /* 0: none */
	/* What it wrote, as it comes and as raw bytes: `error` says on which stream. NULL: thrown away. */
	void (*output)(void *ctx, bool error, struct str bytes);
	/* Called once, never from process_start; nothing of the program comes after it. */
	void (*ended)(void *ctx, const struct process_end *end);
	void *ctx;
};

/*
 * Starts the program in a session of its own, so that keys of our terminal do not reach it, with default signals
 * and no descriptor of ours. RC_UNKNOWN when there is no such program, RC_LIMIT past the limits above, RC_IO for
 * the rest. Callbacks come from the loop. *ret stays valid until `ended` returned; then it is gone.
 * A program that outlives its time is asked to end (SIGTERM) and, after PROCESS_GRACE_S, made to (SIGKILL),
 * each time with all that it started; what it left behind when it ended is killed as well.
 * The caller's process must ignore SIGPIPE.
 */
enum rc process_start(
	struct loop *l, const struct process_ask *ask, struct process **ret, struct err *err);

/* Asks it to end as a time-out would; `ended` tells when it did. */
void process_cancel(struct process *p);

/* Kills it now; no callback comes any more. NULL is fine; not from within its own callbacks. */
void process_free(struct process *p);

#endif
