/* test_severity_change.c: the reason, what would change the level, the next time rule, and the way down. */
#include "test_severity_fixture.h"

struct fixture {
	struct arena *arena;
	const struct severity_policy *policy;
};

static int setup(void **state)
{
	static struct fixture f;

	f.arena = arena_new();
	f.policy = fixture_policy(f.arena);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static struct gauges partial_outage(const struct fixture *f)
{
	struct gauges g = fixture_calm(f->policy);

	fixture_set(f->policy, &g, "journey", "critical");
	fixture_set(f->policy, &g, "degradation", "partial");
	fixture_set(f->policy, &g, "users_share", "600");
	return g;
}

static const char *reason_of(
	const struct fixture *f, const struct gauges *g, const struct severity_context *ctx)
{
	struct severity_result r;

	severity_evaluate(f->policy, g, &r);
	return str_to_z(f->arena, severity_reason(f->arena, f->policy, g, &r, ctx));
}

static void the_reason_reads_as_a_sentence(void **state)
{
	struct fixture *f = *state;
	struct gauges g = partial_outage(f);

	assert_string_equal(reason_of(f, &g, NULL),
		"SEV2 - critical journey partial for SOME of customers (rule B).");
	fixture_set(f->policy, &g, "revenue", "14%");
	fixture_set(f->policy, &g, "trend", "?");
	assert_string_equal(reason_of(f, &g, NULL),
		"SEV2 - At least a tenth of the revenue expected this hour is not arriving (rule "
		"V2)."
		" Also: critical journey partial for SOME of customers (B)."
		" Assumed: trend (? = growing).");
	fixture_set(f->policy, &g, "users_share", "?");
	fixture_set(f->policy, &g, "degradation", "?");
	assert_string_equal(reason_of(f, &g, NULL),
		"SEV1 - critical journey unavailable for ALL of customers (rule B)."
		" Assumed: degradation (? = unavailable), users_share (? = ALL), trend (? = "
		"growing).");
}

static void a_reason_takes_words_from_outside(void **state)
{
	struct fixture *f = *state;
	struct gauges g = fixture_calm(f->policy);
	struct severity_context ctx = {.breach_at = STR("14:40Z")};

	fixture_set(f->policy, &g, "contract", "at_risk");
	assert_string_equal(reason_of(f, &g, NULL),
		"SEV4 - An agreed service level breaks if this lasts to its limit (rule C4).");
	assert_string_equal(reason_of(f, &g, &ctx),
		"SEV4 - An agreed service level breaks if this lasts to 14:40Z (rule C4).");
}

static const struct severity_near *near_find(
	const struct severity_near *v, size_t n, enum gauge_id id, int level)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].gauge == id && v[i].level == level)
			return &v[i];
	return NULL;
}

/* Each answer is put in: it must give its level, and be the nearest that does. */
static void every_near_change_is_true(void **state)
{
	struct fixture *f = *state;
	struct gauges g = partial_outage(f), changed;
	const struct severity_near *v;
	size_t n;

	fixture_set(f->policy, &g, "duration", "100");
	n = severity_near(f->arena, f->policy, &g, &v);
	assert_true(n > 8);
	for (size_t i = 0; i < n; i++) {
		struct severity_result r;

		changed = g;
		changed.v[v[i].gauge] = v[i].to;
		severity_evaluate(f->policy, &changed, &r);
		assert_int_equal(r.level, v[i].level);
		assert_int_equal(r.rule[0], v[i].rule);
		assert_int_not_equal(r.level, 2);
		assert_true(i == 0 || v[i - 1].level <= v[i].level);
	}
	assert_int_equal(near_find(v, n, GAUGE_USERS_SHARE, 3)->to.value, 499);
	assert_true(near_find(v, n, GAUGE_USERS_SHARE, 3)->below);
	assert_int_equal(near_find(v, n, GAUGE_REVENUE_SHARE, 1)->to.value, 5000);
	assert_null(near_find(v, n, GAUGE_USERS_SHARE, 1));
	assert_null(near_find(v, n, GAUGE_USERS_COUNT, 1)); /* not used: not offered */
}

