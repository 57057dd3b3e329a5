/* story_netsplit.c: two real servers lose each other and find each other again; the record has one gap with both ends. */
#include "support/irc_pair.h"
#include "support/irc_rig.h"
#include "support/irc_stage.h"
#include "support/test.h"
#include "sys/clock.h"

enum { FAR_PEOPLE = 3 };

struct stage {
	struct irc_rig rig;
	struct irc_pair pair;
	struct irc_client ops1, far[FAR_PEOPLE];
};

static void enter(struct stage *s, struct irc_client *c, int port, const char *nick)
{
	irc_client_open(c, port, nick);
	irc_rig_listen(&s->rig, c);
	irc_rig_until_hears(&s->rig, c, " 001 ");
	irc_client_say(c, "JOIN #war");
	irc_rig_until_hears(&s->rig, c, " 366 ");
}

static int setup(void **state)
{
	static struct stage s;

	s = (struct stage){0};
	irc_rig_open(&s.rig);
	irc_pair_start(&s.pair, s.rig.arena, s.rig.folder);
	enter(&s, &s.ops1, s.pair.port, "ops1");
	for (int i = 0; i < FAR_PEOPLE; i++)
		enter(&s, &s.far[i], s.pair.far_port, arena_printf(s.rig.arena, "far%d", i + 1));
	irc_pair_operator(&s.ops1);
	irc_pair_join(&s.ops1);
	for (int i = 0; i < FAR_PEOPLE; i++)
		irc_rig_until_hears(&s.rig, &s.ops1, "JOIN :#war");
	irc_rig_declare(&s.rig, "Checkout errors");
	*state = &s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	irc_pair_end(&s->pair);
	irc_client_close(&s->ops1);
	for (int i = 0; i < FAR_PEOPLE; i++)
		irc_client_close(&s->far[i]);
	irc_rig_close(&s->rig);
	return 0;
}

static void go_live(struct stage *s)
{
	irc_rig_connect(&s->rig, "test-1", s->pair.port, "#war");
	irc_rig_until_state(&s->rig, "live");
	irc_rig_until_hears(&s->rig, &s->far[0], "room of INC-1");
}

static const struct incident *room(struct irc_rig *r)
{
	return board_incident(engine_board(r->engine), 1);
}

static bool no_gap_is_open(void *ctx)
{
	const struct incident *i = room(ctx);

	return i->gaps.n == 1 && i->gaps.v[0].to != INSTANT_NONE;
}

static void a_split_is_one_gap_with_both_ends(void **state)
{
	struct stage *s = *state;
	instant before, parted, joined;

	go_live(s);
	before = clock_now();
	irc_pair_part(&s->ops1);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"how\":\"split\"", FAR_PEOPLE);
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "netsplit between irc.test and irc2.test", 1);
	parted = clock_now();
	assert_int_equal(room(&s->rig)->gaps.n, 1);
	assert_true(room(&s->rig)->gaps.v[0].to == INSTANT_NONE);
	irc_client_say(&s->far[0], "PRIVMSG #war :said on the far side");
	irc_rig_until_hears(&s->rig, &s->far[1], "said on the far side");
	irc_client_say(&s->ops1, "PRIVMSG #war :said on this side");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "said on this side", 1);
	joined = clock_now();
	irc_pair_join(&s->ops1);
	irc_rig_until_row(&s->rig, EV_GAP, "netsplit between irc.test and irc2.test", 1);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"how\":\"netjoin\"", FAR_PEOPLE);
	irc_rig_until(&s->rig, "an end of the gap", no_gap_is_open, &s->rig);
	assert_true(room(&s->rig)->gaps.v[0].from >= before);
	assert_true(room(&s->rig)->gaps.v[0].from <= parted);
	assert_true(room(&s->rig)->gaps.v[0].to >= joined);
	assert_int_equal(room(&s->rig)->gaps.v[0].people, FAR_PEOPLE);
	assert_int_equal(irc_rig_rows(&s->rig, EV_GAP, ""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_LINK_STATE, "\"split\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "said on the far side"), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"quit\""), 0);
	irc_rig_until_hears(&s->rig, &s->far[2], "were out of hearing on irc");
}

static void a_split_outlives_the_bridge_that_saw_it(void **state)
{
	struct stage *s = *state;
	struct irc_rig second;

	go_live(s);
	irc_pair_part(&s->ops1);
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "\"split\"", 1);
	bridge_close(s->rig.bridge);
	s->rig.bridge = NULL;
	irc_rig_beside(&second, &s->rig, "test-2");
	irc_rig_until_state(&second, "live");
	irc_rig_until_row(&second, EV_GAP, "its end is not known", 1);
	irc_rig_close_beside(&second);
}

/* ---- Servers that say it in batches, played by the test ---- */

static void says(struct irc_stage *s, const char *line)
{
	irc_client_say(&s->link, "%s", line);
}

static void batches_of_a_split_and_a_return_are_believed(void **state)
{
	struct irc_stage *s = *state;

	irc_stage_connect(s);
	irc_stage_offer(s, "batch message-tags");
	irc_stage_grant_until(s, "CAP END\n");
	irc_stage_go_live(s);
	for (int i = 1; i <= 3; i++)
		irc_client_say(&s->link, ":far%d!u@h JOIN #war", i);
	says(s, "BATCH +s netsplit irc.hub far.hub");
	for (int i = 1; i <= 3; i++)
		irc_client_say(&s->link, "@batch=s :far%d!u@h QUIT :connection lost", i);
	says(s, "BATCH -s");
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "netsplit between irc.hub and far.hub", 1);
	says(s, ":ops1!u@h QUIT :Quit: irc.hub far.hub");
	says(s, "BATCH +j netjoin irc.hub far.hub");
	says(s, "@batch=j :far2!u@h JOIN #war");
	says(s, "BATCH -j");
	irc_rig_until_row(&s->rig, EV_GAP, "\"people\":3", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"split\""), 3);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"netjoin\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"quit\""), 1);
}

static void a_link_that_breaks_ends_what_it_can_no_longer_see(void **state)
{
	struct irc_stage *s = *state;

	irc_stage_connect(s);
	irc_stage_accept(s);
	irc_stage_hear(s, "USER ");
	irc_stage_go_live(s);
	says(s, ":ops1!u@h QUIT :irc.test irc2.test");
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "\"split\"", 1);
	irc_client_close(&s->link);
	irc_rig_until_row(&s->rig, EV_GAP, "netsplit between irc.test and irc2.test", 1);
	irc_stage_accept(s);
	irc_stage_hear(s, "USER ");
	irc_stage_go_live(s);
	irc_rig_until_row(&s->rig, EV_GAP, "closed the connection", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_GAP, ""), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		STORY(a_split_is_one_gap_with_both_ends),
		STORY(a_split_outlives_the_bridge_that_saw_it),
#undef STORY
#define STORY(name) cmocka_unit_test_setup_teardown(name, irc_stage_setup, irc_stage_teardown)
		STORY(batches_of_a_split_and_a_return_are_believed),
		STORY(a_link_that_breaks_ends_what_it_can_no_longer_see),
	};

	return cmocka_run_group_tests_name("irc/netsplit", tests, NULL, NULL);
}
