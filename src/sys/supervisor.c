/* supervisor.c: datagrams to the process that watches over us. */
#include "sys/supervisor.h"

#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

struct supervisor {
	int fd; /* -1: nobody is there */
	struct sockaddr_un to;
	socklen_t to_n;
	duration watchdog;
	char status[SUPERVISOR_STATUS_MAX + 1]; /* as last taken */
};

/* An abstract name begins with a NUL where it is written with @, and is exactly as long as it is. */
static bool set_address(struct supervisor *s, const char *name)
{
	size_t n = strlen(name);

	if ((name[0] != '/' && name[0] != '@') || n < 2 || n >= sizeof s->to.sun_path)
		return false;
	s->to.sun_family = AF_UNIX;
	memcpy(s->to.sun_path, name, n + 1);
	s->to_n = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + 1);
	if (name[0] == '@') {
		s->to.sun_path[0] = '\0';
		s->to_n--;
	}
	return true;
}

static duration watchdog_of(const char *limit, const char *pid)
{
	uint64_t us, who;

	if (!limit || !str_to_u64(str_z(limit), INT64_MAX, &us) || us < 2)
		return 0;
	if (pid && (!str_to_u64(str_z(pid), INT64_MAX, &who) || who != (uint64_t)getpid()))
		return 0;
	return (duration)(us / 2);
}

struct supervisor *supervisor_new(void)
{
	struct supervisor *s = mem_alloc(sizeof *s);
	const char *name = getenv("NOTIFY_SOCKET");

	s->fd = -1;
	if (name && set_address(s, name))
		s->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s->fd >= 0)
		s->watchdog = watchdog_of(getenv("WATCHDOG_USEC"), getenv("WATCHDOG_PID"));
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
	return s;
}

void supervisor_free(struct supervisor *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		close(s->fd);
	mem_free(s);
}

bool supervisor_is_there(const struct supervisor *s)
{
	return s->fd >= 0;
}

static bool say(struct supervisor *s, const char *text)
{
	size_t n = strlen(text);

	return s->fd < 0 || sendto(s->fd, text, n, MSG_NOSIGNAL, (const struct sockaddr *)&s->to,
				    s->to_n) == (ssize_t)n;
}

bool supervisor_ready(struct supervisor *s)
{
	return say(s, "READY=1");
}

bool supervisor_alive(struct supervisor *s)
{
	return say(s, "WATCHDOG=1");
}

bool supervisor_stopping(struct supervisor *s)
{
	return say(s, "STOPPING=1");
}

bool supervisor_status(struct supervisor *s, struct str text)
{
	char line[sizeof "STATUS=" + SUPERVISOR_STATUS_MAX];
	char *status = line + strlen("STATUS=");
	size_t n = utf8_floor(
		text, text.n < SUPERVISOR_STATUS_MAX ? text.n : SUPERVISOR_STATUS_MAX);

	snprintf(line, sizeof line, "STATUS=%.*s", (int)n, text.p ? text.p : "");
	for (char *p = status; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = ' ';
	if (strcmp(status, s->status) == 0)
		return true;
	if (!say(s, line))
		return false;
	snprintf(s->status, sizeof s->status, "%s", status);
	return true;
}

duration supervisor_watchdog(const struct supervisor *s)
{
	return s->watchdog;
}
