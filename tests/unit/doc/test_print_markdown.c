/* test_print_markdown.c: exported Markdown gives back the document, whatever its texts hold. */
#include "support/test.h"

#include <locale.h>
#include <unistd.h>

#include "doc/print.h"
#include "unit/doc/md_reader.h"
#include "unit/doc/nasty.h"

static const unsigned dialects[] = {
	MD_DIALECT_GITHUB,
	MD_FLAG_TABLES | MD_FLAG_TASKLISTS,
	MD_DIALECT_GITHUB | MD_FLAG_LATEXMATHSPANS | MD_FLAG_WIKILINKS | MD_FLAG_UNDERLINE |
		MD_FLAG_PERMISSIVEATXHEADERS,
};

static struct str printed(struct arena *a, const struct doc *d)
{
	struct str text;
	struct err err;

	assert_int_equal(print_markdown(a, d, NULL, &text, &err), RC_OK);
	return text;
}

static void assert_same(struct str got, struct str want)
{
	size_t at = 0, line = 1;

	if (str_eq(got, want))
		return;
	while (at < got.n && at < want.n && got.p[at] == want.p[at])
		line += got.p[at++] == '\n';
	size_t from = at > 40 ? at - 40 : 0;
	struct str g = str_cut(got, from, at + 60), w = str_cut(want, from, at + 60);
	fail_msg("block %zu\n got: %.*s\nwant: %.*s", line, STR_ARG(g), STR_ARG(w));
}

static void assert_round_trip(struct arena *a, const struct doc *d)
{
	struct str text = printed(a, d), want = doc_flat(a, d);

	assert_true(utf8_is_valid(text));
	for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
		assert_same(md_read(a, text, dialects[i]), want);
}

static const struct doc_column two[] = {
	{.title = {"When", 4}}, {.title = {"What", 4}, .flexible = true}};

static void add_row(struct doc *d, struct doc_block *table, struct str s)
{
	struct doc_row *row = doc_table_row(d, table, STR(""));

	doc_cell(d, row, 0, ROLE_TEXT, s);
	doc_cell(d, row, 1, ROLE_SEV1, s);
}

static void every_text_survives_as_heading_and_paragraph(void **state)
{
	struct arena *a = *state;
	struct nasty ns;
	struct doc *d = doc_new(a);

	nasty_load(a, &ns);
	for (size_t i = 0; i < ns.list.n; i++) {
		doc_heading(d, 1 + (int)(i % 6), ns.list.v[i]);
		doc_para(d, ns.list.v[i]);
	}
	assert_round_trip(a, d);
}

static void every_text_survives_as_item_and_field(void **state)
{
	struct arena *a = *state;
	struct nasty ns;
	struct doc *d = doc_new(a);

	nasty_load(a, &ns);
	for (size_t i = 0; i < ns.list.n; i++) {
		struct doc_block *b = doc_item(
			d, ns.list.v[i].n > 0 ? (int)(i % 3) - 1 : -1, ns.list.v[i]);
		b->level = i % 5 == 0 ? 0 : 1;
	}
	for (size_t i = 0; i < ns.list.n; i++)
		doc_field(d, str_to_z(a, ns.list.v[i]), ns.list.v[i], ROLE_TEXT);
	assert_round_trip(a, d);
}

static void every_text_survives_in_cells(void **state)
{
	struct arena *a = *state;
	struct nasty ns;
	struct doc *d = doc_new(a);

	nasty_load(a, &ns);
	struct doc_block *table = doc_table(d, two, 2);
	for (size_t i = 0; i < ns.list.n; i++)
		add_row(d, table, ns.list.v[i]);
	for (size_t i = 0; i < ns.list.n; i++) {
		struct doc_column titles[] = {{.title = ns.list.v[i]}, {.title = {"x", 1}}};
		table = doc_table(d, titles, 2);
		add_row(d, table, ns.list.v[i]);
	}
	assert_round_trip(a, d);
}

static void every_text_survives_as_quote_code_and_rule(void **state)
{
	struct arena *a = *state;
	struct nasty ns;
	struct doc *d = doc_new(a);

	nasty_load(a, &ns);
	for (size_t i = 0; i < ns.list.n; i++) {
		doc_quote(d, ns.list.v[i]);
		doc_add(d, DOC_CODE)->text = ns.list.v[i];
		doc_rule(d, ns.list.v[i]);
		doc_para(d, STR("then"));
	}
	doc_quote(d, nasty_file(a, "tests/data/blns.txt"));
	doc_add(d, DOC_CODE)->text = nasty_file(a, "tests/data/blns.txt");
	assert_round_trip(a, d);
}

