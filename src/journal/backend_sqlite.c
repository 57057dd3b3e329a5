/* backend_sqlite.c: journal rows in one SQLite file shared by several processes. */
#include <errno.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "journal/journal_internal.h"
#include "journal/sqlite_open.h"
#include "journal/sqlite_tally.h"

/*
 * The format (docs/JOURNAL.md has it at length, with example bytes):
 *
 * One SQLite 3 database in WAL mode, mode 0600. application_id is 0x7761726a ("warj"), user_version
 * is the format, 1 here. A newer format is refused; an older one is brought up by the rows of
 * sqlite_migrations.
 *
 * Three tables hold what cannot be rebuilt. `record` is the evidence: one row per record, seq 1, 2,
 * 3 ... without holes, texts as TEXT, salt and the three hashes as BLOB of 16 and 32 bytes, body
 * the very bytes that were hashed. `lease` and `note` are conveniences of running programs and no
 * evidence. Everything else (indices, triggers, the tables erase and tally) is made again at open
 * when it is missing.
 *
 * Triggers refuse every DELETE on record, every INSERT that is not the next number, and every
 * UPDATE but one: erasing. To erase record N, one transaction puts N into the table erase, sets
 * body and salt of N to NULL, appends a record of kind "erase" whose body has N in the array
 * "targets", and takes N out of the table again. Nothing else of the row may change: number,
 * header, digest and links stay, and the chain still verifies. A purge by retention is the same
 * with many targets; no row ever goes. secure_delete overwrites the bytes that were freed.
 *
 * A new file is made under a temporary name and linked to its own when it is complete: a path holds
 * a whole journal or none. While it is open, the path, its -wal and its -shm are compared (device,
 * inode) before a write and again before the write is called done, because rows in a file that
 * nobody can open again are not on record.
 */
struct store {
	char *path;
	unsigned flags;
	struct conn *conn;     /* NULL: lost, and not yet back */
	struct row_head known; /* newest row ever seen; a file without it is not our journal */
	unsigned reading;      /* reads under way; they need the connection to stay */
	struct tally_run run;  /* what we wrote last */
};

static const char not_recorded[] = ": nothing was recorded";

/* ---- the file under us ---- */

static enum rc gone(const struct store *s, struct err *err)
{
	return err_set(err, RC_GONE,
		"nothing was recorded: the journal is gone, put it back (%s was removed or "
		"replaced while it was open)",
		s->path);
}

/* Takes what stands at the path now if it continues what we know. */
static enum rc reopen(struct store *s, struct err *err)
{
	struct stat st;
	if (s->reading || stat(s->path, &st) != 0 || !S_ISREG(st.st_mode))
		return gone(s, err);
	if (s->conn && conn_main_same(s->conn)) {
		/* Only its log is lost: connections to one file share it, so the old one must go
		 * first. */
		conn_close(s->conn);
		s->conn = NULL;
	}
	struct conn *c;
	bool ours = true;
	int code = 0;
	enum rc rc = sqlite_open(s->path, s->flags, &c, err);
	if (rc != RC_OK)
		return rc == RC_IO ? rc : gone(s, err);
	if (s->known.seq)
		code = conn_has(c, &s->known, &ours);
	if (code == 0 && ours) {
		conn_close(s->conn);
		s->conn = c;
		return RC_OK;
	}
	conn_close(c);
	return err_set(err, RC_GONE,
		"%s is now another journal or an older copy, without record %llu: nothing was "
		"recorded; put "
		"the right file back",
		s->path, (unsigned long long)s->known.seq);
}

static enum rc present(struct store *s, struct err *err)
{
	return s->conn && conn_same(s->conn) ? RC_OK : reopen(s, err);
}

static enum rc write_fail(struct store *s, int code, struct err *err)
{
	enum rc rc = conn_fail(s->conn, code, s->path, not_recorded, err);
	conn_roll_back(s->conn);
	return rc;
}

static void know(struct store *s, const struct row_head *head)
{
	if (head->seq > s->known.seq)
		s->known = *head;
}

/* A transaction that only this process can write in. */
static enum rc begin(struct store *s, struct err *err)
{
	enum rc rc = present(s, err);
	if (rc != RC_OK)
		return rc;
	int code = conn_run(s->conn, ST_BEGIN);
	return code == 0 ? RC_OK : write_fail(s, code, err);
}

/* Durable, and in the file that the next reader will open. */
static enum rc commit(struct store *s, struct err *err)
{
	int code = conn_run(s->conn, ST_COMMIT);
	if (code != 0)
		return write_fail(s, code, err);
	return conn_same(s->conn) ? RC_OK : gone(s, err);
}

/* ---- opening ---- */

