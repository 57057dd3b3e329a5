/* frames.h: a told incident and a screen state over it, for frames without a terminal. */
#ifndef SUPPORT_FRAMES_H
#define SUPPORT_FRAMES_H

#include "support/room.h"
#include "tui/pane_internal.h"
#include "tui/prompt_internal.h"
#include "tui/screen_internal.h"

/* Everything a frame is drawn from; the state's pointers go into this struct. */
struct frames {
	struct arena *a;
	struct room *room, *then; /* now, and as known at 13:40 */
	struct keymap *keymap;
	struct prompt *prompt;
	struct list lists[PANES_MAX];
	struct screen_state state;
	struct grid grid;
	struct frame_info info;
};

/* An incident at 14:02:31Z with chat, roles, updates and a correction; another one that is closed. */
struct frames *frames_new(void);
/* The same place before anything happened. */
struct frames *frames_new_empty(void);
void frames_free(struct frames *f);

/* Plays a failover: once to its end, then again up to its fifth step, which runs long at 14:31:12Z. */
void frames_play(struct frames *f);
/* More of the story: a line of the lead at that time; the state's clock follows. */
void frames_tell(struct frames *f, const char *iso, const char *line);
void frames_pane(struct frames *f, const char *name);
void frames_type(struct frames *f, const char *text); /* into the prompt, with completion */
void frames_past(struct frames *f);                   /* look at 13:40 */
void frames_people(
	struct frames *f); /* a gap on record, a wide span, an offer of command that waits */
void frames_nobody(struct frames *f); /* another incident that nobody took a role in */
void frames_draw(struct frames *f, int columns, int rows);
/* Adds a line of chat from anybody: raw bytes. */
void frames_chat(struct frames *f, struct str who, struct str text);

#endif
