/* pty.c: a child on a pseudo terminal; its output feeds the screen, a dead line only bounds a failure. */
#include "support/pty.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

enum { RAW_MAX = 4 * 1024 * 1024, GIVE_UP_S = 20 };

struct pty {
	int fd, slave; /* the slave stays open so that settings can be read after the end */
	pid_t child;
	bool ended, stopped;
	int status;
	struct screen *screen;
	struct termios before;
	char *raw;
	size_t raw_n, mark;
};

static void set_env(const char *const *env)
{
	setenv("WARROOM_FRAME_MARK", "1", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	setenv("TERM", "xterm-256color", 1);
	static const char *const unset[] = {
		"COLORTERM", "NO_COLOR", "COLORFGBG", "EDITOR", "VISUAL"};
	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
		unsetenv(unset[i]);
	for (size_t i = 0; env && env[i]; i++) {
		char name[64];
		const char *eq = strchr(env[i], '=');
		size_t n = eq ? (size_t)(eq - env[i]) : strlen(env[i]);
		snprintf(name, sizeof name, "%.*s", (int)n, env[i]);
		if (eq)
			setenv(name, eq + 1, 1);
		else
			unsetenv(name);
	}
}

static void run_child(const struct pty_spec *spec, int slave)
{
	char *argv[32] = {0};
	login_tty(slave);
	set_env(spec->env);
	for (size_t i = 0; i < 31 && spec->argv[i]; i++)
		argv[i] = strdup(spec->argv[i]);
	execv(argv[0], argv);
	_exit(126);
}

struct pty *pty_start(const struct pty_spec *spec)
{
	struct pty *p = calloc(1, sizeof *p);
	struct winsize size = {
		.ws_col = (unsigned short)spec->columns, .ws_row = (unsigned short)spec->rows};
	if (openpty(&p->fd, &p->slave, NULL, NULL, &size) != 0)
		abort();
	tcgetattr(p->slave, &p->before);
	p->raw = malloc(RAW_MAX);
	p->screen = screen_new(spec->columns, spec->rows);
	p->child = fork();
	if (p->child == 0) {
		close(p->fd);
		run_child(spec, p->slave);
	}
	return p;
}

void pty_end(struct pty *p)
{
	if (!p)
		return;
	if (!p->ended) {
		kill(p->child, SIGKILL);
		kill(p->child, SIGCONT);
		waitpid(p->child, NULL, 0);
	}
	if (p->fd >= 0) {
		close(p->fd);
		close(p->slave);
	}
	screen_free(p->screen);
	free(p->raw);
	free(p);
}

struct screen *pty_screen(struct pty *p)
{
	return p->screen;
}

void pty_hang_up(struct pty *p)
{
	close(p->slave);
	close(p->fd);
	p->slave = p->fd = -1;
}

pid_t pty_pid(const struct pty *p)
{
	return p->child;
}

static void take(struct pty *p)
{
	char bytes[8192];
	ssize_t n = read(p->fd, bytes, sizeof bytes);
	if (n <= 0)
		return;
	screen_feed(p->screen, bytes, (size_t)n);
	size_t room = RAW_MAX - p->raw_n;
	size_t keep = (size_t)n < room ? (size_t)n : room;
	memcpy(p->raw + p->raw_n, bytes, keep);
	p->raw_n += keep;
}

/* One piece of output, or a change of the child; false when nothing came for a moment. */
static bool step(struct pty *p, int ms)
{
	struct pollfd f = {.fd = p->fd, .events = POLLIN};
	bool ready = poll(&f, 1, ms) > 0 && (f.revents & POLLIN);
	if (ready)
		take(p);
	int status;
	if (!p->ended && waitpid(p->child, &status, WNOHANG | WUNTRACED) == p->child) {
		p->stopped = WIFSTOPPED(status);
		p->ended = !p->stopped;
		p->status = status;
	}
	return ready;
}

void pty_send(struct pty *p, const char *bytes, size_t n)
{
	while (n) {
		ssize_t w = write(p->fd, bytes, n < 512 ? n : 512);
		if (w < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (w > 0) {
			bytes += w;
			n -= (size_t)w;
		}
		while (step(p, 0))
			;
	}
}

void pty_type(struct pty *p, const char *bytes)
{
	pty_send(p, bytes, strlen(bytes));
}

void pty_type_blind(struct pty *p, const char *bytes)
{
	ssize_t n = write(p->fd, bytes, strlen(bytes));
	(void)n;
}

void pty_resize(struct pty *p, int columns, int rows)
{
	struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
	while (step(p, 0))
		;
	screen_resize(p->screen, columns, rows);
	ioctl(p->fd, TIOCSWINSZ, &size);
}

void pty_signal(struct pty *p, int signal_number)
{
	kill(p->child, signal_number);
}

typedef bool fact_fn(struct pty *p, const void *what);

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool until(struct pty *p, fact_fn *fact, const void *what)
{
	double end = now_s() + GIVE_UP_S;
	while (!fact(p, what)) {
		bool came = step(p, 50);
		if (!came && p->ended)
			return fact(p, what);
		if (now_s() > end)
			return false;
	}
	return true;
}

static bool shows(struct pty *p, const void *what)
{
	return screen_has(p->screen, what);
}

static bool hides(struct pty *p, const void *what)
{
	return !screen_has(p->screen, what);
}

static bool later(struct pty *p, const void *what)
{
	return screen_frames(p->screen) > *(const unsigned long *)what;
}

static bool is_over(struct pty *p, const void *what)
{
	(void)what;
	return p->ended;
}

static bool is_stopped(struct pty *p, const void *what)
{
	(void)what;
	return p->stopped;
}

bool pty_until(struct pty *p, const char *text)
{
	return until(p, shows, text);
}

bool pty_until_gone(struct pty *p, const char *text)
{
	return until(p, hides, text);
}

bool pty_until_frame(struct pty *p, unsigned long frame)
{
	return until(p, later, &frame);
}

bool pty_until_exit(struct pty *p, int *ret_status)
{
	if (!until(p, is_over, NULL))
		return false;
	while (step(p, 0))
		;
	*ret_status = p->status;
	return true;
}

bool pty_until_stopped(struct pty *p)
{
	bool ok = until(p, is_stopped, NULL);
	while (step(p, 0))
		;
	p->stopped = false;
	return ok;
}

void pty_mark(struct pty *p)
{
	while (step(p, 0))
		;
	p->mark = p->raw_n;
}

size_t pty_bytes(const struct pty *p)
{
	return p->raw_n - p->mark;
}

const char *pty_raw(const struct pty *p, size_t *ret_n)
{
	*ret_n = p->raw_n - p->mark;
	return p->raw + p->mark;
}

bool pty_settings_restored(struct pty *p)
{
	struct termios now;
	if (tcgetattr(p->slave, &now) != 0)
		return false;
	return now.c_iflag == p->before.c_iflag && now.c_oflag == p->before.c_oflag &&
	       now.c_lflag == p->before.c_lflag && now.c_cflag == p->before.c_cflag &&
	       memcmp(now.c_cc, p->before.c_cc, sizeof now.c_cc) == 0;
}
