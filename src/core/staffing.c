/* staffing.c: reads the table of staffing numbers and answers what holds for a role at a level. */
#include "core/staffing.h"

#include "base/tsv.h"

enum unit { UNIT_LENGTH, UNIT_COUNT, UNIT_YES };

static const struct {
	const char *name;
	enum unit unit;
} rules[STAFFING_RULES] = {
	[STAFFING_EMPTY] = {"empty", UNIT_LENGTH},
	[STAFFING_ALONE] = {"alone", UNIT_YES},
	[STAFFING_HANDOVER] = {"handover", UNIT_YES},
	[STAFFING_OFFER] = {"offer", UNIT_LENGTH},
	[STAFFING_SILENCE] = {"silence", UNIT_LENGTH},
	[STAFFING_SHIFT_SOFT] = {"shift_soft", UNIT_LENGTH},
	[STAFFING_SHIFT_HARD] = {"shift_hard", UNIT_LENGTH},
	[STAFFING_DUTY] = {"duty", UNIT_LENGTH},
	[STAFFING_SHIFT_WARN] = {"shift_warn", UNIT_LENGTH},
	[STAFFING_SPAN_AMBER] = {"span_amber", UNIT_COUNT},
	[STAFFING_SPAN_RED] = {"span_red", UNIT_COUNT},
	[STAFFING_TEAM_SIZE] = {"team_size", UNIT_COUNT},
	[STAFFING_TEAMS] = {"teams", UNIT_YES},
};

enum { COUNT_MAX = 1000 };

struct staffing_row {
	enum staffing_rule rule;
	struct str role; /* empty: every other */
	int64_t v[SEVERITY_LEVELS + 1];
};

struct staffing_policy {
	struct staffing_row *v;
	size_t n;
	struct str teams;
};

enum { ST_RULE, ST_ROLE, ST_SEV1, ST_SAYS = ST_SEV1 + SEVERITY_LEVELS, ST_COLUMNS };
static const char *const columns[ST_COLUMNS] = {
	"rule", "role", "sev1", "sev2", "sev3", "sev4", "sev5", "says"};

struct loader {
	const struct roles_policy *roles;
	struct tsv t;
	int at[ST_COLUMNS];
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

static enum rc value_load(const struct loader *l, enum unit unit, struct str word, int64_t *ret)
{
	struct err ignored;
	duration d;

	*ret = 0;
	if (str_eq_z(word, "-"))
		return RC_OK;
	switch (unit) {
	case UNIT_LENGTH:
		if (duration_parse(word, &d, &ignored) != RC_OK || d <= 0)
			return refuse(l, "a length is needed, such as 15m, or -");
		*ret = d;
		break;
	case UNIT_COUNT:
		if (!str_to_i64(word, 1, COUNT_MAX, ret))
			return refuse(l, "a count from 1 to 1000 is needed, or -");
		break;
	case UNIT_YES:
		if (!str_eq_z(word, "yes") && !str_eq_z(word, "no"))
			return refuse(l, "yes or no is needed, or -");
		*ret = str_eq_z(word, "yes");
		break;
	}
	return RC_OK;
}

static const struct staffing_row *row_of(
	const struct staffing_policy *p, enum staffing_rule rule, struct str role)
{
	for (size_t n = 0; n < p->n; n++)
		if (p->v[n].rule == rule && str_eq(p->v[n].role, role))
			return &p->v[n];
	return NULL;
}

static enum rc rule_load(const struct loader *l, enum staffing_rule *ret)
{
	for (int n = 0; n < STAFFING_RULES; n++)
		if (str_eq_z(cell(l, ST_RULE), rules[n].name)) {
			*ret = (enum staffing_rule)n;
			return RC_OK;
		}
	return refuse(l, "there is no rule of this name");
}

static enum rc row_load(const struct loader *l, struct staffing_policy *p)
{
	struct staffing_row *row = &p->v[p->n];
	struct str role = cell(l, ST_ROLE);
	enum rc rc = rule_load(l, &row->rule);

	if (rc != RC_OK)
		return rc;
	if (str_eq_z(role, "*"))
		role = STR("");
	else if (!roles_by_id(l->roles, role))
		return refuse(l, "role is the id of a role, or *");
	if (row_of(p, row->rule, role))
		return refuse(l, "this rule and role stand twice");
	row->role = role;
	for (size_t level = 1; rc == RC_OK && level <= SEVERITY_LEVELS; level++)
		rc = value_load(
			l, rules[row->rule].unit, cell(l, ST_SEV1 + level - 1), &row->v[level]);
	if (row->rule == STAFFING_TEAMS)
		p->teams = cell(l, ST_SAYS);
	p->n++;
	return rc;
}

static enum rc all_there(const struct staffing_policy *p, const char *file, struct err *err)
{
	bool found[STAFFING_RULES] = {false};

	for (size_t n = 0; n < p->n; n++)
		found[p->v[n].rule] = true;
	for (int n = 0; n < STAFFING_RULES; n++)
		if (!found[n])
			return err_set(err, RC_USAGE, "%s:1: no row has the rule '%s'", file,
				rules[n].name);
	return RC_OK;
}

enum rc staffing_policy_parse(struct arena *a, const struct roles_policy *roles, const char *file,
	struct str text, const struct staffing_policy **ret, struct err *err)
{
	struct loader l = {.roles = roles, .err = err};
	struct staffing_policy *p = ARENA_NEW(a, struct staffing_policy);
	enum rc rc = tsv_parse(a, file, text, &l.t, err);

	if (rc == RC_OK)
		rc = tsv_columns(&l.t, columns, ST_COLUMNS, l.at, err);
	if (rc != RC_OK)
		return rc;
	p->v = ARENA_ARRAY(a, l.t.rows + 1, struct staffing_row);
	for (; rc == RC_OK && l.row < l.t.rows; l.row++)
		rc = row_load(&l, p);
	if (rc == RC_OK)
		rc = all_there(p, file, err);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

static int64_t value(
	const struct staffing_policy *p, enum staffing_rule rule, struct str role, int level)
{
	const struct staffing_row *row = row_of(p, rule, role);

	if (!row)
		row = row_of(p, rule, STR(""));
	return row && level >= 1 && level <= SEVERITY_LEVELS ? row->v[level] : 0;
}

duration staffing_length(
	const struct staffing_policy *p, enum staffing_rule rule, struct str role, int level)
{
	return value(p, rule, role, level);
}

size_t staffing_count(
	const struct staffing_policy *p, enum staffing_rule rule, struct str role, int level)
{
	return (size_t)value(p, rule, role, level);
}

bool staffing_says(
	const struct staffing_policy *p, enum staffing_rule rule, struct str role, int level)
{
	return value(p, rule, role, level) != 0;
}

struct str staffing_team_name(struct arena *a, const struct staffing_policy *p, size_t n)
{
	struct str rest = p->teams, name;
	size_t at = 0;

	while (str_split(&rest, ' ', &name))
		if (name.n && at++ == n)
			return name;
	return str_fmt(a, "Team %zu", n + 1);
}
