/* deliveries.h: a channel of updates, and one update's way through it, as values on the board. */
#ifndef CORE_DELIVERIES_H
#define CORE_DELIVERIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

/* A way out for the updates to some audiences. */
struct channel {
	struct str name, via, target;
	struct str audiences; /* names of the cadence table, joined by ',' */
	struct str mode;      /* file: append or replace */
	struct str secret;    /* webhook: a file whose first line is a header */
	struct str format;    /* name of a template, empty: the usual one */
	uint64_t since;       /* record that made it: later updates go through it */
	uint64_t seq;         /* record that changed it last */
	uint64_t test;        /* record of the last wish to try it, 0: none */
	instant test_at;
	bool removed;
};

enum delivery_state { DELIVERY_WAITING, DELIVERY_SENT, DELIVERY_FAILED, DELIVERY_GIVEN_UP };

/* What became of one update on one channel, as the newest row says. */
struct delivery {
	uint64_t seq, update; /* the newest row, and the record that was to be delivered */
	struct str channel;
	enum delivery_state state;
	uint32_t attempt; /* tries since it was last asked for */
	instant at, next; /* of the newest row; of the next try, INSTANT_NONE: none */
	struct str why;
	int64_t took_ms;
	int http;  /* the answer of a server, 0: none */
	bool open; /* given up, and nobody has taken note */
};

#endif
