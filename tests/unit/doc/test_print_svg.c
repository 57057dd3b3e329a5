/* test_print_svg.c: the timeline is well-formed, says in words what it draws, and never draws outside its box. */
#include "support/test.h"

#include <locale.h>

#include "base/utf8.h"
#include "doc/print_svg.h"
#include "unit/doc/nasty.h"
#include "unit/doc/tag_check.h"

#define MINUTE(n) ((instant)1700000000 / 60 * 60 * US_PER_S + (n)*US_PER_MIN)

static struct doc_figure *figure(struct arena *a, struct doc **ret_doc, struct doc_block **ret)
{
	*ret_doc = doc_new(a);
	*ret = doc_add(*ret_doc, DOC_FIGURE);
	(*ret)->figure->title = STR("Timeline of INC-3");
	(*ret)->figure->summary = STR("SEV1 for an hour, two updates, one missed");
	return (*ret)->figure;
}

static void add(struct doc *d, struct doc_block *b, const char *lane, enum doc_role role, int from,
	int to, const char *label)
{
	*doc_figure_add(d, b) = (struct doc_figure_point){.at = MINUTE(from),
		.to = to > from ? MINUTE(to) : INSTANT_NONE,
		.role = role,
		.lane = str_z(lane),
		.label = str_z(label)};
}

/* Every x, x1, x2, cx lies inside the box; bars end in it. */
static void assert_inside(struct str svg)
{
	static const char *const names[] = {" x=\"", " x1=\"", " x2=\"", " cx=\""};

	for (size_t k = 0; k < 4; k++) {
		for (struct str rest = svg;;) {
			ptrdiff_t at = str_find(rest, str_z(names[k]));
			uint64_t x = 0;
			if (at < 0)
				break;
			rest = str_cut(rest, (size_t)at + strlen(names[k]), rest.n);
			assert_true(str_to_u64(
				str_cut(rest, 0, (size_t)str_find_ch(rest, '"')), 960, &x));
		}
	}
}

static struct str drawn(struct arena *a, const struct doc_figure *f)
{
	struct buf b;

	buf_init(&b, a, 1 << 26);
	assert_true(print_svg(a, &b, f, 1));
	struct str svg = buf_str(&b);
	tag_check(a, svg);
	assert_true(utf8_is_valid(svg));
	assert_inside(svg);
	return svg;
}

static bool holds(struct str text, const char *z)
{
	return str_find(text, str_z(z)) >= 0;
}

static void it_has_a_role_a_title_and_a_description(void **state)
{
	struct doc *d;
	struct doc_block *b;
	struct doc_figure *f = figure(*state, &d, &b);

	add(d, b, "severity", ROLE_SEV1, 0, 60, "SEV1");
	struct str svg = drawn(*state, f);
	assert_true(holds(svg, "role=\"img\" aria-labelledby=\"fig1-title fig1-desc\""));
	assert_true(holds(svg, "<title id=\"fig1-title\">Timeline of INC-3</title>"));
	assert_true(holds(
		svg, "<desc id=\"fig1-desc\">SEV1 for an hour, two updates, one missed</desc>"));
	assert_true(holds(svg, ">UTC</text>"));
}

static void marks_carry_words_and_shapes(void **state)
{
	struct doc *d;
	struct doc_block *b;
	struct doc_figure *f = figure(*state, &d, &b);

	add(d, b, "severity", ROLE_SEV1, 0, 60, "SEV1");
	add(d, b, "updates", ROLE_OK, 10, 0, "sent");
	add(d, b, "updates", ROLE_SEV1, 30, 0, "missed");
	add(d, b, "updates", ROLE_WAIT, 50, 0, "due");
	add(d, b, "gaps", ROLE_DIM, 20, 25, "link down");
	add(d, b, "severity", ROLE_OK, 60, 0, "resolved");
	struct str svg = drawn(*state, f);
	assert_true(holds(svg, ">severity</text>") && holds(svg, ">updates</text>") &&
		    holds(svg, ">gaps</text>"));
	assert_true(holds(svg, "class=\"f-in\"") && holds(svg, ">SEV1</text>"));
	assert_true(holds(svg, "f-cross f-sev1") && holds(svg, ">missed</text>"));
	assert_true(holds(svg, "<circle class=\"f-ok\"") && holds(svg, ">sent</text>"));
	assert_true(holds(svg, "<path class=\"f-wait\"") && holds(svg, ">due</text>"));
	assert_true(holds(svg, "text-anchor=\"end\">resolved</text>"));
	assert_true(holds(svg, "<title>updates 2023-11-14T22:43:00Z: missed</title>"));
	assert_true(holds(svg,
		"<title>gaps 2023-11-14T22:33:00Z to 2023-11-14T22:38:00Z: link down</title>"));
}

