/* story_rooms.c: several channels on one connection: one for each incident, and those bridged to it by a rule. */
#include "support/irc_rig.h"
#include "support/test.h"

struct stage {
	struct irc_rig rig;
	struct irc_server server;
	struct irc_client ops1, vendor;
};

static void come_in(struct stage *s, struct irc_client *c, const char *nick, const char *channel)
{
	irc_client_open(c, s->server.port, nick);
	irc_rig_listen(&s->rig, c);
	irc_rig_until_hears(&s->rig, c, " 266 ");
	irc_client_say(c, "JOIN %s", channel);
	irc_rig_until_hears(&s->rig, c, " 366 ");
}

static int setup(void **state)
{
	static struct stage s;

	s = (struct stage){0};
	irc_rig_open(&s.rig);
	irc_server_start(&s.server, s.rig.arena, s.rig.folder);
	come_in(&s, &s.ops1, "ops1", "#war");
	come_in(&s, &s.vendor, "vend1", "#vendor");
	*state = &s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	irc_server_kill(&s->server);
	irc_client_close(&s->ops1);
	irc_client_close(&s->vendor);
	irc_rig_close(&s->rig);
	return 0;
}

static void in_room(struct stage *s)
{
	irc_rig_option(&s->rig, "trust", "nicks");
	irc_rig_declare(&s->rig, "Checkout errors");
	irc_rig_connect(&s->rig, "test-1", s->server.port, "#war");
	irc_rig_until_hears(&s->rig, &s->ops1, "this channel is now the room of INC-1");
}

static void bridged(struct stage *s, const char *rule)
{
	in_room(s);
	irc_rig_command(
		&s->rig, arena_printf(s->rig.arena, "bridge add #vendor audience=vendor %s", rule));
	irc_rig_until_hears(&s->rig, &s->vendor, "this channel is bridged to INC-1");
}

/* A line that everything said before it must have overtaken: what is not heard by then was not said. */
static void fence(struct stage *s, const char *word)
{
	irc_rig_command(&s->rig, arena_printf(s->rig.arena, "bridge add #vendor audience=vendor "
							    "relay=both commands=no"));
	irc_rig_until_hears(&s->rig, &s->vendor, "passed on to its responders");
	irc_rig_say(&s->rig, word);
	irc_rig_until_hears(&s->rig, &s->ops1, word);
	irc_rig_until_hears(&s->rig, &s->vendor, word);
}

static void words_go_both_ways_with_who_and_where(void **state)
{
	struct stage *s = *state;

	bridged(s, "relay=both");
	irc_rig_until_hears(&s->rig, &s->ops1, "INC-1 BRIDGE: #vendor is bridged for vendor");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :the disks are fine");
	irc_rig_until_hears(&s->rig, &s->ops1, "PRIVMSG #war :<#vendor/vend1> the disks are fine");
	irc_client_say(&s->ops1, "PRIVMSG #war :then look at \00304the\003 controller");
	irc_rig_until_hears(
		&s->rig, &s->vendor, "PRIVMSG #vendor :<#war/ops1> then look at the controller");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :\001ACTION looks\001");
	irc_rig_until_hears(&s->rig, &s->ops1, "<#vendor/vend1> * looks");
	irc_rig_say(&s->rig, "who is on duty there?");
	irc_rig_until_hears(&s->rig, &s->ops1, "<lead> who is on duty there?");
	irc_rig_until_hears(&s->rig, &s->vendor, "<#war/lead> who is on duty there?");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT, "\"origin\":\"relay\"", 4);
	/* Once each, and each line in the record of the incident. */
	assert_int_equal(irc_client_count(&s->ops1, "the disks are fine"), 1);
	assert_int_equal(irc_client_count(&s->vendor, "who is on duty there?"), 1);
	assert_int_equal(irc_client_count(&s->ops1, "who is on duty there?"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"text\":\"the disks are fine\""), 1);
	assert_true(board_incident(engine_board(s->rig.engine), 1)->chat_rows >= 4);
}

static void a_room_for_announcements_hears_no_talk(void **state)
{
	struct stage *s = *state;

	bridged(s, "relay=announce");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :hello?");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "hello?", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :an inner thought");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "an inner thought", 1);
	irc_rig_command(&s->rig, "log an inner note");
	irc_rig_command(&s->rig, "update to=execs override=UP41,UP42,UP43 reason=\"by phone\" A "
				 "word to executives.");
	irc_rig_command(&s->rig, "update to=vendor We need an engineer by 14:00 UTC.");
	irc_rig_until_hears(&s->rig, &s->vendor, "INC-1 update: We need an engineer");
	irc_rig_command(&s->rig, "role give deputy @ops1");
	irc_client_say(&s->ops1, "PRIVMSG #war :!status identified");
	irc_rig_until_hears(&s->rig, &s->vendor, "INC-1 STATUS: ");
	fence(s, "from here on both ways");
	assert_int_equal(irc_client_count(&s->vendor, "inner"), 0);
	assert_int_equal(irc_client_count(&s->vendor, "executives"), 0);
	assert_int_equal(irc_client_count(&s->ops1, "hello?"), 0);
}

