/* story_hostile.c: a server played by the test that says everything a server should not say. */
#include "support/irc_rig.h"
#include "support/test.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

struct stage {
	struct irc_rig rig;
	int listener, port;
	struct irc_client link; /* our end of the bridge's connection */
};

static void open_listener(struct stage *s)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t n = sizeof at;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(s->listener, (struct sockaddr *)&at, n), 0);
	assert_int_equal(listen(s->listener, 4), 0);
	assert_int_equal(getsockname(s->listener, (struct sockaddr *)&at, &n), 0);
	s->port = ntohs(at.sin_port);
}

static int setup(void **state)
{
	static struct stage s;

	s = (struct stage){0};
	irc_rig_open(&s.rig);
	open_listener(&s);
	irc_rig_listen(&s.rig, &s.link);
	irc_rig_declare(&s.rig, "Checkout errors");
	*state = &s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	close(s->listener);
	irc_client_close(&s->link);
	irc_rig_close(&s->rig);
	return 0;
}

static bool connected(void *ctx)
{
	struct stage *s = ctx;
	int fd = accept(s->listener, NULL, NULL);

	if (fd < 0)
		return false;
	irc_client_adopt(&s->link, fd);
	return true;
}

static void accept_link(struct stage *s)
{
	irc_client_close(&s->link);
	irc_rig_until(&s->rig, "a connection", connected, s);
}

static void hear(struct stage *s, const char *words)
{
	irc_rig_until_hears(&s->rig, &s->link, words);
}

static void greet(struct stage *s)
{
	accept_link(s);
	hear(s, "USER ");
	irc_client_say(&s->link, ":irc.test 001 warroom :Welcome");
	irc_client_say(&s->link, ":irc.test 005 warroom NICKLEN=30 CASEMAPPING=rfc1459 "
				 "STATUSMSG=@+ A B C D E F G TOPICLEN=100 :are supported");
	irc_client_say(&s->link, ":irc.test 422 warroom :no motd");
	hear(s, "JOIN #war");
	irc_client_say(&s->link, ":warroom!warroom@localhost JOIN #war");
	irc_client_say(&s->link, ":irc.test 353 warroom = #war :warroom @ops1");
	hear(s, "PING :sync-");
}

/* Everything the bridge asks by PING is answered from here on. */
static void answer_pings(struct stage *s)
{
	const char *at = s->link.heard;
	char token[64];

	for (size_t n = 0; at && (at = strstr(at, "PING :")) != NULL; n++, at += 6) {
		if ((size_t)(at - s->link.heard) < s->link.answered)
			continue;
		if (sscanf(at + 6, "%63s", token) == 1)
			irc_client_say(&s->link, ":irc.test PONG irc.test :%s", token);
	}
	s->link.answered = s->link.n;
}

static void go_live(struct stage *s)
{
	irc_rig_connect(&s->rig, "test-1", s->port, "#war");
	greet(s);
	answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	hear(s, "room of INC-1");
}

static void says(struct stage *s, const char *text)
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
	struct stage *s = *state;
	struct bridge_status st;

	go_live(s);
	irc_client_bytes(&s->link, STR("\r\n"));
	for (int n = 0; n < 20; n++)
		irc_rig_turn(&s->rig);
	for (size_t i = 0; i < sizeof crooked / sizeof crooked[0]; i++)
		irc_client_say(&s->link, "%s", crooked[i]);
	irc_client_bytes(&s->link, STR("PING :with blanks in it\r\n"));
	hear(s, "PONG :with blanks in it");
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
	struct stage *s = *state;
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
	struct stage *s = *state;

	go_live(s);
	irc_client_bytes(&s->link, STR(":ops1!u@h PRIVMSG #war :!log unfinished"));
	for (int n = 0; n < 20; n++)
		irc_rig_turn(&s->rig);
	irc_client_close(&s->link);
	greet(s);
	answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "!log unfinished", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 0);
	irc_rig_until_row(&s->rig, EV_GAP, "closed the connection", 1);
}

static void old_lines_replayed_at_the_join_are_recorded_and_not_obeyed(void **state)
{
	struct stage *s = *state;

	irc_rig_connect(&s->rig, "test-1", s->port, "#war");
	greet(s);
	says(s, "!log replayed from yesterday");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "replayed from yesterday", 1);
	answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	says(s, "!log said now");
	irc_rig_until_row(&s->rig, EV_NOTE, "said now", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"replay\":true"), 2);
}

