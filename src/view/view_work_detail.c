/* view_work_detail.c: one row of the sheet of work in full, and what is known, for a column beside. */
#include "view/view_loops.h"
#include "view/view_room.h"
#include "view/view_work.h"

enum { FACTS_BESIDE = 12, DECISIONS_BESIDE = 5 };

struct detail {
	struct arena *a;
	struct doc *d;
	const struct incident *i;
	instant now;
	const struct zone *zone;
};

static const char *at(const struct detail *x, instant when)
{
	return when == INSTANT_NONE ? "?" : time_hms(x->a, when, zone_offset_min(x->zone, when));
}

static void head(const struct detail *x, struct str name, struct str right)
{
	doc_rule(x->d, name)->name = right;
}

static void field(const struct detail *x, const char *name, struct str text)
{
	if (text.n)
		doc_field(x->d, name, text, ROLE_TEXT);
}

static void task(const struct detail *x, const struct task *t)
{
	head(x, str_fmt(x->a, "T-%u @%.*s", t->id, STR_ARG(t->person)),
		str_z(task_status_name(t->status)));
	doc_para(x->d, t->text);
	field(x, "asked",
		str_fmt(x->a, "%s by %.*s, until %s", at(x, t->given),
			STR_ARG(view_room_who(t->by)), at(x, t->due)));
	if (t->acked == INSTANT_NONE)
		doc_field(x->d, "read back",
			str_fmt(x->a, "not yet: /ack T-%u, by %.*s", t->id, STR_ARG(t->person)),
			ROLE_WAIT);
	else
		field(x, "read back",
			str_fmt(x->a, "%s %.*s", at(x, t->acked), STR_ARG(t->readback)));
}

static void poll(const struct detail *x, const struct poll *p)
{
	head(x, str_fmt(x->a, "P-%u", p->id),
		str_fmt(x->a, "%zu strong objection%s", p->objections.n,
			p->objections.n == 1 ? "" : "s"));
	doc_para(x->d, p->proposal);
	field(x, "risk", p->risk);
	field(x, "asked",
		str_fmt(x->a, "%s by %.*s, until %s", at(x, p->opened),
			STR_ARG(view_room_who(p->by)), at(x, p->due)));
	for (size_t n = 0; n < p->objections.n; n++)
		doc_field(x->d, "objects",
			str_fmt(x->a, "%.*s: %.*s",
				STR_ARG(view_room_who(p->objections.v[n].actor)),
				STR_ARG(p->objections.v[n].text)),
			ROLE_SEV2);
}

static void decision(const struct detail *x, const struct decision *y)
{
	head(x, str_fmt(x->a, "D-%u", y->id), str_fmt(x->a, "decided %s", at(x, y->at)));
	doc_para(x->d, y->text);
	field(x, "because", y->reason);
	for (size_t n = 0; n < y->alternatives.n; n++)
		field(x, "not taken", y->alternatives.v[n]);
	field(x, "check", str_fmt(x->a, "%s by %.*s", at(x, y->check_at), STR_ARG(y->checker)));
}

static void fact(const struct detail *x, uint64_t seq)
{
	for (size_t n = 0; n < x->i->loops.facts.n; n++) {
		const struct fact *f = &x->i->loops.facts.v[n];

		if (f->seq != seq)
			continue;
		head(x, str_fmt(x->a, "E-%llu fact", (unsigned long long)seq), (struct str){0});
		doc_para(x->d, view_fact_text(x->i, f));
		field(x, "said",
			str_fmt(x->a, "%s by %.*s", at(x, f->at), STR_ARG(view_room_who(f->by))));
		if (f->evidence)
			field(x, "shown by",
				str_fmt(x->a, "E-%llu", (unsigned long long)f->evidence));
	}
}

static void theory(const struct detail *x, const struct theory *h)
{
	head(x, str_fmt(x->a, "H-%u hypothesis", h->id), str_z(theory_status_name(h->status)));
	doc_para(x->d, h->text);
	field(x, "looks", h->owner);
	field(x, "wrong if", h->check);
	field(x, "likely", view_likely(x->a, h));
	field(x, "since", str_z(at(x, h->opened)));
	if (h->closed != INSTANT_NONE)
		field(x, "ended",
			str_fmt(x->a, "%s %s: %.*s", at(x, h->closed),
				theory_status_name(h->status), STR_ARG(h->result)));
}

static void action(const struct detail *x, const struct action *y)
{
	head(x, str_fmt(x->a, "A-%u", y->id), str_z(action_status_name(y->status)));
	doc_para(x->d, y->text);
	if (y->done_when.n)
		field(x, "done when", y->done_when);
	else
		doc_field(x->d, "done when",
			str_fmt(x->a, "nobody said: /action change A-%u done=\"...\"", y->id),
			ROLE_WAIT);
	field(x, "owner",
		str_fmt(x->a, "%.*s, due %s, %.*s %.*s", STR_ARG(y->owner),
			time_iso_prec(x->a, y->due, PREC_DAY), STR_ARG(y->priority),
			STR_ARG(y->class)));
	field(x, "shown by", y->evidence);
	field(x, "follows from", y->source);
	if (y->check_at != INSTANT_NONE)
		field(x, "looked at",
			str_fmt(x->a, "%s%s%.*s", time_iso_prec(x->a, y->check_at, PREC_DAY),
				y->verifier.n ? ", by " : "", STR_ARG(y->verifier)));
	if (y->seen.n)
		doc_field(x->d, y->check == CHECK_HELD ? "helped" : "did not help",
			str_fmt(x->a, "%.*s (%.*s)", STR_ARG(y->seen), STR_ARG(y->checked_by)),
			y->check == CHECK_HELD ? ROLE_OK : ROLE_WAIT);
}

