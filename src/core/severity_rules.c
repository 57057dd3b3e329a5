/* severity_rules.c: reads the ordered rules: their conditions, levels, adjustments and reasons. */
#include "core/severity_internal.h"

enum {
	RU_ORDER,
	RU_RULE,
	RU_GROUP,
	RU_CONDITION,
	RU_LEVEL,
	RU_LEVEL_IF,
	RU_ADJUST,
	RU_OVERRIDE,
	RU_REASON,
	RU_COUNT
};
static const char *const columns[RU_COUNT] = {"order", "rule", "group", "condition", "level",
	"level_if", "adjust", "override", "reason_text"};

struct loader {
	struct arena *arena;
	struct severity_policy *policy;
	struct tsv t;
	int at[RU_COUNT];
	size_t row;
	uint64_t order; /* of the row before */
	struct err *err;
};

static struct str cell(const struct loader *l, size_t column)
{
	return str_trim(tsv_cell(&l->t, l->row, l->at[column]));
}

static enum rc refuse(const struct loader *l, const char *what, struct str word)
{
	return err_set(l->err, RC_USAGE, "%s:%u: %s '%s'", l->t.file, l->t.lines[l->row], what,
		severity_shown(word).z);
}

static enum rc compile(
	struct loader *l, struct str text, bool base_allowed, const struct severity_condition **ret)
{
	struct condition_source src = {l->t.file, l->t.lines[l->row], text, base_allowed};

	return severity_condition_compile(l->arena, l->policy, &src, l->policy->edges, ret, l->err);
}

static bool level_parse(struct str word, int *ret)
{
	uint64_t level;

	if (!str_to_u64(word, SEVERITY_LEVELS, &level) || level == 0)
		return false;
	*ret = (int)level;
	return true;
}

/* "3", "2/3", "1-5" (from the matrix), "-1" (one worse than the base rules). */
static enum rc level_load(struct loader *l, struct rule *r)
{
	struct str word = cell(l, RU_LEVEL), rest = word, first;
	bool two, ok;

	r->kind = LEVEL_FIXED;
	if (str_eq_z(word, "1-5")) {
		r->kind = LEVEL_MATRIX;
		return r->base ? RC_OK
			       : refuse(l,
					 "only a rule of the group base takes its level from the "
					 "matrix:",
					 r->info.id);
	}
	if (str_starts(word, STR("-"))) {
		r->kind = LEVEL_STEP;
		if (r->base || !level_parse(str_cut(word, 1, word.n), &r->level))
			return refuse(l, "this is not a level:", word);
		return RC_OK;
	}
	str_split(&rest, '/', &first);
	two = rest.p != NULL;
	ok = level_parse(first, &r->level);
	r->level_else = r->level;
	if (ok && two)
		ok = level_parse(rest, &r->level_else) && r->level_else >= r->level;
	if (!ok)
		return refuse(l, "this is not a level:", word);
	if (two == str_eq_z(cell(l, RU_LEVEL_IF), "-"))
		return refuse(l, "N/M goes with level_if, and only with it:", word);
	return two ? compile(l, cell(l, RU_LEVEL_IF), !r->base, &r->level_if) : RC_OK;
}

/* "+1 if COND" or "no worse than 3 if COND". */
static enum rc adjust_load(struct loader *l, struct str clause, struct rule *r)
{
	static const struct str no_worse = {"no worse than ", 14};
	struct adjust *adj = &r->adjust[r->adjusts];
	ptrdiff_t if_at = str_find(clause, STR(" if "));
	struct str what;

	if (r->adjusts == ADJUSTS_MAX)
		return refuse(l, "too many adjustments for", r->info.id);
	if (if_at < 0)
		return refuse(l,
			"an adjustment reads `+1 if CONDITION` or `no worse than 3 if CONDITION`, "
			"not",
			clause);
	what = str_trim(str_cut(clause, 0, (size_t)if_at));
	if (str_starts(what, STR("+"))) {
		adj->kind = ADJUST_MILDER;
		what = str_cut(what, 1, what.n);
	} else if (str_starts(what, no_worse)) {
		adj->kind = ADJUST_NO_WORSE;
		what = str_trim(str_cut(what, no_worse.n, what.n));
	} else {
		return refuse(l, "an adjustment starts with `+1` or `no worse than 3`, not", what);
	}
	if (!level_parse(what, &adj->by))
		return refuse(l, "this is not a number of levels:", what);
	r->adjusts++;
	return compile(
		l, str_trim(str_cut(clause, (size_t)if_at + 4, clause.n)), false, &adj->when);
}

static enum rc adjusts_load(struct loader *l, struct rule *r)
{
	struct str rest = cell(l, RU_ADJUST), clause;
	enum rc rc = RC_OK;

	if (str_eq_z(rest, "-"))
		return RC_OK;
	if (!r->base)
		return refuse(l, "only a rule of the group base can be adjusted:", r->info.id);
	while (rc == RC_OK && str_split(&rest, ';', &clause))
		rc = adjust_load(l, str_trim(clause), r);
	return rc;
}

static bool slot_is_known(struct str name)
{
	if (str_eq_z(name, "reach"))
		return true;
	for (size_t i = 0; i < GAUGE_COUNT; i++)
		if (str_eq_z(name, severity_gauge_name((enum gauge_id)i)))
			return true;
	return false;
}

