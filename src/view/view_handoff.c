/* view_handoff.c: the brief of a hand-over: how bad, for whom, what runs, what is owed, what is dangerous. */
#include "view/view_handoff.h"

#include "view/view_change.h"
#include "view/view_comms.h"
#include "view/view_draft.h"
#include "view/view_people.h"
#include "view/view_room.h"
#include "view/view_severity.h"
#include "view/view_vendor.h"

enum { FACTS_SHOWN = 5, TAGGED_SHOWN = 10 };

/* ---- The three facts ---- */

/* Lower is riskier; a change counts its risk down from the first. */
enum { RANK_CHANGE, RANK_COMMAND, RANK_LATE_STEP, RANK_RUN, RANK_TASK, RANK_ACTION };
enum { RANK_UNKNOWN = 10 };

static int priority(const struct action *x)
{
	return x->priority.n == 2 && x->priority.p[1] >= '0' && x->priority.p[1] <= '9'
		       ? x->priority.p[1] - '0'
		       : 9;
}

static bool riskier(const struct running *a, const struct running *b)
{
	if (a->rank != b->rank)
		return a->rank < b->rank;
	return a->due != INSTANT_NONE && (b->due == INSTANT_NONE || a->due < b->due);
}

/* Stable: of two that are as risky the one that began first stands first. */
static void insert(struct running *v, size_t n, struct running x)
{
	while (n > 0 && riskier(&x, &v[n - 1])) {
		v[n] = v[n - 1];
		n--;
	}
	v[n] = x;
}

/* Before all else: the system is being changed while the role changes hands. */
static struct running of_change(
	struct arena *a, const struct change_policy *p, const struct change *c, instant now)
{
	const struct change_kind *k = change_kind_named(p, c->kind);
	duration d = now - c->started;

	return (struct running){.id = str_fmt(a, "CHG-%u", c->id),
		.text = str_fmt(a, "%.*s %.*s, for %s", STR_ARG(c->kind), STR_ARG(c->target),
			duration_short(a, d > 0 ? d - d % US_PER_S : 0)),
		.who = c->by,
		.due = INSTANT_NONE,
		.rank = RANK_CHANGE - (k ? k->risk : RANK_UNKNOWN)};
}

static struct running of_run(struct arena *a, const struct runbook_run *r, instant now)
{
	size_t at = run_current(r);
	const struct run_step *s = at < r->steps.n ? &r->steps.v[at] : NULL;
	struct running x = {.id = str_fmt(a, "RUN-%u", r->id),
		.who = r->who,
		.due = INSTANT_NONE,
		.rank = run_running(r, now) ? RANK_COMMAND : RANK_RUN};

	x.text = str_fmt(a, "%.*s%s%.*s", STR_ARG(r->title), s ? ", at: " : "",
		STR_ARG(s ? s->title : STR("")));
	if (s && s->expected && s->from != INSTANT_NONE) {
		x.due = s->from + s->expected;
		x.late = now > x.due;
	}
	if (x.late && x.rank == RANK_RUN)
		x.rank = RANK_LATE_STEP;
	return x;
}

static struct running of_action(struct arena *a, const struct action *x, instant now)
{
	return (struct running){.id = str_fmt(a, "A-%u", x->id),
		.text = x->text,
		.who = x->owner,
		.due = x->due,
		.late = x->due != INSTANT_NONE && x->due < now,
		.rank = RANK_ACTION + priority(x)};
}

static struct running of_task(struct arena *a, const struct task *t, instant now)
{
	bool late = t->due != INSTANT_NONE && t->due < now;

	return (struct running){.id = str_fmt(a, "T-%u", t->id),
		.text = t->text,
		.who = t->person,
		.due = t->due,
		.late = late,
		.rank = late ? RANK_LATE_STEP : RANK_TASK};
}

