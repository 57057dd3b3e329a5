/* test_verify.c: not one changed bit of a stored record goes unnoticed, here or by the independent checker. */
#include "contract/journal_fixture.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>

/* ---- a journal of thirty records of every shape ---- */

static struct str long_body(struct arena *a, size_t n)
{
	char *p = arena_alloc(a, n + 1);
	memset(p, 'y', n);
	memcpy(p, "{\"text\":\"", 9);
	memcpy(p + n - 2, "\"}", 2);
	return str_n(p, n);
}

static void fill_mixed(struct fixture *f)
{
	static const char *const zones[] = {"Z", "", "+05:30", "Europe/Berlin"};
	for (int i = 0; i < 30; i++) {
		struct event ev = fixture_note(i * 37, arena_printf(f->arena, "{\"n\":%d}", i));
		ev.incident = (uint32_t)(i % 4);
		ev.kind = (enum event_kind)(EV_DECLARE + i % (EV_COUNT - EV_DECLARE));
		ev.precision = (enum precision)(i % 6);
		ev.zone = str_z(zones[i % 4]);
		if (i % 7 == 0)
			ev.occurred = INSTANT_NONE;
		if (i == 11)
			ev.body = long_body(f->arena, 5000);
		if (i == 17)
			ev.kind = EV_UNKNOWN, ev.kind_name = STR("newer.kind");
		fixture_append(f, &ev, 1);
	}
}

static void make(struct fixture *f)
{
	fixture_init(f, "sqlite");
	fixture_open(f);
	fill_mixed(f);
	fixture_verify(f, 30);
	journal_close(f->j); /* the log goes into the file */
	f->j = NULL;
}

/* ---- which bytes of the file belong to records ---- */

struct image {
	uint8_t *bytes;
	size_t size, page_size;
	uint8_t *used; /* one a byte: 0 nobody's, 1 a record's, 2 the type of its seq */
	int fd;
};

