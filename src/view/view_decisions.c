/* view_decisions.c: the decision log, and facts and hypotheses apart from each other. */
#include "view/view_loops.h"

#include "view/view_room.h"

/* ---- Decisions ---- */

static void alternatives(struct doc *d, const struct decision *x)
{
	struct buf b;

	if (!x->alternatives.n)
		return;
	buf_init(&b, d->arena, 4096);
	for (size_t n = 0; n < x->alternatives.n; n++)
		buf_addf(&b, "%s%.*s", n ? "; " : "", STR_ARG(x->alternatives.v[n]));
	doc_item(d, -1, str_fmt(d->arena, "not taken: %.*s", STR_ARG(buf_str(&b))))->level = 1;
}

static void objections(struct doc *d, const struct incident *i, const struct decision *x)
{
	const struct poll *p = x->poll ? loops_poll(&i->loops, x->poll) : NULL;

	if (!p)
		return;
	if (p->risk.n)
		doc_item(d, -1, str_fmt(d->arena, "risk: %.*s", STR_ARG(p->risk)))->level = 1;
	if (!p->objections.n)
		doc_item(d, -1, str_fmt(d->arena, "P-%u: no strong objection", p->id))->level = 1;
	for (size_t n = 0; n < p->objections.n; n++) {
		struct str who = view_room_who(p->objections.v[n].actor);

		doc_item(d, -1,
			str_fmt(d->arena, "strong objection of %.*s: %.*s", STR_ARG(who),
				STR_ARG(p->objections.v[n].text)))
			->level = 1;
	}
}

static void held(struct doc *d, const struct decision *x)
{
	struct arena *a = d->arena;
	struct str who = view_room_who(x->checked_by);

	if (x->check == CHECK_NONE)
		return;
	if (x->check == CHECK_WAITS)
		doc_item(d, -1,
			str_fmt(a, "to be checked by %.*s at %s", STR_ARG(x->checker),
				time_iso_prec(a, x->check_at, PREC_S)))
			->level = 1;
	else
		doc_item(d, -1,
			str_fmt(a, "%s (%.*s, %s): %.*s", check_state_name(x->check), STR_ARG(who),
				time_iso_prec(a, x->checked, PREC_S), STR_ARG(x->seen)))
			->level = 1;
}

static void decision(struct doc *d, const struct incident *i, const struct decision *x)
{
	struct arena *a = d->arena;
	struct str who = view_room_who(x->by);
	struct doc_block *b = doc_item(d, -1, (struct str){0});

	doc_spanf(d, b, ROLE_HEAD, "D-%u", x->id);
	doc_spanf(d, b, ROLE_TEXT, " %s%.*s (%.*s, %s)", x->yes ? "" : "not: ", STR_ARG(x->text),
		STR_ARG(who), time_iso_prec(a, x->at, PREC_S));
	b->key = str_fmt(a, "D-%u", x->id);
	if (x->reason.n)
		doc_item(d, -1, str_fmt(a, "because: %.*s", STR_ARG(x->reason)))->level = 1;
	alternatives(d, x);
	objections(d, i, x);
	held(d, x);
}

struct doc *view_decisions(struct arena *a, const struct incident *i)
{
	struct doc *d = doc_new(a);

	if (!i->loops.decisions.n)
		doc_paraf(d, ROLE_DIM,
			"No decision is recorded. decide \"...\" why=\"...\" records one, poll "
			"asks "
			"first.");
	for (size_t n = 0; n < i->loops.decisions.n; n++)
		decision(d, i, &i->loops.decisions.v[n]);
	for (size_t n = 0; n < i->loops.polls.n; n++)
		if (!i->loops.polls.v[n].decision)
			doc_item(d, 0,
				str_fmt(a, "P-%u is not decided: %.*s", i->loops.polls.v[n].id,
					STR_ARG(i->loops.polls.v[n].proposal)));
	return d;
}

/* ---- Facts ---- */

struct str view_fact_text(const struct incident *i, const struct fact *f)
{
	const struct entry *e = incident_entry(i, f->seq);

	return e ? e->text : f->text;
}

static struct str evidence(struct arena *a, uint64_t seq)
{
	return seq ? str_fmt(a, "E-%llu", (unsigned long long)seq) : STR("-");
}

