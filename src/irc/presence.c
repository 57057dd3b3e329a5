/* presence.c: people of an incident who come into its channel and leave it, told apart from a link that flaps. */
#include "irc/speaker_internal.h"

#include "base/json.h"
#include "core/draft.h"
#include "sys/clock.h"

/* So many people are looked at each time. */
enum { PEOPLE_LOOKED_AT = 256 };

static bool in_channel(const struct bridge *b, const struct incident *i, struct str person)
{
	const struct irc_channel *ch = connector_channel(b->connector, i->irc_channel);

	/* Another nick is still the same person. */
	return ch && (members_know(&ch->members, connector_isupport(b->connector), person) ||
			     speaker_member(b, ch, person));
}

static void record(struct bridge *b, const struct incident *i, struct str person,
	enum event_kind kind, instant at)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct draft d;
	struct event ev;
	struct err err;

	draft_begin(&d, &ev, b->arena, kind, i->number, clock_now());
	ev.actor = STR("system");
	ev.door = STR("irc");
	ev.occurred = at;
	json_out_str(&d.json, "person", person);
	json_out_z(&d.json, "how", "seen");
	if (kind == EV_BRIDGE_LEAVE)
		json_out_str(&d.json, "why", str_fmt(b->arena, "not in the channel"));
	if (draft_end(&d, &err) == RC_OK)
		(void)engine_append(b->engine, &ev, 1, &err);
	arena_reset_to(b->arena, mark);
}

/* ---- Coming ---- */

/* Their last word was that they go; being in the channel says nothing against that. */
static bool said_gone(const struct incident *i, struct str person)
{
	for (size_t n = i->people.presences.n; n-- > 0;)
		if (str_eq(i->people.presences.v[n].person, person))
			return i->people.presences.v[n].said_gone;
	return false;
}

/* A holder of a role who is in the channel and not yet known to be here; one in each look, since rows move the board. */
static bool one_came(struct bridge *b, const struct incident *i)
{
	size_t looked = 0;

	for (size_t n = i->roles.n; n-- > 0 && looked < PEOPLE_LOOKED_AT;) {
		const struct tenure *t = &i->roles.v[n];

		if (t->to != INSTANT_NONE)
			continue;
		looked++;
		if (incident_presence(i, t->person) || said_gone(i, t->person) ||
			i->people.presences.n >= PRESENCES_MAX || !in_channel(b, i, t->person))
			continue;
		record(b, i, t->person, EV_BRIDGE_JOIN, clock_now());
		return true;
	}
	return false;
}

/* ---- Leaving ---- */

static struct absence *absence_of(struct bridge *b, uint64_t row)
{
	for (size_t n = 0; n < ABSENCES_MAX; n++)
		if (b->absent[n].row == row)
			return &b->absent[n];
	return NULL;
}

/* Since when this stretch's person has been missing; INSTANT_NONE: not long enough to say, or not missing. */
static instant missing_since(struct bridge *b, const struct incident *i, const struct presence *p)
{
	struct absence *x = absence_of(b, p->from_seq);

	if (in_channel(b, i, p->person)) {
		if (x)
			*x = (struct absence){0};
		return INSTANT_NONE;
	}
	if (!x) {
		x = absence_of(b, 0); /* a free place; when there is none the next look finds one */
		if (x)
			*x = (struct absence){p->from_seq, clock_now(), clock_mono()};
		return INSTANT_NONE;
	}
	return clock_mono() - x->mono >= b->options.away ? x->since : INSTANT_NONE;
}

static bool one_left(struct bridge *b, const struct incident *i)
{
	size_t looked = 0;

	for (size_t n = i->people.presences.n; n-- > 0 && looked < PEOPLE_LOOKED_AT;) {
		const struct presence *p = &i->people.presences.v[n];
		instant since;

		if (p->to != INSTANT_NONE || !p->channel)
			continue;
		looked++;
		since = missing_since(b, i, p);
		if (since == INSTANT_NONE)
			continue;
		*absence_of(b, p->from_seq) = (struct absence){0};
		record(b, i, p->person, EV_BRIDGE_LEAVE, since);
		return true;
	}
	return false;
}

void presence_forget(struct bridge *b)
{
	memset(b->absent, 0, sizeof b->absent);
}

void presence_look(struct bridge *b)
{
	for (size_t n = 0; n < b->channel_count; n++) {
		struct str name = str_z(b->channels[n]->name);
		const struct side_room *room;
		const struct incident *i = bridge_incident(b, name, &room);

		if (i && !room && connector_hears(b->connector, name) && !one_came(b, i))
			(void)one_left(b, i);
	}
}
