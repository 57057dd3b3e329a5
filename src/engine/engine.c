/* engine.c: the board follows the journal's tail; watchers are told; the record's health is kept.
 */
#include "engine/engine_internal.h"

#include "core/fence.h"

enum { FALLBACK_POLL_S = 1 };

static void tail_quietly(struct engine *e)
{
	struct err err;

	engine_tail(e, NULL, &err);
}

static void on_poll(void *ctx)
{
	tail_quietly(ctx);
}

/* A write to the log is noticed before its commit can be read: looked for again until it is there. Not after a write of our
 * own: the one of another that it might hide is found by the fallback. */
static const int again_after_ms[] = {5, 20, 60, 150};
enum { LOOKS = sizeof again_after_ms / sizeof *again_after_ms };

static void on_again(void *ctx);

static void look_again(struct engine *e)
{
	if (!e->again_timer && e->again < LOOKS)
		e->again_timer = loop_after(
			e->loop, again_after_ms[e->again++] * (US_PER_S / 1000), 0, on_again, e);
}

static void on_again(void *ctx)
{
	struct engine *e = ctx;
	size_t changed;
	struct err err;

	e->again_timer = 0;
	if (engine_tail(e, &changed, &err) == RC_OK && !changed)
		look_again(e);
}

static void on_touch(void *ctx, int fd, unsigned ready)
{
	struct engine *e = ctx;

	(void)fd;
	(void)ready;
	if (!watch_drain(e->watch))
		return;
	tail_quietly(e);
	e->again = journal_wrote(e->journal) ? LOOKS : 0;
	look_again(e);
}

/* The folder is watched so that another process's row shows at once; the timer is for file systems
 * without that. */
static void follow(struct engine *e)
{
	struct err err;
	duration every = FALLBACK_POLL_S * US_PER_S;

	if (!e->loop)
		return;
	if (watch_new(journal_path(e->journal), &e->watch, &err) == RC_OK)
		loop_watch(e->loop, watch_fd(e->watch), LOOP_READ, on_touch, e, &err);
	e->poll_timer = loop_after(e->loop, every, every, on_poll, e);
}

enum rc engine_new(struct journal *j, const struct policies *p, struct loop *loop,
	struct engine **ret, struct err *err)
{
	struct engine *e = calloc(1, sizeof *e);
	struct journal_head head;
	enum rc rc;

	if (!e)
		BUG("out of memory");
	e->journal = j;
	e->policies = p;
	e->loop = loop;
	e->queue_arena = arena_new();
	e->seen_arena = arena_new();
	e->health.ok = true;
	e->behind = true;
	rc = journal_get_head(j, &head, err);
	if (rc == RC_OK)
		rc = engine_make_board(e, head.seq, &e->board, err);
	if (rc == RC_OK)
		e->told = e->news = e->board->seq;
	if (rc == RC_OK)
		rc = engine_tail(e, NULL, err); /* what came meanwhile */
	if (rc != RC_OK) {
		engine_free(e);
		return rc;
	}
	follow(e);
	*ret = e;
	return RC_OK;
}

void engine_free(struct engine *e)
{
	if (!e)
		return;
	if (e->loop) {
		loop_cancel(e->loop, e->poll_timer);
		loop_cancel(e->loop, e->flush_timer);
		loop_cancel(e->loop, e->again_timer);
		if (e->watch)
			loop_unwatch(e->loop, watch_fd(e->watch));
	}
	watch_free(e->watch);
	board_free(e->board);
	arena_free(e->seen_arena);
	arena_free(e->queue_arena);
	free(e);
}

void engine_note_health(struct engine *e, enum rc rc, const struct err *err)
{
	bool bad = rc == RC_IO || rc == RC_GONE || rc == RC_CORRUPT;

	if (rc != RC_OK && !bad)
		return;
	if (bad)
		snprintf(e->health.text, sizeof e->health.text, "%s",
			err ? err->text : err_default_text(rc));
	else
		e->health.text[0] = '\0';
	e->health.ok = !bad;
}

struct fold_to {
	struct engine *e;
	struct err *err;
};

static enum rc fold_one(const struct record *r, void *ctx)
{
	struct fold_to *to = ctx;

	if (r->ev.kind != EV_CHAT_IN)
		to->e->news = r->ev.seq;
	return board_fold(to->e->board, r, to->err);
}

/* Rows of our own are folded as they were written, unless another process wrote between: then all is read. */
static enum rc fold_own(const struct record *r, void *ctx)
{
	struct engine *e = ctx;
	struct err ignored;
	struct fold_to to = {e, &ignored};

