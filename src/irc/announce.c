/* announce.c: what a channel hears of the incident's events: one line each, in order, none twice. */
#include "irc/bridge_private.h"

#include "base/mem.h"
#include "core/delivery.h"
#include "core/fence.h"
#include "doc/print.h"
#include "sys/clock.h"
#include "view/view_loops.h"

/* More than this at once is told in part: the channel must stay readable. */
enum { AT_ONCE = 8, SHOWN_FIRST = 5, SHOWN_LAST = 3, UPDATE_LINES = 8 };

static const enum event_kind told[] = {EV_INPUT_SET, EV_SEV_SET, EV_SEV_OVERRIDE, EV_STATUS_SET,
	EV_MARK_SET, EV_REOPEN, EV_CLOSE, EV_ROLE_ASSIGN, EV_ROLE_RELEASE, EV_NOTE, EV_AMEND,
	EV_ACTION_CREATE, EV_ACTION_UPDATE, EV_UPDATE_SENT, EV_UPDATE_MISSED, EV_UPDATE_DELIVERY,
	EV_UPDATE_DRAFT, EV_UPDATE_APPROVE, EV_UPDATE_REJECT, EV_RUN_START, EV_FALLBACK_START,
	EV_RUN_STEP, EV_RUN_LATE, EV_RUN_END, EV_FALLBACK_OFFER, EV_UPDATE_SNOOZE, EV_ROLE_OFFER,
	EV_ROLE_REQUEST, EV_ROLE_ANNOUNCE, EV_ROLE_LAPSE, EV_ROLE_TAKEOVER, EV_ROLE_GAP,
	EV_ROLE_SHIFT, EV_BRIDGE_ROLLCALL, EV_EVIDENCE_KEPT, EV_EVIDENCE_HANDED, EV_CHANGE_PROPOSED,
	EV_CHANGE_STARTED, EV_CHANGE_ENDED, EV_CHECK_PASSED, EV_CHECK_FAILED, EV_REVIEW_DEBT,
	EV_REVIEW_DONE, EV_REVIEW_LATE, EV_DIVERGED, EV_DIVERGE_REVERTED, EV_DIVERGE_ACCEPTED,
	EV_ACCESS_GRANT, EV_ACCESS_REVOKE, EV_GAP, EV_IRC_BIND, EV_BRIDGE_OPEN, EV_BRIDGE_CLOSE};
/* Tasks, decisions, what is known and supposed, vendors. */
static const enum event_kind told_of_work[] = {EV_TASK_GIVE, EV_TASK_ACK, EV_TASK_DUE, EV_TASK_DONE,
	EV_POLL_OPEN, EV_POLL_OBJECTION, EV_POLL_DUE, EV_POLL_CLOSE, EV_DECISION_DUE,
	EV_DECISION_CHECK, EV_FACT, EV_THEORY_OPEN, EV_THEORY_CLOSE, EV_VENDOR_CASE, EV_VENDOR_ACK,
	EV_VENDOR_DUE, EV_VENDOR_ESCALATE, EV_VENDOR_FACT, EV_VENDOR_CLOSE, EV_ACTION_DUE,
	EV_ACTION_VERIFY};

/* What those hear who are no responders, beside the updates to them. */
static const enum event_kind headlines[] = {EV_SEV_SET, EV_STATUS_SET, EV_REOPEN, EV_CLOSE};

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

static bool is_told(enum event_kind kind)
{
	return one_of(told, sizeof told / sizeof told[0], kind) ||
	       one_of(told_of_work, sizeof told_of_work / sizeof told_of_work[0], kind);
}

/* Who spoke in a channel was answered there. */
static bool was_answered(const struct event *ev)
{
	return str_eq_z(ev->door, "irc") && ev->kind != EV_GAP && ev->kind != EV_IRC_BIND;
}

