/* sqlite_conn.c: one SQLite connection: statements, rows in and out, and its errors in words; owns
 * sqlite3.h. */
#include "journal/sqlite_conn.h"

#include <errno.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/mem.h"
#include "journal/sqlite_format.h"
#include "sys/clock.h"

enum {
	BUSY_MAX_S = 5,
	BUSY_NAP_US = 400,
	VALUE_MAX = 4 << 20,
	WAL_KEPT = 32 << 20,
	COPY_PAGES = 256,
	PAGE_ROWS = 4096
};

/* Sixteen rows at a step cost two thirds of as many steps: opening the table and its indices is paid once. */
#define ONE_ROW     "(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
#define FOUR_ROWS   ONE_ROW "," ONE_ROW "," ONE_ROW "," ONE_ROW
#define INSERT_INTO "INSERT INTO record(" FORMAT_COLUMNS ") VALUES"

static const char *const statements[ST_COUNT] = {
	[ST_BEGIN] = "BEGIN IMMEDIATE",
	[ST_COMMIT] = "COMMIT",
	[ST_ROLLBACK] = "ROLLBACK",
	[ST_HEAD] = "SELECT seq, hash FROM record ORDER BY seq DESC LIMIT 1",
	[ST_HASH_OF] = "SELECT hash FROM record WHERE seq = ?1",
	[ST_INSERT] = INSERT_INTO ONE_ROW,
	[ST_INSERT_MANY] = INSERT_INTO FOUR_ROWS "," FOUR_ROWS "," FOUR_ROWS "," FOUR_ROWS,
	[ST_DATA_VERSION] = "PRAGMA data_version",
	[ST_LEASE_GET] = "SELECT holder, renewed FROM lease WHERE name = ?1",
	[ST_LEASE_PUT] = "INSERT INTO lease(name, holder, renewed) VALUES(?1, ?2, ?3) "
			 "ON CONFLICT(name) DO UPDATE SET holder = ?2, renewed = ?3",
	[ST_LEASE_DROP] = "DELETE FROM lease WHERE name = ?1 AND holder = ?2",
	[ST_NOTE_GET] = "SELECT value FROM note WHERE key = ?1",
	[ST_NOTE_PUT] = "INSERT INTO note(key, value) VALUES(?1, ?2) "
			"ON CONFLICT(key) DO UPDATE SET value = ?2",
};

struct conn {
	sqlite3 *db;
	struct arena *arena;
	char *path;
	struct file_watch watch;
	sqlite3_stmt *own[ST_COUNT], *windows[SHAPE_COUNT];
	int64_t data_version;
	duration busy_since;
	int sys_errno; /* of the step that failed last: SQLite forgets it when a commit fails */
};

/* ---- errors in words ---- */

static int system_errno(const struct conn *c)
{
	return c->sys_errno ? c->sys_errno : sqlite3_system_errno(c->db);
}

static bool is_space_error(int sys)
{
	return sys == ENOSPC || sys == EDQUOT || sys == EFBIG;
}

static const char *system_reason(const struct conn *c, int code)
{
	int sys = system_errno(c);
	return sys ? strerror(sys) : sqlite3_errstr(code);
}

enum rc conn_fail(struct conn *c, int code, const char *path, const char *lost, struct err *err)
{
	int kind = code & 0xff;
	if (kind == SQLITE_IOERR && is_space_error(system_errno(c)))
		kind = SQLITE_FULL;
	switch (kind) {
	case SQLITE_FULL:
		return err_set(err, RC_IO, "the disk is full%s; free space and repeat", lost);
	case SQLITE_IOERR:
		return err_set(err, RC_IO,
			"the disk refused to work (%s)%s; repeat when it is back",
			system_reason(c, code), lost);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, RC_IO,
			"another program kept the journal busy for %d s%s; repeat", BUSY_MAX_S,
			lost);
	case SQLITE_READONLY:
		return err_set(err, RC_IO, "%s may only be read%s", path, lost);
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return err_set(err, RC_IO, "%s cannot be opened (%s)%s", path,
			system_reason(c, code), lost);
	case SQLITE_NOTADB:
		return err_set(err, RC_CORRUPT, "%s is not a journal", path);
	case SQLITE_CORRUPT:
	case SQLITE_TOOBIG:
		return err_set(err, RC_CORRUPT, "%s is damaged%s", path, lost);
	default:
		return err_set(err, RC_IO, "%s: %s%s", path, sqlite3_errmsg(c->db), lost);
	}
}

