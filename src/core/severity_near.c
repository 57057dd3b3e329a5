/* severity_near.c: which single change of one gauge, or of time alone, would give another level. */
#include "core/severity_internal.h"

enum { CANDIDATES_MAX = 4 * EDGES_MAX + 2 };

/* One search: the gauges as they are, and the best find per gauge and level. */
struct search {
	const struct severity_policy *policy;
	struct gauges gauges; /* own copy, one gauge changed at a time */
	int level;            /* now */
	struct severity_near best[GAUGE_COUNT][SEVERITY_LEVELS + 1]; /* level 0: none */
};

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a < b ? b - a : a - b;
}

static void consider(struct search *s, enum gauge_id id, struct gauge now, uint64_t value)
{
	struct severity_result r;
	struct severity_near *best;
	bool below = value < now.value;

	if (now.state == GAUGE_VALUE && value == now.value)
		return;
	s->gauges.v[id] = (struct gauge){GAUGE_VALUE, value};
	severity_evaluate(s->policy, &s->gauges, &r);
	best = &s->best[id][r.level];
	if (r.level == s->level ||
		(best->level && distance(best->to.value, now.value) <= distance(value, now.value)))
		return;
	*best = (struct severity_near){id, s->gauges.v[id], below, r.level, r.rule[0]};
}

/* Thresholds of the clock are thresholds of the duration, divided by any of the factors. */
static size_t duration_edges(
	const struct severity_policy *p, uint64_t out[CANDIDATES_MAX], size_t n)
{
	const struct edges *clock = &p->edges[SUBJECT_CLOCK];
	uint8_t factors[UINT8_MAX + 1] = {0};

	for (size_t g = 0; g < GAUGE_COUNT; g++)
		for (size_t v = 0; v < SEVERITY_VALUES_MAX; v++)
			factors[p->clock_factor[g][v]] = 1;
	for (size_t f = 1; f <= UINT8_MAX; f++)
		for (size_t i = 0; factors[f] && i < clock->n && n < CANDIDATES_MAX; i++)
			out[n++] = (clock->v[i] + f - 1) / f;
	return n;
}

static size_t edges_of(
	const struct severity_policy *p, enum gauge_id id, uint64_t out[CANDIDATES_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < p->edges[id].n; i++)
		out[n++] = p->edges[id].v[i];
	return id == GAUGE_DURATION ? duration_edges(p, out, n) : n;
}

static void search_gauge(struct search *s, enum gauge_id id)
{
	const struct gauge_info *info = &s->policy->info[id];
	struct gauge keep = s->gauges.v[id], now = keep;
	uint64_t edge[CANDIDATES_MAX];
	size_t n;

	if (keep.state == GAUGE_UNUSED)
		return;
	if (keep.state == GAUGE_UNKNOWN)
		now.value = info->max;
	if (info->values > 0) {
		for (size_t v = 0; v < info->values; v++)
			consider(s, id, now, v);
	} else {
		n = edges_of(s->policy, id, edge);
		for (size_t i = 0; i < n; i++) {
			if (edge[i] > info->max)
				continue;
			if (edge[i] > now.value)
				consider(s, id, now, edge[i]);
			else
				consider(s, id, now, edge[i] - 1);
		}
	}
	s->gauges.v[id] = keep;
}

size_t severity_near(struct arena *a, const struct severity_policy *p, const struct gauges *g,
	const struct severity_near **ret)
{
	struct search *s = ARENA_NEW(a, struct search);
	struct severity_near *list = ARENA_ARRAY(
		a, GAUGE_COUNT * SEVERITY_LEVELS, struct severity_near);
	struct severity_result r;
	size_t n = 0;

	severity_evaluate(p, g, &r);
	s->policy = p;
	s->gauges = *g;
	s->level = r.level;
	for (size_t i = 0; i < GAUGE_COUNT; i++)
		search_gauge(s, (enum gauge_id)i);
	for (int level = 1; level <= SEVERITY_LEVELS; level++)
		for (size_t i = 0; i < GAUGE_COUNT; i++)
			if (s->best[i][level].level)
				list[n++] = s->best[i][level];
	*ret = list;
	return n;
}

static void say_near(struct buf *out, struct arena *a, const struct severity_policy *p,
	const struct severity_near *near)
{
	const struct gauge_info *info = &p->info[near->gauge];
	struct gauge to = near->to;
	const char *sign = "=";

	if (info->values == 0) {
		sign = near->below ? "<" : ">=";
		to.value += near->below; /* "< 25%" reads better than "<= 24.99%" */
	}
	buf_addf(out, "%.*s%s%.*s", STR_ARG(info->key), sign,
		STR_ARG(severity_gauge_show(a, p, near->gauge, to)));
}

struct str severity_near_text(struct arena *a, const struct severity_policy *p,
	const struct severity_near *near, size_t n, int level)
{
	struct buf b;

	buf_init(&b, a, 2048);
	for (size_t i = 0; i < n; i++) {
		if (near[i].level != level)
			continue;
		if (b.n == 0)
			buf_addf(&b, "SEV%d if ", level);
		else
			buf_add_z(&b, " or ");
		say_near(&b, a, p, &near[i]);
	}
	return buf_str(&b);
}

bool severity_next_time_rule(
	const struct severity_policy *p, const struct gauges *g, struct severity_next *ret)
{
	struct gauges later = *g;
	struct severity_result now, then;
	struct severity_next best = {UINT64_MAX, 0, 0};
	uint64_t edge[CANDIDATES_MAX], lasted = g->v[GAUGE_DURATION].value;
	size_t n;

	/* Place 0 of `ongoing` is its least value: it is over, and the duration stands still. */
	if (g->v[GAUGE_DURATION].state != GAUGE_VALUE ||
		(g->v[GAUGE_ONGOING].state == GAUGE_VALUE && g->v[GAUGE_ONGOING].value == 0))
		return false;
	severity_evaluate(p, g, &now);
	n = edges_of(p, GAUGE_DURATION, edge);
	for (size_t i = 0; i < n; i++) {
		if (edge[i] <= lasted || edge[i] - lasted >= best.minutes)
			continue;
		later.v[GAUGE_DURATION].value = edge[i];
		severity_evaluate(p, &later, &then);
		if (then.level < now.level)
			best = (struct severity_next){edge[i] - lasted, then.level, then.rule[0]};
	}
	if (!best.level)
		return false;
	*ret = best;
	return true;
}
