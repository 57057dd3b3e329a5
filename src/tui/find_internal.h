/* find_internal.h: find in what a pane shows, next and previous. */
#ifndef TUI_FIND_INTERNAL_H
#define TUI_FIND_INTERNAL_H

#include "tui/tui_internal.h"

/* Counts the matches of t->find and goes to the newest. */
void find_run(struct tui *t);
/* +1: newer, wrapping; -1: older. */
void find_step(struct tui *t, int direction);

#endif
