/* tui_state.c: gathers the state of a frame from the engine: boards, the window of the stream, completion. */
#include "base/vec.h"
#include "core/fence.h"
#include "sys/clock.h"
#include "tui/tui_internal.h"

const struct board *tui_board(const struct tui *t)
{
	return engine_board_for(t->engine, str_z(t->me));
}

const struct incident *tui_looked_at(const struct tui *t)
{
	const struct incident *i = t->incident ? board_incident(tui_board(t), t->incident) : NULL;
	return i && t->past ? board_incident(t->past, t->incident) : i;
}

void tui_forget_past(struct tui *t)
{
	board_free(t->past);
	t->past = NULL;
	t->anchor = 0;
}

/* ---- The stream ---- */

struct lines {
	struct room_line *v;
	size_t n, cap;
};

static void add_line(struct arena *a, struct lines *out, const struct row *r)
{
	struct room_line *l = VEC_PUSH(a, out);
	const struct chat_row *c = &r->chat;
	*l = (struct room_line){.seq = r->seq, .entry = r->entry};
	if (r->entry) {
		l->occurred = r->entry->occurred;
		l->recorded = r->entry->recorded;
		l->who = r->entry->actor;
		l->text = r->entry->text;
		return;
	}
	l->occurred = c->occurred;
	l->recorded = c->recorded;
	l->who = c->nick.n ? c->nick : c->actor;
	l->text = c->text;
	l->how = c->how;
}

/* Rows up to `before` (exclusive; 0: the newest), oldest first. */
static void read_back(
	struct tui *t, struct arena *a, uint64_t before, size_t limit, struct lines *out)
{
	struct journal_window w = {.incident = t->incident,
		.before_seq = before,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = t->past ? t->past_at : INSTANT_NONE,
		.backwards = true,
		.limit = limit};
	const struct board *b = t->past ? t->past : tui_board(t);
	struct rows rows = {0};
	*out = (struct lines){0};
	if (engine_window(t->engine, &w, b, a, &rows, NULL) != RC_OK)
		return;
	for (size_t i = rows.n; i > 0; i--)
		add_line(a, out, &rows.v[i - 1]);
}

static uint64_t count_newer(struct tui *t, struct arena *a, uint64_t after)
{
	enum { NEWER_MAX = 1000 };
	struct journal_window w = {.incident = t->incident,
		.after_seq = after,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = t->past ? t->past_at : INSTANT_NONE,
		.limit = NEWER_MAX};
	struct rows rows = {0};
	struct arena_mark mark = arena_mark(a);
	if (engine_window(t->engine, &w, tui_board(t), a, &rows, NULL) != RC_OK)
		rows.n = 0;
	arena_reset_to(a, mark);
	return rows.n;
}

/* What others said and did while the room was out of sight; of the rows that are shown. */
static void find_unread(const struct tui *t, struct stream *s)
{
	for (size_t i = 0; t->unread_from && !t->past && i < s->n; i++) {
		const struct room_line *l = &s->v[i];
		bool between = l->seq > t->unread_from && l->seq <= t->unread_upto;
		if (!between || str_eq_z(l->who, t->me))
			continue;
		s->unread = s->unread ? s->unread : l->seq;
		s->unread_n++;
	}
}

struct stream tui_stream(struct tui *t, struct arena *a, size_t rows)
{
	struct stream s = {.live = t->anchor == 0};
	struct lines lines, tail;
	if (!t->incident || !tui_looked_at(t))
		return s;
	read_back(t, a, t->anchor ? t->anchor + 1 : 0, rows, &lines);
	s.v = lines.v;
	s.n = lines.n;
	find_unread(t, &s);
	if (t->anchor) {
		s.newer = count_newer(t, a, t->anchor);
		read_back(t, a, 0, s.newer < 5 ? (size_t)s.newer : 5, &tail);
		s.tail = tail.v;
		s.tail_n = s.newer ? tail.n : 0;
		s.live = s.newer == 0;
	}
	return s;
}

/* ---- The state ---- */

