/* link.c: folds the state of links and the gaps they left in the record. */
#include "core/fold_internal.h"

static void gap(struct fold *f)
{
	struct gap *g = f->incident ? VEC_PUSH(f->board->arena, &f->incident->gaps)
				    : VEC_PUSH(f->board->arena, &f->board->gaps);

	g->seq = f->ev->seq;
	g->link = fold_str(f, "link");
	g->why = fold_str(f, "why");
	g->from = fold_time(f, "from");
	g->to = fold_time(f, "to");
	g->filled = json_bool(f->body, "filled", false);
	fold_say(f, "nothing recorded from %.*s between %s and %s: %.*s%s", STR_ARG(g->link),
		time_iso(f->board->scratch, g->from), time_iso(f->board->scratch, g->to),
		STR_ARG(g->why), g->filled ? " (filled later)" : "");
}

static void bind(struct fold *f)
{
	if (!f->incident)
		return;
	f->incident->irc_server = fold_str(f, "server");
	f->incident->irc_channel = fold_str(f, "channel");
	if (f->incident->irc_channel.n)
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
	case EV_IRC_BIND:
		bind(f);
		break;
	case EV_CHAT_OUT_STATE:
		fold_say(f, "line %lld %.*s %.*s", (long long)json_int(f->body, "id", 0),
			STR_ARG(json_str(f->body, "state")), STR_ARG(json_str(f->body, "why")));
		break;
	default:
		fold_say(f, "%.*s %.*s %.*s", STR_ARG(json_str(f->body, "link")),
			STR_ARG(json_str(f->body, "state")), STR_ARG(json_str(f->body, "text")));
		break;
	}
}
