/* print_markdown.c: prints a document as CommonMark with GFM tables and task lists. */
#include "doc/print.h"

#include "base/utf8.h"
#include "doc/doc_internal.h"
#include "doc/escape_markdown.h"

/*
 * Every block stands between blank lines, except items and fields of one list. No line of data can
 * begin with "<!--" in the first column (code is fenced one blank in, all else is escaped or has a
 * prefix), so the marker comments of generated parts are always ours.
 */
struct md_out {
	struct arena *a;
	struct buf b;
	enum doc_block_type last;
	int item_level;
};

static void put_span(struct md_out *t, struct md_line *line, const struct doc_span *s)
{
	struct str link = link_allowed(s->link);
	struct str text = clean_line(t->a, s->text.n > 0 ? s->text : link);

	if (link.n == 0) {
		md_escape(&t->b, line, text);
		return;
	}
	/* an exclamation mark before it would make the link an image */
	if (line->before == '!') {
		t->b.n--;
		buf_add_z(&t->b, "\\!");
	}
	buf_add_ch(&t->b, '[');
	line->begun = true;
	line->number = false;
	line->before = '[';
	md_escape(&t->b, line, text);
	buf_add_z(&t->b, "](<");
	md_target(&t->b, link);
	buf_add_z(&t->b, ">)");
	line->before = ')';
}

static void put_spans(struct md_out *t, const struct doc_spans *s, struct md_line *line)
{
	for (size_t i = 0; i < s->n; i++)
		put_span(t, line, &s->v[i]);
	md_end(&t->b, line);
}

static void put_line(struct md_out *t, const struct doc_spans *s)
{
	struct md_line line = {0};

	put_spans(t, s, &line);
	buf_add_ch(&t->b, '\n');
}

/* Text in bold: blanks inside the stars would keep them from being emphasis, and the stars hold no
 * other markup. */
static void put_bold(struct md_out *t, struct str plain, const char *end)
{
	struct md_line line = {.begun = true, .before = '*'};

	plain = str_trim(plain);
	if (plain.n == 0)
		return;
	buf_add_z(&t->b, "**");
	md_escape(&t->b, &line, plain);
	buf_add_z(&t->b, end);
	buf_add_z(&t->b, "**");
}

static void put_heading(struct md_out *t, const struct doc_block *b)
{
	int level = b->level < 1 ? 1 : b->level > 6 ? 6 : b->level;
	struct md_line line = {.heading = true};

	buf_add_fill(&t->b, '#', (size_t)level);
	if (b->spans.n > 0)
		buf_add_ch(&t->b, ' ');
	put_spans(t, &b->spans, &line);
	buf_add_ch(&t->b, '\n');
}

/* An empty item could be read as the underline of a heading: it holds one blank. */
static void put_item_text(struct md_out *t, const struct doc_block *b)
{
	struct md_line line = {0};
	size_t before = t->b.n;

	put_spans(t, &b->spans, &line);
	buf_add_z(&t->b, t->b.n == before ? "&#32;\n" : "\n");
}

/* A level may be only one deeper than the item before it, or the parser would see code. */
static void put_item(struct md_out *t, const struct doc_block *b)
{
	int deepest = t->last == DOC_ITEM ? t->item_level + 1 : 0;
	int level = b->level < 0 ? 0 : b->level < deepest ? b->level : deepest;

	buf_add_fill(&t->b, ' ', 2 * (size_t)level);
	buf_add_z(&t->b, b->checked < 0 ? "- " : b->checked == 0 ? "- [ ] " : "- [x] ");
	put_item_text(t, b);
	t->item_level = level;
}

/* Another bullet than that of items, so that two neighbouring lists stay two. */
static void put_field(struct md_out *t, const struct doc_block *b)
{
	buf_add_z(&t->b, "* ");
	put_bold(t, plain_line(t->a, b->name), ":");
	if (t->b.p[t->b.n - 1] != ' ')
		buf_add_ch(&t->b, ' ');
	put_item_text(t, b);
}

static void put_quote(struct md_out *t, const struct doc_block *b)
{
	struct str rest = b->text, row, next;
	bool more = clean_row(t->a, &rest, &row);

	while (more) {
		struct md_line line = {0};
		more = clean_row(t->a, &rest, &next);
		buf_add_z(&t->b, row.n > 0 ? "> " : ">");
		md_escape(&t->b, &line, row);
		md_end(&t->b, &line);
		/* a hard break, unless a blank row parts the two anyway */
		buf_add_z(&t->b, more && row.n > 0 && next.n > 0 ? "\\\n" : "\n");
		row = next;
	}
}

static size_t longest_fence(struct str text)
{
	size_t best = 2, run = 0;

	for (size_t i = 0; i < text.n; i++) {
		run = text.p[i] == '`' ? run + 1 : 0;
		best = run > best ? run : best;
	}
	return best + 1;
}

