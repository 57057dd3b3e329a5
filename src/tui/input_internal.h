/* input_internal.h: bytes from a terminal become keys; pure, so that every sequence is a test line.
 */
#ifndef TUI_INPUT_INTERNAL_H
#define TUI_INPUT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum key_code {
	KEY_NONE,
	KEY_CHAR, /* cp: a printable code point, or with KEY_MOD_CTRL the letter 'a'..'z' and a few
		     signs */
	KEY_ENTER,
	KEY_TAB,
	KEY_BACKSPACE,
	KEY_ESC,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_INSERT,
	KEY_DELETE,
	KEY_F,     /* cp: 1..24 */
	KEY_PASTE, /* text: what was pasted, raw */
	KEY_FOCUS_IN,
	KEY_FOCUS_OUT
};

enum key_mod { KEY_MOD_SHIFT = 1, KEY_MOD_ALT = 2, KEY_MOD_CTRL = 4 };

struct key {
	enum key_code code;
	unsigned mods;
	uint32_t cp;
	struct str text; /* KEY_PASTE: lives until the next input_feed */
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

typedef void input_key_fn(void *ctx, const struct key *k);

/*
 * Feeds bytes in any portions. Unknown escape sequences are swallowed whole and never become text.
 * After the call input_pending says whether a lone ESC or the start of a sequence is waiting: call
 * input_timeout after INPUT_ESC_MS without more bytes.
 */
void input_feed(struct input *in, const void *bytes, size_t n, input_key_fn *fn, void *ctx);
bool input_pending(const struct input *in);
void input_timeout(struct input *in, input_key_fn *fn, void *ctx);

/* Name as the key table and the help write it: "Alt-a", "Ctrl-X", "F5", "PgUp", "Shift-Left", "?".
 * Arena text. */
const char *key_name(struct arena *a, const struct key *k);

#endif
