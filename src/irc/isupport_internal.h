/* isupport_internal.h: what a server says of itself in 005: name lengths, case rules, channel
 * types. */
#ifndef IRC_ISUPPORT_INTERNAL_H
#define IRC_ISUPPORT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "irc/line_internal.h"

enum casemap { CASEMAP_RFC1459, CASEMAP_STRICT, CASEMAP_ASCII };

struct isupport {
	size_t nick_max, channel_max, topic_max, line_max; /* bytes; topic 0: not said */
	enum casemap casemap;
	char channel_types[16]; /* "#&" */
	char prefixes[16];      /* "@+" */
	char status_msg[16];    /* "@+": targets such as @#channel */
	char network[64];
	bool whox, bot_mode;
};

void isupport_init(struct isupport *s); /* what holds until a server says more */
/* Takes one 005; senseless values are ignored. */
void isupport_take(struct isupport *s, const struct irc_msg *m);

/* Names are equal under the case rules of the server. */
bool isupport_same(const struct isupport *s, struct str a, struct str b);
bool isupport_is_channel(const struct isupport *s, struct str target);

#endif
