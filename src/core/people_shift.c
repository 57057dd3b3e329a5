/* people_shift.c: how long people have held a role and been on duty, and how long an offer waits, against the table. */
#include "core/people_now.h"

struct shifts {
	const struct policies *p;
	const struct incident *i;
	instant now;
	struct shift *v;
	size_t n;
};

static bool announced(const struct incident *i, const struct shift *s)
{
	for (size_t n = i->people.shifts.n; n-- > 0;) {
		const struct shift_notice *x = &i->people.shifts.v[n];

		if (str_eq(x->role, s->role) && str_eq(x->person, s->person) &&
			str_eq_z(x->limit, s->limit) && x->due == s->due)
			return true;
	}
	return false;
}

static void look(struct shifts *x, struct str person, struct str role, const char *limit,
	instant since, duration length)
{
	struct shift s = {.person = person,
		.role = role,
		.limit = limit,
		.since = since,
		.due = since + length};
	duration ahead = staffing_length(x->p->staffing, STAFFING_SHIFT_WARN, role, x->i->level);

	if (!length || x->now < s.due - ahead)
		return;
	s.over = x->now >= s.due;
	s.recorded = announced(x->i, &s);
	x->v[x->n++] = s;
}

instant people_on_duty_since(const struct incident *i, struct str person)
{
	const struct presence *here = incident_presence(i, person);
	instant since = here ? here->from : INSTANT_NONE, before;

	for (size_t n = 0; n < i->roles.n; n++) {
		const struct tenure *t = &i->roles.v[n];

		if (t->to == INSTANT_NONE && str_eq(t->person, person) &&
			(since == INSTANT_NONE || t->from < since))
			since = t->from;
	}
	/* What ended when this began was the same turn of duty. */
	do {
		before = since;
		for (size_t n = 0; n < i->roles.n && since != INSTANT_NONE; n++) {
			const struct tenure *t = &i->roles.v[n];

			if (str_eq(t->person, person) && t->from < since && t->to >= since)
				since = t->from;
		}
	} while (since != before);
	return since;
}

/* Each person once: at their first open tenure. */
static bool is_first(const struct incident *i, size_t at)
{
	for (size_t n = 0; n < at; n++)
		if (i->roles.v[n].to == INSTANT_NONE &&
			str_eq(i->roles.v[n].person, i->roles.v[at].person))
			return false;
	return true;
}

size_t people_shifts(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct shift **ret)
{
	struct shifts x = {
		.p = p, .i = i, .now = now, .v = ARENA_ARRAY(a, i->roles.n * 3 + 1, struct shift)};

	for (size_t n = 0; n < i->roles.n && incident_is_open(i); n++) {
		const struct tenure *t = &i->roles.v[n];

		if (t->to != INSTANT_NONE)
			continue;
		look(&x, t->person, t->role, "soft", t->from,
			staffing_length(p->staffing, STAFFING_SHIFT_SOFT, t->role, i->level));
		look(&x, t->person, t->role, "hard", t->from,
			staffing_length(p->staffing, STAFFING_SHIFT_HARD, t->role, i->level));
		if (is_first(i, n))
			look(&x, t->person, STR(""), "duty", people_on_duty_since(i, t->person),
				staffing_length(p->staffing, STAFFING_DUTY, STR(""), i->level));
	}
	*ret = x.v;
	return x.n;
}

instant people_offer_until(
	const struct policies *p, const struct incident *i, const struct handover *h)
{
	duration length = staffing_length(p->staffing, STAFFING_OFFER, h->role, i->level);

	return length ? h->at + length : INSTANT_NONE;
}

const struct handover *people_offer(
	const struct policies *p, const struct incident *i, struct str role, instant now)
{
	const struct handover *h = incident_handover(i, role);
	instant until = h ? people_offer_until(p, i, h) : INSTANT_NONE;

	return h && (until == INSTANT_NONE || now < until) ? h : NULL;
}

instant people_last_row(const struct incident *i, struct str person)
{
	for (size_t n = i->entries.n; n-- > 0;)
		if (str_eq(person_of(i->entries.v[n].actor), person))
			return i->entries.v[n].recorded;
	return INSTANT_NONE;
}
