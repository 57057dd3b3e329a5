/* change_policy.c: the table of kinds of change, and how a kind is named. */
#include "base/tsv.h"
#include "core/change.h"

enum { RISK_MAX = 9, KINDS_MAX = 64 };

struct change_policy {
	struct change_kind *v;
	size_t n;
};

enum { CH_KIND, CH_CAPTURE, CH_VERSION, CH_ROLLBACK, CH_RISK, CH_HINT, CH_COUNT };
static const char *const columns[CH_COUNT] = {
	"kind", "needs_capture", "needs_version", "needs_rollback", "risk", "hint"};

/* Words of the verb itself, which a kind cannot be called. "rollback" may: with a CHG-n it takes that one back. */
static const char *const taken[] = {"approve", "check", "done", "list", "review", "stop"};

struct loader {
	struct tsv t;
	int at[CH_COUNT];
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

static enum rc yes_no(const struct loader *l, size_t column, bool *ret)
{
	struct str word = cell(l, column);

	if (!str_eq_z(word, "yes") && !str_eq_z(word, "no"))
		return refuse(l, "needs_capture, needs_version and needs_rollback are yes or no");
	*ret = str_eq_z(word, "yes");
	return RC_OK;
}

static enum rc check_name(const struct loader *l, const struct change_policy *p, struct str name)
{
	for (size_t n = 0; n < name.n; n++)
		if ((name.p[n] < 'a' || name.p[n] > 'z') && name.p[n] != '-')
			return refuse(l, "a kind is small letters and '-'");
	if (!name.n)
		return refuse(l, "a row needs a kind");
	for (size_t n = 0; n < sizeof taken / sizeof *taken; n++)
		if (str_eq_z(name, taken[n]))
			return refuse(l, "this word means something else behind `run`");
	return change_kind_named(p, name) ? refuse(l, "this kind stands twice") : RC_OK;
}

static enum rc load_row(struct loader *l, struct change_policy *p)
{
	struct change_kind *k = &p->v[p->n];
	uint64_t risk;
	enum rc rc;

	if (p->n == KINDS_MAX)
		return refuse(l, "there are too many kinds");
	k->name = cell(l, CH_KIND);
	k->hint = cell(l, CH_HINT);
	rc = check_name(l, p, k->name);
	if (rc == RC_OK)
		rc = yes_no(l, CH_CAPTURE, &k->needs_capture);
	if (rc == RC_OK)
		rc = yes_no(l, CH_VERSION, &k->needs_version);
	if (rc == RC_OK)
		rc = yes_no(l, CH_ROLLBACK, &k->needs_rollback);
	if (rc == RC_OK && (!str_to_u64(cell(l, CH_RISK), RISK_MAX, &risk) || !risk))
		rc = refuse(l, "risk is 1 to 9");
	if (rc != RC_OK)
		return rc;
	k->risk = (int)risk;
	p->n++;
	return RC_OK;
}

enum rc change_policy_parse(struct arena *a, const char *file, struct str text,
	const struct change_policy **ret, struct err *err)
{
	struct loader l = {.err = err};
	struct change_policy *p = ARENA_NEW(a, struct change_policy);
	enum rc rc = tsv_parse(a, file, text, &l.t, err);

	if (rc == RC_OK)
		rc = tsv_columns(&l.t, columns, CH_COUNT, l.at, err);
	if (rc != RC_OK)
		return rc;
	p->v = ARENA_ARRAY(a, KINDS_MAX + 1, struct change_kind);
	for (; rc == RC_OK && l.row < l.t.rows; l.row++)
		rc = load_row(&l, p);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

size_t change_kinds(const struct change_policy *p)
{
	return p->n;
}

const struct change_kind *change_kind_at(const struct change_policy *p, size_t i)
{
	return i < p->n ? &p->v[i] : NULL;
}

const struct change_kind *change_kind_named(const struct change_policy *p, struct str name)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->v[i].name, name))
			return &p->v[i];
	return NULL;
}

enum rc change_kind_find(const struct change_policy *p, struct str word,
	const struct change_kind **ret, struct err *err)
{
	const struct change_kind *found = change_kind_named(p, word);
	size_t used = 0, hits = 0;
	char names[300] = "";

	for (size_t i = 0; !found && i < p->n; i++)
		if (word.n && str_starts(p->v[i].name, word)) {
			*ret = &p->v[i];
			hits++;
		}
	for (size_t i = 0; i < p->n && used < sizeof names; i++)
		if (hits < 2 || str_starts(p->v[i].name, word))
			used += (size_t)snprintf(names + used, sizeof names - used, "%s%.*s",
				used ? " " : "", STR_ARG(p->v[i].name));
	if (hits > 1)
		return err_set(err, RC_AMBIGUOUS, "'%.*s' could be: %s",
			STR_ARG(str_cut(word, 0, 40)), names);
	if (!found && !hits)
		return err_set(err, RC_UNKNOWN,
			"there is no change of the kind '%.*s'; there are: %s",
			STR_ARG(str_cut(word, 0, 40)), names);
	if (found)
		*ret = found;
	return RC_OK;
}
