/* fuzz_markdown.c: any bytes as texts of a document: Markdown gives them back, the other printers and re-export survive them. */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>

#include "doc/print.h"
#include "doc/renew.h"
#include "unit/doc/md_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { KINDS = 8, SEPARATOR = '\n' };

static void add_table(struct doc *d, struct str s)
{
	struct doc_column columns[] = {{.title = s}, {.title = {"x", 1}, .align = DOC_RIGHT}};
	struct doc_block *b = doc_table(d, columns, 2);
	struct doc_row *row = doc_table_row(d, b, s);

	doc_cell(d, row, 0, ROLE_TEXT, s);
	doc_cell(d, row, 1, ROLE_ERR, s);
}

static void add_block(struct arena *a, struct doc *d, unsigned kind, struct str s)
{
	switch (kind) {
	case 0:
		doc_heading(d, 1 + (int)(s.n % 6), s);
		break;
	case 1:
		doc_item(d, (int)(s.n % 3) - 1, s);
		break;
	case 2:
		doc_field(d, str_to_z(a, s), s, ROLE_DIM);
		break;
	case 3:
		doc_rule(d, s);
		break;
	case 4:
		doc_quote(d, s);
		break;
	case 5:
		doc_add(d, DOC_CODE)->text = s;
		break;
	case 6:
		add_table(d, s);
		break;
	default:
		doc_para(d, s);
		break;
	}
}

/* Each line is a block of the kind that its first byte picks; the last kinds take several lines. */
static struct doc *document(struct arena *a, struct str input)
{
	struct doc *d = doc_new(a);
	struct str line, all = input;

	while (input.n > 0 && str_split(&input, SEPARATOR, &line)) {
		unsigned kind = line.n > 0 ? (unsigned char)line.p[0] % KINDS : 7;
		add_block(a, d, kind, str_cut(line, 1, line.n));
	}
	for (unsigned kind = 0; kind < KINDS; kind++)
		add_block(a, d, kind, all);
	return d;
}

static void must(bool true_of_it)
{
	if (!true_of_it)
		abort();
}

static void print_all(struct arena *a, const struct doc *d, struct str input)
{
	struct print_opts o = {.width = 16 + input.n % 100, .line_budget = 32 + input.n % 400};
	struct str text, *lines;
	size_t n;

	must(print_text(a, d, &o, &text, NULL) == RC_OK && utf8_is_valid(text));
	must(print_html(a, d, &o, &text, NULL) == RC_OK && utf8_is_valid(text));
	must(print_irc(a, d, &o, &lines, &n, NULL) == RC_OK);
	for (size_t i = 0; i < n; i++)
		must(lines[i].n <= o.line_budget && utf8_is_valid(lines[i]));
}

static void renew_all(struct arena *a, struct str markdown, struct str input)
{
	struct str got, again;

	if (renew_text(a, input, markdown, &got, NULL) != RC_OK)
		return;
	must(renew_text(a, got, markdown, &again, NULL) == RC_OK && str_eq(got, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned dialects[] = {
		MD_DIALECT_GITHUB, MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_LATEXMATHSPANS};
	struct arena *a = arena_new();
	struct str input = str_n((const char *)data, size), markdown;

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		abort();
	struct doc *d = document(a, input);
	must(print_markdown(a, d, NULL, &markdown, NULL) == RC_OK && utf8_is_valid(markdown));
	for (size_t i = 0; i < 2; i++)
		must(str_eq(md_read(a, markdown, dialects[i]), doc_flat(a, d)));
	print_all(a, d, input);
	renew_all(a, markdown, input);
	arena_free(a);
	return 0;
}