static enum rc store_open(const char *where, unsigned flags, struct store **ret, struct err *err)
{
	struct stat st;
	struct conn *c;
	enum rc rc = RC_OK;
	bool create = flags & JOURNAL_CREATE && !(flags & JOURNAL_READ_ONLY);
	if (!*where)
		return err_set(err, RC_USAGE, "the journal has no path");
	if (stat(where, &st) == 0) {
		if (!S_ISREG(st.st_mode))
			return err_set(err, RC_CORRUPT, "%s is not a journal", where);
	} else if (errno != ENOENT || !create) {
		return err_set(err, errno == ENOENT ? RC_GONE : RC_IO, "the journal %s: %s", where,
			errno == ENOENT ? "there is no such file" : strerror(errno));
	} else {
		rc = sqlite_create(where, err);
	}
	if (rc == RC_OK)
		rc = sqlite_open(where, flags, &c, err);
	if (rc != RC_OK)
		return rc;
	struct store *s = mem_alloc(sizeof *s);
	s->path = mem_strdup(where);
	s->flags = flags;
	s->conn = c;
	conn_changed(c); /* what happened before the opening is no news */
	conn_head(c, &s->known);
	*ret = s;
	return RC_OK;
}

static void store_close(struct store *s)
{
	if (!s)
		return;
	conn_close(s->conn);
	mem_free(s->path);
	mem_free(s);
}

/* ---- records ---- */

static enum rc store_head(struct store *s, struct row_head *ret, struct err *err)
{
	struct row_head head;
	enum rc rc = present(s, err);
	if (rc != RC_OK)
		return rc;
	int code = conn_head(s->conn, &head);
	if (code != 0)
		return conn_fail(s->conn, code, s->path, "", err);
	know(s, &head);
	*ret = head;
	return RC_OK;
}

static bool same_head(const struct row_head *a, const struct row_head *b)
{
	return a->seq == b->seq && memcmp(a->hash, b->hash, HASH_SIZE) == 0;
}

/* Inside the transaction. *head moves to the last row stored. */
static enum rc append_rows(struct store *s, const struct row_head *seen, row_make_fn *make,
	void *ctx, size_t n, struct row_head *head, struct err *err)
{
	int code = conn_head(s->conn, head);
	if (code == 0 && seen && !same_head(seen, head)) {
		conn_roll_back(s->conn);
		return err_set(err, RC_CONFLICT,
			"the journal went on to record %llu meanwhile: nothing was recorded",
			(unsigned long long)head->seq);
	}
	for (size_t i = 0, some; code == 0 && i < n; i += some) {
		struct row rows[INSERT_ROWS];
		for (some = 0; some < INSERT_ROWS && i + some < n; some++) {
			make(ctx, head, i + some, &rows[some]);
			tally_run_add(&s->run, &rows[some]);
			head->seq = rows[some].seq;
			memcpy(head->hash, rows[some].hash.p, HASH_SIZE);
		}
		code = conn_insert(s->conn, rows, some);
	}
	if (code == 0)
		code = tally_rows_added(s->conn, &s->run, n);
	return code == 0 ? RC_OK : write_fail(s, code, err);
}

static enum rc store_append(struct store *s, const struct row_head *seen, row_make_fn *make,
	void *ctx, size_t n, struct err *err)
{
	struct row_head head = {0};
	enum rc rc = begin(s, err);
	if (rc == RC_OK)
		rc = append_rows(s, seen, make, ctx, n, &head, err);
	if (rc == RC_OK)
		rc = commit(s, err);
	if (rc == RC_OK)
		know(s, &head);
	else
		s->run = (struct tally_run){0};
	return rc;
}

struct know_each {
	struct store *store;
	row_each_fn *each;
	void *ctx;
};

static enum rc know_row(const struct row *row, void *ctx)
{
	struct know_each *k = ctx;
	if (row->seq > k->store->known.seq && row->hash.n == HASH_SIZE) {
		k->store->known.seq = row->seq;
		memcpy(k->store->known.hash, row->hash.p, HASH_SIZE);
	}
	return k->each(row, k->ctx);
}

/* A lost file can still be read through the connection we hold, so screens stay alive. */
static enum rc store_read(struct store *s, const struct journal_window *w, row_each_fn *each,
	void *ctx, struct err *err)
{
	struct know_each k = {s, each, ctx};
	enum rc rc = present(s, err);
	if (!s->conn)
		return rc;
	s->reading++;
	int code = conn_read(s->conn, w, know_row, &k, &rc);
	s->reading--;
	return code == 0 ? rc : conn_fail(s->conn, code, s->path, "", err);
}

static enum rc store_sums(struct store *s, uint64_t upto, sum_each_fn *each, void *ctx,
	uint64_t *ret_done, struct err *err)
{
	enum rc rc = present(s, err);
	if (!s->conn)
		return rc;
	int code = tally_sums(s->conn, upto, each, ctx, ret_done);
	return code == 0 ? RC_OK : conn_fail(s->conn, code, s->path, "", err);
}

static enum rc store_known_at(struct store *s, instant at, uint64_t *ret_seq, struct err *err)
{
	enum rc rc = present(s, err);
	if (!s->conn)
		return rc;
	int code = tally_known_at(s->conn, at, ret_seq);
	return code == 0 ? RC_OK : conn_fail(s->conn, code, s->path, "", err);
}

static bool store_changed(struct store *s)
{
	if (!s->conn || !conn_same(s->conn))
		return true;
	return conn_changed(s->conn);
}

/* ---- leases and notes ---- */

