/* ask_internal.h: whether a line of the channel asks something of the bridge, and in which words. */
#ifndef IRC_ASK_INTERNAL_H
#define IRC_ASK_INTERNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "irc/isupport_internal.h"

/* How it was addressed: the answer to an unknown verb differs. */
enum ask_how {
	ASK_SIGN,   /* !verb: other bots share the sign, so unknown words are not ours */
	ASK_NAME,   /* nick: verb */
	ASK_PROPOSE /* #action, #info, #agreed, #link: a line for the log */
};

struct asked {
	enum ask_how how;
	struct str verb; /* first word of the line */
	struct str line; /* verb and arguments, valid UTF-8, without styles */
};

/* False when it is just talk. Signs count at the very start of the line only. Views into the arena. */
bool ask_read(struct arena *a, const struct isupport *s, struct str me, struct str text,
	struct asked *ret);

#endif
