/* keymap.h: keys and the command lines or built-ins they run: one table for input, help, hints and bind. */
#ifndef LANG_KEYMAP_H
#define LANG_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "doc/doc.h"

enum { KEYMOD_CTRL = 1, KEYMOD_ALT = 2, KEYMOD_SHIFT = 4 };

/* Keys that are no character; their names are in key_names.def. (Names starting with KEY_ belong to curses.) */
enum key_code {
	KEYCODE_CHAR, /* `ch` says which */
#define KEY_NAME(id, name) KEYCODE_##id,
#include "lang/key_names.def"
#undef KEY_NAME
	KEYCODE_COUNT
};

/* First strokes of two-stroke keys, as struct key.leader. "Esc 2" is no such key: it is another way to type Alt-2. */
enum { LEADER_NONE, LEADER_SPACE, LEADER_CTRL_X, LEADER_COUNT };

struct key {
	enum key_code code;
	uint32_t ch;   /* the character as typed; with Ctrl in lower case */
	unsigned mods; /* KEYMOD_...; a character never has KEYMOD_SHIFT */
	int leader;    /* LEADER_... */
};

/* "Ctrl-R" "Alt-3" "F1" "Shift-Left" "Esc" "Space f" "Ctrl-X Ctrl-E" "?": names and modifiers in any case. */
enum rc key_parse(struct str name, struct key *ret, struct err *err);
const char *key_print(struct arena *a, struct key k);
bool key_eq(struct key a, struct key b);
/* Whether k is itself the first stroke of a two-stroke key: its LEADER_, else LEADER_NONE. */
int key_as_leader(struct key k);

/*
 * Where the cursor is. FIND is a list while a find is open, VI a list after `set vi on`. Where a context has no
 * binding its parent is asked: timeline, find and vi -> list -> any; prompt, form -> any.
 */
enum key_context {
	KEYCTX_ANY,
	KEYCTX_PROMPT,
	KEYCTX_LIST,
	KEYCTX_FORM,
	KEYCTX_TIMELINE,
	KEYCTX_FIND,
	KEYCTX_VI,
	KEYCTX_COUNT
};
const char *key_context_name(enum key_context c); /* any prompt list form timeline find vi */
bool key_context_find(struct str name, enum key_context *ret);
enum key_context key_context_parent(enum key_context c); /* ANY is its own parent */

/* What the console does itself on a key; the verb beside it does the same from the prompt. */
enum key_act {
	KEY_ACT_NONE, /* the binding has a command line */
#define KEY_ACT(id, name, kind, brief) KEY_ACT_##id,
#include "lang/key_acts.def"
#undef KEY_ACT
	KEY_ACT_COUNT
};
const char *key_act_name(enum key_act act); /* "complete"; "" for KEY_ACT_NONE */
const char *key_act_brief(enum key_act act);
/* Whether it only moves in or edits what is being typed; every other act has a verb beside it in keys.def. */
bool key_act_is_typing(enum key_act act);

enum key_how {
	KEY_HOW_BUILTIN, /* act */
	KEY_HOW_RUN,     /* the line is run at once: looking and moving only */
	KEY_HOW_WRITE    /* the line is written into the prompt and the person presses Enter */
};

struct binding {
	struct key key;
	enum key_context context;
	enum key_how how;
	enum key_act act;
	/* "go time"; with KEY_HOW_BUILTIN the verb line that does the same. "{selected}": key of the
	 * marked row */
	struct str line;
	struct str note; /* for help and hints */
	int priority;    /* in the hint row: higher stays longer; 0 is never hinted */
	bool fixed;      /* bind refuses to change it */
	bool user;       /* made by bind */
};

struct keymap; /* lives in the arena given to keymap_new, default bindings inside */

struct keymap *keymap_new(struct arena *a);
/* In the context, then in its parents. NULL: not bound. */
const struct binding *keymap_find(const struct keymap *m, enum key_context c, struct key k);
/* Whether a two-stroke key may start with this leader in the context. */
bool keymap_has_leader(const struct keymap *m, enum key_context c, int leader);
size_t keymap_count(const struct keymap *m);
const struct binding *keymap_at(const struct keymap *m, size_t i); /* table order, new ones last */

enum { KEYMAP_MAX = 512, BIND_LINE_MAX = 512 };

/*
 * bind KEY "command line": replaces what the key does in that context. A line that ends in a blank is written
 * into the prompt, any other is run; an empty line removes the binding. RC_USAGE: no such key. RC_DENIED: keys
 * that are text there (a plain character outside Space) and those that must stay (Enter, Esc, Ctrl-C). RC_LIMIT.
 * *ret_old: the line it had until now, empty when the key was free; may be NULL.
 */
enum rc keymap_bind(struct keymap *m, enum key_context c, struct str key, struct str line,
	struct str *ret_old, struct err *err);

/* Bindings for the hint row of a context, highest priority first. Returns how many of at most max. */
size_t keymap_hints(
	const struct keymap *m, enum key_context c, const struct binding **ret, size_t max);
/* Second strokes of a leader in table order: the Space menu. */
size_t keymap_menu(const struct keymap *m, enum key_context c, int leader,
	const struct binding **ret, size_t max);

/* The help page of keys: one table per context, from the bindings as they are now. */
void keymap_help(const struct keymap *m, struct doc *d);

#endif
