/* term_internal.h: the terminal: cells out, bytes in, modes on and surely off again. */
#ifndef TUI_TERM_INTERNAL_H
#define TUI_TERM_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "tui/grid_internal.h"
#include "tui/theme_internal.h"

struct term;

struct term_options {
	int in, out;
	int columns, rows; /* 0: ask the kernel */
	int colours;       /* -1: what terminfo and COLORTERM say */
	bool ascii;
	const char *type;      /* TERM */
	const char *colorterm; /* COLORTERM or NULL */
	bool no_color;
};

/*
 * Takes the terminal over: alternate screen, raw keys, bracketed paste, focus reports. Output goes through a memory
 * file: nothing here ever blocks. RC_UNKNOWN: terminfo has no such type or it cannot address the cursor. RC_IO.
 * One terminal per process: the signal handlers know only one.
 */
enum rc term_open(const struct term_options *o, struct term **ret, struct err *err);
void term_close(struct term *t); /* gives everything back; NULL is fine */

void term_theme(struct term *t, const struct theme *theme);
void term_size(struct term *t, int *ret_columns, int *ret_rows); /* asks the kernel again */

/* Makes the bytes that turn the last drawn grid into this one; rows that are equal are not touched. */
void term_draw(struct term *t, const struct grid *g);
/* The next draw repaints everything and sets the modes again. */
void term_forget(struct term *t);
void term_ascii(struct term *t, bool on);
void term_mouse(struct term *t, bool on); /* wheel reports; off whenever the screen is left */
void term_bell(struct term *t);
/* A ready sequence for a desktop note; nothing on terminals that would print such a sequence. */
void term_note(struct term *t, struct str bytes);
/* Window title, clean text. Sent with the next flush, only when it changed. */
void term_title(struct term *t, struct str title);
/* Raw bytes of the fixed list of UX (frame mark, clipboard). */
void term_raw(struct term *t, struct str bytes);

/* Writes what the kernel takes. True: all is out. False: call again when the descriptor is writable. */
bool term_flush(struct term *t);
/* More than so many bytes wait in the kernel for the terminal, or it took no more when it was last tried. */
bool term_behind(const struct term *t, size_t bytes);
bool term_gone(const struct term *t); /* the terminal went away */

/* Leaves the screen for a shell or an editor, and comes back. */
void term_leave(struct term *t);
void term_return(struct term *t);

#endif
