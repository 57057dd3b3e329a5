/* clock_runbook.c: steps that run longer than expected are asked after, once; fallbacks offer themselves, once. */
#include "command/clock_internal.h"
#include "command/command_internal.h"
#include "view/view_run.h"

/* A step may take a little longer than somebody once guessed before anybody is asked. */
enum { LATE_GRACE_S = 30 };

/* Who is asked: who holds the role of the step, else who began the run. */
static struct str whom(
	const struct incident *i, const struct runbook_run *r, const struct run_step *s)
{
	struct str roles = s->role, role;
	ptrdiff_t colon = str_find_ch(r->who, ':');

	while (str_split(&roles, ',', &role))
		if (incident_holder(i, role).n)
			return incident_holder(i, role);
	return colon < 0 ? r->who : str_cut(r->who, (size_t)colon + 1, r->who.n);
}

static void ask_after(const struct ask *ask, struct outcome *out, const struct runbook_run *r)
{
	size_t at = run_current(r);
	const struct run_step *s = &r->steps.v[at];
	duration took = run_step_took(s, ask->now);
	struct body b;
	struct err err;

	if (!s->expected || s->late || took <= s->wait ||
		took <= s->expected + LATE_GRACE_S * US_PER_S)
		return;
	body_begin(&b, ask, out, EV_RUN_LATE, ask->incident->number);
	json_out_int(&b.json, "run", r->id);
	json_out_int(&b.json, "step", (int64_t)at + 1);
	json_out_int(&b.json, "expected_s", s->expected / US_PER_S);
	json_out_int(&b.json, "ran_s", took / US_PER_S);
	json_out_str(&b.json, "whom", whom(ask->incident, r, s));
	body_end(&b, &err);
}

static void offer(const struct ask *ask, struct outcome *out, const struct runbook *rb)
{
	struct body b;
	struct err err;

	body_begin(&b, ask, out, EV_FALLBACK_OFFER, ask->incident->number);
	json_out_str(&b.json, "runbook", rb->id);
	json_out_str(&b.json, "title", rb->title);
	json_out_int(&b.json, "after_s", rb->offer_after / US_PER_S);
	body_end(&b, &err);
}

static void offer_fallbacks(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;
	const struct runbook_library *l = runbook_shelf_library(ask->policies->runbooks);
	struct gauges g = incident_gauges_at(i, ask->now);

	for (size_t n = 0; n < l->books.n && clock_may_propose(out); n++) {
		const struct runbook *rb = l->books.v[n];

		if (rb->fallback && rb->offer_after && ask->now - i->declared >= rb->offer_after &&
			!incident_was_offered(i, rb->id) &&
			severity_condition_holds(ask->policies->severity, rb->when, &g))
			offer(ask, out, rb);
	}
}

void clock_runbook(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;

	if (!incident_is_open(i))
		return;
	for (size_t n = 0; n < i->runs.v.n && clock_may_propose(out); n++)
		if (run_has_step(&i->runs.v.v[n]))
			ask_after(ask, out, &i->runs.v.v[n]);
	if (i->status < STATUS_RESOLVED)
		offer_fallbacks(ask, out);
}
