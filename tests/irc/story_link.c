/* story_link.c: the link breaks in every way: killed server, frozen server, kick, closed channel, flood, dead console. */
#include "support/irc_rig.h"
#include "support/folder.h"
#include "support/test.h"
#include "sys/clock.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct stage {
	struct irc_rig rig;
	struct irc_server server;
	struct irc_client ops1;
};

static void enter(struct stage *s)
{
	irc_client_open(&s->ops1, s->server.port, "ops1");
	irc_client_until(&s->ops1, " 266 ");
	irc_client_say(&s->ops1, "JOIN #war");
	irc_client_until(&s->ops1, " 366 ");
}

static int setup(void **state)
{
	static struct stage s;

	s = (struct stage){0};
	irc_rig_open(&s.rig);
	irc_server_start(&s.server, s.rig.arena, s.rig.folder);
	enter(&s);
	irc_rig_listen(&s.rig, &s.ops1);
	irc_rig_declare(&s.rig, "Checkout errors");
	*state = &s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	irc_server_kill(&s->server);
	irc_client_close(&s->ops1);
	irc_rig_close(&s->rig);
	return 0;
}

static bool is_idle(void *ctx)
{
	struct stage *s = ctx;
	struct bridge_status st;

	bridge_get_status(s->rig.bridge, &st);
	return st.queued == 0;
}

static void go_live(struct stage *s)
{
	irc_rig_connect(&s->rig, "test-1", s->server.port, "#war");
	irc_rig_until_state(&s->rig, "live");
	irc_rig_until_hears(&s->rig, &s->ops1, "room of INC-1");
	irc_rig_until_hears(&s->rig, &s->ops1, "TOPIC #war");
	irc_rig_until(&s->rig, "everything to be said and answered", is_idle, s);
}

/* The server dies and is back with ops1 in the channel before the bridge notices anything. */
static void restart_server(struct stage *s)
{
	irc_server_kill(&s->server);
	irc_client_close(&s->ops1);
	irc_server_again(&s->server);
	enter(s);
}

static void a_killed_server_leaves_a_gap_and_nothing_is_lost(void **state)
{
	struct stage *s = *state;
	const struct incident *i;

	go_live(s);
	irc_server_kill(&s->server);
	irc_client_close(&s->ops1);
	irc_rig_until_state(&s->rig, "backoff");
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "\"down\"", 1);
	irc_rig_say(&s->rig, "said while nobody could hear");
	irc_server_again(&s->server);
	enter(s);
	irc_rig_until_hears(&s->rig, &s->ops1, "<lead> said while nobody could hear");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "accepted", 1);
	irc_rig_until_row(&s->rig, EV_GAP, "\"irc\"", 1);
	irc_rig_until_hears(&s->rig, &s->ops1, "GAP");
	i = board_incident(engine_board(s->rig.engine), 1);
	assert_int_equal(i->gaps.n, 1);
	assert_true(i->gaps.v[0].from < i->gaps.v[0].to);
	assert_true(i->gaps.v[0].from >= i->declared);
	assert_int_equal(irc_client_count(&s->ops1, "said while nobody could hear"), 1);
	assert_int_equal(irc_client_count(&s->ops1, "room of INC-1"), 0);
}

static void a_line_that_may_be_lost_is_said_again_and_marked(void **state)
{
	struct stage *s = *state;

	go_live(s);
	kill(s->server.pid, SIGSTOP);
	irc_rig_say(&s->rig, "did this arrive?");
	for (int n = 0; n < 50; n++)
		irc_rig_turn(&s->rig);
	restart_server(s);
	irc_rig_until_hears(&s->rig, &s->ops1, "<lead> (resent ");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "said again", 1);
	irc_rig_say(&s->rig, "fence");
	irc_rig_until_hears(&s->rig, &s->ops1, "<lead> fence");
	assert_int_equal(irc_client_count(&s->ops1, "did this arrive?"), 1);
}

