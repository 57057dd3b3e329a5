/* time_format.c: clock times and elapsed times as people read them. */
#include "base/time.h"

const char *time_hm(struct arena *a, instant at, int offset_min)
{
	if (at == INSTANT_NONE)
		return "?";
	struct civil c = time_civil(at, offset_min);
	return arena_printf(a, "%02d:%02d", c.hour, c.minute);
}

const char *time_hms(struct arena *a, instant at, int offset_min)
{
	if (at == INSTANT_NONE)
		return "?";
	struct civil c = time_civil(at, offset_min);
	return arena_printf(a, "%02d:%02d:%02d", c.hour, c.minute, c.second);
}

/* Whole seconds without the sign; works for the most negative value too. */
static unsigned long long whole_seconds(duration d)
{
	uint64_t us = d < 0 ? -(uint64_t)d : (uint64_t)d;
	return us / US_PER_S;
}

static const char *sign(duration d)
{
	return d < 0 && whole_seconds(d) ? "-" : "";
}

const char *time_elapsed(struct arena *a, duration d)
{
	unsigned long long s = whole_seconds(d);
	return arena_printf(a, "%s%llu:%02llu:%02llu", sign(d), s / 3600, s / 60 % 60, s % 60);
}

const char *duration_clock(struct arena *a, duration d)
{
	unsigned long long s = whole_seconds(d);
	if (s >= 3600)
		return time_elapsed(a, d);
	return arena_printf(a, "%s%02llu:%02llu", sign(d), s / 60, s % 60);
}

const char *duration_short(struct arena *a, duration d)
{
	unsigned long long s = whole_seconds(d), m = s / 60, h = m / 60;
	if (s < 60)
		return arena_printf(a, "%s%llus", sign(d), s);
	if (h == 0)
		return arena_printf(a, "%s%llum", sign(d), m);
	if (h < 24)
		return m % 60 ? arena_printf(a, "%s%lluh%02llum", sign(d), h, m % 60)
			      : arena_printf(a, "%s%lluh", sign(d), h);
	return h % 24 ? arena_printf(a, "%s%llud%lluh", sign(d), h / 24, h % 24)
		      : arena_printf(a, "%s%llud", sign(d), h / 24);
}
