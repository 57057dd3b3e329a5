/* registration.c: what the server's words mean for the link: nick, greeting, join, refusal, kick, end. */
#include "irc/connector_private.h"

#include "base/utf8.h"
#include "sys/clock.h"
#include "sys/file.h"

enum { PASSWORD_MAX = 400 };

static void put_text(char *to, size_t size, struct str s)
{
	size_t n = utf8_floor(s, s.n < size ? s.n : size - 1);

	if (n > 0)
		memcpy(to, s.p, n);
	to[n] = '\0';
}

static bool is_me(const struct connector *c, struct str nick)
{
	return isupport_same(&c->isupport, nick, str_z(c->nick));
}

static bool is_our_channel(const struct connector *c, struct str name)
{
	return isupport_same(&c->isupport, name, str_z(c->channel));
}

/* Greeting. */

static void send_password(struct connector *c)
{
	struct arena_mark mark = arena_mark(c->arena);
	struct str text, line;
	struct err err;

	if (!c->options->password_file[0])
		return;
	if (file_read(c->arena, c->options->password_file, PASSWORD_MAX, &text, &err) != RC_OK) {
		connector_tell(c, true, "IRC: %s", err.text);
		return;
	}
	if (str_split(&text, '\n', &line) && line.n > 0) {
		struct buf b;

		buf_init(&b, c->arena, PACER_LINE_MAX);
		buf_add_z(&b, "PASS :");
		buf_add(&b, str_trim(line));
		connector_send(c, PACE_URGENT, buf_str(&b), 0);
		explicit_bzero(b.p, b.n);
	}
	arena_reset_to(c->arena, mark);
}

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
	send_password(c);
	connector_sendf(c, "NICK %s", c->nick);
	connector_sendf(c, "USER %s 0 * :%s", c->options->user, c->options->realname);
	connector_flush(c);
}

static void nick_refused(struct connector *c, const struct irc_msg *m)
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

static void welcome(struct connector *c, const struct irc_msg *m)
{
	struct str granted = line_param(m, 0);

	if (c->registered || granted.n == 0)
		return;
	put_text(c->nick, sizeof c->nick, granted);
	c->registered = true;
	connector_change(c, LINK_SETUP);
}

static void take_isupport(struct connector *c, const struct irc_msg *m)
{
	isupport_take(&c->isupport, m);
	c->nick_limit = c->isupport.nick_max;
}

static void greeted(struct connector *c, const struct irc_msg *m)
{
	(void)m;
	if (!c->registered || c->state != LINK_SETUP)
		return;
	c->step_at = 0;
	if (c->options->channel[0])
		registration_join(c);
}

void registration_ask_nick(struct connector *c)
{
	if (strcmp(c->nick, c->options->nick) != 0 &&
		strlen(c->options->nick) <= c->isupport.nick_max)
		connector_sendf(c, "NICK %s", c->options->nick);
	else
		c->regain_at = 0;
}

/* Channel. */

