/* test_clock_moved.c: who writes the file moves the wall clock of whoever reads it, forward and back. */
#include "support/test.h"

#include <fcntl.h>
#include <unistd.h>

#include "support/folder.h"
#include "sys/clock.h"

static void move_to(int fd, int64_t us)
{
	assert_int_equal(pwrite(fd, &us, sizeof us, 0), sizeof us);
}

static void the_clock_follows_the_file(void **state)
{
	struct arena *a = arena_new();
	const char *folder = folder_make(a);
	char path[300], wish[320];
	int fd;
	instant before, hour_later;

	(void)state;
	snprintf(path, sizeof path, "%s/moved", folder);
	snprintf(wish, sizeof wish, "@%s", path);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	move_to(fd, 0);
	setenv("WARROOM_CLOCK", wish, 1);
	before = clock_now();
	move_to(fd, US_PER_H);
	hour_later = clock_now();
	assert_true(hour_later - before >= US_PER_H);
	assert_true(hour_later - before < US_PER_H + 10 * US_PER_MIN);
	move_to(fd, -US_PER_DAY);
	assert_true(clock_now() < before);
	close(fd);
	folder_remove(folder);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_clock_follows_the_file)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
