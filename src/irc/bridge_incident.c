/* bridge_incident.c: which incident a channel is talked about in, and which may be talked about in one at all. */
#include "irc/bridge_private.h"

#include "base/mem.h"
#include "core/fence.h"
#include "sys/clock.h"

static bool same(const struct bridge *b, struct str a, struct str other)
{
	return a.n > 0 && isupport_same(connector_isupport(b->connector), a, other);
}

bool bridge_is_lobby(const struct bridge *b, struct str channel)
{
	return !b->network[0] && same(b, str_z(b->options.channel), channel);
}

bool bridge_is_main(const struct bridge *b, const struct incident *i, struct str channel)
{
	return !b->network[0] && same(b, i->irc_channel, channel);
}

bool bridge_is_own(const struct bridge *b, const struct side_room *r)
{
	return str_ieq(r->network, str_z(b->network));
}

const struct side_room *bridge_room(
	const struct bridge *b, const struct incident *i, struct str channel)
{
	for (size_t n = 0; n < i->rooms.side.n; n++) {
		const struct side_room *r = &i->rooms.side.v[n];

		if (bridge_is_own(b, r) && same(b, r->channel, channel))
			return r;
	}
	return NULL;
}

bool bridge_lingers(const struct bridge *b, const struct incident *i)
{
	return !i->dismissed && i->closed != INSTANT_NONE &&
	       clock_now() - i->closed < b->options.linger;
}

static void pick(const struct bridge *b, struct near *near)
{
	const struct board *board = engine_board(b->engine);

	near->n = 0;
	for (size_t n = 0; n < board->incidents.n; n++) {
		const struct incident *i = board->incidents.v[n];

		if (!incident_is_open(i) && !bridge_lingers(b, i))
			continue;
		if (near->n == near->cap) {
			size_t cap = near->cap ? near->cap * 2 : 16;

			near->v = mem_grow(near->v, near->cap, cap, sizeof *near->v);
			near->cap = cap;
		}
		near->v[near->n++] = i->number;
	}
	near->news = engine_news(b->engine);
	near->picked = true;
}

const struct incident *bridge_near(const struct bridge *b, size_t at)
{
	struct near *near = b->near;

	if (!near->picked || near->news != engine_news(b->engine))
		pick(b, near);
	return at < near->n ? board_incident(engine_board(b->engine), near->v[at]) : NULL;
}

/* Who goes before whom: the main channel before a bridged one, what may leave before what is fenced, open before
 * closed, and then whose channel was named last. */
static bool goes_before(const struct bridge *b, const struct incident *i,
	const struct incident *other, struct str channel)
{
	const struct incident *two[] = {i, other};
	bool main[2], leaves[2], open[2];

	for (int n = 0; n < 2; n++) {
		main[n] = bridge_is_main(b, two[n], channel);
		leaves[n] = incident_may_leave(two[n]);
		open[n] = incident_is_open(two[n]);
	}
	if (open[0] != open[1])
		return open[0];
	if (leaves[0] != leaves[1])
		return leaves[0];
	if (main[0] != main[1])
		return main[0];
	return main[0] ? i->rooms.bound > other->rooms.bound : i->number > other->number;
}

static const struct incident *best(
	const struct bridge *b, struct str channel, bool any_state, const struct side_room **ret)
{
	const struct incident *found = NULL, *i;

	for (size_t n = 0; (i = bridge_near(b, n)); n++) {
		bool open = incident_is_open(i);

		if (!open && !(any_state && bridge_lingers(b, i) && !bridge_is_lobby(b, channel)))
			continue;
		if (!any_state && !incident_may_leave(i))
			continue;
		if (!bridge_is_main(b, i, channel) && !bridge_room(b, i, channel))
			continue;
		if (!found || goes_before(b, i, found, channel))
			found = i;
	}
	if (ret)
		*ret = found && !bridge_is_main(b, found, channel) ? bridge_room(b, found, channel)
								   : NULL;
	return found;
}

const struct incident *bridge_incident(
	const struct bridge *b, struct str channel, const struct side_room **ret_room)
{
	return best(b, channel, false, ret_room);
}

const struct incident *bridge_owner(const struct bridge *b, struct str channel)
{
	return best(b, channel, true, NULL);
}

bool bridge_obeys(const struct bridge *b, struct str channel)
{
	const struct side_room *room;
	const struct incident *i = best(b, channel, true, &room);

	if (i && room)
		return room->obeyed && incident_may_leave(i) && incident_is_open(i);
	return bridge_is_lobby(b, channel) || (i && incident_may_leave(i));
}

bool bridge_was_fenced(const struct incident *i, uint64_t seq)
{
	for (size_t n = i->entries.n; n-- > 0 && i->entries.v[n].seq > seq;)
		if (i->entries.v[n].kind == EV_SENSITIVE_SET)
			return true;
	return false;
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
