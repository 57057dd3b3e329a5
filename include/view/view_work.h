/* view_work.h: the sheet of work: open loops, facts apart from hypotheses, action items, vendor cases, each row by its id. */
#ifndef VIEW_VIEW_WORK_H
#define VIEW_VIEW_WORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

/* A row is its letter and number: T-3 task, P-1 poll, D-1 check of a decision, E-12 fact, H-2 hypothesis, A-3 action item, V-1
 * vendor case. Never 0. */
uint64_t view_work_key(char letter, uint64_t number);
char view_work_letter(uint64_t key);
struct str view_work_name(struct arena *a, uint64_t key); /* "T-3"; empty for 0 */

/* All sections, one keyed row for each of *ret_keys in their order; an empty section says what fills it. The facts are left
 * out when they stand elsewhere. */
struct doc *view_work(struct arena *a, const struct incident *i, instant now, bool facts,
	const uint64_t **ret_keys, size_t *ret_n);
/* How many rows still ask for somebody: loops, hypotheses, action items and cases that are open. */
size_t view_work_open(const struct incident *i);
/* Facts, what was ruled out and the latest decisions, for a column beside. */
struct doc *view_work_known(struct arena *a, const struct incident *i, const struct zone *zone);
/* All that is known of one row; empty for a row that is not there. */
struct doc *view_work_detail(struct arena *a, const struct incident *i, uint64_t key, instant now,
	const struct zone *zone);

#endif
