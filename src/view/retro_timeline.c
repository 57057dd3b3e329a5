/* retro_timeline.c: the curated timeline of a post-mortem, its figure, its corrections and its gaps. */
#include "view/retro_internal.h"

#include "view/view_severity.h"
#include "view/view_timeline.h"

/* What machinery writes about itself is in the full log, not in the curated timeline. */
static bool curated(const struct str kind)
{
	static const char *const left_out[] = {"severity.computed", "irc.bind", "role.announce",
		"bridge.join", "bridge.leave", "export.made", "lease.taken", "review.note"};

	for (size_t n = 0; n < sizeof left_out / sizeof *left_out; n++)
		if (str_eq_z(kind, left_out[n]))
			return false;
	return true;
}

void retro_timeline(const struct retro_ask *ask, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"when (UTC)", 10}},
		{.title = {"T+", 2}}, {.title = {"kind", 4}}, {.title = {"who", 3}},
		{.title = {"what", 4}, .flexible = true}, {.title = {"entry", 5}}};
	struct timeline_filter f = {.from = INSTANT_NONE, .to = INSTANT_NONE};
	instant zero = incident_zero(ask->incident);
	struct arena *a = d->arena;
	struct doc_block *t;
	struct timeline rows;

	timeline_of(a, ask->incident, &f, &rows);
	timeline_sort(&rows, &f);
	t = doc_table(d, columns, 6);
	for (size_t n = 0; n < rows.n; n++) {
		const struct timeline_row *r = &rows.v[n];
		struct doc_row *row;

		if (!curated(r->kind))
			continue;
		row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_TEXT,
			str_z(time_iso_prec(
				a, r->occurred, r->precision > PREC_S ? r->precision : PREC_S)));
		doc_cell(d, row, 1, ROLE_DIM,
			r->precision == PREC_UNKNOWN ? STR("?")
						     : str_z(time_elapsed(a, r->occurred - zero)));
		doc_cell(d, row, 2, ROLE_HEAD, r->label);
		doc_cell(d, row, 3, ROLE_TEXT, timeline_who(a, r->actor, r->known_by));
		doc_cell(d, row, 4, ROLE_TEXT, r->text);
		doc_cell(d, row, 5, ROLE_DIM,
			str_fmt(a, "E-%llu%s%s%s%.*s", (unsigned long long)r->seq,
				r->late ? " late" : "", r->amended_by ? " corrected" : "",
				r->backed_by.n ? " " : "", STR_ARG(r->backed_by)));
	}
}

static void point(struct doc *d, struct doc_block *f, instant at, instant to, const char *lane,
	enum doc_role role, struct str label)
{
	struct doc_figure_point *p;

	if (at == INSTANT_NONE)
		return;
	p = doc_figure_add(d, f);
	p->at = at;
	p->to = to;
	p->lane = str_z(lane);
	p->role = role;
	p->label = label;
}

static void severity_band(
	const struct retro_ask *ask, struct doc *d, struct doc_block *f, instant end)
{
	const struct incident *i = ask->incident;

	for (size_t n = 0; n < i->history.n; n++) {
		const struct sev_change *c = &i->history.v[n];
		instant to = n + 1 < i->history.n ? i->history.v[n + 1].at : end;

		point(d, f, c->at, to, "severity", view_level_role(c->level),
			str_fmt(d->arena, "SEV%d", c->level));
	}
}

static void promises(const struct retro_ask *ask, struct doc *d, struct doc_block *f)
{
	const struct incident *i = ask->incident;

	for (size_t n = 0; n < i->updates.n; n++) {
		const struct update *u = &i->updates.v[n];

		if (u->missed)
			point(d, f, u->due, INSTANT_NONE, "updates", ROLE_SEV1,
				str_fmt(d->arena, "missed: %.*s", STR_ARG(u->audience)));
		else
			point(d, f, u->at, INSTANT_NONE, "updates", ROLE_OK,
				str_fmt(d->arena, "sent: %.*s", STR_ARG(u->audience)));
	}
}

