/* print_text.c: prints a document as plain text for a terminal or a pipe, wrapped and aligned by
 * cells. */
#include "doc/print.h"

#include "base/utf8.h"
#include "doc/doc_internal.h"

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 16, GAP = 2, COLUMN_MIN = 6, INDENT_MAX = 8 };

struct text_out {
	struct arena *a;
	struct buf b;
	size_t width;
	bool ascii;
};

/* First lines start with `first`, the others are indented to stand under the text. */
static void put_wrapped(struct text_out *t, struct str first, struct str text, bool repeat_first)
{
	size_t indent = plain_cells(first);
	size_t room = t->width > indent + COLUMN_MIN ? t->width - indent : COLUMN_MIN;
	bool started = false;
	struct str line;

	while (plain_wrap(&text, room, &line)) {
		if (!started || repeat_first)
			buf_add(&t->b, first);
		else
			buf_add_fill(&t->b, ' ', indent);
		buf_add(&t->b, line);
		buf_add_ch(&t->b, '\n');
		started = true;
	}
	if (!started) {
		while (first.n > 0 && first.p[first.n - 1] == ' ')
			first.n--;
		buf_add(&t->b, first);
		buf_add_ch(&t->b, '\n');
	}
}

static void put_heading(struct text_out *t, const struct doc_block *b)
{
	struct str text = plain_spans(t->a, &b->spans);
	size_t cells = plain_cells(text);

	if (t->b.n > 0)
		buf_add_ch(&t->b, '\n');
	put_wrapped(t, STR(""), text, false);
	if (b->level <= 2) {
		buf_add_fill(&t->b, b->level <= 1 ? '=' : '-', cells < t->width ? cells : t->width);
		buf_add_ch(&t->b, '\n');
	}
}

static void put_item(struct text_out *t, const struct doc_block *b)
{
	static const char *const marks[] = {"- ", "[ ] ", "[x] "};
	size_t level = b->level > 0 ? (size_t)b->level : 0;
	struct buf first;

	buf_init(&first, t->a, 64);
	buf_add_fill(&first, ' ', 2 * (level < INDENT_MAX ? level : INDENT_MAX));
	buf_add_z(&first, marks[b->checked < 0 ? 0 : b->checked == 0 ? 1 : 2]);
	put_wrapped(t, buf_str(&first), plain_spans(t->a, &b->spans), false);
}

/* A run of fields shares one name column, at most a third of the width. */
static size_t put_fields(struct text_out *t, const struct doc *d, size_t at)
{
	size_t end = at, widest = 0;

	for (; end < d->n && d->v[end].type == DOC_FIELD; end++) {
		size_t cells = plain_cells(plain_line(t->a, d->v[end].name));
		widest = cells > widest ? cells : widest;
	}
	widest = widest < t->width / 3 ? widest : t->width / 3;
	for (size_t i = at; i < end; i++) {
		struct str name = plain_line(t->a, d->v[i].name);
		size_t used = 0;
		struct buf first;
		name = plain_clip(name, widest, &used);
		buf_init(&first, t->a, PRINT_MAX);
		buf_add(&first, name);
		buf_add_fill(&first, ' ', widest - used + GAP);
		put_wrapped(t, buf_str(&first), plain_spans(t->a, &d->v[i].spans), false);
	}
	return end;
}

static void put_kept(struct text_out *t, const struct doc_block *b)
{
	struct str rest = b->text, row;

	while (clean_row(t->a, &rest, &row)) {
		row = utf8_unmark(t->a, row);
		if (b->type == DOC_QUOTE) {
			put_wrapped(t, STR("| "), row, true);
			continue;
		}
		if (row.n > 0)
			buf_add_fill(&t->b, ' ', 4);
		buf_add(&t->b, row);
		buf_add_ch(&t->b, '\n');
	}
}

/* A rule is a mark for the eye: on a very wide medium it stays short. */
enum { RULE_CELLS_MAX = 200 };

static void put_rule(struct text_out *t, const struct doc_block *b)
{
	size_t used = 0, done = 0;
	size_t width = t->width < RULE_CELLS_MAX ? t->width : RULE_CELLS_MAX;

	if (b->spans.n > 0) {
		struct str label = plain_spans(t->a, &b->spans);
		label = plain_clip(label, width - 6, &used);
		buf_add_z(&t->b, "-- ");
		buf_add(&t->b, label);
		buf_add_ch(&t->b, ' ');
		done = used + 4;
	}
	buf_add_fill(&t->b, '-', width - done);
	buf_add_ch(&t->b, '\n');
}

struct table {
	const struct doc_block *b;
	struct str *cells; /* plain, (rows + 1) x columns, the titles first */
	size_t *widths;
};

