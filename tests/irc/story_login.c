/* story_login.c: extensions and logins before a server played by the test: every answer it can give, and some it must not. */
#include "support/irc_stage.h"
#include "support/test.h"

#include <sys/stat.h>

#include "base/base64.h"
#include "base/hmac.h"

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

static void with_password(struct irc_stage *s, const char *login)
{
	setenv("WARROOM_TEST_PASSWORD", "pen%scil", 1);
	irc_rig_option(&s->rig, "account", "bridge");
	irc_rig_option(&s->rig, "password_from", "env:WARROOM_TEST_PASSWORD");
	irc_rig_option(&s->rig, "login", login);
	irc_rig_option(&s->rig, "denied_wait", "50ms");
}

static bool is_denied(void *ctx)
{
	struct irc_stage *s = ctx;

	return irc_rig_rows(&s->rig, EV_LINK_STATE, "\"denied\"") == 1;
}

/* Told, recorded, tried again, and the channel was not asked for. */
static void expect_denied(struct irc_stage *s, const char *why)
{
	irc_stage_until_told(s, why);
	irc_rig_until(&s->rig, "a row about the refusal", is_denied, s);
	assert_int_equal(irc_rig_rows(&s->rig, EV_LINK_STATE, why), 1);
	irc_client_pump(&s->link);
	assert_int_equal(irc_client_count(&s->link, "JOIN"), 0);
	irc_stage_accept(s);
}

static void extensions_are_asked_for_by_group(void **state)
{
	struct irc_stage *s = *state;

	irc_stage_connect(s);
	irc_stage_offer(s, all_caps);
	hear(s, "CAP REQ :server-time message-tags account-tag batch\n");
	hear(s, "CAP REQ :extended-join account-notify chghost\n");
	hear(s, "CAP REQ :echo-message labeled-response\n");
	hear(s, "CAP REQ :cap-notify\n");
	hear(s, "CAP REQ :draft/chathistory\n");
	assert_int_equal(irc_client_count(&s->link, "CAP END"), 0);
	say(s, ":irc.test CAP * NAK :extended-join account-notify chghost");
	hear(s, "CAP REQ :extended-join\n");
	say(s, ":irc.test CAP * NAK :extended-join");
	say(s, ":irc.test CAP * ACK :account-notify");
	say(s, ":irc.test CAP * ACK :chghost");
	say(s, ":irc.test CAP * ACK :server-time message-tags account-tag batch");
	say(s, ":irc.test CAP * ACK :echo-message labeled-response");
	say(s, ":irc.test CAP * NAK :cap-notify");
	say(s, ":irc.test CAP * ACK :draft/chathistory");
	hear(s, "CAP END\n");
	assert_int_equal(irc_client_count(&s->link, "sasl"), 0);
	irc_stage_welcome(s);
	hear(s, "JOIN #war");
	say(s, ":warroom!warroom@localhost JOIN #war");
	hear(s, "WHO #war %tcnfa,152\n");
	hear(s, "CHATHISTORY ");
}

static void a_server_that_knows_no_extensions_is_joined(void **state)
{
	struct irc_stage *s = *state;

	irc_stage_connect(s);
	irc_stage_accept(s);
	hear(s, "USER ");
	say(s, ":irc.test 421 * CAP :Unknown command");
	irc_stage_go_live(s);
	hear(s, "room of INC-1");
}

static void a_list_may_come_in_parts_and_offer_nothing_known(void **state)
{
	struct irc_stage *s = *state;

	irc_stage_connect(s);
	irc_stage_accept(s);
	hear(s, "USER ");
	say(s, ":irc.test CAP * LS * :one/thing");
	say(s, ":irc.test CAP * LS * :another=1,2");
	say(s, ":irc.test CAP * LS :");
	hear(s, "CAP END\n");
	irc_stage_go_live(s);
}

