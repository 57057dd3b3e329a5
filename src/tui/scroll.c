/* scroll.c: rows and pages in any pane; in streams by record number, so that new rows move nothing. */
#include "tui/scroll_internal.h"

static bool is_stream(const struct tui *t)
{
	return t->pane->digit == '1' && t->incident;
}

static struct list *list_of(struct tui *t)
{
	return &t->lists[panes_index(t->pane)];
}

/* The keys of the present rows, as the pane would draw them now. */
static struct pane_parts parts_of(struct tui *t)
{
	struct screen_state s = tui_state(t, t->drawn.columns, t->drawn.rows);
	struct pane_view v = pane_view_of(&s, t->frame, t->drawn.columns, t->drawn.rows);
	struct pane_parts p = {0};
	if (v.incident || !t->pane->needs_room)
		t->pane->content(&v, &p);
	return p;
}

void scroll_live(struct tui *t)
{
	t->anchor = 0;
	list_of(t)->follow = t->pane->follows;
}

/* Rows behind the anchor, oldest first; at most limit. */
static struct rows rows_after(struct tui *t, uint64_t after, size_t limit)
{
	struct journal_window w = {.incident = t->incident,
		.after_seq = after,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = t->past ? t->past_at : INSTANT_NONE,
		.limit = limit};
	const struct board *b = t->past ? t->past : tui_board(t);
	struct rows rows = {0};
	if (engine_window(t->engine, &w, b, t->turn, &rows, NULL) != RC_OK)
		rows.n = 0;
	return rows;
}

static void stream_forward(struct tui *t, size_t by)
{
	if (!t->anchor)
		return;
	struct rows rows = rows_after(t, t->anchor, by + 1);
	if (rows.n <= by) {
		scroll_live(t);
		return;
	}
	t->anchor = rows.v[by - 1].seq;
	list_of(t)->key = t->anchor;
}

static void stream_page(struct tui *t, int direction)
{
	size_t page = t->info.list_height > 2 ? t->info.list_height - 1 : 1;
	if (direction > 0) {
		stream_forward(t, page);
		return;
	}
	if (!t->info.first_key || t->info.first_key == t->info.last_key)
		return;
	if (t->info.body_rows < t->info.list_height)
		return; /* the beginning is on screen */
	t->anchor = t->info.first_key;
	list_of(t)->follow = false;
	list_of(t)->key = t->anchor;
}

/* Keeps the mark on screen by moving the window of the stream with it. */
static void follow_mark(struct tui *t, const uint64_t *keys, size_t n)
{
	const struct list *l = list_of(t);
	size_t first = 0, last = n ? n - 1 : 0;
	for (size_t i = 0; i < n; i++) {
		first = keys[i] == t->info.first_key ? i : first;
		last = keys[i] == t->info.last_key ? i : last;
	}
	if (l->at < first && last >= first - l->at)
		t->anchor = keys[last - (first - l->at)];
}

static void move_rows(struct tui *t, long by)
{
	struct pane_parts p = parts_of(t);
	struct list *l = list_of(t);
	if (!p.keys) {
		l->top = by < 0 && (size_t)-by > l->top ? 0 : l->top + (size_t)by;
		return;
	}
	if (is_stream(t) && by > 0 && t->anchor && p.count && l->key == p.keys[p.count - 1]) {
		stream_forward(t, (size_t)by);
		return;
	}
	list_move(l, p.keys, p.count, by, t->pane->follows && !t->anchor);
	if (is_stream(t))
		follow_mark(t, p.keys, p.count);
}

static void to_first(struct tui *t)
{
	struct pane_parts p = parts_of(t);
	struct list *l = list_of(t);
	l->follow = false;
	l->top = 0;
	if (is_stream(t)) {
		size_t page = t->info.list_height ? t->info.list_height : 1;
		struct rows rows = rows_after(t, 0, page);
		if (rows.n) {
			l->key = rows.v[0].seq;
			t->anchor = rows.n < page ? 0 : rows.v[rows.n - 1].seq;
		}
		return;
	}
	if (p.keys)
		list_move(l, p.keys, p.count, -(long)p.count, false);
}

static void to_last(struct tui *t)
{
	struct pane_parts p;
	scroll_live(t);
	p = parts_of(t);
	if (p.keys && !is_stream(t))
		list_move(list_of(t), p.keys, p.count, (long)p.count, t->pane->follows);
}

void scroll_to(struct tui *t, uint64_t key)
{
	struct list *l = list_of(t);
	l->key = key;
	l->follow = false;
	t->focus = FOCUS_LIST;
	if (is_stream(t))
		t->anchor = key;
}

