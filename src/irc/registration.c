/* registration.c: the name we go by at a server: asked for, granted, lost, taken back. */
#include "irc/connector_private.h"

#include "base/utf8.h"
#include "sys/clock.h"

/* The wanted nick as it is, then with a number at its end, always within the limit. */
static void choose_nick(struct connector *c)
{
	struct str wanted = str_z(c->options->nick);
	char number[12] = "";
	size_t n, room;

	if (c->nick_tries > 0)
		snprintf(number, sizeof number, "%d", c->nick_tries + 1);
	n = strlen(number);
	room = c->nick_limit > n ? c->nick_limit - n : 1;
	snprintf(c->nick, sizeof c->nick, "%.*s%s",
		(int)utf8_floor(wanted, wanted.n < room ? wanted.n : room), wanted.p, number);
}

void registration_begin(struct connector *c)
{
	c->nick_tries = 0;
	choose_nick(c);
	isupport_init(&c->isupport);
	login_begin(c);
	connector_sendf(c, "NICK %s", c->nick);
	connector_sendf(c, "USER %s 0 * :%s", c->options->user, c->options->realname);
	connector_flush(c);
}

void registration_nick_refused(struct connector *c, const struct irc_msg *m)
{
	if (c->registered) /* a try to get the wanted one back */
		return;
	/* The limit is told only after the greeting; nine is what the oldest rules allow. */
	if (m->numeric == 432 && strlen(c->nick) > 9 && c->nick_limit > 9)
		c->nick_limit = 9;
	else
		c->nick_tries++;
	if (c->nick_tries >= NICK_TRIES) {
		connector_down(c, "the server accepts no nick of ours");
		return;
	}
	choose_nick(c);
	connector_sendf(c, "NICK %s", c->nick);
}

void registration_welcome(struct connector *c, const struct irc_msg *m)
{
	struct str granted = line_param(m, 0);

	if (c->registered || granted.n == 0 || login_is_skipped(c))
		return;
	connector_keep(c->nick, sizeof c->nick, granted);
	c->registered = true;
	connector_change(c, LINK_SETUP);
}

void registration_isupport(struct connector *c, const struct irc_msg *m)
{
	isupport_take(&c->isupport, m);
	c->nick_limit = c->isupport.nick_max;
}

void registration_greeted(struct connector *c, const struct irc_msg *m)
{
	(void)m;
	if (!c->registered || c->state != LINK_SETUP)
		return;
	c->step_at = 0;
	c->greeted = true;
	channel_join_all(c);
}

void registration_ask_nick(struct connector *c)
{
	if (strcmp(c->nick, c->options->nick) != 0 &&
		strlen(c->options->nick) <= c->isupport.nick_max)
		connector_sendf(c, "NICK %s", c->options->nick);
	else
		c->regain_at = 0;
}

void registration_mask(struct connector *c, const struct irc_msg *m)
{
	if (m->host.n > 0 && connector_is_me(c, m->nick))
		c->mask_n = m->source.n;
}

void registration_nick(struct connector *c, const struct irc_msg *m)
{
	struct str to = line_param(m, 0);

	if (connector_is_me(c, m->nick) && to.n > 0) {
		if (c->mask_n)
			c->mask_n = c->mask_n - strlen(c->nick) + to.n;
		connector_keep(c->nick, sizeof c->nick, to);
		/* Services rename who does not prove in time that a nick is theirs. */
		c->regain_at = strcmp(c->nick, c->options->nick) == 0
				       ? 0
				       : clock_mono() + c->options->regain;
	} else if (isupport_same(&c->isupport, m->nick, str_z(c->options->nick))) {
		registration_ask_nick(c);
	}
}

void registration_quit(struct connector *c, const struct irc_msg *m)
{
	if (!connector_is_me(c, m->nick) &&
		isupport_same(&c->isupport, m->nick, str_z(c->options->nick)))
		registration_ask_nick(c);
}

void registration_host(struct connector *c, const struct irc_msg *m)
{
	struct str host = line_param(m, 1);

	if (host.n > 0)
		c->mask_n = strlen(c->nick) + 2 + strlen(c->options->user) + 1 + host.n;
}
