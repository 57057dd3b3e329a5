/* room.h: a room without a machine: policies, a board and a clock that stands still, for tests of the pure floors. */
#ifndef SUPPORT_ROOM_H
#define SUPPORT_ROOM_H

#include "command/command.h"
#include "core/board.h"
#include "core/policy.h"

struct room {
	struct arena *arena; /* lives as long as the room */
	struct policies policies;
	struct phrase_policy *phrases;
	struct runbook_library runbooks; /* the shipped ones */
	struct runbook_shelf shelf;      /* commands may not run until a test says so */
	struct update_texts *updates;
	struct board *board;
	struct hash head;
	instant now;
	/* The last line said. */
	struct arena *turn;
	struct outcome out;
	struct err err;
	enum rc rc;
	struct str reply; /* as text, 100 columns */
	/* What was said in the channel, for commands that look back at it. */
	struct chat_row *chat;
	size_t chat_count;
	/* What the clocks recorded in the last run. */
	struct arena *ticked;
	struct event *tick_events;
	size_t tick_count;
};

/* Loads templates/policy from the source tree; fails the running test when that does not work. */
struct room *room_new(void);
void room_free(struct room *r);

/* Runs a line and folds what it proposed, as the engine would. capabilities 0: all. */
enum rc room_say(
	struct room *r, enum door door, const char *actor, unsigned capabilities, const char *line);
/* As the local user "lead" at the console. */
enum rc room_lead(struct room *r, const char *line);
/* A line of talk, which no command sees but through its look-ups. */
void room_chat(struct room *r, const char *nick, const char *text);
/* Lets the clock run on to `until`, asking the clocks of time every `step`, as the engine does each second. */
void room_run(struct room *r, instant until, duration step);
/* Folds one event made by hand. */
void room_event(struct room *r, uint32_t incident, enum event_kind kind, const char *body);
const struct incident *room_incident(const struct room *r); /* the newest */

/* Reads a file of the source tree (paths from its root) into the arena. */
struct str room_file(struct arena *a, const char *path);

#endif
