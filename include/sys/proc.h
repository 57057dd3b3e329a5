/* proc.h: runs a child from an argument vector, never through a shell. */
#ifndef SYS_PROC_H
#define SYS_PROC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

struct proc_spec {
	const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
	struct str input;        /* written to its standard input, then closed */
	duration timeout;        /* then the whole process group is killed; 0 is ten seconds */
	size_t output_max;       /* bytes kept of each output; 0 is 64 KiB */
};

struct proc_result {
	int status;     /* exit status; 128 + signal when killed */
	bool timed_out; /* we killed it */
	bool cut;       /* it wrote more than output_max; the rest was read and dropped */
	struct str out, errors;
};

/*
 * Runs to the end and fills *ret with output in the arena; blocks at most the timeout. A child that
 * ran is RC_OK whatever its status. RC_UNKNOWN: no such program. The child has only the standard
 * descriptors, an empty signal mask and its own process group.
 */
enum rc proc_run(
	struct arena *a, const struct proc_spec *spec, struct proc_result *ret, struct err *err);

/* Runs on our own terminal and waits without limit (an editor). *ret_status as above. */
enum rc proc_foreground(const char *const *argv, int *ret_status, struct err *err);

#endif
