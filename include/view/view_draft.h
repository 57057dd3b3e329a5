/* view_draft.h: drafts of updates: the list, one draft with its marks, findings, changes and approval. */
#ifndef VIEW_VIEW_DRAFT_H
#define VIEW_VIEW_DRAFT_H

#include "doc/doc.h"
#include "view/view_outgoing.h"

struct draft_ask {
	const struct policies *policies;
	const struct incident *incident;
	const struct update_draft *draft;
	instant now;
	const struct zone *zone; /* for times of day; NULL is UTC */
	int width;  /* cells that the text is wrapped at, so that marks stand under their words */
	bool aside; /* approval is shown elsewhere */
	bool brief; /* without its first line, which a list shows already */
};

/* The draft as a whole: head, text with marks, findings, changes since the last update, approval. */
struct doc *view_draft(struct arena *a, const struct draft_ask *ask);
/* "C-3  customers_public  by comms1 14:01, version 2, due in 04:18  waits for @lead" */
struct str view_draft_head(struct arena *a, const struct draft_ask *ask);
/* Who approved or may approve, one row for each audience, and the next promise. */
struct doc *view_draft_approval(struct arena *a, const struct draft_ask *ask);
/* "E1 UP03  Since when? ..." */
struct doc *view_draft_finding(struct arena *a, const struct update_finding *f);
/* What changed, word by word: [-gone-] {+new+}. */
struct doc *view_draft_changes(struct arena *a, struct str old, struct str now);
/* Facts that may stand in a text, and what nobody knows. */
struct doc *view_facts(struct arena *a, const struct policies *p, const struct incident *i,
	struct str audience, instant now);

/* Open drafts first, then the ended ones, newest first. */
struct doc *view_drafts(
	struct arena *a, const struct policies *p, const struct incident *i, instant now);
/* One object a line; `only` NULL: all. */
void view_drafts_json(struct buf *out, const struct policies *p, const struct incident *i,
	const struct update_draft *only, instant now);

/* Drafts that may go out once this person approves: the first one after `after` (0: from the start); NULL: none. */
const struct update_draft *view_draft_waits_for(
	const struct policies *p, const struct incident *i, struct str person, uint32_t after);

/* What newly concerns this person behind row `after`: a draft that waits for them, one of theirs that was approved
 * or sent back by somebody else. The newest one; false: none. */
struct draft_call {
	uint64_t seq;
	struct str text;
};
bool view_draft_call(struct arena *a, const struct policies *p, const struct incident *i,
	struct str person, uint64_t after, struct draft_call *ret);

/* ---- The text with its marks ---- */

/* A row of wrapped text, or of marks below one. */
struct marked_row {
	struct str text; /* clean, at most `width` cells */
	enum doc_role role;
};
/* Wraps the text and puts "E1~~~~" below what each finding is about. Returns the count. */
size_t view_marked_text(struct arena *a, struct str text, const struct update_findings *found,
	int width, const struct marked_row **ret);

#endif
