/* promptline_internal.h: draws the prompt: label, draft, cursor, the problem in it and what is still missing. */
#ifndef TUI_PROMPTLINE_INTERNAL_H
#define TUI_PROMPTLINE_INTERNAL_H

#include "tui/layout_internal.h"
#include "tui/screen_internal.h"

/* Rows the draft takes at this width. */
int promptline_rows(const struct screen_state *s, struct arena *a, int columns);
void promptline_draw(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at);

/* Bytes of the sign that makes a line a command: 1 for "/" and ":" before a letter, 0 for chat and "//". */
size_t promptline_sign(struct str line);

#endif
