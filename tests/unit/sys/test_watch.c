/* test_watch.c: a write, a birth and a death are noticed; what happens beside the file is not. */
#include "support/test.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/watch.h"

struct place {
	char folder[64], file[96], wal[96], other[96];
	struct watch *w;
};

static void put(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "x", 1), 1);
	close(fd);
}

static bool woken(const struct place *p)
{
	struct pollfd f = {.fd = watch_fd(p->w), .events = POLLIN};

	return poll(&f, 1, 0) > 0; /* the kernel queues the event before the write returns */
}

static int set_up(void **state)
{
	static struct place p;
	struct err err;

	snprintf(p.folder, sizeof p.folder, "/tmp/warroom-watch-XXXXXX");
	assert_non_null(mkdtemp(p.folder));
	snprintf(p.file, sizeof p.file, "%s/j.db", p.folder);
	snprintf(p.wal, sizeof p.wal, "%s/j.db-wal", p.folder);
	snprintf(p.other, sizeof p.other, "%s/other", p.folder);
	put(p.file);
	put(p.other);
	assert_int_equal(watch_new(p.file, &p.w, &err), RC_OK);
	*state = &p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;

	watch_free(p->w);
	unlink(p->file);
	unlink(p->wal);
	unlink(p->other);
	return rmdir(p->folder);
}

static void a_write_is_noticed(void **state)
{
	struct place *p = *state;

	assert_false(woken(p));
	put(p->file);
	assert_true(woken(p));
	assert_true(watch_drain(p->w));
	assert_false(woken(p));
}

static void a_file_made_later_is_noticed(void **state)
{
	struct place *p = *state;

	put(p->wal);
	assert_true(watch_drain(p->w));
	put(p->wal);
	assert_true(watch_drain(p->w));
}

static void a_removal_is_noticed(void **state)
{
	struct place *p = *state;

	unlink(p->file);
	assert_true(watch_drain(p->w));
}

static void a_neighbour_does_not_wake(void **state)
{
	struct place *p = *state;

	put(p->other);
	assert_false(woken(p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_write_is_noticed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_file_made_later_is_noticed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_removal_is_noticed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_neighbour_does_not_wake, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
