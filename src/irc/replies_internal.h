/* replies_internal.h: how answers are said: the first lines now, the rest on demand, no echo, no flood. */
#ifndef IRC_REPLIES_INTERNAL_H
#define IRC_REPLIES_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/time.h"

enum {
	REPLIES_AT_ONCE = 3, /* lines of an answer before "!more" */
	REPLIES_KEPT = 50,   /* lines kept for "!more" */
	REPLIES_PEOPLE = 32, /* people remembered; the one silent longest is forgotten */
	REPLIES_RECENT = 16,
	REPLIES_PER_MIN = 12, /* commands of one person before answers come later */
};

struct replies_person {
	char nick[64];
	duration last, window; /* last command; start of the counted minute */
	unsigned count;
	bool told; /* that answers come later */
	char *lines[REPLIES_KEPT];
	size_t n;
};

/* Zero is empty. */
struct replies {
	struct replies_person people[REPLIES_PEOPLE];
	struct {
		uint64_t mark;
		duration at;
	} recent[REPLIES_RECENT];
	size_t next;
};

void replies_clear(struct replies *r);

/* Counts one command. *flooding: too many in the last minute; *tell: and it was not said yet. */
struct replies_person *replies_count(
	struct replies *r, struct str nick, duration now, bool *flooding, bool *tell);

/* True when the same was said to the same within the last seconds; else takes note of it. */
bool replies_repeats(struct replies *r, const char *target, struct str text, duration now);

/* Keeps lines for "!more"; earlier ones go. Returns how many are kept. */
size_t replies_keep(struct replies_person *p, const struct str *lines, size_t n);
/* Hands out at most `most` kept lines, in the arena; *left: how many remain. */
size_t replies_more(
	struct replies_person *p, struct arena *a, struct str *lines, size_t most, size_t *left);

#endif
