/* print_html.c: prints a document as one self-contained HTML page without scripts or requests. */
#include "doc/print.h"

#include "doc/doc_internal.h"
#include "doc/escape_html.h"
#include "doc/page_style.h"
#include "doc/print_svg.h"

struct html_out {
	struct arena *a;
	struct buf b;
	const struct doc *d;
	unsigned figures;
};

static void put_head(struct html_out *t, const struct print_opts *o)
{
	struct str title = str_z(o != NULL ? o->title : NULL);

	for (size_t i = 0; i < t->d->n && title.n == 0; i++) {
		if (t->d->v[i].type == DOC_HEADING)
			title = plain_spans(t->a, &t->d->v[i].spans);
	}
	buf_add_z(&t->b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			 "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
			 "<meta http-equiv=\"Content-Security-Policy\" "
			 "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
			 "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	html_plain(t->a, &t->b, title.n > 0 ? title : STR("Incident"));
	buf_add_z(&t->b, "</title>\n<style>\n");
	buf_add_z(&t->b, PAGE_STYLE);
	buf_add_z(&t->b, "</style>\n</head>\n<body>\n"
			 "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n");
	if (o != NULL && o->mark.n > 0) {
		buf_add_z(&t->b, "<div class=\"mark\" role=\"note\">");
		html_plain(t->a, &t->b, o->mark);
		buf_add_z(&t->b, "</div>\n");
	}
	buf_add_z(&t->b, "<main id=\"main\">\n");
}

static void put_element(struct html_out *t, const char *name, const struct doc_spans *s)
{
	buf_addf(&t->b, "<%s>", name);
	html_spans(t->a, &t->b, s);
	buf_addf(&t->b, "</%s>\n", name);
}

static void put_heading(struct html_out *t, const struct doc_block *b)
{
	static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	int level = b->level < 1 ? 1 : b->level > 6 ? 6 : b->level;

	put_element(t, names[level - 1], &b->spans);
}

/*
 * Items of one run become nested lists. `depth` lists are open and the last item of each still
 * takes children; a level may be only one deeper than the one before it.
 */
static size_t put_items(struct html_out *t, size_t at)
{
	int depth = 0;

	for (; at < t->d->n && t->d->v[at].type == DOC_ITEM; at++) {
		const struct doc_block *b = &t->d->v[at];
		int want = (b->level < 0 ? 0 : b->level > 8 ? 8 : b->level) + 1;
		if (want > depth) {
			buf_add_z(&t->b, "<ul>\n");
			depth++;
		} else {
			for (; depth > want; depth--)
				buf_add_z(&t->b, "</li>\n</ul>");
			buf_add_z(&t->b, "</li>\n");
		}
		buf_add_z(&t->b, b->checked < 0 ? "<li>" : "<li class=\"task\">");
		if (b->checked >= 0)
			buf_addf(&t->b, "<input type=\"checkbox\" disabled%s aria-label=\"%s\"> ",
				b->checked > 0 ? " checked" : "", b->checked > 0 ? "done" : "open");
		html_spans(t->a, &t->b, &b->spans);
	}
	for (; depth > 0; depth--)
		buf_add_z(&t->b, "</li>\n</ul>");
	buf_add_ch(&t->b, '\n');
	return at;
}

static size_t put_fields(struct html_out *t, size_t at)
{
	buf_add_z(&t->b, "<dl>\n");
	for (; at < t->d->n && t->d->v[at].type == DOC_FIELD; at++) {
		buf_add_z(&t->b, "<dt>");
		html_text(t->a, &t->b, t->d->v[at].name);
		buf_add_z(&t->b, "</dt><dd>");
		html_spans(t->a, &t->b, &t->d->v[at].spans);
		buf_add_z(&t->b, "</dd>\n");
	}
	buf_add_z(&t->b, "</dl>\n");
	return at;
}

/* Times, ids and words of a fixed column stay whole; the flexible one takes the width that is left. */
static const char *cell_class(const struct doc_column *c)
{
	if (c->align == DOC_RIGHT)
		return " class=\"num\"";
	return c->flexible ? "" : " class=\"fix\"";
}

static void put_row(struct html_out *t, const struct doc_block *b, const struct doc_row *row)
{
	buf_add_z(&t->b, "<tr>");
	for (size_t c = 0; c < b->column_count; c++) {
		buf_addf(&t->b, "<td%s>", cell_class(&b->columns[c]));
		html_spans(t->a, &t->b, &row->cells[c].spans);
		buf_add_z(&t->b, "</td>");
	}
	buf_add_z(&t->b, "</tr>\n");
}

static void put_table(struct html_out *t, const struct doc_block *b)
{
	if (b->column_count == 0)
		return;
	buf_add_z(&t->b, "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr>");
	for (size_t c = 0; c < b->column_count; c++) {
		buf_addf(&t->b, "<th scope=\"col\"%s>", cell_class(&b->columns[c]));
		html_text(t->a, &t->b, b->columns[c].title);
		buf_add_z(&t->b, "</th>");
	}
	buf_add_z(&t->b, "</tr>\n</thead>\n<tbody>\n");
	for (size_t r = 0; r < b->row_count; r++)
		put_row(t, b, &b->rows[r]);
	buf_add_z(&t->b, "</tbody>\n</table>\n</div>\n");
}

/* The browser keeps the line ends: quotes are styled so, and <pre> is born so (but eats a first
 * empty row). */
static void put_kept(struct html_out *t, const struct doc_block *b)
{
	const char *name = b->type == DOC_CODE ? "pre" : "blockquote";
	struct str rest = b->text, row;
	bool first = true;

	buf_addf(&t->b, "<%s>%s", name, b->type == DOC_CODE ? "\n" : "");
	while (clean_row(t->a, &rest, &row)) {
		if (!first)
			buf_add_ch(&t->b, '\n');
		html_escape(&t->b, row);
		first = false;
	}
	buf_addf(&t->b, "</%s>\n", name);
}

static void put_rule(struct html_out *t, const struct doc_block *b)
{
	if (b->spans.n == 0) {
		buf_add_z(&t->b, "<hr>\n");
		return;
	}
	buf_add_z(&t->b, "<div class=\"rule\" role=\"separator\">");
	html_spans(t->a, &t->b, &b->spans);
	buf_add_z(&t->b, "</div>\n");
}

/* The drawing, its summary in words, and all its points as a table for those who cannot see it. */
static void put_figure(struct html_out *t, const struct doc_figure *f)
{
	struct doc *points = figure_points(t->a, f);

	buf_add_z(&t->b, "<figure>\n");
	print_svg(t->a, &t->b, f, ++t->figures);
	buf_add_z(&t->b, "<figcaption>");
	html_text(t->a, &t->b, f->title);
	buf_add_z(&t->b, "</figcaption>\n<p>");
	html_text(t->a, &t->b, f->summary);
	buf_add_z(&t->b, "</p>\n");
	if (points->n > 0) {
		buf_add_z(&t->b, "<details>\n<summary>The figure as a table</summary>\n");
		put_table(t, &points->v[0]);
		buf_add_z(&t->b, "</details>\n");
	}
	buf_add_z(&t->b, "</figure>\n");
}

static void put_generated(struct html_out *t, const struct doc_block *b)
{
	buf_addf(&t->b, "<!-- warroom:%s %s -->\n", b->open ? "begin" : "end",
		generated_name(t->a, b->name));
}

/* Returns the index of the block after the one (or the run) that was printed. */
static size_t put_block(struct html_out *t, size_t at)
{
	const struct doc_block *b = &t->d->v[at];

	switch (b->type) {
	case DOC_HEADING:
		put_heading(t, b);
		break;
	case DOC_PARA:
		put_element(t, "p", &b->spans);
		break;
	case DOC_ITEM:
		return put_items(t, at);
	case DOC_FIELD:
		return put_fields(t, at);
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
		put_figure(t, b->figure);
		break;
	case DOC_GENERATED:
		put_generated(t, b);
		break;
	}
	return at + 1;
}

enum rc print_html(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str *ret, struct err *err)
{
	struct html_out t = {.a = a, .d = d};

	output_begin(&t.b, a, d, 40);
	put_head(&t, o);
	for (size_t i = 0; i < d->n;)
		i = put_block(&t, i);
	buf_add_z(&t.b, "</main>\n</body>\n</html>\n");
	return output_finish(&t.b, ret, err);
}
