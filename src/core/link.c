/* link.c: folds the state of links and the gaps they left in the record. */
#include "core/fold_internal.h"

static struct gap *new_gap(struct fold *f)
{
	struct gap *g = f->incident ? VEC_PUSH(f->board->arena, &f->incident->gaps)
				    : VEC_PUSH(f->board->arena, &f->board->gaps);

	*g = (struct gap){.seq = f->ev->seq, .link = fold_str(f, "link"), .to = INSTANT_NONE};
	return g;
}

/* The one that this row ends; NULL: it tells of one from end to end. */
static struct gap *opened(struct fold *f)
{
	uint64_t row = (uint64_t)json_int(f->body, "opened", 0);
	size_t n = f->incident ? f->incident->gaps.n : f->board->gaps.n;
	struct gap *v = f->incident ? f->incident->gaps.v : f->board->gaps.v;

	while (row > 0 && n-- > 0)
		if (v[n].seq == row && v[n].to == INSTANT_NONE)
			return &v[n];
	return NULL;
}

/* Servers lost each other: known at once, over when a row says so. */
static void split(struct fold *f)
{
	struct gap *g = new_gap(f);

	g->why = fold_str(f, "text");
	g->from = f->ev->occurred;
	fold_say(f, "%.*s: who is on the other side is not heard", STR_ARG(g->why));
}

static void say_gap(struct fold *f, const struct gap *g)
{
	if (g->people > 0) {
		fold_say(f, "%lld %s out of hearing on %.*s between %s and %s: %.*s",
			(long long)g->people, g->people == 1 ? "person was" : "people were",
			STR_ARG(g->link), time_iso(f->board->scratch, g->from),
			time_iso(f->board->scratch, g->to), STR_ARG(g->why));
		return;
	}
	if (json_str(f->body, "channel").n) {
		fold_say(f, "nothing recorded from %.*s in %.*s between %s and %s: %.*s%s",
			STR_ARG(json_str(f->body, "channel")), STR_ARG(g->link),
			time_iso(f->board->scratch, g->from), time_iso(f->board->scratch, g->to),
			STR_ARG(g->why), g->filled ? " (filled later)" : "");
		return;
	}
	fold_say(f, "nothing recorded from %.*s between %s and %s: %.*s%s", STR_ARG(g->link),
		time_iso(f->board->scratch, g->from), time_iso(f->board->scratch, g->to),
		STR_ARG(g->why), g->filled ? " (filled later)" : "");
}

static void gap(struct fold *f)
{
	struct gap *g = opened(f);

	g = g ? g : new_gap(f);
	g->why = fold_str(f, "why");
	g->from = fold_time(f, "from");
	g->to = fold_time(f, "to");
	g->filled = json_bool(f->body, "filled", false);
	g->people = json_int(f->body, "people", 0);
	say_gap(f, g);
}

static void state(struct fold *f)
{
	fold_say(f, "%.*s %.*s %.*s", STR_ARG(json_str(f->body, "link")),
		STR_ARG(json_str(f->body, "state")), STR_ARG(json_str(f->body, "text")));
}

static void bind(struct fold *f)
{
	if (!f->incident)
		return;
	f->incident->irc_server = fold_str(f, "server");
	f->incident->irc_channel = fold_str(f, "channel");
	f->incident->rooms.bound = f->ev->seq;
	if (f->incident->irc_channel.n && !f->incident->irc_server.n)
		fold_say(f, "bound to %.*s", STR_ARG(f->incident->irc_channel));
	else if (f->incident->irc_channel.n)
		fold_say(f, "bound to %.*s on %.*s", STR_ARG(f->incident->irc_channel),
			STR_ARG(f->incident->irc_server));
	else
		fold_say(f, "no longer bound to a channel");
}

void fold_link(struct fold *f)
{
	switch ((int)f->ev->kind) {
	case EV_GAP:
		gap(f);
		break;
	case EV_LINK_STATE:
		if (str_eq_z(json_str(f->body, "state"), "split"))
			split(f);
		else
			state(f);
		break;
	case EV_IRC_BIND:
		bind(f);
		break;
	case EV_CHAT_OUT_STATE:
		fold_say(f, "line %lld %.*s %.*s", (long long)json_int(f->body, "id", 0),
			STR_ARG(json_str(f->body, "state")), STR_ARG(json_str(f->body, "why")));
		break;
	default:
		break;
	}
}
