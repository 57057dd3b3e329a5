/* handoff.h: how a role changes hands: offered or asked for, accepted with a read-back, lapsed, taken over. */
#ifndef CORE_HANDOFF_H
#define CORE_HANDOFF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

enum handover_state {
	HANDOVER_OPEN,
	HANDOVER_ACCEPTED,
	HANDOVER_LAPSED,
	HANDOVER_WITHDRAWN,
	HANDOVER_DECLINED,
	HANDOVER_OVERTAKEN, /* the role changed hands or was released meanwhile */
	HANDOVER_TAKEN      /* no offer: taken over from a silent holder, with a witness */
};
const char *handover_state_name(enum handover_state s); /* open accepted lapsed ... */

enum { HANDOVERS_MAX = 4096 }; /* of one incident; more change nothing but their rows */

struct handover {
	struct str role, from, to, why;
	struct str by;      /* who opened it: the holder, the commander, or who asked */
	struct str witness; /* of a takeover */
	bool asked;         /* `to` asked for it: nobody offered */
	enum handover_state state;
	instant at, ended;              /* ended INSTANT_NONE: open */
	uint64_t seq, end_seq;          /* rows that opened and ended it */
	struct str level, next, action; /* what was read back */
};

struct incident;
/* The offer or request of the role that waits for an answer; NULL: none. Of a role that several hold, the newest. */
const struct handover *incident_handover(const struct incident *i, struct str role);

#endif
