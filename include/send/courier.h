/* courier.h: carries updates out of the house: one process of those on a journal, over every channel. */
#ifndef SEND_COURIER_H
#define SEND_COURIER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "engine/engine.h"
#include "lang/option.h"
#include "sys/loop.h"

/*
 * Every process that stays open has one courier; the lease "courier" says which of them works. What is to be delivered
 * is on the board (core/delivery.h), and what came of each try is a row, update.delivery. A holder that dies is replaced
 * within COURIER_TTL_S. A try whose row could not be written before a death is made again: at least once, never
 * less; the id of a delivery is the same each time, so that receivers can tell. Nothing here waits for the network.
 */
struct courier;

enum { COURIER_TTL_S = 6 };

struct courier_setup {
	struct engine
		*engine; /* borrowed, like the loop and the options; all must outlive the courier */
	struct loop *loop;
	const struct options *options;
	const char *holder; /* unique for this process */
	/* Writes the status page into the folder. */
	enum rc (*write_page)(void *ctx, const char *folder, struct err *err);
	void *ctx;
};

struct courier *courier_open(const struct courier_setup *setup);
/* Ends what is under way without a row, so that the next courier does it again, and gives the lease back. NULL is fine. */
void courier_close(struct courier *c);

/*
 * A person said this channel to this process, in its configuration or at its console: as it is defined now, it may run
 * its command or write its file. Others may only with `set send.run on`: a journal from elsewhere runs nothing.
 */
void courier_allow(struct courier *c, struct str channel);

/* Who delivers on this journal now; empty: nobody. */
enum rc courier_holder(
	struct journal *j, instant now, struct arena *a, struct str *ret, struct err *err);

#endif
