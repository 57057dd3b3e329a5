/* outbox_internal.h: lines of the console on their way to the channel; the journal is the queue, this is its waiting part. */
#ifndef IRC_OUTBOX_INTERNAL_H
#define IRC_OUTBOX_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/time.h"
#include "core/event.h"
#include "irc/line_internal.h"

/*
 * Every chat.out row waits until a chat.out.state row says what became of it. One is on its way at a
 * time: sent, then a barrier, and the server's answer to the barrier settles it. Two numbers
 * outlive the process: all rows up to `settled` are done, and rows up to `sent` had been given to the
 * network at least once, so that they are marked when they are said again; a third names the
 * one that was said again already.
 */
enum { OUTBOX_LABEL_MAX = 48 };

struct outbox_item {
	struct outbox_item *next;
	uint64_t seq;
	uint32_t incident;
	instant said;
	char *text, *from, *channel;
	int tries;                        /* times it was given to the network */
	char refused[120];                /* the server's word against it, "" when none */
	char msgid[128], server_time[40]; /* as it came back, "" when it did not */
};

struct outbox {
	struct outbox_item *first, **end;
	size_t n;
	const char *
		network; /* lines of others are not ours to say; NULL: "". Set it after outbox_init and outbox_clear */
	uint64_t scanned; /* rows up to here were looked at */
	uint64_t sent;
	uint64_t
		again; /* the row last said for the second time; set it after outbox_init, like that */
	bool under_way; /* the first item is with the network */
};

void outbox_init(struct outbox *o, uint64_t settled, uint64_t sent);
void outbox_clear(struct outbox *o);

/* Takes a row in record order: new lines are added, settled ones go. Other kinds are only counted. */
void outbox_take(struct outbox *o, struct arena *scratch, const struct event *ev);
/* Highest row number such that it and all before are settled. */
uint64_t outbox_settled(const struct outbox *o);

/* The one to send now, which is the first from here on: the oldest that may leave; NULL when there is none, or one is
 * under way. */
typedef bool outbox_may_fn(const struct outbox_item *i, void *ctx);
struct outbox_item *outbox_next(struct outbox *o, outbox_may_fn *may, void *ctx);
void outbox_begin(struct outbox *o);
/* The link broke. False when the first item has been tried twice: it is to be settled as refused. */
bool outbox_broken(struct outbox *o);
/* It was said twice, and nobody knows whether it was heard: it is not said a third time. */
bool outbox_is_spent(const struct outbox_item *i);
/* Our words came back with the label they left with: keeps what the server calls them. */
void outbox_echoed(struct outbox *o, const struct irc_msg *m);
/* "o12-0": the label of a piece of an item; label has OUTBOX_LABEL_MAX bytes. */
void outbox_label(const struct outbox_item *i, size_t piece, char *label);
/* Forgets the first item: what became of it is on record. */
void outbox_drop_first(struct outbox *o);

/* "<lead> text", after a break "<lead> (resent 14:02) text". */
struct str outbox_text(struct arena *a, const struct outbox_item *i, int zone_offset_min);

#endif
