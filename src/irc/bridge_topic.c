/* bridge_topic.c: the bridge's segment in the topics of main channels, kept fresh and taken away at the end. */
#include "irc/bridge_private.h"

#include "irc/topic_internal.h"
#include "sys/clock.h"

enum { DOUBLED_MOST = 7 };

/* Different topics seldom have the same one, and then one of them waits longer. */
static uint64_t number_of(struct str topic)
{
	uint64_t n = 14695981039346656037U;

	for (size_t i = 0; i < topic.n; i++)
		n = (n ^ (unsigned char)topic.p[i]) * 1099511628211U;
	return n;
}

static void ask(struct bridge *b, struct bridge_channel *ch, struct str topic)
{
	struct str line;

	if (!b->dispatch ||
		!dispatch_topic(b->dispatch, b->arena, ch->name, str_to_z(b->arena, topic), &line))
		return;
	if (!connector_send(b->connector, PACE_BULK, line, LINE_ID_NONE))
		return;
	ch->topic_at = clock_mono();
	ch->topic_tries = number_of(topic) == ch->topic_asked ? ch->topic_tries + 1 : 1;
	ch->topic_asked = number_of(topic);
}

/* Services that put another topic back, and servers that say nothing, are not fought: each try waits twice as long. */
static duration wait_for(const struct bridge *b, const struct bridge_channel *ch, struct str topic)
{
	unsigned doubled = ch->topic_tries ? ch->topic_tries - 1 : 0;

	if (number_of(topic) != ch->topic_asked)
		return b->options.topic_every;
	return b->options.topic_every << (doubled < DOUBLED_MOST ? doubled : DOUBLED_MOST);
}

void topic_look(struct bridge *b, struct bridge_channel *ch)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct irc_channel *link = connector_channel(b->connector, str_z(ch->name));
	const struct side_room *room;
	const struct incident *i = bridge_incident(b, str_z(ch->name), &room);
	duration mono = clock_mono();
	struct str now, own = {0}, wanted;

	/* The topic of a bridged channel belongs to those who are at home there. */
	if (room || !link || ch->topic_denied ||
		(ch->topic_at && mono - ch->topic_at < b->options.topic_every))
		return;
	now = str_z(link->topic);
	if (i)
		own = topic_segment(b->arena, engine_policies(b->engine), i, clock_now());
	wanted = topic_merge(b->arena, now, own, connector_isupport(b->connector)->topic_max);
	if (!str_eq(wanted, now) &&
		(!ch->topic_at || mono - ch->topic_at >= wait_for(b, ch, wanted)))
		ask(b, ch, wanted);
	arena_reset_to(b->arena, mark);
}

/* 482: "me #channel :You're not channel operator" */
void topic_refused(struct bridge *b, const struct irc_msg *m)
{
	struct bridge_channel *ch = bridge_channel(b, line_param(m, 1));

	if (!ch)
		return;
	if (!ch->topic_denied)
		bridge_tell(b, false,
			"IRC: the topic of %s is for operators; give the bridge +o or use -t",
			ch->name);
	ch->topic_denied = true;
}
