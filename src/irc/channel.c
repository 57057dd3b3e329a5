/* channel.c: the way into a channel and out of it: join, refusal, kick, invitation, topic. */
#include "irc/connector_private.h"

#include "sys/clock.h"

static struct irc_channel *channel_at(struct connector *c, struct str name)
{
	return channels_find(&c->channels, &c->isupport, name);
}

/* The link stands where its first channel stands; with none it waits in SETUP. */
static void follow_lead(struct connector *c)
{
	static const enum link_state as[] = {[CHANNEL_OUT] = LINK_JOIN,
		[CHANNEL_JOIN] = LINK_JOIN,
		[CHANNEL_SYNC] = LINK_SYNC,
		[CHANNEL_LIVE] = LINK_LIVE};
	enum link_state to;

	if (!c->greeted)
		return;
	to = c->channels.n ? as[c->channels.v[0]->state] : LINK_SETUP;
	if (to == LINK_LIVE && c->state != LINK_LIVE)
		connector_go_live(c);
	else if (to != c->state)
		connector_change(c, to);
}

static void change(struct connector *c, struct irc_channel *ch, enum channel_state to)
{
	bool was = ch->state == CHANNEL_LIVE, is = to == CHANNEL_LIVE;

	ch->state = to;
	follow_lead(c);
	if (was != is && ch->state == to)
		c->events.channel(c->events.ctx, ch, is);
}

void channel_say(struct connector *c, const struct irc_channel *ch, const char *fmt, ...)
{
	char line[PACER_LINE_MAX + 1];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	if (n > 0)
		(void)connector_send(
			c, ch == c->channels.v[0] ? PACE_URGENT : PACE_REPLY, str_z(line), 0);
}

/* A key belongs to the channel that is named beside it; where none is, it opens all of them. */
static const char *key_of(const struct connector *c, const struct irc_channel *ch)
{
	struct str named = str_z(c->options->channel);

	return !named.n || isupport_same(&c->isupport, named, str_z(ch->name))
		       ? c->options->channel_key
		       : "";
}

void channel_join(struct connector *c, struct irc_channel *ch)
{
	const char *key = key_of(c, ch);

	ch->retry_at = 0;
	ch->step_at = clock_mono() + c->options->join_limit;
	change(c, ch, CHANNEL_JOIN);
	channel_say(c, ch, "JOIN %s%s%s", ch->name, key[0] ? " " : "", key);
}

void channel_join_all(struct connector *c)
{
	follow_lead(c);
	for (size_t i = 0; i < c->channels.n && c->greeted; i++)
		if (c->channels.v[i]->state == CHANNEL_OUT)
			channel_join(c, c->channels.v[i]);
}

void channel_leave(struct connector *c, size_t at)
{
	struct irc_channel *ch = c->channels.v[at];
	bool was = ch->state == CHANNEL_LIVE;

	if (ch->joined)
		channel_say(c, ch, "PART %s", ch->name);
	ch->state = CHANNEL_OUT;
	ch->joined = false;
	ch->lost = clock_now();
	snprintf(ch->why, sizeof ch->why, "%s", "another channel was wanted");
	if (was)
		c->events.channel(c->events.ctx, ch, false);
	channels_drop(&c->channels, at);
}

static duration next_wait(duration *wait, duration first, duration most, int factor)
{
	duration now = *wait ? *wait : first;

	*wait = now * factor < most ? now * factor : most;
	return now;
}

/* What helps against a refusal; the server's own words are seldom a help. */
static const char *advice(int numeric)
{
	switch (numeric) {
	case 471:
		return "it is full: an operator can raise +l or make room";
	case 473:
		return "it is by invitation: an operator can say /invite";
	case 474:
		return "a ban is set: an operator can lift it with MODE -b";
	case 475:
		return "it has a key: `set irc.channel_key KEY`";
	case 477:
		return "it is for accounts: `set irc.account NAME`, `set irc.password_from PLACE`";
	case 403:
	case 476:
		return "there is no such channel: `irc join #CHANNEL` names another";
	case 405:
		return "we are in as many channels as the server allows";
	case 489:
		return "it is for encrypted links: `set irc.tls yes`";
	case 520:
		return "it is for operators of the server";
	case 263:
	case 439:
	case 480:
	case 609:
		return "too many joins at once";
	default:
		return "";
	}
}

static void refuse(struct connector *c, struct irc_channel *ch, struct str why, int numeric)
{
	const char *helps = advice(numeric);
	duration wait = next_wait(
		&ch->refused_wait, c->options->refused_first, c->options->refused_most, 2);

	snprintf(ch->why, sizeof ch->why, "%.60s refused: %.*s (%d)%s%s", ch->name,
		STR_ARG(str_cut(why, 0, 80)), numeric, helps[0] ? "; " : "", helps);
	ch->step_at = 0;
	ch->retry_at = clock_mono() + wait;
	c->events.refused(c->events.ctx, ch);
	if (!ch->refused)
		connector_tell(c, true, "IRC: joining %s; trying again", ch->why);
	ch->refused = true;
}

void channel_refused(struct connector *c, const struct irc_msg *m)
{
	struct irc_channel *ch = channel_at(c, line_param(m, 1));

	if (ch && ch->state == CHANNEL_JOIN)
		refuse(c, ch, line_param(m, m->n - 1), m->numeric);
}

