/* commands.c: lines of the channel that ask something: who may, what the engine says, how it is answered. */
#include "irc/bridge_private.h"

#include "base/utf8.h"
#include "doc/print.h"
#include "irc/ask_internal.h"
#include "irc/speaker_internal.h"
#include "sys/clock.h"

#define CLOCKS_APART (60 * US_PER_S)

enum { BULK_MOST = 60, LINES_MOST = REPLIES_AT_ONCE + REPLIES_KEPT };

/* One question being answered. */
struct turn {
	struct bridge *b;
	struct arena *a;
	const char *channel; /* where it was asked */
	uint32_t incident;   /* named in the line; 0: the channel says which */
	char nick[MEMBERS_NICK_MAX + 1];
	struct replies_person *person;
	bool flooding;
};

/* Everything that must hold before a line is obeyed; otherwise it is on record and that is all. */
static bool may_ask(const struct bridge *b, const struct irc_msg *m)
{
	const struct isupport *s = connector_isupport(b->connector);
	const struct irc_channel *ch = connector_channel(b->connector, line_param(m, 0));
	const struct member *who = ch ? members_find(&ch->members, s, m->nick) : NULL;

	return ch && ch->state == CHANNEL_LIVE && !b->again && str_eq_z(m->command, "PRIVMSG") &&
	       m->user.n > 0 && m->host.n > 0 && m->batch.n == 0 && !m->bot &&
	       bridge_obeys(b, line_param(m, 0)) &&
	       !isupport_same(s, m->nick, connector_nick(b->connector)) && who && !who->bot &&
	       str_find_ch(line_param(m, 1), '\x01') != 0;
}

/* The channel is bridged to the incident for others than responders. */
static bool is_for_others(const struct turn *t)
{
	const struct side_room *room;

	(void)bridge_incident(t->b, str_z(t->channel), &room);
	return room && !str_eq_z(room->audience, "responders");
}

/* Others than responders may tell something; what else goes on is not theirs to ask. */
static unsigned capabilities(const struct turn *t, unsigned all)
{
	return is_for_others(t) && !(all & CAP_RESPOND) ? all & ~(unsigned)CAP_OBSERVE : all;
}

static void say_line(struct turn *t, bool private, struct str text)
{
	struct bridge *b = t->b;
	const char *target = private ? t->nick : t->channel;
	enum pace class = t->flooding ? PACE_BULK : PACE_REPLY;

	if (t->flooding && connector_pacer(b->connector)->count[PACE_BULK] > BULK_MOST)
		return;
	if (!private)
		text = str_fmt(t->a, "%s: %.*s", t->nick, STR_ARG(text));
	if (!replies_repeats(&b->replies, target, text, clock_mono()))
		bridge_say(b, class, private, target, text, LINE_ID_REPLY);
}

static void say_lines(struct turn *t, bool private, struct str *lines, size_t n, size_t left)
{
	for (size_t i = 0; i < n; i++) {
		if (i + 1 == n && left > 0)
			lines[i] = str_fmt(t->a, "%.*s (%zu more: !more)", STR_ARG(lines[i]), left);
		say_line(t, private, lines[i]);
	}
}

static void say_more(struct turn *t)
{
	struct str lines[REPLIES_AT_ONCE];
	size_t left, n = replies_more(t->person, t->a, lines, REPLIES_AT_ONCE, &left);

	if (n == 0)
		say_line(t, true, STR("there is no more"));
	say_lines(t, false, lines, n, left);
}

/* Room for "nick: " in front and " (50 more: !more)" behind. */
static size_t answer_budget(const struct turn *t)
{
	size_t whole = bridge_budget(t->b, "PRIVMSG", t->channel);
	size_t around = strlen(t->nick) + 2 + 20;

	return whole > around + 40 ? whole - around : 40;
}

/* The row stored is named, unless the answer names it already. */
static struct str with_id(struct turn *t, const struct answer *an, struct str line)
{
	char id[32];

