/* comms.c: folds the promise ledger: updates that were sent, promises that passed or were put off. */
#include "core/fold_internal.h"

static const char *until(struct fold *f, instant at)
{
	return at == INSTANT_NONE ? "none named" : time_iso_prec(f->board->scratch, at, PREC_MIN);
}

static uint32_t number(struct fold *f, const char *name, uint32_t otherwise)
{
	int64_t n = json_int(f->body, name, otherwise);

	return n >= 0 && n <= UINT32_MAX ? (uint32_t)n : otherwise;
}

static struct update *push(struct fold *f)
{
	struct update *u = VEC_PUSH(f->board->arena, &f->incident->updates);

	u->seq = f->ev->seq;
	u->at = f->ev->occurred;
	u->actor = f->entry->actor;
	u->audience = fold_str(f, "audience");
	u->due = fold_time(f, "due");
	u->next_due = fold_time(f, "next_due");
	return u;
}

static void sent(struct fold *f)
{
	struct update *u = push(f);

	u->text = fold_str(f, "text");
	u->flags = fold_str(f, "flags");
	u->override_reason = fold_str(f, "override_reason");
	u->phase = fold_str(f, "phase");
	u->approved_by = fold_str(f, "approved_by");
	u->self = json_bool(f->body, "approved_self", false);
	u->draft = number(f, "draft", 0);
	if (u->draft && u->draft <= f->incident->comms.drafts.n)
		f->incident->comms.drafts.v[u->draft - 1].state = DRAFT_SENT;
	/* Rows from before there was a grace do not say: then the time alone decides. */
	u->late = !json_bool(f->body, "on_time", u->due == INSTANT_NONE || u->at <= u->due);
	fold_say(f, "Update to %.*s: %.*s (next %s)", STR_ARG(u->audience), STR_ARG(u->text),
		until(f, u->next_due));
}

static void missed(struct fold *f)
{
	struct update *u = push(f);

	u->missed = true;
	u->n = number(f, "n", 1);
	if (u->n > 1)
		fold_say(f, "Update to %.*s missed again (%u times now), was due %s",
			STR_ARG(u->audience), u->n, until(f, u->due));
	else
		fold_say(f, "Update to %.*s missed, was due %s", STR_ARG(u->audience),
			until(f, u->due));
}

static void snoozed(struct fold *f)
{
	struct update_snooze *s = VEC_PUSH(f->board->arena, &f->incident->comms.snoozes);

	s->seq = f->ev->seq;
	s->at = f->ev->occurred;
	s->actor = f->entry->actor;
	s->audience = fold_str(f, "audience");
	s->reason = fold_str(f, "reason");
	s->due = fold_time(f, "due");
	s->until = fold_time(f, "until");
	fold_say(f, "Update to %.*s put off to %s from %s: %.*s", STR_ARG(s->audience),
		until(f, s->until), until(f, s->due), STR_ARG(s->reason));
}

void fold_comms(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_UPDATE_SENT:
		sent(f);
		break;
	case EV_UPDATE_MISSED:
		missed(f);
		break;
	case EV_UPDATE_SNOOZE:
		snoozed(f);
		break;
	default:
		break;
	}
}
