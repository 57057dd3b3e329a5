/* cmd_bridge.c: the channels an incident is talked about in beside its main one: bridge. */
#include "command/command_internal.h"
#include "core/cadence.h"
#include "core/fence.h"
#include "core/rooms.h"
#include "view/view_rooms.h"

#define NETWORK_CHARS "abcdefghijklmnopqrstuvwxyz0123456789-"

static bool is_channel(struct str s)
{
	if (s.n < 2 || s.n > ROOM_CHANNEL_MAX || !s.p[0] || !strchr("#&!+", s.p[0]))
		return false;
	for (size_t n = 0; n < s.n; n++)
		if ((unsigned char)s.p[n] <= ' ' || s.p[n] == 0x7f || s.p[n] == ',')
			return false;
	return true;
}

static bool is_network(struct str s)
{
	for (size_t n = 0; n < s.n; n++)
		if (!s.p[n] || !strchr(NETWORK_CHARS, s.p[n]))
			return false;
	return s.n <= ROOM_NETWORK_MAX;
}

static enum rc read_place(
	const struct args *args, struct str *channel, struct str *network, struct err *err)
{
	*channel = args_str(args, "channel");
	*network = args_str(args, "network");
	if (!is_channel(*channel))
		return err_set(err, RC_USAGE,
			"which channel? its name begins with #: `bridge add #vendor "
			"audience=vendor relay=announce`");
	if (!is_network(*network))
		return err_set(err, RC_USAGE,
			"network= is the short name under which another server is set up: small "
			"letters, digits and -");
	return RC_OK;
}

static enum rc must_be_open(const struct ask *ask, struct err *err)
{
	const struct incident *i = ask->incident;

	if (!incident_is_open(i))
		return err_set(
			err, RC_STATE, "INC-%u is closed; `reopen` opens it again", i->number);
	if (!incident_may_leave(i))
		return err_set(err, RC_STATE, "INC-%u is %s: nothing of it goes to a channel",
			i->number, i->drill ? "a drill" : "sensitive");
	return RC_OK;
}

/* ---- main ---- */

static enum rc set_main(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident, *other;
	struct str channel, network;
	struct body b;
	enum rc rc = read_place(args, &channel, &network, err);

	if (rc == RC_OK)
		rc = must_be_open(ask, err);
	if (rc != RC_OK)
		return rc;
	if (network.n)
		return err_set(err, RC_USAGE,
			"the main channel is on the bridge's own network; another can be bridged");
	other = room_taken(ask->board, i, network, channel);
	if (side_room_find(i, network, channel) ||
		(other && side_room_find(other, network, channel)))
		return err_set(err, RC_STATE,
			"%.*s is bridged to INC-%u; `bridge remove %.*s` there first",
			STR_ARG(channel), other ? other->number : i->number, STR_ARG(channel));
	if (room_same(i->irc_channel, channel) && (!other || i->rooms.bound > other->rooms.bound)) {
		reply(out, ROLE_DIM, "%.*s is the channel of INC-%u already", STR_ARG(channel),
			i->number);
		return RC_OK;
	}
	body_begin(&b, ask, out, EV_IRC_BIND, i->number);
	json_out_str(&b.json, "server", i->irc_server);
	json_out_str(&b.json, "channel", channel);
	reply(out, ROLE_OK, "%.*s is the channel of INC-%u%s", STR_ARG(channel), i->number,
		other ? str_to_z(ask->arena,
				str_fmt(ask->arena,
					"; what is said there goes to it and no longer to INC-%u",
					other->number))
		      : "");
	return body_end(&b, err);
}

/* ---- add ---- */

static bool is_outside(struct str audience)
{
	return str_eq_z(audience, "customers_public") || str_eq_z(audience, "contract_customers") ||
	       str_eq_z(audience, "regulator");
}

static enum rc read_rule(
	const struct ask *ask, const struct args *args, struct side_room *r, struct err *err)
{
	enum rc rc;

	if (!args_has(args, "audience"))
		return err_set(err, RC_USAGE, "for whom is it? audience=vendor, execs, staff ...");
	rc = cadence_audience_find(
		ask->policies->cadence, args_str(args, "audience"), &r->audience, err);
	if (rc != RC_OK)
		return rc;
	r->relay = RELAY_ANNOUNCE;
	if (args_has(args, "relay"))
		(void)relay_parse(args_str(args, "relay"), &r->relay);
	r->obeyed = args_is(args, "commands", "yes");
	if (is_outside(r->audience) && (r->relay == RELAY_BOTH || r->obeyed))
		return err_set(err, RC_USAGE,
			"%.*s hear announcements alone: relay=announce or none, commands=no",
			STR_ARG(r->audience));
	return RC_OK;
}

static enum rc check_free(const struct ask *ask, const struct side_room *r, struct err *err)
{
	const struct incident *i = ask->incident;
	const struct incident *other = room_taken(ask->board, i, r->network, r->channel);

