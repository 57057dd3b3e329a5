/* roles.c: the table of roles: who is needed at which level, under which names. */
#include "core/roles.h"

#include "base/tsv.h"

struct roles_policy {
	const struct severity_policy *severity;
	struct role *v;
	size_t n;
};

enum {
	RO_ID,
	RO_ROLE,
	RO_NUMBER,
	RO_SEV1,
	RO_DUTIES = RO_SEV1 + SEVERITY_LEVELS,
	RO_LIMITS,
	RO_HANDOVER,
	RO_ALIASES,
	RO_EXCLUSIVE,
	RO_CONDITION,
	RO_COUNT
};
static const char *const columns[RO_COUNT] = {"id", "role", "number", "sev1", "sev2", "sev3",
	"sev4", "sev5", "duties", "limits", "handover_required", "aliases", "exclusive",
	"condition"};

struct loader {
	struct arena *arena;
	const struct severity_policy *severity;
	struct tsv t;
	int at[RO_COUNT];
	int section, reports_to; /* columns that an older table has not */
	size_t row;
	struct err *err;
};

static struct str cell(const struct loader *l, size_t column)
{
	return str_trim(tsv_cell(&l->t, l->row, l->at[column]));
}

/* "-" stands for nothing. */
static struct str cell_or_none(const struct loader *l, size_t column)
{
	struct str s = cell(l, column);

	return str_eq_z(s, "-") ? STR("") : s;
}

static enum rc refuse(const struct loader *l, const char *what)
{
	return err_set(l->err, RC_USAGE, "%s:%u: %s", l->t.file, l->t.lines[l->row], what);
}

static enum rc yes_no(const struct loader *l, size_t column, bool *ret)
{
	struct str word = cell(l, column);

	if (!str_eq_z(word, "yes") && !str_eq_z(word, "no"))
		return refuse(l, "handover_required and exclusive are yes or no");
	*ret = str_eq_z(word, "yes");
	return RC_OK;
}

static enum rc need_load(const struct loader *l, size_t column, enum role_need *ret)
{
	static const char letters[] = "-OCR"; /* in the order of enum role_need */
	struct str word = cell(l, column);
	const char *at = word.n == 1 ? strchr(letters, word.p[0]) : NULL;

	if (!at || !*at)
		return refuse(l, "a role is R, O, C or - at each level");
	*ret = (enum role_need)(at - letters);
	return RC_OK;
}

static bool is_called(const struct role *r, struct str word)
{
	struct str rest = r->aliases, alias;

	if (word.n == 0)
		return false;
	if (str_ieq(r->id, word) || str_ieq(r->name, word))
		return true;
	while (str_split(&rest, ' ', &alias))
		if (str_ieq(alias, word))
			return true;
	return false;
}

static enum rc names_check(
	const struct loader *l, const struct roles_policy *p, const struct role *r)
{
	struct str rest = r->aliases, alias;

	if (r->id.n == 0 || r->name.n == 0)
		return refuse(l, "a role needs an id and a name");
	for (size_t i = 0; i < p->n; i++)
		if (is_called(&p->v[i], r->id) || is_called(&p->v[i], r->name))
			return refuse(l, "this role stands twice");
	while (str_split(&rest, ' ', &alias))
		for (size_t i = 0; i < p->n; i++)
			if (is_called(&p->v[i], alias))
				return refuse(l, "an alias means two roles");
	return RC_OK;
}

static enum rc row_load(struct loader *l, struct roles_policy *p)
{
	struct role *r = &p->v[p->n];
	enum rc rc;

	r->id = cell(l, RO_ID);
	r->name = cell(l, RO_ROLE);
	r->number = cell(l, RO_NUMBER);
	r->aliases = cell_or_none(l, RO_ALIASES);
	r->duties = cell_or_none(l, RO_DUTIES);
	r->limits = cell_or_none(l, RO_LIMITS);
	r->many = !str_eq_z(r->number, "one");
	r->section = str_trim(tsv_cell(&l->t, l->row, l->section));
	r->reports_to = str_trim(tsv_cell(&l->t, l->row, l->reports_to));
	if (str_eq_z(r->reports_to, "-"))
		r->reports_to = STR("");
	rc = names_check(l, p, r);
	for (size_t level = 1; rc == RC_OK && level <= SEVERITY_LEVELS; level++)
		rc = need_load(l, RO_SEV1 + level - 1, &r->need[level]);
	if (rc == RC_OK)
		rc = yes_no(l, RO_HANDOVER, &r->handover);
	if (rc == RC_OK)
		rc = yes_no(l, RO_EXCLUSIVE, &r->exclusive);
	if (rc == RC_OK)
		rc = severity_condition_parse(l->arena, l->severity, l->t.file, l->t.lines[l->row],
			cell(l, RO_CONDITION), &r->condition, l->err);
	p->n++;
	return rc;
}

