/* view_runbook.h: written runbooks and fallbacks: the list, those that fit an incident first, and one whole. */
#ifndef VIEW_VIEW_RUNBOOK_H
#define VIEW_VIEW_RUNBOOK_H

#include "core/board.h"
#include "core/policy.h"
#include "core/runbook_file.h"
#include "doc/doc.h"

/* How many of its services and tags the title of the incident names; 0 without an incident. */
int view_runbook_fits(const struct runbook *rb, const struct incident *i);

/* Those of the wanted sort, the best fitting first. */
struct runbook_choice {
	const struct runbook *book;
	int fits;
};
enum runbook_sort { RUNBOOKS_ALL, RUNBOOKS_PROCEDURES, RUNBOOKS_FALLBACKS };
size_t view_runbook_order(struct arena *a, const struct policies *p, const struct incident *i,
	enum runbook_sort sort, const struct runbook_choice **ret);

/* Rows of a table with ids as keys; then the files that were refused. Incident may be NULL. */
struct doc *view_runbook_list(struct arena *a, const struct policies *p, const struct board *b,
	const struct incident *i, enum runbook_sort sort);
/* The same table for `n` of them. */
struct doc *view_runbook_rows(
	struct arena *a, const struct board *b, const struct runbook_choice *v, size_t n);
struct doc *view_runbook_refused(struct arena *a, const struct policies *p);
struct doc *view_runbook(struct arena *a, const struct board *b, const struct runbook *rb);

/* id title kind services tags steps expected_s offer_after_s used last file */
void view_runbook_list_json(struct buf *out, const struct policies *p, const struct board *b,
	const struct incident *i, enum runbook_sort sort);
/* One object more, with its steps. */
void view_runbook_json(struct buf *out, const struct board *b, const struct runbook *rb);

/* "used 4 times, last 2026-08-30" or "never used". */
struct str view_runbook_usage(struct arena *a, const struct board *b, struct str id);
/* What a person must know to do it: words, check, expected, if not, danger, undo, command. */
void view_runbook_step(struct doc *d, const struct runbook_step *s);

#endif
