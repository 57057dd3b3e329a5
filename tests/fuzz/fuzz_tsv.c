/* fuzz_tsv.c: any bytes as a table: what is accepted has all its cells, what is refused says where. */
#include <stdint.h>

#include "base/err.h"
#include "base/tsv.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static void check_table(const struct tsv *t, struct str text)
{
	must(t->columns >= 1 && t->columns <= 64, "the columns are out of range");
	for (size_t c = 0; c < t->columns; c++)
		must(t->names[c].n > 0, "a column has no name");
	for (size_t r = 0; r < t->rows; r++) {
		must(t->lines[r] > (r ? t->lines[r - 1] : 0), "lines do not rise");
		for (size_t c = 0; c < t->columns; c++) {
			struct str cell = tsv_cell(t, r, (int)c);
			must(cell.p >= text.p && cell.p + cell.n <= text.p + text.n,
				"a cell is elsewhere");
			must(str_find_ch(cell, '\t') < 0 && str_find_ch(cell, '\n') < 0,
				"a cell is several");
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_n((const char *)data, size);
	struct tsv t;
	struct err err = {0};
	if (tsv_parse(a, "fuzz.tsv", text, &t, &err) == RC_OK) {
		check_table(&t, text);
	} else {
		must(str_starts(str_z(err.text), STR("fuzz.tsv:")), "a refusal does not say where");
		must(utf8_is_valid(str_z(err.text)), "a refusal cannot be shown");
	}
	arena_free(a);
	return 0;
}
