/* pane_room.c: the room: what is said and done, newest at the bottom, with roles and clocks beside it. */
#include "tui/pane_internal.h"
#include "view/view_room.h"

enum { SIDE_WIDE = 37, SIDE_HUGE = 58 };

/* "... 3 new ..." above the first row that was not seen; no row of its own for the mark. */
static void unread_rule(struct doc *d, const struct stream *st)
{
	struct doc_block *table = &d->v[0];
	struct str key = str_fmt(d->arena, "E-%llu", (unsigned long long)st->unread);
	size_t at = 0;
	while (at < table->row_count && !str_eq(table->rows[at].key, key))
		at++;
	if (!st->unread || at == table->row_count)
		return;
	struct doc_row *row = doc_table_row(d, table, (struct str){0});
	doc_cell(d, row, table->column_count - 1, ROLE_WAIT,
		str_fmt(d->arena, "... %zu new ...", st->unread_n));
	struct doc_row rule = *row;
	memmove(table->rows + at + 1, table->rows + at,
		(table->row_count - 1 - at) * sizeof *table->rows);
	table->rows[at] = rule;
}

static const struct doc *stream_doc(
	const struct pane_view *v, const struct room_line *lines, size_t n, bool seconds)
{
	struct room_look look = {
		.zone = v->s->zone, .seconds = seconds, .narrow = v->width < 44, .me = v->s->me};
	struct doc *d = view_room_stream(v->arena, lines, n, &look);
	unread_rule(d, &v->s->stream);
	return d;
}

/* Lines of one sort: events (true) or chat. */
static size_t only(const struct pane_view *v, bool events, const struct room_line **ret)
{
	const struct stream *st = &v->s->stream;
	struct room_line *lines = ARENA_ARRAY(v->arena, st->n + 1, struct room_line);
	size_t n = 0;
	for (size_t i = 0; i < st->n; i++) {
		if ((st->v[i].entry != NULL) == events)
			lines[n++] = st->v[i];
	}
	*ret = lines;
	return n;
}

static void columns(struct pane_view *v, struct pane_parts *ret)
{
	const struct room_line *events, *chat;
	size_t n = only(v, true, &events), m = only(v, false, &chat);
	ret->main = stream_doc(v, events, n, true);
	ret->second = stream_doc(v, chat, m, false);
	ret->title = STR("events");
	ret->second_title = STR("chat");
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	const struct screen_state *s = v->s;
	const struct stream *st = &s->stream;
	bool huge = v->width >= 180 && v->height >= 40, wide = v->width >= 100 && v->height >= 20;
	if (v->height >= 6)
		ret->top = view_room_now(v->arena, s->policies, v->incident, s->me, s->counted,
			v->height >= 12 ? 2 : 1);
	uint64_t *keys = ARENA_ARRAY(v->arena, st->n + 1, uint64_t);
	for (size_t i = 0; i < st->n; i++)
		keys[i] = st->v[i].seq;
	list_settle(&v->list, keys, st->n);
	ret->keys = keys;
	ret->count = st->n;
	ret->bottom = ret->wrap = true;
	ret->gap = 1;
	ret->title = STR("room: chat + events");
	ret->right = s->past ? STR("as known then") : st->live ? STR("live") : STR("scrolled back");
	ret->main = stream_doc(v, st->v, st->n, false);
	if (huge && s->focus == FOCUS_PROMPT && st->live)
		columns(v, ret);
	if (wide && v->incident) {
		ret->side = view_room_side(v->arena, s->policies, v->incident, s->counted, s->zone);
		ret->side_width = huge ? SIDE_HUGE : SIDE_WIDE;
	}
	if (!st->live && st->tail_n) {
		ret->tail = stream_doc(v, st->tail, st->tail_n, false);
		ret->tail_title = str_fmt(
			v->arena, "... %llu newer (End) ...", (unsigned long long)st->newer);
	}
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	return str_fmt(v->arena, "E-%llu", (unsigned long long)key);
}

static const struct pane_choice choices[] = {
	{"a", "amend {selected} ", "correct it; the old words stay"},
	{"s", "show {selected}", "all that is known of it"},
	{"l", "log ", "record something"},
	{NULL, NULL, NULL},
};

const struct pane_type pane_room = {
	.name = "room",
	.title = "Room",
	.brief = "what is said and done",
	.digit = '1',
	.needs_room = true,
	.follows = true,
	.content = content,
	.choices = choices,
	.open = "show {selected}",
	.selected = selected,
};
