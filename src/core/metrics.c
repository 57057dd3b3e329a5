/* metrics.c: measures incidents and sums them up; never a mean alone, never a guess for what is unknown. */
#include "core/metrics.h"

#include "core/fence.h"

static const struct {
	const char *name, *id;
	enum measure_unit unit;
} measures[MEASURE_COUNT] = {
	[MEASURE_DETECT] = {"detect", "detect", MEASURE_TIME},
	[MEASURE_ACKNOWLEDGE] = {"acknowledge", "acknowledge", MEASURE_TIME},
	[MEASURE_DECLARE] = {"declare", "declare", MEASURE_TIME},
	[MEASURE_COMMAND] = {"command", "command", MEASURE_TIME},
	[MEASURE_FIRST_PUBLIC] = {"first public word", "first_public", MEASURE_TIME},
	[MEASURE_MITIGATE] = {"mitigate", "mitigate", MEASURE_TIME},
	[MEASURE_RESOLVE] = {"resolve", "resolve", MEASURE_TIME},
	[MEASURE_AT_SEV1] = {"at SEV1", "at_sev1", MEASURE_TIME},
	[MEASURE_AT_SEV2] = {"at SEV2", "at_sev2", MEASURE_TIME},
	[MEASURE_AT_SEV3] = {"at SEV3", "at_sev3", MEASURE_TIME},
	[MEASURE_AT_SEV4] = {"at SEV4", "at_sev4", MEASURE_TIME},
	[MEASURE_AT_SEV5] = {"at SEV5", "at_sev5", MEASURE_TIME},
	[MEASURE_ADHERENCE] = {"updates on time", "adherence", MEASURE_SHARE},
	[MEASURE_HANDOVERS] = {"hand-overs", "handovers", MEASURE_NUMBER},
	[MEASURE_RESPONDERS] = {"responder hours", "responders", MEASURE_TIME},
};

const char *measure_name(enum measure m)
{
	return measures[m].name;
}

const char *measure_id(enum measure m)
{
	return measures[m].id;
}

enum measure_unit measure_unit(enum measure m)
{
	return measures[m].unit;
}

/* ---- One incident ---- */

static struct measured known(int64_t value)
{
	return (struct measured){MEASURED, value};
}

static struct measured known_unless(duration d)
{
	return d == INSTANT_NONE ? (struct measured){.state = MEASURE_UNKNOWN} : known(d);
}

static instant end_of(const struct incident *i, instant now)
{
	return i->closed == INSTANT_NONE ? now : i->closed;
}

static struct measured at_level(const struct incident *i, int level, instant now)
{
	duration per[6];

	incident_minutes_per_level(i, end_of(i, now), per);
	return per[level] ? known(per[level]) : (struct measured){.state = MEASURE_NOT_MEANT};
}

static struct measured adherence(const struct incident *i)
{
	struct update_score s = update_score(i, (struct str){0});
	int percent = update_adherence(&s);

	return percent < 0 ? (struct measured){.state = MEASURE_NOT_MEANT} : known(percent);
}

static struct measured handovers(const struct incident *i)
{
	int64_t n = 0;

	for (size_t k = 0; k < i->people.handovers.n; k++) {
		enum handover_state s = i->people.handovers.v[k].state;

		n += s == HANDOVER_ACCEPTED || s == HANDOVER_TAKEN;
	}
	return known(n);
}

/* A stretch of one person's time. */
struct stretch {
	struct str person;
	instant from, to;
};

static int by_person(const void *x, const void *y)
{
	const struct stretch *a = x, *b = y;
	int c = str_cmp(a->person, b->person);

	return c ? c : a->from < b->from ? -1 : a->from > b->from;
}

static void add_stretch(
	struct stretch *v, size_t *n, struct str person, instant from, instant to, instant end)
{
	to = to == INSTANT_NONE || to > end ? end : to;
	if (person.n && from != INSTANT_NONE && from < to)
		v[(*n)++] = (struct stretch){person, from, to};
}

/* Somebody who holds two roles and sits in the room is one person. */
static struct measured responders(struct arena *a, const struct incident *i, instant now)
{
	instant end = end_of(i, now);
	struct stretch *v = ARENA_ARRAY(a, i->roles.n + i->people.presences.n + 1, struct stretch);
	size_t n = 0;
	duration sum = 0;