static void a_frozen_server_is_noticed(void **state)
{
	struct stage *s = *state;
	struct irc_options usual = irc_options_default();
	instant thawed, noticed;
	const struct gap *gap;

	/* The two waits of a link that nobody changed are as long as it may take. */
	assert_true(usual.silence + usual.patience <= 75 * US_PER_S);
	irc_rig_option(&s->rig, "silence", "300ms");
	irc_rig_option(&s->rig, "patience", "300ms");
	irc_rig_option(&s->rig, "register_limit", "500ms");
	go_live(s);
	kill(s->server.pid, SIGSTOP);
	irc_rig_until_state(&s->rig, "suspect");
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "fallen silent", 1);
	noticed = clock_now();
	kill(s->server.pid, SIGCONT);
	thawed = clock_now();
	irc_rig_until_row(&s->rig, EV_GAP, "fallen silent", 1);
	irc_rig_until_state(&s->rig, "live");
	gap = &board_incident(engine_board(s->rig.engine), 1)->gaps.v[0];
	assert_true(gap->to >= thawed);
	/* From the last word on, not from when somebody noticed. */
	assert_true(noticed - gap->from >= 600 * (US_PER_S / 1000));
}

static void a_quiet_channel_is_no_lost_link(void **state)
{
	struct stage *s = *state;

	irc_rig_option(&s->rig, "silence", "100ms");
	irc_rig_option(&s->rig, "patience", "5s");
	go_live(s);
	for (int n = 0; n < 3; n++) {
		irc_rig_until_state(&s->rig, "suspect");
		irc_rig_until_state(&s->rig, "live");
	}
	assert_int_equal(irc_rig_rows(&s->rig, EV_GAP, ""), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_LINK_STATE, "\"down\""), 0);
}

static void a_kick_is_recorded_and_answered_by_coming_back(void **state)
{
	struct stage *s = *state;

	go_live(s);
	irc_client_say(&s->ops1, "KICK #war warroom :not now");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"how\":\"kick\"", 1);
	irc_rig_until_hears(&s->rig, &s->ops1, ":warroom!~warroom@127.0.0.1 JOIN");
	irc_rig_until_row(&s->rig, EV_GAP, "kicked from #war by ops1: not now", 1);
	irc_rig_until_state(&s->rig, "live");
}

static bool told_of_refusal(void *ctx)
{
	struct stage *s = ctx;

	return strstr(s->rig.notices, "refused") != NULL;
}

static void a_closed_channel_is_tried_until_it_opens(void **state)
{
	struct stage *s = *state;
	struct bridge_status st;

	irc_client_say(&s->ops1, "MODE #war +k secret");
	irc_client_until(&s->ops1, "+k");
	irc_rig_connect(&s->rig, "test-1", s->server.port, "#war");
	irc_rig_until(&s->rig, "a word about the refusal", told_of_refusal, s);
	bridge_get_status(s->rig.bridge, &st);
	assert_string_equal(st.state, "join");
	assert_non_null(strstr(st.why, "475"));
	irc_client_say(&s->ops1, "MODE #war -k secret");
	irc_rig_until_state(&s->rig, "live");
}

static void an_invitation_is_followed_to_our_channel_alone(void **state)
{
	struct stage *s = *state;

	irc_rig_option(&s->rig, "refused_first", "1h");
	irc_rig_option(&s->rig, "refused_most", "1h");
	irc_client_say(&s->ops1, "MODE #war +i");
	irc_client_until(&s->ops1, "+i");
	irc_rig_connect(&s->rig, "test-1", s->server.port, "#war");
	irc_rig_until(&s->rig, "a word about the refusal", told_of_refusal, s);
	irc_client_say(&s->ops1, "JOIN #elsewhere");
	irc_client_say(&s->ops1, "INVITE warroom #elsewhere");
	irc_client_say(&s->ops1, "INVITE warroom #war");
	irc_rig_until_state(&s->rig, "live");
	assert_int_equal(irc_client_count(&s->ops1, "warroom@127.0.0.1 JOIN :#elsewhere"), 0);
}

static void words_the_channel_refuses_are_recorded_as_refused(void **state)
{
	struct stage *s = *state;

	go_live(s);
	irc_client_say(&s->ops1, "MODE #war +m");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "+m", 1);
	irc_rig_say(&s->rig, "may I?");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "refused", 1);
	irc_client_say(&s->ops1, "MODE #war -m");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "-m", 1);
	irc_rig_say(&s->rig, "now then");
	irc_rig_until_hears(&s->rig, &s->ops1, "<lead> now then");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "accepted", 1);
	assert_int_equal(irc_client_count(&s->ops1, "may I?"), 0);
}