void announce_take(struct announcer *a, const struct event *ev, bool news)
{
	if (ev->seq <= a->taken)
		return;
	a->taken = ev->seq;
	if (ev->incident == 0 || !is_told(ev->kind))
		return;
	if (a->n == a->cap) {
		size_t cap = a->cap ? a->cap * 2 : 16;

		a->v = mem_grow(a->v, a->cap, cap, sizeof *a->v);
		a->cap = cap;
	}
	a->v[a->n++] = (struct announcement){
		ev->seq, ev->incident, ev->kind, news, was_answered(ev)};
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

static struct doc *pointer(struct arena *a, const char *mark, const struct incident *i)
{
	struct doc *d = doc_new(a);

	doc_paraf(d, ROLE_TEXT, "%sINC-%u, SEV%d: %.*s. Its room is %.*s", mark, i->number,
		i->level, STR_ARG(i->title), STR_ARG(i->irc_channel));
	return d;
}

/* Nobody shall find out later that their words went further than they thought. */
static struct doc *bridging(
	struct arena *a, const char *mark, const struct incident *i, const struct side_room *r)
{
	struct doc *d = doc_new(a);
	const char *rule = "";

	switch (r->relay) {
	case RELAY_BOTH:
		rule = ", and passed on to its responders, whose words come here";
		break;
	case RELAY_ANNOUNCE:
		rule = "; how it goes is told here";
		break;
	case RELAY_NONE:
		break;
	}
	doc_paraf(d, ROLE_TEXT,
		"%sthis channel is bridged to INC-%u (%.*s): what is said here is "
		"recorded%s",
		mark, i->number, STR_ARG(i->title), rule);
	return d;
}

static struct doc *update_words(
	struct arena *a, const char *mark, const struct incident *i, const struct update *u)
{
	struct doc *d = doc_new(a);

	doc_paraf(d, ROLE_TEXT, "%sINC-%u update: %.*s", mark, i->number, STR_ARG(u->text));
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

static void say_doc(struct bridge *b, const char *channel, const struct doc *d, size_t most)
{
	struct print_opts o = {
		.line_budget = bridge_budget(b, "PRIVMSG", channel), .max_lines = most};
	struct str *lines;
	struct err err;
	size_t n;

	if (print_irc(b->arena, d, &o, &lines, &n, &err) != RC_OK)
		return;
	for (size_t k = 0; k < n; k++)
		bridge_say(b, PACE_BULK, false, channel, lines[k], LINE_ID_ANNOUNCE);
}

/* ---- Who hears what ---- */

static bool was_answered_in(
	const struct bridge *b, const struct announcement *an, const char *channel)
{
	for (size_t n = 0; n < ANSWERED_MAX; n++) {
		const struct answered *x = &b->answered[n];

		if (x->to && an->seq >= x->from && an->seq <= x->to)
			return isupport_same(connector_isupport(b->connector), str_z(x->channel),
				str_z(channel));
	}
	return true; /* another process took it, long ago: the main channel was the place */
}

static const struct update *update_of(const struct incident *i, uint64_t seq)
{
	for (size_t n = i->updates.n; n-- > 0;)
		if (i->updates.v[n].seq == seq)
			return &i->updates.v[n];
	return NULL;
}

/* A channel of updates leads to this very room: it will be said there in full. */
static bool is_delivered_to(
	const struct bridge *b, const struct side_room *r, const struct update *u)
{
	const struct board *board = engine_board(b->engine);

	for (size_t n = 0; n < board->channels.n; n++) {
		const struct channel *c = &board->channels.v[n];

		if (!c->removed && str_eq_z(c->via, "irc") && c->since < u->seq &&
			room_same(c->target, r->channel) && channel_serves(c, u->audience))
			return true;
	}
	return false;
}

static bool is_public(const struct side_room *r)
{
	return str_eq_z(r->audience, "customers_public") ||
	       str_eq_z(r->audience, "contract_customers") || str_eq_z(r->audience, "regulator");
}

static bool room_hears(const struct bridge *b, const struct incident *i, const struct side_room *r,
	const struct announcement *an)
{
	bool responders = str_eq_z(r->audience, "responders");
	const struct update *u;

	if (an->kind == EV_BRIDGE_OPEN && an->seq == r->seq)
		return true;
	if (r->relay == RELAY_NONE || an->seq < r->seq)
		return false;
	if (an->kind == EV_UPDATE_SENT) {
		u = update_of(i, an->seq);
		return u && (responders || str_eq(u->audience, r->audience)) &&
		       !is_delivered_to(b, r, u);
	}
	if (responders)
		return an->news;
	return !is_public(r) && one_of(headlines, sizeof headlines / sizeof headlines[0], an->kind);
}

/* What the channel is told of it; NULL: nothing. */
static const struct doc *words_for(
	struct bridge *b, const struct announcement *an, const char *channel)
{
	const struct incident *i = board_incident(engine_board(b->engine), an->incident);
	const struct entry *e = i ? incident_entry(i, an->seq) : NULL;
	const struct side_room *r;
	const struct update *u;
	const char *mark;

	if (!e || !incident_may_leave(i) || bridge_was_fenced(i, an->seq))
		return NULL;
	mark = again(b, an, e->recorded);
	if (bridge_is_main(b, i, str_z(channel))) {
		if (!an->news || (an->answered && was_answered_in(b, an, channel)))
			return NULL;
		return an->kind == EV_IRC_BIND ? introduction(b->arena, mark, i)
					       : told_entry(b->arena, mark, i, e);
	}
	if (bridge_is_lobby(b, str_z(channel)))
		return an->kind == EV_IRC_BIND && incident_is_open(i) && i->irc_channel.n
			       ? pointer(b->arena, mark, i)
			       : NULL;
	r = bridge_room(b, i, str_z(channel));
	if (!r || !room_hears(b, i, r, an))
		return NULL;
	if (an->kind == EV_BRIDGE_OPEN && an->seq == r->seq)
		return bridging(b->arena, mark, i, r);
	if (an->kind == EV_UPDATE_SENT && (u = update_of(i, an->seq)))
		return update_words(b->arena, mark, i, u);
	return told_entry(b->arena, mark, i, e);
}

/* ---- Saying it ---- */

static void say_left_out(
	struct bridge *b, const struct announcement *first, size_t n, const char *channel)
{
	const struct incident *i = board_incident(engine_board(b->engine), first->incident);
	const struct entry *e = i ? incident_entry(i, first->seq) : NULL;
	duration ago = e ? clock_now() - e->recorded : US_PER_H;
	struct doc *d = doc_new(b->arena);

	doc_paraf(d, ROLE_TEXT, "%zu more entries meanwhile; !since %lldm shows them", n,
		(long long)(ago / US_PER_MIN + 1));
	say_doc(b, channel, d, 1);
}

static void say_in(struct bridge *b, const char *channel)
{
	const struct announcer *a = &b->announcer;
	size_t total = 0, at = 0, left_out;

	for (size_t n = 0; n < a->n; n++)
		total += words_for(b, &a->v[n], channel) != NULL;
	left_out = total > AT_ONCE ? total - SHOWN_FIRST - SHOWN_LAST : 0;
	for (size_t n = 0; n < a->n && at < total; n++) {
		const struct doc *d = words_for(b, &a->v[n], channel);

		if (!d)
			continue;
		if (left_out && at == SHOWN_FIRST)
			say_left_out(b, &a->v[n], left_out, channel);
		if (at < SHOWN_FIRST || at >= SHOWN_FIRST + left_out)
			say_doc(b, channel, d, a->v[n].kind == EV_UPDATE_SENT ? UPDATE_LINES : 1);
		at++;
	}
}

static bool is_wanted_in(struct bridge *b, const char *channel)
{
	for (size_t n = 0; n < b->announcer.n; n++)
		if (words_for(b, &b->announcer.v[n], channel))
			return true;
	return false;
}

/* A channel on its way is waited for; one that keeps us out is not, while others listen. */
static bool is_coming(const struct bridge *b, const struct irc_channel *ch)
{
	const struct side_room *room;

	if (ch->state == CHANNEL_LIVE)
		return false;
	if (ch->state != CHANNEL_JOIN || ch->step_at)
		return true;
	(void)bridge_incident(b, str_z(ch->name), &room);
	return !room && !ch->refused;
}

static bool is_time(struct bridge *b)
{
	const struct irc_channels *all = connector_channels(b->connector);
	struct arena_mark mark = arena_mark(b->arena);
	bool heard = false, coming = false;

	for (size_t n = 0; n < all->n; n++) {
		heard = heard || all->v[n]->state == CHANNEL_LIVE;
		coming = coming || (is_coming(b, all->v[n]) && is_wanted_in(b, all->v[n]->name));
	}
	arena_reset_to(b->arena, mark);
	return heard && !coming;
}

void announce_pump(struct bridge *b)
{
	struct announcer *a = &b->announcer;
	struct arena_mark mark = arena_mark(b->arena);

	if (a->under_way)
		return;
	if (a->n == 0) {
		a->done = a->taken;
		return;
	}
	if (!is_time(b))
		return;
	/* Before it leaves: a crash must know that it may have left. */
	if (a->said < a->v[a->n - 1].seq)
		a->said = a->v[a->n - 1].seq;
	record_cursor_save(b);
	for (size_t n = 0; n < b->channel_count; n++)
		if (connector_hears(b->connector, str_z(b->channels[n]->name)))
			say_in(b, b->channels[n]->name);
	a->under_way = a->v[a->n - 1].seq;
	if (!connector_barrier(b->connector, PACE_BULK, a->under_way << 1 | 1))
		a->under_way = 0;
	arena_reset_to(b->arena, mark);
}

void announce_late(struct bridge *b, const char *channel)
{
	const struct side_room *r;
	const struct incident *i = bridge_incident(b, str_z(channel), &r);
	struct arena_mark mark = arena_mark(b->arena);

	if (i && r && r->seq <= b->announcer.done)
		say_doc(b, channel, bridging(b->arena, "", i, r), 1);
	else if (i && !r && i->rooms.bound <= b->announcer.done)
		say_doc(b, channel, introduction(b->arena, "", i), 1);
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
