/* people.h: who holds which role and is present, and what was recorded of empty slots and long shifts. */
#ifndef CORE_PEOPLE_H
#define CORE_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"
#include "core/handoff.h"
#include "core/severity.h"

struct tenure {
	struct str role, person, why; /* role: id of roles.tsv */
	struct str service;           /* of an expert, may be empty */
	struct str ended;             /* why it ended, may be empty */
	instant from, to;             /* to INSTANT_NONE: holds it now */
	uint64_t from_seq, to_seq;
};

/* One stretch in which a person was in the room. */
struct presence {
	struct str person, service;
	instant from, to; /* to INSTANT_NONE: here now */
	instant answered; /* when they last said so themselves; INSTANT_NONE: never */
	uint64_t from_seq, to_seq;
	bool seen;      /* the bridge saw them come; nobody said it */
	bool channel;   /* they came through the channel: leaving it ends the stretch */
	bool said_gone; /* they said themselves that they go */
};

/* A required slot that stayed empty beyond its limit. */
struct role_gap {
	struct str role;
	int level;
	instant since, at, to; /* at: recorded; to INSTANT_NONE: not filled since */
	uint64_t seq;
};

/* A shift limit that was announced. */
struct shift_notice {
	struct str role, person,
		limit; /* role empty: on duty at all; limit: "soft" "hard" "duty" */
	instant since, due, at;
	uint64_t seq;
};

/* One gauge that took another value, so that one can say since when a condition has held. */
struct gauge_change {
	instant at;
	enum gauge_id id;
	struct gauge was;
};

/* Of one incident; more change nothing but their rows. */
enum { PRESENCES_MAX = 4096, ROLE_GAPS_MAX = 4096, SHIFT_NOTICES_MAX = 4096 };

struct people {
	VEC(struct presence) presences;
	VEC(struct role_gap) gaps;
	VEC(struct shift_notice) shifts;
	VEC(struct handover) handovers;
	VEC(struct gauge_change) changes;
	instant called; /* the last roll call; INSTANT_NONE: none */
	struct str called_by;
	instant reopened; /* INSTANT_NONE: never */
};

struct incident;
/* Where the person is present now; NULL: not known to be here. */
const struct presence *incident_presence(const struct incident *i, struct str person);
/* The open tenure of this person in this role; NULL: none. */
const struct tenure *incident_tenure(const struct incident *i, struct str role, struct str person);
/* Everybody who held a role, was present or was asked for something, each once. Returns the count. */
size_t incident_names(struct arena *a, const struct incident *i, const struct str **ret);
/* The name a person goes by: an actor without its door, "irc:ops1" is "ops1". */
struct str person_of(struct str actor);

#endif
