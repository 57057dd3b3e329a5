/* clock_loop.c: tasks, polls and checks of decisions whose time is up. */
#include "command/clock_internal.h"
#include "command/command_internal.h"

/* Said once when the time is up, and once more a while later. */
enum { RINGS = 2 };

static bool rings(const struct ask *ask, instant due, unsigned rung)
{
	return due != INSTANT_NONE && rung < RINGS &&
	       ask->now >= due + (duration)rung * ask->policies->loops->repeat;
}

static void propose(const struct ask *ask, struct outcome *out, enum event_kind kind,
	const char *name, uint32_t id, instant due)
{
	struct body b;
	struct err err;

	body_begin(&b, ask, out, kind, ask->incident->number);
	json_out_int(&b.json, name, id);
	body_time(&b, "due", due);
	body_end(&b, &err);
}

void clock_loop(const struct ask *ask, struct outcome *out)
{
	const struct loops *l = &ask->incident->loops;

	if (!incident_is_open(ask->incident))
		return;
	for (size_t n = 0; n < l->tasks.n && clock_may_propose(out); n++)
		if (l->tasks.v[n].status == TASK_RUNNING &&
			rings(ask, l->tasks.v[n].due, l->tasks.v[n].rung))
			propose(ask, out, EV_TASK_DUE, "id", l->tasks.v[n].id, l->tasks.v[n].due);
	for (size_t n = 0; n < l->polls.n && clock_may_propose(out); n++)
		if (!l->polls.v[n].decision && !l->polls.v[n].rung &&
			l->polls.v[n].due != INSTANT_NONE && ask->now >= l->polls.v[n].due)
			propose(ask, out, EV_POLL_DUE, "poll", l->polls.v[n].id, l->polls.v[n].due);
	for (size_t n = 0; n < l->decisions.n && clock_may_propose(out); n++)
		if (l->decisions.v[n].check == CHECK_WAITS &&
			rings(ask, l->decisions.v[n].check_at, l->decisions.v[n].rung))
			propose(ask, out, EV_DECISION_DUE, "id", l->decisions.v[n].id,
				l->decisions.v[n].check_at);
}
