/* vendor_policy.c: the table of contracts with vendors: lengths and ladders. */
#include "core/vendor.h"

#include "base/tsv.h"

struct vendor_policy {
	struct vendor_contract *v;
	size_t n;
};

enum { VE_LEVEL, VE_ACK, VE_STEP, VE_LADDER, VE_COUNT };

static enum rc ladder_load(struct arena *a, const struct tsv *t, size_t row, struct str text,
	struct vendor_contract *c, struct err *err)
{
	struct str step;

	c->ladder = ARENA_ARRAY(a, VENDOR_LADDER_MAX, struct str);
	while (text.n && str_split(&text, ';', &step)) {
		step = str_trim(step);
		if (!step.n || c->steps == VENDOR_LADDER_MAX)
			return err_set(err, RC_USAGE,
				"%s:%u: a ladder has 1 to %d steps with a name each, separated by "
				";",
				t->file, t->lines[row], VENDOR_LADDER_MAX);
		c->ladder[c->steps++] = step;
	}
	return c->steps ? RC_OK
			: err_set(err, RC_USAGE, "%s:%u: a ladder needs a step", t->file,
				  t->lines[row]);
}

static enum rc contract_load(struct arena *a, const struct tsv *t, size_t row, const int *at,
	struct vendor_policy *p, struct err *err)
{
	struct vendor_contract *c = &p->v[p->n];

	c->level = str_trim(tsv_cell(t, row, at[VE_LEVEL]));
	for (size_t n = 0; n < p->n; n++)
		if (str_ieq(p->v[n].level, c->level))
			return err_set(err, RC_USAGE, "%s:%u: this level stands twice", t->file,
				t->lines[row]);
	if (!c->level.n)
		return err_set(
			err, RC_USAGE, "%s:%u: a contract needs a level", t->file, t->lines[row]);
	if (duration_parse(str_trim(tsv_cell(t, row, at[VE_ACK])), &c->acknowledge, NULL) !=
			RC_OK ||
		duration_parse(str_trim(tsv_cell(t, row, at[VE_STEP])), &c->step, NULL) != RC_OK ||
		c->acknowledge <= 0 || c->step <= 0)
		return err_set(err, RC_USAGE, "%s:%u: ack and step are lengths such as 30m or 4h",
			t->file, t->lines[row]);
	p->n++;
	return ladder_load(a, t, row, tsv_cell(t, row, at[VE_LADDER]), c, err);
}

enum rc vendor_policy_parse(struct arena *a, const char *file, struct str text,
	const struct vendor_policy **ret, struct err *err)
{
	static const char *const columns[VE_COUNT] = {"level", "ack", "step", "ladder"};
	struct vendor_policy *p = ARENA_NEW(a, struct vendor_policy);
	struct tsv t;
	int at[VE_COUNT];
	enum rc rc = tsv_parse(a, file, text, &t, err);

	if (rc == RC_OK)
		rc = tsv_columns(&t, columns, VE_COUNT, at, err);
	if (rc != RC_OK)
		return rc;
	p->v = ARENA_ARRAY(a, t.rows + 1, struct vendor_contract);
	for (size_t row = 0; rc == RC_OK && row < t.rows; row++)
		rc = contract_load(a, &t, row, at, p, err);
	if (rc == RC_OK && !p->n)
		rc = err_set(err, RC_USAGE, "%s:1: at least one contract is needed", file);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}

static enum rc no_contract(const struct vendor_policy *p, struct str level, struct err *err)
{
	char names[200] = "";
	size_t used = 0;

	for (size_t n = 0; n < p->n && used + 1 < sizeof names; n++)
		used += (size_t)snprintf(names + used, sizeof names - used, "%s%.*s", n ? ", " : "",
			STR_ARG(str_cut(p->v[n].level, 0, 30)));
	return err_set(err, RC_UNKNOWN, "there is no contract level %.*s; there are %s",
		STR_ARG(str_cut(level, 0, 30)), names);
}

enum rc vendor_contract_find(const struct vendor_policy *p, struct str level,
	const struct vendor_contract **ret, struct err *err)
{
	const struct vendor_contract *found = NULL;
	size_t hits = 0;

	for (size_t n = 0; n < p->n && level.n; n++) {
		if (!str_ieq(str_cut(p->v[n].level, 0, level.n), level))
			continue;
		found = &p->v[n];
		hits++;
		if (found->level.n == level.n) {
			hits = 1;
			break;
		}
	}
	if (hits != 1)
		return no_contract(p, level, err);
	*ret = found;
	return RC_OK;
}
