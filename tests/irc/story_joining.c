/* story_joining.c: what people are told who come into the channel, who take a role, who ask much. */
#include "support/irc_stage.h"
#include "support/test.h"

static void says(struct irc_stage *s, const char *line)
{
	irc_client_say(&s->link, "%s", line);
}

static void enter(struct irc_stage *s)
{
	irc_rig_option(&s->rig, "trust", "nicks");
	irc_rig_option(&s->rig, "catchup", "yes");
	irc_stage_connect(s);
	irc_stage_offer(s, "server-time");
	irc_stage_grant_until(s, "CAP END\n");
	irc_stage_go_live(s);
	irc_stage_hear(s, "room of INC-1");
}

/* After this everything that was to be told to somebody who came before has been told. */
static void all_was_told(struct irc_stage *s)
{
	says(s, ":last!u@h JOIN #war");
	irc_stage_hear(s, "NOTICE last :to help");
}

static size_t told(struct irc_stage *s, const char *nick)
{
	return irc_client_count(&s->link, arena_printf(s->rig.arena, "NOTICE %s :", nick));
}

static void a_newcomer_is_told_in_six_lines_once(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_command(&s->rig, "ask @db1 30m watch the replica");
	enter(s);
	says(s, ":new1!u@h JOIN #war");
	irc_stage_hear(s, "NOTICE new1 :INC-1 SEV1");
	irc_stage_hear(s, "NOTICE new1 :impact: SEV1 - People are being harmed");
	irc_stage_hear(s, "NOTICE new1 :commander: lead");
	irc_stage_hear(s, "NOTICE new1 :running: T-1 watch the replica @db1");
	irc_stage_hear(s, "NOTICE new1 :next update: to ");
	irc_stage_hear(s, "NOTICE new1 :to help: !here SERVICE");
	says(s, ":new1!u@h PART #war");
	says(s, ":new1!u@h JOIN #war");
	says(s, ":new1!u@h QUIT :*.net *.split");
	says(s, ":new1!u@h JOIN #war");
	says(s, ":new1!u@h NICK new2");
	says(s, ":new2!u@h PART #war");
	says(s, ":new2!u@h JOIN #war");
	all_was_told(s);
	assert_int_equal(told(s, "new1"), 6);
	assert_int_equal(told(s, "new2"), 0);
	assert_int_equal(irc_client_count(&s->link, "PRIVMSG new1"), 0);
	irc_rig_until_row(&s->rig, EV_CHAT_OUT, "\"origin\":\"catch-up\"", 12);
}

static void who_was_there_or_only_passed_by_is_not(void **state)
{
	struct irc_stage *s = *state;

	enter(s);
	says(s, ":ops1!u@h PART #war");
	says(s, ":ops1!u@h JOIN #war");
	says(s, ":short!u@h JOIN #war");
	says(s, ":short!u@h PART #war");
	says(s, "@bot :robot!u@h JOIN #war");
	all_was_told(s);
	assert_int_equal(told(s, "ops1"), 0);
	assert_int_equal(told(s, "short"), 0);
	assert_int_equal(told(s, "robot"), 0);
}

static void nobody_is_told_of_what_must_not_leave(void **state)
{
	struct irc_stage *s = *state;

	enter(s);
	irc_rig_command(&s->rig, "sensitive on reason=\"personal data\"");
	says(s, ":new1!u@h JOIN #war");
	irc_rig_command(&s->rig, "role give scribe @new1");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "new1", 1);
	for (int n = 0; n < 20; n++)
		irc_rig_turn(&s->rig);
	irc_rig_command(&s->rig, "sensitive off reason=\"it was test data\"");
	irc_rig_until_row(&s->rig, EV_SENSITIVE_SET, "\"on\":false", 1);
	all_was_told(s);
	assert_int_equal(told(s, "new1"), 0);
}

static void who_holds_something_is_told_what_is_theirs(void **state)
{
	struct irc_stage *s = *state;

	irc_rig_command(&s->rig, "role give comms @new1");
	irc_rig_command(&s->rig, "ask @new1 30m ask the provider");
	enter(s);
	says(s, ":new1!u@h JOIN #war");
	irc_stage_hear(s, "NOTICE new1 :yours: comms; T-1 read back [");
	assert_non_null(strstr(s->link.heard, "T-1 ask the provider @new1"));
	assert_non_null(strstr(s->link.heard, "(!ack T-1)"));
	all_was_told(s);
	assert_int_equal(told(s, "new1"), 6);
}

