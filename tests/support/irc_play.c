/* irc_play.c: plays a script of a server that misbehaves against a bridge, and holds the facts it asks for. */
#include "support/irc_play.h"

#include <inttypes.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/json.h"
#include "support/test.h"
#include "sys/file.h"

enum { SCRIPT_MAX = 256 * 1024, BYTES_MAX = 4 * 1024 * 1024, STILL_TURNS = 50 };

struct play {
	struct irc_stage *s;
	const char *path;
	int line, lives;
	bool connected;
	struct str word, rest; /* of the line at hand */
	size_t memory;
	struct arena *arena;
};

#define WRONG(p, ...)                                                                              \
	do {                                                                                       \
		char why_[512];                                                                    \
		snprintf(why_, sizeof why_, __VA_ARGS__);                                          \
		fail_msg("%s:%d: %s", (p)->path, (p)->line, why_);                                 \
	} while (0)

/* ---- Words and bytes ---- */

static struct str next_word(struct str *rest)
{
	struct str word;

	if (!str_split(rest, ' ', &word))
		word = (struct str){0};
	return word;
}

static size_t next_number(struct play *p)
{
	uint64_t n = 0;

	if (!str_to_u64(next_word(&p->rest), 10000000, &n))
		WRONG(p, "a number is missing");
	return (size_t)n;
}

static void put_bytes(struct play *p, struct buf *b, struct str text);

/* "{N:text}" at the start of the text; returns how long it is. */
static size_t put_times(struct play *p, struct buf *b, struct str text)
{
	ptrdiff_t colon = str_find_ch(text, ':'), end = str_find_ch(text, '}');
	uint64_t n = 0;

	if (colon < 0 || end < colon || !str_to_u64(str_cut(text, 1, (size_t)colon), 1000000, &n))
		WRONG(p, "\\{N:text} is wanted");
	for (; n > 0; n--)
		put_bytes(p, b, str_cut(text, (size_t)colon + 1, (size_t)end));
	return (size_t)end + 1;
}

static void put_bytes(struct play *p, struct buf *b, struct str text)
{
	while (text.n > 0) {
		unsigned char byte;
		size_t used = 1;

		if (text.p[0] != '\\' || text.n < 2) {
			buf_add_ch(b, text.p[0]);
		} else if (text.p[1] == 'x' && text.n >= 4 &&
			   hex_decode(str_cut(text, 2, 4), &byte, 1)) {
			buf_add(b, str_n((const char *)&byte, 1));
			used = 4;
		} else if (text.p[1] == '{') {
			used = 1 + put_times(p, b, str_cut(text, 1, text.n));
		} else if (text.p[1] == '\\') {
			buf_add_ch(b, '\\');
			used = 2;
		} else {
			WRONG(p, "\\ begins \\xNN, \\\\ or \\{N:text}");
		}
		text = str_cut(text, used, text.n);
	}
}

static struct str bytes_of(struct play *p, struct str text, const char *end)
{
	struct buf b;

	buf_init(&b, p->arena, BYTES_MAX);
	put_bytes(p, &b, text);
	buf_add_z(&b, end);
	return buf_str(&b);
}

static const char *rest_z(struct play *p)
{
	return str_to_z(p->arena, bytes_of(p, p->rest, ""));
}

static void turn(struct play *p, size_t n)
{
	while (n-- > 0)
		irc_rig_turn(&p->s->rig);
}

/* Large words in pieces, so that neither side waits for the other. */
static void send_bytes(struct play *p, struct str bytes)
{
	for (size_t at = 0; at < bytes.n; at += 32768) {
		irc_client_bytes(&p->s->link,
			str_cut(bytes, at, at + 32768 < bytes.n ? at + 32768 : bytes.n));
		if (bytes.n > 32768)
			turn(p, 1);
	}
}

/* ---- What the server does ---- */

static void do_option(struct play *p)
{
	const char *name = str_to_z(p->arena, next_word(&p->rest));

	irc_rig_option(&p->s->rig, name, rest_z(p));
}

static void do_connect(struct play *p)
{
	irc_stage_connect(p->s);
	p->connected = true;
}

static void do_accept(struct play *p)
{
	irc_stage_accept(p->s);
}

static void do_greet(struct play *p)
{
	irc_stage_accept(p->s);
	irc_stage_hear(p->s, "USER ");
	irc_stage_welcome(p->s);
}

static void do_let_in(struct play *p)
{
	irc_stage_let_in(p->s);
}

static void do_pong(struct play *p)
{
	irc_stage_answer_pings(p->s);
}

static void do_live(struct play *p)
{
	if (!p->connected)
		do_connect(p);
	do_greet(p);
	irc_stage_let_in(p->s);
	irc_stage_answer_pings(p->s);
	irc_rig_until_state(&p->s->rig, "live");
}

static void do_offer(struct play *p)
{
	irc_stage_offer(p->s, rest_z(p));
}

