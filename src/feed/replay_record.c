/* replay_record.c: copies the rows of a past incident into a drill, with times and references moved. */
#include "core/fence.h"
#include "feed/replay_internal.h"
#include "sys/clock.h"

/* Rows about what left the house, and about this journal's own doings, mean nothing in an exercise. */
static bool is_played(enum event_kind kind)
{
	switch ((int)kind) {
	case EV_UNKNOWN:
	case EV_EXPORTED:
	case EV_IRC_BIND:
	case EV_LINK_STATE:
	case EV_CHAT_OUT_STATE:
	case EV_IMPORTED:
		return false;
	default:
		return true;
	}
}

static struct event copied(struct arena *a, const struct event *ev)
{
	struct event e = *ev;

	e.kind_name = str_z(event_kind_name(ev->kind));
	e.zone = str_dup(a, ev->zone);
	e.actor = str_dup(a, ev->actor);
	e.door = str_dup(a, ev->door);
	e.body = str_dup(a, ev->body);
	return e;
}

static enum rc take(const struct record *rec, void *ctx)
{
	struct replay *r = ctx;
	struct step *s;

	if (rec->ev.incident != r->ask.incident || rec->erased || !is_played(rec->ev.kind))
		return RC_OK;
	if (r->steps.n == REPLAY_STEPS_MAX)
		return RC_LIMIT;
	s = VEC_PUSH(r->arena, &r->steps);
	s->ev = copied(r->arena, &rec->ev);
	if (r->steps.n == 1)
		r->base = s->ev.recorded;
	s->after = s->ev.recorded - r->base;
	return RC_OK;
}

enum rc replay_read_record(struct replay *r, struct err *err)
{
	struct journal_window w = {.incident = r->ask.incident,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE,
		.limit = REPLAY_STEPS_MAX + 1};
	enum rc rc = journal_read_window(engine_journal(r->ask.engine), &w, take, r, err);

	if (rc == RC_LIMIT)
		return err_set(err, rc, "INC-%u has more than %d rows: too long to play",
			r->ask.incident, REPLAY_STEPS_MAX);
	if (rc == RC_OK && (!r->steps.n || r->steps.v[0].ev.kind != EV_DECLARE))
		return err_set(err, RC_STATE, "INC-%u was never declared: there is nothing to play",
			r->ask.incident);
	return rc;
}

static uint64_t moved_seq(const struct replay *r, uint64_t was)
{
	for (size_t n = r->moved.n; n-- > 0;)
		if (r->moved.v[n].was == was)
			return r->moved.v[n].is;
	return 0;
}

/* Members that hold the number of another row. */
static bool is_reference(struct str name)
{
	return str_eq_z(name, "target") || str_eq_z(name, "update");
}

static void put(struct replay *r, struct json_out *o, struct str name, const struct json *v);

static void put_children(struct replay *r, struct json_out *o, const struct json *v)
{
	for (size_t n = 0; n < v->n; n++)
		put(r, o, v->type == JSON_OBJECT ? v->names[n] : (struct str){0}, &v->items[n]);
}

static void put_text(struct replay *r, struct json_out *o, const char *name, struct str s)
{
	instant at;

	if (time_from_iso(s, &at))
		json_out_z(o, name, time_iso(r->turn, replay_moved(r, at)));
	else
		json_out_str(o, name, s);
}

static void put(struct replay *r, struct json_out *o, struct str named, const struct json *v)
{
	const char *name = named.n ? str_to_z(r->turn, named) : NULL;
	uint64_t seq = v->type == JSON_INT && is_reference(named) ? moved_seq(r, (uint64_t)v->i)
								  : 0;

	switch (v->type) {
	case JSON_NULL:
		json_out_null(o, name);
		break;
	case JSON_BOOL:
		json_out_bool(o, name, v->b);
		break;
	case JSON_INT:
		json_out_int(o, name, seq ? (int64_t)seq : v->i);
		break;
	case JSON_REAL:
		json_out_raw(o, name, str_fmt(r->turn, "%.17g", v->r));
		break;
	case JSON_STR:
		put_text(r, o, name, v->s);
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		json_out_open(o, name, v->type == JSON_ARRAY ? '[' : '{');
		put_children(r, o, v);
		json_out_close(o, v->type == JSON_ARRAY ? ']' : '}');
		break;
	}
}

