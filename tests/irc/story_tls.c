/* story_tls.c: encryption: which certificates are believed, which are not, and that nothing is said before. */
#include "support/certificates.h"
#include "support/folder.h"
#include "support/irc_rig.h"
#include "support/test.h"
#include "support/tls_front.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

struct stage {
	struct irc_rig rig;
	struct irc_server server;
	struct tls_front front;
	struct irc_client ops1;
};

/* Made once: every story reads them from the same folder. */
static struct arena *shared;
static const char *made;

static const struct certificate_ask certificates[] = {
	{.name = "authority", .authority = true},
	{.name = "stranger", .authority = true},
	{.name = "good",
		.issuer = "authority",
		.names = "DNS:localhost,IP:127.0.0.1",
		.usage = "serverAuth"},
	{.name = "other-host", .issuer = "authority", .names = "DNS:irc.example.org,IP:192.0.2.1"},
	{.name = "name-only", .issuer = "authority", .names = "DNS:localhost"},
	{.name = "by-stranger", .issuer = "stranger", .names = "DNS:localhost,IP:127.0.0.1"},
	{.name = "own", .names = "DNS:localhost,IP:127.0.0.1"},
	{.name = "own-elsewhere", .names = "DNS:elsewhere.example.org"},
	{.name = "own-expired",
		.names = "DNS:localhost,IP:127.0.0.1",
		.from_days = -9,
		.to_days = -2},
	{.name = "expired",
		.issuer = "authority",
		.names = "IP:127.0.0.1",
		.from_days = -9,
		.to_days = -2},
	{.name = "too-early",
		.issuer = "authority",
		.names = "IP:127.0.0.1",
		.from_days = 2,
		.to_days = 9},
	{.name = "for-clients",
		.issuer = "authority",
		.names = "IP:127.0.0.1",
		.usage = "clientAuth"},
	{.name = "wildcard", .issuer = "authority", .names = "DNS:*host,DNS:l*"},
	{.name = "us", .names = "DNS:bridge.example.org", .usage = "clientAuth"},
};

static int make_all(void **state)
{
	(void)state;
	shared = arena_new();
	made = folder_make(shared);
	for (size_t i = 0; i < sizeof certificates / sizeof certificates[0]; i++)
		certificate_make(shared, made, &certificates[i]);
	return 0;
}

static int remove_all(void **state)
{
	(void)state;
	folder_remove(made);
	arena_free(shared);
	return 0;
}

static int setup(void **state)
{
	static struct stage s;

	s = (struct stage){0};
	irc_rig_open(&s.rig);
	irc_rig_option(&s.rig, "tls", "yes");
	irc_rig_option(&s.rig, "denied_wait", "20ms");
	irc_rig_option(&s.rig, "backoff_first", "10ms");
	irc_rig_option(&s.rig, "backoff_most", "20ms");
	irc_rig_declare(&s.rig, "Checkout errors");
	*state = &s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	tls_front_end(&s->front);
	irc_server_kill(&s->server);
	irc_client_close(&s->ops1);
	irc_rig_close(&s->rig);
	return 0;
}

static void trust(struct stage *s, const char *authority)
{
	irc_rig_option(&s->rig, "cafile", certificate_file(s->rig.arena, made, authority));
}

static void start_server(struct stage *s)
{
	irc_server_start(&s->server, s->rig.arena, s->rig.folder);
	irc_client_open(&s->ops1, s->server.port, "ops1");
	irc_rig_listen(&s->rig, &s->ops1);
	irc_rig_until_hears(&s->rig, &s->ops1, " 266 ");
	irc_client_say(&s->ops1, "JOIN #war");
	irc_rig_until_hears(&s->rig, &s->ops1, " 366 ");
}

static void present(struct stage *s, struct tls_front_ask ask)
{
	start_server(s);
	ask.folder = made;
	ask.back = s->server.port;
	tls_front_start(&s->front, s->rig.arena, &ask);
}

static void present_only(struct stage *s, const char *certificate)
{
	struct tls_front_ask ask = {.folder = made, .certificate = certificate};

	/* Nobody listens behind it: a byte of IRC would have nowhere to go. */
	ask.back = irc_server_free_port();
	tls_front_start(&s->front, s->rig.arena, &ask);
}