	if (!r->network.n && room_same(i->irc_channel, r->channel))
		return err_set(err, RC_STATE, "%.*s is the main channel of INC-%u",
			STR_ARG(r->channel), i->number);
	if (other)
		return err_set(err, RC_STATE,
			"INC-%u is talked about in %.*s; a channel is bridged to one incident at "
			"a time",
			other->number, STR_ARG(side_room_name(ask->arena, r)));
	if (!side_room_find(i, r->network, r->channel) && i->rooms.side.n >= SIDE_ROOMS_MAX)
		return err_set(err, RC_LIMIT,
			"INC-%u has %d bridged channels; `bridge remove` one first", i->number,
			SIDE_ROOMS_MAX);
	return RC_OK;
}

static bool is_same(const struct side_room *a, const struct side_room *b)
{
	return str_eq(a->audience, b->audience) && a->relay == b->relay && a->obeyed == b->obeyed;
}

static void say_rule(const struct ask *ask, struct outcome *out, const struct side_room *r)
{
	struct str name = side_room_name(ask->arena, r);

	switch (r->relay) {
	case RELAY_BOTH:
		reply(out, ROLE_WAIT,
			"%.*s is bridged: whoever is there reads from now on what is said in the "
			"main channel, and the other way",
			STR_ARG(name));
		break;
	case RELAY_ANNOUNCE:
		reply(out, ROLE_OK,
			"%.*s is bridged: it hears how the incident goes and the updates to "
			"%.*s; what is said there is recorded",
			STR_ARG(name), STR_ARG(r->audience));
		break;
	case RELAY_NONE:
		reply(out, ROLE_OK, "%.*s is bridged: what is said there is recorded, no more",
			STR_ARG(name));
		break;
	}
}

static void put_place(struct body *b, struct str channel, struct str network)
{
	json_out_z(&b->json, "kind", "irc");
	json_out_str(&b->json, "locator", channel);
	json_out_str(&b->json, "network", network);
}

static enum rc add(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct side_room r = {0};
	const struct side_room *old;
	struct body b;
	enum rc rc = read_place(args, &r.channel, &r.network, err);

	if (rc == RC_OK)
		rc = must_be_open(ask, err);
	if (rc == RC_OK)
		rc = read_rule(ask, args, &r, err);
	if (rc == RC_OK)
		rc = check_free(ask, &r, err);
	if (rc != RC_OK)
		return rc;
	old = side_room_find(ask->incident, r.network, r.channel);
	if (old && is_same(old, &r)) {
		reply(out, ROLE_DIM, "%.*s is bridged so already",
			STR_ARG(side_room_name(ask->arena, &r)));
		return RC_OK;
	}
	say_rule(ask, out, &r);
	body_begin(&b, ask, out, EV_BRIDGE_OPEN, ask->incident->number);
	put_place(&b, r.channel, r.network);
	json_out_str(&b.json, "audience", r.audience);
	json_out_z(&b.json, "relay", relay_name(r.relay));
	json_out_bool(&b.json, "commands", r.obeyed);
	return body_end(&b, err);
}

/* ---- remove ---- */

static enum rc take_away(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str channel, network;
	const struct side_room *r;
	struct body b;
	enum rc rc = read_place(args, &channel, &network, err);

	if (rc != RC_OK)
		return rc;
	r = side_room_find(ask->incident, network, channel);
	if (!r)
		return err_set(err, RC_UNKNOWN, "%.*s is not bridged to INC-%u; `bridge` lists",
			STR_ARG(channel), ask->incident->number);
	reply(out, ROLE_TEXT, "%.*s is no longer bridged to INC-%u",
		STR_ARG(side_room_name(ask->arena, r)), ask->incident->number);
	body_begin(&b, ask, out, EV_BRIDGE_CLOSE, ask->incident->number);
	put_place(&b, r->channel, r->network);
	return body_end(&b, err);
}

static enum rc bridge(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str what = args_str(args, "what");

	if (!what.n || str_eq_z(what, "list")) {
		if (wants_json(ask, args))
			view_rooms_json(&out->json, ask->incident);
		doc_append(out->reply, view_rooms(ask->arena, ask->incident));
		return RC_OK;
	}
	if (!(ask->capabilities & CAP_COMMAND))
		return err_set(err, RC_DENIED,
			"who hears of an incident is said by whoever commands it; ask @ic");
	if (str_eq_z(what, "main"))
		return set_main(ask, args, out, err);
	return str_eq_z(what, "add") ? add(ask, args, out, err) : take_away(ask, args, out, err);
}

static const struct command rows[] = {
	{"bridge", NULL,
		"the channels an incident is talked about in: its main one, and others with "
		"audience and rule",
		"[<what:list|add|remove|main>] [<channel:word>] [audience=<word>] "
		"[relay=both|announce|none] [commands=yes|no] [network=<word>] "
		"[format=text|json]",
		"bridge add #vendor audience=vendor relay=both", DOORS_PEOPLE, CAP_OBSERVE,
		INCIDENT_ANY, bridge},
};

const struct command_family family_bridge = {
	"bridge", "channels of an incident", rows, sizeof rows / sizeof *rows};
