/* people.c: folds who holds which role and who is present, from when to when, and what was empty. */
#include "core/people_internal.h"

struct str person_of(struct str actor)
{
	ptrdiff_t colon = str_find_ch(actor, ':');

	return colon < 0 ? actor : str_cut(actor, (size_t)colon + 1, actor.n);
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

size_t incident_names(struct arena *a, const struct incident *i, const struct str **ret)
{
	size_t most = i->roles.n + i->people.presences.n + i->loops.tasks.n, n = 0, each = 0;
	struct str *v = ARENA_ARRAY(a, most + 1, struct str);

	for (size_t k = 0; k < i->roles.n; k++)
		v[n++] = i->roles.v[k].person;
	for (size_t k = 0; k < i->people.presences.n; k++)
		v[n++] = i->people.presences.v[k].person;
	for (size_t k = 0; k < i->loops.tasks.n; k++)
		v[n++] = i->loops.tasks.v[k].person;
	if (n > 1)
		qsort(v, n, sizeof *v, by_name);
	for (size_t k = 0; k < n; k++)
		if (v[k].n && (each == 0 || !str_eq(v[k], v[each - 1])))
			v[each++] = v[k];
	*ret = v;
	return each;
}

struct str incident_holder(const struct incident *i, struct str role)
{
	for (size_t n = i->roles.n; n-- > 0;)
		if (str_eq(i->roles.v[n].role, role) && i->roles.v[n].to == INSTANT_NONE)
			return i->roles.v[n].person;
	return (struct str){0};
}

struct str incident_roles_of(struct arena *a, const struct incident *i, struct str person)
{
	struct buf out;

	buf_init(&out, a, 512);
	for (size_t n = 0; n < i->roles.n; n++) {
		const struct tenure *t = &i->roles.v[n];

		if (t->to != INSTANT_NONE || !str_eq(t->person, person))
			continue;
		if (out.n)
			buf_add_ch(&out, ',');
		buf_add(&out, t->role);
	}
	return buf_str(&out);
}

const struct tenure *incident_tenure(const struct incident *i, struct str role, struct str person)
{
	for (size_t n = i->roles.n; n-- > 0;) {
		const struct tenure *t = &i->roles.v[n];

		if (t->to == INSTANT_NONE && str_eq(t->role, role) && str_eq(t->person, person))
			return t;
	}
	return NULL;
}

static struct presence *here(const struct incident *i, struct str person)
{
	for (size_t n = i->people.presences.n; n-- > 0;) {
		struct presence *p = &i->people.presences.v[n];

		if (p->to == INSTANT_NONE && str_eq(p->person, person))
			return p;
	}
	return NULL;
}

const struct presence *incident_presence(const struct incident *i, struct str person)
{
	return here(i, person);
}

/* ---- Roles ---- */

void people_end(struct fold *f, struct str role, struct str person, struct str why)
{
	struct incident *i = f->incident;

	for (size_t n = 0; n < i->roles.n; n++) {
		struct tenure *t = &i->roles.v[n];

		if (t->to != INSTANT_NONE || !str_eq(t->role, role))
			continue;
		if (person.n && !str_eq(t->person, person))
			continue;
		t->to = f->ev->occurred;
		t->to_seq = f->ev->seq;
		t->ended = why;
	}
}

static void fill_gap(struct fold *f, struct str role)
{
	for (size_t n = f->incident->people.gaps.n; n-- > 0;) {
		struct role_gap *g = &f->incident->people.gaps.v[n];

		if (g->to == INSTANT_NONE && str_eq(g->role, role))
			g->to = f->ev->occurred;
	}
}

struct tenure *people_begin(struct fold *f, struct str role, struct str person, struct str why)
{
	struct tenure *t = VEC_PUSH(f->board->arena, &f->incident->roles);

	*t = (struct tenure){.role = role,
		.person = person,
		.why = why,
		.from = f->ev->occurred,
		.to = INSTANT_NONE,
		.from_seq = f->ev->seq};
	fill_gap(f, role);
	return t;
}

static void assign(struct fold *f)
{
	struct str role = fold_str(f, "role"), was = incident_holder(f->incident, role);
	struct str person = fold_str(f, "person"), service = fold_str(f, "service");
	struct arena *a = f->board->arena;

	if (!json_bool(f->body, "many", false))
		people_end(f, role, (struct str){0}, str_fmt(a, "given to %.*s", STR_ARG(person)));
	people_begin(f, role, person, fold_str(f, "why"))->service = service;
	handoff_overtake(f, role);
	if (was.n && !str_eq(was, person) && !json_bool(f->body, "many", false))
		fold_say(
			f, "%.*s is %.*s (was %.*s)", STR_ARG(person), STR_ARG(role), STR_ARG(was));
	else
		fold_say(f, "%.*s is %.*s%s%.*s", STR_ARG(person), STR_ARG(role),
			service.n ? " for " : "", STR_ARG(service));
}

static void release(struct fold *f)
{
	struct str role = fold_str(f, "role"), person = fold_str(f, "person");
	struct str why = fold_str(f, "why");

	people_end(f, role, person, why.n ? why : STR("released"));
	handoff_overtake(f, role);
	fold_say(f, "%.*s left %.*s%s%.*s", STR_ARG(person), STR_ARG(role), why.n ? ": " : "",
		STR_ARG(why));
}

static struct str length(struct fold *f, const char *name)
{
	int64_t s = json_int(f->body, name, 0);

