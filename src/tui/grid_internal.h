/* grid_internal.h: the cell grid every screen is drawn into before a terminal sees it. */
#ifndef TUI_GRID_INTERNAL_H
#define TUI_GRID_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "doc/doc.h"

enum { GRID_SIDE_MAX = 1000, CELL_CODES = 3 };

enum cell_flag {
	CELL_FLIP = 1, /* normal and reverse exchanged: selection, the late half of a flash */
	CELL_LINE = 2  /* underlined: the problem in the prompt */
};

/* One column of one row. A wide character owns its cell (width 2) and the next one (width 0). */
struct cell {
	uint32_t code[CELL_CODES]; /* base and at most two marks, 0 ends them; a blank is ' ' */
	uint8_t width, role, flags;
};

struct grid {
	int columns, rows;
	struct cell *cells;     /* rows * columns */
	int cursor_x, cursor_y; /* -1: no cursor */
};

/* All blank, role text. Sides are clamped to 1..GRID_SIDE_MAX. */
void grid_init(struct grid *g, struct arena *a, int columns, int rows);
struct cell *grid_at(const struct grid *g, int x, int y); /* NULL outside */

/*
 * Draws clean text (as utf8_clean makes it, its markers in ROLE_MARK) on one row from x, using at
 * most `room` cells; returns the cells used. Nothing is drawn outside the grid, no wide character
 * is cut in half, and a code that must not reach a terminal is drawn as '?' whoever let it through.
 */
int grid_put(struct grid *g, int x, int y, int room, enum doc_role role, struct str clean);
int grid_put_z(struct grid *g, int x, int y, int room, enum doc_role role, const char *z);
/* As grid_put; when the text is longer than the room its end is replaced by "..". */
int grid_put_clip(struct grid *g, int x, int y, int room, enum doc_role role, struct str clean);
void grid_fill(struct grid *g, int x, int y, int count, enum doc_role role, char ch);
/* Sets flags on part of a row. */
void grid_flag(struct grid *g, int x, int y, int count, unsigned flags);
/* Copies ready cells into a row; the count is clamped and halves of wide characters become blanks.
 */
void grid_copy(struct grid *g, int x, int y, const struct cell *cells, int count);
bool grid_row_equal(const struct grid *a, const struct grid *b, int y);

/* The screen as text, one line per row, trailing blanks cut. */
struct str grid_text(struct arena *a, const struct grid *g);
/* The same shape with one letter per cell for its role ('.' text, '1' sev1 ...; upper case or '*'
 * when flipped). */
struct str grid_roles(struct arena *a, const struct grid *g);
/* "1 = sev1" lines for the letters of grid_roles. */
struct str grid_legend(struct arena *a);

#endif
