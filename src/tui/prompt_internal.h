/* prompt_internal.h: the prompt as people use it: editing, history, completion, search. */
#ifndef TUI_PROMPT_INTERNAL_H
#define TUI_PROMPT_INTERNAL_H

#include "lang/complete.h"
#include "lang/keymap.h"
#include "tui/edit_internal.h"
#include "tui/history_internal.h"
#include "tui/screen_internal.h"

enum { SEARCH_MAX = 200 };

struct prompt {
	struct edit edit;
	struct history history;
	struct arena *arena; /* the completion; dropped at every change */
	const struct completion *completion;
	bool menu;
	size_t menu_at;  /* marked candidate; COMPLETE_MAX: none yet */
	bool cycling;    /* Tab is walking through the candidates */
	size_t from, to; /* bytes of the line that the cycling replaces */
	int refused_at;  /* -1: not refused */
	bool searching, found;
	char search[SEARCH_MAX];
	size_t search_n, search_hit;
};

void prompt_init(struct prompt *p);
void prompt_clear(struct prompt *p);

/* The bytes that make the line a command (1 or 0), and the line behind them. */
size_t prompt_sign(const struct prompt *p);
struct str prompt_command(const struct prompt *p);
struct prompt_look prompt_look(const struct prompt *p);

/* Completion of the present line; the ask's line and cursor are filled here. Call after every change. */
void prompt_refresh(struct prompt *p, struct complete_ask *ask);
/* Tab (+1) or Shift-Tab (-1). */
void prompt_complete(struct prompt *p, int direction);
/* Opens the menu when there is something to choose from; for the pause timer. True when it opened. */
bool prompt_open_menu(struct prompt *p);

/* Does a typing act; false when the act is not the prompt's. *ret_changed: the text or the cursor moved. */
bool prompt_act(struct prompt *p, enum key_act act, bool *ret_changed);
void prompt_type(struct prompt *p, uint32_t code);
/* Replaces the draft, cursor at the end. */
void prompt_set(struct prompt *p, struct str text);
/* The line was taken: into the history and away. */
void prompt_done(struct prompt *p);
/* The line was refused: it stays, with the cursor at the problem (offset behind the sign). */
void prompt_refused(struct prompt *p, int at);

/* Incremental search in the history. */
void prompt_search(struct prompt *p); /* starts, or goes on to the next older hit */
void prompt_search_type(struct prompt *p, uint32_t code); /* 0: delete the last character */
void prompt_search_end(struct prompt *p);                 /* keeps what is shown */

#endif
