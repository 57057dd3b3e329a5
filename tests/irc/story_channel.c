/* story_channel.c: the bridge in a real channel: its nick, what it records, what it obeys, what it says. */
#include "support/irc_rig.h"
#include "support/test.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "support/corpus.h"
#include "support/folder.h"

struct stage {
	struct irc_rig rig;
	struct irc_server server;
	struct irc_client ops1;
};

static int setup(void **state)
{
	static struct stage s;

	s = (struct stage){0};
	irc_rig_open(&s.rig);
	irc_server_start(&s.server, s.rig.arena, s.rig.folder);
	irc_client_open(&s.ops1, s.server.port, "ops1");
	irc_rig_listen(&s.rig, &s.ops1);
	irc_rig_until_hears(&s.rig, &s.ops1, " 266 ");
	irc_client_say(&s.ops1, "JOIN #war");
	irc_rig_until_hears(&s.rig, &s.ops1, " 366 ");
	*state = &s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	irc_server_kill(&s->server);
	irc_client_close(&s->ops1);
	irc_rig_close(&s->rig);
	return 0;
}

static void go_live(struct stage *s)
{
	irc_rig_connect(&s->rig, "test-1", s->server.port, "#war");
	irc_rig_until_state(&s->rig, "live");
}

static void in_room(struct stage *s)
{
	irc_rig_declare(&s->rig, "Checkout errors");
	go_live(s);
	irc_rig_until_hears(&s->rig, &s->ops1, "this channel is now the room of INC-1");
}

static void joins_under_the_nick_it_was_granted(void **state)
{
	struct stage *s = *state;
	struct irc_client other = {0};
	struct bridge_status st;

	irc_client_open(&other, s->server.port, "warroom");
	irc_rig_listen(&s->rig, &other);
	irc_rig_until_hears(&s->rig, &other, " 266 ");
	irc_rig_option(&s->rig, "regain", "1h");
	go_live(s);
	bridge_get_status(s->rig.bridge, &st);
	assert_true(str_eq_z(st.nick, "warroom2"));
	assert_int_equal(st.members, 2);
	irc_rig_until_hears(&s->rig, &s->ops1, ":warroom2!");
	irc_client_say(&s->ops1, "PRIVMSG #war :warroom2: status");
	irc_rig_until_hears(&s->rig, &s->ops1, "NOTICE ops1 :");
	irc_client_close(&other);
}

static bool has_wanted_nick(void *ctx)
{
	struct stage *s = ctx;
	struct bridge_status st;

	bridge_get_status(s->rig.bridge, &st);
	return str_eq_z(st.nick, "warroom");
}

static void takes_its_nick_back_when_it_is_free(void **state)
{
	struct stage *s = *state;
	struct irc_client other = {0};

	irc_client_open(&other, s->server.port, "warroom");
	irc_rig_listen(&s->rig, &other);
	irc_rig_until_hears(&s->rig, &other, " 266 ");
	go_live(s);
	irc_client_say(&other, "QUIT :gone");
	irc_rig_until(&s->rig, "the wanted nick", has_wanted_nick, s);
	irc_rig_until_hears(&s->rig, &s->ops1, "NICK :warroom");
	irc_client_close(&other);
}

static void a_nick_too_long_for_the_server_is_cut(void **state)
{
	struct stage *s = *state;
	struct bridge_status st;

	irc_rig_option(&s->rig, "nick", "warroom-of-the-company");
	irc_rig_option(&s->rig, "regain", "1h");
	go_live(s);
	bridge_get_status(s->rig.bridge, &st);
	assert_true(str_starts(st.nick, STR("warroom")));
	assert_true(st.nick.n <= 9);
}

