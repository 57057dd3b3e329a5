/* resolve.c: a host name into addresses without stopping the loop: a child asks, a pipe answers. */
#include "irc/resolve_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

/* What the child writes in one go; smaller than a pipe takes at once, so it is never seen in parts. */
struct answer {
	int error; /* of getaddrinfo */
	size_t n;
	struct resolve_address v[RESOLVE_MAX];
};

struct resolve {
	struct loop *loop;
	int fd;
	pid_t child;
	uint64_t timer;
	resolve_fn *fn;
	void *ctx;
};

static void stop(struct resolve *r)
{
	if (r->fd >= 0) {
		loop_unwatch(r->loop, r->fd);
		close(r->fd);
		r->fd = -1;
	}
	loop_cancel(r->loop, r->timer);
	r->timer = 0;
	if (r->child > 0) {
		kill(r->child, SIGKILL);
		while (waitpid(r->child, NULL, 0) < 0 && errno == EINTR)
			;
		r->child = 0;
	}
}

void resolve_free(struct resolve *r)
{
	if (!r)
		return;
	stop(r);
	mem_free(r);
}

static void on_answer(void *ctx, int fd, unsigned ready)
{
	struct resolve *r = ctx;
	struct answer a = {0};
	ssize_t n = read(fd, &a, sizeof a);

	(void)ready;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	stop(r);
	if (n != (ssize_t)sizeof a)
		r->fn(r->ctx, NULL, 0, "the address could not be looked up");
	else if (a.n == 0)
		r->fn(r->ctx, NULL, 0, a.error ? gai_strerror(a.error) : "no address found");
	else
		r->fn(r->ctx, a.v, a.n < RESOLVE_MAX ? a.n : RESOLVE_MAX, "");
}

static void on_limit(void *ctx)
{
	struct resolve *r = ctx;

	r->timer = 0;
	stop(r);
	r->fn(r->ctx, NULL, 0, "looking up the address took too long");
}

static _Noreturn void run_child(const char *host, const char *port, int fd)
{
	struct addrinfo want = {.ai_socktype = SOCK_STREAM, .ai_family = AF_UNSPEC}, *list = NULL;
	struct answer a = {0};

	a.error = getaddrinfo(host, port, &want, &list);
	for (const struct addrinfo *i = a.error ? NULL : list; i && a.n < RESOLVE_MAX;
		i = i->ai_next) {
		if (i->ai_addrlen > sizeof a.v[0].at)
			continue;
		memcpy(&a.v[a.n].at, i->ai_addr, i->ai_addrlen);
		a.v[a.n++].n = i->ai_addrlen;
	}
	/* Nobody left to tell when this fails. */
	_exit(write(fd, &a, sizeof a) == (ssize_t)sizeof a ? 0 : 1);
}

enum rc resolve_start(struct loop *l, const char *host, const char *port, duration limit,
	resolve_fn *fn, void *ctx, struct resolve **ret, struct err *err)
{
	struct resolve *r;
	int ends[2];
	pid_t child;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_set(err, RC_IO, "no pipe: %s", strerror(errno));
	child = fork();
	if (child == 0)
		run_child(host, port, ends[1]);
	close(ends[1]);
	if (child < 0 || loop_watch(l, ends[0], LOOP_READ, on_answer, NULL, err) != RC_OK) {
		close(ends[0]);
		if (child < 0)
			return err_set(err, RC_IO, "no process: %s", strerror(errno));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		return RC_LIMIT;
	}
	r = mem_alloc(sizeof *r);
	*r = (struct resolve){l, ends[0], child, 0, fn, ctx};
	r->timer = loop_after(l, limit, 0, on_limit, r);
	/* The same watch again, now with the object that did not exist before the first could fail. */
	(void)loop_watch(l, ends[0], LOOP_READ, on_answer, r, err);
	*ret = r;
	return RC_OK;
}
