/* story_authority.c: from account to person to role to what is obeyed; grants that end; one-time codes. */
#include "support/irc_stage.h"
#include "support/test.h"

static const char all_caps[] = "server-time message-tags account-tag batch extended-join "
			       "account-notify echo-message";

static void says(struct irc_stage *s, const char *line)
{
	irc_client_say(&s->link, "%s", line);
}

static void enter(struct irc_stage *s, const char *trust, const char *caps)
{
	irc_rig_option(&s->rig, "trust", trust);
	irc_stage_connect(s);
	irc_stage_offer(s, caps);
	irc_stage_grant_until(s, "CAP END\n");
	irc_stage_go_live(s);
	irc_stage_hear(s, "room of INC-1");
}

static void an_account_is_one_person_under_any_nick(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_command(&s->rig, "person @chief account=alice");
	irc_rig_command(&s->rig, "role give deputy @chief");
	enter(s, "accounts", all_caps);
	says(s, "@account=alice :ops1!u@h PRIVMSG #war :!role give scribe @ops3");
	irc_rig_until_row(&s->rig, EV_ROLE_ASSIGN, "\"person\":\"ops3\"", 1);
	says(s, ":ops1!u@h NICK other9");
	says(s, "@account=alice :other9!u@h PRIVMSG #war :!role give comms @ops4");
	irc_rig_until_row(&s->rig, EV_ROLE_ASSIGN, "\"known_by\":\"account alice\"", 2);
	assert_int_equal(irc_rig_rows_by(&s->rig, EV_ROLE_ASSIGN, "irc:chief"), 2);
}

/* The nick of the deputy, held by somebody else, is nothing but a nick. */
static void a_nick_is_not_its_person(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_command(&s->rig, "person @ops1 account=alice");
	irc_rig_command(&s->rig, "role give deputy @ops1");
	enter(s, "nicks", all_caps);
	says(s, ":ops1!u@h PRIVMSG #war :!role give scribe @ops3");
	irc_stage_hear(s, "NOTICE ops1 :");
	says(s, "@account=mallory :ops1!u@h PRIVMSG #war :!role give scribe @ops3");
	irc_stage_hear(s, "NOTICE ops1 :");
	says(s, ":ops1!u@h PRIVMSG #war :!log by nobody we know");
	irc_rig_until_row(&s->rig, EV_NOTE, "by nobody we know", 1);
	assert_int_equal(irc_rig_rows_by(&s->rig, EV_NOTE, "irc:nick/ops1"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_ROLE_ASSIGN, "ops3"), 0);
}

static void an_account_of_the_right_name_is_not_the_person_either(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_command(&s->rig, "person @lead account=alice");
	enter(s, "accounts", all_caps);
	says(s, "@account=lead :ops1!u@h PRIVMSG #war :!impact users=99%");
	irc_stage_hear(s, "NOTICE ops1 :");
	says(s, "@account=lead :ops1!u@h PRIVMSG #war :!log who am I");
	irc_rig_until_row(&s->rig, EV_NOTE, "who am I", 1);
	assert_int_equal(irc_rig_rows_by(&s->rig, EV_NOTE, "irc:account/lead"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
}

/* Who once acted by an account is believed by nothing less from then on. */
static void whoever_logged_in_once_is_not_their_nick_afterwards(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "nicks", all_caps);
	says(s, "@account=ops1 :ops1!u@h PRIVMSG #war :!impact users=10%");
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_PERSON_ACCOUNT, "\"how\":\"login\""), 1);
	says(s, ":ops1!u@h PRIVMSG #war :!impact users=99%");
	irc_stage_hear(s, "NOTICE ops1 :");
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 1);
}

