/* view_header.c: gathers what every screen of an incident must show: how bad, how long, who, what
 * is promised next. */
#include "view/view_header.h"

#include "core/delivery.h"
#include "view/view_comms.h"
#include "view/view_people.h"
#include "view/view_severity.h"

enum { HEADER_ROLES_NAMED = 2 };

static struct str state_word(const struct incident *i)
{
	if (i->dismissed)
		return STR("DISMISSED");
	switch (i->status) {
	case STATUS_INVESTIGATING:
	case STATUS_IDENTIFIED:
		return STR("ACTIVE");
	case STATUS_MONITORING:
		return STR("WATCH");
	case STATUS_RESOLVED:
		return STR("RESOLVED");
	case STATUS_CLOSED:
		break;
	}
	return STR("CLOSED");
}

static struct str watermark(const struct incident *i)
{
	if (i->drill)
		return i->sensitive ? STR("DRILL SENSITIVE") : STR("DRILL");
	return i->sensitive ? STR("SENSITIVE") : (struct str){0};
}

static void add_promise(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, struct header_facts *f)
{
	const struct promise *promises;
	if (!f->open || !view_promises(a, p, i, now, &promises))
		return;
	f->promised = true;
	f->audience = promises[0].audience;
	f->due = promises[0].due.due;
	f->due_from = promises[0].due.from;
	f->state_of_due = promises[0].state;
}

/* Required roles without a holder; the commander has a field of his own. */
static void add_empty(struct arena *a, const struct policies *p, const struct incident *i,
	instant now, struct header_facts *f)
{
	const struct empty_slot *v;
	size_t n = people_slots(a, p, i, now, &v), empty = 0;
	struct buf b;
	buf_init(&b, a, 1024);
	for (size_t k = 0; k < n; k++) {
		duration age = now - v[k].since;
		if (str_eq_z(v[k].role->id, "ic")) {
			f->headless_for = age;
			continue;
		}
		if (empty++ < HEADER_ROLES_NAMED)
			buf_addf(&b, "%s%.*s", b.n ? ", " : "", STR_ARG(v[k].role->id));
		if (age > f->empty_for)
			f->empty_for = age;
	}
	f->empty_count = empty;
	if (empty > HEADER_ROLES_NAMED)
		buf_addf(&b, " +%zu", empty - HEADER_ROLES_NAMED);
	f->empty = buf_str(&b);
}

void view_header(struct arena *a, const struct policies *p, const struct incident *i, instant now,
	struct header_facts *ret)
{
	struct header_facts f = {.number = i->number,
		.title = i->title,
		.level = i->level,
		.level_role = view_level_role(i->level),
		.watermark = watermark(i),
		.state = state_word(i),
		.open = incident_is_open(i),
		.commander = incident_holder(i, STR("ic")),
		.provisional = i->provisional,
		.assumed = i->provisional ? i->assumed : (struct str){0},
		.due = INSTANT_NONE,
		.due_from = INSTANT_NONE};
	instant zero = incident_zero(i);
	instant end = f.open || i->closed == INSTANT_NONE ? now : i->closed;
	f.elapsed = zero == INSTANT_NONE ? 0 : end - zero;
	f.computed = f.open && i->computed_level && i->computed_level != i->level
			     ? i->computed_level
			     : 0;
	add_empty(a, p, i, now, &f);
	for (size_t k = 0; k < i->actions.n; k++)
		f.actions_open += i->actions.v[k].status == ACTION_OPEN;
	f.review_due = INSTANT_NONE;
	for (size_t k = i->changes.items.n; k-- > 0;) {
		if (!change_owes_review(&i->changes.items.v[k]))
			continue;
		f.reviews++;
		f.review_due = i->changes.items.v[k].review_due;
	}
	for (size_t k = 0; k < i->gaps.n; k++)
		f.gap_open = f.gap_open || i->gaps.v[k].to == INSTANT_NONE;
	f.sends_failed = delivery_red_count(i);
	add_promise(a, p, i, now, &f);
	*ret = f;
}

struct str view_header_spoken(struct arena *a, const struct header_facts *f, instant now)
{
	struct buf b;
	buf_init(&b, a, 2048);
	if (f->watermark.n)
		buf_addf(&b, "%.*s: ", STR_ARG(f->watermark));
	buf_addf(&b, "INC-%u SEV%d %.*s, %s", f->number, f->level, STR_ARG(f->state),
		duration_short(a, f->elapsed));
	if (f->provisional)
		buf_addf(&b, ", assumed %.*s", STR_ARG(f->assumed));
	buf_add_z(&b, ".");
	if (f->sends_failed)
		buf_addf(&b, " %zu send%s FAILED.", f->sends_failed,
			f->sends_failed == 1 ? "" : "s");
	if (f->reviews)
		buf_addf(&b, " %u review%s owed.", f->reviews, f->reviews == 1 ? "" : "s");
	if (!f->open)
		return buf_str(&b);
	if (!f->commander.n)
		buf_addf(&b, " Nobody commands%s%s.", f->headless_for ? " for " : "",
			f->headless_for ? duration_short(a, f->headless_for) : "");
	else
		buf_addf(&b, " IC %.*s.", STR_ARG(f->commander));
	if (f->promised && now >= f->due)
		buf_addf(&b, " Update to %.*s LATE by %s.", STR_ARG(f->audience),
			duration_clock(a, now - f->due));
	else if (f->promised)
		buf_addf(&b, " Update to %.*s due in %s.", STR_ARG(f->audience),
			duration_clock(a, f->due - now));
	if (f->empty.n)
		buf_addf(&b, " Empty: %.*s, for %s.", STR_ARG(f->empty),
			duration_short(a, f->empty_for));
	return buf_str(&b);
}
