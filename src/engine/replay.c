/* replay.c: the board as it was known at a time, and rows by window for screens. */
#include "engine/engine_internal.h"

struct replay {
	struct board *board;
	instant at;
	bool done;
};

static enum rc fold_until(const struct record *r, void *ctx)
{
	struct replay *p = ctx;
	struct err err;

	if (r->ev.recorded > p->at) {
		p->done = true;
		return RC_STATE; /* ends the walk; not an error of ours */
	}
	return board_fold(p->board, r, &err);
}

enum rc engine_board_at(struct engine *e, instant at, struct board **ret, struct err *err)
{
	struct replay p = {.board = board_new(e->policies->severity), .at = at};
	enum rc rc = journal_read(e->journal, 0, 0, fold_until, &p, err);

	if (rc != RC_OK && !p.done) {
		board_free(p.board);
		return rc;
	}
	*ret = p.board;
	return RC_OK;
}

void engine_chat_row(struct arena *a, const struct record *r, struct chat_row *ret)
{
	const struct event *ev = &r->ev;
	const struct json *body = NULL;
	struct err ignored;

	json_parse(a, ev->body, &body, &ignored);
	*ret = (struct chat_row){.seq = ev->seq,
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
	ret->how = json_str(body, "how");
}

struct window_walk {
	struct arena *arena;
	const struct board *board;
	VEC(struct row) rows;
};

static enum rc take_row(const struct record *r, void *ctx)
{
	struct window_walk *w = ctx;
	const struct incident *i = board_incident(w->board, r->ev.incident);
	struct row *row = VEC_PUSH(w->arena, &w->rows);

	row->seq = r->ev.seq;
	if (event_kind_class(r->ev.kind) == EVENT_VOLUME)
		engine_chat_row(w->arena, r, &row->chat);
	else if (i)
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
