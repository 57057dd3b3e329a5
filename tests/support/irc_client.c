/* irc_client.c: a scripted person on IRC: says lines, remembers what was heard, waits for nothing by itself. */
#include "support/irc_client.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/test.h"

enum { HEARD_SHOWN = 600 };

static void adopt(struct irc_client *c, int fd, bool mute)
{
	*c = (struct irc_client){.fd = fd, .mute = mute};
	assert_int_equal(fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK), 0);
}

void irc_client_adopt(struct irc_client *c, int fd)
{
	adopt(c, fd, true);
}

void irc_client_open(struct irc_client *c, int port, const char *nick)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	adopt(c, fd, false);
	if (nick) {
		irc_client_say(c, "NICK %s", nick);
		irc_client_say(c, "USER %s 0 * :person", nick);
	}
}

void irc_client_close(struct irc_client *c)
{
	if (c->fd > 0)
		close(c->fd);
	mem_free(c->heard);
	*c = (struct irc_client){0};
}

void irc_client_bytes(struct irc_client *c, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t n = send(c->fd, bytes.p, bytes.n, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN) {
			struct pollfd p = {c->fd, POLLOUT, 0};
			assert_true(poll(&p, 1, 10000) == 1);
			continue;
		}
		if (n < 0)
			return; /* the other side is gone: what is not heard will tell */
		bytes = str_cut(bytes, (size_t)n, bytes.n);
	}
}

void irc_client_say(struct irc_client *c, const char *fmt, ...)
{
	char line[1024];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof line - 2, fmt, ap);
	va_end(ap);
	assert_true(n > 0 && (size_t)n < sizeof line - 2);
	line[n] = '\r';
	line[n + 1] = '\n';
	irc_client_bytes(c, str_n(line, (size_t)n + 2));
}

static void keep(struct irc_client *c, const char *p, size_t n)
{
	if (c->n + n * 3 + 3 > c->cap) {
		size_t cap = (c->n + n * 3 + 3) * 2;

		c->heard = mem_grow(c->heard, c->cap, cap, 1);
		c->cap = cap;
	}
	for (size_t i = 0; i < n; i++) {
		if (c->cr && p[i] != '\n') {
			c->heard[c->n++] = '^';
			c->heard[c->n++] = 'M';
		}
		c->cr = p[i] == '\r';
		if (!c->cr)
			c->heard[c->n++] = p[i] ? p[i] : '?';
	}
	c->heard[c->n] = '\0';
}

static void answer_pings(struct irc_client *c)
{
	char *end;

	while (c->heard && (end = strchr(c->heard + c->answered, '\n')) != NULL) {
		if (strncmp(c->heard + c->answered, "PING ", 5) == 0)
			irc_client_say(c, "PONG %.*s", (int)(end - (c->heard + c->answered) - 5),
				c->heard + c->answered + 5);
		c->answered = (size_t)(end - c->heard) + 1;
	}
}

bool irc_client_pump(struct irc_client *c)
{
	char bytes[4096];
	ssize_t n;

	while ((n = recv(c->fd, bytes, sizeof bytes, 0)) > 0)
		keep(c, bytes, (size_t)n);
	if (!c->mute)
		answer_pings(c);
	return n < 0 && errno == EAGAIN;
}

bool irc_client_hears(struct irc_client *c, const char *words)
{
	char *at = c->heard ? strstr(c->heard + c->mark, words) : NULL;
	char *end = at ? strchr(at, '\n') : NULL;

	if (!end)
		return false;
	c->mark = (size_t)(end - c->heard) + 1;
	return true;
}

/* The end of what was heard: a failure is told in few lines. */
static const char *heard_last(const struct irc_client *c)
{
	if (!c->heard)
		return "-";
	return c->n > HEARD_SHOWN ? c->heard + c->n - HEARD_SHOWN : c->heard;
}

void irc_client_until(struct irc_client *c, const char *words)
{
	bool closed = false;

	while (!irc_client_hears(c, words)) {
		struct pollfd p = {c->fd, POLLIN, 0};

		if (closed || poll(&p, 1, 10000) != 1)
			fail_msg("never heard \"%s\" but:\n%s", words, heard_last(c));
		closed = !irc_client_pump(c);
	}
}

size_t irc_client_count(const struct irc_client *c, const char *words)
{
	size_t n = 0;

	for (const char *at = c->heard; at && (at = strstr(at, words)) != NULL; at++)
		n++;
	return n;
}
