/* test_blob.c: bytes go in and out of a folder by steps, whole or not at all, and what was altered is found. */
#include "support/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/folder.h"
#include "sys/blob.h"
#include "sys/file.h"

static struct arena *arena;
static const char *folder, *store;

static const char *in(const char *name)
{
	return file_join(arena, folder, name);
}

static int make_folder(void **state)
{
	(void)state;
	arena = arena_new();
	folder = folder_make(arena);
	store = in("j.evidence");
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	folder_remove(folder);
	arena_free(arena);
	return 0;
}

static const char *put(const char *name, struct str content)
{
	struct err err = {0};

	if (file_write(in(name), content, 0644, &err) != RC_OK)
		fail_msg("%s", err.text);
	return in(name);
}

/* To the end; the work is closed. */
static enum rc run(struct blob *b, struct hash *ret, struct err *err)
{
	bool done = false;
	enum rc rc = RC_OK;

	while (rc == RC_OK && !done)
		rc = blob_step(b, &done, err);
	if (rc == RC_OK && ret)
		*ret = *blob_hash(b);
	blob_close(b);
	return rc;
}

static struct hash keep(const char *file)
{
	struct hash h = {0};
	struct err err = {0};
	struct blob *b;

	if (blob_keep(store, file, 1 << 30, &b, &err) != RC_OK || run(b, &h, &err) != RC_OK)
		fail_msg("%s", err.text);
	return h;
}

/* Everything in the store, names of work in progress included. */
static size_t count_files(void)
{
	FILE *f = popen(arena_printf(arena, "find %s -type f | wc -l", store), "r");
	size_t n = 0;

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%zu", &n), 1);
	pclose(f);
	return n;
}

static unsigned mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 0777;
}

static struct str large(void)
{
	size_t n = 3 * BLOB_STEP + 77;
	char *p = arena_alloc(arena, n);

	for (size_t k = 0; k < n; k++)
		p[k] = (char)(k * 31 + k / 253);
	return str_n(p, n);
}

static void what_is_kept_comes_back(void **state)
{
	struct str text = large(), got;
	struct hash h = keep(put("a", text)), was = hash_bytes(text);
	const char *path = blob_path(arena, store, &h);
	struct err err = {0};
	struct blob *b;

	(void)state;
	assert_true(hash_eq(&h, &was));
	assert_int_equal(mode_of(store), 0700);
	assert_int_equal(mode_of(file_dir(arena, path)), 0700);
	assert_int_equal(mode_of(path), 0600);
	assert_int_equal(blob_check(store, &h, &b, &err), RC_OK);
	assert_int_equal(blob_total(b), text.n);
	assert_int_equal(run(b, NULL, &err), RC_OK);
	assert_int_equal(blob_get(store, &h, in("out"), &b, &err), RC_OK);
	assert_false(file_exists(in("out")));
	assert_int_equal(run(b, NULL, &err), RC_OK);
	assert_int_equal(file_read(arena, in("out"), 1 << 30, &got, &err), RC_OK);
	assert_true(str_eq(text, got));
	assert_int_equal(mode_of(in("out")), 0600);
}

static void the_same_bytes_are_stored_once(void **state)
{
	struct hash a = keep(put("a", STR("dump"))), b = keep(put("b", STR("dump")));
	struct hash c = keep(put("c", STR("")));

	(void)state;
	assert_true(hash_eq(&a, &b));
	assert_false(hash_eq(&a, &c));
	assert_int_equal(count_files(), 2);
}

static void a_copy_never_writes_over_a_file(void **state)
{
	struct hash h = keep(put("a", STR("dump")));
	struct err err = {0};
	struct blob *b;

	(void)state;
	put("out", STR("mine"));
	assert_int_equal(blob_get(store, &h, in("out"), &b, &err), RC_STATE);
	assert_int_equal(blob_get(store, &h, in("new"), &b, &err), RC_OK);
	put("new", STR("mine")); /* meanwhile */
	assert_int_equal(run(b, NULL, &err), RC_STATE);
	assert_int_equal(blob_get(store, &h, in("no/such"), &b, &err), RC_IO);
}

static void altered_and_missing_are_found(void **state)
{
	struct hash h = keep(put("a", STR("dump"))), none = {.b = {1}};
	struct err err = {0};
	struct blob *b;

	(void)state;
	assert_int_equal(blob_check(store, &none, &b, &err), RC_UNKNOWN);
	assert_int_equal(blob_check(in("nowhere"), &none, &b, &err), RC_UNKNOWN);
	assert_int_equal(file_write(blob_path(arena, store, &h), STR("dumb"), 0600, &err), RC_OK);
	assert_int_equal(blob_check(store, &h, &b, &err), RC_OK);
	assert_int_equal(run(b, NULL, &err), RC_CORRUPT);
	assert_int_equal(blob_get(store, &h, in("out"), &b, &err), RC_OK);
	assert_int_equal(run(b, NULL, &err), RC_CORRUPT);
	assert_false(file_exists(in("out")));
	assert_int_equal(blob_copy(store, &h, in("other"), &b, &err), RC_OK);
	assert_int_equal(run(b, NULL, &err), RC_CORRUPT);
	/* The same bytes once more make it sound again. */
	keep(put("b", STR("dump")));
	assert_int_equal(blob_copy(store, &h, in("other"), &b, &err), RC_OK);
	assert_int_equal(run(b, NULL, &err), RC_OK);
	assert_int_equal(blob_check(in("other"), &h, &b, &err), RC_OK);
	assert_int_equal(run(b, NULL, &err), RC_OK);
}

