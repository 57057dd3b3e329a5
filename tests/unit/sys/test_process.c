/* test_process.c: programs run beside the loop: what they are given, what they say, and that they always end. */
#include "support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/process.h"

enum { SAID_MAX = 1 << 20 };

struct seen {
	char out[SAID_MAX + 1], err[256];
	size_t out_n, err_n, total;
	int ends;
	struct process_end end;
};

static struct loop *loop;
static struct seen *seen;

static int fresh(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	loop = loop_new();
	seen = calloc(1, sizeof *seen);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	loop_free(loop);
	free(seen);
	return 0;
}

static void on_output(void *ctx, bool error, struct str bytes)
{
	struct seen *s = ctx;

	s->total += bytes.n;
	if (error && s->err_n + bytes.n < sizeof s->err) {
		memcpy(s->err + s->err_n, bytes.p, bytes.n);
		s->err_n += bytes.n;
	} else if (!error && s->out_n + bytes.n <= SAID_MAX) {
		memcpy(s->out + s->out_n, bytes.p, bytes.n);
		s->out_n += bytes.n;
	}
}

static void on_end(void *ctx, const struct process_end *end)
{
	struct seen *s = ctx;

	s->ends++;
	s->end = *end;
}

static struct process_ask ask(const char *const *argv)
{
	return (struct process_ask){.argv = argv,
		.timeout = 60 * US_PER_S,
		.output = on_output,
		.ended = on_end,
		.ctx = seen};
}

static struct process *start(const struct process_ask *a)
{
	struct process *p = NULL;
	struct err err = {0};

	if (process_start(loop, a, &p, &err) != RC_OK)
		fail_msg("%s", err.text);
	return p;
}

static void run(const struct process_ask *a)
{
	start(a);
	assert_int_equal(seen->ends, 0);
	while (!seen->ends)
		loop_once(loop, -1);
}