static void touching_bars_share_a_row(void **state)
{
	struct doc *d;
	struct doc_block *b;
	struct doc_figure *f = figure(*state, &d, &b);

	add(d, b, "severity", ROLE_SEV2, 0, 30, "SEV2");
	add(d, b, "severity", ROLE_SEV1, 30, 60, "SEV1");
	struct str svg = drawn(*state, f);
	assert_true(holds(svg, "<rect class=\"f-bar f-sev2\" x=\"130\" y=\"37\" width=\"405\""));
	assert_true(holds(svg, "<rect class=\"f-bar f-sev1\" x=\"535\" y=\"37\" width=\"405\""));
}

static void ticks_fit_any_span(void **state)
{
	static const duration spans[] = {1, US_PER_S, US_PER_MIN, 7 * US_PER_MIN, US_PER_H,
		5 * US_PER_H, US_PER_DAY, 9 * US_PER_DAY, 400 * US_PER_DAY, 40000 * US_PER_DAY};

	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		struct doc *d;
		struct doc_block *b;
		struct doc_figure *f = figure(*state, &d, &b);
		size_t ticks = 0;
		f->from = MINUTE(-3);
		f->to = f->from + spans[i];
		struct str rest = drawn(*state, f);
		ptrdiff_t at;
		while ((at = str_find(rest, STR("text-anchor=\"middle\""))) >= 0) {
			rest = str_cut(rest, (size_t)at + 1, rest.n);
			ticks++;
		}
		assert_true(ticks <= 11 && (spans[i] < US_PER_MIN || ticks >= 1));
	}
}

static void nothing_to_draw_writes_nothing(void **state)
{
	struct doc *d;
	struct doc_block *b;
	struct doc_figure *f = figure(*state, &d, &b);
	struct buf out;

	buf_init(&out, *state, 100);
	assert_false(print_svg(*state, &out, f, 1));
	doc_figure_add(d, b)->label = STR("nobody knows when");
	assert_false(print_svg(*state, &out, f, 1));
	assert_int_equal(out.n, 0);
}

static void points_outside_the_window_are_left_out(void **state)
{
	struct doc *d;
	struct doc_block *b;
	struct doc_figure *f = figure(*state, &d, &b);

	f->from = MINUTE(0);
	f->to = MINUTE(10);
	add(d, b, "a", ROLE_TEXT, -5, -6, "before");
	add(d, b, "a", ROLE_TEXT, 11, 0, "after");
	add(d, b, "a", ROLE_TEXT, -5, 20, "across");
	struct str svg = drawn(*state, f);
	assert_false(holds(svg, "before") || holds(svg, "after"));
	assert_true(holds(svg, ">across</text>"));
}

static void crowds_are_drawn_quickly_and_in_bounds(void **state)
{
	struct doc *d;
	struct doc_block *b;
	struct doc_figure *f = figure(*state, &d, &b);

	for (int i = 0; i < 20000; i++)
		add(d, b, str_to_z(*state, str_fmt(*state, "lane %d", i % 40)),
			(enum doc_role)(i % ROLE_COUNT), i % 997, i % 3 ? 0 : i % 997 + i % 50,
			"a label of some length");
	struct str svg = drawn(*state, f);
	assert_true(holds(svg, ">lane 22</text>"));
}

static void hostile_words_stay_words(void **state)
{
	struct nasty ns;

	nasty_load(*state, &ns);
	for (size_t i = 0; i < ns.list.n; i++) {
		struct doc *d;
		struct doc_block *b;
		struct doc_figure *f = figure(*state, &d, &b);
		f->title = f->summary = ns.list.v[i];
		for (int k = 0; k < 4; k++)
			*doc_figure_add(d, b) = (struct doc_figure_point){.at = MINUTE(k * 20),
				.to = k % 2 ? MINUTE(k * 20 + 15) : INSTANT_NONE,
				.lane = ns.list.v[i],
				.label = ns.list.v[i]};
		drawn(*state, f);
	}
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
		TEST(it_has_a_role_a_title_and_a_description),
		TEST(marks_carry_words_and_shapes),
		TEST(touching_bars_share_a_row),
		TEST(ticks_fit_any_span),
		TEST(nothing_to_draw_writes_nothing),
		TEST(points_outside_the_window_are_left_out),
		TEST(crowds_are_drawn_quickly_and_in_bounds),
		TEST(hostile_words_stay_words),
	};

	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	return cmocka_run_group_tests_name("print_svg", tests, NULL, NULL);
}
