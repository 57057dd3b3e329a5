/* dispatch_internal.h: one clean line at a time through the IRC library: what kind of event it is, and how ours are written. */
#ifndef IRC_DISPATCH_INTERNAL_H
#define IRC_DISPATCH_INTERNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "irc/line_internal.h"

/*
 * The library sits on one end of a socket pair and never sees the network. It is told the nick the
 * server granted, gets only lines that are whole, known, sourced and short, and is made anew for each
 * connection. What it says of a line is its kind alone; text, sender and target are ours.
 */
struct dispatch;

enum dispatch_kind {
	DISPATCH_MESSAGE, /* PRIVMSG, whatever the target; /me included */
	DISPATCH_NOTICE,
	DISPATCH_PEOPLE, /* join part quit nick kick */
	DISPATCH_TOPIC,
	DISPATCH_MODE,
	DISPATCH_INVITE,
	DISPATCH_NUMERIC,
	DISPATCH_OTHER
};

enum rc dispatch_new(const char *nick, struct dispatch **ret, struct err *err);
void dispatch_free(struct dispatch *d); /* NULL is fine */

/* False when the line is none of what may be forwarded, or the library made nothing of it. */
bool dispatch_feed(struct dispatch *d, const struct irc_msg *m, enum dispatch_kind *ret);

/* The line that says it, without its end, in the arena. False when the library refuses. */
bool dispatch_privmsg(
	struct dispatch *d, struct arena *a, const char *target, const char *text, struct str *ret);
bool dispatch_notice(
	struct dispatch *d, struct arena *a, const char *target, const char *text, struct str *ret);
bool dispatch_topic(struct dispatch *d, struct arena *a, const char *channel, const char *topic,
	struct str *ret);

#endif