static bool context_is_known(struct str name)
{
	return str_eq_z(name, "breach_at") || str_eq_z(name, "clock");
}

/* Every {slot} must be one that the reason can fill. */
static enum rc reason_check(struct loader *l, struct str text)
{
	while (text.n > 0) {
		ptrdiff_t open = str_find_ch(text, '{'), close, bar;
		struct str slot;
		bool ok;

		if (open < 0)
			return RC_OK;
		text = str_cut(text, (size_t)open + 1, text.n);
		close = str_find_ch(text, '}');
		if (close < 0)
			return refuse(l, "a } is missing after", text);
		slot = str_cut(text, 0, (size_t)close);
		bar = str_find_ch(slot, '|');
		ok = bar < 0 ? slot_is_known(slot)
			     : context_is_known(str_cut(slot, 0, (size_t)bar));
		if (!ok)
			return refuse(l, "nothing can fill the slot", slot);
		text = str_cut(text, (size_t)close + 1, text.n);
	}
	return RC_OK;
}

static enum rc identity_load(struct loader *l, struct rule *r)
{
	struct str override = cell(l, RU_OVERRIDE);
	uint64_t order;

	if (!str_to_u64(cell(l, RU_ORDER), UINT32_MAX, &order) || order <= l->order)
		return refuse(l,
			"rules stand in the order of their numbers; this one does not follow:",
			cell(l, RU_ORDER));
	l->order = order;
	r->line = l->t.lines[l->row];
	r->info = (struct severity_rule_info){
		cell(l, RU_RULE), cell(l, RU_GROUP), cell(l, RU_CONDITION), cell(l, RU_REASON)};
	r->base = str_eq_z(r->info.group, "base");
	r->protects = str_eq_z(override, "no");
	if (!r->protects && !str_eq_z(override, "yes"))
		return refuse(l, "override is yes or no, not", override);
	if (r->info.id.n == 0 || r->info.reason.n == 0)
		return refuse(l, "a rule needs an id and a reason:", r->info.id);
	for (const struct rule *o = l->policy->rule; o < r; o++)
		if (str_eq(o->info.id, r->info.id))
			return refuse(l, "this rule stands twice:", r->info.id);
	return reason_check(l, r->info.reason);
}

static enum rc rule_load(struct loader *l)
{
	struct severity_policy *p = l->policy;
	struct rule *r = &p->rule[p->rules];
	enum rc rc;

	if (p->rules == SEVERITY_RULES_MAX)
		return refuse(l, "there are too many rules at", cell(l, RU_RULE));
	rc = identity_load(l, r);
	if (rc == RC_OK && !str_eq_z(r->info.condition, "otherwise"))
		rc = compile(l, r->info.condition, !r->base, &r->when);
	if (rc == RC_OK)
		rc = level_load(l, r);
	if (rc == RC_OK && !r->when && (r->kind != LEVEL_FIXED || r->level_if || r->base))
		rc = refuse(l, "`otherwise` takes one fixed level:", r->info.id);
	if (rc == RC_OK)
		rc = adjusts_load(l, r);
	p->rules++;
	return rc;
}

/* A degradation that no row of the matrix and no base rule speaks of would silently be harmless. */
static enum rc degradations_covered(const struct loader *l)
{
	const struct severity_policy *p = l->policy;
	const struct gauge_info *di = &p->info[GAUGE_DEGRADATION];

	for (size_t d = 1; d < di->values; d++) {
		struct facts f = {.known = 1u << GAUGE_DEGRADATION | 1u << GAUGE_JOURNEY};
		bool covered = false;

		f.x[GAUGE_DEGRADATION] = d;
		f.x[GAUGE_JOURNEY] = p->info[GAUGE_JOURNEY].max;
		for (size_t i = 0; i < p->rules && !covered; i++)
			covered = p->rule[i].base && p->rule[i].when &&
				  severity_true(p, p->rule[i].when, &f);
		if (!covered)
			return err_set(l->err, RC_USAGE,
				"%s:1: no matrix row and no base rule speaks of the degradation "
				"'%.*s'",
				l->t.file, STR_ARG(di->value[d]));
	}
	return RC_OK;
}

static enum rc closing_rule_check(const struct loader *l)
{
	const struct severity_policy *p = l->policy;
	size_t n = 0;

	for (size_t i = 0; i < p->rules; i++)
		n += p->rule[i].when == NULL;
	if (n == 1 && p->rule[p->rules - 1].when == NULL)
		return RC_OK;
	return err_set(l->err, RC_USAGE,
		"%s:%u: the last rule, and only it, has the condition `otherwise`", l->t.file,
		p->rules ? p->rule[p->rules - 1].line : 1);
}

enum rc severity_rules_load(struct arena *a, struct severity_policy *p,
	const struct severity_source *src, struct err *err)
{
	struct loader l = {.arena = a, .policy = p, .err = err};
	enum rc rc = tsv_parse(a, src->file, src->text, &l.t, err);

	for (size_t i = 0; rc == RC_OK && i < RU_COUNT; i++)
		rc = severity_need_column(&l.t, columns[i], &l.at[i], err);
	for (; rc == RC_OK && l.row < l.t.rows; l.row++)
		rc = rule_load(&l);
	if (rc == RC_OK)
		rc = closing_rule_check(&l);
	return rc == RC_OK ? degradations_covered(&l) : rc;
}