static void near_changes_as_text(void **state)
{
	struct fixture *f = *state;
	struct gauges g = partial_outage(f);
	const struct severity_near *v;
	size_t n;
	struct str text;

	fixture_set(f->policy, &g, "users_share", "2600");
	n = severity_near(f->arena, f->policy, &g, &v);
	text = severity_near_text(f->arena, f->policy, v, n, 1);
	assert_true(str_starts(text, STR("SEV1 if safety=present or exposure=serious")));
	assert_true(str_find(text, STR("degradation=unavailable")) > 0);
	assert_true(str_find(text, STR("duration>=2h")) < 0);
	assert_true(str_find(text, STR("duration>=4h")) > 0);
	assert_true(str_find(text, STR("revenue_share>=50%")) > 0);
	text = severity_near_text(f->arena, f->policy, v, n, 3);
	assert_true(str_find(text, STR("users_share<5%")) > 0);
	assert_int_equal(severity_near_text(f->arena, f->policy, v, n, 2).n, 0);
}

static void the_next_time_rule_is_foreseen(void **state)
{
	static const struct {
		const char *share, *duration, *timing, *ongoing;
		bool any;
		uint64_t minutes;
		int level;
		const char *rule;
	} cases[] = {
		{"2500", "0", "ordinary", "yes", true, 240, 1, "T2"},
		{"2500", "239", "ordinary", "yes", true, 1, 1, "T2"},
		{"2500", "240", "ordinary", "yes", false, 0, 0, ""},
		{"2500", "100", "peak", "yes", true, 20, 1, "T2"},
		{"2500", "100", "ordinary", "no", false, 0, 0, ""},
		{"2500", "100", "ordinary", "?", true, 140, 1, "T2"},
		{"2500", "?", "ordinary", "yes", false, 0, 0, ""},
		{"50", "60", "ordinary", "yes", true, 420, 2, "T3"},
		{"50", "480", "ordinary", "yes", false, 0, 0, ""},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gauges g = partial_outage(f);
		struct severity_next next = {0};

		fixture_set(f->policy, &g, "users_share", cases[i].share);
		fixture_set(f->policy, &g, "duration", cases[i].duration);
		fixture_set(f->policy, &g, "timing", cases[i].timing);
		fixture_set(f->policy, &g, "ongoing", cases[i].ongoing);
		assert_int_equal(severity_next_time_rule(f->policy, &g, &next), cases[i].any);
		assert_int_equal(next.minutes, cases[i].minutes);
		assert_int_equal(next.level, cases[i].level);
		if (cases[i].any)
			assert_true(str_eq_z(
				severity_rule_info(f->policy, next.rule)->id, cases[i].rule));
	}
}

static const instant noon = INT64_C(1763812800) * US_PER_S;

static void down_only_after_the_hold(void **state)
{
	struct fixture *f = *state;
	struct gauges g = fixture_calm(f->policy);
	struct severity_result r;
	struct severity_lower ask = {.declared = 1,
		.wanted = 2,
		.computed = &r,
		.milder_since = noon,
		.oldest_gauge = INSTANT_NONE};
	struct err err = {0};

	fixture_set(f->policy, &g, "revenue", "14%");
	severity_evaluate(f->policy, &g, &r);
	assert_int_equal(r.level, 2);
	ask.now = noon + 15 * US_PER_MIN - 1;
	assert_int_equal(severity_may_lower(f->policy, &ask, &err), RC_STATE);
	assert_non_null(strstr(err.text, "1m to go"));
	ask.now = noon + 15 * US_PER_MIN;
	assert_int_equal(severity_may_lower(f->policy, &ask, &err), RC_OK);
	ask.milder_since = INSTANT_NONE;
	assert_int_equal(severity_may_lower(f->policy, &ask, &err), RC_STATE);
	ask.milder_since = noon;
	ask.wanted = 3;
	assert_int_equal(severity_may_lower(f->policy, &ask, &err), RC_STATE);
	assert_non_null(strstr(err.text, "the gauges give SEV2"));
	ask.wanted = 1;
	assert_int_equal(severity_may_lower(f->policy, &ask, &err), RC_STATE);
	assert_int_equal(severity_hold(f->policy, 1), 15 * US_PER_MIN);
	assert_int_equal(severity_hold(f->policy, 2), 30 * US_PER_MIN);
	assert_int_equal(severity_hold(f->policy, 3), 60 * US_PER_MIN);
}