static void every_kind_of_line_is_on_record(void **state)
{
	struct stage *s = *state;
	struct irc_client ops2 = {0};

	in_room(s);
	irc_client_open(&ops2, s->server.port, "ops2");
	irc_rig_listen(&s->rig, &ops2);
	irc_client_say(&ops2, "JOIN #war");
	irc_rig_until_hears(&s->rig, &ops2, " 366 ");
	irc_client_say(&ops2, "PRIVMSG #war :rolled back");
	irc_client_say(&ops2, "PRIVMSG #war :\001ACTION looks at graphs\001");
	irc_client_say(&ops2, "NOTICE #war :a notice");
	irc_client_say(&ops2, "PRIVMSG #war :\001VERSION\001");
	irc_client_say(&ops2, "NICK ops3");
	irc_rig_until_hears(&s->rig, &s->ops1, "NICK :ops3");
	irc_client_say(&s->ops1, "MODE #war +v ops3");
	irc_client_say(&s->ops1, "TOPIC #war :all hands");
	irc_client_say(&s->ops1, "KICK #war ops3 :out");
	irc_rig_until_hears(&s->rig, &ops2, "KICK #war");
	irc_client_say(&ops2, "JOIN #war");
	irc_client_say(&ops2, "PART #war :bye");
	irc_client_say(&ops2, "JOIN #war");
	irc_client_say(&ops2, "QUIT :gone");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"how\":\"quit\"", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"text\":\"rolled back\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"text\":\"looks at graphs\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"action\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"ctcp\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"text\":\"a notice\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"nick\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "+v ops3"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"text\":\"all hands\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"kick\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"how\":\"part\""), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "VERSION"), 1);
	assert_int_equal(irc_client_count(&ops2, "VERSION"), 0);
	irc_client_close(&ops2);
}

struct expected {
	struct str text;
	size_t seen;
};

static enum rc compare_row(const struct record *rec, void *ctx)
{
	struct expected *want = ctx;
	struct arena *a = arena_new();
	const struct json *body;
	char exact[4096];
	struct str hex;

	if (rec->ev.kind == EV_CHAT_IN && json_parse(a, rec->ev.body, &body, NULL) == RC_OK) {
		hex = json_str(body, "raw");
		if (hex.n == 0)
			want->seen += str_eq(json_str(body, "text"), want->text);
		else if (hex.n / 2 < sizeof exact && hex_decode(hex, exact, hex.n / 2))
			want->seen += str_eq(str_n(exact, hex.n / 2), want->text);
	}
	arena_free(a);
	return RC_OK;
}

/* What the protocol itself cannot carry in one line is left out. */
static bool can_be_said(struct str s)
{
	return s.n > 0 && s.n < 400 && !memchr(s.p, '\n', s.n) && !memchr(s.p, '\r', s.n) &&
	       !memchr(s.p, '\0', s.n);
}

static void hostile_texts_are_recorded_byte_for_byte(void **state)
{
	struct stage *s = *state;
	struct arena *a = s->rig.arena;
	struct tsv t;
	struct err err;
	size_t said = 0;

	in_room(s);
	assert_int_equal(
		tsv_parse(a, "hostile.tsv", corpus_read(a, "hostile.tsv"), &t, &err), RC_OK);
	for (size_t i = 0; i < t.rows; i++) {
		struct str text = corpus_unescape(a, tsv_cell(&t, i, tsv_column(&t, "input")));

		if (!can_be_said(text))
			continue;
		irc_client_bytes(&s->ops1, str_fmt(a, "PRIVMSG #war :%.*s\r\n", STR_ARG(text)));
		said++;
	}
	assert_true(said > 50);
	irc_client_say(&s->ops1, "PRIVMSG #war :that was the last");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "that was the last", 1);
	for (size_t i = 0; i < t.rows; i++) {
		struct expected want = {
			corpus_unescape(a, tsv_cell(&t, i, tsv_column(&t, "input"))), 0};

		if (!can_be_said(want.text))
			continue;
		assert_int_equal(
			journal_read(s->rig.journal, 0, 0, compare_row, &want, NULL), RC_OK);
		if (want.seen == 0)
			fail_msg("row %zu of the corpus is not on record", i);
	}
}

