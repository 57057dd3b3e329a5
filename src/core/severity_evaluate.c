/* severity_evaluate.c: from gauges to a level and the rules that gave it; pure, total, without
 * allocation. */
#include "core/severity_internal.h"

/* Unknown numbers without a maximum are treated as this: above every threshold, far from overflow.
 */
static const uint64_t beyond = UINT64_C(1) << 56;

static uint64_t worst_of(const struct gauge_info *info, const struct gauge *cap)
{
	uint64_t worst = info->values > 0 || info->share ? info->max : beyond;

	return cap->state == GAUGE_VALUE && cap->value < worst ? cap->value : worst;
}

static uint64_t clamped(const struct gauge_info *info, uint64_t v)
{
	return v > info->max ? info->max : v;
}

static unsigned band_of(const struct severity_policy *p, uint64_t share, uint64_t count)
{
	size_t b = p->bands - 1;

	while (b > 0 && share < p->reach[b].share && count < p->reach[b].count)
		b--;
	return (unsigned)b;
}

/* A value or the cap of an unknown gauge; without a cap an unknown one makes everything unknown. */
static bool reach_part(const struct gauge *v, const struct gauge *cap, uint64_t *ret)
{
	*ret = 0;
	if (v->state == GAUGE_UNUSED)
		return true;
	if (v->state == GAUGE_UNKNOWN && cap->state != GAUGE_VALUE)
		return false;
	*ret = v->state == GAUGE_VALUE ? v->value : cap->value;
	return true;
}

static unsigned reach_of(const struct severity_policy *p, const struct gauges *g, uint32_t *assumed)
{
	const struct gauge *s = &g->v[GAUGE_USERS_SHARE], *c = &g->v[GAUGE_USERS_COUNT];
	uint64_t share, count;
	bool none = s->state == GAUGE_UNUSED && c->state == GAUGE_UNUSED;
	bool known = !none;

	/* Nobody knows how many: then neither of the two has told us, and both are named. */
	if (none || s->state == GAUGE_UNKNOWN || c->state == GAUGE_UNKNOWN) {
		*assumed |= s->state == GAUGE_VALUE ? 0 : 1u << GAUGE_USERS_SHARE;
		*assumed |= c->state == GAUGE_VALUE ? 0 : 1u << GAUGE_USERS_COUNT;
	}
	known = reach_part(s, &g->cap[GAUGE_USERS_SHARE], &share) && known;
	known = reach_part(c, &g->cap[GAUGE_USERS_COUNT], &count) && known;
	return known ? band_of(p, share, count) : (unsigned)p->bands - 1;
}

static uint64_t clock_of(const struct severity_policy *p, const struct facts *f)
{
	uint64_t factor = 1;

	for (size_t i = 0; i < GAUGE_COUNT; i++)
		if (p->info[i].values > 0 && (f->known >> i & 1) &&
			p->clock_factor[i][f->x[i]] > factor)
			factor = p->clock_factor[i][f->x[i]];
	return f->x[GAUGE_DURATION] * factor;
}

void severity_facts(const struct severity_policy *p, const struct gauges *g, struct facts *ret,
	uint32_t *ret_assumed)
{
	uint32_t assumed = 0;
	struct facts f = {.known = 1u << SUBJECT_REACH | 1u << SUBJECT_CLOCK};

	for (size_t i = 0; i < GAUGE_COUNT; i++) {
		const struct gauge_info *info = &p->info[i];

		if (g->v[i].state == GAUGE_VALUE) {
			f.x[i] = clamped(info, g->v[i].value);
		} else if (g->v[i].state == GAUGE_UNUSED && info->may_be_unused) {
			continue;
		} else {
			f.x[i] = worst_of(info, &g->cap[i]);
			assumed |= 1u << i;
		}
		f.known |= 1u << i;
	}
	f.x[SUBJECT_REACH] = reach_of(p, g, &assumed);
	f.x[SUBJECT_CLOCK] = clock_of(p, &f);
	*ret = f;
	*ret_assumed = assumed;
}

