/* clock.c: local times of a log into instants, with the day carried on and doubled hours marked. */
#include "feed_internal.h"

enum { HALF_DAY = 12 * 60 };

void feed_clock_start(struct feed_clock *c, const struct feed_told *told)
{
	*c = (struct feed_clock){.told = told,
		/* A file is often named by the day on which it was put away: that tells no year of what is in it. */
		.has_year = told->year && !told->date_named,
		.has_day = told->day != 0,
		.day = {.year = told->year, .month = told->month, .day = told->day},
		.last_minute = -1,
		.afternoon = told->hours == FEED_HOURS_PM,
		.before = INSTANT_NONE};
}

static bool is_day(const struct civil *c)
{
	struct civil back;

	if (c->month < 1 || c->month > 12 || c->day < 1 || c->day > 31 || c->year < 1 ||
		c->year > 9999)
		return false;
	back = time_civil(
		time_from_civil(
			&(struct civil){.year = c->year, .month = c->month, .day = c->day}, 0),
		0);
	return back.day == c->day && back.month == c->month;
}

void feed_clock_day(struct feed_clock *c, const struct feed_time *day)
{
	if (!is_day(&day->local))
		return;
	c->day = day->local;
	c->has_day = c->has_year = c->named = true;
	c->second_pass = false;
	c->last_minute = day->parts & FEED_HOUR ? day->local.hour * 60 + day->local.minute : -1;
}

static void next_day(struct feed_clock *c)
{
	instant noon = time_from_civil(
		&(struct civil){
			.year = c->day.year, .month = c->day.month, .day = c->day.day, .hour = 12},
		0);

	c->day = time_civil(noon + US_PER_DAY, 0);
}

/* Both offsets around the time are tried: two that hold mean a doubled hour, none a missing one. A log runs forward:
 * when it steps back inside the doubled hour, the second pass has begun. */
static void resolve(
	struct feed_clock *c, const struct civil *local, bool back, struct feed_row *row)
{
	const struct zone *z = c->told->rules;
	instant utc = time_from_civil(local, 0);
	int64_t day = utc / US_PER_DAY;
	int before, after;
	instant early, late;
	bool early_holds, late_holds;

	if (c->has_plain && c->plain_day == day) {
		row->at = utc - c->plain_offset * US_PER_MIN;
		return;
	}
	before = zone_offset_min(z, day * US_PER_DAY - US_PER_DAY);
	after = zone_offset_min(z, day * US_PER_DAY + 2 * US_PER_DAY);
	c->has_plain = before == after && utc > 0;
	c->plain_day = day;
	c->plain_offset = before;
	early = time_from_civil(local, before);
	late = time_from_civil(local, after);
	early_holds = zone_offset_min(z, early) == before;
	late_holds = zone_offset_min(z, late) == after;
	row->ambiguous = before != after && early_holds == late_holds;
	c->second_pass = row->ambiguous && early_holds && (c->second_pass || back);
	row->at = (early_holds || !late_holds) && !c->second_pass ? early : late;
}

/* Twelve hours: going back by half of them is the other half of the day. */
static int of_twelve(struct feed_clock *c, int minute)
{
	int now = minute % HALF_DAY;
	int last = c->last_minute % HALF_DAY;

	if (c->last_minute >= 0 && last - now > HALF_DAY / 2) {
		c->afternoon = !c->afternoon;
		if (!c->afternoon && c->has_day)
			next_day(c);
	}
	return now + (c->afternoon ? HALF_DAY : 0);
}

static void watch_hours(struct feed_clock *c, int hour, bool full)
{
	if (!full) {
		c->zero_or_late |= hour == 0 || hour > 12;
		c->turned |= c->last_hour == 12 && hour == 1;
		c->last_hour = hour;
	}
}

/* The time of day as it is written, and the day that the log is in. False: no time of day. */
static bool local_time(
	struct feed_clock *c, const struct feed_time *t, struct civil *ret, bool *back)
{
	int now = t->local.hour * 60 + t->local.minute;
	enum feed_hours hours = c->told->hours;

	if (t->local.hour > 23 || t->local.minute > 59 || t->local.second > 60)
		return false;
	*back = now < c->last_minute;
	watch_hours(c, t->local.hour, t->parts & FEED_DAY);
	if (!(t->parts & FEED_DAY)) {
		if (hours == FEED_HOURS_AM || hours == FEED_HOURS_PM) {
			if (t->local.hour > 12 || !t->local.hour)
				return false;
			now = of_twelve(c, now);
		} else if (c->last_minute - now > HALF_DAY && c->has_day) {
			next_day(c);
		}
	}
	c->last_minute = now;
	*ret = c->day;
	ret->hour = now / 60;
	ret->minute = now % 60;
	ret->second = t->local.second;
	ret->micro = t->local.micro;
	return true;
}

/* A day without a year: the year told, one more when the log went from December to January, and one less again for a
 * straggler of December. */
