/* dispatch_libircclient.c: the only file that knows the IRC library; it holds it on a socket pair, away from the network. */
#include "irc/dispatch_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <libircclient.h>
#include <netinet/in.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

/* The library's buffer holds 1023 bytes and stalls for good on more; ten parameters are all it keeps. */
enum { FED_MAX = 1000, FED_PARAMS = 10, PUMP_ROUNDS = 8, SAID_MAX = 1024, FORGET_EVERY = 64 };

struct dispatch {
	irc_session_t *session;
	int pair; /* our end */
	int theirs;
	unsigned fed; /* lines since its end was last emptied */
	bool told;    /* a callback ran for the line being fed */
	enum dispatch_kind kind;
	char said[SAID_MAX]; /* what the library wrote since it was asked */
	size_t said_n;
};

/* What may be forwarded, and from how many parameters on. */
static const struct forward {
	const char *word;
	size_t least;
} forwards[] = {
	{"PRIVMSG", 2},
	{"NOTICE", 2},
	{"JOIN", 1},
	{"PART", 1},
	{"QUIT", 1},
	{"NICK", 1},
	{"KICK", 2},
	{"MODE", 2},
	{"TOPIC", 2},
	{"INVITE", 2},
	{"ACCOUNT", 1},
	{"CHGHOST", 2},
};

/* Callbacks: the library passes its own reading of the line, of which only the kind is used. They only
 * take note of it: calling the library from inside would read the same line again. */

static void take_kind(irc_session_t *session, enum dispatch_kind kind)
{
	struct dispatch *d = irc_get_ctx(session);

	d->told = true;
	d->kind = kind;
}

#define CALLBACK(name, kind)                                                                       \
	static void name(irc_session_t *s, const char *event, const char *origin,                  \
		const char **params, unsigned int count)                                           \
	{                                                                                          \
		(void)event;                                                                       \
		(void)origin;                                                                      \
		(void)params;                                                                      \
		(void)count;                                                                       \
		take_kind(s, kind);                                                                \
	}

CALLBACK(on_message, DISPATCH_MESSAGE)
CALLBACK(on_notice, DISPATCH_NOTICE)
CALLBACK(on_people, DISPATCH_PEOPLE)
CALLBACK(on_topic, DISPATCH_TOPIC)
CALLBACK(on_mode, DISPATCH_MODE)
CALLBACK(on_invite, DISPATCH_INVITE)
CALLBACK(on_other, DISPATCH_OTHER)

static void on_numeric(irc_session_t *s, unsigned int event, const char *origin,
	const char **params, unsigned int count)
{
	(void)event;
	(void)origin;
	(void)params;
	(void)count;
	take_kind(s, DISPATCH_NUMERIC);
}

/* Without a handler of its own the library answers VERSION, PING, TIME and FINGER by itself. */
static void on_ctcp(irc_session_t *s, const char *event, const char *origin, const char **params,
	unsigned int count)
{
	(void)s;
	(void)event;
	(void)origin;
	(void)params;
	(void)count;
}

static void keep_said(struct dispatch *d)
{
	ssize_t n;

	while (d->said_n < sizeof d->said &&
		(n = recv(d->pair, d->said + d->said_n, sizeof d->said - d->said_n, 0)) > 0)
		d->said_n += (size_t)n;
}

/* Lets the library read and write until it has nothing left to do. False when its end is broken. */
static bool pump(struct dispatch *d)
{
	for (int i = 0; i < PUMP_ROUNDS; i++) {
		struct timeval none = {0, 0};
		fd_set in, out;
		int most = 0;

		FD_ZERO(&in);
		FD_ZERO(&out);
		if (irc_add_select_descriptors(d->session, &in, &out, &most))
			return false;
		if (select(most + 1, &in, &out, NULL, &none) <= 0)
			break;
		if (irc_process_select_descriptors(d->session, &in, &out))
			return false;
		keep_said(d);
	}
	keep_said(d);
	return true;
}

/* Answers of the library's own making, such as PONG, are not wanted. */
static void forget_said(struct dispatch *d)
{
	do {
		d->said_n = 0;
		keep_said(d);
	} while (d->said_n == sizeof d->said);
	d->said_n = 0;
	d->fed = 0;
}

/* The line is in its socket: the library is told so and reads it, without asking the kernel what we know. */
static bool read_fed(struct dispatch *d)
{
	fd_set in, out;

	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_SET(d->theirs, &in);
	if (irc_process_select_descriptors(d->session, &in, &out))
		return false;
	if (++d->fed == FORGET_EVERY)
		forget_said(d);
	return true;
}

/* A listener nobody else can use in time: the library's socket is replaced before it ever connects to anything. */
static int open_listener(struct sockaddr_in *at)
{
	socklen_t n = sizeof *at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	*at = (struct sockaddr_in){.sin_family = AF_INET};
	at->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)at, n) < 0 || listen(fd, 1) < 0 ||
		getsockname(fd, (struct sockaddr *)at, &n) < 0) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return fd;
}

/* The descriptor the library dials with; -1 when it cannot be told or does not fit a select set. */
static int library_fd(struct dispatch *d)
{
	fd_set in, out;
	int fd = -1;

	FD_ZERO(&in);
	FD_ZERO(&out);
	if (irc_add_select_descriptors(d->session, &in, &out, &fd) || fd >= FD_SETSIZE)
		return -1;
	return fd;
}

static bool attach(struct dispatch *d, const char *nick)
{
	struct sockaddr_in at;
	int listener = open_listener(&at), ends[2], fd;
	bool ok = false;

	if (listener < 0)
		return false;
	if (irc_connect(d->session, "127.0.0.1", ntohs(at.sin_port), NULL, nick, "bridge",
		    "bridge") == 0 &&
		(fd = library_fd(d)) >= 0 &&
		socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0) {
		d->pair = ends[0];
		ok = dup3(ends[1], fd, O_CLOEXEC) >= 0;
		d->theirs = fd;
		close(ends[1]);
	}
	close(listener);
	return ok && pump(d);
}

