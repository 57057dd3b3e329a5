/* tui_internal.h: the running console: what the pure parts are fed from. */
#ifndef TUI_TUI_INTERNAL_H
#define TUI_TUI_INTERNAL_H

#include "lang/keymap.h"
#include "tui/attention_internal.h"
#include "tui/confirm_internal.h"
#include "tui/input_internal.h"
#include "tui/note_internal.h"
#include "tui/pane_internal.h"
#include "tui/prompt_internal.h"
#include "tui/term_internal.h"
#include "tui/tui.h"
#include "tui/world_internal.h"

struct linear;
struct editor;
struct notify;

enum { NOTICE_MAX = 1024, NAME_MAX_TUI = 128 };

struct tui {
	struct engine *engine;
	struct loop *loop;
	tui_act_fn *act;
	void *self;
	struct term *term;     /* NULL in linear mode */
	struct linear *linear; /* NULL on a screen */
	struct editor *editor; /* a child that has the terminal now; NULL: none */
	struct notify *notify; /* how desktop notes are sent; NULL: not */
	struct arena *process, *turn, *frame, *shown_arena, *stream_arena;
	struct keymap *keymap;
	const struct verb_info *verbs;
	size_t verb_count;

	char me[NAME_MAX_TUI];
	unsigned capabilities;
	bool ascii, still, silent, bare, vi;
	bool away,
		focused; /* the terminal said that it lost, or has, the focus; neither: not known */

	struct input input;
	uint64_t esc_timer, menu_timer, paint_timer, tick_timer;
	int leader;

	struct prompt prompt;
	struct list lists[PANES_MAX];
	const struct pane_type *pane;
	enum focus focus;
	uint32_t incident, last_incident;
	struct board *past;
	instant past_at;
	bool late; /* facts of then that were recorded later are shown */
	uint64_t
		seen; /* newest record when the room was last in sight and the terminal had the focus */
	uint64_t
		unread_from; /* the unread rule stands above the first row behind it; 0: all is seen */
	uint64_t unread_upto; /* newest record when the room came into sight again */
	bool in_sight;
	uint64_t anchor; /* last row of the stream that is shown; 0: live */
	char filter[NOTICE_MAX];
	char find[SEARCH_MAX];
	size_t find_n;
	bool find_open, find_typing;
	size_t find_at, find_count;

	char unwell[ERR_TEXT_MAX]; /* why nothing can be recorded, empty: all is well */
	char notice[NOTICE_MAX];
	enum doc_role notice_role;
	char busy[NOTICE_MAX]; /* what goes on, while busy_stop is there */
	void (*busy_stop)(void *ctx);
	void *busy_ctx;
	char alert[4];
	struct link_state links[LINKS_MAX];
	size_t link_count;
	const struct doc *shown;
	char shown_title[NAME_MAX_TUI];
	size_t shown_top;
	bool help;
	char help_filter[NAME_MAX_TUI];
	size_t help_top;
	bool menu_leader;

	struct confirm confirm;
	char offer[NOTICE_MAX]; /* what `undo` would take back, until offer_until */
	instant offer_until;

	struct bells bells;
	bool flash, dirty, frame_mark, leaving;
	bool slow; /* the line to the terminal is */
	unsigned slow_ticks;
	unsigned long frames;
	struct grid drawn; /* the last frame, in the frame arena */
	struct frame_info info;
	uint32_t click_row; /* of the screen, from 0 */
};

/* ---- tui_state.c ---- */
/* Reads what the frame needs and returns the state; strings live in the frame arena. */
struct screen_state tui_state(struct tui *t, int columns, int rows);
/* Loads the window of the stream for so many rows. */
struct stream tui_stream(struct tui *t, struct arena *a, size_t rows);
/* The board as the user of this console may see it. */
const struct board *tui_board(const struct tui *t);
const struct incident *tui_looked_at(const struct tui *t);
void tui_forget_past(struct tui *t);
void tui_go(struct tui *t, const struct pane_type *p);
void tui_enter(struct tui *t, uint32_t incident);
/* Completion for the present line. */
void tui_refresh_prompt(struct tui *t);

/* ---- tui_keys.c ---- */
void tui_key(struct tui *t, struct key k);
void tui_paste(struct tui *t, struct str text, bool cut);
bool tui_run_key_act(struct tui *t, enum key_act act);

/* ---- tui_lines.c ---- */
/* Sends the draft: chat or command. */
void tui_submit_draft(struct tui *t);
/* Runs a command line that is not the draft (keys that look and move). */
void tui_run_line(struct tui *t, struct str line);
void tui_say_chat(struct tui *t, struct str text);
/* Command line at any door of this console; true when it was taken. Prints or shows the reply. */
bool tui_command(struct tui *t, struct str line, struct err *err);
/* The same without asking first. */
bool tui_run_now(struct tui *t, struct str line, struct err *err);
/* What the line would record and answer. */
enum rc tui_rehearse(struct tui *t, struct str line, struct answer *ret, struct err *err);

/* ---- tui_acts.c ---- */
enum rc tui_do_act(struct tui *t, const struct act *act, struct err *err);
enum rc tui_look_back(struct tui *t, instant at, struct err *err);
enum rc tui_show_late(struct tui *t, struct err *err);
enum rc tui_compare(struct tui *t, struct err *err);
void tui_quit(struct tui *t, const char *why);
void tui_suspend(struct tui *t);
struct str tui_auto_theme(void); /* light or dark, by COLORFGBG */
enum rc tui_load_theme(struct tui *t, struct str name, struct err *err);
void tui_copy_row(struct tui *t);

/* ---- tui.c ---- */
void tui_dirty(struct tui *t); /* a frame is drawn when this turn's input is used up */
void tui_send(
	struct tui *t); /* what is ready to be sent goes out, a new frame only when one is due */
void tui_say(struct tui *t, enum doc_role role, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Ends what goes on; false: nothing does. */
bool tui_stop_busy(struct tui *t);
void tui_watch_input(struct tui *t, bool on);

/* ---- pulse.c ---- */
void pulse_tick(void *ctx); /* once a second */
void pulse_changed(void *self, const struct engine *e, uint64_t from_seq);

/* ---- keep.c ---- */
/* Lines of earlier sessions, from the note beside the journal, and new ones into it. */
void keep_fetch(struct tui *t);
void keep_store(struct tui
		*t); /* does nothing when there is nothing new; tries again later when it cannot */
/* Asks whether the record can be written, once a second; says so when that changes. */
void keep_look(struct tui *t);

/* ---- leave.c ---- */
/* RC_STATE: an update that is this person's to send is due soon, or a line would be lost. */
enum rc leave_may(struct tui *t, struct err *err);
/* After the end the shell shows one line per incident that is still open. */
void leave_last_words(struct tui *t);

/* ---- editor.c ---- */
void editor_open(struct tui *t);
/* A text that is on record: what comes back is put behind `line` and run as a command, when it was changed. */
void editor_open_row(struct tui *t, struct str text, struct str line);
void editor_close(struct tui *t); /* when the console ends while it runs */
void editor_tick(struct tui *t);  /* rings for late promises while the editor has the screen */

/* ---- linear.c ---- */
enum rc linear_open(struct tui *t, const struct tui_options *o, const char *why, struct err *err);
void linear_close(struct tui *t);
void linear_changed(
	struct tui *t, uint64_t from_seq); /* said with the next tick, or linear_catch_up */
void linear_catch_up(struct tui *t);
void linear_tick(struct tui *t);
void linear_notice(struct tui *t);
void linear_show(struct tui *t, const struct doc *d);

#endif
