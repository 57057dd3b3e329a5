/* promptline.c: the prompt on the screen. */
#include "tui/promptline_internal.h"

#include "base/utf8.h"
#include "tui/confirm_internal.h"
#include "tui/pane_internal.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t promptline_sign(struct str line)
{
	if (line.n && line.p[0] == '/')
		return line.n > 1 && line.p[1] == '/' ? 0 : 1;
	return line.n > 1 && line.p[0] == ':' && is_letter(line.p[1]) ? 1 : 0;
}

static struct str label(const struct screen_state *s, struct arena *a)
{
	if (s->confirm.stage == CONFIRM_NUMBER)
		return confirm_label(a, &s->confirm);
	if (s->prompt.searching.p)
		return str_fmt(a, "%ssearch \"%.*s\"> ", s->prompt.found ? "" : "no ",
			STR_ARG(s->prompt.searching));
	if (s->find.text.p)
		return str_fmt(a, "find \"%.*s\" %zu/%zu> ", STR_ARG(s->find.text), s->find.at,
			s->find.count);
	if (s->help)
		return STR("help> ");
	if (s->past)
		return str_fmt(a, "PAST %s (read only)> ",
			time_hm(a, s->past_at, zone_offset_min(s->zone, s->past_at)));
	return s->incident ? str_fmt(a, "#inc-%u> ", s->incident) : STR("home> ");
}

/* Where each character of the draft stands; rows have a hanging indent as wide as the label. */
struct place {
	int x, y, w;
};

static int char_cells(struct str c)
{
	uint32_t code = 0;
	int n = utf8_decode(c, &code);
	int w = n > 0 && code >= ' ' ? utf8_width(code) : 1;
	return w > 0 ? w : 1;
}

static struct place next_place(struct place at, int width, int indent, struct str c)
{
	if (c.p[0] == '\n')
		return (struct place){indent, at.y + 1, 0};
	int w = char_cells(c);
	if (at.x + w > width)
		at = (struct place){indent, at.y + 1, 0};
	return (struct place){at.x + w, at.y, w};
}

static int indent_of(struct str label_text, int columns)
{
	int w = (int)utf8_cells(label_text);
	return w > columns / 2 ? 0 : w;
}

int promptline_rows(const struct screen_state *s, struct arena *a, int columns)
{
	struct str text = edit_text(s->prompt.edit);
	int indent = indent_of(label(s, a), columns);
	struct place at = {indent, 0, 0};
	for (size_t i = 0; i < text.n;) {
		struct str c = str_cut(text, i, i + utf8_next(str_cut(text, i, text.n)));
		at = next_place(at, columns, indent, c);
		i += c.n ? c.n : 1;
	}
	return at.y + 1 + (at.x >= columns);
}

/* Row of the cursor, so that the window of rows shows it. */
static struct place cursor_place(struct str text, size_t cursor, int width, int indent)
{
	struct place at = {indent, 0, 0};
	for (size_t i = 0; i < cursor && i < text.n;) {
		struct str c = str_cut(text, i, i + utf8_next(str_cut(text, i, text.n)));
		at = next_place(at, width, indent, c);
		i += c.n ? c.n : 1;
	}
	if (at.x >= width)
		at = (struct place){indent, at.y + 1, 0};
	return at;
}

struct underline {
	size_t from, to;
};

static struct underline problem_range(const struct screen_state *s)
{
	const struct completion *c = s->prompt.completion;
	size_t sign = s->prompt.sign;
	if (s->prompt.refused_at >= 0)
		return (struct underline){(size_t)s->prompt.refused_at + sign,
			(size_t)s->prompt.refused_at + sign + 1};
	if (c && c->has_problem)
		return (struct underline){c->problem_at + sign, c->problem_to + sign};
	return (struct underline){0, 0};
}

static void draw_missing(const struct screen_state *s, struct arena *a, struct grid *g,
	struct rect at, struct place end)
{
	const struct completion *c = s->prompt.completion;
	if (!c || !c->missing.n || c->has_problem || s->prompt.edit->at != s->prompt.edit->n)
		return;
	int x = end.x + 1;
	if (x < at.w)
		grid_put(g, at.x + x, at.y + end.y, at.w - x, ROLE_DIM,
			utf8_plain(a, c->missing, UTF8_LINE));
}

void promptline_draw(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	struct str text = edit_text(s->prompt.edit), tag = label(s, a);
	int indent = indent_of(tag, at.w);
	struct place cursor = cursor_place(text, s->prompt.edit->at, at.w, indent),
		     end = {indent, 0, 0};
	struct underline wrong = problem_range(s);
	int skip = cursor.y >= at.h ? cursor.y - at.h + 1 : 0;
	enum doc_role role = s->prompt.sign ? ROLE_CMD : ROLE_TEXT;
	if (!at.h)
		return;
	if (!skip && indent)
		grid_put(g, at.x, at.y, at.w,
			s->past                  ? ROLE_PAST
			: s->prompt.sign         ? ROLE_CMD
			: s->focus == FOCUS_LIST ? ROLE_DIM
						 : ROLE_HEAD,
			utf8_plain(a, tag, UTF8_LINE));
	for (size_t i = 0; i < text.n;) {
		struct str c = str_cut(text, i, i + utf8_next(str_cut(text, i, text.n)));
		struct place next = next_place(end, at.w, indent, c);
		int y = next.y - skip;
		bool bad = i >= wrong.from && i < wrong.to;
		if (next.w && y >= 0 && y < at.h) {
			grid_put(g, at.x + next.x - next.w, at.y + y, next.w, bad ? ROLE_ERR : role,
				c);
			if (bad)
				grid_flag(g, at.x + next.x - next.w, at.y + y, next.w, CELL_LINE);
		}
		end = next;
		i += c.n ? c.n : 1;
	}
	if (end.y - skip < at.h && end.y >= skip) {
		end.y -= skip;
		draw_missing(s, a, g, at, end);
	}
	if (s->focus == FOCUS_PROMPT) {
		g->cursor_x = at.x + (cursor.x < at.w ? cursor.x : at.w - 1);
		g->cursor_y = at.y + cursor.y - skip;
	}
}