static void a_nick_named_at_the_console_is_the_account_that_has_it(void **state)
{
	struct irc_stage *s = *state;

	enter(s, "accounts", all_caps);
	says(s, ":ops1!u@h ACCOUNT alice");
	says(s, ":ops1!u@h PRIVMSG #war :!log heard");
	irc_rig_until_row(&s->rig, EV_NOTE, "heard", 1);
	irc_rig_command(&s->rig, "role give scribe @ops1");
	irc_rig_until_row(&s->rig, EV_PERSON_ACCOUNT, "\"how\":\"named\"", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_PERSON_ACCOUNT,
				 "\"person\":\"ops1\",\"account\":\"alice\""),
		1);
	says(s, "@account=alice :ops1!u@h PRIVMSG #war :!role release scribe");
	irc_rig_until_row(&s->rig, EV_ROLE_RELEASE, "\"person\":\"ops1\"", 1);
}

static void a_nick_named_in_the_channel_is_the_person_who_has_it(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_command(&s->rig, "person @chief account=alice");
	enter(s, "accounts", all_caps);
	says(s, ":ops1!u@h ACCOUNT alice");
	says(s, ":ops2!u@h JOIN #war bob :Bob");
	says(s, "@account=bob :ops2!u@h PRIVMSG #war :!ask @ops1 5m watch the lag");
	irc_rig_until_row(&s->rig, EV_TASK_GIVE, "\"person\":\"chief\"", 1);
	says(s, "@account=alice :ops1!u@h PRIVMSG #war :!ack 1 I watch it");
	irc_rig_until_row(&s->rig, EV_TASK_ACK, "", 1);
}

static void rights_come_with_the_role_and_go_with_it(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "responders", "alice");
	enter(s, "accounts", all_caps);
	says(s, ":guest!u@h JOIN #war bob :Bob");
	says(s, "@account=bob :guest!u@h PRIVMSG #war :!impact users=11%");
	irc_stage_hear(s, "needs the right to respond");
	irc_rig_command(&s->rig, "role give sme @bob");
	says(s, "@account=bob :guest!u@h PRIVMSG #war :!impact users=12%");
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
	says(s, "@account=bob :guest!u@h PRIVMSG #war :!poll fail over");
	irc_stage_hear(s, "needs the right to command");
	irc_rig_command(&s->rig, "role release sme @bob");
	says(s, "@account=bob :guest!u@h PRIVMSG #war :!mark detected -10m");
	irc_stage_hear(s, "mark needs the right to respond");
	assert_int_equal(irc_rig_rows(&s->rig, EV_MARK_SET, "detected"), 0);
}

static void a_grant_is_obeyed_until_it_is_taken_back(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_option(&s->rig, "responders", "alice");
	enter(s, "accounts", all_caps);
	irc_rig_command(&s->rig, "grant @bob respond until=30m");
	says(s, ":guest!u@h JOIN #war bob :Bob");
	says(s, "@account=bob :guest!u@h PRIVMSG #war :!impact users=12%");
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
	irc_rig_command(&s->rig, "revoke @bob");
	says(s, "@account=bob :guest!u@h PRIVMSG #war :!impact users=13%");
	irc_stage_hear(s, "needs the right to respond");
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 1);
}

/* ---- Codes, on a server without accounts ---- */

/* The word is told at the console and nowhere else. */
static void make_code(struct irc_stage *s, char *word)
{
	const char *told = irc_rig_ask(&s->rig, "code @ops1 for=5m");

	assert_int_equal(sscanf(told, "%9s", word), 1);
	assert_int_equal(strlen(word), 9);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CODE_MADE, word), 0);
}

static void a_code_commands_exactly_once(void **state)
{
	struct irc_stage *s = *state;
	char word[10];

	enter(s, "none", "server-time");
	make_code(s, word);
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :!impact users=12%% code=%s", word);
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "\"known_by\":\"code K-1 as nick ops1\"", 1);
	assert_int_equal(irc_rig_rows_by(&s->rig, EV_INPUT_SET, "irc:ops1"), 1);
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :!impact users=13%% code=%s", word);
	irc_stage_hear(s, "NOTICE ops1 :that code does not hold");
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CODE_SPENT, "\"how\":\"used\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CODE_REFUSED, "ops1"), 1);
	/* It stands in what was heard, where it serves nobody, and in no other row. */
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, word), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CODE_SPENT, word), 0);
}

