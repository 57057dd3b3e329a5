/* list.c: the one list behind every pane: mark, follow, window. */
#include "tui/list_internal.h"

void list_settle(struct list *l, const uint64_t *keys, size_t count)
{
	if (!count) {
		l->at = 0;
		return;
	}
	if (l->follow) {
		l->at = count - 1;
		l->key = keys[l->at];
		return;
	}
	if (l->at < count && keys[l->at] == l->key)
		return;
	for (size_t i = 0; i < count; i++) {
		if (keys[i] == l->key) {
			l->at = i;
			return;
		}
	}
	l->at = l->at < count ? l->at : count - 1;
	l->key = keys[l->at];
}

void list_move(struct list *l, const uint64_t *keys, size_t count, long by, bool can_follow)
{
	list_settle(l, keys, count);
	if (!count)
		return;
	if (by < 0)
		l->at = (size_t)-by > l->at ? 0 : l->at - (size_t)-by;
	else
		l->at = (size_t)by >= count - l->at ? count - 1 : l->at + (size_t)by;
	l->key = keys[l->at];
	l->follow = can_follow && l->at == count - 1;
}

size_t list_window(struct list *l, size_t count, size_t height)
{
	if (!height)
		return l->at;
	if (l->top + height > count)
		l->top = count > height ? count - height : 0;
	if (l->at < l->top)
		l->top = l->at;
	if (l->at >= l->top + height)
		l->top = l->at - height + 1;
	return l->top;
}
