/* feed.h: takes foreign logs into the record as import rows; nothing in a log is ever executed. */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/regex.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"
#include "command/command.h"
#include "core/event.h"

/* Which parts of a time a line says; what it leaves out is told by a person or stays unknown. */
enum feed_part {
	FEED_YEAR = 1,
	FEED_DAY = 2, /* month and day */
	FEED_HOUR = 4,
	FEED_MINUTE = 8,
	FEED_SECOND = 16,
	FEED_MICRO = 32,
	FEED_OFFSET = 64,
	FEED_EPOCH = 128 /* an instant; nothing else counts */
};
struct feed_time {
	unsigned parts;
	struct civil local;
	int offset_min;
	instant epoch;
};

/* What a row's place in time rests on that its line does not say. */
enum feed_assumed {
	FEED_ZONE_TOLD = 1,
	FEED_DATE_TOLD = 2,
	FEED_DATE_NAMED = 4, /* by the file's name */
	FEED_HALF_TOLD = 8,  /* of a twelve-hour clock */
	FEED_CARRIED = 16    /* no time at all: it stands where the line before stands */
};

/* One line, or several that belong together, as a format understood it. */
struct feed_row {
	unsigned long line, last; /* 1-based lines of the file, first and last */
	struct feed_time time;    /* as the line says it */
	instant at;               /* INSTANT_NONE: nothing before it carries a time either */
	enum precision precision;
	struct str zone; /* "Z", "+01:00", or the zone that was told */
	unsigned assumed;
	bool ambiguous; /* the local time occurred twice, or never */
	struct str nick, text, level;
	struct str
		how; /* msg action notice join part quit nick topic kick mode other log sample note */
	struct str raw; /* the line as it stands in the file */
	char zone_room[8];
};

/* A person's own format: a pattern with named groups. */
struct feed_pattern {
	struct str name, pattern;
	struct regex *regex;
};
struct feed_patterns {
	VEC(struct feed_pattern) list;
};
/* The groups: text, and of date time year month day hour minute second fraction ampm offset epoch nick action notice
 * event level those that there are. A known name is replaced. Patterns live in the arena, their regex until
 * feed_patterns_clear. */
enum rc feed_patterns_add(struct feed_patterns *p, struct arena *a, struct str name,
	struct str pattern, struct err *err);
void feed_patterns_clear(struct feed_patterns *p);

enum feed_hours { FEED_HOURS_UNSAID, FEED_HOURS_24, FEED_HOURS_AM, FEED_HOURS_PM };

/* What a person said about a log that does not say it itself. */
struct feed_told {
	struct str zone; /* as said; empty: nothing */
	const struct zone *rules;
	int year, month, day; /* 0: not said; a year may stand alone */
	bool date_named;      /* the day was read from the file's name */
	enum feed_hours
		hours;  /* AM, PM: a clock of twelve hours, and the half in which the log begins */
	duration ahead; /* by how much the clock of the source was ahead */
};

/* A date in a file's name, yyyy-mm-dd or yyyymmdd, as the day on which the log begins. */
bool feed_date_in_name(struct str name, struct feed_told *told);

enum feed_took {
	FEED_STRANGE, /* not of this format */
	FEED_KNOWN,   /* understood, and no row: a header, a change of day */
	FEED_ROW,
	FEED_MORE /* belongs to the row before */
};

struct feed_state;

/* A format: pure, one record after the other. */
struct feed {
	const char *name, *brief;
	unsigned flags;
	/* Fills *row: nick, text, how, level, time. The views point into `line` or the state's arena, and live until the next
	 * call but one. */
	enum feed_took (*take)(struct feed_state *s, struct str line, struct feed_row *row);
	/* Bytes of the record in front of `rest`, its end included; NULL: a line. */
	size_t (*cut)(struct str rest);
};
enum feed_flag {
	FEED_JOINS = 1,   /* FEED_MORE occurs */
	FEED_GENERAL = 2, /* fits much: what fits too and is not general is meant */
	FEED_PROSE = 4    /* most of what it reads is no row */
};

/* Exact name, then those of `own` (may be NULL); RC_UNKNOWN names what there is. A pattern's format lives in the arena. */
enum rc feed_find(struct str name, const struct feed_patterns *own, struct arena *a,
	const struct feed **ret, const struct feed_pattern **ret_own, struct err *err);
