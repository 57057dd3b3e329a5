/* view_people.c: who holds which role and what is empty, by section; empty required slots are named, never hidden. */
#include "view/view_people.h"

#include "view/view_access.h"
#include "view/view_handoff.h"

struct str view_people_missing(
	struct arena *a, const struct policies *p, const struct incident *i, instant now, bool aged)
{
	const struct empty_slot *v;
	size_t n = people_slots(a, p, i, now, &v);
	struct buf b;

	buf_init(&b, a, 1024);
	for (size_t k = 0; k < n; k++) {
		buf_addf(&b, "%s%.*s", b.n ? ", " : "", STR_ARG(v[k].role->id));
		if (aged)
			buf_addf(&b, " %s", duration_short(a, now - v[k].since));
	}
	return buf_str(&b);
}

struct str view_people_clash(struct arena *a, const struct incident *i, const struct clash *c)
{
	return str_fmt(a, "@%.*s holds %.*s and %.*s: at SEV%d give one up, `role release %.*s`",
		STR_ARG(c->person), STR_ARG(c->alone->id), STR_ARG(c->other), i->level,
		STR_ARG(c->other));
}

struct str view_people_shift(struct arena *a, const struct shift *s, instant now)
{
	duration left = s->due - now;

	if (s->over)
		return str_fmt(a, "%s limit passed %s ago", s->limit, duration_short(a, -left));
	return str_fmt(a, "%s limit in %s", s->limit, duration_short(a, left));
}

/* ---- The list ---- */

struct list {
	struct arena *a;
	const struct policies *p;
	const struct incident *i;
	const struct people_look *look;
	instant end; /* until when tenures that did not end are counted */
	struct doc *d;
	struct doc_block *t;
	struct str section;
	const struct empty_slot *empty;
	size_t empty_n;
	const struct shift *shifts;
	size_t shift_n;
};

static struct str hm(const struct list *l, instant at)
{
	return str_z(time_hm(l->a, at, zone_offset_min(l->look->zone, at)));
}

/* Name of the section on its first row only. */
static struct doc_row *begin_row(struct list *l, const struct role *role, struct str id, size_t *c)
{
	struct doc_row *row = doc_table_row(l->d, l->t, id);
	struct str section = role && role->section.n ? role->section : STR("other");

	*c = 0;
	if (!l->look->narrow) {
		doc_cell(l->d, row, (*c)++, ROLE_DIM,
			str_eq(section, l->section) ? STR("") : section);
		l->section = section;
	}
	doc_cell(l->d, row, (*c)++, ROLE_HEAD, role ? role->name : id);
	return row;
}

static void note(struct buf *b, const char *text)
{
	buf_addf(b, "%s%s", b->n ? "; " : "", text);
}

static struct str remarks(const struct list *l, const struct tenure *t, enum doc_role *role)
{
	const struct handover *h = incident_handover(l->i, t->role);
	struct buf b;

	buf_init(&b, l->a, 512);
	*role = ROLE_DIM;
	if (t->service.n)
		buf_add(&b, t->service);
	for (size_t n = 0; n < l->shift_n; n++) {
		const struct shift *s = &l->shifts[n];

		if (!str_eq(s->person, t->person) || (s->role.n && !str_eq(s->role, t->role)))
			continue;
		*role = s->over ? ROLE_SEV1 : ROLE_SEV2;
		note(&b, view_people_shift(l->a, s, l->look->now).p);
	}
	if (h && str_eq(h->from, t->person)) {
		*role = ROLE_WAIT;
		note(&b, str_fmt(l->a, "%s @%.*s", h->asked ? "asked for by" : "offered to",
				 STR_ARG(h->to))
				 .p);
	}
	return buf_str(&b);
}

static void holder_row(struct list *l, const struct role *role, const struct tenure *t)
{
	enum doc_role how;
	struct str text = remarks(l, t, &how);
	size_t c;
	struct doc_row *row = begin_row(l, role, t->role, &c);

	doc_cell(l->d, row, c++, ROLE_TEXT, t->person);
	if (!l->look->narrow)
		doc_cell(l->d, row, c++, ROLE_DIM, hm(l, t->from));
	doc_cell(l->d, row, c++, ROLE_TEXT, str_z(duration_short(l->a, l->end - t->from)));
	doc_cell(l->d, row, c, how, text);
}

