/* sqlite_conn.h: one SQLite connection as the journal needs it; hides sqlite3.h from everything
 * else. */
#ifndef JOURNAL_SQLITE_CONN_H
#define JOURNAL_SQLITE_CONN_H

#include "journal/backend.h"
#include "journal/file_watch.h"

/*
 * Functions that return int give 0 or SQLite's code, which conn_fail turns into words. Nothing here
 * decides anything: what a lost file or a moved head means is backend_sqlite.c's business.
 */
struct conn;

enum conn_mode { CONN_WRITE, CONN_READ, CONN_IMMUTABLE };

/* The statements without rows or with one; each is compiled when first used. */
enum statement {
	ST_BEGIN,
	ST_COMMIT,
	ST_ROLLBACK,
	ST_HEAD,
	ST_HASH_OF,
	ST_INSERT,
	ST_INSERT_MANY,
	ST_DATA_VERSION,
	ST_LEASE_GET,
	ST_LEASE_PUT,
	ST_LEASE_DROP,
	ST_NOTE_GET,
	ST_NOTE_PUT,
	ST_COUNT
};

/* Opens an existing file. *ret is set even on failure, so that conn_fail can ask it why; close it.
 */
int conn_open(const char *path, enum conn_mode mode, struct conn **ret);
void conn_close(struct conn *c); /* NULL is fine */

/* One sentence and the code. `lost` is put behind the cause: ": nothing was recorded", or "". */
enum rc conn_fail(struct conn *c, int code, const char *path, const char *lost, struct err *err);

/* Remembers the files as they are now; false when the database is missing. */
bool conn_watch(struct conn *c);
bool conn_same(const struct conn *c);      /* all files are still in place */
bool conn_main_same(const struct conn *c); /* the database is */
bool conn_has_log(const struct conn *c);   /* a -wal was there when the files were remembered */

int conn_sql(struct conn *c, const char *sql);
int conn_ask(struct conn *c, const char *sql, int64_t *ret);
bool conn_read_only(struct conn *c);

/* Runs a statement compiled for once. Rows are a text and up to CELLS_MAX numbers behind it; each may be NULL. */
enum { CELLS_MAX = 8 };
typedef void conn_cells_fn(struct str text, const int64_t cells[CELLS_MAX], void *ctx);
int conn_query(struct conn *c, const char *sql, const int64_t *in, int count, conn_cells_fn *each,
	void *ctx);

int conn_run(struct conn *c, enum statement which);
void conn_roll_back(struct conn *c); /* when a transaction is open */

int conn_head(struct conn *c, struct row_head *ret);
/* *ret_is: record `head->seq` exists and has that hash. */
int conn_has(struct conn *c, const struct row_head *head, bool *ret_is);
/* Cheapest when n is a multiple of INSERT_ROWS. */
enum { INSERT_ROWS = 16 };
int conn_insert(struct conn *c, const struct row *rows, size_t n);
/* *ret_rc is each()'s answer when that stopped the read. */
int conn_read(struct conn *c, const struct journal_window *w, row_each_fn *each, void *ctx,
	enum rc *ret_rc);
bool conn_changed(struct conn *c);

/* One row of a small table. *ret_found false: no such key. The text goes to the arena; number may
 * be NULL. */
int conn_get(struct conn *c, enum statement which, const char *key, struct arena *a,
	bool *ret_found, struct str *ret_text, int64_t *ret_number);
/* Text or blob behind the key, and a number when the statement has a third parameter. */
int conn_put(
	struct conn *c, enum statement which, const char *key, struct str value, int64_t number);

/* Page structure and column types. *ret_finding: the first finding in the arena, NULL when there is
 * none. */
int conn_check(struct conn *c, struct arena *a, const char **ret_finding);
/* Copies one moment of the database into the empty file `temp`. *ret_stopped: progress said no. */
int conn_copy(struct conn *c, const char *temp, journal_progress_fn *progress, void *ctx,
	bool *ret_stopped);

#endif
