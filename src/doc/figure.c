/* figure.c: what every medium needs of a figure: its span of time and its points as a table. */
#include "doc/doc_internal.h"

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

struct doc *figure_points(struct arena *a, const struct doc_figure *f)
{
	static const struct doc_column columns[] = {
		{.title = {"From (UTC)", 10}},
		{.title = {"To", 2}},
		{.title = {"Lane", 4}},
		{.title = {"What", 4}, .flexible = true},
	};
	struct doc *d = doc_new(a);

	if (f->n == 0)
		return d;
	struct doc_block *table = doc_table(d, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < f->n; i++) {
		const struct doc_figure_point *p = &f->points[i];
		struct doc_row *row = doc_table_row(d, table, STR(""));
		doc_cell(d, row, 0, ROLE_DIM, str_z(time_iso_prec(a, p->at, PREC_S)));
		if (p->to != INSTANT_NONE)
			doc_cell(d, row, 1, ROLE_DIM, str_z(time_iso_prec(a, p->to, PREC_S)));
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
