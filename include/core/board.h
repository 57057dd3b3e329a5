/* board.h: the folded state of every incident in a journal: what the records say, and nothing else. */
#ifndef CORE_BOARD_H
#define CORE_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/time.h"
#include "base/vec.h"
#include "core/access.h"
#include "core/deliveries.h"
#include "core/change.h"
#include "core/diverge.h"
#include "core/backing.h"
#include "core/event.h"
#include "core/people.h"
#include "core/runbook.h"
#include "core/evidence.h"
#include "core/loops.h"
#include "core/rooms.h"
#include "core/severity.h"
#include "core/updates.h"
#include "core/vendor.h"

/*
 * A board is made by folding events in record order and by nothing else: live equals replay. It owns an
 * arena; every pointer and view in it lives until board_free, and vectors move on the next fold: look up
 * again after a fold, never keep a pointer across it. Read-only for everybody but board_fold.
 */

enum status {
	STATUS_INVESTIGATING,
	STATUS_IDENTIFIED,
	STATUS_MONITORING,
	STATUS_RESOLVED,
	STATUS_CLOSED
};
const char *status_name(enum status s); /* investigating ... closed */
bool status_find(struct str prefix, enum status *ret);

/* Milestones whose differences are the response times (DOMAIN section 5.3). */
enum mark {
	MARK_IMPACT_START,
	MARK_DETECTED,
	MARK_ACKNOWLEDGED,
	MARK_MITIGATED,
	MARK_IMPACT_END,
	MARK_RESOLVED,
	MARK_COUNT
};
const char *mark_name(
	enum mark m); /* impact-start detected acknowledged mitigated impact-end resolved */
bool mark_find(struct str prefix, enum mark *ret);

struct milestone {
	uint64_t seq; /* 0: not set */
	instant at;
	enum precision precision;
	struct str actor, note;
};

/* One row of the timeline: every state event has one; chat has none (it is read by window). */
struct entry {
	uint64_t seq;
	enum event_kind kind;
	instant occurred, recorded;
	enum precision precision;
	struct str zone, actor, door;
	struct str label;    /* DECIDE, SEV, COMMS ... */
	struct str text;     /* one sentence made from the body; raw data inside */
	struct str known_by; /* how well the actor is known ("nick only"); empty for local users */
	struct str said;     /* the words as first said, when amended; else empty */
	uint64_t amended_by; /* seq of the latest correction, 0: none */
	uint64_t target;     /* amend: which row it corrects */
	VEC(struct str) tags;
};

struct sev_change {
	uint64_t seq;
	instant at; /* occurred */
	int level;
	struct str rules, reason, actor; /* rules joined by '+' */
	bool by_rule, provisional, override;
};

enum action_status { ACTION_OPEN, ACTION_DONE, ACTION_DROPPED };
const char *action_status_name(enum action_status s);

struct action {
	uint32_t id; /* A-1 ... within the incident */
	struct str text, owner, class, done_when, priority, evidence;
	instant due, created, finished;
	enum action_status status;
	uint64_t seq;
	struct str source;   /* "E-12", "D-1": what it follows from; may be empty */
	struct str verifier; /* who looks whether it helped; never the owner; may be empty */
	instant check_at;    /* when; INSTANT_NONE: nobody was asked to */
	enum check_state check;
	struct str seen, checked_by; /* what was seen then, and by whom */
	unsigned rung,
		check_rung; /* how often its date, and that of its check, was said to have passed */
	unsigned changes;   /* rows that changed it */
	unsigned not_effective; /* how often it was seen not to have helped */
};
/* Open and behind its date; done, and nobody has looked yet though it is time to. */
bool action_is_overdue(const struct action *x, instant now);
bool action_waits_for_check(const struct action *x, instant now);
/* An open or unverified action is said again after each of these. */
enum { ACTION_REMIND_DAYS = 7 };
/* How many reminders should have been given by now; 0: the time has not come. */
unsigned action_reminders(instant due, instant now);

/* The way the status went, so that what was said at some time is read with the status of then. */
struct status_change {
	uint64_t seq;
	enum status status;
};

struct gap {
	uint64_t seq;
	struct str link, why; /* link: "irc" ... */
	instant from, to;     /* to INSTANT_NONE: still open */
	int64_t people;       /* who was not heard meanwhile; 0: everybody */
	bool filled;
};

struct review_note {
	uint64_t seq;
	struct str topic, text, actor;
};

struct incident {
	uint32_t number;
	uint64_t seq; /* of the record that opened it */
	struct str title;
	instant declared, closed; /* occurred times; closed INSTANT_NONE while open */
	struct str declared_by;
	bool dismissed;
	bool drill;     /* an exercise: nothing of it leaves, it counts in no figure */
	bool replay;    /* a drill whose clock is played: the clocks of time leave it alone */
	bool sensitive; /* known only to the people in it */
	bool blank;     /* stands for one that is hidden from who looks; holds nothing */
	VEC(struct str) admitted;
	enum status status;

