/* clock_vendor.c: vendors that named no engineer in time. */
#include "command/clock_internal.h"
#include "command/command_internal.h"

void clock_vendor(const struct ask *ask, struct outcome *out)
{
	const struct vendor_cases *all = &ask->incident->vendors;
	struct body b;
	struct err err;

	if (!incident_is_open(ask->incident))
		return;
	for (size_t n = 0; n < all->cases.n && clock_may_propose(out); n++) {
		const struct vendor_case *c = &all->cases.v[n];

		if (c->closed != INSTANT_NONE || c->acked != INSTANT_NONE || c->rung ||
			c->due == INSTANT_NONE || ask->now < c->due)
			continue;
		body_begin(&b, ask, out, EV_VENDOR_DUE, ask->incident->number);
		json_out_int(&b.json, "case", c->id);
		body_time(&b, "due", c->due);
		json_out_int(&b.json, "level", c->level);
		body_end(&b, &err);
	}
}
