/* test_proc.c: children run without a shell, within their time and output, with fresh signals. */
#include "support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/proc.h"

static struct arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int free_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct proc_result run(struct proc_spec spec)
{
	struct proc_result r = {0};
	struct err err = {0};
	if (proc_run(arena, &spec, &r, &err))
		fail_msg("%s", err.text);
	return r;
}

static void arguments_reach_the_child_as_they_are(void **state)
{
	(void)state;
	const char *const argv[] = {"printf", "%s|%s", "a b; $(id) `id` * \"'", "\n", NULL};
	struct proc_result r = run((struct proc_spec){.argv = argv});
	assert_int_equal(r.status, 0);
	assert_true(str_eq_z(r.out, "a b; $(id) `id` * \"'|\n"));
	assert_int_equal(r.errors.n, 0);
}

static void input_goes_in_and_comes_out(void **state)
{
	(void)state;
	const char *const argv[] = {"cat", NULL};
	size_t size = 1024 * 1024;
	char *large = arena_alloc(arena, size);
	memset(large, 'x', size);
	struct proc_result r = run(
		(struct proc_spec){.argv = argv, .input = str_n(large, size), .output_max = size});
	assert_int_equal(r.out.n, size);
	assert_false(r.cut);
	r = run((struct proc_spec){.argv = argv});
	assert_int_equal(r.out.n, 0);
}

static void output_over_the_limit_is_cut_and_the_child_ends_well(void **state)
{
	(void)state;
	const char *const argv[] = {"head", "-c", "1000000", "/dev/zero", NULL};
	struct proc_result r = run((struct proc_spec){.argv = argv, .output_max = 1000});
	assert_int_equal(r.status, 0);
	assert_true(r.cut);
	assert_int_equal(r.out.n, 1000);
}

static void status_and_errors_are_told(void **state)
{
	(void)state;
	const char *const fails[] = {"sh", "-c", "echo out; echo no >&2; exit 7", NULL};
	struct proc_result r = run((struct proc_spec){.argv = fails});
	assert_int_equal(r.status, 7);
	assert_true(str_eq_z(r.out, "out\n"));
	assert_true(str_eq_z(r.errors, "no\n"));
	const char *const killed[] = {"sh", "-c", "kill -TERM $$", NULL};
	r = run((struct proc_spec){.argv = killed});
	assert_int_equal(r.status, 128 + SIGTERM);
	assert_false(r.timed_out);
}

static void a_missing_program_is_named(void **state)
{
	(void)state;
	const char *const argv[] = {"warroom-no-such-program", NULL};
	struct proc_result r = {.status = 77};
	struct err err = {0};
	const struct proc_spec spec = {.argv = argv};
	assert_int_equal(proc_run(arena, &spec, &r, &err), RC_UNKNOWN);
	assert_string_equal(err.text, "there is no program warroom-no-such-program");
	assert_int_equal(r.status, 77);
}

static void a_child_that_hangs_is_killed_with_its_children(void **state)
{
	(void)state;
	const char *const argv[] = {"sh", "-c", "cat /dev/zero >/dev/null & echo $!; wait", NULL};
	duration began = clock_mono();
	struct proc_result r = run((struct proc_spec){.argv = argv, .timeout = US_PER_S / 4});
	assert_true(r.timed_out);
	assert_int_equal(r.status, 128 + SIGKILL);
	assert_true(clock_mono() - began < 10 * US_PER_S);
	/* The grandchild was in the same group; a killed process is gone or waits to be reaped by init. */
	uint64_t pid;
	assert_true(str_to_u64(str_trim(r.out), 1u << 30, &pid));
	const char *stat_path = arena_printf(arena, "/proc/%llu/stat", (unsigned long long)pid);
	bool alive = true;
	while (alive && clock_mono() - began < 10 * US_PER_S) {
		char line[256] = "";
		FILE *f = fopen(stat_path, "r");
		alive = f && fgets(line, sizeof line, f) && !strstr(line, ") Z ") &&
			!strstr(line, ") X ");
		if (f)
			fclose(f);
	}
	assert_false(alive);
}

static void a_child_that_closes_its_output_is_still_waited_for(void **state)
{
	(void)state;
	const char *const argv[] = {"sh", "-c", "exec >&- 2>&-; kill -STOP $$", NULL};
	struct proc_result r = run((struct proc_spec){.argv = argv, .timeout = US_PER_S / 5});
	assert_true(r.timed_out);
}

static void a_child_that_does_not_read_does_not_end_us(void **state)
{
	(void)state;
	const char *const argv[] = {"true", NULL};
	size_t size = 4 * 1024 * 1024;
	struct proc_result r = run(
		(struct proc_spec){.argv = argv, .input = str_n(arena_alloc(arena, size), size)});
	assert_int_equal(r.status, 0);
	assert_false(r.timed_out);
}

static void the_child_inherits_no_descriptor_and_no_blocked_signal(void **state)
{
	(void)state;
	sigset_t set, before;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, &before);
	int leak = open("/dev/null", O_RDONLY);
	assert_true(leak > 2 && dup2(leak, 77) == 77);
	/* Without a shell between: shells block signals themselves while they start and await a child. */
	const char *const blocked[] = {
		"grep", "^SigBlk:[[:space:]]*0*$", "/proc/self/status", NULL};
	const char *const open_ones[] = {"ls", "/proc/self/fd", NULL};
	struct proc_result signals = run((struct proc_spec){.argv = blocked});
	struct proc_result files = run((struct proc_spec){.argv = open_ones});
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(leak);
	close(77);
	assert_int_equal(signals.status, 0);
	assert_int_equal(files.status, 0);
	assert_int_equal(str_find(files.out, STR("77")), -1);
}

static void a_foreground_child_gives_its_status(void **state)
{
	(void)state;
	const char *const argv[] = {"sh", "-c", "exit 3", NULL};
	const char *const none[] = {"warroom-no-such-program", NULL};
	int status = 77;
	assert_int_equal(proc_foreground(none, &status, NULL), RC_UNKNOWN);
	assert_int_equal(status, 77);
	assert_int_equal(proc_foreground(argv, &status, NULL), RC_OK);
	assert_int_equal(status, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arguments_reach_the_child_as_they_are),
		cmocka_unit_test(input_goes_in_and_comes_out),
		cmocka_unit_test(output_over_the_limit_is_cut_and_the_child_ends_well),
		cmocka_unit_test(status_and_errors_are_told),
		cmocka_unit_test(a_missing_program_is_named),
		cmocka_unit_test(a_child_that_hangs_is_killed_with_its_children),
		cmocka_unit_test(a_child_that_closes_its_output_is_still_waited_for),
		cmocka_unit_test(a_child_that_does_not_read_does_not_end_us),
		cmocka_unit_test(the_child_inherits_no_descriptor_and_no_blocked_signal),
		cmocka_unit_test(a_foreground_child_gives_its_status),
	};
	return cmocka_run_group_tests_name("proc", tests, make_arena, free_arena);
}
