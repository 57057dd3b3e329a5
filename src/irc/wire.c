/* wire.c: the byte stream to a server: looked up, dialled, read and written. */
#include "irc/wire_internal.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "irc/dial_internal.h"

struct wire {
	struct loop *loop;
	struct wire_events events;
	struct resolve *resolve;
	struct dial *dial;
	int fd, error;
	bool want_write, anywhere;
	duration limit;
};

void wire_close(struct wire *w)
{
	if (!w)
		return;
	resolve_free(w->resolve);
	dial_free(w->dial);
	if (w->fd >= 0) {
		loop_unwatch(w->loop, w->fd);
		close(w->fd);
	}
	mem_free(w);
}

static void on_ready(void *ctx, int fd, unsigned ready)
{
	struct wire *w = ctx;

	(void)fd;
	w->events.ready(w->events.ctx, ready & (LOOP_READ | LOOP_HANGUP), ready & LOOP_WRITE);
}

static void watch(struct wire *w)
{
	struct err err;

	(void)loop_watch(
		w->loop, w->fd, LOOP_READ | (w->want_write ? LOOP_WRITE : 0), on_ready, w, &err);
}

static void on_connected(void *ctx, int fd, bool local)
{
	struct wire *w = ctx;

	(void)local;
	w->fd = fd;
	dial_free(w->dial);
	w->dial = NULL;
	watch(w);
	w->events.opened(w->events.ctx);
}

static void on_exhausted(void *ctx, const char *why)
{
	struct wire *w = ctx;

	w->events.failed(w->events.ctx, why);
}

static void on_resolved(void *ctx, const struct resolve_address *v, size_t n, const char *why)
{
	struct wire *w = ctx;
	struct dial_events events = {on_connected, on_exhausted, w};

	resolve_free(w->resolve);
	w->resolve = NULL;
	if (n == 0) {
		w->events.failed(w->events.ctx, why);
		return;
	}
	w->dial = dial_new(w->loop, v, n, w->limit, !w->anywhere, &events);
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
	w->fd = -1;
	w->limit = spec->limit;
	w->anywhere = spec->anywhere;
	rc = resolve_start(
		l, spec->host, spec->port, spec->limit, on_resolved, w, &w->resolve, err);
	if (rc != RC_OK) {
		mem_free(w);
		return rc;
	}
	*ret = w;
	return RC_OK;
}

static ssize_t moved(struct wire *w, ssize_t n)
{
	if (n >= 0)
		return n;
	if (errno == EAGAIN || errno == EINTR)
		return -1;
	w->error = errno;
	return -2;
}

ssize_t wire_read(struct wire *w, char *to, size_t max)
{
	return moved(w, recv(w->fd, to, max, 0));
}

ssize_t wire_write(struct wire *w, const char *from, size_t n)
{
	return moved(w, send(w->fd, from, n, MSG_NOSIGNAL));
}

void wire_want_write(struct wire *w, bool want)
{
	if (w->fd < 0 || w->want_write == want)
		return;
	w->want_write = want;
	watch(w);
}

const char *wire_error(const struct wire *w)
{
	return strerror(w->error);
}
