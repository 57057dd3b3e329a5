/* confirm_internal.h: how the console makes sure of a line that weighs something before it is recorded. */
#ifndef TUI_CONFIRM_INTERNAL_H
#define TUI_CONFIRM_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"
#include "command/command.h"
#include "engine/engine.h"
#include "lang/keymap.h"
#include "tui/edit_internal.h"
#include "tui/screen_internal.h"

struct tui;

enum { CONFIRM_HOLD_S = 10, OFFER_S = 30 };

struct confirm {
	enum confirm_stage stage;
	bool apply; /* [ Apply ] is marked, not [ Back ] */
	enum care care;
	uint32_t incident;
	char line[EDIT_MAX + 1]; /* without its sign */
	char verb[32];
	duration until; /* monotonic: when the hold is over */
	uint64_t timer;
};

/* True: the line weighs enough to be asked about, and the question is open; the line is with it. False with RC_OK in
 * *ret_rc: run it. Else it was refused. */
bool confirm_takes(struct tui *t, struct str line, enum rc *ret_rc, struct err *err);
/* A key while a question is open; false: the key means what it always means. */
bool confirm_key(struct tui *t, struct key k);
/* Linear mode: a line while a question is open; true when it was the answer. */
bool confirm_line(struct tui *t, struct str line);
/* Nothing is recorded; the line goes back into an empty prompt. */
void confirm_stop(struct tui *t);
struct confirm_look confirm_look(const struct tui *t);

/* "type 3 to close> " in front of the prompt; p NULL when no number is asked for. */
struct str confirm_label(struct arena *a, const struct confirm_look *c);
/* The last row of the question: buttons, what to type, or the seconds. */
const struct doc *confirm_doc(struct arena *a, const struct confirm_look *c);
/* Whether the typed words are the number: "3", "INC-3". */
bool confirm_is_number(struct str typed, uint32_t incident);

#endif
