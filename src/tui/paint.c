/* paint.c: lays a document out in cell rows: wrapping, tables, fields, rules. */
#include "tui/paint_internal.h"

#include "base/utf8.h"
#include "base/vec.h"

/* Characters of one run of text with their roles; wide ones are one glyph. A line break is a glyph
 * with code LF. */
struct glyphs {
	struct cell *v;
	size_t n, cap;
	bool suspect;
};

struct painter {
	struct arena *arena;
	const struct paint_options *o;
	struct sheet *sheet;
	int left, width; /* columns behind the gutter */
	struct str key;  /* of what is being painted */
	int unit;
	bool suspect;
};

static void add_text(struct painter *p, struct glyphs *g, enum doc_role role, struct str raw,
	enum utf8_context ctx)
{
	struct utf8_clean c = utf8_clean(p->arena, raw, ctx);
	bool marked = false;
	g->suspect = g->suspect || (c.flags & UTF8_SUSPECT) != 0;
	for (size_t i = 0; i < c.text.n;) {
		uint32_t code = 0;
		int n = utf8_decode(str_cut(c.text, i, c.text.n), &code);
		i += n > 0 ? (size_t)n : 1;
		if (code == UTF8_MARK_ON || code == UTF8_MARK_OFF) {
			marked = code == UTF8_MARK_ON;
			continue;
		}
		int width = code == '\n' ? 1 : utf8_width(code);
		if (width == 0 && g->n) {
			struct cell *last = &g->v[g->n - 1];
			for (int k = 1; k < CELL_CODES; k++) {
				if (!last->code[k]) {
					last->code[k] = code;
					break;
				}
			}
			continue;
		}
		*VEC_PUSH(p->arena, g) = (struct cell){.code = {width > 0 ? code : '?'},
			.width = (uint8_t)(width > 0 ? width : 1),
			.role = (uint8_t)(marked ? ROLE_MARK : role)};
	}
}

static void add_spans(struct painter *p, struct glyphs *g, const struct doc_spans *spans)
{
	for (size_t i = 0; i < spans->n; i++)
		add_text(p, g, spans->v[i].role, spans->v[i].text, UTF8_LINE);
}

static int cells_of(const struct glyphs *g, size_t from, size_t to)
{
	int n = 0;
	for (size_t i = from; i < to; i++)
		n += g->v[i].width;
	return n;
}

static struct sheet_line *new_line(struct painter *p)
{
	struct sheet_line *l = VEC_PUSH(p->arena, p->sheet);
	l->cells = ARENA_ARRAY(p->arena, (size_t)p->sheet->width, struct cell);
	for (int i = 0; i < p->sheet->width; i++)
		l->cells[i] = (struct cell){.code = {' '}, .width = 1};
	l->key = p->key;
	l->unit = p->unit;
	l->suspect = p->suspect;
	return l;
}

/* Puts glyphs [from, to) at column x of a line, clipped to `room`. */
static void put(struct painter *p, struct sheet_line *l, int x, int room, const struct glyphs *g,
	size_t from, size_t to)
{
	int limit = p->sheet->width < x + room ? p->sheet->width : x + room;
	for (size_t i = from; i < to; i++) {
		int w = g->v[i].width;
		if (x + w > limit)
			return;
		l->cells[x] = g->v[i];
		if (w == 2)
			l->cells[x + 1] = (struct cell){.role = g->v[i].role};
		x += w;
	}
}

static void put_clipped(
	struct painter *p, struct sheet_line *l, int x, int room, const struct glyphs *g)
{
	if (cells_of(g, 0, g->n) <= room) {
		put(p, l, x, room, g, 0, g->n);
		return;
	}
	int used = 0;
	size_t n = 0;
	while (n < g->n && used + g->v[n].width <= room - 2)
		used += g->v[n++].width;
	put(p, l, x, room, g, 0, n);
	for (int i = 0; i < 2 && i < room; i++)
		l->cells[x + used + i] = (struct cell){.code = {'.'}, .width = 1, .role = ROLE_DIM};
}

/* End of the row that starts at `from`: at a break, at the last blank that fits, else in the word.
 */
