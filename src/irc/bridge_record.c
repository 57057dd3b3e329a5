/* bridge_record.c: the rows the bridge writes of itself, and the small numbers that outlive its process. */
#include "irc/bridge_private.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/draft.h"
#include "sys/clock.h"

/* "irc.cursor", "irc.partner.alive" */
static const char *note_key(struct bridge *b, const char *what)
{
	return arena_printf(b->arena, "%s.%s", b->link, what);
}

enum { FIRST_CONNECTION_S = 2, SEEN_ROWS = 2000, ALIVE_MAX = 16384 };

static void begin(struct draft *d, struct event *ev, struct bridge *b, enum event_kind kind,
	uint32_t incident)
{
	draft_begin(d, ev, b->arena, kind, incident, clock_now());
	ev->actor = STR("system");
	ev->door = STR("irc");
}

static enum rc append(struct bridge *b, struct draft *d, struct err *err)
{
	enum rc rc = draft_end(d, err);

	if (rc == RC_OK)
		rc = engine_append(b->engine, d->ev, 1, err);
	if (rc != RC_OK && !b->disk_told)
		bridge_tell(b, true, "IRC: %s", err->text);
	b->disk_told = rc != RC_OK;
	return rc;
}

void record_lease_taken(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct draft d;
	struct event ev;
	struct err err;

	begin(&d, &ev, b, EV_LEASE_TAKEN, 0);
	json_out_z(&d.json, "lease", b->link);
	json_out_z(&d.json, "holder", b->holder);
	json_out_z(&d.json, "previous", b->other);
	ev.door = STR("system");
	(void)append(b, &d, &err);
	arena_reset_to(b->arena, mark);
}

void record_link(struct bridge *b, uint32_t incident, const char *state, const char *text)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct draft d;
	struct event ev;
	struct err err;

	begin(&d, &ev, b, EV_LINK_STATE, incident);
	json_out_z(&d.json, "link", b->link);
	json_out_z(&d.json, "state", state);
	json_out_str(&d.json, "text", utf8_repair(b->arena, str_z(text)));
	(void)append(b, &d, &err);
	arena_reset_to(b->arena, mark);
}

void record_refusal(struct bridge *b, const char *state, const char *why)
{
	const struct irc_channel *lead = connector_lead(b->connector);
	const struct incident *i = lead ? bridge_owner(b, str_z(lead->name)) : NULL;

	if (strcmp(b->denied, why) != 0)
		record_link(b, i ? i->number : 0, state, why);
	snprintf(b->denied, sizeof b->denied, "%s", why);
}

bool record_bind(struct bridge *b, const struct incident *i, const char *channel)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct draft d;
	struct event ev;
	struct err err;
	bool ok;

	begin(&d, &ev, b, EV_IRC_BIND, i->number);
	json_out_z(&d.json, "server", b->options.server);
	json_out_z(&d.json, "channel", channel);
	ok = append(b, &d, &err) == RC_OK;
	arena_reset_to(b->arena, mark);
	return ok;
}

/* The channel cannot have been missed before it was the incident's. */
static instant bound_at(
	const struct bridge *b, const struct incident *i, const struct bridge_channel *ch)
{
	const struct side_room *room = NULL;
	instant at = i->declared;

	if (!bridge_is_main(b, i, str_z(ch->name)))
		room = bridge_room(b, i, str_z(ch->name));
	if (room)
		return room->opened;
	for (size_t n = 0; n < i->entries.n; n++)
		if (i->entries.v[n].kind == EV_IRC_BIND)
			at = i->entries.v[n].recorded;
	return at;
}

bool record_dark(struct bridge *b, struct bridge_channel *ch)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct incident *i = bridge_owner(b, str_z(ch->name));
	struct dark *dark = &ch->dark;
	struct draft d;
	struct event ev;
	struct err err;
	bool ok;

	if (dark->from == INSTANT_NONE || dark->to == INSTANT_NONE)
		return true;
	if (i && dark->from < bound_at(b, i, ch))
		dark->from = bound_at(b, i, ch);
	if (dark->to <= dark->from) {
		dark->from = dark->to = INSTANT_NONE;
		return true;
	}
	begin(&d, &ev, b, EV_GAP, i ? i->number : 0);
	json_out_z(&d.json, "link", b->link);
	json_out_z(&d.json, "from", time_iso(b->arena, dark->from));
	json_out_z(&d.json, "to", time_iso(b->arena, dark->to));
	json_out_str(&d.json, "why", utf8_repair(b->arena, str_z(dark->why)));
	json_out_bool(&d.json, "filled", dark->overlap);
	if (i && !bridge_is_main(b, i, str_z(ch->name)))
		json_out_str(&d.json, "channel", utf8_repair(b->arena, str_z(ch->name)));
	ev.occurred = dark->from;
	ok = append(b, &d, &err) == RC_OK;
	if (ok)
		dark->from = dark->to = INSTANT_NONE;
	arena_reset_to(b->arena, mark);
	return ok;
}

