/* line_internal.h: bytes from a server into lines, and a line into tags, source, command and
 * parameters. */
#ifndef IRC_LINE_INTERNAL_H
#define IRC_LINE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum {
	LINE_BYTES_MAX = 8703, /* 8191 of tags and 512 of the rest */
	LINE_PARAMS_MAX = 15
};

/*
 * Splits a byte stream at LF; a CR before it goes too, empty lines are dropped. What is longer than
 * LINE_BYTES_MAX comes out in pieces, each marked, and is never taken for a line.
 */
struct line_splitter {
	char *buf; /* heap, made at the first byte */
	size_t n;
	bool in_pieces; /* the present line was too long already */
};

enum line_kind {
	LINE_WHOLE,
	LINE_PIECE, /* of a line that is too long */
	LINE_CUT    /* the connection ended inside it */
};

/* The bytes are borrowed for the call. Must not touch the splitter, but may ask to stop: false
 * drops the rest of the input. */
typedef bool line_fn(void *ctx, struct str raw, enum line_kind kind);

void line_split(struct line_splitter *s, struct str bytes, line_fn *fn, void *ctx);
/* The connection ended: what is left over comes out as LINE_CUT; the splitter is as new. */
void line_split_end(struct line_splitter *s, line_fn *fn, void *ctx);
void line_splitter_clear(struct line_splitter *s);

/* All views point into the line or, for tag values, into the arena. NUL bytes may occur in any of
 * them. */
struct irc_msg {
	struct str time, account, msgid, batch, label; /* tags, unescaped; empty when absent */
	bool has_account, bot;
	struct str source;           /* without ':', empty when absent */
	struct str nick, user, host; /* parts of the source; a server has only a nick */
	struct str command;
	int numeric; /* 1-999, 0 for words */
	struct str params[LINE_PARAMS_MAX];
	size_t n;
};

/* False when there is no command in it. */
bool line_parse(struct arena *a, struct str raw, struct irc_msg *ret);

/* The i-th parameter, empty when there is none. */
struct str line_param(const struct irc_msg *m, size_t i);

/* "\x01VERB text\x01", with or without the closing byte. *verb and *text are views. */
bool line_ctcp(struct str text, struct str *verb, struct str *rest);

/* Text without the style codes of IRC: bold, colours, hex colours, reset, reverse, italic and the
 * like. */
struct str line_unstyle(struct arena *a, struct str text);

#endif
