/* bridge.h: the IRC bridge of a journal: the channels that read, write and command its incidents. */
#ifndef IRC_BRIDGE_H
#define IRC_BRIDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "command/command.h"
#include "engine/engine.h"
#include "irc/options.h"
#include "sys/loop.h"

/*
 * Every long-lived process on a journal opens one bridge. What is wanted (server, nick, channel, on
 * or off) is a note beside the journal, so a wish said in one process is followed by all; the lease
 * "irc" decides which of them holds the connection. A holder that dies is replaced within the
 * lease's time, exactly once, and the time between is a gap row. Nothing here waits for the
 * network: all work is done by the loop.
 *
 * Rows written: chat.in for every line of a channel, before it is interpreted; chat.out.state
 * when the server took a line; link.gap for every time a channel was not heard; link.state,
 * lease.taken and irc.bind. Which channels an incident has is on the board: irc.bind names its main one, bridge.open
 * others with audience and rule.
 */
struct bridge;

/* Something a local person should read: one clean sentence. `bad`: it needs attention. Called from
 * the loop. */
typedef void bridge_notice_fn(void *ctx, bool bad, const char *text);

struct bridge_setup {
	struct engine *engine; /* borrowed, like the loop; both must outlive the bridge */
	struct loop *loop;
	struct irc_options options;
	const char *
		network; /* NULL or "": the one where incidents have their main channels; else the name under which
			      * channels are bridged: connected while there are any, whatever the wish */
	const char *holder;   /* unique for this process; names it in the lease and in refusals */
	const char *farewell; /* said to the server when this process ends; NULL: the usual */
	bridge_notice_fn *notice; /* may be NULL */
	void *notice_ctx;
};

/* Opens without connecting; follows the journal's wish from the next loop turn on. */
enum rc bridge_open(const struct bridge_setup *setup, struct bridge **ret, struct err *err);

/* Says QUIT when connected, gives the lease back, frees. NULL is fine. The wish stays: the next
 * process follows it. */
void bridge_close(struct bridge *b);

/*
 * The acts of the `irc` verb. Each records the wish and returns at once; what comes of it is told
 * by notices and by bridge_status_text. connect: "[HOST[:PORT] | [ADDR]:PORT] [nick=NAME]
 * [#channel]", what is not named stays as it was. RC_USAGE without any server. Links
 * beyond this host are encrypted; with irc.plaintext they are not, and nothing heard there is
 * obeyed. disconnect: the wish becomes "off" for all processes;
 * text is the parting message. join: changes the channel and binds the current incident to it.
 * RC_USAGE when it is no channel name.
 */
enum rc bridge_connect(struct bridge *b, struct str text, struct err *err);
enum rc bridge_disconnect(struct bridge *b, struct str text, struct err *err);
enum rc bridge_join(struct bridge *b, struct str text, struct err *err);

/* One act of type ACT_IRC: connect, disconnect, join, status or log; *ret_doc is what to show, in the
 * arena. */
enum rc bridge_act(struct bridge *b, const struct act *act, struct arena *a, struct doc **ret_doc,
	struct err *err);

/* A changed option (name without "irc."); connection settings take effect with the next connection.
 */
enum rc bridge_set(struct bridge *b, struct str name, struct str value, struct err *err);

/* For the header and `irc status`: a snapshot. Views die with the next loop turn. */
struct bridge_status {
	const char *
		state; /* off standby resolve dial secure register setup join sync live suspect backoff */
	struct str server, nick, channel;
	bool holder;          /* this process holds the connection */
	bool live;            /* the channel is heard now */
	bool obeyed;          /* the link is such that what is heard may be obeyed */
	const char *account;  /* ours, "" when not logged in */
	const char *protocol; /* "TLSv1.3", "" without encryption */
	size_t members;
	size_t others;      /* channels beside that one */
	size_t queued;      /* lines that wait to be sent or accepted */
	duration queue_age; /* of the oldest of them */
	duration next_try;  /* until the next attempt, 0: none planned */
	const char *why;    /* last refusal or loss, "" when none */
};
void bridge_get_status(const struct bridge *b, struct bridge_status *ret);

/* "live on irc.example.org as warroom in #war-7, 12 here, 2 waiting"; arena text. */
const char *bridge_status_text(const struct bridge *b, struct arena *a);

#endif
