/* screen.h: a second opinion on what the terminal shows: libvterm reads every byte the program sent. */
#ifndef SUPPORT_SCREEN_H
#define SUPPORT_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

struct screen;

struct screen *screen_new(int columns, int rows);
void screen_free(struct screen *s); /* NULL is fine */
void screen_resize(struct screen *s, int columns, int rows);
void screen_feed(struct screen *s, const char *bytes, size_t n);

/* One row as text, trailing blanks cut; good until the next call. */
const char *screen_row(struct screen *s, int row);
/* All rows joined by newlines; good until the next call. */
const char *screen_text(struct screen *s);
bool screen_has(struct screen *s, const char *text);
void screen_cursor(const struct screen *s, int *ret_x, int *ret_y);
bool screen_alternate(const struct screen *s); /* the alternate screen is on */
bool screen_cursor_visible(const struct screen *s);
bool screen_row_reversed(struct screen *s, int row, int column);
/* A cell with a colour other than the default was drawn. */
bool screen_has_colour(struct screen *s);

unsigned long screen_frames(const struct screen *s); /* latest "frame N" title, 0: none */
unsigned long screen_bells(const struct screen *s);
/* First byte sequence that is not on the list of what may be sent; NULL: all fine. */
const char *screen_forbidden(const struct screen *s);
/* DEC private modes that are on now: 2004, 1004, 1000 ... */
bool screen_mode(const struct screen *s, int mode);

#endif
