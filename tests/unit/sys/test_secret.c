/* test_secret.c: passwords from files, the environment and programs, and the places they are not taken from. */
#include "support/test.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "support/folder.h"
#include "sys/secret.h"

struct got {
	struct arena *a;
	struct loop *loop;
	const char *folder;
	struct secret *secret;
	bool done;
	struct str text;
	char why[300];
};

static int setup(void **state)
{
	static struct got g;

	signal(SIGPIPE, SIG_IGN);
	g = (struct got){.a = arena_new(), .loop = loop_new()};
	g.folder = folder_make(g.a);
	*state = &g;
	return 0;
}

static int teardown(void **state)
{
	struct got *g = *state;

	secret_free(g->secret);
	folder_remove(g->folder);
	loop_free(g->loop);
	arena_free(g->a);
	return 0;
}

static void on_secret(void *ctx, struct str secret, const char *why)
{
	struct got *g = ctx;

	g->text = str_dup(g->a, secret);
	snprintf(g->why, sizeof g->why, "%s", why);
	g->done = true;
}

static void fetch(struct got *g, const char *from, duration limit)
{
	struct err err;

	secret_free(g->secret);
	g->secret = NULL;
	g->done = false;
	if (secret_fetch(g->loop, str_z(from), limit, on_secret, g, &g->secret, &err) != RC_OK)
		fail_msg("%s", err.text);
	assert_false(g->done);
	while (!g->done)
		loop_once(g->loop, -1);
}

static const char *put_file(struct got *g, const char *text, mode_t mode)
{
	const char *path = arena_printf(g->a, "%s/password", g->folder);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_int_equal(chmod(path, mode), 0);
	return arena_printf(g->a, "file:%s", path);
}

static void a_file_of_its_owner_is_read(void **state)
{
	struct got *g = *state;

	fetch(g, put_file(g, "pa%sss%n word \r\nsecond line\n", 0600), US_PER_S);
	assert_true(str_eq_z(g->text, "pa%sss%n word "));
	assert_string_equal(g->why, "");
	fetch(g, put_file(g, "only", 0600), US_PER_S);
	assert_true(str_eq_z(g->text, "only"));
}

static void a_file_that_others_may_open_is_not(void **state)
{
	static const mode_t modes[] = {0644, 0640, 0604, 0620, 0601, 0666};
	struct got *g = *state;

	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		fetch(g, put_file(g, "hunter2\n", modes[i]), US_PER_S);
		assert_int_equal(g->text.n, 0);
		assert_non_null(strstr(g->why, "chmod 600"));
		assert_null(strstr(g->why, "hunter2"));
	}
}

static void what_is_no_secret_is_told(void **state)
{
	struct got *g = *state;

	fetch(g, "file:/nonexistent/password", US_PER_S);
	assert_non_null(strstr(g->why, "No such file"));
	fetch(g, "file:/tmp", US_PER_S);
	assert_non_null(strstr(g->why, "is no file"));
	fetch(g, put_file(g, "\nsecond\n", 0600), US_PER_S);
	assert_non_null(strstr(g->why, "empty"));
	fetch(g, put_file(g, "a\tb\n", 0600), US_PER_S);
	assert_non_null(strstr(g->why, "control codes"));
	fetch(g, put_file(g, arena_printf(g->a, "%01001d", 7), 0600), US_PER_S);
	assert_non_null(strstr(g->why, "longer than"));
	fetch(g, put_file(g, arena_printf(g->a, "%01000d", 7), 0600), US_PER_S);
	assert_int_equal(g->text.n, 1000);
}

static void the_environment_is_asked(void **state)
{
	struct got *g = *state;

	setenv("WARROOM_TEST_SECRET", "from outside", 1);
	fetch(g, "env:WARROOM_TEST_SECRET", US_PER_S);
	assert_true(str_eq_z(g->text, "from outside"));
	unsetenv("WARROOM_TEST_SECRET");
	fetch(g, "env:WARROOM_TEST_SECRET", US_PER_S);
	assert_non_null(strstr(g->why, "WARROOM_TEST_SECRET"));
}

static void a_program_is_asked_without_a_shell(void **state)
{
	struct got *g = *state;

	fetch(g, "command:printf %s\\nmore  $HOME;id", 10 * US_PER_S);
	assert_true(str_eq_z(g->text, "$HOME;id"));
	fetch(g, "command:false", 10 * US_PER_S);
	assert_int_equal(g->text.n, 0);
	assert_non_null(strstr(g->why, "exited (1)"));
	fetch(g, "command:sleep 60", 50000);
	assert_non_null(strstr(g->why, "timed-out"));
	fetch(g, "command:true", 10 * US_PER_S);
	assert_non_null(strstr(g->why, "empty"));
}

static void a_program_is_ended_when_nobody_wants_its_answer(void **state)
{
	struct got *g = *state;
	struct err err;

	assert_int_equal(secret_fetch(g->loop, STR("command:sleep 60"), 60 * US_PER_S, on_secret, g,
				 &g->secret, &err),
		RC_OK);
	secret_free(g->secret);
	g->secret = NULL;
	assert_false(g->done);
}

static void the_secret_itself_is_no_place(void **state)
{
	static const char *const bad[] = {"hunter2", "file:relative", "file:", "env:", "env:A=b",
		"command:", "command:   ", "", "pass:x", "FILE:/x"};
	struct got *g = *state;
	struct err err;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(secret_check(str_z(bad[i]), &err), RC_USAGE);
		assert_null(strstr(err.text, "hunter2"));
	}
	assert_int_equal(secret_fetch(g->loop, STR("command:/nonexistent/x"), US_PER_S, on_secret,
				 g, &g->secret, &err),
		RC_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		CASE(a_file_of_its_owner_is_read),
		CASE(a_file_that_others_may_open_is_not),
		CASE(what_is_no_secret_is_told),
		CASE(the_environment_is_asked),
		CASE(a_program_is_asked_without_a_shell),
		CASE(a_program_is_ended_when_nobody_wants_its_answer),
		CASE(the_secret_itself_is_no_place),
	};

	return cmocka_run_group_tests_name("sys/secret", tests, NULL, NULL);
}
