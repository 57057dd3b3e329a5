/* spawn.h: starts a program from an argument vector, never through a shell, and hears of its end. */
#ifndef SYS_SPAWN_H
#define SYS_SPAWN_H

#include <sys/types.h>

#include "base/err.h"

struct spawned {
	pid_t pid;
	int watch; /* a descriptor that becomes readable when the program has ended */
};

/*
 * Starts argv[0], looked up in PATH, with nothing on its standard descriptors, in a session of its own: it has no
 * terminal and no descriptor of ours. Returns at once. A program that is not there ends with status 127. RC_IO.
 */
enum rc spawn_quiet(const char *const *argv, struct spawned *ret, struct err *err);
/* Takes the end of a program that has ended; its exit status, 128 + signal when it was killed. Closes the descriptor. */
int spawn_reap(struct spawned *s);
/* Lets it run on without us: closes the descriptor. */
void spawn_forget(struct spawned *s);

/* In a child between fork and exec: every signal as a program expects to find it. */
void spawn_clear_signals(void);

#endif
