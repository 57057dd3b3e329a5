/* layout_internal.h: where the parts of a frame stand at a size; no size is refused. */
#ifndef TUI_LAYOUT_INTERNAL_H
#define TUI_LAYOUT_INTERNAL_H

#include <stdbool.h>

struct rect {
	int x, y, w, h; /* h 0: not shown */
};

enum tier { TIER_ROW, TIER_TINY, TIER_SHORT, TIER_SMALL, TIER_NORMAL, TIER_WIDE, TIER_HUGE };

struct layout {
	enum tier tier;
	struct rect header_a, header_b, tabs, body, dock, attention, prompt, hints;
};

/* prompt_rows: how many rows the draft wants (clamped). `dock`: keep the room in view below other panes. */
void layout_compute(int columns, int rows, int prompt_rows, bool dock, struct layout *ret);

#endif
