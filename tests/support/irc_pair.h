/* irc_pair.h: two real InspIRCds that are one network, and an operator's words that part and join them. */
#ifndef SUPPORT_IRC_PAIR_H
#define SUPPORT_IRC_PAIR_H

#include <sys/types.h>

#include "base/arena.h"
#include "support/irc_client.h"

/* irc.test and irc2.test. */
struct irc_pair {
	pid_t near, far;
	int port, far_port; /* for people */
};

/* Starts both in folders of the test and waits until they accept; they are not joined yet. */
void irc_pair_start(struct irc_pair *p, struct arena *a, const char *folder);
void irc_pair_end(struct irc_pair *p);

/* The client, a person on irc.test, may part and join the servers from here on. */
void irc_pair_operator(struct irc_client *c);
void irc_pair_part(struct irc_client *c);
void irc_pair_join(struct irc_client *c); /* it takes a moment */

#endif
