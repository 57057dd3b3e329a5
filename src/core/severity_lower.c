/* severity_lower.c: when a level may go down: hold times, fresh gauges, overrides. */
#include "core/severity_internal.h"

static const struct hold *hold_of(const struct severity_policy *p, int level)
{
	if (level < 1)
		level = 1;
	return &p->hold[level > SEVERITY_LEVELS ? SEVERITY_LEVELS : level];
}

duration severity_hold(const struct severity_policy *p, int level)
{
	return hold_of(p, level)->hold;
}

enum gauge_age severity_gauge_age(const struct severity_policy *p, int level, duration age)
{
	const struct hold *h = hold_of(p, level);

	if (age >= h->expired)
		return GAUGE_EXPIRED;
	return age >= h->stale ? GAUGE_STALE : GAUGE_FRESH;
}

static unsigned minutes_up(duration d)
{
	return (unsigned)((d + US_PER_MIN - 1) / US_PER_MIN);
}

/* The instants come from a journal: a clock that was set back must not overflow or shorten a hold.
 */
static duration since(instant now, instant then)
{
	return then > now ? 0 : now - then;
}

static enum rc answers_allow(const struct severity_lower *ask, struct err *err)
{
	const struct severity_result *r = ask->computed;

	if (ask->wanted <= ask->declared)
		return err_set(err, RC_STATE,
			"SEV%d is not milder than SEV%d; raising needs no hold", ask->wanted,
			ask->declared);
	if (r->level < ask->wanted)
		return err_set(err, RC_STATE,
			"the gauges give SEV%d, which is worse than SEV%d; change the gauges or "
			"ask for an override",
			r->level, ask->wanted);
	for (size_t i = 0; i < GAUGE_COUNT; i++)
		if (r->assumed >> i & 1)
			return err_set(err, RC_STATE,
				"%s is unknown and counts as worst; answer it before lowering",
				severity_gauge_name((enum gauge_id)i));
	return RC_OK;
}

enum rc severity_may_lower(
	const struct severity_policy *p, const struct severity_lower *ask, struct err *err)
{
	duration hold = severity_hold(p, ask->declared), held;
	enum rc rc = answers_allow(ask, err);

	if (rc != RC_OK)
		return rc;
	if (ask->oldest_gauge != INSTANT_NONE &&
		severity_gauge_age(p, ask->declared, since(ask->now, ask->oldest_gauge)) !=
			GAUGE_FRESH)
		return err_set(err, RC_STATE, "a gauge is %um old; confirm the impact first",
			minutes_up(since(ask->now, ask->oldest_gauge)));
	held = ask->milder_since == INSTANT_NONE ? 0 : since(ask->now, ask->milder_since);
	if (held < hold)
		return err_set(err, RC_STATE,
			"SEV%d goes down only after %um of milder answers; %um to go",
			ask->declared, minutes_up(hold), minutes_up(hold - held));
	return RC_OK;
}

enum rc severity_may_override(const struct severity_policy *p,
	const struct severity_result *computed, int wanted, bool second_person, instant now,
	instant *ret_expires, struct err *err)
{
	if (wanted < 1 || wanted > SEVERITY_LEVELS)
		return err_set(err, RC_USAGE, "a level is 1 to %d", SEVERITY_LEVELS);
	if (computed->protected_level && computed->protected_level < wanted)
		return err_set(err, RC_DENIED,
			"harm to people, exposed data, lost data or wrong money holds SEV%d; that "
			"cannot be overruled",
			computed->protected_level);
	if (!second_person)
		return err_set(
			err, RC_DENIED, "an override needs a second named person; add with=@name");
	*ret_expires = now + hold_of(p, computed->level)->override;
	return RC_OK;
}
