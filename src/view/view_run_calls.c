/* view_run_calls.c: what waits for a person because of runs: long steps, decisions, fallbacks on offer. */
#include "view/view_run.h"

enum { OFFER_WAITS_MIN = 15 };

struct calls {
	struct run_call *v;
	size_t n, cap;
};

static bool holds(const struct incident *i, struct str roles, struct str me)
{
	struct str role;

	while (str_split(&roles, ',', &role))
		if (str_eq(incident_holder(i, role), me))
			return true;
	return false;
}

/* With more than one run under way the answer says which. */
static struct str answer_of(
	struct arena *a, const struct incident *i, const struct runbook_run *r, size_t step)
{
	size_t open = 0;

	for (size_t n = 0; n < i->runs.v.n; n++)
		open += run_has_step(&i->runs.v.v[n]);
	if (open < 2)
		return str_fmt(a, "runbook done %zu ", step + 1);
	return str_fmt(a, "runbook done %zu run=RUN-%u ", step + 1, r->id);
}

static void call_for_step(struct arena *a, struct calls *c, const struct incident *i,
	const struct runbook_run *r, struct str me, instant now)
{
	size_t at = run_current(r);
	const struct run_step *s = &r->steps.v[at];

	if (s->late && str_eq(s->whom, me))
		*VEC_PUSH(a, c) = (struct run_call){s->late,
			str_fmt(a, "%.*s step %zu has run %s, expected %s: still going?",
				STR_ARG(r->book), at + 1, duration_clock(a, run_step_took(s, now)),
				duration_short(a, s->expected)),
			answer_of(a, i, r, at)};
	else if (s->decides && holds(i, s->role, me))
		*VEC_PUSH(a, c) = (struct run_call){0,
			str_fmt(a, "decide %.*s step %zu", STR_ARG(r->book), at + 1),
			answer_of(a, i, r, at)};
}

static bool was_begun(const struct incident *i, struct str book)
{
	for (size_t n = 0; n < i->runs.v.n; n++)
		if (str_eq(i->runs.v.v[n].book, book))
			return true;
	return false;
}

size_t view_run_calls(struct arena *a, const struct incident *i, struct str me, instant now,
	const struct run_call **ret)
{
	struct calls c = {0};

	for (size_t n = 0; n < i->runs.v.n; n++)
		if (run_has_step(&i->runs.v.v[n]))
			call_for_step(a, &c, i, &i->runs.v.v[n], me, now);
	for (size_t n = 0; n < i->runs.offers.n && i->status < STATUS_RESOLVED; n++) {
		const struct run_offer *o = &i->runs.offers.v[n];

		if (now - o->at < OFFER_WAITS_MIN * US_PER_MIN && !was_begun(i, o->book) &&
			holds(i, STR("business,ic"), me))
			*VEC_PUSH(a, &c) = (struct run_call){o->seq,
				str_fmt(a, "fallback %.*s is ready", STR_ARG(o->book)),
				str_fmt(a, "fallback start %.*s users-told=", STR_ARG(o->book))};
	}
	*ret = c.v;
	return c.n;
}