static void answers_and_stores_what_is_asked(void **state)
{
	struct stage *s = *state;

	in_room(s);
	irc_client_say(&s->ops1, "PRIVMSG #war :!status");
	irc_rig_until_hears(&s->rig, &s->ops1, "PRIVMSG #war :ops1: ");
	irc_client_say(&s->ops1, "PRIVMSG #war :\00304!log rolled back web to 4f2");
	irc_rig_until_hears(&s->rig, &s->ops1, " E-");
	irc_rig_until_row(&s->rig, EV_NOTE, "rolled back web to 4f2", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :warroom, log by name");
	irc_rig_until_row(&s->rig, EV_NOTE, "by name", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :#action page the vendor -- now");
	irc_rig_until_row(&s->rig, EV_NOTE, "\"text\":\"page the vendor -- now\"", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, "[\"proposed\",\"action\"]"), 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :!help");
	irc_rig_until_hears(&s->rig, &s->ops1, "NOTICE ops1 :");
}

static void talk_is_on_disk_before_what_it_asks_for(void **state)
{
	struct stage *s = *state;
	const struct incident *i;
	uint64_t note = 0;
	struct journal_window w = {
		.incident = 1, .from = INSTANT_NONE, .to = INSTANT_NONE, .as_known = INSTANT_NONE};
	struct rows rows;
	struct err err;

	in_room(s);
	irc_client_say(&s->ops1, "PRIVMSG #war :!log which came first");
	irc_rig_until_row(&s->rig, EV_NOTE, "which came first", 1);
	i = board_incident(engine_board(s->rig.engine), 1);
	note = i->entries.v[i->entries.n - 1].seq;
	w.before_seq = note;
	w.backwards = true;
	w.limit = 1;
	assert_int_equal(engine_window(s->rig.engine, &w, engine_board(s->rig.engine), s->rig.arena,
				 &rows, &err),
		RC_OK);
	assert_int_equal(rows.n, 1);
	assert_true(str_eq_z(rows.v[0].chat.text, "!log which came first"));
}

static void obeys_only_people_who_ask_in_the_channel(void **state)
{
	struct stage *s = *state;

	in_room(s);
	irc_client_say(&s->ops1, "NOTICE #war :!log by notice");
	irc_client_say(&s->ops1, "PRIVMSG warroom :!log in private");
	irc_client_say(&s->ops1, "PRIVMSG #war :\001ACTION !log by action\001");
	irc_client_say(&s->ops1, "PRIVMSG #war :  !log not at the start");
	irc_client_say(&s->ops1, "PRIVMSG #war :!weather");
	irc_client_say(&s->ops1, "PRIVMSG #war :!log for real");
	irc_rig_until_row(&s->rig, EV_NOTE, "for real", 1);
	irc_rig_until_hears(&s->rig, &s->ops1, " E-");
	assert_int_equal(irc_rig_rows(&s->rig, EV_NOTE, ""), 1);
	assert_int_equal(irc_client_count(&s->ops1, "weather"), 0);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "by notice"), 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_CHAT_IN, "\"private\":true"), 1);
}

static void a_nick_alone_may_not_command_unless_trusted(void **state)
{
	struct stage *s = *state;
	struct err err;

	in_room(s);
	irc_client_say(&s->ops1, "PRIVMSG #war :!status identified");
	irc_client_say(&s->ops1, "PRIVMSG #war :!impact users=90%%");
	irc_rig_until_hears(&s->rig, &s->ops1, "NOTICE ops1 :");
	assert_int_equal(irc_rig_rows(&s->rig, EV_INPUT_SET, ""), 0);
	assert_int_equal(bridge_set(s->rig.bridge, STR("trust"), STR("nicks"), &err), RC_OK);
	irc_client_say(&s->ops1, "PRIVMSG #war :!impact users=91%%");
	irc_rig_until_row(&s->rig, EV_INPUT_SET, "", 1);
}

static void long_answers_come_in_parts(void **state)
{
	struct stage *s = *state;

	in_room(s);
	for (int i = 0; i < 12; i++)
		irc_rig_command(
			&s->rig, arena_printf(s->rig.arena, "log step number %d of many", i));
	irc_client_say(&s->ops1, "PRIVMSG #war :!since 1h");
	irc_rig_until_hears(&s->rig, &s->ops1, "more: !more)");
	irc_client_say(&s->ops1, "PRIVMSG #war :!more");
	irc_rig_until_hears(&s->rig, &s->ops1, "more: !more)");
}