uint64_t record_split(struct bridge *b, uint32_t incident, struct str text, instant from)
{
	struct draft d;
	struct event ev;
	struct err err;

	begin(&d, &ev, b, EV_LINK_STATE, incident);
	json_out_z(&d.json, "link", b->link);
	json_out_z(&d.json, "state", "split");
	json_out_str(&d.json, "text", utf8_repair(b->arena, text));
	ev.occurred = from;
	return append(b, &d, &err) == RC_OK ? ev.seq : 0;
}

bool record_split_end(struct bridge *b, uint32_t incident, uint64_t row, struct str why,
	instant from, instant to, size_t people)
{
	struct draft d;
	struct event ev;
	struct err err;

	begin(&d, &ev, b, EV_GAP, incident);
	json_out_z(&d.json, "link", b->link);
	json_out_z(&d.json, "from", time_iso(b->arena, from));
	json_out_z(&d.json, "to", time_iso(b->arena, to));
	json_out_str(&d.json, "why", utf8_repair(b->arena, why));
	json_out_bool(&d.json, "filled", false);
	json_out_int(&d.json, "opened", (int64_t)row);
	json_out_int(&d.json, "people", (int64_t)people);
	ev.occurred = from;
	return append(b, &d, &err) == RC_OK;
}

enum rc record_settled(struct bridge *b, const struct outbox_item *i, const char *state,
	const char *why, struct err *err)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct draft d;
	struct event ev;
	enum rc rc;

	begin(&d, &ev, b, EV_CHAT_OUT_STATE, i->incident);
	json_out_int(&d.json, "id", (int64_t)i->seq);
	json_out_z(&d.json, "state", state);
	json_out_str(&d.json, "why", utf8_repair(b->arena, str_z(why)));
	if (i->msgid[0])
		json_out_str(&d.json, "msgid", utf8_repair(b->arena, str_z(i->msgid)));
	if (i->server_time[0])
		json_out_str(&d.json, "server_time", utf8_repair(b->arena, str_z(i->server_time)));
	rc = append(b, &d, err);
	arena_reset_to(b->arena, mark);
	return rc;
}

/* An announcement repeats an event that is on record itself: whoever shows both can leave it out. */
static const char *how_sent(struct str command, enum line_id id)
{
	if (str_eq_z(command, "NOTICE"))
		return "notice";
	if (id == LINE_ID_RELAY)
		return "relay";
	return id == LINE_ID_REPLY ? "msg" : "announce";
}

static const char *origin_of(enum line_id id)
{
	static const char *const origins[] = {"", "reply", "announce", "relay", "catch-up"};

	return origins[id];
}

/* What is said to one person belongs where the bridge is at home. */
static const struct incident *owner_of(const struct bridge *b, struct str target)
{
	const struct irc_channel *lead = connector_lead(b->connector);

	if (!connector_channel(b->connector, target))
		target = lead ? str_z(lead->name) : (struct str){0};
	return bridge_owner(b, target);
}

void record_said(struct bridge *b, enum line_id id, struct str line)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct incident *i;
	struct irc_msg m;
	struct draft d;
	struct event ev;
	struct err err;

	if (id != LINE_ID_NONE && line_parse(b->arena, line, &m) && m.n == 2) {
		i = owner_of(b, m.params[0]);
		begin(&d, &ev, b, EV_CHAT_OUT, i ? i->number : 0);
		json_out_str(&d.json, "text", utf8_repair(b->arena, m.params[1]));
		json_out_str(&d.json, "from", utf8_repair(b->arena, connector_nick(b->connector)));
		json_out_str(&d.json, "channel", utf8_repair(b->arena, m.params[0]));
		if (b->network[0])
			json_out_z(&d.json, "network", b->network);
		json_out_z(&d.json, "how", how_sent(m.command, id));
		json_out_z(&d.json, "origin", origin_of(id));
		if ((draft_end(&d, &err) != RC_OK || engine_queue(b->engine, &ev, &err) != RC_OK) &&
			!b->disk_told) {
			bridge_tell(b, true, "IRC: %s", err.text);
			b->disk_told = true;
		}
	}
	arena_reset_to(b->arena, mark);
}

/* Notes: lost ones cost a repetition or a wider gap, never a line. */

void record_alive(struct bridge *b, instant at)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct json_out o;
	struct buf buf;

	buf_init(&buf, b->arena, ALIVE_MAX);
	json_out_init(&o, &buf);
	json_out_open(&o, NULL, '{');
	json_out_z(&o, "server", b->options.server);
	json_out_z(&o, "port", b->options.port);
	json_out_open(&o, "heard", '{');
	for (size_t n = 0; n < b->channel_count; n++) {
		struct bridge_channel *ch = b->channels[n];

		if (connector_hears(b->connector, str_z(ch->name)))
			ch->heard = at;
		if (ch->heard != INSTANT_NONE && utf8_is_valid(str_z(ch->name)))
			json_out_z(&o, ch->name, time_iso(b->arena, ch->heard));
	}
	json_out_close(&o, '}');
	json_out_close(&o, '}');
	/* What was heard until then must not be lost without a gap that says so. */
	if (!buf.over && engine_flush(b->engine, &(struct err){0}) == RC_OK)
		(void)journal_note_set(
			b->journal, note_key(b, "alive"), buf_str(&buf), &(struct err){0});
	arena_reset_to(b->arena, mark);
}

