/* test_metrics.c: every vector of the handbook's figures, percentiles by nearest rank, and one person's time counted once. */
#include "support/test.h"

#include "base/tsv.h"
#include "core/formula.h"
#include "core/metrics.h"
#include "test_severity_fixture.h"

/* As many decimals as the table gives must agree. */
static void same_number(struct str id, struct str want, struct str got)
{
	ptrdiff_t point = str_find_ch(want, '.');
	double tolerance = 0.5, w, g;
	char *end;

	for (size_t n = point < 0 ? want.n : (size_t)point + 1; n < want.n; n++)
		tolerance /= 10;
	w = strtod(want.p, &end);
	assert_ptr_not_equal(end, want.p);
	g = strtod(got.p, &end);
	if (end != got.p + got.n || w - g > tolerance * 1.01 || g - w > tolerance * 1.01)
		fail_msg("%.*s: %.*s, want %.*s", STR_ARG(id), STR_ARG(got), STR_ARG(want));
}

static bool is_text(struct str want)
{
	return str_find_ch(want, ':') >= 0 || str_find_ch(want, '=') >= 0;
}

static void vectors_agree(void **state)
{
	static const char path[] = "tests/data/metric_vectors.tsv";
	struct arena *a = arena_new();
	struct err err = {0};
	struct tsv t;

	(void)state;
	assert_int_equal(tsv_parse(a, path, fixture_file(a, path), &t, &err), RC_OK);
	assert_int_equal(t.rows, 55);
	for (size_t n = 0; n < t.rows; n++) {
		struct str id = tsv_cell(&t, n, tsv_column(&t, "id"));
		struct str want = str_dup(a, tsv_cell(&t, n, tsv_column(&t, "expected")));
		struct str got = {0};

		if (formula_eval(a, tsv_cell(&t, n, tsv_column(&t, "metric")),
			    tsv_cell(&t, n, tsv_column(&t, "input")), &got, &err) != RC_OK)
			fail_msg("%.*s: %s", STR_ARG(id), err.text);
		want = str_z(str_to_z(a, want));
		if (is_text(want))
			assert_true(str_eq(want, got));
		else
			same_number(id, want, str_z(str_to_z(a, got)));
	}
	arena_free(a);
}

static void every_example_is_right(void **state)
{
	struct arena *a = arena_new();
	const struct formula *f;
	size_t n = 0;

	(void)state;
	for (; (f = formula_at(n)); n++) {
		struct err err = {0};
		struct str got;

		if (formula_eval(a, str_z(f->name), str_z(f->example), &got, &err) != RC_OK)
			fail_msg("%s: %s", f->name, err.text);
		assert_true(got.n > 0);
	}
	assert_int_equal(n, 37);
	arena_free(a);
}

static void refused(const char *name, const char *input, const char *why)
{
	struct arena *a = arena_new();
	struct err err = {0};
	struct str got = {0};

	assert_int_not_equal(formula_eval(a, str_z(name), str_z(input), &got, &err), RC_OK);
	if (str_find(str_z(err.text), str_z(why)) < 0)
		fail_msg("%s %s: %s", name, input, err.text);
	assert_int_equal(got.n, 0);
	arena_free(a);
}

static void wrong_input_is_refused(void **state)
{
	(void)state;
	refused("burn", "slo=0.9", "there is no formula burn");
	refused("burn_rate", "slo=0.999,bad=144", "valid is missing");
	refused("burn_rate", "slo=0.999,bad=x,valid=1", "x is not a number");
	refused("burn_rate", "slo=1,bad=1,valid=1", "nothing to divide by");
	refused("median", "", "values is missing");
	refused("ttd_min", "start=09:58", "one of the two times is missing");
	refused("ttd_min", "start=0958,detect=10:12", "a time of day");
	refused("percentile.nearest_rank", "values=1;p=0", "p is from 1 to 100");
	refused("downtime_min", "impact=[10:47-10:00]", "no stretch of time");
	refused("composite.mixed", "serial(parallel(0.9,up))", "up: a number");
	refused("composite.mixed",
		"serial(serial(serial(serial(serial(serial(serial(serial(serial(1)))))))))",
		"at most 8 deep");
	refused("composite.k_of_n", "k=3,n=2,A=0.9", "k from 0 to n");
	refused("utilisation.mm1_wait_s", "lambda=10,mu=10", "has no end");
	refused("forecast.linear", "samples=(1,2),(1,3);limit=9", "nothing to divide by");
	refused("time_in_sev", "SEV7 10:00-11:00", "not written like");
	refused("littles_law", "a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1,l=1,m=1,n=1,o=1,p=1",
		"at most 16 names");
}

static void percentiles_are_values_that_occurred(void **state)
{
	double one[] = {7}, two[] = {9, 3}, many[20];

	(void)state;
	assert_true(metric_percentile(one, 1, 90) == 7 && metric_median(one, 1) == 7);
	assert_true(metric_percentile(two, 2, 50) == 3 && metric_percentile(two, 2, 51) == 9);
	assert_true(metric_median(two, 2) == 6);
	for (int n = 0; n < 20; n++)
		many[n] = 20 - n;
	assert_true(metric_percentile(many, 20, 90) == 18 && metric_percentile(many, 20, 91) == 19);
	assert_true(metric_percentile(many, 20, 1) == 1 && metric_percentile(many, 20, 100) == 20);
}

static void hold(struct arena *a, struct incident *i, const char *person, instant from, instant to)
{
	struct tenure *t = VEC_PUSH(a, &i->roles);

	t->role = STR("ops");
	t->person = str_z(person);
	t->from = from * US_PER_MIN;
	t->to = to < 0 ? INSTANT_NONE : to * US_PER_MIN;
}

static void one_person_is_counted_once(void **state)
{
	struct arena *a = arena_new();
	struct incident *i = ARENA_NEW(a, struct incident);
	struct measured m;

	(void)state;
	i->closed = INSTANT_NONE;
	m = incident_measure(a, i, MEASURE_RESPONDERS, 60 * US_PER_MIN);
	assert_int_equal(m.state, MEASURE_UNKNOWN);
	hold(a, i, "lead", 0, 30);
	hold(a, i, "ops1", 10, -1);
	hold(a, i, "lead", 20, 40);
	hold(a, i, "lead", 5, 15);
	hold(a, i, "lead", 50, 55);
	m = incident_measure(a, i, MEASURE_RESPONDERS, 60 * US_PER_MIN);
	assert_int_equal(m.state, MEASURED);
	assert_int_equal(m.value / US_PER_MIN, 45 + 50);
	i->closed = 20 * US_PER_MIN;
	m = incident_measure(a, i, MEASURE_RESPONDERS, 60 * US_PER_MIN);
	assert_int_equal(m.value / US_PER_MIN, 20 + 10);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_agree),
		cmocka_unit_test(every_example_is_right),
		cmocka_unit_test(wrong_input_is_refused),
		cmocka_unit_test(percentiles_are_values_that_occurred),
		cmocka_unit_test(one_person_is_counted_once),
	};
	return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
