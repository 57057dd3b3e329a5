/* lex.h: a line of the command language into words, with where each stood. */
#ifndef LANG_LEX_H
#define LANG_LEX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct word {
	struct str text; /* the whole word, unquoted: "due=next friday" of due="next friday" */
	struct str
		name; /* its "due"; empty when the word does not start with a name and '=' outside quotes */
	int at, end; /* byte offsets in the line */
	bool quoted; /* any part was in quotes: never a time, a tag or a person */
};

struct words {
	struct word *v;
	size_t n;
	struct str line; /* what was lexed (for "rest" slots and error positions) */
	bool split; /* came from lex_argv: quotes inside a word are data, the shell has removed its own */
};

enum { LEX_LINE_MAX = 8192, LEX_WORDS_MAX = 4096 };

/* "next friday" of due="next friday"; the whole text of a word without a name. */
struct str word_value(const struct word *w);

/*
 * word | '...' | "..." with \" and \\. A quote opens only at the start of a word or of a named value: the one
 * in can't is text. RC_USAGE with the position for an open quote.
 */
enum rc lex_line(struct arena *a, struct str line, struct words *ret, struct err *err);
/* Shell words come already split; one that holds white space counts as quoted. */
enum rc lex_argv(struct arena *a, int argc, char *const *argv, struct words *ret, struct err *err);
/* Writes a word so that lex_line reads it back with the same text. */
struct str lex_quote(struct arena *a, struct str text);

#endif