static void who_is_given_a_role_is_told_what_it_asks(void **state)
{
	struct irc_stage *s = *state;

	enter(s);
	irc_rig_command(&s->rig, "role give comms @ops1");
	irc_stage_hear(s, "NOTICE ops1 :INC-1: you are Communications lead. Does: ");
	irc_stage_hear(s, "NOTICE ops1 :yours: comms");
	irc_rig_command(&s->rig, "role give scribe @away");
	all_was_told(s);
	assert_int_equal(told(s, "away"), 0);
	assert_int_equal(told(s, "ops1"), 2);
}

static void it_can_be_turned_off(void **state)
{
	struct irc_stage *s = *state;

	enter(s);
	assert_int_equal(
		bridge_set(s->rig.bridge, STR("catchup"), STR("no"), &(struct err){0}), RC_OK);
	says(s, ":new1!u@h JOIN #war");
	says(s, ":new1!u@h PRIVMSG #war :!log here");
	irc_rig_until_row(&s->rig, EV_NOTE, "here", 1);
	assert_int_equal(
		bridge_set(s->rig.bridge, STR("catchup"), STR("yes"), &(struct err){0}), RC_OK);
	all_was_told(s);
	assert_int_equal(told(s, "new1"), 0);
}

/* A crowd does not hold up who asks something, and is told in turn. */
static void a_crowd_waits_its_turn(void **state)
{
	struct irc_stage *s = *state;

	enter(s);
	for (int n = 0; n < 100; n++)
		irc_client_say(&s->link, ":crowd%d!u@h JOIN #war", n);
	says(s, ":ops1!u@h PRIVMSG #war :!sev");
	irc_stage_hear(s, "ops1: In force: SEV1");
	assert_null(strstr(s->link.heard, "NOTICE crowd63 :to help"));
	irc_stage_hear(s, "PRIVMSG #war :36 people came at once");
	assert_int_equal(told(s, "crowd0"), 6);
	assert_int_equal(told(s, "crowd63"), 6);
	assert_int_equal(told(s, "crowd64"), 0);
}

static void what_newcomers_ask_is_answered(void **state)
{
	struct irc_stage *s = *state;

	enter(s);
	says(s, ":ops1!u@h PRIVMSG #war :!since 30m");
	irc_stage_hear(s, "PRIVMSG #war :ops1: ");
	says(s, ":ops1!u@h PRIVMSG #war :!who");
	irc_stage_hear(s, "PRIVMSG #war :ops1: Incident commander  lead");
	says(s, ":ops1!u@h PRIVMSG #war :!next");
	irc_stage_hear(s, "PRIVMSG #war :ops1: ");
	says(s, ":ops1!u@h PRIVMSG #war :!brief");
	irc_stage_hear(s, "more: !more)");
	says(s, ":ops1!u@h PRIVMSG #war :!more");
	irc_stage_hear(s, "more: !more)");
	says(s, ":ops1!u@h PRIVMSG #war :!help log");
	irc_stage_hear(s, "NOTICE ops1 :");
	says(s, ":ops1!u@h PRIVMSG #war :!impact users=lots");
	irc_stage_hear(s, "NOTICE ops1 :");
}

/* Answers may wait; the record does not. */
static void a_flood_of_commands_is_recorded_whole(void **state)
{
	struct irc_stage *s = *state;

	enter(s);
	for (int n = 0; n < 60; n++)
		irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :!log word %d of many", n);
	irc_rig_until_row(&s->rig, EV_NOTE, "of many", 60);
	irc_stage_hear(s, "NOTICE ops1 :many commands: all are obeyed");
	assert_int_equal(irc_client_count(&s->link, "many commands"), 1);
	/* Somebody else is answered before what the flood is still owed. */
	says(s, ":ops2!u@h JOIN #war");
	says(s, ":ops2!u@h PRIVMSG #war :!log a quiet word");
	irc_stage_hear(s, "ops2: logged");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, irc_stage_setup, irc_stage_teardown)
		STORY(a_newcomer_is_told_in_six_lines_once),
		STORY(who_was_there_or_only_passed_by_is_not),
		STORY(nobody_is_told_of_what_must_not_leave),
		STORY(who_holds_something_is_told_what_is_theirs),
		STORY(who_is_given_a_role_is_told_what_it_asks),
		STORY(it_can_be_turned_off),
		STORY(a_crowd_waits_its_turn),
		STORY(what_newcomers_ask_is_answered),
		STORY(a_flood_of_commands_is_recorded_whole),
	};

	return cmocka_run_group_tests_name("irc/joining", tests, NULL, NULL);
}
