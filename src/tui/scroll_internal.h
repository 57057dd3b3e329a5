/* scroll_internal.h: moving in lists, streams and shown documents. */
#ifndef TUI_SCROLL_INTERNAL_H
#define TUI_SCROLL_INTERNAL_H

#include "tui/tui_internal.h"

/* Does a moving act; false when the act is not about moving. */
bool scroll_act(struct tui *t, enum key_act act);
/* Marks a row of the pane by its key and makes it visible. */
void scroll_to(struct tui *t, uint64_t key);
/* To the first row that arrived since the room was last in sight; false when there is none. */
bool scroll_unread(struct tui *t);
/* The room comes into sight: what came meanwhile is unread, behind what was unread before. */
void scroll_mark_unread(struct tui *t);
/* The person says so, by going to the end or by answering: the rule goes. */
void scroll_all_seen(struct tui *t);
/* Back to the newest rows. */
void scroll_live(struct tui *t);

#endif
