/* bridge_channels.c: in which channels the bridge is: its own, those of incidents; and when each was not heard. */
#include "irc/bridge_private.h"

#include "base/mem.h"
#include "sys/clock.h"

/* Names while the list is made. */
struct wanted {
	const struct bridge *b;
	const char *names[LINK_CHANNELS_MAX];
	size_t n;
	bool full;
};

static void want(struct wanted *w, struct str name)
{
	const struct isupport *s = connector_isupport(w->b->connector);

	if (name.n == 0 || name.n >= IRC_NAME_MAX)
		return;
	for (size_t n = 0; n < w->n; n++)
		if (isupport_same(s, name, str_z(w->names[n])))
			return;
	w->full = w->n == LINK_CHANNELS_MAX;
	if (!w->full)
		w->names[w->n++] = str_to_z(w->b->arena, name);
}

/* An incident that was talked about on another server has no channel here. */
static bool is_here(const struct bridge *b, const struct incident *i)
{
	return i->irc_server.n == 0 || str_ieq(i->irc_server, str_z(b->options.server));
}

static void want_all(struct wanted *w)
{
	const struct incident *i;
	size_t n = 0;

	if (!w->b->network[0])
		want(w, str_z(w->b->options.channel));
	while (bridge_near(w->b, n))
		n++;
	/* The newest first: when not all fit, it is they. */
	while (n-- > 0) {
		i = bridge_near(w->b, n);
		if (i->drill || (!incident_is_open(i) && !bridge_lingers(w->b, i)))
			continue;
		if (!w->b->network[0] && is_here(w->b, i))
			want(w, i->irc_channel);
		for (size_t k = 0; k < i->rooms.side.n; k++)
			if (bridge_is_own(w->b, &i->rooms.side.v[k]))
				want(w, i->rooms.side.v[k].channel);
	}
}

struct bridge_channel *bridge_channel(const struct bridge *b, struct str name)
{
	for (size_t n = 0; n < b->channel_count; n++)
		if (isupport_same(
			    connector_isupport(b->connector), name, str_z(b->channels[n]->name)))
			return b->channels[n];
	return NULL;
}

static bool is_among(const struct wanted *w, const char *name)
{
	for (size_t n = 0; n < w->n; n++)
		if (strcmp(w->names[n], name) == 0)
			return true;
	return false;
}

static void forget_others(struct bridge *b, const struct wanted *w)
{
	size_t kept = 0;

	for (size_t n = 0; n < b->channel_count; n++) {
		struct bridge_channel *ch = b->channels[n];

		if (is_among(w, ch->name))
			b->channels[kept++] = ch;
		else
			mem_free(ch);
	}
	b->channel_count = kept;
}

static void take_up(struct bridge *b, const char *name)
{
	struct bridge_channel *ch = mem_alloc(sizeof *ch);

	snprintf(ch->name, sizeof ch->name, "%s", name);
	ch->dark.from = ch->dark.to = ch->heard = INSTANT_NONE;
	b->channels[b->channel_count++] = ch;
	record_heard_load(b, ch);
}

void bridge_want_channels(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct wanted w = {.b = b};

	want_all(&w);
	connector_want(b->connector, w.names, w.n);
	forget_others(b, &w);
	for (size_t n = 0; n < w.n; n++)
		if (!bridge_channel(b, str_z(w.names[n])))
			take_up(b, w.names[n]);
	if (w.full && !b->channels_full)
		bridge_tell(b, true,
			"IRC: the bridge is in %d channels, not in all that incidents have",
			LINK_CHANNELS_MAX);
	b->channels_full = w.full;
	arena_reset_to(b->arena, mark);
}

bool bridge_wants_any(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct wanted w = {.b = b};

	want_all(&w);
	arena_reset_to(b->arena, mark);
	return w.n > 0;
}

void bridge_free_channels(struct bridge *b)
{
	for (size_t n = 0; n < b->channel_count; n++)
		mem_free(b->channels[n]);
	b->channel_count = 0;
}

