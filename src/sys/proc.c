/* proc.c: runs a child process with pipes, a time limit and an output limit. */
#include "sys/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/clock.h"

enum { OUTPUT_MAX = 64 * 1024, READ_STEP = 4096, WAIT_STEP_MS = 2 };

/* Ends of our three pipes: [0] is read from, [1] is written to; -1 is closed. */
struct pipes {
	int in[2], out[2], errors[2];
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_pipes(struct pipes *p)
{
	for (int i = 0; i < 2; i++) {
		close_fd(&p->in[i]);
		close_fd(&p->out[i]);
		close_fd(&p->errors[i]);
	}
}

static bool open_pipes(struct pipes *p)
{
	*p = (struct pipes){{-1, -1}, {-1, -1}, {-1, -1}};
	if (pipe2(p->in, O_CLOEXEC) == 0 && pipe2(p->out, O_CLOEXEC) == 0 &&
		pipe2(p->errors, O_CLOEXEC) == 0)
		return true;
	close_pipes(p);
	return false;
}

/* The child starts with the signals a fresh program expects, whatever our loop has blocked. */
static void fresh_signals(posix_spawnattr_t *attr, short more_flags)
{
	sigset_t none, defaults;
	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGQUIT);
	sigaddset(&defaults, SIGTSTP);
	posix_spawnattr_setsigmask(attr, &none);
	posix_spawnattr_setsigdefault(attr, &defaults);
	posix_spawnattr_setflags(
		attr, (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | more_flags));
}

/* The strings of an argument vector are not written to; the standard's type only looks as if. */
static char *const *as_argv(const char *const *argv)
{
	union {
		const char *const *from;
		char *const *to;
	} same = {.from = argv};
	return same.to;
}

static int spawn(const char *const *argv, const struct pipes *p, pid_t *ret)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	if (p) {
		posix_spawn_file_actions_adddup2(&files, p->in[0], STDIN_FILENO);
		posix_spawn_file_actions_adddup2(&files, p->out[1], STDOUT_FILENO);
		posix_spawn_file_actions_adddup2(&files, p->errors[1], STDERR_FILENO);
		posix_spawnattr_setpgroup(&attr, 0);
	}
	posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	fresh_signals(&attr, p ? POSIX_SPAWN_SETPGROUP : 0);
	int cause = posix_spawnp(ret, argv[0], &files, &attr, as_argv(argv), environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return cause;
}

static enum rc refuse(struct err *err, const char *program, int cause)
{
	if (cause == ENOENT)
		return err_set(err, RC_UNKNOWN, "there is no program %s", program);
	return err_set(err, RC_IO, "cannot run %s: %s", program, strerror(cause));
}

static int status_of(int wait_status)
{
	if (WIFEXITED(wait_status))
		return WEXITSTATUS(wait_status);
	return 128 + (WIFSIGNALED(wait_status) ? WTERMSIG(wait_status) : 0);
}

static int wait_for(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			break;
	return status_of(status);
}

struct talk {
	struct pipes pipes;
	struct str input;
	struct buf out, errors;
	duration deadline; /* on the monotonic clock */
};

static void feed(struct talk *t)
{
	ssize_t put = write(t->pipes.in[1], t->input.p, t->input.n);
	if (put < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (put > 0)
		t->input = str_cut(t->input, (size_t)put, t->input.n);
	if (put < 0 || !t->input.n) /* a child that does not read is its own business */
		close_fd(&t->pipes.in[1]);
}

static void drain(int *fd, struct buf *to)
{
	char piece[READ_STEP];
	ssize_t got = read(*fd, piece, sizeof piece);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0)
		close_fd(fd);
	else
		buf_add(to, str_n(piece, (size_t)got));
}

/* Until the child closed both outputs; false at the deadline. */
static bool talk(struct talk *t)
{
	while (t->pipes.out[0] >= 0 || t->pipes.errors[0] >= 0) {
		duration left = t->deadline - clock_mono();
		if (left <= 0)
			return false;
		struct pollfd fds[] = {{t->pipes.in[1], POLLOUT, 0}, {t->pipes.out[0], POLLIN, 0},
			{t->pipes.errors[0], POLLIN, 0}};
		if (poll(fds, 3, (int)(left / 1000 + 1)) < 0 && errno != EINTR)
			return false;
		if (fds[0].fd >= 0 && fds[0].revents)
			feed(t);
		if (fds[1].fd >= 0 && fds[1].revents)
			drain(&t->pipes.out[0], &t->out);
		if (fds[2].fd >= 0 && fds[2].revents)
			drain(&t->pipes.errors[0], &t->errors);
	}
	return true;
}

/* The outputs may close long before the end: the rest of the time limit is for that. */
static bool ended(pid_t pid, duration deadline, int *ret_wait_status)
{
	for (;;) {
		pid_t got = waitpid(pid, ret_wait_status, WNOHANG);
		if (got == pid || (got < 0 && errno != EINTR))
			return true;
		if (clock_mono() >= deadline)
			return false;
		poll(NULL, 0, WAIT_STEP_MS);
	}
}

static void converse(struct talk *t, pid_t pid, struct proc_result *r)
{
	int wait_status = 0;
	close_fd(&t->pipes.in[0]);
	close_fd(&t->pipes.out[1]);
	close_fd(&t->pipes.errors[1]);
	fcntl(t->pipes.in[1], F_SETFL, O_NONBLOCK);
	if (!t->input.n)
		close_fd(&t->pipes.in[1]);
	if (talk(t) && ended(pid, t->deadline, &wait_status)) {
		r->status = status_of(wait_status);
		return;
	}
	kill(-pid, SIGKILL);
	r->status = wait_for(pid);
	r->timed_out = true;
}

/* Writing to a child that has gone must be an error here, not the end of us. */
static void ignore_broken_pipes(struct sigaction *ret_before)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigaction(SIGPIPE, &ignore, ret_before);
}

enum rc proc_run(
	struct arena *a, const struct proc_spec *spec, struct proc_result *ret, struct err *err)
{
	struct talk t = {.input = spec->input};
	duration timeout = spec->timeout ? spec->timeout : 10 * US_PER_S;
	size_t max = spec->output_max ? spec->output_max : OUTPUT_MAX;
	pid_t pid;
	if (!open_pipes(&t.pipes))
		return refuse(err, spec->argv[0], errno);
	int cause = spawn(spec->argv, &t.pipes, &pid);
	if (cause) {
		close_pipes(&t.pipes);
		return refuse(err, spec->argv[0], cause);
	}
	buf_init(&t.out, a, max);
	buf_init(&t.errors, a, max);
	t.deadline = clock_mono() + timeout;
	struct proc_result r = {0};
	struct sigaction before;
	ignore_broken_pipes(&before);
	converse(&t, pid, &r);
	sigaction(SIGPIPE, &before, NULL);
	close_pipes(&t.pipes);
	r.cut = t.out.over || t.errors.over;
	r.out = buf_str(&t.out);
	r.errors = buf_str(&t.errors);
	*ret = r;
	return RC_OK;
}

enum rc proc_foreground(const char *const *argv, int *ret_status, struct err *err)
{
	pid_t pid;
	int cause = spawn(argv, NULL, &pid);
	if (cause)
		return refuse(err, argv[0], cause);
	*ret_status = wait_for(pid);
	return RC_OK;
}
