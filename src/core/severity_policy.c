/* severity_policy.c: reads the tables of gauges, reach, matrix and holds, and refuses what is
 * incomplete. */
#include "core/severity_internal.h"

static const uint64_t number_max = UINT64_C(
	1000000000000); /* of a gauge without a stated maximum */

static enum rc refuse(
	const struct tsv *t, unsigned line, const char *what, struct str word, struct err *err)
{
	return err_set(
		err, RC_USAGE, "%s:%u: %s '%s'", t->file, line, what, severity_shown(word).z);
}

enum rc severity_need_column(const struct tsv *t, const char *name, int *ret, struct err *err)
{
	return tsv_columns(t, &name, 1, ret, err);
}

enum { COLUMNS_MAX = 12 };
/* Looks up a row of columns at once; cells are then named by their place in `names`. */
struct columns {
	const struct tsv *t;
	int at[COLUMNS_MAX];
};

static enum rc columns_find(const struct tsv *t, const char *const *names, size_t n,
	struct columns *ret, struct err *err)
{
	ret->t = t;
	return tsv_columns(t, names, n, ret->at, err);
}

static struct str cell(const struct columns *c, size_t row, size_t column)
{
	return str_trim(tsv_cell(c->t, row, c->at[column]));
}

/* ---- Gauges ---- */

enum {
	IN_KEY,
	IN_TYPE,
	IN_VALUES,
	IN_UNIT,
	IN_MEANING,
	IN_DEFAULT,
	IN_UNUSED,
	IN_GATE,
	IN_FACTOR,
	IN_QUESTION
};
static const char *const input_columns[] = {"key", "type", "values_least_to_worst", "unit",
	"meaning", "default", "unused", "gate", "clock_factor", "question"};

static enum rc scale_load(
	const struct columns *c, size_t row, struct gauge_info *info, struct err *err)
{
	struct str rest = cell(c, row, IN_VALUES), word;

	while (str_split(&rest, '<', &word)) {
		word = str_trim(word);
		if (info->values == SEVERITY_VALUES_MAX)
			return refuse(
				c->t, c->t->lines[row], "too many values for", info->key, err);
		for (size_t i = 0; i < info->values; i++)
			if (str_eq(info->value[i], word))
				return refuse(c->t, c->t->lines[row],
					"this value stands twice:", word, err);
		if (word.n == 0)
			return refuse(c->t, c->t->lines[row], "an empty value for", info->key, err);
		info->value[info->values++] = word;
	}
	if (info->values < 2)
		return refuse(c->t, c->t->lines[row],
			"a scale needs two values or more:", info->key, err);
	info->max = info->values - 1;
	return RC_OK;
}

static enum rc range_load(
	const struct columns *c, size_t row, struct gauge_info *info, struct err *err)
{
	struct str range = cell(c, row, IN_VALUES);

	info->max = number_max;
	if (!str_starts(range, STR("0..")) ||
		(range.n > 3 && !str_to_u64(str_cut(range, 3, range.n), number_max, &info->max)))
		return refuse(c->t, c->t->lines[row], "a range is 0.. or 0..N, not", range, err);
	info->share = str_starts(info->unit, STR("basis points"));
	info->minutes = str_starts(info->unit, STR("minutes"));
	return RC_OK;
}

static enum rc yes_no(
	const struct columns *c, size_t row, size_t column, bool *ret, struct err *err)
{
	struct str word = cell(c, row, column);

	if (!str_eq_z(word, "yes") && !str_eq_z(word, "no"))
		return refuse(c->t, c->t->lines[row], "yes or no is wanted, not", word, err);
	*ret = str_eq_z(word, "yes");
	return RC_OK;
}

/* "1<2<2": one factor per value of the scale. */
static enum rc factor_load(const struct columns *c, size_t row, const struct gauge_info *info,
	uint8_t factor[SEVERITY_VALUES_MAX], struct err *err)
{
	struct str rest = cell(c, row, IN_FACTOR), word;
	uint64_t n, before = 1;
	size_t i = 0;

	for (size_t v = 0; v < SEVERITY_VALUES_MAX; v++)
		factor[v] = 1;
	if (str_eq_z(rest, "-"))
		return RC_OK;
	while (str_split(&rest, '<', &word)) {
		if (i == info->values || !str_to_u64(str_trim(word), 100, &n) || n < before)
			return refuse(c->t, c->t->lines[row],
				"one factor per value is wanted, none smaller than the one before:",
				cell(c, row, IN_FACTOR), err);
		factor[i++] = (uint8_t)n;
		before = n;
	}
	if (i != info->values)
		return refuse(c->t, c->t->lines[row], "a factor is missing in",
			cell(c, row, IN_FACTOR), err);
	return RC_OK;
}

