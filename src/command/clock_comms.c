/* clock_comms.c: promised updates that nobody sent in time, and those that are still not sent an interval later. */
#include "command/clock_internal.h"
#include "command/command_internal.h"
#include "view/view_comms.h"

void clock_comms(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;
	const struct promise *p;
	size_t count = view_promises(ask->arena, ask->policies, i, ask->now, &p);
	struct body b;
	struct err err;

	for (size_t n = 0; n < count && clock_may_propose(out); n++) {
		struct update_score s;
		struct cadence_miss miss;

		if (p[n].state != CADENCE_LATE)
			continue;
		s = update_score(i, p[n].audience);
		if (!cadence_missed(&p[n].due, s.misses_now, s.last_missed, ask->now, &miss))
			continue;
		body_begin(&b, ask, out, EV_UPDATE_MISSED, i->number);
		json_out_str(&b.json, "audience", p[n].audience);
		body_time(&b, "due", miss.due);
		json_out_int(&b.json, "n", miss.n);
		body_end(&b, &err);
	}
}
