/* story_services.c: a real InspIRCd with Anope: logins by password and certificate, and people known by their accounts. */
#include "support/certificates.h"
#include "support/folder.h"
#include "support/irc_rig.h"
#include "support/irc_services.h"
#include "support/test.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Services take seconds to start: one pair serves every story. */
static struct arena *shared;
static const char *folder;
static struct irc_services net;

static void be_told(struct irc_client *c, const char *line, const char *answer)
{
	irc_client_say(c, "PRIVMSG NickServ :%s", line);
	irc_client_until(c, answer);
}

/* Somebody who shows a certificate: another program encrypts. */
static pid_t open_with_certificate(struct irc_client *c, const char *name)
{
	const char *at = arena_printf(shared, "127.0.0.1:%d", net.tls_port);
	int ends[2];
	pid_t child;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(ends[1], 0);
		dup2(ends[1], 1);
		execlp("openssl", "openssl", "s_client", "-quiet", "-connect", at, "-cert",
			certificate_file(shared, folder, name), "-key",
			certificate_key(shared, folder, name), (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	irc_client_adopt(c, ends[0]);
	return child;
}

static void register_account(const char *name, const char *certificate)
{
	struct irc_client c = {0};
	pid_t child = 0;

	if (certificate)
		child = open_with_certificate(&c, certificate);
	else
		irc_client_open(&c, net.port, NULL);
	irc_client_say(&c, "NICK %s", name);
	irc_client_say(&c, "USER %s 0 * :person", name);
	irc_client_until(&c, " 001 ");
	be_told(&c, "REGISTER secret-word bridge@example.org", " 900 ");
	if (certificate)
		be_told(&c, "CERT ADD", "certificate list");
	irc_client_close(&c);
	if (child > 0) {
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
}

static int start(void **state)
{
	(void)state;
	shared = arena_new();
	folder = folder_make(shared);
	certificate_make(
		shared, folder, &(struct certificate_ask){.name = "authority", .authority = true});
	certificate_make(shared, folder,
		&(struct certificate_ask){.name = "server",
			.issuer = "authority",
			.names = "DNS:localhost,IP:127.0.0.1"});
	certificate_make(
		shared, folder, &(struct certificate_ask){.name = "known", .usage = "clientAuth"});
	certificate_make(shared, folder,
		&(struct certificate_ask){.name = "unknown", .usage = "clientAuth"});
	irc_services_start(&net, shared, folder, certificate_file(shared, folder, "server"),
		certificate_key(shared, folder, "server"));
	register_account("keeper", "known");
	register_account("alice", NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	irc_services_end(&net);
	folder_remove(folder);
	arena_free(shared);
	return 0;
}

struct stage {
	struct irc_rig rig;
	struct irc_client alice;
	char channel[32];
};

static int setup(void **state)
{
	static struct stage s;
	static int n;

	s = (struct stage){0};
	snprintf(s.channel, sizeof s.channel, "#war%d", ++n);
	irc_rig_open(&s.rig);
	irc_rig_option(&s.rig, "tls", "yes");
	irc_rig_option(&s.rig, "cafile", certificate_file(s.rig.arena, folder, "authority"));
	irc_rig_option(&s.rig, "denied_wait", "50ms");
	irc_rig_option(&s.rig, "trust", "accounts");
	irc_rig_declare(&s.rig, "Checkout errors");
	*state = &s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	irc_client_close(&s->alice);
	irc_rig_close(&s->rig);
	return 0;
}

static void with_password(struct stage *s, const char *password)
{
	setenv("WARROOM_TEST_PASSWORD", password, 1);
	irc_rig_option(&s->rig, "account", "keeper");
	irc_rig_option(&s->rig, "password_from", "env:WARROOM_TEST_PASSWORD");
}

static void with_certificate(struct stage *s, const char *name)
{
	irc_rig_option(&s->rig, "certificate", certificate_file(s->rig.arena, folder, name));
	irc_rig_option(&s->rig, "key", certificate_key(s->rig.arena, folder, name));
}

static void enter(struct stage *s)
{
	irc_client_open(&s->alice, net.port, "alice");
	irc_client_until(&s->alice, " 001 ");
	irc_client_say(&s->alice, "JOIN %s", s->channel);
	irc_client_until(&s->alice, " 366 ");
	irc_rig_listen(&s->rig, &s->alice);
}

static void go_live(struct stage *s)
{
	struct bridge_status st;

	irc_rig_connect(&s->rig, "test-1", net.tls_port, s->channel);
	irc_rig_until_state(&s->rig, "live");
	bridge_get_status(s->rig.bridge, &st);
	assert_string_equal(st.account, "keeper");
	assert_string_equal(st.protocol, "TLSv1.3");
}

struct told {
	struct stage *s;
	const char *words;
};

static bool is_told(void *ctx)
{
	struct told *t = ctx;

	return strstr(t->s->rig.notices, t->words) != NULL;
}

static void is_kept_out(struct stage *s, const char *why)
{
	struct told t = {s, why};

	enter(s);
	irc_rig_connect(&s->rig, "test-1", net.tls_port, s->channel);
	irc_rig_until(&s->rig, why, is_told, &t);
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "\"denied\"", 1);
	irc_client_say(&s->alice, "NAMES %s", s->channel);
	irc_rig_until_hears(&s->rig, &s->alice, " 366 ");
	assert_int_equal(irc_client_count(&s->alice, "warroom"), 0);
}

static void the_password_of_the_account_lets_us_in(void **state)
{
	struct stage *s = *state;

	with_password(s, "secret-word");
	enter(s);
	go_live(s);
	irc_rig_until_hears(&s->rig, &s->alice, "room of INC-1");
}

static void the_certificate_of_the_account_lets_us_in(void **state)
{
	struct stage *s = *state;

	with_certificate(s, "known");
	enter(s);
	go_live(s);
}

static void a_wrong_password_does_not(void **state)
{
	struct stage *s = *state;

	with_password(s, "another-word");
	is_kept_out(s, "the login as keeper by PLAIN is refused");
}

static void a_certificate_nobody_knows_does_not(void **state)
{
	struct stage *s = *state;

	with_certificate(s, "unknown");
	is_kept_out(s, "by EXTERNAL is refused");
}

static void after_a_certificate_nobody_knows_the_password_is_tried(void **state)
{
	struct stage *s = *state;

	with_certificate(s, "unknown");
	with_password(s, "secret-word");
	enter(s);
	go_live(s);
}

static void people_are_known_by_their_accounts(void **state)
{
	struct stage *s = *state;

	with_password(s, "secret-word");
	enter(s);
	go_live(s);
	irc_client_say(&s->alice, "PRIVMSG %s :!impact users=10%%", s->channel);
	irc_rig_until_hears(&s->rig, &s->alice, "NOTICE alice :");
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
	irc_client_say(&s->alice, "PRIVMSG NickServ :IDENTIFY secret-word");
	irc_rig_until_hears(&s->rig, &s->alice, " 900 ");
	irc_client_say(&s->alice, "PRIVMSG %s :!impact users=11%%", s->channel);
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "account alice", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"account\":\"alice\""), 1);
	irc_client_say(&s->alice, "PRIVMSG NickServ :LOGOUT");
	irc_rig_until_hears(&s->rig, &s->alice, " 901 ");
	irc_client_say(&s->alice, "PRIVMSG %s :!impact users=12%%", s->channel);
	irc_client_say(&s->alice, "PRIVMSG %s :!log anybody may say this", s->channel);
	irc_rig_until_row(&s->rig, EV_NOTE, "nick only", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 1);
}

/* Alice commands; what her nick, her tags and her words in other forms are worth without her account. */
static void nothing_but_the_account_commands(void **state)
{
	struct stage *s = *state;
	struct irc_client other = {0};

	irc_rig_command(&s->rig, "person @chief account=alice");
	irc_rig_command(&s->rig, "role give deputy @chief");
	with_password(s, "secret-word");
	enter(s);
	go_live(s);
	irc_client_say(&s->alice, "PRIVMSG NickServ :IDENTIFY secret-word");
	irc_rig_until_hears(&s->rig, &s->alice, " 900 ");
	irc_client_say(&s->alice, "NICK alias");
	irc_client_say(&s->alice, "PRIVMSG %s :!role give scribe @ops3", s->channel);
	irc_rig_until_row(&s->rig, EV_ROLE_ASSIGN, "\"person\":\"ops3\"", 1);
	assert_int_equal(irc_rig_rows_by(&s->rig, EV_ROLE_ASSIGN, "irc:chief"), 1);
	irc_client_say(&s->alice, "QUIT :bye");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"how\":\"quit\"", 1);
	irc_client_open(&other, net.port, NULL);
	irc_client_say(&other, "CAP REQ :message-tags\r\nNICK alias\r\nUSER alias 0 * :the same");
	irc_client_say(&other, "CAP END");
	irc_rig_listen(&s->rig, &other);
	irc_rig_until_hears(&s->rig, &other, " 001 ");
	irc_client_say(&other, "JOIN %s", s->channel);
	irc_rig_until_hears(&s->rig, &other, " 366 ");
	irc_client_say(
		&other, "@account=alice;+account=alice PRIVMSG %s :!impact users=99%%", s->channel);
	irc_client_say(&other,
		"@time=2001-01-01T00:00:00.000Z;msgid=x PRIVMSG %s :!impact users=99%%",
		s->channel);
	irc_client_say(&other, "NOTICE %s :!impact users=99%%", s->channel);
	irc_client_say(&other, "PRIVMSG %s :\001ACTION !impact users=99%%\001", s->channel);
	irc_client_say(&other, "PRIVMSG warroom :!impact users=99%%");
	irc_client_say(&other, "PRIVMSG %s :<chief> !impact users=99%%", s->channel);
	irc_client_say(&other, "PRIVMSG %s :!log a stranger may log", s->channel);
	irc_rig_until_row(&s->rig, EV_NOTE, "a stranger may log", 1);
	assert_int_equal(irc_rig_rows_by(&s->rig, EV_NOTE, "irc:alias"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, "nick only"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "users=99%"), 6);
	irc_client_close(&other);
}