/* 263: "me JOIN :try again later"; which channel was meant is not said. */
void channel_later(struct connector *c, const struct irc_msg *m)
{
	if (!str_ieq(line_param(m, 1), STR("JOIN")))
		return;
	for (size_t i = 0; i < c->channels.n; i++)
		if (c->channels.v[i]->state == CHANNEL_JOIN && c->channels.v[i]->step_at) {
			refuse(c, c->channels.v[i], line_param(m, m->n - 1), m->numeric);
			return;
		}
}

/* Replayed history lies between our JOIN and the answer to this. */
void channel_barrier(struct connector *c, struct irc_channel *ch)
{
	ch->barrier = ++c->barriers;
	channel_say(c, ch, "PING :sync-%llu", (unsigned long long)ch->barrier);
}

static void joined(struct connector *c, struct irc_channel *ch)
{
	if (ch->state == CHANNEL_LIVE && ch->joined)
		return;
	ch->joined = true;
	ch->step_at = clock_mono() + c->options->join_limit;
	ch->retry_at = 0;
	change(c, ch, CHANNEL_SYNC);
	ch->barrier = 0;
	if (c->isupport.whox)
		channel_say(c, ch, "WHO %s %s", ch->name, MEMBERS_WHOX);
	else
		channel_say(c, ch, "WHO %s", ch->name);
	/* A server that keeps older lines replays nothing by itself. */
	if (!history_ask(c, ch))
		channel_barrier(c, ch);
}

void channel_synced(struct connector *c, uint64_t barrier)
{
	for (size_t i = 0; i < c->channels.n; i++) {
		struct irc_channel *ch = c->channels.v[i];

		if (ch->state != CHANNEL_SYNC || ch->barrier != barrier)
			continue;
		ch->step_at = 0;
		ch->live_since = clock_mono();
		ch->refused_wait = 0;
		ch->refused = false;
		ch->why[0] = '\0';
		change(c, ch, CHANNEL_LIVE);
		return;
	}
}

/* Whoever is shown the door again soon waits longer each time. */
static duration kicked_wait(const struct connector *c, struct irc_channel *ch)
{
	duration first = c->options->kicked_first;

	if (ch->live_since && clock_mono() - ch->live_since >= c->options->steady)
		ch->kicked_wait = 0;
	return next_wait(&ch->kicked_wait, first, first * 24, 6);
}

static void out_of_channel(struct connector *c, struct irc_channel *ch, const char *how,
	struct str who, struct str reason)
{
	duration wait = kicked_wait(c, ch);

	ch->joined = false;
	ch->topic[0] = '\0';
	ch->lost = clock_now();
	ch->step_at = 0;
	snprintf(ch->why, sizeof ch->why, "%s %.60s by %.*s: %.*s", how, ch->name,
		STR_ARG(str_cut(who, 0, 40)), STR_ARG(str_cut(reason, 0, 100)));
	change(c, ch, CHANNEL_JOIN);
	/* After the change, which may look at the plan. */
	ch->retry_at = clock_mono() + wait;
	connector_tell(
		c, true, "IRC: %s; joining again in %s", ch->why, duration_short(c->arena, wait));
}

void channel_kick(struct connector *c, const struct irc_msg *m)
{
	struct irc_channel *ch = channel_at(c, line_param(m, 0));

	if (ch && ch->joined && connector_is_me(c, line_param(m, 1)))
		out_of_channel(c, ch, "kicked from", m->nick, line_param(m, 2));
}

void channel_part(struct connector *c, const struct irc_msg *m)
{
	struct irc_channel *ch = channel_at(c, line_param(m, 0));

	if (ch && ch->joined && connector_is_me(c, m->nick))
		out_of_channel(c, ch, "removed from", m->nick, line_param(m, 1));
}

void channel_joined(struct connector *c, const struct irc_msg *m)
{
	struct irc_channel *ch = channel_at(c, line_param(m, 0));

	if (!connector_is_me(c, m->nick))
		return;
	registration_mask(c, m);
	if (ch)
		joined(c, ch);
}

void channel_invite(struct connector *c, const struct irc_msg *m)
{
	struct irc_channel *ch = channel_at(c, line_param(m, 1));

	if (ch && ch->state == CHANNEL_JOIN)
		channel_join(c, ch);
}

void channel_topic(struct connector *c, const struct irc_msg *m)
{
	struct irc_channel *ch = channel_at(c, line_param(m, 0));

	if (ch)
		connector_keep(ch->topic, sizeof ch->topic, line_param(m, 1));
}

void channel_topic_is(struct connector *c, const struct irc_msg *m)
{
	struct irc_channel *ch = channel_at(c, line_param(m, 1));

	if (ch)
		connector_keep(ch->topic, sizeof ch->topic, line_param(m, 2));
}

/* What time alone makes of a channel. */

static void step_is_late(struct connector *c, struct irc_channel *ch, duration now)
{
	/* Our own question may still stand in the queue. */
	if (pacer_waiting(&c->pacer) > 0) {
		ch->step_at = now + c->options->join_limit;
	} else if (ch->state == CHANNEL_JOIN) {
		/* Some servers say nothing to a join they drop. */
		ch->step_at = 0;
		ch->retry_at = now + c->options->refused_first;
		if (!ch->refused)
			connector_tell(c, true, "IRC: no answer to joining %s", ch->name);
		ch->refused = true;
	} else {
		connector_down(c, "the server did not finish greeting us");
	}
}

void channel_tick(struct connector *c, duration now)
{
	for (size_t i = 0; i < c->channels.n && c->greeted; i++) {
		struct irc_channel *ch = c->channels.v[i];

		if (ch->step_at && now >= ch->step_at)
			step_is_late(c, ch, now);
		else if (ch->retry_at && now >= ch->retry_at)
			channel_join(c, ch);
	}
}