static void a_flood_slows_answers_and_never_the_record(void **state)
{
	struct stage *s = *state;

	go_live(s);
	for (int n = 0; n < 60; n++)
		irc_client_say(&s->ops1, "PRIVMSG #war :!log flood number %d.", n);
	irc_client_say(&s->ops1, "PRIVMSG #war :end of the flood");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "end of the flood", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, "flood number"), 60);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "flood number"), 60);
	irc_rig_until_hears(&s->rig, &s->ops1, "NOTICE ops1 :many commands");
	irc_rig_until_hears(&s->rig, &s->ops1, "E-");
	assert_int_equal(irc_client_count(&s->ops1, ":many commands"), 1);
}

static void a_wish_to_disconnect_ends_it_and_a_wish_to_connect_begins_again(void **state)
{
	struct stage *s = *state;
	struct err err;

	go_live(s);
	assert_int_equal(bridge_disconnect(s->rig.bridge, STR(""), &err), RC_OK);
	irc_rig_until_hears(&s->rig, &s->ops1, ":warroom!~warroom@127.0.0.1 QUIT");
	irc_rig_until_state(&s->rig, "off");
	assert_int_equal(bridge_connect(s->rig.bridge, STR(""), &err), RC_OK);
	irc_rig_until_state(&s->rig, "live");
	irc_rig_until_row(&s->rig, EV_GAP, "", 0);
}

static void wishes_that_make_no_sense_are_refused(void **state)
{
	struct stage *s = *state;
	struct err err;

	go_live(s);
	assert_int_equal(bridge_connect(s->rig.bridge, STR("127.0.0.1:99999"), &err), RC_USAGE);
	assert_int_equal(bridge_connect(s->rig.bridge, STR("nick=a\r\nb"), &err), RC_USAGE);
	assert_int_equal(bridge_join(s->rig.bridge, STR("war"), &err), RC_USAGE);
	assert_int_equal(bridge_join(s->rig.bridge, STR("#a,#b"), &err), RC_USAGE);
	irc_rig_until_state(&s->rig, "live");
}

static void the_room_moves_to_another_channel(void **state)
{
	struct stage *s = *state;
	struct err err;

	go_live(s);
	irc_client_say(&s->ops1, "JOIN #war2");
	irc_rig_until_hears(&s->rig, &s->ops1, " 366 ");
	assert_int_equal(bridge_join(s->rig.bridge, STR("#war2"), &err), RC_OK);
	irc_rig_until_hears(&s->rig, &s->ops1, "warroom@127.0.0.1 PART #war");
	irc_rig_until_hears(&s->rig, &s->ops1, "PRIVMSG #war2 :this channel is now the room");
	irc_rig_say(&s->rig, "over here");
	irc_rig_until_hears(&s->rig, &s->ops1, "PRIVMSG #war2 :<lead> over here");
}

/* Another console, as a process of its own, that runs the bridge until it is killed. */
static pid_t start_console(const struct stage *s)
{
	pid_t child = fork();
	struct irc_rig r;

	assert_true(child >= 0);
	if (child > 0)
		return child;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	irc_rig_beside(&r, &s->rig, "console-1");
	irc_rig_connect(&r, "console-1", s->server.port, "#war");
	for (;;)
		irc_rig_turn(&r);
}