void retro_figure(const struct retro_ask *ask, struct doc *d)
{
	const struct incident *i = ask->incident;
	struct doc_block *f = doc_add(d, DOC_FIGURE);
	instant end = i->closed == INSTANT_NONE ? ask->now : i->closed;
	instant zero = incident_zero(i);

	f->figure = ARENA_NEW(d->arena, struct doc_figure);
	f->figure->title = str_fmt(d->arena, "INC-%u over time", i->number);
	f->figure->summary = str_fmt(d->arena, "%s to %s; at worst SEV%d; %.*s",
		time_iso_prec(d->arena, zero, PREC_MIN), time_iso_prec(d->arena, end, PREC_MIN),
		i->peak_level, STR_ARG(view_severity_minutes(d->arena, i, ask->now)));
	f->figure->from = zero < i->declared ? zero : i->declared;
	f->figure->to = end > f->figure->from ? end : f->figure->from + US_PER_MIN;
	severity_band(ask, d, f, end);
	for (int m = 0; m < MARK_COUNT; m++)
		if (i->marks[m].seq)
			point(d, f, i->marks[m].at, INSTANT_NONE, "milestones", ROLE_HEAD,
				str_z(mark_name((enum mark)m)));
	promises(ask, d, f);
	for (size_t n = 0; n < i->roles.n; n++)
		if (str_eq_z(i->roles.v[n].role, "ic"))
			point(d, f, i->roles.v[n].from,
				i->roles.v[n].to == INSTANT_NONE ? end : i->roles.v[n].to,
				"commander", ROLE_ME, i->roles.v[n].person);
	for (size_t n = 0; n < i->gaps.n; n++)
		point(d, f, i->gaps.v[n].from,
			i->gaps.v[n].to == INSTANT_NONE ? end : i->gaps.v[n].to, "gaps", ROLE_WAIT,
			i->gaps.v[n].link);
}

void retro_corrections(const struct retro_ask *ask, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"entry", 5}},
		{.title = {"first said", 10}}, {.title = {"now", 3}, .flexible = true},
		{.title = {"by", 2}}};
	const struct incident *i = ask->incident;
	struct doc_block *t = NULL;

	for (size_t n = 0; n < i->entries.n; n++) {
		const struct entry *e = &i->entries.v[n], *by;
		struct doc_row *row;

		if (!e->amended_by)
			continue;
		if (!t)
			t = doc_table(d, columns, 4);
		by = incident_entry(i, e->amended_by);
		row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_DIM,
			str_fmt(d->arena, "E-%llu", (unsigned long long)e->seq));
		doc_cell(d, row, 1, ROLE_DIM, e->said);
		doc_cell(d, row, 2, ROLE_TEXT, e->text);
		doc_cell(d, row, 3, ROLE_TEXT,
			by ? timeline_who(d->arena, by->actor, by->known_by) : (struct str){0});
	}
	if (!t)
		doc_paraf(d, ROLE_DIM, "Nothing was corrected.");
}

void retro_gaps(const struct retro_ask *ask, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"link", 4}}, {.title = {"from", 4}},
		{.title = {"to", 2}}, {.title = {"length", 6}},
		{.title = {"why", 3}, .flexible = true}};
	const struct incident *i = ask->incident;
	struct arena *a = d->arena;
	struct doc_block *t;

	if (!i->gaps.n) {
		doc_paraf(d, ROLE_DIM, "None known.");
		return;
	}
	t = doc_table(d, columns, 5);
	for (size_t n = 0; n < i->gaps.n; n++) {
		const struct gap *g = &i->gaps.v[n];
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		bool known = g->from != INSTANT_NONE && g->to != INSTANT_NONE;

		doc_cell(d, row, 0, ROLE_HEAD, g->link);
		doc_cell(d, row, 1, ROLE_TEXT, str_z(time_iso_prec(a, g->from, PREC_S)));
		doc_cell(d, row, 2, ROLE_TEXT,
			g->to == INSTANT_NONE ? STR("open")
					      : str_z(time_iso_prec(a, g->to, PREC_S)));
		doc_cell(d, row, 3, ROLE_TEXT,
			known ? str_z(duration_short(a, g->to - g->from)) : STR("?"));
		doc_cell(d, row, 4, ROLE_TEXT,
			str_fmt(a, "%.*s%s", STR_ARG(g->why), g->filled ? " (filled later)" : ""));
	}
}
