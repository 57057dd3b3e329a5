/* header_internal.h: the two header lines and the tabs: fields with an order in which they are dropped. */
#ifndef TUI_HEADER_INTERNAL_H
#define TUI_HEADER_INTERNAL_H

#include "tui/layout_internal.h"
#include "tui/screen_internal.h"

enum { FIELDS_MAX = 16 };

struct field {
	struct str text; /* clean */
	enum doc_role role;
	int keep;     /* the lowest goes first; fields of 100 are never dropped, only cut */
	bool right;   /* stands at the right edge */
	bool elastic; /* is cut to what is left before others are dropped */
	bool flip;    /* reversed half of a flash */
};

/* Lays fields on one row; at least two blanks part left from right. Pure. */
void fields_draw(struct grid *g, struct rect at, struct field *f, size_t n);

void header_draw(
	const struct screen_state *s, struct arena *a, struct grid *g, const struct layout *l);
void tabs_draw(
	const struct screen_state *s, struct arena *a, struct grid *g, const struct layout *l);

/*
 * Reduced motion: the instant that countdowns show. They move every ten seconds, every second only in the last ten
 * before the soonest promise, and never show more time than there is.
 */
instant header_counted(const struct screen_state *s, struct arena *a);

/* What the window title says: "SEV1 INC-3 Checkout errors", clean for a terminal. */
struct str header_title(const struct screen_state *s, struct arena *a);

#endif
