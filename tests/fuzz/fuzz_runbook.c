/* fuzz_runbook.c: any bytes as a runbook or as a command: refused with a place, or taken whole, with no byte added. */
#include <stdint.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "core/runbook_file.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read once; libFuzzer calls us in one thread. */
static struct arena *shipped;
static struct runbook_rules rules;

static struct str table(const char *name)
{
	const char *path = arena_printf(shipped, "templates/policy/%s", name);
	FILE *f = fopen(path, "rb");
	char *p = arena_alloc(shipped, 1 << 17);
	size_t n;

	if (!f) {
		fprintf(stderr, "cannot open %s; run in the root of the tree\n", path);
		abort();
	}
	n = fread(p, 1, 1 << 17, f);
	fclose(f);
	return str_n(p, n);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	shipped = arena_new();
	const struct severity_sources src = {{"inputs", table("severity_inputs.tsv")},
		{"reach", table("severity_reach.tsv")}, {"matrix", table("severity_matrix.tsv")},
		{"rules", table("severity_rules.tsv")}, {"holds", table("severity_holds.tsv")}};

	if (severity_policy_parse(shipped, &src, &rules.severity, NULL) != RC_OK ||
		roles_policy_parse(shipped, rules.severity, "roles", table("roles.tsv"),
			&rules.roles, NULL) != RC_OK)
		abort();
	return 0;
}

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Every argument is a piece of the text with quotes and escapes taken out: no byte is added. */
static void as_command(struct arena *a, struct str text)
{
	const char *const *argv;
	struct err err = {0};
	size_t bytes = 0, n = 0;

	if (runbook_argv(a, text, &argv, &err) != RC_OK) {
		must(err.rc == RC_USAGE && err.text[0]);
		return;
	}
	for (; argv[n]; n++)
		bytes += strlen(argv[n]);
	must(n > 0 && n <= RUNBOOK_ARGS_MAX && bytes <= text.n && argv[0][0]);
	must(runbook_argv_text(a, argv).n > 0);
}

static void check_step(struct arena *a, const struct runbook_step *s)
{
	must(s->title.n > 0 && s->title.n <= RUNBOOK_TITLE_MAX);
	must(s->wait >= 0 && s->expected >= 0);
	must((s->argv != NULL) == (s->run.n > 0));
	must(!s->argv || s->timeout > 0);
	if (s->argv)
		as_command(a, s->run);
}

static void as_file(struct arena *a, struct str text)
{
	struct runbook_library l = {0};
	const struct runbook *b;

	runbooks_add(a, &l, &rules, "f.md", text, false);
	must(l.books.n + l.refused.n == 1);
	if (l.refused.n) {
		must(str_starts(l.refused.v[0], STR("f.md:")) && utf8_is_valid(l.refused.v[0]));
		return;
	}
	b = l.books.v[0];
	must(b->n > 0 && b->n <= RUNBOOK_STEPS_MAX && str_starts(b->id, STR("RB-")));
	must(runbooks_find(&l, b->id, &b, NULL) == RC_OK);
	for (size_t n = 0; n < b->n; n++)
		check_step(a, &b->steps[n]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;
	struct str text;

	if (size < 1 || size > 20000)
		return 0;
	a = arena_new();
	text = str_n((const char *)data + 1, size - 1);
	if (data[0] == '$')
		as_command(a, text);
	else
		as_file(a, text);
	arena_free(a);
	return 0;
}
