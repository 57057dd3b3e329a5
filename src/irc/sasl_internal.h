/* sasl_internal.h: a login as a conversation: PLAIN, EXTERNAL and SCRAM-SHA-256, without any connection. */
#ifndef IRC_SASL_INTERNAL_H
#define IRC_SASL_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"

enum sasl_mechanism { SASL_NONE, SASL_EXTERNAL, SASL_SCRAM, SASL_PLAIN };
const char *sasl_name(enum sasl_mechanism m); /* "SCRAM-SHA-256" */

enum {
	SASL_PIECE = 400, /* signs in one line; exactly so many mean that more come */
	SASL_CHALLENGE_MAX = 8000,
	SASL_NONCE_BYTES = 24,
	SASL_ROUNDS_LEAST = 4096,
	SASL_ROUNDS_MOST = 200000 /* more would stop the screen for too long */
};

/* All views must outlive it. */
struct sasl {
	enum sasl_mechanism mechanism;
	struct str account, password;
	char nonce[SASL_NONCE_BYTES * 2 + 1]; /* in hex */
	int step;
	bool proven; /* nothing is left that the server has to prove */
	char challenge[SASL_CHALLENGE_MAX];
	size_t n;
	struct hash server_signature;
};

/* `chance`: SASL_NONCE_BYTES unpredictable bytes. */
void sasl_begin(struct sasl *s, enum sasl_mechanism m, struct str account, struct str password,
	const void *chance);
void sasl_clear(struct sasl *s); /* forgets what could help anybody */

enum sasl_next {
	SASL_MORE,  /* pieces of the challenge are missing */
	SASL_SAY,   /* *ret is to be said */
	SASL_BROKEN /* the server does not keep to the rules, or is not who it seems: leave */
};
/* Takes what stands behind one AUTHENTICATE. *ret: the bytes to answer, in the arena. */
enum sasl_next sasl_take(struct sasl *s, struct arena *a, struct str piece, struct str *ret);

/* The bytes as what stands behind AUTHENTICATE, line by line; returns how many. */
size_t sasl_pieces(struct arena *a, struct str bytes, struct str **ret);

#endif
