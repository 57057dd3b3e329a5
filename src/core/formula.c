/* formula.c: the formulas of availability, error budgets, limits, capacity and times, one function each in one table. */
#include "core/formula_internal.h"

#include "core/metrics.h"

enum { MIN_PER_DAY = 1440, NEST_MAX = 8, POWER_MAX = 1000, TIME_MOST_MIN = 366 * MIN_PER_DAY };

/* ---- Composition ---- */

static double product(const double *v, size_t n, bool of_failures)
{
	double p = 1;

	for (size_t k = 0; k < n; k++)
		p *= of_failures ? 1 - v[k] : v[k];
	return p;
}

static double power(double x, double n)
{
	double p = 1;

	for (int k = 0; k < POWER_MAX && k < n; k++)
		p *= x;
	return p;
}

static double serial(struct inputs *in)
{
	double *v;
	size_t n = input_list(in, "", &v);

	return product(v, n, false);
}

static double parallel(struct inputs *in)
{
	double *v;
	size_t n = input_list(in, "", &v);

	return 1 - product(v, n, true);
}

static double beta(struct inputs *in)
{
	double a = input_number(in, "A"), n = input_number(in, "n"), b = input_number(in, "beta");

	return 1 - (power(1 - b, n) * power(1 - a, n) + b * (1 - a));
}

static double k_of_n(struct inputs *in)
{
	double k = input_number(in, "k"), n = input_number(in, "n"), a = input_number(in, "A");
	double sum = 0;

	/* Written so that what is no number is wrong too. */
	if (!(n >= 1 && n <= 100 && k >= 0 && k <= n)) {
		inputs_wrong(in, "k of n: n from 1 to 100, k from 0 to n");
		return 0;
	}
	for (int i = (int)k; i <= (int)n; i++) {
		double ways = 1;

		for (int j = 1; j <= (int)n - i; j++)
			ways = ways * (i + j) / j;
		sum += ways * power(a, i) * power(1 - a, n - i);
	}
	return sum;
}

static double mixed_of(struct inputs *in, struct str text, int depth);

/* What stands in the brackets of serial(...) and parallel(...), which may hold such again. */
static double nested(struct inputs *in, struct str inner, bool side_by_side, int depth)
{
	struct inputs parts;
	const struct str *items = NULL;
	double v[ITEMS_MAX] = {0};
	size_t n;

	inputs_read(&parts, in->arena, inner);
	n = input_items(&parts, "", &items);
	if (parts.err.rc != RC_OK)
		inputs_wrong(in, "%s", parts.err.text);
	for (size_t k = 0; k < n; k++)
		v[k] = mixed_of(in, items[k], depth + 1);
	return side_by_side ? 1 - product(v, n, true) : product(v, n, false);
}

static double mixed_of(struct inputs *in, struct str text, int depth)
{
	bool side_by_side = str_starts(text, STR("parallel("));
	double v = 0;

	if ((side_by_side || str_starts(text, STR("serial("))) && str_ends(text, STR(")")) &&
		depth < NEST_MAX)
		return nested(
			in, str_cut(text, side_by_side ? 9 : 7, text.n - 1), side_by_side, depth);
	if (!number_take(&text, &v))
		inputs_wrong(in, "%.*s: a number, serial(...) or parallel(...), at most %d deep",
			STR_ARG(text), NEST_MAX);
	return v;
}

static double mixed(struct inputs *in)
{
	const struct str *items = NULL;

	return input_items(in, "", &items) ? mixed_of(in, items[0], 0) : 0;
}

static double fallback(struct inputs *in)
{
	return 1 - (1 - input_number(in, "A")) * (1 - input_number(in, "f"));
}

static double failover(struct inputs *in)
{
	double a = input_number(in, "A1");

	return a + (1 - a) * input_number(in, "s") * input_number(in, "A2");
}

static double over(struct inputs *in, double part, double whole)
{
	if (whole == 0)
		inputs_wrong(in, "there is nothing to divide by");
	return whole == 0 ? 0 : part / whole;
}

static double mtbf(struct inputs *in)
{
	double up = input_number(in, "mtbf_h");

	return over(in, up, up + input_number(in, "mttr_h"));
}

/* ---- Downtime ---- */

static double allowed_downtime(struct inputs *in)
{
	return (1 - input_number(in, "target")) * input_number(in, "days") * MIN_PER_DAY;
}

