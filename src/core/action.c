/* action.c: folds action items: what, who, until when, and what shows that it is done. */
#include "core/fold_internal.h"

static void create(struct fold *f)
{
	struct action *a = VEC_PUSH(f->board->arena, &f->incident->actions);

	a->id = (uint32_t)json_int(f->body, "id", (int64_t)f->incident->actions.n);
	a->seq = f->ev->seq;
	a->text = fold_str(f, "text");
	a->owner = fold_str(f, "owner");
	a->class = fold_str(f, "class");
	a->done_when = fold_str(f, "done_when");
	a->priority = fold_str(f, "priority");
	a->due = fold_time(f, "due");
	a->created = f->ev->occurred;
	a->finished = INSTANT_NONE;
	fold_say(f, "A-%u %.*s (@%.*s, due %s)", a->id, STR_ARG(a->text), STR_ARG(a->owner),
		time_iso_prec(f->board->arena, a->due, PREC_DAY));
}

static void keep(struct fold *f, const char *name, struct str *field)
{
	struct str value = fold_str(f, name);

	if (value.n)
		*field = value;
}

static void set_status(struct fold *f, struct action *a, struct str status)
{
	if (str_eq_z(status, "done"))
		a->status = ACTION_DONE;
	else if (str_eq_z(status, "dropped"))
		a->status = ACTION_DROPPED;
	else if (str_eq_z(status, "open"))
		a->status = ACTION_OPEN;
	a->finished = a->status == ACTION_OPEN ? INSTANT_NONE : f->ev->occurred;
}

static void change(struct fold *f)
{
	struct str status = json_str(f->body, "status"), evidence = json_str(f->body, "evidence");
	uint32_t id = (uint32_t)json_int(f->body, "id", 0);
	struct action *a = (struct action *)(uintptr_t)incident_action(f->incident, id);

	if (!a)
		return;
	keep(f, "text", &a->text);
	keep(f, "owner", &a->owner);
	keep(f, "class", &a->class);
	keep(f, "done_when", &a->done_when);
	keep(f, "evidence", &a->evidence);
	if (fold_time(f, "due") != INSTANT_NONE)
		a->due = fold_time(f, "due");
	if (status.n)
		set_status(f, a, status);
	fold_say(f, "A-%u %.*s%s%.*s", id, STR_ARG(status.n ? status : STR("changed")),
		evidence.n ? ": " : "", STR_ARG(evidence));
}

void fold_action(struct fold *f)
{
	if (!f->incident)
		return;
	if (f->ev->kind == EV_ACTION_CREATE)
		create(f);
	else
		change(f);
}