enum rc dispatch_new(const char *nick, struct dispatch **ret, struct err *err)
{
	struct dispatch *d = mem_alloc(sizeof *d);
	irc_callbacks_t on = {.event_channel = on_message,
		.event_privmsg = on_message,
		.event_ctcp_action = on_message,
		.event_notice = on_notice,
		.event_channel_notice = on_notice,
		.event_join = on_people,
		.event_part = on_people,
		.event_quit = on_people,
		.event_nick = on_people,
		.event_kick = on_people,
		.event_topic = on_topic,
		.event_mode = on_mode,
		.event_umode = on_mode,
		.event_invite = on_invite,
		.event_numeric = on_numeric,
		.event_unknown = on_other,
		.event_ctcp_req = on_ctcp,
		.event_ctcp_rep = on_ctcp};

	d->pair = -1;
	d->session = irc_create_session(&on);
	if (d->session)
		irc_set_ctx(d->session, d);
	if (!d->session || !attach(d, nick)) {
		dispatch_free(d);
		return err_set(
			err, RC_IO, "the IRC library could not be started: %s", strerror(errno));
	}
	d->said_n = 0; /* its own PASS, NICK and USER: ours were said already */
	*ret = d;
	return RC_OK;
}

void dispatch_free(struct dispatch *d)
{
	if (!d)
		return;
	if (d->session)
		irc_destroy_session(d->session);
	if (d->pair >= 0)
		close(d->pair);
	mem_free(d);
}

static bool may_forward(const struct irc_msg *m)
{
	if (m->nick.n == 0)
		return false;
	if (m->numeric)
		return m->n >= 1;
	for (size_t i = 0; i < sizeof forwards / sizeof forwards[0]; i++)
		if (str_eq_z(m->command, forwards[i].word))
			return m->n >= forwards[i].least;
	return false;
}

static struct str fed_text(const struct irc_msg *m, size_t i)
{
	struct str s = m->params[i], verb, rest;

	return i == m->n - 1 && line_ctcp(s, &verb, &rest) ? rest : s;
}

/* Bytes the library would trip over; the true ones are in the message and on record. A blank would end a word. */
static void make_clean(char *p, size_t n, char by)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] == '\0' || p[i] == '\r' || p[i] == '\n' || p[i] == '\x01')
			p[i] = by;
}

static size_t build_line(char *to, const struct irc_msg *m)
{
	size_t n = 0, words = 0, params = m->n < FED_PARAMS ? m->n : FED_PARAMS;
	int w = snprintf(to, FED_MAX, ":%.*s %.*s", STR_ARG(str_cut(m->source, 0, 250)),
		STR_ARG(str_cut(m->command, 0, 20)));

	n = (size_t)w;
	for (size_t i = 0; i < params; i++) {
		struct str p = fed_text(m, i);
		size_t room, take;

		if (n + 5 > FED_MAX)
			break;
		room = FED_MAX - n - 2;
		take = p.n < room ? p.n : room;
		to[n++] = ' ';
		if (i == params - 1) {
			words = n;
			to[n++] = ':';
		}
		take = utf8_floor(p, take);
		if (take > 0)
			memcpy(to + n, p.p, take);
		n += take;
	}
	words = words ? words : n;
	make_clean(to, words, '?');
	make_clean(to + words, n - words, ' ');
	return n;
}

static bool is_plain_ctcp(const struct irc_msg *m)
{
	struct str verb, rest;

	return (str_eq_z(m->command, "PRIVMSG") || str_eq_z(m->command, "NOTICE")) &&
	       line_ctcp(line_param(m, 1), &verb, &rest) && !str_eq_z(verb, "ACTION");
}

bool dispatch_feed(struct dispatch *d, const struct irc_msg *m, enum dispatch_kind *ret)
{
	char line[FED_MAX + 2];
	size_t n;

	if (!may_forward(m) || is_plain_ctcp(m))
		return false;
	n = build_line(line, m);
	line[n++] = '\r';
	line[n++] = '\n';
	if (send(d->pair, line, n, MSG_NOSIGNAL) != (ssize_t)n)
		return false;
	d->told = false;
	if (!read_fed(d) || !d->told)
		return false;
	*ret = d->kind;
	return true;
}

/* Takes the one line the library wrote since said_n was set to 0. */
static bool take_said(struct dispatch *d, int failed, struct arena *a, struct str *ret)
{
	struct str s;

	if (failed || !pump(d))
		return false;
	s = str_n(d->said, d->said_n);
	if (!str_ends(s, STR("\r\n")))
		return false;
	s = str_cut(s, 0, s.n - 2);
	if (s.n == 0 || memchr(s.p, '\n', s.n) || memchr(s.p, '\r', s.n))
		return false;
	*ret = str_dup(a, s);
	return true;
}

bool dispatch_privmsg(
	struct dispatch *d, struct arena *a, const char *target, const char *text, struct str *ret)
{
	forget_said(d);
	return take_said(d, irc_cmd_msg(d->session, target, text), a, ret);
}

bool dispatch_notice(
	struct dispatch *d, struct arena *a, const char *target, const char *text, struct str *ret)
{
	forget_said(d);
	return take_said(d, irc_cmd_notice(d->session, target, text), a, ret);
}

bool dispatch_topic(struct dispatch *d, struct arena *a, const char *channel, const char *topic,
	struct str *ret)
{
	forget_said(d);
	return take_said(d, irc_send_raw(d->session, "TOPIC %s :%s", channel, topic), a, ret);
}
