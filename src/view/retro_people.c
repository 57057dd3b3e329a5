/* retro_people.c: the people of a post-mortem: who held what and why, what stayed empty, how roles changed hands, who came. */
#include "core/people_now.h"
#include "view/people_internal.h"
#include "view/retro_internal.h"

static struct str at(struct arena *a, instant when, const char *none)
{
	return str_z(when == INSTANT_NONE ? none : time_iso_prec(a, when, PREC_S));
}

static struct str role_name(const struct retro_ask *ask, struct str id)
{
	const struct role *role = roles_by_id(ask->policies->roles, id);

	return role ? role->name : id;
}

/* Why it began; and why it ended, when that is known. */
static struct str why(struct arena *a, const struct tenure *t)
{
	return str_fmt(a, "%.*s%s%.*s", STR_ARG(t->why), t->why.n && t->ended.n ? "; " : "",
		STR_ARG(t->ended));
}

static void tenures(const struct retro_ask *ask, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"role", 4}},
		{.title = {"person", 6}}, {.title = {"from", 4}}, {.title = {"to", 2}},
		{.title = {"held for", 8}}, {.title = {"why", 3}, .flexible = true}};
	const struct incident *i = ask->incident;
	instant end = i->closed == INSTANT_NONE ? ask->now : i->closed;
	struct doc_block *t = doc_table(d, columns, 6);

	for (size_t n = 0; n < i->roles.n; n++) {
		const struct tenure *h = &i->roles.v[n];
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		instant to = h->to == INSTANT_NONE ? end : h->to;

		doc_cell(d, row, 0, ROLE_HEAD, role_name(ask, h->role));
		doc_cell(d, row, 1, ROLE_TEXT, h->person);
		doc_cell(d, row, 2, ROLE_TEXT, at(d->arena, h->from, "?"));
		doc_cell(d, row, 3, ROLE_TEXT, at(d->arena, h->to, "end"));
		doc_cell(d, row, 4, ROLE_TEXT,
			str_z(duration_short(d->arena, to > h->from ? to - h->from : 0)));
		doc_cell(d, row, 5, ROLE_TEXT, why(d->arena, h));
	}
}

static void empty_slots(const struct retro_ask *ask, struct doc *d)
{
	const struct people *p = &ask->incident->people;

	for (size_t n = 0; n < p->gaps.n; n++) {
		const struct role_gap *g = &p->gaps.v[n];
		struct str filled = g->to == INSTANT_NONE
					    ? STR("not filled since")
					    : str_fmt(d->arena, "filled %s",
						      time_iso_prec(d->arena, g->to, PREC_S));

		doc_item(d, -1,
			str_fmt(d->arena, "Nobody was %.*s from %.*s on, at SEV%d (%.*s).",
				STR_ARG(role_name(ask, g->role)),
				STR_ARG(at(d->arena, g->since, "?")), g->level, STR_ARG(filled)));
	}
}

static const char *verb_of(const struct handover *h)
{
	if (h->state == HANDOVER_TAKEN)
		return "taken over from";
	return h->asked ? "asked of" : "offered by";
}

static void handovers(const struct retro_ask *ask, struct doc *d)
{
	const struct people *p = &ask->incident->people;
	struct arena *a = d->arena;

	for (size_t n = 0; n < p->handovers.n; n++) {
		const struct handover *h = &p->handovers.v[n];
		struct doc_block *b = doc_item(d, -1,
			str_fmt(a, "%.*s, %s %.*s, for %.*s at %.*s: %s",
				STR_ARG(role_name(ask, h->role)), verb_of(h), STR_ARG(h->from),
				STR_ARG(h->to), STR_ARG(at(a, h->at, "?")),
				handover_state_name(h->state)));

		if (h->ended != INSTANT_NONE && h->ended > h->at)
			doc_spanf(
				d, b, ROLE_TEXT, " after %s", duration_short(a, h->ended - h->at));
		if (h->witness.n)
			doc_spanf(d, b, ROLE_TEXT, ", witness %.*s", STR_ARG(h->witness));
		if (h->state == HANDOVER_ACCEPTED)
			doc_spanf(d, b, ROLE_TEXT,
				", read back SEV%.*s, next update %.*s, action %.*s",
				STR_ARG(h->level), STR_ARG(h->next), STR_ARG(h->action));
		if (h->why.n)
			doc_spanf(d, b, ROLE_TEXT, " (%.*s)", STR_ARG(h->why));
	}
}

/* How many people were in the room, and for how many hours together. */
static void presence(const struct retro_ask *ask, struct doc *d)
{
	const struct people *p = &ask->incident->people;
	const struct incident *i = ask->incident;
	instant end = i->closed == INSTANT_NONE ? ask->now : i->closed;
	duration sum = 0;
	size_t people = 0;

	for (size_t n = 0; n < p->presences.n; n++) {
		const struct presence *x = &p->presences.v[n];
		instant to = x->to == INSTANT_NONE ? end : x->to;
		bool again = false;

		for (size_t k = 0; k < n; k++)
			again = again || str_eq(p->presences.v[k].person, x->person);
		people += !again;
		sum += to > x->from ? to - x->from : 0;
	}
	if (people)
		doc_field(d, "Said they were here",
			str_fmt(d->arena, "%zu %s, %s together", people,
				people == 1 ? "person" : "people", duration_short(d->arena, sum)),
			ROLE_TEXT);
}

void retro_people(const struct retro_ask *ask, struct doc *d)
{
	if (!ask->incident->roles.n)
		doc_paraf(d, ROLE_WAIT, "Nobody took a role.");
	else
		tenures(ask, d);
	handovers(ask, d);
	empty_slots(ask, d);
	presence(ask, d);
}

void retro_people_json(struct json_out *o, const struct incident *i)
{
	json_out_open(o, "roles", '[');
	for (size_t n = 0; n < i->roles.n; n++) {
		json_out_open(o, NULL, '{');
		people_json_tenure(o, &i->roles.v[n]);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
	json_out_open(o, "role_gaps", '[');
	for (size_t n = 0; n < i->people.gaps.n; n++) {
		const struct role_gap *g = &i->people.gaps.v[n];

		json_out_open(o, NULL, '{');
		json_out_str(o, "role", g->role);
		json_out_int(o, "level", g->level);
		people_json_time(o, "since", g->since);
		people_json_time(o, "recorded", g->at);
		people_json_time(o, "filled", g->to);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
	json_out_open(o, "handovers", '[');
	for (size_t n = 0; n < i->people.handovers.n; n++) {
		json_out_open(o, NULL, '{');
		people_json_handover(o, &i->people.handovers.v[n]);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
	json_out_open(o, "presences", '[');
	for (size_t n = 0; n < i->people.presences.n; n++) {
		json_out_open(o, NULL, '{');
		people_json_presence(o, &i->people.presences.v[n]);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}
