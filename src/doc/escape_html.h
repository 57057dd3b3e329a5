/* escape_html.h: writes data as HTML text, attribute values and spans of a style role. */
#ifndef DOC_ESCAPE_HTML_H
#define DOC_ESCAPE_HTML_H

#include "base/arena.h"
#include "base/str.h"
#include "doc/doc.h"

/* `clean` is the output of clean_line: markers become <mark>. */
void html_escape(struct buf *b, struct str clean);
/* Raw text: cleaned, escaped, and isolated when it holds right-to-left letters. */
void html_text(struct arena *a, struct buf *b, struct str raw);
/* Raw text for a place that takes no elements: title, attribute value, SVG text. */
void html_plain(struct arena *a, struct buf *b, struct str raw);
void html_spans(struct arena *a, struct buf *b, const struct doc_spans *s);

#endif