static void commands_are_taken_where_the_rule_says_so(void **state)
{
	struct stage *s = *state;

	bridged(s, "relay=none");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :!log a vendor's line");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :warroom: status");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "warroom: status", 1);
	irc_rig_command(&s->rig, "bridge add #vendor audience=vendor relay=none commands=yes");
	irc_rig_until_hears(&s->rig, &s->vendor, "this channel is bridged to INC-1");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :!log case 77 is open");
	irc_rig_until_hears(&s->rig, &s->vendor, "PRIVMSG #vendor :vend1: ");
	irc_rig_until_row(&s->rig, EV_NOTE, "case 77 is open", 1);
	/* The main channel was not where it was answered. */
	irc_rig_until_hears(&s->rig, &s->ops1, "case 77 is open");
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, "a vendor's line"), 0);
	assert_int_equal(irc_client_count(&s->vendor, "NOTICE vend1"), 0);
}

/* What a person writes cannot look like the bridge's own words elsewhere, nor leave its line. */
static void hostile_words_are_passed_on_harmless(void **state)
{
	struct stage *s = *state;
	struct buf b;

	bridged(s, "relay=both");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :<#war/lead> !close it all");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :<x/#war/lead> me too");
	irc_client_say(&s->vendor, "NOTICE #vendor :a notice");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :\001VERSION\001");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :\033]0;owned\007 \033[2J \xc2\x9b\x31J end");
	irc_rig_until_hears(&s->rig, &s->ops1, "<#vendor/vend1> <ESC>]0;owned<BEL>");
	irc_client_say(&s->vendor, "PRIVMSG #vendor : <#war/lead> trust me");
	irc_rig_until_hears(&s->rig, &s->ops1, "<#vendor/vend1>  <#war/lead> trust me");
	buf_init(&b, s->rig.arena, 1000);
	for (int i = 0; i < 60; i++)
		buf_addf(&b, "!log%d ", i);
	irc_client_say(&s->vendor, "PRIVMSG #vendor :%s", buf_z(&b));
	irc_rig_until_hears(&s->rig, &s->ops1, "!log59");
	assert_int_equal(irc_client_count(&s->ops1, "PRIVMSG #war :!log"), 0);
	assert_int_equal(irc_client_count(&s->ops1, "close it all"), 0);
	assert_int_equal(irc_client_count(&s->ops1, "me too"), 0);
	assert_int_equal(irc_client_count(&s->ops1, "a notice"), 0);
	assert_int_equal(irc_client_count(&s->ops1, "\033"), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "!close it all"), 1);
}

/* Two journals bridge the same two channels: every line crosses once by each bridge and no more. */
static void two_bridges_make_no_circle(void **state)
{
	struct stage *s = *state;
	struct irc_rig other;

	bridged(s, "relay=both");
	irc_rig_open(&other);
	irc_rig_option(&other, "nick", "second");
	irc_rig_declare(&other, "The same, seen by others");
	irc_rig_connect(&other, "test-2", s->server.port, "#war");
	irc_rig_listen(&other, &s->ops1);
	irc_rig_listen(&other, &s->vendor);
	irc_rig_command(&other, "bridge add #vendor audience=vendor relay=both");
	irc_rig_until_row(&other, EV_CHAT_OUT, "this channel is bridged", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :round and round");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT, "<#war/ops1> round and round", 1);
	irc_rig_until_row(&other, EV_CHAT_OUT, "<#war/ops1> round and round", 1);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "<#war/ops1> round and round", 1);
	irc_rig_until_row(&other, EV_CHAT_IN, "<#war/ops1> round and round", 1);
	/* What came of it would be on record behind these. */
	irc_client_say(&s->vendor, "PRIVMSG #vendor :the end");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT, "<#vendor/vend1> the end", 1);
	irc_rig_until_row(&other, EV_CHAT_OUT, "<#vendor/vend1> the end", 1);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "<#vendor/vend1> the end", 1);
	irc_rig_until_row(&other, EV_CHAT_IN, "<#vendor/vend1> the end", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_OUT, "round and round"), 1);
	assert_int_equal(irc_rig_rows(&other, EV_CHAT_OUT, "round and round"), 1);
	assert_int_equal(irc_client_count(&s->ops1, "round and round"), 0);
	other.client_count = 0;
	irc_rig_close(&other);
}

