/* announce.c: what a channel hears of the incident's events: one line each, in order, none twice. */
#include "irc/bridge_private.h"

#include "base/mem.h"
#include "core/fence.h"
#include "doc/print.h"
#include "sys/clock.h"
#include "view/view_loops.h"

/* More than this at once is told in part: the channel must stay readable. */
enum { AT_ONCE = 8, SHOWN_FIRST = 5, SHOWN_LAST = 3 };

static const enum event_kind told[] = {EV_INPUT_SET, EV_SEV_SET, EV_SEV_OVERRIDE, EV_STATUS_SET,
	EV_MARK_SET, EV_REOPEN, EV_CLOSE, EV_ROLE_ASSIGN, EV_ROLE_RELEASE, EV_NOTE, EV_AMEND,
	EV_ACTION_CREATE, EV_ACTION_UPDATE, EV_UPDATE_SENT, EV_UPDATE_MISSED, EV_UPDATE_DELIVERY,
	EV_UPDATE_DRAFT, EV_UPDATE_APPROVE, EV_UPDATE_REJECT, EV_RUN_START, EV_FALLBACK_START,
	EV_RUN_STEP, EV_RUN_LATE, EV_RUN_END, EV_FALLBACK_OFFER, EV_UPDATE_SNOOZE, EV_ROLE_OFFER,
	EV_ROLE_REQUEST, EV_ROLE_ANNOUNCE, EV_ROLE_LAPSE, EV_ROLE_TAKEOVER, EV_ROLE_GAP,
	EV_ROLE_SHIFT, EV_BRIDGE_ROLLCALL, EV_EVIDENCE_KEPT, EV_EVIDENCE_HANDED, EV_CHANGE_PROPOSED,
	EV_CHANGE_STARTED, EV_CHANGE_ENDED, EV_CHECK_PASSED, EV_CHECK_FAILED, EV_REVIEW_DEBT,
	EV_REVIEW_DONE, EV_REVIEW_LATE, EV_DIVERGED, EV_DIVERGE_REVERTED, EV_DIVERGE_ACCEPTED,
	EV_GAP, EV_IRC_BIND};
/* Tasks, decisions, what is known and supposed, vendors. */
static const enum event_kind told_of_work[] = {EV_TASK_GIVE, EV_TASK_ACK, EV_TASK_DUE, EV_TASK_DONE,
	EV_POLL_OPEN, EV_POLL_OBJECTION, EV_POLL_DUE, EV_POLL_CLOSE, EV_DECISION_DUE,
	EV_DECISION_CHECK, EV_FACT, EV_THEORY_OPEN, EV_THEORY_CLOSE, EV_VENDOR_CASE, EV_VENDOR_ACK,
	EV_VENDOR_DUE, EV_VENDOR_ESCALATE, EV_VENDOR_FACT, EV_VENDOR_CLOSE};

void announce_clear(struct announcer *a)
{
	mem_free(a->v);
	*a = (struct announcer){0};
}

static bool one_of(const enum event_kind *kinds, size_t n, enum event_kind kind)
{
	for (size_t i = 0; i < n; i++)
		if (kinds[i] == kind)
			return true;
	return false;
}

/* Who spoke in the channel was answered there. */
static bool is_told(const struct event *ev)
{
	if (ev->incident == 0 ||
		(str_eq_z(ev->door, "irc") && ev->kind != EV_GAP && ev->kind != EV_IRC_BIND))
		return false;
	return one_of(told, sizeof told / sizeof told[0], ev->kind) ||
	       one_of(told_of_work, sizeof told_of_work / sizeof told_of_work[0], ev->kind);
}

void announce_take(struct announcer *a, const struct event *ev, bool news)
{
	if (ev->seq <= a->taken)
		return;
	a->taken = ev->seq;
	if (!news || !is_told(ev))
		return;
	if (a->n == a->cap) {
		size_t cap = a->cap ? a->cap * 2 : 16;

		a->v = mem_grow(a->v, a->cap, cap, sizeof *a->v);
		a->cap = cap;
	}
	a->v[a->n++] = (struct announcement){ev->seq, ev->incident, ev->kind == EV_IRC_BIND};
}

/* "(resent 14:02) ", for what may have been heard before a break. */
static const char *again(const struct bridge *b, const struct announcement *an, instant at)
{
	if (an->seq > b->announcer.before)
		return "";
	return arena_printf(b->arena, "(resent %s) ",
		time_hm(b->arena, at, zone_offset_min(engine_zone(b->engine), at)));
}

