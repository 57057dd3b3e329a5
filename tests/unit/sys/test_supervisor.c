/* test_supervisor.c: which addresses are taken, what is told, and what programs we start get to see of it. */
#include "support/test.h"

#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "sys/supervisor.h"

struct boss {
	int fd;
	char name[64], text[1024];
};

static int set_up(void **state)
{
	static struct boss b;
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int n;

	b = (struct boss){0};
	n = snprintf(b.name, sizeof b.name, "@warroom-supervisor-%ld", (long)getpid());
	memcpy(at.sun_path + 1, b.name + 1, (size_t)n - 1);
	b.fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	assert_int_equal(bind(b.fd, (struct sockaddr *)&at,
				 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)n)),
		0);
	*state = &b;
	return 0;
}

static int tear_down(void **state)
{
	struct boss *b = *state;

	return close(b->fd);
}

static const char *hear(struct boss *b)
{
	ssize_t n = recv(b->fd, b->text, sizeof b->text - 1, 0);

	b->text[n < 0 ? 0 : n] = '\0';
	return b->text;
}

static struct supervisor *with(const char *name, const char *limit, const char *pid)
{
	setenv("NOTIFY_SOCKET", name, 1);
	setenv("WATCHDOG_USEC", limit, 1);
	setenv("WATCHDOG_PID", pid, 1);
	return supervisor_new();
}

static void each_word_is_a_datagram(void **state)
{
	struct boss *b = *state;
	struct supervisor *s = with(b->name, "", "");

	assert_true(supervisor_is_there(s));
	assert_true(supervisor_ready(s));
	assert_string_equal(hear(b), "READY=1");
	assert_true(supervisor_alive(s));
	assert_string_equal(hear(b), "WATCHDOG=1");
	assert_true(supervisor_stopping(s));
	assert_string_equal(hear(b), "STOPPING=1");
	supervisor_free(s);
}

static void a_status_is_one_line_and_said_once(void **state)
{
	struct boss *b = *state;
	struct supervisor *s = with(b->name, "", "");
	char longer[1000];

	assert_true(supervisor_status(s, STR("live\nREADY=1\x1b[m")));
	assert_string_equal(hear(b), "STATUS=live READY=1 [m");
	assert_true(supervisor_status(s, STR("live\nREADY=1\x1b[m")));
	assert_string_equal(hear(b), "");
	memset(longer, 'x', sizeof longer);
	memcpy(longer + SUPERVISOR_STATUS_MAX - 1, "\xe2\x82\xac", 3);
	assert_true(supervisor_status(s, str_n(longer, sizeof longer)));
	assert_int_equal(strlen(hear(b)), strlen("STATUS=") + SUPERVISOR_STATUS_MAX - 1);
	assert_true(supervisor_status(s, STR("")));
	assert_string_equal(hear(b), "STATUS=");
	supervisor_free(s);
}

static void nobody_there_is_told_nothing(void **state)
{
	static const char *const names[] = {
		"", "@", "/", "relative", "vsock:2:1", "/nowhere/at/all"};
	struct supervisor *s;
	char longer[200];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		s = with(names[i], "", "");
		assert_int_equal(supervisor_is_there(s), i == 5);
		assert_int_equal(supervisor_ready(s), i != 5);
		supervisor_free(s);
	}
	memset(longer, 'x', sizeof longer);
	longer[0] = '/';
	longer[sizeof longer - 1] = '\0';
	s = with(longer, "", "");
	assert_false(supervisor_is_there(s));
	supervisor_free(s);
}

static void the_watchdog_wants_a_word_twice_in_its_time(void **state)
{
	const struct boss *b = *state;
	static const struct {
		const char *limit;
		bool other;
		duration every;
	} cases[] = {{"30000000", false, 15000000}, {"3000", false, 1500}, {"1", false, 0},
		{"0", false, 0}, {"x", false, 0}, {"99999999999999999999999", false, 0},
		{"30000000", true, 0}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char pid[24];
		struct supervisor *s;

		snprintf(pid, sizeof pid, "%ld", (long)getpid() + cases[i].other);
		s = with(b->name, cases[i].limit, pid);
		assert_int_equal(supervisor_watchdog(s), cases[i].every);
		supervisor_free(s);
	}
}

static void programs_we_start_see_nothing_of_it(void **state)
{
	const struct boss *b = *state;

	supervisor_free(with(b->name, "30000000", "1"));
	assert_null(getenv("NOTIFY_SOCKET"));
	assert_null(getenv("WATCHDOG_USEC"));
	assert_null(getenv("WATCHDOG_PID"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		STORY(each_word_is_a_datagram),
		STORY(a_status_is_one_line_and_said_once),
		STORY(nobody_there_is_told_nothing),
		STORY(the_watchdog_wants_a_word_twice_in_its_time),
		STORY(programs_we_start_see_nothing_of_it),
	};

	return cmocka_run_group_tests_name("sys/supervisor", tests, NULL, NULL);
}
