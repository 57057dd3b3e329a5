/* evidence.h: what was kept of the state of things before it was changed, and through whose hands it went. */
#ifndef CORE_EVIDENCE_H
#define CORE_EVIDENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/time.h"
#include "base/vec.h"

struct incident;

/* One step of an item from hand to hand. */
struct custody {
	uint64_t seq;
	instant at;
	struct str person, note, by; /* who has it from here on; who recorded that */
	bool copied;                 /* a copy of the bytes was written out for them */
};

struct evidence {
	uint32_t id; /* EV-1 ... within the incident */
	uint64_t seq;
	struct str sha256; /* of the bytes: 64 hexadecimal digits in small letters */
	struct str name, note, by;
	uint64_t size;
	instant taken, kept; /* when it was so, as said; when it was put on record */
	enum precision precision;
	uint32_t same_as; /* an earlier item with the same bytes; 0: none */
	VEC(struct custody) custody;
};

/* The bytes lie in a folder beside the journal, under their hash; only their rows are here. */
struct evidence_log {
	VEC(struct evidence) items; /* by id, ascending */
};

const struct evidence *incident_evidence(const struct incident *i, uint32_t id); /* NULL: none */
/* The number of the next item; 0: there is none left. */
uint32_t incident_next_evidence(const struct incident *i);

/* A SHA-256 as it is stored: 64 small hexadecimal digits. Nothing else may become the name of a file. */
bool evidence_is_hash(struct str s);
/* 12 B, 3.4 KiB, 250 MiB */
struct str evidence_size(struct arena *a, uint64_t bytes);

#endif