static void go(struct stage *s, const char *host)
{
	const char *text = arena_printf(s->rig.arena, "%s:%d #war", host, s->front.port);
	struct err err;

	irc_rig_connect(&s->rig, "test-1", s->front.port, "#war");
	assert_int_equal(bridge_connect(s->rig.bridge, str_z(text), &err), RC_OK);
}

struct waited {
	struct stage *s;
	const char *words;
};

static bool noticed(void *ctx)
{
	struct waited *w = ctx;

	return strstr(w->s->rig.notices, w->words) != NULL;
}

static void until_noticed(struct stage *s, const char *text)
{
	struct waited w = {s, text};

	irc_rig_until(&s->rig, text, noticed, &w);
}

static bool front_tells(void *ctx)
{
	struct waited *w = ctx;

	return tls_front_tells(&w->s->front, w->words);
}

static void until_front_tells(struct stage *s, const char *text)
{
	struct waited w = {s, text};

	irc_rig_until(&s->rig, text, front_tells, &w);
}

/* Refused, told, recorded once, tried again, and never a handshake that succeeded. */
static void is_refused(struct stage *s, const char *host, const char *why)
{
	go(s, host);
	until_noticed(s, why);
	irc_rig_until_row(&s->rig, EV_LINK_STATE, "\"denied\"", 1);
	until_front_tells(s, "failed");
	for (int again = 0; again < 2; again++) {
		irc_rig_until_state(&s->rig, "secure");
		irc_rig_until_state(&s->rig, "backoff");
	}
	assert_int_equal(irc_rig_rows(&s->rig, EV_LINK_STATE, "\"denied\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_LINK_STATE, why), 1);
	assert_false(tls_front_tells(&s->front, "ok "));
}

static void is_believed(struct stage *s, const char *host)
{
	struct bridge_status st;

	go(s, host);
	irc_rig_until_state(&s->rig, "live");
	bridge_get_status(s->rig.bridge, &st);
	assert_string_equal(st.protocol, "TLSv1.3");
	assert_true(st.obeyed);
	irc_client_say(&s->ops1, "PRIVMSG #war :!log over a safe link");
	irc_rig_until_row(&s->rig, EV_NOTE, "over a safe link", 1);
	irc_rig_until_hears(&s->rig, &s->ops1, " E-");
}

static void the_right_name_from_the_right_authority_is_believed(void **state)
{
	struct stage *s = *state;

	trust(s, "authority");
	present(s, (struct tls_front_ask){.certificate = "good"});
	is_believed(s, "localhost");
	until_front_tells(s, "sni=localhost client=-");
}

static void the_right_address_is_believed_and_no_name_is_told(void **state)
{
	struct stage *s = *state;

	trust(s, "authority");
	present(s, (struct tls_front_ask){.certificate = "good"});
	is_believed(s, "127.0.0.1");
	until_front_tells(s, "sni=- client=-");
}

static void a_certificate_that_vouches_for_itself_is_believed_when_it_is_the_authority(void **state)
{
	struct stage *s = *state;

	trust(s, "own");
	present(s, (struct tls_front_ask){.certificate = "own"});
	is_believed(s, "127.0.0.1");
}

static void a_pinned_certificate_is_believed_whoever_issued_it(void **state)
{
	struct stage *s = *state;
	const char *hex = certificate_sha256(s->rig.arena, made, "own-elsewhere");

	irc_rig_option(&s->rig, "pin", hex);
	present(s, (struct tls_front_ask){.certificate = "own-elsewhere"});
	is_believed(s, "127.0.0.1");
}

static void a_pinned_key_is_believed_and_the_authority_must_vouch_too(void **state)
{
	struct stage *s = *state;

	trust(s, "authority");
	irc_rig_option(&s->rig, "pin", certificate_key_sha256(s->rig.arena, made, "good"));
	present(s, (struct tls_front_ask){.certificate = "good"});
	is_believed(s, "localhost");
}

static void our_certificate_is_shown_to_the_server(void **state)
{
	struct stage *s = *state;
	struct arena *a = s->rig.arena;

	trust(s, "authority");
	irc_rig_option(&s->rig, "certificate", certificate_file(a, made, "us"));
	irc_rig_option(&s->rig, "key", certificate_key(a, made, "us"));
	irc_rig_option(&s->rig, "login", "none");
	present(s, (struct tls_front_ask){.certificate = "good", .client_issuer = "us"});
	is_believed(s, "127.0.0.1");
	until_front_tells(s, arena_printf(a, "client=%s", certificate_sha256(a, made, "us")));
}

/* What is presented, what is trusted, and what is said of it. */
static const struct refusal {
	const char *name, *presented, *authority, *pinned, *host, *why;
} refusals[] = {
	{"another_name", "other-host", "authority", NULL, "localhost", "hostname mismatch"},
	{"another_address", "other-host", "authority", NULL, "127.0.0.1", "IP address mismatch"},
	{"a_name_is_no_address", "name-only", "authority", NULL, "127.0.0.1",
		"IP address mismatch"},
	{"half_a_wildcard", "wildcard", "authority", NULL, "localhost", "hostname mismatch"},
	{"vouches_for_itself", "own", NULL, NULL, "127.0.0.1",
		"self-signed certificate; `irc cafile` or"},
	{"unknown_authority", "by-stranger", "authority", NULL, "127.0.0.1",
		"unable to get local issuer certificate"},
	{"expired", "expired", "authority", NULL, "127.0.0.1", "certificate has expired"},
	{"not_yet", "too-early", "authority", NULL, "127.0.0.1", "certificate is not yet valid"},
	{"for_clients", "for-clients", "authority", NULL, "127.0.0.1",
		"unsuitable certificate purpose"},
	{"another_pin", "own-elsewhere", NULL, "own", "127.0.0.1",
		"not the one that irc.pin names"},
	{"another_pin_and_the_right_authority", "good", "authority", "own", "127.0.0.1",
		"not the one that irc.pin names"},
	{"pinned_by_another_authority", "by-stranger", "authority", "by-stranger", "127.0.0.1",
		"unable to get local issuer certificate"},
	{"pinned_and_expired", "own-expired", NULL, "own-expired", "127.0.0.1",
		"certificate has expired"},
};

static void is_refused_in_every_case(void **state)
{
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		const struct refusal *r = &refusals[i];
		struct stage *s = *state;

		print_message("%s\n", r->name);
		if (r->authority)
			trust(s, r->authority);
		if (r->pinned)
			irc_rig_option(
				&s->rig, "pin", certificate_sha256(s->rig.arena, made, r->pinned));
		present_only(s, r->presented);
		is_refused(s, r->host, r->why);
		teardown(state);
		setup(state);
	}
}

static void an_old_protocol_is_not_spoken(void **state)
{
	struct stage *s = *state;
	struct tls_front_ask ask = {.folder = made, .certificate = "good", .old = true};

	trust(s, "authority");
	ask.back = irc_server_free_port();
	tls_front_start(&s->front, s->rig.arena, &ask);
	go(s, "127.0.0.1");
	until_noticed(s, "nothing newer than TLS 1.1");
	assert_false(tls_front_tells(&s->front, "ok "));
}

static int open_listener(int *ret_port)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, n), 0);
	assert_int_equal(listen(fd, 4), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	*ret_port = ntohs(at.sin_port);
	return fd;
}