	if (e->behind || r->ev.seq != e->board->seq + 1 || fold_one(r, &to) != RC_OK)
		e->behind = true;
	return e->behind ? RC_CONFLICT : RC_OK;
}

enum rc engine_store(struct engine *e, const struct journal_head *seen, struct event *events,
	size_t n, struct err *err)
{
	enum rc rc = journal_append_told(e->journal, seen, events, n, fold_own, e, err);

	engine_note_health(e, rc, err);
	return rc;
}

/* Once for all that was folded since the last time. */
static void tell_watchers(struct engine *e)
{
	uint64_t from = e->told + 1;

	e->told = e->board->seq;
	for (size_t n = 0; n < e->watcher_count; n++)
		e->watchers[n].fn(e->watchers[n].self, e, from);
}

enum rc engine_tail(struct engine *e, size_t *ret_changed, struct err *err)
{
	uint64_t before = e->board->seq;
	bool was_ok = e->health.ok;
	enum rc rc = RC_OK;

	if (ret_changed)
		*ret_changed = 0;
	if (!was_ok) {
		struct journal_head head;

		rc = journal_get_head(e->journal, &head, err);
	}
	if (rc == RC_OK && (journal_changed(e->journal) || e->behind)) {
		struct fold_to to = {e, err};

		rc = journal_read(e->journal, before, 0, fold_one, &to, err);
		e->behind = rc != RC_OK;
	}
	engine_note_health(e, rc, err);
	if (ret_changed)
		*ret_changed = (size_t)(e->board->seq - before);
	if (e->board->seq != e->told || was_ok != e->health.ok)
		tell_watchers(e);
	return rc;
}

void engine_watch(struct engine *e, engine_watch_fn *fn, void *self)
{
	if (e->watcher_count == ENGINE_WATCHERS_MAX)
		BUG("too many watchers");
	e->watchers[e->watcher_count++] = (struct watcher){fn, self};
}

void engine_unwatch(struct engine *e, engine_watch_fn *fn, void *self)
{
	size_t kept = 0;

	for (size_t n = 0; n < e->watcher_count; n++)
		if (e->watchers[n].fn != fn || e->watchers[n].self != self)
			e->watchers[kept++] = e->watchers[n];
	e->watcher_count = kept;
}

enum rc engine_append(struct engine *e, struct event *events, size_t n, struct err *err)
{
	enum rc rc = e->queue.n ? engine_flush(e, err) : RC_OK;

	if (rc == RC_OK)
		rc = engine_store(e, NULL, events, n, err);
	return rc == RC_OK ? engine_tail(e, NULL, err) : rc;
}

enum rc engine_append_next(struct engine *e, struct event *events, size_t n, struct err *err)
{
	struct journal_head seen = {.seq = e->board->seq, .hash = e->board->head};
	enum rc rc = engine_store(e, &seen, events, n, err);

	return rc == RC_OK ? engine_tail(e, NULL, err) : rc;
}

enum rc engine_pick_incident(
	const struct board *b, uint32_t number, const struct incident **ret, struct err *err)
{
	if (number) {
		*ret = board_incident(b, number);
		return *ret ? RC_OK
			    : err_set(err, RC_UNKNOWN, "there is no INC-%u; `list` shows all",
				      number);
	}
	*ret = board_current(b);
	for (size_t n = b->incidents.n; !*ret && n-- > 0;)
		if (!b->incidents.v[n]->dismissed)
			*ret = b->incidents.v[n];
	return RC_OK;
}

const struct board *engine_board(const struct engine *e)
{
	return e->board;
}

uint64_t engine_news(const struct engine *e)
{
	return e->news;
}

const struct board *engine_board_for(struct engine *e, struct str actor)
{
	if (e->seen && e->seen_of == e->board && e->seen_seq == e->board->seq &&
		str_eq(e->seen_by, actor))
		return e->seen;
	arena_reset(e->seen_arena);
	e->seen_by = str_dup(e->seen_arena, actor);
	e->seen_of = e->board;
	e->seen_seq = e->board->seq;
	e->seen = board_seen_by(e->seen_arena, e->board, e->board, actor);
	return e->seen;
}

struct journal *engine_journal(struct engine *e)
{
	return e->journal;
}

const struct policies *engine_policies(const struct engine *e)
{
	return e->policies;
}

void engine_set_zone(struct engine *e, const struct zone *z)
{
	e->zone = z;
}

const struct zone *engine_zone(const struct engine *e)
{
	return e->zone;
}

const struct health *engine_health(const struct engine *e)
{
	return &e->health;
}
