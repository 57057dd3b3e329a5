/* clock_severity.c: severity that lasting raises, and overrides that lapse. */
#include "command/clock_internal.h"
#include "command/command_internal.h"

/* An override lasts as long as the table says; then the rules hold again. */
static bool override_lapsed(
	const struct ask *ask, const struct incident *i, const struct severity_result *r)
{
	const struct sev_change *last = i->history.n ? &i->history.v[i->history.n - 1] : NULL;
	instant expires;
	struct err err;

	if (!last || !last->override || r->level >= i->level)
		return false;
	if (severity_may_override(ask->policies->severity, r, last->level, true, last->at, &expires,
		    &err) != RC_OK)
		return true; /* no longer allowed at all: something worse came to hold the level */
	return ask->now >= expires;
}

void clock_severity(const struct ask *ask, struct outcome *out)
{
	const struct incident *i = ask->incident;
	struct severity_result r;
	struct gauges g;
	struct err err;
	bool lapsed;

	if (!incident_is_open(i) || i->status == STATUS_RESOLVED || !clock_may_propose(out))
		return;
	g = incident_gauges_at(i, ask->now);
	severity_evaluate(ask->policies->severity, &g, &r);
	lapsed = override_lapsed(ask, i, &r);
	if (r.level < i->computed_level || lapsed)
		propose_score(ask, out, i, &g, ask->now,
			lapsed ? STR("the override has lapsed: ") : STR(""), &err);
}