size_t view_running(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct running **ret)
{
	const struct change *const *changes;
	const struct task *const *tasks;
	size_t running = changes_running(a, p->changes, i, &changes);
	size_t given = loops_running_tasks(a, &i->loops, &tasks), n = 0;
	struct running *v = ARENA_ARRAY(
		a, running + given + i->runs.v.n + i->actions.n + 1, struct running);

	for (size_t k = 0; k < running; k++)
		insert(v, n++, of_change(a, p->changes, changes[k], now));
	for (size_t k = 0; k < given; k++)
		insert(v, n++, of_task(a, tasks[k], now));
	for (size_t k = 0; k < i->runs.v.n; k++)
		if (run_is_open(&i->runs.v.v[k]))
			insert(v, n++, of_run(a, &i->runs.v.v[k], now));
	for (size_t k = 0; k < i->actions.n; k++)
		if (i->actions.v[k].status == ACTION_OPEN)
			insert(v, n++, of_action(a, &i->actions.v[k], now));
	*ret = v;
	return n;
}

void view_readback(struct arena *a, const struct policies *p, const struct incident *i, instant now,
	struct readback *ret)
{
	struct readback r = {.level = i->level, .next = INSTANT_NONE};
	const struct running *running;
	const struct promise *promises;

	if (view_promises(a, p, i, now, &promises)) {
		r.next = promises[0].due.due;
		r.audience = promises[0].audience;
	}
	if (view_running(a, p, i, now, &running))
		r.action = running[0].id;
	*ret = r;
}

/* ---- The brief ---- */

struct brief {
	const struct brief_ask *ask;
	const struct incident *i;
	struct arena *a;
	struct doc *d;
};

static struct str hm(const struct brief *b, instant at)
{
	int offset = zone_offset_min(b->ask->zone, at);

	return str_fmt(b->a, "%s%s", time_hm(b->a, at, offset), offset ? "" : "Z");
}

static void say_state(struct brief *b)
{
	const struct incident *i = b->i;

	doc_field(b->d, "Level",
		str_fmt(b->a, "SEV%d%s", i->level, i->provisional ? " (provisional)" : ""),
		view_level_role(i->level));
	doc_field(b->d, "Why", i->reason, ROLE_TEXT);
	if (i->provisional && i->assumed.n)
		doc_field(b->d, "Assumed", i->assumed, ROLE_WAIT);
	doc_field(b->d, "State",
		str_fmt(b->a, "%s, T+%s", status_name(i->status),
			time_elapsed(b->a, b->ask->now - incident_zero(i))),
		ROLE_TEXT);
}

static void say_impact(struct brief *b)
{
	struct gauges g = incident_gauges_at(b->i, b->ask->now);
	struct buf text;

	buf_init(&text, b->a, 4096);
	for (int n = 0; n < GAUGE_COUNT; n++) {
		enum gauge_id id = (enum gauge_id)n;

		if (g.v[id].state == GAUGE_UNUSED)
			continue;
		buf_addf(&text, "%s%s %.*s", text.n ? ", " : "", severity_gauge_name(id),
			STR_ARG(severity_gauge_show(
				b->a, b->ask->policies->severity, id, g.v[id])));
	}
	doc_field(b->d, "Impact now", buf_str(&text), ROLE_TEXT);
}

static void say_people(struct brief *b)
{
	struct str missing = view_people_missing(b->a, b->ask->policies, b->i, b->ask->now, true);
	struct buf text;

	buf_init(&text, b->a, 4096);
	for (size_t n = 0; n < b->i->roles.n; n++) {
		const struct tenure *t = &b->i->roles.v[n];

		if (t->to == INSTANT_NONE)
			buf_addf(&text, "%s%.*s %.*s", text.n ? ", " : "", STR_ARG(t->role),
				STR_ARG(t->person));
	}
	doc_field(b->d, "People", text.n ? buf_str(&text) : STR("nobody holds a role"), ROLE_TEXT);
	if (missing.n)
		doc_field(b->d, "Empty", missing, ROLE_WAIT);
}