static void empty_row(struct list *l, const struct empty_slot *s)
{
	size_t c;
	struct doc_row *row = begin_row(l, s->role, s->role->id, &c);
	struct str why = str_fmt(l->a, "SEV%d needs it", l->i->level);

	if (s->recorded)
		why = STR("gap on record");
	else if (s->gap_due != INSTANT_NONE)
		why = str_fmt(l->a, "gap from %.*s on", STR_ARG(hm(l, s->gap_due)));
	doc_cell(l->d, row, c++, ROLE_WAIT, STR("EMPTY"));
	if (!l->look->narrow)
		doc_cell(l->d, row, c++, ROLE_DIM, hm(l, s->since));
	doc_cell(l->d, row, c++, ROLE_WAIT, str_z(duration_short(l->a, l->look->now - s->since)));
	doc_cell(l->d, row, c, s->recorded ? ROLE_SEV1 : ROLE_DIM, why);
}

static void role_rows(struct list *l, const struct role *role, struct str id)
{
	for (size_t n = 0; n < l->i->roles.n; n++)
		if (l->i->roles.v[n].to == INSTANT_NONE && str_eq(l->i->roles.v[n].role, id))
			holder_row(l, role, &l->i->roles.v[n]);
	for (size_t n = 0; n < l->empty_n && role; n++)
		if (l->empty[n].role == role)
			empty_row(l, &l->empty[n]);
}

/* Sections in the order in which the table of roles first names them. */
static void section_rows(struct list *l, const struct roles_policy *roles, size_t first)
{
	struct str section = roles_at(roles, first)->section;

	for (size_t k = 0; k < first; k++)
		if (str_eq(roles_at(roles, k)->section, section))
			return;
	for (size_t k = first; k < roles_count(roles); k++)
		if (str_eq(roles_at(roles, k)->section, section))
			role_rows(l, roles_at(roles, k), roles_at(roles, k)->id);
}

/* Roles that today's table does not know are held all the same. */
static void unknown_rows(struct list *l)
{
	for (size_t n = 0; n < l->i->roles.n; n++) {
		const struct tenure *t = &l->i->roles.v[n];

		if (t->to == INSTANT_NONE && !roles_by_id(l->p->roles, t->role))
			holder_row(l, NULL, t);
	}
}

struct doc *view_people_list(struct arena *a, const struct policies *p, const struct incident *i,
	const struct people_look *look)
{
	static const struct doc_column wide[] = {{.title = {"section", 7}}, {.title = {"role", 4}},
		{.title = {"person", 6}}, {.title = {"since", 5}}, {.title = {"for", 3}},
		{.title = {"", 0}, .flexible = true}};
	static const struct doc_column small[] = {{.title = {"role", 4}}, {.title = {"person", 6}},
		{.title = {"for", 3}}, {.title = {"", 0}, .flexible = true}};
	struct list l = {.a = a,
		.p = p,
		.i = i,
		.look = look,
		.end = i->closed == INSTANT_NONE ? look->now : i->closed,
		.d = doc_new(a)};

	l.empty_n = people_slots(a, p, i, look->now, &l.empty);
	l.shift_n = people_shifts(a, p, i, look->now, &l.shifts);
	l.t = look->narrow ? doc_table(l.d, small, 4) : doc_table(l.d, wide, 6);
	for (size_t k = 0; k < roles_count(p->roles); k++)
		section_rows(&l, p->roles, k);
	unknown_rows(&l);
	return l.d;
}

/* ---- What needs somebody ---- */

static struct str names(struct arena *a, const struct str *v, size_t n)
{
	struct buf b;

	buf_init(&b, a, 2048);
	for (size_t k = 0; k < n; k++)
		buf_addf(&b, "%s%.*s", k ? " " : "", STR_ARG(v[k]));
	return buf_str(&b);
}