static size_t row_end(const struct glyphs *g, size_t from, int room, size_t *ret_next)
{
	int used = 0;
	size_t blank = 0;
	bool have_blank = false;
	for (size_t i = from; i < g->n; i++) {
		if (g->v[i].code[0] == '\n') {
			*ret_next = i + 1;
			return i;
		}
		if (g->v[i].code[0] == ' ') {
			blank = i;
			have_blank = true;
		}
		used += g->v[i].width;
		if (used > room && have_blank && blank > from) {
			*ret_next = blank + 1;
			return blank;
		}
		if (used > room) {
			*ret_next = i > from ? i : i + 1;
			return *ret_next;
		}
	}
	*ret_next = g->n;
	return g->n;
}

/* Wraps glyphs into rows at column x; the first row is `first` when given, later ones are new. */
static void wrap(
	struct painter *p, struct sheet_line *first, int x, int room, const struct glyphs *g)
{
	size_t at = 0;
	size_t line = first ? (size_t)(first - p->sheet->v) : p->sheet->n;
	room = room < 1 ? 1 : room;
	do {
		size_t next = g->n, end = row_end(g, at, room, &next);
		if (line >= p->sheet->n)
			new_line(p);
		put(p, &p->sheet->v[line], x, room, g, at, end);
		line++;
		at = next;
	} while (at < g->n);
}

static void begin_unit(struct painter *p, struct str key)
{
	p->key = key;
	p->unit = key.n ? p->sheet->units++ : -1;
}

static void end_unit(struct painter *p)
{
	p->key = (struct str){0};
	p->unit = -1;
	p->suspect = false;
}

static void blank_line(struct painter *p)
{
	if (!p->o->compact && p->sheet->n)
		new_line(p);
}

static void paint_spans(struct painter *p, const struct doc_block *b, int indent, const char *sign)
{
	struct glyphs g = {0};
	add_spans(p, &g, &b->spans);
	if (b->type == DOC_HEADING) {
		for (size_t i = 0; i < g.n; i++)
			g.v[i].role = g.v[i].role == ROLE_TEXT ? ROLE_HEAD : g.v[i].role;
	}
	p->suspect = g.suspect;
	begin_unit(p, b->key);
	struct sheet_line *l = new_line(p);
	if (sign) {
		struct glyphs s = {0};
		add_text(p, &s, ROLE_TEXT, str_z(sign), UTF8_LINE);
		put(p, l, p->left + indent, p->width, &s, 0, s.n);
		indent += (int)s.n;
	}
	wrap(p, l, p->left + indent, p->width - indent, &g);
	end_unit(p);
}

static const char *item_sign(const struct doc_block *b)
{
	if (b->checked < 0)
		return "- ";
	return b->checked ? "[x] " : "[ ] ";
}

/* Names of fields share one column over the whole document. */
static int field_column(const struct doc *d, int width)
{
	int widest = 0;
	for (size_t i = 0; i < d->n; i++) {
		if (d->v[i].type == DOC_FIELD && (int)d->v[i].name.n > widest)
			widest = (int)d->v[i].name.n;
	}
	widest += 2;
	return widest > width / 2 ? width / 2 : widest;
}

static void paint_field(struct painter *p, const struct doc_block *b, int column)
{
	struct glyphs name = {0}, value = {0};
	add_text(p, &name, ROLE_HEAD, b->name, UTF8_IDENT);
	add_spans(p, &value, &b->spans);
	p->suspect = name.suspect || value.suspect;
	begin_unit(p, b->key);
	struct sheet_line *l = new_line(p);
	put(p, l, p->left, column - 1, &name, 0, name.n);
	wrap(p, l, p->left + column, p->width - column, &value);
	end_unit(p);
}

static void paint_block_text(struct painter *p, const struct doc_block *b)
{
	struct glyphs g = {0};
	add_text(p, &g, ROLE_TEXT, b->text, UTF8_BLOCK);
	p->suspect = g.suspect;
	begin_unit(p, b->key);
	wrap(p, NULL, p->left, p->width, &g);
	end_unit(p);
}

