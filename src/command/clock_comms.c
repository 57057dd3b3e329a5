/* clock_comms.c: promised updates that nobody sent in time. */
#include "command/clock_internal.h"
#include "command/command_internal.h"
#include "view/view_comms.h"

/* A change of impact makes an update due at once: nobody can be on time for that. */
enum { IMPACT_GRACE_MIN = 5 };

static bool miss_recorded(const struct incident *i, const struct promise *p)
{
	for (size_t n = i->updates.n; n-- > 0;)
		if (i->updates.v[n].missed && i->updates.v[n].due == p->due.due &&
			str_eq(i->updates.v[n].audience, p->audience))
			return true;
	return false;
}

void clock_comms(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;
	const struct promise *p;
	size_t count = view_promises(ask->arena, ask->policies, i, ask->now, &p);
	struct body b;
	struct err err;

	for (size_t n = 0; n < count && clock_may_propose(out); n++) {
		instant limit = p[n].due.due;

		if (p[n].due.why == CADENCE_WHY_IMPACT)
			limit += IMPACT_GRACE_MIN * US_PER_MIN;
		if (ask->now <= limit || miss_recorded(i, &p[n]))
			continue;
		body_begin(&b, ask, out, EV_UPDATE_MISSED, i->number);
		json_out_str(&b.json, "audience", p[n].audience);
		body_time(&b, "due", p[n].due.due);
		body_end(&b, &err);
	}
}
