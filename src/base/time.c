/* time.c: instants and civil fields: the calendar's arithmetic. */
#include "base/time.h"

static const char *const precision_names[] = {"us", "s", "m", "h", "d", "unknown"};

const char *precision_name(enum precision p)
{
	return precision_names[p];
}

bool precision_parse(struct str s, enum precision *ret)
{
	for (unsigned i = 0; i <= PREC_UNKNOWN; i++) {
		if (str_eq_z(s, precision_names[i])) {
			*ret = (enum precision)i;
			return true;
		}
	}
	return false;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/*
 * Days and dates by the usual trick: years start on 1 March, so that the leap day comes last and
 * the months' lengths repeat as 153 days in five; 400 years are an era of 146,097 days. Day 0 is
 * 1970-01-01, which lies 719,468 days after 0000-03-01.
 */
static int64_t days_from_date(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400), year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

static void date_from_days(int64_t days, struct civil *c)
{
	days += 719468;
	int64_t era = floor_div(days, 146097), day_of_era = days - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era -
			      (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t m = (5 * day_of_year + 2) / 153;
	c->day = (int)(day_of_year - (153 * m + 2) / 5 + 1);
	c->month = (int)(m < 10 ? m + 3 : m - 9);
	c->year = (int)(year_of_era + era * 400 + (c->month <= 2));
}

struct civil time_civil(instant at, int offset_min)
{
	struct civil c = {0};
	/* Split first, shift later: the first and last instants there are must not overflow. */
	int64_t days = floor_div(at, US_PER_DAY);
	int64_t us = at % US_PER_DAY + (at % US_PER_DAY < 0 ? US_PER_DAY : 0);
	us += offset_min * US_PER_MIN;
	days += floor_div(us, US_PER_DAY);
	us -= floor_div(us, US_PER_DAY) * US_PER_DAY;
	date_from_days(days, &c);
	c.hour = (int)(us / US_PER_H);
	c.minute = (int)(us / US_PER_MIN % 60);
	c.second = (int)(us / US_PER_S % 60);
	c.micro = (int)(us % US_PER_S);
	int64_t from_monday = (days + 3) % 7;
	c.weekday = (int)(from_monday < 0 ? from_monday + 7 : from_monday);
	return c;
}

instant time_from_civil(const struct civil *c, int offset_min)
{
	return days_from_date(c->year, c->month, c->day) * US_PER_DAY + c->hour * US_PER_H +
	       (c->minute - offset_min) * US_PER_MIN + c->second * US_PER_S + c->micro;
}
