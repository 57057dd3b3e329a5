/* clock.c: the only place that asks what time it is. */
#include "sys/clock.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where a set clock starts: decided at the first call and the same for the whole life of the process. */
static struct {
	bool known;
	duration
		ahead; /* of the wall clock's start, added to the monotonic clock; 0 when not set */
	bool set;
	const volatile int64_t *moved; /* shared with who moves the clock; NULL: nobody does */
	bool sleeps;                   /* who moves the clock tells of suspensions as well */
} chosen;

static int64_t read_us(clockid_t id)
{
	struct timespec ts;
	clock_gettime(id, &ts);
	return ts.tv_sec * US_PER_S + ts.tv_nsec / 1000;
}

static const volatile int64_t *map_moves(const char *file, bool *ret_sleeps)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *p = MAP_FAILED;
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && st.st_size >= (off_t)sizeof(int64_t)) {
		*ret_sleeps = st.st_size >= 2 * (off_t)sizeof(int64_t);
		p = mmap(NULL, 2 * sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);
	}
	close(fd);
	return p == MAP_FAILED ? NULL : p;
}

static void choose(void)
{
	const char *text = getenv("WARROOM_CLOCK");
	instant start;
	chosen.known = true;
	if (text && text[0] == '@')
		chosen.moved = map_moves(text + 1, &chosen.sleeps);
	if (!text || !time_from_iso(str_z(text), &start) || start == INSTANT_NONE)
		return;
	chosen.set = true;
	chosen.ahead = start - read_us(CLOCK_MONOTONIC);
}

instant clock_now(void)
{
	if (!chosen.known)
		choose();
	if (chosen.moved)
		return read_us(CLOCK_REALTIME) + *chosen.moved;
	return chosen.set ? read_us(CLOCK_MONOTONIC) + chosen.ahead : read_us(CLOCK_REALTIME);
}

duration clock_slept(void)
{
	duration told;

	if (!chosen.known)
		choose();
	told = chosen.moved && chosen.sleeps ? chosen.moved[1] : 0;
	return read_us(CLOCK_BOOTTIME) - read_us(CLOCK_MONOTONIC) + told;
}

duration clock_mono(void)
{
	return read_us(CLOCK_MONOTONIC);
}
