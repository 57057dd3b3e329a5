/* doc_internal.h: what the printers share: cleaning without a length limit, links, wrapping,
 * escaping. */
#ifndef DOC_INTERNAL_H
#define DOC_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "doc/doc.h"

/*
 * utf8_clean cuts long text because a console row must stay short; a document must keep all of it.
 * These clean any length piece by piece. Results hold the marker bytes of utf8_clean; plain_line
 * does not.
 */
struct str clean_line(
	struct arena *a, struct str raw); /* one row: a line end inside is shown as <LF> */
struct str plain_line(struct arena *a, struct str raw);
/* Only printable ASCII: such text is clean as it is. */
bool clean_is_ascii(struct str s);
/* utf8_cells and utf8_clip, quick for the ASCII that nearly all text is. */
size_t plain_cells(struct str plain);
struct str plain_clip(struct str plain, size_t cells, size_t *ret_used);
/* Next row of kept text (quote, code), cleaned; false at the end. One line end at the end of the
 * text is not a row. */
bool clean_row(struct arena *a, struct str *rest, struct str *ret);

/* The link when its scheme is http, https or mailto and it is printable ASCII or UTF-8 without
 * blanks; else empty. */
struct str link_allowed(struct str raw);
/* Writes an allowed link with everything percent-encoded that is not plain in a URL; '&' stays for the medium to escape. */
void link_encode(struct buf *b, struct str link);

/* All spans as one plain line, a link that differs from its text behind it in <>. */
struct str plain_spans(struct arena *a, const struct doc_spans *s);

/* Takes the next line of at most `cells` cells from *rest, at a space where there is one. False
 * when *rest is empty. */
bool plain_wrap(struct str *rest, size_t cells, struct str *ret);

/* The points of a figure as a one-table document for media that cannot draw; empty when there are
 * none. */
struct doc *figure_points(struct arena *a, const struct doc_figure *f);
/* The span of time to draw: what the figure says, else what its points cover. False when there is
 * none. */
bool figure_span(const struct doc_figure *f, instant *ret_from, instant *ret_to);
/* An instant of the figure in words: a time, or a length of time. */
const char *figure_when(struct arena *a, const struct doc_figure *f, instant at);
/* A name fit for a marker comment: everything but letters, digits, '_', '-' and '.' becomes '-'. */
const char *generated_name(struct arena *a, struct str name);

/* Begins the output of a printer with room for about all of the document, so that it need not be copied as it grows. */
void output_begin(struct buf *b, struct arena *a, const struct doc *d, size_t per_span);
/* RC_LIMIT with its message when the buffer ran over, else the text. */
enum rc output_finish(const struct buf *b, struct str *ret, struct err *err);

#endif
