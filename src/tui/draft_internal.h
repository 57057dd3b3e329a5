/* draft_internal.h: the answers of a severity command while it is typed, for the live preview. */
#ifndef TUI_DRAFT_INTERNAL_H
#define TUI_DRAFT_INTERNAL_H

#include "tui/screen_internal.h"
#include "view/view_worksheet.h"

/*
 * Reads the prompt as `declare`, `impact` or `sev` and puts its answers over those of the incident. True when the line
 * is one of these; otherwise *ret holds the incident's answers alone. Half-typed words are passed over; the first
 * wrong one is in `problem`.
 */
bool draft_read(const struct screen_state *s, struct arena *a, const struct incident *i,
	struct worksheet *ret);

/* The line with one answer set: a line of another verb is replaced by "/impact name=value " ("/declare" without incident). */
struct str draft_with(const struct screen_state *s, struct arena *a, const struct incident *i,
	struct str line, enum gauge_id id, struct gauge value);

#endif