static void do_grant(struct play *p)
{
	irc_stage_grant_until(p->s, rest_z(p));
}

static void do_say(struct play *p)
{
	send_bytes(p, bytes_of(p, p->rest, "\r\n"));
}

static void do_bytes(struct play *p)
{
	send_bytes(p, bytes_of(p, p->rest, ""));
}

static void do_drip(struct play *p)
{
	struct str bytes = bytes_of(p, p->rest, "");

	for (size_t i = 0; i < bytes.n; i++) {
		irc_client_bytes(&p->s->link, str_cut(bytes, i, i + 1));
		turn(p, 1);
	}
}

static void do_flood(struct play *p)
{
	size_t n = next_number(p);
	struct str line = bytes_of(p, p->rest, "\r\n");
	ptrdiff_t at = str_find(line, STR("%d"));

	for (size_t i = 0; i < n; i++) {
		struct arena_mark mark = arena_mark(p->arena);

		irc_client_bytes(&p->s->link,
			at < 0 ? line
			       : str_fmt(p->arena, "%.*s%zu%.*s", (int)at, line.p, i,
					 STR_ARG(str_cut(line, (size_t)at + 2, line.n))));
		arena_reset_to(p->arena, mark);
		if (i % 64 == 63)
			turn(p, 1);
	}
	turn(p, 4);
}

static void do_close(struct play *p)
{
	shutdown(p->s->link.fd, SHUT_RDWR);
}

static void do_finish(struct play *p)
{
	shutdown(p->s->link.fd, SHUT_WR);
}

