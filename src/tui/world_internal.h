/* world_internal.h: what completion needs to know of the incident: persons, roles, ids, gauges, verbs. */
#ifndef TUI_WORLD_INTERNAL_H
#define TUI_WORLD_INTERNAL_H

#include "lang/complete.h"
#include "tui/screen_internal.h"

struct world {
	const struct board *board;
	const struct incident *incident; /* may be NULL */
	const struct policies *policies;
	const struct stream *stream; /* who spoke last */
	struct str me;
	struct arena *arena; /* for the candidates */
	struct time_ctx time;
	struct match_ctx match;
};

/* Verbs of the console in the order in which they are offered; behind these the same once more, those that need no
 * incident first, for a house in which nothing is open. Returns how many there are. */
size_t world_verbs(struct arena *a, const struct verb_info **ret);
/* An ask for complete_line about this world, which must outlive it. */
struct complete_ask world_ask(struct world *w, const struct verb_info *verbs, size_t n);
/* world_change.c: values for slots of the verbs about changes, evidence and departures; false: not one of those. */
bool world_change_values(const struct world *w, struct str name, const struct words *before,
	struct complete_sink *sink);

#endif
