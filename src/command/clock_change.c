/* clock_change.c: starts without approval that nobody reviewed in time. */
#include "command/clock_internal.h"
#include "command/command_internal.h"

void clock_change(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;
	struct body b;
	struct err err;

	for (size_t n = 0; n < i->changes.items.n && clock_may_propose(out); n++) {
		const struct change *c = &i->changes.items.v[n];

		if (!change_owes_review(c) || c->review_late || ask->now < c->review_due)
			continue;
		body_begin(&b, ask, out, EV_REVIEW_LATE, i->number);
		json_out_int(&b.json, "id", c->id);
		body_time(&b, "due", c->review_due);
		body_end(&b, &err);
	}
}
