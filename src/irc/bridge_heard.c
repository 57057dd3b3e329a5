/* bridge_heard.c: every line of a server as rows of the incident whose channel it is about, before it is interpreted. */
#include "irc/bridge_private.h"

#include "base/utf8.h"
#include "irc/transcript_internal.h"
#include "sys/clock.h"

/* The channel a line is about: the one it names, or the first. */
static struct str channel_of(const struct bridge *b, const struct irc_msg *m)
{
	const struct irc_channel *lead = connector_lead(b->connector);
	struct str target = m ? transcript_target(connector_isupport(b->connector), m)
			      : (struct str){0};
	const struct irc_channel *ch = connector_channel(b->connector, target);

	return ch ? str_z(ch->name) : lead ? str_z(lead->name) : (struct str){0};
}

/* What tells a line from all others: the server's name for it; without one who said what in which second. Empty: nothing. */
static struct str name_of(const struct bridge *b, const struct irc_msg *m)
{
	if (m->msgid.n > 0)
		return m->msgid;
	if (!str_eq_z(m->command, "PRIVMSG") && !str_eq_z(m->command, "NOTICE"))
		return (struct str){0};
	return seen_name(b->arena, utf8_repair(b->arena, m->nick),
		utf8_repair(b->arena, line_param(m, 1)), m->time);
}

/* What is on record already: our own words that come back, and what a replay repeats. */
static bool takes_again(struct bridge *b, const struct irc_msg *m, struct str channel)
{
	struct bridge_channel *ch = bridge_channel(b, channel);
	struct str name = name_of(b, m);
	bool again = name.n > 0 && seen_again(&b->seen, name);
	bool history = connector_is_history(b->connector, m) ||
		       !connector_hears(b->connector, channel);
	instant said;

	/* People may well say the same twice in a second. */
	b->again = again && m->msgid.n > 0;
	if (connector_is_echo(b->connector, m) && !history) {
		outbox_echoed(&b->outbox, m);
		return true;
	}
	/* What lies between is in the same replay. */
	if (again && history && ch && ch->dark.from != INSTANT_NONE &&
		time_from_iso(m->time, &said) && said < ch->dark.from)
		ch->dark.overlap = true;
	return again && history;
}

static bool is_bot(const struct bridge *b, const struct irc_msg *m, struct str channel)
{
	const struct irc_channel *ch = connector_channel(b->connector, channel);
	const struct member *who =
		ch ? members_find(&ch->members, connector_isupport(b->connector), m->nick) : NULL;

	return m->bot || (who && who->bot);
}

static void record_line(
	struct bridge *b, struct str raw, const struct irc_msg *m, struct str channel)
{
	const struct incident *i = bridge_owner(b, channel);
	struct str me = connector_nick(b->connector);
	struct transcript t = {.isupport = connector_isupport(b->connector),
		.channel = str_to_z(b->arena, channel),
		.me = me.p,
		.network = b->network,
		.live = connector_hears(b->connector, channel) &&
			!(m && connector_is_history(b->connector, m)),
		.bot = m && relay_wanted(b) && is_bot(b, m, channel),
		.now = clock_now()};
	struct event *rows;
	struct err err;
	size_t n;

	if (m && t.live)
		t.how = split_take(b, m, i ? i->number : 0);
	n = transcript_rows(b->arena, &t, raw, m, &rows);
	for (size_t k = 0; k < n; k++) {
		rows[k].incident = i ? i->number : 0;
		if (engine_queue(b->engine, &rows[k], &err) != RC_OK && !b->disk_told) {
			bridge_tell(b, true, "IRC: a line is not on record: %s", err.text);
			b->disk_told = true;
		}
	}
}

/* Who quits or takes another name does so in every channel; each incident has it on record once. */
static void record_everywhere(struct bridge *b, struct str raw, const struct irc_msg *m)
{
	const struct irc_channels *all = connector_channels(b->connector);
	const struct incident *done[LINK_CHANNELS_MAX];
	size_t n = 0;

	for (size_t k = 0; k < all->n; k++) {
		const struct irc_channel *ch = all->v[k];
		const struct incident *i;
		bool again = false;

		if (!members_find(&ch->members, connector_isupport(b->connector), m->nick))
			continue;
		i = bridge_owner(b, str_z(ch->name));
		for (size_t d = 0; d < n; d++)
			again = again || done[d] == i;
		if (again)
			continue;
		done[n++] = i;
		record_line(b, raw, m, str_z(ch->name));
	}
	if (n == 0)
		record_line(b, raw, m, channel_of(b, NULL));
}

void heard_line(void *ctx, struct str raw, enum line_kind kind, const struct irc_msg *m)
{
	struct bridge *b = ctx;
	struct arena_mark mark = arena_mark(b->arena);
	struct str channel = channel_of(b, m);

	(void)kind;
	if (m && takes_again(b, m, channel)) {
		arena_reset_to(b->arena, mark);
		return;
	}
	if (m && transcript_is_everywhere(m) && connector_channels(b->connector)->n > 1)
		record_everywhere(b, raw, m);
	else
		record_line(b, raw, m, channel);
	arena_reset_to(b->arena, mark);
}
