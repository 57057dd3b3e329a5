/* greet.c: tells in private where an incident stands: newcomers all of it, holders of a role what is theirs. */
#include "irc/greet_internal.h"

#include "base/json.h"
#include "base/utf8.h"
#include "irc/speaker_internal.h"
#include "sys/clock.h"
#include "view/view_catchup.h"

/* Whole netsplits come back at once: a person's lines are queued when few others wait. */
enum { QUEUED_MOST = 6, FRESH_S = 60 };

/* An account is told a moment after the join, and people who only pass by need nothing. */
static const duration settle = US_PER_S / 2;

/* ---- Who needs no greeting ---- */

static uint64_t mark_of(const struct incident *i, struct str name)
{
	uint64_t h = 14695981039346656037u ^ i->number;

	for (size_t n = 0; n < name.n; n++) {
		unsigned char c = (unsigned char)name.p[n];

		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + ('a' - 'A'));
		h = (h ^ c) * 1099511628211u;
	}
	return h ? h : 1;
}

static bool is_known(const struct greetings *g, uint64_t mark)
{
	for (size_t n = 0; n < g->n; n++)
		if (g->known[n] == mark)
			return true;
	return false;
}

static void know(struct greetings *g, uint64_t mark)
{
	if (is_known(g, mark))
		return;
	g->known[g->next] = mark;
	g->next = (g->next + 1) % GREET_KNOWN_MAX;
	if (g->n < GREET_KNOWN_MAX)
		g->n++;
}

/* By nick and by account: one person is greeted once whatever they are called. */
static bool know_member(struct bridge *b, const struct incident *i, const struct member *who)
{
	uint64_t nick = mark_of(i, str_z(who->nick));
	uint64_t account = mark_of(i, str_fmt(b->arena, "account %s", who->account));
	bool before = is_known(&b->greetings, nick) ||
		      (who->account[0] && is_known(&b->greetings, account));

	know(&b->greetings, nick);
	if (who->account[0])
		know(&b->greetings, account);
	return before;
}

/* The incident whose main channel it is: a bridged one hears what its rule says and no more. */
static const struct incident *incident_in(const struct bridge *b, struct str channel)
{
	const struct side_room *room;
	const struct incident *i = bridge_incident(b, channel, &room);

	return room ? NULL : i;
}

void greet_everybody(struct bridge *b, const struct irc_channel *ch)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct incident *i = incident_in(b, str_z(ch->name));

	for (size_t n = 0; i && n < ch->members.n; n++)
		(void)know_member(b, i, &ch->members.v[n]);
	arena_reset_to(b->arena, mark);
}

/* ---- Who comes ---- */

static void wait_for_turn(struct bridge *b, const struct irc_msg *m)
{
	struct greetings *g = &b->greetings;
	struct newcomer *x = &g->waiting[g->waiting_n];

	if (g->waiting_n == GREET_WAITING_MAX) {
		g->left_out++;
		snprintf(g->left_out_of, sizeof g->left_out_of, "%.*s", STR_ARG(line_param(m, 0)));
		return;
	}
	snprintf(x->nick, sizeof x->nick, "%.*s", STR_ARG(m->nick));
	snprintf(x->channel, sizeof x->channel, "%.*s", STR_ARG(line_param(m, 0)));
	x->since = clock_mono();
	g->waiting_n++;
}

static void renamed(struct bridge *b, const struct irc_msg *m)
{
	const struct irc_channels *all = connector_channels(b->connector);

	for (size_t n = 0; n < all->n; n++) {
		const struct incident *i = incident_in(b, str_z(all->v[n]->name));

		if (i && is_known(&b->greetings, mark_of(i, m->nick)))
			know(&b->greetings, mark_of(i, line_param(m, 0)));
	}
	for (size_t n = 0; n < b->greetings.waiting_n; n++) {
		struct newcomer *x = &b->greetings.waiting[n];

		if (isupport_same(connector_isupport(b->connector), str_z(x->nick), m->nick))
			snprintf(x->nick, sizeof x->nick, "%.*s", STR_ARG(line_param(m, 0)));
	}
}

static bool comes_new(struct bridge *b, const struct irc_msg *m)
{
	const struct irc_channel *ch = connector_channel(b->connector, line_param(m, 0));
	const struct incident *i;

	if (!ch || ch->state != CHANNEL_LIVE || m->batch.n > 0 || m->bot ||
		m->nick.n > MEMBERS_NICK_MAX ||
		isupport_same(
			connector_isupport(b->connector), m->nick, connector_nick(b->connector)))
		return false;
	i = incident_in(b, str_z(ch->name));
	return i && !is_known(&b->greetings, mark_of(i, m->nick));
}