static void measure(struct text_out *t, const struct doc_block *b, struct table *ret)
{
	size_t columns = b->column_count;

	ret->b = b;
	ret->cells = ARENA_ARRAY(t->a, (b->row_count + 1) * columns, struct str);
	ret->widths = ARENA_ARRAY(t->a, columns, size_t);
	for (size_t r = 0; r <= b->row_count; r++) {
		for (size_t c = 0; c < columns; c++) {
			struct str *cell = &ret->cells[r * columns + c];
			*cell = r == 0 ? plain_line(t->a, b->columns[c].title)
				       : plain_spans(t->a, &b->rows[r - 1].cells[c].spans);
			size_t cells = plain_cells(*cell);
			cells = cells < t->width ? cells : t->width;
			if (cells > ret->widths[c])
				ret->widths[c] = cells;
		}
	}
}

/* The widest column that may still give a cell: flexible ones first. */
static size_t widest_column(const struct table *tab, bool flexible, size_t least)
{
	size_t best = tab->b->column_count;

	for (size_t c = 0; c < tab->b->column_count; c++) {
		if ((flexible && !tab->b->columns[c].flexible) || tab->widths[c] <= least)
			continue;
		if (best == tab->b->column_count || tab->widths[c] > tab->widths[best])
			best = c;
	}
	return best;
}

static void fit(struct table *tab, size_t width)
{
	size_t total = tab->b->column_count > 0 ? GAP * (tab->b->column_count - 1) : 0;

	for (size_t c = 0; c < tab->b->column_count; c++)
		total += tab->widths[c];
	while (total > width) {
		size_t c = widest_column(tab, true, 2 * COLUMN_MIN);
		if (c == tab->b->column_count)
			c = widest_column(tab, false, COLUMN_MIN);
		if (c == tab->b->column_count)
			return;
		tab->widths[c]--;
		total--;
	}
}

/* Returns the cells written; *ret_pad are the blanks still owed when something follows. */
static void put_cell(struct text_out *t, const struct table *tab, size_t row, size_t c, size_t *pad)
{
	struct str text = tab->cells[row * tab->b->column_count + c];
	size_t width = tab->widths[c], used = 0;
	struct str shown = plain_clip(text, width, &used);
	struct str more = STR("");

	if (shown.n < text.n) {
		more = t->ascii ? STR("..") : STR("\xe2\x80\xa6");
		size_t cells = t->ascii ? 2 : 1;
		shown = plain_clip(text, width > cells ? width - cells : 0, &used);
		used += cells;
	}
	size_t left = width > used ? width - used : 0;
	if (used == 0) {
		*pad += left;
		return;
	}
	if (tab->b->columns[c].align == DOC_RIGHT) {
		*pad += left;
		left = 0;
	}
	buf_add_fill(&t->b, ' ', *pad);
	buf_add(&t->b, shown);
	buf_add(&t->b, more);
	*pad = left;
}

static void put_table(struct text_out *t, const struct doc_block *b)
{
	struct table tab;
	bool titled = false;

	measure(t, b, &tab);
	fit(&tab, t->width);
	for (size_t c = 0; c < b->column_count; c++)
		titled = titled || tab.cells[c].n > 0;
	for (size_t r = titled ? 0 : 1; r <= b->row_count; r++) {
		size_t pad = 0;
		for (size_t c = 0; c < b->column_count; c++) {
			put_cell(t, &tab, r, c, &pad);
			pad += GAP;
		}
		buf_add_ch(&t->b, '\n');
	}
}

static void put_figure(struct text_out *t, const struct doc_block *b)
{
	const struct doc_figure *f = b->figure;
	const struct str *rows = NULL;

	if (f->title.n > 0)
		put_wrapped(t, STR(""), plain_line(t->a, f->title), false);
	if (f->summary.n > 0)
		put_wrapped(t, STR("  "), plain_line(t->a, f->summary), true);
	for (size_t n = doc_figure_rows(t->a, f, t->width, &rows), k = 0; k < n; k++) {
		buf_add(&t->b, rows[k]);
		buf_add_ch(&t->b, '\n');
	}
}

static void put_block(struct text_out *t, const struct doc_block *b)
{
	switch (b->type) {
	case DOC_HEADING:
		put_heading(t, b);
		break;
	case DOC_PARA:
		put_wrapped(t, STR(""), plain_spans(t->a, &b->spans), false);
		break;
	case DOC_ITEM:
		put_item(t, b);
		break;
	case DOC_TABLE:
		put_table(t, b);
		break;
	case DOC_QUOTE:
	case DOC_CODE:
		put_kept(t, b);
		break;
	case DOC_RULE:
		put_rule(t, b);
		break;
	case DOC_FIGURE:
		put_figure(t, b);
		break;
	case DOC_FIELD:
	case DOC_GENERATED:
		break;
	}
}

enum rc print_text(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str *ret, struct err *err)
{
	struct text_out t = {.a = a};

	t.width = o != NULL && o->width > 0 ? o->width : WIDTH_DEFAULT;
	t.width = t.width < WIDTH_MIN ? WIDTH_MIN : t.width;
	t.ascii = o != NULL && o->ascii;
	buf_init(&t.b, a, PRINT_MAX);
	for (size_t i = 0; i < d->n;) {
		if (d->v[i].type == DOC_FIELD) {
			i = put_fields(&t, d, i);
			continue;
		}
		put_block(&t, &d->v[i++]);
	}
	return output_finish(&t.b, ret, err);
}
