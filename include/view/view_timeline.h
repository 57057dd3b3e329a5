/* view_timeline.h: what happened, in order, filtered, as text, JSON or CSV. */
#ifndef VIEW_VIEW_TIMELINE_H
#define VIEW_VIEW_TIMELINE_H

#include <stdbool.h>

#include "base/regex.h"
#include "base/str.h"
#include "core/board.h"
#include "doc/doc.h"

/* One row as it is shown, whether event or chat. */
struct timeline_row {
	uint64_t seq;
	uint32_t incident;
	instant occurred, recorded;
	enum precision precision;
	struct str kind, label, actor, door, text; /* actor without its door prefix for chat */
	struct str known_by; /* how well the actor is known; empty for local users */
	struct str zone;     /* in which the time was said; empty: in none */
	uint64_t amended_by;
	struct str said;      /* first words of an amended row */
	struct str backed_by; /* EV-3, E-7, recollection; empty: nobody said */
	bool late;            /* recorded more than a minute after it occurred */
	bool spoken;          /* a row of chat or of an imported log */
	struct str log;       /* of an imported row: which */
	unsigned also; /* other logs that hold the same words of the same person at the same time */
};

/* Rows that the program writes about its own links and leases: on record, shown only when asked for by kind. */
bool timeline_is_machinery(enum event_kind kind);
/* A fact of up to `at` that nobody had recorded by then: hidden from who looks at what was known at that moment. */
bool timeline_is_late(const struct entry *e, instant at);
/* "recorded 13:48, 34m later" */
struct str timeline_late_text(struct arena *a, const struct entry *e, const struct zone *zone);

struct timeline_filter {
	bool machinery;            /* these too */
	const struct regex *match; /* on text; NULL: any */
	struct str types;          /* labels or kinds joined by ','; empty: any */
	struct str who;            /* empty: any */
	instant from, to;          /* occurred in [from, to); INSTANT_NONE: open */
	bool by_recorded;          /* order; else by occurred */
	size_t limit;              /* newest so many; 0: all */
};

/* Rows of an incident that pass; state rows only (chat is added by timeline_add). Lives in the
 * arena. */
struct timeline {
	struct timeline_row *v;
	size_t n, cap;
	struct arena *arena;
};
void timeline_of(struct arena *a, const struct incident *i, const struct timeline_filter *f,
	struct timeline *ret);
void timeline_add(
	struct timeline *t, const struct timeline_filter *f, const struct timeline_row *row);
/* Orders and cuts to the newest `limit`. Stable: equal times keep record order. By occurrence, what several logs tell alike
 * becomes one row. */
void timeline_sort(struct timeline *t, const struct timeline_filter *f);

/* The actor, and beside it what must not be overlooked: that nothing but a nick says who it was. */
struct str timeline_who(struct arena *a, struct str actor, struct str known_by);

struct doc *view_timeline(struct arena *a, const struct timeline *t, const struct zone *zone);
/* One object a line: id seq incident occurred precision recorded kind actor door text; known_by for people of a channel. */
void view_timeline_json(struct buf *out, const struct timeline *t);
/* RFC 4180 with a header row; cells that a spreadsheet would run start with an apostrophe. */
void view_timeline_csv(struct buf *out, const struct timeline *t);

#endif
