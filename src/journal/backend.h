/* backend.h: what a store of journal rows must do; it keeps bytes and numbers and knows no meaning,
 * no hash, no clock. */
#ifndef JOURNAL_BACKEND_H
#define JOURNAL_BACKEND_H

#include "journal/journal.h"

struct store;

/*
 * One row as stored. The digests are plain bytes here. `fault` names the first column that does not
 * hold the type or length it must (readers still get what could be read, so that a damaged journal
 * can be looked at); NULL when sound.
 */
struct row {
	uint64_t seq;
	int64_t incident, occurred, recorded;
	struct str kind, precision, zone, actor, door, body;
	bool erased; /* body and salt are gone */
	struct str salt, digest, prev, hash;
	const char *fault;
};

/* The newest row's number and hash bytes; seq 0 and zero bytes when there is none. */
struct row_head {
	uint64_t seq;
	uint8_t hash[HASH_SIZE];
};

/* Makes the i-th row to be stored, behind `head`, which then becomes that row. Called while nobody
 * else can write. What the row points to stays until the append has ended. */
typedef void row_make_fn(void *ctx, const struct row_head *head, size_t i, struct row *ret);
/* Takes one row, borrowed for the call. Anything but RC_OK stops the read and is returned. */
typedef enum rc row_each_fn(const struct row *r, void *ctx);

/* Takes what volume rows of one kind come to; `recorded` is not filled in. */
typedef void sum_each_fn(const struct volume_sum *sum, void *ctx);

enum lease_verb { LEASE_TAKE, LEASE_DROP, LEASE_READ };

struct lease {
	const char *name, *holder; /* holder: who asks; NULL for LEASE_READ */
	instant now;
	duration ttl;
	struct arena *arena; /* for `present` */
	struct str present;  /* out: the holder found, "" when none or silent for longer than ttl */
	bool held, took;     /* out of LEASE_TAKE */
};

/*
 * All functions fill *err on failure and then leave the store as it was. A store notices by itself
 * when what it stands on is gone (RC_GONE) and goes on when it is back.
 */
struct backend {
	const char *scheme;
	/* where: what stands behind "scheme:". flags: enum journal_flag. */
	enum rc (*open)(const char *where, unsigned flags, struct store **ret, struct err *err);
	void (*close)(struct store *s); /* NULL is fine */
	enum rc (*head)(struct store *s, struct row_head *ret, struct err *err);
	/* n rows as one durable commit, all or none. seen: RC_CONFLICT when it is not the head;
	 * NULL: any. */
	enum rc (*append)(struct store *s, const struct row_head *seen, row_make_fn *make,
		void *ctx, size_t n, struct err *err);
	enum rc (*read)(struct store *s, const struct journal_window *w, row_each_fn *each,
		void *ctx, struct err *err);
	/*
	 * Hands over sums that are kept ready for the volume rows up to *ret_done, which is `upto` at most; 0: none.
	 * NULL: none are kept.
	 */
	enum rc (*sums)(struct store *s, uint64_t upto, sum_each_fn *each, void *ctx,
		uint64_t *ret_done, struct err *err);
	/* Some record with none up to it recorded later than `at`, as far on as is kept ready. NULL: 0. */
	enum rc (*known_at)(struct store *s, instant at, uint64_t *ret_seq, struct err *err);
	bool (*changed)(struct store *s);
	enum rc (*lease)(struct store *s, enum lease_verb verb, struct lease *l, struct err *err);
	enum rc (*note_set)(struct store *s, const char *key, struct str value, struct err *err);
	enum rc (*note_get)(struct store *s, const char *key, struct arena *a, struct str *ret,
		struct err *err);
	/* The store's own structure: pages, types. RC_CORRUPT with the first finding. */
	enum rc (*integrity)(struct store *s, struct err *err);
	/* A whole copy at a new path; NULL when there is nothing to copy. */
	enum rc (*backup)(struct store *s, const char *to, journal_progress_fn *progress, void *ctx,
		struct err *err);
};

#define BACKEND(name) extern const struct backend backend_##name;
#include "registry_backends.h"
#undef BACKEND

#endif
