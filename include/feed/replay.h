/* replay.h: plays a past incident or a script into a drill, at any speed, without holding up the loop. */
#ifndef FEED_REPLAY_H
#define FEED_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "sys/loop.h"

struct engine;
struct replay;

enum { REPLAY_SPEED_MAX = 100000000 };

struct replay_progress {
	size_t done, total;
	uint32_t incident; /* of the drill, 0: not yet declared */
	bool over;
	struct err err; /* when it broke off; text empty: it did not */
};
/* Called from the loop, at most a few times a second, and once at the end. The replay may be freed inside. */
typedef void replay_told_fn(void *ctx, const struct replay_progress *p);

struct replay_ask {
	struct engine *engine; /* borrowed, as the loop */
	struct loop *loop;
	uint32_t incident; /* the past incident to play; 0: a script */
	const char *file;  /* the script */
	uint32_t
		speed; /* thousandths: 1000 as it was, 60000 sixty times as fast; 0: without waiting */
	struct str actor;
	replay_told_fn *told;
	void *ctx;
};

/* "1", "60x", "0.5x", "max" in thousandths. RC_USAGE. */
enum rc replay_speed_parse(struct str word, uint32_t *ret, struct err *err);

/*
 * Reads the source whole, then plays from timers. A past incident's rows are copied into a new drill with their times moved and
 * stretched by the speed; chat that went out becomes chat that was heard, so nothing is said twice. A script's lines run as
 * commands and chat of the people it names; its first command must be `drill`. A refused line ends it, by FILE:LINE.
 */
enum rc replay_start(const struct replay_ask *ask, struct replay **ret, struct err *err);
/* Stops where it is; the drill stays as far as it came. NULL is fine. */
void replay_free(struct replay *r);

#endif