/* ---- statements ---- */

/* Short naps keep several writers fair; naps that grow let one of them starve. */
static int wait_busy(void *ctx, int count)
{
	struct conn *c = ctx;
	if (!count)
		c->busy_since = clock_mono();
	if (clock_mono() - c->busy_since > BUSY_MAX_S * US_PER_S)
		return 0;
	usleep((useconds_t)(BUSY_NAP_US * (1 + count % 3)));
	return 1;
}

static int prepare(struct conn *c, const char *sql, sqlite3_stmt **slot)
{
	return *slot ? SQLITE_OK
		     : sqlite3_prepare_v3(c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL);
}

static sqlite3_stmt *statement(struct conn *c, enum statement which)
{
	return prepare(c, statements[which], &c->own[which]) == SQLITE_OK ? c->own[which] : NULL;
}

/* Steps once. *ret_row: there is a row to look at, and the caller resets. */
static int first_row(struct conn *c, sqlite3_stmt *st, bool *ret_row)
{
	if (!st)
		return sqlite3_extended_errcode(c->db);
	errno = 0;
	int code = sqlite3_step(st);
	c->sys_errno = errno;
	*ret_row = code == SQLITE_ROW;
	return *ret_row || code == SQLITE_DONE ? SQLITE_OK : code;
}

static int run(struct conn *c, sqlite3_stmt *st)
{
	bool row;
	int code = first_row(c, st, &row);
	sqlite3_reset(st);
	return code;
}

int conn_run(struct conn *c, enum statement which)
{
	return run(c, statement(c, which));
}

void conn_roll_back(struct conn *c)
{
	if (!sqlite3_get_autocommit(c->db))
		conn_run(c, ST_ROLLBACK);
}

int conn_sql(struct conn *c, const char *sql)
{
	return sqlite3_exec(c->db, sql, NULL, NULL, NULL);
}

int conn_ask(struct conn *c, const char *sql, int64_t *ret)
{
	sqlite3_stmt *st = NULL;
	bool row = false;
	int code = prepare(c, sql, &st);
	if (code == SQLITE_OK)
		code = first_row(c, st, &row);
	if (row)
		*ret = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return code;
}

static struct str column(sqlite3_stmt *st, int at)
{
	const char *p = sqlite3_column_blob(st, at);
	return str_n(p, p ? (size_t)sqlite3_column_bytes(st, at) : 0);
}

int conn_query(struct conn *c, const char *sql, const int64_t *in, int count, conn_cells_fn *each,
	void *ctx)
{
	sqlite3_stmt *st = NULL;
	bool row = false;
	int code = prepare(c, sql, &st);
	for (int i = 0; code == SQLITE_OK && i < count; i++)
		sqlite3_bind_int64(st, 1 + i, in[i]);
	while (code == SQLITE_OK && (code = first_row(c, st, &row)) == SQLITE_OK && row) {
		int64_t cells[CELLS_MAX] = {0};
		for (int i = 0; i < CELLS_MAX && 1 + i < sqlite3_column_count(st); i++)
			cells[i] = sqlite3_column_int64(st, 1 + i);
		if (each)
			each(column(st, 0), cells, ctx);
	}
	sqlite3_finalize(st);
	return code;
}

bool conn_read_only(struct conn *c)
{
	return sqlite3_db_readonly(c->db, "main") == 1;
}

/* ---- the connection ---- */

