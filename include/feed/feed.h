/* feed.h: takes foreign logs into the record as import rows; nothing in a log is ever executed. */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "core/event.h"

/* One line as a format understood it. */
struct feed_row {
	unsigned long line; /* 1-based line of the file */
	instant at;         /* INSTANT_NONE: the line carries no time */
	enum precision precision;
	bool ambiguous;        /* the local time occurred twice */
	struct str nick, text; /* raw views into the file */
	struct str how;        /* msg action notice join part quit nick topic kick mode other */
};

typedef enum rc feed_row_fn(const struct feed_row *row, void *ctx);

/* A format: pure over the bytes of a file. */
struct feed {
	const char *name, *brief;
	/* Calls each() for every line that is a message or event, in file order; *ret_skipped counts the others
	 * that were not understood (control lines such as day changes are not counted). `zone` says in which zone
	 * local times were written; `day` gives the date where the file has none (INSTANT_NONE: it must have one). */
	enum rc (*parse)(struct arena *a, struct str file, const struct zone *zone, instant day,
		feed_row_fn *each, void *ctx, unsigned long *ret_skipped, struct err *err);
};

/* Exact name; RC_UNKNOWN names what there is. */
enum rc feed_find(struct str name, const struct feed **ret, struct err *err);
size_t feed_list(size_t at, const struct feed **ret);

struct engine;
struct feed_import {
	struct engine *engine;
	uint32_t incident;
	struct str format, zone; /* zone as said; refused when empty */
	const char *file;
	bool dry; /* nothing is stored */
	struct str actor, door;
};
struct feed_result {
	unsigned long rows, skipped; /* lines taken, lines not understood */
	unsigned long already;       /* 1: the same bytes were imported before, nothing was added */
};
/* Stores import rows in groups and one import.done row with the file's SHA-256. Importing the same file for the same
 * incident again adds nothing; an import that broke off goes on behind the last line it stored. */
enum rc feed_run(
	const struct feed_import *in, struct arena *a, struct feed_result *ret, struct err *err);

#endif
