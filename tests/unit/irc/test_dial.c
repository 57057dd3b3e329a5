/* test_dial.c: every address is tried, in order, and none beyond this host without leave. */
#include "support/test.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "irc/dial_internal.h"

struct seen {
	struct loop *loop;
	int fd;
	bool local, done;
	char why[128];
};

static void on_connected(void *ctx, int fd, bool local)
{
	struct seen *s = ctx;

	s->fd = fd;
	s->local = local;
	s->done = true;
}

static void on_exhausted(void *ctx, const char *why)
{
	struct seen *s = ctx;

	snprintf(s->why, sizeof s->why, "%s", why);
	s->done = true;
}

static struct resolve_address four(uint32_t host, int port)
{
	struct resolve_address a = {.n = sizeof(struct sockaddr_in)};
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

	at.sin_addr.s_addr = htonl(host);
	memcpy(&a.at, &at, sizeof at);
	return a;
}

static struct resolve_address six(int port)
{
	struct resolve_address a = {.n = sizeof(struct sockaddr_in6)};
	struct sockaddr_in6 at = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};

	at.sin6_addr = in6addr_loopback;
	memcpy(&a.at, &at, sizeof at);
	return a;
}

/* A port that is open, or only taken, so that nobody else can open it meanwhile. */
static int take_port(int *ret_port, bool listening)
{
	struct resolve_address a = four(INADDR_LOOPBACK, 0);
	struct sockaddr_in at;
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&a.at, a.n), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	if (listening)
		assert_int_equal(listen(fd, 4), 0);
	*ret_port = ntohs(at.sin_port);
	return fd;
}

static void run(struct seen *s, const struct resolve_address *v, size_t n, bool local_only)
{
	struct dial_events events = {on_connected, on_exhausted, s};
	struct dial *d;

	*s = (struct seen){.loop = loop_new(), .fd = -1};
	d = dial_new(s->loop, v, n, 5 * US_PER_S, local_only, &events);
	dial_next(d);
	while (!s->done)
		loop_once(s->loop, -1);
	dial_free(d);
	loop_free(s->loop);
}

static void the_first_that_answers_is_taken(void **state)
{
	int open, shut, a = take_port(&open, true), b = take_port(&shut, false);
	struct resolve_address v[] = {six(shut), four(INADDR_LOOPBACK, shut),
		four(INADDR_LOOPBACK, open), four(INADDR_LOOPBACK, shut)};
	struct sockaddr_in peer;
	socklen_t n = sizeof peer;
	struct seen s;

	(void)state;
	run(&s, v, 4, true);
	assert_true(s.fd >= 0);
	assert_true(s.local);
	assert_int_equal(getpeername(s.fd, (struct sockaddr *)&peer, &n), 0);
	assert_int_equal(ntohs(peer.sin_port), open);
	close(s.fd);
	close(a);
	close(b);
}

static void when_none_answers_the_last_one_says_why(void **state)
{
	int shut, b = take_port(&shut, false);
	struct resolve_address v[] = {four(INADDR_LOOPBACK, shut), four(INADDR_LOOPBACK, shut)};
	struct seen s;

	(void)state;
	run(&s, v, 2, false);
	assert_int_equal(s.fd, -1);
	assert_string_equal(s.why, "Connection refused");
	close(b);
}

static void addresses_beyond_this_host_are_passed_over(void **state)
{
	int open, a = take_port(&open, true);
	/* The first leads here as well, but does not say so. */
	struct resolve_address v[] = {four(INADDR_ANY, open), four(INADDR_LOOPBACK, open)};
	struct seen s;

	(void)state;
	run(&s, v, 1, true);
	assert_int_equal(s.fd, -1);
	assert_non_null(strstr(s.why, "irc.plaintext"));
	run(&s, v, 1, false);
	assert_true(s.fd >= 0);
	assert_false(s.local);
	close(s.fd);
	run(&s, v, 2, true);
	assert_true(s.fd >= 0);
	assert_true(s.local);
	close(s.fd);
	close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_that_answers_is_taken),
		cmocka_unit_test(when_none_answers_the_last_one_says_why),
		cmocka_unit_test(addresses_beyond_this_host_are_passed_over),
	};

	return cmocka_run_group_tests_name("irc/dial", tests, NULL, NULL);
}
