/* backing.h: what backs a row of the timeline: something kept, another row, or nothing but somebody's memory. */
#ifndef CORE_BACKING_H
#define CORE_BACKING_H

#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

struct incident;

/* Recollection is an honest answer: a reader then knows how much the row can bear. */
#define BACKING_RECOLLECTION "recollection"

struct backing {
	uint64_t target, seq; /* of which row; the row that says so */
	struct str by;        /* "EV-3", "E-7" or BACKING_RECOLLECTION; as last said */
};

enum { BACKINGS_MAX = 4096 }; /* of one incident; more change nothing but their rows */

struct backings {
	VEC(struct backing) v; /* by target, ascending */
};

const struct backing *incident_backing(const struct incident *i, uint64_t seq); /* NULL: none */

#endif
