/* lang_internal.h: what the files of the language share: how words were given to slots, and small
 * helpers. */
#ifndef LANG_LANG_INTERNAL_H
#define LANG_LANG_INTERNAL_H

#include "base/vec.h"
#include "lang/grammar.h"
#include "lang/lex.h"

bool is_blank(char c);
bool is_digit(char c);
bool all_digits(struct str s);
bool zone_looks_right(struct str s); /* its letters and signs, not whether there is such a zone */

/* Name of a slot type in usage strings ("promise"). */
/* What to write for a slot: "@nick, or a role such as @ic". Never NULL. */
const char *slot_type_hint(enum slot_type t);
const struct slot *grammar_slot(const struct grammar *g, struct str name);
const struct slot *grammar_slot_of(
	const struct grammar *g, enum slot_type t); /* first of a type; NULL */
/* Writes the slot as in the usage string, without brackets. */
void slot_print(struct buf *b, const struct slot *s);

/* Index of a choice by exact word or unique prefix. RC_USAGE and RC_AMBIGUOUS name the choices. */
enum rc choice_find(const struct slot *s, struct str word, size_t *ret, struct err *err);

/* Splits "A-3", "a3", "INC-42" or "3" into letters (may be empty) and number; false when it is no
 * id. */
bool id_split(struct str s, struct str *letters, uint64_t *number);
/* Whether a word, taken alone, looks like a value of this slot. */
bool slot_fits(const struct slot *s, const struct word *w, const struct match_ctx *ctx);

/* Which words went to which slot. */
struct given {
	int *slot;         /* per word of the line: index of its slot, or -1 */
	bool *in_text;     /* per word: a tag in the middle of a text, part of the text as well */
	struct str *gauge; /* per word: full key of a gauge */
	size_t *count;     /* per slot: how many words it got */
	int missing;       /* first required slot without a word, or -1 */
	int next; /* the positional slot that one more word would be offered to first, or -1 */
};

/*
 * Gives words[from..] to slots by shape alone, without reading values. Words too many and names
 * that are not known are errors with a position; a missing slot is not: it stands in ret->missing.
 */
enum rc words_give(struct arena *a, const struct grammar *g, const struct words *w, size_t from,
	const struct match_ctx *ctx, struct given *ret, struct err *err);
/* Reads every given word; a missing slot is no error here. The values are dropped when ret is NULL. */
enum rc values_read(struct arena *a, const struct grammar *g, const struct words *w, size_t from,
	const struct match_ctx *ctx, const struct given *given, struct args **ret, struct err *err);

/* The candidate nearest to a mistyped word; empty when none is near. */
struct str nearest(struct str word, const struct str *candidates, size_t n);

#endif