static void what_is_too_long_leaves_nothing(void **state)
{
	const char *file = put("a", large());
	struct err err = {0};
	struct blob *b;
	int ends[2];

	(void)state;
	assert_int_equal(blob_keep(store, file, BLOB_STEP, &b, &err), RC_LIMIT);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "12345678", 8), 8);
	close(ends[1]);
	assert_int_equal(
		blob_keep(store, arena_printf(arena, "/dev/fd/%d", ends[0]), 7, &b, &err), RC_OK);
	assert_int_equal(run(b, NULL, &err), RC_LIMIT);
	close(ends[0]);
	assert_int_equal(count_files(), 0);
}

static void what_is_broken_off_leaves_nothing(void **state)
{
	struct err err = {0};
	struct blob *b;
	bool done;

	(void)state;
	assert_int_equal(blob_keep(store, put("a", large()), 1 << 30, &b, &err), RC_OK);
	assert_int_equal(blob_step(b, &done, &err), RC_OK);
	assert_false(done);
	assert_int_equal(blob_bytes(b), BLOB_STEP);
	blob_close(b);
	assert_int_equal(count_files(), 0);
	/* What a killed process left under another name goes; what is being written stays. */
	assert_int_equal(file_mkdirs(store, 0700, &err), RC_OK);
	put("j.evidence/.0a1b2c3d.tmp", STR("half"));
	keep(put("b", STR("whole")));
	assert_int_equal(count_files(), 1);
}

static void a_pipe_waits_until_something_comes(void **state)
{
	struct err err = {0};
	struct blob *b;
	bool done = true;
	int fd;

	(void)state;
	assert_int_equal(mkfifo(in("pipe"), 0600), 0);
	assert_int_equal(blob_keep(store, in("pipe"), 100, &b, &err), RC_OK);
	fd = open(in("pipe"), O_WRONLY | O_NONBLOCK);
	assert_true(fd >= 0);
	assert_int_equal(blob_step(b, &done, &err), RC_OK);
	assert_false(done);
	assert_int_equal(write(fd, "abc", 3), 3);
	assert_int_equal(blob_step(b, &done, &err), RC_OK);
	assert_int_equal(blob_bytes(b), 3);
	close(fd);
	assert_int_equal(blob_step(b, &done, &err), RC_OK);
	assert_true(done);
	blob_close(b);
	assert_int_equal(count_files(), 1);
}

static void what_is_no_file_is_refused(void **state)
{
	struct err err = {0};
	struct blob *b;

	(void)state;
	assert_int_equal(blob_keep(store, in("none"), 100, &b, &err), RC_UNKNOWN);
	assert_int_equal(blob_keep(store, folder, 100, &b, &err), RC_STATE);
	assert_non_null(strstr(err.text, "tar c"));
	assert_int_equal(blob_keep(put("x", STR("")), put("a", STR("b")), 9, &b, &err), RC_IO);
	assert_int_equal(blob_keep(in("no/such/place"), in("a"), 9, &b, &err), RC_UNKNOWN);
	blob_close(NULL);
}

static void bytes_in_memory_are_kept_as_those_of_a_file(void **state)
{
	struct str bytes = large();
	struct hash one = keep(put("a", bytes)), two;
	struct err err = {0};
	struct blob *b;

	(void)state;
	assert_int_equal(blob_keep_bytes(in("other"), "a", bytes, &b, &err), RC_OK);
	assert_int_equal(blob_total(b), bytes.n);
	assert_int_equal(run(b, &two, &err), RC_OK);
	assert_true(hash_eq(&one, &two));
	assert_int_equal(blob_check(in("other"), &two, &b, &err), RC_OK);
	assert_int_equal(run(b, NULL, &err), RC_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_A_FOLDER(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
		IN_A_FOLDER(what_is_kept_comes_back),
		IN_A_FOLDER(the_same_bytes_are_stored_once),
		IN_A_FOLDER(a_copy_never_writes_over_a_file),
		IN_A_FOLDER(altered_and_missing_are_found),
		IN_A_FOLDER(what_is_too_long_leaves_nothing),
		IN_A_FOLDER(what_is_broken_off_leaves_nothing),
		IN_A_FOLDER(a_pipe_waits_until_something_comes),
		IN_A_FOLDER(what_is_no_file_is_refused),
		IN_A_FOLDER(bytes_in_memory_are_kept_as_those_of_a_file),
#undef IN_A_FOLDER
	};
	return cmocka_run_group_tests_name("blob", tests, NULL, NULL);
}