static double availability_time(struct inputs *in)
{
	double span = input_number(in, "days") * MIN_PER_DAY - input_or(in, "excluded_min", 0);

	return over(in, span - input_number(in, "downtime_min"), span);
}

/* The first number behind a word of the remark; `otherwise` when the word is not there. */
static double number_behind(struct str remark, struct str word, double otherwise)
{
	ptrdiff_t at = str_find(remark, word);
	struct str rest;
	double v = otherwise;

	if (at < 0)
		return otherwise;
	rest = str_trim(str_cut(remark, (size_t)at + word.n, remark.n));
	return number_take(&rest, &v) ? v : otherwise;
}

/* Exclusions that count: announced as early as was agreed. What is said of it stands behind them. */
static size_t exclusions(struct inputs *in, struct day_span **ret)
{
	const struct str *items = NULL;
	double announced, asked;
	size_t n;

	if (!inputs_has(in, "exclusion"))
		return 0;
	n = input_items(in, "exclusion", &items);
	if (str_eq_z(items[0], "none"))
		return 0;
	announced = number_behind(items[0], STR("announced"), 0);
	asked = number_behind(items[n - 1], STR("asks"), 0);
	if (announced < asked)
		return 0;
	if (n > 1 && str_starts(items[n - 1], STR("contract ")))
		input_drop_last(in, "exclusion");
	return input_spans(in, "exclusion", ret);
}

static double later(double a, double b)
{
	return a > b ? a : b;
}

/* The heaviest weight at a moment, and the end of the stretch in which that does not change. */
static double weight_at(const struct day_span *v, size_t n, double at, double *end)
{
	double weight = 0;

	for (size_t k = 0; k < n; k++) {
		if (v[k].from <= at && at < v[k].to)
			weight = later(weight, v[k].weight);
		if (v[k].from > at && v[k].from < *end)
			*end = v[k].from;
		if (v[k].to > at && v[k].to < *end)
			*end = v[k].to;
	}
	return weight;
}

static double weighed(
	const struct day_span *hit, size_t hits, const struct day_span *out, size_t outs)
{
	double sum = 0, last = 0, at = 0;

	for (size_t k = 0; k < hits; k++)
		last = later(last, hit[k].to);
	while (at < last) {
		double end = last, weight = weight_at(hit, hits, at, &end);

		if (weight_at(out, outs, at, &end) == 0)
			sum += weight * (end - at);
		at = end;
	}
	return sum;
}

static double downtime(struct inputs *in)
{
	struct day_span *hit, *out = NULL;
	size_t hits = input_spans(in, "impact", &hit), outs = exclusions(in, &out);

	return in->err.rc == RC_OK ? weighed(hit, hits, out, outs) : 0;
}

static double downtime_weighted(struct inputs *in)
{
	struct day_span *hit;
	size_t hits = input_spans(in, "", &hit);

	return in->err.rc == RC_OK ? weighed(hit, hits, NULL, 0) : 0;
}

static double good_of_valid(struct inputs *in)
{
	return over(in, input_number(in, "good"), input_number(in, "valid"));
}

/* ---- Error budgets ---- */

static double burn_rate(struct inputs *in)
{
	return over(in, over(in, input_number(in, "bad"), input_number(in, "valid")),
		1 - input_number(in, "slo"));
}

static double burn_threshold(struct inputs *in)
{
	return over(in, input_number(in, "budget") * input_number(in, "period_d") * 24,
		input_number(in, "window_h"));
}

static double budget_used(struct inputs *in)
{
	return over(in, input_number(in, "bad"),
		(1 - input_number(in, "slo")) * input_number(in, "valid_period"));
}

static double time_to_exhaust(struct inputs *in)
{
	return over(in, input_number(in, "remaining") * input_number(in, "period_d") * 24,
		input_number(in, "burn"));
}

/* Minutes of the day. */
static double breach_at(struct inputs *in)
{
	double left = input_number(in, "allowed") - input_number(in, "used");

	return input_clock(in, "now") + over(in, left, input_number(in, "burning"));
}

/* ---- Times, as an incident has them ---- */

static void put_mark(struct inputs *in, struct incident *i, enum mark m, const char *key)
{
	i->marks[m].at = INSTANT_NONE;
	if (!inputs_has(in, key))
		return;
	i->marks[m].seq = 1;
	i->marks[m].at = (instant)(input_clock(in, key) * (double)US_PER_MIN);
}