static void the_console_is_heard_in_the_channel(void **state)
{
	struct stage *s = *state;
	struct buf b;

	in_room(s);
	irc_rig_say(&s->rig, "who looks at the database?");
	irc_rig_until_hears(&s->rig, &s->ops1, "PRIVMSG #war :<lead> who looks at the database?");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "accepted", 1);
	buf_init(&b, s->rig.arena, 4000);
	for (int i = 0; i < 200; i++)
		buf_addf(&b, "caf\xc3\xa9 %d ", i);
	irc_rig_say(&s->rig, buf_z(&b));
	irc_rig_until_hears(&s->rig, &s->ops1, "\xc3\xa9 199");
	irc_rig_until_row(&s->rig, EV_CHAT_OUT_STATE, "accepted", 2);
	assert_true(utf8_is_valid(str_n(s->ops1.heard, s->ops1.n)));
	irc_rig_say(&s->rig, "first\r\nQUIT :injected");
	irc_rig_until_hears(&s->rig, &s->ops1, "<lead> first  QUIT :injected");
}

static void events_of_the_console_are_announced_once(void **state)
{
	struct stage *s = *state;

	in_room(s);
	irc_rig_command(&s->rig, "log switched to the spare");
	irc_rig_until_hears(&s->rig, &s->ops1, "switched to the spare");
	irc_rig_command(&s->rig, "role comms @ops2");
	irc_rig_until_hears(&s->rig, &s->ops1, "ROLE");
	irc_rig_say(&s->rig, "fence");
	irc_rig_until_hears(&s->rig, &s->ops1, "<lead> fence");
	assert_int_equal(irc_client_count(&s->ops1, "switched to the spare"), 1);
}

/* The channel of one incident hears nothing more of it once it is sensitive, and nothing at all of a drill. */
static void what_is_fenced_stays_silent(void **state)
{
	struct stage *s = *state;

	in_room(s);
	irc_rig_command(&s->rig, "log before the fence");
	irc_rig_until_hears(&s->rig, &s->ops1, "before the fence");
	irc_rig_command(&s->rig, "sensitive on reason=\"personal data\"");
	irc_rig_command(&s->rig, "log a secret word");
	irc_rig_say(&s->rig, "a secret line");
	irc_client_say(&s->ops1, "PRIVMSG #war :!status");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "!status", 1);
	irc_rig_command(&s->rig, "drill \"A practised secret\" journey=critical");
	irc_rig_command(&s->rig, "log a practised word");
	/* The next real incident gets the channel: what was to be silent would have come before. */
	irc_rig_declare(&s->rig, "Another trouble");
	irc_rig_until_hears(&s->rig, &s->ops1, "this channel is now the room of INC-3");
	irc_rig_command(&s->rig, "log after the fence");
	irc_rig_until_hears(&s->rig, &s->ops1, "after the fence");
	irc_client_say(&s->ops1, "PRIVMSG #war :!list");
	irc_rig_until_hears(&s->rig, &s->ops1, "Another trouble  lead");
	assert_int_equal(irc_client_count(&s->ops1, "secret"), 0);
	assert_int_equal(irc_client_count(&s->ops1, "practised"), 0);
}

static bool nobody_is_here(void *ctx)
{
	struct stage *s = ctx;
	const struct incident *i = board_incident(engine_board(s->rig.engine), 1);

	return !incident_presence(i, STR("ops1"));
}

