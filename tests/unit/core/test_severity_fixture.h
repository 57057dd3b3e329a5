/* test_severity_fixture.h: the shipped policy tables as bytes and as a parsed policy, for the tests of the policy files. */
#ifndef TESTS_UNIT_CORE_SEVERITY_FIXTURE_H
#define TESTS_UNIT_CORE_SEVERITY_FIXTURE_H

#include "support/test.h"

#include "base/arena.h"
#include "base/tsv.h"
#include "core/severity.h"

static inline struct str fixture_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *p;
	long n;

	if (!f)
		fail_msg("cannot open %s; tests run in the root of the tree", path);
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	p = arena_alloc(a, (size_t)n + 1);
	assert_int_equal(fread(p, 1, (size_t)n, f), (size_t)n);
	fclose(f);
	return str_n(p, (size_t)n);
}

static inline struct severity_source fixture_table(struct arena *a, const char *name)
{
	const char *path = arena_printf(a, "templates/policy/%s", name);

	return (struct severity_source){name, fixture_file(a, path)};
}

static inline struct severity_sources fixture_sources(struct arena *a)
{
	return (struct severity_sources){
		.inputs = fixture_table(a, "severity_inputs.tsv"),
		.reach = fixture_table(a, "severity_reach.tsv"),
		.matrix = fixture_table(a, "severity_matrix.tsv"),
		.rules = fixture_table(a, "severity_rules.tsv"),
		.holds = fixture_table(a, "severity_holds.tsv"),
	};
}

static inline const struct severity_policy *fixture_policy(struct arena *a)
{
	struct severity_sources src = fixture_sources(a);
	const struct severity_policy *p = NULL;
	struct err err = {0};

	if (severity_policy_parse(a, &src, &p, &err) != RC_OK)
		fail_msg("%s", err.text);
	return p;
}

/* One gauge by its full key. */
static inline void fixture_set(
	const struct severity_policy *p, struct gauges *g, const char *key, const char *value)
{
	struct err err = {0};

	if (severity_gauge_set(p, g, str_z(key), str_z(value), &err) != RC_OK)
		fail_msg("%s=%s: %s", key, value, err.text);
}

/* Nothing wrong at all: the mildest answer to every question. */
static inline struct gauges fixture_calm(const struct severity_policy *p)
{
	static const char *const calm[][2] = {{"safety", "none"}, {"exposure", "none"},
		{"data_harm", "none"}, {"money_harm", "none"}, {"audience", "customers"},
		{"journey", "none"}, {"degradation", "none"}, {"users_share", "0"},
		{"workaround", "none"}, {"duration", "0"}, {"ongoing", "yes"}, {"trend", "steady"},
		{"timing", "ordinary"}, {"revenue_share", "0"}, {"key_accounts", "0"},
		{"contract", "ok"}, {"threat", "none"}, {"regulatory", "none"}};
	struct gauges g = {0};

	for (size_t i = 0; i < sizeof calm / sizeof *calm; i++)
		fixture_set(p, &g, calm[i][0], calm[i][1]);
	return g;
}

static inline int fixture_level(const struct severity_policy *p, const struct gauges *g)
{
	struct severity_result r;

	severity_evaluate(p, g, &r);
	return r.level;
}

#endif
