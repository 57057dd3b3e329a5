/* test_filter.c: the filter line of the timeline: what passes, and what is refused where. */
#include "support/test.h"

#include "base/vec.h"
#include "tui/filter_internal.h"

static bool passes(struct arena *a, const char *line)
{
	struct filter f;
	struct err err;
	struct entry e = {.kind = EV_NOTE,
		.occurred = 1000 * US_PER_S,
		.actor = STR("irc:ops1"),
		.label = STR("LOG"),
		.text = STR("Pool is full again")};
	*VEC_PUSH(a, &e.tags) = STR("db");
	if (filter_parse(a, str_z(line), 4000 * US_PER_S, &f, &err) != RC_OK)
		fail_msg("%s: %s", line, err.text);
	return filter_passes(&f, &e);
}

static void what_passes(void **state)
{
	static const struct {
		const char *line;
		bool passes;
	} table[] = {
		{"", true},
		{"pool", true},
		{"pool FULL", true},
		{"pool empty", false},
		{"\"is full\"", true},
		{"\"full is\"", false},
		{"type=log", true},
		{"type=sev,log", true},
		{"type=note", true},
		{"type=sev", false},
		{"who=ops1", true},
		{"who=@ops1", true},
		{"who=lead", false},
		{"#db", true},
		{"#net", false},
		{"-#db", false},
		{"-#net pool", true},
		{"since=-1h", true},
		{"since=-10m", false},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (passes(a, table[i].line) != table[i].passes)
			fail_msg("%s", table[i].line);
	}
	arena_free(a);
}

static void what_is_refused(void **state)
{
	struct arena *a = arena_new();
	struct filter f = {.word_count = 77};
	struct err err;
	(void)state;
	assert_int_equal(filter_parse(a, STR("pool colour=red"), 0, &f, &err), RC_USAGE);
	assert_int_equal(err.at, 5);
	assert_int_equal(filter_parse(a, STR("since=25:00"), 0, &f, &err), RC_USAGE);
	assert_int_equal(
		filter_parse(a, STR("a b c d e f g h i j k l m n o p q"), 0, &f, &err), RC_LIMIT);
	assert_int_equal(f.word_count, 77); /* nothing is written on failure */
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_passes),
		cmocka_unit_test(what_is_refused),
	};
	return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
