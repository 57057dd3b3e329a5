/* tzif.h: zone files for tests, written byte by byte so that they depend on no machine. */
#ifndef SUPPORT_TZIF_H
#define SUPPORT_TZIF_H

#include "base/arena.h"
#include "base/str.h"
#include "base/time.h"

struct tzif {
	const int64_t *times; /* seconds, rising */
	const int *types;     /* index into offsets, for each time */
	size_t n;
	const int *offsets_s;
	size_t n_offsets;
	const char *footer; /* POSIX rule, may be "" */
};

struct str tzif_bytes(struct arena *a, const struct tzif *t);

/* Berlin: 1996 to 1997 by times (winter and summer), by rule from then on. */
const struct zone *tzif_berlin(struct arena *a);
/* A zone that is a rule and nothing else. */
const struct zone *tzif_rule(struct arena *a, const char *name, const char *rule);

#endif
