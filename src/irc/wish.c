/* wish.c: what is wanted of IRC, as a note beside the journal that all processes on it follow. */
#include "irc/bridge_private.h"

#include "base/json.h"

static const char note_key[] = "irc.want";

enum rc wish_put(struct bridge *b, struct err *err)
{
	struct arena_mark mark = arena_mark(b->arena);
	struct json_out o;
	struct buf buf;
	enum rc rc;

	buf_init(&buf, b->arena, WISH_MAX - 1);
	json_out_init(&o, &buf);
	json_out_open(&o, NULL, '{');
	json_out_bool(&o, "on", b->wanted);
	json_out_z(&o, "server", b->options.server);
	json_out_z(&o, "port", b->options.port);
	json_out_z(&o, "nick", b->options.nick);
	json_out_z(&o, "channel", b->options.channel);
	json_out_close(&o, '}');
	if (buf.over)
		rc = err_set(err, RC_LIMIT, "the names are too long");
	else
		rc = journal_note_set(b->journal, note_key, buf_str(&buf), err);
	arena_reset_to(b->arena, mark);
	return rc;
}

static void put_option(struct bridge *b, const char *name, const struct json *from)
{
	struct str value = json_str(from, name);

	if (value.n > 0 || strcmp(name, "channel") == 0)
		(void)irc_options_set(&b->options, str_z(name), value, NULL);
}

/* The connection itself must be made anew when one of these has changed. */
static bool is_other_connection(const struct irc_options *a, const struct irc_options *b)
{
	return strcmp(a->server, b->server) != 0 || strcmp(a->port, b->port) != 0;
}

static void apply(struct bridge *b, const struct json *note)
{
	struct irc_options before = b->options;

	b->wanted = json_bool(note, "on", false);
	put_option(b, "server", note);
	put_option(b, "port", note);
	put_option(b, "nick", note);
	put_option(b, "channel", note);
	if (is_other_connection(&before, &b->options) &&
		connector_state(b->connector) != LINK_OFF) {
		connector_stop(b->connector, "changing servers");
		if (b->wanted && b->held)
			connector_start(b->connector);
	}
	bridge_want_channels(b);
}

/* Another network is wanted while a channel there is bridged; where it is, each process knows from its options. */
static void follow_rooms(struct bridge *b)
{
	bool wanted = b->options.server[0] && bridge_wants_any(b);

	if (b->wanted != wanted || wanted)
		bridge_want_channels(b);
	b->wanted = wanted;
}

void wish_follow(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	const struct json *note;
	struct str text;

	if (b->network[0]) {
		follow_rooms(b);
		return;
	}
	if (journal_note_get(b->journal, note_key, b->arena, &text, &(struct err){0}) == RC_OK &&
		text.n < sizeof b->wish && !str_eq_z(text, b->wish) &&
		json_parse(b->arena, text, &note, NULL) == RC_OK) {
		memcpy(b->wish, text.p, text.n);
		b->wish[text.n] = '\0';
		apply(b, note);
	}
	arena_reset_to(b->arena, mark);
}
