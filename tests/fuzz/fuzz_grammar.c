/* fuzz_grammar.c: a first line as a usage, the second as a command: no usage and no words break the matching. */
#include <stdint.h>

#include "lang/grammar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (!ok)
		BUG(what);
}

static enum rc name(void *self, struct str word, struct str *ret, struct err *err)
{
	(void)self;
	if (word.n > 4)
		return err_set(err, RC_UNKNOWN, "nobody is called so");
	*ret = word;
	return RC_OK;
}

static bool gauge(void *self, struct str word, struct str *ret)
{
	(void)self;
	*ret = STR("users_share");
	return str_starts(*ret, word);
}

static void read_all(const struct grammar *g, const struct args *args, struct arena *a)
{
	for (size_t i = 0; i < g->n; i++) {
		const char *slot = str_to_z(a, g->slots[i].name);
		const struct pair *pairs;
		struct stamp at;
		size_t n = args_pairs(args, slot, &pairs);
		must(args_has(args, slot) || g->slots[i].optional, "a required slot is empty");
		for (size_t k = 0; k < n; k++)
			must(pairs[k].at >= 0, "a pair stands nowhere");
		args_time(args, slot, &at);
		must(args_int(args, slot, 1) == args_dur(args, slot, 1), "a number is two");
		must(args_str(args, slot).n <= LEX_LINE_MAX, "a text is longer than its line");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct match_ctx ctx = {
		.time = {.now = INT64_C(1795356151000000), .zero = INT64_C(1795353300000000)},
		.role = name,
		.person = name,
		.gauge = gauge,
		.arena = a};
	struct str rest = str_n((const char *)data, size), usage;
	const struct args *args;
	struct grammar g;
	struct words w;
	struct err err = {.at = -1};
	if (size && str_split(&rest, '\n', &usage) &&
		grammar_parse(a, str_to_z(a, usage), &g, &err) == RC_OK &&
		lex_line(a, rest, &w, &err) == RC_OK) {
		enum rc rc = args_match(&g, &w, w.n ? 1 : 0, &ctx, &args, &err);
		if (rc == RC_OK)
			read_all(&g, args, a);
		else
			must(err.at >= 0 && (size_t)err.at <= rest.n,
				"a refusal does not say where");
	}
	arena_free(a);
	return 0;
}
