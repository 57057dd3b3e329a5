/* outcome.c: helpers with which a command writes down what it proposes. */
#include "command/command_internal.h"

#include <stdarg.h>

void body_begin(struct body *b, const struct ask *ask, struct outcome *out, enum event_kind kind,
	uint32_t incident)
{
	static const struct str none = {0};

	*b = (struct body){0};
	b->full = out->event_count == OUTCOME_EVENTS_MAX;
	b->ev = &out->events[b->full ? OUTCOME_EVENTS_MAX - 1 : out->event_count++];
	*b->ev = (struct event){
		.incident = incident,
		.kind = kind,
		.kind_name = str_z(event_kind_name(kind)),
		.occurred = ask->now,
		.recorded = ask->now,
		.precision = PREC_US,
		.zone = none,
		.actor = str_cut(ask->actor, 0, EVENT_ACTOR_MAX),
		.door = str_z(door_name(ask->door)),
	};
	buf_init(&b->buf, ask->arena, EVENT_BODY_MAX);
	json_out_init(&b->json, &b->buf);
	json_out_open(&b->json, NULL, '{');
	if (ask->known_by.n)
		json_out_str(&b->json, "known_by", ask->known_by);
}

void body_when(struct body *b, const struct ask *ask, const struct stamp *when)
{
	int offset = when->offset_min < 0 ? -when->offset_min : when->offset_min;

	b->ev->occurred = when->at;
	b->ev->precision = when->precision;
	if (when->zone_given && !when->offset_min)
		b->ev->zone = STR("Z");
	else if (when->zone_given)
		b->ev->zone = str_fmt(ask->arena, "%c%02d:%02d", when->offset_min < 0 ? '-' : '+',
			offset / 60, offset % 60);
}

void body_time(struct body *b, const char *name, instant at)
{
	json_out_z(&b->json, name, at == INSTANT_NONE ? "?" : time_iso(b->buf.arena, at));
}

enum rc body_end(struct body *b, struct err *err)
{
	json_out_close(&b->json, '}');
	if (b->full)
		return err_set(
			err, RC_LIMIT, "one command may write at most %d rows", OUTCOME_EVENTS_MAX);
	if (b->buf.over)
		return err_set(err, RC_LIMIT,
			"the text is too long: one row holds at most %d bytes", EVENT_BODY_MAX);
	b->ev->body = buf_str(&b->buf);
	return RC_OK;
}

struct act *outcome_act(struct outcome *out, enum act_type type)
{
	size_t n = out->act_count < OUTCOME_ACTS_MAX ? out->act_count++ : OUTCOME_ACTS_MAX - 1;

	out->acts[n] = (struct act){.type = type};
	return &out->acts[n];
}

void reply(struct outcome *out, enum doc_role role, const char *fmt, ...)
{
	struct doc_block *p = doc_add(out->reply, DOC_PARA);
	va_list ap;

	va_start(ap, fmt);
	doc_span(out->reply, p, role, str_z(arena_vprintf(out->reply->arena, fmt, ap)));
	va_end(ap);
}

bool wants_json(const struct ask *ask, const struct args *args)
{
	return ask->json || args_is(args, "format", "json");
}

struct str speaker(const struct ask *ask)
{
	ptrdiff_t colon = str_find_ch(ask->actor, ':');

	return colon < 0 ? ask->actor : str_cut(ask->actor, (size_t)colon + 1, ask->actor.n);
}

enum rc must_command(const struct ask *ask, const char *what, struct err *err)
{
	struct str ic = incident_holder(ask->incident, STR("ic"));
	struct str deputy = incident_holder(ask->incident, STR("deputy"));
	struct str me = speaker(ask);

	if (str_eq(me, ic) || str_eq(me, deputy))
		return RC_OK;
	if (!ic.n)
		return err_set(err, RC_DENIED,
			"nobody commands this incident: `role take ic` first, then %s", what);
	return err_set(err, RC_DENIED, "only the incident commander (%.*s) or the deputy may %s",
		STR_ARG(ic), what);
}

struct stamp when_or_now(const struct ask *ask, const struct args *args, const char *name)
{
	struct stamp when = {.at = ask->now, .precision = PREC_US};

	args_time(args, name, &when);
	return when;
}

enum rc deadline(const struct ask *ask, struct str text, instant *ret, struct err *err)
{
	struct time_ctx ctx = {.now = ask->now, .zone = ask->zone, .want = TIME_PROMISE};
	struct err ignored;
	struct stamp when;
	duration d;
	enum rc rc;

	ctx.zero = ask->incident ? incident_zero(ask->incident) : INSTANT_NONE;
	if (!text.n) {
		*ret = INSTANT_NONE;
		return RC_OK;
	}
	if (duration_parse(text, &d, &ignored) == RC_OK) {
		*ret = ask->now + d;
		return RC_OK;
	}
	rc = time_parse(text, &ctx, &when, err);
	if (rc == RC_OK)
		*ret = when.at;
	return rc;
}
