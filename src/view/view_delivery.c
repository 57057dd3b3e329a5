/* view_delivery.c: the channels of updates, and what became of the updates on them. */
#include "view/view_delivery.h"

#include "core/delivery.h"

static enum doc_role state_role(const struct delivery *d)
{
	if (delivery_is_red(d))
		return ROLE_SEV1;
	return d->state == DELIVERY_SENT ? ROLE_OK : ROLE_DIM;
}

/* ---- Channels ---- */

/* The newest row about the channel, of any incident or a test; NULL: never used. */
static const struct delivery *newest(const struct board *b, const struct channel *c)
{
	const struct delivery *best = NULL;

	for (size_t n = 0; n < b->incidents.n; n++) {
		const struct incident *i = b->incidents.v[n];

		for (size_t k = 0; k < i->deliveries.n; k++) {
			const struct delivery *d = &i->deliveries.v[k];

			if (str_eq(d->channel, c->name) && (!best || d->seq > best->seq))
				best = d;
		}
	}
	for (size_t k = 0; k < b->tests.n; k++)
		if (str_eq(b->tests.v[k].channel, c->name) &&
			(!best || b->tests.v[k].seq > best->seq))
			best = &b->tests.v[k];
	return best;
}

static size_t waiting(const struct owed *owed, size_t n, const struct channel *c)
{
	size_t count = 0;

	for (size_t k = 0; k < n; k++)
		count += str_eq(owed[k].channel.name, c->name);
	return count;
}

static struct str last_text(struct arena *a, const struct delivery *d, instant now)
{
	const char *ago = d ? duration_short(a, now - d->at) : "";

	if (!d)
		return STR("not used yet");
	if (!d->why.n)
		return str_fmt(a, "%s %s ago", delivery_state_name(d->state), ago);
	return str_fmt(a, "%s %s ago: %.*s", delivery_state_name(d->state), ago, STR_ARG(d->why));
}

struct doc *view_channels(
	struct arena *a, const struct policies *p, const struct board *b, instant now)
{
	static const struct doc_column columns[] = {{.title = {"channel", 7}},
		{.title = {"to", 2}, .flexible = true}, {.title = {"by", 2}, .flexible = true},
		{.title = {"waiting", 7}, .align = DOC_RIGHT},
		{.title = {"last", 4}, .flexible = true}};
	const struct owed *owed;
	size_t n = deliveries_owed(a, b, p->delivery, now, &owed);
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!channel_count(b)) {
		doc_paraf(d, ROLE_DIM,
			"No channel yet: updates are recorded and told in the room, and leave by "
			"no other way. `channel add NAME to=execs via=mail target=...` makes one.");
		return d;
	}
	t = doc_table(d, columns, 5);
	for (size_t k = 0; k < b->channels.n; k++) {
		const struct channel *c = &b->channels.v[k];
		const struct delivery *last = newest(b, c);
		struct doc_row *row;

		if (c->removed)
			continue;
		row = doc_table_row(d, t, c->name);
		doc_cell(d, row, 0, ROLE_HEAD, c->name);
		doc_cell(d, row, 1, ROLE_TEXT, c->audiences);
		doc_cell(d, row, 2, ROLE_TEXT, channel_shown(a, c));
		doc_cell(d, row, 3, ROLE_TEXT, str_fmt(a, "%zu", waiting(owed, n, c)));
		doc_cell(d, row, 4, last ? state_role(last) : ROLE_DIM, last_text(a, last, now));
	}
	return d;
}

void view_delivery_json(struct json_out *o, const struct delivery *d)
{
	struct arena *a = o->buf->arena;

	json_out_int(o, "seq", (int64_t)d->seq);
	json_out_int(o, "update", (int64_t)d->update);
	json_out_str(o, "channel", d->channel);
	json_out_z(o, "state", delivery_state_name(d->state));
	json_out_int(o, "attempt", d->attempt);
	json_out_z(o, "at", time_iso(a, d->at));
	json_out_str(o, "why", d->why);
	json_out_int(o, "took_ms", d->took_ms);
	if (d->http)
		json_out_int(o, "http", d->http);
	else
		json_out_null(o, "http");
	if (d->next != INSTANT_NONE)
		json_out_z(o, "next", time_iso(a, d->next));
	else
		json_out_null(o, "next");
}

