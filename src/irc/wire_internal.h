/* wire_internal.h: the byte stream to a server: looked up, dialled, encrypted, read and written. */
#ifndef IRC_WIRE_INTERNAL_H
#define IRC_WIRE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/time.h"
#include "irc/tls_internal.h"
#include "sys/loop.h"

struct wire;

/* Why it did not open: whether trying again soon makes sense. */
enum wire_trouble {
	WIRE_LOST, /* the network, or nobody there */
	WIRE_DENIED /* a certificate was refused, or our own files are of no use: somebody has to act */
};

/* What happens to it. Any but the first two may close the wire. */
struct wire_events {
	void (*dialling)(void *ctx); /* addresses are known */
	void (*securing)(void *ctx); /* one is connected; encryption begins */
	void (*opened)(void *ctx);
	void (*failed)(
		void *ctx, enum wire_trouble trouble, const char *why); /* before it was open */
	void (*ready)(void *ctx, bool readable, bool writable);
	void *ctx;
};

struct wire_spec {
	const char *host, *port;
	duration limit; /* of the look-up, of each address, and of encryption with each */
	bool encrypt;
	bool anywhere;       /* unencrypted also beyond this host */
	struct tls_spec tls; /* the texts must outlive the wire */
};

/*
 * Every address is tried in turn until one is open; what an encrypted one must prove stands in the
 * spec. The one place that knows how bytes travel. SIGPIPE must be ignored.
 */
enum rc wire_open(struct loop *l, const struct wire_spec *spec, const struct wire_events *events,
	struct wire **ret, struct err *err);
void wire_close(struct wire *w); /* NULL is fine; nothing is called any more */

/* Bytes moved, 0 at the end of the stream (read only), -1 when nothing moves now, -2 when it is broken. */
ssize_t wire_read(struct wire *w, char *to, size_t max);
ssize_t wire_write(struct wire *w, const char *from, size_t n);
/* Whether `ready` should be called when there is room to write. */
void wire_want_write(struct wire *w, bool want);
/* The words for the last -2. */
const char *wire_error(const struct wire *w);

/* Nobody on the way can read or change what passes: encrypted, or it never leaves this host. */
bool wire_is_private(const struct wire *w);
const char *wire_protocol(const struct wire *w); /* "TLSv1.3", "" when it is not encrypted */

#endif
