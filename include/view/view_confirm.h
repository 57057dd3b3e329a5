/* view_confirm.h: what a line would record and change, shown before it does. */
#ifndef VIEW_VIEW_CONFIRM_H
#define VIEW_VIEW_CONFIRM_H

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

/* Both boards hold the incident: as it is, and with the line's events folded. Nothing is guessed: rows, changes and
 * promises are those of the second board. */
struct confirm_ask {
	const struct policies *policies;
	const struct incident *before, *after;
	const struct doc *reply; /* what the line would answer; may be NULL */
	instant now;
	const struct zone *zone;
};

struct doc *view_confirm(struct arena *a, const struct confirm_ask *q);

#endif
