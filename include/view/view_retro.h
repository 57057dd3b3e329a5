/* view_retro.h: the parts of a post-mortem that the record can fill, each by name. */
#ifndef VIEW_VIEW_RETRO_H
#define VIEW_VIEW_RETRO_H

#include "base/err.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"

struct retro_ask {
	const struct policies *policies;
	const struct board *board;
	const struct incident *incident;
	instant now;
};

/* Appends one part between its marks of a generated part. RC_UNKNOWN names the parts there are. */
enum rc view_retro_part(
	const struct retro_ask *ask, struct str name, struct doc *d, struct err *err);
/* Number `at` of the parts, NULL behind the last. */
const char *view_retro_part_name(size_t at);
/* Facts that nobody has recorded yet, as questions; empty when there are none. Returns the count. */
size_t view_retro_questions(struct arena *a, const struct retro_ask *ask, const struct str **ret);
/* The whole as one JSON object: facts by stable names, the full log included; `chat` may be empty. */
struct timeline;
void view_retro_json(struct buf *out, const struct retro_ask *ask, const struct timeline *log);

#endif
