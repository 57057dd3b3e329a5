/* time_iso.c: the stored form of an instant: ISO 8601 in UTC. */
#include "base/time_internal.h"

/* Exports are full of times: digits are put by hand, which takes a tenth of what a format takes. */
static char *put(char *to, int v, int digits)
{
	for (int i = digits; i-- > 0; v /= 10)
		to[i] = (char)('0' + v % 10);
	return to + digits;
}

static char *put_after(char *to, char before, int v, int digits)
{
	*to = before;
	return put(to + 1, v, digits);
}

static char *put_date(char *to, size_t room, const struct civil *c)
{
	bool usual = c->year >= 0 && c->year <= 9999;
	to = usual ? put(to, c->year, 4) : to + snprintf(to, room, "%04d", c->year);
	to = put_after(to, '-', c->month, 2);
	return put_after(to, '-', c->day, 2);
}

static const char *iso_zoned(struct arena *a, instant at, enum precision p)
{
	struct civil c = time_civil(at, 0);
	char text[64], *to = put_date(text, sizeof text / 2, &c);
	if (p != PREC_DAY)
		to = put_after(to, 'T', c.hour, 2);
	if (p != PREC_DAY && p != PREC_H)
		to = put_after(to, ':', c.minute, 2);
	if (p == PREC_S || p == PREC_US || p == PREC_UNKNOWN)
		to = put_after(to, ':', c.second, 2);
	if (p == PREC_US && c.micro)
		to = put_after(to, '.', c.micro, 6);
	if (p != PREC_DAY)
		*to++ = 'Z';
	*to = '\0';
	return arena_strdup(a, text);
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
