/* wire.c: the byte stream to a server: looked up, dialled address by address, read and written. */
#include "irc/wire_internal.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "irc/resolve_internal.h"

/* The kernel gives up on unanswered data in the end; our own PING is what notices a frozen peer first. */
enum { UNANSWERED_MS = 90000, KEEPALIVE_S = 60 };

struct wire {
	struct loop *loop;
	struct wire_events events;
	struct resolve *resolve;
	struct resolve_address addresses[RESOLVE_MAX];
	size_t n, next;
	int fd, error;
	bool open, want_write, anywhere, refused_plain;
	duration limit;
	uint64_t timer;
	char why[128];
};

static void dial_next(struct wire *w);

static void drop_socket(struct wire *w)
{
	loop_cancel(w->loop, w->timer);
	w->timer = 0;
	if (w->fd < 0)
		return;
	loop_unwatch(w->loop, w->fd);
	close(w->fd);
	w->fd = -1;
}

void wire_close(struct wire *w)
{
	if (!w)
		return;
	drop_socket(w);
	resolve_free(w->resolve);
	mem_free(w);
}

static void give_up_address(struct wire *w, const char *why)
{
	snprintf(w->why, sizeof w->why, "%s", why);
	drop_socket(w);
	dial_next(w);
}

static void on_limit(void *ctx)
{
	struct wire *w = ctx;

	w->timer = 0;
	give_up_address(w, "the server does not answer");
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

static void on_dialled(void *ctx, int fd, unsigned ready)
{
	struct wire *w = ctx;
	int error = 0;
	socklen_t n = sizeof error;

	(void)ready;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &n) < 0 || error != 0) {
		give_up_address(w, strerror(error ? error : errno));
		return;
	}
	loop_cancel(w->loop, w->timer);
	w->timer = 0;
	w->open = true;
	watch(w);
	w->events.opened(w->events.ctx);
}

static bool is_loopback(const struct resolve_address *a)
{
	if (a->at.ss_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)&a->at;
		return ntohl(in->sin_addr.s_addr) >> 24 == 127;
	}
	if (a->at.ss_family == AF_INET6) {
		const struct sockaddr_in6 *in = (const void *)&a->at;
		return IN6_IS_ADDR_LOOPBACK(&in->sin6_addr);
	}
	return false;
}

static void set_options(int fd)
{
	int on = 1, idle = KEEPALIVE_S, unanswered = UNANSWERED_MS;

	/* Each only helps; a kernel that lacks one still works. */
	(void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unanswered, sizeof unanswered);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* True when the attempt is under way. */
static bool dial(struct wire *w, const struct resolve_address *a)
{
	struct err err;

	w->fd = socket(a->at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (w->fd < 0) {
		snprintf(w->why, sizeof w->why, "%s", strerror(errno));
		return false;
	}
	set_options(w->fd);
	if (connect(w->fd, (const struct sockaddr *)&a->at, a->n) < 0 && errno != EINPROGRESS) {
		snprintf(w->why, sizeof w->why, "%s", strerror(errno));
		drop_socket(w);
		return false;
	}
	if (loop_watch(w->loop, w->fd, LOOP_WRITE, on_dialled, w, &err) != RC_OK) {
		snprintf(w->why, sizeof w->why, "%.100s", err.text);
		drop_socket(w);
		return false;
	}
	w->timer = loop_after(w->loop, w->limit, 0, on_limit, w);
	return true;
}

static void dial_next(struct wire *w)
{
	while (w->next < w->n) {
		const struct resolve_address *a = &w->addresses[w->next++];

		if (!w->anywhere && !is_loopback(a))
			w->refused_plain = true;
		else if (dial(w, a))
			return;
	}
	w->events.failed(w->events.ctx,
		!w->why[0] && w->refused_plain
			? "unencrypted links stay on this host unless irc.plaintext is yes"
			: w->why);
}

static void on_resolved(void *ctx, const struct resolve_address *v, size_t n, const char *why)
{
	struct wire *w = ctx;

	resolve_free(w->resolve);
	w->resolve = NULL;
	if (n == 0) {
		w->events.failed(w->events.ctx, why);
		return;
	}
	memcpy(w->addresses, v, n * sizeof *v);
	w->n = n;
	w->events.dialling(w->events.ctx);
	dial_next(w);
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
	if (!w->open || w->want_write == want)
		return;
	w->want_write = want;
	watch(w);
}

const char *wire_error(const struct wire *w)
{
	return strerror(w->error);
}
