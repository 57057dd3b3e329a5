/* change.c: folds changes of the system: proposed, started, ended, checked, and reviewed when nobody approved them. */
#include "core/change.h"

#include "core/fold_internal.h"

static struct change *find(struct fold *f, const char *member)
{
	uint32_t id = (uint32_t)json_int(f->body, member, 0);

	return (struct change *)(uintptr_t)incident_change(f->incident, id);
}

static enum capture capture_of(struct str name)
{
	for (int c = CAPTURE_KEPT; c <= CAPTURE_SKIPPED; c++)
		if (str_eq_z(name, capture_name((enum capture)c)))
			return (enum capture)c;
	return CAPTURE_UNASKED;
}

/* A new change with everything that was said of it; NULL: the row carries a number that cannot be. */
static struct change *add(struct fold *f)
{
	uint32_t id = fold_id(f, "id", incident_next_change(f->incident));
	struct change *c, *other;

	if (!id)
		return NULL;
	c = VEC_PUSH(f->board->arena, &f->incident->changes.items);
	c->id = id;
	c->seq = f->ev->seq;
	c->kind = fold_str(f, "kind");
	c->target = fold_str(f, "target_service");
	c->by = fold_str(f, "by");
	c->note = fold_str(f, "note");
	c->from = fold_str(f, "from");
	c->to = fold_str(f, "to");
	c->rollback = fold_str(f, "rollback");
	c->capture = capture_of(json_str(f->body, "captured"));
	c->evidence = (uint32_t)json_int(f->body, "evidence", 0);
	c->capture_reason = fold_str(f, "capture_reason");
	c->wanted = fold_str(f, "asked");
	c->reverses = (uint32_t)json_int(f->body, "reverses", 0);
	c->proposed = f->ev->occurred;
	c->started = c->ended = c->checked = c->review_due = INSTANT_NONE;
	other = find(f, "reverses");
	if (other)
		other->reversed_by = id;
	return c;
}

static const char *versions(struct fold *f, const struct change *c)
{
	struct arena *a = f->board->scratch;

	if (!c->from.n && !c->to.n)
		return "";
	return arena_printf(a, " from %.*s to %.*s", STR_ARG(c->from), STR_ARG(c->to));
}

static const char *capture_words(struct fold *f, const struct change *c)
{
	struct arena *a = f->board->scratch;

	switch (c->capture) {
	case CAPTURE_KEPT:
		return arena_printf(a, "; state kept as EV-%u", c->evidence);
	case CAPTURE_IMPOSSIBLE:
		return arena_printf(
			a, "; state could not be kept: %.*s", STR_ARG(c->capture_reason));
	case CAPTURE_SKIPPED:
		return arena_printf(a, "; state not kept: %.*s", STR_ARG(c->capture_reason));
	case CAPTURE_UNASKED:
		break;
	}
	return "";
}

static void proposed(struct fold *f)
{
	struct change *c = add(f);

	if (!c)
		return;
	fold_say(f, "CHG-%u proposed: %.*s %.*s%s by %.*s, waits for approval%s%.*s%s", c->id,
		STR_ARG(c->kind), STR_ARG(c->target), versions(f, c), STR_ARG(c->by),
		c->wanted.n ? " of " : "", STR_ARG(c->wanted), capture_words(f, c));
}

static void started(struct fold *f)
{
	struct change *c = find(f, "id");
	const char *approved = "";

	/* A row of a change that was proposed starts it; any other is a change of its own. */
	if (!c)
		c = add(f);
	else if (c->state != CHANGE_PROPOSED)
		return;
	if (!c)
		return;
	c->state = CHANGE_RUNNING;
	c->started = f->ev->occurred;
	c->started_by = f->entry->actor;
	c->approver = fold_str(f, "approver");
	c->glass = json_bool(f->body, "glass", false);
	c->glass_reason = fold_str(f, "glass_reason");
	f->incident->changes.last_step = f->ev->seq;
	if (c->glass)
		approved = arena_printf(f->board->scratch, ", without approval (break-glass: %.*s)",
			STR_ARG(c->glass_reason));
	else if (c->approver.n)
		approved = arena_printf(
			f->board->scratch, ", approved by %.*s", STR_ARG(c->approver));
	fold_say(f, "CHG-%u started: %.*s %.*s%s by %.*s%s%s", c->id, STR_ARG(c->kind),
		STR_ARG(c->target), versions(f, c), STR_ARG(c->by), approved, capture_words(f, c));
}

