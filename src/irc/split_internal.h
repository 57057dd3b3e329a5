/* split_internal.h: text into pieces that fit a line of IRC, cut at blanks and never inside a
 * character. */
#ifndef IRC_SPLIT_INTERNAL_H
#define IRC_SPLIT_INTERNAL_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum { SPLIT_LEAST = 64, SPLIT_HOST_MAX = 63 };

/*
 * Bytes of text that survive ":mask COMMAND target :text\r\n" as the server relays it to others in
 * lines of line_max bytes (512). mask_n: length of our nick!user@host as the server shows it. Never
 * below SPLIT_LEAST.
 */
size_t split_budget(size_t line_max, size_t mask_n, struct str command, struct str target);

/*
 * Pieces of at most `budget` bytes (over 3), in order; joined with what was cut at (one blank or
 * nothing) they give the text back. CR and LF become
 * blanks, NUL and bytes that are no UTF-8 become U+FFFD. An empty text gives no piece. All in the arena.
 */
size_t split_text(struct arena *a, struct str text, size_t budget, struct str **ret);

#endif
