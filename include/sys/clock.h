/* clock.h: the only place that asks what time it is. */
#ifndef SYS_CLOCK_H
#define SYS_CLOCK_H

#include "base/time.h"

/*
 * Wall clock. WARROOM_CLOCK=2026-11-22T14:02:31Z in the environment sets the instant at which the
 * first call of this process happens; from there it advances with the monotonic clock. An
 * unreadable value is ignored. WARROOM_CLOCK=@FILE moves the wall clock of every process that is started so, together: the
 * first eight bytes of FILE are a count of microseconds that is added at each call, so that who writes it lets time pass; the
 * next eight, when there are any, are added to clock_slept in the same way.
 */
instant clock_now(void);

/* For how long this machine was suspended since it started: it grows while nobody runs, and clock_mono does not. */
duration clock_slept(void);

/* Never goes back and knows nothing of the date: for timers and timeouts only. */
duration clock_mono(void);

#endif
