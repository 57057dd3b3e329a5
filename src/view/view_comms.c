/* view_comms.c: the promise ledger and what is owed next. */
#include "view/view_comms.h"

#include "view/view_action.h"
#include "view/view_delivery.h"
#include "view/view_open.h"
#include "view/view_change.h"
#include "view/view_diverge.h"
#include "view/view_loops.h"
#include "view/view_people.h"

/* When the first notice was armed: at the declaration, and again at each raise of severity. */
static instant armed_at(const struct incident *i)
{
	instant at = i->declared;

	for (size_t n = 1; n < i->history.n; n++)
		if (i->history.v[n].level < i->history.v[n - 1].level)
			at = i->history.v[n].at;
	return at;
}

struct cadence_ask view_cadence_ask(const struct incident *i, struct str audience)
{
	const struct update *last = incident_last_update(i, audience);
	const struct update_snooze *off = update_last_snooze(i, audience);

	if (off && last && off->seq < last->seq)
		off = NULL; /* a word ends it, within the same microsecond too */
	return (struct cadence_ask){
		.severity = i->level,
		.phase = cadence_phase_of(i->status),
		.audience = audience,
		.gauges = &i->gauges,
		.armed = armed_at(i),
		.declared = i->declared,
		.last_sent = last ? last->at : INSTANT_NONE,
		.promised = last ? last->next_due : INSTANT_NONE,
		/* What was said at the declaration is no change. */
		.impact_changed = i->gauges_at == i->declared ? INSTANT_NONE : i->gauges_at,
		.snoozed_at = off ? off->at : INSTANT_NONE,
		.snoozed_until = off ? off->until : INSTANT_NONE,
	};
}

static bool holds(const struct incident *i, struct str role, struct str person)
{
	for (size_t n = 0; n < i->roles.n; n++)
		if (i->roles.v[n].to == INSTANT_NONE && str_eq(i->roles.v[n].role, role) &&
			str_eq(i->roles.v[n].person, person))
			return true;
	return false;
}

struct str view_update_role(const struct incident *i, const struct cadence_row *row)
{
	if (row && row->owner.n && incident_holder(i, row->owner).n)
		return row->owner;
	return incident_holder(i, STR("comms")).n ? STR("comms") : STR("ic");
}

bool view_owes(const struct incident *i, const struct promise *p, struct str person)
{
	return person.n && holds(i, p->role, person);
}

static void insert(struct promise *v, size_t n, const struct promise *p)
{
	while (n > 0 && v[n - 1].due.due > p->due.due) {
		v[n] = v[n - 1];
		n--;
	}
	v[n] = *p;
}

size_t view_promises(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct promise **ret)
{
	size_t audiences = cadence_audiences(p->cadence), n = 0;
	struct promise *v = ARENA_ARRAY(a, audiences + 1, struct promise);

	for (size_t k = 0; k < audiences && incident_is_open(i) && i->status != STATUS_RESOLVED;
		k++) {
		struct promise one = {.audience = cadence_audience(p->cadence, k)};
		struct cadence_ask ask = view_cadence_ask(i, one.audience);
		const struct cadence_row *row = cadence_row(p->cadence, i->level, one.audience);

		cadence_due(p->cadence, &ask, &one.due);
		if (one.due.kind != CADENCE_MINUTES)
			continue;
		one.row = row;
		one.role = view_update_role(i, row);
		one.channel = row ? row->channel : (struct str){0};
		one.state = cadence_state(&one.due, now);
		insert(v, n++, &one);
	}
	*ret = v;
	return n;
}

static struct str when_due(struct arena *a, const struct promise *p, instant now)
{
	duration left = p->due.due - now;

	if (left < 0)
		return str_fmt(a, "LATE by %s", duration_short(a, -left));
	return str_fmt(
		a, "in %s, by %s", duration_clock(a, left), time_iso_prec(a, p->due.due, PREC_MIN));
}

static enum doc_role state_role(enum cadence_state s)
{
	switch (s) {
	case CADENCE_LATE:
		return ROLE_SEV1;
	case CADENCE_AMBER:
		return ROLE_SEV2;
	case CADENCE_QUIET:
		break;
	}
	return ROLE_TEXT;
}

