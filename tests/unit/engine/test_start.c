/* test_start.c: a board made without the volume rows is the board that reading every record makes. */
#include "support/test.h"

#include <sqlite3.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/engine.h"
#include "support/room.h"

enum { STORIES = 12, ROWS = 3000 };

struct fixture {
	struct arena *a;
	struct room *room; /* for its policies */
	char *dir, *path;
	struct journal *j;
	struct err err;
	uint32_t dice;
	uint32_t declared;
	instant clock;
};

static int set_up(void **state)
{
	struct arena *a = arena_new();
	struct fixture *f = ARENA_NEW(a, struct fixture);
	const char *tmp = getenv("TMPDIR");

	f->a = a;
	f->room = room_new();
	f->dir = arena_printf(a, "%s/start-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(f->dir));
	f->path = arena_printf(a, "%s/journal.db", f->dir);
	f->clock = f->room->now;
	*state = f;
	return 0;
}

static void drop_file(struct fixture *f)
{
	static const char *const names[] = {"", "-wal", "-shm"};

	journal_close(f->j);
	f->j = NULL;
	for (size_t i = 0; i < 3; i++)
		unlink(arena_printf(f->a, "%s%s", f->path, names[i]));
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	drop_file(f);
	rmdir(f->dir);
	room_free(f->room);
	arena_free(f->a);
	return 0;
}

static void open_journal(struct fixture *f)
{
	if (!f->j && journal_open(f->path, JOURNAL_CREATE, &f->j, &f->err) != RC_OK)
		fail_msg("%s", f->err.text);
}

static uint32_t roll(struct fixture *f, uint32_t sides)
{
	f->dice = f->dice * 1664525 + 1013904223;
	return (f->dice >> 8) % sides;
}

/* ---- stories ---- */

static const struct {
	enum event_kind kind;
	const char *name, *body;
} states[] = {
	{EV_NOTE, "note", "{\"text\":\"errors are falling\",\"tags\":[\"web\"]}"},
	{EV_AMEND, "amend", "{\"target\":2,\"text\":\"errors were falling\",\"why\":\"tense\"}"},
	{EV_ROLE_ASSIGN, "role.assign", "{\"role\":\"ic\",\"person\":\"lead\"}"},
	{EV_SEV_SET, "severity.set", "{\"level\":1,\"by_rule\":true,\"reason\":\"SEV1 - worse\"}"},
	{EV_STATUS_SET, "status.set", "{\"status\":\"monitoring\"}"},
	{EV_ACTION_CREATE, "followup.create", "{\"id\":1,\"text\":\"alert\",\"owner\":\"ops1\"}"},
	{EV_UPDATE_SENT, "update.sent", "{\"audience\":\"staff_wide\",\"text\":\"we look\"}"},
	{EV_GAP, "link.gap", "{\"link\":\"irc\",\"why\":\"ping\"}"},
	{EV_CONFIG_SET, "config.set", "{\"name\":\"zone\",\"value\":\"UTC\"}"},
	{EV_NOTE, "note", "{broken}"},
	{EV_UNKNOWN, "hologram.sent", "{\"text\":\"from a newer version\"}"},
	{EV_CLOSE, "close", "{\"reason\":\"over\"}"},
};

static struct event some_event(struct fixture *f)
{
	static const enum event_kind chat[] = {EV_CHAT_IN, EV_CHAT_OUT, EV_IMPORT_LINE};
	struct event ev = {.incident = f->declared ? 1 + roll(f, f->declared) : 0,
		.precision = PREC_US,
		.actor = STR("ops1"),
		.door = STR("irc")};

	/* Clocks run back now and then. */
	f->clock += (instant)roll(f, 3000000) - 200000;
	ev.recorded = ev.occurred = f->clock;
	if (!roll(f, 150)) {
		ev.incident = ++f->declared;
		ev.kind = roll(f, 5) ? EV_DECLARE : EV_DISMISS;
		ev.body = STR("{\"title\":\"Checkout errors\",\"gauges\":{},\"level\":2}");
	} else if (roll(f, 10) < 8) {
		ev.kind = chat[roll(f, 3)];
		ev.body = STR("{\"text\":\"seeing it too\",\"nick\":\"ops2\"}");
	} else {
		size_t n = roll(f, sizeof states / sizeof *states);

		ev.kind = states[n].kind;
		ev.kind_name = str_z(states[n].name);
		ev.body = str_z(states[n].body);
	}
	if (!roll(f, 40))
		ev.incident = 0;
	if (!roll(f, 90))
		ev.incident = 7000; /* never declared */
	return ev;
}

static void tell(struct fixture *f, size_t rows)
{
	static struct event group[100];

	open_journal(f);
	while (rows) {
		size_t n = 1 + roll(f, 99);

		n = n < rows ? n : rows;
		for (size_t i = 0; i < n; i++)
			group[i] = some_event(f);
		if (journal_append(f->j, NULL, group, n, &f->err) != RC_OK)
			fail_msg("%s", f->err.text);
		rows -= n;
	}
}

static void by_hand(struct fixture *f, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

static void erase_some(struct fixture *f)
{
	by_hand(f, "BEGIN; INSERT INTO erase SELECT seq FROM record WHERE seq % 37 = 5;"
		   "UPDATE record SET body = NULL, salt = NULL WHERE seq % 37 = 5;"
		   "DELETE FROM erase; COMMIT");
}

/* ---- boards as text: whatever a reader of a board can see ---- */

static void put_time(struct buf *b, const char *name, instant t)
{
	buf_addf(b, " %s=%lld", name, (long long)t);
}

static void put_entries(struct buf *b, const struct entry *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &v[i];

		buf_addf(b,
			"\n  %llu %d %.*s %.*s %.*s '%.*s' said '%.*s' by %llu to %llu tags %zu",
			(unsigned long long)e->seq, (int)e->kind, STR_ARG(e->actor),
			STR_ARG(e->door), STR_ARG(e->label), STR_ARG(e->text), STR_ARG(e->said),
			(unsigned long long)e->amended_by, (unsigned long long)e->target,
			e->tags.n);
		put_time(b, "occurred", e->occurred);
		put_time(b, "recorded", e->recorded);
	}
}

static void put_incident(struct buf *b, const struct incident *i)
{
	buf_addf(b, "\nINC-%u by %llu last %llu '%.*s' %d %d/%d/%d chat %llu import %llu",
		i->number, (unsigned long long)i->seq, (unsigned long long)i->last_seq,
		STR_ARG(i->title), (int)i->status, i->level, i->peak_level, i->computed_level,
		(unsigned long long)i->chat_rows, (unsigned long long)i->import_rows);
	buf_addf(b, " history %zu roles %zu actions %zu updates %zu gaps %zu", i->history.n,
		i->roles.n, i->actions.n, i->updates.n, i->gaps.n);
	put_time(b, "declared", i->declared);
	put_time(b, "closed", i->closed);
	put_time(b, "last", i->last_event);
	put_time(b, "milder", i->milder_since);
	put_entries(b, i->entries.v, i->entries.n);
}

static struct str picture(struct arena *a, const struct board *board)
{
	struct buf b;

	buf_init(&b, a, 64 * 1024 * 1024);
	buf_addf(&b, "seq %llu rows %llu volume %llu unknown %llu settings %zu gaps %zu head ",
		(unsigned long long)board->seq, (unsigned long long)board->rows,
		(unsigned long long)board->volume_rows, (unsigned long long)board->unknown_rows,
		board->settings.n, board->gaps.n);
	buf_add(&b, str_z(hex_encode(a, board->head.b, HASH_SIZE)));
	put_time(&b, "recorded", board->last_recorded);
	put_entries(&b, board->journal_entries.v, board->journal_entries.n);
	for (size_t n = 0; n < board->incidents.n; n++)
		put_incident(&b, board->incidents.v[n]);
	assert_false(b.over);
	return buf_str(&b);
}

static void same(struct arena *a, const struct board *got, const struct board *want)
{
	struct str x = picture(a, got), y = picture(a, want);
	size_t at = 0;

	if (str_eq(x, y))
		return;
	while (at < x.n && at < y.n && x.p[at] == y.p[at])
		at++;
	at = at > 80 ? at - 80 : 0;
	fail_msg("the boards differ:\n%.*s\ninstead of\n%.*s", STR_ARG(str_cut(x, at, at + 300)),
		STR_ARG(str_cut(y, at, at + 300)));
}

/* ---- every record, one by one ---- */

struct slow {
	struct board *board;
	instant at; /* INSTANT_NONE: to the end */
};

static enum rc fold_slowly(const struct record *r, void *ctx)
{
	struct slow *s = ctx;

	if (s->at != INSTANT_NONE && r->ev.recorded > s->at)
		return RC_STATE;
	return board_fold(s->board, r, NULL);
}

static struct board *slow_board(struct fixture *f, instant at)
{
	struct slow s = {board_new(f->room->policies.severity), at};
	enum rc rc = journal_read(f->j, 0, 0, fold_slowly, &s, &f->err);

	assert_true(rc == RC_OK || rc == RC_STATE);
	return s.board;
}

static void check(struct fixture *f)
{
	struct arena *a = arena_new();
	struct engine *e;
	struct board *want, *got;

	open_journal(f);
	want = slow_board(f, INSTANT_NONE);
	if (engine_new(f->j, &f->room->policies, NULL, &e, &f->err) != RC_OK)
		fail_msg("%s", f->err.text);
	same(a, engine_board(e), want);
	for (int i = 0; i < 6; i++) {
		instant at = f->room->now + (f->clock - f->room->now) / 5 * i + roll(f, 1000000);
		struct board *past = slow_board(f, at);

		assert_int_equal(engine_board_at(e, at, &got, &f->err), RC_OK);
		same(a, got, past);
		board_free(got);
		board_free(past);
	}
	engine_free(e);
	board_free(want);
	arena_free(a);
}

/* ---- tests ---- */

static void any_story(void **state)
{
	struct fixture *f = *state;

	for (uint32_t n = 0; n < STORIES; n++) {
		f->dice = 20261122 + n;
		f->declared = 0;
		f->clock = f->room->now;
		tell(f, 1 + roll(f, ROWS));
		check(f);
		erase_some(f);
		check(f);
		tell(f, 1 + roll(f, ROWS));
		check(f);
		drop_file(f);
	}
}

static void an_empty_journal(void **state)
{
	struct fixture *f = *state;

	check(f);
}

static void live_is_replay(void **state)
{
	struct fixture *f = *state;
	struct engine *e;
	struct board *want;

	f->dice = 7;
	tell(f, 2000);
	assert_int_equal(engine_new(f->j, &f->room->policies, NULL, &e, &f->err), RC_OK);
	for (int i = 0; i < 300; i++) {
		struct event ev = some_event(f);

		assert_int_equal(engine_append(e, &ev, 1, &f->err), RC_OK);
	}
	want = slow_board(f, INSTANT_NONE);
	same(f->a, engine_board(e), want);
	board_free(want);
	engine_free(e);
}

static void caches_that_were_dropped(void **state)
{
	struct fixture *f = *state;

	f->dice = 3;
	tell(f, 5000);
	by_hand(f, "DROP TABLE tally");
	check(f); /* still open */
	tell(f, 2000);
	by_hand(f, "DROP INDEX record_state");
	check(f);
	journal_close(f->j);
	f->j = NULL;
	check(f);
	by_hand(f, "SELECT * FROM tally; SELECT seq FROM record INDEXED BY record_state "
		   "WHERE kind <> 'chat.in' AND kind <> 'chat.out' AND kind <> 'import.line'");
}

/* Sums that do not add up to the records are left aside. */
static void caches_that_lie(void **state)
{
	struct fixture *f = *state;

	f->dice = 4;
	tell(f, 5000);
	by_hand(f, "UPDATE tally SET rows = rows - 1 WHERE rows > 1");
	check(f);
	by_hand(f, "DELETE FROM tally WHERE block = 1");
	check(f);
}

/* Kinds were volume that are no longer, or the other way round. */
static void an_index_for_other_kinds(void **state)
{
	struct fixture *f = *state;

	f->dice = 5;
	tell(f, 3000);
	by_hand(f, "DROP INDEX record_state;"
		   "CREATE INDEX record_state ON record(seq) WHERE kind <> 'chat.in'");
	check(f);
	journal_close(f->j);
	f->j = NULL;
	check(f);
}

static void chat_before_the_declaration(void **state)
{
	struct fixture *f = *state;
	struct event ev[3] = {{.incident = 1, .kind = EV_CHAT_IN, .recorded = f->clock},
		{.incident = 1, .kind = EV_DECLARE, .recorded = f->clock},
		{.incident = 1, .kind = EV_CHAT_IN, .recorded = f->clock + 1}};

	for (int i = 0; i < 3; i++) {
		ev[i].actor = STR("ops1");
		ev[i].door = STR("irc");
		ev[i].body = STR(
			"{\"title\":\"Checkout errors\",\"level\":2,\"text\":\"what now\"}");
	}
	open_journal(f);
	assert_int_equal(journal_append(f->j, NULL, ev, 3, &f->err), RC_OK);
	check(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(any_story, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_empty_journal, set_up, tear_down),
		cmocka_unit_test_setup_teardown(live_is_replay, set_up, tear_down),
		cmocka_unit_test_setup_teardown(caches_that_were_dropped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(caches_that_lie, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_index_for_other_kinds, set_up, tear_down),
		cmocka_unit_test_setup_teardown(chat_before_the_declaration, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
