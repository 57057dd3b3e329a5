/* speaker_internal.h: which person speaks in a line of a channel, how well that is known, and what they may do. */
#ifndef IRC_SPEAKER_INTERNAL_H
#define IRC_SPEAKER_INTERNAL_H

#include "irc/bridge_private.h"

struct speaker {
	struct str
		person; /* a nick that is not believed to be the person of that name is "nick/NAME" */
	struct str known_by; /* "account x", "code K-1 as nick x", "nick only" */
	unsigned capabilities;
};

/*
 * Who says the line, in the arena. A code at its end is taken off *line and spent, whatever comes of the command.
 * RC_DENIED: the code does not hold, or too many did not lately. May write rows; look up incidents again.
 */
enum rc speaker_of(struct bridge *b, struct arena *a, uint32_t incident, const struct irc_msg *m,
	struct str *line, struct speaker *ret, struct err *err);

/* A line that is not obeyed: if it shows a code, that is known to others now and serves no longer. */
void speaker_expose_code(struct bridge *b, const struct irc_msg *m);

/* The person that a member of a channel is, in the arena; empty: an account whose name is somebody else's. */
struct str speaker_person_of(const struct bridge *b, struct arena *a, const struct member *who);
/* Where the person is in the channel: by account, or by a nick that nothing speaks against. NULL: not there. */
const struct member *speaker_member(
	const struct bridge *b, const struct irc_channel *ch, struct str person);
/* What a member may do, by what is known of them now. */
unsigned speaker_rights(
	struct bridge *b, struct arena *a, const struct incident *i, const struct member *who);
/* A row of somebody at a console named a person by a nick: while it can be seen whose account has it, that is recorded. */
void speaker_meet(struct bridge *b, const struct irc_channel *ch, const struct event *ev);

#endif
