/* test_utf8_clean.c: untrusted text becomes safe and honest text in every context. */
#include "support/test.h"

#include <locale.h>

#include "base/tsv.h"
#include "base/utf8.h"
#include "base/utf8_internal.h"
#include "support/corpus.h"

static const char *const contexts[] = {"ident", "line", "block", "osc"};

static enum utf8_context context_of(struct str name)
{
	for (int i = 0; i < 4; i++)
		if (str_eq_z(name, contexts[i]))
			return (enum utf8_context)i;
	fail_msg("no such context: %.*s", STR_ARG(name));
	return UTF8_LINE;
}

static unsigned flags_of(struct str names)
{
	static const char *const known[] = {"ctl", "bidi", "invis", "utf8", "marks", "mixed",
		"long", "fmt", "sgr", "rtl", "width", "pua"};
	unsigned flags = 0;
	struct str part;
	while (names.n && str_split(&names, ',', &part)) {
		unsigned before = flags;
		for (unsigned i = 0; i < sizeof known / sizeof known[0]; i++)
			if (str_eq_z(part, known[i]))
				flags |= 1u << i;
		assert_int_not_equal(before, flags);
	}
	return flags;
}

static void check_row(struct arena *a, const struct tsv *t, size_t row)
{
	struct str id = tsv_cell(t, row, tsv_column(t, "id"));
	struct str raw = corpus_unescape(a, tsv_cell(t, row, tsv_column(t, "input")));
	struct str want = corpus_unescape(a, tsv_cell(t, row, tsv_column(t, "display")));
	enum utf8_context ctx = context_of(tsv_cell(t, row, tsv_column(t, "context")));
	uint64_t cells;
	assert_true(str_to_u64(tsv_cell(t, row, tsv_column(t, "cells")), 10000, &cells));
	struct utf8_clean got = utf8_clean(a, raw, ctx);
	struct str plain = utf8_plain(a, raw, ctx);
	if (!str_eq(plain, want))
		fail_msg("%.*s: shown as \"%.*s\"", STR_ARG(id), STR_ARG(plain));
	if (got.cells != cells)
		fail_msg("%.*s: %zu cells, not %d", STR_ARG(id), got.cells, (int)cells);
	if (got.flags != flags_of(tsv_cell(t, row, tsv_column(t, "flags"))))
		fail_msg("%.*s: flags are %#x", STR_ARG(id), got.flags);
}

static void every_hostile_case_is_shown_as_its_row_says(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct tsv t;
	struct err err;
	assert_int_equal(
		tsv_parse(a, "hostile.tsv", corpus_read(a, "hostile.tsv"), &t, &err), RC_OK);
	assert_int_equal(t.rows, 72);
	for (size_t row = 0; row < t.rows; row++)
		check_row(a, &t, row);
	arena_free(a);
}

/* What may stand in clean text: drawable characters, LF in blocks, and the two marker bytes in
 * turn. */
static void assert_safe(struct str raw, enum utf8_context ctx, struct utf8_clean got)
{
	static const size_t widest[] = {34, 400 + 24, 400 + 24, 122};
	bool marked = false;
	for (size_t i = 0; i < got.text.n;) {
		uint32_t cp;
		int n = utf8_decode(str_cut(got.text, i, got.text.n), &cp);
		assert_true(n > 0);
		i += (size_t)n;
		if (cp == UTF8_MARK_ON || cp == UTF8_MARK_OFF) {
			assert_int_not_equal(ctx, UTF8_OSC);
			assert_int_equal(marked, cp == UTF8_MARK_OFF);
			marked = cp == UTF8_MARK_ON;
			continue;
		}
		if (cp == '\n' && ctx == UTF8_BLOCK)
			continue;
		if (utf8_code_is_special(cp) || !utf8_is_drawable(cp))
			fail_msg("U+%04X passes in %s (of %zu bytes)", (unsigned)cp, contexts[ctx],
				raw.n);
		if (marked)
			assert_true(cp < 0x7F);
	}
	assert_false(marked);
	assert_true(got.cells <= widest[ctx]);
	assert_true(got.rows <= (ctx == UTF8_BLOCK ? 21 : 1));
	if (!(got.flags & UTF8_LONG) || ctx != UTF8_BLOCK)
		assert_int_equal(got.cells, utf8_cells(got.text));
}

static void assert_safe_everywhere(struct arena *a, struct str raw)
{
	struct arena_mark mark = arena_mark(a);
	for (int ctx = UTF8_IDENT; ctx <= UTF8_OSC; ctx++)
		assert_safe(
			raw, (enum utf8_context)ctx, utf8_clean(a, raw, (enum utf8_context)ctx));
	arena_reset_to(a, mark);
}

static void naughty_strings_never_pass_a_code(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct str rest = corpus_read(a, "blns.txt"), line;
	assert_safe_everywhere(a, rest);
	size_t lines = 0;
	for (; str_split(&rest, '\n', &line); lines++)
		assert_safe_everywhere(a, line);
	assert_true(lines > 500);
	arena_free(a);
}

static void code_points_alone_and_behind_a_letter_are_safe(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x20000 || cp >= 0xDFFF0 ? 1 : 61) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		struct buf b;
		buf_init(&b, a, 64);
		utf8_encode(&b, cp);
		utf8_encode(&b, 'e');
		utf8_encode(&b, cp);
		utf8_encode(&b, cp);
		assert_safe_everywhere(a, buf_str(&b));
		arena_reset(a);
	}
	arena_free(a);
}

