/* doc.c: builds documents block by block in an arena. */
#include "doc/doc.h"

#include <stdarg.h>

#include "base/err.h"
#include "base/vec.h"

__attribute__((format(printf, 2, 0))) static struct str vformat(
	struct arena *a, const char *fmt, va_list ap)
{
	return str_z(arena_vprintf(a, fmt, ap));
}

/* Blocks move when the document grows, so a write to an older one could get lost: refuse it always,
 * not only sometimes. */
static void must_be_last(const struct doc *d, const struct doc_block *b)
{
	if (d->n == 0 || b != &d->v[d->n - 1])
		BUG("only the last block of a document may be added to");
}

static void spans_add(
	struct arena *a, struct doc_spans *s, enum doc_role role, struct str text, struct str link)
{
	/* nearly all cells hold one span, so the first room is for one */
	if (s->cap == 0) {
		s->v = ARENA_NEW(a, struct doc_span);
		s->cap = 1;
	}
	struct doc_span *span = VEC_PUSH(a, s);
	*span = (struct doc_span){.text = text, .role = role, .link = link};
}

struct doc *doc_new(struct arena *a)
{
	struct doc *d = ARENA_NEW(a, struct doc);

	d->arena = a;
	return d;
}

struct doc_block *doc_add(struct doc *d, enum doc_block_type type)
{
	struct doc_block *b = VEC_PUSH(d->arena, d);

	b->type = type;
	b->checked = -1;
	if (type == DOC_HEADING)
		b->level = 1;
	if (type == DOC_FIGURE) {
		b->figure = ARENA_NEW(d->arena, struct doc_figure);
		b->figure->from = b->figure->to = INSTANT_NONE;
	}
	return b;
}

static struct doc_block *add_text(
	struct doc *d, enum doc_block_type type, enum doc_role role, struct str text)
{
	struct doc_block *b = doc_add(d, type);

	if (text.n > 0)
		spans_add(d->arena, &b->spans, role, text, STR(""));
	return b;
}

struct doc_block *doc_heading(struct doc *d, int level, struct str text)
{
	struct doc_block *b = add_text(d, DOC_HEADING, ROLE_HEAD, text);

	b->level = level;
	return b;
}

struct doc_block *doc_para(struct doc *d, struct str text)
{
	return add_text(d, DOC_PARA, ROLE_TEXT, text);
}

struct doc_block *doc_paraf(struct doc *d, enum doc_role role, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	struct str text = vformat(d->arena, fmt, ap);
	va_end(ap);
	return add_text(d, DOC_PARA, role, text);
}

struct doc_block *doc_item(struct doc *d, int checked, struct str text)
{
	struct doc_block *b = add_text(d, DOC_ITEM, ROLE_TEXT, text);

	b->checked = checked;
	return b;
}

struct doc_block *doc_field(struct doc *d, const char *name, struct str text, enum doc_role role)
{
	struct doc_block *b = add_text(d, DOC_FIELD, role, text);

	b->name = str_z(name);
	return b;
}

struct doc_block *doc_rule(struct doc *d, struct str label)
{
	return add_text(d, DOC_RULE, ROLE_HEAD, label);
}

struct doc_block *doc_quote(struct doc *d, struct str text)
{
	struct doc_block *b = doc_add(d, DOC_QUOTE);

	b->text = text;
	return b;
}

void doc_generated(struct doc *d, const char *name, bool open)
{
	struct doc_block *b = doc_add(d, DOC_GENERATED);

	b->name = str_z(name);
	b->open = open;
}

void doc_span(struct doc *d, struct doc_block *b, enum doc_role role, struct str text)
{
	doc_link(d, b, role, text, STR(""));
}

void doc_spanf(struct doc *d, struct doc_block *b, enum doc_role role, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	struct str text = vformat(d->arena, fmt, ap);
	va_end(ap);
	doc_span(d, b, role, text);
}

void doc_link(
	struct doc *d, struct doc_block *b, enum doc_role role, struct str text, struct str link)
{
	must_be_last(d, b);
	spans_add(d->arena, &b->spans, role, text, link);
}

struct doc_block *doc_table(struct doc *d, const struct doc_column *columns, size_t n)
{
	struct doc_block *b = doc_add(d, DOC_TABLE);

	b->columns = arena_dup(d->arena, columns, n * sizeof *columns);
	b->column_count = n;
	return b;
}

struct doc_row *doc_table_row(struct doc *d, struct doc_block *table, struct str key)
{
	must_be_last(d, table);
	if (table->type != DOC_TABLE)
		BUG("a row needs a table");
	vec_room(d->arena, (void **)&table->rows, table->row_count, &table->row_cap,
		sizeof *table->rows);

	struct doc_row *row = &table->rows[table->row_count++];

	row->cells = ARENA_ARRAY(d->arena, table->column_count, struct doc_cell);
	row->key = key;
	return row;
}

void doc_cell(
	struct doc *d, struct doc_row *row, size_t column, enum doc_role role, struct str text)
{
	const struct doc_block *table = d->n > 0 ? &d->v[d->n - 1] : NULL;

	if (table == NULL || table->type != DOC_TABLE || column >= table->column_count)
		BUG("a cell needs a column of the last table");
	spans_add(d->arena, &row->cells[column].spans, role, text, STR(""));
}

struct doc_figure_point *doc_figure_add(struct doc *d, struct doc_block *figure)
{
	must_be_last(d, figure);
	if (figure->type != DOC_FIGURE)
		BUG("a point needs a figure");

	struct doc_figure *f = figure->figure;
	vec_room(d->arena, (void **)&f->points, f->n, &f->cap, sizeof *f->points);

	struct doc_figure_point *p = &f->points[f->n++];
	p->at = p->to = INSTANT_NONE;
	return p;
}

void doc_append(struct doc *d, const struct doc *other)
{
	for (size_t i = 0; i < other->n; i++) {
		struct doc_block *b = VEC_PUSH(d->arena, d);

		*b = other->v[i];
	}
}