static int lease_find(struct store *s, struct lease *l, bool *ret_held)
{
	int64_t renewed = 0;
	bool found = false;
	struct str holder = {0};
	int code = conn_get(s->conn, ST_LEASE_GET, l->name, l->arena, &found, &holder, &renewed);
	*ret_held = found && !journal_lease_silent(renewed, l->now, l->ttl);
	l->present = *ret_held ? holder : STR("");
	/* Coming back late to one's own lease is no change of hands. */
	l->took = !found || !str_eq_z(holder, l->holder);
	return code;
}

static enum rc lease_read(struct store *s, struct lease *l, struct err *err)
{
	bool held;
	enum rc rc = present(s, err);
	if (rc != RC_OK)
		return rc;
	int code = lease_find(s, l, &held);
	return code == 0 ? RC_OK : conn_fail(s->conn, code, s->path, "", err);
}

/* The look and the write stand in one transaction that excludes all other writers: one taker wins.
 */
static enum rc lease_take(struct store *s, struct lease *l, struct err *err)
{
	bool held;
	enum rc rc = begin(s, err);
	if (rc != RC_OK)
		return rc;
	int code = lease_find(s, l, &held);
	if (code == 0 && held && !str_eq_z(l->present, l->holder)) {
		l->held = l->took = false;
		conn_roll_back(s->conn);
		return RC_OK;
	}
	if (code == 0)
		code = conn_put(s->conn, ST_LEASE_PUT, l->name, str_z(l->holder), l->now);
	if (code != 0)
		return write_fail(s, code, err);
	l->held = true;
	return commit(s, err);
}

static enum rc store_lease(struct store *s, enum lease_verb verb, struct lease *l, struct err *err)
{
	if (verb == LEASE_READ)
		return lease_read(s, l, err);
	if (verb == LEASE_TAKE)
		return lease_take(s, l, err);
	enum rc rc = begin(s, err);
	if (rc != RC_OK)
		return rc;
	int code = conn_put(s->conn, ST_LEASE_DROP, l->name, str_z(l->holder), 0);
	return code == 0 ? commit(s, err) : write_fail(s, code, err);
}

static enum rc store_note_set(struct store *s, const char *key, struct str value, struct err *err)
{
	enum rc rc = begin(s, err);
	if (rc != RC_OK)
		return rc;
	int code = conn_put(s->conn, ST_NOTE_PUT, key, value, 0);
	return code == 0 ? commit(s, err) : write_fail(s, code, err);
}

static enum rc store_note_get(
	struct store *s, const char *key, struct arena *a, struct str *ret, struct err *err)
{
	bool found;
	struct str value;
	enum rc rc = present(s, err);
	if (rc != RC_OK)
		return rc;
	int code = conn_get(s->conn, ST_NOTE_GET, key, a, &found, &value, NULL);
	if (code != 0)
		return conn_fail(s->conn, code, s->path, "", err);
	if (!found)
		return err_set(err, RC_UNKNOWN, "there is no note %s", key);
	*ret = value;
	return RC_OK;
}

/* ---- the whole file ---- */

static enum rc store_integrity(struct store *s, struct err *err)
{
	const char *finding = NULL;
	enum rc rc = present(s, err);
	if (rc != RC_OK)
		return rc;
	struct arena *a = arena_new();
	int code = conn_check(s->conn, a, &finding);
	if (code != 0)
		rc = conn_fail(s->conn, code, s->path, "", err);
	else if (finding)
		rc = err_set(err, RC_CORRUPT, "the file is damaged: %.300s", finding);
	arena_free(a);
	return rc;
}

static enum rc copy_to(struct store *s, const char *temp, const char *to,
	journal_progress_fn *progress, void *ctx, struct err *err)
{
	bool stopped;
	int code = conn_copy(s->conn, temp, progress, ctx, &stopped);
	if (code == 0 && !stopped)
		return file_temp_publish(temp, to, err);
	file_temp_drop(temp);
	if (stopped)
		return err_set(err, RC_STATE, "the backup was stopped: no copy was made");
	return conn_fail(s->conn, code, to, ": no copy was made", err);
}

static enum rc store_backup(
	struct store *s, const char *to, journal_progress_fn *progress, void *ctx, struct err *err)
{
	struct stat st;
	enum rc rc = present(s, err);
	if (rc != RC_OK)
		return rc;
	if (lstat(to, &st) == 0)
		return err_set(err, RC_STATE, "%s exists; a backup never replaces anything", to);
	struct arena *a = arena_new();
	const char *temp = file_temp_make(a, to, err);
	rc = temp ? copy_to(s, temp, to, progress, ctx, err) : RC_IO;
	arena_free(a);
	return rc;
}

const struct backend backend_sqlite = {
	.scheme = "sqlite",
	.open = store_open,
	.close = store_close,
	.head = store_head,
	.append = store_append,
	.read = store_read,
	.sums = store_sums,
	.known_at = store_known_at,
	.changed = store_changed,
	.lease = store_lease,
	.note_set = store_note_set,
	.note_get = store_note_get,
	.integrity = store_integrity,
	.backup = store_backup,
};
