/* milestone.c: asks for milestones while somebody still remembers. */
#include "core/milestone.h"

static const char *const asked[MARK_COUNT] = {"When did users first feel it?",
	"When did the first signal come, and which?", "Who looked at it first, and when?",
	"When was the harm contained?", "When was the impact over, on the signal that showed it?",
	"When was the recovery verified?"};

const char *milestone_asked(enum mark m)
{
	return asked[m];
}

struct list {
	struct milestone_question *v;
	size_t n;
};

static void add(struct list *l, enum mark m, enum milestone_trouble trouble, struct str text)
{
	l->v[l->n++] = (struct milestone_question){m, trouble, text};
}

static bool is_due(const struct incident *i, enum mark m)
{
	switch (m) {
	case MARK_IMPACT_START:
	case MARK_DETECTED:
	case MARK_ACKNOWLEDGED:
		return true;
	case MARK_MITIGATED:
		return i->status >= STATUS_MONITORING;
	case MARK_IMPACT_END:
	case MARK_RESOLVED:
		return i->status >= STATUS_RESOLVED;
	case MARK_COUNT:
		break;
	}
	return false;
}

static instant at(const struct incident *i, enum mark m)
{
	return i->marks[m].seq ? i->marks[m].at : INSTANT_NONE;
}

static void ask_missing(struct arena *a, const struct incident *i, struct list *l)
{
	for (int m = 0; m < MARK_COUNT; m++)
		if (!i->marks[m].seq && is_due(i, (enum mark)m))
			add(l, (enum mark)m, MILESTONE_MISSING,
				str_fmt(a, "%s (mark %s TIME)", asked[m], mark_name((enum mark)m)));
}

static void ask_future(struct arena *a, const struct incident *i, instant now, struct list *l)
{
	for (int m = 0; m < MARK_COUNT; m++)
		if (at(i, (enum mark)m) != INSTANT_NONE && at(i, (enum mark)m) > now)
			add(l, (enum mark)m, MILESTONE_FUTURE,
				str_fmt(a, "%s is %s, which has not come yet: which clock said so?",
					mark_name((enum mark)m),
					time_iso_prec(a, at(i, (enum mark)m), PREC_S)));
}

/* A precision of a minute cannot be out of order within that minute. */
static duration slack(const struct incident *i, enum mark m)
{
	switch (i->marks[m].precision) {
	case PREC_DAY:
	case PREC_UNKNOWN:
		return US_PER_DAY;
	case PREC_H:
		return US_PER_H;
	case PREC_MIN:
		return US_PER_MIN;
	case PREC_S:
	case PREC_US:
		break;
	}
	return US_PER_S;
}

static void ask_pair(
	struct arena *a, const struct incident *i, enum mark first, enum mark then, struct list *l)
{
	instant x = at(i, first), y = at(i, then);
	duration blur = slack(i, first) > slack(i, then) ? slack(i, first) : slack(i, then);

	if (x == INSTANT_NONE || y == INSTANT_NONE || x - y < blur)
		return;
	add(l, then, MILESTONE_ORDER,
		str_fmt(a, "%s comes %s before %s: which of the two is right?", mark_name(then),
			duration_short(a, x - y), mark_name(first)));
}

/* Nobody declares what nobody has noticed. */
static void ask_declared(struct arena *a, const struct incident *i, struct list *l)
{
	instant seen = at(i, MARK_DETECTED);

	if (seen == INSTANT_NONE || seen - i->declared < slack(i, MARK_DETECTED))
		return;
	add(l, MARK_DETECTED, MILESTONE_ORDER,
		str_fmt(a, "detected comes %s after the declaration: was there an earlier signal?",
			duration_short(a, seen - i->declared)));
}

size_t milestone_questions(struct arena *a, const struct incident *i, instant now,
	const struct milestone_question **ret)
{
	struct list l = {.v = ARENA_ARRAY(a, 4 * MARK_COUNT, struct milestone_question)};

	ask_missing(a, i, &l);
	ask_pair(a, i, MARK_IMPACT_START, MARK_DETECTED, &l);
	ask_pair(a, i, MARK_DETECTED, MARK_ACKNOWLEDGED, &l);
	ask_declared(a, i, &l);
	ask_pair(a, i, MARK_IMPACT_START, MARK_MITIGATED, &l);
	ask_pair(a, i, MARK_MITIGATED, MARK_IMPACT_END, &l);
	ask_pair(a, i, MARK_IMPACT_END, MARK_RESOLVED, &l);
	ask_future(a, i, now, &l);
	*ret = l.v;
	return l.n;
}

enum rc incident_may_reopen(const struct incident *i, instant now, struct err *err)
{
	duration ago = i->closed == INSTANT_NONE ? 0 : now - i->closed;

	if (i->dismissed)
		return err_set(err, RC_STATE, "INC-%u was dismissed; declare a new one", i->number);
	if (incident_is_open(i) && i->status != STATUS_RESOLVED)
		return err_set(err, RC_STATE, "INC-%u is open", i->number);
	if (ago > REOPEN_HOURS * US_PER_H)
		return err_set(err, RC_STATE,
			"INC-%u was closed more than %d h ago: declare a new incident and name "
			"this one in its title",
			i->number, REOPEN_HOURS);
	return RC_OK;
}
