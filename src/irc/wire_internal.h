/* wire_internal.h: the byte stream to a server: looked up, dialled address by address, read and written. */
#ifndef IRC_WIRE_INTERNAL_H
#define IRC_WIRE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/time.h"
#include "sys/loop.h"

struct wire;

/* What happens to it. Any but `dialling` may close the wire. */
struct wire_events {
	void (*dialling)(void *ctx); /* addresses are known */
	void (*opened)(void *ctx);
	void (*failed)(void *ctx, const char *why); /* before it was open */
	void (*ready)(void *ctx, bool readable, bool writable);
	void *ctx;
};

struct wire_spec {
	const char *host, *port;
	duration limit; /* of the look-up, and of each address */
	bool anywhere;  /* unencrypted also beyond this host */
};

/* The one place that knows how bytes travel: encryption would live behind these same calls. */
enum rc wire_open(struct loop *l, const struct wire_spec *spec, const struct wire_events *events,
	struct wire **ret, struct err *err);
void wire_close(struct wire *w); /* NULL is fine; nothing is called any more */

/* Bytes moved, 0 at the end of the stream (read only), -1 when nothing moves now, -2 when it is broken. */
ssize_t wire_read(struct wire *w, char *to, size_t max);
ssize_t wire_write(struct wire *w, const char *from, size_t n);
/* Whether `ready` should be called when there is room to write. */
void wire_want_write(struct wire *w, bool want);
/* The system's word for the last -2. */
const char *wire_error(const struct wire *w);

#endif