static enum rc leaders_check(struct loader *l, const struct roles_policy *p)
{
	for (l->row = 0; l->row < p->n; l->row++) {
		struct str lead = p->v[l->row].reports_to;

		if (lead.n && (!roles_by_id(p, lead) || str_eq(lead, p->v[l->row].id)))
			return refuse(l, "reports_to is the id of another role, or -");
	}
	return RC_OK;
}

enum rc roles_policy_parse(struct arena *a, const struct severity_policy *severity,
	const char *file, struct str text, const struct roles_policy **ret, struct err *err)
{
	struct loader l = {.arena = a, .severity = severity, .err = err};
	struct roles_policy *p = ARENA_NEW(a, struct roles_policy);
	enum rc rc = tsv_parse(a, file, text, &l.t, err);

	if (rc == RC_OK)
		rc = tsv_columns(&l.t, columns, RO_COUNT, l.at, err);
	if (rc != RC_OK)
		return rc;
	p->severity = severity;
	p->v = ARENA_ARRAY(a, l.t.rows + 1, struct role);
	l.section = tsv_column(&l.t, "section");
	l.reports_to = tsv_column(&l.t, "reports_to");
	for (; rc == RC_OK && l.row < l.t.rows; l.row++)
		rc = row_load(&l, p);
	if (rc == RC_OK)
		rc = leaders_check(&l, p);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

size_t roles_count(const struct roles_policy *p)
{
	return p->n;
}

const struct role *roles_at(const struct roles_policy *p, size_t i)
{
	return i < p->n ? &p->v[i] : NULL;
}

const struct role *roles_by_id(const struct roles_policy *p, struct str id)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->v[i].id, id))
			return &p->v[i];
	return NULL;
}

static bool prefix_matches(struct str word, struct str of)
{
	return word.n > 0 && word.n <= of.n && str_ieq(word, str_cut(of, 0, word.n));
}

static bool starts_like(const struct role *r, struct str word)
{
	struct str rest = r->aliases, alias;

	if (prefix_matches(word, r->id) || prefix_matches(word, r->name))
		return true;
	while (str_split(&rest, ' ', &alias))
		if (prefix_matches(word, alias))
			return true;
	return false;
}

enum rc roles_find(
	const struct roles_policy *p, struct str word, const struct role **ret, struct err *err)
{
	const struct role *found = NULL, *second = NULL;
	struct str shown = str_cut(word, 0, 40);

	for (size_t i = 0; i < p->n; i++) {
		if (is_called(&p->v[i], word)) {
			*ret = &p->v[i];
			return RC_OK;
		}
		if (!starts_like(&p->v[i], word))
			continue;
		if (!found)
			found = &p->v[i];
		else if (!second)
			second = &p->v[i];
	}
	if (second)
		return err_set(err, RC_AMBIGUOUS, "'%.*s' could be %.*s or %.*s", STR_ARG(shown),
			STR_ARG(found->id), STR_ARG(second->id));
	if (!found)
		return err_set(err, RC_UNKNOWN, "there is no role '%.*s'; `help role` lists them",
			STR_ARG(shown));
	*ret = found;
	return RC_OK;
}

enum role_need role_need_now(
	const struct roles_policy *p, const struct role *r, int level, const struct gauges *g)
{
	enum role_need need = level >= 1 && level <= SEVERITY_LEVELS ? r->need[level]
								     : ROLE_NOT_NEEDED;

	if (need != ROLE_CONDITIONAL || !r->condition || !g)
		return need;
	return severity_condition_holds(p->severity, r->condition, g) ? ROLE_REQUIRED
								      : ROLE_OPTIONAL;
}

size_t roles_required(struct arena *a, const struct roles_policy *p, int level,
	const struct gauges *g, const struct role *const **ret)
{
	const struct role **list = ARENA_ARRAY(a, p->n + 1, const struct role *);
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (role_need_now(p, &p->v[i], level, g) == ROLE_REQUIRED)
			list[n++] = &p->v[i];
	*ret = list;
	return n;
}