static void a_server_without_encryption_is_not_spoken_to(void **state)
{
	struct stage *s = *state;
	int fd, listener = open_listener(&s->front.port);

	go(s, "127.0.0.1");
	while ((fd = accept(listener, NULL, NULL)) < 0)
		irc_rig_turn(&s->rig);
	irc_client_adopt(&s->ops1, fd);
	irc_client_say(&s->ops1, ":irc.test NOTICE * :looking up your host");
	until_noticed(s, "speaks no TLS on this port");
	irc_client_pump(&s->ops1);
	assert_int_equal(irc_client_count(&s->ops1, "NICK"), 0);
	close(listener);
}

static void a_handshake_that_never_ends_is_given_up(void **state)
{
	struct stage *s = *state;
	int fd = open_listener(&s->front.port);

	irc_rig_option(&s->rig, "connect_limit", "100ms");
	go(s, "127.0.0.1");
	until_noticed(s, "does not finish encrypting");
	close(fd);
}

static void files_that_are_of_no_use_are_named(void **state)
{
	struct stage *s = *state;
	struct arena *a = s->rig.arena;
	struct err err;

	present_only(s, "good");
	irc_rig_option(&s->rig, "cafile", "/nonexistent/authority.pem");
	go(s, "127.0.0.1");
	until_noticed(s, "irc.cafile: /nonexistent/authority.pem");
	assert_int_equal(bridge_set(s->rig.bridge, STR("cafile"),
				 str_z(certificate_file(a, made, "authority")), &err),
		RC_OK);
	assert_int_equal(bridge_set(s->rig.bridge, STR("certificate"),
				 str_z(certificate_file(a, made, "us")), &err),
		RC_OK);
	until_noticed(s, "irc.certificate: ");
	assert_int_equal(bridge_set(s->rig.bridge, STR("key"),
				 str_z(certificate_key(a, made, "good")), &err),
		RC_OK);
	until_noticed(s, "irc.key: ");
	assert_false(tls_front_tells(&s->front, "ok "));
}

