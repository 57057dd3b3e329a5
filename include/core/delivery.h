/* delivery.h: the channels through which updates leave, and what became of each update on each of them. */
#ifndef CORE_DELIVERY_H
#define CORE_DELIVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/board.h"

enum { CHANNELS_MAX = 64, CHANNEL_NAME_MAX = 32, DELIVERY_ID_SIZE = 32 };

/* Whether anything of the incident may be said outside this journal. */
bool delivery_may_leave(const struct incident *i);

/* By name; NULL: there is none, or it was taken away. */
const struct channel *channel_find(const struct board *b, struct str name);
size_t channel_count(const struct board *b);
bool channel_serves(const struct channel *c, struct str audience);
/* "webhook https://hooks.example.org", "command /usr/local/bin/tell": what may be shown of where it leads. Paths and
 * queries of addresses and arguments of commands may hold secrets and are left out. */
struct str channel_shown(struct arena *a, const struct channel *c);
/* What two equal definitions have in common: how and where to, without name and audiences. */
struct hash channel_print(const struct channel *c);

const char *delivery_state_name(enum delivery_state s); /* waiting sent failed given-up */
const struct delivery *delivery_find(
	const struct incident *i, uint64_t update, struct str channel); /* NULL: not tried */
/* True while a person has to look: it failed, or was given up by nobody's word. */
bool delivery_is_red(const struct delivery *d);
size_t delivery_red_count(const struct incident *i);
/* The delivery whose newest row is `seq` and has something new to say to responders: the first failure, the end of
 * trying, and a success after failures; NULL for other rows. */
const struct delivery *delivery_news(const struct incident *i, uint64_t seq);
/* Whether the update is said in the main channel on IRC anyway. */
bool delivery_over_irc(const struct board *b, const struct incident *i, uint64_t update);

/* The same for the same update and channel at every try and in every process: receivers fold repetitions by it.
 * DELIVERY_ID_SIZE hexadecimal digits. */
struct str delivery_id(
	struct arena *a, uint32_t incident, const struct update *u, struct str channel);

/* The first sentence of a text, cut to a headline. */
struct str delivery_headline(struct arena *a, struct str text);
/* What the incident is called outside: the headline of its first public update; empty before there is one. */
struct str delivery_public_title(struct arena *a, const struct incident *i);

/* When a failed delivery is tried again, and when it no longer is; from templates/policy/delivery.tsv. */
struct delivery_policy;
/* RC_USAGE "file:line: what". */
enum rc delivery_policy_parse(struct arena *a, const char *file, struct str text,
	const struct delivery_policy **ret, struct err *err);
/* After so many failures; false: give up. */
bool delivery_wait(const struct delivery_policy *p, uint32_t failures, duration *ret);
/* An update that nobody has tried to deliver in this time is given up instead of being sent late. */
duration delivery_stale(const struct delivery_policy *p);

/* One update that is to go through one channel and has not; all by value, so that folds do not disturb it. */
struct owed {
	const struct incident *incident; /* NULL: a test of the channel */
	struct update update;            /* of a test: its record and time, an empty audience */
	struct channel channel;
	struct delivery last; /* attempt 0 and seq 0: not tried */
	instant due;          /* when to try */
	bool stale;           /* too old to be sent */
	bool overtaken;       /* a later one to the same audience went through this channel */
};

/* What is to be delivered, by incident, update and channel; tests come last. Returns the count. */
size_t deliveries_owed(struct arena *a, const struct board *b, const struct delivery_policy *p,
	instant now, const struct owed **ret);

#endif