size_t feed_list(size_t at, const struct feed **ret);

/* Reads the records of a log one after the other. */
struct feed_reader;
struct feed_reader *feed_reader_new(const struct feed *feed, const struct feed_pattern *own,
	const struct feed_told *told, struct str bytes);
void feed_reader_free(struct feed_reader *r); /* NULL is fine */
/* False at the end. RC_USAGE names the line whose time nobody can place, and what to say; *ret lives until the next call. */
enum rc feed_reader_next(
	struct feed_reader *r, bool *ret_some, struct feed_row *ret, struct err *err);

enum { FEED_STRANGE_SHOWN = 8 };
struct feed_count {
	unsigned long lines, rows, known, strange;
	unsigned long complete; /* lines that end in a line feed */
	unsigned long where[FEED_STRANGE_SHOWN];
	bool short_hours;  /* hours were written, and none was 0 or over 12 */
	bool twelve_hours; /* local hours turned from 12 to 1, and none was 0 or over 12 */
};
const struct feed_count *feed_reader_count(const struct feed_reader *r);
size_t feed_reader_at(const struct feed_reader *r); /* bytes read */

/* How well the beginning of a log fits each format; the best first. */
struct feed_guess {
	const struct feed *feed;
	const struct feed_pattern *own;
	unsigned rows;      /* that it found */
	unsigned known, of; /* records understood, of so many looked at */
};
enum { FEED_GUESSES = 4 };
/* RC_UNKNOWN when nothing fits. */
enum rc feed_guess(struct str bytes, const struct feed_patterns *own, struct arena *a,
	struct feed_guess ret[FEED_GUESSES], size_t *ret_n, struct err *err);

/* ---- Into the record ---- */

struct engine;
struct feed_import {
	struct engine *engine;
	uint32_t incident;
	struct str format; /* "auto": as it looks */
	const char *file;  /* "-": standard input */
	struct feed_told told;
	bool by_anchors; /* told.ahead is to be found from what both this log and the record hold */
	instant from, to;   /* only rows that occurred in [from, to); INSTANT_NONE: open */
	bool dry;           /* nothing is stored */
	const char *folder; /* of kept evidence; NULL: the file is not kept */
	uint64_t most;      /* bytes of the file */
	size_t group;       /* rows of one commit; 0: as many as pay */
	enum door said_at;  /* through which door the kept file is put on record */
	const struct feed_patterns *own;
	struct str actor, door;
};
struct feed_result {
	const struct feed *feed;
	struct feed_guess guesses[FEED_GUESSES];
	size_t guessed; /* 0: the format was said */
	struct feed_count count;
	unsigned long rows;               /* added, or to be added when dry */
	unsigned long had;                /* in the record already */
	unsigned long outside;            /* not in [from, to) */
	unsigned long carried, ambiguous; /* of the rows: without a time, in a doubled hour */
	unsigned assumed;                 /* what they rest on, together */
	unsigned long shortened;          /* too long for a row; the kept file has them whole */
	uint32_t evidence;                /* EV-n; 0: not kept */
	struct feed_told told;
	unsigned anchors;      /* places where the record says the same; 0: none were looked for */
	duration anchors_span; /* and how far they lie apart */
	bool stopped;
	struct str named; /* the file's name, clean */
};

/*
 * An import is a job of many short steps. Nothing is stored before the whole file was read once and every row could be
 * placed; then the file is kept, rows are stored in groups, and one import.done row says what was taken. The same
 * bytes, a log that has grown since, or an import that was stopped or broke off: only what is not in the record yet
 * is added.
 */
struct feed_job;
enum rc feed_begin(const struct feed_import *in, struct feed_job **ret, struct err *err);
enum rc feed_step(struct feed_job *job, bool *ret_done, struct err *err);
/* What was stored stays, and a row says that the import was stopped there. */
enum rc feed_stop(struct feed_job *job, struct err *err);
void feed_end(struct feed_job *job); /* NULL is fine */

struct feed_progress {
	const char *doing; /* reading looking keeping storing */
	uint64_t bytes, of;
	unsigned long rows;
	duration took, left; /* left 0: not known */
};
void feed_get_progress(const struct feed_job *job, struct feed_progress *ret);
const struct feed_result *feed_get_result(const struct feed_job *job); /* dies with the job */

#endif
