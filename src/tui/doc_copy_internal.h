/* doc_copy_internal.h: a document of somebody else's arena, kept. */
#ifndef TUI_DOC_COPY_INTERNAL_H
#define TUI_DOC_COPY_INTERNAL_H

#include "doc/doc.h"

/* Every string, span and row is copied into the arena; figures keep their text alternative alone. */
struct doc *doc_copy(struct arena *a, const struct doc *d);

#endif
