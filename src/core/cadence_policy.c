/* cadence_policy.c: reads the table of update intervals: who is owed an update how often, by whom, approved by whom. */
#include "core/cadence_internal.h"

#include "base/tsv.h"

enum { MINUTES_MAX = 100000 };

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
	CA_OWNER,
	CA_APPROVER_ROLES,
	CA_GRACE,
	CA_IMPACT_GRACE,
	CA_CONDITION,
	CA_COUNT
};
static const char *const columns[CA_COUNT] = {"sev", "audience", "first_min", "investigating_min",
	"identified_min", "monitoring_min", "long_mode_max_min", "channel", "approver", "owner",
	"approver_roles", "grace_min", "impact_grace_min", "condition"};

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

/* "-" and 0 are none. */
static enum rc grace_load(struct loader *l, size_t column, duration *ret)
{
	struct str word = cell(l, column);
	uint64_t minutes = 0;

	if (!str_eq_z(word, "-") && !str_to_u64(word, MINUTES_MAX, &minutes))
		return refuse(l, "a grace is minutes (0 to 100000) or -");
	*ret = (duration)minutes * US_PER_MIN;
	return RC_OK;
}

static struct str roles_load(struct loader *l, size_t column)
{
	struct str word = cell(l, column);

	return str_eq_z(word, "-") ? STR("") : word;
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
	row->owner = roles_load(l, CA_OWNER);
	row->approver_roles = roles_load(l, CA_APPROVER_ROLES);
	if (row->audience.n == 0)
		return refuse(l, "a row needs an audience");
	if (cadence_row(p, row->severity, row->audience))
		return refuse(l, "this level and audience stand twice");
	for (size_t i = 0; rc == RC_OK && i < CADENCE_PHASES; i++)
		rc = interval_load(l, CA_FIRST + i, &row->kind[i], &row->every[i]);
	if (rc == RC_OK)
		rc = interval_load(l, CA_LONGEST, &longest, &row->longest);
	if (rc == RC_OK)
		rc = grace_load(l, CA_GRACE, &row->grace);
	if (rc == RC_OK)
		rc = grace_load(l, CA_IMPACT_GRACE, &row->impact_grace);
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

const struct cadence_row *cadence_row_or_worse(
	const struct cadence_policy *p, int severity, struct str audience)
{
	const struct cadence_row *row = NULL;

	for (int level = severity; !row && level >= 1; level--)
		row = cadence_row(p, level, audience);
	return row;
}

duration cadence_interval(const struct cadence_row *row, enum cadence_phase phase)
{
	return row->every[phase == CADENCE_FIRST ? CADENCE_INVESTIGATING : phase];
}
