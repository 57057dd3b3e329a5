/* greet_internal.h: people who come into a channel for the first time, until each was told where its incident stands. */
#ifndef IRC_GREET_INTERNAL_H
#define IRC_GREET_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/time.h"
#include "irc/line_internal.h"
#include "irc/members_internal.h"

enum { GREET_KNOWN_MAX = 4096, GREET_WAITING_MAX = 64 };

struct bridge;
struct incident;
struct event;
struct irc_channel;

struct newcomer {
	char nick[MEMBERS_NICK_MAX + 1];
	char channel[256];
	duration since;
};

/* Zero is empty. */
struct greetings {
	uint64_t known
		[GREET_KNOWN_MAX]; /* digests of incident and nick or account; the oldest is forgotten */
	size_t n, next;
	struct newcomer waiting[GREET_WAITING_MAX]; /* in the order in which they came */
	size_t waiting_n;
	size_t left_out; /* who came while that was full, until the channel was told */
	char left_out_of[256];
};

/* A channel is heard from now on: who is in it already needs no greeting. */
void greet_everybody(struct bridge *b, const struct irc_channel *ch);
/* Joins, and nicks that change. */
void greet_take(struct bridge *b, const struct irc_msg *m);
/* Who was given a role is told in private what it asks of them. */
void greet_role(struct bridge *b, const struct incident *i, const struct irc_channel *ch,
	const struct event *ev);
/* Says what there is room for; the rest waits for the next look. */
void greet_pump(struct bridge *b);

#endif
