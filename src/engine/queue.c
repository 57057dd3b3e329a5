/* queue.c: chat and import rows wait here for their group; a row is done when its group is on disk.
 */
#include "engine/engine_internal.h"

#include "base/utf8.h"
#include "core/fence.h"
#include "sys/clock.h"

enum { FLUSH_MS = 40, RETRY_MS = 1000, GROUP_ROWS = 1000 };

static void on_flush(void *ctx)
{
	struct engine *e = ctx;
	struct err err;

	e->flush_timer = 0;
	engine_flush(e, &err);
}

static void arm(struct engine *e, int ms)
{
	if (e->loop && !e->flush_timer)
		e->flush_timer = loop_after(e->loop, ms * (US_PER_S / 1000), 0, on_flush, e);
}

/* A whole group need not wait: a flood is stored in small steps, between which keys are heard, and little memory. */
static void full_group(struct engine *e)
{
	if (!e->loop)
		return;
	loop_cancel(e->loop, e->flush_timer);
	e->flush_timer = loop_after(e->loop, 0, 0, on_flush, e);
}

enum rc engine_queue(struct engine *e, const struct event *ev, struct err *err)
{
	struct arena *a = e->queue_arena;
	struct event *copy;

	if (e->queue.n >= ENGINE_QUEUE_MAX)
		return err_set(err, RC_LIMIT,
			"%d rows wait for the disk already: this one is not kept",
			ENGINE_QUEUE_MAX);
	if (ev->body.n > EVENT_BODY_MAX)
		return err_set(err, RC_LIMIT, "a row holds at most %d bytes", EVENT_BODY_MAX);
	copy = VEC_PUSH(a, &e->queue);
	*copy = *ev;
	copy->kind_name = str_z(event_kind_name(ev->kind));
	copy->zone = str_dup(a, ev->zone);
	copy->actor = str_dup(a, ev->actor);
	copy->door = str_dup(a, ev->door);
	copy->body = str_dup(a, ev->body);
	e->health.queued = e->queue.n;
	if (e->health.ok && e->queue.n == GROUP_ROWS)
		full_group(e);
	arm(e, e->health.ok ? FLUSH_MS : RETRY_MS);
	return RC_OK;
}

/* Drops the first n rows; the memory goes back when the queue is empty. */
static void drop(struct engine *e, size_t n)
{
	if (n == e->queue.n) {
		arena_reset(e->queue_arena);
		e->queue.v = NULL;
		e->queue.n = e->queue.cap = 0;
	} else {
		memmove(e->queue.v, e->queue.v + n, (e->queue.n - n) * sizeof *e->queue.v);
		e->queue.n -= n;
	}
	e->health.queued = e->queue.n;
}

enum rc engine_flush(struct engine *e, struct err *err)
{
	enum rc rc = RC_OK;
	size_t done = 0;

	if (!e->queue.n)
		return RC_OK;
	while (rc == RC_OK && done < e->queue.n) {
		size_t n = e->queue.n - done > GROUP_ROWS ? GROUP_ROWS : e->queue.n - done;

		rc = engine_store(e, NULL, e->queue.v + done, n, err);
		done += rc == RC_OK ? n : 0;
	}
	drop(e, done);
	if (rc != RC_OK)
		arm(e, RETRY_MS);
	if (!done)
		return rc;
	if (rc != RC_OK) {
		struct err ignored;

		engine_tail(e, NULL, &ignored);
		return rc;
	}
	return engine_tail(e, NULL, err);
}

static enum rc queue_said(struct engine *e, struct str actor, const struct incident *i,
	struct str text, struct err *err)
{
	bool out = i->irc_channel.n != 0 && incident_may_leave(i);
	struct arena *a = arena_new();
	struct json_out json;
	struct event ev = {.incident = i->number,
		.kind = out ? EV_CHAT_OUT : EV_CHAT_IN,
		.occurred = clock_now(),
		.precision = PREC_US,
		.actor = actor,
		.door = STR("console")};
	struct buf body;
	enum rc rc;

	ev.recorded = ev.occurred;
	buf_init(&body, a, EVENT_BODY_MAX);
	json_out_init(&json, &body);
	json_out_open(&json, NULL, '{');
	json_out_str(&json, "text", text);
	json_out_str(&json, out ? "from" : "nick", actor);
	json_out_z(&json, "how", "msg");
	if (out)
		json_out_str(&json, "channel", i->irc_channel);
	json_out_close(&json, '}');
	ev.body = buf_str(&body);
	rc = body.over ? err_set(err, RC_LIMIT, "the line is too long") : engine_queue(e, &ev, err);
	arena_free(a);
	return rc;
}

enum rc engine_say(
	struct engine *e, struct str actor, uint32_t incident, struct str text, struct err *err)
{
	const struct incident *i;
	enum rc rc = engine_pick_incident(engine_board_for(e, actor), incident, &i, err);

	if (rc != RC_OK)
		return rc;
	if (!i)
		return err_set(err, RC_STATE,
			"there is no room to speak in yet; `/declare \"what is broken\"` opens "
			"one");
	if (!utf8_is_valid(text))
		return err_set(err, RC_USAGE, "the line is not valid UTF-8");
	if (text.n > EVENT_CHAT_MAX)
		return err_set(err, RC_LIMIT, "a line holds at most %d bytes", EVENT_CHAT_MAX);
	rc = queue_said(e, actor, i, text, err);
	return rc == RC_OK ? engine_flush(e, err) : rc;
}
