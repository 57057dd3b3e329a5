/* screen_internal.h: everything a frame is drawn from, as one value: no terminal, no engine, no clock behind it. */
#ifndef TUI_SCREEN_INTERNAL_H
#define TUI_SCREEN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"
#include "lang/complete.h"
#include "lang/keymap.h"
#include "tui/edit_internal.h"
#include "tui/grid_internal.h"
#include "tui/list_internal.h"
#include "view/view_room.h"

struct pane_type;

enum { PANES_MAX = 16, LINKS_MAX = 8, MENU_ROWS = 8, PROMPT_ROWS = 5 };

struct link_state {
	char name[24], state[24];
	instant since;
};

/* What is typed, and what the language says about it. */
struct prompt_look {
	const struct edit *edit;
	const struct completion *completion; /* of a command line; NULL for chat */
	bool menu;                           /* the menu is open */
	size_t menu_at;
	size_t sign;          /* bytes of "/" or ":" in front of the command; 0: chat */
	int refused_at;       /* where the last refusal pointed, -1: nowhere */
	struct str searching; /* history search: what is sought; p NULL: none */
	bool found;
};

/* The stream of the room as read for this frame, oldest first. */
struct stream {
	const struct room_line *v;
	size_t n;                     /* up to and with the anchor, or the newest */
	const struct room_line *tail; /* the newest rows, when scrolled back */
	size_t tail_n;
	uint64_t newer;  /* rows behind the anchor */
	uint64_t unread; /* the rule stands above this row; 0: no rule */
	size_t unread_n;
	bool live;
};

struct find_look {
	struct str text; /* p NULL: no find open */
	size_t at, count;
};

/* What is asked before a line is recorded. */
enum confirm_stage {
	CONFIRM_NONE,
	CONFIRM_BUTTONS, /* [ Back ] or [ Apply ] */
	CONFIRM_NUMBER,  /* the number of the incident is typed */
	CONFIRM_HOLD     /* seconds run; Esc stops it */
};

struct confirm_look {
	enum confirm_stage stage;
	bool apply; /* [ Apply ] is marked */
	uint32_t incident;
	struct str verb;
	int seconds;
};

enum focus { FOCUS_PROMPT, FOCUS_LIST };

struct screen_state {
	int columns, rows;
	bool ascii, still, flash; /* flash: the reversed half of a second */
	bool bare;                /* the pane alone */
	const char *alert;        /* sign beside what needs someone */
	const struct policies *policies;
	const struct board *board; /* as it is now */
	const struct board *past;  /* as known at past_at; NULL: live */
	instant past_at, now;
	instant counted; /* the instant that countdowns are drawn for: now, in steps while `still`; frame_render fills it */
	bool late; /* in the past: facts of then that were recorded later are among the rows */
	const struct zone *zone;
	struct str me;
	uint32_t incident; /* 0: none */
	const struct pane_type *pane;
	const struct list *lists; /* PANES_MAX, by place in the registry */
	enum focus focus;
	bool menu_leader; /* Space was pressed: the choices are open */
	const struct keymap *keymap;
	struct prompt_look prompt;
	struct stream stream;
	struct str filter; /* of the timeline */
	struct find_look find;
	struct str attention;
	enum doc_role attention_role;
	struct str health; /* empty: the record is well */
	struct link_state links[LINKS_MAX];
	size_t link_count;
	const struct doc *shown; /* a reply over the body; NULL: none */
	struct str shown_title;
	size_t shown_top;
	struct confirm_look confirm;
	bool help;
	struct str help_filter;
	size_t help_top;
};

enum { FRAME_ROWS_MAX = 512 };

/* What the keys need to know of the frame that was drawn. */
struct frame_info {
	uint64_t row_key[FRAME_ROWS_MAX]; /* of the list's row on each row of the screen, 0: none */
	uint64_t first_key, last_key;     /* of the rows of the main list that are on screen */
	size_t list_height;               /* rows of the main list */
	size_t list_top, list_at;         /* where the list was drawn */
	uint64_t list_key;
	size_t body_rows, over_rows; /* over_rows: lines of the document over the body */
};

/* Draws one frame. Pure: the same state gives the same cells. */
void frame_render(const struct screen_state *s, struct arena *a, struct grid *ret_grid,
	struct frame_info *ret_info);

/* The incident looked at, on the board looked at; NULL on the home screen. */
const struct incident *screen_incident(const struct screen_state *s);
/* Context for the key table. */
enum key_context screen_context(const struct screen_state *s);

#endif
