/* clocks.c: the process that holds the clocks' lease records what time alone makes happen. */
#include "engine/engine_internal.h"

#include "command/clock.h"
#include "core/draft.h"

/* A silent holder is replaced after this long. Incidents closed longer ago have no debts that a clock could call in. */
enum { LEASE_S = 5, RENEW_S = 2, DEBT_DAYS = 3 };

static const struct str me = {"system", 6};

/* Renewed well before it lapses, not at every tick: an idle room does not write to the disk each second. */
static enum rc hold_lease(
	struct engine *e, const char *holder, instant now, bool *ret_took, struct err *err)
{
	duration since = now - e->clocks_renewed;
	enum rc rc;

	*ret_took = false;
	if (e->clocks_mine && since >= 0 && since < RENEW_S * US_PER_S)
		return RC_OK;
	rc = journal_lease_take(
		e->journal, "clocks", holder, now, LEASE_S * US_PER_S, ret_took, err);
	e->clocks_mine = rc == RC_OK;
	e->clocks_renewed = now;
	return rc;
}

static enum rc append_lease_row(
	struct engine *e, struct arena *a, const char *holder, instant now, struct err *err)
{
	struct event ev;
	struct draft d;
	enum rc rc;

	draft_begin(&d, &ev, a, EV_LEASE_TAKEN, 0, now);
	ev.actor = ev.door = me;
	json_out_z(&d.json, "lease", "clocks");
	json_out_z(&d.json, "holder", holder);
	rc = draft_end(&d, err);
	return rc == RC_OK ? engine_append(e, &ev, 1, err) : rc;
}

static bool may_be_due(const struct incident *i, instant now)
{
	return !i->dismissed && (incident_is_open(i) || now - i->closed < DEBT_DAYS * US_PER_DAY);
}

static bool anything_to_time(const struct board *b, instant now)
{
	for (size_t n = b->incidents.n; n-- > 0;)
		if (may_be_due(b->incidents.v[n], now))
			return true;
	return false;
}

/* One commit for each incident that has something due: a tick that changes nothing writes nothing. */
static enum rc tick(
	struct engine *e, struct arena *a, uint32_t number, instant now, struct err *err)
{
	struct ask ask = {.board = e->board,
		.policies = e->policies,
		.incident = board_incident(e->board, number),
		.door = DOOR_SYSTEM,
		.actor = me,
		.capabilities = CAP_ALL,
		.now = now,
		.zone = e->zone,
		.arena = a,
		.named = true};
	struct outcome *out;
	enum rc rc;

	if (!may_be_due(ask.incident, now))
		return RC_OK;
	arena_reset(a);
	out = ARENA_NEW(a, struct outcome);
	out->reply = doc_new(a);
	clocks_run(&ask, out);
	rc = out->event_count ? engine_append_next(e, out->events, out->event_count, err) : RC_OK;
	/* What was due may be done by the row that came in between: the next tick looks again. */
	return rc == RC_CONFLICT ? RC_OK : rc;
}

enum rc engine_clocks(struct engine *e, const char *holder, instant now, struct err *err)
{
	struct arena *a;
	bool took;
	enum rc rc;

	if (!anything_to_time(e->board, now))
		return RC_OK;
	rc = hold_lease(e, holder, now, &took, err);
	if (rc == RC_CONFLICT)
		return RC_OK; /* another process runs them */
	if (rc != RC_OK)
		return rc;
	a = arena_new();
	if (took)
		rc = append_lease_row(e, a, holder, now, err);
	for (uint32_t n = 1; rc == RC_OK && n <= e->board->incidents.n; n++)
		rc = tick(e, a, n, now, err);
	arena_free(a);
	return rc;
}

void engine_clocks_stop(struct engine *e, const char *holder)
{
	if (e->clocks_mine)
		(void)journal_lease_drop(e->journal, "clocks", holder, &(struct err){0});
	e->clocks_mine = false;
}
