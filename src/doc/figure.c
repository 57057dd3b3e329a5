/* figure.c: what every medium needs of a figure: its span of time, its points as a table, and its lanes in cells. */
#include "doc/doc_internal.h"

#include "base/vec.h"

static void widen(instant at, instant *from, instant *to)
{
	if (at == INSTANT_NONE)
		return;
	if (*from == INSTANT_NONE || at < *from)
		*from = at;
	if (*to == INSTANT_NONE || at > *to)
		*to = at;
}

bool figure_span(const struct doc_figure *f, instant *ret_from, instant *ret_to)
{
	instant from = INSTANT_NONE, to = INSTANT_NONE;

	for (size_t i = 0; i < f->n; i++) {
		widen(f->points[i].at, &from, &to);
		widen(f->points[i].to, &from, &to);
	}
	if (f->from != INSTANT_NONE)
		from = f->from;
	if (f->to != INSTANT_NONE)
		to = f->to;
	if (from == INSTANT_NONE || to == INSTANT_NONE)
		return false;
	*ret_from = from;
	*ret_to = to > from ? to : from + US_PER_MIN;
	return true;
}

const char *figure_when(struct arena *a, const struct doc_figure *f, instant at)
{
	return f->elapsed ? duration_short(a, at) : time_iso_prec(a, at, PREC_S);
}

struct doc *figure_points(struct arena *a, const struct doc_figure *f)
{
	static const struct doc_column columns[] = {
		{.title = {"From (UTC)", 10}},
		{.title = {"To", 2}},
		{.title = {"Lane", 4}},
		{.title = {"What", 4}, .flexible = true},
	};
	static const struct doc_column lengths[] = {
		{.title = {"Time", 4}},
		{.title = {"To", 2}},
		{.title = {"Lane", 4}},
		{.title = {"What", 4}, .flexible = true},
	};
	struct doc *d = doc_new(a);

	if (f->n == 0)
		return d;
	struct doc_block *table = doc_table(d, f->elapsed ? lengths : columns, 4);
	for (size_t i = 0; i < f->n; i++) {
		const struct doc_figure_point *p = &f->points[i];
		struct doc_row *row = doc_table_row(d, table, STR(""));
		doc_cell(d, row, 0, ROLE_DIM, str_z(figure_when(a, f, p->at)));
		if (p->to != INSTANT_NONE)
			doc_cell(d, row, 1, ROLE_DIM, str_z(figure_when(a, f, p->to)));
		doc_cell(d, row, 2, ROLE_TEXT, p->lane);
		doc_cell(d, row, 3, p->role, p->label);
	}
	return d;
}

const char *generated_name(struct arena *a, struct str name)
{
	char *z = str_to_z(a, name);

	for (size_t i = 0; i < name.n; i++) {
		char c = z[i];
		bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
		if (!fine)
			z[i] = '-';
	}
	return name.n > 0 ? z : "-";
}

/* ---- In cells ---- */

enum { CELLS_LEAST = 40, CELLS_MOST = 120, LANE_CELLS = 18, LANES_MOST = 24 };

struct lane_row {
	struct str name;
	char *cells;
};

struct lane_rows {
	struct lane_row *v;
	size_t n, cap;
};

/* The same shapes as where they are drawn. */
static char point_cell(enum doc_role role)
{
	switch ((int)role) {
	case ROLE_SEV1:
	case ROLE_ERR:
		return 'x';
	case ROLE_SEV2:
	case ROLE_WAIT:
		return '#';
	case ROLE_DIM:
		return 'o';
	default:
		return '*';
	}
}

static char *lane_cells(struct arena *a, struct lane_rows *r, struct str name, size_t width)
{
	struct lane_row *x;

	for (size_t n = 0; n < r->n; n++)
		if (str_eq(r->v[n].name, name))
			return r->v[n].cells;
	if (r->n == LANES_MOST)
		return r->v[LANES_MOST - 1].cells;
	x = VEC_PUSH(a, r);
	x->name = name;
	x->cells = arena_alloc(a, width + 1);
	memset(x->cells, '.', width);
	return x->cells;
}

static size_t cell_of(instant at, instant from, instant to, size_t width)
{
	if (at <= from)
		return 0;
	if (at >= to)
		return width - 1;
	return (size_t)((long double)(at - from) / (long double)(to - from) *
				(long double)(width - 1) +
			0.5L);
}

/* What is dim never hides what is not. */
static void put_cell(char *cell, char c)
{
	if (*cell == '.' || *cell == '=' || *cell == 'o')
		*cell = c;
}

static const char *axis_text(struct arena *a, const struct doc_figure *f, instant at)
{
	return f->elapsed ? duration_short(a, at) : time_hm(a, at, 0);
}

static struct str axis_row(
	struct arena *a, const struct doc_figure *f, instant from, instant to, size_t width)
{
	const char *left = axis_text(a, f, from), *right = axis_text(a, f, to);
	size_t used = strlen(left) + strlen(right);

	return str_fmt(a, "%*s %s%*s%s", LANE_CELLS, "", left,
		(int)(used < width ? width - used : 1), "", right);
}

static struct str lane_text(struct arena *a, const struct lane_row *x)
{
	size_t used = 0;
	struct str name = plain_clip(plain_line(a, x->name), LANE_CELLS, &used);
	size_t pad = LANE_CELLS - used;

	return str_fmt(a, "%.*s%*s %s", STR_ARG(name), (int)pad, "", x->cells);
}

size_t doc_figure_rows(
	struct arena *a, const struct doc_figure *f, size_t cells, const struct str **ret)
{
	size_t wide = cells < CELLS_LEAST ? CELLS_LEAST : cells > CELLS_MOST ? CELLS_MOST : cells;
	size_t width = wide - LANE_CELLS - 1;
	struct lane_rows lanes = {0};
	instant from, to;
	struct str *v;

	if (!figure_span(f, &from, &to))
		return 0;
	for (size_t n = 0; n < f->n; n++) {
		const struct doc_figure_point *p = &f->points[n];
		char *row;

		if (p->at == INSTANT_NONE)
			continue;
		row = lane_cells(a, &lanes, p->lane, width);
		if (p->to == INSTANT_NONE)
			put_cell(&row[cell_of(p->at, from, to, width)], point_cell(p->role));
		for (size_t x = cell_of(p->at, from, to, width);
			p->to != INSTANT_NONE && x <= cell_of(p->to, from, to, width); x++)
			put_cell(&row[x], '=');
	}
	if (!lanes.n)
		return 0;
	v = ARENA_ARRAY(a, lanes.n + 1, struct str);
	for (size_t n = 0; n < lanes.n; n++)
		v[n] = lane_text(a, &lanes.v[n]);
	v[lanes.n] = axis_row(a, f, from, to, width);
	*ret = v;
	return lanes.n + 1;
}
