/* send_irc.c: an update in a channel of the incident, as a line that the bridge says and the server takes. */
#include "send/send_internal.h"

#include "base/json.h"
#include "core/draft.h"
#include "sys/clock.h"

/* What the record says of the line of this delivery. The journal is the queue: a line is put there once, whoever looks. */
struct line {
	uint64_t scanned; /* rows up to here were looked at */
	uint64_t seq;     /* the newest chat.out row of this delivery, 0: none */
	bool accepted, refused;
	struct str why;
	struct sending *s;
};

static enum rc take_row(const struct record *r, void *ctx)
{
	struct line *l = ctx;
	struct sending *s = l->s;
	struct arena_mark mark = arena_mark(s->arena);
	const struct json *body;

	l->scanned = r->ev.seq;
	if ((r->ev.kind != EV_CHAT_OUT && r->ev.kind != EV_CHAT_OUT_STATE) ||
		json_parse(s->arena, r->ev.body, &body, NULL) != RC_OK) {
		arena_reset_to(s->arena, mark);
		return RC_OK;
	}
	if (r->ev.kind == EV_CHAT_OUT && str_eq(json_str(body, "delivery"), s->parcel.id)) {
		l->seq = r->ev.seq;
		l->accepted = l->refused = false;
	} else if (r->ev.kind == EV_CHAT_OUT_STATE && l->seq &&
		   (uint64_t)json_int(body, "id", 0) == l->seq) {
		l->accepted = str_eq_z(json_str(body, "state"), "accepted");
		l->refused = str_eq_z(json_str(body, "state"), "refused");
		l->why = json_str(body, "why"); /* the arena is kept, so that it lives */
		return RC_OK;
	}
	arena_reset_to(s->arena, mark);
	return RC_OK;
}

static void scan(struct sending *s, struct line *l)
{
	(void)journal_read(
		engine_journal(s->env->engine), l->scanned, 0, take_row, l, &(struct err){0});
}

/* A test belongs to no incident and is said where the room is now. */
static const struct incident *room_of(const struct sending *s)
{
	const struct board *b = engine_board(s->env->engine);
	const struct incident *i = s->incident ? board_incident(b, s->incident) : board_current(b);

	return i && i->irc_channel.n && delivery_may_leave(i) ? i : NULL;
}

static enum rc say(struct sending *s, const struct incident *i, struct str channel, struct err *err)
{
	const struct parcel *p = &s->parcel;
	struct event ev;
	struct draft d;
	enum rc rc;

	draft_begin(&d, &ev, s->arena, EV_CHAT_OUT, i->number, clock_now());
	ev.actor = ev.door = STR("system");
	json_out_str(&d.json, "text",
		str_fmt(s->arena, "%.*s %.*s: %.*s", STR_ARG(p->subject), STR_ARG(p->update),
			STR_ARG(p->text)));
	json_out_str(&d.json, "from", str_fmt(s->arena, "to %.*s", STR_ARG(p->audience)));
	json_out_z(&d.json, "how", "msg");
	json_out_str(&d.json, "channel", channel);
	json_out_str(&d.json, "delivery", p->id);
	rc = draft_end(&d, err);
	return rc == RC_OK ? engine_append(s->env->engine, &ev, 1, err) : rc;
}

static void look(struct sending *s)
{
	struct line *l = s->state;

	scan(s, l);
	if (l->accepted)
		sending_done(s, true, 0, "%s", "");
	else if (l->refused)
		sending_done(s, false, 0, "%.*s", STR_ARG(l->why));
	else if (clock_mono() - s->began > sending_limit(s))
		sending_done(s, false, 0, "the line waits for the bridge to IRC");
}

static enum rc start(struct sending *s, struct err *err)
{
	const struct incident *i = room_of(s);
	struct line *l = ARENA_NEW(s->arena, struct line);
	struct str target = s->channel.target, channel = i ? i->irc_channel : target;
	enum rc rc = RC_OK;

	if (!i)
		return err_set(err, RC_STATE,
			"the incident has no channel on IRC: `irc join #name` binds one");
	if (target.n && !room_same(target, channel)) {
		if (!side_room_find(i, (struct str){0}, target))
			return err_set(err, RC_STATE,
				"the bridge speaks in the incident's channel, %.*s, and in those "
				"bridged to it: `bridge add %.*s`",
				STR_ARG(channel), STR_ARG(target));
		channel = target;
	}
	*l = (struct line){.scanned = s->update ? s->update - 1 : 0, .s = s};
	s->state = l;
	scan(s, l);
	if (!l->seq || l->refused) {
		l->refused = false;
		rc = say(s, i, channel, err);
	}
	if (rc == RC_OK && l->accepted)
		sending_done(s, true, 0, "%s", "");
	return rc;
}

const struct send_kind sender_irc = {.name = "irc", .start = start, .look = look};
