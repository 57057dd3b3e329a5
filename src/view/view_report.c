/* view_report.c: the measures of incidents as tables, a plot and JSON, one by one and summed up. */
#include "view/view_report.h"

#include "base/json.h"

enum { LABELLED_MOST = 8 };

static struct str number_text(struct arena *a, double v)
{
	return str_fmt(a, "%.4g", v);
}

static struct str value_text(struct arena *a, enum measure m, double v)
{
	if (m == MEASURE_RESPONDERS)
		return str_fmt(a, "%.1f h", v / (double)US_PER_H);
	switch (measure_unit(m)) {
	case MEASURE_TIME:
		return str_fmt(
			a, "%s%s", v < 0 ? "-" : "", duration_short(a, (duration)(v < 0 ? -v : v)));
	case MEASURE_SHARE:
		return str_fmt(a, "%.0f%%", v);
	case MEASURE_NUMBER:
		break;
	}
	return number_text(a, v);
}

struct str view_measured(struct arena *a, enum measure m, struct measured x)
{
	switch (x.state) {
	case MEASURED:
		return value_text(a, m, (double)x.value);
	case MEASURE_UNKNOWN:
		return STR("?");
	case MEASURE_NOT_MEANT:
		break;
	}
	return STR("");
}

/* ---- Sums ---- */

static void sum_cells(
	struct doc *d, struct doc_row *row, enum measure m, const struct metric_sum *s)
{
	struct arena *a = d->arena;

	doc_cell(d, row, 0, ROLE_HEAD, str_z(measure_name(m)));
	if (s->n) {
		doc_cell(d, row, 1, ROLE_TEXT, value_text(a, m, s->median));
		doc_cell(d, row, 2, ROLE_TEXT, value_text(a, m, s->p90));
		doc_cell(d, row, 3, ROLE_DIM, value_text(a, m, s->mean));
	} else {
		doc_cell(d, row, 1, ROLE_WAIT, STR("not known"));
	}
	doc_cell(d, row, 4, ROLE_TEXT, str_fmt(a, "%zu", s->n));
	doc_cell(d, row, 5, s->unknown ? ROLE_WAIT : ROLE_DIM, str_fmt(a, "%zu", s->unknown));
}

static void sums(struct doc *d, const struct metric_report *r, bool drills)
{
	static const struct doc_column columns[] = {{.title = {"measure", 7}},
		{.title = {"median", 6}, .align = DOC_RIGHT},
		{.title = {"p90", 3}, .align = DOC_RIGHT},
		{.title = {"mean", 4}, .align = DOC_RIGHT},
		{.title = {"of", 2}, .align = DOC_RIGHT},
		{.title = {"unknown", 7}, .align = DOC_RIGHT}};
	struct doc_block *t = doc_table(d, columns, 6);

	for (int m = 0; m < MEASURE_COUNT; m++) {
		struct metric_sum s = metric_sum_of(d->arena, r, (enum measure)m, drills);

		if (s.n || s.unknown)
			sum_cells(d, doc_table_row(d, t, (struct str){0}), (enum measure)m, &s);
	}
}

static struct str period(struct arena *a, const struct metric_report *r)
{
	if (r->from == INSTANT_NONE && r->to == INSTANT_NONE)
		return STR("since the journal begins");
	return str_fmt(a, "%s%s%s%s%s", r->from == INSTANT_NONE ? "" : "declared from ",
		r->from == INSTANT_NONE ? "" : time_iso_prec(a, r->from, PREC_MIN),
		r->to == INSTANT_NONE     ? ""
		: r->from == INSTANT_NONE ? "declared before "
					  : " to ",
		r->to == INSTANT_NONE ? "" : time_iso_prec(a, r->to, PREC_MIN),
		r->to == INSTANT_NONE ? " on" : "");
}

static void point(struct doc *d, struct doc_block *f, enum measure m, double v, enum doc_role role,
	struct str label, bool quiet)
{
	*doc_figure_add(d, f) = (struct doc_figure_point){.at = (instant)(v < 0 ? 0 : v),
		.to = INSTANT_NONE,
		.lane = str_z(measure_name(m)),
		.role = role,
		.label = label,
		.quiet = quiet};
}

static void plot_measure(
	struct doc *d, struct doc_block *f, const struct metric_report *r, enum measure m)
{
	struct metric_sum s = metric_sum_of(d->arena, r, m, false);
	struct arena *a = d->arena;

