/* attention.c: decides what deserves a bell and keeps the budget of bells. */
#include "tui/attention_internal.h"

#include "core/people_now.h"
#include "view/view_comms.h"
#include "view/view_draft.h"
#include "view/view_header.h"
#include "view/view_loops.h"
#include "view/view_run.h"

static struct bell_memory *memory_of(struct bells *b, uint32_t number, bool *ret_new)
{
	*ret_new = false;
	for (size_t i = 0; i < b->n; i++) {
		if (b->seen[i].number == number)
			return &b->seen[i];
	}
	*ret_new = true;
	if (b->n == BELLS_INCIDENTS) { /* the oldest goes */
		memmove(b->seen, b->seen + 1, (BELLS_INCIDENTS - 1) * sizeof *b->seen);
		b->n--;
	}
	b->seen[b->n] = (struct bell_memory){
		.number = number, .due = INSTANT_NONE, .late_rung = INSTANT_NONE};
	return &b->seen[b->n++];
}

static int stage_of(const struct header_facts *f, instant now)
{
	if (!f->promised)
		return 0;
	if (now >= f->due)
		return 3;
	if (now >= f->due - US_PER_MIN)
		return 2;
	return now >= f->due - 5 * US_PER_MIN ? 1 : 0;
}

struct calls {
	struct bell_call *v;
	size_t n;
};

static void add(struct calls *c, const struct header_facts *f, enum bell_reason reason, int times,
	bool note)
{
	if (c->n == BELL_CALLS_MAX)
		return;
	c->v[c->n++] = (struct bell_call){.reason = reason,
		.incident = f->number,
		.times = times,
		.note = note,
		.due = f->due,
		.audience = f->audience,
		.level = f->level};
}

static void look_at_promise(struct calls *c, struct bell_memory *m, const struct header_facts *f,
	instant now, bool first)
{
	int stage = stage_of(f, now);
	bool moved = m->due != f->due;
	if (moved) {
		m->due = f->due;
		m->stage = 0;
		m->late_rung = INSTANT_NONE;
	}
	bool again = stage == 3 && m->stage == 3 && m->late_rung != INSTANT_NONE &&
		     now - m->late_rung >= 5 * US_PER_MIN;
	if (!first && (stage > m->stage || again)) /* five minutes before is too early for a note */
		add(c, f, stage == 3 ? BELL_LATE : BELL_DUE, 1, stage >= 2);
	if (stage == 3 && (stage > m->stage || again))
		m->late_rung = now;
	m->stage = stage;
}

/* A run asks once; what it asked before the first look stays among the things that wait. */
static void look_at_runs(struct calls *c, struct bell_memory *m, const struct header_facts *f,
	const struct run_call *asked, size_t n, bool first)
{
	uint64_t newest = m->asked;
	for (size_t k = 0; k < n; k++) {
		if (asked[k].seq <= m->asked)
			continue;
		newest = asked[k].seq > newest ? asked[k].seq : newest;
		if (first || c->n == BELL_CALLS_MAX)
			continue;
		add(c, f, BELL_RUN, 1, true);
		c->v[c->n - 1].said = asked[k].text;
	}
	m->asked = newest;
}

/* The newest role that this person is asked to take; NULL: none. */
static const struct handover *offered_to(
	const struct policies *p, const struct incident *i, struct str me, instant now)
{
	for (size_t n = i->people.handovers.n; n-- > 0;) {
		const struct handover *h = &i->people.handovers.v[n];
		if (str_ieq(h->to, me) && !h->asked && people_offer(p, i, h->role, now) == h)
			return h;
	}
	return NULL;
}

/* The commander hears of a slot when it falls empty and when it has been so for too long; others of what is offered to them. */
static void look_at_roles(struct calls *c, struct bell_memory *m, const struct header_facts *f,
	const struct policies *p, const struct incident *i, struct str me, instant now, bool first)
{
	const struct handover *h = offered_to(p, i, me, now);
	bool worse = (f->empty.n && !m->empty_role) || i->people.gaps.n > m->gaps;
	if (!first && f->empty.n && worse && str_eq(f->commander, me))
		add(c, f, BELL_ROLE, 1, true);
	if (!first && h && h->seq > m->offer) {
		size_t before = c->n;
		add(c, f, BELL_OFFER, 1, true);
		if (c->n > before) {
			c->v[before].who = h->from;
			c->v[before].said = h->role;
		}
	}
	m->empty_role = f->empty.n > 0;
	m->gaps = i->people.gaps.n;
	m->offer = h ? h->seq : m->offer;
}

