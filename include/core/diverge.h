/* diverge.h: departures from the normal state that somebody must take back, or accept and own. */
#ifndef CORE_DIVERGE_H
#define CORE_DIVERGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

struct incident;

enum divergence_state { DIVERGENCE_OPEN, DIVERGENCE_REVERTED, DIVERGENCE_ACCEPTED };
const char *divergence_state_name(enum divergence_state s); /* open reverted accepted */

struct divergence {
	uint32_t id; /* DIV-1 ... within the incident */
	uint64_t seq;
	enum divergence_state state;
	struct str text, owner, by;
	uint32_t change;      /* CHG-n that made it; 0: none */
	instant since, until; /* until INSTANT_NONE: no end was named */
	instant settled;
	struct str why, settled_by; /* how it was taken back, or why it may stay */
};

struct diverge_log {
	VEC(struct divergence) items; /* by id, ascending */
};

const struct divergence *incident_divergence(
	const struct incident *i, uint32_t id);              /* NULL: none */
uint32_t incident_next_divergence(const struct incident *i); /* 0: none left */
/* Those that are neither taken back nor accepted. */
size_t diverge_open(const struct incident *i);

#endif
