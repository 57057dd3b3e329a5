/* story_accounts.c: who somebody is by the server's word, our own words that come back, and lines that were heard before. */
#include "support/irc_stage.h"
#include "support/test.h"

#include "doc/print.h"

static const char all_caps[] =
	"sasl=PLAIN,EXTERNAL,SCRAM-SHA-256 server-time message-tags account-tag batch "
	"extended-join account-notify chghost echo-message labeled-response cap-notify "
	"draft/chathistory other/thing";

static void hear(struct irc_stage *s, const char *words)
{
	irc_stage_hear(s, words);
}

static void say(struct irc_stage *s, const char *line)
{
	irc_client_say(&s->link, "%s", line);
}

static void enter_with(struct irc_stage *s, const char *caps)
{
	irc_stage_connect(s);
	irc_stage_offer(s, caps);
	irc_stage_grant_until(s, "CAP END\n");
	irc_stage_go_live(s);
	hear(s, "room of INC-1");
}

static void ask_as(struct irc_stage *s, const char *tags, int impact)
{
	irc_client_say(&s->link, "%s:ops1!u@h PRIVMSG #war :!impact users=%d%%", tags, impact);
}

static void an_account_may_do_what_a_nick_may_not(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "trust", "accounts");
	enter_with(s, all_caps);
	ask_as(s, "", 10);
	ask_as(s, "@account= ", 11);
	hear(s, "NOTICE ops1 :");
	ask_as(s, "@account=alice ", 12);
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, "12"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"account\":\"alice\""), 1);
}

static void only_listed_accounts_respond(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "trust", "accounts");
	irc_rig_option(&s->rig, "responders", "bob  Carol");
	enter_with(s, all_caps);
	ask_as(s, "@account=alice ", 12);
	hear(s, "NOTICE ops1 :");
	ask_as(s, "@account=carol ", 13);
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, "13"), 1);
}

static void a_tag_against_what_is_known_proves_nothing(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "trust", "accounts");
	enter_with(s, all_caps);
	say(s, ":ops1!u@h ACCOUNT bob");
	ask_as(s, "@account=alice ", 12);
	hear(s, "NOTICE ops1 :");
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
}

static void without_tags_accounts_are_followed(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "trust", "accounts");
	enter_with(s, "extended-join account-notify");
	ask_as(s, "", 10);
	hear(s, "NOTICE ops1 :");
	say(s, ":irc.test 354 warroom 152 #war ops1 H@ alice");
	ask_as(s, "", 11);
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
	say(s, ":ops1!u@h NICK ops2");
	say(s, ":ops2!u@h PRIVMSG #war :!impact users=12%");
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 2);
	say(s, ":ops2!u@h ACCOUNT *");
	say(s, ":ops2!u@h PRIVMSG #war :!impact users=13%");
	hear(s, "NOTICE ops2 :");
	say(s, ":ops3!u@h JOIN #war carol :Real name");
	say(s, ":ops3!u@h PRIVMSG #war :!impact users=14%");
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 3);
	say(s, ":ops3!u@h QUIT :*.net *.split");
	say(s, ":ops3!u@h JOIN #war * :Real name");
	say(s, ":ops3!u@h PRIVMSG #war :!impact users=15%");
	hear(s, "NOTICE ops3 :");
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 3);
}

static void an_extension_taken_away_takes_its_proof_along(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "trust", "accounts");
	enter_with(s, "account-tag message-tags cap-notify");
	ask_as(s, "@account=alice ", 10);
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
	say(s, ":irc.test CAP warroom DEL :account-tag");
	ask_as(s, "@account=alice ", 11);
	hear(s, "NOTICE ops1 :");
	say(s, ":irc.test CAP warroom NEW :account-tag");
	irc_stage_grant_until(s, "CAP REQ :account-tag\n");
	ask_as(s, "@account=alice ", 12);
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 2);
}

static void our_own_words_come_back_once(void **state)
{
	struct irc_stage *s = *state;

	enter_with(s, all_caps);
	irc_stage_answer_pings(s);
	irc_rig_say(&s->rig, "who looks at the database?");
	hear(s, "@label=o");
	say(s, "@label=o3-0;msgid=wrong :warroom!w@h PRIVMSG #war :<lead> who looks at the "
	       "database?");
	irc_client_say(&s->link,
		"@label=%.*s;msgid=abc;time=2026-03-28T22:59:33.120Z :warroom!w@h PRIVMSG #war :%s",
		(int)strcspn(strstr(s->link.heard, "@label=") + 7, " "),
		strstr(s->link.heard, "@label=") + 7, "<lead> who looks at the database?");
	irc_stage_answer_pings(s);
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "accepted", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_OUT_STATE, "\"msgid\":\"abc\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_OUT_STATE, "2026-03-28T22:59:33.120Z"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "who looks"), 0);
}

