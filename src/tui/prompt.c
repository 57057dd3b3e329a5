/* prompt.c: editing, history and completion put together. */
#include "tui/prompt_internal.h"

#include "base/utf8.h"
#include "tui/promptline_internal.h"

void prompt_init(struct prompt *p)
{
	memset(p, 0, sizeof *p);
	history_init(&p->history);
	p->arena = arena_new();
	p->refused_at = -1;
	p->menu_at = COMPLETE_MAX;
}

void prompt_clear(struct prompt *p)
{
	history_clear(&p->history);
	arena_free(p->arena);
	p->arena = NULL;
}

size_t prompt_sign(const struct prompt *p)
{
	return promptline_sign(edit_text(&p->edit));
}

struct str prompt_command(const struct prompt *p)
{
	return str_cut(edit_text(&p->edit), prompt_sign(p), p->edit.n);
}

struct prompt_look prompt_look(const struct prompt *p)
{
	return (struct prompt_look){.edit = &p->edit,
		.completion = p->completion,
		.menu = p->menu,
		.menu_at = p->menu_at,
		.sign = prompt_sign(p),
		.refused_at = p->refused_at,
		.searching = p->searching ? str_n(p->search, p->search_n) : (struct str){0},
		.found = p->found};
}

static void close_menu(struct prompt *p)
{
	p->menu = p->cycling = false;
	p->menu_at = COMPLETE_MAX;
}

void prompt_refresh(struct prompt *p, struct complete_ask *ask)
{
	size_t sign = prompt_sign(p);
	if (p->cycling)
		return; /* the candidates stay until another key */
	p->completion = NULL;
	arena_reset(p->arena);
	if (!sign) {
		close_menu(p);
		return;
	}
	ask->line = str_dup(p->arena, prompt_command(p));
	ask->cursor = p->edit.at >= sign ? p->edit.at - sign : 0;
	p->completion = complete_line(p->arena, ask);
	if (!p->completion->n)
		close_menu(p);
}

bool prompt_open_menu(struct prompt *p)
{
	if (p->menu || !p->completion || p->completion->n < 2)
		return false;
	p->menu = true;
	p->menu_at = COMPLETE_MAX;
	return true;
}

static void take(struct prompt *p, size_t n)
{
	const struct candidate *c = &p->completion->v[n];
	size_t sign = prompt_sign(p);
	size_t from = p->cycling ? p->from : c->from + sign, to = p->cycling ? p->to : c->to + sign;
	edit_replace(&p->edit, from, to, c->text);
	p->from = from;
	p->to = p->edit.at;
}

void prompt_complete(struct prompt *p, int direction)
{
	const struct completion *c = p->completion;
	if (!c || !c->n)
		return;
	if (c->n == 1) {
		take(p, 0);
		close_menu(p);
		return;
	}
	size_t at = p->menu_at >= c->n ? (direction > 0 ? 0 : c->n - 1)
				       : (p->menu_at + (direction > 0 ? 1 : c->n - 1)) % c->n;
	take(p, at);
	p->menu = p->cycling = true;
	p->menu_at = at;
}

static const struct {
	enum key_act act;
	enum edit_op op;
} edits[] = {
	{KEY_ACT_LINE_START, EDIT_HOME},
	{KEY_ACT_LINE_END, EDIT_END},
	{KEY_ACT_CHAR_LEFT, EDIT_LEFT},
	{KEY_ACT_CHAR_RIGHT, EDIT_RIGHT},
	{KEY_ACT_WORD_LEFT, EDIT_WORD_LEFT},
	{KEY_ACT_WORD_RIGHT, EDIT_WORD_RIGHT},
	{KEY_ACT_DELETE_BACK, EDIT_BACKSPACE},
	{KEY_ACT_DELETE_CHAR, EDIT_DELETE},
	{KEY_ACT_DELETE_WORD, EDIT_KILL_WORD},
	{KEY_ACT_DELETE_TO_START, EDIT_KILL_LEFT},
	{KEY_ACT_DELETE_TO_END, EDIT_KILL_RIGHT},
	{KEY_ACT_PASTE_BACK, EDIT_YANK},
};

