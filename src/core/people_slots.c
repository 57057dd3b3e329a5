/* people_slots.c: which needed roles are empty and since when; which person holds a second role too many. */
#include "core/people_now.h"

/* The incident as it stood in a stretch of time in which neither level nor gauges changed. */
struct stretch {
	const struct incident *i;
	struct gauges gauges;
	size_t level_at, changes; /* history and changes that had happened */
	instant from;
};

static bool needed_at(
	const struct policies *p, const struct role *r, const struct stretch *s, instant at)
{
	struct gauges g = s->gauges;
	duration lasted = at - incident_zero(s->i);

	g.v[GAUGE_DURATION] = incident_gauges_at(s->i, at).v[GAUGE_DURATION];
	if (lasted < 0)
		g.v[GAUGE_DURATION].value = 0;
	return role_need_now(p->roles, r, s->i->history.v[s->level_at].level, &g) == ROLE_REQUIRED;
}

/* When the stretch began: at the later of the last change of level and of a gauge. */
static void find_start(struct stretch *s)
{
	instant level = s->i->history.v[s->level_at].at;
	instant gauge = s->changes ? s->i->people.changes.v[s->changes - 1].at : INSTANT_NONE;

	s->from = gauge > level ? gauge : level;
}

/* Goes one change back; false at the declaration. */
static bool step_back(struct stretch *s)
{
	const struct gauge_change *c = s->changes ? &s->i->people.changes.v[s->changes - 1] : NULL;

	if (c && c->at >= s->i->history.v[s->level_at].at) {
		s->gauges.v[c->id] = c->was;
		s->changes--;
	} else if (s->level_at) {
		s->level_at--;
	} else {
		return false;
	}
	return true;
}

/* Needed at `to` but not at `from`: the impact lasted long enough somewhere between, to the minute. */
static instant crossing(const struct policies *p, const struct role *r, const struct stretch *s,
	instant from, instant to)
{
	while (to - from > US_PER_S) {
		instant middle = from + (to - from) / 2;

		if (needed_at(p, r, s, middle))
			to = middle;
		else
			from = middle;
	}
	return to;
}

/* The role is needed at `now`; since when without a break, but not before `least`. */
static instant needed_since(const struct policies *p, const struct role *r,
	const struct incident *i, instant now, instant least)
{
	struct stretch s = {.i = i,
		.gauges = i->gauges,
		.level_at = i->history.n - 1,
		.changes = i->people.changes.n};
	instant since = now;

	for (;;) {
		instant from;

		find_start(&s);
		from = s.from > least ? s.from : least;
		if (from > since)
			from = since;
		if (!needed_at(p, r, &s, from))
			return crossing(p, r, &s, from, since);
		since = from;
		if (since <= least || !step_back(&s) || !needed_at(p, r, &s, since))
			return since;
	}
}

static instant later(instant a, instant b)
{
	return a > b ? a : b;
}

/* Nobody has held the role since. */
static instant left_at(const struct incident *i, struct str role)
{
	instant at = later(i->declared, i->people.reopened);

	for (size_t n = 0; n < i->roles.n; n++)
		if (str_eq(i->roles.v[n].role, role))
			at = later(at, i->roles.v[n].to);
	return at;
}

static bool on_record(const struct incident *i, struct str role, instant since)
{
	for (size_t n = i->people.gaps.n; n-- > 0;)
		if (str_eq(i->people.gaps.v[n].role, role) && i->people.gaps.v[n].at >= since)
			return true;
	return false;
}

size_t people_slots(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct empty_slot **ret)
{
	struct gauges g = incident_gauges_at(i, now);
	const struct role *const *need;
	size_t n = 0, count = 0;
	struct empty_slot *v;

	if (incident_is_open(i) && i->history.n)
		n = roles_required(a, p->roles, i->level, &g, &need);
	v = ARENA_ARRAY(a, n + 1, struct empty_slot);
	for (size_t k = 0; k < n; k++) {
		struct empty_slot s = {.role = need[k], .gap_due = INSTANT_NONE};
		duration limit = staffing_length(
			p->staffing, STAFFING_EMPTY, need[k]->id, i->level);

		if (incident_holder(i, need[k]->id).n)
			continue;
		s.since = needed_since(p, need[k], i, now, left_at(i, need[k]->id));
		if (limit && i->status < STATUS_RESOLVED)
			s.gap_due = s.since + limit;
		s.recorded = on_record(i, need[k]->id, s.since);
		v[count++] = s;
	}
	*ret = v;
	return count;
}

const struct role *people_clash_with(const struct policies *p, const struct incident *i,
	const struct role *role, struct str person)
{
	for (size_t n = 0; n < i->roles.n; n++) {
		const struct tenure *t = &i->roles.v[n];
		const struct role *other = roles_by_id(p->roles, t->role);

		if (t->to != INSTANT_NONE || !other || other == role || !str_eq(t->person, person))
			continue;
		if ((role->exclusive &&
			    staffing_says(p->staffing, STAFFING_ALONE, role->id, i->level)) ||
			(other->exclusive &&
				staffing_says(p->staffing, STAFFING_ALONE, other->id, i->level)))
			return other;
	}
	return NULL;
}

size_t people_clashes(struct arena *a, const struct policies *p, const struct incident *i,
	const struct clash **ret)
{
	struct clash *v = ARENA_ARRAY(a, i->roles.n + 1, struct clash);
	size_t count = 0;

	for (size_t n = 0; n < i->roles.n && incident_is_open(i); n++) {
		const struct tenure *t = &i->roles.v[n];
		const struct role *role = roles_by_id(p->roles, t->role), *alone;

		if (t->to != INSTANT_NONE || !role || role->exclusive)
			continue;
		alone = people_clash_with(p, i, role, t->person);
		if (alone)
			v[count++] = (struct clash){t->person, alone, t->role};
	}
	*ret = v;
	return count;
}
