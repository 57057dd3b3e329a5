/* history_internal.h: the lines a person typed, to walk through and to search. */
#ifndef TUI_HISTORY_INTERNAL_H
#define TUI_HISTORY_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { HISTORY_MAX = 500 };

struct history {
	char *line[HISTORY_MAX]; /* oldest first */
	size_t n;
	size_t at;   /* where Up stands; n: at the draft */
	char *draft; /* what was in the prompt when Up was first pressed */
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

#endif
