/* bridge_private.h: the bridge's state, shared by its parts: wish, lease, channels, record, announcements, relay, commands. */
#ifndef IRC_BRIDGE_PRIVATE_H
#define IRC_BRIDGE_PRIVATE_H

#include "irc/announce_internal.h"
#include "irc/bridge.h"
#include "irc/connector_internal.h"
#include "irc/dispatch_internal.h"
#include "irc/greet_internal.h"
#include "irc/link_log_internal.h"
#include "irc/netsplit_internal.h"
#include "irc/outbox_internal.h"
#include "irc/replies_internal.h"
#include "irc/seen_internal.h"

/* Codes that did not hold, of one nick or of all, since when. */
struct code_guess {
	char nick[64];
	unsigned wrong;
	duration since;
};

enum { CODE_NICKS = 16 };
struct code_guesses {
	struct code_guess all, nicks[CODE_NICKS];
};

enum { HOLDER_MAX = 120, WISH_MAX = 2048, ABSENCES_MAX = 64, ANSWERED_MAX = 32 };

/* What a line that left was, so that the bridge's own words are on record too. */
enum line_id { LINE_ID_NONE, LINE_ID_REPLY, LINE_ID_ANNOUNCE, LINE_ID_RELAY, LINE_ID_CATCHUP };

/* A time in which the channel was not heard, until it is on record. */
struct dark {
	instant from, to; /* from INSTANT_NONE: none; to INSTANT_NONE: still dark */
	bool overlap;     /* a replay reached back to what was heard before */
	char why[256];
};

/* A channel as the bridge uses it, beside what the connector knows of it. */
struct bridge_channel {
	char name[IRC_NAME_MAX];
	struct dark dark;
	instant heard; /* until then it was, by us or by whoever held the bridge before; INSTANT_NONE: never */
	duration
		topic_at; /* when its topic was last asked for, monotonic; 0: not yet on this connection */
	unsigned topic_tries; /* asked for the same one in vain */
	uint64_t topic_asked; /* which one: a number made of its words */
	bool topic_denied;
	unsigned unsaid; /* lines of other channels that could not be passed on */
};

/* Where a command of a channel was answered: its rows need not be told there again. */
struct answered {
	uint64_t from, to;
	char channel[IRC_NAME_MAX];
};

/* Somebody of the channel who has been missing for a moment: a stretch of presence by its row. */
struct absence {
	uint64_t row; /* 0: a free place */
	instant since;
	duration mono;
};

/* The incidents that can have a channel now: each line asks for them, and a journal may hold many that are over. */
struct near {
	uint64_t news; /* as the engine said when they were picked; rows of talk change nothing */
	bool picked;
	uint32_t *v; /* numbers; heap */
	size_t n, cap;
};

struct bridge {
	struct loop *loop;
	struct engine *engine;
	struct journal *journal;
	struct irc_options options;
	char network[ROOM_NETWORK_MAX +
		     1]; /* "": the one where incidents have their main channels */
	char link[ROOM_NETWORK_MAX +
		  8]; /* "irc", "irc.partner": its name in rows, notes and leases */
	char holder[HOLDER_MAX];
	const char *farewell; /* borrowed; NULL: the usual */
	bridge_notice_fn *notice;
	void *notice_ctx;
	struct arena *arena; /* scratch; users take and reset marks */
	struct connector *connector;
	struct dispatch *dispatch; /* NULL between connections */

	bool wanted;         /* the journal's wish: on */
	char wish[WISH_MAX]; /* the note as last followed */
	bool held;           /* the lease is ours */
	bool lost;           /* it was, and is another's: what the link is now is not ours to say */
	char other[HOLDER_MAX]; /* who held it last, when not we */
	duration
		renewed; /* when the lease was last ours for certain, by a clock that runs on in sleep */
	uint64_t lease_timer, follow_timer, work_timer;