static struct doc *introduction(struct arena *a, const char *mark, const struct incident *i)
{
	struct doc *d = doc_new(a);

	doc_paraf(d, ROLE_TEXT,
		"%sthis channel is now the room of INC-%u, SEV%d: %.*s. Say !status, !log WHAT, "
		"!next, !help",
		mark, i->number, i->level, STR_ARG(i->title));
	return d;
}

static struct doc *told_entry(
	struct arena *a, const char *mark, const struct incident *i, const struct entry *e)
{
	struct doc *d = doc_new(a);
	struct str answer = view_loops_answer_at_irc(a, i, e);
	bool person = e->actor.n && !str_eq_z(e->actor, "system") && !str_eq_z(e->actor, "irc");

	doc_paraf(d, ROLE_TEXT, "%sINC-%u %.*s: %.*s%s%.*s%s%.*s%s E-%llu", mark, i->number,
		STR_ARG(e->label), STR_ARG(e->text), answer.n ? " - " : "", STR_ARG(answer),
		person ? " (by " : "", STR_ARG(person ? e->actor : STR("")), person ? ")" : "",
		(unsigned long long)e->seq);
	return d;
}

static void say_doc(struct bridge *b, const struct doc *d)
{
	struct print_opts o = {
		.line_budget = bridge_budget(b, "PRIVMSG", b->options.channel), .max_lines = 1};
	struct str *lines;
	struct err err;
	size_t n;

	if (print_irc(b->arena, d, &o, &lines, &n, &err) == RC_OK && n > 0)
		bridge_say(b, PACE_BULK, false, b->options.channel, lines[0], LINE_ID_ANNOUNCE);
}

static void say_one(struct bridge *b, const struct announcement *an)
{
	const struct incident *i = board_incident(engine_board(b->engine), an->incident);
	const struct entry *e = i ? incident_entry(i, an->seq) : NULL;

	if (!i || !incident_may_leave(i) || !connector_isupport(b->connector) ||
		!isupport_same(connector_isupport(b->connector), i->irc_channel,
			str_z(b->options.channel)))
		return;
	if (an->bind)
		say_doc(b, introduction(b->arena, again(b, an, e ? e->recorded : i->declared), i));
	else if (e)
		say_doc(b, told_entry(b->arena, again(b, an, e->recorded), i, e));
}

static void say_left_out(struct bridge *b, const struct announcement *first, size_t n)
{
	const struct incident *i = board_incident(engine_board(b->engine), first->incident);
	const struct entry *e = i ? incident_entry(i, first->seq) : NULL;
	duration ago = e ? clock_now() - e->recorded : US_PER_H;
	struct doc *d = doc_new(b->arena);

	doc_paraf(d, ROLE_TEXT, "%zu more entries meanwhile; !since %lldm shows them", n,
		(long long)(ago / US_PER_MIN + 1));
	say_doc(b, d);
}

void announce_pump(struct bridge *b)
{
	struct announcer *a = &b->announcer;
	struct arena_mark mark = arena_mark(b->arena);
	size_t left_out = a->n > AT_ONCE ? a->n - SHOWN_FIRST - SHOWN_LAST : 0;

	if (a->under_way)
		return;
	if (a->n == 0) {
		a->done = a->taken;
		return;
	}
	/* Before it leaves: a crash must know that it may have left. */
	if (a->said < a->v[a->n - 1].seq)
		a->said = a->v[a->n - 1].seq;
	record_cursor_save(b);
	for (size_t i = 0; i < a->n; i++) {
		if (left_out && i == SHOWN_FIRST) {
			say_left_out(b, &a->v[i], left_out);
			i += left_out;
		}
		say_one(b, &a->v[i]);
	}
	a->under_way = a->v[a->n - 1].seq;
	if (!connector_barrier(b->connector, PACE_BULK, a->under_way << 1 | 1))
		a->under_way = 0;
	arena_reset_to(b->arena, mark);
}

void announce_accepted(struct announcer *a, uint64_t upto)
{
	size_t n = 0;

	if (upto != a->under_way)
		return;
	while (n < a->n && a->v[n].seq <= upto)
		n++;
	memmove(a->v, a->v + n, (a->n - n) * sizeof *a->v);
	a->n -= n;
	a->done = upto;
	a->under_way = 0;
}

void announce_broken(struct announcer *a)
{
	a->under_way = 0;
	a->before = a->said;
}
