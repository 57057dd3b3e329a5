/* test_view_timeline.c: rows in order however many there are, and CSV that no spreadsheet runs. */
#include "support/test.h"

#include "view/view_timeline.h"

static const struct timeline_filter open_filter = {.from = INSTANT_NONE, .to = INSTANT_NONE};

/* Many rows with few different times: order by time, and equal times in record order. */
static void sorting_is_stable(void **state)
{
	struct arena *a = arena_new();
	struct timeline t = {.arena = a};
	struct timeline_filter f = open_filter;
	uint32_t seed = 7;

	(void)state;
	for (uint64_t n = 1; n <= 5000; n++) {
		seed = seed * 1103515245 + 12345;
		timeline_add(&t, &f,
			&(struct timeline_row){
				.seq = n, .occurred = seed >> 24, .recorded = (instant)n});
	}
	timeline_sort(&t, &f);
	assert_int_equal(t.n, 5000);
	for (size_t n = 1; n < t.n; n++) {
		assert_true(t.v[n - 1].occurred <= t.v[n].occurred);
		if (t.v[n - 1].occurred == t.v[n].occurred)
			assert_true(t.v[n - 1].seq < t.v[n].seq);
	}
	f.by_recorded = true;
	f.limit = 10;
	timeline_sort(&t, &f);
	assert_int_equal(t.n, 10);
	assert_int_equal(t.v[0].seq, 4991);
	assert_int_equal(t.v[9].seq, 5000);
	arena_free(a);
}

static const char *csv_text(struct arena *a, const char *text)
{
	struct timeline t = {.arena = a};
	struct buf b;
	struct str all_text, header;

	timeline_add(&t, &open_filter,
		&(struct timeline_row){.seq = 1,
			.incident = 1,
			.kind = STR("note"),
			.actor = STR("=cmd()"),
			.door = STR("irc"),
			.text = str_z(text)});
	buf_init(&b, a, 1 << 20);
	view_timeline_csv(&b, &t);
	all_text = buf_str(&b);
	assert_true(str_split(&all_text, '\n', &header));
	assert_true(str_eq_z(header,
		"id,incident,occurred,precision,recorded,kind,actor,door,text,known_by,zone\r"));
	return str_to_z(a, all_text);
}

static void csv_runs_nothing(void **state)
{
	static const struct {
		const char *text, *cell;
	} cells[] = {{"plain", "\"plain\""}, {"=1+1", "\"'=1+1\""}, {"+1", "\"'+1\""},
		{"-1", "\"'-1\""}, {"@SUM(A1)", "\"'@SUM(A1)\""},
		{"say \"no\", twice", "\"say \"\"no\"\", twice\""}, {"", "\"\""},
		{"two\nlines", "\"two<LF>lines\""}, {"\x1b[31m", "\"<ESC>[31m\""},
		{"\rback", "\"'<CR>back\""}};
	struct arena *a = arena_new();

	(void)state;
	for (size_t n = 0; n < sizeof cells / sizeof *cells; n++)
		assert_string_equal(csv_text(a, cells[n].text),
			arena_printf(a,
				"E-1,1,1970-01-01T00:00:00Z,us,1970-01-01T00:00:00Z,note,\"'=cmd()"
				"\",\"irc\",%s,\"\",\"\"\r\n",
				cells[n].cell));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorting_is_stable),
		cmocka_unit_test(csv_runs_nothing),
	};

	return cmocka_run_group_tests_name("view_timeline", tests, NULL, NULL);
}
