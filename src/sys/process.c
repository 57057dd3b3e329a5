/* process.c: runs another program beside the loop, on pipes and a process descriptor. */
#include "sys/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/clock.h"

enum { CHUNK = 16 * 1024, DRAIN_MAX = 1024 * 1024, ENV_MAX = 512 };

/* One end of a pipe of the program's that is ours; -1: closed. */
enum { IN, OUT, ERR, ENDS };

struct process {
	struct loop *loop;
	pid_t pid;
	int watch; /* descriptor of the program itself, readable when it ended */
	int ends[ENDS];
	char *input;
	size_t input_n, input_done;
	uint64_t timer;
	duration began;
	enum process_how how;
	void (*output)(void *ctx, bool error, struct str bytes);
	void (*ended)(void *ctx, const struct process_end *end);
	void *ctx;
};

const char *process_how_name(enum process_how h)
{
	static const char *const names[] = {
		[PROCESS_EXITED] = "exited",
		[PROCESS_SIGNALLED] = "signalled",
		[PROCESS_TIMED_OUT] = "timed-out",
		[PROCESS_CANCELLED] = "cancelled",
	};

	return names[h];
}

static void close_end(struct process *p, int which)
{
	if (p->ends[which] < 0)
		return;
	loop_unwatch(p->loop, p->ends[which]);
	close(p->ends[which]);
	p->ends[which] = -1;
}

/* One chunk of one stream; false when there is nothing for now, or nothing any more. */
static bool read_chunk(struct process *p, int which)
{
	char bytes[CHUNK];
	ssize_t n = read(p->ends[which], bytes, sizeof bytes);

	if (n > 0) {
		if (p->output)
			p->output(p->ctx, which == ERR, str_n(bytes, (size_t)n));
		return true;
	}
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_end(p, which);
	return false;
}

static void on_output(void *ctx, int fd, unsigned ready)
{
	struct process *p = ctx;

	(void)ready;
	/* One chunk a turn: a program that never stops writing must not keep the loop. */
	read_chunk(p, fd == p->ends[ERR] ? ERR : OUT);
}

