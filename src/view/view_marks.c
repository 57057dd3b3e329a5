/* view_marks.c: wraps a text and puts the names of findings below the words they are about. */
#include "base/utf8.h"
#include "base/vec.h"
#include "view/view_draft.h"

enum { MARK_ROWS = 3, WIDTH_LEAST = 20, WIDTH_MOST = 400 };

/* One user-perceived character as it is drawn. */
struct glyph {
	size_t from; /* byte in the raw text */
	struct str text;
	int cells;
};

struct glyphs {
	struct glyph *v;
	size_t n, cap;
};

static struct glyphs glyphs_of(struct arena *a, struct str raw)
{
	struct glyphs g = {0};

	for (size_t at = 0; at < raw.n;) {
		size_t n = utf8_next(str_cut(raw, at, raw.n));
		struct str one = str_cut(raw, at, at + (n ? n : 1));
		struct glyph *x = VEC_PUSH(a, &g);

		x->from = at;
		x->text = one;
		x->cells = 1;
		if (one.n > 1 || (unsigned char)one.p[0] < ' ' || (unsigned char)one.p[0] > '~') {
			x->text = one.p[0] == '\n' ? one : utf8_plain(a, one, UTF8_LINE);
			x->cells = one.p[0] == '\n' ? 0 : (int)utf8_cells(x->text);
		}
		at += one.n;
	}
	return g;
}

/* End of the row that begins at `from`, and where the next one begins. */
static size_t row_end(const struct glyphs *g, size_t from, int width, size_t *ret_next)
{
	size_t blank = 0;
	int used = 0;

	for (size_t n = from; n < g->n; n++) {
		if (g->v[n].text.n == 1 && g->v[n].text.p[0] == '\n') {
			*ret_next = n + 1;
			return n;
		}
		if (g->v[n].text.n == 1 && g->v[n].text.p[0] == ' ')
			blank = n;
		used += g->v[n].cells;
		if (used <= width)
			continue;
		*ret_next = blank > from ? blank + 1 : n > from ? n : n + 1;
		return blank > from ? blank : *ret_next;
	}
	*ret_next = g->n;
	return g->n;
}

struct rows {
	struct marked_row *v;
	size_t n, cap;
	struct arena *arena;
};

static void add_text(struct rows *r, const struct glyphs *g, size_t from, size_t to)
{
	struct buf b;

	buf_init(&b, r->arena, 64 * 1024);
	for (size_t n = from; n < to; n++)
		buf_add(&b, g->v[n].text);
	*VEC_PUSH(r->arena, r) = (struct marked_row){buf_str(&b), ROLE_TEXT};
}

/* Columns of the row that a finding covers; false: none. */
static bool columns_of(const struct glyphs *g, size_t from, size_t to,
	const struct update_finding *f, int *ret_from, int *ret_to)
{
	int column = 0;
	bool any = false;

	for (size_t n = from; n < to; n++) {
		bool in = g->v[n].from >= f->from && g->v[n].from < f->to;

		if (in && !any)
			*ret_from = column;
		column += g->v[n].cells;
		if (in)
			*ret_to = column;
		any = any || in;
	}
	return any;
}

struct marks {
	char text[MARK_ROWS][WIDTH_MOST + 1];
	int used[MARK_ROWS]; /* columns written */
	enum update_grade worst[MARK_ROWS];
};

/* On the first row of marks where there is room for it, with a blank before it. */
static void put_mark(
	struct marks *m, int from, int to, int width, struct str label, enum update_grade grade)
{
	if (to < from + (int)label.n)
		to = from + (int)label.n;
	if (to > width)
		to = width;
	for (int row = 0; row < MARK_ROWS; row++) {
		if (m->used[row] && from <= m->used[row])
			continue;
		for (int x = m->used[row]; x < from; x++)
			m->text[row][x] = ' ';
		for (int x = from; x < to; x++)
			m->text[row][x] = (size_t)(x - from) < label.n ? label.p[x - from] : '~';
		m->worst[row] = m->used[row] && m->worst[row] < grade ? m->worst[row] : grade;
		m->used[row] = to;
		return;
	}
}

static enum doc_role grade_role(enum update_grade g)
{
	return g == UPDATE_ERROR ? ROLE_SEV1 : g == UPDATE_WARNING ? ROLE_SEV2 : ROLE_SEV3;
}

static void add_marks(struct rows *r, const struct glyphs *g, size_t from, size_t to,
	const struct update_findings *found, int width)
{
	struct marks *m = ARENA_NEW(r->arena, struct marks);

	for (size_t n = 0; n < found->n; n++) {
		const struct update_finding *f = &found->v[n];
		struct str label = str_fmt(
			r->arena, "%c%u", update_grade_letter(f->grade), f->number);
		int left = 0, right = 0;

		if (!f->to || !columns_of(g, from, to, f, &left, &right))
			continue;
		/* Its name stands where it begins; rows that it runs on to are only underlined. */
		if (from < to && f->from < g->v[from].from)
			label = (struct str){0};
		put_mark(m, left, right, width, label, f->grade);
	}
	for (int row = 0; row < MARK_ROWS; row++)
		if (m->used[row])
			*VEC_PUSH(r->arena, r) = (struct marked_row){
				str_n(m->text[row], (size_t)m->used[row]),
				grade_role(m->worst[row])};
}

size_t view_marked_text(struct arena *a, struct str text, const struct update_findings *found,
	int width, const struct marked_row **ret)
{
	struct glyphs g = glyphs_of(a, text);
	struct rows r = {.arena = a};
	size_t at = 0;

	width = width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
	while (at < g.n) {
		size_t next = g.n, end = row_end(&g, at, width, &next);

		add_text(&r, &g, at, end);
		add_marks(&r, &g, at, end, found, width);
		at = next;
	}
	*ret = r.v;
	return r.n;
}
