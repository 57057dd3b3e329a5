/* comms.c: folds the promise ledger: updates that were sent and promises that passed. */
#include "core/fold_internal.h"

static const char *until(struct fold *f, instant at)
{
	return at == INSTANT_NONE ? "none named" : time_iso_prec(f->board->scratch, at, PREC_MIN);
}

void fold_comms(struct fold *f)
{
	struct update *u;

	if (!f->incident)
		return;
	u = VEC_PUSH(f->board->arena, &f->incident->updates);
	u->seq = f->ev->seq;
	u->at = f->ev->occurred;
	u->actor = f->entry->actor;
	u->audience = fold_str(f, "audience");
	u->text = fold_str(f, "text");
	u->flags = fold_str(f, "flags");
	u->override_reason = fold_str(f, "override_reason");
	u->due = fold_time(f, "due");
	u->next_due = fold_time(f, "next_due");
	u->missed = f->ev->kind == EV_UPDATE_MISSED;
	if (u->missed)
		fold_say(f, "Update to %.*s missed, was due %s", STR_ARG(u->audience),
			until(f, u->due));
	else
		fold_say(f, "Update to %.*s: %.*s (next %s)", STR_ARG(u->audience),
			STR_ARG(u->text), until(f, u->next_due));
}
