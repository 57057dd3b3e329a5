/* spawn.c: starts a program from an argument vector, never through a shell, and hears of its end. */
#include "sys/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void spawn_clear_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	for (int i = 1; i < 32; i++)
		signal(i, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void run_child(const char *const *argv)
{
	spawn_clear_signals();
	setsid();
	int nothing = open("/dev/null", O_RDWR);
	for (int fd = 0; fd <= 2; fd++)
		dup2(nothing, fd);
	close_range(3, ~0U, 0);
	/* exec takes the words without changing them; its type is older than const */
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

enum rc spawn_quiet(const char *const *argv, struct spawned *ret, struct err *err)
{
	pid_t child = fork();
	if (child == 0)
		run_child(argv);
	int watch = child > 0 ? (int)syscall(SYS_pidfd_open, child, 0) : -1;
	if (watch >= 0) {
		fcntl(watch, F_SETFD, FD_CLOEXEC);
		*ret = (struct spawned){.pid = child, .watch = watch};
		return RC_OK;
	}
	int why = errno;
	if (child > 0) { /* nobody could hear of its end: it does not go on unheard */
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	return err_set(err, RC_IO, "%s cannot be started: %s", argv[0], strerror(why));
}

int spawn_reap(struct spawned *s)
{
	int status = 0;
	waitpid(s->pid, &status, 0);
	spawn_forget(s);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void spawn_forget(struct spawned *s)
{
	if (s->watch >= 0)
		close(s->watch);
	s->watch = -1;
}