static void do_reset(struct play *p)
{
	struct linger now = {1, 0};

	setsockopt(p->s->link.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	irc_client_close(&p->s->link);
	p->s->link.fd = -1;
}

static void do_turns(struct play *p)
{
	turn(p, next_number(p));
}

/* ---- Facts ---- */

static void hold_hears(struct play *p)
{
	irc_stage_hear(p->s, rest_z(p));
}

static void hold_silent(struct play *p)
{
	if (irc_client_count(&p->s->link, rest_z(p)) > 0)
		WRONG(p, "the bridge said \"%s\"", rest_z(p));
}

static void hold_times(struct play *p)
{
	size_t n = next_number(p), said = irc_client_count(&p->s->link, rest_z(p));

	if (said != n)
		WRONG(p, "the bridge said \"%s\" %zu times", rest_z(p), said);
}

static void hold_most(struct play *p)
{
	size_t n = next_number(p), said = irc_client_count(&p->s->link, rest_z(p));

	if (said > n)
		WRONG(p, "the bridge said \"%s\" %zu times", rest_z(p), said);
}

static void hold_state(struct play *p)
{
	irc_rig_until_state(&p->s->rig, rest_z(p));
}

static void hold_still(struct play *p)
{
	struct bridge_status st;

	turn(p, STILL_TURNS);
	bridge_get_status(p->s->rig.bridge, &st);
	if (!str_eq_z(p->rest, st.state))
		WRONG(p, "the state is %s: %s", st.state,
			bridge_status_text(p->s->rig.bridge, p->arena));
}

static void hold_nick(struct play *p)
{
	struct bridge_status st;
	struct str want = bytes_of(p, p->rest, "");

	turn(p, STILL_TURNS);
	bridge_get_status(p->s->rig.bridge, &st);
	if (!str_eq(st.nick, want))
		WRONG(p, "the nick is %.*s", STR_ARG(st.nick));
}

static void hold_told(struct play *p)
{
	irc_stage_until_told(p->s, rest_z(p));
}

static enum event_kind next_kind(struct play *p)
{
	struct str name = next_word(&p->rest);
	enum event_kind kind = event_kind_find(name);

	if (kind == EV_UNKNOWN)
		WRONG(p, "there is no kind %.*s", STR_ARG(name));
	return kind;
}

static void hold_row(struct play *p)
{
	enum event_kind kind = next_kind(p);

	irc_rig_until_row(&p->s->rig, kind, rest_z(p), 1);
}

static void hold_count(struct play *p, size_t n)
{
	enum event_kind kind = next_kind(p);
	size_t there;

	assert_int_equal(engine_flush(p->s->rig.engine, NULL), RC_OK);
	there = irc_rig_rows(&p->s->rig, kind, rest_z(p));
	if (there != n)
		WRONG(p, "there are %zu rows with \"%s\"", there, rest_z(p));
}

static void hold_rows(struct play *p)
{
	hold_count(p, next_number(p));
}

static void hold_none(struct play *p)
{
	hold_count(p, 0);
}

/* Puts the parts of long lines together again and compares each with what is wanted. */
struct looking {
	struct play *p;
	struct str want;
	struct buf b;
	bool found;
};

static struct str said_bytes(struct arena *a, const struct json *body)
{
	struct str raw = json_str(body, "raw");
	char *bytes = arena_alloc(a, raw.n / 2 + 1);

	if (raw.n > 0 && hex_decode(raw, (unsigned char *)bytes, raw.n / 2))
		return str_n(bytes, raw.n / 2);
	return json_str(body, "text");
}

static enum rc look_at(const struct record *rec, void *ctx)
{
	struct looking *l = ctx;
	const struct json *body;
	int64_t part, parts;

	if (rec->ev.kind != EV_CHAT_IN ||
		json_parse(l->p->arena, rec->ev.body, &body, NULL) != RC_OK)
		return RC_OK;
	part = json_int(body, "part", 1);
	parts = json_int(body, "parts", 1);
	if (part == 1)
		buf_init(&l->b, l->p->arena, BYTES_MAX);
	buf_add(&l->b, said_bytes(l->p->arena, body));
	if (part == parts && str_eq(buf_str(&l->b), l->want))
		l->found = true;
	return RC_OK;
}

static bool is_recorded(void *ctx)
{
	struct looking *l = ctx;

	l->found = false;
	assert_int_equal(journal_read(l->p->s->rig.journal, 0, 0, look_at, l, NULL), RC_OK);
	return l->found;
}

static void hold_exact(struct play *p)
{
	struct looking l = {.p = p, .want = bytes_of(p, p->rest, "")};

	buf_init(&l.b, p->arena, BYTES_MAX);
	irc_rig_until(&p->s->rig,
		arena_printf(p->arena, "%s:%d: these bytes on record", p->path, p->line),
		is_recorded, &l);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

static size_t resident(struct play *p)
{
	struct str text;
	struct err err;
	size_t pages = 0;

	assert_int_equal(file_read(p->arena, "/proc/self/statm", 4096, &text, &err), RC_OK);
	assert_int_equal(sscanf(text.p, "%*u %zu", &pages), 1);
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static void do_remember(struct play *p)
{
	p->memory = resident(p);
}

static void hold_memory(struct play *p)
{
	size_t most = next_number(p) << 20, now = resident(p);

	if (!SANITIZED && now > p->memory + most)
		WRONG(p, "it grew by %zu KiB", (now - p->memory) >> 10);
}

static void hold_alive(struct play *p)
{
	int n = ++p->lives;

	irc_client_say(&p->s->link, "PING :are you there %d", n);
	irc_stage_hear(p->s, arena_printf(p->arena, "PONG :are you there %d", n));
	irc_client_say(&p->s->link, ":ops1!u@h PRIVMSG #war :!log still here %d", n);
	irc_rig_until_row(&p->s->rig, EV_NOTE, arena_printf(p->arena, "still here %d", n), 1);
	irc_rig_until_row(
		&p->s->rig, EV_CHAT_IN, arena_printf(p->arena, "!log still here %d", n), 1);
	irc_stage_answer_pings(p->s);
	irc_stage_hear(p->s, "PRIVMSG #war :");
	irc_rig_until_state(&p->s->rig, "live");
	if (irc_client_count(&p->s->link, "^M") > 0)
		WRONG(p, "the bridge said a CR in the middle of a line");
}

static const struct deed {
	const char *word;
	void (*fn)(struct play *p);
} deeds[] = {
	{"option", do_option},
	{"connect", do_connect},
	{"accept", do_accept},
	{"greet", do_greet},
	{"let-in", do_let_in},
	{"live", do_live},
	{"offer", do_offer},
	{"grant", do_grant},
	{"pong", do_pong},
	{"<", do_say},
	{"<<", do_bytes},
	{"drip", do_drip},
	{"flood", do_flood},
	{"close", do_close},
	{"reset", do_reset},
	{"finish", do_finish},
	{"turns", do_turns},
	{"remember", do_remember},
	{">", hold_hears},
	{"silent", hold_silent},
	{"times", hold_times},
	{"most", hold_most},
	{"state", hold_state},
	{"still", hold_still},
	{"nick", hold_nick},
	{"told", hold_told},
	{"row", hold_row},
	{"rows", hold_rows},
	{"no", hold_none},
	{"exact", hold_exact},
	{"memory", hold_memory},
	{"alive", hold_alive},
};

static void play_line(struct play *p, struct str line)
{
	p->rest = line;
	p->word = next_word(&p->rest);
	for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++)
		if (str_eq_z(p->word, deeds[i].word)) {
			deeds[i].fn(p);
			return;
		}
	WRONG(p, "there is no %.*s in the language of these scripts", STR_ARG(p->word));
}

void irc_play(struct irc_stage *s, const char *path)
{
	struct play p = {.s = s, .path = path, .arena = arena_new()};
	struct str text, line;
	struct err err;

	if (file_read(s->rig.arena, path, SCRIPT_MAX, &text, &err) != RC_OK)
		fail_msg("%s", err.text);
	while (str_split(&text, '\n', &line)) {
		p.line++;
		if (line.n > 0 && line.p[0] != '#')
			play_line(&p, line);
		arena_reset(p.arena);
	}
	arena_free(p.arena);
}