static int year_of(const struct feed_clock *c, const struct feed_time *t)
{
	bool begun = c->has_day && c->last_minute >= 0;

	if (t->parts & FEED_YEAR)
		return t->local.year;
	if (begun && t->local.month < c->day.month - 6)
		return c->day.year + 1;
	return begun && t->local.month > c->day.month + 6 ? c->day.year - 1 : c->day.year;
}

static bool take_day(struct feed_clock *c, const struct feed_time *t)
{
	int year = year_of(c, t);

	if (c->day.year == year && c->day.month == t->local.month && c->day.day == t->local.day &&
		c->has_day)
		return true;
	if (!is_day(&(struct civil){.year = year, .month = t->local.month, .day = t->local.day}))
		return false;
	c->day = (struct civil){.year = year, .month = t->local.month, .day = t->local.day};
	c->has_day = c->has_year = true;
	c->named |= (t->parts & FEED_YEAR) != 0;
	c->last_minute = -1;
	c->second_pass = false;
	return true;
}

static enum precision precision_of(unsigned parts)
{
	if (parts & FEED_MICRO)
		return PREC_US;
	if (parts & FEED_SECOND)
		return PREC_S;
	if (parts & FEED_MINUTE)
		return PREC_MIN;
	return parts & FEED_HOUR ? PREC_H : PREC_DAY;
}

static struct str offset_name(int minutes, char room[8])
{
	int n = minutes < 0 ? -minutes : minutes;

	if (!minutes)
		return STR("Z");
	snprintf(room, 8, "%c%02d:%02d", minutes < 0 ? '-' : '+', n / 60 % 100, n % 60);
	return str_z(room);
}

static enum feed_placed carried(struct feed_clock *c, struct feed_row *row)
{
	row->at = c->before;
	row->precision = PREC_UNKNOWN;
	row->assumed |= FEED_CARRIED;
	return PLACED;
}

static enum feed_placed place_local(struct feed_clock *c, struct feed_row *row)
{
	const struct feed_time *t = &row->time;
	struct civil local;
	bool back;

	if (!(t->parts & FEED_DAY) && !c->has_day)
		return NO_DAY;
	if ((t->parts & FEED_DAY) && !(t->parts & FEED_YEAR) && !c->has_year)
		return NO_YEAR;
	if (!(t->parts & FEED_OFFSET) && !c->told->zone.n)
		return NO_ZONE;
	if (((t->parts & FEED_DAY) && !take_day(c, t)) || !local_time(c, t, &local, &back))
		return NO_TIME;
	row->precision = precision_of(t->parts);
	if (row->precision == PREC_DAY) {
		/* A day stands at its beginning in UTC, so that it is shown as the day that was said. */
		row->at = time_from_civil(&local, 0);
		row->zone = t->parts & FEED_OFFSET ? STR("Z") : c->told->zone;
		row->assumed |= t->parts & FEED_OFFSET ? 0u : FEED_ZONE_TOLD;
	} else if (t->parts & FEED_OFFSET) {
		row->at = time_from_civil(&local, t->offset_min);
		row->zone = offset_name(t->offset_min, row->zone_room);
	} else {
		resolve(c, &local, back, row);
		row->zone = c->told->zone;
		row->assumed |= FEED_ZONE_TOLD;
	}
	if (!c->named)
		row->assumed |= c->told->date_named ? FEED_DATE_NAMED : FEED_DATE_TOLD;
	if (!(t->parts & FEED_DAY) && c->told->hours >= FEED_HOURS_AM)
		row->assumed |= FEED_HALF_TOLD;
	return PLACED;
}

enum feed_placed feed_clock_place(struct feed_clock *c, struct feed_row *row)
{
	enum feed_placed placed = PLACED;

	row->assumed = 0;
	row->ambiguous = false;
	row->zone = (struct str){0};
	if (row->time.parts & FEED_EPOCH) {
		row->at = row->time.epoch;
		row->precision = precision_of(row->time.parts);
		row->zone = STR("Z");
	} else if (!(row->time.parts & (FEED_HOUR | FEED_DAY))) {
		return carried(c, row);
	} else {
		placed = place_local(c, row);
	}
	if (placed != PLACED)
		return placed;
	row->at -= c->told->ahead;
	c->before = row->at;
	return PLACED;
}

bool feed_date_in_name(struct str name, struct feed_told *told)
{
	for (size_t n = 0; n + 8 <= name.n; n++) {
		struct str at = str_cut(name, n, name.n);
		struct feed_time t = {0};

		if (n && name.p[n - 1] >= '0' && name.p[n - 1] <= '9')
			continue;
		if (!cut_date(&at, &t) && (!cut_number(&at, 4, 4, &t.local.year) ||
						  !cut_number(&at, 2, 2, &t.local.month) ||
						  !cut_number(&at, 2, 2, &t.local.day)))
			continue;
		if (!is_day(&t.local) || (at.n && at.p[0] >= '0' && at.p[0] <= '9') ||
			t.local.year < 1970)
			continue;
		told->year = t.local.year;
		told->month = t.local.month;
		told->day = t.local.day;
		told->date_named = true;
		return true;
	}
	return false;
}
