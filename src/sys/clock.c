/* clock.c: the only place that asks what time it is. */
#include "sys/clock.h"

/* Where a set clock starts: decided at the first call and the same for the whole life of the process. */
static struct {
	bool known;
	duration
		ahead; /* of the wall clock's start, added to the monotonic clock; 0 when not set */
	bool set;
} chosen;

static int64_t read_us(clockid_t id)
{
	struct timespec ts;
	clock_gettime(id, &ts);
	return ts.tv_sec * US_PER_S + ts.tv_nsec / 1000;
}

static void choose(void)
{
	const char *text = getenv("WARROOM_CLOCK");
	instant start;
	chosen.known = true;
	if (!text || !time_from_iso(str_z(text), &start) || start == INSTANT_NONE)
		return;
	chosen.set = true;
	chosen.ahead = start - read_us(CLOCK_MONOTONIC);
}

instant clock_now(void)
{
	if (!chosen.known)
		choose();
	return chosen.set ? read_us(CLOCK_MONOTONIC) + chosen.ahead : read_us(CLOCK_REALTIME);
}

duration clock_mono(void)
{
	return read_us(CLOCK_MONOTONIC);
}
