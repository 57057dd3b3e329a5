/* clock.c: local times of a log into instants, with the day carried on and doubled hours marked. */
#include "feed_internal.h"

void feed_clock_start(struct feed_clock *c, instant day)
{
	c->last_minute = 0;
	if (day == INSTANT_NONE)
		return;
	c->day = time_civil(day, zone_offset_min(c->zone, day));
	c->has_day = true;
}

void feed_clock_day(struct feed_clock *c, int year, int month, int day, int minute)
{
	c->day = (struct civil){.year = year, .month = month, .day = day};
	c->has_day = true;
	c->second_pass = false;
	c->last_minute = minute;
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
	instant utc = time_from_civil(local, 0);
	int before = zone_offset_min(c->zone, utc - US_PER_DAY);
	int after = zone_offset_min(c->zone, utc + US_PER_DAY);
	instant early = time_from_civil(local, before), late = time_from_civil(local, after);
	bool early_holds = zone_offset_min(c->zone, early) == before;
	bool late_holds = zone_offset_min(c->zone, late) == after;

	row->ambiguous = before != after && early_holds == late_holds;
	c->second_pass = row->ambiguous && early_holds && (c->second_pass || back);
	row->at = (early_holds || !late_holds) && !c->second_pass ? early : late;
}

enum rc feed_clock_time(struct feed_clock *c, int hour, int minute, int second,
	struct feed_row *row, struct err *err)
{
	int now = hour * 60 + minute;
	bool back = now < c->last_minute;
	struct civil local;

	if (!c->has_day)
		return err_set(err, RC_USAGE,
			"line %lu: no day is known yet: the log starts in the middle", row->line);
	if (hour > 23 || minute > 59 || second > 60 || hour < 0 || minute < 0 || second < 0)
		return err_set(
			err, RC_USAGE, "line %lu: %d:%d is no time", row->line, hour, minute);
	if (c->last_minute - now > 12 * 60)
		next_day(c);
	c->last_minute = now;
	local = c->day;
	local.hour = hour;
	local.minute = minute;
	local.second = second;
	local.micro = 0;
	resolve(c, &local, back, row);
	return RC_OK;
}
