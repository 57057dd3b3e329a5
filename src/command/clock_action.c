/* clock_action.c: actions behind their date, and checks of done ones that nobody made: said each week, after the close too. */
#include "command/clock_internal.h"
#include "command/command_internal.h"

static void remind(
	const struct ask *ask, struct outcome *out, const struct action *x, bool check, unsigned n)
{
	struct body b;
	struct err err;

	body_begin(&b, ask, out, EV_ACTION_DUE, ask->incident->number);
	json_out_int(&b.json, "id", x->id);
	body_time(&b, "due", check ? x->check_at : x->due);
	json_out_int(&b.json, "n", n);
	if (check)
		json_out_bool(&b.json, "check", true);
	body_end(&b, &err);
}

void clock_action(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;

	for (size_t n = 0; n < i->actions.n && clock_may_propose(out); n++) {
		const struct action *x = &i->actions.v[n];
		bool check = action_waits_for_check(x, ask->now);
		unsigned due = action_reminders(check ? x->check_at : x->due, ask->now);

		if ((check || action_is_overdue(x, ask->now)) &&
			due > (check ? x->check_rung : x->rung))
			remind(ask, out, x, check, due);
	}
}