static void every_text_survives_between_spans(void **state)
{
	struct arena *a = *state;
	struct nasty ns;
	struct doc *d = doc_new(a);

	nasty_load(a, &ns);
	for (size_t i = 0; i + 1 < ns.list.n; i++) {
		struct doc_block *b = doc_para(d, ns.list.v[i]);
		doc_span(d, b, ROLE_ME, ns.list.v[i + 1]);
		doc_span(d, b, ROLE_OK, ns.list.v[i]);
	}
	/* a bare URL whose pieces come from two spans may become a link to itself: no autolinks
	 * here */
	struct str text = printed(a, d);
	assert_same(md_read(a, text, MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH),
		doc_flat(a, d));
}

static void blocks_in_every_order_stay_apart(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	for (int first = DOC_HEADING; first <= DOC_GENERATED; first++) {
		for (int second = DOC_HEADING; second <= DOC_GENERATED; second++) {
			int both[] = {first, second};
			for (int i = 0; i < 2; i++) {
				struct doc_block *b;
				if (both[i] == DOC_FIGURE)
					continue;
				if (both[i] == DOC_TABLE) {
					b = doc_table(d, two, 2);
					add_row(d, b, STR("cell"));
					continue;
				}
				b = doc_add(d, (enum doc_block_type)both[i]);
				b->text = STR("text\n\n  more\n");
				b->name = STR("name");
				if (both[i] != DOC_GENERATED)
					doc_span(d, b, ROLE_TEXT, STR("words"));
			}
		}
	}
	assert_round_trip(a, d);
}

static void empty_blocks_print_nothing_odd(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	assert_int_equal(printed(a, d).n, 0);
	doc_para(d, STR(""));
	doc_quote(d, STR(""));
	doc_table(d, two, 0);
	assert_int_equal(printed(a, d).n, 0);
	doc_heading(d, 2, STR(""));
	doc_item(d, -1, STR(""));
	doc_item(d, -1, STR("x"));
	doc_field(d, "", STR("x"), ROLE_TEXT);
	doc_rule(d, STR(""));
	struct doc_block *table = doc_table(d, two, 2);
	doc_table_row(d, table, STR(""));
	assert_round_trip(a, d);
}

static void links_pass_only_with_harmless_schemes(void **state)
{
	static const struct {
		const char *text, *link, *want;
	} cases[] = {
		{"x", "https://example.org/a?b=1&c=(2)",
			"p:\x04(https://example.org/a?b=1&amp;c=(2))x\x06\n"},
		{"x", "http://[::1]/", "p:\x04(http://[::1]/)x\x06\n"},
		{"x", "HTTPS://example.org", "p:\x04(HTTPS://example.org)x\x06\n"},
		{"x", "mailto:lead@example.org", "p:\x04(mailto:lead@example.org)x\x06\n"},
		{"x", "https://example.org/_a_*b*~c~",
			"p:\x04(https://example.org/_a_*b*~c~)x\x06\n"},
		{"[x](y)", "https://e.org/|<>\\", "p:\x04(https://e.org/%7C%3C%3E%5C)[x](y)\x06\n"},
		{"", "https://e.org", "p:\x04(https://e.org)https://e.org\x06\n"},
		{"x", "javascript:alert(1)", "p:x\n"},
		{"x", "java\nscript:alert(1)", "p:x\n"},
		{"x", " https://example.org", "p:x\n"},
		{"x", "https://exa mple.org", "p:x\n"},
		{"x", "data:text/html,x", "p:x\n"},
		{"x", "//example.org", "p:x\n"},
		{"x", "https://", "p:x\n"},
		{"x", "https://\xff", "p:x\n"},
	};
	struct arena *a = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *d = doc_new(a);
		doc_link(d, doc_para(d, STR("")), ROLE_TEXT, str_z(cases[i].text),
			str_z(cases[i].link));
		assert_same(md_read(a, printed(a, d), MD_DIALECT_GITHUB), str_z(cases[i].want));
	}
}

static void a_link_after_a_bang_is_no_image(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);
	struct doc_block *b = doc_para(d, STR("look!"));

	doc_link(d, b, ROLE_TEXT, STR("here"), STR("https://e.org"));
	assert_same(md_read(a, printed(a, d), MD_DIALECT_GITHUB),
		STR("p:look!\x04(https://e.org)here\x06\n"));
}

