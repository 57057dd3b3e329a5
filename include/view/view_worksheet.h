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
	int wanted;                      /* the level of a drafted `sev N`, 0: none */
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
/* What the form can write into the prompt; it runs nothing. An empty line: there is nothing to do, `label` says why. */
struct worksheet_button {
	struct str label, line;
};
enum { WORKSHEET_BUTTONS = 2 };
/*
 * "Propose to room" tells the level and its reason as a log line; "Apply" is the line that does it: the answers that are not
 * recorded yet, else the lower level that the recorded ones give, with the end of a hold that still runs.
 * Before the declaration there is only "Declare". Returns how many.
 */
size_t view_worksheet_buttons(struct arena *a, const struct policies *p, const struct worksheet *w,
	struct worksheet_button ret[WORKSHEET_BUTTONS]);
/* How the reason fares with the phrase rules: "ok, 48 chars", or the first finding. `*ret_role` is its weight. */
struct str view_worksheet_lint(
	struct arena *a, const struct policies *p, struct str reason, enum doc_role *ret_role);

/* The answer after (+1) or before (-1) the present one of a scale, wrapping over "?"; false for numbers. */
bool view_worksheet_step(const struct policies *p, const struct worksheet *w, enum gauge_id id,
	int direction, struct gauge *ret);

/* The deciding sentence of a severity reason, without what else fired and what was assumed. */
struct str view_worksheet_first(struct str reason);

#endif
