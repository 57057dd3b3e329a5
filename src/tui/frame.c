/* frame.c: draws one whole frame from a state: pure, so that golden frames need no terminal. */
#include "base/utf8.h"
#include "tui/header_internal.h"
#include "tui/hints_internal.h"
#include "tui/paint_internal.h"
#include "tui/pane_internal.h"
#include "tui/popup_internal.h"
#include "tui/promptline_internal.h"

const struct incident *screen_incident(const struct screen_state *s)
{
	return s->incident ? board_incident(s->past ? s->past : s->board, s->incident) : NULL;
}

enum key_context screen_context(const struct screen_state *s)
{
	if (s->focus == FOCUS_PROMPT)
		return KEYCTX_PROMPT;
	if (s->find.text.p)
		return KEYCTX_FIND;
	if (s->pane->form)
		return KEYCTX_FORM;
	return s->pane->timeline ? KEYCTX_TIMELINE : KEYCTX_LIST;
}

/* ---- The body ---- */

struct body {
	const struct screen_state *s;
	struct arena *arena;
	struct grid *g;
	struct pane_view view;
	struct pane_parts parts;
	struct frame_info *info;
};

static struct sheet sheet_of(struct body *b, const struct doc *d, int width, bool list)
{
	struct sheet s;
	struct paint_options o = {.width = width, .compact = true};
	o.gap = list ? b->parts.gap : 2;
	o.wrap = list ? b->parts.wrap : true;
	o.gutter = list && b->parts.gutter;
	paint_doc(b->arena, d, &o, &s);
	return s;
}

/* A document from its first line, as far as it fits. */
static void draw_doc(struct body *b, struct rect at, const struct doc *d, bool list)
{
	struct sheet s = sheet_of(b, d, at.w, list);
	paint_sheet(b->g, at.x, at.y, at.w, at.h, &s, 0, -1);
}

static int take_doc(
	struct body *b, struct rect *left, const struct doc *d, int most, bool at_bottom)
{
	if (!d || most < 1 || left->h < 2)
		return 0;
	struct sheet s = sheet_of(b, d, left->w, false);
	int rows = (int)s.n < most ? (int)s.n : most;
	rows = rows < left->h - 1 ? rows : left->h - 1;
	int y = at_bottom ? left->y + left->h - rows : left->y;
	paint_sheet(b->g, left->x, y, left->w, rows, &s, 0, -1);
	left->h -= rows;
	left->y += at_bottom ? 0 : rows;
	return rows;
}

static void separator(struct body *b, int x, int y, int h)
{
	for (int i = 0; i < h; i++)
		grid_put_z(b->g, x, y + i, 1, ROLE_DIM, "|");
}

/* Which unit of the painted list carries the mark; -1: none. */
static int marked_unit(const struct body *b)
{
	const struct pane_parts *p = &b->parts;
	bool shown = b->s->focus == FOCUS_LIST || p->marked;
	if (!shown || !p->keys || !p->count || b->view.list.at < p->first)
		return -1;
	return (int)(b->view.list.at - p->first);
}

static size_t first_line(struct body *b, const struct sheet *s, int height, int marked)
{
	size_t from = 0, to = 0, h = (size_t)height;
	if (b->parts.bottom && s->n > h)
		from = s->n - h;
	else if (!b->parts.keys && s->n > h)
		from = b->view.list.top < s->n - h ? b->view.list.top : s->n - h;
	size_t a, z;
	if (marked >= 0 && sheet_unit(s, marked, &a, &z)) {
		to = from + h;
		if (a < from)
			from = a;
		else if (z > to)
			from = z - h < a ? z - h : a;
	}
	return from;
}

