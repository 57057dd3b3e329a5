/* bridge.h: the IRC bridge of a journal: one channel that reads, writes and commands the incident.
 */
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
 * Rows written: chat.in for every line of the channel, before it is interpreted; chat.out.state
 * when the server took a line; link.gap for every time the channel was not heard; link.state,
 * lease.taken and irc.bind.
 */
struct irc;

/* Something a local person should read: one clean sentence. `bad`: it needs attention. Called from
 * the loop. */
typedef void irc_notice_fn(void *ctx, bool bad, const char *text);

struct irc_setup {
	struct engine *engine; /* borrowed, like the loop; both must outlive the bridge */
	struct loop *loop;
	struct irc_options options;
	const char *holder;    /* unique for this process; names it in the lease and in refusals */
	irc_notice_fn *notice; /* may be NULL */
	void *notice_ctx;
};

/* Opens without connecting; follows the journal's wish from the next loop turn on. */
enum rc irc_open(const struct irc_setup *setup, struct irc **ret, struct err *err);

/* Says QUIT when connected, gives the lease back, frees. NULL is fine. The wish stays: the next
 * process follows it. */
void irc_close(struct irc *irc);

/*
 * The acts of the `irc` verb. Each records the wish and returns at once; what comes of it is told
 * by notices and by irc_status_text. connect: "[HOST[:PORT] | [ADDR]:PORT] [nick=NAME] [#channel]",
 * what is not named stays as it was. RC_USAGE without any server. RC_STATE when the link would be
 * unencrypted beyond this host. disconnect: the wish becomes "off" for all processes; text is the
 * parting message. join: changes the channel and binds the current incident to it. RC_USAGE when it
 * is no channel name.
 */
enum rc irc_connect(struct irc *irc, struct str text, struct err *err);
enum rc irc_disconnect(struct irc *irc, struct str text, struct err *err);
enum rc irc_join(struct irc *irc, struct str text, struct err *err);

/* One act of type ACT_IRC: connect, disconnect, join or status; *ret_reply is what to show, in the
 * arena. */
enum rc irc_act(struct irc *irc, const struct act *act, struct arena *a, const char **ret_reply,
	struct err *err);

/* A changed option (name without "irc."); connection settings take effect with the next connection.
 */
enum rc irc_set(struct irc *irc, struct str name, struct str value, struct err *err);

/* For the header and `irc status`: a snapshot. Views die with the next loop turn. */
struct irc_status {
	const char
		*state; /* off standby resolve dial register setup join sync live suspect backoff */
	struct str server, nick, channel;
	bool holder; /* this process holds the connection */
	bool live;   /* the channel is heard now */
	size_t members;
	size_t queued;      /* lines that wait to be sent or accepted */
	duration queue_age; /* of the oldest of them */
	duration next_try;  /* until the next attempt, 0: none planned */
	const char *why;    /* last refusal or loss, "" when none */
};
void irc_get_status(const struct irc *irc, struct irc_status *ret);

/* "live on irc.example.org as warroom in #war-7, 12 people, 0 waiting"; arena text. */
const char *irc_status_text(const struct irc *irc, struct arena *a);

#endif
