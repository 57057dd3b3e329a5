/* view_room.c: documents of the room: the stream, what waits for me, roles, clocks and actions. */
#include "view/view_room.h"

#include "base/vec.h"
#include "core/delivery.h"
#include "view/view_change.h"
#include "view/view_comms.h"
#include "view/view_people.h"
#include "view/view_run.h"
#include "view/view_draft.h"
#include "view/view_loops.h"
#include "view/view_severity.h"

struct str view_room_who(struct str actor)
{
	if (str_eq_z(actor, "system") || !actor.n)
		return STR("-");
	if (str_starts(actor, STR("irc:")))
		return str_cut(actor, 4, actor.n);
	return actor;
}

/* ---- The stream ---- */

static enum doc_role label_role(enum event_kind kind)
{
	switch ((int)kind) {
	case EV_DECLARE:
	case EV_SEV_COMPUTED:
	case EV_SEV_SET:
	case EV_SEV_OVERRIDE:
	case EV_REOPEN:
		return ROLE_SEV2;
	case EV_UPDATE_SENT:
	case EV_UPDATE_APPROVE:
	case EV_TASK_DONE:
	case EV_FACT:
		return ROLE_OK;
	case EV_UPDATE_MISSED:
	case EV_UPDATE_SNOOZE:
	case EV_UPDATE_REJECT:
	case EV_UPDATE_OVERRIDE:
	case EV_GAP:
	case EV_RUN_LATE:
	case EV_FALLBACK_OFFER:
	case EV_ROLE_GAP:
	case EV_ROLE_SHIFT:
	case EV_ROLE_OFFER:
	case EV_ROLE_REQUEST:
	case EV_ROLE_LAPSE:
	case EV_BRIDGE_ROLLCALL:
	case EV_TASK_GIVE:
	case EV_TASK_DUE:
	case EV_POLL_OPEN:
	case EV_POLL_OBJECTION:
	case EV_POLL_DUE:
	case EV_DECISION_DUE:
	case EV_VENDOR_DUE:
		return ROLE_WAIT;
	default:
		return ROLE_SEV3;
	}
}

/* A word of the person's own name in what somebody else said. */
static bool names(struct str text, struct str me)
{
	if (!me.n)
		return false;
	for (size_t i = 0; i + me.n <= text.n; i++) {
		bool start = i == 0 || text.p[i - 1] == ' ' || text.p[i - 1] == '@';
		char after = i + me.n < text.n ? text.p[i + me.n] : ' ';
		bool end = !(after >= 'a' && after <= 'z') && !(after >= '0' && after <= '9');
		if (start && end && str_ieq(str_cut(text, i, i + me.n), me))
			return true;
	}
	return false;
}

static bool is_coming_and_going(struct str how)
{
	return str_eq_z(how, "join") || str_eq_z(how, "part") || str_eq_z(how, "quit") ||
	       str_eq_z(how, "nick") || str_eq_z(how, "topic") || str_eq_z(how, "kick") ||
	       str_eq_z(how, "mode");
}

static void stream_row(struct doc *d, struct doc_block *table, const struct room_line *l,
	const struct room_look *look)
{
	struct arena *a = d->arena;
	const struct entry *e = l->entry;
	struct str who = view_room_who(e ? e->actor : l->who), text = e ? e->text : l->text;
	bool mine = look->me.n && str_ieq(who, look->me);
	int offset = zone_offset_min(look->zone, l->occurred);
	enum doc_role words = ROLE_TEXT;
	struct doc_row *row = doc_table_row(
		d, table, str_fmt(a, "E-%llu", (unsigned long long)l->seq));
	size_t c = 0;
	if (!e && is_coming_and_going(l->how))
		words = ROLE_DIM;
	else if (!mine && names(text, look->me))
		words = ROLE_ME;
	if (!e && str_eq_z(l->how, "action"))
		text = str_fmt(a, "* %.*s", STR_ARG(text));
	else if (!e && words == ROLE_DIM)
		text = str_fmt(a, "(%.*s) %.*s", STR_ARG(l->how), STR_ARG(text));
	if (e && e->amended_by)
		text = str_fmt(a, "%.*s (corrected)", STR_ARG(text));
	if (!look->narrow) {
		bool late = l->recorded - l->occurred > US_PER_MIN;
		const char *at = look->seconds ? time_hms(a, l->occurred, offset)
					       : time_hm(a, l->occurred, offset);
		doc_cell(d, row, c++, late ? ROLE_DIM : ROLE_TEXT, str_z(at));
		doc_cell(d, row, c++, e ? label_role(e->kind) : ROLE_TEXT,
			e ? e->label : (struct str){0});
	}
	doc_cell(d, row, c++, mine ? ROLE_ME : e ? ROLE_DIM : ROLE_TEXT, who);
	if (e && e->known_by.n)
		text = str_fmt(a, "%.*s (%.*s)", STR_ARG(text), STR_ARG(e->known_by));
	doc_cell(d, row, c, words, text);
}

