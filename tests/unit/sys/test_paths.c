/* test_paths.c: files of the program are found in their order, and only inside their roots. */
#include "support/test.h"

#include "support/folder.h"
#include "sys/paths.h"

static struct arena *arena;
static const char *folder;

static int make_folder(void **state)
{
	(void)state;
	arena = arena_new();
	folder = folder_make(arena);
	setenv("XDG_CONFIG_HOME", folder, 1);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	folder_remove(folder);
	arena_free(arena);
	return 0;
}

static void folders_follow_the_base_directory_rules(void **state)
{
	(void)state;
	setenv("HOME", "/home-of-a-test", 1);
	unsetenv("XDG_DATA_HOME");
	assert_string_equal(paths_data_dir(arena), "/home-of-a-test/.local/share/warroom");
	assert_string_equal(
		paths_journal(arena), "/home-of-a-test/.local/share/warroom/journal.db");
	setenv("XDG_DATA_HOME", "relative", 1);
	assert_string_equal(paths_data_dir(arena), "/home-of-a-test/.local/share/warroom");
	setenv("XDG_DATA_HOME", "/data", 1);
	assert_string_equal(paths_data_dir(arena), "/data/warroom");
	assert_string_equal(paths_config_dir(arena), file_join(arena, folder, "warroom"));
	assert_string_equal(paths_config(arena), file_join(arena, folder, "warroom/warroom.conf"));
	unsetenv("HOME");
	assert_int_equal(*paths_data_dir(arena), '/');
}

static void the_source_tree_is_found_from_a_build_folder(void **state)
{
	(void)state;
	const char *path = paths_find(arena, "policy/severity_rules.tsv");
	assert_non_null(path);
	assert_true(str_ends(str_z(path), STR("/templates/policy/severity_rules.tsv")));
	assert_null(paths_find(arena, "policy/none.tsv"));
}

static void the_config_folder_comes_first(void **state)
{
	(void)state;
	struct err err;
	const char *mine = file_join(arena, folder, "warroom/policy/severity_rules.tsv");
	assert_int_equal(file_mkdirs(file_dir(arena, mine), 0700, &err), RC_OK);
	assert_int_equal(file_write(mine, STR("x"), 0600, &err), RC_OK);
	assert_string_equal(paths_find(arena, "policy/severity_rules.tsv"), mine);
	const char *also = file_join(arena, folder, "warroom/templates/other.md");
	assert_int_equal(file_mkdirs(file_dir(arena, also), 0700, &err), RC_OK);
	assert_int_equal(file_write(also, STR("x"), 0600, &err), RC_OK);
	assert_string_equal(paths_find(arena, "other.md"), also);
}

static void names_cannot_leave_the_roots(void **state)
{
	(void)state;
	assert_null(paths_find(arena, "../warroom/policy/severity_rules.tsv"));
	assert_null(paths_find(arena, "/etc/passwd"));
	assert_null(paths_find(arena, ""));
	struct file_names names;
	assert_int_equal(paths_list(arena, "..", "", &names, NULL), RC_USAGE);
}

static void lists_join_all_roots_without_doubles(void **state)
{
	(void)state;
	struct file_names names;
	struct err err;
	const char *mine = file_join(arena, folder, "warroom/policy/zz_mine.tsv");
	assert_int_equal(file_write(mine, STR("x"), 0600, &err), RC_OK);
	assert_int_equal(paths_list(arena, "policy", ".tsv", &names, NULL), RC_OK);
	assert_true(names.n > 3);
	size_t rules = 0;
	for (size_t i = 0; i < names.n; i++) {
		rules += str_eq_z(names.v[i], "severity_rules.tsv");
		assert_true(!i || str_cmp(names.v[i - 1], names.v[i]) < 0);
	}
	assert_int_equal(rules, 1);
	assert_true(str_eq_z(names.v[names.n - 1], "zz_mine.tsv"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_follow_the_base_directory_rules),
		cmocka_unit_test(the_source_tree_is_found_from_a_build_folder),
		cmocka_unit_test(the_config_folder_comes_first),
		cmocka_unit_test(names_cannot_leave_the_roots),
		cmocka_unit_test(lists_join_all_roots_without_doubles),
	};
	return cmocka_run_group_tests_name("paths", tests, make_folder, remove_folder);
}
