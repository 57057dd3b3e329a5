/* members_internal.h: who is in the channel, followed through joins, parts, quits, kicks and nick
 * changes. */
#ifndef IRC_MEMBERS_INTERNAL_H
#define IRC_MEMBERS_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "irc/isupport_internal.h"
#include "irc/line_internal.h"

enum { MEMBERS_NICK_MAX = 200, MEMBERS_ACCOUNT_MAX = 64, MEMBERS_MAX = 20000 };

/* The number that marks answers to our own WHO, in the form of WHOX: channel, nick, flags, account. */
#define MEMBERS_WHOX "%tcnfa,152"

struct member {
	char nick[MEMBERS_NICK_MAX + 1];
	char was[MEMBERS_NICK_MAX +
		 1]; /* the nick they came with, when it is another one now; else "" */
	bool bot;    /* the server says so */
	char account[MEMBERS_ACCOUNT_MAX +
		     1]; /* of its services, "" when not logged in or not told */
};

/* Heap memory; zero is empty. */
struct members {
	struct member *v;
	size_t n, cap;
};

void members_clear(struct members *m);
/*
 * Takes a line that concerns `channel`: JOIN PART QUIT NICK KICK ACCOUNT, the names in 353, the flags in 352 and
 * 354, the accounts in 354 and in a JOIN that has one. `me` is our nick before the line: when we leave, the list is emptied.
 */
void members_take(struct members *m, const struct isupport *s, struct str channel, struct str me,
	const struct irc_msg *msg);
const struct member *members_find(
	const struct members *m, const struct isupport *s, struct str nick);
/* Somebody who goes by that name: a nick, an account, or the nick they came with. It proves nothing. */
bool members_know(const struct members *m, const struct isupport *s, struct str name);

#endif
