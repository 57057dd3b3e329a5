/* sqlite_format.c: the texts of the SQLite journal format: tables, what can be rebuilt, and reads.
 */
#include "journal/sqlite_format.h"

#include "base/str.h"
#include "journal/journal_internal.h"

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

/* "kind <> 'chat.in' AND kind <> ..."; a list behind NOT IN would be made into a table at every insert. */
static const char *no_volume(struct arena *a)
{
	const char *kinds[EV_COUNT];
	size_t n = journal_volume_kinds(kinds);
	struct buf b;
	buf_init(&b, a, 4096);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%skind <> '%s'", i ? " AND " : "", kinds[i]);
	return buf_z(&b);
}

void sqlite_cached(struct arena *a, struct sqlite_cached ret[FORMAT_CACHED])
{
	ret[0] = (struct sqlite_cached){"DROP INDEX IF EXISTS record_state",
		arena_printf(a, "CREATE INDEX record_state ON record(seq) WHERE %s", no_volume(a))};
	ret[1] = (struct sqlite_cached){"DROP TABLE IF EXISTS tally",
		arena_printf(a,
			"CREATE TABLE tally(block INTEGER NOT NULL, incident INTEGER NOT NULL, "
			"kind TEXT NOT NULL, rows INTEGER NOT NULL CHECK(rows BETWEEN 1 AND %d), "
			"first INTEGER NOT NULL, last INTEGER NOT NULL, latest INTEGER NOT NULL, "
			"PRIMARY KEY(block, incident, kind)) STRICT, WITHOUT ROWID",
			TALLY_ROWS)};
}

/* Not by an index: the one on incident has the wanted order, but all blocks lie in it. */
const char *sqlite_tally_sql(struct arena *a)
{
	return arena_printf(a,
		"INSERT INTO tally SELECT ?1 / %d, incident, kind, "
		"count(*), min(seq), max(seq), max(recorded) FROM record NOT INDEXED "
		"WHERE seq > ?1 AND seq <= ?2 GROUP BY incident, kind",
		TALLY_ROWS);
}

/*
 * A plus sign keeps a column from being a key, so that the order asked for always picks the index:
 * a screen reads a page of neighbours and never counts or sorts.
 */
static void add_where(struct buf *b, struct arena *a, unsigned shape)
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
	if (shape & SHAPE_STATE) /* word for word as in the index, or the index is not used */
		buf_addf(b, " AND %s", no_volume(a));
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
static void add_merged(struct buf *b, struct arena *a, unsigned shape)
{
	buf_add_z(b,
		"WITH RECURSIVE known(incident) AS (SELECT min(incident) FROM record UNION ALL "
		"SELECT (SELECT min(incident) FROM record WHERE incident > known.incident) "
		"FROM known WHERE known.incident IS NOT NULL) "
		"SELECT " FORMAT_COLUMNS
		" FROM record WHERE seq IN (SELECT chosen.value FROM known, "
		"json_each((SELECT json_group_array(seq) FROM (SELECT seq FROM record");
	add_where(b, a, shape);
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
		add_merged(&b, a, shape);
		return buf_z(&b);
	}
	buf_add_z(&b, "SELECT " FORMAT_COLUMNS " FROM record");
	add_where(&b, a, shape);
	add_order(&b, shape);
	return buf_z(&b);
}
