/* test_engine.c: requests become rows, several engines share a journal, chat waits for its group, trouble is told. */
#include "support/test.h"

#include <signal.h>
#include <sys/resource.h>

#include "support/folder.h"
#include "sys/file.h"
#include "unit/engine/fixture.h"

/* Every test runs on each backend; what needs two connections or a file runs on sqlite alone. */
struct place {
	bool sqlite;
	const char *folder, *path;
	struct arena *a;
	struct fixture *f;
};

static struct place *place_new(bool sqlite)
{
	struct arena *a = arena_new();
	struct place *p = ARENA_NEW(a, struct place);

	p->a = a;
	p->sqlite = sqlite;
	p->folder = folder_make(a);
	p->path = sqlite ? file_join(a, p->folder, "journal.db") : "memory:";
	p->f = fixture_new(p->path);
	return p;
}

static void place_free(struct place *p)
{
	fixture_free(p->f);
	folder_remove(p->folder);
	arena_free(p->a);
}

static int on_memory(void **state)
{
	*state = place_new(false);
	return 0;
}

static int on_sqlite(void **state)
{
	*state = place_new(true);
	return 0;
}

static int leave(void **state)
{
	place_free(*state);
	return 0;
}

static struct answer submit(struct fixture *f, const char *line)
{
	struct answer answer;

	if (fixture_submit(f, f->engine, line, &answer) != RC_OK)
		fail_msg("%s: %s", line, f->err.text);
	return answer;
}

static uint64_t stored(struct fixture *f)
{
	struct journal_head head;

	assert_int_equal(journal_get_head(f->journal, &head, &f->err), RC_OK);
	return head.seq;
}

static void a_request_is_decided_stored_and_folded(void **state)
{
	struct fixture *f = ((struct place *)*state)->f;
	struct answer answer = submit(f, "declare \"Something broke\"");

	assert_true(answer.stored);
	assert_int_equal(answer.incident, 1);
	assert_int_equal(answer.first_seq, 1);
	assert_int_equal(answer.last_seq, stored(f));
	assert_int_equal(engine_board(f->engine)->seq, stored(f));
	assert_true(str_eq_z(fixture_incident(f)->title, "Something broke"));
	answer = submit(f, "show");
	assert_false(answer.stored);
	assert_int_equal(answer.first_seq, 0);
	assert_non_null(answer.reply);
}

static void a_refusal_stores_nothing(void **state)
{
	struct fixture *f = ((struct place *)*state)->f;
	struct answer answer;

	submit(f, "declare \"Something broke\"");
	assert_int_equal(fixture_submit(f, f->engine, "close", &answer), RC_STATE);
	assert_int_equal(fixture_submit(f, f->engine, "log", &answer), RC_USAGE);
	assert_int_equal(fixture_submit(f, f->engine, "resovle", &answer), RC_UNKNOWN);
	assert_int_equal(fixture_submit(f, f->engine, "log bad \xff byte", &answer), RC_USAGE);
	assert_int_equal(stored(f), engine_board(f->engine)->seq);
	assert_int_equal(fixture_count(fixture_incident(f), EV_NOTE), 0);
	assert_true(engine_health(f->engine)->ok);
}

static struct event said(const char *text, struct arena *a, instant now)
{
	return (struct event){.incident = 1,
		.kind = EV_CHAT_IN,
		.occurred = now,
		.recorded = now,
		.actor = STR("irc:ops1"),
		.door = STR("irc"),
		.body = str_fmt(a, "{\"text\":\"%s\",\"nick\":\"ops1\",\"how\":\"msg\"}", text)};
}

static void queue(struct fixture *f, const char *text)
{
	struct event ev = said(text, f->a, f->room->now);

	assert_int_equal(engine_queue(f->engine, &ev, &f->err), RC_OK);
}

static struct rows window(struct fixture *f)
{
	struct journal_window w = {.incident = 1,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.limit = 100};
	struct rows rows = {0};

	assert_int_equal(
		engine_window(f->engine, &w, engine_board(f->engine), f->a, &rows, &f->err), RC_OK);
	return rows;
}

static void chat_waits_for_its_group(void **state)
{
	struct fixture *f = ((struct place *)*state)->f;
	struct rows rows;
	uint64_t before;

	fixture_say(f, "declare \"Something broke\"");
	before = stored(f);
	queue(f, "one");
	queue(f, "two");
	assert_int_equal(stored(f), before);
	assert_int_equal(engine_health(f->engine)->queued, 2);
	assert_int_equal(engine_flush(f->engine, &f->err), RC_OK);
	assert_int_equal(engine_health(f->engine)->queued, 0);
	assert_int_equal(stored(f), before + 2);
	assert_int_equal(fixture_incident(f)->chat_rows, 2);
	rows = window(f);
	assert_int_equal(rows.n, before + 2);
	assert_non_null(rows.v[0].entry);
	assert_true(str_eq_z(rows.v[before].chat.text, "one"));
	assert_true(str_eq_z(rows.v[before + 1].chat.text, "two"));
	assert_true(str_eq_z(rows.v[before + 1].chat.nick, "ops1"));
}

