/* story_forged.c: words of the channel that look like a command of somebody who may, and are not. */
#include "support/irc_stage.h"
#include "support/test.h"

static const char all_caps[] = "server-time message-tags account-tag batch extended-join "
			       "account-notify echo-message";

/* The channel's commander is known by account; everybody may log, so a note would show what was obeyed. */
static void enter(struct irc_stage *s, const char *trust)
{
	irc_rig_option(&s->rig, "trust", trust);
	irc_stage_connect(s);
	irc_stage_offer(s, all_caps);
	irc_stage_grant_until(s, "CAP END\n");
	irc_stage_go_live(s);
	irc_stage_hear(s, "room of INC-1");
}

static void says(struct irc_stage *s, const char *line)
{
	irc_client_say(&s->link, "%s", line);
}

/* After this nothing that was said before is still on its way. */
static void all_was_heard(struct irc_stage *s)
{
	says(s, ":ops1!u@h PRIVMSG #war :!log this one counts");
	irc_rig_until_row(&s->rig, EV_NOTE, "this one counts", 1);
}

static void obeyed_nothing(struct irc_stage *s)
{
	all_was_heard(s);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 1);
}

/* The line is on record and moved nothing. */
static void moves_nothing(void **state, const char *trust, const char *const *lines, size_t n)
{
	struct irc_stage *s = *state;

	enter(s, trust);
	for (size_t i = 0; i < n; i++)
		says(s, lines[i]);
	obeyed_nothing(s);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "!impact users=99%"), n);
}

#define MOVES_NOTHING(state, trust, lines)                                                         \
	moves_nothing(state, trust, lines, sizeof lines / sizeof lines[0])

/* A client's own tags begin with a plus; words that merely resemble the server's are no account. */
static void an_account_a_client_made_up(void **state)
{
	static const char *const lines[] = {
		"@+account=alice :ops1!u@h PRIVMSG #war :!impact users=99%",
		"@+account=alice;+draft/account=alice :ops1!u@h PRIVMSG #war :!impact users=99%",
		"@Account=alice :ops1!u@h PRIVMSG #war :!impact users=99%",
		"@account :ops1!u@h PRIVMSG #war :!impact users=99%",
		"@account= :ops1!u@h PRIVMSG #war :!impact users=99%",
		"@vendor.example/account=alice :ops1!u@h PRIVMSG #war :!impact users=99%",
		"@+a=b\\:account=alice :ops1!u@h PRIVMSG #war :!impact users=99%"};

	MOVES_NOTHING(state, "accounts", lines);
}

static void a_time_that_is_not_now(void **state)
{
	static const char *const lines[] = {
		"@time=2001-01-01T00:00:00.000Z :ops1!u@h PRIVMSG #war :!impact users=99%",
		"@time=2999-01-01T00:00:00.000Z :ops1!u@h PRIVMSG #war :!impact users=99%",
		"@time=now :ops1!u@h PRIVMSG #war :!impact users=99%"};

	MOVES_NOTHING(state, "nicks", lines);
}

/* The second of two lines under one name is the first, said again. */
static void a_name_of_a_message_used_twice(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "nicks");
	says(s, "@msgid=m1 :ops1!u@h PRIVMSG #war :a word");
	says(s, "@msgid=m1 :ops1!u@h PRIVMSG #war :!impact users=99%");
	obeyed_nothing(s);
}

static void a_nick_taken_over_after_a_quit(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "accounts");
	says(s, "@account=alice :ops1!u@h PRIVMSG #war :!impact users=10%");
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
	says(s, ":ops1!u@h QUIT :Ping timeout");
	says(s, ":ops1!u@elsewhere JOIN #war * :the same, honestly");
	says(s, ":ops1!u@elsewhere PRIVMSG #war :!impact users=99%");
	/* A nick change carries the account along, not the nick. */
	says(s, ":ops2!u@h JOIN #war alice :Alice");
	says(s, ":ops2!u@h NICK ops3");
	says(s, ":mallory!u@h JOIN #war * :M");
	says(s, ":mallory!u@h NICK ops2");
	says(s, ":ops2!u@h PRIVMSG #war :!impact users=99%");
	all_was_heard(s);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "users=99%"), 2);
}

static void a_command_played_again(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "nicks");
	says(s, ":irc.test BATCH +h chathistory #war");
	says(s, "@batch=h;msgid=h1 :ops1!u@h PRIVMSG #war :!impact users=99%");
	says(s, ":irc.test BATCH -h");
	says(s, "@msgid=h1 :ops1!u@h PRIVMSG #war :!impact users=99%");
	obeyed_nothing(s);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "users=99%"), 2);
}

