/* utf8_look.h: what the next piece of untrusted text is and how it has to be shown. */
#ifndef BASE_UTF8_LOOK_H
#define BASE_UTF8_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/utf8_internal.h"

enum piece_kind {
	PIECE_TEXT,     /* drawn as it is */
	PIECE_SPACE,    /* drawn as `cells` blanks */
	PIECE_TAB,      /* blanks to the next tab stop */
	PIECE_NEWLINE,  /* ends a row of a block */
	PIECE_MARK,     /* joins the letter before it */
	PIECE_DROP,     /* not shown; only the flag tells */
	PIECE_NAMED,    /* <ESC>; equal ones in a row fold */
	PIECE_NUMBER,   /* <U+E0B0> */
	PIECE_BAD_BYTE, /* <FF> */
	PIECE_TAGS,     /* <TAG:...>, all tag characters in a row */
	PIECE_COUNTRY   /* [DE] */
};

struct piece {
	enum piece_kind kind;
	size_t used; /* bytes of the input */
	uint32_t cp; /* first code point, or the bad byte */
	int cells;   /* PIECE_TEXT, PIECE_SPACE */
	const char *name;
	unsigned flag;
};

/* What the meaning of a character can depend on. */
struct surroundings {
	enum utf8_context ctx;
	uint32_t base;      /* last letter or sign drawn, 0 behind blanks and markers */
	bool base_varied;   /* a variation selector was already dropped behind it */
	enum script script; /* of the word, UTF8_IDENT only */
};

/* The piece at offset `at` (which is before the end) of raw. */
struct piece utf8_look(struct str raw, size_t at, const struct surroundings *s);

/*
 * The script most letters of the first word belong to; Latin wins a draw. Only a blank ends a word:
 * "disk full on db1" may be in two scripts, but a nick with a dash in it may not.
 */
enum script utf8_main_script(struct str text);

#endif
