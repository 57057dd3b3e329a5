/* bridge_topic.c: the bridge's segment in the topics of main channels, kept fresh and taken away at the end. */
#include "irc/bridge_private.h"

#include "irc/topic_internal.h"
#include "sys/clock.h"

static void ask(struct bridge *b, struct bridge_channel *ch, struct str topic)
{
	struct str line;

	if (!b->dispatch ||
		!dispatch_topic(b->dispatch, b->arena, ch->name, str_to_z(b->arena, topic), &line))
		return;
	if (connector_send(b->connector, PACE_BULK, line, LINE_ID_NONE))
		ch->topic_at = clock_mono();
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
	if (!str_eq(wanted, now))
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