void greet_take(struct bridge *b, const struct irc_msg *m)
{
	if (str_eq_z(m->command, "NICK"))
		renamed(b, m);
	if (!b->options.catchup || !str_eq_z(m->command, "JOIN") || !comes_new(b, m))
		return;
	wait_for_turn(b, m);
	bridge_wake(b);
}

/* ---- What they are told ---- */

static struct catchup_ask ask_for(
	struct bridge *b, const struct incident *i, const struct member *who)
{
	struct catchup_ask ask = {.policies = engine_policies(b->engine),
		.incident = i,
		.person = speaker_person_of(b, b->arena, who),
		.responds = speaker_rights(b, b->arena, i, who) & CAP_RESPOND,
		.now = clock_now(),
		.zone = engine_zone(b->engine),
		.bytes = bridge_budget(b, "NOTICE", who->nick)};

	return ask;
}

static void tell_all(struct bridge *b, const struct incident *i, const struct member *who)
{
	struct catchup_ask ask = ask_for(b, i, who);
	struct str lines[CATCHUP_LINES];
	size_t n = view_catchup(b->arena, &ask, lines);

	for (size_t k = 0; k < n; k++)
		bridge_say(b, PACE_BULK, true, who->nick, lines[k], LINE_ID_CATCHUP);
}

static bool is_settled(const struct greetings *g)
{
	return g->waiting_n > 0 && clock_mono() - g->waiting[0].since >= settle;
}

static void greet_first(struct bridge *b)
{
	struct greetings *g = &b->greetings;
	struct newcomer first = g->waiting[0];
	const struct irc_channel *ch = connector_channel(b->connector, str_z(first.channel));
	const struct incident *i = ch ? incident_in(b, str_z(ch->name)) : NULL;
	const struct member *who = ch ? members_find(&ch->members, connector_isupport(b->connector),
						str_z(first.nick))
				      : NULL;

	g->waiting_n--;
	memmove(g->waiting, g->waiting + 1, g->waiting_n * sizeof g->waiting[0]);
	if (i && who && !who->bot && !know_member(b, i, who))
		tell_all(b, i, who);
}

static void say_left_out(struct bridge *b)
{
	struct greetings *g = &b->greetings;

	if (g->left_out && !g->waiting_n &&
		bridge_say(b, PACE_BULK, false, g->left_out_of,
			str_fmt(b->arena,
				"%zu people came at once: !show and !brief say where we stand",
				g->left_out),
			LINE_ID_CATCHUP))
		g->left_out = 0;
}

void greet_pump(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);

	while (is_settled(&b->greetings) &&
		connector_pacer(b->connector)->count[PACE_BULK] < QUEUED_MOST)
		greet_first(b);
	say_left_out(b);
	arena_reset_to(b->arena, mark);
}

/* ---- What a role asks ---- */

static void tell_role(struct bridge *b, const struct incident *i, const struct role *role,
	const struct member *who)
{
	struct catchup_ask ask = ask_for(b, i, who);
	struct str yours, text = str_fmt(b->arena, "INC-%u: you are %.*s. Does: %.*s%s%.*s",
				  i->number, STR_ARG(role->name), STR_ARG(role->duties),
				  role->limits.n ? ". Does not: " : "", STR_ARG(role->limits));

	ask.bytes = ask.bytes > 4 ? ask.bytes : 4;
	if (text.n > ask.bytes)
		text = str_cut(text, 0, utf8_floor(text, ask.bytes));
	bridge_say(b, PACE_BULK, true, who->nick, text, LINE_ID_CATCHUP);
	yours = view_catchup_yours(b->arena, &ask);
	if (yours.n)
		bridge_say(b, PACE_BULK, true, who->nick, yours, LINE_ID_CATCHUP);
}

void greet_role(struct bridge *b, const struct incident *i, const struct irc_channel *ch,
	const struct event *ev)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct member *who = NULL;
	const struct role *role = NULL;
	const struct json *body;

	if (b->options.catchup && (ev->kind == EV_ROLE_ASSIGN || ev->kind == EV_ROLE_ANNOUNCE) &&
		clock_now() - ev->recorded < FRESH_S * US_PER_S &&
		json_parse(b->arena, ev->body, &body, NULL) == RC_OK) {
		role = roles_by_id(engine_policies(b->engine)->roles, json_str(body, "role"));
		who = speaker_member(b, ch, json_str(body, "person"));
	}
	if (role && who && !who->bot)
		tell_role(b, i, role, who);
	arena_reset_to(b->arena, mark);
}