static void a_replay_is_recorded_once_and_never_obeyed(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "trust", "nicks");
	enter_with(s, all_caps);
	say(s, "@msgid=a1 :ops1!u@h PRIVMSG #war :!log said once");
	irc_rig_until_row(&s->rig, EV_NOTE, "said once", 1);
	say(s, ":irc.test BATCH +h chathistory #war");
	say(s, "@batch=h;msgid=a1 :ops1!u@h PRIVMSG #war :!log said once");
	say(s, "@batch=h;msgid=a2 :ops1!u@h PRIVMSG #war :!log missed");
	say(s, ":irc.test BATCH -h");
	say(s, "@msgid=a2 :ops1!u@h PRIVMSG #war :!log missed");
	say(s, "@time=2001-01-01T00:00:00.000Z :ops1!u@h PRIVMSG #war :!log from another time");
	hear(s, "NOTICE ops1 :that is not obeyed");
	say(s, "@msgid=a3 :ops1!u@h PRIVMSG #war :!log the last");
	irc_rig_until_row(&s->rig, EV_NOTE, "the last", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 2);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "said once"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"replay\":true"), 2);
}

/* The link breaks after one line; the server is asked for what it has from before, and then from there on. */
static void come_back(struct irc_stage *s)
{
	enter_with(s, all_caps);
	say(s, "@msgid=a1;time=2026-03-28T20:00:00.000Z :ops1!u@h PRIVMSG #war :before the break");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "before the break", 1);
	irc_client_close(&s->link);
	irc_rig_until_state(&s->rig, "backoff");
	irc_stage_offer(s, all_caps);
	irc_stage_grant_until(s, "CAP END\n");
	irc_stage_welcome(s);
	hear(s, "JOIN #war");
	say(s, ":warroom!warroom@localhost JOIN #war");
	say(s, ":irc.test 353 warroom = #war :warroom @ops1");
	hear(s, "CHATHISTORY BEFORE #war timestamp=2026-03-28T20:00:00.000Z 1\n");
}

static void page(struct irc_stage *s, const char *line)
{
	say(s, ":irc.test BATCH +h chathistory #war");
	if (line[0])
		irc_client_say(&s->link, "@batch=h;%s", line);
	say(s, ":irc.test BATCH -h");
}

static const char older[] =
	"msgid=a0;time=2026-03-28T19:50:00.000Z :ops1!u@h PRIVMSG #war :long before";
static const char missed[] =
	"msgid=a2;time=2026-03-28T20:00:05.000Z :ops1!u@h PRIVMSG #war :!log during it";

static void be_live_again(struct irc_stage *s, const char *gap)
{
	hear(s, "PING :sync-");
	irc_stage_answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	irc_rig_until_row(&s->rig, EV_GAP, gap, 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_GAP, ""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "before the break"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 0);
}

static void a_server_that_gives_what_was_missed_closes_the_gap(void **state)
{
	struct irc_stage *s = *state;

	come_back(s);
	page(s, older);
	hear(s, "CHATHISTORY AFTER #war timestamp=2026-03-28T20:00:00.000Z 100\n");
	page(s, missed);
	hear(s, "CHATHISTORY AFTER #war msgid=a2 100\n");
	/* Who came and went then does not come and go now. */
	page(s, "msgid=a3;time=2026-03-28T20:00:06.000Z :ops1!u@h QUIT :gone");
	hear(s, "CHATHISTORY AFTER #war msgid=a3 100\n");
	assert_int_equal(irc_client_count(&s->link, "PING :sync-"), 0);
	page(s, "");
	be_live_again(s, "\"filled\":true");
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "during it"), 1);
	say(s, "@account=ops1 :ops1!u@h PRIVMSG #war :!log still here");
	irc_rig_until_row(&s->rig, EV_NOTE, "still here", 1);
}

static void lines_that_do_not_reach_back_leave_it_open(void **state)
{
	struct irc_stage *s = *state;

	come_back(s);
	page(s, "");
	hear(s, "CHATHISTORY AFTER #war timestamp=2026-03-28T20:00:00.000Z 100\n");
	page(s, missed);
	hear(s, "CHATHISTORY AFTER #war msgid=a2 100\n");
	page(s, "");
	be_live_again(s, "do not reach back that far\",\"filled\":false");
}

