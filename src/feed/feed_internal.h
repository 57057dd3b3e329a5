/* feed_internal.h: what the log formats share: cutting a line, and the clock of a log that says little about time. */
#ifndef FEED_FEED_INTERNAL_H
#define FEED_FEED_INTERNAL_H

#include "feed/feed.h"

/* ---- A format at work ---- */

struct feed_state {
	struct arena *arena; /* for texts that do not stand in the file as such */
	const struct feed_pattern *own;
	struct feed_time
		day; /* a day that a control line says, for the lines behind it; taken up by the reader */
	int64_t mode[16];    /* the format's own, 0 at the beginning */
	struct str kept[16]; /* the same, in `lasting` */
	struct arena *lasting;
};

/* ---- Cutting: each takes what it knows from the front of *s, or leaves *s alone and says false ---- */

bool cut_literal(struct str *s, const char *z);
/* Exactly so many digits when least == most. */
bool cut_number(struct str *s, int least, int most, int *ret);
/* Everything before the first such text, which is taken too. */
bool cut_until(struct str *s, const char *z, struct str *ret);
/* A word: up to a blank, which is taken too; false when empty. */
bool cut_word(struct str *s, struct str *ret);
void cut_blanks(struct str *s);
/* Jan, January in any case: 1 to 12. */
bool cut_month(struct str *s, int *ret);
/* hh:mm, hh:mm:ss, hh:mm:ss.ffffff */
bool cut_clock(struct str *s, struct feed_time *t);
/* yyyy-mm-dd or yyyy/mm/dd */
bool cut_date(struct str *s, struct feed_time *t);
/* Z, UTC, +hh:mm, +hhmm, +hh */
bool cut_offset(struct str *s, struct feed_time *t);
/* " am", "PM" behind an hour that was taken before. */
bool cut_half(struct str *s, struct feed_time *t);
/* Any whole time that programs write: ISO 8601 with T or a blank, an offset or none; 17/May/2015:10:05:03 +0000; epoch. */
bool cut_stamp(struct str *s, struct feed_time *t);
/* Seconds, milli-, micro- or nanoseconds since 1970, told apart by their size. */
bool time_of_number(double n, struct feed_time *t);
struct feed_time time_of_us(int64_t us);
/* "app@host" */
struct str name_at(struct arena *a, struct str app, struct str host);

/* ---- Lines of chat ---- */

/* "<nick> text", "* nick text", "-nick- text", "*** event"; false when it is none of these. */
bool chat_body(struct str s, struct feed_row *row);
/* Which event a line tells, and who did it, by the words that IRC programs use. */
void chat_event(struct str s, struct feed_row *row);
/* Without a mode in front. */
struct str chat_nick(struct str nick);

/* ---- Local times ---- */

struct feed_clock {
	const struct feed_told *told;
	bool has_day, has_year, named;
	struct civil day;
	int last_minute; /* of the day; -1: none yet */
	int last_hour;   /* as written */
	bool zero_or_late, turned;
	bool afternoon;    /* of a twelve-hour clock */
	bool second_pass;  /* of an hour that a clock change doubles */
	instant before;    /* the last time placed */
	int64_t plain_day; /* local day on which no clock changes, and its offset */
	int plain_offset;
	bool has_plain;
};
enum feed_placed { PLACED, NO_DAY, NO_YEAR, NO_ZONE, NO_TIME };

void feed_clock_start(struct feed_clock *c, const struct feed_told *told);
void feed_clock_day(struct feed_clock *c, const struct feed_time *day);
/* Fills at, precision, zone, assumed, ambiguous from row->time. */
enum feed_placed feed_clock_place(struct feed_clock *c, struct feed_row *row);

/* The format that runs a person's pattern. */
extern const struct feed feed_of_pattern;

/* ---- What an import shares between its parts ---- */

struct feed_taken; /* lines of these bytes that are in the record */
struct feed_taken *feed_taken_new(void);
void feed_taken_free(struct feed_taken *t);
/* Looks through the record for earlier imports of these bytes, or of their beginning, into this incident. */
enum rc feed_taken_find(struct feed_taken *t, struct engine *e, uint32_t incident, struct str bytes,
	struct str sha, struct err *err);
bool feed_taken_has(const struct feed_taken *t, const struct feed_row *row);
/* The same bytes were taken as a whole. */
bool feed_taken_all(const struct feed_taken *t);

/* How far the clock of a log is ahead, from lines that the record holds too. */
struct feed_anchors;
enum rc feed_anchors_new(
	struct engine *e, uint32_t incident, struct feed_anchors **ret, struct err *err);
void feed_anchors_free(struct feed_anchors *x);
void feed_anchors_see(struct feed_anchors *x, const struct feed_row *row);
/* RC_STATE when too few agree. */
enum rc feed_anchors_find(struct feed_anchors *x, unsigned *ret_n, duration *ret_ahead,
	duration *ret_span, struct err *err);

#define FEED(name) extern const struct feed feed_##name;
#include "registry_feeds.h"
#undef FEED

#endif