static void chat_said_before_comes_before(void **state)
{
	struct fixture *f = ((struct place *)*state)->f;
	struct answer answer;
	uint64_t before;

	submit(f, "declare \"Something broke\"");
	before = stored(f);
	queue(f, "chat");
	answer = submit(f, "log a note");
	assert_int_equal(answer.first_seq, before + 2);
	assert_int_equal(engine_health(f->engine)->queued, 0);
}

static void the_queue_is_bounded(void **state)
{
	struct fixture *f = ((struct place *)*state)->f;
	struct event ev = said("x", f->a, f->room->now);
	enum rc rc = RC_OK;
	size_t n = 0;

	for (; rc == RC_OK && n < 1000000; n++)
		rc = engine_queue(f->engine, &ev, &f->err);
	assert_int_equal(rc, RC_LIMIT);
	assert_int_equal(n, 200001);
	assert_int_equal(engine_health(f->engine)->queued, 200000);
	ev.body = str_n(arena_alloc(f->a, EVENT_BODY_MAX + 1), EVENT_BODY_MAX + 1);
	assert_int_equal(engine_queue(f->engine, &ev, &f->err), RC_LIMIT);
}

static void words_of_the_local_user_are_chat(void **state)
{
	struct fixture *f = ((struct place *)*state)->f;

	assert_int_equal(engine_say(f->engine, STR("lead"), 0, STR("hello"), &f->err), RC_STATE);
	fixture_say(f, "declare \"Something broke\"");
	assert_int_equal(engine_say(f->engine, STR("lead"), 0, STR("hello"), &f->err), RC_OK);
	assert_int_equal(fixture_incident(f)->chat_rows, 1);
	assert_int_equal(engine_say(f->engine, STR("lead"), 0, STR("\xff"), &f->err), RC_USAGE);
	assert_int_equal(engine_say(f->engine, STR("lead"), 9, STR("hello"), &f->err), RC_UNKNOWN);
	assert_int_equal(fixture_incident(f)->chat_rows, 1);
}

static void the_past_is_a_prefix(void **state)
{
	struct fixture *f = ((struct place *)*state)->f;
	instant start = f->room->now;
	struct board *past = NULL;

	fixture_say(f, "declare \"Something broke\" journey=important degradation=slow users=1% "
		       "safety=none exposure=none data=none");
	fixture_wait(f, US_PER_MIN);
	fixture_say(f, "log -30m an old fact told late");
	fixture_wait(f, US_PER_MIN);
	fixture_say(f, "status identified");
	assert_int_equal(engine_board_at(f->engine, start - 1, &past, &f->err), RC_OK);
	assert_int_equal(past->seq, 0);
	board_free(past);
	assert_int_equal(engine_board_at(f->engine, start + 30 * US_PER_S, &past, &f->err), RC_OK);
	assert_int_equal(fixture_count(board_incident(past, 1), EV_NOTE), 0);
	board_free(past);
	assert_int_equal(engine_board_at(f->engine, start + US_PER_MIN, &past, &f->err), RC_OK);
	assert_int_equal(fixture_count(board_incident(past, 1), EV_NOTE), 1);
	assert_int_equal(board_incident(past, 1)->status, STATUS_INVESTIGATING);
	board_free(past);
	assert_int_equal(engine_board_at(f->engine, f->room->now, &past, &f->err), RC_OK);
	assert_int_equal(past->seq, engine_board(f->engine)->seq);
	assert_memory_equal(&past->head, &engine_board(f->engine)->head, sizeof past->head);
	board_free(past);
}

struct told {
	unsigned calls;
	uint64_t from;
};

static void on_change(void *self, const struct engine *e, uint64_t from)
{
	struct told *t = self;

	(void)e;
	t->calls++;
	t->from = from;
}

static void watchers_hear_of_changes_only(void **state)
{
	struct fixture *f = ((struct place *)*state)->f;
	struct told one = {0}, two = {0};
	uint64_t before;

	engine_watch(f->engine, on_change, &one);
	engine_watch(f->engine, on_change, &two);
	submit(f, "declare \"Something broke\"");
	assert_int_equal(one.calls, 1);
	assert_int_equal(one.from, 1);
	submit(f, "show");
	assert_int_equal(engine_tail(f->engine, NULL, &f->err), RC_OK);
	assert_int_equal(one.calls, 1);
	engine_unwatch(f->engine, on_change, &one);
	before = stored(f);
	submit(f, "log x");
	assert_int_equal(one.calls, 1);
	assert_int_equal(two.calls, 2);
	assert_int_equal(two.from, before + 1);
}

