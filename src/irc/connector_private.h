/* connector_private.h: the connector's state, shared by the files that keep the link and those that talk. */
#ifndef IRC_CONNECTOR_PRIVATE_H
#define IRC_CONNECTOR_PRIVATE_H

#include "irc/connector_internal.h"
#include "irc/batches_internal.h"
#include "irc/caps_internal.h"
#include "irc/sasl_internal.h"
#include "irc/wire_internal.h"
#include "sys/secret.h"

enum { NICK_TRIES = 20 };

struct connector {
	struct loop *loop;
	const struct irc_options *options;
	struct connector_events events;
	struct wire *wire;
	struct arena *arena; /* one line at a time */
	struct line_splitter splitter;
	struct pacer pacer;
	struct isupport isupport;
	struct irc_channels channels; /* to be in; the first one leads */
	uint64_t barriers;            /* SYNCs so far */

	enum link_state state;
	bool suspect;    /* silence was questioned while live */
	bool registered; /* 001 was seen on this connection */
	bool greeted;    /* and the rest of the greeting */
	bool ending;     /* we are being sent away: `why` holds the reason */
	bool unwelcome;  /* and would be again, if we came back at once */
	uint64_t
		connection; /* counts connections, so that a line's end can see that its own is gone */

	/* Before the greeting. */
	struct caps caps; /* and after it: extensions come and go */
	struct sasl sasl;
	unsigned tried; /* mechanisms, as bits */
	bool told_mechanisms, logged_in, login_ended;
	char account[MEMBERS_ACCOUNT_MAX +
		     1]; /* ours, as the server tells it; "" when logged out */
	struct secret *fetching;
	char password[SECRET_MAX + 1], server_password[SECRET_MAX + 1]; /* until registered */

	struct batches batches;
	char nick[MEMBERS_NICK_MAX + 1]; /* granted, or asked for */
	size_t mask_n;                   /* 0: not heard yet */
	size_t nick_limit;
	int nick_tries;
	char why[256];
	char broken[256]; /* why nothing more can be said on this connection, "" while it can */

	/* What is being written: at most one line, so that the pacer keeps its say. */
	char out[PACER_BYTES_MAX];
	size_t out_n, out_at;
	uint64_t out_id;

	/* Deadlines on the monotonic clock; 0: none. */
	duration step_at;  /* the present step must be over */
	duration retry_at; /* connect again */
	duration asked_at; /* when silence was questioned */
	duration regain_at;
	duration live_since;
	duration heard_mono;
	duration backoff;
	duration drift; /* wall clock minus monotonic: a jump means that somebody set it */
	duration slept; /* as clock_slept said when we last looked */
	instant heard;
	uint64_t timer;
};

/* connector.c */
void connector_dial(struct connector *c); /* fetches passwords first */
void connector_open(struct connector *c);
void connector_change(struct connector *c, enum link_state to);
void connector_suspect(struct connector *c, bool suspect);
void connector_down(struct connector *c, const char *why);
void connector_denied(struct connector *c, const char *why); /* as above; somebody has to act */
void connector_flush(struct connector *c);
void connector_finish(
	struct connector *c); /* reads what is left of a broken connection, then is down */
bool connector_sendf(struct connector *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3))); /* urgent */
void connector_tell(struct connector *c, bool bad, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void connector_go_live(struct connector *c);
/* Whole characters of s, as many as fit, with their end. */
void connector_keep(char *to, size_t size, struct str s);
bool connector_is_me(const struct connector *c, struct str nick);

/* connector_clock.c */
void connector_arm(struct connector *c);

/* connector_channels.c */
/* After the connection is forgotten: nothing is heard in any channel since `at`. */
void channel_leave_all(struct connector *c, instant at, const char *why);

/* meaning.c: draws the conclusions; the connection may be another one afterwards. */
typedef void meaning_fn(struct connector *c, const struct irc_msg *m);
void meaning_take(struct connector *c, const struct irc_msg *m);

/* login.c */
void login_prepare(struct connector *c); /* leads to connector_open or connector_denied */
void login_begin(struct connector *c);
void login_forget(struct connector *c);
bool login_is_wanted(const struct connector *c);
bool login_is_missing(const struct connector *c);
bool login_is_skipped(struct connector *c); /* at the greeting; true: the link is down */
meaning_fn login_cap, login_challenge, login_known, login_unknown, login_done, login_refused,
	login_mechanisms;

/* registration.c */
void registration_begin(struct connector *c);
void registration_ask_nick(struct connector *c);
meaning_fn registration_welcome, registration_isupport, registration_greeted, registration_nick,
	registration_quit, registration_host, registration_mask, registration_nick_refused;

/* history.c */
/* True when pages are asked for: the barrier follows the last of them. */
bool history_ask(struct connector *c, struct irc_channel *ch);
void history_take(struct connector *c, const struct irc_msg *m); /* every line of a channel */
void history_page(struct connector *c, struct str channel);      /* one has come whole */
meaning_fn history_refused;

/* channel.c */
/* The first channel is waited for; the others do not use up what a server takes at once. */
void channel_say(struct connector *c, const struct irc_channel *ch, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void channel_barrier(
	struct connector *c, struct irc_channel *ch); /* what was replayed lies before its answer */
void channel_join(struct connector *c, struct irc_channel *ch);
void channel_join_all(struct connector *c);         /* those not asked for yet on this connection */
void channel_leave(struct connector *c, size_t at); /* drops it */
void channel_synced(struct connector *c, uint64_t barrier);
void channel_tick(struct connector *c, duration now); /* the link may be down afterwards */
meaning_fn channel_joined, channel_part, channel_kick, channel_refused, channel_later,
	channel_invite, channel_topic, channel_topic_is;

#endif
