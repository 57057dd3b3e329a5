/* topic_internal.h: the bridge's own segment of a channel's topic, beside what people wrote there. */
#ifndef IRC_TOPIC_INTERNAL_H
#define IRC_TOPIC_INTERNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "core/board.h"
#include "core/policy.h"

/* "[INC-7 SEV1] title | IC @lead | next update 14:30Z"; `own` of topic_merge. */
struct str topic_segment(
	struct arena *a, const struct policies *p, const struct incident *i, instant now);

/* What people wrote: the topic without our segment. */
struct str topic_of_others(struct str topic);

/*
 * Our segment in front, " || ", then what people wrote, in at most `max` bytes (0: 390). Ours is cut
 * to fit, theirs never is; when not even "[INC-7 SEV1]" fits, theirs alone. An empty `own` gives theirs back.
 */
struct str topic_merge(struct arena *a, struct str topic, struct str own, size_t max);

#endif
