/* tui.h: the console at a terminal: screens, keys and the linear mode, as one edge over an engine. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "command/command.h"
#include "doc/doc.h"
#include "engine/engine.h"
#include "sys/loop.h"

struct tui;

/* How the console is to start. Zero with colours = -1 is "ask the terminal and the environment". */
struct tui_options {
	int columns, rows;     /* 0: ask the terminal; else fixed (for recordings) */
	int colours;           /* -1: what the terminal has; 0 none, 16, 256 */
	bool ascii;            /* only ASCII of our own; text from people stays as it is */
	bool linear;           /* append-only lines, no cursor addressing */
	bool reads_only;       /* linear: standard input is left alone, a signal ends it */
	size_t first_rows;     /* linear: so many of the newest rows come first */
	bool still;            /* no flashing, countdown every 10 s until the last 10 */
	const char *theme;     /* name of a theme; NULL: light or dark by COLORFGBG */
	const char *actor;     /* the local user; NULL: the operating system's word */
	unsigned capabilities; /* of the local user; 0: CAP_ALL */
	uint32_t incident;     /* to open with; 0: the one open incident, else home */
};

/*
 * Acts that are not the console's own (ACT_VIEW, ACT_THEME, ACT_BIND, ACT_SAY and ACT_SCREEN are) go to this
 * callback. ACT_QUIT means: leave loop_run; its `text` is empty when a person asked, else says why the terminal is
 * gone. On failure the message is shown on the attention line.
 */
typedef enum rc tui_act_fn(void *self, const struct act *act, struct err *err);

/*
 * Takes the terminal over (or starts linear mode when there is none fit for screens) and draws the first frame.
 * Watches standard input, SIGWINCH, SIGTSTP and SIGCONT in the loop. The engine, the loop and *self must outlive
 * the tui; strings of the options are copied. RC_IO: no terminal and no standard input to read from.
 */
enum rc tui_open(struct engine *e, struct loop *l, const struct tui_options *o, tui_act_fn *act,
	void *self, struct tui **ret, struct err *err);

/* One sentence for the attention line from another edge; raw text. Drawn until the next one or a key. */
void tui_notice(struct tui *t, enum doc_role role, struct str text);

/*
 * Something long goes on: its words stand in the attention line where no notice does, until they are empty. Esc or
 * Ctrl-C calls stop(ctx), which is to end it. Words are copied, drawn cleaned.
 */
void tui_busy(struct tui *t, struct str words, void (*stop)(void *ctx), void *ctx);

/* Shows a document (the result of an act) over the body until Esc; linear: prints it. Copied. */
void tui_show(struct tui *t, const struct doc *d);

/* State of a link for the header: ("irc", "ok", since). state: "ok", "slow", "silent", "DOWN", "" forgets the link.
 * "DOWN: joining" is DOWN as well, and says what is done about it; how long counts from the first DOWN. */
void tui_link_state(struct tui *t, const char *name, const char *state, instant since);

/* An act of the console's own from another door (theme and bind lines of the config file). RC_USAGE: not one of ours. */
enum rc tui_act(struct tui *t, const struct act *act, struct err *err);

/* What the console looks at now; 0 on the home screen. */
uint32_t tui_incident(const struct tui *t);

/* Gives the terminal back and prints one line about incidents still open. NULL is fine. */
void tui_close(struct tui *t);

#endif