/* On record, but no part of the conversation: that the server took a line of ours, what the bridge
 * told the channel of an event that stands here itself or passed on from another channel, and each one of those whom a
 * netsplit took along or brought back, for whom one row stands. */
static bool is_said(const struct room_line *l)
{
	if (l->entry)
		return l->entry->kind != EV_CHAT_OUT_STATE;
	return !str_eq_z(l->how, "announce") && !str_eq_z(l->how, "relay") &&
	       !str_eq_z(l->how, "split") && !str_eq_z(l->how, "netjoin");
}

struct doc *view_room_stream(
	struct arena *a, const struct room_line *lines, size_t n, const struct room_look *look)
{
	static const struct doc_column columns[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false},
		{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	struct doc *d = doc_new(a);
	size_t skip = look->narrow ? 2 : 0;
	struct doc_block *table = doc_table(d, columns + skip, 4 - skip);
	for (size_t i = 0; i < n; i++)
		if (is_said(&lines[i]))
			stream_row(d, table, &lines[i], look);
	return d;
}

/* ---- What waits for this person ---- */

enum { WAITS_NAMED = 3 };

struct waits {
	struct room_wait *v;
	size_t n, cap;
};

static void add_wait(
	struct arena *a, struct waits *w, enum doc_role role, struct str text, struct str answer)
{
	*VEC_PUSH(a, w) = (struct room_wait){text, answer, role};
}

static bool holds(struct arena *a, const struct incident *i, struct str me, const char *role)
{
	struct str roles = incident_roles_of(a, i, me), one;
	while (str_split(&roles, ',', &one)) {
		if (str_eq_z(one, role))
			return true;
	}
	return false;
}

/* Drafts of others that go out once this person says so. */
static void wait_for_drafts(struct arena *a, struct waits *w, const struct policies *p,
	const struct incident *i, struct str me)
{
	const struct update_draft *d = NULL;
	while ((d = view_draft_waits_for(p, i, me, d ? d->id : 0)))
		add_wait(a, w, ROLE_WAIT, str_fmt(a, "approve draft C-%u", d->id),
			str_fmt(a, "comms approve C-%u ", d->id));
}

static void wait_for_updates(struct arena *a, struct waits *w, const struct policies *p,
	const struct incident *i, struct str me, instant now)
{
	const struct promise *pr;
	size_t n = view_promises(a, p, i, now, &pr);
	for (size_t k = 0; k < n; k++) {
		if (!view_owes(i, &pr[k], me))
			continue;
		bool late = pr[k].state == CADENCE_LATE;
		struct str answer = str_fmt(a, "update to=%.*s ", STR_ARG(pr[k].audience));
		if (late)
			add_wait(a, w, ROLE_SEV1,
				str_fmt(a, "update %.*s [LATE %s]", STR_ARG(pr[k].audience),
					duration_clock(a, now - pr[k].due.due)),
				answer);
		else if (pr[k].state == CADENCE_AMBER)
			add_wait(a, w, ROLE_WAIT,
				str_fmt(a, "update %.*s [%s]", STR_ARG(pr[k].audience),
					duration_clock(a, pr[k].due.due - now)),
				answer);
	}
}

/* What did not go out is the communications lead's to look at; the commander's while nobody holds that role. */
static bool minds_sends(struct arena *a, const struct incident *i, struct str me)
{
	return holds(a, i, me, "comms") ||
	       (!incident_holder(i, STR("comms")).n && holds(a, i, me, "ic"));
}

static void wait_for_sends(
	struct arena *a, struct waits *w, const struct incident *i, struct str me)
{
	for (size_t k = 0; k < i->deliveries.n && minds_sends(a, i, me); k++) {
		const struct delivery *d = &i->deliveries.v[k];
		if (delivery_is_red(d))
			add_wait(a, w, ROLE_SEV1,
				str_fmt(a, "E-%llu FAILED over %.*s", (unsigned long long)d->update,
					STR_ARG(d->channel)),
				str_fmt(a, "channel retry %.*s", STR_ARG(d->channel)));
	}
}

static void wait_for_roles(struct arena *a, struct waits *w, const struct policies *p,
	const struct incident *i, struct str me, instant now)
{
	const struct empty_slot *v;
	bool headless = !incident_holder(i, STR("ic")).n;
	if (!headless && !holds(a, i, me, "ic"))
		return;
	size_t n = people_slots(a, p, i, now, &v);
	for (size_t k = 0; k < n; k++) {
		struct str id = v[k].role->id;
		const char *age = duration_short(a, now - v[k].since);
		bool ic = str_eq_z(id, "ic");
		add_wait(a, w, v[k].recorded ? ROLE_SEV1 : ROLE_WAIT,
			ic ? str_fmt(a, "nobody commands [%s]", age)
			   : str_fmt(a, "fill %.*s [%s]", STR_ARG(id), age),
			ic ? STR("role take ic") : str_fmt(a, "role %.*s @", STR_ARG(id)));
	}
}

/* Offers to me, requests to me, roles I should give up. */
static void wait_for_offers(struct arena *a, struct waits *w, const struct policies *p,
	const struct incident *i, struct str me, instant now)
{
	const struct clash *c;
	for (size_t k = 0; k < i->people.handovers.n; k++) {
		const struct handover *h = &i->people.handovers.v[k];
		instant until = people_offer_until(p, i, h);
		if (people_offer(p, i, h->role, now) != h)
			continue;
		const char *left = until == INSTANT_NONE ? "" : duration_clock(a, until - now);
		if (str_ieq(h->to, me))
			add_wait(a, w, ROLE_WAIT,
				str_fmt(a, "accept %.*s from %.*s [%s]", STR_ARG(h->role),
					STR_ARG(h->from), left),
				str_fmt(a, "accept %.*s level=", STR_ARG(h->role)));
		else if (h->asked && str_ieq(h->from, me))
			add_wait(a, w, ROLE_WAIT,
				str_fmt(a, "%.*s asks for %.*s [%s]", STR_ARG(h->to),
					STR_ARG(h->role), left),
				str_fmt(a, "handoff %.*s @%.*s", STR_ARG(h->role), STR_ARG(h->to)));
	}
	size_t n = people_clashes(a, p, i, &c);
	for (size_t k = 0; k < n; k++)
		if (str_ieq(c[k].person, me))
			add_wait(a, w, ROLE_WAIT,
				str_fmt(a, "give up %.*s at SEV%d", STR_ARG(c[k].other), i->level),
				str_fmt(a, "role release %.*s", STR_ARG(c[k].other)));
}

static void wait_for_relief(struct arena *a, struct waits *w, const struct policies *p,
	const struct incident *i, struct str me, instant now)
{
	const struct shift *s;
	size_t n = people_shifts(a, p, i, now, &s);
	for (size_t k = 0; k < n; k++) {
		struct str role = s[k].role.n ? s[k].role : STR("on duty");
		bool mine = str_ieq(s[k].person, me);
		if (!mine && !(str_eq_z(role, "ic") && holds(a, i, me, "planning")))
			continue;
		add_wait(a, w, s[k].over ? ROLE_SEV1 : ROLE_WAIT,
			str_fmt(a, "relief for %.*s [%.*s]", STR_ARG(role),
				STR_ARG(view_people_shift(a, &s[k], now))),
			s[k].role.n ? str_fmt(a, "handoff %.*s @", STR_ARG(role)) : STR("who"));
	}
}

static void wait_for_actions(
	struct arena *a, struct waits *w, const struct incident *i, struct str me, instant now)
{
	for (size_t k = 0; k < i->actions.n; k++) {
		const struct action *x = &i->actions.v[k];
		bool mine = x->status == ACTION_OPEN && str_ieq(x->owner, me);
		if (mine && x->due != INSTANT_NONE && x->due <= now)
			add_wait(a, w, ROLE_WAIT, str_fmt(a, "A-%u is due", x->id),
				str_fmt(a, "action done A-%u ", x->id));
		if (action_waits_for_check(x, now) && str_ieq(x->verifier, me))
			add_wait(a, w, ROLE_WAIT, str_fmt(a, "has A-%u helped?", x->id),
				str_fmt(a, "action verify A-%u ", x->id));
	}
}

static void wait_for_runs(
	struct arena *a, struct waits *w, const struct incident *i, struct str me, instant now)
{
	const struct run_call *c;
	size_t n = view_run_calls(a, i, me, now, &c);
	for (size_t k = 0; k < n; k++)
		add_wait(a, w, ROLE_WAIT, c[k].text, c[k].answer);
}

static void wait_for_changes(
	struct arena *a, struct waits *w, const struct incident *i, struct str me, instant now)
{
	static const char *const verbs[] = {"approve", "end", "check", "review"};
	const struct change_end *v;
	size_t n = view_change_ends(a, i, now, &v);
	for (size_t k = 0; k < n; k++) {
		if (view_change_end_is_for(i, &v[k], me))
			add_wait(a, w, v[k].role,
				str_fmt(a, "%s CHG-%u", verbs[v[k].need], v[k].change->id),
				str_fmt(a, "%.*s ", STR_ARG(v[k].how)));
	}
}

static void wait_for_loops(
	struct arena *a, struct waits *w, const struct incident *i, struct str me, instant now)
{
	const struct loop_wait *v;
	size_t n = view_loops_waiting(a, i, me, now, &v);
	for (size_t k = 0; k < n; k++)
		add_wait(a, w, v[k].role, v[k].text, v[k].answer);
}

static struct waits waiting(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now)
{
	struct waits w = {0};
	if (!incident_is_open(i))
		return w;
	wait_for_offers(a, &w, p, i, me, now);
	wait_for_drafts(a, &w, p, i, me);
	wait_for_updates(a, &w, p, i, me, now);
	wait_for_sends(a, &w, i, me);
	wait_for_runs(a, &w, i, me, now);
	wait_for_changes(a, &w, i, me, now);
	wait_for_loops(a, &w, i, me, now);
	wait_for_roles(a, &w, p, i, me, now);
	wait_for_actions(a, &w, i, me, now);
	wait_for_relief(a, &w, p, i, me, now);
	return w;
}

size_t view_room_waits(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now, const struct room_wait **ret)
{
	struct waits w = waiting(a, p, i, me, now);

	*ret = w.v;
	return w.n;
}

size_t view_room_waiting(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now)
{
	return waiting(a, p, i, me, now).n;
}

struct str view_room_answer(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now, size_t n)
{
	struct waits w = waiting(a, p, i, me, now);
	return n < w.n ? w.v[n].answer : (struct str){0};
}

/* The newest word on what is being done: the last state event that is not bookkeeping. */
static const struct entry *newest_fact(const struct incident *i)
{
	for (size_t k = i->entries.n; k > 0; k--) {
		const struct entry *e = &i->entries.v[k - 1];
		if (e->kind == EV_NOTE || e->kind == EV_STATUS_SET || e->kind == EV_SEV_SET ||
			e->kind == EV_DECLARE || e->kind == EV_POLL_CLOSE || e->kind == EV_FACT)
			return e;
	}
	return NULL;
}

struct doc *view_room_now(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now, size_t max)
{
	struct doc *d = doc_new(a);
	const struct entry *e = newest_fact(i);
	struct waits w = waiting(a, p, i, me, now);
	if (e && max > 1) {
		struct doc_block *b = doc_field(d, "NOW", e->text, ROLE_TEXT);
		doc_spanf(d, b, ROLE_DIM, " (%.*s, %s ago)", STR_ARG(view_room_who(e->actor)),
			duration_short(a, now - e->occurred));
	}
	if (w.n && max) {
		struct doc_block *b = doc_field(d, "YOU", (struct str){0}, ROLE_TEXT);
		for (size_t k = 0; k < w.n && k < WAITS_NAMED; k++) {
			doc_spanf(d, b, ROLE_HEAD, "%s%zu ", k ? "   " : "", k + 1);
			doc_span(d, b, w.v[k].role, w.v[k].text);
		}
		if (w.n > WAITS_NAMED)
			doc_spanf(d, b, ROLE_DIM, "   +%zu more: /next", w.n - WAITS_NAMED);
	}
	return d;
}

/* ---- The column at the right ---- */

static void side_roles(
	struct doc *d, const struct policies *p, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	struct gauges g = incident_gauges_at(i, now);
	const struct role *const *required;
	const struct empty_slot *empty;
	size_t n = roles_required(d->arena, p->roles, i->level, &g, &required), filled = 0;
	size_t missing = people_slots(d->arena, p, i, now, &empty);
	for (size_t k = 0; k < n; k++)
		filled += incident_holder(i, required[k]->id).n > 0;
	doc_rule(d, STR("roles"))->name = str_fmt(d->arena, "%zu/%zu", filled, n);
	struct doc_block *t = doc_table(d, columns, 2);
	for (size_t k = 0; k < i->roles.n; k++) {
		const struct tenure *x = &i->roles.v[k];
		if (x->to != INSTANT_NONE)
			continue;
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, x->role);
		doc_cell(d, row, 1, ROLE_TEXT, x->person);
	}
	for (size_t k = 0; k < missing; k++) {
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_WAIT, empty[k].role->id);
		doc_cell(d, row, 1, empty[k].recorded ? ROLE_SEV1 : ROLE_WAIT,
			str_fmt(d->arena, "EMPTY %s",
				duration_short(d->arena, now - empty[k].since)));
	}
}