	if (!an->stored)
		return line;
	snprintf(id, sizeof id, "E-%llu", (unsigned long long)an->first_seq);
	return str_find(line, str_z(id)) >= 0 ? line : str_fmt(t->a, "%.*s %s", STR_ARG(line), id);
}

static void answer(struct turn *t, const struct answer *an, bool private)
{
	struct print_opts o = {.line_budget = answer_budget(t), .max_lines = LINES_MOST};
	struct str *lines;
	struct err err;
	size_t n, now;

	if (!an->reply || print_irc(t->a, an->reply, &o, &lines, &n, &err) != RC_OK || n == 0)
		return;
	lines[0] = with_id(t, an, lines[0]);
	now = n > REPLIES_AT_ONCE ? REPLIES_AT_ONCE : n;
	say_lines(t, private, lines, now, replies_keep(t->person, lines + now, n - now));
}

static void refuse(struct turn *t, const char *why)
{
	struct str text = str_cut(str_z(why), 0, utf8_floor(str_z(why), 350));

	say_line(t, true, utf8_plain(t->a, text, UTF8_LINE));
}

/* The incident of the channel, when it may be spoken of; 0: the engine says which is meant. */
static uint32_t incident_of(const struct turn *t)
{
	const struct incident *i = bridge_owner(t->b, str_z(t->channel));

	if (t->incident)
		return t->incident;
	return i && bridge_may_leave(t->b, i->number) ? i->number : 0;
}

/* The answer stands in this channel; others of the incident are still to hear of the rows. */
static void note_answered(struct turn *t, const struct answer *an)
{
	struct answered *x = &t->b->answered[t->b->answered_next];

	if (!an->stored)
		return;
	x->from = an->first_seq;
	x->to = an->last_seq;
	snprintf(x->channel, sizeof x->channel, "%s", t->channel);
	t->b->answered_next = (t->b->answered_next + 1) % ANSWERED_MAX;
}

/* A nick of the channel means the person who has it. */
static struct str person_here(const void *where, struct arena *a, struct str name)
{
	const struct turn *t = where;
	const struct irc_channel *ch = connector_channel(t->b->connector, str_z(t->channel));
	const struct member *who = ch && name.n <= MEMBERS_NICK_MAX
					   ? members_find(&ch->members,
						     connector_isupport(t->b->connector), name)
					   : NULL;
	struct str person = who ? speaker_person_of(t->b, a, who) : name;

	return person.n ? person : name;
}

static void submit(struct turn *t, const struct asked *q, const struct irc_msg *m)
{
	struct request rq = {.door = DOOR_IRC,
		.incident = incident_of(t),
		.line = q->line,
		.person_of = person_here,
		.where = t};
	struct answer an = {0};
	struct speaker who;
	struct err err;
	enum rc rc = speaker_of(t->b, t->a, rq.incident, m, &rq.line, &who, &err);

	if (rc == RC_OK) {
		rq.actor = str_fmt(t->a, "irc:%.*s", STR_ARG(who.person));
		rq.known_by = who.known_by;
		rq.capabilities = capabilities(t, who.capabilities);
		rc = engine_submit(t->b->engine, &rq, t->a, &an, &err);
	}
	if (rc == RC_OK) {
		note_answered(t, &an);
		answer(t, &an, str_ieq(q->verb, STR("help")));
	} else {
		refuse(t, err.text);
	}
}

/* "on INC-7 log ...": which incident is meant, whatever the channel; *ret_rest: what is asked of it. */
static bool names_incident(const struct asked *q, uint32_t *ret, struct str *ret_rest)
{
	struct str rest = str_trim(str_cut(q->line, q->verb.n, q->line.n)), word;
	uint64_t n;

	if (!str_ieq(q->verb, STR("on")) || !str_split(&rest, ' ', &word) ||
		!str_ieq(str_cut(word, 0, 4), STR("INC-")) ||
		!str_to_u64(str_cut(word, 4, word.n), UINT32_MAX, &n) || n == 0)
		return false;
	*ret = (uint32_t)n;
	*ret_rest = str_trim(rest);
	return true;
}

