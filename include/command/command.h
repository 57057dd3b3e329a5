/* command.h: the one command table; every door runs these entries and nothing else. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "core/access.h"
#include "core/board.h"
#include "core/event.h"
#include "core/policy.h"
#include "doc/doc.h"
#include "lang/grammar.h"

enum door { DOOR_CONSOLE = 1, DOOR_SHELL = 2, DOOR_IRC = 4, DOOR_CONFIG = 8, DOOR_SYSTEM = 16 };
enum {
	DOORS_PEOPLE = DOOR_CONSOLE | DOOR_SHELL | DOOR_IRC,
	DOORS_LOCAL = DOOR_CONSOLE | DOOR_SHELL
};
const char *door_name(enum door d); /* console shell irc config system */

/* Wishes of a command that the edge which owns the matter carries out. */
enum act_type {
	ACT_NONE,
	ACT_EXPORT,   /* name: what, text: format, file: out or "" */
	ACT_IMPORT,   /* import */
	ACT_PATTERN,  /* name, text: a log format of one's own */
	ACT_LINT,     /* file, name: whom it is for, or "" */
	ACT_VERIFY,   /* file, or "" for the open journal */
	ACT_BACKUP,   /* file */
	ACT_SEV_FILE, /* file of gauge rows */
	ACT_REPLAY,   /* name: INC-n, or file; text: speed, or "stop" */
	ACT_RUN, /* name: RUN-1, text: arguments as a JSON array, extra: seconds, incident; or name: cancel */
	ACT_SERVE,
	ACT_WATCH, /* text: how many of the newest rows come first */
	ACT_DEMO,
	ACT_INIT,
	ACT_IRC,     /* name: connect|disconnect|join|status, text: arguments */
	ACT_THEME,   /* name */
	ACT_BIND,    /* name: key, text: command line ("" removes) */
	ACT_SET,     /* name, text */
	ACT_VIEW,    /* name: room timeline severity help home; text: filter */
	ACT_CHANNEL, /* name: a channel that may be served by this process */
	ACT_QUIT,
	ACT_SAY,      /* a chat line of the local user */
	ACT_SCREEN,   /* redraw, suspend, bare, edit, mute ...; name says which */
	ACT_KEEP,     /* file: bytes to keep, "-": standard input; text: note; incident, when */
	ACT_GET_KEPT, /* name: "EV-3", text: its hash, file: where the copy goes; incident */
};

struct import_wish;

struct act {
	enum act_type type;
	struct str name, text, file, extra;
	uint32_t incident;
	struct stamp when;
	const struct import_wish *import;
};

struct reach;

/* Who asks, from where, about what. */
struct ask {
	const struct board *board;
	const struct policies *policies;
	const struct incident *incident; /* the one meant; NULL when none */
	enum door door;
	struct str actor;    /* "lead", "irc:nick" */
	struct str known_by; /* irc: "nick only", "account x"; else empty */
	unsigned capabilities;
	instant now;
	const struct zone *zone;
	struct arena *arena;       /* turn arena */
	bool json;                 /* format=json was asked */
	bool named;                /* the incident was named, not guessed */
	const struct reach *reach; /* what lies outside the board; may be NULL */
	/* Whom a name means where the speaker is, such as the nick of a channel; NULL: the name itself. */
	struct str (*person_of)(const void *where, struct arena *a, struct str name);
	const void *where;
};

/* A chat or import row as read back from the journal. */
struct chat_row {
	uint64_t seq;
	uint32_t incident; /* 0: none */
	enum event_kind kind;
	instant occurred, recorded;
	enum precision precision;
	struct str zone, actor, door, nick, channel, text;
	struct str account; /* of who said it, where the server vouches for one */
	struct str network; /* of the channel, empty: the bridge's own */
	struct str how;     /* msg action notice join part quit nick topic ... */
	struct str log;     /* of an imported row: which log it came from */
};
struct window {
	struct chat_row *v;
	size_t n, cap;
};
struct timeline;
struct timeline_filter;
/* Adds the row to a timeline when it passes the filter; the nick stands for the actor where there is one. */
void chat_row_add(struct timeline *t, const struct timeline_filter *f, uint32_t incident,
	const struct chat_row *c);

/* Read-only look-ups that the engine offers to commands that show more than the board holds. */
struct reach {
	/* The board as it was known at a time; NULL when it cannot be read. Lives until the turn
	 * ends. */
	const struct board *(*board_at)(void *self, instant at);
	/* Unpredictable bytes. */
	void (*random)(void *self, void *to, size_t n);
	/* Newest `limit` chat rows of an incident that occurred in [from, to), oldest first. */
	enum rc (*chat)(void *self, uint32_t incident, instant from, instant to, size_t limit,
		struct window *ret, struct err *err);
	void *self;
};

/*
 * How the console makes sure before a line is recorded. The shell, IRC and scripts run a line as it is written: it was
 * typed whole.
 */
enum care {
	CARE_NONE,    /* at once */
	CARE_UNDO,    /* at once; `undo` is offered for a while */
	CARE_PREVIEW, /* what would change is shown first, then a second key applies it */
	CARE_TYPED /* preview, then the number of the incident is typed, then it is held for a while */
};

enum { OUTCOME_EVENTS_MAX = 32, OUTCOME_ACTS_MAX = 8, PRINT_JSON_MAX = 64 * 1024 * 1024 };

/* What a command proposes. Bodies are written with the body_* helpers so that limits hold. */
struct outcome {
	struct event events[OUTCOME_EVENTS_MAX];
	size_t event_count;
	struct act acts[OUTCOME_ACTS_MAX];
	size_t act_count;
	struct doc *reply; /* what to say when it is done; never NULL */
	struct buf json;   /* JSON lines for format=json */
	uint32_t incident; /* incident that the door should now mean; 0: unchanged */
	enum care care;    /* what the words weigh; filled by command_run */
};

/* Which incident a command works on. OPEN: a closed one only when it was named. */
enum wants_incident { INCIDENT_NONE, INCIDENT_OPEN, INCIDENT_ANY };

struct command {
	const char *name, *alias; /* alias: other names separated by spaces, or NULL */
	const char *brief;        /* one line for help */
	const char *usage;        /* IS the grammar; "" takes nothing */
	const char *example;      /* run by a test against the fixture incident */
	unsigned doors;
	enum capability needs;
	enum wants_incident incident;
	enum rc (*decide)(const struct ask *ask, const struct args *args, struct outcome *out,
		struct err *err);
	enum care care; /* the heaviest that its lines may be */
	/* The tier of these words; NULL: always `care`. Rows that record nothing are plain whatever this says. */
	enum care (*weigh)(const struct ask *ask, const struct args *args);
};

struct command_family {
	const char *name, *brief;
	const struct command *rows;
	size_t n;
};

/* All families, in file-name order; generated from src/command/cmd_*.c. */
size_t command_families(const struct command_family *const **ret);
/* Exact name or alias wins; else a unique prefix; RC_AMBIGUOUS names the candidates, RC_UNKNOWN
 * suggests. */
enum rc command_find(struct str verb, unsigned doors, const struct command **ret, struct err *err);

/* Parses a lexed line (words[0] is the verb), authorises, matches and decides. Pure: nothing is
 * written. */
enum rc command_run(
	const struct ask *ask, const struct words *w, struct outcome *out, struct err *err);

#endif