static void side_clocks(struct doc *d, const struct policies *p, const struct incident *i,
	instant now, const struct zone *zone)
{
	static const struct doc_column columns[] = {
		{{0}, DOC_RIGHT, false}, {{0}, DOC_LEFT, true}, {{0}, DOC_LEFT, false}};
	const struct promise *pr;
	struct arena *a = d->arena;
	size_t n = view_promises(a, p, i, now, &pr);
	bool holding = i->milder_since != INSTANT_NONE;
	if (!n && !holding && !view_loops_clock_count(i))
		return;
	doc_rule(d, STR("clocks"));
	struct doc_block *t = doc_table(d, columns, 3);
	for (size_t k = 0; k < n; k++) {
		instant due = pr[k].due.due;
		bool late = pr[k].state == CADENCE_LATE;
		enum doc_role role = late                           ? ROLE_SEV1
				     : pr[k].state == CADENCE_AMBER ? ROLE_SEV2
								    : ROLE_TEXT;
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, role, late ? STR("LATE") : str_z(duration_clock(a, due - now)));
		doc_cell(d, row, 1, role, str_fmt(a, "update %.*s", STR_ARG(pr[k].audience)));
		doc_cell(d, row, 2, ROLE_DIM, str_z(time_hm(a, due, zone_offset_min(zone, due))));
	}
	if (holding) {
		instant end = i->milder_since + severity_hold(p->severity, i->level);
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_TEXT,
			end > now ? str_z(duration_clock(a, end - now)) : STR("over"));
		doc_cell(d, row, 1, ROLE_TEXT, STR("hold before lowering"));
		doc_cell(d, row, 2, ROLE_DIM, str_z(time_hm(a, end, zone_offset_min(zone, end))));
	}
	view_loops_clocks(d, t, i, now, zone);
}