/* A holder of a role is seen in the channel; who only looks in is not; a flap of the link leaves no trace, staying away does. */
static void role_holders_are_seen_to_come_and_go(void **state)
{
	struct stage *s = *state;
	struct irc_client ops2 = {0};

	irc_rig_option(&s->rig, "away", "300ms");
	in_room(s);
	irc_client_open(&ops2, s->server.port, "ops2");
	irc_rig_listen(&s->rig, &ops2);
	irc_rig_until_hears(&s->rig, &ops2, " 266 ");
	irc_client_say(&ops2, "JOIN #war");
	irc_rig_until_hears(&s->rig, &ops2, " 366 ");
	irc_rig_command(&s->rig, "role scribe @ops1");
	irc_rig_until_row(&s->rig, EV_BRIDGE_JOIN, "\"person\":\"ops1\",\"how\":\"seen\"", 1);
	irc_client_say(&s->ops1, "PRIVMSG #war :!here mail");
	irc_rig_until_row(&s->rig, EV_BRIDGE_JOIN, "\"service\":\"mail\"", 1);
	irc_client_say(&s->ops1, "PART #war :a flap");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "a flap", 1);
	irc_client_say(&s->ops1, "JOIN #war");
	irc_client_say(&s->ops1, "PRIVMSG #war :back");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"back\"", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_BRIDGE_LEAVE, ""), 0);
	irc_client_say(&s->ops1, "PART #war :lunch");
	irc_rig_until_row(&s->rig, EV_BRIDGE_LEAVE, "\"person\":\"ops1\",\"how\":\"seen\"", 1);
	assert_true(nobody_is_here(s));
	irc_client_say(&s->ops1, "JOIN #war");
	irc_rig_until_row(&s->rig, EV_BRIDGE_JOIN, "\"how\":\"seen\"", 2);
	/* Who says that they go is gone, in the channel or not. */
	irc_client_say(&s->ops1, "PRIVMSG #war :!gone");
	irc_rig_until(&s->rig, "ops1 to be gone", nobody_is_here, s);
	irc_rig_command(&s->rig, "log a row later");
	irc_rig_until_hears(&s->rig, &ops2, "a row later");
	assert_int_equal(irc_rig_rows(&s->rig, EV_BRIDGE_JOIN, "\"how\":\"seen\""), 2);
	assert_int_equal(irc_rig_rows(&s->rig, EV_BRIDGE_JOIN, "ops2"), 0);
	irc_client_close(&ops2);
}

/* Whoever takes another nick is still there; by the time somebody is missing, they would be too. */
static void another_nick_is_the_same_person(void **state)
{
	struct stage *s = *state;
	struct irc_client ops2 = {0};

	irc_rig_option(&s->rig, "away", "300ms");
	in_room(s);
	irc_client_open(&ops2, s->server.port, "ops2");
	irc_rig_listen(&s->rig, &ops2);
	irc_rig_until_hears(&s->rig, &ops2, " 266 ");
	irc_client_say(&ops2, "JOIN #war");
	irc_rig_until_hears(&s->rig, &ops2, " 366 ");
	irc_rig_command(&s->rig, "role scribe @ops1");
	irc_rig_command(&s->rig, "role comms @ops2");
	irc_rig_until_row(&s->rig, EV_BRIDGE_JOIN, "\"how\":\"seen\"", 2);
	irc_client_say(&s->ops1, "NICK ops1away");
	irc_rig_until_row(&s->rig, EV_CHAT_IN, "\"how\":\"nick\"", 1);
	irc_client_say(&ops2, "PART #war :gone");
	irc_rig_until_row(&s->rig, EV_BRIDGE_LEAVE, "\"person\":\"ops2\"", 1);
	assert_int_equal(irc_rig_rows(&s->rig, EV_BRIDGE_LEAVE, "ops1"), 0);
	irc_client_say(&s->ops1, "PART #war :gone too");
	irc_rig_until_row(&s->rig, EV_BRIDGE_LEAVE, "\"person\":\"ops1\"", 1);
	irc_client_close(&ops2);
}