/* False: it may not be named here. */
static bool turn_to(struct turn *t, struct asked *q)
{
	const struct side_room *room;
	struct str rest;

	if (!names_incident(q, &t->incident, &rest))
		return true;
	(void)bridge_incident(t->b, str_z(t->channel), &room);
	if (room) {
		refuse(t, "this channel is bridged to one incident; another is named in its own");
		return false;
	}
	/* Without more words the channel itself turns to it. */
	q->line = rest.n ? rest : str_fmt(t->a, "bridge main %s", t->channel);
	q->verb = str_cut(q->line, 0,
		(size_t)(str_find_ch(q->line, ' ') < 0 ? (ptrdiff_t)q->line.n
						       : str_find_ch(q->line, ' ')));
	return true;
}

/* Unknown words with a sign may be meant for another bot. */
static bool is_ours(const struct asked *q)
{
	const struct command *c;
	uint32_t incident;
	struct str rest;
	enum rc rc;

	if (q->how != ASK_SIGN || str_ieq(q->verb, STR("more")) ||
		names_incident(q, &incident, &rest))
		return true;
	rc = command_find(q->verb, DOOR_IRC, &c, NULL);
	return rc == RC_OK || rc == RC_AMBIGUOUS;
}

/* Whoever can change a line on its way could say anything in anybody's name. */
static bool may_obey(struct turn *t, const struct asked *q)
{
	if (connector_is_private(t->b->connector))
		return true;
	if (q->how != ASK_PROPOSE)
		refuse(t, "nothing is obeyed here, lines are recorded only: the link to this "
			  "server is not encrypted");
	return false;
}

/* A line of another time may be a replay that nobody marked. */
static bool is_of_now(struct turn *t, const struct irc_msg *m)
{
	instant said;
	duration off;

	if (m->time.n == 0)
		return true;
	off = time_from_iso(m->time, &said) ? clock_now() - said : CLOCKS_APART;
	if (off < CLOCKS_APART && off > -CLOCKS_APART)
		return true;
	refuse(t, arena_printf(t->a,
			  "that is not obeyed: the server dates it %.*s, which is not now by "
			  "the clock here",
			  STR_ARG(str_cut(m->time, 0, 30))));
	return false;
}

static void obey(struct turn *t, struct asked *q, const struct irc_msg *m)
{
	if (!may_obey(t, q) || !is_of_now(t, m))
		return;
	if (!turn_to(t, q))
		return;
	/* People ask for the status; the verb of that name sets it. */
	if (str_ieq(q->line, STR("status")))
		q->line = STR("show");
	if (str_ieq(q->verb, STR("more")))
		say_more(t);
	else
		submit(t, q, m);
}

/* What is said decides first: most lines ask nothing, and to look up who said one takes longer. */
static bool read_asked(const struct bridge *b, const struct irc_msg *m, struct asked *ret)
{
	return m->nick.n <= MEMBERS_NICK_MAX &&
	       ask_read(b->arena, connector_isupport(b->connector), connector_nick(b->connector),
		       line_param(m, 1), ret) &&
	       is_ours(ret) && may_ask(b, m);
}

bool commands_asks(const struct bridge *b, const struct irc_msg *m)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct asked q;
	bool asks = read_asked(b, m, &q);

	arena_reset_to(b->arena, mark);
	return asks;
}

void commands_take(struct bridge *b, const struct irc_msg *m)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct irc_channel *ch = connector_channel(b->connector, line_param(m, 0));
	struct turn t = {.b = b, .a = b->arena, .channel = ch ? ch->name : ""};
	struct asked q;
	bool tell;

	if (read_asked(b, m, &q)) {
		memcpy(t.nick, m->nick.p, m->nick.n);
		t.person = replies_count(&b->replies, m->nick, clock_mono(), &t.flooding, &tell);
		if (tell)
			say_line(&t, true,
				STR("many commands: all are obeyed, answers to you come later"));
		obey(&t, &q, m);
	}
	arena_reset_to(b->arena, mark);
}