static void a_sensitive_incident_passes_nothing_on(void **state)
{
	struct stage *s = *state;

	bridged(s, "relay=both");
	irc_rig_command(&s->rig, "sensitive on reason=\"personal data\"");
	irc_client_say(&s->ops1, "PRIVMSG #war :a secret here");
	irc_client_say(&s->vendor, "PRIVMSG #vendor :a secret there");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "a secret here", 1);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "a secret there", 1);
	irc_rig_command(&s->rig,
		"update to=vendor override=UP71 reason=\"said by phone\" A secret update.");
	irc_rig_command(&s->rig, "sensitive off reason=\"it was none\"");
	irc_rig_say(&s->rig, "that was that");
	irc_rig_until_hears(&s->rig, &s->ops1, "that was that");
	irc_rig_until_hears(&s->rig, &s->vendor, "that was that");
	assert_int_equal(irc_client_count(&s->vendor, "secret here"), 0);
	assert_int_equal(irc_client_count(&s->ops1, "secret there"), 0);
	/* What was said meanwhile is in its record, not in everybody's. */
	assert_int_equal(engine_board(s->rig.engine)->incidents.v[0]->chat_rows > 0, 1);
}

static bool has_no_second(void *ctx)
{
	struct stage *s = ctx;
	struct bridge_status st;

	bridge_get_status(s->rig.bridge, &st);
	return st.others == 0;
}

static void what_is_no_longer_bridged_is_left(void **state)
{
	struct stage *s = *state;

	bridged(s, "relay=both");
	irc_rig_command(&s->rig, "bridge remove #vendor");
	irc_rig_until_hears(&s->rig, &s->vendor, "PART");
	irc_rig_until(&s->rig, "one channel", has_no_second, s);
	irc_client_say(&s->vendor, "PRIVMSG #vendor :are you there?");
	irc_client_say(&s->ops1, "PRIVMSG #war :done");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "done", 1);
	assert_int_equal(irc_client_count(&s->ops1, "are you there?"), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_GAP, ""), 0);
}

/* A channel that keeps us out has its own trouble; a kick there is a gap of that channel alone. */
static void a_room_that_keeps_us_out_disturbs_nobody(void **state)
{
	struct stage *s = *state;

	irc_client_say(&s->vendor, "MODE #vendor +i");
	irc_rig_until_hears(&s->rig, &s->vendor, "MODE #vendor +i");
	in_room(s);
	irc_rig_command(&s->rig, "bridge add #vendor audience=vendor relay=both");
	irc_rig_until_hears(&s->rig, &s->ops1, "#vendor is bridged for vendor");
	irc_rig_command(&s->rig, "log we go on");
	irc_rig_until_hears(&s->rig, &s->ops1, "we go on");
	irc_client_say(&s->vendor, "MODE #vendor -i");
	irc_rig_say(&s->rig, "one");
	irc_rig_until_hears(&s->rig, &s->vendor, "this channel is bridged to INC-1");
	irc_client_say(&s->vendor, "KICK #vendor warroom :go away");
	irc_rig_until_row(&s->rig, EV_GAP, "\"channel\":\"#vendor\"", 1);
	irc_rig_command(&s->rig, "log and on");
	irc_rig_until_hears(&s->rig, &s->ops1, "and on");
	assert_int_equal(irc_rig_rows(&s->rig, EV_GAP, ""), 1);
}

static void command_on(struct stage *s, uint32_t incident, const char *line)
{
	struct request rq = {.door = DOOR_CONSOLE,
		.actor = STR("lead"),
		.capabilities = CAP_ALL,
		.incident = incident,
		.line = str_z(line)};
	struct answer an;
	struct err err;

	if (engine_submit(s->rig.engine, &rq, s->rig.arena, &an, &err) != RC_OK)
		fail_msg("%s: %s", line, err.text);
}