void registration_join(struct connector *c)
{
	put_text(c->channel, sizeof c->channel, str_z(c->options->channel));
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

static void join_refused(struct connector *c, const struct irc_msg *m)
{
	struct str why = line_param(m, m->n ? m->n - 1 : 0);
	duration wait;

	if (c->state != LINK_JOIN || !is_our_channel(c, line_param(m, 1)))
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
	if (!is_our_channel(c, line_param(m, 0)))
		return;
	if (c->state == LINK_LIVE && c->joined)
		return;
	c->joined = true;
	c->step_at = clock_mono() + c->options->join_limit;
	c->retry_at = 0;
	connector_change(c, LINK_SYNC);
	c->barrier_sent++;
	connector_sendf(c, "WHO %s", c->channel);
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

static void on_kick(struct connector *c, const struct irc_msg *m)
{
	duration first = c->options->kicked_first;

	if (!is_our_channel(c, line_param(m, 0)) || !is_me(c, line_param(m, 1)))
		return;
	out_of_channel(c, next_wait(&c->kicked_wait, first, first * 24, 6), "kicked from", m->nick,
		line_param(m, 2));
}

static void on_part(struct connector *c, const struct irc_msg *m)
{
	if (is_me(c, m->nick) && c->joined && is_our_channel(c, line_param(m, 0)))
		out_of_channel(c,
			next_wait(&c->kicked_wait, c->options->kicked_first,
				c->options->kicked_first * 24, 6),
			"removed from", m->nick, line_param(m, 1));
}

static void learn_mask(struct connector *c, const struct irc_msg *m)
{
	if (m->host.n > 0 && is_me(c, m->nick))
		c->mask_n = m->source.n;
}

static void on_join(struct connector *c, const struct irc_msg *m)
{
	if (!is_me(c, m->nick))
		return;
	learn_mask(c, m);
	joined(c, m);
}

static void on_nick(struct connector *c, const struct irc_msg *m)
{
	struct str to = line_param(m, 0);

	if (is_me(c, m->nick) && to.n > 0) {
		if (c->mask_n)
			c->mask_n = c->mask_n - strlen(c->nick) + to.n;
		put_text(c->nick, sizeof c->nick, to);
		if (strcmp(c->nick, c->options->nick) == 0)
			c->regain_at = 0;
	} else if (isupport_same(&c->isupport, m->nick, str_z(c->options->nick))) {
		registration_ask_nick(c);
	}
}

static void on_quit(struct connector *c, const struct irc_msg *m)
{
	if (!is_me(c, m->nick) && isupport_same(&c->isupport, m->nick, str_z(c->options->nick)))
		registration_ask_nick(c);
}

static void on_invite(struct connector *c, const struct irc_msg *m)
{
	if (c->state == LINK_JOIN && is_our_channel(c, line_param(m, 1)))
		registration_join(c);
}

static void on_topic(struct connector *c, const struct irc_msg *m)
{
	if (is_our_channel(c, line_param(m, 0)))
		put_text(c->topic, sizeof c->topic, line_param(m, 1));
}

static void topic_is(struct connector *c, const struct irc_msg *m)
{
	if (is_our_channel(c, line_param(m, 1)))
		put_text(c->topic, sizeof c->topic, line_param(m, 2));
}

static void host_changed(struct connector *c, const struct irc_msg *m)
{
	struct str host = line_param(m, 1);

	if (host.n > 0)
		c->mask_n = strlen(c->nick) + 2 + strlen(c->options->user) + 1 + host.n;
}

static void on_ping(struct connector *c, const struct irc_msg *m)
{
	connector_sendf(c, "PONG :%.*s", STR_ARG(line_param(m, m->n ? m->n - 1 : 0)));
}

static void on_pong(struct connector *c, const struct irc_msg *m)
{
	struct str token = line_param(m, m->n ? m->n - 1 : 0);
	uint64_t id;

	if (str_starts(token, STR("b-")) && str_to_u64(str_cut(token, 2, token.n), UINT64_MAX, &id))
		c->events.barrier(c->events.ctx, id);
	else if (c->state == LINK_SYNC && str_starts(token, STR("sync-")) &&
		 str_to_u64(str_cut(token, 5, token.n), UINT64_MAX, &id) && id == c->barrier_sent)
		connector_go_live(c);
}

static void on_error(struct connector *c, const struct irc_msg *m)
{
	c->ending = true;
	snprintf(c->why, sizeof c->why, "the server says: %.*s",
		STR_ARG(str_cut(line_param(m, 0), 0, 200)));
}

typedef void meaning_fn(struct connector *c, const struct irc_msg *m);

static const struct meaning {
	const char *word;
	size_t least; /* parameters without which it means nothing */
	bool sourced;
	meaning_fn *fn;
} meanings[] = {
	{"PING", 1, false, on_ping},
	{"PONG", 1, false, on_pong},
	{"ERROR", 0, false, on_error},
	{"JOIN", 1, true, on_join},
	{"PART", 1, true, on_part},
	{"KICK", 2, true, on_kick},
	{"NICK", 1, true, on_nick},
	{"QUIT", 0, true, on_quit},
	{"INVITE", 2, true, on_invite},
	{"TOPIC", 2, true, on_topic},
	{"001", 1, false, welcome},
	{"005", 2, false, take_isupport},
	{"376", 0, false, greeted},
	{"422", 0, false, greeted},
	{"396", 2, false, host_changed},
	{"332", 3, false, topic_is},
	{"432", 0, false, nick_refused},
	{"433", 0, false, nick_refused},
	{"436", 0, false, nick_refused},
	{"437", 0, false, nick_refused},
	{"403", 2, false, join_refused},
	{"405", 2, false, join_refused},
	{"437", 2, false, join_refused},
	{"471", 2, false, join_refused},
	{"473", 2, false, join_refused},
	{"474", 2, false, join_refused},
	{"475", 2, false, join_refused},
	{"476", 2, false, join_refused},
	{"477", 2, false, join_refused},
};

void registration_take(struct connector *c, const struct irc_msg *m)
{
	uint64_t connection = c->connection;
	char me[MEMBERS_NICK_MAX + 1];

	memcpy(me, c->nick, sizeof me);
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
		const struct meaning *k = &meanings[i];

		if (!str_eq_z(m->command, k->word) || m->n < k->least ||
			(k->sourced && m->nick.n == 0))
			continue;
		k->fn(c, m);
		if (c->connection != connection)
			return;
	}
	if (c->joined)
		members_take(&c->members, &c->isupport, str_z(c->channel), str_z(me), m);
	else
		c->members.n = 0;
	learn_mask(c, m);
}
