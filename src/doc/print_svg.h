/* print_svg.h: the figure of a document as inline SVG. */
#ifndef DOC_PRINT_SVG_H
#define DOC_PRINT_SVG_H

#include "base/arena.h"
#include "base/str.h"
#include "doc/doc.h"

/*
 * Writes one <svg role="img"> with title and description, a UTC time axis and one lane per name in
 * order of first use. Colours come from the page's classes `f-ROLE`; shape and words say the same
 * without them. `number` makes the ids unique in the page. False, and nothing written, when there
 * is no time to draw.
 */
bool print_svg(struct arena *a, struct buf *b, const struct doc_figure *f, unsigned number);

#endif
