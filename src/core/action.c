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
	a->source = fold_str(f, "source");
	a->verifier = fold_str(f, "verifier");
	a->check_at = fold_time(f, "check");
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
	a->check = a->status == ACTION_DONE && a->check_at != INSTANT_NONE ? CHECK_WAITS
									   : CHECK_NONE;
}

static void move_due(struct action *a, instant due)
{
	if (due == INSTANT_NONE)
		return;
	a->due = due;
	a->rung = 0;
}

static struct action *of(struct fold *f)
{
	int64_t id = json_int(f->body, "id", 0);

	return id > 0 && id <= UINT32_MAX
		       ? (struct action *)(uintptr_t)incident_action(f->incident, (uint32_t)id)
		       : NULL;
}

static void change(struct fold *f)
{
	struct str status = json_str(f->body, "status"), evidence = json_str(f->body, "evidence");
	struct action *a = of(f);

	if (!a)
		return;
	a->changes++;
	keep(f, "text", &a->text);
	keep(f, "owner", &a->owner);
	keep(f, "class", &a->class);
	keep(f, "done_when", &a->done_when);
	keep(f, "evidence", &a->evidence);
	keep(f, "priority", &a->priority);
	keep(f, "verifier", &a->verifier);
	move_due(a, fold_time(f, "due"));
	if (fold_time(f, "check") != INSTANT_NONE) {
		a->check_at = fold_time(f, "check");
		a->check_rung = 0;
	}
	if (status.n)
		set_status(f, a, status);
	fold_say(f, "A-%u %.*s%s%.*s", a->id, STR_ARG(status.n ? status : STR("changed")),
		evidence.n ? ": " : "", STR_ARG(evidence));
}

static void remind(struct fold *f)
{
	struct action *a = of(f);
	int64_t n = json_int(f->body, "n", 1);
	bool check = json_bool(f->body, "check", false);
	instant due = fold_time(f, "due");

	if (!a || n < 1 || n > UINT16_MAX)
		return;
	if (check)
		a->check_rung = (unsigned)n;
	else
		a->rung = (unsigned)n;
	fold_say(f, "A-%u %.*s: %s %s, @%.*s", a->id, STR_ARG(a->text),
		check ? "has it helped? To be looked at since" : "not done, due",
		time_iso_prec(f->board->scratch, due, PREC_DAY),
		STR_ARG(check && a->verifier.n ? a->verifier : a->owner));
}

/* Who did it does not say whether it helped: such a row changes nothing but itself. */
static void verify(struct fold *f)
{
	struct action *a = of(f);
	struct str result = json_str(f->body, "result"), who = person_of(f->entry->actor);
	bool failed = str_eq_z(result, "failed");

	if (!a || (!failed && !str_eq_z(result, "held")) || str_eq(who, a->owner) ||
		a->status == ACTION_DROPPED)
		return;
	a->changes++;
	a->seen = fold_str(f, "evidence");
	a->checked_by = str_dup(f->board->arena, who);
	a->check = failed ? CHECK_FAILED : CHECK_HELD;
	if (failed) {
		a->not_effective++;
		a->status = ACTION_OPEN;
		a->finished = INSTANT_NONE;
		move_due(a, fold_time(f, "due"));
	}
	fold_say(f, "A-%u %s: %.*s", a->id,
		failed ? "did not help and is open again" : "has helped", STR_ARG(a->seen));
}

bool action_is_overdue(const struct action *x, instant now)
{
	return x->status == ACTION_OPEN && x->due != INSTANT_NONE && x->due < now;
}

bool action_waits_for_check(const struct action *x, instant now)
{
	return x->status == ACTION_DONE && x->check == CHECK_WAITS && x->check_at <= now;
}

unsigned action_reminders(instant due, instant now)
{
	int64_t n = due == INSTANT_NONE || due > now
			    ? 0
			    : (now - due) / (ACTION_REMIND_DAYS * US_PER_DAY) + 1;

	return n > UINT16_MAX ? UINT16_MAX : (unsigned)n;
}

void fold_action(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_ACTION_CREATE:
		create(f);
		break;
	case EV_ACTION_UPDATE:
		change(f);
		break;
	case EV_ACTION_DUE:
		remind(f);
		break;
	case EV_ACTION_VERIFY:
		verify(f);
		break;
	default:
		break;
	}
}
