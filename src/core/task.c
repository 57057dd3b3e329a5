/* task.c: folds tasks: who was asked for what until when, what was read back, what came of it. */
#include "core/fold_internal.h"

/* Tasks are numbered upwards: a number that is not above the last one is an older task or none. */
static struct task *task_of(struct fold *f)
{
	int64_t id = json_int(f->body, "id", 0);

	if (id < 1 || id > UINT32_MAX)
		return NULL;
	return (struct task *)(uintptr_t)loops_task(&f->incident->loops, (uint32_t)id);
}

static struct task *add(struct fold *f)
{
	struct loops *l = &f->incident->loops;
	uint32_t last = l->tasks.n ? l->tasks.v[l->tasks.n - 1].id : 0;
	int64_t id = json_int(f->body, "id", 0);
	struct task *t;

	if (id <= last || id > UINT32_MAX)
		return NULL;
	t = VEC_PUSH(f->board->arena, &l->tasks);
	t->id = (uint32_t)id;
	t->seq = f->ev->seq;
	return t;
}

static void give(struct fold *f)
{
	struct task *t = task_of(f);
	struct str text = fold_str(f, "text"), was = {0};

	if (t)
		was = t->person;
	else
		t = add(f);
	if (!t)
		return;
	t->person = fold_str(f, "person");
	t->text = text.n || !was.n ? text : t->text;
	t->by = f->entry->actor;
	t->readback = t->result = (struct str){0};
	t->given = f->ev->occurred;
	t->due = fold_time(f, "due");
	t->acked = t->ended = INSTANT_NONE;
	t->status = TASK_RUNNING;
	t->rung = 0;
	fold_say(f, "%.*s: %.*s, until %s (T-%u%s%.*s)", STR_ARG(t->person), STR_ARG(t->text),
		fold_until(f, t->due), t->id, was.n ? ", before: " : "", STR_ARG(was));
}

static void ack(struct fold *f)
{
	struct task *t = task_of(f);

	if (!t)
		return;
	t->acked = f->ev->occurred;
	t->readback = fold_str(f, "readback");
	if (t->readback.n)
		fold_say(f, "T-%u understood: %.*s", t->id, STR_ARG(t->readback));
	else
		fold_say(f, "T-%u understood, not read back", t->id);
}

static void due(struct fold *f)
{
	struct task *t = task_of(f);
	struct str ic = incident_holder(f->incident, STR("ic"));

	if (!t)
		return;
	if (!t->rung++)
		fold_say(f, "%.*s: time is up for T-%u: %.*s", STR_ARG(t->person), t->id,
			STR_ARG(t->text));
	else
		fold_say(f, "%.*s%s%.*s: T-%u is still open: %.*s", STR_ARG(t->person),
			ic.n ? ", " : "", STR_ARG(ic), t->id, STR_ARG(t->text));
}

static void end(struct fold *f)
{
	struct task *t = task_of(f);
	bool cancelled = str_eq_z(json_str(f->body, "status"), "cancelled");

	if (!t)
		return;
	t->status = cancelled ? TASK_CANCELLED : TASK_DONE;
	t->ended = f->ev->occurred;
	t->result = fold_str(f, "result");
	fold_say(f, "T-%u %s: %.*s", t->id, task_status_name(t->status), STR_ARG(t->result));
}

void fold_task(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_TASK_GIVE:
		give(f);
		break;
	case EV_TASK_ACK:
		ack(f);
		break;
	case EV_TASK_DUE:
		due(f);
		break;
	default:
		end(f);
	}
}