static void side_actions(struct doc *d, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {
		{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}, {{0}, DOC_LEFT, false}};
	struct doc_block *t = NULL;
	size_t open = 0;
	for (size_t k = 0; k < i->actions.n; k++)
		open += i->actions.v[k].status == ACTION_OPEN;
	if (!open)
		return;
	doc_rule(d, STR("actions"))->name = str_fmt(d->arena, "%zu open", open);
	t = doc_table(d, columns, 3);
	for (size_t k = 0; k < i->actions.n; k++) {
		const struct action *x = &i->actions.v[k];
		if (x->status != ACTION_OPEN)
			continue;
		bool due = x->due != INSTANT_NONE && x->due <= now;
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, due ? ROLE_WAIT : ROLE_TEXT, str_fmt(d->arena, "A-%u", x->id));
		doc_cell(d, row, 1, ROLE_TEXT, x->text);
		doc_cell(d, row, 2, x->owner.n ? ROLE_TEXT : ROLE_WAIT,
			x->owner.n ? x->owner : STR("--"));
	}
}

struct doc *view_room_side(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct zone *zone)
{
	struct doc *d = doc_new(a);
	side_roles(d, p, i, now);
	if (incident_is_open(i))
		side_clocks(d, p, i, now, zone);
	side_actions(d, i, now);
	return d;
}
