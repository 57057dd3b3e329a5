/* test_backend_sqlite.c: the file on disk: who may touch it, what becomes of it, and what is said when it is lost. */
#include "contract/journal_fixture.h"

#include <sqlite3.h>
#include <sys/stat.h>

static int set_up(void **state)
{
	struct fixture *f = mem_alloc(sizeof *f);
	fixture_init(f, "sqlite");
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	fixture_clear(*state);
	mem_free(*state);
	return 0;
}

static void shut(struct fixture *f)
{
	journal_close(f->j);
	f->j = NULL;
}

/* Runs SQL by another hand; the message when it is refused, NULL when it is done. */
static const char *by_hand(struct fixture *f, const char *path, const char *text)
{
	sqlite3 *db;
	char *why = NULL;
	const char *ret = NULL;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		ret = arena_strdup(f->arena, why ? why : "?");
	sqlite3_free(why);
	sqlite3_close(db);
	return ret;
}

static int64_t ask(const char *path, const char *text)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, text, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static enum rc append_one(struct fixture *f)
{
	struct event ev = fixture_note(1000, "{\"text\":\"one more\"}");
	f->err = (struct err){0};
	return journal_append(f->j, NULL, &ev, 1, &f->err);
}

static void says(struct fixture *f, enum rc rc, enum rc expected, const char *words)
{
	if (rc != expected || !strstr(f->err.text, words))
		fail_msg("%d \"%s\" instead of %d \"%s\"", rc, f->err.text, expected, words);
}

/* ---- opening ---- */

static unsigned mode_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static void nobody_else_may_read_it(void **state)
{
	struct fixture *f = *state;
	mode_t old = umask(0);
	fixture_open(f);
	fixture_fill(f, 3);
	assert_int_equal(mode_of(f->path), 0600);
	assert_int_equal(mode_of(arena_printf(f->arena, "%s-wal", f->path)), 0600);
	assert_int_equal(mode_of(arena_printf(f->arena, "%s-shm", f->path)), 0600);
	shut(f);
	unlink(f->path);
	umask(0377);
	fixture_open(f);
	fixture_fill(f, 3);
	assert_int_equal(mode_of(f->path), 0600);
	umask(old);
}

static void a_missing_file_is_not_made_unasked(void **state)
{
	struct fixture *f = *state;
	says(f, journal_open(f->where, 0, &f->j, &f->err), RC_GONE, "no such file");
	says(f, journal_open(f->where, JOURNAL_CREATE | JOURNAL_READ_ONLY, &f->j, &f->err), RC_GONE,
		"no such file");
	assert_int_equal(access(f->path, F_OK), -1);
	const char *deep = arena_printf(f->arena, "%s/none/journal.db", f->dir);
	assert_int_equal(journal_open(deep, JOURNAL_CREATE, &f->j, &f->err), RC_IO);
	says(f, journal_open(f->dir, JOURNAL_CREATE, &f->j, &f->err), RC_CORRUPT, "not a journal");
	assert_int_equal(journal_open("sqlite:", JOURNAL_CREATE, &f->j, &f->err), RC_USAGE);
}

static void put_file(const char *path, const char *text)
{
	FILE *p = fopen(path, "w");
	assert_non_null(p);
	fputs(text, p);
	fclose(p);
}

static void other_files_are_left_alone(void **state)
{
	struct fixture *f = *state;
	put_file(f->path, "Some notes that are no journal, but long enough to look like the head "
			  "of a database "
			  "file at a first glance, and certainly not to be written over by anybody "
			  "at all.\n");
	says(f, journal_open(f->where, JOURNAL_CREATE, &f->j, &f->err), RC_CORRUPT,
		"not a journal");
	put_file(f->path, "");
	says(f, journal_open(f->where, JOURNAL_CREATE, &f->j, &f->err), RC_CORRUPT,
		"not a journal");
	unlink(f->path);
	assert_null(by_hand(f, f->path, "CREATE TABLE record(seq INTEGER PRIMARY KEY)"));
	says(f, journal_open(f->where, JOURNAL_CREATE, &f->j, &f->err), RC_CORRUPT,
		"not a journal");
	assert_int_equal(ask(f->path, "SELECT count(*) FROM sqlite_schema"), 1);
}

static void newer_formats_are_refused(void **state)
{
	struct fixture *f = *state;
	fixture_open(f);
	shut(f);
	assert_null(by_hand(f, f->path, "PRAGMA user_version = 2"));
	says(f, journal_open(f->where, JOURNAL_CREATE, &f->j, &f->err), RC_STATE, "format 2");
	assert_int_equal(ask(f->path, "PRAGMA user_version"), 2);
}

