/* resolve_internal.h: a host name into addresses without stopping the loop. */
#ifndef IRC_RESOLVE_INTERNAL_H
#define IRC_RESOLVE_INTERNAL_H

#include <stddef.h>
#include <sys/socket.h>

#include "base/err.h"
#include "base/time.h"
#include "sys/loop.h"

enum { RESOLVE_MAX = 16 };

struct resolve_address {
	struct sockaddr_storage at;
	socklen_t n;
};

struct resolve;

/* Called once from the loop: n addresses, or none and why. */
typedef void resolve_fn(void *ctx, const struct resolve_address *v, size_t n, const char *why);

/* A child asks the system and is killed after `limit`, because the asking cannot be hurried. */
enum rc resolve_start(struct loop *l, const char *host, const char *port, duration limit,
	resolve_fn *fn, void *ctx, struct resolve **ret, struct err *err);
void resolve_free(struct resolve *r); /* also before the answer, and inside fn; NULL is fine */

#endif
