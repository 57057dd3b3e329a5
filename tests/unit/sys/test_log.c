/* test_log.c: the last lines are kept, cleaned, and appended to a private file. */
#include "support/test.h"

#include <locale.h>
#include <sys/stat.h>

#include "support/folder.h"
#include "sys/file.h"
#include "sys/log.h"

static void the_ring_keeps_the_last_lines_in_order(void **state)
{
	(void)state;
	struct log *l = log_new(3);
	assert_int_equal(log_count(l), 0);
	for (int i = 0; i < 10; i++)
		log_add(l, LOG_INFO, "line %d", i);
	assert_int_equal(log_count(l), 3);
	for (size_t i = 0; i < 3; i++) {
		struct log_line line = log_line(l, i);
		assert_int_equal(line.text.p[line.text.n - 1], '7' + (int)i);
		assert_int_equal(line.level, LOG_INFO);
		assert_true(line.at > 0);
	}
	assert_int_equal(log_line(l, 3).text.n, 0);
	log_free(l);
	log_free(NULL);
	log_add(NULL, LOG_ERROR, "nobody listens");
}

static void lines_below_the_level_are_dropped(void **state)
{
	(void)state;
	struct log *l = log_new(0);
	log_add(l, LOG_DEBUG, "no");
	assert_int_equal(log_count(l), 0);
	log_set_level(l, LOG_DEBUG);
	log_add(l, LOG_DEBUG, "yes");
	assert_int_equal(log_count(l), 1);
	log_free(l);
}

static void hostile_lines_are_shown_not_obeyed(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct log *l = log_new(10);
	log_add(l, LOG_WARN, "%s", "a\033[2J\nfake line\xFF");
	assert_true(str_eq_z(log_line(l, 0).text, "a<ESC>[2J<LF>fake line<FF>"));
	char *large = arena_alloc(a, 100001);
	memset(large, 'x', 100000);
	log_add(l, LOG_WARN, "%s", large);
	assert_true(log_line(l, 1).text.n <= LOG_LINE_MAX);
	log_free(l);
	arena_free(a);
}

static void the_file_gets_what_comes_after_it_was_named(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *folder = folder_make(a), *path = file_join(a, folder, "log");
	struct log *l = log_new(5);
	struct err err = {0};
	log_add(l, LOG_INFO, "before");
	assert_int_equal(log_to_file(l, file_join(a, folder, "none/log"), &err), RC_IO);
	assert_int_equal(log_to_file(l, path, NULL), RC_OK);
	log_add(l, LOG_INFO, "one");
	log_add(l, LOG_ERROR, "two");
	struct str text, line;
	assert_int_equal(file_read(a, path, 10000, &text, NULL), RC_OK);
	assert_true(str_split(&text, '\n', &line) && str_ends(line, STR("Z info one")));
	assert_true(str_split(&text, '\n', &line) && str_ends(line, STR("Z error two")));
	assert_true(str_split(&text, '\n', &line) && !line.n && !text.p);
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	log_free(l);
	folder_remove(folder);
	arena_free(a);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ring_keeps_the_last_lines_in_order),
		cmocka_unit_test(lines_below_the_level_are_dropped),
		cmocka_unit_test(hostile_lines_are_shown_not_obeyed),
		cmocka_unit_test(the_file_gets_what_comes_after_it_was_named),
	};
	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