static void look_at_loops(struct calls *c, struct arena *a, struct bell_memory *m,
	const struct header_facts *f, const struct incident *i, struct str me, instant now,
	bool first)
{
	unsigned loops = view_loops_calls(i, me);
	const struct loop_wait *w;
	if (!first && loops > m->loops && view_loops_waiting(a, i, me, now, &w)) {
		size_t before = c->n;
		add(c, f, BELL_LOOP, 1, true);
		if (c->n > before)
			c->v[before].said = w[0].text;
	}
	m->loops = loops;
}

static void look_at_drafts(struct calls *c, struct arena *a, struct bell_memory *m,
	const struct header_facts *f, const struct policies *p, const struct incident *i,
	struct str me, bool first)
{
	struct draft_call called;
	if (!view_draft_call(a, p, i, me, m->drafts, &called))
		return;
	m->drafts = called.seq;
	size_t before = c->n;
	if (!first)
		add(c, f, BELL_DRAFT, 1, true);
	if (c->n > before)
		c->v[before].said = called.text;
}

size_t attention_look(struct bells *b, struct arena *a, const struct policies *p,
	const struct board *board, struct str me, instant now, struct bell_call *ret)
{
	struct calls c = {.v = ret};
	for (size_t i = 0; i < board->incidents.n; i++) {
		const struct incident *x = board->incidents.v[i];
		struct header_facts f;
		size_t before = c.n;
		bool first;
		if (!incident_is_open(x))
			continue;
		view_header(a, p, x, now, &f);
		struct bell_memory *m = memory_of(b, x->number, &first);
		if (!first && f.level < m->level)
			add(&c, &f, BELL_RAISED, 2, true);
		look_at_roles(&c, m, &f, p, x, me, now, first);
		look_at_promise(&c, m, &f, now, first);
		look_at_loops(&c, a, m, &f, x, me, now, first);
		look_at_drafts(&c, a, m, &f, p, x, me, first);
		const struct run_call *asked;
		size_t n = view_run_calls(a, x, me, now, &asked);
		look_at_runs(&c, m, &f, asked, n, first);
		m->level = f.level;
		if (!first && f.sends_failed > m->sends_failed)
			add(&c, &f, BELL_SEND, 1, true);
		m->sends_failed = f.sends_failed;
		for (size_t k = before; x->drill && k < c.n; k++) { /* said, but never heard */
			c.v[k].times = 0;
			c.v[k].note = false;
		}
	}
	return c.n;
}

struct str attention_text(struct arena *a, const struct bell_call *c, instant now)
{
	switch (c->reason) {
	case BELL_RAISED:
		return str_fmt(a, "INC-%u is SEV%d now", c->incident, c->level);
	case BELL_LATE:
		return str_fmt(a, "INC-%u: the update to %.*s is LATE by %s", c->incident,
			STR_ARG(c->audience), duration_clock(a, now - c->due));
	case BELL_DUE:
		return str_fmt(a, "INC-%u: the update to %.*s is due in %s", c->incident,
			STR_ARG(c->audience), duration_clock(a, c->due - now));
	case BELL_ROLE:
		return str_fmt(a, "INC-%u: a required role is empty", c->incident);
	case BELL_RUN:
	case BELL_LOOP:
	case BELL_DRAFT:
		return str_fmt(a, "INC-%u: %.*s", c->incident, STR_ARG(c->said));
	case BELL_OFFER:
		return str_fmt(a, "INC-%u: %.*s hands you %.*s; read the brief and accept",
			c->incident, STR_ARG(c->who), STR_ARG(c->said));
	case BELL_NAMED:
		return str_fmt(a, "%.*s to you: %.*s", STR_ARG(c->who), STR_ARG(c->said));
	case BELL_SEND:
		return str_fmt(
			a, "INC-%u: an update was not delivered; /next says which", c->incident);
	case BELL_LINK:
		break;
	}
	return (struct str){0};
}

bool attention_in_past(enum bell_reason reason)
{
	return reason == BELL_LATE;
}

bool attention_may_ring(struct bells *b, enum bell_reason reason, instant now)
{
	bool muted = b->muted_until != 0 && now < b->muted_until;
	if (muted && reason != BELL_LATE && reason != BELL_RAISED)
		return false;
	bool soon = b->rung[0] && now - b->rung[0] < BELLS_APART_S * US_PER_S;
	instant third = b->rung[BELLS_PER_MINUTE - 1];
	if (soon || (third && now - third < US_PER_MIN)) {
		b->swallowed++;
		return false;
	}
	memmove(b->rung + 1, b->rung, (BELLS_PER_MINUTE - 1) * sizeof *b->rung);
	b->rung[0] = now;
	b->swallowed = 0;
	return true;
}

void attention_mute(struct bells *b, instant until)
{
	b->muted_until = until;
}
