/* journal_internal.h: what journal.c and verify.c share. */
#ifndef JOURNAL_INTERNAL_H
#define JOURNAL_INTERNAL_H

#include "journal/backend.h"

enum { NOTE_MAX = 1 << 20 };

struct journal {
	const struct backend *backend;
	struct store *store;
	char *path;
	bool wrote; /* since journal_wrote was asked last */
};

/* Every record in order: the window that the other reads narrow. */
static inline struct journal_window journal_window_all(void)
{
	return (struct journal_window){
		.incident = UINT32_MAX,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
	};
}

/* Views into the row. False when a field holds what no writer puts there; the nearest value stands
 * in for it. */
bool journal_row_record(const struct row *row, struct record *ret);

/* The kinds of class VOLUME, as the store knows them. */
size_t journal_volume_kinds(const char *ret[EV_COUNT]);
bool journal_kind_is_volume(struct str kind);

/* A holder that has not renewed for longer than ttl is silent; so is one from a future that a clock
 * ran back from. */
static inline bool journal_lease_silent(instant renewed, instant now, duration ttl)
{
	return now - renewed > ttl || renewed - now > ttl;
}

#endif