	return str_z(duration_short(
		f->board->arena, s > 0 && s < INT64_C(1000000000) ? s * US_PER_S : 0));
}

static void gap(struct fold *f)
{
	struct people *p = &f->incident->people;
	struct str role = fold_str(f, "role");
	int64_t level = json_int(f->body, "level", 0);
	struct role_gap *g;

	fold_say(f, "nobody has held %.*s for %.*s, and SEV%d needs it", STR_ARG(role),
		STR_ARG(length(f, "limit")),
		level >= 1 && level <= SEVERITY_LEVELS ? (int)level : 0);
	if (!role.n || p->gaps.n >= ROLE_GAPS_MAX)
		return;
	g = VEC_PUSH(f->board->arena, &p->gaps);
	*g = (struct role_gap){.role = role,
		.level = level >= 1 && level <= SEVERITY_LEVELS ? (int)level : 0,
		.since = fold_time(f, "since"),
		.at = f->ev->occurred,
		.to = INSTANT_NONE,
		.seq = f->ev->seq};
}

static const char *hm(struct arena *a, instant at)
{
	return at == INSTANT_NONE ? "?" : arena_printf(a, "%sZ", time_hm(a, at, 0));
}

static void shift(struct fold *f)
{
	struct people *p = &f->incident->people;
	struct shift_notice s = {.role = fold_str(f, "role"),
		.person = fold_str(f, "person"),
		.limit = fold_str(f, "limit"),
		.since = fold_time(f, "since"),
		.due = fold_time(f, "due"),
		.at = f->ev->occurred,
		.seq = f->ev->seq};
	struct arena *a = f->board->arena;

	fold_say(f, "%.*s: %.*s since %s; the %.*s limit is at %s", STR_ARG(s.person),
		STR_ARG(s.role.n ? s.role : STR("on duty")), hm(a, s.since), STR_ARG(s.limit),
		hm(a, s.due));
	if (p->shifts.n < SHIFT_NOTICES_MAX)
		*VEC_PUSH(a, &p->shifts) = s;
}

/* ---- Presence ---- */

static void joined(struct fold *f)
{
	struct people *all = &f->incident->people;
	struct str person = fold_str(f, "person"), service = fold_str(f, "service");
	bool seen = str_eq_z(json_str(f->body, "how"), "seen");
	struct presence *p = here(f->incident, person);

	fold_say(f, "%.*s is here%s%.*s%s", STR_ARG(person), service.n ? " for " : "",
		STR_ARG(service), seen ? " (seen in the channel)" : "");
	if (!person.n || (!p && all->presences.n >= PRESENCES_MAX))
		return;
	if (!p) {
		p = VEC_PUSH(f->board->arena, &all->presences);
		*p = (struct presence){.person = person,
			.from = f->ev->occurred,
			.to = INSTANT_NONE,
			.answered = INSTANT_NONE,
			.from_seq = f->ev->seq,
			.seen = seen,
			.channel = str_eq_z(f->ev->door, "irc")};
	}
	if (service.n)
		p->service = service;
	if (!seen) {
		p->answered = f->ev->occurred;
		p->seen = false;
	}
}

static void left(struct fold *f)
{
	struct str person = fold_str(f, "person"), why = json_str(f->body, "why");
	struct presence *p = here(f->incident, person);

	fold_say(f, "%.*s left%s%.*s", STR_ARG(person), why.n ? ": " : "", STR_ARG(why));
	if (!p)
		return;
	p->to = f->ev->occurred > p->from ? f->ev->occurred : p->from;
	p->to_seq = f->ev->seq;
	p->said_gone = !str_eq_z(json_str(f->body, "how"), "seen");
}

static void rollcall(struct fold *f)
{
	f->incident->people.called = f->ev->occurred;
	f->incident->people.called_by = person_of(f->entry->actor);
	fold_say(f, "roll call: say here and what you look after");
}

void people_note_gauge(struct fold *f, enum gauge_id id, struct gauge was)
{
	const struct gauge *now = &f->incident->gauges.v[id];

	/* What was said at the declaration is no change. */
	if (f->ev->seq == f->incident->seq || (was.state == now->state && was.value == now->value))
		return;
	*VEC_PUSH(f->board->arena, &f->incident->people.changes) = (struct gauge_change){
		.at = f->ev->occurred, .id = id, .was = was};
}

void fold_people(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_ROLE_ASSIGN:
		assign(f);
		break;
	case EV_ROLE_RELEASE:
		release(f);
		break;
	case EV_ROLE_GAP:
		gap(f);
		break;
	case EV_ROLE_SHIFT:
		shift(f);
		break;
	case EV_BRIDGE_JOIN:
		joined(f);
		break;
	case EV_BRIDGE_LEAVE:
		left(f);
		break;
	case EV_BRIDGE_ROLLCALL:
		rollcall(f);
		break;
	default:
		break;
	}
}