static void note_visible(struct body *b, const struct sheet *s, size_t from, int height)
{
	const struct pane_parts *p = &b->parts;
	int first = -1, last = -1;
	for (size_t i = from; i < s->n && i < from + (size_t)height; i++) {
		if (s->v[i].unit < 0)
			continue;
		first = first < 0 ? s->v[i].unit : first;
		last = s->v[i].unit;
	}
	if (first < 0 || !p->keys || p->first + (size_t)last >= p->count)
		return;
	b->info->first_key = p->keys[p->first + (size_t)first];
	b->info->last_key = p->keys[p->first + (size_t)last];
}

/* Which row of the list stands where, for the mouse. */
static void note_rows(struct body *b, const struct sheet *s, size_t from, int y, int height)
{
	const struct pane_parts *p = &b->parts;
	for (size_t i = from; p->keys && i < s->n && (int)(i - from) < height; i++) {
		size_t row = (size_t)y + (i - from);
		if (s->v[i].unit >= 0 && row < FRAME_ROWS_MAX &&
			p->first + (size_t)s->v[i].unit < p->count)
			b->info->row_key[row] = p->keys[p->first + (size_t)s->v[i].unit];
	}
}

/* A stream stands at the bottom of its place; what is above stays blank. */
static void draw_list(struct body *b, struct rect at)
{
	const struct pane_parts *p = &b->parts;
	b->info->list_height = at.h > 0 ? (size_t)at.h : 0;
	if (!p->main || at.h < 1)
		return;
	struct sheet s = sheet_of(b, p->main, at.w, true);
	int marked = marked_unit(b);
	size_t from = first_line(b, &s, at.h, marked);
	int gap = p->bottom && (int)s.n < at.h ? at.h - (int)s.n : 0;
	paint_sheet(b->g, at.x, at.y + gap, at.w, at.h - gap, &s, from, marked);
	note_visible(b, &s, from, at.h);
	note_rows(b, &s, from, at.y + gap, at.h - gap);
	b->info->body_rows = s.n;
}

static void draw_bottom_doc(struct body *b, struct rect at, const struct doc *d)
{
	struct sheet s = sheet_of(b, d, at.w, true);
	int gap = (int)s.n < at.h ? at.h - (int)s.n : 0;
	size_t from = (int)s.n > at.h ? s.n - (size_t)at.h : 0;
	paint_sheet(b->g, at.x, at.y + gap, at.w, at.h - gap, &s, from, -1);
}

static void take_tail(struct body *b, struct rect *at)
{
	const struct pane_parts *p = &b->parts;
	int rows = at->h >= 12 ? 4 : at->h >= 6 ? 2 : 0;
	if (!p->tail || !rows)
		return;
	at->h -= rows + 1;
	struct rect live = {at->x, at->y + at->h + 1, at->w, rows};
	paint_rule(b->g, b->arena, at->x, at->y + at->h, at->w, p->tail_title, STR("live below"));
	draw_bottom_doc(b, live, p->tail);
}

static void take_side(struct body *b, struct rect *at)
{
	const struct pane_parts *p = &b->parts;
	if (!p->side || p->side_width < 8 || p->side_width > at->w - 20)
		return;
	int x = at->x + at->w - p->side_width;
	separator(b, x - 2, at->y, at->h);
	draw_doc(b, (struct rect){x, at->y, p->side_width, at->h}, p->side, false);
	at->w -= p->side_width + 2;
}

static void take_second(struct body *b, struct rect *at)
{
	const struct pane_parts *p = &b->parts;
	if (!p->second)
		return;
	int w = at->w / 2 - 2, x = at->x + at->w - w;
	separator(b, x - 2, at->y, at->h);
	paint_rule(b->g, b->arena, x, at->y, w, p->second_title, (struct str){0});
	draw_bottom_doc(b, (struct rect){x, at->y + 1, w, at->h - 1}, p->second);
	at->w -= w + 2;
}

