/* clock.h: the only place that asks what time it is. */
#ifndef SYS_CLOCK_H
#define SYS_CLOCK_H

#include "base/time.h"

/*
 * Wall clock. WARROOM_CLOCK=2026-11-22T14:02:31Z in the environment sets the instant at which the
 * first call of this process happens; from there it advances with the monotonic clock. An
 * unreadable value is ignored.
 */
instant clock_now(void);

/* Never goes back and knows nothing of the date: for timers and timeouts only. */
duration clock_mono(void);

#endif