static void what_can_be_rebuilt_is_rebuilt(void **state)
{
	struct fixture *f = *state;
	fixture_open(f);
	fixture_fill(f, 5);
	int64_t whole = ask(f->path, "SELECT count(*) FROM sqlite_schema");
	shut(f);
	assert_null(by_hand(f, f->path,
		"DROP INDEX record_incident; DROP INDEX record_incident_occurred; DROP TRIGGER "
		"record_insert;"
		"DROP TRIGGER record_update; DROP TRIGGER record_delete; DROP TABLE erase;"
		"DROP INDEX record_state; DROP TABLE tally"));
	fixture_open(f);
	assert_int_equal(ask(f->path, "SELECT count(*) FROM sqlite_schema"), whole);
	fixture_verify(f, 5);
	assert_non_null(by_hand(f, f->path, "DELETE FROM record"));
}

static void append_chat(struct fixture *f, size_t n)
{
	struct event *ev = mem_array(n, sizeof *ev);
	for (size_t i = 0; i < n; i++) {
		ev[i] = fixture_note(0, "{\"text\":\"so it goes\"}");
		ev[i].kind = EV_CHAT_IN;
		ev[i].recorded = T0 +
				 (int64_t)(i * 7919 % 1000) * US_PER_S; /* clocks run back too */
	}
	fixture_append(f, ev, n);
	mem_free(ev);
}

/* What the rows of full blocks come to when they are read. */
#define READ_SUMS                                                                                  \
	"SELECT (seq - 1) / 1024, incident, kind, count(*), min(seq), max(seq), max(recorded) "    \
	"FROM record WHERE seq <= (SELECT max(seq) / 1024 * 1024 FROM record) GROUP BY 1, 2, 3"

static void runs_of_chat_are_summed_as_their_rows_are(void **state)
{
	struct fixture *f = *state;
	fixture_open(f);
	for (int part = 0; part < 3; part++) {
		fixture_fill(f, (size_t)part + 1);
		for (int i = 0; i < 5; i++)
			append_chat(f, 700);
		append_chat(f, 2100);
	}
	assert_int_equal(ask(f->path, "SELECT count(*) FROM tally WHERE kind = 'chat.in'"), 16);
	assert_int_equal(
		ask(f->path, "SELECT count(*) FROM (" READ_SUMS " EXCEPT SELECT * FROM tally)"), 0);
	assert_int_equal(
		ask(f->path, "SELECT count(*) FROM (SELECT * FROM tally EXCEPT " READ_SUMS ")"), 0);
}

static void bare_paths_and_colons_are_paths(void **state)
{
	struct fixture *f = *state;
	f->where = f->path;
	fixture_open(f);
	assert_string_equal(journal_path(f->j), f->path);
	shut(f);
	f->path = arena_printf(f->arena, "%s/a:b", f->dir);
	f->where = arena_printf(f->arena, "sqlite:%s", f->path);
	fixture_open(f);
	assert_string_equal(journal_path(f->j), f->path);
	assert_int_equal(access(f->path, F_OK), 0);
	unlink(arena_printf(f->arena, "%s/journal.db", f->dir));
}

/* ---- guards ---- */

static void records_are_guarded_from_other_hands(void **state)
{
	struct fixture *f = *state;
	static const char *const changes[] = {
		"UPDATE record SET body = '{}'",
		"UPDATE record SET body = NULL, salt = NULL WHERE seq = 2",
		"UPDATE record SET actor = 'ops2' WHERE seq = 1",
		"DELETE FROM record WHERE seq = 3",
		"INSERT INTO record SELECT 9, incident, kind, occurred, precision, zone, recorded, "
		"actor, door, "
		"body, salt, digest, prev, hash FROM record WHERE seq = 1",
		"REPLACE INTO record SELECT seq, 5, kind, occurred, precision, zone, recorded, "
		"actor, door, "
		"body, salt, digest, prev, hash FROM record WHERE seq = 2",
		"INSERT INTO erase VALUES(2); UPDATE record SET body = '{}', salt = NULL WHERE seq "
		"= 2",
		"INSERT INTO erase VALUES(1); UPDATE record SET body = NULL, salt = NULL, actor = "
		"'x' WHERE seq = 1",
	};
	fixture_open(f);
	fixture_fill(f, 3);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		const char *why = by_hand(f, f->path, changes[i]);
		if (!why || !strstr(why, "records are "))
			fail_msg("%s: %s", changes[i], why ? why : "was let through");
	}
	fixture_verify(f, 3);
}