static void say_running(struct brief *b)
{
	const struct running *v;
	size_t n = view_running(b->a, b->ask->policies, b->i, b->ask->now, &v);

	if (!n)
		doc_field(b->d, "Running", STR("none"), ROLE_DIM);
	for (size_t k = 0; k < n; k++)
		doc_field(b->d, k ? "" : "Running, riskiest first",
			str_fmt(b->a, "%.*s %.*s, @%.*s%s%s%s", STR_ARG(v[k].id),
				STR_ARG(v[k].text),
				STR_ARG(v[k].who.n ? person_of(v[k].who) : STR("nobody")),
				v[k].due == INSTANT_NONE ? "" : ", due ",
				v[k].due == INSTANT_NONE ? ""
							 : time_iso_prec(b->a, v[k].due, PREC_MIN),
				v[k].late ? " LATE" : ""),
			v[k].late ? ROLE_SEV1 : ROLE_TEXT);
}

static void say_promises(struct brief *b)
{
	const struct promise *v;
	size_t n = view_promises(b->a, b->ask->policies, b->i, b->ask->now, &v);

	if (!n)
		doc_field(b->d, "Next update", STR("none owed"), ROLE_DIM);
	for (size_t k = 0; k < n; k++) {
		bool late = v[k].state == CADENCE_LATE;
		duration left = v[k].due.due - b->ask->now;

		doc_field(b->d, k ? "" : "Next update",
			str_fmt(b->a, "%.*s by %.*s, %s%s", STR_ARG(v[k].audience),
				STR_ARG(hm(b, v[k].due.due)), late ? "LATE by " : "in ",
				duration_clock(b->a, late ? -left : left)),
			late ? ROLE_SEV1 : ROLE_TEXT);
	}
}

/* Texts on their way to an audience: somebody waits for a word. */
static void say_drafts(struct brief *b)
{
	size_t shown = 0;

	for (size_t n = 0; n < b->i->comms.drafts.n; n++) {
		struct draft_ask ask = {.policies = b->ask->policies,
			.incident = b->i,
			.draft = &b->i->comms.drafts.v[n],
			.now = b->ask->now,
			.zone = b->ask->zone};

		if (ask.draft->state == DRAFT_OPEN)
			doc_field(b->d, shown++ ? "" : "Drafts", view_draft_head(b->a, &ask),
				ROLE_WAIT);
	}
}

static bool has_tag(const struct entry *e, const char *const *tags)
{
	for (size_t n = 0; n < e->tags.n; n++)
		for (size_t k = 0; tags[k]; k++)
			if (str_ieq(e->tags.v[n], str_z(tags[k])))
				return true;
	return false;
}

/* Log lines that somebody marked, newest first. */
static void say_tagged(struct brief *b, const char *name, const char *const *tags, bool anyway)
{
	size_t shown = 0;

	for (size_t n = b->i->entries.n; n-- > 0 && shown < TAGGED_SHOWN;) {
		const struct entry *e = &b->i->entries.v[n];

		if (!has_tag(e, tags))
			continue;
		doc_field(b->d, shown++ ? "" : name,
			str_fmt(b->a, "%.*s (%.*s, E-%llu)", STR_ARG(e->text),
				STR_ARG(view_room_who(e->actor)), (unsigned long long)e->seq),
			ROLE_TEXT);
	}
	if (!shown && anyway)
		doc_field(b->d, name, STR("nothing noted"), ROLE_DIM);
}

static void say_divergences(struct brief *b)
{
	for (size_t n = 0; n < b->i->divergences.items.n; n++) {
		const struct divergence *d = &b->i->divergences.items.v[n];

		if (d->state == DIVERGENCE_OPEN)
			doc_field(b->d, "Departs from normal",
				str_fmt(b->a, "DIV-%u %.*s, @%.*s%s%.*s", d->id, STR_ARG(d->text),
					STR_ARG(person_of(d->owner)),
					d->until == INSTANT_NONE ? "" : ", until ",
					STR_ARG(d->until == INSTANT_NONE ? STR("")
									 : hm(b, d->until))),
				ROLE_WAIT);
	}
}

