/* replay.c: the board as it was known at a time, and rows by window for screens. */
#include "engine/engine_internal.h"

/* Fewer records are read sooner than the questions about them are asked. */
enum { LEAP_FROM = 256 };

/* A fold that fails says why beside the journal, whose own troubles are another matter. */
struct replay {
	struct board *board;
	struct err *err;
};

static enum rc leap_state(const struct record *r, void *ctx)
{
	struct replay *p = ctx;

	return board_leap_state(p->board, r, p->err);
}

static enum rc leap_end(const struct record *r, void *ctx)
{
	struct replay *p = ctx;

	return board_leap_end(p->board, r, p->err);
}

static enum rc fold_row(const struct record *r, void *ctx)
{
	struct replay *p = ctx;

	return board_fold(p->board, r, p->err);
}

static struct journal_window rows_up_to(uint64_t upto)
{
	return (struct journal_window){.incident = UINT32_MAX,
		.before_seq = upto + 1,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE};
}

static enum rc leap(struct engine *e, struct replay *p, uint64_t upto)
{
	struct journal_window state = rows_up_to(upto);
	struct arena *a = arena_new();
	const struct volume_sum *sums;
	size_t n = 0;
	enum rc rc;

	state.state_only = true;
	rc = journal_read_window(e->journal, &state, leap_state, p, p->err);
	if (rc == RC_OK)
		rc = journal_sum_volume(e->journal, upto, a, &sums, &n, p->err);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = board_leap_volume(p->board, &sums[i], p->err);
	if (rc == RC_OK)
		rc = journal_read_one(e->journal, upto, leap_end, p, p->err);
	arena_free(a);
	return rc;
}

enum rc engine_make_board(struct engine *e, uint64_t upto, struct board **ret, struct err *err)
{
	struct replay p = {.board = board_new(e->policies->severity), .err = err};
	struct journal_window all = rows_up_to(upto);
	enum rc rc = RC_STATE;

	if (upto >= LEAP_FROM)
		rc = leap(e, &p, upto);
	/* What was left out cannot be trusted or does not tell enough: the records do. */
	if (rc == RC_STATE || rc == RC_CORRUPT) {
		board_free(p.board);
		p.board = board_new(e->policies->severity);
		rc = journal_read_window(e->journal, &all, fold_row, &p, err);
	}
	if (rc != RC_OK) {
		board_free(p.board);
		return rc;
	}
	*ret = p.board;
	return RC_OK;
}

enum rc engine_board_at(struct engine *e, instant at, struct board **ret, struct err *err)
{
	uint64_t upto;
	enum rc rc = journal_known_at(e->journal, at, &upto, err);

	return rc == RC_OK ? engine_make_board(e, upto, ret, err) : rc;
}

enum rc engine_board_with(
	struct engine *e, const struct event *events, size_t n, struct board **ret, struct err *err)
{
	struct board *b = NULL;
	enum rc rc = engine_make_board(e, e->board->seq, &b, err);

	for (size_t k = 0; rc == RC_OK && k < n; k++) {
		struct record r = {.ev = events[k], .prev = b->head, .hash = b->head};

		r.ev.seq = b->seq + 1;
		rc = board_fold(b, &r, err);
	}
	if (rc == RC_OK)
		*ret = b;
	else
		board_free(b);
	return rc;
}

void engine_chat_row(struct arena *a, const struct record *r, struct chat_row *ret)
{
	const struct event *ev = &r->ev;
	const struct json *body = NULL;
	struct err ignored;

	json_parse(a, ev->body, &body, &ignored);
	*ret = (struct chat_row){.seq = ev->seq,
		.incident = ev->incident,
		.kind = ev->kind,
		.occurred = ev->occurred,
		.recorded = ev->recorded,
		.precision = ev->precision,
		.zone = str_dup(a, ev->zone),
		.actor = str_dup(a, ev->actor),
		.door = str_dup(a, ev->door)};
	if (!body)
		return;
	ret->text = json_str(body, "text");
	ret->nick = json_str(body, ev->kind == EV_CHAT_OUT ? "from" : "nick");
	ret->channel = json_str(body, "channel");
	ret->network = json_str(body, "network");
	ret->how = json_str(body, "how");
	ret->log = json_str(body, "of");
	ret->account = json_str(body, "account");
}

struct window_walk {
	struct arena *arena;
	const struct board *board;
	VEC(struct row) rows;
};

/* Who speaks in a bridged channel is shown with it: "#vendor/ops1". */
static void say_where(struct arena *a, const struct incident *i, struct chat_row *c)
{
	const struct side_room *r = i ? side_room_find(i, c->network, c->channel) : NULL;

	if (r && c->nick.n)
		c->nick = str_fmt(a, "%.*s/%.*s", STR_ARG(side_room_name(a, r)), STR_ARG(c->nick));
}

static enum rc take_row(const struct record *r, void *ctx)
{
	struct window_walk *w = ctx;
	const struct incident *i = board_incident(w->board, r->ev.incident);
	struct row *row = VEC_PUSH(w->arena, &w->rows);

	row->seq = r->ev.seq;
	row->incident = r->ev.incident;
	if (event_kind_class(r->ev.kind) == EVENT_VOLUME) {
		engine_chat_row(w->arena, r, &row->chat);
		say_where(w->arena, i, &row->chat);
	} else if (i)
		row->entry = incident_entry(i, r->ev.seq);
	if (!row->entry && !row->chat.seq)
		w->rows.n--; /* of a newer version: counted on the board, not shown */
	return RC_OK;
}

enum rc engine_window(struct engine *e, const struct journal_window *w, const struct board *board,
	struct arena *a, struct rows *ret, struct err *err)
{
	struct window_walk walk = {.arena = a, .board = board};
	enum rc rc = journal_read_window(e->journal, w, take_row, &walk, err);

	if (rc == RC_OK)
		*ret = (struct rows){.v = walk.rows.v, .n = walk.rows.n};
	return rc;
}
