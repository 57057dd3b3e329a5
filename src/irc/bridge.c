/* bridge.c: the channel and the incident: who holds the connection, what passes each way, when. */
#include "irc/bridge_private.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "core/delivery.h"
#include "core/fence.h"
#include "irc/speaker_internal.h"
#include "sys/clock.h"

void bridge_tell(struct bridge *b, bool bad, const char *fmt, ...)
{
	char raw[512];
	int n;
	struct arena_mark mark = arena_mark(b->arena);
	va_list ap;

	if (!b->notice)
		return;
	va_start(ap, fmt);
	n = snprintf(raw, sizeof raw, "%s%s", b->network, b->network[0] ? ": " : "");
	vsnprintf(raw + n, sizeof raw - (size_t)n, fmt, ap);
	va_end(ap);
	b->notice(b->notice_ctx, bad,
		str_to_z(b->arena, utf8_plain(b->arena, str_z(raw), UTF8_LINE)));
	arena_reset_to(b->arena, mark);
}

/* Work that follows from new rows: lines to say, events to announce, the topic. */

/* An update that goes out here in full is not announced beside it; of its deliveries only trouble and its end are told. */
static bool is_news(const struct bridge *b, const struct event *ev)
{
	const struct board *board = engine_board(b->engine);
	const struct incident *i = board_incident(board, ev->incident);

	if (i && ev->kind == EV_UPDATE_SENT)
		return !delivery_over_irc(board, i, ev->seq);
	return !i || ev->kind != EV_UPDATE_DELIVERY || delivery_news(i, ev->seq);
}

/* Whom a row names, where the incident's people are. */
static void look_at_people(struct bridge *b, const struct event *ev)
{
	const struct incident *i = board_incident(engine_board(b->engine), ev->incident);
	const struct irc_channel *ch = i && i->irc_channel.n
					       ? connector_channel(b->connector, i->irc_channel)
					       : NULL;

	if (!ch || ch->state != CHANNEL_LIVE || ev->seq <= b->announcer.taken ||
		!incident_may_leave(i))
		return;
	speaker_meet(b, ch, ev);
	greet_role(b, i, ch, ev);
	if (ev->kind == EV_IRC_BIND)
		greet_everybody(b, ch);
}

static enum rc take_row(const struct record *r, void *ctx)
{
	struct bridge *b = ctx;

	outbox_take(&b->outbox, b->arena, &r->ev);
	if (r->ev.seq > b->relayed) {
		b->relayed = r->ev.seq;
		relay_take(b, &r->ev);
	}
	if (b->held)
		look_at_people(b, &r->ev);
	announce_take(&b->announcer, &r->ev, is_news(b, &r->ev));
	return RC_OK;
}

static void scan_rows(struct bridge *b)
{
	uint64_t head = engine_board(b->engine)->seq;
	uint64_t from = b->outbox.scanned < b->announcer.taken ? b->outbox.scanned
							       : b->announcer.taken;

	/* What was said in a channel asks nothing of us, unless another is to hear it; a flood of it need not be read
	 * again. */
	if (from < head && engine_news(b->engine) <= from && !relay_wanted(b))
		b->outbox.scanned = b->announcer.taken = b->relayed = head;
	else if (from < head)
		(void)journal_read(b->journal, from, 0, take_row, b, &(struct err){0});
}

static void settle_first(struct bridge *b, const char *state, const char *why)
{
	struct err err;

	if (record_settled(b, b->outbox.first, state, why, &err) == RC_OK) {
		outbox_drop_first(&b->outbox);
		b->settle_accepted = false;
		return;
	}
	/* The line is out; only its row is missing. It is written when the disk is back. */
	b->settle_accepted = strcmp(state, "accepted") == 0;
	snprintf(b->settle_why, sizeof b->settle_why, "%s", why);
}

static const char broke_twice[] = "the link broke twice while this was being said";

/* A line waits while its channel is not heard, and lets the others pass. */
static bool can_leave(const struct outbox_item *i, void *ctx)
{
	struct bridge *b = ctx;
	struct str name = str_z(i->channel);

	return !bridge_may_leave(b, i->incident) || !connector_channel(b->connector, name) ||
	       connector_hears(b->connector, name);
}

static void pump_outbox(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct outbox_item *i;
	const struct zone *z = engine_zone(b->engine);

	if (b->settle_accepted && b->outbox.first)
		settle_first(b, "accepted", b->settle_why);
	i = b->settle_accepted ? NULL : outbox_next(&b->outbox, can_leave, b);
	if (i && !bridge_may_leave(b, i->incident)) {
		settle_first(b, "refused", "the incident is sensitive now");
	} else if (i && outbox_is_spent(i)) {
		settle_first(b, "refused", broke_twice);
	} else if (i && connector_channel(b->connector, str_z(i->channel))) {
		struct str text = outbox_text(b->arena, i, zone_offset_min(z, i->said));

		outbox_begin(&b->outbox);
		record_cursor_save(b); /* before it leaves: a crash must know it may have left */
		bridge_say_item(b, PACE_CHAT, false, i->channel, text, LINE_ID_NONE, i);
		connector_barrier(b->connector, PACE_CHAT, i->seq << 1);
	} else if (i) {
		settle_first(b, "refused", "the incident has another channel now");
	}
	arena_reset_to(b->arena, mark);
}