static void paint_label_rule(struct painter *p, const struct doc_block *b)
{
	struct glyphs g = {0}, right = {0};
	add_text(p, &g, ROLE_DIM, STR("-- "), UTF8_LINE);
	size_t before = g.n;
	add_spans(p, &g, &b->spans);
	for (size_t i = before; i < g.n; i++)
		g.v[i].role = g.v[i].role == ROLE_TEXT ? ROLE_HEAD : g.v[i].role;
	if (g.n > before)
		add_text(p, &g, ROLE_DIM, STR(" "), UTF8_LINE);
	if (b->name.n) {
		add_text(p, &right, ROLE_DIM, STR(" "), UTF8_LINE);
		add_text(p, &right, ROLE_DIM, b->name, UTF8_LINE);
		add_text(p, &right, ROLE_DIM, STR(" --"), UTF8_LINE);
	}
	int fill = p->width - cells_of(&g, 0, g.n) - cells_of(&right, 0, right.n);
	for (int i = 0; i < fill; i++)
		add_text(p, &g, ROLE_DIM, STR("-"), UTF8_LINE);
	struct sheet_line *l = new_line(p);
	put_clipped(p, l, p->left, p->width, &g);
	if (fill >= 0)
		put(p, l, p->left + p->width - cells_of(&right, 0, right.n), p->width, &right, 0,
			right.n);
}

/* ---- Tables ---- */

enum { FLEXIBLE_LEAST = 8 };

struct table {
	const struct doc_block *b;
	struct glyphs *cells; /* (row_count + 1) * column_count, titles first */
	int *width, *at;
	int gap;
	bool titled;
};

static struct glyphs *cell_at(const struct table *t, size_t row, size_t column)
{
	return &t->cells[row * t->b->column_count + column];
}

static void measure(struct painter *p, struct table *t)
{
	size_t columns = t->b->column_count;
	for (size_t c = 0; c < columns; c++) {
		add_text(p, cell_at(t, 0, c), ROLE_HEAD, t->b->columns[c].title, UTF8_LINE);
		t->titled = t->titled || t->b->columns[c].title.n;
		for (size_t r = 0; r < t->b->row_count; r++)
			add_spans(p, cell_at(t, r + 1, c), &t->b->rows[r].cells[c].spans);
		for (size_t r = 0; r <= t->b->row_count; r++) {
			int w = cells_of(cell_at(t, r, c), 0, cell_at(t, r, c)->n);
			t->width[c] = w > t->width[c] ? w : t->width[c];
		}
	}
}

/* The widest column gives way first: a flexible one down to FLEXIBLE_LEAST, then any. */
static size_t widest(const struct table *t, bool flexible)
{
	size_t best = t->b->column_count;
	for (size_t c = 0; c < t->b->column_count; c++) {
		bool may = flexible ? t->b->columns[c].flexible && t->width[c] > FLEXIBLE_LEAST
				    : t->width[c] > 1;
		if (may && (best == t->b->column_count || t->width[c] > t->width[best]))
			best = c;
	}
	return best;
}

static void fit(struct painter *p, struct table *t)
{
	size_t columns = t->b->column_count;
	int total = t->gap * ((int)columns - 1), x = p->left;
	for (size_t c = 0; c < columns; c++)
		total += t->width[c];
	while (total > p->width) {
		size_t c = widest(t, true);
		c = c < columns ? c : widest(t, false);
		if (c == columns)
			break;
		t->width[c]--;
		total--;
	}
	for (size_t c = 0; c < columns; c++) {
		t->at[c] = x;
		x += t->width[c] + t->gap;
	}
}

static void paint_cell(struct painter *p, struct table *t, size_t line, size_t row, size_t c)
{
	const struct glyphs *g = cell_at(t, row, c);
	int room = t->width[c], used = cells_of(g, 0, g->n), x = t->at[c];
	if (x >= p->left + p->width || !g->n)
		return;
	if (room > p->left + p->width - x)
		room = p->left + p->width - x;
	if (p->o->wrap && t->b->columns[c].flexible && row > 0) {
		wrap(p, &p->sheet->v[line], x, room, g);
		return;
	}
	if (t->b->columns[c].align == DOC_RIGHT && used < room)
		x += room - used;
	put_clipped(p, &p->sheet->v[line], x, room, g);
}

static void paint_row(struct painter *p, struct table *t, size_t row)
{
	for (size_t c = 0; c < t->b->column_count; c++)
		p->suspect = p->suspect || cell_at(t, row, c)->suspect;
	begin_unit(p, row ? t->b->rows[row - 1].key : (struct str){0});
	size_t line = p->sheet->n;
	new_line(p);
	for (size_t c = 0; c < t->b->column_count; c++)
		paint_cell(p, t, line, row, c);
	if (p->suspect && !p->o->gutter && t->b->column_count > 1 && t->at[1] > 0 &&
		t->at[1] <= p->sheet->width)
		p->sheet->v[line].cells[t->at[1] - 1] = (struct cell){
			.code = {'!'}, .width = 1, .role = ROLE_MARK};
	end_unit(p);
}