static void standing_attention(struct tui *t, struct screen_state *s)
{
	const struct incident *i = board_incident(s->board, s->incident);
	struct arena *a = t->frame;
	if (t->notice[0]) {
		s->attention = str_z(t->notice);
		s->attention_role = t->notice_role;
		return;
	}
	if (t->busy_stop) {
		s->attention = str_z(t->busy);
		s->attention_role = ROLE_TEXT;
		return;
	}
	if (t->offer[0] && s->now < t->offer_until) {
		s->attention = str_z(t->offer);
		s->attention_role = ROLE_OK;
		return;
	}
	size_t n = i ? view_room_waiting(a, s->policies, i, s->me, s->now) : 0;
	if (!n)
		return;
	struct str answer = view_room_answer(a, s->policies, i, s->me, s->now, 0);
	s->attention = str_fmt(a, "%s %zu thing%s wait%s for you   Alt-a: /%.*s", t->alert, n,
		n == 1 ? "" : "s", n == 1 ? "s" : "", STR_ARG(answer));
	s->attention_role = ROLE_WAIT;
}

static bool shows_stream(const struct tui *t, int columns, int rows)
{
	return t->pane->digit == '1' || (columns >= 180 && rows >= 50);
}

struct screen_state tui_state(struct tui *t, int columns, int rows)
{
	const struct health *h = engine_health(t->engine);
	struct screen_state s = {.columns = columns,
		.rows = rows,
		.ascii = t->ascii,
		.still = t->still,
		.flash = t->flash,
		.bare = t->bare,
		.alert = t->alert,
		.policies = engine_policies(t->engine),
		.board = tui_board(t),
		.past = t->past ? board_seen_by(t->frame, t->past, tui_board(t), str_z(t->me))
				: NULL,
		.past_at = t->past_at,
		.late = t->late,
		.now = clock_now(),
		.zone = engine_zone(t->engine),
		.me = str_z(t->me),
		.incident = t->incident,
		.pane = t->pane,
		.lists = t->lists,
		.focus = t->focus,
		.menu_leader = t->menu_leader,
		.keymap = t->keymap,
		.prompt = prompt_look(&t->prompt),
		.filter = str_z(t->filter),
		.shown = t->shown,
		.shown_title = str_z(t->shown_title),
		.shown_top = t->shown_top,
		.confirm = confirm_look(t),
		.help = t->help,
		.help_filter = str_z(t->help_filter),
		.help_top = t->help_top,
		.link_count = t->link_count};
	memcpy(s.links, t->links, sizeof s.links);
	if (t->find_open)
		s.find = (struct find_look){.text = str_n(t->find, t->find_n),
			.at = t->find_at,
			.count = t->find_count};
	if (!h->ok || t->unwell[0])
		s.health = str_dup(t->frame, str_z(h->ok ? t->unwell : h->text));
	if (shows_stream(t, columns, rows))
		s.stream = tui_stream(t, t->frame, (size_t)(rows > 0 ? rows : 1) * 2 + 8);
	standing_attention(t, &s);
	return s;
}

void tui_go(struct tui *t, const struct pane_type *p)
{
	if (strcmp(p->name, "help") == 0) {
		t->help = true;
		t->help_top = 0;
		return;
	}
	t->help = false;
	t->shown = NULL;
	if (p->digit == '0') {
		t->last_incident = t->incident ? t->incident : t->last_incident;
		t->incident = 0;
		tui_forget_past(t);
	} else if (!t->incident && t->last_incident) {
		t->incident = t->last_incident;
	}
	if (t->pane->form && !p->form)
		t->focus = FOCUS_PROMPT;
	if (t->pane != p && p->follows)
		t->lists[panes_index(p)].follow = true;
	t->pane = p;
	if (p->form)
		t->focus = FOCUS_LIST;
}

void tui_enter(struct tui *t, uint32_t incident)
{
	if (incident != t->incident)
		tui_forget_past(t);
	t->incident = t->last_incident = incident;
	t->anchor = 0;
	t->focus = FOCUS_PROMPT;
	tui_go(t, panes_find(STR("room")));
}

void tui_refresh_prompt(struct tui *t)
{
	struct world w = {.board = tui_board(t),
		.incident = tui_looked_at(t),
		.policies = engine_policies(t->engine),
		.me = str_z(t->me),
		.arena = t->prompt.arena};
	struct stream s = {0};
	instant now = clock_now();
	w.time = (struct time_ctx){.now = now,
		.zero = w.incident ? incident_zero(w.incident) : INSTANT_NONE,
		.zone = engine_zone(t->engine)};
	if (prompt_sign(&t->prompt) && !t->prompt.cycling) {
		arena_reset(t->stream_arena);
		s = tui_stream(t, t->stream_arena, 60);
	}
	w.stream = &s;
	struct complete_ask ask = world_ask(&w, t->verbs, t->verb_count);
	prompt_refresh(&t->prompt, &ask);
}
