/* loop.h: the poll loop: descriptors, timers and signals, one thread, callbacks one after the
 * other. */
#ifndef SYS_LOOP_H
#define SYS_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"

struct loop;

enum { LOOP_FDS_MAX = 1000, LOOP_TIMERS_MAX = 4096 };

enum loop_ready { LOOP_READ = 1, LOOP_WRITE = 2, LOOP_HANGUP = 4 };

typedef void loop_fd_fn(void *ctx, int fd, unsigned ready);
typedef void loop_timer_fn(void *ctx);
typedef void loop_signal_fn(void *ctx, int signal);

struct loop *loop_new(void);
void loop_free(
	struct loop *l); /* NULL is fine; watched descriptors stay open, signals are unblocked */

/*
 * Calls fn when fd is ready for what is wanted (LOOP_READ, LOOP_WRITE); LOOP_HANGUP comes unasked,
 * also for errors. Watching a descriptor again replaces what it had. RC_LIMIT at LOOP_FDS_MAX.
 * Unwatch before closing. Watching, unwatching, adding and cancelling are fine inside callbacks:
 * what was unwatched or cancelled is not called any more in the same turn.
 */
enum rc loop_watch(
	struct loop *l, int fd, unsigned want, loop_fd_fn *fn, void *ctx, struct err *err);
void loop_unwatch(struct loop *l, int fd); /* unknown ones are fine */

/*
 * Calls fn once after `delay`, then again each `every` (0: only once), at whole multiples of `every`
 * so that periodic timers wake the process together. Returns an id over 0, or 0
 * at LOOP_TIMERS_MAX. Due timers run in the order of their due times; a timer that missed several
 * periods runs once.
 */
uint64_t loop_after(struct loop *l, duration delay, duration every, loop_timer_fn *fn, void *ctx);
void loop_cancel(struct loop *l, uint64_t id); /* 0 and unknown ids are fine */

/* Blocks the signal and reports it as a callback from then on. Replaces an earlier callback of the
 * same signal. */
enum rc loop_on_signal(struct loop *l, int signal, loop_signal_fn *fn, void *ctx, struct err *err);

/* One turn: waits at most max_wait (negative: until something happens), runs what is ready, returns
 * the number of callbacks. */
unsigned loop_once(struct loop *l, duration max_wait);
/* Turns until loop_stop. */
void loop_run(struct loop *l);
void loop_stop(struct loop *l);

#endif