/* A fixed sequence, so that a failure can be repeated. */
static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

static void random_mixtures_are_safe(void **state)
{
	(void)state;
	static const uint32_t spice[] = {0x1B, '[', 'm', '3', ';', '\r', '\n', '\t', 0x03, 0x0F,
		'a', ' ', 0x301, 0x200D, 0x200C, 0xFE0F, 0x20E3, 0x1F468, 0x1F3FD, 0x1F1E9, 0x202E,
		0x645, 0x430, 0xE0041, 0xE000, 0xFF21, 0x1161, 0x3000, 0xA0, 0x9B};
	struct arena *a = arena_new();
	uint64_t seed = 42;
	for (int round = 0; round < 20000; round++) {
		struct buf b;
		buf_init(&b, a, 4096);
		for (uint32_t n = next_random(&seed) % 40; n > 0; n--) {
			uint32_t pick = next_random(&seed);
			if (pick % 11 == 0)
				buf_add_ch(&b, (char)(pick >> 8));
			else
				utf8_encode(&b, spice[pick % (sizeof spice / sizeof spice[0])]);
		}
		assert_safe_everywhere(a, buf_str(&b));
		arena_reset(a);
	}
	arena_free(a);
}

static void real_codes_are_marked_and_typed_ones_are_not(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_true(str_eq_z(utf8_clean(a, STR("a\033b"), UTF8_LINE).text, "a\x0E<ESC>\x0F"
									   "b"));
	struct utf8_clean typed = utf8_clean(a, STR("a<ESC>b"), UTF8_LINE);
	assert_true(str_eq_z(typed.text, "a<ESC>b"));
	assert_int_equal(typed.flags, 0);
	arena_free(a);
}

static void shows(
	struct arena *a, const char *raw, enum utf8_context ctx, const char *want, unsigned flags)
{
	struct utf8_clean got = utf8_clean(a, str_z(raw), ctx);
	assert_string_equal(str_to_z(a, utf8_unmark(a, got.text)), want);
	assert_int_equal(got.flags, flags);
}

static void corners_of_the_rules(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	shows(a, "", UTF8_LINE, "", 0);
	/* One selector may vary a sign; more of them, or one behind a letter, carry hidden data. */
	shows(a, "a\xEF\xB8\x8F", UTF8_LINE, "a<VS>", UTF8_INVIS);
	shows(a, "\xE2\x9A\xA0\xEF\xB8\x8F\xEF\xB8\x8E", UTF8_LINE, "\xE2\x9A\xA0<VS>",
		UTF8_WIDTH | UTF8_INVIS);
	/* A mark behind a blank has no letter. */
	shows(a, "a \xCC\x81", UTF8_LINE, "a <U+0301>", UTF8_MARKS);
	shows(a, "a\xCC\x81\xCC\x81\xCC\x81", UTF8_LINE, "a\xCC\x81\xCC\x81<+1 mark>", UTF8_MARKS);
	/* Joiners in names are always shown. */
	shows(a, "\xD9\x85\xE2\x80\x8C\xD8\xB1", UTF8_IDENT, "\xD9\x85<ZWNJ>\xD8\xB1",
		UTF8_INVIS | UTF8_RTL);
	/* The majority decides whose letters are odd; Latin is at home among Han. */
	shows(a, "\xD0\xB8\xD0\xB2\xD0\xB0n", UTF8_IDENT, "\xD0\xB8\xD0\xB2\xD0\xB0<U+006E>",
		UTF8_MIXED);
	shows(a, "\xE6\x97\xA5\xE6\x9C\xAC-db", UTF8_IDENT, "\xE6\x97\xA5\xE6\x9C\xAC-db", 0);
	shows(a, "\xD0\xB8\xD0\xB2 db1", UTF8_IDENT, "\xD0\xB8\xD0\xB2 db1", 0);
	/* Blocks: the last line feed opens no row, an empty row between does. */
	shows(a, "a\n\nb\n", UTF8_BLOCK, "a\n| \n| b", 0);
	shows(a, "a\r\r\nb", UTF8_BLOCK, "a<CR>\n| b", UTF8_CTL);
	/* A long row in a block is cut alone. */
	char *row = arena_alloc(a, 1000);
	memset(row, 'x', 500);
	memcpy(row + 500, "\ny", 3);
	struct str shown = utf8_plain(a, str_z(row), UTF8_BLOCK);
	assert_true(str_ends(shown, STR("x[+100 more]\n| y")));
	arena_free(a);
}

static void a_marker_that_does_not_fit_is_not_cut(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	char name[64];
	memset(name, 'n', 30);
	memcpy(name + 30, "\033x", 3);
	struct utf8_clean got = utf8_clean(a, str_z(name), UTF8_IDENT);
	assert_int_equal(got.flags, UTF8_CTL | UTF8_LONG);
	assert_int_equal(got.cells, 32);
	assert_true(str_ends(got.text, STR("n..")));
	arena_free(a);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_hostile_case_is_shown_as_its_row_says),
		cmocka_unit_test(naughty_strings_never_pass_a_code),
		cmocka_unit_test(code_points_alone_and_behind_a_letter_are_safe),
		cmocka_unit_test(random_mixtures_are_safe),
		cmocka_unit_test(real_codes_are_marked_and_typed_ones_are_not),
		cmocka_unit_test(corners_of_the_rules),
		cmocka_unit_test(a_marker_that_does_not_fit_is_not_cut),
	};
	return cmocka_run_group_tests_name("utf8_clean", tests, NULL, NULL);
}
