/* view_rooms.c: the channels an incident is talked about in, with audience and rule. */
#include "view/view_rooms.h"

#include "base/json.h"

static const char *relay_words(enum relay r)
{
	switch (r) {
	case RELAY_NONE:
		return "none: recorded only";
	case RELAY_ANNOUNCE:
		return "announcements only";
	case RELAY_BOTH:
		return "both ways";
	}
	return "";
}

static void side_row(struct doc *d, struct doc_block *t, const struct side_room *r)
{
	struct doc_row *row = doc_table_row(d, t, (struct str){0});

	doc_cell(d, row, 0, ROLE_HEAD, side_room_name(d->arena, r));
	doc_cell(d, row, 1, ROLE_TEXT, r->audience);
	doc_cell(d, row, 2, r->relay == RELAY_BOTH ? ROLE_WAIT : ROLE_TEXT,
		str_z(relay_words(r->relay)));
	doc_cell(d, row, 3, ROLE_TEXT, r->obeyed ? STR("yes") : STR("no"));
}

struct doc *view_rooms(struct arena *a, const struct incident *i)
{
	static const struct doc_column columns[] = {{.title = {"channel", 7}, .flexible = true},
		{.title = {"for", 3}}, {.title = {"what passes", 11}}, {.title = {"commands", 8}}};
	struct doc *d = doc_new(a);
	struct doc_block *t;
	struct doc_row *row;

	if (!i->irc_channel.n && !i->rooms.side.n) {
		doc_paraf(d, ROLE_DIM,
			"INC-%u has no channel. `irc connect HOST #channel` gives it one, `bridge "
			"add #vendor audience=vendor` another.",
			i->number);
		return d;
	}
	t = doc_table(d, columns, sizeof columns / sizeof *columns);
	if (i->irc_channel.n) {
		row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, i->irc_channel);
		doc_cell(d, row, 1, ROLE_TEXT, STR("responders"));
		doc_cell(d, row, 2, ROLE_TEXT, STR("main"));
		doc_cell(d, row, 3, ROLE_TEXT, STR("yes"));
	}
	for (size_t n = 0; n < i->rooms.side.n; n++)
		side_row(d, t, &i->rooms.side.v[n]);
	return d;
}

struct str view_rooms_text(struct arena *a, const struct incident *i)
{
	struct buf b;

	buf_init(&b, a, 4096);
	for (size_t n = 0; n < i->rooms.side.n; n++) {
		const struct side_room *r = &i->rooms.side.v[n];

		buf_addf(&b, "%s%.*s (%.*s, %s)", n ? ", " : "", STR_ARG(side_room_name(a, r)),
			STR_ARG(r->audience), relay_name(r->relay));
	}
	return buf_str(&b);
}

static void row_json(struct buf *out, const struct incident *i, const struct side_room *r)
{
	struct json_out o;

	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	json_out_int(&o, "incident", i->number);
	json_out_str(&o, "channel", r->channel);
	json_out_str(&o, "network", r->network);
	json_out_str(&o, "audience", r->audience);
	json_out_z(&o, "relay", r->seq ? relay_name(r->relay) : "main");
	json_out_bool(&o, "commands", r->obeyed);
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}

void view_rooms_json(struct buf *out, const struct incident *i)
{
	const struct side_room first = {
		.channel = i->irc_channel, .audience = STR("responders"), .obeyed = true};

	if (i->irc_channel.n)
		row_json(out, i, &first);
	for (size_t n = 0; n < i->rooms.side.n; n++)
		row_json(out, i, &i->rooms.side.v[n]);
}
