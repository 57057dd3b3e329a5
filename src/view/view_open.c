/* view_open.c: lists what has no end yet, aspect by aspect. */
#include "view/view_open.h"

#include "base/vec.h"
#include "view/view_change.h"
#include "view/view_diverge.h"
#include "core/milestone.h"

struct ends {
	struct arena *a;
	VEC(struct open_end) list;
};

static struct open_end *add(struct ends *e, struct str what)
{
	struct open_end *x = VEC_PUSH(e->a, &e->list);

	x->what = what;
	return x;
}

void view_milestones(struct doc *d, const struct incident *i, instant now)
{
	const struct milestone_question *q;
	size_t n = milestone_questions(d->arena, i, now, &q);

	for (size_t k = 0; k < n; k++)
		doc_field(d, "Milestone", q[k].text,
			q[k].trouble == MILESTONE_MISSING ? ROLE_DIM : ROLE_WAIT);
}

static void milestones(struct ends *e, const struct incident *i, instant now)
{
	const struct milestone_question *q;
	size_t n = milestone_questions(e->a, i, now, &q);

	for (size_t k = 0; k < n; k++)
		add(e, q[k].text);
}

static void checks_of_actions(struct ends *e, const struct incident *i, instant now)
{
	for (size_t n = 0; n < i->actions.n; n++) {
		const struct action *x = &i->actions.v[n];

		if (action_waits_for_check(x, now))
			add(e, str_fmt(e->a, "has A-%u helped? %.*s%s%.*s", x->id, STR_ARG(x->text),
				       x->verifier.n ? ", @" : "", STR_ARG(x->verifier)))
				->how = str_fmt(e->a, "action verify A-%u held|failed", x->id);
	}
}

static void actions(struct ends *e, const struct incident *i)
{
	for (size_t n = 0; n < i->actions.n; n++) {
		const struct action *x = &i->actions.v[n];

		if (x->status != ACTION_OPEN)
			continue;
		add(e, str_fmt(e->a, "A-%u %.*s, @%.*s", x->id, STR_ARG(x->text),
			       STR_ARG(x->owner)))
			->how = str_fmt(e->a, "action done A-%u", x->id);
	}
}

static void unknowns(struct ends *e, const struct policies *p, const struct incident *i)
{
	for (int id = 0; id < GAUGE_COUNT; id++)
		if (i->gauges.v[id].state == GAUGE_UNKNOWN)
			add(e, str_fmt(e->a, "%.*s (%s is unknown)",
				       STR_ARG(severity_gauge_info(p->severity, (enum gauge_id)id)
						       ->question),
				       severity_gauge_name((enum gauge_id)id)))
				->how = str_fmt(
				e->a, "impact %s=", severity_gauge_name((enum gauge_id)id));
}

static void gaps(struct ends *e, const struct incident *i, instant now)
{
	for (size_t n = 0; n < i->gaps.n; n++)
		if (i->gaps.v[n].to == INSTANT_NONE)
			add(e, str_fmt(e->a, "%.*s is down for %s, nothing is heard",
				       STR_ARG(i->gaps.v[n].link),
				       duration_short(e->a, now - i->gaps.v[n].from)));
}

static void changes(struct ends *e, const struct incident *i, instant now)
{
	const struct change_end *v;
	size_t n = view_change_ends(e->a, i, now, &v);

	for (size_t k = 0; k < n; k++)
		add(e, str_fmt(e->a, "%s: %.*s", v[k].name, STR_ARG(v[k].what)))->how = v[k].how;
}

/* What is not as it should be must not outlive the incident without an owner who said so. */
static void divergences(struct ends *e, const struct incident *i)
{
	for (size_t n = 0; n < i->divergences.items.n; n++) {
		const struct divergence *d = &i->divergences.items.v[n];
		struct open_end *x;

		if (d->state != DIVERGENCE_OPEN)
			continue;
		x = add(e, str_fmt(e->a, "DIV-%u %.*s, @%.*s", d->id, STR_ARG(d->text),
				   STR_ARG(d->owner)));
		x->how = str_fmt(e->a,
			"diverge revert DIV-%u, or diverge accept DIV-%u reason=... owner=@name",
			d->id, d->id);
		x->blocks = true;
	}
}

static void loops(struct ends *e, const struct incident *i)
{
	const struct task *const *t;
	const struct poll *const *p;
	const struct decision *const *d;
	const struct theory *const *h;
	size_t tasks = loops_running_tasks(e->a, &i->loops, &t);
	size_t polls = loops_open_polls(e->a, &i->loops, &p);
	size_t checks = loops_waiting_checks(e->a, &i->loops, &d);
	size_t theories = loops_theories(e->a, &i->loops, THEORY_OPEN, &h);

	for (size_t n = 0; n < polls; n++)
		add(e, str_fmt(e->a, "P-%u is not decided: %.*s", p[n]->id,
			       STR_ARG(p[n]->proposal)))
			->how = str_fmt(e->a, "decide P-%u yes|no", p[n]->id);
	for (size_t n = 0; n < tasks; n++)
		add(e, str_fmt(e->a, "T-%u %.*s, @%.*s", t[n]->id, STR_ARG(t[n]->text),
			       STR_ARG(t[n]->person)))
			->how = str_fmt(e->a, "done T-%u", t[n]->id);
	for (size_t n = 0; n < checks; n++)
		add(e, str_fmt(e->a, "has D-%u held? %.*s", d[n]->id, STR_ARG(d[n]->text)))->how =
			str_fmt(e->a, "decide D-%u held|failed", d[n]->id);
	for (size_t n = 0; n < theories; n++)
		add(e, str_fmt(e->a, "H-%u is open: %.*s", h[n]->id, STR_ARG(h[n]->text)))->how =
			str_fmt(e->a, "theory H-%u ruled-out|parked", h[n]->id);
}

static void vendors(struct ends *e, const struct incident *i)
{
	for (size_t n = 0; n < i->vendors.cases.n; n++) {
		const struct vendor_case *c = &i->vendors.cases.v[n];

		if (c->closed == INSTANT_NONE)
			add(e, str_fmt(e->a, "V-%u %.*s %.*s is open", c->id, STR_ARG(c->vendor),
				       STR_ARG(c->ref)))
				->how = str_fmt(e->a, "vendor close V-%u", c->id);
	}
}

size_t view_open_ends(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct open_end **ret)
{
	struct ends e = {.a = a};

	divergences(&e, i);
	gaps(&e, i, now);
	changes(&e, i, now);
	milestones(&e, i, now);
	unknowns(&e, p, i);
	loops(&e, i);
	vendors(&e, i);
	checks_of_actions(&e, i, now);
	actions(&e, i);
	*ret = e.list.v;
	return e.list.n;
}

struct doc *view_open(
	struct arena *a, const struct policies *p, const struct incident *i, instant now)
{
	struct doc *d = doc_new(a);
	const struct open_end *v;
	size_t n = view_open_ends(a, p, i, now, &v);

	for (size_t k = 0; k < n; k++) {
		struct doc_block *b = doc_item(d, v[k].blocks ? 0 : -1, v[k].what);

		if (v[k].how.n)
			doc_spanf(d, b, ROLE_DIM, "  %.*s", STR_ARG(v[k].how));
	}
	return d;
}
