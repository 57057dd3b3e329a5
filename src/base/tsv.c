/* tsv.c: reads tables of tab-separated text with a header row. */
#include "base/tsv.h"

#include "base/vec.h"

enum { COLUMNS_MAX = 64, ROWS_MAX = 100000 };

struct reader {
	struct arena *arena;
	struct tsv *t;
	struct err *err;
	unsigned line;
	VEC(struct str) cells;
	VEC(unsigned) lines;
};

static enum rc read_header(struct reader *r, struct str line)
{
	struct str names[COLUMNS_MAX], part;
	size_t n = 0;
	while (str_split(&line, '\t', &part)) {
		if (n == COLUMNS_MAX)
			return err_set(r->err, RC_LIMIT, "%s:%u: more than %d columns", r->t->file,
				r->line, COLUMNS_MAX);
		if (!part.n)
			return err_set(r->err, RC_USAGE, "%s:%u: column %zu has no name",
				r->t->file, r->line, n + 1);
		for (size_t i = 0; i < n; i++)
			if (str_eq(names[i], part))
				return err_set(r->err, RC_USAGE,
					"%s:%u: two columns are named %.*s", r->t->file, r->line,
					STR_ARG(part));
		names[n++] = part;
	}
	r->t->names = arena_dup(r->arena, names, n * sizeof names[0]);
	r->t->columns = n;
	return RC_OK;
}

static enum rc read_row(struct reader *r, struct str line)
{
	if (r->lines.n == ROWS_MAX)
		return err_set(r->err, RC_LIMIT, "%s:%u: more than %d rows", r->t->file, r->line,
			ROWS_MAX);
	size_t n = 0;
	for (struct str rest = line, part; str_split(&rest, '\t', &part); n++)
		if (n < r->t->columns)
			*VEC_PUSH(r->arena, &r->cells) = part;
	if (n != r->t->columns)
		return err_set(r->err, RC_USAGE, "%s:%u: %zu cells where the header has %zu",
			r->t->file, r->line, n, r->t->columns);
	*VEC_PUSH(r->arena, &r->lines) = r->line;
	return RC_OK;
}

enum rc tsv_parse(
	struct arena *a, const char *file, struct str text, struct tsv *ret, struct err *err)
{
	struct tsv t = {.file = arena_strdup(a, file)};
	struct reader r = {.arena = a, .t = &t, .err = err};
	for (struct str rest = text, line; str_split(&rest, '\n', &line);) {
		r.line++;
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		if (!line.n || *line.p == '#')
			continue;
		enum rc rc = t.columns ? read_row(&r, line) : read_header(&r, line);
		if (rc)
			return rc;
	}
	if (!t.columns)
		return err_set(err, RC_USAGE, "%s:1: there is no header row", file);
	t.rows = r.lines.n;
	t.cells = r.cells.v;
	t.lines = r.lines.v;
	*ret = t;
	return RC_OK;
}

int tsv_column(const struct tsv *t, const char *name)
{
	for (size_t i = 0; i < t->columns; i++)
		if (str_eq_z(t->names[i], name))
			return (int)i;
	return -1;
}

enum rc tsv_columns(
	const struct tsv *t, const char *const *names, size_t n, int *ret, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		ret[i] = tsv_column(t, names[i]);
		if (ret[i] < 0)
			return err_set(err, RC_USAGE, "%s:1: the column '%s' is missing", t->file,
				names[i]);
	}
	return RC_OK;
}

struct str tsv_cell(const struct tsv *t, size_t row, int column)
{
	if (column < 0 || (size_t)column >= t->columns || row >= t->rows)
		return (struct str){0};
	return t->cells[row * t->columns + (size_t)column];
}
