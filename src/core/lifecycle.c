/* lifecycle.c: folds the life of an incident: declared, dismissed, moved on, marked, reopened,
 * closed. */
#include "core/fold_internal.h"

static void declared(struct fold *f)
{
	struct incident *i = f->incident;

	i->title = fold_str(f, "title");
	i->declared = f->ev->occurred;
	i->declared_by = f->entry->actor;
	i->dismissed = f->ev->kind == EV_DISMISS;
	i->drill = json_bool(f->body, "drill", false);
	i->replay = i->drill && json_bool(f->body, "replay", false);
	i->sensitive = json_bool(f->body, "sensitive", false);
	if (i->dismissed) {
		i->closed = f->ev->occurred;
		fold_say(f, "Not an incident: %.*s - %.*s", STR_ARG(i->title),
			STR_ARG(json_str(f->body, "reason")));
	} else {
		fold_say(f, "Declared: %.*s", STR_ARG(i->title));
	}
}

/* The way it went is kept: what was said at some time is read with the status of then. */
static void move_to(struct fold *f, enum status next)
{
	struct status_change *c = VEC_PUSH(f->board->arena, &f->incident->statuses);

	c->seq = f->ev->seq;
	c->status = f->incident->status = next;
}

static void status_set(struct fold *f)
{
	enum status next;

	if (!status_find(json_str(f->body, "status"), &next))
		return;
	fold_say(f, "%s -> %s", status_name(f->incident->status), status_name(next));
	move_to(f, next);
}

static void mark_set(struct fold *f)
{
	struct milestone *m;
	enum mark which;
	bool moved;

	if (!mark_find(json_str(f->body, "mark"), &which))
		return;
	m = &f->incident->marks[which];
	moved = m->seq != 0;
	m->seq = f->ev->seq;
	m->at = fold_time(f, "at");
	if (!precision_parse(json_str(f->body, "precision"), &m->precision))
		m->precision = PREC_S;
	m->actor = f->entry->actor;
	m->note = fold_str(f, "note");
	fold_say(f, "%s %s %s%s%.*s", mark_name(which), moved ? "moved to" : "at",
		time_iso_prec(f->board->arena, m->at, m->precision), m->note.n ? ": " : "",
		STR_ARG(m->note));
}

static void reopened(struct fold *f)
{
	move_to(f, STATUS_INVESTIGATING);
	f->incident->closed = INSTANT_NONE;
	f->incident->reopened++;
	f->incident->people.reopened = f->ev->occurred;
	fold_say(f, "Reopened: %.*s", STR_ARG(json_str(f->body, "reason")));
}

static void closed(struct fold *f)
{
	move_to(f, STATUS_CLOSED);
	f->incident->closed = f->ev->occurred;
	fold_say(f, "Closed: %.*s", STR_ARG(json_str(f->body, "reason")));
}

void fold_incident(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_DECLARE:
	case EV_DISMISS:
		declared(f);
		fold_severity(f);
		break;
	case EV_STATUS_SET:
		status_set(f);
		break;
	case EV_MARK_SET:
		mark_set(f);
		break;
	case EV_REOPEN:
		reopened(f);
		break;
	case EV_CLOSE:
		closed(f);
		break;
	default:
		break;
	}
}
