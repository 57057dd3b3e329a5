/* view_room.h: the room: the stream of what is said and done, what waits, and the facts beside it.
 */
#ifndef VIEW_VIEW_ROOM_H
#define VIEW_VIEW_ROOM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

/* One row of the stream: an event (entry set) or a line of chat. All text is raw. */
struct room_line {
	uint64_t seq;
	instant occurred, recorded;
	const struct entry *entry; /* NULL: chat */
	struct str who, text;      /* chat: nick and words; event: taken from the entry */
	struct str how; /* chat: msg action join part quit nick topic ...; empty is msg */
};

struct room_look {
	const struct zone *zone;
	bool seconds; /* 14:02:31 instead of 14:02 */
	bool narrow;  /* who and text only */
	struct str me;
};

/* A table without titles: time, label, who, words; the last column is flexible. Rows are keyed
 * "E-<seq>". */
struct doc *view_room_stream(
	struct arena *a, const struct room_line *lines, size_t n, const struct room_look *look);

/* Short display name of an actor: "irc:nick" is "nick", "system" is "-". */
struct str view_room_who(struct str actor);

/* NOW and YOU: the state in words and the things that wait for this person, at most `max` rows;
 * never NULL. */
struct doc *view_room_now(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now, size_t max);
/* Something that waits for one person, and the start of the line that answers it. */
struct room_wait {
	struct str text, answer;
	enum doc_role role;
};
size_t view_room_waits(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now, const struct room_wait **ret);
/* How many things wait for this person. */
size_t view_room_waiting(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now);
/* The command line that answers the n-th (0 first) of them: "update to=public "; empty when there
 * is none. */
struct str view_room_answer(struct arena *a, const struct policies *p, const struct incident *i,
	struct str me, instant now, size_t n);

/* Roles, clocks and open actions, for the column at the right. */
struct doc *view_room_side(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, const struct zone *zone);

#endif
