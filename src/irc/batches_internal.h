/* batches_internal.h: which batches of the server replay older lines. */
#ifndef IRC_BATCHES_INTERNAL_H
#define IRC_BATCHES_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "irc/line_internal.h"
#include "irc/options.h"

enum { BATCHES_MAX = 32, BATCH_NAME_MAX = 64 };

/* Zero is empty. Batches past the limit, and those with longer names, are not known: see below. */
struct batches {
	struct {
		char name[BATCH_NAME_MAX + 1];
		bool history;
		bool join; /* people come back after a netsplit */
		char near[BATCH_NAME_MAX], far[BATCH_NAME_MAX]; /* of a netsplit; "" else */
		char of[IRC_NAME_MAX]; /* the channel whose older lines it has; "" else */
	} open[BATCHES_MAX];
	size_t n;
};

/* "BATCH +name type ..." opens, "BATCH -name" closes; one inside a replay is a replay too. */
void batches_take(struct batches *b, const struct irc_msg *m);
/* A batch nobody has opened may be anything: it counts as a replay. No batch at all does not. */
bool batches_is_history(const struct batches *b, struct str name);
/* The batch tells who was on the other side of a netsplit, between these servers. */
bool batches_is_netsplit(
	const struct batches *b, struct str name, struct str *ret_near, struct str *ret_far);
/* The channel whose older lines the batch has; empty: it has none. */
struct str batches_history_of(const struct batches *b, struct str name);
bool batches_is_netjoin(const struct batches *b, struct str name);

#endif
