/* caps_internal.h: which extensions of the protocol a server offers, which were asked for, which hold. */
#ifndef IRC_CAPS_INTERNAL_H
#define IRC_CAPS_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "irc/line_internal.h"

enum caps_bit {
	CAPS_SASL = 1 << 0,
	CAPS_SERVER_TIME = 1 << 1,
	CAPS_TAGS = 1 << 2,
	CAPS_ACCOUNT_TAG = 1 << 3,
	CAPS_BATCH = 1 << 4,
	CAPS_EXTENDED_JOIN = 1 << 5,
	CAPS_ACCOUNT_NOTIFY = 1 << 6,
	CAPS_CHGHOST = 1 << 7,
	CAPS_ECHO = 1 << 8,
	CAPS_LABELS = 1 << 9,
	CAPS_NOTIFY = 1 << 10,
	CAPS_HISTORY = 1 << 11,
	CAPS_ALL = (1 << 12) - 1
};

enum { CAPS_PENDING_MAX = 32, CAPS_LINES_MAX = 16, CAPS_MECHANISMS_MAX = 256 };

/* A plain value. Names nobody here knows are passed over. */
struct caps {
	unsigned offered, has;
	bool heard; /* the server knows of extensions at all */
	bool listed;
	char mechanisms[CAPS_MECHANISMS_MAX]; /* of sasl: "PLAIN,EXTERNAL"; "": not said */
	unsigned pending[CAPS_PENDING_MAX];   /* requests without an answer, oldest first */
	size_t n;
};

/*
 * Takes one CAP line of the server; `wanted` are the extensions to ask for when they are offered. *lines: what to
 * say to it, in the arena; returns how many. Those that belong together are asked for together, apart from the
 * others, and singly when a group was refused.
 */
size_t caps_take(struct caps *c, struct arena *a, unsigned wanted, const struct irc_msg *m,
	struct str lines[CAPS_LINES_MAX]);
/* The list is whole and every request was answered. */
bool caps_is_settled(const struct caps *c);
/* A server that told no mechanisms may know any. */
bool caps_has_mechanism(const struct caps *c, const char *name);
/* "sasl server-time", for people; arena text. */
const char *caps_text(struct arena *a, unsigned bits);

#endif
