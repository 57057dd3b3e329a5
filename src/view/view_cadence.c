/* view_cadence.c: the cadence as one table: how often each audience is told, whose duty it is, how it was kept. */
#include "view/view_comms.h"

/* One audience at the level of now. */
struct told {
	struct str audience, role;
	const struct cadence_row *row;
	struct cadence_due due;
	enum cadence_state state;
	enum cadence_phase phase;
	struct update_score score;
};

/* False: the table owes this audience nothing at this level, and nothing was sent either. */
static bool look(
	const struct policies *p, const struct incident *i, size_t k, instant now, struct told *ret)
{
	struct told t = {.audience = cadence_audience(p->cadence, k)};
	struct cadence_ask ask = view_cadence_ask(i, t.audience);

	t.row = cadence_row(p->cadence, i->level, t.audience);
	t.role = view_update_role(i, t.row);
	t.phase = ask.phase;
	t.score = update_score(i, t.audience);
	if (incident_is_open(i) && i->status != STATUS_RESOLVED)
		cadence_due(p->cadence, &ask, &t.due);
	else
		t.due.kind = CADENCE_NONE;
	t.state = cadence_state(&t.due, now);
	*ret = t;
	return (t.row && t.row->kind[0] != CADENCE_NONE) || t.score.sent || t.score.missed;
}

/* "10m/20m": the first notice, then each in the phase of now. */
static struct str interval_text(struct arena *a, const struct told *t)
{
	if (!t->row)
		return STR("-");
	switch (t->row->kind[CADENCE_FIRST]) {
	case CADENCE_MINUTES:
		return str_fmt(a, "%s/%s", duration_short(a, t->row->every[CADENCE_FIRST]),
			duration_short(a, cadence_interval(t->row, t->phase)));
	case CADENCE_DIGEST:
		return STR("digest");
	case CADENCE_CLOCK:
		return STR("clock");
	case CADENCE_NONE:
		break;
	}
	return STR("-");
}

/* "comms1 (comms)"; who stands in: "lead for vendor". */
static struct str owner_text(struct arena *a, const struct incident *i, const struct told *t)
{
	struct str person = incident_holder(i, t->role);
	struct str duty = t->row && t->row->owner.n ? t->row->owner : t->role;

	if (!person.n)
		return str_fmt(a, "nobody (%.*s)", STR_ARG(duty));
	if (str_eq(duty, t->role))
		return str_fmt(a, "%.*s (%.*s)", STR_ARG(person), STR_ARG(duty));
	return str_fmt(a, "%.*s for %.*s", STR_ARG(person), STR_ARG(duty));
}

static struct str due_text(struct arena *a, const struct told *t, instant now)
{
	if (t->due.kind != CADENCE_MINUTES)
		return STR("-");
	if (t->state == CADENCE_LATE)
		return str_fmt(a, "LATE %s", duration_short(a, now - t->due.due));
	return str_fmt(a, "%sZ%s", time_hm(a, t->due.due, 0),
		t->due.why == CADENCE_WHY_SNOOZED ? " put off" : "");
}

static struct str kept_text(struct arena *a, const struct update_score *s)
{
	int percent = update_adherence(s);

	return percent < 0 ? STR("-") : str_fmt(a, "%d%%", percent);
}

static enum doc_role kept_role(const struct update_score *s)
{
	return s->kept == s->due ? ROLE_TEXT : ROLE_SEV2;
}

static void add_row(struct doc *d, struct doc_block *b, const struct incident *i,
	const struct told *t, instant now)
{
	struct arena *a = d->arena;
	struct doc_row *row = doc_table_row(d, b, t->audience);
	enum doc_role late = t->state == CADENCE_LATE    ? ROLE_SEV1
			     : t->state == CADENCE_AMBER ? ROLE_SEV2
							 : ROLE_TEXT;
	size_t c = 0;

	doc_cell(d, row, c++, ROLE_HEAD, t->audience);
	doc_cell(d, row, c++, late, due_text(a, t, now));
	doc_cell(d, row, c++, ROLE_TEXT, interval_text(a, t));
	doc_cell(d, row, c++, ROLE_TEXT, owner_text(a, i, t));
	doc_cell(d, row, c++, ROLE_DIM, t->row ? t->row->approver : STR("-"));
	doc_cell(d, row, c++, ROLE_TEXT, str_fmt(a, "%u", t->score.sent));
	doc_cell(d, row, c++, t->score.missed ? ROLE_SEV2 : ROLE_TEXT,
		str_fmt(a, "%u", t->score.missed));
	doc_cell(d, row, c++, ROLE_TEXT, str_fmt(a, "%u", t->score.snoozed));
	doc_cell(d, row, c, kept_role(&t->score), kept_text(a, &t->score));
}