static void nothing_unknown_or_old_lowers(void **state)
{
	struct fixture *f = *state;
	struct gauges g = fixture_calm(f->policy);
	struct severity_result r;
	struct severity_lower ask = {.declared = 1,
		.wanted = 5,
		.computed = &r,
		.milder_since = noon,
		.oldest_gauge = INSTANT_NONE,
		.now = noon + US_PER_H};
	struct err err = {0};

	fixture_set(f->policy, &g, "trend", "?");
	severity_evaluate(f->policy, &g, &r);
	assert_int_equal(severity_may_lower(f->policy, &ask, &err), RC_STATE);
	assert_non_null(strstr(err.text, "trend is unknown"));
	fixture_set(f->policy, &g, "trend", "steady");
	severity_evaluate(f->policy, &g, &r);
	ask.oldest_gauge = ask.now - 29 * US_PER_MIN;
	assert_int_equal(severity_may_lower(f->policy, &ask, &err), RC_OK);
	ask.oldest_gauge = ask.now - 30 * US_PER_MIN;
	assert_int_equal(severity_may_lower(f->policy, &ask, &err), RC_STATE);
	assert_non_null(strstr(err.text, "30m old"));
	assert_int_equal(severity_gauge_age(f->policy, 1, 59 * US_PER_MIN), GAUGE_STALE);
	assert_int_equal(severity_gauge_age(f->policy, 1, 60 * US_PER_MIN), GAUGE_EXPIRED);
}

static void an_override_cannot_touch_harm(void **state)
{
	struct fixture *f = *state;
	struct gauges g = partial_outage(f);
	struct severity_result r;
	struct err err = {0};
	instant expires = 0;

	severity_evaluate(f->policy, &g, &r);
	assert_int_equal(
		severity_may_override(f->policy, &r, 3, false, noon, &expires, &err), RC_DENIED);
	assert_non_null(strstr(err.text, "second named person"));
	assert_int_equal(
		severity_may_override(f->policy, &r, 3, true, noon, &expires, &err), RC_OK);
	assert_int_equal(expires, noon + US_PER_H);
	/* The deciding rule is not protected, but one below it is, and would hold SEV2. */
	fixture_set(f->policy, &g, "users_share", "5000");
	fixture_set(f->policy, &g, "degradation", "unavailable");
	fixture_set(f->policy, &g, "money", "reversible");
	severity_evaluate(f->policy, &g, &r);
	assert_int_equal(r.level, 1);
	assert_int_equal(
		severity_may_override(f->policy, &r, 2, true, noon, &expires, &err), RC_OK);
	assert_int_equal(
		severity_may_override(f->policy, &r, 3, true, noon, &expires, &err), RC_DENIED);
	assert_non_null(strstr(err.text, "holds SEV2"));
	assert_int_equal(
		severity_may_override(f->policy, &r, 6, true, noon, &expires, &err), RC_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reason_reads_as_a_sentence),
		cmocka_unit_test(a_reason_takes_words_from_outside),
		cmocka_unit_test(every_near_change_is_true),
		cmocka_unit_test(near_changes_as_text),
		cmocka_unit_test(the_next_time_rule_is_foreseen),
		cmocka_unit_test(down_only_after_the_hold),
		cmocka_unit_test(nothing_unknown_or_old_lowers),
		cmocka_unit_test(an_override_cannot_touch_harm),
	};
	return cmocka_run_group_tests_name("severity_change", tests, setup, teardown);
}
