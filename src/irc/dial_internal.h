/* dial_internal.h: addresses into a connected socket: one after the other, each with its own time. */
#ifndef IRC_DIAL_INTERNAL_H
#define IRC_DIAL_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/time.h"
#include "irc/resolve_internal.h"
#include "sys/loop.h"

struct dial;

/* Either may free the dial. */
struct dial_events {
	/* The socket is the receiver's from now on. `local`: it leads to this host. */
	void (*connected)(void *ctx, int fd, bool local);
	void (*exhausted)(
		void *ctx, const char *why); /* no address is left; the last one's words */
	void *ctx;
};

/* Copies at most RESOLVE_MAX addresses. `local_only`: others are passed over, and `why` says so. */
struct dial *dial_new(struct loop *l, const struct resolve_address *v, size_t n, duration limit,
	bool local_only, const struct dial_events *events);
void dial_free(struct dial *d); /* NULL is fine; ends what is under way */
/* Tries the next address: at the beginning, and when what the last one gave is of no use. */
void dial_next(struct dial *d);

#endif