static void ended(struct fold *f)
{
	struct change *c = find(f, "id");
	bool stopped = str_eq_z(json_str(f->body, "result"), "stopped");

	if (!c || (c->state != CHANGE_PROPOSED && c->state != CHANGE_RUNNING) ||
		(c->state == CHANGE_PROPOSED && !stopped))
		return;
	if (c->state == CHANGE_RUNNING)
		f->incident->changes.last_step = f->ev->seq;
	c->state = stopped ? CHANGE_STOPPED : CHANGE_UNCHECKED;
	c->ended = f->ev->occurred;
	c->ended_by = f->entry->actor;
	c->result = fold_str(f, "text");
	fold_say(f, "CHG-%u %s %.*s %.*s%s%.*s", c->id,
		stopped ? "stopped:" : "done:", STR_ARG(c->kind), STR_ARG(c->target),
		c->result.n ? "; " : "", STR_ARG(c->result));
}

static void check_begun(struct fold *f)
{
	struct change *c = find(f, "id");
	struct str signal = fold_str(f, "signal");

	if (!c)
		return;
	c->signal = signal;
	fold_say(f, "CHG-%u is to be checked%s%.*s", c->id, signal.n ? ": " : "", STR_ARG(signal));
}

static void check_over(struct fold *f)
{
	struct check *k = VEC_PUSH(f->board->arena, &f->incident->changes.checks);
	struct change *c = find(f, "id");
	bool passed = f->ev->kind == EV_CHECK_PASSED;

	k->seq = f->ev->seq;
	k->at = f->ev->occurred;
	k->change = c ? c->id : 0;
	k->passed = passed;
	k->signal = fold_str(f, "signal");
	k->evidence = fold_str(f, "evidence");
	k->by = f->entry->actor;
	if (c && (c->state == CHANGE_UNCHECKED || c->state == CHANGE_FAILED)) {
		c->state = passed ? CHANGE_PASSED : CHANGE_FAILED;
		c->checked = k->at;
		c->checked_by = k->by;
		c->check_evidence = k->evidence;
	}
	fold_say(f, "%s%s%.*s %s: %.*s",
		c ? arena_printf(f->board->scratch, "CHG-%u", c->id) : "check",
		k->signal.n ? " on " : "", STR_ARG(k->signal), passed ? "passed" : "FAILED",
		STR_ARG(k->evidence));
}

static void review(struct fold *f)
{
	struct change *c = find(f, "id");

	if (!c)
		return;
	if (f->ev->kind == EV_REVIEW_DEBT) {
		c->review_due = fold_time(f, "due");
		fold_say(f, "CHG-%u was started without approval: a review is owed by %s", c->id,
			time_iso_prec(f->board->scratch, c->review_due, PREC_MIN));
	} else if (f->ev->kind == EV_REVIEW_LATE) {
		c->review_late = true;
		fold_say(f, "CHG-%u: nobody reviewed the start without approval, was due %s", c->id,
			time_iso_prec(f->board->scratch, c->review_due, PREC_MIN));
	} else {
		c->reviewer = f->entry->actor;
		c->review = fold_str(f, "text");
		fold_say(f, "CHG-%u reviewed: %.*s", c->id, STR_ARG(c->review));
	}
}

void fold_change(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_CHANGE_PROPOSED:
		proposed(f);
		break;
	case EV_CHANGE_STARTED:
		started(f);
		break;
	case EV_CHANGE_ENDED:
		ended(f);
		break;
	case EV_CHECK_BEGUN:
		check_begun(f);
		break;
	case EV_CHECK_PASSED:
	case EV_CHECK_FAILED:
		check_over(f);
		break;
	default:
		review(f);
		break;
	}
}