	struct gauges gauges;       /* as last reported */
	struct gauges worst_gauges; /* at the highest severity reached */
	int level, peak_level;      /* declared level now, worst level ever (1 is worst) */
	int computed_level;         /* what the rules say of the gauges, as last recorded */
	bool provisional;
	struct str rules, assumed, reason; /* of the computed level; '+' and ',' joined */
	instant milder_since; /* since when the computed level has been milder than declared; INSTANT_NONE: it is not */
	instant gauges_at; /* last input.set */
	VEC(struct sev_change) history;

	struct milestone marks[MARK_COUNT];
	VEC(struct tenure) roles;
	struct people people;
	VEC(struct action) actions;
	struct evidence_log evidence;
	struct change_log changes;
	struct diverge_log divergences;
	VEC(struct update) updates;
	struct update_log comms; /* snoozes and drafts */
	VEC(struct delivery) deliveries;
	VEC(struct status_change) statuses;
	VEC(struct gap) gaps;
	VEC(struct review_note) review;
	struct runs runs; /* of runbooks and fallbacks */
	struct loops loops;
	struct vendor_cases vendors;
	struct grants grants;
	struct backings backings;  /* of rows of the timeline */
	VEC(struct entry) entries; /* in record order */
	uint64_t chat_rows, import_rows;
	instant last_event;                 /* recorded */
	uint64_t last_seq;                  /* its record */
	struct str irc_server, irc_channel; /* bound channel, empty: none */
	struct incident_rooms rooms;        /* and others beside it */
	uint32_t reopened;
};

struct setting {
	struct str name, value;
	uint64_t seq;
};

struct board {
	struct arena *arena;
	struct arena *scratch;                /* parsed bodies, emptied at each fold */
	const struct severity_policy *policy; /* names the values of gauges; borrowed */
	uint64_t seq;                         /* last record folded */
	uint64_t rows;                        /* records seen: seq, but amid a leap */
	struct hash head;                     /* its hash */
	instant last_recorded;
	uint64_t volume_rows;              /* chat and import rows seen */
	uint64_t unknown_rows;             /* kinds of a newer version */
	VEC(struct incident *) incidents;  /* in order of number */
	VEC(struct entry) journal_entries; /* rows of incident 0 */
	VEC(struct setting) settings;
	VEC(struct channel) channels; /* removed ones too */
	struct access access;
	VEC(struct delivery) tests; /* of channels */
	VEC(struct gap) gaps;       /* of the whole journal's links, when no incident was open */
};

/* The policy must outlive the board; it only tells which words are values of which gauge. */
struct board *board_new(const struct severity_policy *policy);
void board_free(struct board *b); /* NULL is fine */

/* Folds one record. Unknown kinds and bodies that do not parse change nothing but the counters. Records must
 * come in order; a seq that is not board->seq + 1 is RC_CORRUPT. */
enum rc board_fold(struct board *b, const struct record *r, struct err *err);

/*
 * A leap makes the same board from a new one without its volume rows: all state rows in order, then the sums of the
 * volume rows, then the last record of whatever kind. RC_CORRUPT when rows are missing between them; RC_STATE
 * when the sums do not tell enough (chat of an incident before it was declared). A board whose leap failed
 * is of no use: free it and fold every record.
 */
enum rc board_leap_state(struct board *b, const struct record *r, struct err *err);
enum rc board_leap_volume(struct board *b, const struct volume_sum *sum, struct err *err);
enum rc board_leap_end(struct board *b, const struct record *last, struct err *err);

const struct incident *board_incident(const struct board *b, uint32_t number); /* NULL: none */
/* The incident a door means when it names none: the newest open one, a drill only when nothing real is open; NULL when
 * none is open. */
const struct incident *board_current(const struct board *b);
size_t board_open_count(const struct board *b);
struct str board_setting(const struct board *b, const char *name); /* empty: not set */

bool incident_is_open(const struct incident *i);
/* Who holds a role now; empty when nobody does. */
struct str incident_holder(const struct incident *i, struct str role);
/* Roles a person holds now, joined by ',' into the arena; empty when none. */
struct str incident_roles_of(struct arena *a, const struct incident *i, struct str person);
const struct action *incident_action(const struct incident *i, uint32_t id);
const struct entry *incident_entry(const struct incident *i, uint64_t seq);
/* Latest sent (not missed) update to an audience; NULL: none. */
const struct update *incident_last_update(const struct incident *i, struct str audience);
/* Status and declared level as they were when record `seq` was written. */
enum status incident_status_at(const struct incident *i, uint64_t seq);
int incident_level_at(const struct incident *i, uint64_t seq);
/* Start of impact for T+: the mark when set, else the declaration. */
instant incident_zero(const struct incident *i);
/* The gauges with the live clock: duration runs from the start of impact until its end or `now`. */
struct gauges incident_gauges_at(const struct incident *i, instant now);
/* Microseconds spent at levels 1..5 until `until` (index 0 unused). */
void incident_minutes_per_level(const struct incident *i, instant until, duration ret[6]);

/* Response times from the marks; INSTANT_NONE where an end is not known. */
struct response_times {
	duration detect, acknowledge, declare, command, first_public, mitigate, resolve;
};
struct response_times incident_response_times(const struct incident *i);

#endif
