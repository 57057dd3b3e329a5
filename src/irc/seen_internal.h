/* seen_internal.h: which messages were heard before, by the name the server gives each. */
#ifndef IRC_SEEN_INTERNAL_H
#define IRC_SEEN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum { SEEN_MAX = 4096 };

/* Zero is empty. Remembers the last SEEN_MAX. */
struct seen {
	uint64_t marks[SEEN_MAX];
	size_t next;
};

/* The name of a line that its server has none for; empty when it does not tell the time either. In the arena. */
struct str seen_name(struct arena *a, struct str nick, struct str text, struct str server_time);
/* True when it was there; from now on it is. */
bool seen_again(struct seen *s, struct str msgid);

#endif
