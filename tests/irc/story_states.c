/* story_states.c: what a server does to a link, played line by line: kicks, refusals, bans, kills, stolen nicks, sleep. */
#include "support/irc_stage.h"
#include "support/test.h"
#include "sys/clock.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* What every process of this test is told of its clocks: the wall clock moved so far, the machine slept so long. */
static int64_t *clocks;

static void hear(struct irc_stage *s, const char *words)
{
	irc_stage_hear(s, words);
}

static void say(struct irc_stage *s, const char *line)
{
	irc_client_say(&s->link, "%s", line);
}

static void go_live(struct irc_stage *s)
{
	irc_stage_connect(s);
	irc_stage_accept(s);
	hear(s, "USER ");
	irc_stage_go_live(s);
}

static struct bridge_status status(struct irc_stage *s)
{
	struct bridge_status st;

	bridge_get_status(s->rig.bridge, &st);
	return st;
}

static void let_in_again(struct irc_stage *s)
{
	irc_stage_let_in(s);
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
}

static void who_is_kicked_again_waits_longer(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "kicked_first", "40ms");
	go_live(s);
	for (size_t n = 1; n <= 2; n++) {
		say(s, ":ops1!u@h KICK #war warroom :not now");
		irc_rig_until_row(&s->rig, EV_LINK_STATE, "kicked from #war by ops1: not now", n);
		let_in_again(s);
	}
	say(s, ":ops1!u@h KICK #war warroom :really not now");
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "really not now", 1);
	assert_true(status(s).next_try > 500000);
	assert_true(status(s).next_try <= 960000);
	assert_int_equal(irc_rig_rows(&s->rig, EV_GAP, "kicked from #war"), 2);
}

static void a_long_stay_makes_up_for_a_kick(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "kicked_first", "40ms");
	irc_rig_option(&s->rig, "steady", "1ms");
	go_live(s);
	for (size_t n = 1; n <= 2; n++) {
		say(s, ":ops1!u@h KICK #war warroom :not now");
		irc_rig_until_row(&s->rig, EV_LINK_STATE, "not now", n);
		assert_true(status(s).next_try <= 40000);
		let_in_again(s);
	}
}

static void each_refusal_says_what_helps_and_is_recorded(void **state)
{
	static const struct {
		const char *answer, *told;
	} refusals[] = {
		{":irc.test 471 warroom #war :Cannot join channel (+l)", "it is full"},
		{":irc.test 473 warroom #war :Cannot join channel (+i)", "by invitation"},
		{":irc.test 474 warroom #war :Cannot join channel (+b)", "a ban is set"},
		{":irc.test 475 warroom #war :Cannot join channel (+k)", "set irc.channel_key"},
		{":irc.test 477 warroom #war :You need a registered nick", "set irc.account"},
		{":irc.test 480 warroom #war :Cannot join channel (+j)", "too many joins"},
		{":irc.test 263 warroom JOIN :Please wait a while", "too many joins"},
		{":irc.test 403 warroom #war :No such channel", "irc join #CHANNEL"},
		{":irc.test 405 warroom #war :You have joined too many channels",
			"as many channels"},
		{":irc.test 489 warroom #war :Cannot join channel (+z)", "encrypted"},
	};
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "refused_first", "5ms");
	irc_rig_option(&s->rig, "refused_most", "5ms");
	irc_stage_connect(s);
	irc_stage_accept(s);
	hear(s, "USER ");
	irc_stage_welcome(s);
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		hear(s, "JOIN #war");
		say(s, refusals[i].answer);
		irc_rig_until_row(&s->rig, EV_LINK_STATE, refusals[i].told, 1);
		assert_string_equal(status(s).state, "join");
	}
	irc_stage_let_in(s);
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	assert_string_equal(status(s).why, "");
}

static void a_refusal_that_repeats_is_recorded_once(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "refused_first", "5ms");
	irc_rig_option(&s->rig, "refused_most", "5ms");
	irc_stage_connect(s);
	irc_stage_accept(s);
	hear(s, "USER ");
	irc_stage_welcome(s);
	for (int n = 0; n < 3; n++) {
		hear(s, "JOIN #war");
		say(s, ":irc.test 474 warroom #war :Cannot join channel (+b)");
	}
	hear(s, "JOIN #war");
	assert_int_equal(irc_rig_rows(&s->rig, EV_LINK_STATE, "\"refused\""), 1);
}

static void a_key_opens_what_it_opens_at_once(void **state)
{
	struct irc_stage *s = *state;
	struct err err;

	irc_rig_option(&s->rig, "refused_first", "1h");
	irc_rig_option(&s->rig, "refused_most", "1h");
	irc_stage_connect(s);
	irc_stage_accept(s);
	hear(s, "USER ");
	irc_stage_welcome(s);
	hear(s, "JOIN #war\n");
	say(s, ":irc.test 475 warroom #war :Cannot join channel (+k)");
	irc_stage_until_told(s, "set irc.channel_key");
	assert_int_equal(
		bridge_set(s->rig.bridge, STR("channel_key"), STR("two,keys"), &err), RC_USAGE);
	assert_int_equal(bridge_set(s->rig.bridge, STR("channel_key"), STR("open"), &err), RC_OK);
	hear(s, "JOIN #war open\n");
	irc_client_say(&s->link, ":warroom!warroom@localhost JOIN #war");
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "sync");
}