static void put_code(struct md_out *t, const struct doc_block *b)
{
	size_t fence = longest_fence(b->text);
	struct str rest = b->text, row;

	buf_add_ch(&t->b, ' ');
	buf_add_fill(&t->b, '`', fence);
	buf_add_ch(&t->b, '\n');
	while (clean_row(t->a, &rest, &row)) {
		if (row.n > 0)
			buf_add_ch(&t->b, ' ');
		buf_add(&t->b, utf8_unmark(t->a, row));
		buf_add_ch(&t->b, '\n');
	}
	buf_add_ch(&t->b, ' ');
	buf_add_fill(&t->b, '`', fence);
	buf_add_ch(&t->b, '\n');
}

static void put_rule(struct md_out *t, const struct doc_block *b)
{
	struct str label = plain_spans(t->a, &b->spans);

	buf_add_z(&t->b, "***\n");
	if (str_trim(label).n > 0) {
		buf_add_ch(&t->b, '\n');
		put_bold(t, label, "");
		buf_add_ch(&t->b, '\n');
	}
}

static void put_cell(struct md_out *t, const struct doc_spans *s)
{
	struct md_line line = {0};

	buf_add_ch(&t->b, ' ');
	put_spans(t, s, &line);
	buf_add_z(&t->b, " |");
}

static void put_table(struct md_out *t, const struct doc_block *b)
{
	buf_add_ch(&t->b, '|');
	for (size_t c = 0; c < b->column_count; c++) {
		struct doc_span title = {.text = b->columns[c].title};
		put_cell(t, &(struct doc_spans){.v = &title, .n = 1});
	}
	buf_add_z(&t->b, "\n|");
	for (size_t c = 0; c < b->column_count; c++)
		buf_add_z(&t->b, b->columns[c].align == DOC_RIGHT ? " ---: |" : " --- |");
	buf_add_ch(&t->b, '\n');
	for (size_t r = 0; r < b->row_count; r++) {
		buf_add_ch(&t->b, '|');
		for (size_t c = 0; c < b->column_count; c++)
			put_cell(t, &b->rows[r].cells[c].spans);
		buf_add_ch(&t->b, '\n');
	}
}

static void put_text(struct md_out *t, struct str text)
{
	struct doc_span span = {.text = text};

	put_line(t, &(struct doc_spans){.v = &span, .n = 1});
}

/* Markdown has no drawing: the figure is its text and a table of its points. */
static void put_figure(struct md_out *t, const struct doc_figure *f)
{
	put_bold(t, plain_line(t->a, f->title), "");
	buf_add_z(&t->b, f->title.n > 0 ? "\n\n" : "");
	if (f->summary.n > 0) {
		put_text(t, f->summary);
		buf_add_ch(&t->b, '\n');
	}
	struct doc *d = figure_points(t->a, f);
	if (d->n > 0)
		put_table(t, &d->v[0]);
}

static void put_generated(struct md_out *t, const struct doc_block *b)
{
	buf_addf(&t->b, "<!-- warroom:%s %s -->\n", b->open ? "begin" : "end",
		generated_name(t->a, b->name));
}

static bool is_empty(const struct doc_block *b)
{
	switch (b->type) {
	case DOC_PARA:
		return b->spans.n == 0;
	case DOC_TABLE:
		return b->column_count == 0;
	case DOC_QUOTE:
		return b->text.n == 0;
	case DOC_HEADING:
	case DOC_ITEM:
	case DOC_FIELD:
	case DOC_CODE:
	case DOC_RULE:
	case DOC_FIGURE:
	case DOC_GENERATED:
		break;
	}
	return false;
}

static void put_block(struct md_out *t, const struct doc_block *b)
{
	switch (b->type) {
	case DOC_HEADING:
		put_heading(t, b);
		break;
	case DOC_PARA:
		put_line(t, &b->spans);
		break;
	case DOC_ITEM:
		put_item(t, b);
		break;
	case DOC_FIELD:
		put_field(t, b);
		break;
	case DOC_TABLE:
		put_table(t, b);
		break;
	case DOC_QUOTE:
		put_quote(t, b);
		break;
	case DOC_CODE:
		put_code(t, b);
		break;
	case DOC_RULE:
		put_rule(t, b);
		break;
	case DOC_FIGURE:
		put_figure(t, b->figure);
		break;
	case DOC_GENERATED:
		put_generated(t, b);
		break;
	}
}

static bool is_listed(enum doc_block_type type)
{
	return type == DOC_ITEM || type == DOC_FIELD;
}

enum rc print_markdown(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str *ret, struct err *err)
{
	struct md_out t = {.a = a, .last = DOC_PARA};

	(void)o;
	output_begin(&t.b, a, d, 6);
	for (size_t i = 0; i < d->n; i++) {
		const struct doc_block *b = &d->v[i];
		if (is_empty(b))
			continue;
		if (t.b.n > 0 && !(is_listed(b->type) && b->type == t.last))
			buf_add_ch(&t.b, '\n');
		put_block(&t, b);
		t.last = b->type;
	}
	return output_finish(&t.b, ret, err);
}
