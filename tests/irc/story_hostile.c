/* story_hostile.c: a server played by the test that says everything a server should not say. */
#include "support/irc_stage.h"
#include "support/test.h"

static void greet(struct irc_stage *s)
{
	irc_stage_accept(s);
	irc_stage_hear(s, "USER ");
	irc_client_say(&s->link, ":irc.test 001 warroom :Welcome");
	irc_client_say(&s->link, ":irc.test 005 warroom NICKLEN=30 CASEMAPPING=rfc1459 "
				 "STATUSMSG=@+ A B C D E F G TOPICLEN=100 :are supported");
	irc_client_say(&s->link, ":irc.test 422 warroom :no motd");
	irc_stage_let_in(s);
}

static void go_live(struct irc_stage *s)
{
	irc_stage_connect(s);
	greet(s);
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	irc_stage_hear(s, "room of INC-1");
}

static void says(struct irc_stage *s, const char *text)
{
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :%s", text);
}

static void crooked_lines_hurt_nothing_and_are_kept(void **state)
{
	static const char *const crooked[] = {":ops1", ":x N", ":ops1!u@h NOTICE", "NICK other",
		"PRIVMSG #war :nobody said this", ":ops1!u@h PRIVMSG #war :\001",
		":ops1!u@h PRIVMSG #war :\001DCC SEND a 1 2 3\001", ":ops1!u@h PRIVMSG",
		":ops1!u@h NICK", ":ops1!u@h KICK #war", ":irc.test 005", ":irc.test 353 warroom",
		":irc.test 001", ":irc.test 433", "@", "@a=b", ":",
		"::::", ":irc.test 332 warroom #war", ":warroomist!u@h NICK other2", "JOIN #war",
		":irc.test 471 warroom #war :full", ":irc.test MODE", "CAP * LS :sasl",
		"AUTHENTICATE +", "PONG", ":irc.test PONG"};
	struct irc_stage *s = *state;
	struct bridge_status st;

	go_live(s);
	irc_client_bytes(&s->link, STR("\r\n"));
	for (int n = 0; n < 20; n++)
		irc_rig_turn(&s->rig);
	for (size_t i = 0; i < sizeof crooked / sizeof crooked[0]; i++)
		irc_client_say(&s->link, "%s", crooked[i]);
	irc_client_bytes(&s->link, STR("PING :with blanks in it\r\n"));
	irc_stage_hear(s, "PONG :with blanks in it");
	says(s, "!log still here");
	irc_rig_until_row(&s->rig, EV_NOTE, "still here", 1);
	bridge_get_status(s->rig.bridge, &st);
	assert_string_equal(st.state, "live");
	assert_true(str_eq_z(st.nick, "warroom"));
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "nobody said this"), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "DCC SEND"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"raw\""), 5);
}

static enum rc count_fill(const struct record *rec, void *ctx)
{
	size_t *seen = ctx;

	if (rec->ev.kind == EV_CHAT_IN && str_find(rec->ev.body, STR("\"how\":\"raw\"")) >= 0)
		for (size_t i = 0; i < rec->ev.body.n; i++)
			*seen += rec->ev.body.p[i] == 'Q';
	return RC_OK;
}

static void odd_bytes_and_sizes_are_kept(void **state)
{
	struct irc_stage *s = *state;
	size_t seen = 0;
	struct buf b;

	go_live(s);
	irc_client_bytes(&s->link, STR(":ops1!u@h PRIVMSG #war :half \xe2\x82"));
	for (int n = 0; n < 20; n++)
		irc_rig_turn(&s->rig);
	irc_client_bytes(&s->link, STR("\xac whole\r"));
	for (int n = 0; n < 20; n++)
		irc_rig_turn(&s->rig);
	irc_client_bytes(&s->link, STR("\n:ops1!u@h PRIVMSG #war :a\0b\n"));
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "half \xe2\x82\xac whole", 1);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"raw\":\"610062\"", 1);
	buf_init(&b, s->rig.arena, 30000);
	buf_add_z(&b, ":ops1!u@h PRIVMSG #war :!log ");
	buf_add_fill(&b, 'Q', 20000);
	buf_add_z(&b, "\r\n");
	irc_client_bytes(&s->link, buf_str(&b));
	buf_init(&b, s->rig.arena, 30000);
	buf_add_z(&b, "@+a=");
	buf_add_fill(&b, 'a', 4000);
	buf_add_z(&b, " :ops1!u@h PRIVMSG #war :!log after ");
	buf_add_fill(&b, 'y', 3000);
	buf_add_z(&b, "\r\n");
	irc_client_bytes(&s->link, buf_str(&b));
	irc_rig_until_row(&s->rig, EV_NOTE, "after yyyy", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 1);
	assert_int_equal(journal_read(s->rig.journal, 0, 0, count_fill, &seen, NULL), RC_OK);
	assert_int_equal(seen, 20000);
}

