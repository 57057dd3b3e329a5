/* view_report.h: figures over several incidents as documents and JSON: median and p90, drills apart, what is unknown counted. */
#ifndef VIEW_VIEW_REPORT_H
#define VIEW_VIEW_REPORT_H

#include "base/str.h"
#include "core/metrics.h"
#include "doc/doc.h"

/* "47m", "93%", "2"; "?" when nobody knows, empty when it is not meant. */
struct str view_measured(struct arena *a, enum measure m, struct measured x);

/* For people: the sums, a plot of the response times, drills in a table of their own. */
struct doc *view_metrics(struct arena *a, const struct metric_report *r);
/* For spreadsheets: one table with a row for each measure of the real ones, then of the drills; times in seconds. */
struct doc *view_metrics_table(struct arena *a, const struct metric_report *r);
/* One object for each measure: group measure unit n unknown median p90 mean. */
void view_metrics_json(struct buf *out, const struct metric_report *r);

/* The same incident by incident. `plain`: for spreadsheets, times in seconds. */
struct doc *view_metric_incidents(struct arena *a, const struct metric_report *r, bool plain);
void view_metric_incidents_json(struct buf *out, const struct metric_report *r);
/* The measures of one incident as a member object; null is unknown, what is not meant is left out. */
struct json_out;
void view_measures_json(
	struct json_out *o, const char *name, const struct incident *i, instant now);
/* As a table: how long and how many, with what it is measured from. */
void view_measures(struct doc *d, const struct incident *i, instant now);

#endif