static void paint_table(struct painter *p, const struct doc_block *b)
{
	struct table t = {.b = b, .gap = p->o->gap ? p->o->gap : 2};
	t.cells = ARENA_ARRAY(p->arena, (b->row_count + 1) * b->column_count, struct glyphs);
	t.width = ARENA_ARRAY(p->arena, b->column_count, int);
	t.at = ARENA_ARRAY(p->arena, b->column_count, int);
	measure(p, &t);
	fit(p, &t);
	for (size_t r = t.titled ? 0 : 1; r <= b->row_count; r++)
		paint_row(p, &t, r);
}

static void paint_lanes(struct painter *p, const struct doc_figure *f)
{
	const struct str *rows = NULL;
	size_t n = doc_figure_rows(p->arena, f, (size_t)p->width, &rows);
	for (size_t k = 0; k < n; k++) {
		struct glyphs g = {0};
		add_text(p, &g, ROLE_TEXT, rows[k], UTF8_LINE);
		wrap(p, NULL, p->left, p->width, &g);
	}
}

static void paint_block(struct painter *p, const struct doc_block *b, int fields)
{
	switch (b->type) {
	case DOC_HEADING:
		blank_line(p);
		paint_spans(p, b, 0, NULL);
		break;
	case DOC_PARA:
		paint_spans(p, b, 0, NULL);
		break;
	case DOC_ITEM:
		paint_spans(p, b, b->level * 2, item_sign(b));
		break;
	case DOC_FIELD:
		paint_field(p, b, fields);
		break;
	case DOC_TABLE:
		paint_table(p, b);
		break;
	case DOC_QUOTE:
	case DOC_CODE:
		paint_block_text(p, b);
		break;
	case DOC_RULE:
		paint_label_rule(p, b);
		break;
	case DOC_FIGURE:
		if (b->figure) {
			struct glyphs g = {0};
			add_text(p, &g, ROLE_TEXT, b->figure->summary, UTF8_LINE);
			wrap(p, NULL, p->left, p->width, &g);
			paint_lanes(p, b->figure);
		}
		break;
	case DOC_GENERATED:
		break;
	}
}

void paint_doc(
	struct arena *a, const struct doc *d, const struct paint_options *o, struct sheet *ret)
{
	int width = o->width < 1 ? 1 : o->width;
	struct painter p = {.arena = a,
		.o = o,
		.sheet = ret,
		.left = o->gutter && width > 1 ? 1 : 0,
		.unit = -1};
	*ret = (struct sheet){.width = width};
	p.width = width - p.left;
	int fields = field_column(d, p.width);
	for (size_t i = 0; i < d->n; i++)
		paint_block(&p, &d->v[i], fields);
}

void paint_sheet(struct grid *g, int x, int y, int width, int height, const struct sheet *s,
	size_t from, int marked)
{
	for (int row = 0; row < height && from + (size_t)row < s->n; row++) {
		const struct sheet_line *l = &s->v[from + (size_t)row];
		int count = width < s->width ? width : s->width;
		grid_copy(g, x, y + row, l->cells, count);
		bool gutter = count && l->cells[0].code[0] == ' ';
		if (marked >= 0 && l->unit == marked) {
			grid_flag(g, x, y + row, width, CELL_FLIP);
			if (gutter)
				grid_put_z(g, x, y + row, 1, ROLE_SEL, ">");
		} else if (l->suspect && gutter) {
			grid_put_z(g, x, y + row, 1, ROLE_MARK, "!");
		}
	}
}

bool sheet_unit(const struct sheet *s, int unit, size_t *ret_from, size_t *ret_to)
{
	size_t i = 0, end;
	while (i < s->n && s->v[i].unit != unit)
		i++;
	if (i == s->n)
		return false;
	for (end = i; end < s->n && s->v[end].unit == unit;)
		end++;
	*ret_from = i;
	*ret_to = end;
	return true;
}

void paint_rule(
	struct grid *g, struct arena *a, int x, int y, int width, struct str left, struct str right)
{
	struct doc *d = doc_new(a);
	struct doc_block *b = doc_rule(d, left);
	b->name = right;
	struct sheet s;
	paint_doc(a, d, &(struct paint_options){.width = width, .compact = true}, &s);
	paint_sheet(g, x, y, width, 1, &s, 0, -1);
}
