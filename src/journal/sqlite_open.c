/* sqlite_open.c: makes, admits and migrates journal files. */
#include "journal/sqlite_open.h"

#include "journal/sqlite_format.h"
#include "journal/sqlite_tally.h"

/* Brings the file up to the format known here, and everything derived with it, in one transaction.
 */
static int bring_up(struct conn *c)
{
	int64_t format = 0;
	char pragmas[80];
	snprintf(pragmas, sizeof pragmas, "PRAGMA application_id=%d; PRAGMA user_version=%d",
		FORMAT_APPLICATION, FORMAT_NEWEST);
	int code = conn_run(c, ST_BEGIN);
	if (code == 0) /* asked inside, because another process may have been faster */
		code = conn_ask(c, "PRAGMA user_version", &format);
	for (; code == 0 && format < FORMAT_NEWEST; format++)
		code = conn_sql(c, sqlite_migrations[format]);
	for (unsigned i = 0; code == 0 && i < sqlite_derived_count; i++)
		code = conn_sql(c, sqlite_derived[i].sql);
	if (code == 0)
		code = tally_bring_up(c);
	if (code == 0)
		code = conn_sql(c, pragmas);
	if (code == 0)
		code = conn_run(c, ST_COMMIT);
	conn_roll_back(c);
	return code;
}

static bool derived_complete(struct conn *c)
{
	char sql[1024];
	int64_t found = 0;
	int n = snprintf(sql, sizeof sql, "SELECT count(*) FROM sqlite_schema WHERE name IN (''");
	for (unsigned i = 0; i < sqlite_derived_count; i++)
		n += snprintf(sql + n, sizeof sql - (size_t)n, ",'%s'", sqlite_derived[i].name);
	snprintf(sql + n, sizeof sql - (size_t)n, ")");
	return conn_ask(c, sql, &found) == 0 && found >= sqlite_derived_count && tally_made(c);
}

static enum rc admit(struct conn *c, const char *path, struct err *err)
{
	int64_t application = 0, format = 0;
	struct row_head head;
	int code = conn_ask(c, "PRAGMA application_id", &application);
	if (code == 0)
		code = conn_ask(c, "PRAGMA user_version", &format);
	if (code != 0)
		return conn_fail(c, code, path, "", err);
	if (application != FORMAT_APPLICATION || format < 1)
		return err_set(err, RC_CORRUPT, "%s is not a journal", path);
	if (format > FORMAT_NEWEST)
		return err_set(err, RC_STATE,
			"%s is a journal of format %lld; this version knows formats up to %d: use "
			"the newer "
			"one",
			path, (long long)format, FORMAT_NEWEST);
	if (!conn_read_only(c) && (format < FORMAT_NEWEST || !derived_complete(c)))
		code = bring_up(c);
	if (code == 0)
		code = conn_head(c, &head);
	if (code == 0 && !conn_read_only(c))
		tally_catch_up(c, head.seq);
	return code == 0 ? RC_OK : conn_fail(c, code, path, "", err);
}

static enum rc fill_new(const char *temp, const char *path, struct err *err)
{
	struct conn *c;
	int code = conn_open(temp, CONN_WRITE, &c);
	if (code == 0)
		code = bring_up(c);
	if (code == 0)
		code = conn_sql(c, "PRAGMA journal_mode=WAL");
	enum rc rc = code == 0 ? RC_OK : conn_fail(c, code, path, ": no journal was made", err);
	conn_close(c);
	return rc;
}

enum rc sqlite_create(const char *path, struct err *err)
{
	struct arena *a = arena_new();
	const char *temp = file_temp_make(a, path, err);
	enum rc rc = temp ? fill_new(temp, path, err) : RC_IO;
	if (temp && rc == RC_OK)
		rc = file_temp_publish(temp, path, err);
	else if (temp)
		file_temp_drop(temp);
	arena_free(a);
	return rc == RC_STATE ? RC_OK : rc;
}

/* The first read makes the files beside the database, so only then they can be watched. */
static int touch(struct conn *c)
{
	int64_t version;
	return conn_ask(c, "PRAGMA schema_version", &version);
}

enum rc sqlite_open(const char *path, unsigned flags, struct conn **ret, struct err *err)
{
	bool read_only = flags & JOURNAL_READ_ONLY;
	struct conn *c;
	int code = conn_open(path, read_only ? CONN_READ : CONN_WRITE, &c);
	if (code == 0)
		code = touch(c);
	bool there = conn_watch(c);
	if (code != 0 && read_only && there && !conn_has_log(c)) {
		/* Where no file can be made beside it, and none is, nobody else writes either. */
		conn_close(c);
		code = conn_open(path, CONN_IMMUTABLE, &c);
		there = conn_watch(c);
	}
	enum rc rc;
	if (code != 0)
		rc = conn_fail(c, code, path, "", err);
	else if (!there)
		rc = err_set(err, RC_GONE, "%s was removed or replaced while it was opened", path);
	else
		rc = admit(c, path, err);
	if (rc == RC_OK)
		*ret = c;
	else
		conn_close(c);
	return rc;
}
