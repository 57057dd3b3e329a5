/* people_span.c: who reports to whom, how many that is, and the sub-teams that would make it fewer. */
#include "core/people_now.h"

const char *span_state_name(enum span_state s)
{
	static const char *const names[] = {"green", "amber", "red"};

	return names[s];
}

/* Who leads the holders of a role: the nearest role above it that somebody holds; NULL: nobody. */
static const struct role *lead_of(
	const struct policies *p, const struct incident *i, const struct role *role)
{
	size_t steps = roles_count(p->roles);

	while (role && role->reports_to.n && steps--) {
		role = roles_by_id(p->roles, role->reports_to);
		if (role && incident_holder(i, role->id).n)
			return role;
	}
	return NULL;
}

struct reports {
	struct str *v;
	size_t n;
};

static void add(struct reports *r, struct str person, struct str leader)
{
	if (str_eq(person, leader))
		return;
	for (size_t n = 0; n < r->n; n++)
		if (str_eq(r->v[n], person))
			return;
	r->v[r->n++] = person;
}

static bool holds_any(const struct incident *i, struct str person)
{
	for (size_t n = 0; n < i->roles.n; n++)
		if (i->roles.v[n].to == INSTANT_NONE && str_eq(i->roles.v[n].person, person))
			return true;
	return false;
}

/* Somebody who came to help and took no role works as an expert does. */
static const struct role *expert(const struct policies *p)
{
	return roles_by_id(p->roles, STR("sme"));
}

static struct reports reports_of(struct arena *a, const struct policies *p,
	const struct incident *i, const struct role *lead, struct str leader)
{
	const struct people *all = &i->people;
	struct reports r = {.v = ARENA_ARRAY(a, i->roles.n + all->presences.n + 1, struct str)};

	for (size_t n = 0; n < i->roles.n; n++) {
		const struct tenure *t = &i->roles.v[n];

		if (t->to == INSTANT_NONE && lead_of(p, i, roles_by_id(p->roles, t->role)) == lead)
			add(&r, t->person, leader);
	}
	if (lead_of(p, i, expert(p)) != lead)
		return r;
	for (size_t n = 0; n < all->presences.n; n++)
		if (all->presences.v[n].to == INSTANT_NONE &&
			!holds_any(i, all->presences.v[n].person))
			add(&r, all->presences.v[n].person, leader);
	return r;
}

static enum span_state state_of(
	const struct policies *p, const struct incident *i, const struct role *lead, size_t n)
{
	size_t red = staffing_count(p->staffing, STAFFING_SPAN_RED, lead->id, i->level);
	size_t amber = staffing_count(p->staffing, STAFFING_SPAN_AMBER, lead->id, i->level);

	if (red && n >= red)
		return SPAN_RED;
	return amber && n >= amber ? SPAN_AMBER : SPAN_GREEN;
}

size_t people_spans(struct arena *a, const struct policies *p, const struct incident *i,
	const struct span **ret)
{
	struct span *v = ARENA_ARRAY(a, roles_count(p->roles) + 1, struct span);
	size_t count = 0;

	for (size_t k = 0; k < roles_count(p->roles); k++) {
		const struct role *lead = roles_at(p->roles, k);
		struct str leader = incident_holder(i, lead->id);
		struct reports r;

		if (!leader.n)
			continue;
		r = reports_of(a, p, i, lead, leader);
		if (r.n)
			v[count++] = (struct span){
				lead, leader, r.v, r.n, state_of(p, i, lead, r.n)};
	}
	*ret = v;
	return count;
}

static struct str service_of(const struct incident *i, struct str person)
{
	const struct presence *here = incident_presence(i, person);

	for (size_t n = i->roles.n; n-- > 0;)
		if (i->roles.v[n].to == INSTANT_NONE && i->roles.v[n].service.n &&
			str_eq(i->roles.v[n].person, person))
			return i->roles.v[n].service;
	return here ? here->service : (struct str){0};
}

/* Stable: people of one service side by side, services in the order in which they were first met. */
static struct str *by_service(struct arena *a, const struct incident *i, const struct span *s)
{
	struct str *v = ARENA_ARRAY(a, s->n + 1, struct str);
	bool *taken = ARENA_ARRAY(a, s->n + 1, bool);
	size_t count = 0;

	for (size_t n = 0; n < s->n; n++) {
		struct str service = service_of(i, s->reports[n]);

		if (taken[n])
			continue;
		v[count++] = s->reports[n];
		for (size_t k = n + 1; k < s->n && service.n; k++)
			if (!taken[k] && str_eq(service_of(i, s->reports[k]), service)) {
				v[count++] = s->reports[k];
				taken[k] = true;
			}
	}
	return v;
}

/* How many people from `at` on are of one service. */
static size_t group(const struct incident *i, const struct str *people, size_t n, size_t at)
{
	struct str service = service_of(i, people[at]);
	size_t end = at + 1;

	while (end < n && service.n && str_eq(service_of(i, people[end]), service))
		end++;
	return end - at;
}

size_t people_teams(struct arena *a, const struct policies *p, const struct incident *i,
	const struct span *s, const struct team **ret)
{
	size_t size = staffing_count(p->staffing, STAFFING_TEAM_SIZE, s->lead->id, i->level);
	size_t most = size ? (s->n + size - 1) / size : 0, n = 0, group_end = 0;
	struct team *v = ARENA_ARRAY(a, most + 1, struct team);
	const struct str *people;

	if (s->state != SPAN_RED || most < 2)
		return 0;
	people = by_service(a, i, s);
	for (size_t at = 0; at < s->n; at++) {
		bool starts = at == group_end;

		if (starts)
			group_end = at + group(i, people, s->n, at);
		/* The last team takes who is left; a service is only cut when it alone is too many. */
		if (n == 0 ||
			(n < most && (v[n - 1].n >= size ||
					     (starts && v[n - 1].n + group_end - at > size)))) {
			v[n] = (struct team){.name = staffing_team_name(a, p->staffing, n),
				.leader = people[at],
				.people = people + at};
			n++;
		}
		v[n - 1].n++;
	}
	*ret = v;
	return n;
}