static void who_killed_us_is_on_record(void **state)
{
	struct irc_stage *s = *state;

	go_live(s);
	say(s, ":root!u@h KILL warroom :misbehaving");
	say(s, "ERROR :Closing link: (warroom@localhost) [Killed]");
	irc_client_close(&s->link);
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "killed by root: misbehaving", 1);
	irc_stage_accept(s);
	hear(s, "USER ");
	irc_stage_go_live(s);
	irc_rig_until_row(&s->rig, EV_GAP, "killed by root: misbehaving", 1);
}

static void before_anybody_is_asked_the_wanted_nick_is_told(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "backoff_first", "1h");
	irc_rig_option(&s->rig, "backoff_most", "1h");
	close(s->listener);
	s->listener = -1;
	irc_stage_connect(s);
	irc_stage_until_told(s, "cannot connect");
	assert_non_null(strstr(bridge_status_text(s->rig.bridge, s->rig.arena),
		"backoff on 127.0.0.1 as warroom in #war"));
}

static void a_server_that_throttles_or_bans_is_left_alone_for_a_while(void **state)
{
	static const char *const words[] = {"ERROR :Closing link: (u@h) [Connection throttled]",
		"ERROR :Trying to reconnect too fast.", ":irc.test 465 * :You are banned"};
	struct irc_stage *s = *state;
	struct err err;

	irc_rig_option(&s->rig, "denied_wait", "1h");
	irc_stage_connect(s);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		irc_stage_accept(s);
		hear(s, "USER ");
		say(s, words[i]);
		irc_client_close(&s->link);
		irc_rig_until_row(&s->rig, EV_LINK_STATE, "\"denied\"", i + 1);
		assert_string_equal(status(s).state, "backoff");
		assert_true(status(s).next_try > 1800 * US_PER_S);
		assert_int_equal(bridge_connect(s->rig.bridge, STR(""), &err), RC_OK);
	}
}

static void a_nick_that_services_took_is_taken_back(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "regain", "20ms");
	go_live(s);
	say(s, ":warroom!warroom@localhost NICK Guest1");
	hear(s, "NICK warroom\n");
	say(s, ":Guest1!warroom@localhost NICK warroom");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"how\":\"nick\"", 2);
	assert_true(str_eq_z(status(s).nick, "warroom"));
}

static void a_machine_that_slept_asks_at_once(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "silence", "1h");
	irc_rig_option(&s->rig, "patience", "1h");
	go_live(s);
	clocks[1] += 600 * US_PER_S;
	irc_rig_until_state(&s->rig, "suspect");
	hear(s, "PING :k-");
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	assert_int_equal(irc_rig_rows(&s->rig, EV_LINK_STATE, "\"down\""), 0);
}

static void a_link_that_died_in_sleep_leaves_a_gap_from_before(void **state)
{
	struct irc_stage *s = *state;
	const struct gap *gap;
	instant slept_at, woke_at;

	irc_rig_option(&s->rig, "silence", "1h");
	irc_rig_option(&s->rig, "patience", "50ms");
	go_live(s);
	slept_at = clock_now();
	clocks[0] += 600 * US_PER_S;
	clocks[1] += 600 * US_PER_S;
	woke_at = clock_now();
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "fallen silent", 1);
	irc_stage_accept(s);
	hear(s, "USER ");
	irc_stage_go_live(s);
	irc_rig_until_row(&s->rig, EV_GAP, "fallen silent", 1);
	gap = &board_incident(engine_board(s->rig.engine), 1)->gaps.v[0];
	assert_true(gap->from <= slept_at);
	assert_true(gap->to >= woke_at);
}

static void what_was_told_before_a_break_is_told_again_with_a_mark(void **state)
{
	struct irc_stage *s = *state;

	go_live(s);
	hear(s, "room of INC-1");
	hear(s, "PING :b-");
	irc_stage_answer_pings(s);
	irc_rig_command(&s->rig, "log switched to the spare");
	hear(s, ": switched to the spare");
	irc_client_close(&s->link);
	irc_stage_accept(s);
	hear(s, "USER ");
	irc_stage_go_live(s);
	hear(s, ": switched to the spare");
	assert_int_equal(irc_client_count(&s->link, "PRIVMSG #war :(resent "), 1);
	assert_int_equal(irc_client_count(&s->link, "switched to the spare"), 1);
}

static void open_clocks(void)
{
	char path[] = "/tmp/warroom-clocks-XXXXXX", name[64];
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, 2 * sizeof *clocks), 0);
	clocks = mmap(NULL, 2 * sizeof *clocks, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(clocks != MAP_FAILED);
	snprintf(name, sizeof name, "@%s", path);
	assert_int_equal(setenv("WARROOM_CLOCK", name, 1), 0);
	(void)clock_now(); /* which file it is, is decided now */
	unlink(path);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, irc_stage_setup, irc_stage_teardown)
		STORY(who_is_kicked_again_waits_longer),
		STORY(a_long_stay_makes_up_for_a_kick),
		STORY(each_refusal_says_what_helps_and_is_recorded),
		STORY(a_refusal_that_repeats_is_recorded_once),
		STORY(a_key_opens_what_it_opens_at_once),
		STORY(who_killed_us_is_on_record),
		STORY(before_anybody_is_asked_the_wanted_nick_is_told),
		STORY(a_server_that_throttles_or_bans_is_left_alone_for_a_while),
		STORY(a_nick_that_services_took_is_taken_back),
		STORY(a_machine_that_slept_asks_at_once),
		STORY(a_link_that_died_in_sleep_leaves_a_gap_from_before),
		STORY(what_was_told_before_a_break_is_told_again_with_a_mark),
	};

	open_clocks();
	return cmocka_run_group_tests_name("irc/states", tests, NULL, NULL);
}