	struct outbox outbox;
	struct seen seen;
	bool again; /* the line at hand was heard before */
	struct announcer announcer;
	struct replies replies;
	struct code_guesses codes;
	struct greetings greetings;
	struct bridge_channel *channels[LINK_CHANNELS_MAX]; /* heap */
	size_t channel_count;
	bool channels_full; /* told that not all fit */
	struct answered answered[ANSWERED_MAX];
	size_t answered_next;
	uint64_t relayed;  /* rows up to here were passed on or need not be */
	struct near *near; /* heap */
	struct link_log log;
	struct netsplits splits;
	bool splits_seen; /* since we are up: those that others left open are ended */
	struct absence absent[ABSENCES_MAX];
	char cursor[200];     /* the note as last written */
	bool settle_accepted; /* the first outbox item was accepted, its row could not be stored yet */
	char settle_why[128];

	bool disk_told;
	char denied[256]; /* the refusal last recorded since we were live */
};

/* bridge_incident.c */
/* Whether words of this incident may still go to a channel. */
bool bridge_may_leave(const struct bridge *b, uint32_t incident);
/* The fence of the incident was moved after that row: what was said behind it stays there, also when it is gone. */
bool bridge_was_fenced(const struct incident *i, uint64_t seq);
/* How many incidents are open or were closed a moment ago, and the at-th of them; NULL behind the last. */
const struct incident *bridge_near(const struct bridge *b, size_t at);
/* The newest open incident that channels may hear of; NULL: none. */
const struct incident *bridge_current(const struct bridge *b);
/* The open incident that a channel may hear of: whose main channel it is, the one named there last when there are
 * several, or who has it bridged. *ret_room: how it is bridged, NULL when it is the main one; may be NULL itself. */
const struct incident *bridge_incident(
	const struct bridge *b, struct str channel, const struct side_room **ret_room);
/* Whose record a channel belongs to: the same, or one that is fenced or just closed; NULL: nobody's. */
const struct incident *bridge_owner(const struct bridge *b, struct str channel);
/* Commands are taken there: the bridge's own channel, main channels, and where the rule says so. */
bool bridge_obeys(const struct bridge *b, struct str channel);
/* The room that a channel of this network is for the incident; NULL: none. */
const struct side_room *bridge_room(
	const struct bridge *b, const struct incident *i, struct str channel);
bool bridge_is_own(const struct bridge *b, const struct side_room *r); /* it is on this network */
bool bridge_is_lobby(const struct bridge *b, struct str channel);
/* The channel is the incident's main one, on this network. */
bool bridge_is_main(const struct bridge *b, const struct incident *i, struct str channel);
/* Closed a moment ago: its channels are not left yet. */
bool bridge_lingers(const struct bridge *b, const struct incident *i);

/* bridge_channels.c */
/* Where to be now: tells the connector; not from its events. */
void bridge_want_channels(struct bridge *b);
bool bridge_wants_any(struct bridge *b); /* there is a channel to be in */
struct bridge_channel *bridge_channel(const struct bridge *b, struct str name); /* NULL: none */
void bridge_channel_event(void *ctx, const struct irc_channel *link, bool live);
void bridge_close_gaps(struct bridge *b); /* rows for times that are over */
void bridge_free_channels(struct bridge *b);

/* bridge_heard.c */
void heard_line(void *ctx, struct str raw, enum line_kind kind, const struct irc_msg *m);

/* bridge_topic.c */
void topic_look(struct bridge *b, struct bridge_channel *ch);
void topic_refused(struct bridge *b, const struct irc_msg *m);

/* relay.c */
/* Each new row in order: what somebody said in one channel of an incident is passed on to others. */
void relay_take(struct bridge *b, const struct event *ev);
bool relay_wanted(const struct bridge *b); /* some channel hears what is said in another */

