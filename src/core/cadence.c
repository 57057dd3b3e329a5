/* cadence.c: the arithmetic of the next promise: when it is due, how far it may be put off, when it was missed. */
#include "core/cadence_internal.h"

enum cadence_phase cadence_phase_of(enum status s)
{
	switch (s) {
	case STATUS_INVESTIGATING:
		return CADENCE_INVESTIGATING;
	case STATUS_IDENTIFIED:
		return CADENCE_IDENTIFIED;
	case STATUS_MONITORING:
	case STATUS_RESOLVED:
	case STATUS_CLOSED:
		break;
	}
	return CADENCE_MONITORING;
}

/* Before this the public has not yet learnt to trust us: no longer interval may be announced. */
static const duration long_mode_after = 120 * US_PER_MIN;

/* Counted at once after a time in which nobody looked. */
enum { MISSES_MOST = 100000 };

/* Instants come from a journal that others may have written: sums stay inside the type. */
static instant later(instant at, duration d)
{
	return at > INT64_MAX - d ? INT64_MAX : at + d;
}

static instant sooner_of(instant a, instant b)
{
	return a < b ? a : b;
}

/* A text sent at `sent` may name a time up to this one for the next. */
static instant latest_promise(
	const struct cadence_row *row, const struct cadence_ask *ask, instant sent)
{
	instant start = ask->declared == INSTANT_NONE ? ask->armed : ask->declared;
	duration interval = cadence_interval(row, ask->phase);
	bool settled = start != INSTANT_NONE && sent >= later(start, long_mode_after);

	return later(sent, settled && row->longest > interval ? row->longest : interval);
}

static void due_after_send(
	const struct cadence_row *row, const struct cadence_ask *ask, struct cadence_due *d)
{
	d->from = ask->last_sent;
	d->due = later(ask->last_sent, cadence_interval(row, ask->phase));
	d->why = CADENCE_WHY_INTERVAL;
	if (ask->promised != INSTANT_NONE && ask->promised > ask->last_sent) {
		d->due = sooner_of(ask->promised, latest_promise(row, ask, ask->last_sent));
		d->why = CADENCE_WHY_PROMISED;
	}
}

static void due_first(
	const struct cadence_row *row, const struct cadence_ask *ask, struct cadence_due *d)
{
	instant due = later(ask->armed, row->every[CADENCE_FIRST]);

	/* A raise arms again, but an older promise that ends sooner still stands. */
	if (ask->last_sent != INSTANT_NONE && d->due <= due)
		return;
	d->from = ask->armed;
	d->due = due;
	d->why = CADENCE_WHY_FIRST;
}

/* Never so far off that the longest silence of the table is exceeded. */
static instant farthest(const struct cadence_row *row, const struct cadence_ask *ask, instant told)
{
	duration most = cadence_interval(row, ask->phase);

	if (row->longest > most)
		most = row->longest;
	if (row->every[CADENCE_FIRST] > most)
		most = row->every[CADENCE_FIRST];
	return later(told, most);
}

static void due_after_snooze(const struct cadence_ask *ask, struct cadence_due *d)
{
	d->due = sooner_of(ask->snoozed_until, d->limit);
	d->why = CADENCE_WHY_SNOOZED;
}

void cadence_due(
	const struct cadence_policy *p, const struct cadence_ask *ask, struct cadence_due *ret)
{
	const struct cadence_row *row = cadence_row(p, ask->severity, ask->audience);
	struct cadence_due d = {.kind = CADENCE_NONE};
	instant told = ask->last_sent > ask->armed ? ask->last_sent : ask->armed;

	if (row && (!ask->gauges ||
			   severity_condition_holds(p->severity, row->condition, ask->gauges)))
		d.kind = row->kind[CADENCE_FIRST];
	if (d.kind != CADENCE_MINUTES) {
		*ret = d;
		return;
	}
	if (ask->last_sent != INSTANT_NONE)
		due_after_send(row, ask, &d);
	if (ask->last_sent == INSTANT_NONE || ask->armed > ask->last_sent)
		due_first(row, ask, &d);
	d.limit = farthest(row, ask, told);
	d.interval = cadence_interval(row, ask->phase);
	d.grace = row->grace;
	if (ask->snoozed_at != INSTANT_NONE && ask->snoozed_at >= told &&
		ask->snoozed_until > d.due) {
		due_after_snooze(ask, &d);
		told = ask->snoozed_at;
	}
	if (ask->last_sent != INSTANT_NONE && ask->impact_changed != INSTANT_NONE &&
		ask->impact_changed > told && ask->impact_changed < d.due) {
		d.due = ask->impact_changed;
		d.why = CADENCE_WHY_IMPACT;
		d.grace = row->impact_grace;
	}
	d.amber = d.from + (d.due - d.from) / 5 * 4;
	*ret = d;
}

enum cadence_state cadence_state(const struct cadence_due *due, instant now)
{
	if (due->kind != CADENCE_MINUTES || now < due->amber)
		return CADENCE_QUIET;
	return now > due->due ? CADENCE_LATE : CADENCE_AMBER;
}

const char *cadence_why_name(enum cadence_why why)
{
	static const char *const names[] = {"first", "interval", "promised", "snoozed", "impact"};

	return names[why];
}

bool cadence_missed(const struct cadence_due *due, uint32_t counted, instant last, instant now,
	struct cadence_miss *ret)
{
	bool again = last != INSTANT_NONE && last >= due->due;
	instant at = again ? later(last, due->interval) : due->due;
	instant limit = later(at, due->grace);
	duration over;

	if (due->kind != CADENCE_MINUTES || now <= limit)
		return false;
	over = due->interval > 0 && limit > 0 ? (now - limit - 1) / due->interval : 0;
	*ret = (struct cadence_miss){
		.n = counted + 1 + (over > MISSES_MOST ? MISSES_MOST : (uint32_t)over),
		.due = at + over * due->interval};
	return true;
}

enum rc cadence_may_promise(const struct cadence_policy *p, const struct cadence_ask *ask,
	instant now, instant next, struct err *err)
{
	const struct cadence_row *row = cadence_row(p, ask->severity, ask->audience);
	duration left;

	if (next <= now)
		return err_set(err, RC_STATE, "the next update must lie in the future");
	if (!row || row->kind[CADENCE_FIRST] != CADENCE_MINUTES)
		return RC_OK;
	left = latest_promise(row, ask, now) - now;
	if (next - now <= left)
		return RC_OK;
	return err_set(err, RC_STATE,
		"at SEV%d %.*s are owed the next update within %lldm; promise no later than that",
		ask->severity, STR_ARG(ask->audience), (long long)(left / US_PER_MIN));
}
