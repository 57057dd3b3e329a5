/* utf8.h: decoding, cell widths, and the one function between untrusted bytes and anything a person
 * sees. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Decodes one code point strictly (no overlong, no surrogate, <= 10FFFF). Returns bytes used, 0 at
 * the end, -1 for a bad byte. */
int utf8_decode(struct str s, uint32_t *ret);
/* Appends the encoding of a code point. */
void utf8_encode(struct buf *b, uint32_t cp);
bool utf8_is_valid(struct str s);
/* Largest n' <= n that does not cut a character of s. */
size_t utf8_floor(struct str s, size_t n);

/* Cells a code point takes, by the C library's table as ncurses uses it: 0, 1 or 2; -1 when it must
 * not be drawn. */
int utf8_width(uint32_t cp);
/* Cells of the widest row of a clean string (as returned by utf8_clean). */
size_t utf8_cells(struct str clean);
/* Longest prefix of the first row that fits in `cells`; never cuts a base from its marks. *used
 * gets the cells taken (may be NULL). A cut inside a marker leaves it open: the end of text closes
 * it. */
struct str utf8_clip(struct str clean, size_t cells, size_t *used);
/* Byte length of the user-perceived character at the start / before the end of s. 0 on empty. */
size_t utf8_next(struct str s);
size_t utf8_prev(struct str s);

/* Where the text comes to stand; the rules of each are in the table above utf8_clean in
 * utf8_clean.c. */
enum utf8_context { UTF8_IDENT, UTF8_LINE, UTF8_BLOCK, UTF8_OSC };

enum utf8_flag {
	UTF8_CTL = 1 << 0,    /* control codes were shown as <ESC> ... */
	UTF8_BIDI = 1 << 1,   /* direction overrides were shown */
	UTF8_INVIS = 1 << 2,  /* invisible characters were shown */
	UTF8_BAD = 1 << 3,    /* bytes that are not UTF-8 were shown as <FF>; named "utf8" */
	UTF8_MARKS = 1 << 4,  /* more than two marks on a letter */
	UTF8_MIXED = 1 << 5,  /* scripts mixed inside a name */
	UTF8_LONG = 1 << 6,   /* cut, the rest is counted */
	UTF8_FMT = 1 << 7,    /* IRC style codes were dropped */
	UTF8_SGR = 1 << 8,    /* colour sequences were dropped and counted (block only) */
	UTF8_RTL = 1 << 9,    /* holds right-to-left letters */
	UTF8_WIDTH = 1 << 10, /* a joined glyph was flattened */
	UTF8_PUA = 1 << 11    /* private use, unassigned or too new, shown as <U+E0B0> */
};
/* These put a "!" in the gutter. */
enum {
	UTF8_SUSPECT = UTF8_CTL | UTF8_BIDI | UTF8_INVIS | UTF8_BAD | UTF8_MARKS | UTF8_MIXED |
		       UTF8_PUA
};

/* Markers such as <ESC> stand between these two bytes in the cleaned text, so that a printer can
 * draw them in the role `mark`; every printer of the house strips or maps them. No other C0 byte
 * but LF occurs in clean text. */
enum { UTF8_MARK_ON = 0x0E, UTF8_MARK_OFF = 0x0F };

struct utf8_clean {
	struct str text; /* in the arena; always valid UTF-8 and safe to draw */
	unsigned flags;  /* enum utf8_flag */
	size_t cells;    /* widest row */
	size_t rows;
};

/* Turns any bytes into drawable text. Never fails; output is bounded by the context. */
struct utf8_clean utf8_clean(struct arena *a, struct str raw, enum utf8_context ctx);
/* As above, without marker bytes: the plain text alone. */
struct str utf8_plain(struct arena *a, struct str raw, enum utf8_context ctx);
/* Removes the marker bytes from clean text. */
struct str utf8_unmark(struct arena *a, struct str clean);
/* Replaces every byte that is not valid UTF-8, and NUL, by U+FFFD; touches nothing else. For JSON
 * bodies. */
struct str utf8_repair(struct arena *a, struct str raw);

#endif
