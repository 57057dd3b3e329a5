/* time_iso.c: the stored form of an instant: ISO 8601 in UTC. */
#include "base/time_internal.h"

static const char *iso_zoned(struct arena *a, instant at, enum precision p)
{
	struct civil c = time_civil(at, 0);
	const char *date = arena_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
	switch (p) {
	case PREC_DAY:
		return date;
	case PREC_H:
		return arena_printf(a, "%sT%02dZ", date, c.hour);
	case PREC_MIN:
		return arena_printf(a, "%sT%02d:%02dZ", date, c.hour, c.minute);
	case PREC_US:
		if (c.micro)
			return arena_printf(a, "%sT%02d:%02d:%02d.%06dZ", date, c.hour, c.minute,
				c.second, c.micro);
		break;
	case PREC_S:
	case PREC_UNKNOWN:
		break;
	}
	return arena_printf(a, "%sT%02d:%02d:%02dZ", date, c.hour, c.minute, c.second);
}

const char *time_iso(struct arena *a, instant at)
{
	return time_iso_prec(a, at, PREC_US);
}

const char *time_iso_prec(struct arena *a, instant at, enum precision p)
{
	return at == INSTANT_NONE || p == PREC_UNKNOWN ? "?" : iso_zoned(a, at, p);
}

bool time_from_iso(struct str s, instant *ret)
{
	if (str_eq_z(s, "?")) {
		*ret = INSTANT_NONE;
		return true;
	}
	struct civil c = {0};
	enum precision p;
	int offset_min;
	if (!time_take_date(&s, &c) || !s.n || (*s.p != 'T' && *s.p != 't'))
		return false;
	s = str_cut(s, 1, s.n);
	if (!time_take_clock(&s, &c, &p) || p == PREC_MIN || !time_take_zone(&s, &offset_min) ||
		s.n)
		return false;
	*ret = time_from_civil(&c, offset_min);
	return true;
}
