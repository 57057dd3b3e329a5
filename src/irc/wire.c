/* wire.c: the byte stream to a server: looked up, dialled, encrypted, read and written. */
#include "irc/wire_internal.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "irc/dial_internal.h"

struct wire {
	struct loop *loop;
	struct wire_events events;
	struct wire_spec spec;
	struct resolve *resolve;
	struct dial *dial; /* until it is open: another address may be needed */
	struct tls *tls;   /* NULL: not encrypted */
	int fd, error;
	bool open, want_write, local, denied;
	uint64_t limit_timer; /* of the handshake */
	uint64_t more_timer;  /* bytes wait inside the encryption */
	char why[256];
};

static void drop_stream(struct wire *w)
{
	loop_cancel(w->loop, w->limit_timer);
	loop_cancel(w->loop, w->more_timer);
	w->limit_timer = w->more_timer = 0;
	tls_free(w->tls);
	w->tls = NULL;
	if (w->fd >= 0) {
		loop_unwatch(w->loop, w->fd);
		close(w->fd);
	}
	w->fd = -1;
}

void wire_close(struct wire *w)
{
	if (!w)
		return;
	drop_stream(w);
	resolve_free(w->resolve);
	dial_free(w->dial);
	mem_free(w);
}

/* Open. */

static void on_ready(void *ctx, int fd, unsigned ready)
{
	struct wire *w = ctx;

	(void)fd;
	/* Encrypted, either direction may have waited for the other. */
	w->events.ready(w->events.ctx, w->tls || ready & (LOOP_READ | LOOP_HANGUP),
		w->tls || ready & LOOP_WRITE);
}

static void watch(struct wire *w)
{
	bool write = w->want_write && !(w->tls && tls_write_wants_read(w->tls));
	struct err err;

	write = write || (w->tls && tls_read_wants_write(w->tls));
	(void)loop_watch(w->loop, w->fd, LOOP_READ | (write ? LOOP_WRITE : 0), on_ready, w, &err);
}

static void finish(struct wire *w)
{
	loop_cancel(w->loop, w->limit_timer);
	w->limit_timer = 0;
	dial_free(w->dial);
	w->dial = NULL;
	w->open = true;
	watch(w);
	w->events.opened(w->events.ctx);
}

/* Encryption. */

static void give_up_address(struct wire *w, bool denied, const char *why)
{
	/* A refused certificate says more than an address that was merely closed. */
	if (denied || !w->denied)
		snprintf(w->why, sizeof w->why, "%s", why);
	w->denied = w->denied || denied;
	drop_stream(w);
	dial_next(w->dial);
}

static void on_limit(void *ctx)
{
	struct wire *w = ctx;

	w->limit_timer = 0;
	give_up_address(w, false, "the server does not finish encrypting");
}

static void on_handshake(void *ctx, int fd, unsigned ready)
{
	struct wire *w = ctx;
	enum tls_step step = tls_handshake(w->tls);
	struct err err;
	char why[256];

	(void)ready;
	if (step == TLS_DONE) {
		finish(w);
	} else if (step == TLS_FAILED) {
		snprintf(why, sizeof why, "%s", tls_error(w->tls));
		give_up_address(w, tls_is_refused(w->tls), why);
	} else {
		(void)loop_watch(w->loop, fd, step == TLS_WANTS_READ ? LOOP_READ : LOOP_WRITE,
			on_handshake, w, &err);
	}
}

static void secure(struct wire *w)
{
	struct err err;

	if (tls_new(w->fd, &w->spec.tls, &w->tls, &err) != RC_OK) {
		give_up_address(w, true, err.text);
		return;
	}
	w->limit_timer = loop_after(w->loop, w->spec.limit, 0, on_limit, w);
	w->events.securing(w->events.ctx);
	on_handshake(w, w->fd, 0);
}

/* Dialling. */

static void on_connected(void *ctx, int fd, bool local)
{
	struct wire *w = ctx;

	w->fd = fd;
	w->local = local;
	if (w->spec.encrypt)
		secure(w);
	else
		finish(w);
}

static void on_exhausted(void *ctx, const char *why)
{
	struct wire *w = ctx;

	w->events.failed(w->events.ctx, w->denied ? WIRE_DENIED : WIRE_LOST,
		w->denied || !why[0] ? w->why : why);
}

static void on_resolved(void *ctx, const struct resolve_address *v, size_t n, const char *why)
{
	struct wire *w = ctx;
	struct dial_events events = {on_connected, on_exhausted, w};

	resolve_free(w->resolve);
	w->resolve = NULL;
	if (n == 0) {
		w->events.failed(w->events.ctx, WIRE_LOST, why);
		return;
	}
	w->dial = dial_new(
		w->loop, v, n, w->spec.limit, !w->spec.encrypt && !w->spec.anywhere, &events);
	w->events.dialling(w->events.ctx);
	dial_next(w->dial);
}

enum rc wire_open(struct loop *l, const struct wire_spec *spec, const struct wire_events *events,
	struct wire **ret, struct err *err)
{
	struct wire *w = mem_alloc(sizeof *w);
	enum rc rc;

	w->loop = l;
	w->events = *events;
	w->spec = *spec;
	w->fd = -1;
	rc = resolve_start(
		l, spec->host, spec->port, spec->limit, on_resolved, w, &w->resolve, err);
	if (rc != RC_OK) {
		mem_free(w);
		return rc;
	}
	*ret = w;
	return RC_OK;
}

/* Moving bytes. */

static ssize_t moved(struct wire *w, ssize_t n)
{
	if (n >= 0)
		return n;
	if (errno == EAGAIN || errno == EINTR)
		return -1;
	w->error = errno;
	return -2;
}

static void on_more(void *ctx)
{
	struct wire *w = ctx;

	w->more_timer = 0;
	w->events.ready(w->events.ctx, true, false);
}

ssize_t wire_read(struct wire *w, char *to, size_t max)
{
	ssize_t n;
	bool waited;

	if (!w->tls)
		return moved(w, recv(w->fd, to, max, 0));
	waited = tls_read_wants_write(w->tls);
	n = tls_read(w->tls, to, max);
	/* The socket is silent about what the encryption holds already. */
	if (tls_has_more(w->tls) && !w->more_timer)
		w->more_timer = loop_after(w->loop, 0, 0, on_more, w);
	if (waited != tls_read_wants_write(w->tls))
		watch(w);
	return n;
}

ssize_t wire_write(struct wire *w, const char *from, size_t n)
{
	ssize_t moved_n;
	bool waited;

	if (!w->tls)
		return moved(w, send(w->fd, from, n, MSG_NOSIGNAL));
	waited = tls_write_wants_read(w->tls);
	moved_n = tls_write(w->tls, from, n);
	if (waited != tls_write_wants_read(w->tls))
		watch(w);
	return moved_n;
}

void wire_want_write(struct wire *w, bool want)
{
	if (!w->open || w->want_write == want)
		return;
	w->want_write = want;
	watch(w);
}

const char *wire_error(const struct wire *w)
{
	return w->tls ? tls_error(w->tls) : strerror(w->error);
}

bool wire_is_private(const struct wire *w)
{
	return w->open && (w->tls || w->local);
}

const char *wire_protocol(const struct wire *w)
{
	return w->open && w->tls ? tls_protocol(w->tls) : "";
}