static void plain_is_proof_enough_on_a_safe_link(void **state)
{
	struct irc_stage *s = *state;
	struct bridge_status st;

	with_password(s, "plain");
	irc_stage_connect(s);
	irc_stage_offer(s, "sasl=PLAIN");
	irc_stage_grant_until(s, "AUTHENTICATE PLAIN\n");
	say(s, "AUTHENTICATE +");
	hear(s, arena_printf(s->rig.arena, "AUTHENTICATE %.*s\n",
			STR_ARG(base64_encode(
				s->rig.arena, str_n("bridge\0bridge\0pen%scil", 22)))));
	say(s, ":irc.test 900 warroom warroom!w@h bridge :You are now logged in as bridge");
	say(s, ":irc.test 903 warroom :SASL authentication successful");
	hear(s, "CAP END\n");
	irc_stage_go_live(s);
	bridge_get_status(s->rig.bridge, &st);
	assert_string_equal(st.account, "bridge");
	for (enum event_kind k = EV_UNKNOWN; k < EV_COUNT; k++)
		assert_int_equal(irc_rig_rows(&s->rig, k, "pen%s"), 0);
	assert_null(strstr(s->rig.notices, "pen%s"));
}

static void a_long_password_goes_in_pieces(void **state)
{
	struct irc_stage *s = *state;
	char password[600];

	with_password(s, "plain");
	memset(password, 'x', sizeof password);
	password[583] = '\0'; /* with the names: 597 bytes, 796 signs */
	setenv("WARROOM_TEST_PASSWORD", password, 1);
	irc_stage_connect(s);
	irc_stage_offer(s, "sasl=PLAIN");
	irc_stage_grant_until(s, "AUTHENTICATE PLAIN\n");
	say(s, "AUTHENTICATE +");
	hear(s, "AUTHENTICATE YnJpZGdl");
	hear(s, "AUTHENTICATE eHh4");
	assert_int_equal(irc_client_count(&s->link, "AUTHENTICATE "), 3);
}

static void a_wrong_password_keeps_us_out(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "auto");
	irc_stage_connect(s);
	irc_stage_offer(s, "sasl=PLAIN");
	irc_stage_grant_until(s, "AUTHENTICATE PLAIN\n");
	say(s, "AUTHENTICATE +");
	hear(s, "AUTHENTICATE ");
	say(s, ":irc.test 904 warroom :SASL authentication failed");
	expect_denied(
		s, "the login as bridge by PLAIN is refused: SASL authentication failed (904)");
}

static void every_refusal_keeps_us_out(void **state)
{
	static const char *const numbers[] = {"902", "904", "905", "906", "907"};
	struct irc_stage *s = *state;

	with_password(s, "plain");
	irc_stage_connect(s);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		irc_stage_offer(s, "sasl");
		irc_stage_grant_until(s, "AUTHENTICATE PLAIN\n");
		irc_client_say(&s->link, ":irc.test %s warroom :no", numbers[i]);
		irc_stage_until_told(s, arena_printf(s->rig.arena, "no (%s)", numbers[i]));
		irc_client_pump(&s->link);
		assert_int_equal(irc_client_count(&s->link, "CAP END"), 0);
		assert_int_equal(irc_client_count(&s->link, "JOIN"), 0);
	}
}

static void without_services_nobody_goes_in(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "auto");
	irc_stage_connect(s);
	irc_stage_offer(s, "server-time");
	say(s, ":irc.test CAP * ACK :server-time");
	expect_denied(s, "offers no login now");
}

static void a_refused_extension_keeps_us_out(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "auto");
	irc_stage_connect(s);
	irc_stage_offer(s, "sasl=PLAIN");
	hear(s, "CAP REQ :sasl\n");
	say(s, ":irc.test CAP * NAK :sasl");
	expect_denied(s, "offers no login now");
}

static void another_kind_of_login_is_not_ours(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "scram");
	irc_stage_connect(s);
	irc_stage_offer(s, "sasl=PLAIN,EXTERNAL");
	hear(s, "CAP REQ :sasl\n");
	say(s, ":irc.test CAP * ACK :sasl");
	expect_denied(s, "no login of the kind");
}

static void a_greeting_before_the_login_is_no_way_in(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "auto");
	irc_stage_connect(s);
	irc_stage_accept(s);
	hear(s, "USER ");
	irc_stage_welcome(s);
	expect_denied(s, "the server knows no login");
	irc_stage_offer(s, "sasl=PLAIN");
	irc_stage_welcome(s);
	irc_stage_until_told(s, "greets us before the login is done");
	irc_client_pump(&s->link);
	assert_int_equal(irc_client_count(&s->link, "JOIN"), 0);
}