static int adjusted(
	const struct severity_policy *p, const struct rule *r, const struct facts *f, int level)
{
	for (size_t i = 0; i < r->adjusts; i++) {
		const struct adjust *adj = &r->adjust[i];

		if (!severity_true(p, adj->when, f))
			continue;
		if (adj->kind == ADJUST_MILDER)
			level = level + adj->by > SEVERITY_LEVELS ? SEVERITY_LEVELS
								  : level + adj->by;
		else if (level < adj->by)
			level = adj->by;
	}
	return level;
}

/* Level of one rule, 0 when it does not fire. */
static int rule_level(const struct severity_policy *p, const struct rule *r, const struct facts *f)
{
	int level = r->level;

	if (!r->when || !severity_true(p, r->when, f))
		return 0;
	switch (r->kind) {
	case LEVEL_MATRIX:
		level = (f->known >> GAUGE_JOURNEY & f->known >> GAUGE_DEGRADATION & 1)
				? p->matrix[f->x[GAUGE_JOURNEY]][f->x[GAUGE_DEGRADATION]]
					   [f->x[SUBJECT_REACH]]
				: 0;
		break;
	case LEVEL_STEP:
		level = (int)f->x[SUBJECT_BASE] - r->level;
		level = !(f->known >> SUBJECT_BASE & 1) ? 0 : level < 1 ? 1 : level;
		break;
	case LEVEL_FIXED:
		if (r->level_if && !severity_true(p, r->level_if, f))
			level = r->level_else;
		break;
	}
	return level && r->adjusts ? adjusted(p, r, f, level) : level;
}

/* Worst of the rules of one kind; their levels are left in `at`. */
static int pass(const struct severity_policy *p, const struct facts *f, bool base,
	uint8_t at[SEVERITY_RULES_MAX])
{
	int worst = 0;

	for (size_t i = 0; i < p->rules; i++) {
		int level;

		if (p->rule[i].base != base)
			continue;
		level = rule_level(p, &p->rule[i], f);
		at[i] = (uint8_t)level;
		if (level && (!worst || level < worst))
			worst = level;
	}
	return worst;
}

static void collect(const struct severity_policy *p, const uint8_t at[SEVERITY_RULES_MAX],
	struct severity_result *r)
{
	for (size_t i = 0; i < p->rules; i++) {
		if (!at[i])
			continue;
		r->all |= UINT64_C(1) << i;
		if (p->rule[i].protects && (!r->protected_level || at[i] < r->protected_level))
			r->protected_level = at[i];
		if (at[i] == r->level)
			r->rule[r->fired++] = (uint8_t)i;
	}
}

void severity_evaluate(
	const struct severity_policy *p, const struct gauges *g, struct severity_result *ret)
{
	uint8_t at[SEVERITY_RULES_MAX];
	struct severity_result r = {0};
	struct facts f;
	int other;

	severity_facts(p, g, &f, &r.assumed);
	r.provisional = r.assumed != 0;
	r.reach = (unsigned)f.x[SUBJECT_REACH];
	r.base = pass(p, &f, true, at);
	if (r.base) {
		f.x[SUBJECT_BASE] = (uint64_t)r.base;
		f.known |= 1u << SUBJECT_BASE;
	}
	other = pass(p, &f, false, at);
	r.level = !other || (r.base && r.base < other) ? r.base : other;
	if (!r.level) {
		/* Nothing fired: the closing rule, which the loader has seen to be the last one. */
		at[p->rules - 1] = (uint8_t)p->rule[p->rules - 1].level;
		r.level = p->rule[p->rules - 1].level;
	}
	collect(p, at, &r);
	*ret = r;
}

size_t severity_rule_count(const struct severity_policy *p)
{
	return p->rules;
}

const struct severity_rule_info *severity_rule_info(const struct severity_policy *p, size_t rule)
{
	return &p->rule[rule].info;
}

struct str severity_reach_name(const struct severity_policy *p, unsigned reach)
{
	return reach < p->bands ? p->reach[reach].name : STR("?");
}
