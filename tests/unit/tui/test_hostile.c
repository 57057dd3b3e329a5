/* test_hostile.c: hostile text as chat, nick and title reaches only clean cells, at every size. */
#include "support/test.h"

#include "base/tsv.h"
#include "base/utf8.h"
#include "support/corpus.h"
#include "support/frames.h"

/* Nothing that could move a cursor, hide or reorder text stands in any cell; wide ones are whole. */
static void check_cells(const struct frames *f, const char *what)
{
	for (int y = 0; y < f->grid.rows; y++) {
		for (int x = 0; x < f->grid.columns; x++) {
			const struct cell *c = grid_at(&f->grid, x, y);
			uint32_t base = c->code[0];
			if (c->width == 0) {
				assert_true(x > 0 && grid_at(&f->grid, x - 1, y)->width == 2);
				continue;
			}
			bool control = base < ' ' || (base >= 0x7F && base < 0xA0);
			bool bidi = (base >= 0x202A && base <= 0x202E) ||
				    (base >= 0x2066 && base <= 0x2069) || base == 0x200E ||
				    base == 0x200F || base == 0x061C;
			bool hidden = (base >= 0x200B && base <= 0x200D) || base == 0xFEFF ||
				      (base >= 0xE0000 && base <= 0xE007F);
			if (control || bidi || hidden || utf8_width(base) != c->width)
				fail_msg("%s: U+%04X at %d,%d", what, (unsigned)base, x, y);
			if (c->width == 2)
				assert_true(x + 1 < f->grid.columns);
			for (int k = 1; k < CELL_CODES && c->code[k]; k++)
				assert_int_equal(utf8_width(c->code[k]), 0);
		}
	}
}

static void draw_everywhere(struct frames *f, const char *what)
{
	static const int sizes[][2] = {{80, 24}, {120, 40}, {200, 60}, {40, 10}, {7, 3}};
	static const char *const panes[] = {"room", "timeline"};
	for (size_t p = 0; p < 2; p++) {
		f->state.pane = panes_find(str_z(panes[p]));
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			frames_draw(f, sizes[i][0], sizes[i][1]);
			check_cells(f, what);
		}
	}
}

static void one(struct str bytes, const char *what)
{
	struct frames *f = frames_new();
	frames_chat(f, STR("ops1"), bytes);
	frames_chat(f, bytes, STR("hello"));
	f->state.attention = bytes;
	f->state.filter = bytes;
	edit_set(&f->prompt->edit, bytes);
	f->room->board->incidents.v[1]->title = bytes;
	draw_everywhere(f, what);
	frames_free(f);
}

static void every_hostile_string(void **state)
{
	struct arena *a = arena_new();
	struct str text = corpus_read(a, "hostile.tsv"), line;
	size_t seen = 0;
	(void)state;
	while (str_split(&text, '\n', &line)) {
		struct str rest = line, id, cell = {0};
		if (!line.n || line.p[0] == '#' || !str_split(&rest, '\t', &id) ||
			str_eq_z(id, "id"))
			continue;
		for (int i = 0; i < 3; i++)
			str_split(&rest, '\t', &cell);
		one(corpus_unescape(a, cell), str_to_z(a, id));
		seen++;
	}
	assert_true(seen >= 70);
	arena_free(a);
}

static void the_big_list(void **state)
{
	struct arena *a = arena_new();
	struct str text = corpus_read(a, "blns.txt"), line;
	struct frames *f = frames_new();
	size_t seen = 0;
	(void)state;
	while (str_split(&text, '\n', &line)) {
		if (!line.n)
			continue;
		frames_chat(f, line, line);
		seen++;
		if (seen % 20 == 0)
			draw_everywhere(f, "blns");
	}
	assert_true(seen > 400);
	frames_free(f);
	arena_free(a);
}

/* 300 sizes in a fixed pseudo-random order: nothing is refused and nothing is drawn outside. */
static void a_storm_of_sizes(void **state)
{
	struct frames *f = frames_new();
	static const char *const panes[] = {
		"room", "timeline", "severity", "home", "help", "runbook"};
	unsigned seed = 7;
	(void)state;
	frames_type(f, "/role scribe @ops1 \xE6\x97\xA5\xE6\x9C\xAC");
	f->prompt->menu = true;
	for (int i = 0; i < 300; i++) {
		seed = seed * 1103515245u + 12345u;
		int columns = (int)(seed >> 16) % 220 + 1, rows = (int)(seed >> 8) % 60 + 1;
		f->state.pane = panes_find(str_z(panes[i % 6]));
		f->state.focus = i % 2 ? FOCUS_LIST : FOCUS_PROMPT;
		f->state.menu_leader = i % 7 == 0;
		frames_draw(f, columns, rows);
		assert_int_equal(f->grid.columns, columns);
		assert_int_equal(f->grid.rows, rows);
		check_cells(f, "storm");
	}
	frames_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_hostile_string),
		cmocka_unit_test(the_big_list),
		cmocka_unit_test(a_storm_of_sizes),
	};
	return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
