/* test_severity_laws.c: laws over random gauges: worse or unknown is never milder, cause has no gauge, scoring is fast. */
#include "test_severity_fixture.h"

enum { PAIRS = 500000 };

/* A fixed seed: a failure is the same for everybody. */
static uint64_t random_next(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

static uint64_t below(uint64_t *state, uint64_t n)
{
	return random_next(state) % n;
}

/* Numbers around the thresholds are met as often as all others together. */
static uint64_t random_number(uint64_t *state, uint64_t max)
{
	static const uint64_t edges[] = {0, 1, 4, 5, 49, 50, 99, 100, 119, 120, 239, 240, 479, 480,
		499, 500, 719, 720, 999, 1000, 1439, 1440, 2499, 2500, 2879, 2880, 4999, 5000,
		10000, 99999, 100000, 999999, 1000000};
	uint64_t v = below(state, 2) ? edges[below(state, sizeof edges / sizeof *edges)]
				     : below(state, 20000);

	return v > max ? max : v;
}

static struct gauge random_gauge(const struct severity_policy *p, enum gauge_id id, uint64_t *state)
{
	const struct gauge_info *info = severity_gauge_info(p, id);

	if (below(state, 8) == 0)
		return (struct gauge){GAUGE_UNKNOWN, 0};
	if (info->may_be_unused && below(state, 6) == 0)
		return (struct gauge){GAUGE_UNUSED, 0};
	return (struct gauge){GAUGE_VALUE,
		info->values ? below(state, info->values) : random_number(state, info->max)};
}

static struct gauges random_gauges(const struct severity_policy *p, uint64_t *state)
{
	struct gauges g = {0};

	for (size_t i = 0; i < GAUGE_COUNT; i++)
		g.v[i] = random_gauge(p, (enum gauge_id)i, state);
	/* Half of the cases are calm in the gates and a quarter in all floors, so that every kind of rule decides. */
	if (below(state, 2))
		for (size_t i = GAUGE_SAFETY; i <= GAUGE_MONEY_HARM; i++)
			g.v[i] = (struct gauge){GAUGE_VALUE, 0};
	if (below(state, 2))
		for (size_t i = GAUGE_REVENUE_SHARE; i < GAUGE_COUNT; i++)
			g.v[i] = (struct gauge){GAUGE_VALUE, 0};
	return g;
}

static void explain(const struct severity_policy *p, const struct gauges *g, enum gauge_id id,
	struct gauge to, int before, int after)
{
	struct arena *a = arena_new();
	struct buf b;

	buf_init(&b, a, 4096);
	for (size_t i = 0; i < GAUGE_COUNT; i++)
		buf_addf(&b, " %s=%.*s", severity_gauge_name((enum gauge_id)i),
			STR_ARG(severity_gauge_print(a, p, (enum gauge_id)i, g->v[i])));
	fail_msg("SEV%d became SEV%d when %s became %.*s in%s", before, after,
		severity_gauge_name(id), STR_ARG(severity_gauge_print(a, p, id, to)), buf_z(&b));
}

/* The same gauge, worse or unknown; "-" stays: not used is another question than how bad. */
static bool worsen(
	const struct severity_policy *p, struct gauge *v, enum gauge_id id, uint64_t *state)
{
	const struct gauge_info *info = severity_gauge_info(p, id);

	if (v->state != GAUGE_VALUE)
		return false;
	if (below(state, 3) == 0) {
		*v = (struct gauge){GAUGE_UNKNOWN, 0};
		return true;
	}
	if (v->value >= info->max)
		return false;
	if (info->values)
		v->value += 1 + below(state, info->max - v->value);
	else
		v->value += 1 + random_number(state, info->max - v->value - 1);
	return true;
}

static void worse_is_never_milder(void **state)
{
	struct arena *a = arena_new();
	const struct severity_policy *p = fixture_policy(a);
	uint64_t seed = UINT64_C(0x5eed5eed5eed5eed);
	size_t raised = 0, levels[SEVERITY_LEVELS + 1] = {0};

	(void)state;
	for (size_t n = 0; n < PAIRS;) {
		struct gauges g = random_gauges(p, &seed), worse = g;
		enum gauge_id id = (enum gauge_id)below(&seed, GAUGE_COUNT);
		int before, after;

		if (!worsen(p, &worse.v[id], id, &seed))
			continue;
		n++;
		before = fixture_level(p, &g);
		after = fixture_level(p, &worse);
		if (after > before)
			explain(p, &g, id, worse.v[id], before, after);
		raised += after < before;
		levels[before]++;
	}
	/* The law says something only if all levels occur and worsening does raise some. */
	for (int level = 1; level <= SEVERITY_LEVELS; level++)
		assert_true(levels[level] > PAIRS / 1000);
	assert_true(raised > PAIRS / 100);
	arena_free(a);
}

static void a_cap_never_raises(void **state)
{
	struct arena *a = arena_new();
	const struct severity_policy *p = fixture_policy(a);
	uint64_t seed = 42;

	(void)state;
	for (size_t n = 0; n < 100000; n++) {
		struct gauges g = random_gauges(p, &seed), capped = g, valued = g;
		enum gauge_id id = (enum gauge_id)below(&seed, GAUGE_COUNT);
		const struct gauge_info *info = severity_gauge_info(p, id);
		struct gauge cap = {GAUGE_VALUE, info->values ? below(&seed, info->values)
							      : random_number(&seed, info->max)};

		g.v[id] = capped.v[id] = (struct gauge){GAUGE_UNKNOWN, 0};
		capped.cap[id] = valued.v[id] = cap;
		assert_true(fixture_level(p, &capped) >= fixture_level(p, &g));
		assert_int_equal(fixture_level(p, &capped), fixture_level(p, &valued));
	}
	arena_free(a);
}

static void any_bytes_give_a_level(void **state)
{
	struct arena *a = arena_new();
	const struct severity_policy *p = fixture_policy(a);
	uint64_t seed = 7;

	(void)state;
	for (size_t n = 0; n < 100000; n++) {
		struct severity_result r;
		struct gauges g = {0};

		for (size_t i = 0; i < GAUGE_COUNT; i++) {
			g.v[i] = (struct gauge){
				(enum gauge_state)below(&seed, 3), random_next(&seed)};
			g.cap[i] = (struct gauge){
				(enum gauge_state)below(&seed, 3), random_next(&seed)};
		}
		severity_evaluate(p, &g, &r);
		assert_in_range(r.level, 1, SEVERITY_LEVELS);
		assert_true(r.fired > 0 && r.fired <= severity_rule_count(p));
	}
	arena_free(a);
}

/* Severity follows what users suffer. A gauge for why would let an explanation change the response. */
static void no_gauge_is_a_cause(void **state)
{
	static const char *const words[] = {"cause", "factor", "hypothes", "fault", "blame",
		"trigger", "component", "team", "deploy", "root", "vendor"};
	struct arena *a = arena_new();
	struct severity_sources src = fixture_sources(a);
	struct tsv t;

	(void)state;
	assert_int_equal(GAUGE_COUNT, 20);
	assert_int_equal(tsv_parse(a, "inputs", src.inputs.text, &t, NULL), RC_OK);
	assert_int_equal(t.rows, 20);
	for (size_t row = 0; row < t.rows; row++)
		for (size_t w = 0; w < sizeof words / sizeof *words; w++)
			assert_int_equal(
				str_find(tsv_cell(&t, row, tsv_column(&t, "key")), str_z(words[w])),
				-1);
	arena_free(a);
}

static void scoring_is_fast(void **state)
{
	enum { ROUNDS = 200000 };
	struct arena *a = arena_new();
	const struct severity_policy *p = fixture_policy(a);
	struct gauges g = fixture_calm(p);
	size_t used = arena_used(a);
	clock_t start = clock();
	int sum = 0;
	double us;

	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		g.v[GAUGE_USERS_SHARE].value = i % 10000;
		sum += fixture_level(p, &g);
	}
	us = (double)(clock() - start) * 1e6 / CLOCKS_PER_SEC / ROUNDS;
	print_message("one evaluation: %.2f us\n", us);
	assert_true(sum > 0);
	assert_int_equal(arena_used(a), used);
	/* Wide: instrumented builds run here too. */
	assert_true(us < 50);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worse_is_never_milder),
		cmocka_unit_test(a_cap_never_raises),
		cmocka_unit_test(any_bytes_give_a_level),
		cmocka_unit_test(no_gauge_is_a_cause),
		cmocka_unit_test(scoring_is_fast),
	};
	return cmocka_run_group_tests_name("severity_laws", tests, NULL, NULL);
}
