/* grammar.h: a usage string is the grammar: it is parsed into slots, and words are matched to them. */
#ifndef LANG_GRAMMAR_H
#define LANG_GRAMMAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "lang/lex.h"

/*
 * usage   = *( SP item )                     the verb itself is not part of it
 * item    = required | "[" required "]"      brackets: may be left out
 * required= "<" name [":" type] ">" ["..."]  a positional slot; "..." takes several
 *         | name "=" "<" type ">"            a named value, in any place of the line
 *         | name "=" choice                  a named choice
 *         | "#tag..."                        every #word that is not quoted
 * type    = "word" | "text" | "person" | "role" | "id" | "time" | "promise" | "dur" | "share" | "int" | "level"
 *         | "file" | "gauges" | "verb" | "zone" | choice
 * choice  = word *( "|" word )               a unique prefix is enough
 * Without a type the name is the type when it is one of the list ("<person>", "<time>"), else word.
 * text    takes everything that is left, unquoted, except known name=value words; "--" ends those.
 * time    (a record) and promise (a deadline) follow base/time.h. An optional first <time> slot takes a word only when it looks
 *         like a time and is not quoted.
 * gauges  takes every name=value word whose name the context knows as a gauge.
 * id      an optional one whose name is in capitals ("<C:id>") takes ids of these letters and bare numbers alone.
 * dur "?" and share "?" mean unknown where the slot allows it (share does).
 */
enum slot_type {
	SLOT_WORD,
	SLOT_TEXT,
	SLOT_PERSON,
	SLOT_ROLE,
	SLOT_ID,
	SLOT_TIME,
	SLOT_PROMISE,
	SLOT_DUR,
	SLOT_SHARE,
	SLOT_INT,
	SLOT_LEVEL,
	SLOT_FILE,
	SLOT_GAUGES,
	SLOT_VERB,
	SLOT_ZONE,
	SLOT_CHOICE,
	SLOT_TAGS
};

struct slot {
	struct str name;
	enum slot_type type;
	bool optional, named, many;
	struct str *choices;
	size_t choice_count;
};

struct grammar {
	struct slot *slots;
	size_t n;
};

/* A usage string that does not parse is a bug of ours: RC_BUG, and a test walks all commands. */
enum rc grammar_parse(struct arena *a, const char *usage, struct grammar *ret, struct err *err);

/* What matching needs to know of the world. All members may be NULL/zero. */
struct match_ctx {
	struct time_ctx time;
	/* A role id for a word or unique prefix ("ic"); RC_UNKNOWN names what there is. */
	enum rc (*role)(void *self, struct str word, struct str *ret, struct err *err);
	/* A person for "@nick", "nick" or "@role"; RC_STATE "nobody holds scribe". */
	enum rc (*person)(void *self, struct str word, struct str *ret, struct err *err);
	/* True when the name (or a unique prefix) is a gauge: *ret its key. */
	bool (*gauge)(void *self, struct str name, struct str *ret);
	void *self;
	struct arena *arena;
};

struct args;

/* Matches words[from..] to the slots. Errors carry the position and say what to write instead. */
enum rc args_match(const struct grammar *g, const struct words *w, size_t from,
	const struct match_ctx *ctx, const struct args **ret, struct err *err);

bool args_has(const struct args *a, const char *slot);
/* word, text, person, role, choice (in full), file, id ("A-3"); empty when absent */
struct str args_str(const struct args *a, const char *slot);
/* The word of a positional slot as it was typed, before it was read; empty when absent. */
struct str args_said(const struct args *a, const char *slot);
bool args_time(const struct args *a, const char *slot, struct stamp *ret);
duration args_dur(const struct args *a, const char *slot, duration otherwise);
/* int, level, share in basis points, number of an id */
int64_t args_int(const struct args *a, const char *slot, int64_t otherwise);
bool args_is(const struct args *a, const char *slot, const char *choice);
/* Pairs of a gauges slot, words of a many slot, or tags (without '#'). */
struct pair {
	struct str name, value;
	int at;
};
size_t args_pairs(const struct args *a, const char *slot, const struct pair **ret);

#endif