void bridge_break(struct bridge *b, const struct bridge_channel *ch)
{
	const struct outbox_item *i = b->outbox.first;
	const struct side_room *room;

	(void)bridge_incident(b, str_z(ch->name), &room);
	if (!room)
		announce_broken(&b->announcer);
	if (b->outbox.under_way && i &&
		isupport_same(
			connector_isupport(b->connector), str_z(i->channel), str_z(ch->name)) &&
		!outbox_broken(&b->outbox))
		settle_first(b, "refused", broke_twice);
}

static bool was_bound(const struct incident *i)
{
	for (size_t n = 0; n < i->entries.n; n++)
		if (i->entries.v[n].kind == EV_IRC_BIND)
			return true;
	return i->irc_channel.n > 0;
}

/* Every incident gets a channel of its own name where there is a pattern for it, unless somebody decided otherwise. */
static void bind_by_pattern(struct bridge *b)
{
	const struct incident *i;

	for (size_t n = 0; (i = bridge_near(b, n)); n++) {
		char name[IRC_NAME_MAX];

		if (!incident_is_open(i) || !bridge_may_leave(b, i->number) || was_bound(i))
			continue;
		irc_options_incident_channel(&b->options, i->number, name);
		if (!record_bind(b, i, name))
			return;
	}
}

/* An incident declared while we sit in a channel gets it, unless somebody decided otherwise. */
static void bind_current(struct bridge *b)
{
	const struct incident *i = bridge_current(b);

	if (b->network[0])
		return;
	if (b->options.incident_channel[0])
		bind_by_pattern(b);
	else if (i && b->options.channel[0] && !was_bound(i) &&
		 !bridge_incident(b, str_z(b->options.channel), NULL))
		(void)record_bind(b, i, b->options.channel);
}

static void look_at_topics(struct bridge *b)
{
	for (size_t n = 0; n < b->channel_count; n++)
		if (connector_hears(b->connector, str_z(b->channels[n]->name)))
			topic_look(b, b->channels[n]);
}

static void work(void *ctx)
{
	struct bridge *b = ctx;

	b->work_timer = 0;
	if (!bridge_holds(b))
		return;
	bind_current(b);
	bridge_want_channels(b);
	scan_rows(b);
	splits_work(b);
	if (!connector_is_up(b->connector))
		return;
	bridge_close_gaps(b);
	pump_outbox(b);
	announce_pump(b);
	greet_pump(b);
	look_at_topics(b);
}

void bridge_wake(struct bridge *b)
{
	if (!b->work_timer)
		b->work_timer = loop_after(b->loop, 0, 0, work, b);
}

static void on_rows(void *self, const struct engine *e, uint64_t from_seq)
{
	(void)e;
	(void)from_seq;
	bridge_wake(self);
}

/* What the connector tells. */

static void send_refused(struct bridge *b, const struct irc_msg *m)
{
	struct outbox_item *i = b->outbox.first;

	if (!b->outbox.under_way || !isupport_same(connector_isupport(b->connector),
					    line_param(m, 1), str_z(i->channel)))
		return;
	snprintf(i->refused, sizeof i->refused, "%.*s (%d)",
		STR_ARG(str_cut(line_param(m, m->n - 1), 0, 100)), m->numeric);
}

static void on_numeric(struct bridge *b, const struct irc_msg *m)
{
	switch (m->numeric) {
	case 401:
	case 403:
	case 404:
	case 407:
	case 411:
	case 412:
	case 413:
	case 477:
		send_refused(b, m);
		break;
	case 482:
		topic_refused(b, m);
		break;
	default:
		break;
	}
}

/* We may have been made an operator. */
static void mode_changed(struct bridge *b, const struct irc_msg *m)
{
	struct bridge_channel *ch = bridge_channel(b, line_param(m, 0));

	if (ch)
		ch->topic_denied = false;
}

/* What people say to each other is on record and asks nothing: the library, which trips over much, never sees it. */
static bool is_talk(const struct bridge *b, const struct irc_msg *m)
{
	return str_eq_z(m->command, "NOTICE") ||
	       (str_eq_z(m->command, "PRIVMSG") && !commands_asks(b, m));
}

static void on_message(void *ctx, struct str raw, const struct irc_msg *m)
{
	struct bridge *b = ctx;
	enum dispatch_kind kind;

	(void)raw;
	greet_take(b, m);
	if (is_talk(b, m)) {
		speaker_expose_code(b, m);
		return;
	}
	if (!bridge_holds(b) || !b->dispatch || !dispatch_feed(b->dispatch, m, &kind))
		return;
	switch (kind) {
	case DISPATCH_MESSAGE:
		commands_take(b, m);
		break;
	case DISPATCH_NUMERIC:
		on_numeric(b, m);
		break;
	case DISPATCH_TOPIC:
		bridge_wake(b);
		break;
	case DISPATCH_MODE:
		mode_changed(b, m);
		break;
	case DISPATCH_NOTICE:
	case DISPATCH_PEOPLE:
	case DISPATCH_INVITE:
	case DISPATCH_OTHER:
		break;
	}
}

