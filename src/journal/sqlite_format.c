/* sqlite_format.c: the texts of the SQLite journal format: tables, what can be rebuilt, and reads.
 */
#include "journal/sqlite_format.h"

#include "base/str.h"

const char *const sqlite_migrations[FORMAT_NEWEST] = {
	"CREATE TABLE record("
	"seq INTEGER PRIMARY KEY,"
	"incident INTEGER NOT NULL,"
	"kind TEXT NOT NULL,"
	"occurred INTEGER NOT NULL,"
	"precision TEXT NOT NULL,"
	"zone TEXT NOT NULL,"
	"recorded INTEGER NOT NULL,"
	"actor TEXT NOT NULL,"
	"door TEXT NOT NULL,"
	"body TEXT,"
	"salt BLOB,"
	"digest BLOB NOT NULL,"
	"prev BLOB NOT NULL,"
	"hash BLOB NOT NULL"
	") STRICT;"
	"CREATE TABLE lease("
	"name TEXT PRIMARY KEY, holder TEXT NOT NULL, renewed INTEGER NOT NULL"
	") STRICT, WITHOUT ROWID;"
	"CREATE TABLE note("
	"key TEXT PRIMARY KEY, value BLOB NOT NULL"
	") STRICT, WITHOUT ROWID;",
};

#define SAME(column) "new." column " IS old." column " AND "

const struct sqlite_derived sqlite_derived[] = {
	{"erase", "CREATE TABLE IF NOT EXISTS erase(seq INTEGER PRIMARY KEY) STRICT"},
	{"record_incident", "CREATE INDEX IF NOT EXISTS record_incident ON record(incident)"},
	{"record_occurred", "CREATE INDEX IF NOT EXISTS record_occurred ON record(occurred)"},
	{"record_incident_occurred", "CREATE INDEX IF NOT EXISTS record_incident_occurred ON "
				     "record(incident, occurred)"},
	{"record_insert", "CREATE TRIGGER IF NOT EXISTS record_insert BEFORE INSERT ON record "
			  "WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM record) "
			  "BEGIN SELECT RAISE(ABORT, 'records are numbered without holes'); END"},
	{"record_update",
		"CREATE TRIGGER IF NOT EXISTS record_update BEFORE UPDATE ON record "
		"WHEN NOT (EXISTS (SELECT 1 FROM erase WHERE seq = old.seq) "
		"AND new.body IS NULL AND new.salt IS NULL AND " SAME("seq") SAME("incident")
			SAME("kind") SAME("occurred") SAME("precision") SAME("zone")
				SAME("recorded") SAME("actor") SAME("door") SAME("digest")
					SAME("prev") "new.hash IS old.hash) "
						     "BEGIN SELECT RAISE(ABORT, 'records are never "
						     "changed'); END"},
	{"record_delete", "CREATE TRIGGER IF NOT EXISTS record_delete BEFORE DELETE ON record "
			  "BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END"},
};
const unsigned sqlite_derived_count = sizeof sqlite_derived / sizeof *sqlite_derived;

/*
 * A plus sign keeps a column from being a key, so that the order asked for always picks the index:
 * a screen reads a page of neighbours and never counts or sorts.
 */
const char *sqlite_window_sql(struct arena *a, unsigned shape)
{
	bool by_occurred = shape & SHAPE_BY_OCCURRED;
	const char *seq = by_occurred ? "+seq" : "seq",
		   *occurred = by_occurred ? "occurred" : "+occurred";
	const char *way = shape & SHAPE_BACKWARDS ? "DESC" : "ASC";
	struct buf b;
	buf_init(&b, a, 2048);
	buf_addf(&b, "SELECT " FORMAT_COLUMNS " FROM record WHERE %s > ?1 AND %s < ?2", seq, seq);
	if (shape & SHAPE_INCIDENT)
		buf_add_z(&b, " AND incident = ?4");
	if (shape & SHAPE_SPAN)
		buf_addf(&b, " AND %s >= ?5 AND %s < ?6", occurred, occurred);
	if (shape & SHAPE_AS_KNOWN)
		buf_add_z(&b, " AND +recorded <= ?7");
	if (by_occurred)
		buf_addf(&b, " ORDER BY occurred %s, seq %s LIMIT ?3", way, way);
	else
		buf_addf(&b, " ORDER BY seq %s LIMIT ?3", way);
	return buf_z(&b);
}
