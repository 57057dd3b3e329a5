/* transcript.c: a received line as rows of the journal, byte for byte. */
#include "irc/transcript_internal.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "base/vec.h"

/* Escaped and in hex, a piece of this size still fits a row. */
enum { PIECE_BYTES = 1536, NAME_BYTES = 512, ACTOR_NICK_BYTES = 100 };

/* Which lines are talk, where their target and their text stand; -1: there is none. */
static const struct talk {
	const char *word, *how;
	int target, text;
} talks[] = {
	{"PRIVMSG", "msg", 0, 1},
	{"NOTICE", "notice", 0, 1},
	{"JOIN", "join", 0, -1},
	{"PART", "part", 0, 1},
	{"QUIT", "quit", -1, 0},
	{"NICK", "nick", -1, 0},
	{"TOPIC", "topic", 0, 1},
	{"KICK", "kick", 0, 2},
	{"MODE", "mode", 0, -1},
};

/* What a row says beside its text. */
struct facts {
	struct str nick, user, host, channel, target, text;
	const char *how;
	bool private;
	const struct irc_msg *m;
};

static bool is_word(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static const struct talk *talk_of(const struct irc_msg *m)
{
	for (size_t i = 0; i < sizeof talks / sizeof talks[0]; i++)
		if (str_eq_z(m->command, talks[i].word))
			return &talks[i];
	return NULL;
}

/* "@#channel" goes to some people of the channel and is still its talk. */
static struct str without_status(const struct isupport *s, struct str target)
{
	while (target.n > 1 && target.p[0] && strchr(s->status_msg, target.p[0]) &&
		!isupport_is_channel(s, target))
		target = str_cut(target, 1, target.n);
	return target;
}

struct str transcript_target(const struct isupport *s, const struct irc_msg *m)
{
	const struct talk *k = talk_of(m);

	return k && k->target >= 0 ? without_status(s, line_param(m, (size_t)k->target))
				   : (struct str){0};
}

bool transcript_is_everywhere(const struct irc_msg *m)
{
	const struct talk *k = talk_of(m);

	return k && k->target < 0;
}

static bool place(
	const struct transcript *t, const struct irc_msg *m, const struct talk *k, struct facts *f)
{
	struct str target = line_param(m, (size_t)(k->target < 0 ? 0 : k->target));

	f->channel = str_z(t->channel);
	if (m->nick.n == 0)
		return false;
	if (k->target < 0)
		return t->channel[0] != '\0';
	if (t->channel[0] && isupport_same(t->isupport, without_status(t->isupport, target),
				     str_z(t->channel))) {
		f->target = target;
		return true;
	}
	/* Said to us alone, by a person. */
	f->channel = (struct str){0};
	f->private = m->user.n > 0 && isupport_same(t->isupport, target, str_z(t->me)) &&
		     !is_word(k->how, "mode");
	return f->private;
}

static struct str joined_params(struct arena *a, const struct irc_msg *m, size_t from)
{
	struct buf b;

	buf_init(&b, a, LINE_BYTES_MAX);
	for (size_t i = from; i < m->n; i++) {
		if (i > from)
			buf_add_ch(&b, ' ');
		buf_add(&b, m->params[i]);
	}
	return buf_str(&b);
}

static void describe(
	struct arena *a, const struct irc_msg *m, const struct talk *k, struct facts *f)
{
	struct str verb, rest;

	f->how = k->how;
	f->nick = m->nick;
	f->user = m->user;
	f->host = m->host;
	f->text = k->text < 0 ? (struct str){0} : line_param(m, (size_t)k->text);
	if (is_word(k->how, "mode"))
		f->text = joined_params(a, m, 1);
	else if (is_word(k->how, "kick"))
		f->target = line_param(m, 1);
	else if ((is_word(k->how, "msg") || is_word(k->how, "notice")) &&
		 line_ctcp(f->text, &verb, &rest)) {
		bool action = str_eq_z(verb, "ACTION") && is_word(k->how, "msg");

		f->how = action ? "action" : "ctcp";
		if (action)
			f->text = rest;
	}
}

static bool is_exact(struct str s)
{
	return utf8_is_valid(s) && (s.n == 0 || !memchr(s.p, '\0', s.n));
}

/* What JSON can hold: nearly always the text itself. */
static struct str repaired(struct arena *a, struct str s)
{
	return is_exact(s) ? s : utf8_repair(a, s);
}

/* Says the text; bytes that JSON cannot hold stand beside it in hex. */
static void put_exact(
	struct arena *a, struct json_out *o, const char *name, const char *hex_name, struct str s)
{
	bool exact = is_exact(s);

	json_out_str(o, name, exact ? s : utf8_repair(a, s));
	if (!exact)
		json_out_z(o, hex_name, hex_encode(a, s.p, s.n));
}

static void put_tags(struct arena *a, struct json_out *o, const struct irc_msg *m)
{
	if (!m)
		return;
	if (m->time.n)
		json_out_str(o, "server_time", repaired(a, str_cut(m->time, 0, 64)));
	if (m->has_account)
		json_out_str(o, "account", repaired(a, str_cut(m->account, 0, NAME_BYTES)));
	if (m->msgid.n)
		json_out_str(o, "msgid", repaired(a, str_cut(m->msgid, 0, NAME_BYTES)));
}

static struct str body_of(struct arena *a, const struct transcript *t, const struct facts *f,
	struct str piece, size_t part, size_t parts)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, a, EVENT_BODY_MAX);
	json_out_init(&o, &b);
	json_out_open(&o, NULL, '{');
	put_exact(a, &o, "text", "raw", piece);
	put_exact(a, &o, "nick", "nick_raw", str_cut(f->nick, 0, NAME_BYTES));
	json_out_str(&o, "user", repaired(a, str_cut(f->user, 0, NAME_BYTES)));
	json_out_str(&o, "host", repaired(a, str_cut(f->host, 0, NAME_BYTES)));
	json_out_str(&o, "channel", repaired(a, f->channel));
	json_out_z(&o, "how", f->how);
	if (t->network && t->network[0])
		json_out_z(&o, "network", t->network);
	if (f->target.n && !str_eq(f->target, f->channel))
		json_out_str(&o, "target", repaired(a, str_cut(f->target, 0, NAME_BYTES)));
	if (f->private)
		json_out_bool(&o, "private", true);
	if (!t->live)
		json_out_bool(&o, "replay", true);
	if (t->bot)
		json_out_bool(&o, "bot", true);
	put_tags(a, &o, f->m);
	if (parts > 1) {
		json_out_int(&o, "part", (int64_t)part + 1);
		json_out_int(&o, "parts", (int64_t)parts);
	}
	json_out_close(&o, '}');
	return buf_str(&b);
}

