/* rooms.h: the channels an incident is talked about in beside its main one: for whom, and what passes to and fro. */
#ifndef CORE_ROOMS_H
#define CORE_ROOMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

struct board;
struct incident;

enum { SIDE_ROOMS_MAX = 16, ROOM_CHANNEL_MAX = 64, ROOM_NETWORK_MAX = 24 };

/* NONE: what is said there is recorded, no more. ANNOUNCE: and it hears how the incident goes, and the updates to its
 * audience. BOTH: and each hears what the other says. */
enum relay { RELAY_NONE, RELAY_ANNOUNCE, RELAY_BOTH };
const char *relay_name(enum relay r); /* none announce both */
bool relay_parse(struct str s, enum relay *ret);

struct side_room {
	uint64_t seq; /* of the row that made it what it is */
	instant opened;
	struct str channel, audience;
	struct str network; /* empty: the bridge's own */
	enum relay relay;
	bool obeyed; /* commands are taken from there */
};

struct incident_rooms {
	VEC(struct side_room) side;
	uint64_t
		bound; /* the row that named the main channel last; 0: none. The newest has a shared channel */
};

/* Names of channels are the same whatever the case of their letters. */
bool room_same(struct str channel, struct str other);
const struct side_room *side_room_find(
	const struct incident *i, struct str network, struct str channel); /* NULL: none */
/* "#vendor", on another network "partner/#vendor". */
struct str side_room_name(struct arena *a, const struct side_room *r);

/* The open incident that is talked about in a channel, main or bridged, other than `but`; NULL: none. */
const struct incident *room_taken(
	const struct board *b, const struct incident *but, struct str network, struct str channel);

#endif
