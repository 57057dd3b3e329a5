/* input_internal.h: bytes from a terminal become keys; pure, so that every sequence is a test line.
 */
#ifndef TUI_INPUT_INTERNAL_H
#define TUI_INPUT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "lang/keymap.h"

enum input_what { INPUT_KEY, INPUT_PASTE, INPUT_FOCUS_IN, INPUT_FOCUS_OUT };

struct input_event {
	enum input_what what;
	struct key
		key; /* INPUT_KEY; its leader is LEADER_NONE: two strokes are the caller's matter; of a
			click `ch` is the row of the screen, from 1 */
	struct str text; /* INPUT_PASTE: raw; lives until the next input_feed */
	bool cut;        /* INPUT_PASTE: longer than INPUT_PASTE_MAX */
};

/* INPUT_PASTE_MAX bytes of a paste are kept, the rest is dropped and `paste_cut` says so. */
enum { INPUT_SEQ_MAX = 64, INPUT_PASTE_MAX = 65536, INPUT_ESC_MS = 25 };

struct input {
	unsigned char seq[INPUT_SEQ_MAX]; /* an unfinished sequence */
	size_t n;
	bool swallow; /* inside a string or overlong sequence that is dropped until its end */
	bool string;  /* OSC, DCS, APC, PM, SOS: ends with ST or BEL */
	bool pasting;
	bool paste_cut;
	char *paste;
	size_t paste_n;
};

void input_init(struct input *in);
void input_clear(struct input *in);

typedef void input_fn(void *ctx, const struct input_event *ev);

/*
 * Feeds bytes in any portions. Unknown escape sequences are swallowed whole and never become text.
 * After the call input_pending says whether a lone ESC or the start of a sequence is waiting: call
 * input_timeout after INPUT_ESC_MS without more bytes.
 */
void input_feed(struct input *in, const void *bytes, size_t n, input_fn *fn, void *ctx);
bool input_pending(const struct input *in);
void input_timeout(struct input *in, input_fn *fn, void *ctx);

#endif