static void our_words_are_named_by_the_server(void **state)
{
	struct stage *s = *state;

	with_password(s, "secret-word");
	enter(s);
	go_live(s);
	irc_rig_say(&s->rig, "who looks at the database?");
	irc_rig_until_hears(&s->rig, &s->alice, "<lead> who looks at the database?");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "accepted", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_OUT_STATE, "\"msgid\":\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "who looks"), 0);
}

static void history_is_recorded_and_not_obeyed(void **state)
{
	struct stage *s = *state;

	with_password(s, "secret-word");
	irc_rig_option(&s->rig, "trust", "nicks");
	enter(s);
	irc_client_say(&s->alice, "MODE %s +H 10:1h", s->channel);
	irc_client_until(&s->alice, "+H");
	irc_client_say(&s->alice, "PRIVMSG %s :!log said before anybody listened", s->channel);
	go_live(s);
	irc_client_say(&s->alice, "PRIVMSG %s :!log said now", s->channel);
	irc_rig_until_row(&s->rig, EV_NOTE, "said now", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "said before anybody listened"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"replay\":true"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		STORY(the_password_of_the_account_lets_us_in),
		STORY(the_certificate_of_the_account_lets_us_in),
		STORY(a_wrong_password_does_not),
		STORY(a_certificate_nobody_knows_does_not),
		STORY(after_a_certificate_nobody_knows_the_password_is_tried),
		STORY(people_are_known_by_their_accounts),
		STORY(nothing_but_the_account_commands),
		STORY(our_words_are_named_by_the_server),
		STORY(history_is_recorded_and_not_obeyed),
	};

	return cmocka_run_group_tests_name("irc/services", tests, start, end);
}