static void services_that_do_not_answer_are_given_up(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "plain");
	irc_rig_option(&s->rig, "register_limit", "200ms");
	irc_stage_connect(s);
	irc_stage_offer(s, "sasl");
	irc_stage_grant_until(s, "AUTHENTICATE PLAIN\n");
	expect_denied(s, "the login is not answered");
}

/* What a server that knows the password says, from what the client said first. */
struct scram {
	struct str first_bare, server_first, proof;
	struct hash salted;
};

static struct str said_last(struct irc_stage *s)
{
	const char *at = NULL, *next = s->link.heard;
	struct str text;

	while ((next = strstr(next, "AUTHENTICATE ")) != NULL)
		at = next++;
	assert_non_null(at);
	at += strlen("AUTHENTICATE ");
	assert_true(base64_decode(s->rig.arena, str_n(at, strcspn(at, "\n")), &text));
	return text;
}

static void challenge(struct irc_stage *s, struct str text)
{
	irc_client_say(&s->link, "AUTHENTICATE %.*s", STR_ARG(base64_encode(s->rig.arena, text)));
}

static struct scram scram_until_proof(struct irc_stage *s)
{
	struct arena *a = s->rig.arena;
	struct scram c;

	irc_stage_offer(s, "sasl=PLAIN,SCRAM-SHA-256");
	irc_stage_grant_until(s, "AUTHENTICATE SCRAM-SHA-256\n");
	say(s, "AUTHENTICATE +");
	hear(s, "AUTHENTICATE ");
	c.first_bare = str_cut(said_last(s), 3, SIZE_MAX);
	assert_true(str_starts(c.first_bare, STR("n=bridge,r=")));
	c.server_first = str_fmt(a, "%.*sMORE,s=c2FsdA==,i=4096",
		STR_ARG(str_cut(c.first_bare, strlen("n=bridge,"), SIZE_MAX)));
	challenge(s, c.server_first);
	hear(s, "AUTHENTICATE ");
	c.proof = said_last(s);
	c.salted = hmac_stretch(STR("pen%scil"), STR("salt"), 4096);
	return c;
}

static struct str server_signature(struct arena *a, const struct scram *c)
{
	struct str without = str_cut(c->proof, 0, (size_t)str_find(c->proof, STR(",p=")));
	struct hash key = hmac(str_n((const char *)c->salted.b, HASH_SIZE), STR("Server Key"));
	struct hash h = hmac(str_n((const char *)key.b, HASH_SIZE),
		str_fmt(a, "%.*s,%.*s,%.*s", STR_ARG(c->first_bare), STR_ARG(c->server_first),
			STR_ARG(without)));

	return base64_encode(a, str_n((const char *)h.b, HASH_SIZE));
}

static void scram_proves_both_sides(void **state)
{
	struct irc_stage *s = *state;
	struct arena *a = s->rig.arena;
	struct scram c;

	with_password(s, "auto");
	irc_stage_connect(s);
	c = scram_until_proof(s);
	challenge(s, str_fmt(a, "v=%.*s", STR_ARG(server_signature(a, &c))));
	hear(s, "AUTHENTICATE +\n");
	say(s, ":irc.test 900 warroom warroom!w@h bridge :You are now logged in as bridge");
	say(s, ":irc.test 903 warroom :SASL authentication successful");
	hear(s, "CAP END\n");
	irc_stage_go_live(s);
}

static void a_server_that_does_not_know_the_password_is_left(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "scram");
	irc_stage_connect(s);
	(void)scram_until_proof(s);
	say(s, ":irc.test 903 warroom :SASL authentication successful");
	expect_denied(s, "did not prove that it knows the password");
	irc_client_close(&s->link);
	(void)scram_until_proof(s);
	challenge(s, STR("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
	irc_stage_until_told(s, "does not keep to the rules");
}

static void crooked_words_during_the_login_lead_nowhere(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "plain");
	irc_stage_connect(s);
	irc_stage_accept(s);
	hear(s, "USER ");
	say(s, ":irc.test 903 warroom :SASL authentication successful");
	say(s, "AUTHENTICATE +");
	say(s, ":irc.test 904 warroom :no");
	say(s, ":irc.test CAP * ACK :sasl");
	say(s, ":irc.test CAP * LS :sasl=PLAIN");
	irc_stage_grant_until(s, "AUTHENTICATE PLAIN\n");
	assert_int_equal(irc_client_count(&s->link, "CAP END"), 0);
	say(s, "AUTHENTICATE !!");
	hear(s, "AUTHENTICATE *\n");
	expect_denied(s, "does not keep to the rules");
}