static struct str actor_of(struct arena *a, const struct facts *f)
{
	struct str nick = repaired(a, f->nick);
	struct buf b;

	nick = str_cut(
		nick, 0, utf8_floor(nick, nick.n < ACTOR_NICK_BYTES ? nick.n : ACTOR_NICK_BYTES));
	if (!nick.n)
		return STR("irc");
	buf_init(&b, a, ACTOR_NICK_BYTES + 4);
	buf_add_z(&b, "irc:");
	buf_add(&b, nick);
	return buf_str(&b);
}

/* How much of the rest makes the next row: whole characters as long as there are any. */
static size_t piece_length(struct str rest)
{
	size_t n = rest.n < PIECE_BYTES ? rest.n : PIECE_BYTES, whole = utf8_floor(rest, n);

	return n == rest.n || whole < n - 3 ? n : whole;
}

static size_t count_pieces(struct str text)
{
	size_t parts = 0;

	do {
		text = str_cut(text, piece_length(text), text.n);
		parts++;
	} while (text.n > 0);
	return parts;
}

size_t transcript_rows(struct arena *a, const struct transcript *t, struct str raw,
	const struct irc_msg *m, struct event **ret)
{
	struct facts f = {.how = "raw", .text = raw, .channel = str_z(t->channel), .m = m};
	const struct talk *k = m ? talk_of(m) : NULL;
	struct str rest;
	instant said;
	size_t parts;

	if (m && (!k || !place(t, m, k, &f)))
		return 0;
	if (k)
		describe(a, m, k, &f);
	if (k && t->how)
		f.how = t->how;
	rest = f.text;
	parts = count_pieces(rest);
	*ret = ARENA_ARRAY(a, parts, struct event);
	for (size_t i = 0; i < parts; i++) {
		size_t n = piece_length(rest);
		bool timed = m && m->time.n && time_from_iso(m->time, &said);

		(*ret)[i] = (struct event){.kind = EV_CHAT_IN,
			.occurred = timed ? said : t->now,
			.precision = PREC_US,
			.zone = timed ? STR("Z") : (struct str){0},
			.recorded = t->now,
			.actor = actor_of(a, &f),
			.door = STR("irc"),
			.body = body_of(a, t, &f, str_cut(rest, 0, n), i, parts)};
		rest = str_cut(rest, n, rest.n);
	}
	return parts;
}
