/* replay_internal.h: the steps that a source of a replay is read into, and how one step is played. */
#ifndef FEED_REPLAY_INTERNAL_H
#define FEED_REPLAY_INTERNAL_H

#include "base/vec.h"
#include "core/event.h"
#include "engine/engine.h"
#include "feed/replay.h"

enum { REPLAY_STEPS_MAX = 200000, REPLAY_FILE_MAX = 4 * 1024 * 1024 };

/* Either a row of the past or a line of a script. */
struct step {
	duration after;  /* the beginning, before the speed counts */
	struct event ev; /* row: as it was, body included; seq is its old number */
	struct str actor, line;
	unsigned number; /* of the line in its file; 0: a row */
};

struct seq_pair {
	uint64_t was, is;
};

struct replay {
	struct replay_ask ask;
	struct arena *arena, *turn;
	VEC(struct step) steps;
	VEC(struct seq_pair) moved; /* rows that others point at, by their old number */
	size_t at;
	uint64_t timer;
	uint32_t incident;
	instant base; /* of the source: what `after` counts from */
	instant zero; /* the same moment now */
	instant told;
};

/* An instant of the source as one of the drill. */
instant replay_moved(const struct replay *r, instant at);

/* replay_record.c */
enum rc replay_read_record(struct replay *r, struct err *err);
enum rc replay_play_row(struct replay *r, const struct step *s, struct err *err);
/* replay_script.c */
enum rc replay_read_script(struct replay *r, struct err *err);
enum rc replay_play_line(struct replay *r, const struct step *s, struct err *err);

#endif