static void only_members_of_the_channel_itself_are_obeyed(void **state)
{
	struct stage *s = *state;

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
	struct stage *s = ctx;

	if (irc_client_hears(&s->link, "NICK "))
		irc_client_say(&s->link, ":irc.test 433 * x :in use");
	return strstr(s->rig.notices, "accepts no nick") != NULL;
}

static void a_server_that_grants_no_nick_is_left(void **state)
{
	struct stage *s = *state;

	irc_rig_connect(&s->rig, "test-1", s->port, "#war");
	accept_link(s);
	irc_rig_until(&s->rig, "an end of trying nicks", gave_up, s);
	assert_true(irc_client_count(&s->link, "NICK ") <= 21);
	accept_link(s);
	hear(s, "NICK warroom\n");
}

static bool waited_enough(void *ctx)
{
	struct stage *s = ctx;

	return strstr(s->rig.notices, "did not finish greeting") != NULL;
}

static void a_silent_greeting_ends_in_time(void **state)
{
	struct stage *s = *state;

	irc_rig_option(&s->rig, "register_limit", "200ms");
	irc_rig_connect(&s->rig, "test-1", s->port, "#war");
	accept_link(s);
	hear(s, "USER ");
	irc_rig_until(&s->rig, "an end of waiting", waited_enough, s);
	accept_link(s);
	hear(s, "USER ");
}

static void the_nick_the_server_grants_is_ours_whatever_we_asked(void **state)
{
	struct stage *s = *state;
	struct bridge_status st;

	irc_rig_option(&s->rig, "regain", "1h");
	irc_rig_connect(&s->rig, "test-1", s->port, "#war");
	accept_link(s);
	hear(s, "USER ");
	irc_client_say(&s->link, ":irc.test 001 warro :Welcome");
	irc_client_say(&s->link, ":irc.test 422 warro :no motd");
	hear(s, "JOIN #war");
	irc_client_say(&s->link, ":warro!w@h JOIN #war");
	irc_client_say(&s->link, ":irc.test 353 warro = #war :warro ops1");
	hear(s, "PING :sync-");
	answer_pings(s);
	irc_rig_until_state(&s->rig, "live");
	bridge_get_status(s->rig.bridge, &st);
	assert_true(str_eq_z(st.nick, "warro"));
	irc_client_say(&s->link, ":ops1!u@h PRIVMSG #war :warro: log by the granted name");
	irc_rig_until_row(&s->rig, EV_NOTE, "by the granted name", 1);
}

static void a_password_comes_from_a_file_and_goes_nowhere_else(void **state)
{
	struct stage *s = *state;
	const char *path = arena_printf(s->rig.arena, "%s/password", s->rig.folder);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("pa%sss%n word\nsecond line\n", f);
	fclose(f);
	irc_rig_option(&s->rig, "password_file", path);
	irc_rig_connect(&s->rig, "test-1", s->port, "#war");
	accept_link(s);
	hear(s, "PASS :pa%sss%n word\n");
	hear(s, "NICK warroom\n");
	for (enum event_kind k = EV_UNKNOWN; k < EV_COUNT; k++)
		assert_int_equal(irc_rig_rows(&s->rig, k, "pa%sss"), 0);
	assert_null(strstr(s->rig.notices, "pa%sss"));
}

static void a_topic_fits_what_the_server_allows(void **state)
{
	struct stage *s = *state;
	char topic[200] = "";
	const char *at;

	go_live(s);
	hear(s, "TOPIC #war :[INC-1");
	at = strstr(s->link.heard, "TOPIC #war :") + strlen("TOPIC #war :");
	assert_int_equal(sscanf(at, "%199[^\n]", topic), 1);
	assert_true(strlen(topic) <= 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		STORY(crooked_lines_hurt_nothing_and_are_kept),
		STORY(odd_bytes_and_sizes_are_kept),
		STORY(what_was_begun_when_the_link_broke_is_kept_and_joined_to_nothing),
		STORY(old_lines_replayed_at_the_join_are_recorded_and_not_obeyed),
		STORY(only_members_of_the_channel_itself_are_obeyed),
		STORY(a_server_that_grants_no_nick_is_left),
		STORY(a_silent_greeting_ends_in_time),
		STORY(the_nick_the_server_grants_is_ours_whatever_we_asked),
		STORY(a_password_comes_from_a_file_and_goes_nowhere_else),
		STORY(a_topic_fits_what_the_server_allows),
	};

	return cmocka_run_group_tests_name("irc/hostile", tests, NULL, NULL);
}
