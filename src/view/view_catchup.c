/* view_catchup.c: the incident in six lines for who comes new, and in one what is theirs. */
#include "view/view_catchup.h"

#include "base/utf8.h"
#include "view/view_comms.h"
#include "view/view_handoff.h"
#include "view/view_people.h"
#include "view/view_room.h"

enum { RUNNING_NAMED = 3, WAITS_SAID = 4, ROLES_NAMED = 4 };

static struct str fitted(struct arena *a, struct str text, size_t bytes)
{
	struct str plain = utf8_plain(a, text, UTF8_LINE);

	if (plain.n <= bytes || bytes < 4)
		return plain;
	return str_fmt(a, "%.*s...", STR_ARG(str_cut(plain, 0, utf8_floor(plain, bytes - 3))));
}

static const char *hm(struct arena *a, const struct catchup_ask *ask, instant at)
{
	int offset = zone_offset_min(ask->zone, at);

	return arena_printf(a, "%s%s", time_hm(a, at, offset), offset ? "" : "Z");
}

static struct str state(struct arena *a, const struct catchup_ask *ask)
{
	const struct incident *i = ask->incident;

	return str_fmt(a, "INC-%u SEV%d%s, %s since %s (T+%s): %.*s", i->number, i->level,
		i->provisional ? " (provisional)" : "", status_name(i->status),
		hm(a, ask, incident_zero(i)), time_elapsed(a, ask->now - incident_zero(i)),
		STR_ARG(i->title));
}

/* The rule that decided, without those that would have said the same. */
static struct str impact(struct arena *a, const struct catchup_ask *ask)
{
	struct str reason = ask->incident->reason;
	ptrdiff_t also = str_find(reason, STR(" Also: ")),
		  assumed = str_find(reason, STR(" Assumed: "));
	ptrdiff_t end = also >= 0 ? also : assumed;

	return str_fmt(a, "impact: %.*s%s",
		STR_ARG(end >= 0 ? str_cut(reason, 0, (size_t)end) : reason),
		assumed >= 0 ? " Not all of it is known: !sev says what is assumed" : "");
}

static struct str people(struct arena *a, const struct catchup_ask *ask)
{
	const struct incident *i = ask->incident;
	struct str ic = incident_holder(i, STR("ic"));
	struct str missing = view_people_missing(a, ask->policies, i, ask->now, false);
	size_t named = 0;
	struct buf text;

	buf_init(&text, a, 4096);
	if (ic.n)
		buf_addf(&text, "commander: %.*s", STR_ARG(ic));
	else
		buf_add_z(&text, "commander: NOBODY");
	for (size_t n = 0; n < i->roles.n && named < ROLES_NAMED; n++) {
		const struct tenure *t = &i->roles.v[n];

		if (t->to != INSTANT_NONE || str_eq_z(t->role, "ic"))
			continue;
		buf_addf(&text, ", %.*s %.*s", STR_ARG(t->role), STR_ARG(t->person));
		named++;
	}
	if (missing.n)
		buf_addf(&text, "; wanted: %.*s", STR_ARG(missing));
	return buf_str(&text);
}

static struct str running(struct arena *a, const struct catchup_ask *ask)
{
	const struct running *v;
	size_t n = view_running(a, ask->policies, ask->incident, ask->now, &v);
	struct buf text;

	if (!n)
		return STR("running: nothing that was recorded");
	buf_init(&text, a, 4096);
	buf_add_z(&text, "running: ");
	for (size_t k = 0; k < n && k < RUNNING_NAMED; k++)
		buf_addf(&text, "%s%.*s %.*s @%.*s%s", k ? "; " : "", STR_ARG(v[k].id),
			STR_ARG(v[k].text),
			STR_ARG(v[k].who.n ? person_of(v[k].who) : STR("nobody")),
			v[k].late ? " LATE" : "");
	if (n > RUNNING_NAMED)
		buf_addf(&text, "; %zu more", n - RUNNING_NAMED);
	return buf_str(&text);
}

static struct str next_update(struct arena *a, const struct catchup_ask *ask)
{
	const struct promise *v;

	if (!view_promises(a, ask->policies, ask->incident, ask->now, &v))
		return STR("next update: none is owed");
	return str_fmt(a, "next update: to %.*s by %s%s", STR_ARG(v[0].audience),
		hm(a, ask, v[0].due.due), v[0].state == CADENCE_LATE ? ", LATE" : "");
}

static struct str help(const struct catchup_ask *ask)
{
	return ask->responds
		       ? STR("to help: !here SERVICE, then ask the commander what to take; "
			     "!log WHAT records; !brief !next !who !since 30m tell more, !help "
			     "VERB how")
		       : STR("you may look and log here: !log WHAT records; !brief !next !who "
			     "!since 30m tell more, !help VERB how; who responds is known by an "
			     "account");
}

struct str view_catchup_yours(struct arena *a, const struct catchup_ask *ask)
{
	const struct room_wait *w;
	struct str roles = incident_roles_of(a, ask->incident, ask->person);
	size_t n = view_room_waits(a, ask->policies, ask->incident, ask->person, ask->now, &w);
	struct buf text;

	if (!ask->person.n || (!roles.n && !n))
		return (struct str){0};
	buf_init(&text, a, 4096);
	buf_add_z(&text, "yours: ");
	buf_add(&text, roles);
	for (size_t k = 0; k < n && k < WAITS_SAID; k++) {
		struct str answer = str_trim(w[k].answer);

		buf_addf(&text, "%s%.*s", k || roles.n ? "; " : "", STR_ARG(w[k].text));
		if (answer.n)
			buf_addf(&text, " (!%.*s)", STR_ARG(answer));
	}
	if (n > WAITS_SAID)
		buf_addf(&text, "; %zu more", n - WAITS_SAID);
	return fitted(a, buf_str(&text), ask->bytes);
}

size_t view_catchup(struct arena *a, const struct catchup_ask *ask, struct str *ret)
{
	struct str yours = view_catchup_yours(a, ask);
	const struct str lines[CATCHUP_LINES] = {state(a, ask), impact(a, ask), people(a, ask),
		running(a, ask), next_update(a, ask), yours.n ? yours : help(ask)};

	for (size_t n = 0; n < CATCHUP_LINES; n++)
		ret[n] = fitted(a, lines[n], ask->bytes);
	return CATCHUP_LINES;
}