static void levels_never_jump(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_item(d, -1, STR("a"))->level = 3;
	doc_item(d, -1, STR("b"))->level = 9;
	doc_item(d, -1, STR("c"))->level = 9;
	doc_item(d, -1, STR("d"))->level = 0;
	doc_item(d, 1, STR("e"))->level = -4;
	assert_same(md_read(a, printed(a, d), MD_DIALECT_GITHUB),
		STR("li:0:-:a\nli:1:-:b\nli:2:-:c\nli:0:-:d\nli:0:x:e\n"));
}

static void too_large_a_document_is_refused(void **state)
{
	static const struct {
		enum rc (*print)(struct arena *a, const struct doc *d, const struct print_opts *o,
			struct str *ret, struct err *err);
	} printers[] = {{print_markdown}, {print_html}, {print_text}};
	struct arena *a = *state;
	struct doc *d = doc_new(a);
	char *p = arena_alloc(a, 1 << 20);

	memset(p, 'x', 1 << 20);
	for (int i = 0; i < 65; i++)
		doc_para(d, str_n(p, 1 << 20));
	for (size_t i = 0; i < sizeof printers / sizeof *printers; i++) {
		struct str text = STR("untouched");
		struct err err;
		assert_int_equal(printers[i].print(a, d, NULL, &text, &err), RC_LIMIT);
		assert_true(str_eq_z(text, "untouched"));
	}
}

static void ordinary_text_stays_readable(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);

	doc_para(d,
		STR("pg-eu-3 failed over (by ops1): 5xx 14% -> 3.2%, see INC-3; pool_size = 40!"));
	assert_same(printed(a, d), STR("pg-eu-3 failed over (by ops1): 5xx 14% -> 3.2%, see INC-3; "
				       "pool_size = 40!\n"));
}

static void a_figure_is_its_words_and_a_table(void **state)
{
	struct arena *a = *state;
	struct doc *d = doc_new(a);
	struct doc_block *b = doc_add(d, DOC_FIGURE);
	instant at = 1700000000 * US_PER_S;

	b->figure->title = STR("Severity *over* time");
	b->figure->summary = STR("SEV1 for ten minutes");
	*doc_figure_add(d, b) = (struct doc_figure_point){.at = at,
		.to = at + 10 * US_PER_MIN,
		.role = ROLE_SEV1,
		.lane = STR("sev"),
		.label = STR("SEV|1")};
	assert_same(md_read(a, printed(a, d), MD_DIALECT_GITHUB),
		STR("p:\x03Severity *over* time\x06\np:SEV1 for ten minutes\n"
		    "th:From (UTC)\nth:To\nth:Lane\nth:What\n"
		    "td:2023-11-14T22:13:20Z\ntd:2023-11-14T22:23:20Z\ntd:sev\ntd:SEV|1\n"));
}

static void short_text_is_cleaned_as_everywhere(void **state)
{
	struct arena *a = *state;
	struct nasty ns;

	nasty_load(a, &ns);
	for (size_t i = 0; i < ns.list.n; i++) {
		struct str s = ns.list.v[i];
		while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
			s.n--;
		if (s.n < 300 && !(utf8_clean(a, s, UTF8_LINE).flags & UTF8_LONG))
			assert_same(plain_line(a, s), utf8_plain(a, s, UTF8_LINE));
	}
}

static void odd_bytes_are_found_anywhere(void **state)
{
	struct arena *a = *state;
	char text[19];

	for (int byte = 0; byte < 256; byte++) {
		if (byte == '\n' || byte == '\r')
			continue;
		for (size_t at = 0; at < sizeof text; at++) {
			memset(text, 'x', sizeof text);
			text[at] = (char)byte;
			struct str s = str_n(text, sizeof text);
			assert_same(plain_line(a, s), utf8_plain(a, s, UTF8_LINE));
		}
	}
}

static void long_text_is_never_cut(void **state)
{
	struct arena *a = *state;
	struct buf b;

	buf_init(&b, a, 1 << 20);
	for (int i = 0; i < 5000; i++)
		buf_addf(&b, "word%d\xc3\xa9%s", i, i % 7 ? "" : " ");
	assert_same(plain_line(a, buf_str(&b)), buf_str(&b));

	struct buf marks;
	buf_init(&marks, a, 1 << 20);
	for (int i = 0; i < 1000; i++)
		buf_add_z(&marks, "\xe2\x9c\x80\xcc\x82");
	assert_same(plain_line(a, buf_str(&marks)), buf_str(&marks));

	struct buf control;
	buf_init(&control, a, 1 << 20);
	for (int i = 0; i < 2000; i++)
		buf_add_z(&control, "\x01\x06");
	struct str plain = plain_line(a, buf_str(&control));
	assert_int_equal(str_find(plain, STR("more]")), -1);
	assert_int_equal(plain.n, 2000 * strlen("<SOH><ACK>"));
}

