/* story_networks.c: a channel of another network bridged to an incident: what passes between two servers, and in no circle. */
#include "support/folder.h"
#include "support/irc_rig.h"
#include "support/test.h"

struct stage {
	struct irc_rig rig;
	struct irc_server home, far;
	const char *far_folder;
	struct bridge *partner; /* of the rig's journal to the far server */
	struct irc_client ops1, them;
	char told[4096];
};

static void come_in(
	struct stage *s, struct irc_client *c, int port, const char *nick, const char *channel)
{
	irc_client_open(c, port, nick);
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
	s.far_folder = folder_make(s.rig.arena);
	irc_server_start(&s.home, s.rig.arena, s.rig.folder);
	irc_server_start(&s.far, s.rig.arena, s.far_folder);
	come_in(&s, &s.ops1, s.home.port, "ops1", "#war");
	come_in(&s, &s.them, s.far.port, "them", "#help");
	*state = &s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	bridge_close(s->partner);
	irc_server_kill(&s->home);
	irc_server_kill(&s->far);
	irc_client_close(&s->ops1);
	irc_client_close(&s->them);
	folder_remove(s->far_folder);
	irc_rig_close(&s->rig);
	return 0;
}

static void on_told(void *ctx, bool bad, const char *text)
{
	struct stage *s = ctx;
	size_t n = strlen(s->told);

	snprintf(s->told + n, sizeof s->told - n, "%s%s\n", bad ? "! " : "", text);
}

static struct bridge *open_partner(struct stage *s, struct irc_rig *rig, int port)
{
	struct bridge_setup setup = {.engine = rig->engine,
		.loop = rig->loop,
		.options = rig->options,
		.network = "partner",
		.holder = "test-far",
		.notice = on_told,
		.notice_ctx = s};
	struct bridge *b;
	struct err err;

	assert_int_equal(
		irc_options_set(&setup.options, STR("server"), STR("127.0.0.1"), &err), RC_OK);
	assert_int_equal(irc_options_set(&setup.options, STR("port"),
				 str_z(arena_printf(rig->arena, "%d", port)), &err),
		RC_OK);
	assert_int_equal(bridge_open(&setup, &b, &err), RC_OK);
	return b;
}

static void linked(struct stage *s)
{
	irc_rig_option(&s->rig, "trust", "nicks");
	irc_rig_declare(&s->rig, "Checkout errors");
	irc_rig_connect(&s->rig, "test-1", s->home.port, "#war");
	irc_rig_until_hears(&s->rig, &s->ops1, "this channel is now the room of INC-1");
	s->partner = open_partner(s, &s->rig, s->far.port);
}

static void bridged(struct stage *s)
{
	linked(s);
	irc_rig_command(&s->rig, "bridge add #help audience=vendor relay=both network=partner");
	irc_rig_until_hears(&s->rig, &s->them, "this channel is bridged to INC-1");
}

static void lines_cross_between_two_networks(void **state)
{
	struct stage *s = *state;

	bridged(s);
	irc_client_say(&s->them, "PRIVMSG #help :your link flaps");
	irc_rig_until_hears(
		&s->rig, &s->ops1, "PRIVMSG #war :<partner/#help/them> your link flaps");
	irc_client_say(&s->ops1, "PRIVMSG #war :since when?");
	irc_rig_until_hears(&s->rig, &s->them, "PRIVMSG #help :<#war/ops1> since when?");
	irc_rig_say(&s->rig, "and which one?");
	irc_rig_until_hears(&s->rig, &s->ops1, "<lead> and which one?");
	irc_rig_until_hears(&s->rig, &s->them, "<#war/lead> and which one?");
	assert_int_equal(irc_client_count(&s->them, "and which one?"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"network\":\"partner\""), 2);
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "accepted", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_OUT_STATE, "refused"), 0);
	/* A channel of the same name at home is another channel. */
	irc_client_say(&s->ops1, "JOIN #help");
	irc_client_say(&s->ops1, "PRIVMSG #help :nobody hears this");
	irc_client_say(&s->ops1, "PRIVMSG #war :the end");
	irc_rig_until_hears(&s->rig, &s->them, "the end");
	assert_int_equal(irc_client_count(&s->them, "nobody hears this"), 0);
}

static bool is_off(void *ctx)
{
	struct stage *s = ctx;
	struct bridge_status st;

	bridge_get_status(s->partner, &st);
	return strcmp(st.state, "off") == 0;
}