static void add_promises(struct arena *a, struct doc *d, const struct policies *p,
	const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"update to", 9}},
		{.title = {"due", 3}, .flexible = true},
		{.title = {"through", 7}, .flexible = true}};
	const struct promise *v;
	size_t n = view_promises(a, p, i, now, &v);
	struct doc_block *t;

	if (!n) {
		doc_paraf(d, ROLE_DIM, "No update is owed.");
		return;
	}
	t = doc_table(d, columns, 3);
	for (size_t k = 0; k < n; k++) {
		struct doc_row *row = doc_table_row(d, t, v[k].audience);

		doc_cell(d, row, 0, ROLE_HEAD, v[k].audience);
		doc_cell(d, row, 1, state_role(v[k].state), when_due(a, &v[k], now));
		doc_cell(d, row, 2, ROLE_DIM, v[k].channel);
	}
}

struct doc *view_next(
	struct arena *a, const struct policies *p, const struct incident *i, instant now)
{
	struct str missing = view_people_missing(a, p, i, now, true);
	struct doc *d = doc_new(a);

	add_promises(a, d, p, i, now);
	view_deliveries_red(d, i);
	if (missing.n && incident_is_open(i))
		doc_field(d, "Empty roles", missing, ROLE_WAIT);
	view_people_next(d, p, i, now);
	view_changes_owed(d, i, now);
	view_divergences_owed(d, i, now);
	view_loops_next(d, i, now);
	view_actions_next(d, i, now);
	view_milestones(d, i, now);
	return d;
}

