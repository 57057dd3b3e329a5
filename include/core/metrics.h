/* metrics.h: what an incident took, measure by measure, and what many of them come to: median and ninetieth percentile. */
#ifndef CORE_METRICS_H
#define CORE_METRICS_H

#include "core/board.h"

/* In the order of reports. Times are microseconds, shares percent, counts plain. */
enum measure {
	MEASURE_DETECT,       /* start of impact to first signal */
	MEASURE_ACKNOWLEDGE,  /* first signal to the first who looked */
	MEASURE_DECLARE,      /* first signal to declaration */
	MEASURE_COMMAND,      /* declaration to the first commander */
	MEASURE_FIRST_PUBLIC, /* declaration to the first public word */
	MEASURE_MITIGATE,     /* start of impact to harm contained */
	MEASURE_RESOLVE,      /* start of impact to verified recovery */
	MEASURE_AT_SEV1,      /* time at each declared level, until the close or now */
	MEASURE_AT_SEV2,
	MEASURE_AT_SEV3,
	MEASURE_AT_SEV4,
	MEASURE_AT_SEV5,
	MEASURE_ADHERENCE,  /* promises answered in time, of those that fell due */
	MEASURE_HANDOVERS,  /* roles that changed hands by acceptance or takeover */
	MEASURE_RESPONDERS, /* time of people: holding a role or in the room, each counted once */
	MEASURE_COUNT
};
enum measure_unit { MEASURE_TIME, MEASURE_SHARE, MEASURE_NUMBER };

const char *measure_name(enum measure m); /* "first public word", "at SEV1" */
const char *measure_id(enum measure m);   /* "first_public", "at_sev1": in JSON and CSV */
enum measure_unit measure_unit(enum measure m);

/* Unknown is what nobody said; not meant is what this incident cannot have: time at a level it never had. */
enum measured_state { MEASURED, MEASURE_UNKNOWN, MEASURE_NOT_MEANT };
struct measured {
	enum measured_state state;
	int64_t value; /* negative: the first came before the second */
};
struct measured incident_measure(
	struct arena *a, const struct incident *i, enum measure m, instant now);

/*
 * Percentiles are by nearest rank: the smallest value that is not exceeded by at least p percent of them, number
 * ceil(p/100 * n) of the sorted list, so that each is a value that really occurred (definition 1 of Hyndman and Fan, "Sample
 * quantiles in statistical packages", The American Statistician 50, 1996). The median is the middle value, or the mean of the
 * two in the middle. The list is sorted in place; n is at least 1, p from 1 to 100.
 */
double metric_percentile(double *v, size_t n, unsigned p);
double metric_median(double *v, size_t n);
double metric_mean(const double *v, size_t n);

/* A change of a figure over time is not told below this many incidents: it would be noise. */
enum { METRIC_TREND_LEAST = 20 };

struct metric_sum {
	size_t n, unknown;        /* known; unknown */
	double median, p90, mean; /* of the known; 0 when there are none */
};

/* One row for each incident of a period, in order of number. */
struct metric_row {
	const struct incident *incident;
	struct measured v[MEASURE_COUNT];
};
struct metric_report {
	instant from, to; /* declared in [from, to); INSTANT_NONE: open */
	struct metric_row *rows;
	size_t n;
	size_t drills, sensitive; /* of the rows */
};

/*
 * Dismissed incidents are left out, and so are those hidden on this board. Drills are among the rows but in no sum of real
 * ones. `outside`: the answer leaves the house, so that only incidents are read that may.
 */
void metric_report_of(struct arena *a, const struct board *b, instant from, instant to, instant now,
	bool outside, struct metric_report *ret);
/* Of the real ones or of the drills. */
struct metric_sum metric_sum_of(
	struct arena *a, const struct metric_report *r, enum measure m, bool drills);

#endif
