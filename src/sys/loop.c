/* loop.c: the poll loop. */
#include "sys/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/clock.h"

/*
 * A turn asks poll about a copy of the watches and then calls back in the same order. Callbacks may watch and
 * unwatch: an unwatched entry only loses its function, and the places are closed up before the next turn, so that
 * entry i of the answers stays entry i of the watches for the whole turn.
 */
struct watch {
	int fd;
	unsigned want;
	loop_fd_fn *fn; /* NULL: unwatched */
	void *ctx;
};

struct timer {
	uint64_t id;
	duration due, every;
	loop_timer_fn *fn;
	void *ctx;
};

struct catcher {
	loop_signal_fn *fn;
	void *ctx;
};

struct loop {
	struct watch *watches;
	struct pollfd *polls;
	size_t n_watches, cap_watches, alive;
	struct timer *timers;
	size_t n_timers, cap_timers;
	uint64_t last_id;
	struct catcher catchers[NSIG];
	sigset_t caught;
	int signal_fd;
	bool in_turn, stopped;
};

struct loop *loop_new(void)
{
	struct loop *l = mem_alloc(sizeof *l);
	l->signal_fd = -1;
	sigemptyset(&l->caught);
	return l;
}

void loop_free(struct loop *l)
{
	if (!l)
		return;
	if (l->signal_fd >= 0) {
		close(l->signal_fd);
		sigprocmask(SIG_UNBLOCK, &l->caught, NULL);
	}
	mem_free(l->watches);
	mem_free(l->polls);
	mem_free(l->timers);
	mem_free(l);
}

static struct watch *find_watch(struct loop *l, int fd)
{
	for (size_t i = 0; i < l->n_watches; i++)
		if (l->watches[i].fd == fd && l->watches[i].fn)
			return &l->watches[i];
	return NULL;
}

static void close_up(struct loop *l)
{
	size_t n = 0;
	for (size_t i = 0; i < l->n_watches; i++)
		if (l->watches[i].fn)
			l->watches[n++] = l->watches[i];
	l->n_watches = n;
}

static void append(struct loop *l, struct watch w)
{
	if (l->n_watches == l->cap_watches) {
		size_t cap = l->cap_watches ? l->cap_watches * 2 : 16;
		l->watches = mem_grow(l->watches, l->cap_watches, cap, sizeof *l->watches);
		l->polls = mem_grow(l->polls, l->cap_watches, cap, sizeof *l->polls);
		l->cap_watches = cap;
	}
	l->watches[l->n_watches++] = w;
	l->alive++;
}

enum rc loop_watch(
	struct loop *l, int fd, unsigned want, loop_fd_fn *fn, void *ctx, struct err *err)
{
	if (fd < 0 || !fn)
		BUG("a watch needs a descriptor and a function");
	struct watch *w = find_watch(l, fd);
	if (w && w->fn == fn && w->ctx == ctx) {
		w->want = want;
		return RC_OK;
	}
	/* Another owner's answer of this turn must not reach the new one. */
	loop_unwatch(l, fd);
	if (l->alive >= LOOP_FDS_MAX)
		return err_set(
			err, RC_LIMIT, "more than %d connections and files are open", LOOP_FDS_MAX);
	append(l, (struct watch){fd, want, fn, ctx});
	return RC_OK;
}

void loop_unwatch(struct loop *l, int fd)
{
	struct watch *w = find_watch(l, fd);
	if (!w)
		return;
	w->fn = NULL;
	l->alive--;
	if (!l->in_turn)
		close_up(l);
}

uint64_t loop_after(struct loop *l, duration delay, duration every, loop_timer_fn *fn, void *ctx)
{
	if (l->n_timers >= LOOP_TIMERS_MAX)
		return 0;
	if (l->n_timers == l->cap_timers) {
		size_t cap = l->cap_timers ? l->cap_timers * 2 : 16;
		l->timers = mem_grow(l->timers, l->cap_timers, cap, sizeof *l->timers);
		l->cap_timers = cap;
	}
	duration due = clock_mono() + (delay > 0 ? delay : 0);
	l->timers[l->n_timers++] = (struct timer){
		++l->last_id, due, every > 0 ? every : 0, fn, ctx};
	return l->last_id;
}

void loop_cancel(struct loop *l, uint64_t id)
{
	for (size_t i = 0; i < l->n_timers; i++) {
		if (l->timers[i].id == id) {
			l->timers[i] = l->timers[--l->n_timers];
			return;
		}
	}
}