static void a_server_that_will_not_tell_leaves_it_open(void **state)
{
	struct irc_stage *s = *state;

	come_back(s);
	say(s, ":irc.test FAIL CHATHISTORY INVALID_TARGET BEFORE #war :Messages could not be "
	       "retrieved");
	be_live_again(s, "did not give all that was said meanwhile\",\"filled\":false");
}

/* A server without names for lines: what was said by whom in which second is the same line. */
static void without_names_the_same_words_of_a_second_are_one_line(void **state)
{
	struct irc_stage *s = *state;

	irc_stage_connect(s);
	irc_stage_offer(s, "server-time batch message-tags");
	irc_stage_grant_until(s, "CAP END\n");
	irc_stage_go_live(s);
	say(s, "@time=2026-03-28T20:00:00.123Z :ops1!u@h PRIVMSG #war :heard live");
	say(s, "@time=2026-03-28T20:00:00.456Z :ops1!u@h PRIVMSG #war :heard live");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "heard live", 2);
	page(s, "time=2026-03-28T20:00:00.000Z :ops1!u@h PRIVMSG #war :heard live");
	page(s, "time=2026-03-28T20:00:01.000Z :ops1!u@h PRIVMSG #war :heard live");
	page(s, "time=2026-03-28T20:00:00.000Z :ops2!u@h PRIVMSG #war :heard live");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "heard live", 4);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"nick\":\"ops2\""), 1);
	/* One of the three is our own join. */
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"replay\":true"), 3);
}

static void a_page_that_repeats_itself_is_the_last(void **state)
{
	struct irc_stage *s = *state;

	come_back(s);
	page(s, older);
	hear(s, "CHATHISTORY AFTER #war timestamp=2026-03-28T20:00:00.000Z 100\n");
	page(s, missed);
	hear(s, "CHATHISTORY AFTER #war msgid=a2 100\n");
	page(s, missed);
	be_live_again(s, "did not give all");
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "during it"), 1);
}

static bool is_in(const struct doc *d, const char *words)
{
	struct print_opts o = {.width = 200};
	struct str text;
	struct err err;

	assert_int_equal(print_text(d->arena, d, &o, &text, &err), RC_OK);
	return str_find(text, str_z(words)) >= 0;
}

static void the_steps_of_the_link_can_be_read(void **state)
{
	struct irc_stage *s = *state;
	struct act act = {.type = ACT_IRC, .name = STR("status")};
	struct doc *d;
	struct err err;

	enter_with(s, "account-tag message-tags");
	assert_int_equal(bridge_act(s->rig.bridge, &act, s->rig.arena, &d, &err), RC_OK);
	assert_true(is_in(d, "live: the channel is heard"));
	assert_true(is_in(d, "message-tags account-tag"));
	irc_client_close(&s->link);
	irc_rig_until_state(&s->rig, "backoff");
	act.name = STR("log");
	assert_int_equal(bridge_act(s->rig.bridge, &act, s->rig.arena, &d, &err), RC_OK);
	assert_true(is_in(d, "extensions, login and nick are settled"));
	assert_true(is_in(d, "the server closed the connection"));
	act.name = STR("dance");
	assert_int_equal(bridge_act(s->rig.bridge, &act, s->rig.arena, &d, &err), RC_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, irc_stage_setup, irc_stage_teardown)
		STORY(an_account_may_do_what_a_nick_may_not),
		STORY(only_listed_accounts_respond),
		STORY(a_tag_against_what_is_known_proves_nothing),
		STORY(without_tags_accounts_are_followed),
		STORY(an_extension_taken_away_takes_its_proof_along),
		STORY(our_own_words_come_back_once),
		STORY(a_replay_is_recorded_once_and_never_obeyed),
		STORY(a_server_that_gives_what_was_missed_closes_the_gap),
		STORY(lines_that_do_not_reach_back_leave_it_open),
		STORY(a_server_that_will_not_tell_leaves_it_open),
		STORY(a_page_that_repeats_itself_is_the_last),
		STORY(without_names_the_same_words_of_a_second_are_one_line),
		STORY(the_steps_of_the_link_can_be_read),
	};

	return cmocka_run_group_tests_name("irc/accounts", tests, NULL, NULL);
}
