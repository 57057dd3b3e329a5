/* cadence.c: the table of update intervals, and the arithmetic of the next promise. */
#include "core/cadence.h"

#include "base/tsv.h"

/* Before this the public has not yet learnt to trust us: no longer interval may be announced. */
static const duration long_mode_after = 120 * US_PER_MIN;

enum { AUDIENCES_MAX = 16, MINUTES_MAX = 100000 };

struct cadence_policy {
	const struct severity_policy *severity;
	struct cadence_row *v;
	size_t n;
	struct str audience[AUDIENCES_MAX];
	size_t audiences;
};

static bool prefix_matches(struct str word, struct str of)
{
	return word.n > 0 && word.n <= of.n && str_ieq(word, str_cut(of, 0, word.n));
}

/* ---- The table ---- */

enum {
	CA_SEV,
	CA_AUDIENCE,
	CA_FIRST,
	CA_LONGEST = CA_FIRST + CADENCE_PHASES,
	CA_CHANNEL,
	CA_APPROVER,
	CA_CONDITION,
	CA_COUNT
};
static const char *const columns[CA_COUNT] = {"sev", "audience", "first_min", "investigating_min",
	"identified_min", "monitoring_min", "long_mode_max_min", "channel", "approver",
	"condition"};

struct loader {
	struct arena *arena;
	const struct severity_policy *severity;
	struct tsv t;
	int at[CA_COUNT];
	size_t row;
	struct err *err;
};

static struct str cell(const struct loader *l, size_t column)
{
	return str_trim(tsv_cell(&l->t, l->row, l->at[column]));
}

static enum rc refuse(const struct loader *l, const char *what)
{
	return err_set(l->err, RC_USAGE, "%s:%u: %s", l->t.file, l->t.lines[l->row], what);
}

static enum rc interval_load(
	struct loader *l, size_t column, enum cadence_kind *kind, duration *every)
{
	struct str word = cell(l, column);
	uint64_t minutes;

	*kind = CADENCE_NONE;
	if (str_eq_z(word, "digest"))
		*kind = CADENCE_DIGEST;
	else if (str_eq_z(word, "clock"))
		*kind = CADENCE_CLOCK;
	else if (str_to_u64(word, MINUTES_MAX, &minutes) && minutes > 0)
		*kind = CADENCE_MINUTES;
	else if (!str_eq_z(word, "-"))
		return refuse(l, "an interval is minutes (1 to 100000), digest, clock or -");
	*every = *kind == CADENCE_MINUTES ? (duration)minutes * US_PER_MIN : 0;
	return RC_OK;
}

static enum rc audience_note(struct loader *l, struct cadence_policy *p, struct str audience)
{
	for (size_t i = 0; i < p->audiences; i++)
		if (str_eq(p->audience[i], audience))
			return RC_OK;
	if (p->audiences == AUDIENCES_MAX)
		return refuse(l, "there are too many audiences");
	p->audience[p->audiences++] = audience;
	return RC_OK;
}

static enum rc row_check(struct loader *l, const struct cadence_row *row)
{
	for (size_t i = CADENCE_INVESTIGATING; i < CADENCE_PHASES; i++) {
		if (row->kind[i] != row->kind[CADENCE_FIRST])
			return refuse(l, "minutes, digest, clock and - do not mix in one row");
		if (row->longest && row->every[i] > row->longest)
			return refuse(l, "an interval is longer than the longest allowed one");
	}
	return RC_OK;
}

static enum rc row_load(struct loader *l, struct cadence_policy *p)
{
	struct cadence_row *row = &p->v[p->n];
	enum cadence_kind longest;
	uint64_t severity;
	enum rc rc = RC_OK;

	if (!str_to_u64(cell(l, CA_SEV), SEVERITY_LEVELS, &severity) || severity == 0)
		return refuse(l, "a level is 1 to 5");
	row->severity = (int)severity;
	row->audience = cell(l, CA_AUDIENCE);
	row->channel = cell(l, CA_CHANNEL);
	row->approver = cell(l, CA_APPROVER);
	if (row->audience.n == 0)
		return refuse(l, "a row needs an audience");
	if (cadence_row(p, row->severity, row->audience))
		return refuse(l, "this level and audience stand twice");
	for (size_t i = 0; rc == RC_OK && i < CADENCE_PHASES; i++)
		rc = interval_load(l, CA_FIRST + i, &row->kind[i], &row->every[i]);
	if (rc == RC_OK)
		rc = interval_load(l, CA_LONGEST, &longest, &row->longest);
	if (rc == RC_OK)
		rc = row_check(l, row);
	if (rc == RC_OK)
		rc = audience_note(l, p, row->audience);
	if (rc == RC_OK)
		rc = severity_condition_parse(l->arena, l->severity, l->t.file, l->t.lines[l->row],
			cell(l, CA_CONDITION), &row->condition, l->err);
	p->n++;
	return rc;
}