static void what_was_missing_is_used_at_once(void **state)
{
	struct stage *s = *state;
	struct err err;

	irc_rig_option(&s->rig, "denied_wait", "1h");
	present(s, (struct tls_front_ask){.certificate = "own"});
	go(s, "127.0.0.1");
	until_noticed(s, "self-signed");
	irc_rig_until_state(&s->rig, "backoff");
	assert_int_equal(bridge_set(s->rig.bridge, STR("pin"),
				 str_z(certificate_sha256(s->rig.arena, made, "own")), &err),
		RC_OK);
	irc_rig_until_state(&s->rig, "live");
}

static void many_lines_in_one_record_all_arrive(void **state)
{
	struct stage *s = *state;
	int listener, port, fd = -1;
	struct irc_client link = {0};
	struct buf b;

	listener = open_listener(&port);
	trust(s, "authority");
	tls_front_start(&s->front, s->rig.arena,
		&(struct tls_front_ask){.folder = made, .certificate = "good", .back = port});
	go(s, "127.0.0.1");
	while ((fd = accept(listener, NULL, NULL)) < 0)
		irc_rig_turn(&s->rig);
	irc_client_adopt(&link, fd);
	irc_rig_listen(&s->rig, &link);
	irc_rig_until_hears(&s->rig, &link, "USER ");
	irc_client_say(&link, ":irc.test 001 warroom :Welcome");
	irc_client_say(&link, ":irc.test 422 warroom :no motd");
	irc_rig_until_hears(&s->rig, &link, "JOIN #war");
	irc_client_say(&link, ":warroom!warroom@localhost JOIN #war");
	buf_init(&b, s->rig.arena, 40000);
	for (int i = 0; i < 600; i++)
		buf_addf(&b, ":ops1!u@h PRIVMSG #war :line %d.\r\n", i);
	irc_client_bytes(&link, buf_str(&b));
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"line 599.\"", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"line "), 600);
	irc_client_close(&link);
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"line 599.\"", 1);
	irc_rig_until_state(&s->rig, "backoff");
	close(listener);
}

static void ngircd_is_spoken_to_on_its_own_port_for_encryption(void **state)
{
	struct stage *s = *state;
	struct arena *a = s->rig.arena;

	s->server.certificate = certificate_file(a, made, "good");
	s->server.key = certificate_key(a, made, "good");
	trust(s, "authority");
	start_server(s);
	s->front.port = s->server.tls_port;
	is_believed(s, "127.0.0.1");
}

/* This address leads here too, and nobody can tell that by looking at it. */
static const char elsewhere[] = "0.0.0.0";

