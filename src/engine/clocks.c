/* clocks.c: what time alone makes happen: severity raised by lasting, overrides that lapse,
 * promises missed. */
#include "engine/engine_internal.h"

#include "view/view_comms.h"

/* A silent holder is replaced after this long; a late update is a recorded miss after the grace. */
enum { LEASE_S = 5, RENEW_S = 2, IMPACT_GRACE_MIN = 5, EVENTS_PER_TICK = 16 };

struct tick {
	struct engine *e;
	struct arena *arena;
	instant now;
	struct event events[EVENTS_PER_TICK];
	size_t n;
};

struct draft {
	struct json_out json;
	struct buf buf;
	struct event *ev;
};

static bool draft_begin(struct draft *d, struct tick *t, enum event_kind kind, uint32_t incident)
{
	if (t->n == EVENTS_PER_TICK)
		return false; /* the rest comes with the next tick */
	d->ev = &t->events[t->n++];
	*d->ev = (struct event){.incident = incident,
		.kind = kind,
		.kind_name = str_z(event_kind_name(kind)),
		.occurred = t->now,
		.recorded = t->now,
		.precision = PREC_US,
		.actor = STR("system"),
		.door = STR("system")};
	buf_init(&d->buf, t->arena, EVENT_BODY_MAX);
	json_out_init(&d->json, &d->buf);
	json_out_open(&d->json, NULL, '{');
	return true;
}

static void draft_end(struct draft *d)
{
	json_out_close(&d->json, '}');
	d->ev->body = buf_str(&d->buf);
}

static void put_score(struct tick *t, struct draft *d, const struct gauges *g,
	const struct severity_result *r, const char *lead)
{
	const struct severity_policy *p = t->e->policies->severity;

	json_out_int(&d->json, "level", r->level);
	json_out_str(&d->json, "rules", severity_rules_text(t->arena, p, r));
	json_out_str(&d->json, "assumed", severity_assumed_text(t->arena, r));
	json_out_bool(&d->json, "provisional", r->provisional);
	json_out_bool(&d->json, "by_rule", true);
	json_out_str(&d->json, "reason",
		str_fmt(t->arena, "%s%.*s", lead,
			STR_ARG(severity_reason(t->arena, p, g, r, NULL))));
}

/* An override lasts as long as the table says; then the rules hold again. */
static bool override_lapsed(
	struct tick *t, const struct incident *i, const struct severity_result *r)
{
	const struct sev_change *last = i->history.n ? &i->history.v[i->history.n - 1] : NULL;
	instant expires;
	struct err err;

	if (!last || !last->override || r->level >= i->level)
		return false;
	if (severity_may_override(t->e->policies->severity, r, last->level, true, last->at,
		    &expires, &err) != RC_OK)
		return true; /* no longer allowed at all: something worse came to hold the level */
	return t->now >= expires;
}

static void score(struct tick *t, const struct incident *i)
{
	struct gauges g = incident_gauges_at(i, t->now);
	struct severity_result r;
	struct draft d;
	bool lapsed;

	severity_evaluate(t->e->policies->severity, &g, &r);
	lapsed = override_lapsed(t, i, &r);
	if (r.level >= i->computed_level && !lapsed)
		return;
	if (r.level >= i->level) {
		if (draft_begin(&d, t, EV_SEV_COMPUTED, i->number)) {
			put_score(t, &d, &g, &r, "");
			draft_end(&d);
		}
		return;
	}
	if (!draft_begin(&d, t, EV_SEV_SET, i->number))
		return;
	json_out_int(&d.json, "from", i->level);
	put_score(t, &d, &g, &r, lapsed ? "the override has lapsed: " : "");
	draft_end(&d);
}

static bool miss_recorded(const struct incident *i, const struct promise *p)
{
	for (size_t n = i->updates.n; n-- > 0;)
		if (i->updates.v[n].missed && i->updates.v[n].due == p->due.due &&
			str_eq(i->updates.v[n].audience, p->audience))
			return true;
	return false;
}

static void promises(struct tick *t, const struct incident *i)
{
	const struct promise *p;
	size_t count = view_promises(t->arena, t->e->policies, i, t->now, &p);
	struct draft d;

	for (size_t n = 0; n < count; n++) {
		instant limit = p[n].due.due;

		/* A change of impact makes an update due at once: nobody can be on time for that.
		 */
		if (p[n].due.why == CADENCE_WHY_IMPACT)
			limit += IMPACT_GRACE_MIN * US_PER_MIN;
		if (t->now <= limit || miss_recorded(i, &p[n]))
			continue;
		if (!draft_begin(&d, t, EV_UPDATE_MISSED, i->number))
			return;
		json_out_str(&d.json, "audience", p[n].audience);
		json_out_z(&d.json, "due", time_iso(t->arena, p[n].due.due));
		draft_end(&d);
	}
}

static void lease_row(struct tick *t, const char *holder)
{
	struct draft d;

	if (!draft_begin(&d, t, EV_LEASE_TAKEN, 0))
		return;
	json_out_z(&d.json, "lease", "clocks");
	json_out_z(&d.json, "holder", holder);
	draft_end(&d);
}

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

enum rc engine_clocks(struct engine *e, const char *holder, instant now, struct err *err)
{
	struct tick t = {.e = e, .now = now};
	bool took;
	enum rc rc;

	if (!board_open_count(e->board))
		return RC_OK; /* nothing to time */
	rc = hold_lease(e, holder, now, &took, err);
	if (rc == RC_CONFLICT)
		return RC_OK; /* another process runs them */
	if (rc != RC_OK)
		return rc;
	t.arena = arena_new();
	if (took)
		lease_row(&t, holder);
	for (size_t n = 0; n < e->board->incidents.n; n++) {
		const struct incident *i = e->board->incidents.v[n];

		if (!incident_is_open(i) || i->status == STATUS_RESOLVED)
			continue;
		score(&t, i);
		promises(&t, i);
	}
	if (t.n)
		rc = engine_append(e, t.events, t.n, err);
	arena_free(t.arena);
	return rc;
}