static enum rc gauge_load(struct severity_policy *p, const struct columns *c, size_t row,
	enum gauge_id id, struct err *err)
{
	struct gauge_info *info = &p->info[id];
	struct str type = cell(c, row, IN_TYPE), initial = cell(c, row, IN_DEFAULT);
	unsigned line = c->t->lines[row];
	enum rc rc;

	info->key = str_z(severity_gauge_name(id));
	info->unit = cell(c, row, IN_UNIT);
	info->help = cell(c, row, IN_MEANING);
	info->question = cell(c, row, IN_QUESTION);
	if (str_eq_z(type, "enum"))
		rc = scale_load(c, row, info, err);
	else if (str_eq_z(type, "uint"))
		rc = range_load(c, row, info, err);
	else
		rc = refuse(c->t, line, "a type is enum or uint, not", type, err);
	if (rc == RC_OK)
		rc = yes_no(c, row, IN_UNUSED, &info->may_be_unused, err);
	if (rc == RC_OK)
		rc = yes_no(c, row, IN_GATE, &info->gate, err);
	if (rc == RC_OK)
		rc = factor_load(c, row, info, p->clock_factor[id], err);
	if (rc == RC_OK && severity_gauge_parse(p, id, initial, &info->initial, NULL) != RC_OK)
		rc = refuse(c->t, line, "this default is not a value of that gauge:", initial, err);
	return rc;
}

static enum rc inputs_load(struct arena *a, struct severity_policy *p,
	const struct severity_source *src, struct err *err)
{
	struct tsv t;
	struct columns c;
	enum rc rc = tsv_parse(a, src->file, src->text, &t, err);

	if (rc == RC_OK)
		rc = columns_find(
			&t, input_columns, sizeof input_columns / sizeof *input_columns, &c, err);
	for (size_t row = 0; rc == RC_OK && row < t.rows; row++) {
		size_t id = 0;

		while (id < GAUGE_COUNT &&
			!str_eq_z(cell(&c, row, IN_KEY), severity_gauge_name((enum gauge_id)id)))
			id++;
		if (id == GAUGE_COUNT)
			rc = refuse(
				&t, t.lines[row], "no gauge is called", cell(&c, row, IN_KEY), err);
		else if (p->info[id].key.n > 0)
			rc = refuse(&t, t.lines[row],
				"this gauge stands twice:", cell(&c, row, IN_KEY), err);
		else
			rc = gauge_load(p, &c, row, (enum gauge_id)id, err);
	}
	for (size_t id = 0; rc == RC_OK && id < GAUGE_COUNT; id++)
		if (p->info[id].key.n == 0)
			rc = refuse(&t, 1, "there is no row for the gauge",
				str_z(severity_gauge_name((enum gauge_id)id)), err);
	return rc;
}

/* The code asks these by place: 0 is nothing, the last is the worst. */
static enum rc shapes_check(const struct severity_policy *p, const char *file, struct err *err)
{
	static const struct {
		enum gauge_id id;
		bool scale;
	} wanted[] = {{GAUGE_JOURNEY, true}, {GAUGE_DEGRADATION, true}, {GAUGE_ONGOING, true},
		{GAUGE_USERS_SHARE, false}, {GAUGE_USERS_COUNT, false}, {GAUGE_DURATION, false}};

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if ((p->info[wanted[i].id].values > 0) != wanted[i].scale)
			return err_set(err, RC_USAGE, "%s:1: %s must be %s", file,
				severity_gauge_name(wanted[i].id),
				wanted[i].scale ? "a scale" : "a number");
	if (!p->info[GAUGE_DURATION].minutes)
		return err_set(err, RC_USAGE, "%s:1: duration must be in minutes", file);
	return RC_OK;
}

/* ---- Reach ---- */

enum { RE_NAME, RE_SHARE, RE_COUNT, RE_WORDS };
static const char *const reach_columns[] = {"reach", "share_at_least", "count_at_least", "words"};

static enum rc bound_load(const struct columns *c, size_t row, size_t column, uint64_t before,
	uint64_t *ret, struct err *err)
{
	struct str word = cell(c, row, column);

	if (str_eq_z(word, "-")) {
		*ret = UINT64_MAX;
		return RC_OK;
	}
	if (!str_to_u64(word, number_max, ret) || (row > 0 && *ret <= before) || (row == 0 && *ret))
		return refuse(c->t, c->t->lines[row],
			"bounds of reach start at 0 and must grow from row to row, not", word, err);
	return RC_OK;
}

static enum rc band_load(
	struct severity_policy *p, const struct columns *c, size_t row, struct err *err)
{
	struct reach_band *band = &p->reach[row];
	unsigned line = c->t->lines[row];
	enum rc rc;

