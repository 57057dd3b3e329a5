/* test_user.c: the operating system says who one is; only a test may play somebody else. */
#include "support/test.h"

#include <fcntl.h>
#include <pty.h>
#include <pwd.h>
#include <unistd.h>

#include "sys/tty.h"
#include "sys/user.h"

static void the_environment_is_not_believed(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct passwd *pw = getpwuid(getuid());
	const char *want = pw ? pw->pw_name : arena_printf(a, "uid%lu", (unsigned long)getuid());
	setenv("WARROOM_USER", "intruder", 1);
	setenv("USER", "intruder", 1);
	setenv("LOGNAME", "intruder", 1);
	unsetenv("WARROOM_TEST");
	assert_string_equal(user_name(a), want);
	setenv("WARROOM_TEST", "0", 1);
	assert_string_equal(user_name(a), want);
	setenv("WARROOM_TEST", "1", 1);
	assert_string_equal(user_name(a), "intruder");
	setenv("WARROOM_USER", "a\033b", 1);
	assert_string_equal(user_name(a), "a<ESC>b");
	setenv("WARROOM_USER", "", 1);
	assert_string_equal(user_name(a), want);
	arena_free(a);
}

static void terminals_are_known_and_measured(void **state)
{
	(void)state;
	int master, slave, columns = 77, rows = 77;
	int null = open("/dev/null", O_RDWR);
	struct winsize size = {.ws_col = 120, .ws_row = 40};
	assert_false(tty_is(null));
	assert_false(tty_size(null, &columns, &rows));
	assert_int_equal(columns, 77);
	close(null);
	assert_int_equal(openpty(&master, &slave, NULL, NULL, &size), 0);
	assert_true(tty_is(slave));
	assert_true(tty_size(slave, &columns, &rows));
	assert_int_equal(columns, 120);
	assert_int_equal(rows, 40);
	close(master);
	close(slave);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_environment_is_not_believed),
		cmocka_unit_test(terminals_are_known_and_measured),
	};
	return cmocka_run_group_tests_name("user", tests, NULL, NULL);
}
