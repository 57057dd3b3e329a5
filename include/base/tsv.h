/* tsv.h: tables of tab-separated text with a header row; the form of every policy file. */
#ifndef BASE_TSV_H
#define BASE_TSV_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct tsv {
	const char *file; /* for messages */
	size_t columns, rows;
	struct str *names; /* columns */
	struct str *cells; /* rows x columns */
	unsigned *lines;   /* 1-based line of each row */
};

/* Lines that start with '#' and empty lines are skipped. A row with another count of cells:
 * RC_USAGE "file:line: ...". At most 100,000 rows and 64 columns. Cells are views into `text`,
 * which must live as long. */
enum rc tsv_parse(
	struct arena *a, const char *file, struct str text, struct tsv *ret, struct err *err);
int tsv_column(const struct tsv *t, const char *name); /* -1: none */
/* Places of n columns that must be there, in the order of `names`. RC_USAGE "file:1: ..." names the
 * first that is not; *ret is then partly written. */
enum rc tsv_columns(
	const struct tsv *t, const char *const *names, size_t n, int *ret, struct err *err);
struct str tsv_cell(const struct tsv *t, size_t row, int column); /* empty when column is -1 */

#endif
