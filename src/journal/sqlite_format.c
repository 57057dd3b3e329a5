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
static void add_where(struct buf *b, unsigned shape)
{
	const char *plus_seq = shape & SHAPE_BY_OCCURRED ? "+" : "";
	const char *plus_occurred = shape & SHAPE_BY_OCCURRED ? "" : "+";
	buf_addf(b, " WHERE %sseq > ?1 AND %sseq < ?2", plus_seq, plus_seq);
	if (shape & SHAPE_INCIDENT)
		buf_add_z(b, " AND incident = ?4");
	if (shape & SHAPE_SPAN)
		buf_addf(b, " AND %soccurred >= ?5 AND %soccurred < ?6", plus_occurred,
			plus_occurred);
	if (shape & SHAPE_AS_KNOWN)
		buf_add_z(b, " AND +recorded <= ?7");
}

static void add_order(struct buf *b, unsigned shape)
{
	const char *way = shape & SHAPE_BACKWARDS ? "DESC" : "ASC";
	if (shape & SHAPE_BY_OCCURRED)
		buf_addf(b, " ORDER BY occurred %s, seq %s LIMIT ?3", way, way);
	else
		buf_addf(b, " ORDER BY seq %s LIMIT ?3", way);
}

/*
 * By time over all incidents: the index is kept per incident, because a second one over everything would
 * cost each write for a page seldom asked for. The first rows of each incident are merged instead; the
 * incidents themselves are found by leaping from one to the next.
 */
static void add_merged(struct buf *b, unsigned shape)
{
	buf_add_z(b,
		"WITH RECURSIVE known(incident) AS (SELECT min(incident) FROM record UNION ALL "
		"SELECT (SELECT min(incident) FROM record WHERE incident > known.incident) "
		"FROM known WHERE known.incident IS NOT NULL) "
		"SELECT " FORMAT_COLUMNS
		" FROM record WHERE seq IN (SELECT chosen.value FROM known, "
		"json_each((SELECT json_group_array(seq) FROM (SELECT seq FROM record");
	add_where(b, shape);
	buf_add_z(b, " AND incident = known.incident");
	add_order(b, shape);
	buf_add_z(b, "))) AS chosen)");
	add_order(b, shape);
}

const char *sqlite_window_sql(struct arena *a, unsigned shape)
{
	struct buf b;
	buf_init(&b, a, 4096);
	if (shape & SHAPE_BY_OCCURRED && shape & SHAPE_PAGE && !(shape & SHAPE_INCIDENT)) {
		add_merged(&b, shape);
		return buf_z(&b);
	}
	buf_add_z(&b, "SELECT " FORMAT_COLUMNS " FROM record");
	add_where(&b, shape);
	add_order(&b, shape);
	return buf_z(&b);
}
