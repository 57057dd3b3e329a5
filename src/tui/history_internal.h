/* history_internal.h: the lines a person typed, to walk through and to search. */
#ifndef TUI_HISTORY_INTERNAL_H
#define TUI_HISTORY_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum { HISTORY_MAX = 500, HISTORY_NOTE_MAX = 64 * 1024 };

struct history {
	char *line[HISTORY_MAX]; /* oldest first */
	size_t n;
	size_t at;    /* where Up stands; n: at the draft */
	char *draft;  /* what was in the prompt when Up was first pressed */
	size_t fresh; /* how many of the newest are in no note yet */
};

void history_init(struct history *h);
void history_clear(struct history *h);

/* Keeps a line unless it is empty, the same as the last one, or holds a secret (`/set ...token`,
 * `password`, `secret`). */
void history_add(struct history *h, struct str line);
/* Previous (-1) or next (+1) line; `now` is what stands in the prompt. False at the end. */
bool history_step(struct history *h, int direction, struct str now, struct str *ret);
/* Leaves the walk: the next Up starts at the newest again. */
void history_rest(struct history *h);
/* Newest line before index `before` (n: from the newest) that contains `part`, ASCII case ignored.
 */
bool history_search(const struct history *h, struct str part, size_t before, size_t *ret_index);

/* For later sessions the lines are kept as one text: one a row, a line break in one written as "\\n". */
/* Takes the lines of a note, older than all there are; what cannot have been typed is left out. */
void history_read(struct history *h, struct str note);
/* `note` with the fresh lines behind it: the newest HISTORY_MAX, at most HISTORY_NOTE_MAX bytes. Other sessions may
 * have written to the note meanwhile: nothing of theirs is lost. */
struct str history_note(struct arena *a, struct str note, const struct history *h);
/* The note is stored. */
void history_kept(struct history *h);

#endif