/* The earliest timer, the older one of equals; NULL without any. Only those up to the given id count. */
static struct timer *earliest(struct loop *l, uint64_t up_to)
{
	struct timer *best = NULL;
	for (size_t i = 0; i < l->n_timers; i++) {
		struct timer *t = &l->timers[i];
		if (t->id > up_to)
			continue;
		if (!best || t->due < best->due || (t->due == best->due && t->id < best->id))
			best = t;
	}
	return best;
}

/* A timer that a callback adds waits for the next turn, or a zero delay would never let go. */
static unsigned run_timers(struct loop *l)
{
	unsigned calls = 0;
	uint64_t up_to = l->last_id;
	duration now = clock_mono();
	for (struct timer *t; (t = earliest(l, up_to)) != NULL && t->due <= now; calls++) {
		struct timer run = *t;
		if (run.every) {
			/* At whole multiples of the period: timers of one length wake the
			 * process together, not one after the other. */
			t->due = (now / run.every + 1) * run.every;
		} else {
			loop_cancel(l, run.id);
		}
		run.fn(run.ctx);
	}
	return calls;
}

static void read_signals(void *ctx, int fd, unsigned ready)
{
	struct loop *l = ctx;
	struct signalfd_siginfo info;
	(void)ready;
	while (read(fd, &info, sizeof info) == sizeof info) {
		int signal = (int)info.ssi_signo;
		if (signal > 0 && signal < NSIG && l->catchers[signal].fn)
			l->catchers[signal].fn(l->catchers[signal].ctx, signal);
	}
}

enum rc loop_on_signal(struct loop *l, int signal, loop_signal_fn *fn, void *ctx, struct err *err)
{
	if (signal <= 0 || signal >= NSIG)
		BUG("no such signal");
	sigaddset(&l->caught, signal);
	l->catchers[signal] = (struct catcher){fn, ctx};
	sigprocmask(SIG_BLOCK, &l->caught, NULL);
	int fd = signalfd(l->signal_fd, &l->caught, SFD_NONBLOCK | SFD_CLOEXEC);
	if (fd < 0)
		return err_set(err, RC_IO, "cannot listen for signals: %s", strerror(errno));
	l->signal_fd = fd;
	return loop_watch(l, fd, LOOP_READ, read_signals, l, err);
}

/* How long poll may sleep; -1 for ever. */
static duration wait_time(struct loop *l, duration max_wait)
{
	struct timer *next = earliest(l, l->last_id);
	if (!next)
		return max_wait;
	duration left = next->due - clock_mono();
	if (left < 0)
		left = 0;
	return max_wait >= 0 && max_wait < left ? max_wait : left;
}

static unsigned ready_of(short revents)
{
	unsigned ready = 0;
	if (revents & POLLIN)
		ready |= LOOP_READ;
	if (revents & POLLOUT)
		ready |= LOOP_WRITE;
	if (revents & (POLLHUP | POLLERR | POLLNVAL))
		ready |= LOOP_HANGUP;
	return ready;
}

static unsigned run_watches(struct loop *l, size_t polled)
{
	unsigned calls = 0;
	for (size_t i = 0; i < polled; i++) {
		unsigned ready = ready_of(l->polls[i].revents);
		struct watch w = l->watches[i];
		if (!ready || !w.fn)
			continue;
		w.fn(w.ctx, w.fd, ready);
		calls++;
	}
	return calls;
}

unsigned loop_once(struct loop *l, duration max_wait)
{
	if (l->in_turn)
		BUG("a turn of the loop inside a callback");
	close_up(l);
	size_t polled = l->n_watches;
	for (size_t i = 0; i < polled; i++) {
		unsigned want = l->watches[i].want;
		l->polls[i] = (struct pollfd){.fd = l->watches[i].fd,
			.events = (short)((want & LOOP_READ ? POLLIN : 0) |
					  (want & LOOP_WRITE ? POLLOUT : 0))};
	}
	duration wait = wait_time(l, max_wait);
	struct timespec ts = {wait / US_PER_S, wait % US_PER_S * 1000};
	int n = ppoll(l->polls, polled, wait < 0 ? NULL : &ts, NULL);
	l->in_turn = true;
	unsigned calls = n > 0 ? run_watches(l, polled) : 0;
	calls += run_timers(l);
	l->in_turn = false;
	return calls;
}

void loop_run(struct loop *l)
{
	l->stopped = false;
	while (!l->stopped)
		loop_once(l, -1);
}

void loop_stop(struct loop *l)
{
	l->stopped = true;
}
