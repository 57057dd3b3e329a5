/* clock.h: what time alone makes happen in an incident: lapses, misses, expiries, one file for each aspect. */
#ifndef COMMAND_CLOCK_H
#define COMMAND_CLOCK_H

#include "command/command.h"

/*
 * Proposes the rows that are due at ask->now of ask->incident (never NULL, never dismissed; closed ones come as
 * well, for debts that outlive the close). Pure, asked about once a second: what was recorded on the board must keep it from
 * proposing the same row twice. What does not fit waits for the next tick.
 */
typedef void clock_fn(const struct ask *ask, struct outcome *out);

/* True while another row fits into the outcome of this tick. */
bool clock_may_propose(const struct outcome *out);

/* Asks every clock of one incident; the files clock_*.c are the registry. */
void clocks_run(const struct ask *ask, struct outcome *out);

#endif