static void draw_body(struct body *b, struct rect at)
{
	struct pane_parts *p = &b->parts;
	take_side(b, &at);
	take_doc(b, &at, p->top, at.h / 3 > 1 ? at.h / 3 : 1, false);
	take_second(b, &at);
	take_doc(b, &at, p->foot, 2, true);
	take_doc(b, &at, p->below, p->below_max, true);
	if (p->title.n && at.h >= 4) {
		paint_rule(b->g, b->arena, at.x, at.y, at.w, p->title, p->right);
		at.y++;
		at.h--;
	}
	take_tail(b, &at);
	draw_list(b, at);
	b->info->list_top = p->first;
	b->info->list_at = b->view.list.at;
	b->info->list_key = b->view.list.key;
}

static void draw_dock(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	struct room_look look = {.zone = s->zone, .me = s->me};
	if (!at.h)
		return;
	const struct room_line *lines = s->stream.live ? s->stream.v : s->stream.tail;
	size_t n = s->stream.live ? s->stream.n : s->stream.tail_n;
	struct body b = {.s = s, .arena = a, .g = g, .parts = {.gap = 1, .wrap = true}};
	paint_rule(g, a, at.x, at.y, at.w, STR("room, live"), (struct str){0});
	draw_bottom_doc(&b, (struct rect){at.x, at.y + 1, at.w, at.h - 1},
		view_room_stream(a, lines, n, &look));
}

static void draw_attention(
	const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	if (!at.h)
		return;
	if (s->health.n)
		grid_put_clip(g, at.x, at.y, at.w, ROLE_SEV1,
			utf8_plain(
				a, str_fmt(a, "%s %.*s", s->alert, STR_ARG(s->health)), UTF8_LINE));
	else
		grid_put_clip(g, at.x, at.y, at.w, s->attention_role,
			utf8_clean(a, s->attention, UTF8_LINE).text);
}

/* In one to three rows a draft takes the place of the header: keys still work, no refusal. */
static bool prompt_only(const struct screen_state *s, const struct layout *l)
{
	return l->tier == TIER_ROW && !l->prompt.h && s->prompt.edit->n > 0;
}

void frame_render(const struct screen_state *s, struct arena *a, struct grid *ret_grid,
	struct frame_info *ret_info)
{
	struct layout l;
	struct screen_state state = *s;
	struct grid *g = ret_grid;
	bool dock = s->incident && !s->help && s->pane->digit != '1' && s->pane->digit != '0';
	state.counted = header_counted(s, a);
	if (state.help)
		state.pane = panes_find(STR("help"));
	grid_init(g, a, s->columns, s->rows);
	*ret_info = (struct frame_info){0};
	layout_compute(g->columns, g->rows, promptline_rows(s, a, g->columns), dock, &l);
	if (!s->incident) { /* home has one header row and no tabs */
		l.body.y -= l.header_b.h + l.tabs.h;
		l.body.h += l.header_b.h + l.tabs.h;
		l.tabs.h = 0;
	}
	if (s->bare)
		l.body = (struct rect){0, 0, g->columns, l.prompt.y};
	struct body b = {.s = &state, .arena = a, .g = g, .info = ret_info};
	b.view = pane_view_of(&state, a, l.body.w, l.body.h);
	if (state.help)
		b.view.list = (struct list){.top = s->help_top};
	if (l.body.h > 0 && (b.view.incident || !state.pane->needs_room)) {
		state.pane->content(&b.view, &b.parts);
		draw_body(&b, l.body);
	}
	if (!s->bare) {
		header_draw(&state, a, g, &l);
		tabs_draw(s, a, g, &l);
		draw_dock(s, a, g, l.dock);
	}
	if (s->shown)
		ret_info->over_rows = popup_document(s, a, g, l.body);
	popup_choices(s, a, g, l.body);
	popup_menu(s, a, g, l.body);
	if (!s->bare)
		draw_attention(s, a, g, l.attention);
	struct rect prompt = prompt_only(s, &l) ? l.header_a : l.prompt;
	if (prompt_only(s, &l))
		grid_fill(g, 0, 0, g->columns, ROLE_TEXT, ' ');
	promptline_draw(s, a, g, prompt);
	hints_draw(s, a, g, l.hints);
}
