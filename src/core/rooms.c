/* rooms.c: folds which channels are bridged to an incident, for whom, and by which rule. */
#include "core/rooms.h"

#include "core/fold_internal.h"

static const char *const relay_names[] = {"none", "announce", "both"};

const char *relay_name(enum relay r)
{
	return relay_names[r];
}

bool relay_parse(struct str s, enum relay *ret)
{
	for (size_t n = 0; n < sizeof relay_names / sizeof *relay_names; n++)
		if (str_eq_z(s, relay_names[n])) {
			*ret = (enum relay)n;
			return true;
		}
	return false;
}

bool room_same(struct str channel, struct str other)
{
	return channel.n > 0 && str_ieq(channel, other);
}

static struct side_room *room_at(const struct incident *i, struct str network, struct str channel)
{
	for (size_t n = 0; n < i->rooms.side.n; n++)
		if (room_same(i->rooms.side.v[n].channel, channel) &&
			str_ieq(i->rooms.side.v[n].network, network))
			return &i->rooms.side.v[n];
	return NULL;
}

const struct side_room *side_room_find(
	const struct incident *i, struct str network, struct str channel)
{
	return room_at(i, network, channel);
}

struct str side_room_name(struct arena *a, const struct side_room *r)
{
	if (!r->network.n)
		return r->channel;
	return str_fmt(a, "%.*s/%.*s", STR_ARG(r->network), STR_ARG(r->channel));
}

const struct incident *room_taken(
	const struct board *b, const struct incident *but, struct str network, struct str channel)
{
	for (size_t n = 0; n < b->incidents.n; n++) {
		const struct incident *i = b->incidents.v[n];

		if (i == but || !incident_is_open(i))
			continue;
		if ((!network.n && room_same(i->irc_channel, channel)) ||
			room_at(i, network, channel))
			return i;
	}
	return NULL;
}

/* ---- The fold ---- */

static void open_room(struct fold *f)
{
	struct side_room r = {.seq = f->ev->seq,
		.opened = f->ev->occurred,
		.channel = json_str(f->body, "locator"),
		.network = json_str(f->body, "network"),
		.obeyed = json_bool(f->body, "commands", false)};
	struct side_room *at = room_at(f->incident, r.network, r.channel);

	if (!r.channel.n || r.channel.n > ROOM_CHANNEL_MAX || r.network.n > ROOM_NETWORK_MAX ||
		!relay_parse(json_str(f->body, "relay"), &r.relay))
		return;
	if (!at && f->incident->rooms.side.n >= SIDE_ROOMS_MAX)
		return;
	r.channel = fold_str(f, "locator");
	r.network = fold_str(f, "network");
	r.audience = fold_str(f, "audience");
	if (!at)
		at = VEC_PUSH(f->board->arena, &f->incident->rooms.side);
	*at = r;
	fold_say(f, "%.*s is bridged for %.*s: %s%s",
		STR_ARG(side_room_name(f->board->scratch, &r)), STR_ARG(r.audience),
		r.relay == RELAY_BOTH       ? "what is said passes both ways"
		: r.relay == RELAY_ANNOUNCE ? "announcements only"
					    : "recorded, nothing passes",
		r.obeyed ? ", commands are taken there" : "");
}

static void close_room(struct fold *f)
{
	struct incident_rooms *all = &f->incident->rooms;
	struct side_room *at = room_at(
		f->incident, json_str(f->body, "network"), json_str(f->body, "locator"));
	size_t n;

	if (!at)
		return;
	fold_say(f, "%.*s is no longer bridged", STR_ARG(side_room_name(f->board->scratch, at)));
	n = (size_t)(at - all->side.v);
	memmove(at, at + 1, (all->side.n - n - 1) * sizeof *at);
	all->side.n--;
}

void fold_rooms(struct fold *f)
{
	/* A bridge of another kind, a telephone conference say, has no lines to pass. */
	if (!f->incident || !str_eq_z(json_str(f->body, "kind"), "irc"))
		return;
	if (f->ev->kind == EV_BRIDGE_OPEN)
		open_room(f);
	else
		close_room(f);
}