struct str view_update_score(struct arena *a, const struct update_score *s)
{
	int percent = update_adherence(s);

	if (percent < 0)
		return str_fmt(
			a, "no promise has fallen due yet%s", s->snoozed ? ", some put off" : "");
	return str_fmt(a, "%u of %u promises kept (%d%%), %u missed, %u put off", s->kept, s->due,
		percent, s->missed, s->snoozed);
}

struct doc *view_cadence(
	struct arena *a, const struct policies *p, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"update to", 9}},
		{.title = {"due", 3}}, {.title = {"every", 5}},
		{.title = {"owed by", 7}, .flexible = true},
		{.title = {"approved by", 11}, .flexible = true},
		{.title = {"sent", 4}, .align = DOC_RIGHT},
		{.title = {"missed", 6}, .align = DOC_RIGHT},
		{.title = {"off", 3}, .align = DOC_RIGHT},
		{.title = {"kept", 4}, .align = DOC_RIGHT}};
	struct update_score all = update_score(i, (struct str){0});
	struct doc *d = doc_new(a);
	struct doc_block *b = doc_table(d, columns, sizeof columns / sizeof *columns);
	struct told t;

	for (size_t k = 0; k < cadence_audiences(p->cadence); k++)
		if (look(p, i, k, now, &t))
			add_row(d, b, i, &t, now);
	if (!b->row_count) {
		d = doc_new(a);
		doc_paraf(d, ROLE_DIM, "At SEV%d nobody is owed an update.", i->level);
		return d;
	}
	doc_field(d, "Score", view_update_score(a, &all), kept_role(&all));
	return d;
}

/* ---- JSON ---- */

static void put_minutes(struct json_out *o, const char *name, duration d)
{
	if (d)
		json_out_int(o, name, d / US_PER_MIN);
	else
		json_out_null(o, name);
}

static void put_score(struct json_out *o, const struct update_score *s)
{
	int percent = update_adherence(s);

	json_out_int(o, "sent", s->sent);
	json_out_int(o, "fell_due", s->due);
	json_out_int(o, "on_time", s->kept);
	json_out_int(o, "missed", s->missed);
	json_out_int(o, "snoozed", s->snoozed);
	if (percent < 0)
		json_out_null(o, "adherence");
	else
		json_out_int(o, "adherence", percent);
}

static void put_row(struct buf *out, const struct incident *i, const struct told *t)
{
	static const char *const states[] = {"quiet", "amber", "late"};
	struct arena *a = out->arena;
	bool owed = t->due.kind == CADENCE_MINUTES;
	struct json_out o;

	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	json_out_int(&o, "incident", i->number);
	json_out_str(&o, "audience", t->audience);
	put_minutes(&o, "first_by_min", t->row ? t->row->every[CADENCE_FIRST] : 0);
	put_minutes(&o, "interval_min", t->row ? cadence_interval(t->row, t->phase) : 0);
	put_minutes(&o, "longest_min", t->row ? t->row->longest : 0);
	json_out_str(&o, "owner", t->row ? t->row->owner : STR(""));
	json_out_str(&o, "owed_by", t->role.n ? incident_holder(i, t->role) : STR(""));
	json_out_str(&o, "approver", t->row ? t->row->approver_roles : STR(""));
	json_out_z(&o, "due", owed ? time_iso(a, t->due.due) : "?");
	json_out_z(&o, "why", owed ? cadence_why_name(t->due.why) : "");
	json_out_z(&o, "state", owed ? states[t->state] : "none");
	put_score(&o, &t->score);
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}

void view_cadence_json(
	struct buf *out, const struct policies *p, const struct incident *i, instant now)
{
	struct told t, all = {.audience = STR("all"), .score = update_score(i, (struct str){0})};

	for (size_t k = 0; k < cadence_audiences(p->cadence); k++)
		if (look(p, i, k, now, &t))
			put_row(out, i, &t);
	put_row(out, i, &all);
}
