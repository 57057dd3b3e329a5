/* journal.h: the append-only store of records: one write path, several processes, a verifiable chain. */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "core/event.h"

/*
 * A journal belongs to one thread. `where` is "sqlite:PATH", "memory:" or a bare path (sqlite).
 * Every function that fails says why in *err and leaves the store as it was. RC_CONFLICT: the head moved;
 * RC_IO: disk full, read-only, busy beyond 5 s; RC_GONE: the file was removed or replaced under us;
 * RC_CORRUPT: not a journal, or its records do not verify. After RC_IO or RC_GONE later calls try again:
 * the journal reopens by itself when the disk or file is back.
 */
struct journal;

enum journal_flag { JOURNAL_CREATE = 1, JOURNAL_READ_ONLY = 2 };

struct journal_head {
	uint64_t seq; /* 0: empty */
	struct hash hash;
};

enum rc journal_open(const char *where, unsigned flags, struct journal **ret, struct err *err);
void journal_close(struct journal *j); /* NULL is fine */
const char *journal_path(const struct journal *j);

enum rc journal_get_head(struct journal *j, struct journal_head *ret, struct err *err);

/*
 * Stores n events as one durable commit: numbers, salts and chains them. `seen`: the head the caller decided
 * on; RC_CONFLICT when it is no longer the head. NULL: append whatever the head is (chat, imports, clocks' rows).
 * events[i].seq is filled on success. `recorded` must be set by the caller; it is raised to the head's when a
 * clock ran backwards is NOT done here: the record keeps what the clock said.
 * On RC_OK the rows are on disk (synchronous=FULL).
 */
enum rc journal_append(struct journal *j, const struct journal_head *seen, struct event *events,
	size_t n, struct err *err);

/* Takes one record, borrowed for the call. Anything but RC_OK stops the walk. */
typedef enum rc journal_each_fn(const struct record *r, void *ctx);

/* The same, and each() gets the records as they now stand on disk, so that who wrote them need not read them back.
 * The rows are stored whatever each() returns; others may stand between them and what the caller saw. */
enum rc journal_append_told(struct journal *j, const struct journal_head *seen,
	struct event *events, size_t n, journal_each_fn *each, void *ctx, struct err *err);

/* Calls each() for records with seq > after, in order, at most `limit` (0: all); what stopped it is returned. */
enum rc journal_read(struct journal *j, uint64_t after, size_t limit, journal_each_fn *each,
	void *ctx, struct err *err);

/* Window reads for screens: newest-first when `backwards`. Served by keys, never by counting. */
struct journal_window {
	uint32_t incident;   /* UINT32_MAX: any */
	uint64_t before_seq; /* exclusive; 0: from the end when backwards */
	uint64_t after_seq;  /* exclusive */
	instant from, to;    /* occurred bounds [from, to); INSTANT_NONE: open */
	instant as_known;    /* recorded <= as_known; INSTANT_NONE: all */
	bool backwards;
	bool by_occurred; /* order by occurred (then seq) instead of seq */
	bool state_only;  /* leaves out the kinds of class VOLUME, without touching their rows */
	size_t limit;
};
enum rc journal_read_window(struct journal *j, const struct journal_window *w,
	journal_each_fn *each, void *ctx, struct err *err);
enum rc journal_read_one(
	struct journal *j, uint64_t seq, journal_each_fn *each, void *ctx, struct err *err);

/*
 * For a start that does not read every line of chat: what the volume rows up to and with record `upto` come to, one
 * sum for each incident and kind, in the arena. Served from cached sums of whole blocks of records, which are
 * made again when they are missing.
 */
enum rc journal_sum_volume(struct journal *j, uint64_t upto, struct arena *a,
	const struct volume_sum **ret, size_t *ret_n, struct err *err);
/* The number of the last record before the first one that was recorded later than `at`; 0: none. */
enum rc journal_known_at(struct journal *j, instant at, uint64_t *ret_seq, struct err *err);

/* True when another connection may have written since the last call (cheap: data_version). */
bool journal_changed(struct journal *j);

/* True when we have written since the last call: what is noticed of the file's changing may be that alone. */
bool journal_wrote(struct journal *j);

/* Walks everything: chain, digests, types, numbering, page integrity. On RC_CORRUPT *ret_bad is the first bad
 * record's number (0: the file itself). progress may be NULL; returning false cancels with RC_STATE. */
struct journal_verdict {
	uint64_t records, first_bad;
	struct hash head;
};
typedef bool journal_progress_fn(uint64_t done, uint64_t total, void *ctx);
enum rc journal_verify(struct journal *j, journal_progress_fn *progress, void *ctx,
	struct journal_verdict *ret, struct err *err);

/* Consistent copy to a new file (mode 0600, temporary name, renamed). Never overwrites: RC_STATE. */
enum rc journal_backup(struct journal *j, const char *to, journal_progress_fn *progress, void *ctx,
	struct err *err);

/*
 * Leases say which process runs the bridge and the clocks. take: RC_OK when we hold it now (renewed or taken
 * over from a holder silent for longer than ttl), RC_CONFLICT when somebody else does (holder's name in *err).
 * *took is true when it changed hands. Times are given by the caller; exactly one taker wins.
 */
enum rc journal_lease_take(struct journal *j, const char *name, const char *holder, instant now,
	duration ttl, bool *took, struct err *err);
enum rc journal_lease_drop(
	struct journal *j, const char *name, const char *holder, struct err *err);
/* Present holder's name into the arena, "" when free or expired. */
enum rc journal_lease_holder(struct journal *j, const char *name, instant now, duration ttl,
	struct arena *a, struct str *ret, struct err *err);

/* Small durable facts beside the record (outbox cursor, prompt history): not evidence, may be lost and rebuilt. */
enum rc journal_note_set(struct journal *j, const char *key, struct str value, struct err *err);
enum rc journal_note_get(struct journal *j, const char *key, struct arena *a, struct str *ret,
	struct err *err); /* RC_UNKNOWN: no such key */

#endif