/* bridge.c */
void bridge_tell(struct bridge *b, bool bad, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void bridge_wake(struct bridge *b); /* work soon, from the loop */

/* bridge_lease.c */
/* After a pause of this process somebody else may hold the bridge: nothing is obeyed or said before that is known. */
bool bridge_holds(struct bridge *b);
void bridge_lease(void *ctx);         /* takes or renews it; ctx is the bridge */
void bridge_follow(struct bridge *b); /* the wish has changed: act on it from the loop */
void bridge_look(struct bridge *b);   /* the wish and the holder, as they are now */
/* Leaves with a word and gives the lease back. */
void bridge_let_go(struct bridge *b, const char *farewell);
/* What was under way in a channel that is no longer heard is to be said again. */
void bridge_break(struct bridge *b, const struct bridge_channel *ch);

/* bridge_status.c */
struct doc *bridge_status_doc(const struct bridge *b, struct arena *a);
struct doc *bridge_log_doc(const struct bridge *b, struct arena *a);

/* bridge_say.c */
size_t bridge_budget(const struct bridge *b, const char *command, const char *target);
/* Says one line; NOTICE when private. False when it could not be queued. */
bool bridge_say(struct bridge *b, enum pace class, bool notice, const char *target, struct str text,
	enum line_id id);
/* Each piece of a text behind the same words: who said it, and where. */
bool bridge_say_after(struct bridge *b, enum pace class, const char *target, struct str before,
	struct str text, enum line_id id);
/* `item`: the one it is, so that its echo is known by its label; NULL: none. */
bool bridge_say_item(struct bridge *b, enum pace class, bool notice, const char *target,
	struct str text, enum line_id id, const struct outbox_item *item);

/* wish.c: what is wanted, as a note that all processes on the journal follow. */
enum rc wish_put(struct bridge *b, struct err *err);
void wish_follow(struct bridge *b); /* reads the note; changes what has to change */

/* bridge_record.c: rows this bridge writes of itself, and the numbers that outlive it. */
void record_lease_taken(struct bridge *b);
void record_link(struct bridge *b, uint32_t incident, const char *state, const char *text);
/* One row for a row of equal refusals. */
void record_refusal(struct bridge *b, const char *state, const char *why);
bool record_bind(struct bridge *b, const struct incident *i, const char *channel);
bool record_dark(struct bridge *b,
	struct bridge_channel *ch); /* the gap row; true when none is left to write */
/* The row that says a netsplit began; its number, 0 when it could not be stored. */
uint64_t record_split(struct bridge *b, uint32_t incident, struct str text, instant from);
/* The gap row of one that is over. */
bool record_split_end(struct bridge *b, uint32_t incident, uint64_t row, struct str why,
	instant from, instant to, size_t people);
enum rc record_settled(struct bridge *b, const struct outbox_item *i, const char *state,
	const char *why, struct err *err);
void record_said(struct bridge *b, enum line_id id, struct str line);
void record_alive(struct bridge *b, instant at);
/* Until when the channel was heard, as the note of the last holder says. */
void record_heard_load(struct bridge *b, struct bridge_channel *ch);
/* Since when nobody has heard the channel of an incident; INSTANT_NONE without one. */
instant record_unheard_since(struct bridge *b, const struct bridge_channel *ch);
void record_cursor_load(struct bridge *b);
/* What a replay may repeat: the names of the newest messages on record. */
void record_seen_load(struct bridge *b);
void record_cursor_save(struct bridge *b);

/* presence.c: rows for role holders who come into the channel, and for those who left it and stay away. */
void presence_look(struct bridge *b);   /* at each renewal of the lease, while the link is live */
void presence_forget(struct bridge *b); /* nobody is missing: the link itself was */

/* bridge_split.c */
/* Before the line is interpreted: "split" or "netjoin" for who goes and comes with a netsplit, in the room of this
 * incident; NULL: something else. Not for replays. */
const char *split_take(struct bridge *b, const struct irc_msg *m, uint32_t incident);
void splits_work(struct bridge *b); /* the rows, from the loop; we hold the bridge */

/* commands.c */
void commands_take(struct bridge *b, const struct irc_msg *m);
/* Whether that would do anything. */
bool commands_asks(const struct bridge *b, const struct irc_msg *m);

#endif
