/* test_file.c: files are read whole within a limit, written whole or not at all, and paths stay inside. */
#include "support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "support/folder.h"
#include "sys/file.h"

static struct arena *arena;
static const char *folder;

static int make_folder(void **state)
{
	(void)state;
	arena = arena_new();
	folder = folder_make(arena);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	folder_remove(folder);
	arena_free(arena);
	return 0;
}

static const char *in(const char *name)
{
	return file_join(arena, folder, name);
}

static void write_ok(const char *path, struct str content)
{
	struct err err = {0};
	if (file_write(path, content, 0600, &err))
		fail_msg("%s", err.text);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	struct str got = {0};
	write_ok(in("a"), str_n("x\0y\n", 4));
	assert_int_equal(file_read(arena, in("a"), 4, &got, NULL), RC_OK);
	assert_int_equal(got.n, 4);
	assert_memory_equal(got.p, "x\0y\n", 5);
	write_ok(in("a"), STR(""));
	assert_int_equal(file_read(arena, in("a"), 0, &got, NULL), RC_OK);
	assert_int_equal(got.n, 0);
	size_t size = 300000;
	char *large = arena_alloc(arena, size);
	for (size_t i = 0; i < size; i++)
		large[i] = (char)(i * 7 + i / 251);
	write_ok(in("a"), str_n(large, size));
	assert_int_equal(file_read(arena, in("a"), size, &got, NULL), RC_OK);
	assert_int_equal(got.n, size);
	assert_memory_equal(got.p, large, size);
	assert_int_equal(file_read(arena, in("a"), size - 1, &got, NULL), RC_LIMIT);
	assert_int_equal(got.n, size);
}

static void errors_tell_missing_from_broken(void **state)
{
	(void)state;
	struct str got = {0};
	struct err err = {0};
	assert_int_equal(file_read(arena, in("none"), 10, &got, &err), RC_UNKNOWN);
	assert_non_null(strstr(err.text, "none"));
	assert_int_equal(file_read(arena, folder, 10, &got, &err), RC_IO);
	assert_int_equal(file_write(in("none/x"), STR("x"), 0600, &err), RC_IO);
	assert_null(got.p);
}

static size_t count_files(void)
{
	struct file_names names;
	assert_int_equal(file_list(arena, folder, "", &names, NULL), RC_OK);
	return names.n;
}

static void a_failed_write_leaves_the_old_file_and_no_litter(void **state)
{
	(void)state;
	struct str got;
	assert_int_equal(mkdir(in("target"), 0700), 0);
	write_ok(in("target/x"), STR("x"));
	size_t before = count_files();
	/* A folder cannot be replaced by a file: the rename fails at the last moment. */
	assert_int_equal(file_write(in("target"), STR("new"), 0600, NULL), RC_IO);
	assert_int_equal(count_files(), before);
	assert_int_equal(file_read(arena, in("target/x"), 10, &got, NULL), RC_OK);
}

static void a_file_has_the_mode_it_was_given(void **state)
{
	(void)state;
	struct stat st;
	mode_t old = umask(077);
	assert_int_equal(file_write(in("m"), STR("x"), 0644, NULL), RC_OK);
	umask(old);
	assert_int_equal(stat(in("m"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	write_ok(in("m"), STR("x"));
	assert_int_equal(stat(in("m"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_link_is_replaced_not_followed(void **state)
{
	(void)state;
	struct str got;
	write_ok(in("real"), STR("real"));
	assert_int_equal(symlink(in("real"), in("link")), 0);
	write_ok(in("link"), STR("new"));
	assert_int_equal(file_read(arena, in("real"), 10, &got, NULL), RC_OK);
	assert_true(str_eq_z(got, "real"));
}

static void folders_are_made_with_all_above(void **state)
{
	(void)state;
	struct err err;
	assert_int_equal(file_mkdirs(in("a1/b/c"), 0700, NULL), RC_OK);
	assert_int_equal(file_mkdirs(in("a1/b/c"), 0700, NULL), RC_OK);
	assert_int_equal(file_mkdirs(in("a1/b/d/"), 0700, NULL), RC_OK);
	assert_true(file_is_dir(in("a1/b/c")) && file_is_dir(in("a1/b/d")));
	write_ok(in("plain"), STR("x"));
	assert_int_equal(file_mkdirs(in("plain/x"), 0700, &err), RC_IO);
	assert_true(file_exists(in("plain")));
	assert_false(file_is_dir(in("plain")));
	assert_false(file_exists(in("plain2")));
}

static void lists_are_sorted_and_know_suffixes(void **state)
{
	(void)state;
	struct file_names names;
	assert_int_equal(file_mkdirs(in("list"), 0700, NULL), RC_OK);
	write_ok(in("list/b.theme"), STR("x"));
	write_ok(in("list/a.theme"), STR("x"));
	write_ok(in("list/c.md"), STR("x"));
	write_ok(in("list/.hidden.theme"), STR("x"));
	assert_int_equal(file_list(arena, in("list"), ".theme", &names, NULL), RC_OK);
	assert_int_equal(names.n, 2);
	assert_true(str_eq_z(names.v[0], "a.theme") && str_eq_z(names.v[1], "b.theme"));
	assert_int_equal(file_list(arena, in("nowhere"), "", &names, NULL), RC_OK);
	assert_int_equal(names.n, 0);
}

static void paths_are_joined_and_cut(void **state)
{
	(void)state;
	assert_string_equal(file_join(arena, "a", "b"), "a/b");
	assert_string_equal(file_join(arena, "a/", "b"), "a/b");
	assert_string_equal(file_join(arena, "a", "/b"), "/b");
	assert_string_equal(file_join(arena, "", "b"), "b");
	assert_string_equal(file_dir(arena, "/a/b"), "/a");
	assert_string_equal(file_dir(arena, "/a"), "/");
	assert_string_equal(file_dir(arena, "a"), ".");
	assert_string_equal(file_base("/a/b.c"), "b.c");
	assert_string_equal(file_base("b.c"), "b.c");
}

static void names_that_leave_a_folder_are_seen(void **state)
{
	(void)state;
	static const char *const outside[] = {"", "/", "/etc", "..", "../x", "a/../x", "a/..", ".",
		"./a", "a//b", "a/", "a\nb", "a\x7f"};
	static const char *const inside[] = {"a", "a/b", "..a", "a..", "a b", ".a", "\xC3\xA9"};
	for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++)
		assert_false(file_is_inside(str_z(outside[i])));
	for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
		assert_true(file_is_inside(str_z(inside[i])));
	assert_false(file_is_inside(str_n("a\0b", 3)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(errors_tell_missing_from_broken),
		cmocka_unit_test(a_failed_write_leaves_the_old_file_and_no_litter),
		cmocka_unit_test(a_file_has_the_mode_it_was_given),
		cmocka_unit_test(a_link_is_replaced_not_followed),
		cmocka_unit_test(folders_are_made_with_all_above),
		cmocka_unit_test(lists_are_sorted_and_know_suffixes),
		cmocka_unit_test(paths_are_joined_and_cut),
		cmocka_unit_test(names_that_leave_a_folder_are_seen),
	};
	return cmocka_run_group_tests_name("file", tests, make_folder, remove_folder);
}