/* What was changed and is not known to work. */
static void say_unproved(struct brief *b)
{
	size_t shown = 0;

	for (size_t n = 0; n < b->i->changes.items.n; n++) {
		const struct change *c = &b->i->changes.items.v[n];

		if (c->reversed_by || (c->state != CHANGE_UNCHECKED && c->state != CHANGE_FAILED))
			continue;
		doc_field(b->d, shown++ ? "" : "Not proved",
			str_fmt(b->a, "CHG-%u %.*s %.*s: %.*s", c->id, STR_ARG(c->kind),
				STR_ARG(c->target),
				STR_ARG(view_change_state(b->a, c, b->ask->now))),
			c->state == CHANGE_FAILED ? ROLE_SEV1 : ROLE_WAIT);
	}
}

static void say_gaps(struct brief *b)
{
	for (size_t n = 0; n < b->i->gaps.n; n++)
		if (b->i->gaps.v[n].to == INSTANT_NONE)
			doc_field(b->d, "Not heard",
				str_fmt(b->a, "%.*s since %.*s: %.*s",
					STR_ARG(b->i->gaps.v[n].link),
					STR_ARG(hm(b, b->i->gaps.v[n].from)),
					STR_ARG(b->i->gaps.v[n].why)),
				ROLE_WAIT);
}

static void say_polls(struct brief *b)
{
	const struct poll *const *p;
	const struct decision *const *d;
	size_t polls = loops_open_polls(b->a, &b->i->loops, &p);
	size_t checks = loops_waiting_checks(b->a, &b->i->loops, &d);

	for (size_t n = 0; n < polls; n++)
		doc_field(b->d, n ? "" : "Open polls",
			str_fmt(b->a, "P-%u %.*s, until %.*s, %zu strong objection%s", p[n]->id,
				STR_ARG(p[n]->proposal), STR_ARG(hm(b, p[n]->due)),
				p[n]->objections.n, p[n]->objections.n == 1 ? "" : "s"),
			ROLE_WAIT);
	for (size_t n = 0; n < checks; n++)
		doc_field(b->d, n ? "" : "To be checked",
			str_fmt(b->a, "D-%u %.*s, at %.*s by @%.*s", d[n]->id, STR_ARG(d[n]->text),
				STR_ARG(hm(b, d[n]->check_at)), STR_ARG(d[n]->checker)),
			ROLE_TEXT);
}

/* Returns whether anything was ruled out. */
static bool say_theories(struct brief *b)
{
	const struct theory *const *open, *const *out;
	size_t n = loops_theories(b->a, &b->i->loops, THEORY_OPEN, &open);
	size_t ruled = loops_theories(b->a, &b->i->loops, THEORY_RULED_OUT, &out);

	for (size_t k = 0; k < n; k++)
		doc_field(b->d, k ? "" : "Supposed",
			str_fmt(b->a, "H-%u %.*s, @%.*s looks: %.*s", open[k]->id,
				STR_ARG(open[k]->text), STR_ARG(open[k]->owner),
				STR_ARG(open[k]->check)),
			ROLE_TEXT);
	for (size_t k = 0; k < ruled; k++)
		doc_field(b->d, k ? "" : "Ruled out",
			str_fmt(b->a, "H-%u %.*s: %.*s", out[k]->id, STR_ARG(out[k]->text),
				STR_ARG(out[k]->result)),
			ROLE_DIM);
	return ruled > 0;
}

static void say_vendors(struct brief *b)
{
	for (size_t n = 0; n < b->i->vendors.cases.n; n++) {
		const struct vendor_case *c = &b->i->vendors.cases.v[n];
		enum doc_role role;
		struct str state = view_vendor_state(b->a, c, b->ask->now, &role);

		if (c->closed == INSTANT_NONE)
			doc_field(b->d, "Vendor",
				str_fmt(b->a, "V-%u %.*s %.*s, %.*s", c->id, STR_ARG(c->vendor),
					STR_ARG(c->ref), STR_ARG(state)),
				role);
	}
}

