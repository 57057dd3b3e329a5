/* list_internal.h: selection and scrolling of any list: rows known by a key, so that new rows move
 * nothing. */
#ifndef TUI_LIST_INTERNAL_H
#define TUI_LIST_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * `key` names the marked row for as long as it exists; `at` is where it stood last, for when it is
 * gone. follow: the mark stays on the last row as rows arrive. Zero: the first row, not following.
 */
struct list {
	uint64_t key;
	size_t at, top;
	bool follow;
};

/* Finds the mark again among the rows of now: keys[i] of count rows. */
void list_settle(struct list *l, const uint64_t *keys, size_t count);
/* Moves the mark by rows; at the last row `follow` is set when the list can follow. */
void list_move(struct list *l, const uint64_t *keys, size_t count, long by, bool can_follow);
/* First row to draw so that the mark is inside `height` rows, moving as little as possible. */
size_t list_window(struct list *l, size_t count, size_t height);

#endif
