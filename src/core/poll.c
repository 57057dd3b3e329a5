/* poll.c: folds polls for strong objections, decisions with their alternatives, and whether these held. */
#include "core/fold_internal.h"

enum { ALTERNATIVES_MAX = 32 };

static bool number(struct fold *f, const char *name, uint32_t *ret)
{
	int64_t id = json_int(f->body, name, 0);

	*ret = id >= 1 && id <= UINT32_MAX ? (uint32_t)id : 0;
	return *ret != 0;
}

static struct poll *poll_of(struct fold *f, const char *name)
{
	uint32_t id;

	if (!number(f, name, &id))
		return NULL;
	return (struct poll *)(uintptr_t)loops_poll(&f->incident->loops, id);
}

static struct decision *decision_of(struct fold *f)
{
	uint32_t id;

	if (!number(f, "id", &id))
		return NULL;
	return (struct decision *)(uintptr_t)loops_decision(&f->incident->loops, id);
}

static void open_poll(struct fold *f)
{
	struct loops *l = &f->incident->loops;
	uint32_t last = l->polls.n ? l->polls.v[l->polls.n - 1].id : 0, id;
	struct poll *p;

	if (!number(f, "id", &id) || id <= last)
		return;
	p = VEC_PUSH(f->board->arena, &l->polls);
	p->id = id;
	p->seq = f->ev->seq;
	p->proposal = fold_str(f, "proposal");
	p->risk = fold_str(f, "risk");
	p->by = f->entry->actor;
	p->opened = f->ev->occurred;
	p->due = fold_time(f, "due");
	fold_say(f, "P-%u any strong objection until %s? %.*s%s%.*s", id, fold_until(f, p->due),
		STR_ARG(p->proposal), p->risk.n ? " - risk: " : "", STR_ARG(p->risk));
}

static void object(struct fold *f)
{
	struct poll *p = poll_of(f, "poll");
	struct objection *o;

	if (!p)
		return;
	o = VEC_PUSH(f->board->arena, &p->objections);
	o->seq = f->ev->seq;
	o->at = f->ev->occurred;
	o->actor = f->entry->actor;
	o->text = fold_str(f, "text");
	fold_say(f, "P-%u strong objection: %.*s", p->id, STR_ARG(o->text));
}

static void time_is_up(struct fold *f)
{
	struct poll *p = poll_of(f, "poll");
	struct str ic = incident_holder(f->incident, STR("ic"));

	if (!p)
		return;
	p->rung = true;
	fold_say(f, "%.*s%sthe time of P-%u is up, %zu strong objection%s: %.*s", STR_ARG(ic),
		ic.n ? ": " : "", p->id, p->objections.n, p->objections.n == 1 ? "" : "s",
		STR_ARG(p->proposal));
}

static void take_alternatives(struct fold *f, struct decision *d)
{
	const struct json *list = json_get(f->body, "alternatives");

	for (size_t n = 0; list && list->type == JSON_ARRAY && n < list->n && n < ALTERNATIVES_MAX;
		n++)
		if (list->items[n].type == JSON_STR)
			*VEC_PUSH(f->board->arena, &d->alternatives) = str_dup(
				f->board->arena, list->items[n].s);
}

static void decide(struct fold *f)
{
	struct loops *l = &f->incident->loops;
	uint32_t last = l->decisions.n ? l->decisions.v[l->decisions.n - 1].id : 0, id;
	struct poll *p = poll_of(f, "poll");
	struct decision *d;

	if (!number(f, "id", &id) || id <= last || (p && p->decision))
		return;
	d = VEC_PUSH(f->board->arena, &l->decisions);
	d->id = id;
	d->seq = f->ev->seq;
	d->yes = !str_eq_z(json_str(f->body, "answer"), "no");
	d->text = p ? p->proposal : fold_str(f, "text");
	d->reason = fold_str(f, "reason");
	d->by = f->entry->actor;
	d->at = f->ev->occurred;
	d->check_at = fold_time(f, "check");
	d->checked = INSTANT_NONE;
	d->checker = fold_str(f, "owner");
	d->check = d->check_at == INSTANT_NONE ? CHECK_NONE : CHECK_WAITS;
	take_alternatives(f, d);
	if (p) {
		d->poll = p->id;
		p->decision = id;
	}
	fold_say(f, "D-%u %s%.*s%s%.*s", id, d->yes ? "" : "not: ", STR_ARG(d->text),
		d->reason.n ? " - because " : "", STR_ARG(d->reason));
}

static void check_due(struct fold *f)
{
	struct decision *d = decision_of(f);

	if (!d)
		return;
	fold_say(f, "%.*s: %s D-%u held? %.*s", STR_ARG(d->checker),
		d->rung ? "still open: has" : "has", d->id, STR_ARG(d->text));
	d->rung++;
}

static void check(struct fold *f)
{
	struct decision *d = decision_of(f);

	if (!d)
		return;
	d->check = str_eq_z(json_str(f->body, "outcome"), "failed") ? CHECK_FAILED : CHECK_HELD;
	d->seen = fold_str(f, "text");
	d->checked = f->ev->occurred;
	d->checked_by = f->entry->actor;
	fold_say(f, "D-%u %s: %.*s", d->id, check_state_name(d->check), STR_ARG(d->seen));
}

void fold_poll(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_POLL_OPEN:
		open_poll(f);
		break;
	case EV_POLL_OBJECTION:
		object(f);
		break;
	case EV_POLL_DUE:
		time_is_up(f);
		break;
	case EV_POLL_CLOSE:
		decide(f);
		break;
	case EV_DECISION_DUE:
		check_due(f);
		break;
	default:
		check(f);
	}
}