static void add_span(
	struct doc *d, const struct policies *p, const struct incident *i, const struct span *s)
{
	static const enum doc_role roles[] = {ROLE_OK, ROLE_SEV2, ROLE_SEV1};
	const struct team *teams;
	size_t n = people_teams(d->arena, p, i, s, &teams);
	struct doc_block *b = doc_field(d, "Span",
		str_fmt(d->arena, "%.*s %.*s leads %zu", STR_ARG(s->lead->id), STR_ARG(s->leader),
			s->n),
		ROLE_TEXT);

	doc_spanf(d, b, roles[s->state], " %s", span_state_name(s->state));
	doc_spanf(d, b, ROLE_DIM, ": %.*s", STR_ARG(names(d->arena, s->reports, s->n)));
	for (size_t k = 0; k < n; k++)
		doc_field(d, k ? "" : "Form teams",
			str_fmt(d->arena, "%.*s, lead %.*s: %.*s", STR_ARG(teams[k].name),
				STR_ARG(teams[k].leader),
				STR_ARG(names(d->arena, teams[k].people, teams[k].n))),
			ROLE_WAIT);
}

static void add_shifts(
	struct doc *d, const struct policies *p, const struct incident *i, instant now)
{
	const struct shift *v;
	size_t n = people_shifts(d->arena, p, i, now, &v);

	for (size_t k = 0; k < n; k++)
		doc_field(d, "Relief",
			str_fmt(d->arena, "@%.*s %.*s: %.*s", STR_ARG(v[k].person),
				STR_ARG(v[k].role.n ? v[k].role : STR("on duty")),
				STR_ARG(view_people_shift(d->arena, &v[k], now))),
			v[k].over ? ROLE_SEV1 : ROLE_SEV2);
}

static void add_here(struct doc *d, const struct incident *i, instant now)
{
	struct buf b;

	buf_init(&b, d->arena, 4096);
	for (size_t n = 0; n < i->people.presences.n; n++) {
		const struct presence *x = &i->people.presences.v[n];

		if (x->to == INSTANT_NONE)
			buf_addf(&b, "%s%.*s%s%.*s %s", b.n ? ", " : "", STR_ARG(x->person),
				x->service.n ? " " : "", STR_ARG(x->service),
				duration_short(d->arena, now - x->from));
	}
	if (b.n)
		doc_field(d, "Here", buf_str(&b), ROLE_TEXT);
}

static void add_silent(struct doc *d, const struct incident *i)
{
	const struct roll *v;
	size_t n = view_people_roll(d->arena, i, &v);
	struct buf b;

	buf_init(&b, d->arena, 4096);
	for (size_t k = 0; k < n && i->people.called != INSTANT_NONE; k++)
		if (!v[k].answered)
			buf_addf(&b, "%s@%.*s", b.n ? " " : "", STR_ARG(v[k].person));
	if (b.n)
		doc_field(d, "No answer", buf_str(&b), ROLE_WAIT);
}

void view_people_next(
	struct doc *d, const struct policies *p, const struct incident *i, instant now)
{
	const struct clash *clashes;
	size_t n = people_clashes(d->arena, p, i, &clashes);

	for (size_t k = 0; k < n; k++)
		doc_field(d, "Second role", view_people_clash(d->arena, i, &clashes[k]), ROLE_WAIT);
	view_handoff_open(d, p, i, now);
	add_shifts(d, p, i, now);
}

struct doc *view_people_standing(struct arena *a, const struct policies *p,
	const struct incident *i, const struct people_look *look)
{
	struct doc *d = doc_new(a);
	const struct span *spans;
	size_t n;

	if (!incident_is_open(i))
		return d;
	view_people_next(d, p, i, look->now);
	n = people_spans(a, p, i, &spans);
	for (size_t k = 0; k < n; k++)
		add_span(d, p, i, &spans[k]);
	view_grants_open(d, i, look->now);
	add_here(d, i, look->now);
	add_silent(d, i);
	return d;
}

struct doc *view_people(struct arena *a, const struct policies *p, const struct incident *i,
	const struct people_look *look)
{
	struct doc *d = view_people_list(a, p, i, look);

	doc_append(d, view_people_standing(a, p, i, look));
	return d;
}
