/* clock_people.c: offers that lapse, required roles that stay empty, shifts that grow too long. */
#include "command/clock_internal.h"
#include "command/command_internal.h"
#include "core/people_now.h"

/* Whoever stands by for the holder is told; nobody when that is the one who did not answer. */
static struct str stand_by(const struct incident *i, const struct handover *h)
{
	struct str deputy = incident_holder(i, STR("deputy"));

	return str_eq(deputy, h->to) || str_eq(deputy, h->from) ? STR("") : deputy;
}

static void lapses(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;

	for (size_t n = 0; n < i->people.handovers.n && clock_may_propose(out); n++) {
		const struct handover *h = &i->people.handovers.v[n];
		instant until = people_offer_until(ask->policies, i, h);
		struct body b;
		struct err err;

		if (h->state != HANDOVER_OPEN || until == INSTANT_NONE || ask->now < until)
			continue;
		body_begin(&b, ask, out, EV_ROLE_LAPSE, i->number);
		json_out_str(&b.json, "role", h->role);
		json_out_str(&b.json, "from", h->from);
		json_out_str(&b.json, "person", h->to);
		json_out_z(&b.json, "how", "lapsed");
		json_out_str(&b.json, "told", stand_by(i, h));
		body_end(&b, &err);
	}
}

static void gaps(const struct ask *ask, struct outcome *out)
{
	const struct empty_slot *v;
	size_t count = people_slots(ask->arena, ask->policies, ask->incident, ask->now, &v);

	for (size_t n = 0; n < count && clock_may_propose(out); n++) {
		struct body b;
		struct err err;

		if (v[n].recorded || v[n].gap_due == INSTANT_NONE || ask->now < v[n].gap_due)
			continue;
		body_begin(&b, ask, out, EV_ROLE_GAP, ask->incident->number);
		json_out_str(&b.json, "role", v[n].role->id);
		json_out_int(&b.json, "level", ask->incident->level);
		body_time(&b, "since", v[n].since);
		json_out_int(&b.json, "limit", (v[n].gap_due - v[n].since) / US_PER_S);
		body_end(&b, &err);
	}
}

static void shifts(const struct ask *ask, struct outcome *out)
{
	const struct shift *v;
	size_t count = people_shifts(ask->arena, ask->policies, ask->incident, ask->now, &v);

	for (size_t n = 0; n < count && clock_may_propose(out); n++) {
		struct body b;
		struct err err;

		if (v[n].recorded)
			continue;
		body_begin(&b, ask, out, EV_ROLE_SHIFT, ask->incident->number);
		json_out_str(&b.json, "role", v[n].role);
		json_out_str(&b.json, "person", v[n].person);
		json_out_z(&b.json, "limit", v[n].limit);
		body_time(&b, "since", v[n].since);
		body_time(&b, "due", v[n].due);
		body_end(&b, &err);
	}
}

void clock_people(const struct ask *ask, struct outcome *out)
{
	if (!incident_is_open(ask->incident))
		return;
	lapses(ask, out);
	gaps(ask, out);
	if (ask->incident->status < STATUS_RESOLVED)
		shifts(ask, out);
}
