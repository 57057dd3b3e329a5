/* netsplit_internal.h: servers that lose each other: who went with the far side, and when that side is back. */
#ifndef IRC_NETSPLIT_INTERNAL_H
#define IRC_NETSPLIT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "irc/isupport_internal.h"

enum { NETSPLITS_MAX = 16, NETSPLIT_SERVER_MAX = 63, NETSPLIT_PEOPLE_MAX = 20000 };

/* Heap memory. */
struct netsplit {
	uint32_t incident; /* whose room it is about; 0: none's */
	uint64_t row;      /* the record that says it began; 0: not written yet */
	char near[NETSPLIT_SERVER_MAX + 1], far[NETSPLIT_SERVER_MAX + 1];
	instant from;
	instant to;    /* INSTANT_NONE: not over */
	bool told;     /* its end is on record; who comes back late is still known */
	size_t people; /* who left with it */
	char **gone;   /* those of them who are not back */
	size_t n, cap;
	instant burst, last; /* of those who come back one after another: the first, the latest */
	size_t back;         /* how many they are */
};

/* Zero is empty. Those that are over make room for others. */
struct netsplits {
	struct netsplit *v[NETSPLITS_MAX];
	size_t n;
};

void netsplits_clear(struct netsplits *all);

/* "irc.example.org irc2.example.org", which servers say for everybody who was on the other side. */
bool netsplit_names(struct str text, struct str *ret_near, struct str *ret_far);

/* Somebody of the incident's room left with a split. False when no more can be followed. */
bool netsplits_left(struct netsplits *all, uint32_t incident, struct str near, struct str far,
	struct str nick, instant now);
/*
 * Somebody came into the incident's room. True when they had left with a split. A split is over when a good part of
 * its people come back one after another; a single one may only have found another way in. `certain`: the server says
 * that it is a return.
 */
bool netsplits_back(struct netsplits *all, const struct isupport *s, uint32_t incident,
	struct str nick, bool certain, instant now);
void netsplits_drop(struct netsplits *all, size_t at);

#endif
