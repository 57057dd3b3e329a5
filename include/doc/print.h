/* print.h: the printers: one document, five media; each cleans and escapes what it prints. */
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
/* IRC: one string per line, UTF-8 safe, no CR LF NUL, no colours. */
enum rc print_irc(struct arena *a, const struct doc *d, const struct print_opts *o,
	struct str **ret_lines, size_t *ret_n, struct err *err);

#endif