static void passwords_come_from_where_they_are_kept(void **state)
{
	struct irc_stage *s = *state;
	const char *path = arena_printf(s->rig.arena, "%s/password", s->rig.folder);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("pa%sss%n word\nsecond line\n", f);
	fclose(f);
	assert_int_equal(chmod(path, 0644), 0);
	irc_rig_option(&s->rig, "denied_wait", "50ms");
	irc_rig_option(
		&s->rig, "server_password_from", arena_printf(s->rig.arena, "file:%s", path));
	irc_stage_connect(s);
	irc_stage_until_told(s, "irc.server_password_from: ");
	irc_stage_until_told(s, "chmod 600");
	assert_int_equal(chmod(path, 0600), 0);
	irc_stage_accept(s);
	hear(s, "PASS :pa%sss%n word\n");
	hear(s, "NICK warroom\n");
	for (enum event_kind k = EV_UNKNOWN; k < EV_COUNT; k++)
		assert_int_equal(irc_rig_rows(&s->rig, k, "pa%sss"), 0);
	assert_null(strstr(s->rig.notices, "pa%sss"));
}

static void a_program_may_know_the_password(void **state)
{
	struct irc_stage *s = *state;

	with_password(s, "plain");
	irc_rig_option(&s->rig, "password_from", "command:printf pencil\\n");
	irc_stage_connect(s);
	irc_stage_offer(s, "sasl=PLAIN");
	irc_stage_grant_until(s, "AUTHENTICATE PLAIN\n");
	say(s, "AUTHENTICATE +");
	hear(s, "AUTHENTICATE YnJpZGdlAGJyaWRnZQBwZW5jaWw=\n");
}

static void means_that_do_not_fit_are_told_before_anybody_is_called(void **state)
{
	struct irc_stage *s = *state;
	struct err err;

	irc_rig_option(&s->rig, "account", "bridge");
	irc_rig_option(&s->rig, "denied_wait", "1h");
	irc_stage_connect(s);
	irc_stage_until_told(s, "a login needs irc.password_from or irc.certificate");
	assert_int_equal(bridge_set(s->rig.bridge, STR("account"), STR("none"), &err), RC_OK);
	irc_stage_accept(s);
	hear(s, "USER ");
}

static void no_password_goes_over_a_link_that_others_can_read(void **state)
{
	struct irc_stage *s = *state;
	struct err err;
	const char *text = arena_printf(s->rig.arena, "0.0.0.0:%d #war", s->port);

	with_password(s, "plain");
	irc_rig_option(&s->rig, "plaintext", "yes");
	irc_rig_connect(&s->rig, "test-1", s->port, "");
	assert_int_equal(bridge_connect(s->rig.bridge, str_z(text), &err), RC_OK);
	irc_stage_accept(s);
	irc_stage_until_told(s, "a password is said on an encrypted link alone");
	irc_client_pump(&s->link);
	assert_int_equal(s->link.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, irc_stage_setup, irc_stage_teardown)
		STORY(extensions_are_asked_for_by_group),
		STORY(a_server_that_knows_no_extensions_is_joined),
		STORY(a_list_may_come_in_parts_and_offer_nothing_known),
		STORY(plain_is_proof_enough_on_a_safe_link),
		STORY(a_long_password_goes_in_pieces),
		STORY(a_wrong_password_keeps_us_out),
		STORY(every_refusal_keeps_us_out),
		STORY(without_services_nobody_goes_in),
		STORY(a_refused_extension_keeps_us_out),
		STORY(another_kind_of_login_is_not_ours),
		STORY(a_greeting_before_the_login_is_no_way_in),
		STORY(services_that_do_not_answer_are_given_up),
		STORY(scram_proves_both_sides),
		STORY(a_server_that_does_not_know_the_password_is_left),
		STORY(crooked_words_during_the_login_lead_nowhere),
		STORY(passwords_come_from_where_they_are_kept),
		STORY(a_program_may_know_the_password),
		STORY(means_that_do_not_fit_are_told_before_anybody_is_called),
		STORY(no_password_goes_over_a_link_that_others_can_read),
	};

	return cmocka_run_group_tests_name("irc/login", tests, NULL, NULL);
}
