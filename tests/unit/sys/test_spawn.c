/* test_spawn.c: programs that are started and not waited for. */
#include "support/test.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/spawn.h"

static int end_of(struct spawned *s)
{
	struct pollfd f = {.fd = s->watch, .events = POLLIN};
	assert_int_equal(poll(&f, 1, 20000), 1);
	return spawn_reap(s);
}

static void its_end_is_heard(void **state)
{
	static const char *const good[] = {"true", NULL}, *const bad[] = {"false", NULL};
	static const char *const none[] = {"no-such-program-here", NULL};
	struct spawned s;
	struct err err;
	(void)state;
	assert_int_equal(spawn_quiet(good, &s, &err), RC_OK);
	assert_int_equal(end_of(&s), 0);
	assert_int_equal(s.watch, -1);
	assert_int_equal(waitpid(s.pid, NULL, WNOHANG), -1); /* nothing is left to reap */
	assert_int_equal(spawn_quiet(bad, &s, &err), RC_OK);
	assert_int_equal(end_of(&s), 1);
	assert_int_equal(spawn_quiet(none, &s, &err), RC_OK);
	assert_int_equal(end_of(&s), 127);
}

/* No descriptor of ours, no blocked signal, nothing to read. */
static void it_stands_alone(void **state)
{
	static const char *const reads[] = {"cat", NULL};
	static const char *const killed[] = {"tail", "-f", "/dev/null", NULL};
	struct spawned s;
	struct err err;
	sigset_t all, before;
	int ends[2];
	char byte;
	(void)state;
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(spawn_quiet(reads, &s, &err), RC_OK);
	assert_int_equal(end_of(&s), 0);
	assert_int_equal(spawn_quiet(killed, &s, &err), RC_OK);
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 0); /* the child does not hold the other end */
	close(ends[0]);
	kill(s.pid, SIGTERM);
	assert_int_equal(end_of(&s), 128 + SIGTERM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_end_is_heard),
		cmocka_unit_test(it_stands_alone),
	};
	return cmocka_run_group_tests_name("programs beside us", tests, NULL, NULL);
}