static void vendor(const struct detail *x, const struct vendor_case *c)
{
	head(x, str_fmt(x->a, "V-%u %.*s %.*s", c->id, STR_ARG(c->vendor), STR_ARG(c->ref)),
		str_fmt(x->a, "%.*s, step %u of %zu", STR_ARG(c->contract), c->level, c->ladder.n));
	doc_para(x->d, c->text);
	for (unsigned n = c->level; n <= c->ladder.n && n < c->level + 2; n++)
		field(x, n == c->level ? "asked" : "then", vendor_ladder_step(c, n));
	for (size_t n = c->claims.n > 3 ? c->claims.n - 3 : 0; n < c->claims.n; n++)
		doc_field(x->d, "claims",
			str_fmt(x->a, "E-%llu VENDOR claims: %.*s",
				(unsigned long long)c->claims.v[n].seq,
				STR_ARG(c->claims.v[n].text)),
			ROLE_DIM);
}

struct doc *view_work_detail(struct arena *a, const struct incident *i, uint64_t key, instant now,
	const struct zone *zone)
{
	struct detail x = {.a = a, .d = doc_new(a), .i = i, .now = now, .zone = zone};
	uint64_t number = key & (UINT64_MAX >> 8);
	uint32_t id = (uint32_t)number;

	switch (view_work_letter(key)) {
	case 'T':
		if (loops_task(&i->loops, id))
			task(&x, loops_task(&i->loops, id));
		break;
	case 'P':
		if (loops_poll(&i->loops, id))
			poll(&x, loops_poll(&i->loops, id));
		break;
	case 'D':
		if (loops_decision(&i->loops, id))
			decision(&x, loops_decision(&i->loops, id));
		break;
	case 'E':
		fact(&x, number);
		break;
	case 'H':
		if (loops_theory(&i->loops, id))
			theory(&x, loops_theory(&i->loops, id));
		break;
	case 'A':
		if (incident_action(i, id))
			action(&x, incident_action(i, id));
		break;
	case 'V':
		if (vendor_case_find(&i->vendors, id))
			vendor(&x, vendor_case_find(&i->vendors, id));
		break;
	default:
		break;
	}
	return x.d;
}

/* ---- Beside ---- */

static void known_facts(const struct detail *x)
{
	const struct loops *l = &x->i->loops;
	size_t from = l->facts.n > FACTS_BESIDE ? l->facts.n - FACTS_BESIDE : 0;

	doc_rule(x->d, STR("facts"))->name = str_fmt(x->a, "%zu", l->facts.n);
	if (!l->facts.n)
		doc_paraf(x->d, ROLE_DIM, "Nothing is confirmed. /fact WHAT records what is.");
	for (size_t n = from; n < l->facts.n; n++)
		doc_field(x->d, at(x, l->facts.v[n].at), view_fact_text(x->i, &l->facts.v[n]),
			ROLE_TEXT);
}

static void known_wrong(const struct detail *x)
{
	const struct theory *const *v;
	size_t n = loops_theories(x->a, &x->i->loops, THEORY_RULED_OUT, &v);

	if (!n)
		return;
	doc_rule(x->d, STR("ruled out"))->name = str_fmt(x->a, "%zu", n);
	for (size_t k = 0; k < n; k++)
		doc_field(x->d, str_fmt(x->a, "H-%u", v[k]->id).p,
			str_fmt(x->a, "%.*s: %.*s", STR_ARG(v[k]->text), STR_ARG(v[k]->result)),
			ROLE_DIM);
}

static void known_decisions(const struct detail *x)
{
	const struct loops *l = &x->i->loops;
	size_t n = l->decisions.n;

	doc_rule(x->d, STR("decided"))->name = str_fmt(x->a, "%zu", n);
	if (!n)
		doc_paraf(x->d, ROLE_DIM,
			"Nothing is decided. /decide \"...\" why=\"...\" says what and why, /poll "
			"asks "
			"first.");
	for (size_t k = n > DECISIONS_BESIDE ? n - DECISIONS_BESIDE : 0; k < n; k++)
		doc_field(x->d, str_fmt(x->a, "D-%u", l->decisions.v[k].id).p,
			str_fmt(x->a, "%s%.*s", l->decisions.v[k].yes ? "" : "not: ",
				STR_ARG(l->decisions.v[k].text)),
			ROLE_TEXT);
}

struct doc *view_work_known(struct arena *a, const struct incident *i, const struct zone *zone)
{
	struct detail x = {.a = a, .d = doc_new(a), .i = i, .zone = zone};

	known_facts(&x);
	known_wrong(&x);
	known_decisions(&x);
	return x.d;
}