static void a_read_only_opening_writes_nothing(void **state)
{
	struct fixture *f = *state;
	bool took;
	fixture_open(f);
	fixture_fill(f, 3);
	shut(f);
	assert_int_equal(journal_open(f->where, JOURNAL_READ_ONLY, &f->j, &f->err), RC_OK);
	says(f, append_one(f), RC_IO, "only be read: nothing was recorded");
	assert_int_equal(journal_note_set(f->j, "a", STR("b"), &f->err), RC_IO);
	assert_int_equal(journal_lease_take(f->j, "a", "b", T0, 1, &took, &f->err), RC_IO);
	assert_int_equal(fixture_head(f), 3);
	fixture_verify(f, 3);
}

/* As from a read-only disk: root is not stopped by modes, so the folder's loss of the write bit only counts for others. */
static void a_read_only_folder_can_be_verified(void **state)
{
	struct fixture *f = *state;
	fixture_open(f);
	fixture_fill(f, 3);
	shut(f);
	chmod(f->path, 0400);
	chmod(f->dir, 0500);
	enum rc rc = journal_open(f->where, JOURNAL_READ_ONLY, &f->j, &f->err);
	if (rc == RC_OK)
		fixture_verify(f, 3);
	shut(f);
	chmod(f->dir, 0700);
	says(f, rc, RC_OK, "");
}

/* ---- several connections ---- */

static void another_writer_is_noticed(void **state)
{
	struct fixture *f = *state;
	struct journal *other;
	struct event ev = fixture_note(0, "{}");
	fixture_open(f);
	assert_int_equal(journal_open(f->where, 0, &other, &f->err), RC_OK);
	assert_false(journal_changed(f->j));
	assert_int_equal(journal_append(other, NULL, &ev, 1, &f->err), RC_OK);
	assert_true(journal_changed(f->j));
	assert_false(journal_changed(f->j));
	assert_int_equal(fixture_head(f), 1);
	assert_int_equal(append_one(f), RC_OK);
	assert_true(journal_changed(other));
	journal_close(other);
	fixture_verify(f, 2);
}

static void a_busy_journal_says_so(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db;
	fixture_open(f);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	says(f, append_one(f), RC_IO, "busy for 5 s: nothing was recorded");
	assert_int_equal(fixture_head(f), 0); /* reading goes on meanwhile */
	sqlite3_close(db);
	assert_int_equal(append_one(f), RC_OK);
}

/* ---- a file that goes away ---- */

static void move(struct fixture *f, const char *from, const char *to)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};
	for (int i = 0; i < 3; i++)
		rename(arena_printf(f->arena, "%s%s", from, suffixes[i]),
			arena_printf(f->arena, "%s%s", to, suffixes[i]));
}

static enum rc count(const struct record *r, void *ctx)
{
	(void)r;
	++*(size_t *)ctx;
	return RC_OK;
}

static void a_moved_file_is_noticed_and_found_again(void **state)
{
	struct fixture *f = *state;
	const char *away = arena_printf(f->arena, "%s.away", f->path);
	struct journal_head head;
	struct event ev = fixture_note(0, "{}");
	size_t n = 0;
	fixture_open(f);
	fixture_fill(f, 3);
	move(f, f->path, away);
	assert_true(journal_changed(f->j));
	says(f, append_one(f), RC_GONE, "nothing was recorded");
	assert_int_equal(journal_append(f->j, NULL, &ev, 1, &f->err), RC_GONE);
	assert_int_equal(ev.seq, 0);
	assert_int_equal(journal_get_head(f->j, &head, &f->err), RC_GONE);
	assert_int_equal(access(f->path, F_OK), -1); /* nothing took its place */
	assert_int_equal(journal_read(f->j, 0, 0, count, &n, &f->err), RC_OK);
	assert_int_equal(n, 3); /* screens stay alive */
	move(f, away, f->path);
	assert_int_equal(append_one(f), RC_OK);
	fixture_verify(f, 4);
}

static void a_deleted_file_does_not_swallow_writes(void **state)
{
	struct fixture *f = *state;
	fixture_open(f);
	fixture_fill(f, 3);
	const char *copy = arena_printf(f->arena, "%s.copy", f->path);
	assert_int_equal(journal_backup(f->j, copy, NULL, NULL, &f->err), RC_OK);
	unlink(f->path);
	unlink(arena_printf(f->arena, "%s-wal", f->path));
	unlink(arena_printf(f->arena, "%s-shm", f->path));
	for (int i = 0; i < 3; i++)
		says(f, append_one(f), RC_GONE, "put it back");
	assert_int_equal(rename(copy, f->path), 0); /* a copy with all we know is our journal */
	assert_int_equal(append_one(f), RC_OK);
	fixture_verify(f, 4);
	shut(f);
	fixture_open(f);
	assert_int_equal(fixture_head(f), 4);
}

