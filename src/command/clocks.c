/* clocks.c: asks every clock in turn; each is a file clock_*.c. */
#include "command/clock_internal.h"

static clock_fn *const clocks[] = {
#define CLOCK(name) clock_##name,
#include "registry_clocks.h"
#undef CLOCK
};

bool clock_may_propose(const struct outcome *out)
{
	return out->event_count < OUTCOME_EVENTS_MAX;
}

void clocks_run(const struct ask *ask, struct outcome *out)
{
	if (ask->incident->replay)
		return; /* what its clocks recorded is played with the rest */
	for (size_t n = 0; n < sizeof clocks / sizeof *clocks; n++)
		clocks[n](ask, out);
}
