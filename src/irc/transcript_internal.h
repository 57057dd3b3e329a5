/* transcript_internal.h: a received line as rows of the journal, byte for byte. */
#ifndef IRC_TRANSCRIPT_INTERNAL_H
#define IRC_TRANSCRIPT_INTERNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "core/event.h"
#include "irc/isupport_internal.h"
#include "irc/line_internal.h"

/* Where the line was heard. */
struct transcript {
	const struct isupport *isupport;
	const char *channel, *me;
	const char *network; /* "" or NULL: the bridge's own */
	const char *how;     /* what it is, known better than by its word; NULL: by that */
	bool bot;            /* whoever said it is no person */
	bool live;           /* false: it may be a replay of older lines, and the row says so */
	instant now;
};

/* The channel that a line names, without the signs that pick some of its people; empty: it names none. */
struct str transcript_target(const struct isupport *s, const struct irc_msg *m);
/* It concerns every channel where the person is: a quit, another name. */
bool transcript_is_everywhere(const struct irc_msg *m);

/*
 * The chat.in rows of one line, in the arena: usually one, several when its text is very long, none when it is not talk of
 * the channel or to us. m is NULL for what is no whole line; its bytes are kept too. Body: text nick
 * user host channel how, and where they apply raw (hex of bytes that are not UTF-8), private, bot, replay,
 * target, server_time, account, msgid, part, parts. The caller sets the incident.
 */
size_t transcript_rows(struct arena *a, const struct transcript *t, struct str raw,
	const struct irc_msg *m, struct event **ret);

#endif