/* ---- two engines on one file ---- */

struct other {
	struct journal *journal;
	struct engine *engine;
	struct fixture *f;
	int left; /* how many times it is faster */
};

static struct other other_new(struct place *p)
{
	struct other o = {.f = p->f};

	assert_int_equal(journal_open(p->path, 0, &o.journal, &p->f->err), RC_OK);
	assert_int_equal(
		engine_new(o.journal, &p->f->room->policies, NULL, &o.engine, &p->f->err), RC_OK);
	return o;
}

static void other_free(struct other *o)
{
	engine_free(o->engine);
	journal_close(o->journal);
}

/* Called between our look at the head and our append: the head has moved when we come. */
static void be_faster(void *self, const struct engine *e, uint64_t from)
{
	struct other *o = self;
	struct answer answer;

	(void)e;
	(void)from;
	if (o->left-- > 0)
		assert_int_equal(fixture_submit(o->f, o->engine,
					 "action add \"theirs\" @ops2 due=+30d", &answer),
			RC_OK);
}

static void a_conflict_is_decided_again(void **state)
{
	struct place *p = *state;
	struct other o = other_new(p);
	struct fixture *f = p->f;
	const struct incident *i;
	struct answer answer;

	submit(f, "declare \"Something broke\"");
	assert_int_equal(fixture_submit(f, o.engine, "log something new to fold", &answer), RC_OK);
	o.left = 5;
	engine_watch(f->engine, be_faster, &o);
	submit(f, "action add \"ours\" @ops1 due=+30d");
	engine_unwatch(f->engine, be_faster, &o);
	i = fixture_incident(f);
	assert_true(o.left < 0);
	assert_int_equal(i->actions.n, 6);
	for (size_t n = 0; n < 6; n++)
		assert_int_equal(i->actions.v[n].id, n + 1);
	assert_true(str_eq_z(i->actions.v[5].text, "ours"));
	assert_int_equal(engine_tail(o.engine, NULL, &f->err), RC_OK);
	assert_memory_equal(
		&engine_board(o.engine)->head, &engine_board(f->engine)->head, sizeof(struct hash));
	other_free(&o);
}

static void somebody_who_is_always_faster_wins(void **state)
{
	struct place *p = *state;
	struct other o = other_new(p);
	struct fixture *f = p->f;
	struct answer answer;
	uint64_t before;

	submit(f, "declare \"Something broke\"");
	assert_int_equal(fixture_submit(f, o.engine, "log something new to fold", &answer), RC_OK);
	o.left = 1000000;
	engine_watch(f->engine, be_faster, &o);
	assert_int_equal(fixture_submit(f, f->engine, "log never", &answer), RC_CONFLICT);
	engine_unwatch(f->engine, be_faster, &o);
	before = stored(f);
	assert_int_equal(engine_tail(f->engine, NULL, &f->err), RC_OK);
	assert_int_equal(fixture_count(fixture_incident(f), EV_NOTE), 1);
	assert_true(engine_health(f->engine)->ok);
	submit(f, "log at last");
	assert_int_equal(stored(f), before + 1);
	other_free(&o);
}

static void a_decision_is_made_on_what_the_other_did(void **state)
{
	struct place *p = *state;
	struct other o = other_new(p);
	struct answer answer;

	submit(p->f, "declare \"Something broke\"");
	assert_int_equal(fixture_submit(p->f, o.engine, "status identified", &answer), RC_OK);
	assert_int_equal(
		fixture_submit(p->f, p->f->engine, "status identified", &answer), RC_STATE);
	assert_non_null(strstr(p->f->err.text, "already identified"));
	other_free(&o);
}

static void the_loop_shows_the_other_s_rows_and_commits_our_chat(void **state)
{
	struct place *p = *state;
	struct fixture *f = p->f;
	struct loop *loop = loop_new();
	struct journal *journal;
	struct engine *e;
	struct event ev;
	int turns = 0;

	assert_int_equal(journal_open(p->path, 0, &journal, &f->err), RC_OK);
	assert_int_equal(engine_new(journal, &f->room->policies, loop, &e, &f->err), RC_OK);
	submit(f, "declare \"Something broke\"");
	while (!engine_board(e)->incidents.n && turns++ < 100)
		loop_once(loop, US_PER_S);
	assert_int_equal(engine_board(e)->seq, engine_board(f->engine)->seq);
	ev = said("through the loop", f->a, f->room->now);
	assert_int_equal(engine_queue(e, &ev, &f->err), RC_OK);
	for (turns = 0; engine_health(e)->queued && turns < 100; turns++)
		loop_once(loop, US_PER_S);
	assert_int_equal(engine_tail(f->engine, NULL, &f->err), RC_OK);
	assert_int_equal(fixture_incident(f)->chat_rows, 1);
	engine_free(e);
	journal_close(journal);
	loop_free(loop);
}