	band->name = cell(c, row, RE_NAME);
	band->words = cell(c, row, RE_WORDS);
	for (size_t i = 0; i < row; i++)
		if (str_eq(p->reach[i].name, band->name))
			return refuse(c->t, line, "this band stands twice:", band->name, err);
	rc = bound_load(c, row, RE_SHARE, row ? band[-1].share : 0, &band->share, err);
	if (rc == RC_OK)
		rc = bound_load(c, row, RE_COUNT, row ? band[-1].count : 0, &band->count, err);
	if (rc == RC_OK && band->share == UINT64_MAX && band->count == UINT64_MAX)
		rc = refuse(c->t, line, "neither gauge can give the band", band->name, err);
	return rc;
}

static void reach_edge(struct edges *e, uint64_t at)
{
	if (at > 0 && at < UINT64_MAX && e->n < EDGES_MAX)
		e->v[e->n++] = at;
}

static enum rc reach_load(struct arena *a, struct severity_policy *p,
	const struct severity_source *src, struct err *err)
{
	struct tsv t;
	struct columns c;
	enum rc rc = tsv_parse(a, src->file, src->text, &t, err);

	if (rc == RC_OK)
		rc = columns_find(
			&t, reach_columns, sizeof reach_columns / sizeof *reach_columns, &c, err);
	if (rc == RC_OK && (t.rows < 2 || t.rows > SEVERITY_REACH_MAX))
		rc = err_set(err, RC_USAGE, "%s:1: 2 to %d bands of reach are wanted, not %zu",
			src->file, SEVERITY_REACH_MAX, t.rows);
	for (size_t row = 0; rc == RC_OK && row < t.rows; row++) {
		rc = band_load(p, &c, row, err);
		reach_edge(&p->edges[GAUGE_USERS_SHARE], p->reach[row].share);
		reach_edge(&p->edges[GAUGE_USERS_COUNT], p->reach[row].count);
		p->bands = row + 1;
	}
	return rc;
}

/* ---- Matrix ---- */

static enum rc place_load(const struct tsv *t, size_t row, int column,
	const struct gauge_info *info, size_t *ret, struct err *err)
{
	struct str word = str_trim(tsv_cell(t, row, column));

	for (size_t i = 0; i < info->values; i++)
		if (str_eq(info->value[i], word)) {
			*ret = i;
			return RC_OK;
		}
	return err_set(err, RC_USAGE, "%s:%u: %.*s has no value '%s'", t->file, t->lines[row],
		STR_ARG(info->key), severity_shown(word).z);
}

static enum rc matrix_row(struct severity_policy *p, const struct tsv *t, size_t row,
	const int at[2 + SEVERITY_REACH_MAX], struct err *err)
{
	size_t j = 0, d = 0;
	uint64_t level = 0;
	enum rc rc = place_load(t, row, at[0], &p->info[GAUGE_JOURNEY], &j, err);

	if (rc == RC_OK)
		rc = place_load(t, row, at[1], &p->info[GAUGE_DEGRADATION], &d, err);
	if (rc != RC_OK)
		return rc;
	if (p->matrix[j][d][0] != MATRIX_NO_ROW)
		return refuse(
			t, t->lines[row], "this pair stands twice:", tsv_cell(t, row, at[1]), err);
	for (size_t b = 0; b < p->bands; b++) {
		struct str word = str_trim(tsv_cell(t, row, at[2 + b]));

		if (!str_to_u64(word, SEVERITY_LEVELS, &level) || level == 0)
			return refuse(t, t->lines[row], "a level is 1 to 5, not", word, err);
		p->matrix[j][d][b] = (uint8_t)level;
		if (b > 0 && p->matrix[j][d][b] > p->matrix[j][d][b - 1])
			return refuse(t, t->lines[row], "more users may not mean a milder level at",
				p->reach[b].name, err);
	}
	return RC_OK;
}

/* A row of the matrix must exist beside every other row, and be no milder than the row below it. */
static enum rc matrix_check(const struct severity_policy *p, const char *file, struct err *err)
{
	const struct gauge_info *ji = &p->info[GAUGE_JOURNEY], *di = &p->info[GAUGE_DEGRADATION];

	for (size_t j = 1; j < ji->values; j++) {
		for (size_t d = 1; d < di->values; d++) {
			const uint8_t *here = p->matrix[j][d];
			bool had_d = p->matrix[j][d - 1][0] != MATRIX_NO_ROW;
			bool had_j = p->matrix[j - 1][d][0] != MATRIX_NO_ROW;
			bool any = false;

			for (size_t k = 1; k < ji->values; k++)
				any = any || p->matrix[k][d][0] != MATRIX_NO_ROW;
			if (here[0] == MATRIX_NO_ROW && (any || had_d))
				return err_set(err, RC_USAGE, "%s:1: there is no row for %.*s %.*s",
					file, STR_ARG(ji->value[j]), STR_ARG(di->value[d]));
			for (size_t b = 0; b < p->bands; b++)
				if ((had_d && here[b] > p->matrix[j][d - 1][b]) ||
					(had_j && here[b] > p->matrix[j - 1][d][b]))
					return err_set(err, RC_USAGE,
						"%s:1: %.*s %.*s is milder for %.*s than a lesser "
						"impact",
						file, STR_ARG(ji->value[j]), STR_ARG(di->value[d]),
						STR_ARG(p->reach[b].name));
		}
	}
	return RC_OK;
}

