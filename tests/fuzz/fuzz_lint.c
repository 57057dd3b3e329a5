/* fuzz_lint.c: a record with any times and words: what does not add up stays bounded and points at its rows. */
#include <stdint.h>
#include <stdlib.h>

#include "core/formula.h"
#include "core/lint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = str_n((const char *)data, size), value;
	struct lint_findings found;
	const struct formula *f;
	struct err err;

	lint_text(a, text, &found);
	must(found.n <= LINT_FINDINGS_MAX);
	for (size_t n = 0; n < found.n; n++)
		must(found.v[n].text.n && found.v[n].line && found.v[n].column &&
			(!n || found.v[n - 1].line <= found.v[n].line));
	for (size_t n = 0; (f = formula_at(n)); n++)
		if (formula_eval(a, str_z(f->name), text, &value, &err) == RC_OK)
			must(value.n < 512);
	arena_free(a);
	return 0;
}
