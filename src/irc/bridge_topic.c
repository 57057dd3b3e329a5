/* bridge_topic.c: the topic of the channel: our own segment in it, and what happens when it is not ours to set. */
#include "irc/bridge_private.h"

#include "irc/topic_internal.h"
#include "sys/clock.h"

static void ask_topic(struct bridge *b, struct str topic)
{
	struct str line;

	if (!b->dispatch || !dispatch_topic(b->dispatch, b->arena, b->options.channel,
				    str_to_z(b->arena, topic), &line))
		return;
	if (connector_send(b->connector, PACE_BULK, line, LINE_ID_NONE)) {
		b->topic_at = clock_mono();
		snprintf(b->topic_asked, sizeof b->topic_asked, "%.*s", STR_ARG(topic));
	}
}

void bridge_topic_update(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct incident *i = bridge_incident(b);
	struct str now = str_z(connector_lead(b->connector)->topic), own = {0}, want;
	duration mono = clock_mono();

	if (b->topic_denied || (b->topic_at && mono - b->topic_at < b->options.topic_every))
		return;
	if (i)
		own = topic_segment(b->arena, engine_policies(b->engine), i, clock_now());
	want = topic_merge(b->arena, now, own, connector_isupport(b->connector)->topic_max);
	if (!str_eq(want, now))
		ask_topic(b, want);
	arena_reset_to(b->arena, mark);
}

void bridge_topic_refused(struct bridge *b)
{
	if (!b->topic_denied)
		bridge_tell(b, false,
			"IRC: the topic of %s is for operators; give the bridge +o or use -t",
			b->options.channel);
	b->topic_denied = true;
}