static void typed(struct prompt *p)
{
	p->cycling = false;
	p->menu_at = COMPLETE_MAX;
	p->refused_at = -1;
}

static void walk_history(struct prompt *p, int direction)
{
	struct str line;
	if (history_step(&p->history, direction, edit_text(&p->edit), &line))
		edit_set(&p->edit, line);
	close_menu(p);
}

/* A line left with Ctrl-C can be fetched back with Up. */
static void clear_line(struct prompt *p)
{
	history_add(&p->history, edit_text(&p->edit));
	edit_clear(&p->edit);
	close_menu(p);
}

bool prompt_act(struct prompt *p, enum key_act act, bool *ret_changed)
{
	*ret_changed = true;
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		if (edits[i].act == act) {
			typed(p);
			edit_do(&p->edit, edits[i].op);
			return true;
		}
	}
	switch ((int)act) {
	case KEY_ACT_NEWLINE:
		typed(p);
		edit_insert(&p->edit, STR("\n"));
		return true;
	case KEY_ACT_COMPLETE:
	case KEY_ACT_COMPLETE_BACK:
		p->refused_at = -1;
		prompt_complete(p, act == KEY_ACT_COMPLETE ? 1 : -1);
		return true;
	case KEY_ACT_HISTORY_PREVIOUS:
	case KEY_ACT_HISTORY_NEXT:
		typed(p);
		walk_history(p, act == KEY_ACT_HISTORY_PREVIOUS ? -1 : 1);
		return true;
	case KEY_ACT_CLEAR:
		typed(p);
		clear_line(p);
		return true;
	default:
		*ret_changed = false;
		return false;
	}
}

void prompt_type(struct prompt *p, uint32_t code)
{
	struct buf b;
	typed(p);
	buf_init(&b, p->arena, 8);
	utf8_encode(&b, code);
	edit_insert(&p->edit, buf_str(&b));
}

void prompt_set(struct prompt *p, struct str text)
{
	typed(p);
	close_menu(p);
	history_rest(&p->history);
	edit_set(&p->edit, text);
}

void prompt_done(struct prompt *p)
{
	typed(p);
	close_menu(p);
	history_add(&p->history, edit_text(&p->edit));
	edit_clear(&p->edit);
	p->completion = NULL;
}

void prompt_refused(struct prompt *p, int at)
{
	close_menu(p);
	p->refused_at = at;
	if (at >= 0)
		edit_move_to(&p->edit, prompt_sign(p) + (size_t)at);
}

/* ---- Search ---- */

static void seek(struct prompt *p, size_t before)
{
	size_t hit;
	p->found = history_search(&p->history, str_n(p->search, p->search_n), before, &hit);
	if (!p->found)
		return;
	p->search_hit = hit;
	edit_set(&p->edit, str_z(p->history.line[hit]));
}

void prompt_search(struct prompt *p)
{
	close_menu(p);
	if (p->searching) {
		seek(p, p->search_hit);
		return;
	}
	p->searching = p->found = true;
	p->search_n = 0;
	p->search_hit = p->history.n;
}

void prompt_search_type(struct prompt *p, uint32_t code)
{
	struct buf b;
	buf_init(&b, p->arena, 8);
	if (!code) {
		p->search_n -= utf8_prev(str_n(p->search, p->search_n));
	} else {
		utf8_encode(&b, code);
		if (p->search_n + b.n <= SEARCH_MAX) {
			memcpy(p->search + p->search_n, b.p, b.n);
			p->search_n += b.n;
		}
	}
	seek(p, p->history.n);
}

void prompt_search_end(struct prompt *p)
{
	p->searching = false;
}
