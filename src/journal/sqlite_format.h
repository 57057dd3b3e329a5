/* sqlite_format.h: the texts of the SQLite journal format: tables, what can be rebuilt, and reads.
 */
#ifndef JOURNAL_SQLITE_FORMAT_H
#define JOURNAL_SQLITE_FORMAT_H

#include "base/arena.h"

enum {
	FORMAT_APPLICATION = 0x7761726a, /* "warj" in the file header */
	FORMAT_NEWEST = 1                /* user_version of the newest format known here */
};

/* Row i brings a file of format i to format i + 1; an empty file is format 0. */
extern const char *const sqlite_migrations[FORMAT_NEWEST];

/* What is made again at open when it is missing: everything but the tables record, lease and note.
 */
struct sqlite_derived {
	const char *name, *sql;
};
extern const struct sqlite_derived sqlite_derived[];
extern const unsigned sqlite_derived_count;

/* The columns of record in the order of every read and of the insert's parameters. */
#define FORMAT_COLUMNS                                                                             \
	"seq, incident, kind, occurred, precision, zone, recorded, actor, door, body, salt, "      \
	"digest, prev, hash"
enum sqlite_column {
	COL_SEQ,
	COL_INCIDENT,
	COL_KIND,
	COL_OCCURRED,
	COL_PRECISION,
	COL_ZONE,
	COL_RECORDED,
	COL_ACTOR,
	COL_DOOR,
	COL_BODY,
	COL_SALT,
	COL_DIGEST,
	COL_PREV,
	COL_HASH,
	COL_COUNT
};

/* What a window asks for beyond its numbers; the sum picks the statement. */
enum sqlite_shape {
	SHAPE_INCIDENT = 1,
	SHAPE_SPAN = 2, /* occurred bounds */
	SHAPE_AS_KNOWN = 4,
	SHAPE_BACKWARDS = 8,
	SHAPE_BY_OCCURRED = 16,
	SHAPE_PAGE = 32,  /* a small limit */
	SHAPE_STATE = 64, /* without the volume kinds */
	SHAPE_COUNT = 128
};

/*
 * What lets a start leave the volume rows out; in the file exactly as told here, else made anew. record_state holds
 * the numbers of all rows but those, and so depends on which kinds are volume. `tally` keeps what each full
 * block of TALLY_ROWS records holds: for each incident and kind how many, the numbers of the first and the last,
 * and the latest time of recording.
 */
enum { TALLY_ROWS = 1024, FORMAT_CACHED = 2 };
struct sqlite_cached {
	const char *drop, *make;
};
void sqlite_cached(struct arena *a, struct sqlite_cached ret[FORMAT_CACHED]);

/* Puts one block into the tally. Parameters: the records after which it starts and with which it ends. */
const char *sqlite_tally_sql(struct arena *a);

/*
 * The statement of a shape. Parameters, always by these numbers: 1 after_seq, 2 before_seq, 3
 * limit, 4 incident, 5 from, 6 to, 7 as_known.
 */
const char *sqlite_window_sql(struct arena *a, unsigned shape);

#endif