/* A path as a URI, every byte that could mean something quoted. */
static const char *immutable_name(struct arena *a, const char *path)
{
	struct buf b;
	buf_init(&b, a, 16384);
	buf_add_z(&b, "file:");
	for (const unsigned char *p = (const unsigned char *)path; *p; p++)
		buf_addf(&b, *p <= ' ' || strchr("%?#", *p) ? "%%%02x" : "%c", *p);
	buf_add_z(&b, "?immutable=1");
	return buf_z(&b);
}

static int set_up(struct conn *c)
{
	sqlite3_extended_result_codes(c->db, 1);
	sqlite3_busy_handler(c->db, wait_busy, c);
	sqlite3_limit(c->db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* The triggers guard against other hands; here nothing but an insert of the next number exists. */
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	/* The log goes into the file often and little at a time: whoever writes waits for it. */
	return conn_sql(c, arena_printf(c->arena,
				   "PRAGMA trusted_schema=OFF; PRAGMA synchronous=FULL;"
				   "PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON;"
				   "PRAGMA journal_size_limit=%d; PRAGMA wal_autocheckpoint=500",
				   WAL_KEPT));
}

int conn_open(const char *path, enum conn_mode mode, struct conn **ret)
{
	struct conn *c = mem_alloc(sizeof *c);
	c->arena = arena_new();
	c->path = arena_strdup(c->arena, path);
	int flags = SQLITE_OPEN_NOMUTEX;
	flags |= mode == CONN_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
	if (mode == CONN_IMMUTABLE)
		flags |= SQLITE_OPEN_URI;
	const char *name = mode == CONN_IMMUTABLE ? immutable_name(c->arena, path) : path;
	int code = sqlite3_open_v2(name, &c->db, flags, NULL);
	if (code == SQLITE_OK)
		code = set_up(c);
	*ret = c;
	return code;
}

void conn_close(struct conn *c)
{
	if (!c)
		return;
	for (int i = 0; i < ST_COUNT; i++)
		sqlite3_finalize(c->own[i]);
	for (int i = 0; i < SHAPE_COUNT; i++)
		sqlite3_finalize(c->windows[i]);
	sqlite3_close(c->db);
	arena_free(c->arena);
	mem_free(c);
}

bool conn_watch(struct conn *c)
{
	int moved = 0;
	bool found = file_watch_take(&c->watch, c->arena, c->path);
	/* What stands at the path now need not be what was opened a moment ago. */
	sqlite3_file_control(c->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	return found && !moved;
}

bool conn_same(const struct conn *c)
{
	return file_watch_same(&c->watch);
}

bool conn_main_same(const struct conn *c)
{
	return file_watch_main_same(&c->watch);
}

bool conn_has_log(const struct conn *c)
{
	return c->watch.files[1].known;
}

/* ---- rows ---- */

static int bind_text(sqlite3_stmt *st, int at, struct str s)
{
	return sqlite3_bind_text(st, at, s.n ? s.p : "", (int)s.n, SQLITE_STATIC);
}

static int bind_blob(sqlite3_stmt *st, int at, struct str s)
{
	return sqlite3_bind_blob(st, at, s.n ? s.p : "", (int)s.n, SQLITE_STATIC);
}

/* `before`: how many parameters stand before this row's. */
static void bind_row(sqlite3_stmt *st, int before, const struct row *r)
{
	int at = 1 + before;
	sqlite3_bind_int64(st, at + COL_SEQ, (int64_t)r->seq);
	sqlite3_bind_int64(st, at + COL_INCIDENT, r->incident);
	sqlite3_bind_int64(st, at + COL_OCCURRED, r->occurred);
	sqlite3_bind_int64(st, at + COL_RECORDED, r->recorded);
	bind_text(st, at + COL_KIND, r->kind);
	bind_text(st, at + COL_PRECISION, r->precision);
	bind_text(st, at + COL_ZONE, r->zone);
	bind_text(st, at + COL_ACTOR, r->actor);
	bind_text(st, at + COL_DOOR, r->door);
	bind_text(st, at + COL_BODY, r->body);
	bind_blob(st, at + COL_SALT, r->salt);
	bind_blob(st, at + COL_DIGEST, r->digest);
	bind_blob(st, at + COL_PREV, r->prev);
	bind_blob(st, at + COL_HASH, r->hash);
}

int conn_insert(struct conn *c, const struct row *rows, size_t n)
{
	int code = SQLITE_OK;
	for (size_t done = 0, step; code == SQLITE_OK && done < n; done += step) {
		step = n - done >= INSERT_ROWS ? INSERT_ROWS : 1;
		sqlite3_stmt *st = statement(c, step > 1 ? ST_INSERT_MANY : ST_INSERT);
		if (!st)
			return sqlite3_extended_errcode(c->db);
		for (size_t i = 0; i < step; i++)
			bind_row(st, (int)i * COL_COUNT, &rows[done + i]);
		code = run(c, st);
	}
	return code;
}

/* Where each column goes, and what it must be: a flipped bit can make a text a blob. */
static const struct shape {
	const char *name;
	int type;
	size_t size; /* 0: any */
	size_t into;
} columns[] = {
	[COL_SEQ] = {"seq", SQLITE_INTEGER, 0, offsetof(struct row, seq)},
	[COL_INCIDENT] = {"incident", SQLITE_INTEGER, 0, offsetof(struct row, incident)},
	[COL_KIND] = {"kind", SQLITE_TEXT, 0, offsetof(struct row, kind)},
	[COL_OCCURRED] = {"occurred", SQLITE_INTEGER, 0, offsetof(struct row, occurred)},
	[COL_PRECISION] = {"precision", SQLITE_TEXT, 0, offsetof(struct row, precision)},
	[COL_ZONE] = {"zone", SQLITE_TEXT, 0, offsetof(struct row, zone)},
	[COL_RECORDED] = {"recorded", SQLITE_INTEGER, 0, offsetof(struct row, recorded)},
	[COL_ACTOR] = {"actor", SQLITE_TEXT, 0, offsetof(struct row, actor)},
	[COL_DOOR] = {"door", SQLITE_TEXT, 0, offsetof(struct row, door)},
	[COL_BODY] = {"body", SQLITE_TEXT, 0, offsetof(struct row, body)},
	[COL_SALT] = {"salt", SQLITE_BLOB, SALT_SIZE, offsetof(struct row, salt)},
	[COL_DIGEST] = {"digest", SQLITE_BLOB, HASH_SIZE, offsetof(struct row, digest)},
	[COL_PREV] = {"prev", SQLITE_BLOB, HASH_SIZE, offsetof(struct row, prev)},
	[COL_HASH] = {"hash", SQLITE_BLOB, HASH_SIZE, offsetof(struct row, hash)},
};

/* One value asked for a column: the calls that take a column cost more than the column itself. */
static int cell_into(sqlite3_value *v, const struct shape *shape, struct row *r)
{
	void *into = (char *)r + shape->into;
	int type = sqlite3_value_type(v);
	struct str s = {0};
	if (shape->type == SQLITE_INTEGER) {
		*(int64_t *)into = type == SQLITE_INTEGER ? sqlite3_value_int64(v) : 0;
		return type;
	}
	if (type == SQLITE_TEXT || type == SQLITE_BLOB)
		s = str_n(sqlite3_value_blob(v), (size_t)sqlite3_value_bytes(v));
	*(struct str *)into = s.p ? s : STR("");
	return shape->size && s.n != shape->size && type == shape->type ? 0 : type;
}

static void row_from(sqlite3_stmt *st, struct row *r)
{
	unsigned faults = 0, gone = 0;
	r->fault = NULL;
	for (int i = COL_SEQ; i <= COL_HASH; i++) {
		int type = cell_into(sqlite3_column_value(st, i), &columns[i], r);
		if (type == columns[i].type)
			continue;
		gone += type == SQLITE_NULL && (i == COL_BODY || i == COL_SALT);
		if (!faults++)
			r->fault = columns[i].name;
	}
	r->erased = gone == 2;
	if (r->erased && faults == 2)
		r->fault = NULL;
}

int conn_head(struct conn *c, struct row_head *ret)
{
	sqlite3_stmt *st = statement(c, ST_HEAD);
	struct row_head head = {0};
	bool row = false;
	int code = first_row(c, st, &row);
	if (row) {
		struct str hash = column(st, 1);
		head.seq = (uint64_t)sqlite3_column_int64(st, 0);
		if (hash.n == HASH_SIZE)
			memcpy(head.hash, hash.p, HASH_SIZE);
	}
	sqlite3_reset(st);
	if (code == SQLITE_OK)
		*ret = head;
	return code;
}

int conn_has(struct conn *c, const struct row_head *head, bool *ret_is)
{
	sqlite3_stmt *st = statement(c, ST_HASH_OF);
	bool row = false;
	*ret_is = false;
	if (st)
		sqlite3_bind_int64(st, 1, (int64_t)head->seq);
	int code = first_row(c, st, &row);
	if (row)
		*ret_is = str_eq(column(st, 0), str_n((const char *)head->hash, HASH_SIZE));
	sqlite3_reset(st);
	return code;
}

/* ---- windows ---- */

static unsigned shape_of(const struct journal_window *w)
{
	return (w->incident != UINT32_MAX ? SHAPE_INCIDENT : 0) |
	       (w->from != INSTANT_NONE || w->to != INSTANT_NONE ? SHAPE_SPAN : 0) |
	       (w->as_known != INSTANT_NONE ? SHAPE_AS_KNOWN : 0) |
	       (w->backwards ? SHAPE_BACKWARDS : 0) | (w->by_occurred ? SHAPE_BY_OCCURRED : 0) |
	       (w->limit && w->limit <= PAGE_ROWS ? SHAPE_PAGE : 0) |
	       (w->state_only ? SHAPE_STATE : 0);
}

static int64_t seq_bound(uint64_t seq)
{
	return seq > INT64_MAX ? INT64_MAX : (int64_t)seq;
}

static void bind_window(sqlite3_stmt *st, const struct journal_window *w, unsigned shape)
{
	sqlite3_bind_int64(st, 1, seq_bound(w->after_seq));
	sqlite3_bind_int64(st, 2, w->before_seq ? seq_bound(w->before_seq) : INT64_MAX);
	sqlite3_bind_int64(st, 3, w->limit && w->limit < INT64_MAX ? (int64_t)w->limit : -1);
	if (shape & SHAPE_INCIDENT)
		sqlite3_bind_int64(st, 4, w->incident);
	if (shape & SHAPE_SPAN) {
		sqlite3_bind_int64(st, 5, w->from);
		sqlite3_bind_int64(st, 6, w->to != INSTANT_NONE ? w->to : INT64_MAX);
	}
	if (shape & SHAPE_AS_KNOWN)
		sqlite3_bind_int64(st, 7, w->as_known);
}

/* The statement of a shape, kept for the next time; a new one when a read of that shape is under way. */
static int window_statement(struct conn *c, unsigned shape, sqlite3_stmt **ret)
{
	sqlite3_stmt *kept = c->windows[shape], *st = NULL;
	if (kept && !sqlite3_stmt_busy(kept)) {
		*ret = kept;
		return SQLITE_OK;
	}
	struct arena *a = arena_new();
	int code = prepare(c, sqlite_window_sql(a, shape), &st);
	arena_free(a);
	if (!kept)
		c->windows[shape] = st;
	*ret = st;
	return code;
}

int conn_read(struct conn *c, const struct journal_window *w, row_each_fn *each, void *ctx,
	enum rc *ret_rc)
{
	unsigned shape = shape_of(w);
	sqlite3_stmt *st;
	enum rc rc = RC_OK;
	int code = window_statement(c, shape, &st);
	if (code == SQLITE_OK) {
		bind_window(st, w, shape);
		while (rc == RC_OK && (code = sqlite3_step(st)) == SQLITE_ROW) {
			struct row row;
			row_from(st, &row);
			rc = each(&row, ctx);
		}
		code = code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
		sqlite3_reset(st);
	}
	if (st != c->windows[shape])
		sqlite3_finalize(st);
	*ret_rc = rc;
	return code;
}

bool conn_changed(struct conn *c)
{
	sqlite3_stmt *st = statement(c, ST_DATA_VERSION);
	bool row = false;
	int64_t now = c->data_version;
	if (first_row(c, st, &row) == SQLITE_OK && row)
		now = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	bool changed = now != c->data_version;
	c->data_version = now;
	return changed;
}

/* ---- small tables ---- */

int conn_get(struct conn *c, enum statement which, const char *key, struct arena *a,
	bool *ret_found, struct str *ret_text, int64_t *ret_number)
{
	sqlite3_stmt *st = statement(c, which);
	bool row = false;
	if (st)
		bind_text(st, 1, str_z(key));
	int code = first_row(c, st, &row);
	if (row)
		*ret_text = str_dup(a, column(st, 0));
	if (row && ret_number)
		*ret_number = sqlite3_column_int64(st, 1);
	sqlite3_reset(st);
	*ret_found = row;
	return code;
}

int conn_put(
	struct conn *c, enum statement which, const char *key, struct str value, int64_t number)
{
	sqlite3_stmt *st = statement(c, which);
	if (!st)
		return sqlite3_extended_errcode(c->db);
	bind_text(st, 1, str_z(key));
	if (which == ST_NOTE_PUT)
		bind_blob(st, 2, value);
	else
		bind_text(st, 2, value);
	if (sqlite3_bind_parameter_count(st) > 2)
		sqlite3_bind_int64(st, 3, number);
	return run(c, st);
}

/* ---- the whole file ---- */

int conn_check(struct conn *c, struct arena *a, const char **ret_finding)
{
	sqlite3_stmt *st = NULL;
	bool row = false;
	const char *finding = NULL;
	int code = prepare(c, "PRAGMA quick_check(1)", &st);
	if (code == SQLITE_OK)
		code = first_row(c, st, &row);
	if (row && !str_eq_z(column(st, 0), "ok"))
		finding = str_to_z(a, column(st, 0));
	sqlite3_finalize(st);
	if (code == SQLITE_OK)
		*ret_finding = finding;
	return code;
}

/* The transaction held on our side keeps other writers from making the copy start again. */
int conn_copy(struct conn *c, const char *temp, journal_progress_fn *progress, void *ctx,
	bool *ret_stopped)
{
	sqlite3 *to = NULL;
	struct row_head head;
	bool stopped = false;
	int code = sqlite3_open_v2(temp, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK)
		code = conn_sql(c, "BEGIN");
	if (code == SQLITE_OK)
		code = conn_head(c, &head);
	sqlite3_backup *copy = code == SQLITE_OK ? sqlite3_backup_init(to, "main", c->db, "main")
						 : NULL;
	while (copy && !stopped && (code = sqlite3_backup_step(copy, COPY_PAGES)) == SQLITE_OK) {
		int total = sqlite3_backup_pagecount(copy), left = sqlite3_backup_remaining(copy);
		stopped = progress && !progress((uint64_t)(total - left), (uint64_t)total, ctx);
	}
	if (copy) {
		int end = sqlite3_backup_finish(copy);
		code = code == SQLITE_DONE ? end : code;
	} else if (code == SQLITE_OK) {
		code = sqlite3_extended_errcode(to);
	}
	conn_roll_back(c);
	int closed = sqlite3_close(to);
	*ret_stopped = stopped;
	return code == SQLITE_OK ? closed : code;
}
