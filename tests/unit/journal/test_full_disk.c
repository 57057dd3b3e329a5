/* test_full_disk.c: a full disk is told in words, loses nothing that was acknowledged, and is forgotten when space returns. */
#include "contract/journal_fixture.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

static enum rc append_one(struct fixture *f, size_t n)
{
	char body[2048];
	memset(body, 'x', sizeof body);
	memcpy(body, "{\"t\":\"", 6);
	memcpy(body + sizeof body - 3, "\"}", 3);
	struct event ev = fixture_note((int64_t)n, body);
	f->err = (struct err){0};
	return journal_append(f->j, NULL, &ev, 1, &f->err);
}

/* Appends until it is refused; the number of acknowledged records. */
static size_t fill_up(struct fixture *f, size_t have)
{
	enum rc rc = RC_OK;
	while ((rc = append_one(f, have)) == RC_OK)
		have++;
	assert_int_equal(rc, RC_IO);
	assert_string_equal(
		f->err.text, "the disk is full: nothing was recorded; free space and repeat");
	return have;
}

static void check_all_there(struct fixture *f, size_t n)
{
	assert_int_equal(fixture_head(f), n);
	fixture_verify(f, n);
}

static void write_ballast(const char *path, size_t size)
{
	FILE *p = fopen(path, "w");
	assert_non_null(p);
	for (size_t i = 0; i < size; i++)
		fputc('b', p);
	assert_int_equal(fclose(p), 0);
}

/* A disk of our own, seen by this process alone and gone with it. */
static bool mount_small_disk(const char *dir)
{
	int space = geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS;
	return unshare(space) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("tmpfs", dir, "tmpfs", 0, "size=2m,mode=0700") == 0;
}

static void a_full_disk(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, "sqlite");
	if (!mount_small_disk(f.dir)) {
		rmdir(f.dir);
		arena_free(f.arena);
		print_message("# mounting is not permitted here\n");
		skip();
	}
	const char *ballast = arena_printf(f.arena, "%s/ballast", f.dir);
	write_ballast(ballast, 512 * 1024);
	fixture_open(&f);
	size_t n = fill_up(&f, 0);
	assert_true(n > 20);
	check_all_there(&f, n);
	assert_int_equal(fill_up(&f, n), n); /* still refused, still alive */

	const char *copy = arena_printf(f.arena, "%s.copy", f.path);
	assert_int_equal(journal_backup(f.j, copy, NULL, NULL, &f.err), RC_IO);
	assert_int_equal(access(copy, F_OK), -1);

	unlink(ballast);
	size_t more = fill_up(&f, n);
	assert_true(more > n);
	check_all_there(&f, more);
	journal_close(f.j);
	fixture_open(&f);
	check_all_there(&f, more);
	journal_close(f.j);
	f.j = NULL;
	umount2(f.dir, MNT_DETACH);
	fixture_clear(&f);
}

/* The same by a limit on the size of files: the write itself fails instead of the disk. */
static void a_file_that_may_not_grow(void **state)
{
	(void)state;
	struct fixture f;
	struct rlimit old, small;
	fixture_init(&f, "sqlite");
	fixture_open(&f);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 512 * 1024;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	size_t n = fill_up(&f, 0);
	size_t again = fill_up(&f, n);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_true(n > 20);
	assert_int_equal(again, n);
	check_all_there(&f, n);
	assert_int_equal(append_one(&f, n), RC_OK);
	check_all_there(&f, n + 1);
	journal_close(f.j);
	fixture_open(&f);
	check_all_there(&f, n + 1);
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_that_may_not_grow),
		cmocka_unit_test(a_full_disk),
	};
	return cmocka_run_group_tests_name("full_disk", tests, NULL, NULL);
}
