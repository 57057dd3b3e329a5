/* sqlite_tally.h: what is cached of a journal file so that a start reads no volume rows: an index and sums by block. */
#ifndef JOURNAL_SQLITE_TALLY_H
#define JOURNAL_SQLITE_TALLY_H

#include "journal/sqlite_conn.h"

/*
 * Records never change their incident, kind or time of recording, so a block of TALLY_ROWS records that is
 * full is summed once and for ever. Functions that return int give 0 or SQLite's code.
 */

/* Both caches are there and made for today's volume kinds. */
bool tally_made(struct conn *c);
/* Makes what is not; inside a transaction. */
int tally_bring_up(struct conn *c);
/* Sums full blocks that are missing, in a transaction of its own. A cache: no failure is told. */
void tally_catch_up(struct conn *c, uint64_t head);
/* Sums the blocks that rows after `before` up to `head` filled; inside the transaction that added them. */
int tally_rows_added(struct conn *c, uint64_t before, uint64_t head);

/* As the functions of struct backend. Without the cache they have nothing ready. */
int tally_sums(struct conn *c, uint64_t upto, sum_each_fn *each, void *ctx, uint64_t *ret_done);
int tally_known_at(struct conn *c, instant at, uint64_t *ret_seq);

#endif
