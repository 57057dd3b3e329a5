/* event.h: the event envelope, its kinds, and the record that the journal keeps of it. */
#ifndef CORE_EVENT_H
#define CORE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/str.h"
#include "base/time.h"

enum event_kind {
	EV_UNKNOWN, /* written by a newer version; survives untouched */
#define EVENT_KIND(id, wire, aspect, class, label) EV_##id,
#include "core/event_kinds.def"
#undef EVENT_KIND
	EV_COUNT
};

enum event_class { EVENT_STATE, EVENT_VOLUME };

const char *event_kind_name(enum event_kind k);  /* wire name */
const char *event_kind_label(enum event_kind k); /* upper-case word on screen, "" for chat */
enum event_class event_kind_class(enum event_kind k);
enum event_kind event_kind_find(struct str wire);

enum {
	EVENT_ACTOR_MAX = 120, /* bytes */
	EVENT_DOOR_MAX = 32,
	EVENT_ZONE_MAX = 64,
	EVENT_BODY_MAX = 65536,
	EVENT_CHAT_MAX = 16384
};

/*
 * One thing that happened. `seq` is 0 until the journal has stored it, then 1, 2, 3 ... without holes.
 * `incident` 0 means the journal as a whole. The views are borrowed from whoever filled the struct.
 * actor: "lead" (operating-system user), "irc:nick" with how well known in the body, "system".
 * door: console, shell, irc, config, system, import.
 * body: one JSON object, valid UTF-8, at most EVENT_BODY_MAX bytes; these bytes are what is hashed.
 */
struct event {
	uint64_t seq;
	uint32_t incident;
	enum event_kind kind;
	struct str kind_name; /* wire name; authoritative when kind is EV_UNKNOWN */
	instant occurred;
	enum precision precision;
	struct str zone; /* as said: "Z", "+01:00", "Europe/Berlin"; "" when nobody said one */
	instant recorded;
	struct str actor, door, body;
};

/* What the volume rows of one kind in one incident come to. */
struct volume_sum {
	uint32_t incident;
	enum event_kind kind;
	uint64_t rows, first, last; /* how many, and the numbers of the first and the last */
	instant recorded;           /* of the last */
};

/* What the journal stores: the event and its link in the chain. docs/JOURNAL.md states the bytes. */
struct record {
	struct event ev;
	bool erased; /* body and salt are gone, the digest stays */
	uint8_t salt[SALT_SIZE];
	struct hash body_digest, prev, hash;
};

/* body_digest = SHA-256(salt || body). */
struct hash chain_body_digest(const uint8_t salt[SALT_SIZE], struct str body);
/* hash = SHA-256(prev || header || body_digest); header = "warroom-record-1" then each of
 * seq incident kind occurred precision zone recorded actor door as "<decimal byte length>:<bytes>,". */
struct hash chain_hash(
	const struct event *ev, const struct hash *prev, const struct hash *body_digest);
/* Checks one record against its predecessor's hash; the message names what differs. */
enum rc chain_check(
	const struct record *r, uint64_t expected_seq, const struct hash *prev, struct err *err);

#endif
