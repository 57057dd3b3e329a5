/* output.c: the buffer that a printer fills: room for the whole document at first, a limit at the end. */
#include "doc/doc_internal.h"

#include "doc/print.h"

static size_t spans_size(const struct doc_spans *s, size_t per_span)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->v[i].text.n + s->v[i].link.n + per_span;
	return n;
}

void output_begin(struct buf *b, struct arena *a, const struct doc *d, size_t per_span)
{
	size_t size = 256;

	for (size_t i = 0; i < d->n; i++) {
		const struct doc_block *block = &d->v[i];
		size += spans_size(&block->spans, per_span) + block->text.n + per_span;
		for (size_t r = 0; r < block->row_count; r++) {
			for (size_t c = 0; c < block->column_count; c++)
				size += spans_size(&block->rows[r].cells[c].spans, per_span);
		}
	}
	buf_init(b, a, PRINT_MAX);
	b->cap = size < PRINT_MAX ? size : PRINT_MAX;
	b->p = arena_alloc(a, b->cap);
}

enum rc output_finish(const struct buf *b, struct str *ret, struct err *err)
{
	if (b->over)
		return err_set(err, RC_LIMIT,
			"the document is larger than %d MiB; ask for a shorter span of time",
			PRINT_MAX / (1024 * 1024));
	*ret = buf_str(b);
	return RC_OK;
}