static void a_channel_that_looks_like_ours(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "nicks");
	says(s, ":ops1!u@h PRIVMSG #w\xd0\xb0r :!impact users=99%");      /* a Cyrillic letter */
	says(s, ":ops1!u@h PRIVMSG #war\xe2\x80\x8b :!impact users=99%"); /* a blank nobody sees */
	says(s, ":ops1!u@h PRIVMSG ##war :!impact users=99%");
	says(s, ":ops1!u@h PRIVMSG #war2 :!impact users=99%");
	says(s, ":ops1!u@h PRIVMSG #wa :!impact users=99%");
	says(s, ":ops1!u@h PRIVMSG #war,#other :!impact users=99%");
	obeyed_nothing(s);
}

static void a_part_of_the_channel(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "nicks");
	says(s, ":irc.test 005 warroom STATUSMSG=@+ :are supported");
	says(s, ":ops1!u@h PRIVMSG @#war :!impact users=99%");
	says(s, ":ops1!u@h PRIVMSG +#war :!impact users=99%");
	says(s, ":ops1!u@h PRIVMSG @+#war :!impact users=99%");
	obeyed_nothing(s);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "users=99%"), 3);
}

static void a_private_word(void **state)
{
	static const char *const lines[] = {":ops1!u@h PRIVMSG warroom :!impact users=99%"};

	MOVES_NOTHING(state, "nicks", lines);
}

static void a_notice(void **state)
{
	static const char *const lines[] = {":ops1!u@h NOTICE #war :!impact users=99%",
		":ops1!u@h NOTICE #war :warroom: !impact users=99%"};

	MOVES_NOTHING(state, "nicks", lines);
}

static void a_client_to_client_word(void **state)
{
	static const char *const lines[] = {
		":ops1!u@h PRIVMSG #war :\001ACTION !impact users=99%\001",
		":ops1!u@h PRIVMSG #war :\001ACTION !impact users=99%",
		":ops1!u@h PRIVMSG #war :\001PING !impact users=99%\001",
		":ops1!u@h PRIVMSG #war :\001!impact users=99%\001"};

	MOVES_NOTHING(state, "nicks", lines);
}

static void a_bot(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "nicks");
	says(s, "@bot :ops2!u@h PRIVMSG #war :!impact users=99%");
	says(s, "@inspircd.org/bot :ops1!u@h PRIVMSG #war :!impact users=99%");
	says(s, ":robot!u@h JOIN #war robot :R");
	says(s, ":irc.test 352 warroom #war u h irc.test robot HB :0 R");
	says(s, ":robot!u@h PRIVMSG #war :!impact users=99%");
	obeyed_nothing(s);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "users=99%"), 3);
}

/* A relay speaks for people of another network: their names in its lines are only words. */
static void a_relay_that_speaks_for_others(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "nicks");
	says(s, ":relay!u@h JOIN #war relay :R");
	says(s, "@account=relay :relay!u@h PRIVMSG #war :<ops1> !impact users=99%");
	says(s, "@account=relay :relay!u@h PRIVMSG #war :[ops1] !impact users=99%");
	says(s, "@account=relay :relay!u@h PRIVMSG #war :<ops1> warroom: impact users=99%");
	says(s, "@account=relay :relay!u@h PRIVMSG #war :ops1: !impact users=99%");
	says(s, ":ops1/web!u@h JOIN #war");
	says(s, "@draft/relaymsg=relay :ops1/web!u@h PRIVMSG #war :!impact users=99%");
	says(s, "@relaymsg=relay :ops1/web!u@h PRIVMSG #war :!impact users=99%");
	obeyed_nothing(s);
}

static void somebody_who_is_not_in_the_channel(void **state)
{
	static const char *const lines[] = {":mallory!u@h PRIVMSG #war :!impact users=99%",
		":irc.test PRIVMSG #war :!impact users=99%",
		":ops1 PRIVMSG #war :!impact users=99%", ":ops1!@h PRIVMSG #war :!impact users=99%",
		":ops1!u@ PRIVMSG #war :!impact users=99%"};

	MOVES_NOTHING(state, "nicks", lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, irc_stage_setup, irc_stage_teardown)
		STORY(an_account_a_client_made_up),
		STORY(a_time_that_is_not_now),
		STORY(a_name_of_a_message_used_twice),
		STORY(a_nick_taken_over_after_a_quit),
		STORY(a_command_played_again),
		STORY(a_channel_that_looks_like_ours),
		STORY(a_part_of_the_channel),
		STORY(a_private_word),
		STORY(a_notice),
		STORY(a_client_to_client_word),
		STORY(a_bot),
		STORY(a_relay_that_speaks_for_others),
		STORY(somebody_who_is_not_in_the_channel),
	};

	return cmocka_run_group_tests_name("irc/forged", tests, NULL, NULL);
}
