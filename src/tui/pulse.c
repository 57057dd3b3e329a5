/* pulse.c: what happens once a second and when the record changes: bells, notes, the clock, batches on a slow line. */
#include "sys/clock.h"
#include "tui/tui_internal.h"

enum { SLOW_BYTES = 512, SLOW_TICKS = 5 };

static void ring(struct tui *t, const struct bell_call *call, instant now)
{
	if (t->past && !attention_in_past(call->reason))
		return;
	if (!call->times || !attention_may_ring(&t->bells, call->reason, now))
		return;
	if (call->note)
		notify_send(t, attention_text(t->turn, call, now));
	if (t->silent || t->linear)
		return;
	if (t->editor) {
		editor_tick(t);
		return;
	}
	for (int i = 0; i < call->times; i++)
		term_bell(t->term);
	tui_send(t);
}

static void tell(struct tui *t, const struct bell_call *c, instant now)
{
	static const enum doc_role roles[] = {[BELL_NAMED] = ROLE_WAIT,
		[BELL_DUE] = ROLE_SEV2,
		[BELL_LATE] = ROLE_SEV1,
		[BELL_RAISED] = ROLE_SEV1,
		[BELL_ROLE] = ROLE_WAIT,
		[BELL_LOOP] = ROLE_WAIT,
		[BELL_DRAFT] = ROLE_WAIT,
		[BELL_RUN] = ROLE_WAIT,
		[BELL_LINK] = ROLE_WAIT,
		[BELL_OFFER] = ROLE_WAIT,
		[BELL_SEND] = ROLE_SEV1};
	struct str text = attention_text(t->turn, c, now);
	if (text.n)
		tui_say(t, roles[c->reason], "%.*s", STR_ARG(text));
}

static bool names_me(const struct tui *t, struct str text)
{
	struct str me = str_z(t->me);
	char at[NAME_MAX_TUI + 1];
	int n = snprintf(at, sizeof at, "@%s", t->me);
	return me.n && str_find(text, str_n(at, (size_t)n)) >= 0;
}

/* A line of somebody else that names this person rings once; replays and own lines never do. */
static void ring_for_names(struct tui *t, uint64_t from_seq)
{
	struct journal_window w = {.incident = UINT32_MAX,
		.after_seq = from_seq ? from_seq - 1 : 0,
		.from = clock_now() - US_PER_MIN,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.limit = 50};
	struct rows rows = {0};
	struct bell_call call = {.reason = BELL_NAMED, .times = 1, .note = true};
	if (engine_window(t->engine, &w, tui_board(t), t->turn, &rows, NULL) != RC_OK)
		return;
	for (size_t i = 0; i < rows.n; i++) {
		const struct chat_row *c = &rows.v[i].chat;
		struct str who = c->nick.n ? c->nick : c->actor;
		bool hidden = c->incident && !board_incident(tui_board(t), c->incident);
		if (rows.v[i].entry || hidden || str_eq_z(who, t->me) ||
			c->kind == EV_IMPORT_LINE || !names_me(t, c->text))
			continue;
		const struct incident *in = board_incident(tui_board(t), c->incident);
		if (in && in->drill)
			call.times = 0;
		call.who = who;
		call.said = c->text;
		tell(t, &call, clock_now());
		ring(t, &call, clock_now());
		return;
	}
}

/* What this person is looking at may become sensitive meanwhile. */
static void leave_hidden(struct tui *t)
{
	uint32_t was = t->incident;
	if (!was || board_incident(tui_board(t), was))
		return;
	confirm_stop(t);
	tui_forget_past(t);
	tui_enter(t, 0);
	tui_go(t, panes_find(STR("home")));
	tui_say(t, ROLE_WAIT, "INC-%u is for the people in it alone now", was);
}

/* ---- The line to the terminal ---- */

/*
 * A line is slow while more than SLOW_BYTES wait in the kernel, or it takes no more. Then the clock moves every SLOW_TICKS
 * seconds and rows come in batches, until such a tick finds the line drained.
 */
static bool draws_now(struct tui *t)
{
	bool busy = t->term && term_behind(t->term, SLOW_BYTES);
	if (busy && !t->slow) {
		t->slow = true;
		t->slow_ticks = 0;
		tui_link_state(t, "link", "slow", clock_now());
	}
	if (!t->slow)
		return true;
	if (++t->slow_ticks % SLOW_TICKS)
		return false;
	if (!busy) {
		t->slow = false;
		tui_link_state(t, "link", "", clock_now());
	}
	return true;
}

/* ---- Once a second, and at every change ---- */

void pulse_tick(void *ctx)
{
	struct tui *t = ctx;
	struct bell_call calls[BELL_CALLS_MAX];
	instant now = clock_now();
	arena_reset(t->turn);
	size_t n = attention_look(&t->bells, t->turn, engine_policies(t->engine), tui_board(t),
		str_z(t->me), now, calls);
	for (size_t i = 0; i < n; i++) {
		bool spoken = t->linear &&
			      (calls[i].reason == BELL_DUE || calls[i].reason == BELL_LATE);
		if (!spoken) /* linear mode says promises with the whole state */
			tell(t, &calls[i], now);
		ring(t, &calls[i], now);
	}
	keep_look(t);
	keep_store(t);
	t->flash = !t->flash;
	if (t->linear)
		linear_tick(t);
	else if (draws_now(t))
		tui_dirty(t);
}

void pulse_changed(void *self, const struct engine *e, uint64_t from_seq)
{
	struct tui *t = self;
	(void)e;
	leave_hidden(t);
	ring_for_names(t, from_seq);
	if (t->linear)
		linear_changed(t, from_seq);
	else if (t->slow || t->still)
		t->dirty = true; /* with the next tick, or the next key */
	else
		tui_dirty(t);
}
