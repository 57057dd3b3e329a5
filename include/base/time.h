/* time.h: instants, durations and stamps as values: parse, format, compare; never reads a clock. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

typedef int64_t instant;  /* microseconds since 1970-01-01T00:00:00Z, leap seconds not counted */
typedef int64_t duration; /* microseconds */

#define INSTANT_NONE INT64_MIN /* unknown */
#define US_PER_S     INT64_C(1000000)
#define US_PER_MIN   (60 * US_PER_S)
#define US_PER_H     (60 * US_PER_MIN)
#define US_PER_DAY   (24 * US_PER_H)

/* How exactly an instant is known. Wire names: us s m h d unknown. */
enum precision { PREC_US, PREC_S, PREC_MIN, PREC_H, PREC_DAY, PREC_UNKNOWN };
const char *precision_name(enum precision p);
bool precision_parse(struct str s, enum precision *ret);

/* A time zone as data: parsed from TZif bytes, or fixed. Zero is UTC. Borrowed by whoever holds a
 * pointer. */
struct zone;
enum rc zone_parse(struct arena *a, const char *name, struct str tzif, const struct zone **ret,
	struct err *err);
const struct zone *zone_fixed(struct arena *a, int offset_min);
int zone_offset_min(const struct zone *z, instant at); /* NULL is UTC */
const char *zone_name(const struct zone *z);           /* "UTC", "+01:00", "Europe/Berlin" */

/* Civil fields of an instant at an offset. */
struct civil {
	int year, month, day, hour, minute, second, micro, weekday; /* weekday 0 = Monday */
};
struct civil time_civil(instant at, int offset_min);
instant time_from_civil(const struct civil *c, int offset_min);

/* What a person said about when. */
struct stamp {
	instant at;
	enum precision precision;
	int offset_min;  /* zone in which it was said */
	bool zone_given; /* said by the person, not assumed */
};

enum time_want { TIME_RECORD, TIME_PROMISE }; /* 14:02 means nearest past / nearest future */

struct time_ctx {
	instant now;
	instant zero;            /* start of impact for T+..., INSTANT_NONE when not known */
	const struct zone *zone; /* zone shown in the header; NULL is UTC */
	enum time_want want;
};

/*
 * Time grammar of the language: now | hh:mm[:ss][zone] | date[Thh:mm[:ss][zone]] | -dur | +dur |
 * T+(n | h:mm | dur) | weekday | today | tomorrow | yesterday | "?" (INSTANT_NONE, PREC_UNKNOWN).
 * hh:mm is the nearest one before now for a record, after now for a promise. A day alone (PREC_DAY)
 * is its first instant for a record and its last second for a promise. Refused with RC_USAGE: a
 * future time for a record, a past one for a promise, a local time that a clock change doubles or
 * skips (the message names the readings to pick from). T+ without a known zero: RC_STATE.
 */
enum rc time_parse(struct str s, const struct time_ctx *ctx, struct stamp *ret, struct err *err);
/*
 * True when a word is written like a time, right or wrong, so that an optional first time can be
 * told from text. Weekdays and "tomorrow" begin ordinary sentences too often and are not.
 */
bool time_looks_like(struct str s);

/* 90s 15m 1h30m 2d; a bare number is refused with a suggestion. */
enum rc duration_parse(struct str s, duration *ret, struct err *err);

/* Formats; all return arena text. */
const char *time_iso(struct arena *a,
	instant at); /* 2026-11-22T14:02:31.123456Z, micros cut when 0; "?" for none */
const char *time_iso_prec(
	struct arena *a, instant at, enum precision p);            /* 2026-11-22T14:02Z ... */
const char *time_hm(struct arena *a, instant at, int offset_min);  /* 14:02 */
const char *time_hms(struct arena *a, instant at, int offset_min); /* 14:02:31 */
const char *time_elapsed(struct arena *a, duration d);             /* 0:47:12, -0:00:05 */
const char *duration_short(struct arena *a, duration d);           /* 47m, 1h05m, 2d3h, 31s */
const char *duration_clock(struct arena *a, duration d); /* 04:18 or 1:04:18, for countdowns */
/* Parses exactly what time_iso writes (and any offset); for stored bodies. */
bool time_from_iso(struct str s, instant *ret);

#endif