/* ---- Heard, and not heard ---- */

/* A bridged channel is not where the incident lives: its gaps are recorded, its comings and goings are not. */
static void say_link(
	struct bridge *b, const struct bridge_channel *ch, const char *state, const char *text)
{
	const struct side_room *room;
	const struct incident *i = bridge_incident(b, str_z(ch->name), &room);

	if (!room && (i || bridge_is_lobby(b, str_z(ch->name))))
		record_link(b, i ? i->number : 0, state, text);
}

/* Whether what the server gave fills the gap; when not, its reason says what is wanting. */
static void judge(const struct bridge *b, struct dark *d, const struct irc_channel *link)
{
	bool keeps = connector_caps(b->connector)->has & CAPS_HISTORY;
	const char *but = "";
	size_t n = strlen(d->why);

	if (keeps)
		d->overlap = link->history.whole && (link->history.reached || d->overlap);
	if (keeps && !link->history.whole)
		but = "; the server did not give all that was said meanwhile";
	else if (keeps && !d->overlap)
		but = "; the server's older lines do not reach back that far";
	else if (!d->overlap)
		but = "; the server keeps no older lines";
	snprintf(d->why + n, sizeof d->why - n, "%s", but);
}

static void went_live(struct bridge *b, struct bridge_channel *ch, const struct irc_channel *link)
{
	struct arena_mark mark = arena_mark(b->arena);
	instant now = clock_now();

	if (ch->dark.from == INSTANT_NONE && bridge_owner(b, str_z(ch->name))) {
		instant last = record_unheard_since(b, ch);

		if (last != INSTANT_NONE) {
			ch->dark.from = last;
			snprintf(ch->dark.why, sizeof ch->dark.why, "no bridge was running");
		}
	}
	if (ch->dark.from != INSTANT_NONE) {
		ch->dark.to = now;
		judge(b, &ch->dark, link);
	}
	say_link(b, ch, "live", ch->name);
	b->denied[0] = '\0';
	(void)record_dark(b, ch);
	/* Whoever kept us out while others were told has not heard yet what the channel is now. */
	if (ch->heard == INSTANT_NONE)
		announce_late(b, ch->name);
	ch->heard = now;
	record_alive(b, now);
	ch->topic_at = 0;
	ch->topic_tries = 0;
	ch->topic_denied = false;
	if (b->channel_count == 1 || bridge_is_lobby(b, str_z(ch->name)))
		bridge_tell(b, false, "IRC: %s", bridge_status_text(b, b->arena));
	else
		bridge_tell(b, false, "IRC: %s is heard", ch->name);
	arena_reset_to(b->arena, mark);
	bridge_wake(b);
}

static void went_dark(struct bridge *b, struct bridge_channel *ch, const struct irc_channel *link)
{
	/* One whose row could not be stored yet goes on; nothing heard between is worth a gap that nobody reads. */
	if (ch->dark.from == INSTANT_NONE)
		ch->dark.from = link->lost;
	ch->heard = link->lost;
	ch->dark.to = INSTANT_NONE;
	ch->dark.overlap = false;
	snprintf(ch->dark.why, sizeof ch->dark.why, "%s", link->why);
	presence_forget(b);
	bridge_break(b, ch);
	if (b->lost)
		return;
	record_alive(b, link->lost);
	say_link(b, ch, "down", ch->dark.why);
}

void bridge_channel_event(void *ctx, const struct irc_channel *link, bool live)
{
	struct bridge *b = ctx;
	struct bridge_channel *ch = bridge_channel(b, str_z(link->name));

	if (!ch)
		return;
	if (live) {
		greet_everybody(b, link);
		went_live(b, ch, link);
	} else {
		went_dark(b, ch, link);
	}
}

void bridge_close_gaps(struct bridge *b)
{
	for (size_t n = 0; n < b->channel_count; n++)
		(void)record_dark(b, b->channels[n]);
}