	for (size_t n = 0; n < r->n; n++) {
		const struct metric_row *row = &r->rows[n];

		if (row->incident->drill || row->v[m].state != MEASURED)
			continue;
		if (f->figure->to < row->v[m].value)
			f->figure->to = row->v[m].value;
		point(d, f, m, (double)row->v[m].value, ROLE_DIM,
			str_fmt(a, "INC-%u", row->incident->number), s.n > LABELLED_MOST);
	}
	if (s.n < 2)
		return;
	point(d, f, m, s.median, ROLE_HEAD,
		str_fmt(a, "median %.*s", STR_ARG(value_text(a, m, s.median))), false);
	point(d, f, m, s.p90, ROLE_SEV2, str_fmt(a, "p90 %.*s", STR_ARG(value_text(a, m, s.p90))),
		false);
}

static void plot(struct doc *d, const struct metric_report *r)
{
	struct doc_block *f = doc_add(d, DOC_FIGURE);

	f->figure->elapsed = true;
	f->figure->from = 0;
	f->figure->to = US_PER_MIN;
	f->figure->title = STR("Time to each milestone");
	f->figure->summary = str_fmt(d->arena,
		"one ring (o) for each of %zu incidents, %.*s; * is the median, # the ninetieth "
		"percentile",
		r->n - r->drills, STR_ARG(period(d->arena, r)));
	for (int m = MEASURE_DETECT; m <= MEASURE_RESOLVE; m++)
		plot_measure(d, f, r, (enum measure)m);
}

static void marks(struct doc *d, const struct metric_report *r)
{
	size_t real = r->n - r->drills;

	if (r->sensitive)
		doc_paraf(d, ROLE_DRILL,
			"SENSITIVE: %zu of them %s known only to the people in %s; so is this "
			"page.",
			r->sensitive, r->sensitive == 1 ? "is" : "are",
			r->sensitive == 1 ? "it" : "them");
	if (real && real < METRIC_TREND_LEAST)
		doc_paraf(d, ROLE_DIM,
			"Fewer than %d incidents: too few to say whether it gets better.",
			METRIC_TREND_LEAST);
}

struct doc *view_metrics(struct arena *a, const struct metric_report *r)
{
	struct doc *d = doc_new(a);
	size_t real = r->n - r->drills;

	doc_heading(d, 2,
		str_fmt(a, "%zu incident%s, %.*s", real, real == 1 ? "" : "s",
			STR_ARG(period(a, r))));
	marks(d, r);
	if (real) {
		sums(d, r, false);
		plot(d, r);
	} else {
		doc_paraf(
			d, ROLE_WAIT, "None. Dismissed ones do not count, and drills stand apart.");
	}
	if (r->drills) {
		doc_heading(d, 2,
			str_fmt(a, "%zu drill%s, in no figure above", r->drills,
				r->drills == 1 ? "" : "s"));
		sums(d, r, true);
	}
	return d;
}

/* ---- For spreadsheets and programs ---- */

static const char *unit_name(enum measure m)
{
	static const char *const names[] = {"s", "percent", "number"};

	return names[measure_unit(m)];
}

static double in_unit(enum measure m, double v)
{
	return measure_unit(m) == MEASURE_TIME ? v / (double)US_PER_S : v;
}

static struct str plain_number(struct arena *a, enum measure m, double v)
{
	return str_fmt(a, "%.12g", in_unit(m, v));
}

static void table_rows(
	struct doc *d, struct doc_block *t, const struct metric_report *r, bool drills)
{
	struct arena *a = d->arena;

	for (int k = 0; k < MEASURE_COUNT; k++) {
		enum measure m = (enum measure)k;
		struct metric_sum s = metric_sum_of(a, r, m, drills);
		struct doc_row *row = doc_table_row(d, t, (struct str){0});

		doc_cell(d, row, 0, ROLE_TEXT, drills ? STR("drills") : STR("incidents"));
		doc_cell(d, row, 1, ROLE_TEXT, str_z(measure_id(m)));
		doc_cell(d, row, 2, ROLE_TEXT, str_z(unit_name(m)));
		doc_cell(d, row, 3, ROLE_TEXT, str_fmt(a, "%zu", s.n));
		doc_cell(d, row, 4, ROLE_TEXT, str_fmt(a, "%zu", s.unknown));
		if (!s.n)
			continue;
		doc_cell(d, row, 5, ROLE_TEXT, plain_number(a, m, s.median));
		doc_cell(d, row, 6, ROLE_TEXT, plain_number(a, m, s.p90));
		doc_cell(d, row, 7, ROLE_TEXT, plain_number(a, m, s.mean));
	}
}