enum rc cadence_policy_parse(struct arena *a, const struct severity_policy *severity,
	const char *file, struct str text, const struct cadence_policy **ret, struct err *err)
{
	struct loader l = {.arena = a, .severity = severity, .err = err};
	struct cadence_policy *p = ARENA_NEW(a, struct cadence_policy);
	enum rc rc = tsv_parse(a, file, text, &l.t, err);

	if (rc == RC_OK)
		rc = tsv_columns(&l.t, columns, CA_COUNT, l.at, err);
	if (rc != RC_OK)
		return rc;
	p->severity = severity;
	p->v = ARENA_ARRAY(a, l.t.rows + 1, struct cadence_row);
	for (; rc == RC_OK && l.row < l.t.rows; l.row++)
		rc = row_load(&l, p);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

size_t cadence_audiences(const struct cadence_policy *p)
{
	return p->audiences;
}

struct str cadence_audience(const struct cadence_policy *p, size_t i)
{
	return i < p->audiences ? p->audience[i] : STR("");
}

/* The words people say for the names of the table. */
static struct str audience_word(struct str word)
{
	static const struct {
		const char *said, *name;
	} words[] = {{"public", "customers_public"}, {"execs", "executives"},
		{"customers", "contract_customers"}, {"staff", "staff_wide"},
		{"team", "responders"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_ieq(word, str_z(words[i].said)))
			return str_z(words[i].name);
	return word;
}

enum rc cadence_audience_find(
	const struct cadence_policy *p, struct str word, struct str *ret, struct err *err)
{
	struct str wanted = audience_word(word);
	size_t hits = 0, hit = 0;

	for (size_t i = 0; i < p->audiences; i++) {
		if (str_ieq(p->audience[i], wanted)) {
			*ret = p->audience[i];
			return RC_OK;
		}
		if (prefix_matches(wanted, p->audience[i])) {
			hits++;
			hit = i;
		}
	}
	if (hits == 1) {
		*ret = p->audience[hit];
		return RC_OK;
	}
	if (hits > 1)
		return err_set(err, RC_AMBIGUOUS, "'%.*s' could mean more than one audience",
			STR_ARG(str_cut(word, 0, 40)));
	return err_set(err, RC_UNKNOWN,
		"there is no audience '%.*s'; there are responders, execs, public, customers, "
		"staff, vendor, regulator",
		STR_ARG(str_cut(word, 0, 40)));
}

const struct cadence_row *cadence_row(
	const struct cadence_policy *p, int severity, struct str audience)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].severity == severity && str_eq(p->v[i].audience, audience))
			return &p->v[i];
	return NULL;
}

/* ---- The next promise ---- */

/* Instants come from a journal that others may have written: sums stay inside the type. */
static instant later(instant at, duration d)
{
	return at > INT64_MAX - d ? INT64_MAX : at + d;
}

static instant sooner_of(instant a, instant b)
{
	return a < b ? a : b;
}

static duration interval_of(const struct cadence_row *row, enum cadence_phase phase)
{
	return row->every[phase == CADENCE_FIRST ? CADENCE_INVESTIGATING : phase];
}

/* A text sent at `sent` may name a time up to this one for the next. */
static instant latest_promise(
	const struct cadence_row *row, const struct cadence_ask *ask, instant sent)
{
	instant start = ask->declared == INSTANT_NONE ? ask->armed : ask->declared;
	duration interval = interval_of(row, ask->phase);
	bool settled = start != INSTANT_NONE && sent >= later(start, long_mode_after);

	return later(sent, settled && row->longest > interval ? row->longest : interval);
}

static void due_after_send(
	const struct cadence_row *row, const struct cadence_ask *ask, struct cadence_due *d)
{
	d->from = ask->last_sent;
	d->due = later(ask->last_sent, interval_of(row, ask->phase));
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
	if (ask->last_sent != INSTANT_NONE && ask->impact_changed != INSTANT_NONE &&
		ask->impact_changed > told && ask->impact_changed < d.due) {
		d.due = ask->impact_changed;
		d.why = CADENCE_WHY_IMPACT;
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
