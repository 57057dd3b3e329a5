/* clock_internal.h: the clocks of all aspects, for the one list that asks them. */
#ifndef COMMAND_CLOCK_INTERNAL_H
#define COMMAND_CLOCK_INTERNAL_H

#include "command/clock.h"

#define CLOCK(name) extern clock_fn clock_##name;
#include "registry_clocks.h"
#undef CLOCK

#endif