static void a_dead_console_is_replaced_once_and_loses_no_line(void **state)
{
	struct stage *s = *state;
	pid_t child = start_console(s);
	struct irc_rig second;
	struct bridge_status st;

	irc_rig_until_hears(&s->rig, &s->ops1, "room of INC-1");
	irc_rig_beside(&second, &s->rig, "console-2");
	irc_rig_listen(&second, &s->ops1);
	irc_rig_until_state(&second, "standby");
	irc_rig_say(&s->rig, "through the other process");
	irc_rig_until_hears(&second, &s->ops1, "<lead> through the other process");
	irc_rig_until_row(&second, EV_CHAT_OUT_STATE, "accepted", 1);
	kill(child, SIGSTOP);
	irc_rig_say(&s->rig, "said to a dead man");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	irc_rig_until_state(&second, "live");
	bridge_get_status(second.bridge, &st);
	assert_true(st.holder);
	irc_rig_until_hears(&second, &s->ops1, "said to a dead man");
	irc_rig_until_row(&second, EV_CHAT_OUT_STATE, "accepted", 2);
	irc_rig_until_row(&second, EV_GAP, "no bridge was running", 1);
	assert_int_equal(irc_rig_rows(&second, EV_LEASE_TAKEN, "console-2\""), 1);
	assert_int_equal(irc_rig_rows(&second, EV_LEASE_TAKEN, "\"previous\":\"console-1\""), 1);
	assert_int_equal(irc_client_count(&s->ops1, "said to a dead man"), 1);
	assert_int_equal(irc_client_count(&s->ops1, "room of INC-1"), 1);
	irc_rig_close_beside(&second);
}

static void a_console_that_slept_lets_go_and_obeys_nothing_twice(void **state)
{
	struct stage *s = *state;
	pid_t child = start_console(s);
	struct irc_rig second;

	irc_rig_until_hears(&s->rig, &s->ops1, "room of INC-1");
	irc_rig_beside(&second, &s->rig, "console-2");
	irc_rig_listen(&second, &s->ops1);
	irc_rig_until_state(&second, "standby");
	kill(child, SIGSTOP);
	irc_rig_until_state(&second, "live");
	irc_client_say(&s->ops1, "PRIVMSG #war :!log only once");
	irc_rig_until_row(&second, EV_NOTE, "only once", 1);
	kill(child, SIGCONT);
	irc_rig_until_hears(&second, &s->ops1, "QUIT :\"another console took over");
	irc_rig_until_hears(&second, &s->ops1, "NICK :warroom\n");
	irc_client_say(&s->ops1, "PRIVMSG #war :!log and again");
	irc_rig_until_row(&second, EV_NOTE, "and again", 1);
	assert_int_equal(irc_rig_rows(&second, EV_NOTE, "only once"), 1);
	assert_int_equal(irc_rig_rows(&second, EV_LEASE_TAKEN, ""), 2);
	/* Whoever lost the bridge says nothing of a link that is another's. */
	assert_int_equal(irc_rig_rows(&second, EV_LINK_STATE, "\"down\""), 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	irc_rig_close_beside(&second);
}

static bool told_of_disk(void *ctx)
{
	struct stage *s = ctx;

	irc_client_say(&s->ops1, "PRIVMSG #war :!log is anybody there");
	return strstr(s->rig.notices, "! IRC: ") != NULL || !engine_health(s->rig.engine)->ok;
}

static void a_lost_journal_ends_nothing(void **state)
{
	struct stage *s = *state;
	struct err err;

	go_live(s);
	folder_remove(s->rig.folder);
	irc_rig_until(&s->rig, "a word about the journal", told_of_disk, s);
	irc_rig_until_hears(&s->rig, &s->ops1, "NOTICE ops1 :");
	assert_int_not_equal(bridge_disconnect(s->rig.bridge, STR(""), &err), RC_OK);
	irc_rig_until_state(&s->rig, "live");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		STORY(a_killed_server_leaves_a_gap_and_nothing_is_lost),
		STORY(a_line_that_may_be_lost_is_said_again_and_marked),
		STORY(a_frozen_server_is_noticed),
		STORY(a_quiet_channel_is_no_lost_link),
		STORY(a_kick_is_recorded_and_answered_by_coming_back),
		STORY(a_closed_channel_is_tried_until_it_opens),
		STORY(an_invitation_is_followed_to_our_channel_alone),
		STORY(words_the_channel_refuses_are_recorded_as_refused),
		STORY(a_flood_slows_answers_and_never_the_record),
		STORY(a_wish_to_disconnect_ends_it_and_a_wish_to_connect_begins_again),
		STORY(wishes_that_make_no_sense_are_refused),
		STORY(the_room_moves_to_another_channel),
		STORY(a_dead_console_is_replaced_once_and_loses_no_line),
		STORY(a_console_that_slept_lets_go_and_obeys_nothing_twice),
		STORY(a_lost_journal_ends_nothing),
	};

	return cmocka_run_group_tests_name("irc/link", tests, NULL, NULL);
}
