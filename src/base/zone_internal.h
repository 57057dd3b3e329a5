/* zone_internal.h: the rule that stands at the end of a zone file and tells all later clock
 * changes. */
#ifndef BASE_ZONE_INTERNAL_H
#define BASE_ZONE_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

/* One yearly change: Mm.w.d, Jn or n of POSIX TZ strings, at `second` of that local day. */
struct zone_change {
	enum { CHANGE_MONTH_WEEK_DAY, CHANGE_JULIAN, CHANGE_DAY } how;
	int month, week, weekday; /* weekday 0 = Sunday, as POSIX counts */
	int day;
	int second; /* may be negative or over a day */
};

struct zone_rule {
	bool has_summer;
	int winter_s, summer_s; /* seconds east of UTC */
	struct zone_change to_summer, to_winter;
};

/* Reads a POSIX TZ string such as CET-1CEST,M3.5.0,M10.5.0/3. False leaves *ret alone. */
bool zone_rule_parse(struct str text, struct zone_rule *ret);
int zone_rule_offset_s(const struct zone_rule *r, instant at);

#endif
