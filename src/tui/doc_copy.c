/* doc_copy.c: copies a document whole into another arena. */
#include "tui/doc_copy_internal.h"

static void copy_spans(struct arena *a, struct doc_spans *s)
{
	if (!s->n)
		return;
	s->v = arena_dup(a, s->v, s->n * sizeof *s->v);
	s->cap = s->n;
	for (size_t i = 0; i < s->n; i++) {
		s->v[i].text = str_dup(a, s->v[i].text);
		s->v[i].link = str_dup(a, s->v[i].link);
	}
}

static void copy_table(struct arena *a, struct doc_block *b)
{
	b->columns = arena_dup(a, b->columns, b->column_count * sizeof *b->columns);
	for (size_t c = 0; c < b->column_count; c++)
		b->columns[c].title = str_dup(a, b->columns[c].title);
	if (!b->row_count)
		return;
	b->rows = arena_dup(a, b->rows, b->row_count * sizeof *b->rows);
	b->row_cap = b->row_count;
	for (size_t r = 0; r < b->row_count; r++) {
		struct doc_row *row = &b->rows[r];
		row->key = str_dup(a, row->key);
		row->cells = arena_dup(a, row->cells, b->column_count * sizeof *row->cells);
		for (size_t c = 0; c < b->column_count; c++)
			copy_spans(a, &row->cells[c].spans);
	}
}

static struct doc_figure *copy_figure(struct arena *a, const struct doc_figure *f)
{
	struct doc_figure *copy = ARENA_NEW(a, struct doc_figure);
	if (!f)
		return copy;
	*copy = *f;
	copy->title = str_dup(a, f->title);
	copy->summary = str_dup(a, f->summary);
	copy->points = f->n ? arena_dup(a, f->points, f->n * sizeof *f->points) : NULL;
	copy->cap = f->n;
	for (size_t n = 0; n < f->n; n++) {
		copy->points[n].lane = str_dup(a, f->points[n].lane);
		copy->points[n].label = str_dup(a, f->points[n].label);
	}
	return copy;
}

struct doc *doc_copy(struct arena *a, const struct doc *d)
{
	struct doc *copy = doc_new(a);
	doc_append(copy, d);
	for (size_t i = 0; i < copy->n; i++) {
		struct doc_block *b = &copy->v[i];
		b->name = str_dup(a, b->name);
		b->text = str_dup(a, b->text);
		b->key = str_dup(a, b->key);
		copy_spans(a, &b->spans);
		if (b->type == DOC_TABLE)
			copy_table(a, b);
		if (b->type == DOC_FIGURE)
			b->figure = copy_figure(a, b->figure);
	}
	return copy;
}