void view_channels_json(
	struct buf *out, const struct policies *p, const struct board *b, instant now)
{
	const struct owed *owed;
	size_t n = deliveries_owed(out->arena, b, p->delivery, now, &owed);

	for (size_t k = 0; k < b->channels.n; k++) {
		const struct channel *c = &b->channels.v[k];
		const struct delivery *last = newest(b, c);
		struct json_out o;

		if (c->removed)
			continue;
		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_str(&o, "channel", c->name);
		json_out_str(&o, "audiences", c->audiences);
		json_out_str(&o, "via", c->via);
		json_out_str(&o, "shown", channel_shown(out->arena, c));
		json_out_int(&o, "waiting", (int64_t)waiting(owed, n, c));
		if (last) {
			json_out_open(&o, "last", '{');
			view_delivery_json(&o, last);
			json_out_close(&o, '}');
		} else {
			json_out_null(&o, "last");
		}
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}

/* ---- Deliveries of one incident ---- */

void view_deliveries(struct doc *d, const struct incident *i)
{
	static const struct doc_column columns[] = {{.title = {"update", 6}},
		{.title = {"channel", 7}}, {.title = {"delivery", 8}},
		{.title = {"tries", 5}, .align = DOC_RIGHT}, {.title = {"at", 2}},
		{.title = {"why", 3}, .flexible = true}};
	struct arena *a = d->arena;
	struct doc_block *t;

	if (!i->deliveries.n)
		return;
	t = doc_table(d, columns, 6);
	for (size_t n = 0; n < i->deliveries.n; n++) {
		const struct delivery *x = &i->deliveries.v[n];
		struct doc_row *row = doc_table_row(
			d, t, str_fmt(a, "E-%llu", (unsigned long long)x->seq));

		doc_cell(d, row, 0, ROLE_TEXT, str_fmt(a, "E-%llu", (unsigned long long)x->update));
		doc_cell(d, row, 1, ROLE_TEXT, x->channel);
		doc_cell(d, row, 2, state_role(x), str_z(delivery_state_name(x->state)));
		doc_cell(d, row, 3, ROLE_TEXT, str_fmt(a, "%u", x->attempt));
		doc_cell(d, row, 4, ROLE_TEXT, str_z(time_iso_prec(a, x->at, PREC_S)));
		doc_cell(d, row, 5, ROLE_TEXT, x->why);
	}
}

void view_deliveries_red(struct doc *d, const struct incident *i)
{
	struct arena *a = d->arena;

	for (size_t n = 0; n < i->deliveries.n; n++) {
		const struct delivery *x = &i->deliveries.v[n];
		struct buf t;

		if (!delivery_is_red(x))
			continue;
		buf_init(&t, a, 2048);
		buf_addf(&t, "E-%llu over %.*s %s", (unsigned long long)x->update,
			STR_ARG(x->channel), delivery_state_name(x->state));
		if (x->attempt)
			buf_addf(&t, " after %u tr%s", x->attempt, x->attempt == 1 ? "y" : "ies");
		if (x->why.n)
			buf_addf(&t, ": %.*s", STR_ARG(x->why));
		buf_addf(&t, "; `channel retry %.*s` or `channel giveup %.*s`", STR_ARG(x->channel),
			STR_ARG(x->channel));
		doc_field(d, "Not delivered", buf_str(&t), ROLE_SEV1);
	}
}

struct str view_deliveries_short(struct arena *a, const struct incident *i)
{
	size_t n = delivery_red_count(i);

	return n ? str_fmt(a, "%zu send%s failed", n, n == 1 ? "" : "s") : (struct str){0};
}
