/* channel.c: the way into the channel and out of it: join, refusal, kick, invitation, topic. */
#include "irc/connector_private.h"

#include "sys/clock.h"

enum { HISTORY_LINES = 100 };

void channel_join(struct connector *c)
{
	connector_keep(c->channel, sizeof c->channel, str_z(c->options->channel));
	c->retry_at = 0;
	c->step_at = clock_mono() + c->options->join_limit;
	connector_change(c, LINK_JOIN);
	connector_sendf(c, "JOIN %s", c->channel);
}

static duration next_wait(duration *wait, duration first, duration most, int factor)
{
	duration now = *wait ? *wait : first;

	*wait = now * factor < most ? now * factor : most;
	return now;
}

void channel_refused(struct connector *c, const struct irc_msg *m)
{
	struct str why = line_param(m, m->n ? m->n - 1 : 0);
	duration wait;

	if (c->state != LINK_JOIN || !connector_is_ours(c, line_param(m, 1)))
		return;
	wait = next_wait(&c->refused_wait, c->options->refused_first, c->options->refused_most, 2);
	snprintf(c->why, sizeof c->why, "%.60s refused: %.*s (%d)", c->channel,
		STR_ARG(str_cut(why, 0, 120)), m->numeric);
	c->step_at = 0;
	c->retry_at = clock_mono() + wait;
	if (!c->refused_told)
		connector_tell(c, true, "IRC: joining %s; trying again", c->why);
	c->refused_told = true;
}

static void joined(struct connector *c, const struct irc_msg *m)
{
	if (!connector_is_ours(c, line_param(m, 0)))
		return;
	if (c->state == LINK_LIVE && c->joined)
		return;
	c->joined = true;
	c->step_at = clock_mono() + c->options->join_limit;
	c->retry_at = 0;
	connector_change(c, LINK_SYNC);
	c->barrier_sent++;
	if (c->isupport.whox)
		connector_sendf(c, "WHO %s %s", c->channel, MEMBERS_WHOX);
	else
		connector_sendf(c, "WHO %s", c->channel);
	/* A server that knows this replays nothing by itself. */
	if (c->caps.has & CAPS_HISTORY)
		connector_sendf(c, "CHATHISTORY LATEST %s * %d", c->channel, HISTORY_LINES);
	/* Replayed history lies between our JOIN and the answer to this. */
	connector_sendf(c, "PING :sync-%llu", (unsigned long long)c->barrier_sent);
}

static void out_of_channel(
	struct connector *c, duration wait, const char *how, struct str who, struct str why)
{
	c->joined = false;
	c->topic[0] = '\0';
	c->lost = clock_now();
	c->step_at = 0;
	snprintf(c->why, sizeof c->why, "%s %.60s by %.*s: %.*s", how, c->channel,
		STR_ARG(str_cut(who, 0, 40)), STR_ARG(str_cut(why, 0, 100)));
	connector_change(c, LINK_JOIN);
	/* After the change, which may look at the plan. */
	c->retry_at = clock_mono() + wait;
	connector_tell(
		c, true, "IRC: %s; joining again in %s", c->why, duration_short(c->arena, wait));
}

void channel_kick(struct connector *c, const struct irc_msg *m)
{
	duration first = c->options->kicked_first;

	if (!connector_is_ours(c, line_param(m, 0)) || !connector_is_me(c, line_param(m, 1)))
		return;
	out_of_channel(c, next_wait(&c->kicked_wait, first, first * 24, 6), "kicked from", m->nick,
		line_param(m, 2));
}

void channel_part(struct connector *c, const struct irc_msg *m)
{
	if (connector_is_me(c, m->nick) && c->joined && connector_is_ours(c, line_param(m, 0)))
		out_of_channel(c,
			next_wait(&c->kicked_wait, c->options->kicked_first,
				c->options->kicked_first * 24, 6),
			"removed from", m->nick, line_param(m, 1));
}

void channel_joined(struct connector *c, const struct irc_msg *m)
{
	if (!connector_is_me(c, m->nick))
		return;
	registration_mask(c, m);
	joined(c, m);
}

void channel_invite(struct connector *c, const struct irc_msg *m)
{
	if (c->state == LINK_JOIN && connector_is_ours(c, line_param(m, 1)))
		channel_join(c);
}

void channel_topic(struct connector *c, const struct irc_msg *m)
{
	if (connector_is_ours(c, line_param(m, 0)))
		connector_keep(c->topic, sizeof c->topic, line_param(m, 1));
}

void channel_topic_is(struct connector *c, const struct irc_msg *m)
{
	if (connector_is_ours(c, line_param(m, 1)))
		connector_keep(c->topic, sizeof c->topic, line_param(m, 2));
}
