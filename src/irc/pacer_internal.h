/* pacer_internal.h: lines that wait to be sent, in order of urgency and no faster than a server
 * likes. */
#ifndef IRC_PACER_INTERNAL_H
#define IRC_PACER_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

/* Who goes first. Within a class the order is kept. */
enum pace {
	PACE_URGENT, /* PONG, registration, QUIT: never waits, yet is counted */
	PACE_REPLY,  /* answers to commands */
	PACE_CHAT,   /* what people of the console say */
	PACE_BULK,   /* announcements, topics, answers to those who ask too often */
	PACE_COUNT
};

enum {
	PACER_LINE_MAX = 512, /* bytes with CR LF, without tags */
	PACER_TAGS_MAX = 64,  /* "@label=o1 " */
	PACER_BYTES_MAX = PACER_LINE_MAX + PACER_TAGS_MAX,
	PACER_QUEUE_MAX = 400 /* lines in each class */
};

struct pacer_line {
	struct pacer_line *next;
	uint64_t id; /* whatever the caller wants to know it by */
	size_t n;
	duration since;
	char text[PACER_BYTES_MAX];
};

/*
 * A bucket of `burst` lines that gains one each `rate`. Urgent lines may empty it below zero, so
 * that a flood of PINGs slows everything else instead of the server's patience.
 */
struct pacer {
	int burst;
	duration rate;
	int64_t credit; /* in microseconds of waiting saved up: burst * rate is full */
	duration last;
	struct pacer_line *first[PACE_COUNT], *end[PACE_COUNT];
	size_t count[PACE_COUNT];
};

void pacer_init(struct pacer *p, int burst, duration rate, duration now);
void pacer_clear(struct pacer *p); /* drops everything that waits */
/* A new connection: what waits is dropped and the bucket is full again. */
void pacer_restart(struct pacer *p, duration now);

/*
 * Queues one line without its line end; CR, LF and NUL in it become blanks, and it is cut at a
 * character before it could exceed 510 bytes, tags of its own not counted. False when the class is full or the line is empty.
 */
bool pacer_push(struct pacer *p, enum pace class, struct str line, uint64_t id, duration now);

/* The next line that may leave now, ended with CR LF, or NULL. It is the caller's until the next
 * call of pacer_done. */
const struct pacer_line *pacer_next(struct pacer *p, duration now);
/* The line of the last pacer_next has left. */
void pacer_done(struct pacer *p);

/* How long until pacer_next gives a line; -1 when none waits. */
duration pacer_wait(const struct pacer *p, duration now);
size_t pacer_waiting(const struct pacer *p);
duration pacer_age(const struct pacer *p, duration now); /* of the oldest line */

#endif