static void on_changed(void *ctx, enum link_state from, enum link_state to)
{
	struct bridge *b = ctx;
	struct arena_mark mark = arena_mark(b->arena);
	struct err err;

	(void)from;
	link_log_add(&b->log, clock_now(), to,
		to == LINK_BACKOFF || to == LINK_JOIN ? connector_why(b->connector) : "");
	if (to == LINK_SETUP) {
		dispatch_free(b->dispatch);
		b->dispatch = NULL;
		if (dispatch_new(str_to_z(b->arena, connector_nick(b->connector)), &b->dispatch,
			    &err) != RC_OK)
			bridge_tell(b, true, "IRC: %s; commands are off", err.text);
	}
	if (to == LINK_OFF || to == LINK_BACKOFF) {
		dispatch_free(b->dispatch);
		b->dispatch = NULL;
	}
	arena_reset_to(b->arena, mark);
}

static void on_sent(void *ctx, uint64_t id, struct str line)
{
	record_said(ctx, (enum line_id)id, line);
}

static void on_barrier(void *ctx, uint64_t id)
{
	struct bridge *b = ctx;
	struct outbox_item *i = b->outbox.first;

	if (id & 1) {
		announce_accepted(&b->announcer, id >> 1);
		record_cursor_save(b);
	} else if (b->outbox.under_way && i && i->seq == id >> 1) {
		if (i->refused[0])
			settle_first(b, "refused", i->refused);
		else
			settle_first(b, "accepted", i->tries > 1 ? "said again after a break" : "");
	}
	bridge_wake(b);
}

static void on_denied(void *ctx, const char *why)
{
	record_refusal(ctx, "denied", why);
}

static instant on_since(void *ctx, const struct irc_channel *link)
{
	struct bridge *b = ctx;
	const struct bridge_channel *ch = bridge_channel(b, str_z(link->name));

	if (!ch || !bridge_owner(b, str_z(link->name)))
		return INSTANT_NONE;
	return ch->dark.from != INSTANT_NONE ? ch->dark.from : record_unheard_since(b, ch);
}

static void on_refused(void *ctx, const struct irc_channel *ch)
{
	struct bridge *b = ctx;

	link_log_add(&b->log, clock_now(), LINK_JOIN, ch->why);
	record_refusal(b, "refused", ch->why);
}

static void on_notice(void *ctx, bool bad, const char *text)
{
	bridge_tell(ctx, bad, "%s", text);
}

/* For the application. */

enum rc bridge_open(const struct bridge_setup *setup, struct bridge **ret, struct err *err)
{
	struct bridge *b = mem_alloc(sizeof *b);
	struct connector_events events = {heard_line, on_message, on_changed, bridge_channel_event,
		on_sent, on_barrier, on_notice, on_denied, on_since, on_refused, b};

	b->loop = setup->loop;
	b->engine = setup->engine;
	b->journal = engine_journal(setup->engine);
	b->options = setup->options;
	snprintf(b->holder, sizeof b->holder, "%s", setup->holder);
	if (setup->network)
		snprintf(b->network, sizeof b->network, "%s", setup->network);
	snprintf(b->link, sizeof b->link, "irc%s%s", b->network[0] ? "." : "", b->network);
	b->farewell = setup->farewell;
	b->notice = setup->notice;
	b->notice_ctx = setup->notice_ctx;
	b->arena = arena_new();
	outbox_init(&b->outbox, 0, 0);
	b->outbox.network = b->network;
	b->near = mem_alloc(sizeof *b->near);
	b->connector = connector_new(b->loop, &b->options, &events);
	bridge_want_channels(b);
	b->lease_timer = loop_after(b->loop, 0, b->options.lease_every, bridge_lease, b);
	if (!b->lease_timer) {
		bridge_close(b);
		return err_set(err, RC_LIMIT, "the loop has no timer left for IRC");
	}
	engine_watch(b->engine, on_rows, b);
	*ret = b;
	return RC_OK;
}

void bridge_close(struct bridge *b)
{
	if (!b)
		return;
	engine_unwatch(b->engine, on_rows, b);
	loop_cancel(b->loop, b->lease_timer);
	loop_cancel(b->loop, b->follow_timer);
	if (b->held) {
		record_cursor_save(b);
		bridge_let_go(b, b->farewell ? b->farewell : "the console was closed");
		(void)engine_flush(b->engine, &(struct err){0});
	}
	loop_cancel(b->loop, b->work_timer);
	connector_free(b->connector);
	bridge_free_channels(b);
	mem_free(b->near->v);
	mem_free(b->near);
	dispatch_free(b->dispatch);
	netsplits_clear(&b->splits);
	outbox_clear(&b->outbox);
	announce_clear(&b->announcer);
	replies_clear(&b->replies);
	arena_free(b->arena);
	mem_free(b);
}
