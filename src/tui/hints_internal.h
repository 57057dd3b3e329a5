/* hints_internal.h: the last row of the screen. */
#ifndef TUI_HINTS_INTERNAL_H
#define TUI_HINTS_INTERNAL_H

#include "tui/layout_internal.h"
#include "tui/screen_internal.h"

void hints_draw(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at);

#endif
