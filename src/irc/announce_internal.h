/* announce_internal.h: what a channel hears of the incident's events: one line each, in order, none twice. */
#ifndef IRC_ANNOUNCE_INTERNAL_H
#define IRC_ANNOUNCE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/event.h"

struct bridge;

struct announcement {
	uint64_t seq;
	uint32_t incident;
	enum event_kind kind;
	bool news;     /* worth a line in the main channel too */
	bool answered; /* said at IRC, and answered where it was said */
};

/* Heap memory. Items stay until the server has dealt with their lines, so that a break repeats them. */
struct announcer {
	struct announcement *v;
	size_t n, cap;
	uint64_t done;  /* rows up to here were announced or need not be */
	uint64_t taken; /* rows up to here were looked at */
	uint64_t said;  /* rows up to here were given to the network at least once */
	uint64_t
		before; /* and up to here on a connection that broke: heard again, they are marked */
	uint64_t under_way; /* rows up to here are with the network; 0: none */
};

void announce_clear(struct announcer *a);
/* Takes a row in record order; `news`: it is worth a line in the main channel, when its kind is told at all. */
void announce_take(struct announcer *a, const struct event *ev, bool news);
/* Sends what waits, when nothing is under way. */
void announce_pump(struct bridge *b);
/* Introduces the incident in a channel that was not heard when all others were told. */
void announce_late(struct bridge *b, const char *channel);
void announce_accepted(struct announcer *a, uint64_t upto);
void announce_broken(struct announcer *a);

#endif