/* The three parts, with the second said in the channel. */
static void command_changes_hands_in_the_channel(void **state)
{
	struct stage *s = *state;
	struct err err;

	in_room(s);
	irc_rig_command(&s->rig, "update Looking into the pool.");
	assert_int_equal(bridge_set(s->rig.bridge, STR("trust"), STR("nicks"), &err), RC_OK);
	irc_rig_command(&s->rig, "handoff ic @ops1 why=\"end of shift\"");
	irc_rig_until_hears(
		&s->rig, &s->ops1, "HANDOFF: lead hands ic to ops1, who has not accepted yet");
	irc_client_say(&s->ops1, "PRIVMSG #war :!accept ic level=5 next=none action=none");
	irc_rig_until_hears(&s->rig, &s->ops1, "not what the board says");
	irc_client_say(&s->ops1, "PRIVMSG #war :!handoff decline ic");
	irc_rig_until_row(&s->rig, EV_ROLE_LAPSE, "\"how\":\"declined\"", 1);
	irc_rig_command(&s->rig, "role exec @ops1");
	irc_client_say(&s->ops1, "PRIVMSG #war :!takeover ic");
	irc_rig_until_hears(&s->rig, &s->ops1, "Do you wish to take command?");
	irc_rig_until_row(&s->rig, EV_ROLE_REQUEST, "\"person\":\"ops1\"", 1);
}

static void the_topic_keeps_what_people_wrote(void **state)
{
	struct stage *s = *state;

	irc_client_say(&s->ops1, "TOPIC #war :runbooks at example.org");
	irc_rig_until_hears(&s->rig, &s->ops1, "TOPIC #war");
	irc_rig_declare(&s->rig, "Checkout errors");
	go_live(s);
	irc_rig_until_hears(&s->rig, &s->ops1, "TOPIC #war :[INC-1 SEV");
	assert_true(irc_client_count(&s->ops1, "|| runbooks at example.org") == 1);
	assert_true(irc_client_count(&s->ops1, "| IC @lead |") == 1);
	irc_rig_command(&s->rig, "role release ic");
	irc_rig_command(&s->rig, "role ic @ops2");
	irc_rig_until_hears(&s->rig, &s->ops1, "| IC @ops2 |");
	irc_rig_command(&s->rig, "check probe pass evidence=\"200 of 200\"");
	irc_rig_command(&s->rig, "status resolved");
	irc_rig_command(&s->rig, "close verified on the probe");
	irc_rig_until_hears(&s->rig, &s->ops1, "TOPIC #war :runbooks at example.org");
}

static bool told_of_topic(void *ctx)
{
	struct stage *s = ctx;

	return strstr(s->rig.notices, "topic of #war") != NULL;
}

static void a_topic_that_is_not_ours_to_set_is_said_once(void **state)
{
	struct stage *s = *state;

	irc_client_say(&s->ops1, "MODE #war +t");
	in_room(s);
	irc_rig_until(&s->rig, "a word about the topic", told_of_topic, s);
	irc_rig_command(&s->rig, "role comms @ops2");
	irc_rig_until_hears(&s->rig, &s->ops1, "ROLE");
	irc_client_say(&s->ops1, "MODE #war +o warroom");
	irc_rig_command(&s->rig, "log now with a hat");
	irc_rig_until_hears(&s->rig, &s->ops1, "TOPIC #war :[INC-1");
	assert_null(strstr(strstr(s->rig.notices, "topic of #war") + 1, "topic of #war"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		STORY(joins_under_the_nick_it_was_granted),
		STORY(takes_its_nick_back_when_it_is_free),
		STORY(a_nick_too_long_for_the_server_is_cut),
		STORY(every_kind_of_line_is_on_record),
		STORY(hostile_texts_are_recorded_byte_for_byte),
		STORY(answers_and_stores_what_is_asked),
		STORY(talk_is_on_disk_before_what_it_asks_for),
		STORY(obeys_only_people_who_ask_in_the_channel),
		STORY(a_nick_alone_may_not_command_unless_trusted),
		STORY(long_answers_come_in_parts),
		STORY(the_console_is_heard_in_the_channel),
		STORY(events_of_the_console_are_announced_once),
		STORY(what_is_fenced_stays_silent),
		STORY(role_holders_are_seen_to_come_and_go),
		STORY(another_nick_is_the_same_person),
		STORY(command_changes_hands_in_the_channel),
		STORY(the_topic_keeps_what_people_wrote),
		STORY(a_topic_that_is_not_ours_to_set_is_said_once),
	};

	return cmocka_run_group_tests_name("irc/channel", tests, NULL, NULL);
}
