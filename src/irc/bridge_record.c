/* bridge_record.c: the rows the bridge writes of itself, and the small numbers that outlive its process. */
#include "irc/bridge_private.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/draft.h"
#include "sys/clock.h"

static const char cursor_key[] = "irc.cursor", alive_key[] = "irc.alive";

enum { FIRST_CONNECTION_S = 2, SEEN_ROWS = 2000 };

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

static uint32_t incident_number(const struct bridge *b)
{
	const struct incident *i = bridge_incident(b);

	return i ? i->number : 0;
}

void record_lease_taken(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct draft d;
	struct event ev;
	struct err err;

	begin(&d, &ev, b, EV_LEASE_TAKEN, 0);
	json_out_z(&d.json, "lease", "irc");
	json_out_z(&d.json, "holder", b->holder);
	json_out_z(&d.json, "previous", b->other);
	ev.door = STR("system");
	(void)append(b, &d, &err);
	arena_reset_to(b->arena, mark);
}

void record_link(struct bridge *b, const char *state, const char *text)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct draft d;
	struct event ev;
	struct err err;

	begin(&d, &ev, b, EV_LINK_STATE, incident_number(b));
	json_out_z(&d.json, "link", "irc");
	json_out_z(&d.json, "state", state);
	json_out_str(&d.json, "text", utf8_repair(b->arena, str_z(text)));
	(void)append(b, &d, &err);
	arena_reset_to(b->arena, mark);
}

void record_refusal(struct bridge *b, const char *state, const char *why)
{
	if (strcmp(b->denied, why) != 0)
		record_link(b, state, why);
	snprintf(b->denied, sizeof b->denied, "%s", why);
}

bool record_bind(struct bridge *b, const struct incident *i)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct draft d;
	struct event ev;
	struct err err;
	bool ok;

	begin(&d, &ev, b, EV_IRC_BIND, i->number);
	json_out_z(&d.json, "server", b->options.server);
	json_out_z(&d.json, "channel", b->options.channel);
	ok = append(b, &d, &err) == RC_OK;
	arena_reset_to(b->arena, mark);
	return ok;
}

/* The channel cannot have been missed before it was bound. */
static instant bound_at(const struct incident *i)
{
	instant at = i->declared;

	for (size_t n = 0; n < i->entries.n; n++)
		if (i->entries.v[n].kind == EV_IRC_BIND)
			at = i->entries.v[n].recorded;
	return at;
}

bool record_dark(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct incident *i = bridge_incident(b);
	struct dark *dark = &b->dark;
	struct draft d;
	struct event ev;
	struct err err;
	bool ok;

	if (dark->from == INSTANT_NONE || dark->to == INSTANT_NONE)
		return true;
	if (i && dark->from < bound_at(i))
		dark->from = bound_at(i);
	if (dark->to <= dark->from) {
		dark->from = dark->to = INSTANT_NONE;
		return true;
	}
	begin(&d, &ev, b, EV_GAP, i ? i->number : 0);
	json_out_z(&d.json, "link", "irc");
	json_out_z(&d.json, "from", time_iso(b->arena, dark->from));
	json_out_z(&d.json, "to", time_iso(b->arena, dark->to));
	json_out_str(&d.json, "why", utf8_repair(b->arena, str_z(dark->why)));
	json_out_bool(&d.json, "filled", dark->overlap);
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
	json_out_z(&d.json, "link", "irc");
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
	json_out_z(&d.json, "link", "irc");
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
	return id == LINE_ID_REPLY ? "msg" : "announce";
}

void record_said(struct bridge *b, enum line_id id, struct str line)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct irc_msg m;
	struct draft d;
	struct event ev;
	struct err err;

	if (id != LINE_ID_NONE && line_parse(b->arena, line, &m) && m.n == 2) {
		begin(&d, &ev, b, EV_CHAT_OUT, incident_number(b));
		json_out_str(&d.json, "text", utf8_repair(b->arena, m.params[1]));
		json_out_str(&d.json, "from", utf8_repair(b->arena, connector_nick(b->connector)));
		json_out_str(&d.json, "channel", utf8_repair(b->arena, m.params[0]));
		json_out_z(&d.json, "how", how_sent(m.command, id));
		json_out_z(&d.json, "origin", id == LINE_ID_REPLY ? "reply" : "announce");
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
	struct str text = str_fmt(b->arena, "%s %s %s %s", time_iso(b->arena, at),
		b->options.server, b->options.port, b->options.channel);

	/* What was heard until then must not be lost without a gap that says so. */
	if (engine_flush(b->engine, &(struct err){0}) == RC_OK)
		(void)journal_note_set(b->journal, alive_key, text, &(struct err){0});
	arena_reset_to(b->arena, mark);
}