static void a_plain_link_beyond_this_host_records_and_obeys_nothing(void **state)
{
	struct stage *s = *state;
	struct bridge_status st;

	irc_rig_option(&s->rig, "tls", "no");
	irc_rig_option(&s->rig, "plaintext", "yes");
	irc_rig_option(&s->rig, "trust", "nicks");
	start_server(s);
	s->front.port = s->server.port;
	go(s, elsewhere);
	irc_rig_until_state(&s->rig, "live");
	until_noticed(s, "not encrypted");
	bridge_get_status(s->rig.bridge, &st);
	assert_false(st.obeyed);
	irc_client_say(&s->ops1, "PRIVMSG #war :!log by whoever");
	irc_rig_until_hears(&s->rig, &s->ops1, "NOTICE ops1 :nothing is obeyed here");
	irc_client_say(&s->ops1, "PRIVMSG #war :#action by whoever");
	irc_client_say(&s->ops1, "PRIVMSG #war :warroom: log by whoever");
	irc_client_say(&s->ops1, "PRIVMSG #war :and that is all");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "and that is all", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "by whoever"), 3);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 0);
}

static void beyond_this_host_nothing_is_said_in_the_clear_unasked(void **state)
{
	struct stage *s = *state;
	int fd, listener = open_listener(&s->front.port);

	irc_rig_option(&s->rig, "tls", "no");
	go(s, elsewhere);
	while ((fd = accept(listener, NULL, NULL)) < 0)
		irc_rig_turn(&s->rig);
	irc_client_adopt(&s->ops1, fd);
	irc_client_say(&s->ops1, ":irc.test NOTICE * :looking up your host");
	until_noticed(s, "speaks no TLS");
	irc_client_pump(&s->ops1);
	assert_int_equal(irc_client_count(&s->ops1, "NICK"), 0);
	close(listener);
}

static void a_name_that_looks_like_this_host_is_none(void **state)
{
	static const char *const here[] = {
		"localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1"};
	static const char *const beyond[] = {"127.evil.example", "127.0.0.1.example.org", "127.1x",
		"localhost.example.org", "::1.example.org", "::2", "10.0.0.1", "", "127."};
	struct irc_options o = irc_options_default();

	(void)state;
	for (size_t i = 0; i < sizeof here / sizeof here[0]; i++) {
		snprintf(o.server, sizeof o.server, "%s", here[i]);
		assert_false(irc_options_encrypts(&o));
		assert_string_equal(irc_options_port(&o), "6667");
	}
	for (size_t i = 0; i < sizeof beyond / sizeof beyond[0]; i++) {
		snprintf(o.server, sizeof o.server, "%s", beyond[i]);
		assert_true(irc_options_encrypts(&o));
		assert_string_equal(irc_options_port(&o), "6697");
	}
	snprintf(o.port, sizeof o.port, "6697");
	snprintf(o.server, sizeof o.server, "localhost");
	assert_true(irc_options_encrypts(&o));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		STORY(the_right_name_from_the_right_authority_is_believed),
		STORY(the_right_address_is_believed_and_no_name_is_told),
		STORY(a_certificate_that_vouches_for_itself_is_believed_when_it_is_the_authority),
		STORY(a_pinned_certificate_is_believed_whoever_issued_it),
		STORY(a_pinned_key_is_believed_and_the_authority_must_vouch_too),
		STORY(our_certificate_is_shown_to_the_server),
		STORY(is_refused_in_every_case),
		STORY(an_old_protocol_is_not_spoken),
		STORY(a_server_without_encryption_is_not_spoken_to),
		STORY(a_handshake_that_never_ends_is_given_up),
		STORY(files_that_are_of_no_use_are_named),
		STORY(what_was_missing_is_used_at_once),
		STORY(many_lines_in_one_record_all_arrive),
		STORY(ngircd_is_spoken_to_on_its_own_port_for_encryption),
		STORY(a_plain_link_beyond_this_host_records_and_obeys_nothing),
		STORY(beyond_this_host_nothing_is_said_in_the_clear_unasked),
		cmocka_unit_test(a_name_that_looks_like_this_host_is_none),
	};

	return cmocka_run_group_tests_name("irc/tls", tests, make_all, remove_all);
}