void view_next_json(struct buf *out, struct arena *a, const struct policies *p,
	const struct incident *i, instant now)
{
	const struct promise *v;
	size_t n = view_promises(a, p, i, now, &v);
	static const char *const states[] = {"quiet", "amber", "late"};

	for (size_t k = 0; k < n; k++) {
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_int(&o, "incident", i->number);
		json_out_str(&o, "audience", v[k].audience);
		json_out_z(&o, "due", time_iso(a, v[k].due.due));
		json_out_z(&o, "state", states[v[k].state]);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}

/* ---- The ledger ---- */

static struct str time_or_dash(struct arena *a, instant at, enum precision p)
{
	return at == INSTANT_NONE ? STR("-") : str_z(time_iso_prec(a, at, p));
}

static struct doc_row *ledger_row(
	struct doc *d, struct doc_block *t, uint64_t seq, struct str audience, instant due)
{
	struct doc_row *row = doc_table_row(
		d, t, str_fmt(d->arena, "E-%llu", (unsigned long long)seq));

	doc_cell(d, row, 0, ROLE_TEXT, audience);
	doc_cell(d, row, 1, ROLE_TEXT, time_or_dash(d->arena, due, PREC_MIN));
	return row;
}

static void ledger_update(struct doc *d, struct doc_block *t, const struct update *u)
{
	struct doc_row *row = ledger_row(d, t, u->seq, u->audience, u->due);
	bool late = u->missed || u->late;
	struct str sent = str_z(time_iso_prec(d->arena, u->at, PREC_S));

	if (u->missed && u->n > 1)
		sent = str_fmt(d->arena, "missed, %u times now", u->n);
	else if (u->missed)
		sent = STR("missed");
	doc_cell(d, row, 2, ROLE_TEXT, sent);
	doc_cell(d, row, 3, late ? ROLE_SEV2 : ROLE_OK, late ? STR("no") : STR("yes"));
	doc_cell(d, row, 4, ROLE_TEXT, time_or_dash(d->arena, u->next_due, PREC_MIN));
	doc_cell(d, row, 5, ROLE_TEXT, u->text);
	if (u->approved_by.n)
		doc_cell(d, row, 5, ROLE_DIM,
			str_fmt(d->arena, " (approved by %.*s%s)", STR_ARG(u->approved_by),
				u->self ? ", who wrote it" : ""));
}

static void ledger_snooze(struct doc *d, struct doc_block *t, const struct update_snooze *s)
{
	struct doc_row *row = ledger_row(d, t, s->seq, s->audience, s->due);

	doc_cell(d, row, 2, ROLE_TEXT, STR("put off"));
	doc_cell(d, row, 3, ROLE_DIM, STR("-"));
	doc_cell(d, row, 4, ROLE_TEXT, time_or_dash(d->arena, s->until, PREC_MIN));
	doc_cell(d, row, 5, ROLE_TEXT,
		str_fmt(d->arena, "%.*s (%.*s)", STR_ARG(s->reason), STR_ARG(s->actor)));
}

void view_update_ledger(struct doc *d, const struct incident *i)
{
	static const struct doc_column columns[] = {{.title = {"audience", 8}},
		{.title = {"due", 3}}, {.title = {"sent", 4}}, {.title = {"on time", 7}},
		{.title = {"next", 4}}, {.title = {"text", 4}, .flexible = true}};
	struct doc_block *t = doc_table(d, columns, 6);
	size_t u = 0, s = 0;

	while (u < i->updates.n || s < i->comms.snoozes.n) {
		bool snooze = s < i->comms.snoozes.n &&
			      (u == i->updates.n ||
				      i->comms.snoozes.v[s].seq < i->updates.v[u].seq);

		if (snooze)
			ledger_snooze(d, t, &i->comms.snoozes.v[s++]);
		else
			ledger_update(d, t, &i->updates.v[u++]);
	}
}

/* ---- The newest rows ---- */

/* The audience has a column of its own only where there are several. */
static void told_row(struct doc *d, struct doc_block *t, instant at, struct str audience,
	enum doc_role role, struct str text)
{
	struct doc_row *row = doc_table_row(d, t, (struct str){0});
	size_t c = 0;

	doc_cell(d, row, c++, ROLE_DIM, str_fmt(d->arena, "%sZ", time_hm(d->arena, at, 0)));
	if (t->column_count == 3)
		doc_cell(d, row, c++, ROLE_TEXT, audience);
	doc_cell(d, row, c, role, text);
}

static void told_update(struct doc *d, struct doc_block *t, const struct update *u)
{
	struct arena *a = d->arena;

	if (u->missed)
		told_row(d, t, u->at, u->audience, ROLE_SEV2,
			str_fmt(a, "missed%s, was due %sZ",
				u->n > 1 ? arena_printf(a, " %u times", u->n) : "",
				time_hm(a, u->due, 0)));
	else
		told_row(d, t, u->at, u->audience, u->late ? ROLE_SEV2 : ROLE_OK,
			str_fmt(a, "%s%s%.*s%s: %.*s", u->late ? "late" : "on time",
				u->approved_by.n ? ", approved by " : "", STR_ARG(u->approved_by),
				u->self ? ", who wrote it" : "", STR_ARG(u->text)));
}

static void told_snooze(struct doc *d, struct doc_block *t, const struct update_snooze *s)
{
	told_row(d, t, s->at, s->audience, ROLE_WAIT,
		str_fmt(d->arena, "put off to %sZ: %.*s", time_hm(d->arena, s->until, 0),
			STR_ARG(s->reason)));
}

struct doc *view_told(struct arena *a, const struct incident *i, struct str audience, size_t max)
{
	static const struct doc_column columns[] = {
		{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	size_t skip = audience.n ? 1 : 0;
	struct doc *d = doc_new(a);
	size_t u = i->updates.n, s = i->comms.snoozes.n;
	struct doc_block *t;

	doc_rule(d, audience.n ? str_fmt(a, "told to %.*s so far", STR_ARG(audience))
			       : STR("told so far"));
	t = doc_table(d, columns + skip, 3 - skip);
	while ((u || s) && t->row_count < max) {
		bool snooze = s && (!u || i->comms.snoozes.v[s - 1].seq > i->updates.v[u - 1].seq);
		struct str to = snooze ? i->comms.snoozes.v[s - 1].audience
				       : i->updates.v[u - 1].audience;
		bool wanted = !audience.n || str_eq(to, audience);

		if (snooze && wanted)
			told_snooze(d, t, &i->comms.snoozes.v[s - 1]);
		else if (wanted)
			told_update(d, t, &i->updates.v[u - 1]);
		s -= snooze;
		u -= !snooze;
	}
	if (!t->row_count)
		doc_paraf(d, ROLE_DIM, "Nothing yet.");
	return d;
}