static void a_code_is_spent_by_a_command_that_is_refused(void **state)
{
	struct irc_stage *s = *state;
	char word[10];

	enter(s, "none", "server-time");
	make_code(s, word);
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :!impact users=lots code=%s", word);
	irc_stage_hear(s, "NOTICE ops1 :");
	irc_rig_until_row(&s->rig, EV_CODE_SPENT, "", 1);
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :!impact users=13%% code=%s", word);
	irc_stage_hear(s, "that code does not hold");
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
}

/* Whoever was there has read it: it is worth nothing any more. */
static void a_code_said_where_nothing_is_obeyed_is_lost(void **state)
{
	static const char *const ways[] = {":ops1!u@h NOTICE #war :!impact users=9%% code=%s",
		":ops1!u@h PRIVMSG warroom :!impact users=9%% code=%s",
		":ops1!u@h PRIVMSG #war :my code=%s was it not",
		":stranger!u@h PRIVMSG #war :!impact users=9%% code=%s"};
	struct irc_stage *s = *state;

	enter(s, "none", "server-time");
	for (size_t n = 0; n < sizeof ways / sizeof ways[0]; n++) {
		char word[10], line[200];
		int at = (int)(strstr(ways[n], "code=%s") - ways[n]);

		make_code(s, word);
		snprintf(line, sizeof line, "%.*scode=%s%s", at, ways[n], word,
			ways[n] + at + strlen("code=%s"));
		says(s, line);
		irc_rig_until_row(&s->rig, EV_CODE_SPENT, "\"how\":\"exposed\"", n + 1);
		irc_client_say(
			&s->link, ":ops1!u@h PRIVMSG #war :!impact users=12%% code=%s", word);
		if (n < 3) /* the fourth is one guess too many */
			irc_rig_until_row(&s->rig, EV_CODE_REFUSED, "", n + 1);
		else
			irc_stage_hear(s, "too many codes were wrong");
	}
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
}

static void guesses_cost_time(void **state)
{
	struct irc_stage *s = *state;
	char word[10];

	enter(s, "none", "server-time");
	make_code(s, word);
	for (int n = 0; n < 6; n++)
		irc_client_say(&s->link,
			":ops1!u@h PRIVMSG #war :!impact users=12%% code=aaaa-aaa%c", 'a' + n);
	irc_stage_hear(s, "too many codes were wrong");
	/* Not even the right one now, from this nick; it still holds for its person. */
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :!impact users=12%% code=%s", word);
	says(s, ":ops1!u@h PRIVMSG #war :!log after all that");
	irc_rig_until_row(&s->rig, EV_NOTE, "after all that", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CODE_REFUSED, ""), 3);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
	says(s, ":ops7!u@h JOIN #war");
	irc_client_say(&s->link, ":ops7!u@h PRIVMSG #war :!impact users=12%% code=%s", word);
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "code K-1 as nick ops7", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, irc_stage_setup, irc_stage_teardown)
		STORY(an_account_is_one_person_under_any_nick),
		STORY(a_nick_is_not_its_person),
		STORY(an_account_of_the_right_name_is_not_the_person_either),
		STORY(whoever_logged_in_once_is_not_their_nick_afterwards),
		STORY(a_nick_named_at_the_console_is_the_account_that_has_it),
		STORY(a_nick_named_in_the_channel_is_the_person_who_has_it),
		STORY(rights_come_with_the_role_and_go_with_it),
		STORY(a_grant_is_obeyed_until_it_is_taken_back),
		STORY(a_code_commands_exactly_once),
		STORY(a_code_is_spent_by_a_command_that_is_refused),
		STORY(a_code_said_where_nothing_is_obeyed_is_lost),
		STORY(guesses_cost_time),
	};

	return cmocka_run_group_tests_name("irc/authority", tests, NULL, NULL);
}