/* The drill says of itself what it is; what is said again below would be a member twice. */
static void put_declaration(struct replay *r, struct json_out *o, const struct json *body)
{
	const struct incident *was = board_incident(engine_board(r->ask.engine), r->ask.incident);

	json_out_str(o, "title",
		str_fmt(r->turn, "Replay of INC-%u: %.*s", r->ask.incident,
			STR_ARG(json_str(body, "title"))));
	json_out_bool(o, "drill", true);
	json_out_bool(o, "replay", true);
	json_out_bool(o, "sensitive", was && was->sensitive);
	for (size_t n = 0; n < body->n; n++)
		if (!str_eq_z(body->names[n], "title") && !str_eq_z(body->names[n], "drill") &&
			!str_eq_z(body->names[n], "replay") &&
			!str_eq_z(body->names[n], "sensitive"))
			put(r, o, body->names[n], &body->items[n]);
}

/* What was said to a channel is heard in the drill: said again it would leave. */
static void put_heard(struct replay *r, struct json_out *o, const struct json *body)
{
	json_out_str(o, "text", json_str(body, "text"));
	json_out_str(o, "nick", json_str(body, "from"));
	json_out_z(o, "how", "msg");
	(void)r;
}

static enum rc make_body(struct replay *r, const struct step *s, struct str *ret, struct err *err)
{
	const struct json *body;
	struct json_out o;
	struct buf b;
	enum rc rc = json_parse(r->turn, s->ev.body, &body, err);

	if (rc != RC_OK || body->type != JSON_OBJECT)
		return err_set(err, RC_CORRUPT, "the body of record %llu is no object",
			(unsigned long long)s->ev.seq);
	buf_init(&b, r->turn, EVENT_BODY_MAX);
	json_out_init(&o, &b);
	json_out_open(&o, NULL, '{');
	if (s->ev.kind == EV_DECLARE)
		put_declaration(r, &o, body);
	else if (s->ev.kind == EV_CHAT_OUT)
		put_heard(r, &o, body);
	else
		put_children(r, &o, body);
	json_out_close(&o, '}');
	if (b.over)
		return err_set(err, RC_LIMIT, "the body of record %llu became too long",
			(unsigned long long)s->ev.seq);
	*ret = buf_str(&b);
	return RC_OK;
}

/* The first row takes the next number, unless somebody declares at this very moment: then the one after. */
static enum rc append(struct replay *r, struct event *ev, struct err *err)
{
	enum rc rc;

	if (ev->kind != EV_DECLARE) {
		ev->incident = r->incident;
		return engine_append(r->ask.engine, ev, 1, err);
	}
	do {
		rc = engine_tail(r->ask.engine, NULL, err);
		ev->incident = (uint32_t)engine_board(r->ask.engine)->incidents.n + 1;
		if (rc == RC_OK)
			rc = engine_append_next(r->ask.engine, ev, 1, err);
	} while (rc == RC_CONFLICT);
	r->incident = ev->incident;
	return rc;
}

enum rc replay_play_row(struct replay *r, const struct step *s, struct err *err)
{
	struct event ev = s->ev;
	enum rc rc = make_body(r, s, &ev.body, err);

	if (rc != RC_OK)
		return rc;
	if (ev.kind == EV_CHAT_OUT) {
		ev.kind = EV_CHAT_IN;
		ev.kind_name = str_z(event_kind_name(EV_CHAT_IN));
	}
	ev.seq = 0;
	ev.occurred = replay_moved(r, s->ev.occurred);
	ev.recorded = clock_now();
	ev.door = STR("replay");
	rc = append(r, &ev, err);
	if (rc == RC_OK)
		*VEC_PUSH(r->arena, &r->moved) = (struct seq_pair){s->ev.seq, ev.seq};
	return rc;
}
