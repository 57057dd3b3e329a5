/* relay.c: passes on what is said in one channel of an incident to others, by the rule of each, once and never in a circle. */
#include "irc/bridge_private.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/fence.h"

/* A flood of one channel must not drown another; what is too much stays on record where it was said. */
enum { BULK_MOST = 60, SIGN_MAX = 240, NAME_MOST = 64, CLEAN_BYTES = 300, TEXT_MAX = 65536 };

/* What was said, where. */
struct said {
	const struct incident *incident;
	struct str network, channel, who, text;
	bool action;
};

static bool is_channel_sign(char c)
{
	return c == '#' || c == '&' || c == '!' || c == '+';
}

/* "<#vendor/ops1> text", "<partner/#vendor/ops1> text": some bridge, ours or another, has passed it on already. */
static bool is_relayed(struct str text)
{
	ptrdiff_t end = str_find_ch(str_cut(text, 0, SIGN_MAX), '>'), slash;
	struct str sign;

	if (end < 2 || text.p[0] != '<')
		return false;
	sign = str_cut(text, 1, (size_t)end);
	slash = str_find_ch(sign, '/');
	if (slash < 0)
		return false;
	return is_channel_sign(sign.p[0]) ||
	       ((size_t)slash + 1 < sign.n && is_channel_sign(sign.p[slash + 1]));
}

/* A name in the sign must not end it, nor look like another. */
static struct str harmless(struct arena *a, struct str name, const char *otherwise)
{
	struct str plain = utf8_plain(a, name, UTF8_IDENT);
	size_t n = utf8_floor(plain, plain.n < NAME_MOST ? plain.n : NAME_MOST);
	char *p = arena_dup(a, plain.p, n);

	for (size_t i = 0; i < n; i++)
		if (p[i] == '<' || p[i] == '>' || p[i] == '/' || p[i] == ' ')
			p[i] = '_';
	return n ? str_n(p, n) : str_z(otherwise);
}

/* Harmless whatever it holds, and whole: a line for people is cut after some hundred cells, this is not. */
static struct str cleaned(struct arena *a, struct str text)
{
	struct buf b;

	buf_init(&b, a, TEXT_MAX);
	while (text.n > 0) {
		size_t n = utf8_floor(text, text.n < CLEAN_BYTES ? text.n : CLEAN_BYTES);

		buf_add(&b, utf8_plain(a, str_cut(text, 0, n ? n : 1), UTF8_LINE));
		text = str_cut(text, n ? n : 1, text.n);
	}
	return buf_str(&b);
}

static bool may_be_passed(const struct incident *i)
{
	return i && incident_is_open(i) && incident_may_leave(i);
}

/* A person's line that was said now, in a channel of an open incident that may leave the house. */
static bool read_line(const struct bridge *b, const struct event *ev, struct said *ret)
{
	const struct json *body;
	struct str how;

	if ((ev->kind != EV_CHAT_IN && ev->kind != EV_CHAT_OUT) || !ev->incident)
		return false;
	ret->incident = board_incident(engine_board(b->engine), ev->incident);
	if (!may_be_passed(ret->incident) || !ret->incident->rooms.side.n ||
		bridge_was_fenced(ret->incident, ev->seq) ||
		json_parse(b->arena, ev->body, &body, NULL) != RC_OK)
		return false;
	how = json_str(body, "how");
	ret->action = str_eq_z(how, "action");
	ret->network = json_str(body, "network");
	ret->channel = json_str(body, "channel");
	ret->who = json_str(body, ev->kind == EV_CHAT_OUT ? "from" : "nick");
	ret->text = line_unstyle(b->arena, json_str(body, "text"));
	if (!ret->text.n || (!ret->action && !str_eq_z(how, "msg")) || is_relayed(ret->text))
		return false;
	/* What the bridge says itself, and updates, have their own ways. */
	if (ev->kind == EV_CHAT_OUT)
		return !json_str(body, "origin").n && !json_str(body, "delivery").n;
	return str_eq_z(ev->door, "irc") && !json_bool(body, "replay", false) &&
	       !json_bool(body, "private", false) && !json_bool(body, "bot", false);
}

static void say_in(struct bridge *b, const struct said *s, struct str target)
{
	struct bridge_channel *ch = bridge_channel(b, target);
	struct str before, text;

	if (!ch)
		return;
	if (!connector_hears(b->connector, target) ||
		connector_pacer(b->connector)->count[PACE_BULK] > BULK_MOST) {
		ch->unsaid++;
		return;
	}
	if (ch->unsaid) {
		bridge_say(b, PACE_BULK, false, ch->name,
			str_fmt(b->arena, "(%u lines before this were not passed on)", ch->unsaid),
			LINE_ID_RELAY);
		ch->unsaid = 0;
	}
	before = str_fmt(b->arena, "<%.*s%s%.*s/%.*s> %s",
		STR_ARG(harmless(b->arena, s->network, "")), s->network.n ? "/" : "",
		STR_ARG(harmless(b->arena, s->channel, "?")),
		STR_ARG(harmless(b->arena, s->who, "?")), s->action ? "* " : "");
	text = cleaned(b->arena, s->text);
	bridge_say_after(b, PACE_BULK, ch->name, before, text, LINE_ID_RELAY);
}

/* The main channel hears the bridged ones and they hear it; they do not hear each other. What was said on one network
 * reaches another through the journal. */
static void pass_on(struct bridge *b, const struct said *s)
{
	const struct incident *i = s->incident;
	const struct side_room *from = side_room_find(i, s->network, s->channel);

	if (!s->network.n && room_same(i->irc_channel, s->channel)) {
		for (size_t n = 0; n < i->rooms.side.n; n++)
			if (i->rooms.side.v[n].relay == RELAY_BOTH &&
				bridge_is_own(b, &i->rooms.side.v[n]))
				say_in(b, s, i->rooms.side.v[n].channel);
	} else if (from && from->relay == RELAY_BOTH && !b->network[0]) {
		say_in(b, s, i->irc_channel);
	}
}

void relay_take(struct bridge *b, const struct event *ev)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct said s;

	if (read_line(b, ev, &s))
		pass_on(b, &s);
	arena_reset_to(b->arena, mark);
}

bool relay_wanted(const struct bridge *b)
{
	const struct incident *i;

	for (size_t n = 0; (i = bridge_near(b, n)); n++) {
		for (size_t k = 0; k < i->rooms.side.n && incident_is_open(i); k++)
			if (i->rooms.side.v[k].relay == RELAY_BOTH)
				return true;
	}
	return false;
}