/* There is a link while there is a channel, and the link of the other network does not mind. */
static void the_link_stands_while_a_channel_is_bridged(void **state)
{
	struct stage *s = *state;

	linked(s);
	irc_rig_command(&s->rig, "log no link yet");
	irc_rig_until_hears(&s->rig, &s->ops1, "no link yet");
	assert_true(is_off(s));
	irc_rig_command(&s->rig, "bridge add #help audience=vendor network=partner");
	irc_rig_until_hears(&s->rig, &s->them, "this channel is bridged to INC-1");
	irc_rig_command(&s->rig, "bridge remove #help network=partner");
	irc_rig_until_hears(&s->rig, &s->them, "PART");
	irc_rig_until(&s->rig, "the link to be off", is_off, s);
	irc_rig_command(&s->rig, "log still here");
	irc_rig_until_hears(&s->rig, &s->ops1, "still here");
	assert_int_equal(irc_rig_rows(&s->rig, EV_GAP, ""), 0);
}

static void the_loss_of_one_network_is_its_own(void **state)
{
	struct stage *s = *state;

	bridged(s);
	irc_server_kill(&s->far);
	irc_rig_until_row(&s->rig, EV_CHAT_OUT, "bridged", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :is anybody there?");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "is anybody there?", 1);
	irc_rig_command(&s->rig, "log at home all is well");
	irc_rig_until_hears(&s->rig, &s->ops1, "at home all is well");
	assert_int_equal(
		irc_rig_rows(&s->rig, EV_LINK_STATE, "\"link\":\"irc\",\"state\":\"down\""), 0);
}

/* Two journals, each on both networks: what is said on one side reaches the other once by each, and never comes back. */
static void two_bridges_between_two_networks_make_no_circle(void **state)
{
	struct stage *s = *state;
	struct irc_rig other;
	struct bridge *far;

	bridged(s);
	irc_rig_open(&other);
	irc_rig_option(&other, "nick", "second");
	irc_rig_declare(&other, "The same, seen by others");
	irc_rig_connect(&other, "test-2", s->home.port, "#war");
	irc_rig_listen(&other, &s->ops1);
	irc_rig_listen(&other, &s->them);
	far = open_partner(s, &other, s->far.port);
	irc_rig_command(&other, "bridge add #help audience=vendor relay=both network=partner");
	irc_rig_until_row(&other, EV_CHAT_OUT, "this channel is bridged", 1);
	irc_client_say(&s->them, "PRIVMSG #help :round and round");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT, "<partner/#help/them> round and round", 1);
	irc_rig_until_row(&other, EV_CHAT_OUT, "<partner/#help/them> round and round", 1);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "<partner/#help/them> round and round", 1);
	irc_rig_until_row(&other, EV_CHAT_IN, "<partner/#help/them> round and round", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :the end");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT, "<#war/ops1> the end", 1);
	irc_rig_until_row(&other, EV_CHAT_OUT, "<#war/ops1> the end", 1);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "<#war/ops1> the end", 1);
	irc_rig_until_row(&other, EV_CHAT_IN, "<#war/ops1> the end", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_OUT, "round and round"), 1);
	assert_int_equal(irc_rig_rows(&other, EV_CHAT_OUT, "round and round"), 1);
	assert_int_equal(irc_client_count(&s->them, "round and round"), 0);
	bridge_close(far);
	other.client_count = 0;
	irc_rig_close(&other);
}

/* An account, a role, a right of one network says nothing on another; and a vendor asks for nothing but its own. */
static void a_far_channel_commands_nothing_it_may_not(void **state)
{
	struct stage *s = *state;

	linked(s);
	irc_rig_command(&s->rig, "bridge add #help audience=vendor commands=yes network=partner");
	irc_rig_until_hears(&s->rig, &s->them, "this channel is bridged to INC-1");
	assert_int_equal(
		bridge_set(s->partner, STR("trust"), STR("none"), &(struct err){0}), RC_OK);
	irc_client_say(&s->them, "PRIVMSG #help :!list");
	irc_rig_until_hears(&s->rig, &s->them, "NOTICE them :");
	irc_client_say(&s->them, "PRIVMSG #help :!on INC-1 log another one");
	irc_rig_until_hears(&s->rig, &s->them, "bridged to one incident");
	irc_client_say(&s->them, "PRIVMSG #help :!impact users=90%%");
	irc_client_say(&s->them, "PRIVMSG #help :!log case 77");
	irc_rig_until_row(&s->rig, EV_NOTE, "case 77", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, "another one"), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
	assert_int_equal(irc_client_count(&s->them, "Checkout errors  lead"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		STORY(lines_cross_between_two_networks),
		STORY(the_link_stands_while_a_channel_is_bridged),
		STORY(the_loss_of_one_network_is_its_own),
		STORY(two_bridges_between_two_networks_make_no_circle),
		STORY(a_far_channel_commands_nothing_it_may_not),
	};

	return cmocka_run_group_tests_name("irc/networks", tests, NULL, NULL);
}
