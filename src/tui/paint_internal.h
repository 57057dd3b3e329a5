/* paint_internal.h: documents become sheets of cell rows, which are then laid into a grid. */
#ifndef TUI_PAINT_INTERNAL_H
#define TUI_PAINT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "doc/doc.h"
#include "tui/grid_internal.h"

struct paint_options {
	int width;
	int gap;      /* blanks between table columns; 0: 2 */
	bool wrap;    /* table cells of flexible columns wrap instead of being clipped with ".." */
	bool gutter;  /* first column is kept for the mark and for "!" beside suspicious text */
	bool compact; /* no blank rows before headings */
};

struct sheet_line {
	struct cell *cells; /* `width` of the sheet */
	struct str key;     /* of the row, item or paragraph it belongs to; empty: none */
	int unit;           /* which keyed thing it is a row of, counted from 0; -1: none */
	bool suspect;       /* something invisible or dangerous was in the text */
};

struct sheet {
	struct sheet_line *v;
	size_t n, cap;
	int width;
	int units;
};

/* Cleans every text and lays the document out; lives in the arena. */
void paint_doc(
	struct arena *a, const struct doc *d, const struct paint_options *o, struct sheet *ret);

/* Draws lines from `from` on into a rectangle; the lines of unit `marked` (-1: none) carry ">" and
 * are flipped. */
void paint_sheet(struct grid *g, int x, int y, int width, int height, const struct sheet *s,
	size_t from, int marked);

/* First and one past the last line of a unit; false when there is no such unit. */
bool sheet_unit(const struct sheet *s, int unit, size_t *ret_from, size_t *ret_to);

/* "-- left ------ right --" across a row. Both texts are raw. */
void paint_rule(struct grid *g, struct arena *a, int x, int y, int width, struct str left,
	struct str right);

#endif
