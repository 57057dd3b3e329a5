/* parcel_internal.h: what is sent, in the words and forms that the channels need. */
#ifndef SEND_PARCEL_INTERNAL_H
#define SEND_PARCEL_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "core/delivery.h"

/* An update as it was when it was written: what changed since is not in it. */
struct parcel {
	struct str id;       /* the same at every try */
	struct str update;   /* "E-12" */
	struct str incident; /* "INC-1"; "test" */
	uint32_t number;
	int level;
	struct str status, audience;
	struct str
		title; /* for those outside the first sentence that was published, never the working title */
	struct str subject, text;
	instant at, next; /* next: promised, INSTANT_NONE: none */
	bool test;
};

/* Everything in the arena or on the board. */
void parcel_make(struct arena *a, const struct owed *o, struct parcel *ret);

/* A value that a template may name. */
struct slot_value {
	const char *name;
	struct str text;
	bool literal; /* in JSON: a number, true, false or null, not a string */
};
enum { PARCEL_SLOTS = 15, FILL_MAX = 256 * 1024 };
/* The values of a parcel; the mail's own come on top. */
void parcel_slots(struct arena *a, const struct parcel *p, struct slot_value ret[PARCEL_SLOTS]);

/* Fills {{name}} of a template. `put` writes one value in the form of the medium. RC_USAGE "file:line: ..." for a slot that
 * does not exist or is not closed; RC_LIMIT past FILL_MAX. `line` is the number of the first line of text. */
typedef void fill_put_fn(struct buf *b, const struct slot_value *v);
struct fill {
	struct arena *arena;
	const char *file;
	unsigned line;
	const struct slot_value *slots;
	size_t n;
	fill_put_fn *put;
};
enum rc fill_text(const struct fill *f, struct str text, struct str *ret, struct err *err);

/* The template as one JSON value; RC_USAGE when it does not become one. */
enum rc fill_json(struct arena *a, const char *file, struct str text, const struct parcel *p,
	struct str *ret, struct err *err);

/*
 * The template as a message of RFC 5322: header lines, an empty line, a body. Values cannot make header lines of their own;
 * a header that becomes empty is left out. Line ends are LF, as mail commands want them.
 * `from` may be empty. RC_USAGE "file:line: ..." when the template is none.
 */
enum rc mail_message(struct arena *a, const char *file, struct str text, const struct parcel *p,
	struct str from, struct str to, struct str *ret, struct err *err);

#endif