static double minutes(struct inputs *in, enum measure m)
{
	struct incident *i = ARENA_NEW(in->arena, struct incident);
	struct measured x;

	put_mark(in, i, MARK_IMPACT_START, "start");
	put_mark(in, i, MARK_DETECTED, "detect");
	put_mark(in, i, MARK_ACKNOWLEDGED, "ack");
	put_mark(in, i, MARK_MITIGATED, "mitigate");
	put_mark(in, i, MARK_RESOLVED, "resolve");
	i->declared = i->closed = INSTANT_NONE;
	if (inputs_has(in, "declare"))
		i->declared = (instant)(input_clock(in, "declare") * (double)US_PER_MIN);
	x = incident_measure(in->arena, i, m, INSTANT_NONE);
	if (x.state != MEASURED)
		inputs_wrong(in, "one of the two times is missing");
	return x.state == MEASURED ? (double)x.value / (double)US_PER_MIN : 0;
}

static double ttd(struct inputs *in)
{
	return minutes(in, MEASURE_DETECT);
}

static double tta(struct inputs *in)
{
	return minutes(in, MEASURE_ACKNOWLEDGE);
}

static double ttdecl(struct inputs *in)
{
	return minutes(in, MEASURE_DECLARE);
}

static double ttm(struct inputs *in)
{
	return minutes(in, MEASURE_MITIGATE);
}

static double ttr(struct inputs *in)
{
	return minutes(in, MEASURE_RESOLVE);
}

static double rto_actual(struct inputs *in)
{
	return input_clock(in, "restored") - input_clock(in, "disruption");
}

static double rpo_actual(struct inputs *in)
{
	return input_clock(in, "disruption") - input_clock(in, "last_good_point");
}

static double rto_gap(struct inputs *in)
{
	return input_number(in, "actual") - input_number(in, "target");
}

/* ---- Many values, limits, capacity ---- */

static double nearest_rank(struct inputs *in)
{
	double *v, p = input_number(in, "p");
	size_t n = input_list(in, "values", &v);

	if (p < 1 || p > 100)
		inputs_wrong(in, "p is from 1 to 100");
	return in->err.rc == RC_OK ? metric_percentile(v, n, (unsigned)p) : 0;
}

static double median(struct inputs *in)
{
	double *v;
	size_t n = input_list(in, "values", &v);

	return metric_median(v, n);
}

static double mean(struct inputs *in)
{
	double *v;
	size_t n = input_list(in, "values", &v);

	return metric_mean(v, n);
}

/* The upper limit: the median and k times the spread about it, which few outliers cannot move. */
static double mad_limit(struct inputs *in)
{
	double *v, middle, k = input_number(in, "k");
	size_t n = input_list(in, "values", &v);

	middle = metric_median(v, n);
	for (size_t i = 0; i < n; i++)
		v[i] = v[i] < middle ? middle - v[i] : v[i] - middle;
	return middle + k * 1.4826 * metric_median(v, n);
}

/* "(2,64)" */
static void sample_of(struct inputs *in, struct str item, double *x, double *y)
{
	struct str rest = str_cut(item, 1, item.n);

	*x = *y = 0;
	if (!str_starts(item, STR("(")) || !number_take(&rest, x) || !str_starts(rest, STR(",")))
		inputs_wrong(in, "%.*s is no sample such as (2,64)", STR_ARG(item));
	rest = str_trim(str_cut(rest, 1, rest.n));
	if (!number_take(&rest, y))
		inputs_wrong(in, "%.*s is no sample such as (2,64)", STR_ARG(item));
}

/* Where the line of least squares through the samples meets the limit. */
static double forecast(struct inputs *in)
{
	const struct str *items = NULL;
	size_t n = input_items(in, "samples", &items);
	double sx = 0, sy = 0, sxx = 0, sxy = 0, count = (double)n, slope;

	for (size_t k = 0; k < n; k++) {
		double x, y;

		sample_of(in, items[k], &x, &y);
		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
	}
	slope = over(in, count * sxy - sx * sy, count * sxx - sx * sx);
	return over(in, input_number(in, "limit") - over(in, sy - slope * sx, count), slope);
}

static double littles_law(struct inputs *in)
{
	return input_number(in, "lambda") * input_number(in, "W");
}