static instant last_alive(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct str text, at, same;
	instant ret = INSTANT_NONE;

	same = str_fmt(
		b->arena, "%s %s %s", b->options.server, b->options.port, b->options.channel);
	if (journal_note_get(b->journal, alive_key, b->arena, &text, &(struct err){0}) == RC_OK &&
		str_split(&text, ' ', &at) && str_eq(text, same) && !time_from_iso(at, &ret))
		ret = INSTANT_NONE;
	arena_reset_to(b->arena, mark);
	return ret;
}

instant record_unheard_since(struct bridge *b)
{
	const struct incident *i = bridge_incident(b);
	instant last = last_alive(b), bound;

	if (!i)
		return INSTANT_NONE;
	bound = bound_at(i);
	if (last != INSTANT_NONE && last >= bound)
		return last;
	/* The first connection takes a moment in which nobody expects to be heard. */
	return clock_now() - bound > FIRST_CONNECTION_S * US_PER_S ? bound : INSTANT_NONE;
}

/* Where to begin without a note: at the row that bound the channel, or now. */
static uint64_t first_row(const struct bridge *b)
{
	const struct incident *i = bridge_incident(b);

	for (size_t n = 0; i && n < i->entries.n; n++)
		if (i->entries.v[n].kind == EV_IRC_BIND)
			return i->entries.v[n].seq - 1;
	return engine_board(b->engine)->seq;
}

void record_cursor_load(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	uint64_t first = first_row(b), settled = first, sent = 0, told = first, said = 0, again = 0;
	const struct json *note;
	struct str text;

	if (journal_note_get(b->journal, cursor_key, b->arena, &text, &(struct err){0}) == RC_OK &&
		json_parse(b->arena, text, &note, NULL) == RC_OK) {
		settled = (uint64_t)json_int(note, "settled", (int64_t)first);
		sent = (uint64_t)json_int(note, "sent", 0);
		again = (uint64_t)json_int(note, "again", 0);
		told = (uint64_t)json_int(note, "told", (int64_t)first);
		said = (uint64_t)json_int(note, "said", 0);
	}
	outbox_clear(&b->outbox);
	outbox_init(&b->outbox, settled, sent);
	b->outbox.again = again;
	announce_clear(&b->announcer);
	b->announcer.done = b->announcer.taken = told;
	b->announcer.said = b->announcer.before = said;
	b->cursor[0] = '\0';
	arena_reset_to(b->arena, mark);
}

void record_cursor_save(struct bridge *b)
{
	char text[sizeof b->cursor];

	snprintf(text, sizeof text,
		"{\"settled\":%llu,\"sent\":%llu,\"again\":%llu,\"told\":%llu,\"said\":%llu}",
		(unsigned long long)outbox_settled(&b->outbox), (unsigned long long)b->outbox.sent,
		(unsigned long long)b->outbox.again, (unsigned long long)b->announcer.done,
		(unsigned long long)b->announcer.said);
	if (strcmp(text, b->cursor) != 0 &&
		journal_note_set(b->journal, cursor_key, str_z(text), &(struct err){0}) == RC_OK)
		memcpy(b->cursor, text, sizeof text);
}

static enum rc see_row(const struct record *r, void *ctx)
{
	struct bridge *b = ctx;
	struct arena_mark mark = arena_mark(b->arena);
	const struct json *body;

	if ((r->ev.kind == EV_CHAT_IN || r->ev.kind == EV_CHAT_OUT_STATE) &&
		json_parse(b->arena, r->ev.body, &body, NULL) == RC_OK) {
		struct str msgid = json_str(body, "msgid");

		if (msgid.n > 0)
			(void)seen_again(&b->seen, msgid);
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