	for (size_t k = 0; k < i->roles.n; k++)
		add_stretch(v, &n, i->roles.v[k].person, i->roles.v[k].from, i->roles.v[k].to, end);
	for (size_t k = 0; k < i->people.presences.n; k++) {
		const struct presence *p = &i->people.presences.v[k];

		add_stretch(v, &n, p->person, p->from, p->to, end);
	}
	if (!n)
		return (struct measured){.state = MEASURE_UNKNOWN};
	qsort(v, n, sizeof *v, by_person);
	for (size_t k = 0; k < n; k++) {
		bool same = k && str_eq(v[k].person, v[k - 1].person);

		/* What the one before covers is counted; the rest of it goes on from there. */
		if (same && v[k].from < v[k - 1].to)
			v[k].from = v[k - 1].to;
		if (same && v[k].to < v[k - 1].to)
			v[k].to = v[k - 1].to;
		sum += v[k].to > v[k].from ? v[k].to - v[k].from : 0;
	}
	return known(sum);
}

struct measured incident_measure(
	struct arena *a, const struct incident *i, enum measure m, instant now)
{
	struct response_times t = incident_response_times(i);

	switch (m) {
	case MEASURE_DETECT:
		return known_unless(t.detect);
	case MEASURE_ACKNOWLEDGE:
		return known_unless(t.acknowledge);
	case MEASURE_DECLARE:
		return known_unless(t.declare);
	case MEASURE_COMMAND:
		return known_unless(t.command);
	case MEASURE_FIRST_PUBLIC:
		return known_unless(t.first_public);
	case MEASURE_MITIGATE:
		return known_unless(t.mitigate);
	case MEASURE_RESOLVE:
		return known_unless(t.resolve);
	case MEASURE_AT_SEV1:
	case MEASURE_AT_SEV2:
	case MEASURE_AT_SEV3:
	case MEASURE_AT_SEV4:
	case MEASURE_AT_SEV5:
		return at_level(i, 1 + (int)m - MEASURE_AT_SEV1, now);
	case MEASURE_ADHERENCE:
		return adherence(i);
	case MEASURE_HANDOVERS:
		return handovers(i);
	case MEASURE_RESPONDERS:
		return responders(a, i, now);
	case MEASURE_COUNT:
		break;
	}
	return (struct measured){.state = MEASURE_NOT_MEANT};
}

/* ---- Many values ---- */

static int ascending(const void *x, const void *y)
{
	const double *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

double metric_percentile(double *v, size_t n, unsigned p)
{
	size_t rank = (n * p + 99) / 100;

	qsort(v, n, sizeof *v, ascending);
	return v[rank ? rank - 1 : 0];
}

double metric_median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, ascending);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

double metric_mean(const double *v, size_t n)
{
	double sum = 0;

	for (size_t k = 0; k < n; k++)
		sum += v[k];
	return sum / (double)n;
}

static bool is_meant(const struct incident *i, instant from, instant to, bool outside)
{
	if (i->dismissed || i->blank || (outside && !incident_may_leave(i)))
		return false;
	return (from == INSTANT_NONE || i->declared >= from) &&
	       (to == INSTANT_NONE || i->declared < to);
}

void metric_report_of(struct arena *a, const struct board *b, instant from, instant to, instant now,
	bool outside, struct metric_report *ret)
{
	*ret = (struct metric_report){.from = from, .to = to};
	ret->rows = ARENA_ARRAY(a, b->incidents.n + 1, struct metric_row);
	for (size_t n = 0; n < b->incidents.n; n++) {
		const struct incident *i = b->incidents.v[n];
		struct metric_row *row = &ret->rows[ret->n];

		if (!is_meant(i, from, to, outside))
			continue;
		row->incident = i;
		for (int m = 0; m < MEASURE_COUNT; m++)
			row->v[m] = incident_measure(a, i, (enum measure)m, now);
		ret->drills += i->drill;
		ret->sensitive += i->sensitive;
		ret->n++;
	}
}

struct metric_sum metric_sum_of(
	struct arena *a, const struct metric_report *r, enum measure m, bool drills)
{
	double *v = ARENA_ARRAY(a, r->n + 1, double);
	struct metric_sum s = {0};

	for (size_t n = 0; n < r->n; n++) {
		struct measured x = r->rows[n].v[m];

		if (r->rows[n].incident->drill != drills)
			continue;
		if (x.state == MEASURED)
			v[s.n++] = (double)x.value;
		s.unknown += x.state == MEASURE_UNKNOWN;
	}
	if (!s.n)
		return s;
	s.mean = metric_mean(v, s.n);
	s.median = metric_median(v, s.n);
	s.p90 = metric_percentile(v, s.n, 90);
	return s;
}