static void both_streams_and_the_status_come_back(void **state)
{
	const char *argv[] = {"sh", "-c", "echo said; echo wrong >&2; exit 7", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	run(&a);
	assert_string_equal(seen->out, "said\n");
	assert_string_equal(seen->err, "wrong\n");
	assert_int_equal(seen->end.how, PROCESS_EXITED);
	assert_int_equal(seen->end.status, 7);
	assert_int_equal(seen->ends, 1);
}

static void arguments_arrive_as_they_are(void **state)
{
	const char *argv[] = {"printf", "[%s]", "a b", "$(id)", "`id`", "; rm x", "", "*", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	run(&a);
	assert_string_equal(seen->out, "[a b][$(id)][`id`][; rm x][][*]");
}

static void input_is_given_whole(void **state)
{
	const char *argv[] = {"wc", "-c", NULL};
	struct process_ask a = ask(argv);
	char *big = malloc(300000);

	(void)state;
	memset(big, 'x', 300000);
	a.input = str_n(big, 300000);
	start(&a);
	free(big);
	while (!seen->ends)
		loop_once(loop, -1);
	assert_string_equal(seen->out, "300000\n");
}

static void input_nobody_reads_is_no_failure(void **state)
{
	const char *argv[] = {"true", NULL};
	struct process_ask a = ask(argv);
	char *big = calloc(1, 1000000);

	(void)state;
	a.input = str_n(big, 1000000);
	run(&a);
	free(big);
	assert_int_equal(seen->end.how, PROCESS_EXITED);
	assert_int_equal(seen->end.status, 0);
}

static void without_input_the_program_reads_its_end(void **state)
{
	const char *argv[] = {"cat", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	run(&a);
	assert_int_equal(seen->out_n, 0);
	assert_int_equal(seen->end.status, 0);
}

static void much_output_arrives(void **state)
{
	const char *argv[] = {"head", "-c", "900000", "/dev/zero", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	run(&a);
	assert_int_equal(seen->total, 900000);
}

static void the_environment_is_ours_or_clean_and_what_is_added(void **state)
{
	const char *argv[] = {"sh", "-c", "echo $WR_A-$WR_B-${PATH:+path}", NULL};
	const char *add[] = {"WR_B=two", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	setenv("WR_A", "one", 1);
	setenv("WR_B", "old", 1);
	a.env = add;
	run(&a);
	assert_string_equal(seen->out, "one-two-path\n");
	*seen = (struct seen){0};
	a.policy = PROCESS_ENV_CLEAN;
	run(&a);
	assert_string_equal(seen->out, "-two-path\n");
}

static void it_runs_where_it_is_told(void **state)
{
	const char *argv[] = {"pwd", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	a.folder = "/usr";
	run(&a);
	assert_string_equal(seen->out, "/usr\n");
}

static void our_descriptors_and_signals_stay_ours(void **state)
{
	const char *argv[] = {
		"sh", "-c", "ls /proc/self/fd | wc -l; grep SigBlk /proc/self/status", NULL};
	struct process_ask a = ask(argv);
	int leaky = open("/dev/null", O_RDONLY);
	sigset_t blocked;

	(void)state;
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	run(&a);
	sigprocmask(SIG_UNBLOCK, &blocked, NULL);
	close(leaky);
	/* 0, 1, 2 and the folder that ls reads. */
	assert_string_equal(seen->out, "4\nSigBlk:\t0000000000000000\n");
}

static void time_out_ends_it(void **state)
{
	const char *argv[] = {"sleep", "100", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	a.timeout = US_PER_S / 50;
	run(&a);
	assert_int_equal(seen->end.how, PROCESS_TIMED_OUT);
	assert_true(seen->end.took < 50 * US_PER_S);
}

static void what_does_not_listen_is_killed_with_its_children(void **state)
{
	/* The inner one holds the pipe open: an end that waited for it would wait 100 s. */
	const char *argv[] = {
		"sh", "-c", "trap '' TERM; sleep 100 & echo up; while :; do wait; done", NULL};
	struct process_ask a = ask(argv);
	struct process *p = start(&a);

	(void)state;
	while (!seen->out_n)
		loop_once(loop, -1);
	process_cancel(p);
	process_cancel(p);
	while (!seen->ends)
		loop_once(loop, -1);
	assert_int_equal(seen->end.how, PROCESS_CANCELLED);
	assert_int_equal(seen->end.status, SIGKILL);
	assert_true(seen->end.took < 50 * US_PER_S);
}

static void a_left_behind_child_does_not_hold_the_end(void **state)
{
	const char *argv[] = {"sh", "-c", "sleep 100 & echo $!", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	run(&a);
	assert_int_equal(seen->end.how, PROCESS_EXITED);
	assert_true(seen->end.took < 50 * US_PER_S);
}

static void a_signal_of_its_own_is_told(void **state)
{
	const char *argv[] = {"sh", "-c", "kill -USR1 $$", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	run(&a);
	assert_int_equal(seen->end.how, PROCESS_SIGNALLED);
	assert_int_equal(seen->end.status, SIGUSR1);
	assert_string_equal(process_how_name(seen->end.how), "signalled");
}

static void free_ends_it_without_a_word(void **state)
{
	const char *argv[] = {"sleep", "100", NULL};
	struct process_ask a = ask(argv);

	(void)state;
	process_free(start(&a));
	process_free(NULL);
	loop_once(loop, 0);
	assert_int_equal(seen->ends, 0);
}

static void what_cannot_run_is_refused(void **state)
{
	const char *none[] = {"warroom-no-such-program", NULL}, *folder[] = {"/usr", NULL};
	const char *empty[] = {NULL}, *many[PROCESS_ARGS_MAX + 2];
	struct process_ask a = ask(none);
	struct process *p = NULL;
	struct err err;

	(void)state;
	assert_int_equal(process_start(loop, &a, &p, &err), RC_UNKNOWN);
	assert_string_equal(
		err.text, "cannot run warroom-no-such-program: No such file or directory");
	a.argv = folder;
	assert_int_equal(process_start(loop, &a, &p, &err), RC_IO);
	a.argv = empty;
	assert_int_equal(process_start(loop, &a, &p, &err), RC_USAGE);
	for (size_t n = 0; n <= PROCESS_ARGS_MAX; n++)
		many[n] = "true";
	many[PROCESS_ARGS_MAX + 1] = NULL;
	a.argv = many;
	assert_int_equal(process_start(loop, &a, &p, &err), RC_LIMIT);
	assert_null(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, fresh, clear)
		T(both_streams_and_the_status_come_back),
		T(arguments_arrive_as_they_are),
		T(input_is_given_whole),
		T(input_nobody_reads_is_no_failure),
		T(without_input_the_program_reads_its_end),
		T(much_output_arrives),
		T(the_environment_is_ours_or_clean_and_what_is_added),
		T(it_runs_where_it_is_told),
		T(our_descriptors_and_signals_stay_ours),
		T(time_out_ends_it),
		T(what_does_not_listen_is_killed_with_its_children),
		T(a_left_behind_child_does_not_hold_the_end),
		T(a_signal_of_its_own_is_told),
		T(free_ends_it_without_a_word),
		T(what_cannot_run_is_refused),
	};
	return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
