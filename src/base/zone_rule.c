/* zone_rule.c: POSIX TZ strings: yearly clock changes for ever. */
#include "base/zone_internal.h"

static bool take_ch(struct str *s, char c)
{
	if (!s->n || *s->p != c)
		return false;
	*s = str_cut(*s, 1, s->n);
	return true;
}

static bool take_number(struct str *s, int max, int *ret)
{
	size_t n = 0;
	while (n < s->n && n < 4 && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	uint64_t v;
	if (!str_to_u64(str_cut(*s, 0, n), (uint64_t)max, &v))
		return false;
	*s = str_cut(*s, n, s->n);
	*ret = (int)v;
	return true;
}

/* Three or more letters, or anything between < and >. */
static bool skip_name(struct str *s)
{
	if (take_ch(s, '<')) {
		ptrdiff_t end = str_find_ch(*s, '>');
		if (end < 1)
			return false;
		*s = str_cut(*s, (size_t)end + 1, s->n);
		return true;
	}
	size_t n = 0;
	while (n < s->n && ((s->p[n] | 0x20) >= 'a' && (s->p[n] | 0x20) <= 'z'))
		n++;
	*s = str_cut(*s, n, s->n);
	return n >= 3;
}

/* [+-]h[:mm[:ss]] as seconds. */
static bool take_hms(struct str *s, int *ret)
{
	bool negative = take_ch(s, '-');
	if (!negative)
		take_ch(s, '+');
	int h, m = 0, sec = 0;
	if (!take_number(s, 167, &h))
		return false;
	if (take_ch(s, ':') && !take_number(s, 59, &m))
		return false;
	if (take_ch(s, ':') && !take_number(s, 59, &sec))
		return false;
	int v = h * 3600 + m * 60 + sec;
	*ret = negative ? -v : v;
	return true;
}

static bool take_day(struct str *s, struct zone_change *c)
{
	if (take_ch(s, 'M')) {
		c->how = CHANGE_MONTH_WEEK_DAY;
		return take_number(s, 12, &c->month) && c->month >= 1 && take_ch(s, '.') &&
		       take_number(s, 5, &c->week) && c->week >= 1 && take_ch(s, '.') &&
		       take_number(s, 6, &c->weekday);
	}
	if (take_ch(s, 'J')) {
		c->how = CHANGE_JULIAN;
		return take_number(s, 365, &c->day) && c->day >= 1;
	}
	c->how = CHANGE_DAY;
	return take_number(s, 365, &c->day);
}

static bool take_change(struct str *s, struct zone_change *c)
{
	c->second = 2 * 3600;
	if (!take_ch(s, ',') || !take_day(s, c))
		return false;
	return !take_ch(s, '/') || take_hms(s, &c->second);
}

bool zone_rule_parse(struct str text, struct zone_rule *ret)
{
	struct zone_rule r = {0};
	int west;
	if (!skip_name(&text) || !take_hms(&text, &west))
		return false;
	r.winter_s = -west;
	if (text.n) {
		r.has_summer = true;
		r.summer_s = r.winter_s + 3600;
		if (!skip_name(&text))
			return false;
		if (text.n && *text.p != ',') {
			if (!take_hms(&text, &west))
				return false;
			r.summer_s = -west;
		}
		if (!take_change(&text, &r.to_summer) || !take_change(&text, &r.to_winter) ||
			text.n)
			return false;
	}
	*ret = r;
	return true;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Midnight, in seconds of local wall time counted as if it were UTC, of the day the change falls
 * on. */
static int64_t change_day_s(const struct zone_change *c, int year)
{
	struct civil first = {.year = year, .month = 1, .day = 1};
	int64_t day_s = 24 * 3600;
	if (c->how != CHANGE_MONTH_WEEK_DAY) {
		int skip = c->day;
		if (c->how == CHANGE_JULIAN) /* never counts 29 February */
			skip = c->day - 1 + (is_leap(year) && c->day >= 60);
		return time_from_civil(&first, 0) / US_PER_S + skip * day_s;
	}
	first.month = c->month;
	instant month = time_from_civil(&first, 0);
	int sunday_first = (time_civil(month, 0).weekday + 1) % 7;
	int day = (c->weekday - sunday_first + 7) % 7 + (c->week - 1) * 7;
	/* Week 5 means the last one, which in some months is the fourth. */
	instant at = month + day * US_PER_DAY;
	if (time_civil(at, 0).month != c->month)
		at -= 7 * US_PER_DAY;
	return at / US_PER_S;
}

int zone_rule_offset_s(const struct zone_rule *r, instant at)
{
	if (!r->has_summer)
		return r->winter_s;
	int64_t now = at / US_PER_S - (at % US_PER_S < 0);
	int year = time_civil(at + r->winter_s * US_PER_S, 0).year;
	int64_t begin = change_day_s(&r->to_summer, year) + r->to_summer.second - r->winter_s;
	int64_t end = change_day_s(&r->to_winter, year) + r->to_winter.second - r->summer_s;
	bool summer = begin < end ? now >= begin && now < end : now >= begin || now < end;
	return summer ? r->summer_s : r->winter_s;
}