struct doc *view_metrics_table(struct arena *a, const struct metric_report *r)
{
	static const struct doc_column columns[] = {{.title = {"group", 5}},
		{.title = {"measure", 7}}, {.title = {"unit", 4}},
		{.title = {"n", 1}, .align = DOC_RIGHT},
		{.title = {"unknown", 7}, .align = DOC_RIGHT},
		{.title = {"median", 6}, .align = DOC_RIGHT},
		{.title = {"p90", 3}, .align = DOC_RIGHT},
		{.title = {"mean", 4}, .align = DOC_RIGHT}};
	struct doc *d = doc_new(a);
	struct doc_block *t = doc_table(d, columns, 8);

	table_rows(d, t, r, false);
	if (r->drills)
		table_rows(d, t, r, true);
	return d;
}

static void put_number(struct json_out *o, const char *name, enum measure m, double v, bool known)
{
	if (known)
		json_out_raw(o, name, plain_number(o->buf->arena, m, v));
	else
		json_out_null(o, name);
}

static void json_rows(struct buf *out, const struct metric_report *r, bool drills)
{
	for (int k = 0; k < MEASURE_COUNT; k++) {
		enum measure m = (enum measure)k;
		struct metric_sum s = metric_sum_of(out->arena, r, m, drills);
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_z(&o, "group", drills ? "drills" : "incidents");
		json_out_z(&o, "measure", measure_id(m));
		json_out_z(&o, "unit", unit_name(m));
		json_out_int(&o, "n", (int64_t)s.n);
		json_out_int(&o, "unknown", (int64_t)s.unknown);
		put_number(&o, "median", m, s.median, s.n > 0);
		put_number(&o, "p90", m, s.p90, s.n > 0);
		put_number(&o, "mean", m, s.mean, s.n > 0);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}

void view_metrics_json(struct buf *out, const struct metric_report *r)
{
	json_rows(out, r, false);
	if (r->drills)
		json_rows(out, r, true);
}

/* ---- Incident by incident ---- */

enum { FIRST_MEASURE = 5 };

/* On a screen the times at each level stay out: they stand in the incident's own page. */
static bool is_shown(enum measure m, bool plain)
{
	return plain || m < MEASURE_AT_SEV1 || m > MEASURE_AT_SEV5;
}

static struct str cell_text(struct arena *a, enum measure m, struct measured x, bool plain)
{
	return plain && x.state == MEASURED ? plain_number(a, m, (double)x.value)
					    : view_measured(a, m, x);
}

static void incident_row(struct doc *d, struct doc_block *t, const struct metric_row *x, bool plain)
{
	const struct incident *i = x->incident;
	struct arena *a = d->arena;
	struct str id = str_fmt(a, "INC-%u", i->number);
	struct doc_row *row = doc_table_row(d, t, id);
	size_t c = FIRST_MEASURE;

	doc_cell(d, row, 0, ROLE_HEAD, id);
	doc_cell(d, row, 1, ROLE_TEXT, str_fmt(a, "SEV%d", i->peak_level));
	doc_cell(d, row, 2, ROLE_TEXT,
		str_z(time_iso_prec(a, i->declared, plain ? PREC_S : PREC_DAY)));
	doc_cell(d, row, 3, ROLE_DRILL, i->drill ? STR("yes") : STR(""));
	doc_cell(d, row, 4, ROLE_DRILL, i->sensitive ? STR("yes") : STR(""));
	for (int m = 0; m < MEASURE_COUNT; m++)
		if (is_shown((enum measure)m, plain))
			doc_cell(d, row, c++, x->v[m].state == MEASURED ? ROLE_TEXT : ROLE_WAIT,
				cell_text(a, (enum measure)m, x->v[m], plain));
}

struct doc *view_metric_incidents(struct arena *a, const struct metric_report *r, bool plain)
{
	struct doc_column *columns = ARENA_ARRAY(
		a, FIRST_MEASURE + MEASURE_COUNT, struct doc_column);
	static const char *const first[FIRST_MEASURE] = {
		"incident", "peak", "declared", "drill", "sensitive"};
	struct doc *d = doc_new(a);
	struct doc_block *t;
	size_t c = FIRST_MEASURE;

	for (size_t k = 0; k < FIRST_MEASURE; k++)
		columns[k].title = str_z(first[k]);
	for (int m = 0; m < MEASURE_COUNT; m++)
		if (is_shown((enum measure)m, plain))
			columns[c++] = (struct doc_column){.align = DOC_RIGHT,
				.title = str_z(plain ? measure_id((enum measure)m)
						     : measure_name((enum measure)m))};
	if (!r->n && !plain)
		doc_paraf(d, ROLE_WAIT, "No incident, %.*s.", STR_ARG(period(a, r)));
	if (!r->n && !plain)
		return d;
	t = doc_table(d, columns, c);
	for (size_t n = 0; n < r->n; n++)
		incident_row(d, t, &r->rows[n], plain);
	return d;
}

/* Of one incident nobody needs parts of a second. */
static void put_whole(struct json_out *o, enum measure m, struct measured x)
{
	if (x.state == MEASURE_UNKNOWN)
		json_out_null(o, measure_id(m));
	else
		json_out_int(o, measure_id(m),
			measure_unit(m) == MEASURE_TIME ? x.value / US_PER_S : x.value);
}

static void put_measures(struct json_out *o, const char *name, const struct measured *v)
{
	json_out_open(o, name, '{');
	for (int m = 0; m < MEASURE_COUNT; m++)
		if (v[m].state != MEASURE_NOT_MEANT)
			put_whole(o, (enum measure)m, v[m]);
	json_out_close(o, '}');
}

void view_metric_incidents_json(struct buf *out, const struct metric_report *r)
{
	for (size_t n = 0; n < r->n; n++) {
		const struct incident *i = r->rows[n].incident;
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_int(&o, "incident", i->number);
		json_out_str(&o, "title", i->title);
		json_out_int(&o, "peak", i->peak_level);
		json_out_z(&o, "declared", time_iso(out->arena, i->declared));
		json_out_bool(&o, "drill", i->drill);
		json_out_bool(&o, "sensitive", i->sensitive);
		put_measures(&o, "measures", r->rows[n].v);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}

static const struct measured *measure_all(struct arena *a, const struct incident *i, instant now)
{
	struct measured *v = ARENA_ARRAY(a, MEASURE_COUNT, struct measured);

	for (int m = 0; m < MEASURE_COUNT; m++)
		v[m] = incident_measure(a, i, (enum measure)m, now);
	return v;
}

void view_measures_json(struct json_out *o, const char *name, const struct incident *i, instant now)
{
	put_measures(o, name, measure_all(o->buf->arena, i, now));
}

void view_measures(struct doc *d, const struct incident *i, instant now)
{
	static const char *const how[MEASURE_COUNT] = {"impact-start to detected",
		"detected to acknowledged", "detected to declaration",
		"declaration to first commander", "declaration to first public update",
		"impact-start to mitigated", "impact-start to resolved", "declared level",
		"declared level", "declared level", "declared level", "declared level",
		"of the promises that fell due", "accepted or taken over",
		"held a role or was in the room, each counted once"};
	static const struct doc_column columns[] = {{.title = {"measure", 7}},
		{.title = {"value", 5}}, {.title = {"from, to", 8}, .flexible = true}};
	const struct measured *v = measure_all(d->arena, i, now);
	struct doc_block *t = doc_table(d, columns, 3);

	for (int k = 0; k < MEASURE_COUNT; k++) {
		enum measure m = (enum measure)k;
		struct doc_row *row;
		struct str text;

		if (v[m].state == MEASURE_NOT_MEANT)
			continue;
		text = view_measured(d->arena, m, v[m]);
		if (v[m].state == MEASURE_UNKNOWN)
			text = STR("not known");
		else if (v[m].value < 0)
			text = str_fmt(d->arena, "%s before impact",
				duration_short(d->arena, -v[m].value));
		row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, str_z(measure_name(m)));
		doc_cell(d, row, 1, v[m].state == MEASURED ? ROLE_TEXT : ROLE_WAIT, text);
		doc_cell(d, row, 2, ROLE_DIM, str_z(how[m]));
	}
}