static uint32_t get_be(const uint8_t *p, int n)
{
	uint32_t v = 0;
	for (int i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

static size_t get_varint(const uint8_t *p, uint64_t *ret)
{
	uint64_t v = 0;
	for (size_t i = 0; i < 8; i++) {
		v = v << 7 | (p[i] & 0x7f);
		if (!(p[i] & 0x80)) {
			*ret = v;
			return i + 1;
		}
	}
	*ret = v << 8 | p[8];
	return 9;
}

static void mark_used(struct image *m, size_t from, size_t n)
{
	assert_true(from + n <= m->size);
	memset(m->used + from, 1, n);
}

/* The chain of pages that hold what did not fit into the leaf. */
static void mark_overflow(struct image *m, uint32_t page, size_t left)
{
	while (left) {
		assert_true(page);
		size_t at = (page - 1) * m->page_size,
		       n = left < m->page_size - 4 ? left : m->page_size - 4;
		mark_used(m, at, 4 + n);
		page = get_be(m->bytes + at, 4);
		left -= n;
	}
}

static size_t local_size(const struct image *m, uint64_t payload)
{
	size_t most = m->page_size - 35, least = (m->page_size - 12) * 32 / 255 - 23;
	if (payload <= most)
		return payload;
	size_t k = least + (payload - least) % (m->page_size - 4);
	return k <= most ? k : least;
}

static void mark_cell(struct image *m, size_t at)
{
	uint64_t payload, rowid;
	size_t head = get_varint(m->bytes + at, &payload);
	head += get_varint(m->bytes + at + head, &rowid);
	size_t local = local_size(m, payload);
	mark_used(m, at, head + local);
	assert_int_equal(m->bytes[at + head + 1], 0); /* behind the length of the row's header */
	m->used[at + head + 1] = 2;
	if (local < payload) {
		mark_used(m, at + head + local, 4);
		mark_overflow(m, get_be(m->bytes + at + head + local, 4), payload - local);
	}
}

/* Page headers, cell pointers and cells of the table's tree; the gap between them is nobody's. */
static void mark_page(struct image *m, uint32_t page)
{
	size_t at = (page - 1) * m->page_size;
	const uint8_t *p = m->bytes + at;
	uint32_t cells = get_be(p + 3, 2), head = p[0] == 5 ? 12 : 8;
	assert_true(p[0] == 5 || p[0] == 13);
	mark_used(m, at + head, 2 * cells);
	mark_used(m, at, 1);
	mark_used(m, at + 3, 2);
	for (uint32_t i = 0; i < cells; i++) {
		uint32_t cell = get_be(p + head + 2 * i, 2);
		if (p[0] == 5) {
			uint64_t key;
			mark_used(m, at + cell, 4);
			mark_used(m, at + cell + 4, get_varint(p + cell + 4, &key));
			mark_page(m, get_be(p + cell, 4));
		} else {
			mark_cell(m, at + cell);
		}
	}
	if (p[0] == 5) {
		mark_used(m, at + 8, 4);
		mark_page(m, get_be(p + 8, 4));
	}
}

static uint32_t root_page(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_schema WHERE name='record'", -1,
			&st, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	uint32_t root = (uint32_t)sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return root;
}

static void image_load(struct image *m, struct fixture *f)
{
	uint32_t root = root_page(f->path);
	m->fd = open(f->path, O_RDWR | O_CLOEXEC);
	assert_true(m->fd >= 0);
	m->size = (size_t)lseek(m->fd, 0, SEEK_END);
	m->bytes = mem_alloc(m->size);
	m->used = mem_alloc(m->size);
	assert_int_equal(pread(m->fd, m->bytes, m->size, 0), m->size);
	m->page_size = get_be(m->bytes + 16, 2);
	mark_page(m, root);
}

static void image_clear(struct image *m)
{
	close(m->fd);
	mem_free(m->bytes);
	mem_free(m->used);
}

/*
 * One bit says nothing: seq is the row's key, its place in the stored row is always NULL, and SQLite never looks
 * whether that NULL has become its "constant 0". No reader can tell the two apart and no evidence lies there.
 */
static bool is_unread(const struct image *m, size_t at, uint8_t bit)
{
	return m->used[at] == 2 && bit == 8;
}

static enum rc verdict(struct fixture *f, struct journal_verdict *v)
{
	struct journal *j;
	memset(v, 0, sizeof *v);
	f->err = (struct err){0};
	enum rc rc = journal_open(f->where, JOURNAL_READ_ONLY, &j, &f->err);
	if (rc != RC_OK)
		return rc;
	rc = journal_verify(j, NULL, NULL, v, &f->err);
	journal_close(j);
	return rc;
}

static void poke(const struct image *m, size_t at, uint8_t value)
{
	assert_int_equal(pwrite(m->fd, &value, 1, (off_t)at), 1);
}

static int checker(struct fixture *f, char *line, size_t size)
{
	const char *command = arena_printf(
		f->arena, "python3 tests/journal_check.py '%s' 2>&1", f->path);
	FILE *p = popen(command, "re");
	assert_non_null(p);
	if (!fgets(line, (int)size, p))
		line[0] = '\0';
	while (fgetc(p) != EOF)
		;
	int status = pclose(p);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void every_flipped_bit_is_found(void **state)
{
	(void)state;
	struct fixture f;
	struct image m;
	struct journal_verdict v;
	size_t flips = 0, missed = 0;
	bool all = getenv("WARROOM_ALL_BITS") != NULL;
	make(&f);
	image_load(&m, &f);
	for (size_t at = 0; at < m.size; at++)
		for (int bit = 0; m.used[at] && bit < 8; bit++) {
			uint8_t mask = (uint8_t)(1 << bit);
			if ((!all && bit != (int)(at % 8)) || is_unread(&m, at, mask))
				continue;
			poke(&m, at, m.bytes[at] ^ mask);
			enum rc rc = verdict(&f, &v);
			poke(&m, at, m.bytes[at]);
			flips++;
			if (rc != RC_CORRUPT) {
				missed++;
				print_message(
					"# byte %zu bit %d: %d %s\n", at, bit, rc, f.err.text);
			}
		}
	print_message("# %zu bits flipped\n", flips);
	assert_true(flips > 10000);
	assert_int_equal(missed, 0);
	assert_int_equal(verdict(&f, &v), RC_OK);
	image_clear(&m);
	fixture_clear(&f);
}

static void the_checker_agrees(void **state)
{
	(void)state;
	struct fixture f;
	struct image m;
	struct journal_verdict v;
	char line[600];
	make(&f);
	image_load(&m, &f);
	assert_int_equal(checker(&f, line, sizeof line), 0);
	assert_int_equal(verdict(&f, &v), RC_OK);
	assert_string_equal(line, arena_printf(f.arena, "%d records, chain intact, head %s\n", 30,
					  hash_hex(f.arena, &v.head)));
	for (size_t at = 0, n = 0; at < m.size; at++) {
		if (!m.used[at] || n++ % 701)
			continue;
		poke(&m, at, m.bytes[at] ^ 1);
		assert_int_equal(verdict(&f, &v), RC_CORRUPT);
		if (checker(&f, line, sizeof line) != 4)
			fail_msg("byte %zu: %s, but the checker says %s", at, f.err.text, line);
		unsigned long long named = 0;
		if (v.first_bad && sscanf(line, "record %llu:", &named) == 1)
			assert_int_equal(named, v.first_bad);
		poke(&m, at, m.bytes[at]);
	}
	image_clear(&m);
	fixture_clear(&f);
}

/* ---- changes made with SQL, by somebody who knows the triggers ---- */

static void sql(struct fixture *f, const char *text)
{
	sqlite3 *db;
	char *why = NULL;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", text, why);
	sqlite3_close(db);
}

#define UNGUARDED                                                                                  \
	"DROP TRIGGER record_update; DROP TRIGGER record_delete; DROP TRIGGER record_insert;"

static void found_after(const char *change, uint64_t bad, const char *words)
{
	struct fixture f;
	struct journal_verdict v;
	char line[600];
	make(&f);
	sql(&f, arena_printf(f.arena, UNGUARDED "%s", change));
	assert_int_equal(verdict(&f, &v), RC_CORRUPT);
	assert_int_equal(v.first_bad, bad);
	if (!strstr(f.err.text, words))
		fail_msg("%s: %s", change, f.err.text);
	assert_int_equal(checker(&f, line, sizeof line), 4);
	assert_non_null(strstr(line, words));
	assert_int_equal(strncmp(line, f.err.text, strlen(f.err.text)), 0);
	fixture_clear(&f);
}

static void changes_by_sql_are_named(void **state)
{
	(void)state;
	found_after("UPDATE record SET body = '{}' WHERE seq = 7", 7, "record 7: body was changed");
	found_after("UPDATE record SET actor = 'ops2' WHERE seq = 1", 1, "record 1: header");
	found_after("UPDATE record SET salt = zeroblob(16) WHERE seq = 30", 30, "record 30: body");
	found_after("UPDATE record SET hash = zeroblob(32) WHERE seq = 4", 4,
		"record 4: header or hash");
	found_after("UPDATE record SET prev = zeroblob(32) WHERE seq = 4", 4, "before it");
	found_after(
		"UPDATE record SET hash = zeroblob(31) WHERE seq = 4", 4, "record 4: hash does");
	found_after("UPDATE record SET seq = 99 WHERE seq = 30", 30, "record 30: missing");
	found_after("DELETE FROM record WHERE seq = 12", 12, "record 12: missing");
	found_after("DELETE FROM record WHERE seq = 1", 1, "record 1: missing");
	found_after("UPDATE record SET body = NULL WHERE seq = 3", 3, "record 3: body does");
	found_after("UPDATE record SET salt = NULL WHERE seq = 3", 3, "record 3: salt does");
	found_after(
		"UPDATE record SET body = NULL, salt = NULL WHERE seq = 3", 3, "no erase record");
	found_after("PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, "
		    "'STRICT', '') "
		    "WHERE name = 'record'; PRAGMA writable_schema=RESET;"
		    "UPDATE record SET kind = CAST(kind AS BLOB) WHERE seq = 5",
		5, "record 5: kind does");
}

/* As a later version will do it; see the top of backend_sqlite.c. */
static void an_erased_record_is_explained(void **state)
{
	(void)state;
	struct fixture f;
	struct journal_verdict v;
	char line[600];
	make(&f);
	sql(&f, "BEGIN; INSERT INTO erase VALUES(7); UPDATE record SET body = NULL, salt = NULL "
		"WHERE seq = 7;"
		"DELETE FROM erase; COMMIT");
	assert_int_equal(verdict(&f, &v), RC_CORRUPT);
	assert_int_equal(v.first_bad, 7);
	fixture_open(&f);
	struct event ev = fixture_note(99, "{\"targets\":[3,7],\"why\":\"a password\"}");
	ev.kind = EV_UNKNOWN;
	ev.kind_name = STR("erase");
	fixture_append(&f, &ev, 1);
	fixture_verify(&f, 31);
	journal_close(f.j);
	f.j = NULL;
	assert_int_equal(checker(&f, line, sizeof line), 0);
	sql(&f, UNGUARDED "UPDATE record SET actor = 'ops2' WHERE seq = 7");
	assert_int_equal(verdict(&f, &v), RC_CORRUPT);
	assert_int_equal(v.first_bad, 7);
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_flipped_bit_is_found),
		cmocka_unit_test(the_checker_agrees),
		cmocka_unit_test(changes_by_sql_are_named),
		cmocka_unit_test(an_erased_record_is_explained),
	};
	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
