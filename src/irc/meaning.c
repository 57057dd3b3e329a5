/* meaning.c: what the server's words mean for the link: the table of them, and the few that concern the link alone. */
#include "irc/connector_private.h"

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
	else if (str_starts(token, STR("sync-")) &&
		 str_to_u64(str_cut(token, 5, token.n), UINT64_MAX, &id))
		channel_synced(c, id);
}

static void on_batch(struct connector *c, const struct irc_msg *m)
{
	struct str word = line_param(m, 0), name = str_cut(word, 1, word.n), of;
	char channel[IRC_NAME_MAX];

	of = word.n > 0 && word.p[0] == '-' ? batches_history_of(&c->batches, name)
					    : (struct str){0};
	connector_keep(channel, sizeof channel, of);
	batches_take(&c->batches, m);
	if (channel[0])
		history_page(c, str_z(channel));
}

/* Words of a server that will say the same again to whoever comes back at once. */
static bool is_unwelcome(struct str text)
{
	static const char *const words[] = {"throttl", "too fast", "too many", "banned", "-line"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		for (size_t at = 0; at < text.n; at++)
			if (str_ieq(str_cut(text, at, at + strlen(words[i])), str_z(words[i])))
				return true;
	return false;
}

static void on_error(struct connector *c, const struct irc_msg *m)
{
	struct str text = line_param(m, 0);

	c->unwelcome = c->unwelcome || is_unwelcome(text);
	/* Who sent us away, and why, is the better reason. */
	if (!c->ending)
		snprintf(c->why, sizeof c->why, "the server says: %.*s",
			STR_ARG(str_cut(text, 0, 200)));
	c->ending = true;
}

static void on_kill(struct connector *c, const struct irc_msg *m)
{
	if (!connector_is_me(c, line_param(m, 0)))
		return;
	snprintf(c->why, sizeof c->why, "killed by %.*s: %.*s",
		STR_ARG(str_cut(m->nick.n ? m->nick : STR("the server"), 0, 60)),
		STR_ARG(str_cut(line_param(m, 1), 0, 120)));
	c->ending = true;
}

/* 465: "me :You are banned from this server" */
static void on_banned(struct connector *c, const struct irc_msg *m)
{
	c->unwelcome = true;
	snprintf(c->why, sizeof c->why, "the server refuses us: %.*s (%d)",
		STR_ARG(str_cut(line_param(m, m->n - 1), 0, 160)), m->numeric);
	c->ending = true;
}

static const struct meaning {
	const char *word;
	size_t least; /* parameters without which it means nothing */
	bool sourced;
	meaning_fn *fn;
} meanings[] = {
	{"PING", 1, false, on_ping},
	{"PONG", 1, false, on_pong},
	{"ERROR", 0, false, on_error},
	{"FAIL", 2, false, history_refused},
	{"KILL", 1, false, on_kill},
	{"465", 2, false, on_banned},
	{"JOIN", 1, true, channel_joined},
	{"PART", 1, true, channel_part},
	{"KICK", 2, true, channel_kick},
	{"NICK", 1, true, registration_nick},
	{"QUIT", 0, true, registration_quit},
	{"INVITE", 2, true, channel_invite},
	{"TOPIC", 2, true, channel_topic},
	{"CAP", 3, false, login_cap},
	{"AUTHENTICATE", 1, false, login_challenge},
	{"BATCH", 1, false, on_batch},
	{"900", 3, false, login_known},
	{"901", 2, false, login_unknown},
	{"903", 0, false, login_done},
	{"908", 2, false, login_mechanisms},
	{"902", 0, false, login_refused},
	{"904", 0, false, login_refused},
	{"905", 0, false, login_refused},
	{"906", 0, false, login_refused},
	{"907", 0, false, login_refused},
	{"001", 1, false, registration_welcome},
	{"005", 2, false, registration_isupport},
	{"376", 0, false, registration_greeted},
	{"422", 0, false, registration_greeted},
	{"396", 2, false, registration_host},
	{"332", 3, false, channel_topic_is},
	{"432", 0, false, registration_nick_refused},
	{"433", 0, false, registration_nick_refused},
	{"436", 0, false, registration_nick_refused},
	{"437", 0, false, registration_nick_refused},
	{"403", 2, false, channel_refused},
	{"405", 2, false, channel_refused},
	{"437", 2, false, channel_refused},
	{"471", 2, false, channel_refused},
	{"473", 2, false, channel_refused},
	{"474", 2, false, channel_refused},
	{"475", 2, false, channel_refused},
	{"476", 2, false, channel_refused},
	{"477", 2, false, channel_refused},
	{"439", 2, false, channel_refused},
	{"480", 2, false, channel_refused},
	{"489", 2, false, channel_refused},
	{"520", 2, false, channel_refused},
	{"609", 2, false, channel_refused},
	{"263", 2, false, channel_later},
};

void meaning_take(struct connector *c, const struct irc_msg *m)
{
	uint64_t connection = c->connection;
	char me[MEMBERS_NICK_MAX + 1];

	history_take(c, m);
	/* Who came and went back then is not who comes and goes. */
	if (batches_history_of(&c->batches, m->batch).n > 0 && !str_eq_z(m->command, "BATCH"))
		return;
	memcpy(me, c->nick, sizeof me);
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
		const struct meaning *k = &meanings[i];

		/* The first letter alone tells most apart. */
		if (m->command.p[0] != k->word[0] || !str_eq_z(m->command, k->word) ||
			m->n < k->least || (k->sourced && m->nick.n == 0))
			continue;
		k->fn(c, m);
		if (c->connection != connection)
			return;
	}
	for (size_t i = 0; i < c->channels.n; i++) {
		struct irc_channel *ch = c->channels.v[i];

		if (ch->joined)
			members_take(&ch->members, &c->isupport, str_z(ch->name), str_z(me), m);
		else
			ch->members.n = 0;
	}
	registration_mask(c, m);
}
