/* test_loops_fold.c: bodies that somebody else wrote: nothing but the row comes of what makes no sense. */
#include "support/test.h"

#include "support/room.h"
#include "view/view_loops.h"
#include "view/view_vendor.h"

static const char *const bodies[] = {"{}", "[]", "7", "{\"id\":0}", "{\"id\":-1}", "{\"id\":\"1\"}",
	"{\"id\":99999999999}", "{\"id\":1}", "{\"id\":1,\"due\":\"?\"}", "{\"poll\":1}",
	"{\"case\":1}", "{\"id\":2,\"due\":\"yesterday\",\"alternatives\":[1,null,{}]}",
	"{\"case\":1,\"level\":-3}", "{\"case\":1,\"level\":900,\"ladder\":[1]}",
	"{\"case\":1,\"claim\":-1,\"kept\":\"yes\"}", "{\"id\":1,\"outcome\":\"open\"}",
	"{\"id\":1,\"likely\":-5,\"evidence\":-9}", "{\"id\":2,\"ladder\":\"desk\",\"step\":-1}"};

static void declare(struct room *r)
{
	assert_int_equal(room_lead(r, "declare Down journey=critical degradation=unavailable "
				      "users=40% safety=none exposure=none data=none"),
		RC_OK);
}

static bool is_ours(enum event_kind k)
{
	return k >= EV_TASK_GIVE && k <= EV_VENDOR_CLOSE;
}

/* Everything that reads the board afterwards must cope with what the fold made of it. */
static void look_at_everything(struct room *r)
{
	static const char *const lines[] = {"ask", "poll", "decide", "fact", "theory", "vendor",
		"next", "show", "timeline", "ask format=json", "vendor format=json",
		"decide format=json"};

	for (size_t n = 0; n < sizeof lines / sizeof *lines; n++)
		if (room_lead(r, lines[n]) != RC_OK)
			fail_msg("%s: %s", lines[n], r->err.text);
	room_run(r, r->now + 10 * US_PER_MIN, US_PER_MIN);
}

static void any_body_in_any_order(void **state)
{
	struct room *r = room_new();
	size_t rows;

	(void)state;
	declare(r);
	rows = room_incident(r)->entries.n;
	for (int round = 0; round < 2; round++)
		for (int k = 1; k < EV_COUNT; k++)
			for (size_t n = 0;
				is_ours((enum event_kind)k) && n < sizeof bodies / sizeof *bodies;
				n++, rows++)
				room_event(r, 1, (enum event_kind)k, bodies[n]);
	assert_int_equal(room_incident(r)->entries.n, rows);
	look_at_everything(r);
	room_free(r);
}

static void numbers_only_rise(void **state)
{
	struct room *r = room_new();
	const struct loops *l;

	(void)state;
	declare(r);
	room_event(r, 1, EV_POLL_OPEN, "{\"id\":5,\"proposal\":\"first\"}");
	room_event(r, 1, EV_POLL_OPEN, "{\"id\":5,\"proposal\":\"again\"}");
	room_event(r, 1, EV_POLL_OPEN, "{\"id\":3,\"proposal\":\"older\"}");
	l = &room_incident(r)->loops;
	assert_int_equal(l->polls.n, 1);
	assert_true(str_eq_z(l->polls.v[0].proposal, "first"));
	/* a poll is decided once */
	room_event(r, 1, EV_POLL_CLOSE, "{\"id\":1,\"poll\":5,\"answer\":\"yes\"}");
	room_event(r, 1, EV_POLL_CLOSE, "{\"id\":2,\"poll\":5,\"answer\":\"no\"}");
	l = &room_incident(r)->loops;
	assert_int_equal(l->decisions.n, 1);
	assert_int_equal(l->polls.v[0].decision, 1);
	room_free(r);
}

static void what_waits_is_known_to_whom_it_concerns(void **state)
{
	struct room *r = room_new();
	const struct loop_wait *w;

	(void)state;
	declare(r);
	room_lead(r, "ask @ops1 5m look at the pool");
	assert_int_equal(
		view_loops_waiting(r->arena, room_incident(r), STR("ops2"), r->now, &w), 0);
	assert_int_equal(
		view_loops_waiting(r->arena, room_incident(r), STR("lead"), r->now, &w), 0);
	assert_int_equal(view_loops_waiting(r->arena, room_incident(r), STR(""), r->now, &w), 0);
	assert_int_equal(
		view_loops_waiting(r->arena, room_incident(r), STR("ops1"), r->now, &w), 1);
	assert_true(str_eq_z(w[0].answer, "ack T-1 "));
	room_say(r, DOOR_IRC, "irc:ops1", 0, "ack 1 I look");
	assert_int_equal(
		view_loops_waiting(r->arena, room_incident(r), STR("ops1"), r->now, &w), 1);
	assert_true(str_eq_z(w[0].answer, "done T-1 "));
	/* late: the commander hears of it as well */
	r->now += 6 * US_PER_MIN;
	assert_int_equal(
		view_loops_waiting(r->arena, room_incident(r), STR("lead"), r->now, &w), 1);
	assert_true(str_eq_z(w[0].answer, "ask T-1 @"));
	room_lead(r, "poll \"fail over\" for=30s");
	r->now += US_PER_MIN;
	assert_int_equal(
		view_loops_waiting(r->arena, room_incident(r), STR("lead"), r->now, &w), 2);
	assert_true(str_eq_z(w[0].answer, "decide P-1 "));
	assert_true(str_eq_z(w[1].answer, "ask T-1 @"));
	room_free(r);
}

static void a_reader_of_the_channel_is_told_how_to_answer(void **state)
{
	struct room *r = room_new();
	const struct incident *i;
	struct str said;

	(void)state;
	declare(r);
	room_lead(r, "ask @ops1 5m look at the pool");
	room_lead(r, "poll \"fail over\"");
	room_lead(r, "log nothing new");
	i = room_incident(r);
	said = view_loops_answer_at_irc(r->arena, i, &i->entries.v[i->entries.n - 3]);
	assert_true(str_eq_z(said, "!ack 1 and say it back"));
	said = view_loops_answer_at_irc(r->arena, i, &i->entries.v[i->entries.n - 2]);
	assert_true(str_eq_z(said, "!object 1 and why"));
	said = view_loops_answer_at_irc(r->arena, i, &i->entries.v[i->entries.n - 1]);
	assert_int_equal(said.n, 0);
	room_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_body_in_any_order),
		cmocka_unit_test(numbers_only_rise),
		cmocka_unit_test(what_waits_is_known_to_whom_it_concerns),
		cmocka_unit_test(a_reader_of_the_channel_is_told_how_to_answer),
	};
	return cmocka_run_group_tests_name("fold of loops", tests, NULL, NULL);
}