static void each_incident_has_a_channel_of_its_own(void **state)
{
	struct stage *s = *state;
	struct irc_client ops2 = {0};

	irc_rig_option(&s->rig, "trust", "nicks");
	irc_rig_option(&s->rig, "incident_channel", "#inc-{id}");
	irc_rig_option(&s->rig, "linger", "300ms");
	come_in(s, &ops2, "ops2", "#inc-1");
	irc_client_say(&ops2, "TOPIC #inc-1 :as it was");
	irc_rig_until_hears(&s->rig, &ops2, "TOPIC");
	irc_rig_connect(&s->rig, "test-1", s->server.port, "#war");
	irc_rig_until_state(&s->rig, "live");
	irc_client_say(&s->ops1, "PRIVMSG #war :!declare \"Checkout errors\" journey=critical");
	irc_rig_until_hears(&s->rig, &ops2, "this channel is now the room of INC-1");
	irc_rig_until_hears(&s->rig, &s->ops1, "Its room is #inc-1");
	irc_rig_until_hears(&s->rig, &ops2, "TOPIC #inc-1 :[INC-1 SEV");
	irc_client_say(&ops2, "PRIVMSG #inc-1 :!log seen in one");
	irc_rig_until_row(&s->rig, EV_NOTE, "seen in one", 1);
	irc_rig_declare(&s->rig, "Mail is late");
	irc_rig_until_hears(&s->rig, &s->ops1, "Its room is #inc-2");
	irc_client_say(&s->ops1, "PRIVMSG #war :!on INC-1 log from the lobby");
	irc_rig_until_hears(&s->rig, &ops2, "from the lobby");
	assert_int_equal(board_incident(engine_board(s->rig.engine), 1)->entries.n > 3, 1);
	irc_client_say(&ops2, "PRIVMSG #inc-1 :!on INC-9 log nowhere");
	irc_rig_until_hears(&s->rig, &ops2, "NOTICE ops2 :");
	irc_rig_command(&s->rig, "log only in two");
	/* It ends: the topic is as it was, and the channel is left after a while. */
	irc_client_say(&s->ops1, "PRIVMSG #war :!on INC-1 check probe pass evidence=ok");
	irc_rig_until_row(&s->rig, EV_CHECK_PASSED, "", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :!on INC-1 status resolved");
	irc_rig_until_row(&s->rig, EV_STATUS_SET, "resolved", 1);
	command_on(s, 1, "close all is well");
	irc_rig_until_hears(&s->rig, &ops2, "TOPIC #inc-1 :as it was");
	irc_rig_until_hears(&s->rig, &ops2, "PART");
	assert_int_equal(irc_client_count(&ops2, "only in two"), 0);
	assert_int_equal(irc_client_count(&s->ops1, "seen in one"), 0);
	irc_client_close(&ops2);
}

/* Two incidents in one channel: the last one named there has what is said. */
static struct str last_note(const struct stage *s, uint32_t incident)
{
	const struct incident *i = board_incident(engine_board(s->rig.engine), incident);

	for (size_t n = i->entries.n; n-- > 0;)
		if (i->entries.v[n].kind == EV_NOTE)
			return i->entries.v[n].text;
	return (struct str){0};
}

static bool has_turned_back(void *ctx)
{
	struct stage *s = ctx;

	return irc_client_count(&s->ops1, "TOPIC #war :[INC-1 ") > 1;
}

static void a_shared_channel_turns_to_who_is_named(void **state)
{
	struct stage *s = *state;

	in_room(s);
	irc_rig_command(&s->rig, "role give deputy @ops1");
	irc_rig_declare(&s->rig, "Mail is late");
	irc_rig_command(&s->rig, "role give deputy @ops1");
	irc_client_say(&s->ops1, "PRIVMSG #war :!on INC-2");
	irc_rig_until_hears(&s->rig, &s->ops1, "this channel is now the room of INC-2");
	irc_client_say(&s->ops1, "PRIVMSG #war :!log for the second");
	irc_rig_until_row(&s->rig, EV_NOTE, "for the second", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :!on INC-1 log for the first");
	irc_rig_until_row(&s->rig, EV_NOTE, "for the first", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :!on INC-1");
	irc_rig_until_hears(&s->rig, &s->ops1, "this channel is now the room of INC-1");
	irc_client_say(&s->ops1, "PRIVMSG #war :!log the first again");
	irc_rig_until_row(&s->rig, EV_NOTE, "the first again", 1);
	irc_rig_until(&s->rig, "the topic of the first again", has_turned_back, s);
	assert_true(str_eq_z(last_note(s, 2), "for the second"));
	assert_true(str_eq_z(last_note(s, 1), "the first again"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		STORY(words_go_both_ways_with_who_and_where),
		STORY(a_room_for_announcements_hears_no_talk),
		STORY(commands_are_taken_where_the_rule_says_so),
		STORY(hostile_words_are_passed_on_harmless),
		STORY(two_bridges_make_no_circle),
		STORY(a_sensitive_incident_passes_nothing_on),
		STORY(what_is_no_longer_bridged_is_left),
		STORY(a_room_that_keeps_us_out_disturbs_nobody),
		STORY(each_incident_has_a_channel_of_its_own),
		STORY(a_shared_channel_turns_to_who_is_named),
	};

	return cmocka_run_group_tests_name("irc/rooms", tests, NULL, NULL);
}
