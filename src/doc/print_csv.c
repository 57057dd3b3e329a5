/* print_csv.c: prints the first table of a document as comma-separated values, safe to open in a spreadsheet. */
#include "doc/print.h"

#include "base/utf8.h"
#include "doc/doc_internal.h"

/* The words are cleaned as on a screen: CSV has no escapes, and people `cat` these files. */
void print_csv_cell(struct buf *b, struct str raw, bool last)
{
	struct str s = utf8_plain(b->arena, raw, UTF8_LINE);
	bool formula = raw.n && strchr("=+-@\t\r", raw.p[0]);

	buf_add_ch(b, '"');
	if (formula)
		buf_add_ch(b, '\'');
	for (size_t n = 0; n < s.n; n++) {
		if (s.p[n] == '"')
			buf_add_ch(b, '"');
		buf_add_ch(b, s.p[n]);
	}
	buf_add_z(b, last ? "\"\r\n" : "\",");
}

/* What stands in a column of figures and is one, perhaps below zero. */
static bool is_figure(const struct doc_column *c, struct str s)
{
	bool minus = s.n && s.p[0] == '-';

	for (size_t n = minus; n < s.n; n++)
		if ((s.p[n] < '0' || s.p[n] > '9') && s.p[n] != '.')
			return false;
	return c->align == DOC_RIGHT && s.n > minus;
}

static void put_cell(struct buf *out, const struct doc_column *c, struct str text, bool last)
{
	if (!is_figure(c, text)) {
		print_csv_cell(out, text, last);
		return;
	}
	buf_add(out, text);
	buf_add_z(out, last ? "\r\n" : ",");
}

static struct str cell_text(struct arena *a, const struct doc_cell *c)
{
	struct buf b;

	buf_init(&b, a, PRINT_MAX);
	for (size_t n = 0; n < c->spans.n; n++)
		buf_add(&b, c->spans.v[n].text);
	return buf_str(&b);
}

static void put_table(struct buf *out, const struct doc_block *t)
{
	for (size_t c = 0; c < t->column_count; c++)
		print_csv_cell(out, t->columns[c].title, c + 1 == t->column_count);
	for (size_t r = 0; r < t->row_count; r++)
		for (size_t c = 0; c < t->column_count; c++)
			put_cell(out, &t->columns[c], cell_text(out->arena, &t->rows[r].cells[c]),
				c + 1 == t->column_count);
}

enum rc print_csv(struct arena *a, const struct doc *d, const struct print_opts *o, struct str *ret,
	struct err *err)
{
	struct buf b;

	(void)o;
	for (size_t n = 0; n < d->n; n++) {
		if (d->v[n].type != DOC_TABLE)
			continue;
		buf_init(&b, a, PRINT_MAX);
		put_table(&b, &d->v[n]);
		return output_finish(&b, ret, err);
	}
	return err_set(err, RC_STATE, "there is no row to write yet");
}