static bool is_fact(const struct entry *e)
{
	return e->kind == EV_NOTE || e->kind == EV_FACT || e->kind == EV_STATUS_SET ||
	       e->kind == EV_SEV_SET || e->kind == EV_MARK_SET || e->kind == EV_DECLARE;
}

static void say_facts(struct brief *b)
{
	size_t shown = 0;

	for (size_t n = b->i->entries.n; n-- > 0 && shown < FACTS_SHOWN;) {
		const struct entry *e = &b->i->entries.v[n];

		if (is_fact(e))
			doc_field(b->d, shown++ ? "" : "Last facts",
				str_fmt(b->a, "%.*s %.*s (%.*s)", STR_ARG(hm(b, e->occurred)),
					STR_ARG(e->text), STR_ARG(view_room_who(e->actor))),
				ROLE_TEXT);
	}
}

static void say_role(struct brief *b)
{
	const struct role *r = b->ask->role;
	struct str holder = incident_holder(b->i, r->id);

	doc_field(b->d, "The role",
		str_fmt(b->a, "%.*s, %s%.*s", STR_ARG(r->name), holder.n ? "held by " : "empty",
			STR_ARG(holder)),
		ROLE_HEAD);
	if (r->duties.n)
		doc_field(b->d, "Duties", r->duties, ROLE_TEXT);
	if (r->limits.n)
		doc_field(b->d, "Limits", r->limits, ROLE_DIM);
}

struct doc *view_brief(struct arena *a, const struct brief_ask *ask)
{
	static const char *const hazards[] = {"risk", "hazard", "danger", NULL};
	static const char *const out[] = {"ruledout", "ruled-out", "not-it", NULL};
	static const char *const diverged[] = {"diverge", "divergence", "temporary", NULL};
	struct brief b = {.ask = ask, .i = ask->incident, .a = a, .d = doc_new(a)};
	bool ruled_out;

	doc_heading(b.d, 2, str_fmt(a, "INC-%u %.*s", b.i->number, STR_ARG(b.i->title)));
	if (ask->role)
		say_role(&b);
	say_state(&b);
	say_impact(&b);
	say_promises(&b);
	say_drafts(&b);
	say_running(&b);
	say_polls(&b);
	say_vendors(&b);
	say_people(&b);
	say_tagged(&b, "Hazards", hazards, true);
	say_unproved(&b);
	ruled_out = say_theories(&b);
	say_tagged(&b, ruled_out ? "" : "Ruled out", out, !ruled_out);
	say_divergences(&b);
	say_tagged(&b, "Not as usual", diverged, true);
	say_gaps(&b);
	say_facts(&b);
	return b.d;
}

/* ---- Offers that wait ---- */

void view_handoff_open(
	struct doc *d, const struct policies *p, const struct incident *i, instant now)
{
	for (size_t n = 0; n < i->people.handovers.n; n++) {
		const struct handover *h = &i->people.handovers.v[n];
		instant until = people_offer_until(p, i, h);
		struct doc_block *b;

		if (h->state != HANDOVER_OPEN || people_offer(p, i, h->role, now) != h)
			continue;
		b = doc_field(d, "Offer",
			h->asked ? str_fmt(d->arena, "@%.*s asks @%.*s for %.*s", STR_ARG(h->to),
					   STR_ARG(h->from), STR_ARG(h->role))
				 : str_fmt(d->arena, "%.*s from @%.*s to @%.*s", STR_ARG(h->role),
					   STR_ARG(h->from), STR_ARG(h->to)),
			ROLE_WAIT);
		if (until != INSTANT_NONE)
			doc_spanf(d, b, ROLE_DIM, ", lapses in %s",
				duration_clock(d->arena, until - now));
		doc_spanf(d, b, ROLE_CMD, "  accept %.*s level= next= action=", STR_ARG(h->role));
	}
}
