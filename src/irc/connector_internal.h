/* connector_internal.h: one lasting connection and its channels: registers, joins, asks, gives up, comes back. */
#ifndef IRC_CONNECTOR_INTERNAL_H
#define IRC_CONNECTOR_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "irc/batches_internal.h"
#include "irc/caps_internal.h"
#include "irc/channels_internal.h"
#include "irc/isupport_internal.h"
#include "irc/line_internal.h"
#include "irc/members_internal.h"
#include "irc/options.h"
#include "irc/pacer_internal.h"
#include "sys/loop.h"

/*
 * OFF -> RESOLVE -> DIAL -> SECURE -> REGISTER -> SETUP -> JOIN -> SYNC -> LIVE <-> SUSPECT; any loss leads to
 * BACKOFF and from there to RESOLVE. Each channel goes its own way from JOIN on; the link stands where the first one
 * stands, and in SETUP without any. A refused join and a kick stay in JOIN and are tried again. Until SYNC has ended
 * everything heard in a channel may be a replay of older lines: it is recorded, never obeyed.
 */
enum link_state {
	LINK_OFF,
	LINK_RESOLVE,
	LINK_DIAL,
	LINK_SECURE, /* encryption; left out where there is none */
	LINK_REGISTER,
	LINK_SETUP,
	LINK_JOIN,
	LINK_SYNC,
	LINK_LIVE,
	LINK_SUSPECT,
	LINK_BACKOFF
};
const char *link_state_name(enum link_state s);

/* Called from the loop, one at a time. None may free the connector; all may send and stop. */
struct connector_events {
	/* Every line before it is interpreted; m is NULL when it is no whole line. */
	void (*line)(void *ctx, struct str raw, enum line_kind kind, const struct irc_msg *m);
	/* Every whole line once we are registered, after the connector drew its own conclusions. */
	void (*message)(void *ctx, struct str raw, const struct irc_msg *m);
	void (*changed)(void *ctx, enum link_state from, enum link_state to);
	/* A channel is heard from now on, or no longer: then `lost` and `why` say since when and why. It may be
	 * dropped right after that. */
	void (*channel)(void *ctx, const struct irc_channel *ch, bool live);
	/* A line given to connector_send with this id (not 0) has left; without its end. */
	void (*sent)(void *ctx, uint64_t id, struct str line);
	/* The server has dealt with everything that left before connector_barrier(id). */
	void (*barrier)(void *ctx, uint64_t id);
	void (*notice)(void *ctx, bool bad, const char *text);
	/* A certificate, a login or we ourselves were refused; every attempt says so again. */
	void (*denied)(void *ctx, const char *why);
	/* Since when the channel was not heard, as far as anybody knows; INSTANT_NONE: it is heard for the first time. */
	instant (*since)(void *ctx, const struct irc_channel *ch);
	/* A channel was, and says why; every attempt says so again. */
	void (*refused)(void *ctx, const struct irc_channel *ch);
	void *ctx;
};

struct connector;

/* The options are read through the pointer whenever needed. */
struct connector *connector_new(
	struct loop *l, const struct irc_options *options, const struct connector_events *events);
void connector_free(struct connector *c); /* NULL is fine; closes without a word */

void connector_start(struct connector *c); /* again: no effect unless it was off */
void connector_stop(struct connector *c, const char *farewell);
/* The channels to be in, the leading one first, at most LINK_CHANNELS_MAX: new ones are joined, others left. Not from an
 * event. */
void connector_want(struct connector *c, const char *const *names, size_t n);
/* Now and then: a machine that was suspended does not know how old its link is. */
void connector_look(struct connector *c);

/* Queues one line; false when it is not connected or the queue is full. */
bool connector_send(struct connector *c, enum pace class, struct str line, uint64_t id);
/* Asks for a barrier behind the lines queued so far in this class. */
bool connector_barrier(struct connector *c, enum pace class, uint64_t id);

enum link_state connector_state(const struct connector *c);
bool connector_is_up(
	const struct connector *c); /* greeted: whatever the channels, lines can be said */
const struct irc_channels *connector_channels(const struct connector *c);
const struct irc_channel *connector_lead(
	const struct connector *c); /* NULL: no channel is wanted */
const struct irc_channel *connector_channel(
	const struct connector *c, struct str name);                 /* NULL: not wanted */
bool connector_hears(const struct connector *c, struct str channel); /* live: heard and obeyed */
struct str connector_nick(const struct connector *c);
/* Bytes of our nick!user@host as others see it, or the most it may be. */
size_t connector_mask_length(const struct connector *c);
const struct isupport *connector_isupport(const struct connector *c);
const char *connector_why(const struct connector *c);   /* last loss or refusal, "" when none */
duration connector_next_try(const struct connector *c); /* 0: none planned */
/* Nobody on the way can change what is heard: what is not so is recorded and never obeyed. */
bool connector_is_private(const struct connector *c);
const char *connector_protocol(const struct connector *c); /* "TLSv1.3", "" without encryption */
const char *connector_account(const struct connector *c);  /* ours, "" when not logged in */
const struct caps *connector_caps(const struct connector *c);
/* Our own words come back. */
bool connector_is_echo(const struct connector *c, const struct irc_msg *m);
/* Part of a replay of older lines, whatever the state. */
bool connector_is_history(const struct connector *c, const struct irc_msg *m);
const struct batches *connector_batches(const struct connector *c);
/* The account of who said the line to one of our channels, as the server vouches for it; empty when it does not. Valid
 * for the line. */
struct str connector_account_of(const struct connector *c, const struct irc_msg *m);
/* Does not wait any longer for the next try: something that matters to it was changed. */
void connector_try_now(struct connector *c);
const struct pacer *connector_pacer(const struct connector *c);

#endif
