/* engine_internal.h: the engine's own state, shared by its files. */
#ifndef ENGINE_ENGINE_INTERNAL_H
#define ENGINE_ENGINE_INTERNAL_H

#include "base/vec.h"
#include "engine/engine.h"
#include "sys/watch.h"

enum { ENGINE_WATCHERS_MAX = 8, ENGINE_QUEUE_MAX = 200000 };

struct watcher {
	engine_watch_fn *fn;
	void *self;
};

struct engine {
	struct journal *journal;
	const struct policies *policies;
	struct loop *loop;
	const struct zone *zone;
	struct board *board;
	struct watcher watchers[ENGINE_WATCHERS_MAX];
	size_t watcher_count;
	struct health health;
	bool behind;   /* the last read failed: read again though nothing else changed */
	uint64_t told; /* the record that the watchers know the board with */
	uint64_t news; /* the last record folded that is not a line of chat that came in */

	struct arena *
		seen_arena; /* of `seen`: the board as seen_by may see it, made for the record seen_seq */
	const struct board *seen;
	const struct board *seen_of;
	struct str seen_by;
	uint64_t seen_seq;

	struct arena *queue_arena; /* bodies of queued rows; emptied when the queue is */
	VEC(struct event) queue;
	uint64_t flush_timer;
	struct watch *watch;
	uint64_t poll_timer;
	uint64_t again_timer; /* a write was noticed whose commit may still be under way */
	size_t again;         /* how often it was looked for */

	bool clocks_mine; /* the lease "clocks" was ours when last renewed */
	instant clocks_renewed;
};

/* Makes a new board of the records up to and with `upto`, reading no volume row that can be left out. */
enum rc engine_make_board(struct engine *e, uint64_t upto, struct board **ret, struct err *err);
/* Stores rows and folds them as they were stored; engine_tail tells the watchers, and reads what is missing. */
enum rc engine_store(struct engine *e, const struct journal_head *seen, struct event *events,
	size_t n, struct err *err);
/* Remembers or forgets that the record is in trouble. */
void engine_note_health(struct engine *e, enum rc rc, const struct err *err);
/* The incident a request means on the board that its speaker sees; RC_UNKNOWN when it names one that is not there. */
enum rc engine_pick_incident(
	const struct board *b, uint32_t number, const struct incident **ret, struct err *err);
/* Reads one stored volume row into a chat row. */
void engine_chat_row(struct arena *a, const struct record *r, struct chat_row *ret);

#endif
