/* sqlite_tally.h: what is cached of a journal file so that a start reads no volume rows: an index and sums by block. */
#ifndef JOURNAL_SQLITE_TALLY_H
#define JOURNAL_SQLITE_TALLY_H

#include "journal/sqlite_conn.h"

/*
 * Records never change their incident, kind or time of recording, so a block of TALLY_ROWS records that is
 * full is summed once and for ever. Functions that return int give 0 or SQLite's code.
 */

/*
 * The newest rows of the file as far as we wrote them ourselves one after the other, all of one kind and incident. In a
 * flood that is thousands, and a block of them is summed without being read. Empty: all 0.
 */
enum { RUN_KIND_MAX = 64 };
struct tally_run {
	uint64_t first, last;
	int64_t incident;
	char kind[RUN_KIND_MAX + 1];
	instant latest; /* of the block not full yet */
	uint64_t full;  /* the last number of the newest block that lies in it whole; 0: none */
	instant full_latest;
};
void tally_run_add(struct tally_run *run, const struct row *r);

/* Both caches are there and made for today's volume kinds. */
bool tally_made(struct conn *c);
/* Makes what is not; inside a transaction. */
int tally_bring_up(struct conn *c);
/* Sums full blocks that are missing, in a transaction of its own. A cache: no failure is told. */
void tally_catch_up(struct conn *c, uint64_t head);
/* Sums the blocks that the last n rows of `run`, or of what lies before it, filled; inside the transaction that added them. */
int tally_rows_added(struct conn *c, const struct tally_run *run, size_t n);

/* As the functions of struct backend. Without the cache they have nothing ready. */
int tally_sums(struct conn *c, uint64_t upto, sum_each_fn *each, void *ctx, uint64_t *ret_done);
int tally_known_at(struct conn *c, instant at, uint64_t *ret_seq);

#endif
