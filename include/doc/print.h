/* print.h: the printers: one document, seven media; each cleans and escapes what it prints. */
#ifndef DOC_PRINT_H
#define DOC_PRINT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "doc/doc.h"

enum { PRINT_MAX = 64 * 1024 * 1024 };

struct print_opts {
	size_t width;      /* text: wrap column, 0 = 80 */
	bool ascii;        /* text: only ASCII punctuation of our own */
	const char *title; /* html: page title (raw, escaped here) */
	struct str
		mark; /* html: stands on top of every screen and every printed page; empty: none */
	size_t line_budget; /* irc: bytes of text per line */
	size_t max_lines;   /* irc: after that "... N more, say !more" */
};

/* Each returns arena text or RC_LIMIT. Markers of utf8_clean are dropped except where the medium can show them. */
enum rc print_text(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str *ret, struct err *err);
enum rc print_markdown(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str *ret, struct err *err);
enum rc print_html(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str *ret, struct err *err);
/* The first table as RFC 4180 with a header row. A cell that a spreadsheet would run starts with an apostrophe, but for
 * a figure in a column that is aligned to the right. RC_STATE: the document has no table. */
enum rc print_csv(struct arena *a, const struct doc *d, const struct print_opts *o, struct str *ret,
	struct err *err);
/* One cell of such a table: cleaned, quoted where it must be, then a comma or the end of the row. */
void print_csv_cell(struct buf *b, struct str raw, bool last);
/* The first figure as an SVG file that stands alone: no script, nothing fetched. RC_STATE: there is none to draw. */
enum rc print_figure(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str *ret, struct err *err);
/* IRC: one string per line, UTF-8 safe, no CR LF NUL, no colours. */
enum rc print_irc(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str **ret_lines, size_t *ret_n, struct err *err);

#endif