struct doc *view_known_facts(struct arena *a, const struct incident *i)
{
	static const struct doc_column columns[] = {{.title = {"row", 3}},
		{.title = {"when (UTC)", 10}}, {.title = {"fact", 4}, .flexible = true},
		{.title = {"by", 2}}, {.title = {"shown by", 8}}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->loops.facts.n) {
		doc_paraf(d, ROLE_DIM, "No fact is recorded. fact WHAT records one.");
		return d;
	}
	t = doc_table(d, columns, 5);
	for (size_t n = 0; n < i->loops.facts.n; n++) {
		const struct fact *f = &i->loops.facts.v[n];
		struct str id = str_fmt(a, "E-%llu", (unsigned long long)f->seq);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_DIM, id);
		doc_cell(d, row, 1, ROLE_TEXT, str_z(time_iso_prec(a, f->at, PREC_S)));
		doc_cell(d, row, 2, ROLE_TEXT, view_fact_text(i, f));
		doc_cell(d, row, 3, ROLE_DIM, view_room_who(f->by));
		doc_cell(d, row, 4, ROLE_DIM, evidence(a, f->evidence));
	}
	return d;
}

/* ---- Hypotheses ---- */

struct str view_likely(struct arena *a, const struct theory *h)
{
	if (h->likely < 0)
		return STR("?");
	return h->likely % 100 ? str_fmt(a, "%d.%02d%%", h->likely / 100, h->likely % 100)
			       : str_fmt(a, "%d%%", h->likely / 100);
}

static enum doc_role theory_role(enum theory_status s)
{
	return s == THEORY_OPEN ? ROLE_WAIT : s == THEORY_CONFIRMED ? ROLE_OK : ROLE_DIM;
}

static void belief_times(struct doc *d, struct doc_row *row, const struct theory *h)
{
	struct arena *a = d->arena;

	doc_cell(d, row, 1, ROLE_TEXT, str_z(time_iso_prec(a, h->opened, PREC_MIN)));
	doc_cell(d, row, 2, ROLE_TEXT,
		h->closed == INSTANT_NONE ? STR("-")
					  : str_z(time_iso_prec(a, h->closed, PREC_MIN)));
}

static void theory_row(struct doc *d, struct doc_block *t, const struct theory *h, bool times)
{
	struct str id = str_fmt(d->arena, "H-%u", h->id);
	struct doc_row *row = doc_table_row(d, t, id);
	size_t c = times ? 3 : 1;

	doc_cell(d, row, 0, ROLE_HEAD, id);
	if (times)
		belief_times(d, row, h);
	doc_cell(d, row, c++, theory_role(h->status), str_z(theory_status_name(h->status)));
	doc_cell(d, row, c++, ROLE_DIM, view_likely(d->arena, h));
	doc_cell(d, row, c++, ROLE_TEXT, h->owner);
	doc_cell(d, row, c++, h->status == THEORY_RULED_OUT ? ROLE_DIM : ROLE_TEXT, h->text);
	doc_cell(d, row, c, ROLE_TEXT, h->status == THEORY_OPEN ? h->check : h->result);
}

static struct doc *theories(struct arena *a, const struct incident *i, bool times)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}},
		{.title = {"believed from", 13}}, {.title = {"until", 5}},
		{.title = {"outcome", 7}}, {.title = {"likely", 6}}, {.title = {"who", 3}},
		{.title = {"hypothesis", 10}, .flexible = true},
		{.title = {"check, what was found", 21}, .flexible = true}};
	static const struct doc_column short_columns[] = {{.title = {"id", 2}},
		{.title = {"outcome", 7}}, {.title = {"likely", 6}}, {.title = {"who", 3}},
		{.title = {"hypothesis", 10}, .flexible = true},
		{.title = {"check, what was found", 21}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->loops.theories.n) {
		doc_paraf(d, ROLE_DIM,
			"No hypothesis is recorded. theory \"...\" @name check=\"...\" records "
			"one.");
		return d;
	}
	t = times ? doc_table(d, columns, 8) : doc_table(d, short_columns, 6);
	for (size_t n = 0; n < i->loops.theories.n; n++)
		theory_row(d, t, &i->loops.theories.v[n], times);
	return d;
}

struct doc *view_theories(struct arena *a, const struct incident *i)
{
	return theories(a, i, false);
}

struct doc *view_beliefs(struct arena *a, const struct incident *i)
{
	return theories(a, i, true);
}