static void on_input(void *ctx, int fd, unsigned ready)
{
	struct process *p = ctx;
	ssize_t n;

	(void)ready;
	n = write(fd, p->input + p->input_done, p->input_n - p->input_done);
	if (n > 0)
		p->input_done += (size_t)n;
	/* A program that does not want its input is no failure: its exit status tells. */
	if (p->input_done == p->input_n || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_end(p, IN);
}

static void release(struct process *p)
{
	loop_cancel(p->loop, p->timer);
	for (int n = 0; n < ENDS; n++)
		close_end(p, n);
	if (p->watch >= 0) {
		loop_unwatch(p->loop, p->watch);
		close(p->watch);
	}
	mem_free(p->input);
	mem_free(p);
}

/* What lies in the pipes when the program has ended, up to a bound: what it started may still write. */
static void drain(struct process *p, int which)
{
	for (size_t n = 0; p->ends[which] >= 0 && n < DRAIN_MAX / CHUNK; n++)
		if (!read_chunk(p, which))
			return;
}

static void on_end(void *ctx, int fd, unsigned ready)
{
	struct process *p = ctx;
	struct process_end end = {.how = p->how, .took = clock_mono() - p->began};
	int status = 0;

	(void)fd;
	(void)ready;
	/* Not reaped yet, so that the number still means this group and no other. */
	kill(-p->pid, SIGKILL);
	drain(p, OUT);
	drain(p, ERR);
	while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
		;
	end.status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
	if (end.how == PROCESS_EXITED && !WIFEXITED(status))
		end.how = PROCESS_SIGNALLED;
	p->ended(p->ctx, &end);
	release(p);
}

static void on_grace(void *ctx)
{
	struct process *p = ctx;

	p->timer = 0;
	kill(-p->pid, SIGKILL);
}

static void end_it(struct process *p, enum process_how how)
{
	if (p->how != PROCESS_EXITED)
		return;
	p->how = how;
	loop_cancel(p->loop, p->timer);
	kill(-p->pid, SIGTERM);
	p->timer = loop_after(p->loop, PROCESS_GRACE_S * US_PER_S, 0, on_grace, p);
	if (!p->timer)
		on_grace(p);
}

static void on_timeout(void *ctx)
{
	struct process *p = ctx;

	p->timer = 0;
	end_it(p, PROCESS_TIMED_OUT);
}

void process_cancel(struct process *p)
{
	end_it(p, PROCESS_CANCELLED);
}

void process_free(struct process *p)
{
	if (!p)
		return;
	kill(-p->pid, SIGKILL);
	while (waitpid(p->pid, NULL, 0) < 0 && errno == EINTR)
		;
	release(p);
}

/* ---- starting ---- */

static bool is_kept(const char *variable)
{
	static const char *const kept[] = {
		"PATH=", "HOME=", "USER=", "LOGNAME=", "LANG=", "LC_ALL=", "TZ=", "TMPDIR="};

	for (size_t n = 0; n < sizeof kept / sizeof *kept; n++)
		if (!strncmp(variable, kept[n], strlen(kept[n])))
			return true;
	return false;
}

static bool same_name(const char *a, const char *b)
{
	size_t n = strcspn(a, "=");

	return !strncmp(a, b, n + 1);
}

static bool is_replaced(const char *variable, const char *const *by)
{
	for (; by && *by; by++)
		if (same_name(*by, variable))
			return true;
	return false;
}

/* Fills env, which has room for ENV_MAX names and the end. */
static enum rc make_env(const struct process_ask *ask, const char **env, struct err *err)
{
	size_t n = 0;

	for (char **v = environ; v && *v; v++) {
		if (is_replaced(*v, ask->env) || (ask->policy == PROCESS_ENV_CLEAN && !is_kept(*v)))
			continue;
		if (n == ENV_MAX)
			return err_set(err, RC_LIMIT, "the environment has more than %d variables",
				ENV_MAX);
		env[n++] = *v;
	}
	for (const char *const *v = ask->env; v && *v; v++) {
		if (n == ENV_MAX)
			return err_set(err, RC_LIMIT, "the environment has more than %d variables",
				ENV_MAX);
		env[n++] = *v;
	}
	env[n] = NULL;
	return RC_OK;
}

static void close_pair(const int pair[2])
{
	for (int n = 0; n < 2; n++)
		if (pair[n] >= 0)
			close(pair[n]);
}

static bool open_pipes(int pipes[ENDS][2], bool input)
{
	for (int n = 0; n < ENDS; n++)
		pipes[n][0] = pipes[n][1] = -1;
	for (int n = input ? IN : OUT; n < ENDS; n++) {
		int mine = n == IN ? 1 : 0;

		if (pipe2(pipes[n], O_CLOEXEC))
			return false;
		fcntl(pipes[n][mine], F_SETFL, O_NONBLOCK);
	}
	return true;
}

/* What happens in the child between fork and exec: our pipes as 0, 1 and 2, nothing else open. */
static int describe_files(posix_spawn_file_actions_t *f, int pipes[ENDS][2], const char *folder)
{
	int bad = pipes[IN][0] >= 0
			  ? posix_spawn_file_actions_adddup2(f, pipes[IN][0], STDIN_FILENO)
			  : posix_spawn_file_actions_addopen(
				    f, STDIN_FILENO, "/dev/null", O_RDONLY, 0);

	if (!bad)
		bad = posix_spawn_file_actions_adddup2(f, pipes[OUT][1], STDOUT_FILENO);
	if (!bad)
		bad = posix_spawn_file_actions_adddup2(f, pipes[ERR][1], STDERR_FILENO);
	if (!bad)
		bad = posix_spawn_file_actions_addclosefrom_np(f, STDERR_FILENO + 1);
	if (!bad && folder)
		bad = posix_spawn_file_actions_addchdir_np(f, folder);
	return bad;
}

static int spawn(const struct process_ask *ask, const char **env, int pipes[ENDS][2], pid_t *pid)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int bad;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setflags(
		&attr, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	bad = describe_files(&files, pipes, ask->folder);
	if (!bad)
		bad = posix_spawnp(pid, ask->argv[0], &files, &attr, (char *const *)ask->argv,
			(char *const *)env);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return bad;
}

static enum rc watch_ends(struct process *p, struct err *err)
{
	enum rc rc = loop_watch(p->loop, p->watch, LOOP_READ, on_end, p, err);

	for (int n = OUT; rc == RC_OK && n < ENDS; n++)
		rc = loop_watch(p->loop, p->ends[n], LOOP_READ, on_output, p, err);
	if (rc == RC_OK && p->ends[IN] >= 0)
		rc = loop_watch(p->loop, p->ends[IN], LOOP_WRITE, on_input, p, err);
	return rc;
}

/* Makes the handle of a program that runs; takes our ends of the pipes. */
static enum rc follow(struct loop *l, const struct process_ask *ask, int pipes[ENDS][2], pid_t pid,
	struct process **ret, struct err *err)
{
	struct process *p = mem_alloc(sizeof *p);
	enum rc rc = RC_OK;

	*p = (struct process){.loop = l,
		.pid = pid,
		.watch = (int)syscall(SYS_pidfd_open, pid, 0),
		.ends = {pipes[IN][1], pipes[OUT][0], pipes[ERR][0]},
		.input_n = ask->input.n,
		.began = clock_mono(),
		.output = ask->output,
		.ended = ask->ended,
		.ctx = ask->ctx};
	if (p->watch < 0)
		rc = err_set(err, RC_IO, "cannot follow %s: %s", ask->argv[0], strerror(errno));
	else
		fcntl(p->watch, F_SETFD, FD_CLOEXEC);
	if (ask->input.n) {
		p->input = mem_alloc(ask->input.n);
		memcpy(p->input, ask->input.p, ask->input.n);
	}
	if (rc == RC_OK)
		rc = watch_ends(p, err);
	if (rc == RC_OK && ask->timeout > 0) {
		p->timer = loop_after(l, ask->timeout, 0, on_timeout, p);
		if (!p->timer)
			rc = err_set(
				err, RC_LIMIT, "too many timers: %s was not run", ask->argv[0]);
	}
	if (rc != RC_OK)
		process_free(p);
	else
		*ret = p;
	return rc;
}

static enum rc check(const struct process_ask *ask, struct err *err)
{
	size_t n = 0;

	while (ask->argv[n])
		n++;
	if (!n || !*ask->argv[0])
		return err_set(err, RC_USAGE, "there is no program to run");
	if (n > PROCESS_ARGS_MAX)
		return err_set(err, RC_LIMIT, "%s has more than %d arguments", ask->argv[0],
			PROCESS_ARGS_MAX - 1);
	if (ask->input.n > PROCESS_INPUT_MAX)
		return err_set(err, RC_LIMIT, "%s would be given more than %d bytes", ask->argv[0],
			PROCESS_INPUT_MAX);
	return RC_OK;
}

enum rc process_start(
	struct loop *l, const struct process_ask *ask, struct process **ret, struct err *err)
{
	const char *env[ENV_MAX + 1];
	int pipes[ENDS][2];
	pid_t pid = 0;
	int bad;
	enum rc rc = check(ask, err);

	if (rc == RC_OK)
		rc = make_env(ask, env, err);
	if (rc != RC_OK)
		return rc;
	bad = open_pipes(pipes, ask->input.n != 0) ? 0 : errno;
	if (!bad)
		bad = spawn(ask, env, pipes, &pid);
	if (bad) {
		for (int n = 0; n < ENDS; n++)
			close_pair(pipes[n]);
		return err_set(err, bad == ENOENT ? RC_UNKNOWN : RC_IO, "cannot run %s: %s",
			ask->argv[0], strerror(bad));
	}
	if (pipes[IN][0] >= 0)
		close(pipes[IN][0]);
	close(pipes[OUT][1]);
	close(pipes[ERR][1]);
	return follow(l, ask, pipes, pid, ret, err);
}