/* ---- trouble with the record ---- */

static void move(struct place *p, const char *from, const char *to)
{
	static const char *const ends[] = {"", "-wal", "-shm"};

	for (size_t n = 0; n < 3; n++) {
		const char *x = arena_printf(p->a, "%s/%s%s", p->folder, from, ends[n]);
		const char *y = arena_printf(p->a, "%s/%s%s", p->folder, to, ends[n]);

		if (file_exists(x))
			assert_int_equal(rename(x, y), 0);
	}
}

static void a_lost_file_is_told_and_comes_back(void **state)
{
	struct place *p = *state;
	struct fixture *f = p->f;
	struct told told = {0};
	struct answer answer;
	uint64_t before;

	submit(f, "declare \"Something broke\"");
	before = stored(f);
	engine_watch(f->engine, on_change, &told);
	move(p, "journal.db", "elsewhere.db");
	assert_int_equal(fixture_submit(f, f->engine, "log lost", &answer), RC_GONE);
	assert_false(engine_health(f->engine)->ok);
	assert_true(strlen(engine_health(f->engine)->text) > 0);
	queue(f, "kept in memory");
	assert_int_not_equal(engine_flush(f->engine, &f->err), RC_OK);
	assert_int_equal(engine_health(f->engine)->queued, 1);
	move(p, "elsewhere.db", "journal.db");
	told.calls = 0;
	assert_int_equal(engine_tail(f->engine, NULL, &f->err), RC_OK);
	assert_true(engine_health(f->engine)->ok);
	assert_string_equal(engine_health(f->engine)->text, "");
	assert_true(told.calls > 0);
	submit(f, "log back again");
	assert_int_equal(stored(f), before + 2);
	assert_int_equal(fixture_incident(f)->chat_rows, 1);
	assert_int_equal(engine_health(f->engine)->queued, 0);
}

static void limit(rlim_t bytes)
{
	struct rlimit r;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &r), 0);
	r.rlim_cur = bytes < r.rlim_max ? bytes : r.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &r), 0);
}

static void a_full_disk_keeps_chat_and_refuses_the_rest(void **state)
{
	struct place *p = *state;
	struct fixture *f = p->f;
	struct answer answer;
	uint64_t before;

	submit(f, "declare \"Something broke\"");
	before = stored(f);
	signal(SIGXFSZ, SIG_IGN);
	limit(4096);
	assert_int_equal(fixture_submit(f, f->engine, "log not possible", &answer), RC_IO);
	assert_non_null(strstr(f->err.text, "full"));
	assert_false(engine_health(f->engine)->ok);
	queue(f, "one");
	queue(f, "two");
	assert_int_equal(engine_flush(f->engine, &f->err), RC_IO);
	assert_int_equal(engine_health(f->engine)->queued, 2);
	assert_int_equal(engine_board(f->engine)->seq, before);
	limit(RLIM_INFINITY);
	assert_int_equal(engine_flush(f->engine, &f->err), RC_OK);
	assert_true(engine_health(f->engine)->ok);
	assert_int_equal(stored(f), before + 2);
	submit(f, "log possible again");
	assert_int_equal(fixture_count(fixture_incident(f), EV_NOTE), 1);
}

#define BOTH(t)                                                                                    \
	{#t " on memory", t, on_memory, leave, NULL},                                              \
	{                                                                                          \
#t " on sqlite", t, on_sqlite, leave, NULL                                         \
	}
#define FILE_ONLY(t) cmocka_unit_test_setup_teardown(t, on_sqlite, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_request_is_decided_stored_and_folded),
		BOTH(a_refusal_stores_nothing),
		BOTH(chat_waits_for_its_group),
		BOTH(chat_said_before_comes_before),
		cmocka_unit_test_setup_teardown(the_queue_is_bounded, on_memory, leave),
		BOTH(words_of_the_local_user_are_chat),
		BOTH(the_past_is_a_prefix),
		BOTH(watchers_hear_of_changes_only),
		FILE_ONLY(a_conflict_is_decided_again),
		FILE_ONLY(somebody_who_is_always_faster_wins),
		FILE_ONLY(a_decision_is_made_on_what_the_other_did),
		FILE_ONLY(the_loop_shows_the_other_s_rows_and_commits_our_chat),
		FILE_ONLY(a_lost_file_is_told_and_comes_back),
		FILE_ONLY(a_full_disk_keeps_chat_and_refuses_the_rest),
	};

	return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