static double mm1_wait(struct inputs *in)
{
	double room = input_number(in, "mu") - input_number(in, "lambda");

	if (room <= 0)
		inputs_wrong(in, "more comes in than can be served: the wait has no end");
	return over(in, 1, room);
}

static double alert_precision(struct inputs *in)
{
	return over(in, input_number(in, "actionable"), input_number(in, "total"));
}

static double probe_coverage(struct inputs *in)
{
	return over(in, input_number(in, "with_probe"), input_number(in, "critical_paths"));
}

static double on_time_rate(struct inputs *in)
{
	double kept = input_number(in, "done_on_time");

	return over(
		in, kept, kept + input_number(in, "done_late") + input_number(in, "open_overdue"));
}

/* ---- Those that give no plain number ---- */

static struct str breach_text(struct inputs *in)
{
	double at = breach_at(in);
	int64_t s;

	if (at < 0 || at > TIME_MOST_MIN) {
		inputs_wrong(in, "it is broken already, or not within a year");
		return (struct str){0};
	}
	s = (int64_t)(at * 60 + 0.5);

	return str_fmt(
		in->arena, "%02d:%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

/* "SEV2 10:21-10:40": folded into a history as an incident has it. */
static bool put_level(struct inputs *in, struct incident *i, struct str item, instant *ret_end)
{
	struct sev_change *c = VEC_PUSH(in->arena, &i->history);
	struct inputs part;
	struct day_span *span;

	inputs_read(&part, in->arena, str_cut(item, 5, item.n));
	if (!str_starts(item, STR("SEV")) || item.n < 6 || item.p[3] < '1' || item.p[3] > '5' ||
		!input_spans(&part, "", &span) || part.err.rc != RC_OK)
		return false;
	c->level = item.p[3] - '0';
	c->at = (instant)(span->from * (double)US_PER_MIN);
	*ret_end = (instant)(span->to * (double)US_PER_MIN);
	return true;
}

static struct str time_in_sev(struct inputs *in)
{
	struct incident *i = ARENA_NEW(in->arena, struct incident);
	const struct str *items = NULL;
	size_t n = input_items(in, "", &items);
	duration per[6];
	instant end = 0;
	struct buf b;

	for (size_t k = 0; k < n; k++)
		if (!put_level(in, i, items[k], &end))
			inputs_wrong(
				in, "%.*s is not written like SEV2 10:21-10:40", STR_ARG(items[k]));
	incident_minutes_per_level(i, end, per);
	buf_init(&b, in->arena, 256);
	for (int level = 1; level <= SEVERITY_LEVELS; level++)
		if (per[level])
			buf_addf(&b, "%sSEV%d=%lld", b.n ? "," : "", level,
				(long long)(per[level] / US_PER_MIN));
	return buf_str(&b);
}

static const struct row {
	struct formula f;
	double (*number)(struct inputs *in);
	struct str (*text)(struct inputs *in); /* where the answer is no plain number */
} formulas[] = {
	{{"composite.serial", "0.9999,0.9999,0.9995", "all of them must be up"}, serial, NULL},
	{{"composite.parallel", "0.999,0.999", "one of them is enough"}, parallel, NULL},
	{{"composite.k_of_n", "k=2,n=3,A=0.99", "k of n equal ones are enough"}, k_of_n, NULL},
	{{"composite.mixed", "serial(0.9999,parallel(0.9995,0.9995))", "both, nested"}, mixed,
		NULL},
	{{"composite.parallel.beta", "A=0.999,n=2,beta=0.05", "with a share of common causes"},
		beta, NULL},
	{{"composite.fallback", "A=0.995,f=0.8", "a fallback that covers a share"}, fallback, NULL},
	{{"composite.failover", "A1=0.999,s=0.95,A2=0.999", "a switch that may fail"}, failover,
		NULL},
	{{"allowed_downtime_min", "target=0.999,days=30", "minutes that a target allows"},
		allowed_downtime, NULL},
	{{"availability.time", "days=30,downtime_min=47,excluded_min=120", "by time"},
		availability_time, NULL},
	{{"downtime_min", "impact=[10:00-10:47];exclusion=[10:30-11:00]",
		 "minutes of impact that count"},
		downtime, NULL},
	{{"downtime_weighted_min", "[10:00-10:30]@0.12,[10:30-10:40]@1.0",
		 "minutes by the share that was hit"},
		downtime_weighted, NULL},
	{{"availability.request", "good=9988000,valid=10000000", "by requests"}, good_of_valid,
		NULL},
	{{"burn_rate", "slo=0.999,bad=144,valid=10000", "how fast a budget goes"}, burn_rate, NULL},
	{{"burn_threshold", "budget=0.02,window_h=1,period_d=30", "the rate to be alarmed at"},
		burn_threshold, NULL},
	{{"budget_used", "slo=0.999,bad=2600,valid_period=10000000", "share of the budget"},
		budget_used, NULL},
	{{"time_to_exhaust_h", "remaining=0.62,burn=14.4,period_d=30", "hours until it is gone"},
		time_to_exhaust, NULL},
	{{"ttd_min", "start=09:58,detect=10:12", "minutes to detect"}, ttd, NULL},
	{{"tta_min", "detect=10:12,ack=10:15", "minutes to acknowledge"}, tta, NULL},
	{{"ttdecl_min", "detect=10:12,declare=10:21", "minutes to declare"}, ttdecl, NULL},
	{{"ttm_min", "start=09:58,mitigate=10:50", "minutes to mitigate"}, ttm, NULL},
	{{"ttr_min", "start=09:58,resolve=11:20", "minutes to resolve"}, ttr, NULL},
	{{"percentile.nearest_rank", "values=3,5,7,8;p=90", "a value that occurred"}, nearest_rank,
		NULL},
	{{"median", "values=3,5,7,8", "the middle value"}, median, NULL},
	{{"mean", "values=3,5,7,8", "misleads where one value is large"}, mean, NULL},
	{{"rto_actual_min", "disruption=10:00,restored=12:10", "minutes until restored"},
		rto_actual, NULL},
	{{"rpo_actual_min", "disruption=10:00,last_good_point=09:44", "minutes of data lost"},
		rpo_actual, NULL},
	{{"rto_gap_min", "target=120,actual=130", "minutes over the target"}, rto_gap, NULL},
	{{"availability.mtbf", "mtbf_h=1000,mttr_h=1", "by times between failures"}, mtbf, NULL},
	{{"forecast.linear", "samples=(0,60),(1,62),(2,64);limit=90", "when a limit is met"},
		forecast, NULL},
	{{"threshold.mad", "values=10,11,9,10;k=6", "a limit that outliers cannot move"}, mad_limit,
		NULL},
	{{"littles_law", "lambda=40/s,W=0.25 s", "items in a system"}, littles_law, NULL},
	{{"utilisation.mm1_wait_s", "lambda=8/s,mu=10/s", "seconds in one queue"}, mm1_wait, NULL},
	{{"sla_breach_at", "allowed=43.2,used=31.0,now=10:20,burning=1.0", "when it is broken"},
		NULL, breach_text},
	{{"alert_precision", "actionable=18,total=120", "share worth waking for"}, alert_precision,
		NULL},
	{{"probe_coverage", "critical_paths=20,with_probe=17", "share that is watched"},
		probe_coverage, NULL},
	{{"ontime_rate", "done_on_time=14,done_late=3,open_overdue=3", "late and overdue count"},
		on_time_rate, NULL},
	{{"time_in_sev", "SEV2 10:21-10:40, SEV1 10:40-11:05", "minutes at each level"}, NULL,
		time_in_sev},
};

const struct formula *formula_at(size_t at)
{
	return at < sizeof formulas / sizeof *formulas ? &formulas[at].f : NULL;
}

enum rc formula_eval(
	struct arena *a, struct str name, struct str input, struct str *ret, struct err *err)
{
	const struct row *row = NULL;
	struct inputs *in = ARENA_NEW(a, struct inputs);
	struct str text;

	for (size_t n = 0; n < sizeof formulas / sizeof *formulas && !row; n++)
		row = str_eq_z(name, formulas[n].f.name) ? &formulas[n] : NULL;
	if (!row)
		return err_set(err, RC_UNKNOWN,
			"there is no formula %.*s; `report eval` lists them", STR_ARG(name));
	inputs_read(in, a, input);
	text = row->text ? row->text(in) : str_fmt(a, "%.12g", row->number(in));
	if (in->err.rc != RC_OK)
		return err_set(err, RC_USAGE, "%s; written like %s", in->err.text, row->f.example);
	*ret = text;
	return RC_OK;
}