static void a_lost_log_is_noticed(void **state)
{
	struct fixture *f = *state;
	fixture_open(f);
	fixture_fill(f, 3);
	unlink(arena_printf(f->arena, "%s-wal", f->path));
	unlink(arena_printf(f->arena, "%s-shm", f->path));
	/* Our own connection still held the log and put it into the file when it was let go. */
	assert_int_equal(append_one(f), RC_OK);
	fixture_verify(f, 4);
	shut(f);
	fixture_open(f);
	assert_int_equal(fixture_head(f), 4);
}

static void another_journal_is_not_ours(void **state)
{
	struct fixture *f = *state;
	struct journal *other;
	const char *copy = arena_printf(f->arena, "%s.copy", f->path);
	const char *away = arena_printf(f->arena, "%s.away", f->path);
	fixture_open(f);
	fixture_fill(f, 3);
	assert_int_equal(journal_backup(f->j, copy, NULL, NULL, &f->err), RC_OK);
	assert_int_equal(append_one(f), RC_OK);
	move(f, f->path, away);
	assert_int_equal(journal_open(f->path, JOURNAL_CREATE, &other, &f->err), RC_OK);
	journal_close(other);
	says(f, append_one(f), RC_GONE, "another journal");
	unlink(f->path);
	assert_int_equal(rename(copy, f->path), 0);
	says(f, append_one(f), RC_GONE, "older copy, without record 4");
	assert_int_equal(ask(f->path, "SELECT count(*) FROM record"), 3);
	move(f, away, f->path);
	assert_int_equal(append_one(f), RC_OK);
	fixture_verify(f, 5);
}

/* ---- copies ---- */

static bool count_calls(uint64_t done, uint64_t total, void *ctx)
{
	assert_true(done <= total);
	++*(int *)ctx;
	return true;
}

static bool stop(uint64_t done, uint64_t total, void *ctx)
{
	(void)done, (void)total, (void)ctx;
	return false;
}

static size_t names_in(const char *dir)
{
	struct arena *a = arena_new();
	FILE *p = popen(arena_printf(a, "ls -A '%s' | wc -l", dir), "re");
	unsigned n = 0;
	assert_int_equal(fscanf(p, "%u", &n), 1);
	pclose(p);
	arena_free(a);
	return n;
}

static void backups_are_whole(void **state)
{
	struct fixture *f = *state;
	const char *copy = arena_printf(f->arena, "%s.copy", f->path);
	int calls = 0;
	fixture_open(f);
	fixture_fill(f, 9000);
	assert_int_equal(journal_backup(f->j, copy, count_calls, &calls, &f->err), RC_OK);
	assert_true(calls > 0);
	assert_int_equal(mode_of(copy), 0600);
	says(f, journal_backup(f->j, copy, NULL, NULL, &f->err), RC_STATE, "never replaces");
	unlink(copy);
	size_t before = names_in(f->dir);
	says(f, journal_backup(f->j, copy, stop, NULL, &f->err), RC_STATE, "no copy was made");
	assert_int_equal(names_in(f->dir), before);
	assert_int_equal(journal_backup(f->j, copy, NULL, NULL, &f->err), RC_OK);
	shut(f);
	unlink(f->path);
	assert_int_equal(rename(copy, f->path), 0);
	fixture_open(f);
	fixture_verify(f, 9000);
	assert_int_equal(append_one(f), RC_OK);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(nobody_else_may_read_it),
		CASE(a_missing_file_is_not_made_unasked),
		CASE(other_files_are_left_alone),
		CASE(newer_formats_are_refused),
		CASE(what_can_be_rebuilt_is_rebuilt),
		CASE(runs_of_chat_are_summed_as_their_rows_are),
		CASE(bare_paths_and_colons_are_paths),
		CASE(records_are_guarded_from_other_hands),
		CASE(a_read_only_opening_writes_nothing),
		CASE(a_read_only_folder_can_be_verified),
		CASE(another_writer_is_noticed),
		CASE(a_busy_journal_says_so),
		CASE(a_moved_file_is_noticed_and_found_again),
		CASE(a_deleted_file_does_not_swallow_writes),
		CASE(a_lost_log_is_noticed),
		CASE(another_journal_is_not_ours),
		CASE(backups_are_whole),
	};
	return cmocka_run_group_tests_name("backend_sqlite", tests, NULL, NULL);
}
