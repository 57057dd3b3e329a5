/* edit_internal.h: the line editor as a value: text and cursor in, text and cursor out. */
#ifndef TUI_EDIT_INTERNAL_H
#define TUI_EDIT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "core/event.h"

enum { EDIT_MAX = EVENT_CHAT_MAX };

/* Valid UTF-8 without control codes other than LF; `at` is on a character boundary. Zero is the
 * empty line. */
struct edit {
	char text[EDIT_MAX];
	size_t n, at;
	char kill[EDIT_MAX]; /* what Ctrl-K U W took, for Ctrl-Y */
	size_t kill_n;
};

enum edit_op {
	EDIT_LEFT,
	EDIT_RIGHT,
	EDIT_WORD_LEFT,
	EDIT_WORD_RIGHT,
	EDIT_HOME, /* of the row the cursor is in */
	EDIT_END,
	EDIT_BACKSPACE,
	EDIT_DELETE,
	EDIT_KILL_WORD, /* back to white space */
	EDIT_KILL_LEFT,
	EDIT_KILL_RIGHT,
	EDIT_YANK
};

struct str edit_text(const struct edit *e);
void edit_clear(struct edit *e); /* keeps the kill buffer */
/* Replaces everything; cursor at the end. */
void edit_set(struct edit *e, struct str raw);
/*
 * Inserts raw text at the cursor: CR and CRLF become LF, a tab four blanks, other control codes and
 * bad bytes U+FFFD. Returns false when something did not fit; whole characters that fit are taken.
 */
bool edit_insert(struct edit *e, struct str raw);
/* Replaces bytes from..to by text and puts the cursor behind it. */
void edit_replace(struct edit *e, size_t from, size_t to, struct str raw);
void edit_do(struct edit *e, enum edit_op op);
void edit_move_to(struct edit *e, size_t at); /* clamped to a boundary */

#endif
