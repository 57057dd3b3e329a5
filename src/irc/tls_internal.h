/* tls_internal.h: an encrypted stream over a connected socket whose other end has proved who it is. */
#ifndef IRC_TLS_INTERNAL_H
#define IRC_TLS_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

struct tls;

/*
 * What the other end must be. Without a pin: a certificate for `host` (a name or an address) that a known authority
 * vouches for. With a pin: the certificate, or the key in it, that has this SHA-256, whoever issued it and whatever name
 * it bears; with both a pin and a cafile both must hold. Dates and purpose count in every case. There is no way to go
 * without.
 */
struct tls_spec {
	const char *host;
	const char *cafile;      /* PEM; "": the authorities the system trusts */
	const char *pin;         /* 64 hex digits; "": none */
	const char *certificate; /* ours, PEM, with its chain; "": none */
	const char *key;         /* PEM; "": in the same file */
};

/* Reads the files and prepares; the socket stays the caller's. RC_IO or RC_STATE say which file is of no use. */
enum rc tls_new(int fd, const struct tls_spec *spec, struct tls **ret, struct err *err);
void tls_free(struct tls *t); /* says farewell if it can without waiting; NULL is fine */

enum tls_step { TLS_DONE, TLS_WANTS_READ, TLS_WANTS_WRITE, TLS_FAILED };
/* To be called until it is done, whenever the socket is ready for what it wants. */
enum tls_step tls_handshake(struct tls *t);

/* Bytes moved, 0 at the end of the stream (read only), -1 when nothing moves now, -2 when it is broken. */
ssize_t tls_read(struct tls *t, char *to, size_t max);
ssize_t tls_write(struct tls *t, const char *from, size_t n);
/* Bytes that were taken from the socket and not yet read: no readiness will tell of them. */
bool tls_has_more(const struct tls *t);
/* The socket must become writable, or readable, for the last -1 to change. */
bool tls_read_wants_write(const struct tls *t);
bool tls_write_wants_read(const struct tls *t);

/* One sentence on the last TLS_FAILED or -2. */
const char *tls_error(const struct tls *t);
/* The failure was the other end's certificate: trying again at once cannot help. */
bool tls_is_refused(const struct tls *t);
const char *tls_protocol(const struct tls *t); /* "TLSv1.3" */

#endif
