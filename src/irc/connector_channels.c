/* connector_channels.c: which channels a connection is to be in, and what is asked about them. */
#include "irc/connector_private.h"

static bool is_wanted(
	const struct connector *c, const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (isupport_same(&c->isupport, str_z(name), str_z(names[i])))
			return true;
	return false;
}

/* The first name leads. */
static void put_first(struct connector *c, const char *name)
{
	struct irc_channels *all = &c->channels;

	for (size_t i = 1; i < all->n; i++) {
		struct irc_channel *ch = all->v[i];

		if (!isupport_same(&c->isupport, str_z(ch->name), str_z(name)))
			continue;
		memmove(all->v + 1, all->v, i * sizeof all->v[0]);
		all->v[0] = ch;
		return;
	}
}

void connector_want(struct connector *c, const char *const *names, size_t n)
{
	for (size_t i = c->channels.n; i-- > 0;)
		if (!is_wanted(c, c->channels.v[i]->name, names, n))
			channel_leave(c, i);
	for (size_t i = 0; i < n; i++)
		if (!channels_find(&c->channels, &c->isupport, str_z(names[i])))
			(void)channels_add(&c->channels, names[i]);
	if (n > 0)
		put_first(c, names[0]);
	if (!c->greeted)
		return;
	channel_join_all(c);
	connector_arm(c);
}

void channel_leave_all(struct connector *c, instant at, const char *why)
{
	bool was[LINK_CHANNELS_MAX];

	for (size_t i = 0; i < c->channels.n; i++)
		was[i] = c->channels.v[i]->state == CHANNEL_LIVE;
	channels_leave(&c->channels);
	for (size_t i = 0; i < c->channels.n; i++) {
		struct irc_channel *ch = c->channels.v[i];

		if (!was[i])
			continue;
		ch->lost = at;
		snprintf(ch->why, sizeof ch->why, "%s", why);
		c->events.channel(c->events.ctx, ch, false);
		ch->why[0] = '\0'; /* it is the link's from here on */
	}
}

struct str connector_account_of(const struct connector *c, const struct irc_msg *m)
{
	const struct irc_channel *ch = connector_channel(c, line_param(m, 0));
	const struct member *who = ch ? members_find(&ch->members, &c->isupport, m->nick) : NULL;
	const unsigned followed = CAPS_EXTENDED_JOIN | CAPS_ACCOUNT_NOTIFY;
	struct str tracked = who ? str_z(who->account) : (struct str){0};
	bool follows = (c->caps.has & followed) == followed;

	if (!(c->caps.has & CAPS_ACCOUNT_TAG))
		return follows && c->isupport.whox && ch && ch->state == CHANNEL_LIVE
			       ? tracked
			       : (struct str){0};
	/* Two words against each other prove nothing. */
	if (follows && tracked.n > 0 && !str_ieq(tracked, m->account))
		return (struct str){0};
	return m->account;
}

const struct irc_channel *connector_channel(const struct connector *c, struct str name)
{
	return channels_find(&c->channels, &c->isupport, name);
}

const struct irc_channels *connector_channels(const struct connector *c)
{
	return &c->channels;
}

const struct irc_channel *connector_lead(const struct connector *c)
{
	return c->channels.n ? c->channels.v[0] : NULL;
}

bool connector_hears(const struct connector *c, struct str name)
{
	const struct irc_channel *ch = connector_channel(c, name);

	return ch && ch->state == CHANNEL_LIVE;
}
