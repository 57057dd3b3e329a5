/* layout.c: the tiers of the screen: which rows exist at which size, down to a single cell. */
#include "tui/layout_internal.h"

#include "tui/screen_internal.h"

enum { DOCK_ROWS = 9 };

static enum tier tier_of(int columns, int rows)
{
	if (rows < 4)
		return TIER_ROW;
	if (rows < 8 || columns < 30)
		return TIER_TINY;
	if (rows < 14 || columns < 50)
		return TIER_SHORT;
	if (rows < 22 || columns < 70)
		return TIER_SMALL;
	if (rows < 30 || columns < 100)
		return TIER_NORMAL;
	return rows < 50 || columns < 180 ? TIER_WIDE : TIER_HUGE;
}

static struct rect take_top(struct rect *left, int rows)
{
	struct rect r = {left->x, left->y, left->w, rows < left->h ? rows : left->h};
	left->y += r.h;
	left->h -= r.h;
	return r;
}

static struct rect take_bottom(struct rect *left, int rows)
{
	struct rect r = {left->x, 0, left->w, rows < left->h ? rows : left->h};
	left->h -= r.h;
	r.y = left->y + left->h;
	return r;
}

void layout_compute(int columns, int rows, int prompt_rows, bool dock, struct layout *ret)
{
	struct rect left = {0, 0, columns, rows};
	*ret = (struct layout){.tier = tier_of(columns, rows)};
	prompt_rows = prompt_rows < 1 ? 1 : prompt_rows > PROMPT_ROWS ? PROMPT_ROWS : prompt_rows;
	if (ret->tier < TIER_SMALL)
		prompt_rows = 1;
	ret->header_a = take_top(&left, 1);
	if (ret->tier == TIER_ROW) {
		ret->prompt = take_bottom(&left, 1);
		ret->attention = take_bottom(&left, 1);
		return;
	}
	ret->header_b = take_top(&left, 1);
	if (ret->tier >= TIER_NORMAL)
		ret->tabs = take_top(&left, 1);
	if (ret->tier >= TIER_SMALL)
		ret->hints = take_bottom(&left, 1);
	ret->prompt = take_bottom(&left, prompt_rows);
	ret->attention = take_bottom(&left, 1);
	if (dock && ret->tier == TIER_HUGE)
		ret->dock = take_bottom(&left, DOCK_ROWS);
	ret->body = left;
}
