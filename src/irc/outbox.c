/* outbox.c: lines of the console on their way to the channel; the journal is the queue, this is its waiting part. */
#include "irc/outbox_internal.h"

#include "base/json.h"
#include "base/mem.h"

enum { TRIES_MAX = 2 };

void outbox_init(struct outbox *o, uint64_t settled, uint64_t sent)
{
	*o = (struct outbox){.scanned = settled, .sent = sent};
	o->end = &o->first;
}

static void free_item(struct outbox_item *i)
{
	mem_free(i->text);
	mem_free(i->from);
	mem_free(i->channel);
	mem_free(i);
}

void outbox_clear(struct outbox *o)
{
	while (o->first) {
		struct outbox_item *i = o->first;

		o->first = i->next;
		free_item(i);
	}
	*o = (struct outbox){0};
	o->end = &o->first;
}

static char *dup_str(struct str s)
{
	char *p = mem_alloc(s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return p;
}

/* What the bridge said of itself was recorded when it left; only people's lines wait. */
static bool is_waiting(const struct outbox *o, const struct json *body)
{
	struct str origin = json_str(body, "origin");

	return !str_eq_z(origin, "reply") && !str_eq_z(origin, "announce") &&
	       !str_eq_z(origin, "relay") && json_str(body, "text").n > 0 &&
	       str_eq_z(json_str(body, "network"), o->network ? o->network : "");
}

static void add(struct outbox *o, const struct event *ev, const struct json *body)
{
	struct outbox_item *i = mem_alloc(sizeof *i);

	i->seq = ev->seq;
	i->incident = ev->incident;
	i->said = ev->occurred;
	i->text = dup_str(json_str(body, "text"));
	i->from = dup_str(json_str(body, "from"));
	i->channel = dup_str(json_str(body, "channel"));
	i->tries = ev->seq > o->sent ? 0 : ev->seq == o->again ? TRIES_MAX : 1;
	*o->end = i;
	o->end = &i->next;
	o->n++;
}

static void settle(struct outbox *o, uint64_t seq)
{
	for (struct outbox_item **p = &o->first; *p; p = &(*p)->next) {
		struct outbox_item *i = *p;

		if (i->seq != seq)
			continue;
		if (i == o->first)
			o->under_way = false;
		*p = i->next;
		if (o->end == &i->next)
			o->end = p;
		o->n--;
		free_item(i);
		return;
	}
}

static bool is_final(struct str state)
{
	return str_eq_z(state, "accepted") || str_eq_z(state, "refused");
}

void outbox_take(struct outbox *o, struct arena *scratch, const struct event *ev)
{
	struct arena_mark mark = arena_mark(scratch);
	const struct json *body;

	if (ev->seq <= o->scanned)
		return;
	o->scanned = ev->seq;
	if ((ev->kind != EV_CHAT_OUT && ev->kind != EV_CHAT_OUT_STATE) ||
		json_parse(scratch, ev->body, &body, NULL) != RC_OK)
		return;
	if (ev->kind == EV_CHAT_OUT && is_waiting(o, body))
		add(o, ev, body);
	else if (ev->kind == EV_CHAT_OUT_STATE && is_final(json_str(body, "state")))
		settle(o, (uint64_t)json_int(body, "id", 0));
	arena_reset_to(scratch, mark);
}

uint64_t outbox_settled(const struct outbox *o)
{
	uint64_t settled = o->scanned;

	for (const struct outbox_item *i = o->first; i; i = i->next)
		if (i->seq - 1 < settled)
			settled = i->seq - 1;
	return settled;
}

static void put_first(struct outbox *o, struct outbox_item **at)
{
	struct outbox_item *i = *at;

	if (i == o->first)
		return;
	*at = i->next;
	if (o->end == &i->next)
		o->end = at;
	i->next = o->first;
	o->first = i;
}

struct outbox_item *outbox_next(struct outbox *o, outbox_may_fn *may, void *ctx)
{
	if (o->under_way)
		return NULL;
	for (struct outbox_item **p = &o->first; *p; p = &(*p)->next)
		if (may(*p, ctx)) {
			put_first(o, p);
			return o->first;
		}
	return NULL;
}

void outbox_begin(struct outbox *o)
{
	o->under_way = true;
	o->first->refused[0] = '\0';
	o->first->tries++;
	if (o->first->seq > o->sent)
		o->sent = o->first->seq;
	if (o->first->tries >= TRIES_MAX)
		o->again = o->first->seq;
}

bool outbox_broken(struct outbox *o)
{
	bool was = o->under_way;

	o->under_way = false;
	return !was || o->first->tries < TRIES_MAX;
}

bool outbox_is_spent(const struct outbox_item *i)
{
	return i->tries >= TRIES_MAX;
}

void outbox_drop_first(struct outbox *o)
{
	if (o->first)
		settle(o, o->first->seq);
}

struct str outbox_text(struct arena *a, const struct outbox_item *i, int zone_offset_min)
{
	struct str mark = i->tries == 0 ? (struct str){0}
					: str_fmt(a, "(resent %s) ",
						  time_hm(a, i->said, zone_offset_min));

	return str_fmt(a, "<%s> %.*s%s", i->from, STR_ARG(mark), i->text);
}

void outbox_label(const struct outbox_item *i, size_t piece, char *label)
{
	snprintf(label, OUTBOX_LABEL_MAX, "o%llu-%zu", (unsigned long long)i->seq, piece);
}

static void keep(char *to, size_t size, struct str s)
{
	snprintf(to, size, "%.*s", STR_ARG(str_cut(s, 0, size - 1)));
}

void outbox_echoed(struct outbox *o, const struct irc_msg *m)
{
	struct outbox_item *i = o->first;
	char label[OUTBOX_LABEL_MAX];

	if (!o->under_way || !i || m->label.n == 0)
		return;
	snprintf(label, sizeof label, "o%llu-", (unsigned long long)i->seq);
	if (!str_starts(m->label, str_z(label)))
		return;
	keep(i->msgid, sizeof i->msgid, m->msgid);
	keep(i->server_time, sizeof i->server_time, m->time);
}
