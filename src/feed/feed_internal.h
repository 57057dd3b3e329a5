/* feed_internal.h: what the log formats share: the clock of a log that says little about time. */
#ifndef FEED_FEED_INTERNAL_H
#define FEED_FEED_INTERNAL_H

#include "feed/feed.h"

/* The day a log is in, and the last time of day seen: more than twelve hours back is the next day. */
struct feed_clock {
	const struct zone *zone;
	bool has_day;
	struct civil day;
	int last_minute;
	bool second_pass; /* of an hour that a clock change doubles */
};

void feed_clock_start(struct feed_clock *c, instant day); /* INSTANT_NONE: the log must say it */
/* minute: of the day, as the control line tells it; 0 when it tells none. */
void feed_clock_day(struct feed_clock *c, int year, int month, int day, int minute);
/* Fills row->at and row->ambiguous. RC_USAGE when no day is known or the numbers are no time. */
enum rc feed_clock_time(struct feed_clock *c, int hour, int minute, int second,
	struct feed_row *row, struct err *err);

#define FEED(name) extern const struct feed feed_##name;
#include "registry_feeds.h"
#undef FEED

#endif
