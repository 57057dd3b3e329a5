/* bridge_incident.c: which incident a channel is the room of, and which may have a room in one at all. */
#include "irc/bridge_private.h"

#include "core/fence.h"

const struct incident *bridge_incident(const struct bridge *b)
{
	const struct board *board = engine_board(b->engine);
	const struct isupport *s = connector_isupport(b->connector);

	for (size_t n = board->incidents.n; n-- > 0 && b->options.channel[0];) {
		const struct incident *i = board->incidents.v[n];

		if (incident_is_open(i) && incident_may_leave(i) && i->irc_channel.n &&
			isupport_same(s, i->irc_channel, str_z(b->options.channel)))
			return i;
	}
	return NULL;
}

bool bridge_may_leave(const struct bridge *b, uint32_t incident)
{
	const struct incident *i = board_incident(engine_board(b->engine), incident);

	return !i || incident_may_leave(i);
}

const struct incident *bridge_current(const struct bridge *b)
{
	const struct board *board = engine_board(b->engine);

	for (size_t n = board->incidents.n; n-- > 0;)
		if (incident_is_open(board->incidents.v[n]) &&
			incident_may_leave(board->incidents.v[n]))
			return board->incidents.v[n];
	return NULL;
}
