/* bridge_split.c: netsplits as the record has them: a row when one begins, one gap with both ends when it is over. */
#include "irc/bridge_private.h"

#include "base/json.h"
#include "base/utf8.h"
#include "sys/clock.h"

/* Who has not come back by then will not: the far side is gone for good. */
#define SPLIT_MAX (6 * US_PER_H)

const char *split_take(struct bridge *b, const struct irc_msg *m, uint32_t incident)
{
	const struct batches *batches = connector_batches(b->connector);
	instant now = clock_now();
	struct str near, far;

	if (str_eq_z(m->command, "QUIT") &&
		(batches_is_netsplit(batches, m->batch, &near, &far) ||
			netsplit_names(line_param(m, 0), &near, &far)) &&
		netsplits_left(&b->splits, incident, near, far, m->nick, now)) {
		bridge_wake(b);
		return "split";
	}
	if (str_eq_z(m->command, "JOIN") &&
		netsplits_back(&b->splits, connector_isupport(b->connector), incident, m->nick,
			batches_is_netjoin(batches, m->batch), now)) {
		bridge_wake(b);
		return "netjoin";
	}
	return NULL;
}

static struct str text_of(struct bridge *b, const struct netsplit *s)
{
	return str_fmt(b->arena, "netsplit between %s and %s", s->near, s->far);
}

static void write_begin(struct bridge *b, struct netsplit *s)
{
	struct arena_mark mark = arena_mark(b->arena);

	s->row = record_split(b, s->incident, text_of(b, s), s->from);
	arena_reset_to(b->arena, mark);
}

static void write_end(struct bridge *b, struct netsplit *s)
{
	struct arena_mark mark = arena_mark(b->arena);

	s->told = record_split_end(
		b, s->incident, s->row, text_of(b, s), s->from, s->to, s->people);
	arena_reset_to(b->arena, mark);
}

static bool is_of_now(const struct bridge *b, const struct netsplit *s)
{
	const struct incident *i = board_incident(engine_board(b->engine), s->incident);

	return !i || incident_is_open(i);
}

/* An end that could not be seen: the room was closed, we were lost ourselves, or nobody ever came back. */
static void look_at(struct bridge *b, struct netsplit *s, bool heard, instant now)
{
	if (s->row == 0)
		write_begin(b, s);
	if (s->to == INSTANT_NONE && (!heard || !is_of_now(b, s) || now - s->from > SPLIT_MAX))
		s->to = now;
	if (s->row != 0 && s->to != INSTANT_NONE && !s->told)
		write_end(b, s);
}

static bool is_followed(const struct bridge *b, uint64_t row)
{
	for (size_t n = 0; n < b->splits.n; n++)
		if (b->splits.v[n]->row == row)
			return true;
	return false;
}

/* One that a bridge before us has left open. */
static const struct gap *orphan(const struct bridge *b, uint32_t *ret_incident)
{
	const struct board *board = engine_board(b->engine);

	for (size_t n = board->incidents.n; n-- > 0;) {
		const struct incident *i = board->incidents.v[n];

		for (size_t k = 0; k < i->gaps.n && incident_is_open(i); k++)
			if (i->gaps.v[k].to == INSTANT_NONE &&
				str_eq_z(i->gaps.v[k].link, b->link) &&
				!is_followed(b, i->gaps.v[k].seq)) {
				*ret_incident = i->number;
				return &i->gaps.v[k];
			}
	}
	return NULL;
}

/* False when there was none, or its row could not be stored. */
static bool end_orphan(struct bridge *b)
{
	struct arena_mark mark = arena_mark(b->arena);
	uint32_t incident = 0;
	const struct gap *g = orphan(b, &incident);
	bool ok = g != NULL;

	if (g)
		ok = record_split_end(b, incident, g->seq,
			str_fmt(b->arena, "%.*s; its end is not known, another bridge took over",
				STR_ARG(g->why)),
			g->from, clock_now(), (size_t)g->people);
	arena_reset_to(b->arena, mark);
	return ok;
}

void splits_work(struct bridge *b)
{
	bool heard = connector_is_up(b->connector);
	instant now = clock_now();

	for (size_t n = b->splits.n; n-- > 0;) {
		look_at(b, b->splits.v[n], heard, now);
		/* Who comes back late is still known for a while. */
		if (b->splits.v[n]->told && (b->splits.v[n]->n == 0 || !heard ||
						    now - b->splits.v[n]->from > SPLIT_MAX))
			netsplits_drop(&b->splits, n);
	}
	for (; heard && !b->splits_seen && end_orphan(b);)
		;
	b->splits_seen = heard;
}
