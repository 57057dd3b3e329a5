/* view_worksheet.h: the severity worksheet: the gauges as a form, and what they would do, while they are typed. */
#ifndef VIEW_VIEW_WORKSHEET_H
#define VIEW_VIEW_WORKSHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

/* A draft of answers. Nothing of it is recorded. */
struct worksheet {
	const struct incident *incident; /* NULL: before the declaration */
	struct gauges gauges;            /* with the draft applied */
	uint32_t changed;                /* bit per gauge that the draft sets */
	struct str reason;               /* as drafted, may be empty */
	struct str problem;              /* what is wrong with a drafted answer, may be empty */
	instant now;
	const struct zone *zone;
};

/* One row per gauge, keyed by its name; changed ones carry "*". */
struct doc *view_worksheet_form(
	struct arena *a, const struct policies *p, const struct worksheet *w);
/* Level now and with the draft, why, what would change it, what the change does, what holds it back. */
struct doc *view_worksheet_preview(
	struct arena *a, const struct policies *p, const struct worksheet *w);
/* The answer after (+1) or before (-1) the present one of a scale, wrapping over "?"; false for numbers. */
bool view_worksheet_step(const struct policies *p, const struct worksheet *w, enum gauge_id id,
	int direction, struct gauge *ret);

/* The deciding sentence of a severity reason, without what else fired and what was assumed. */
struct str view_worksheet_first(struct str reason);

#endif
