/* time_scan.c: takes dates, clock times and zone offsets off the front of a text. */
#include "base/time_internal.h"

static size_t count_digits(struct str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

bool time_take_digits(struct str *s, size_t min_digits, size_t max_digits, int *ret)
{
	size_t n = count_digits(*s);
	uint64_t v;
	if (n < min_digits || n > max_digits || !str_to_u64(str_cut(*s, 0, n), INT32_MAX, &v))
		return false;
	*s = str_cut(*s, n, s->n);
	*ret = (int)v;
	return true;
}

static bool take_ch(struct str *s, char c)
{
	if (!s->n || *s->p != c)
		return false;
	*s = str_cut(*s, 1, s->n);
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

bool time_take_date(struct str *s, struct civil *c)
{
	struct str rest = *s;
	int year, month, day;
	if (!time_take_digits(&rest, 4, 4, &year) || !take_ch(&rest, '-') ||
		!time_take_digits(&rest, 2, 2, &month) || !take_ch(&rest, '-') ||
		!time_take_digits(&rest, 2, 2, &day))
		return false;
	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
		return false;
	c->year = year;
	c->month = month;
	c->day = day;
	*s = rest;
	return true;
}

/* Monitoring systems write nanoseconds; digits after the sixth are dropped. */
static bool take_fraction(struct str *s, int *ret_us)
{
	size_t n = count_digits(*s);
	if (n < 1 || n > 9)
		return false;
	int us = 0;
	for (size_t i = 0; i < 6; i++)
		us = us * 10 + (i < n ? s->p[i] - '0' : 0);
	*s = str_cut(*s, n, s->n);
	*ret_us = us;
	return true;
}

bool time_take_clock(struct str *s, struct civil *c, enum precision *ret)
{
	struct str rest = *s;
	int hour, minute, second = 0, micro = 0;
	enum precision p = PREC_MIN;
	if (!time_take_digits(&rest, 1, 2, &hour) || !take_ch(&rest, ':') ||
		!time_take_digits(&rest, 2, 2, &minute))
		return false;
	if (take_ch(&rest, ':')) {
		if (!time_take_digits(&rest, 2, 2, &second))
			return false;
		p = PREC_S;
		if (take_ch(&rest, '.')) {
			if (!take_fraction(&rest, &micro))
				return false;
			p = PREC_US;
		}
	}
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	c->hour = hour;
	c->minute = minute;
	c->second = second;
	c->micro = micro;
	*ret = p;
	*s = rest;
	return true;
}

bool time_take_zone(struct str *s, int *ret_offset_min)
{
	struct str rest = *s;
	if (take_ch(&rest, 'Z') || take_ch(&rest, 'z')) {
		*ret_offset_min = 0;
		*s = rest;
		return true;
	}
	bool west = take_ch(&rest, '-');
	int hour, minute;
	if (!west && !take_ch(&rest, '+'))
		return false;
	if (!time_take_digits(&rest, 2, 2, &hour) || !take_ch(&rest, ':') ||
		!time_take_digits(&rest, 2, 2, &minute) || hour > 15 || minute > 59)
		return false;
	*ret_offset_min = (hour * 60 + minute) * (west ? -1 : 1);
	*s = rest;
	return true;
}
