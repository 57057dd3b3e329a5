/* fixture.h: an engine on a journal of its own, told a story by a room whose clock the test moves. */
#ifndef UNIT_ENGINE_FIXTURE_H
#define UNIT_ENGINE_FIXTURE_H

#include "engine/engine.h"
#include "support/room.h"

/* The room decides at its own clock; what it proposes is appended through the engine, so that both boards are equal. */
struct fixture {
	struct arena *a;
	struct room *room;
	struct journal *journal;
	struct engine *engine;
	struct err err;
};

static inline struct fixture *fixture_new(const char *where)
{
	struct arena *a = arena_new();
	struct fixture *f = ARENA_NEW(a, struct fixture);

	f->a = a;
	f->room = room_new();
	if (journal_open(where, JOURNAL_CREATE, &f->journal, &f->err) != RC_OK ||
		engine_new(f->journal, &f->room->policies, NULL, &f->engine, &f->err) != RC_OK)
		fail_msg("%s", f->err.text);
	return f;
}

static inline void fixture_free(struct fixture *f)
{
	engine_free(f->engine);
	journal_close(f->journal);
	room_free(f->room);
	arena_free(f->a);
}

static inline void fixture_wait(struct fixture *f, duration d)
{
	f->room->now += d;
}

/* The commander's line at the room's clock; it must be taken. */
static inline void fixture_say(struct fixture *f, const char *line)
{
	struct outcome *out = &f->room->out;

	if (room_lead(f->room, line) != RC_OK)
		fail_msg("%s: %s", line, f->room->err.text);
	if (out->event_count &&
		engine_append(f->engine, out->events, out->event_count, &f->err) != RC_OK)
		fail_msg("%s: %s", line, f->err.text);
}

/* A row that no command writes. */
static inline void fixture_row(
	struct fixture *f, enum event_kind kind, instant at, const char *body)
{
	struct event ev = {.incident = 1,
		.kind = kind,
		.kind_name = str_z(event_kind_name(kind)),
		.occurred = at,
		.recorded = f->room->now,
		.actor = STR("ops1"),
		.door = STR("irc"),
		.body = str_z(body)};

	room_event(f->room, 1, kind, body);
	if (engine_append(f->engine, &ev, 1, &f->err) != RC_OK)
		fail_msg("%s", f->err.text);
}

static inline const struct incident *fixture_incident(const struct fixture *f)
{
	return board_incident(engine_board(f->engine), 1);
}

/* A request at the console, decided at the real clock. */
static inline enum rc fixture_submit(
	struct fixture *f, struct engine *e, const char *line, struct answer *ret)
{
	struct request rq = {.door = DOOR_CONSOLE,
		.actor = STR("lead"),
		.capabilities = CAP_ALL,
		.line = str_z(line)};

	return engine_submit(e, &rq, f->a, ret, &f->err);
}

static inline size_t fixture_count(const struct incident *i, enum event_kind kind)
{
	size_t found = 0;

	for (size_t n = 0; n < i->entries.n; n++)
		found += i->entries.v[n].kind == kind;
	return found;
}

#endif
