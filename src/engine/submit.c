/* submit.c: one request: parse, decide, append at the head that was seen, fold; again when the head
 * moved. */
#include "engine/engine_internal.h"

#include "base/utf8.h"
#include "core/fence.h"
#include "lang/lex.h"
#include "sys/clock.h"
#include "sys/entropy.h"

enum { CONFLICT_TRIES = 200 };

/* Read-only look-ups offered to the command for one turn. */
struct turn {
	struct engine *e;
	struct arena *arena;
	struct board *past;
	struct str actor;
};

static const struct board *board_at(void *self, instant at)
{
	struct turn *t = self;
	struct err err;

	board_free(t->past);
	t->past = NULL;
	if (engine_board_at(t->e, at, &t->past, &err) != RC_OK)
		return NULL;
	return board_seen_by(t->arena, t->past, t->e->board, t->actor);
}

static void random_bytes(void *self, void *to, size_t n)
{
	(void)self;
	entropy_fill(to, n);
}

struct chat_walk {
	struct arena *arena;
	struct window *rows;
};

static enum rc take_chat(const struct record *r, void *ctx)
{
	struct chat_walk *w = ctx;

	if (event_kind_class(r->ev.kind) == EVENT_VOLUME)
		engine_chat_row(w->arena, r, VEC_PUSH(w->arena, w->rows));
	return RC_OK;
}

/* Newest first from the journal, then turned round. */
static enum rc read_chat(void *self, uint32_t incident, instant from, instant to, size_t limit,
	struct window *ret, struct err *err)
{
	struct turn *t = self;
	struct chat_walk walk = {.arena = t->arena, .rows = ret};
	struct journal_window w = {.incident = incident,
		.from = from,
		.to = to,
		.as_known = INSTANT_NONE,
		.backwards = true,
		.limit = limit};
	enum rc rc = journal_read_window(t->e->journal, &w, take_chat, &walk, err);

	for (size_t n = 0; n < ret->n / 2; n++) {
		struct chat_row other = ret->v[n];

		ret->v[n] = ret->v[ret->n - 1 - n];
		ret->v[ret->n - 1 - n] = other;
	}
	return rc;
}

static enum rc read_words(
	const struct request *rq, struct arena *a, struct words *ret, struct err *err)
{
	*ret = (struct words){0};
	if (rq->decide)
		return RC_OK;
	if (rq->argc)
		return lex_argv(a, rq->argc, rq->argv, ret, err);
	if (!utf8_is_valid(rq->line))
		return err_set(err, RC_USAGE, "the line is not valid UTF-8");
	return lex_line(a, rq->line, ret, err);
}

/* Rows of an edge, as a command would propose them. */
static enum rc decide(
	const struct ask *ask, const struct request *rq, struct outcome *out, struct err *err)
{
	*out = (struct outcome){.reply = doc_new(ask->arena)};
	buf_init(&out->json, ask->arena, PRINT_JSON_MAX);
	return rq->decide(ask, rq->ctx, out, err);
}

/* Decides on the board as it is now and appends; RC_CONFLICT when somebody was faster. */
static enum rc attempt(struct engine *e, const struct request *rq, const struct words *words,
	struct turn *turn, struct outcome *out, struct err *err)
{
	struct reach reach = {
		.board_at = board_at, .random = random_bytes, .chat = read_chat, .self = turn};
	struct ask ask = {.policies = e->policies,
		.door = rq->door,
		.actor = rq->actor,
		.known_by = rq->known_by,
		.capabilities = rq->capabilities,
		.now = clock_now(),
		.zone = e->zone,
		.arena = turn->arena,
		.json = rq->json,
		.named = rq->incident != 0,
		.person_of = rq->person_of,
		.where = rq->where,
		.reach = &reach};
	struct journal_head seen;
	enum rc rc = engine_tail(e, NULL, err);

	ask.board = engine_board_for(e, rq->actor);
	if (rc == RC_OK)
		rc = engine_pick_incident(ask.board, rq->incident, &ask.incident, err);
	seen = (struct journal_head){.seq = e->board->seq, .hash = e->board->head};
	if (rc == RC_OK)
		rc = rq->decide ? decide(&ask, rq, out, err) : command_run(&ask, words, out, err);
	if (rc == RC_OK && out->json.over)
		rc = err_set(
			err, RC_LIMIT, "the answer is too long; narrow it with from= to= limit=");
	if (rc == RC_OK && out->event_count && !rq->rehearse)
		rc = engine_store(e, &seen, out->events, out->event_count, err);
	return rc;
}

static void fill(struct answer *ret, const struct outcome *out, bool stored, struct arena *a)
{
	size_t n = out->event_count;

	*ret = (struct answer){.reply = out->reply,
		.json = buf_str(&out->json),
		.act_count = out->act_count,
		.incident = out->incident,
		.stored = stored && n != 0,
		.care = out->care,
		.events = out->events,
		.event_count = n};
	ret->acts = arena_dup(a, out->acts, out->act_count * sizeof *out->acts);
	if (ret->stored) {
		ret->first_seq = out->events[0].seq;
		ret->last_seq = out->events[n - 1].seq;
	}
	if (n && !ret->incident)
		ret->incident = out->events[0].incident;
}

enum rc engine_submit(struct engine *e, const struct request *rq, struct arena *a,
	struct answer *ret, struct err *err)
{
	struct turn turn = {.e = e, .arena = a, .actor = rq->actor};
	struct outcome *out = ARENA_NEW(a, struct outcome);
	struct words words;
	enum rc rc = read_words(rq, a, &words, err);

	if (rc == RC_OK && e->queue.n)
		rc = engine_flush(e, err); /* chat said before comes before */
	if (rc != RC_OK)
		return rc;
	for (int n = 0; n < CONFLICT_TRIES; n++) {
		rc = attempt(e, rq, &words, &turn, out, err);
		if (rc != RC_CONFLICT)
			break;
	}
	board_free(turn.past);
	if (rc != RC_OK)
		return rc;
	fill(ret, out, !rq->rehearse, a);
	/* The rows are on disk whatever this read says; a failure shows in the health. */
	if (ret->stored) {
		struct err later;

		engine_tail(e, NULL, &later);
	}
	return RC_OK;
}