void scroll_mark_unread(struct tui *t)
{
	uint64_t newest = tui_board(t)->seq;
	if (t->in_sight)
		return; /* what comes now is seen as it comes */
	if (!t->unread_from && t->seen && t->seen < newest)
		t->unread_from = t->seen;
	t->unread_upto = newest;
}

void scroll_all_seen(struct tui *t)
{
	if (!is_stream(t))
		return; /* the end of another view says nothing about the room */
	t->unread_from = 0;
	t->seen = tui_board(t)->seq;
}

bool scroll_unread(struct tui *t)
{
	scroll_mark_unread(t);
	uint64_t from = t->unread_from;
	struct rows rows = from ? rows_after(t, from, 1) : (struct rows){0};
	scroll_live(t);
	if (!rows.n)
		return false;
	scroll_to(t, rows.v[0].seq);
	return true;
}

static void scroll_over(size_t *top, size_t lines, long by)
{
	if (by < 0)
		*top = (size_t)-by > *top ? 0 : *top - (size_t)-by;
	else if (*top + (size_t)by < lines)
		*top += (size_t)by;
}

static long amount(const struct tui *t, enum key_act act)
{
	long page = t->info.list_height > 2 ? (long)t->info.list_height - 1 : 5;
	switch ((int)act) {
	case KEY_ACT_SCROLL_UP:
		return -page;
	case KEY_ACT_SCROLL_DOWN:
		return page;
	case KEY_ACT_ROW_UP:
	case KEY_ACT_PREVIOUS_FIELD:
		return -1;
	case KEY_ACT_ROW_DOWN:
	case KEY_ACT_NEXT_FIELD:
		return 1;
	default:
		return 0;
	}
}

/* One event or minute in the time of the timeline. */
static void walk_time(struct tui *t, enum key_act act)
{
	const struct incident *i = board_incident(tui_board(t), t->incident);
	struct screen_state s = tui_state(t, 1, 1);
	instant base = t->past ? t->past_at : s.now, at = INSTANT_NONE;
	bool back = act == KEY_ACT_EVENT_BACK;
	struct err err;
	if (act == KEY_ACT_MINUTE_BACK || act == KEY_ACT_MINUTE_FORWARD)
		at = base + (act == KEY_ACT_MINUTE_BACK ? -US_PER_MIN : US_PER_MIN);
	for (size_t k = 0; i && at == INSTANT_NONE && k < i->entries.n; k++) {
		size_t n = back ? i->entries.n - 1 - k : k;
		instant known = i->entries.v[n].recorded;
		if (back ? known < base : known > base)
			at = known;
	}
	if (at == INSTANT_NONE)
		tui_forget_past(t);
	else if (tui_look_back(t, at, &err) != RC_OK)
		tui_say(t, ROLE_ERR, "%s", err.text);
}

bool scroll_act(struct tui *t, enum key_act act)
{
	long by = amount(t, act);
	if (by && t->help) {
		t->help_top = by < 0 && (size_t)-by > t->help_top ? 0 : t->help_top + (size_t)by;
		t->help_top = t->help_top < t->info.body_rows ? t->help_top : t->info.body_rows;
		return true;
	}
	if (by && t->shown) {
		scroll_over(&t->shown_top, t->info.over_rows, by);
		return true;
	}
	switch ((int)act) {
	case KEY_ACT_SCROLL_UP:
	case KEY_ACT_SCROLL_DOWN:
		if (is_stream(t))
			stream_page(t, by > 0 ? 1 : -1);
		else
			move_rows(t, by);
		return true;
	case KEY_ACT_ROW_UP:
	case KEY_ACT_ROW_DOWN:
	case KEY_ACT_NEXT_FIELD:
	case KEY_ACT_PREVIOUS_FIELD:
		move_rows(t, by);
		return true;
	case KEY_ACT_FIRST_ROW:
		to_first(t);
		return true;
	case KEY_ACT_LAST_ROW:
		tui_forget_past(t);
		to_last(t);
		scroll_all_seen(t);
		return true;
	case KEY_ACT_LINE_END:
		if (!t->prompt.edit.n)
			scroll_all_seen(t);
		if (t->prompt.edit.n || !t->anchor)
			return false;
		to_last(t); /* End with nothing typed: live again */
		return true;
	case KEY_ACT_EVENT_BACK:
	case KEY_ACT_EVENT_FORWARD:
	case KEY_ACT_MINUTE_BACK:
	case KEY_ACT_MINUTE_FORWARD:
		walk_time(t, act);
		return true;
	default:
		return false;
	}
}
