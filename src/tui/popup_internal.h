/* popup_internal.h: what opens over the body: the completion menu, the choices for a row, a document. */
#ifndef TUI_POPUP_INTERNAL_H
#define TUI_POPUP_INTERNAL_H

#include "tui/layout_internal.h"
#include "tui/screen_internal.h"

/* At the bottom of `at`, at most MENU_ROWS rows. */
void popup_menu(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at);
void popup_choices(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at);
/* Fills `at` with the shown document; returns how many lines it has. */
size_t popup_document(
	const struct screen_state *s, struct arena *a, struct grid *g, struct rect at);

#endif
