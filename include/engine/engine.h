/* engine.h: the loop's heart: takes requests from the edges, appends what commands decide, folds
 * the tail. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "command/command.h"
#include "core/board.h"
#include "core/policy.h"
#include "doc/doc.h"
#include "journal/journal.h"
#include "sys/loop.h"

struct engine;

/* One request from an edge. Text is raw; it is cleaned and bounded here. */
struct request {
	enum door door;
	struct str actor; /* local user, or "irc:nick" */
	struct str known_by;
	unsigned capabilities;
	uint32_t incident; /* 0: the current one */
	struct str line;   /* verb and arguments without the sign; used when argc is 0 */
	int argc;          /* shell: words as they came */
	char *const *argv;
	bool json;
	/* As in struct ask. */
	struct str (*person_of)(const void *where, struct arena *a, struct str name);
	const void *where;
	bool rehearse; /* decide and tell, record nothing; its acts are not to be carried out */
	/* Instead of a line: rows of an edge that hang on the board (their numbers, say), decided again when somebody else
	 * wrote meanwhile. NULL: the line. */
	enum rc (*decide)(const struct ask *ask, void *ctx, struct outcome *out, struct err *err);
	void *ctx;
};

/* What came of it. Lives in the arena handed to engine_submit. */
struct answer {
	struct doc *reply; /* what to show; NULL on failure */
	struct str json;
	struct act *acts;
	size_t act_count;
	uint64_t first_seq, last_seq; /* rows stored, 0: none */
	uint32_t incident;
	bool stored; /* rows are on disk */
	enum care care;
	const struct event *events; /* what was, or would be, recorded */
	size_t event_count;
};

/* Borrowed: journal and policies must outlive the engine. loop may be NULL (shell verbs). */
enum rc engine_new(struct journal *j, const struct policies *p, struct loop *loop,
	struct engine **ret, struct err *err);
void engine_free(struct engine *e);

/* The board of now with events folded that are not recorded: a fresh board the caller frees. */
enum rc engine_board_with(struct engine *e, const struct event *events, size_t n,
	struct board **ret, struct err *err);

/* Reads everything new in the journal into the board. *ret_changed: how many rows (may be NULL).
 * RC_GONE, RC_IO: try again later. */
enum rc engine_tail(struct engine *e, size_t *ret_changed, struct err *err);

/* Parses, decides, appends, folds. On conflict the tail is folded and the command decided again. */
enum rc engine_submit(struct engine *e, const struct request *rq, struct arena *a,
	struct answer *ret, struct err *err);

/* Chat and other volume rows: queued, committed in groups within 50 ms by the loop or by
 * engine_flush. A row is not "done" before its group is. On a full or missing disk rows stay queued
 * (bounded; see engine_health). */
enum rc engine_queue(struct engine *e, const struct event *ev, struct err *err);
enum rc engine_flush(struct engine *e, struct err *err);

/* Rows of our own machinery (gaps, misses, link states): one commit, no conflict check. */
enum rc engine_append(struct engine *e, struct event *events, size_t n, struct err *err);
/* The same for rows decided on the present board: RC_CONFLICT, and nothing is stored, when the record has moved on. */
enum rc engine_append_next(struct engine *e, struct event *events, size_t n, struct err *err);

/* Everything; for edges that fence what they pass on themselves. */
const struct board *engine_board(const struct engine *e);
/* The number of the last record on the board, or none before it, that is not a line of chat that came in: what looks for
 * anything else need not read further. */
uint64_t engine_news(const struct engine *e);
/* The board as this person may see it (core/fence.h): what people are shown comes from here. Valid until the next fold or
 * call. */
const struct board *engine_board_for(struct engine *e, struct str actor);
/* The board as it was known at `at` (recorded time): a fresh board the caller frees. */
enum rc engine_board_at(struct engine *e, instant at, struct board **ret, struct err *err);

/* Timeline and chat rows by window for screens; rows live in the arena. */
struct row {
	struct chat_row chat; /* for volume rows; a nick of a bridged channel has it in front */
	const struct entry
		*entry; /* for state rows: points into the board, dies at the next fold */
	uint64_t seq;
	uint32_t incident; /* 0: of the journal itself */
};
struct rows {
	struct row *v;
	size_t n;
};
enum rc engine_window(struct engine *e, const struct journal_window *w, const struct board *board,
	struct arena *a, struct rows *ret, struct err *err);

struct journal *engine_journal(struct engine *e);
const struct policies *engine_policies(const struct engine *e);
void engine_set_zone(struct engine *e, const struct zone *z);
const struct zone *engine_zone(const struct engine *e);

/* Called after each fold that changed something (after, never during). At most 8 watchers. */
typedef void engine_watch_fn(void *self, const struct engine *e, uint64_t from_seq);
void engine_watch(struct engine *e, engine_watch_fn *fn, void *self);
/* An edge that ends before the engine does; unknown ones are fine. Not inside a watcher. */
void engine_unwatch(struct engine *e, engine_watch_fn *fn, void *self);

/* Health of the record, for the red line on every screen. */
struct health {
	bool ok;
	char text[ERR_TEXT_MAX]; /* what is wrong and what to do, "" when ok */
	size_t queued;           /* rows held in memory */
};
const struct health *engine_health(const struct engine *e);

/*
 * Clocks: whichever process holds the lease "clocks" raises severity by time rules and records
 * missed updates. Call about once a second; does nothing without the lease. holder: unique per
 * process.
 */
enum rc engine_clocks(struct engine *e, const char *holder, instant now, struct err *err);
/* Gives the lease back, so that the next process need not wait for it to lapse. */
void engine_clocks_stop(struct engine *e, const char *holder);

/* Local user asks to say something in the room: a chat.out row when the incident is bound to a
 * channel, else chat.in. */
enum rc engine_say(
	struct engine *e, struct str actor, uint32_t incident, struct str text, struct err *err);

#endif
