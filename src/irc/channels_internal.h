/* channels_internal.h: the channels a connection is to be in, each with its own way in, members and topic. */
#ifndef IRC_CHANNELS_INTERNAL_H
#define IRC_CHANNELS_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "irc/isupport_internal.h"
#include "irc/members_internal.h"
#include "irc/options.h"

enum { LINK_CHANNELS_MAX = 40, TOPIC_BYTES_MAX = 1024 };

enum channel_state {
	CHANNEL_OUT,  /* not asked for on this connection */
	CHANNEL_JOIN, /* asked for, or refused and tried again later */
	CHANNEL_SYNC, /* inside; what is heard may be a replay of older lines */
	CHANNEL_LIVE
};

/* What a server that keeps older lines is asked after a gap. */
struct irc_history {
	enum { HISTORY_IDLE, HISTORY_BEFORE, HISTORY_AFTER } step;
	size_t lines; /* of the page at hand */
	size_t pages;
	char mark[160],
		next[160]; /* "msgid=..." or "timestamp=...": where this page begins, and the next */
	bool reached;      /* it has lines from before the gap */
	bool whole;        /* and gave all it has from there on */
};

struct irc_channel {
	char name[IRC_NAME_MAX];
	enum channel_state state;
	bool joined;      /* the server says so */
	bool refused;     /* one notice for a row of equal refusals */
	uint64_t barrier; /* number of its last SYNC */
	struct members members;
	char topic[TOPIC_BYTES_MAX]; /* as last heard */
	char why[256];               /* last refusal or removal, "" when none */
	/* On the monotonic clock; 0: none. */
	duration step_at, retry_at, live_since;
	duration refused_wait, kicked_wait;
	struct irc_history history;
	char last[40]; /* the server's time of the newest line, "" when it tells none */
	instant lost;  /* when it was last no longer heard */
};

/* Heap memory; zero is empty. A channel stays where it is until it is dropped. The first one leads: the state of the
 * link is its state. */
struct irc_channels {
	struct irc_channel *v[LINK_CHANNELS_MAX];
	size_t n;
};

void channels_clear(struct irc_channels *all);
struct irc_channel *channels_find(
	const struct irc_channels *all, const struct isupport *s, struct str name); /* NULL: none */
/* At the end; NULL when there is no place, or the name is too long. */
struct irc_channel *channels_add(struct irc_channels *all, const char *name);
void channels_drop(struct irc_channels *all, size_t at);
/* Nothing of a connection is left: out of every channel, nobody in it, no deadline. */
void channels_leave(struct irc_channels *all);

#endif
