/* link_log_internal.h: the last steps of a link, for people who ask what it has been through. */
#ifndef IRC_LINK_LOG_INTERNAL_H
#define IRC_LINK_LOG_INTERNAL_H

#include <stddef.h>

#include "base/time.h"
#include "doc/doc.h"
#include "irc/connector_internal.h"

enum { LINK_LOG_MAX = 64, LINK_WHY_MAX = 160 };

struct link_step {
	instant at;
	enum link_state state;
	char why[LINK_WHY_MAX]; /* "" where the state says it all */
};

/* Zero is empty. Keeps the last LINK_LOG_MAX. */
struct link_log {
	struct link_step v[LINK_LOG_MAX];
	size_t n, next;
};

void link_log_add(struct link_log *l, instant at, enum link_state state, const char *why);

/* What a state means, in a few words: "each address is tried". */
const char *link_state_words(enum link_state s);

/* The newest last; local times of the zone. Adds a paragraph when there is none. */
void link_log_show(const struct link_log *l, const struct zone *z, struct doc *d);

#endif
