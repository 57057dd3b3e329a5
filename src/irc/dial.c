/* dial.c: addresses into a connected socket: one after the other, each with its own time. */
#include "irc/dial_internal.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"

/* The kernel gives up on unanswered data in the end; our own PING is what notices a frozen peer first. */
enum { UNANSWERED_MS = 90000, KEEPALIVE_S = 60 };

struct dial {
	struct loop *loop;
	struct dial_events events;
	struct resolve_address addresses[RESOLVE_MAX];
	size_t n, next;
	int fd;
	bool local_only, passed_over;
	duration limit;
	uint64_t timer;
	char why[128];
};

static void drop_socket(struct dial *d)
{
	loop_cancel(d->loop, d->timer);
	d->timer = 0;
	if (d->fd < 0)
		return;
	loop_unwatch(d->loop, d->fd);
	close(d->fd);
	d->fd = -1;
}

static void give_up_address(struct dial *d, const char *why)
{
	snprintf(d->why, sizeof d->why, "%s", why);
	drop_socket(d);
	dial_next(d);
}

static void on_limit(void *ctx)
{
	struct dial *d = ctx;

	d->timer = 0;
	give_up_address(d, "the server does not answer");
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

static void on_dialled(void *ctx, int fd, unsigned ready)
{
	struct dial *d = ctx;
	int error = 0;
	socklen_t n = sizeof error;

	(void)ready;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &n) < 0 || error != 0) {
		give_up_address(d, strerror(error ? error : errno));
		return;
	}
	loop_cancel(d->loop, d->timer);
	d->timer = 0;
	loop_unwatch(d->loop, fd);
	d->fd = -1;
	d->events.connected(d->events.ctx, fd, is_loopback(&d->addresses[d->next - 1]));
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
static bool try_address(struct dial *d, const struct resolve_address *a)
{
	struct err err;

	d->fd = socket(a->at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (d->fd < 0) {
		snprintf(d->why, sizeof d->why, "%s", strerror(errno));
		return false;
	}
	set_options(d->fd);
	if (connect(d->fd, (const struct sockaddr *)&a->at, a->n) < 0 && errno != EINPROGRESS) {
		snprintf(d->why, sizeof d->why, "%s", strerror(errno));
		drop_socket(d);
		return false;
	}
	if (loop_watch(d->loop, d->fd, LOOP_WRITE, on_dialled, d, &err) != RC_OK) {
		snprintf(d->why, sizeof d->why, "%.100s", err.text);
		drop_socket(d);
		return false;
	}
	d->timer = loop_after(d->loop, d->limit, 0, on_limit, d);
	return true;
}

void dial_next(struct dial *d)
{
	drop_socket(d);
	while (d->next < d->n) {
		const struct resolve_address *a = &d->addresses[d->next++];

		if (d->local_only && !is_loopback(a))
			d->passed_over = true;
		else if (try_address(d, a))
			return;
	}
	d->events.exhausted(d->events.ctx,
		!d->why[0] && d->passed_over
			? "unencrypted links stay on this host unless irc.plaintext is yes"
			: d->why);
}

struct dial *dial_new(struct loop *l, const struct resolve_address *v, size_t n, duration limit,
	bool local_only, const struct dial_events *events)
{
	struct dial *d = mem_alloc(sizeof *d);

	d->loop = l;
	d->events = *events;
	d->n = n < RESOLVE_MAX ? n : RESOLVE_MAX;
	memcpy(d->addresses, v, d->n * sizeof *v);
	d->fd = -1;
	d->limit = limit;
	d->local_only = local_only;
	return d;
}

void dial_free(struct dial *d)
{
	if (!d)
		return;
	drop_socket(d);
	mem_free(d);
}