/* Asks the reference parser of CommonMark, where it is installed, for the texts of its blocks. */
static struct str cmark_flat(struct arena *a, struct str markdown)
{
	char path[] = "/tmp/print_markdown.XXXXXX";
	int fd = mkstemp(path);
	struct buf b;
	char block[4096];
	size_t n;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, markdown.p, markdown.n), markdown.n);
	close(fd);
	FILE *f = popen(arena_printf(a, "cmark -t xml %s", path), "r");
	assert_non_null(f);
	buf_init(&b, a, 1 << 26);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(&b, str_n(block, n));
	assert_int_equal(pclose(f), 0);
	unlink(path);
	return buf_str(&b);
}

static void add_decoded(struct buf *b, struct str xml)
{
	static const char *const entities[] = {
		"&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", "\""};

	for (size_t i = 0; i < xml.n;) {
		size_t e = 0;
		while (e < 8 && !str_starts(str_cut(xml, i, xml.n), str_z(entities[e])))
			e += 2;
		buf_add_ch(b, e < 8 ? entities[e + 1][0] : xml.p[i]);
		i += e < 8 ? strlen(entities[e]) : 1;
	}
}

/* One line per heading or paragraph; anything but plain text inside one is named, so that the
 * comparison fails. */
static struct str flat_from_xml(struct arena *a, struct str xml)
{
	struct buf b;
	struct str line;

	buf_init(&b, a, 1 << 26);
	while (str_split(&xml, '\n', &line)) {
		struct str s = str_trim(line);
		ptrdiff_t open = str_find_ch(s, '>');
		if (str_starts(s, STR("<text "))) {
			ptrdiff_t close = str_find(s, STR("</text>"));
			assert_true(open > 0 && close > open);
			add_decoded(&b, str_cut(s, (size_t)open + 1, (size_t)close));
		} else if (str_starts(s, STR("</heading>")) || str_starts(s, STR("</paragraph>")) ||
			   str_starts(s, STR("<heading level=\"2\" />"))) {
			buf_add_ch(&b, '\n');
		} else if (!str_starts(s, STR("<heading")) && !str_starts(s, STR("<paragraph")) &&
			   !str_starts(s, STR("<?xml")) && !str_starts(s, STR("<!DOCTYPE")) &&
			   !str_starts(s, STR("<document")) && !str_starts(s, STR("</document"))) {
			buf_add(&b, s);
		}
	}
	return buf_str(&b);
}

static void the_reference_parser_agrees(void **state)
{
	struct arena *a = *state;
	struct nasty ns;
	struct doc *d = doc_new(a);
	struct buf want;

	if (access("/usr/bin/cmark", X_OK) != 0)
		skip();
	nasty_load(a, &ns);
	buf_init(&want, a, 1 << 26);
	for (size_t i = 0; i < ns.list.n; i++) {
		struct str plain = plain_line(a, ns.list.v[i]);
		doc_heading(d, 2, ns.list.v[i]);
		buf_addf(&want, "%.*s\n", STR_ARG(plain));
		doc_para(d, ns.list.v[i]);
		if (ns.list.v[i].n > 0 && plain.n > 0)
			buf_addf(&want, "%.*s\n", STR_ARG(plain));
	}
	assert_same(flat_from_xml(a, cmark_flat(a, printed(a, d))), buf_str(&want));
}

static int setup(void **state)
{
	*state = arena_new();
	return 0;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_text_survives_as_heading_and_paragraph),
		TEST(every_text_survives_as_item_and_field),
		TEST(every_text_survives_in_cells),
		TEST(every_text_survives_as_quote_code_and_rule),
		TEST(every_text_survives_between_spans),
		TEST(blocks_in_every_order_stay_apart),
		TEST(empty_blocks_print_nothing_odd),
		TEST(links_pass_only_with_harmless_schemes),
		TEST(a_link_after_a_bang_is_no_image),
		TEST(levels_never_jump),
		TEST(too_large_a_document_is_refused),
		TEST(ordinary_text_stays_readable),
		TEST(a_figure_is_its_words_and_a_table),
		TEST(short_text_is_cleaned_as_everywhere),
		TEST(odd_bytes_are_found_anywhere),
		TEST(long_text_is_never_cut),
		TEST(the_reference_parser_agrees),
	};

	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	return cmocka_run_group_tests_name("print_markdown", tests, NULL, NULL);
}