static void what_was_begun_when_the_link_broke_is_kept_and_joined_to_nothing(void **state)
{
	struct irc_stage *s = *state;

	go_live(s);
	irc_client_bytes(&s->link, STR(":ops1!u@h PRIVMSG #war :!log unfinished"));
	for (int n = 0; n < 20; n++)
		irc_rig_turn(&s->rig);
	irc_client_close(&s->link);
	greet(s);
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "!log unfinished", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 0);
	irc_rig_until_row(&s->rig, EV_GAP, "closed the connection", 1);
}

static void old_lines_replayed_at_the_join_are_recorded_and_not_obeyed(void **state)
{
	struct irc_stage *s = *state;

	irc_stage_connect(s);
	greet(s);
	says(s, "!log replayed from yesterday");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "replayed from yesterday", 1);
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	says(s, "!log said now");
	irc_rig_until_row(&s->rig, EV_NOTE, "said now", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"replay\":true"), 2);
}

static void only_members_of_the_channel_itself_are_obeyed(void **state)
{
	struct irc_stage *s = *state;

	go_live(s);
	irc_client_say(&s->link, ":stranger!u@h PRIVMSG #war :!log from outside");
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG @#war :!log for operators");
	irc_client_say(&s->link, ":ops1 PRIVMSG #war :!log without a host");
	irc_client_say(&s->link, ":irc.test PRIVMSG #war :!log from the server");
	irc_client_say(&s->link, ":warroom!warroom@localhost PRIVMSG #war :!log from ourselves");
	irc_client_say(&s->link, "@bot :ops1!u@h PRIVMSG #war :!log from a bot");
	irc_client_say(&s->link, "@batch=1 :ops1!u@h PRIVMSG #war :!log from history");
	irc_client_say(&s->link, ":OPS1!u@h PRIVMSG #WAR :!log in capitals");
	irc_rig_until_row(&s->rig, EV_NOTE, "in capitals", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "!log"), 8);
}

static bool gave_up(void *ctx)
{
	struct irc_stage *s = ctx;

	if (irc_client_hears(&s->link, "NICK "))
		irc_client_say(&s->link, ":irc.test 433 * x :in use");
	return strstr(s->rig.notices, "accepts no nick") != NULL;
}

static void a_server_that_grants_no_nick_is_left(void **state)
{
	struct irc_stage *s = *state;

	irc_stage_connect(s);
	irc_stage_accept(s);
	irc_rig_until(&s->rig, "an end of trying nicks", gave_up, s);
	assert_true(irc_client_count(&s->link, "NICK ") <= 21);
	irc_stage_accept(s);
	irc_stage_hear(s, "NICK warroom\n");
}

static void a_silent_greeting_ends_in_time(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "register_limit", "200ms");
	irc_stage_connect(s);
	irc_stage_accept(s);
	irc_stage_hear(s, "USER ");
	irc_stage_until_told(s, "did not finish greeting");
	irc_stage_accept(s);
	irc_stage_hear(s, "USER ");
}

static void the_nick_the_server_grants_is_ours_whatever_we_asked(void **state)
{
	struct irc_stage *s = *state;
	struct bridge_status st;

	irc_rig_option(&s->rig, "regain", "1h");
	irc_stage_connect(s);
	irc_stage_accept(s);
	irc_stage_hear(s, "USER ");
	irc_client_say(&s->link, ":irc.test 001 warro :Welcome");
	irc_client_say(&s->link, ":irc.test 422 warro :no motd");
	irc_stage_hear(s, "JOIN #war");
	irc_client_say(&s->link, ":warro!w@h JOIN #war");
	irc_client_say(&s->link, ":irc.test 353 warro = #war :warro ops1");
	irc_stage_hear(s, "PING :sync-");
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	bridge_get_status(s->rig.bridge, &st);
	assert_true(str_eq_z(st.nick, "warro"));
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :warro: log by the granted name");
	irc_rig_until_row(&s->rig, EV_NOTE, "by the granted name", 1);
}

static void a_topic_fits_what_the_server_allows(void **state)
{
	struct irc_stage *s = *state;
	char topic[200] = "";
	const char *at;

	go_live(s);
	irc_stage_hear(s, "TOPIC #war :[INC-1");
	at = strstr(s->link.heard, "TOPIC #war :") + strlen("TOPIC #war :");
	assert_int_equal(sscanf(at, "%199[^\n]", topic), 1);
	assert_true(strlen(topic) <= 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, irc_stage_setup, irc_stage_teardown)
		STORY(crooked_lines_hurt_nothing_and_are_kept),
		STORY(odd_bytes_and_sizes_are_kept),
		STORY(what_was_begun_when_the_link_broke_is_kept_and_joined_to_nothing),
		STORY(old_lines_replayed_at_the_join_are_recorded_and_not_obeyed),
		STORY(only_members_of_the_channel_itself_are_obeyed),
		STORY(a_server_that_grants_no_nick_is_left),
		STORY(a_silent_greeting_ends_in_time),
		STORY(the_nick_the_server_grants_is_ours_whatever_we_asked),
		STORY(a_topic_fits_what_the_server_allows),
	};

	return cmocka_run_group_tests_name("irc/hostile", tests, NULL, NULL);
}