static enum rc matrix_load(struct arena *a, struct severity_policy *p,
	const struct severity_source *src, struct err *err)
{
	struct tsv t;
	int at[2 + SEVERITY_REACH_MAX];
	enum rc rc = tsv_parse(a, src->file, src->text, &t, err);

	if (rc == RC_OK)
		rc = severity_need_column(&t, "journey", &at[0], err);
	if (rc == RC_OK)
		rc = severity_need_column(&t, "degradation", &at[1], err);
	for (size_t b = 0; rc == RC_OK && b < p->bands; b++)
		rc = severity_need_column(&t, str_to_z(a, p->reach[b].name), &at[2 + b], err);
	for (size_t row = 0; rc == RC_OK && row < t.rows; row++)
		rc = matrix_row(p, &t, row, at, err);
	return rc == RC_OK ? matrix_check(p, src->file, err) : rc;
}

/* ---- Holds ---- */

enum { HO_LEVEL, HO_HOLD, HO_STALE, HO_EXPIRED, HO_OVERRIDE };
static const char *const hold_columns[] = {
	"level", "hold_min", "stale_min", "expired_min", "override_min"};

static enum rc hold_load(
	struct severity_policy *p, const struct columns *c, size_t row, struct err *err)
{
	uint64_t level, minutes[5] = {0};
	struct hold *h;

	if (!str_to_u64(cell(c, row, HO_LEVEL), SEVERITY_LEVELS, &level) || level == 0)
		return refuse(c->t, c->t->lines[row], "a level is 1 to 5, not",
			cell(c, row, HO_LEVEL), err);
	h = &p->hold[level];
	if (h->hold)
		return refuse(c->t, c->t->lines[row],
			"this level stands twice:", cell(c, row, HO_LEVEL), err);
	for (size_t i = HO_HOLD; i <= HO_OVERRIDE; i++)
		if (!str_to_u64(cell(c, row, i), 100000, &minutes[i]) || minutes[i] == 0)
			return refuse(c->t, c->t->lines[row],
				"minutes from 1 to 100000 are wanted, not", cell(c, row, i), err);
	if (minutes[HO_EXPIRED] < minutes[HO_STALE])
		return refuse(c->t, c->t->lines[row],
			"a gauge expires after it is stale, not before:", cell(c, row, HO_EXPIRED),
			err);
	*h = (struct hold){(duration)minutes[HO_HOLD] * US_PER_MIN,
		(duration)minutes[HO_STALE] * US_PER_MIN,
		(duration)minutes[HO_EXPIRED] * US_PER_MIN,
		(duration)minutes[HO_OVERRIDE] * US_PER_MIN};
	return RC_OK;
}

static enum rc holds_load(struct arena *a, struct severity_policy *p,
	const struct severity_source *src, struct err *err)
{
	struct tsv t;
	struct columns c;
	enum rc rc = tsv_parse(a, src->file, src->text, &t, err);

	if (rc == RC_OK)
		rc = columns_find(
			&t, hold_columns, sizeof hold_columns / sizeof *hold_columns, &c, err);
	for (size_t row = 0; rc == RC_OK && row < t.rows; row++)
		rc = hold_load(p, &c, row, err);
	for (int level = 1; rc == RC_OK && level <= SEVERITY_LEVELS; level++)
		if (p->hold[level].hold == 0)
			rc = err_set(err, RC_USAGE, "%s:1: there is no row for level %d", src->file,
				level);
	return rc;
}

enum rc severity_policy_parse(struct arena *a, const struct severity_sources *src,
	const struct severity_policy **ret, struct err *err)
{
	struct severity_policy *p = ARENA_NEW(a, struct severity_policy);
	enum rc rc = inputs_load(a, p, &src->inputs, err);

	if (rc == RC_OK)
		rc = shapes_check(p, src->inputs.file, err);
	if (rc == RC_OK)
		rc = reach_load(a, p, &src->reach, err);
	if (rc == RC_OK)
		rc = matrix_load(a, p, &src->matrix, err);
	if (rc == RC_OK)
		rc = severity_rules_load(a, p, &src->rules, err);
	if (rc == RC_OK)
		rc = holds_load(a, p, &src->holds, err);
	if (rc == RC_OK)
		*ret = p;
	return rc;
}
