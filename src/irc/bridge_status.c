/* bridge_status.c: what the bridge says of itself: as values for a header, and as one sentence. */
#include "irc/bridge_private.h"

#include "base/utf8.h"
#include "sys/clock.h"

void bridge_get_status(const struct bridge *b, struct bridge_status *ret)
{
	const struct pacer *p = connector_pacer(b->connector);
	const struct irc_channel *lead = connector_lead(b->connector);
	duration now = clock_mono();

	*ret = (struct bridge_status){.state = link_state_name(connector_state(b->connector)),
		.server = str_z(b->options.server),
		.nick = b->held ? connector_nick(b->connector) : str_z(b->options.nick),
		.channel = lead ? str_z(lead->name) : str_z(b->options.channel),
		.holder = b->held,
		.live = lead && lead->state == CHANNEL_LIVE,
		.protocol = connector_protocol(b->connector),
		.account = connector_account(b->connector),
		.obeyed = connector_is_private(b->connector),
		.others = connector_channels(b->connector)->n > 1
				  ? connector_channels(b->connector)->n - 1
				  : 0,
		.members = lead ? lead->members.n : 0,
		.queued = b->outbox.n + b->announcer.n + pacer_waiting(p),
		.queue_age = pacer_age(p, now),
		.next_try = connector_next_try(b->connector),
		.why = connector_why(b->connector)};
	if (ret->nick.n == 0) /* nobody was asked yet */
		ret->nick = str_z(b->options.nick);
	if (b->outbox.first && clock_now() - b->outbox.first->said > ret->queue_age)
		ret->queue_age = clock_now() - b->outbox.first->said;
	if (b->wanted && !b->held)
		ret->state = "standby";
}

const char *bridge_status_text(const struct bridge *b, struct arena *a)
{
	struct bridge_status s;
	struct buf t;

	bridge_get_status(b, &s);
	buf_init(&t, a, 1024);
	buf_add_z(&t, s.state);
	if (!s.server.n)
		return buf_z(&t);
	buf_addf(&t, " on %.*s as %.*s", STR_ARG(s.server), STR_ARG(s.nick));
	if (s.account[0])
		buf_addf(&t, " (account %s)", s.account);
	if (s.channel.n)
		buf_addf(&t, " in %.*s", STR_ARG(s.channel));
	if (s.others)
		buf_addf(&t, " and %zu more", s.others);
	if (s.live)
		buf_addf(&t, ", %zu here%s%s%s", s.members, s.protocol[0] ? ", " : "", s.protocol,
			s.obeyed ? "" : ", not encrypted: lines are recorded, nothing is obeyed");
	if (strcmp(s.state, "standby") == 0)
		buf_addf(&t, ", %s runs the bridge", b->other[0] ? b->other : "nobody yet");
	if (s.queued)
		buf_addf(&t, ", %zu waiting, the oldest for %s", s.queued,
			duration_short(a, s.queue_age));
	if (s.why[0])
		buf_addf(&t, "; %s", s.why);
	if (s.next_try)
		buf_addf(&t, "; next try in %s", duration_short(a, s.next_try));
	return str_to_z(a, utf8_plain(a, buf_str(&t), UTF8_LINE));
}

static struct str trusted_text(const struct bridge *b, struct arena *a)
{
	switch (b->options.trust) {
	case IRC_TRUST_NONE:
		return STR("nobody; `irc trust accounts` believes who is logged in");
	case IRC_TRUST_ACCOUNTS:
		return str_fmt(a, "accounts%s%s", b->options.responders[0] ? ": " : "",
			b->options.responders);
	case IRC_TRUST_NICKS:
		return STR("nicks: nothing proves who they are, and every row says so");
	}
	return (struct str){0};
}

static void status_fields(const struct bridge *b, const struct bridge_status *s, struct doc *d)
{
	enum link_state state = connector_state(b->connector);
	unsigned has = connector_caps(b->connector)->has;

	if (!s->holder)
		return;
	doc_field(d, "state", str_fmt(d->arena, "%s: %s", s->state, link_state_words(state)),
		ROLE_TEXT);
	if (state < LINK_REGISTER || state > LINK_SUSPECT)
		return;
	doc_field(d, "encryption", str_z(s->protocol[0] ? s->protocol : "none"),
		s->obeyed ? ROLE_TEXT : ROLE_WAIT);
	doc_field(d, "account", s->account[0] ? str_z(s->account) : STR("none"), ROLE_TEXT);
	doc_field(d, "trusted", trusted_text(b, d->arena),
		b->options.trust == IRC_TRUST_NICKS ? ROLE_WAIT : ROLE_TEXT);
	doc_field(d, "extensions", has ? str_z(caps_text(d->arena, has)) : STR("none"), ROLE_DIM);
}

static const char *state_words(const struct irc_channel *ch)
{
	switch (ch->state) {
	case CHANNEL_OUT:
		return "not joined";
	case CHANNEL_JOIN:
		return ch->why[0] ? ch->why : "joining";
	case CHANNEL_SYNC:
		return "members and older lines arrive";
	case CHANNEL_LIVE:
		return "heard";
	}
	return "";
}

/* Of which incident each channel is, and whether it is heard. */
static void status_channels(const struct bridge *b, struct doc *d)
{
	const struct irc_channels *all = connector_channels(b->connector);

	for (size_t n = 0; n < all->n && all->n > 1; n++) {
		const struct irc_channel *ch = all->v[n];
		const struct side_room *room;
		const struct incident *i = bridge_incident(b, str_z(ch->name), &room);
		struct str of = i ? str_fmt(d->arena, " INC-%u%s%.*s,", i->number,
					    room ? ", for " : "",
					    STR_ARG(room ? room->audience : (struct str){0}))
				  : (struct str){0};

		doc_field(d, "channel",
			str_fmt(d->arena, "%s:%.*s %s, %zu here",
				str_to_z(d->arena,
					utf8_plain(d->arena, str_z(ch->name), UTF8_IDENT)),
				STR_ARG(of), state_words(ch), ch->members.n),
			ch->state == CHANNEL_LIVE ? ROLE_TEXT : ROLE_WAIT);
	}
}

struct doc *bridge_status_doc(const struct bridge *b, struct arena *a)
{
	struct doc *d = doc_new(a);
	struct bridge_status s;

	bridge_get_status(b, &s);
	doc_paraf(d, ROLE_TEXT, "IRC: %s", bridge_status_text(b, a));
	status_fields(b, &s, d);
	if (s.holder)
		status_channels(b, d);
	return d;
}

struct doc *bridge_log_doc(const struct bridge *b, struct arena *a)
{
	struct doc *d = doc_new(a);

	link_log_show(&b->log, engine_zone(b->engine), d);
	return d;
}
