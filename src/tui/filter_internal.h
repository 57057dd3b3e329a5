/* filter_internal.h: the filter line of the timeline: `type=sev,log who=lead since=-30m #db -#noise words`. */
#ifndef TUI_FILTER_INTERNAL_H
#define TUI_FILTER_INTERNAL_H

#include "base/err.h"
#include "core/board.h"

enum { FILTER_WORDS_MAX = 16 };

struct filter {
	struct str types, who; /* labels or wire names joined by ','; empty: any */
	instant since;         /* INSTANT_NONE: any */
	struct str words[FILTER_WORDS_MAX];
	size_t word_count;
	struct str tags[FILTER_WORDS_MAX]; /* with a leading '-' when they must be absent */
	size_t tag_count;
};

/* RC_USAGE names the word that is not understood, with its position. Views borrow from line and arena. */
enum rc filter_parse(
	struct arena *a, struct str line, instant now, struct filter *ret, struct err *err);
bool filter_passes(const struct filter *f, const struct entry *e);
/* Whether text holds the words, ASCII case ignored; for find as well. */
bool filter_contains(struct str text, struct str part);

#endif