void record_heard_load(struct bridge *b, struct bridge_channel *ch)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct json *note, *heard;
	struct str text;
	instant at;

	if (journal_note_get(b->journal, note_key(b, "alive"), b->arena, &text, &(struct err){0}) ==
			RC_OK &&
		json_parse(b->arena, text, &note, NULL) == RC_OK &&
		str_eq_z(json_str(note, "server"), b->options.server) &&
		str_eq_z(json_str(note, "port"), b->options.port) &&
		(heard = json_get(note, "heard")) && time_from_iso(json_str(heard, ch->name), &at))
		ch->heard = at;
	arena_reset_to(b->arena, mark);
}

instant record_unheard_since(struct bridge *b, const struct bridge_channel *ch)
{
	const struct incident *i = bridge_owner(b, str_z(ch->name));
	instant bound;

	if (!i)
		return INSTANT_NONE;
	bound = bound_at(b, i, ch);
	if (ch->heard != INSTANT_NONE && ch->heard >= bound)
		return ch->heard;
	/* The first connection takes a moment in which nobody expects to be heard. */
	return clock_now() - bound > FIRST_CONNECTION_S * US_PER_S ? bound : INSTANT_NONE;
}

/* Where to begin without a note: at the first row that bound one of our channels, or now. */
static uint64_t first_row(const struct bridge *b)
{
	uint64_t first = engine_board(b->engine)->seq;

	for (size_t k = 0; k < b->channel_count; k++) {
		const struct incident *i = bridge_incident(b, str_z(b->channels[k]->name), NULL);

		for (size_t n = 0; i && n < i->entries.n; n++)
			if ((i->entries.v[n].kind == EV_IRC_BIND ||
				    i->entries.v[n].kind == EV_BRIDGE_OPEN) &&
				i->entries.v[n].seq <= first)
				first = i->entries.v[n].seq - 1;
	}
	return first;
}

void record_cursor_load(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	uint64_t first = first_row(b), settled = first, sent = 0, told = first, said = 0, again = 0;
	const struct json *note;
	struct str text;

	if (journal_note_get(b->journal, note_key(b, "cursor"), b->arena, &text,
		    &(struct err){0}) == RC_OK &&
		json_parse(b->arena, text, &note, NULL) == RC_OK) {
		settled = (uint64_t)json_int(note, "settled", (int64_t)first);
		sent = (uint64_t)json_int(note, "sent", 0);
		again = (uint64_t)json_int(note, "again", 0);
		told = (uint64_t)json_int(note, "told", (int64_t)first);
		said = (uint64_t)json_int(note, "said", 0);
	}
	outbox_clear(&b->outbox);
	outbox_init(&b->outbox, settled, sent);
	b->outbox.network = b->network;
	b->outbox.again = again;
	announce_clear(&b->announcer);
	b->announcer.done = b->announcer.taken = told;
	b->announcer.said = b->announcer.before = said;
	b->cursor[0] = '\0';
	arena_reset_to(b->arena, mark);
}

void record_cursor_save(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	const char *key = note_key(b, "cursor");
	char text[sizeof b->cursor];

	snprintf(text, sizeof text,
		"{\"settled\":%llu,\"sent\":%llu,\"again\":%llu,\"told\":%llu,\"said\":%llu}",
		(unsigned long long)outbox_settled(&b->outbox), (unsigned long long)b->outbox.sent,
		(unsigned long long)b->outbox.again, (unsigned long long)b->announcer.done,
		(unsigned long long)b->announcer.said);
	if (strcmp(text, b->cursor) != 0 &&
		journal_note_set(b->journal, key, str_z(text), &(struct err){0}) == RC_OK)
		memcpy(b->cursor, text, sizeof text);
	arena_reset_to(b->arena, mark);
}

static enum rc see_row(const struct record *r, void *ctx)
{
	struct bridge *b = ctx;
	struct arena_mark mark = arena_mark(b->arena);
	const struct json *body;

	if ((r->ev.kind == EV_CHAT_IN || r->ev.kind == EV_CHAT_OUT_STATE) &&
		json_parse(b->arena, r->ev.body, &body, NULL) == RC_OK) {
		struct str name = json_str(body, "msgid");

		if (name.n == 0)
			name = seen_name(b->arena, json_str(body, "nick"), json_str(body, "text"),
				json_str(body, "server_time"));
		if (name.n > 0)
			(void)seen_again(&b->seen, name);
	}
	arena_reset_to(b->arena, mark);
	return RC_OK;
}

void record_seen_load(struct bridge *b)
{
	uint64_t head = engine_board(b->engine)->seq;

	(void)journal_read(b->journal, head > SEEN_ROWS ? head - SEEN_ROWS : 0, 0, see_row, b,
		&(struct err){0});
}
