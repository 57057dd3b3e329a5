/* read_markdown.h: Markdown into a document, so that templates are written in Markdown. */
#ifndef DOC_READ_MARKDOWN_H
#define DOC_READ_MARKDOWN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "doc/doc.h"

/* Called for a paragraph that is exactly {{name}}: appends what belongs there. RC_UNKNOWN: no such slot. */
typedef enum rc read_slot_fn(void *ctx, struct str name, struct doc *d, struct err *err);

/*
 * Headings, paragraphs, lists, task lists, quotes and code become blocks; emphasis becomes plain text; raw HTML and tables
 * are refused (RC_USAGE): a template that needs them is a mistake. `file` names the template in messages. slot may be NULL.
 */
enum rc read_markdown(struct arena *a, const char *file, struct str source, read_slot_fn *slot,
	void *ctx, struct doc **ret, struct err *err);

#endif
