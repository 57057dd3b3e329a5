/* clock_access.c: grants whose time is over, or whose incident is. */
#include "command/clock_internal.h"
#include "command/command_internal.h"

void clock_access(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;
	bool open = incident_is_open(i);

	for (size_t n = 0; n < i->grants.items.n && clock_may_propose(out); n++) {
		const struct access_grant *g = &i->grants.items.v[n];
		struct body b;
		struct err err;

		if (g->ended != INSTANT_NONE || grant_holds(i, g, ask->now))
			continue;
		body_begin(&b, ask, out, EV_ACCESS_REVOKE, i->number);
		json_out_int(&b.json, "id", g->id);
		json_out_str(&b.json, "person", g->person);
		json_out_z(&b.json, "system", "warroom");
		json_out_str(&b.json, "capability", g->capability);
		json_out_z(&b.json, "why", open ? "its time is over" : "the incident is closed");
		body_end(&b, &err);
	}
}
