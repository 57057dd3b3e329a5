/* test_replay.c: the speed of a replay as it is written, and that what once went out is only heard again. */
#include "support/test.h"

#include "core/draft.h"
#include "feed/replay.h"
#include "sys/loop.h"
#include "unit/engine/fixture.h"

static void speeds(void **state)
{
	static const struct {
		const char *word;
		uint32_t speed;
	} good[] = {{"", 1000}, {"1", 1000}, {"60x", 60000}, {"0.5x", 500}, {"2.25", 2250},
		{"100000x", 100000000}, {"max", 0}, {"0.001", 1}};
	static const char *const bad[] = {
		"0", "0x", "-1", "fast", "x", "1.2345", "100001", "1.x2", "1e3", "0.000"};
	struct err err;
	uint32_t speed;

	(void)state;
	for (size_t n = 0; n < sizeof good / sizeof *good; n++) {
		assert_int_equal(replay_speed_parse(str_z(good[n].word), &speed, &err), RC_OK);
		assert_int_equal(speed, good[n].speed);
	}
	for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
		speed = 7;
		assert_int_equal(replay_speed_parse(str_z(bad[n]), &speed, &err), RC_USAGE);
		assert_int_equal(speed, 7);
	}
}

static void say_out(struct fixture *f, const char *text)
{
	struct event ev;
	struct draft d;

	draft_begin(&d, &ev, f->a, EV_CHAT_OUT, 1, f->room->now);
	ev.actor = STR("lead");
	ev.door = STR("console");
	json_out_z(&d.json, "text", text);
	json_out_z(&d.json, "from", "lead");
	json_out_z(&d.json, "channel", "#ops");
	assert_int_equal(draft_end(&d, &f->err), RC_OK);
	assert_int_equal(engine_append(f->engine, &ev, 1, &f->err), RC_OK);
}

struct ending {
	struct loop *loop;
	struct replay *replay;
	struct replay_progress last;
};

static void told(void *ctx, const struct replay_progress *p)
{
	struct ending *e = ctx;

	e->last = *p;
	if (p->over)
		loop_stop(e->loop);
}

static enum rc count_out(const struct record *r, void *ctx)
{
	size_t *out = ctx;

	if (r->ev.kind == EV_CHAT_OUT && r->ev.incident == 2)
		out[0]++;
	if (r->ev.kind == EV_CHAT_IN && r->ev.incident == 2 &&
		str_find(r->ev.body, STR("said once")) >= 0)
		out[1]++;
	return RC_OK;
}

static void nothing_is_said_twice(void **state)
{
	struct fixture *f = fixture_new("memory:");
	struct ending e = {.loop = loop_new()};
	struct replay_ask ask = {.engine = f->engine,
		.loop = e.loop,
		.incident = 1,
		.actor = STR("lead"),
		.told = told,
		.ctx = &e};
	size_t out[2] = {0};

	(void)state;
	fixture_say(f, "declare \"Something broke\"");
	say_out(f, "said once");
	assert_int_equal(replay_start(&ask, &e.replay, &f->err), RC_OK);
	loop_run(e.loop);
	assert_string_equal(e.last.err.text, "");
	assert_int_equal(e.last.incident, 2);
	assert_int_equal(journal_read(f->journal, 0, 0, count_out, out, &f->err), RC_OK);
	assert_int_equal(out[0], 0);
	assert_int_equal(out[1], 1);
	replay_free(e.replay);
	loop_free(e.loop);
	fixture_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(speeds), cmocka_unit_test(nothing_is_said_twice)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
