/* test_lint_text.c: the traps that timelines of others hold are each found where they stand, and a sound one holds none. */
#include "support/test.h"

#include "core/lint.h"

struct linted {
	struct arena *arena;
	struct lint_findings found;
};

static void read_text(struct linted *c, const char *text)
{
	c->arena = arena_new();
	lint_text(c->arena, str_z(text), &c->found);
}

/* So many findings, the first of which is this one. */
static void finds(const char *text, size_t n, unsigned line, enum lint_rule rule, const char *words)
{
	struct linted c;

	read_text(&c, text);
	if (c.found.n != n)
		fail_msg("%zu findings, want %zu, in:\n%s", c.found.n, n, text);
	assert_int_equal(c.found.v[0].line, line);
	assert_int_equal(c.found.v[0].rule, rule);
	if (str_find(c.found.v[0].text, str_z(words)) < 0)
		fail_msg("%.*s", STR_ARG(c.found.v[0].text));
	arena_free(c.arena);
}

static void finds_nothing(const char *text)
{
	struct linted c;

	read_text(&c, text);
	for (size_t n = 0; n < c.found.n; n++)
		print_message("%u: %.*s\n", c.found.v[n].line, STR_ARG(c.found.v[n].text));
	assert_int_equal(c.found.n, 0);
	arena_free(c.arena);
}

#define KEYS(repaired, resolved)                                                                   \
	"Times are UTC.\n- First detected: 2024-03-01 11:24\n- Repaired: " repaired                \
	"\n- Resolved " resolved "\n"

static void stated_lengths_are_compared(void **state)
{
	(void)state;
	finds(KEYS("2024-03-01 16:00", "2024-03-02 09:09") "- **Time to resolve**: 4h 45m\n", 1, 5,
		LINT_DURATION, "it says 4h45m, the times above say 21h45m");
	finds(KEYS("2024-03-01 13:14", "2024-05-01 13:14") "- **Time to resolve**: 1h 50m\n", 1, 5,
		LINT_DURATION, "61d1h");
	finds(KEYS("2024-03-01 11:33", "2024-03-01 11:40") "**Time to repair:** 11 minutes\n", 1, 5,
		LINT_DURATION, "it says 11m, the times above say 9m from detected to repaired");
	finds_nothing(KEYS("2024-03-01 11:33",
		"2024-03-01 12:40") "- Time to repair: 9m\n- Time to resolve: 1 hour and 16 min\n");
	/* The length may stand above the times. */
	finds("Time to mitigate: 1h\n" KEYS("2024-03-01 11:33", "2024-03-01 12:40"), 1, 1,
		LINT_DURATION, "it says 1h, the times above say 9m");
	/* What is not known contradicts nothing. */
	finds_nothing(
		"UTC\n- Resolved 2024-03-01 11:40\nTime to resolve: 9h\nTime to detection: N/A\n");
	finds(KEYS("2024-03-01 11:33", "2024-03-01 11:30"), 2, 1, LINT_RECOVERY,
		"resolved before it was repaired");
}

static void places_of_times_are_found(void **state)
{
	(void)state;
	finds("UTC\n| 2022-06-02 HH:mm | it was deleted |\n", 1, 2, LINT_NO_TIME, "HH:mm");
	finds("UTC\n| 2024-03-13 14:?? | scaled down |\n", 1, 2, LINT_NO_TIME, "14:??");
	finds("UTC\n| 2022-05-?\? HH:mm | seen |\n", 1, 2, LINT_NO_TIME, "2022-05-?\?");
	finds("UTC\n| 2021/22-?\?-?\? HH:mm | run by hand |\n", 1, 2, LINT_NO_TIME, "the place of");
	finds("UTC\n| 2021-12-17         | published |\n", 1, 2, LINT_NO_TIME, "only the day");
	finds("\"endsAt\": \"0001-01-01T00:00:00Z\"\n", 1, 1, LINT_NO_TIME, "not come");
	/* A day in running text is no row. */
	finds_nothing("It had been announced on 2021-12-17 to all.\n- due 2021-12-24: a report\n");
}

static void rows_out_of_order_are_found(void **state)
{
	(void)state;
	finds("UTC\n| 2021-12-13   15:50 | scanned |\n| 2021-12-13   14:30 | met |\n", 1, 3,
		LINT_ORDER, "2021-12-13T14:30Z comes below a row of 2021-12-13T15:50Z");
	finds("- 2024-01-02 10:00 CET: one\n- 2024-01-02 09:30 UTC: two\n- 2024-01-02 09:20 UTC: "
	      "x\n",
		1, 3, LINT_ORDER, "09:20");
	/* What was generated is in the order of its own. */
	finds_nothing(
		"UTC\n<!-- warroom:begin times -->\n- 2024-01-02 10:00 a\n- 2024-01-02 09:00 b\n"
		"<!-- warroom:end times -->\n- 2024-01-02 08:00 c\n");
	/* A new list begins anew. */
	finds_nothing("UTC\n- 2024-01-02 10:00 one\n\n## Before\n- 2024-01-02 09:30 two\n");
}

#define ENTRY(title, begun, ended, severity)                                                       \
	"---\ntitle: " title "\ndate: " begun "\nresolvedWhen: " ended "\nseverity: " severity     \
	"\n---\n"

static void entries_of_a_status_page_are_read(void **state)
{
	(void)state;
	finds(ENTRY("Search slow", "2021-09-23T10:01:00-00:00", "2021-09-20T13:00:00-00:00",
		      "down"),
		1, 4, LINT_ORDER, "it ends 2d21h before it begins");
	finds(ENTRY("Search slow", "2021-12-15T15:50:00-00:00", "2021-12-15 16:05:00", "down"), 1,
		4, LINT_ZONE, "no zone is said here");
	finds(ENTRY("Maintenance of search", "2021-12-15T15:50:00Z", "2021-12-15T16:05:00Z",
		      "disrupted"),
		1, 5, LINT_PLANNED, "planned work");
	finds_nothing(ENTRY("Upgrade", "2021-12-15T15:50:00Z", "2021-12-15T16:05:00Z", "notice"));
	finds("- detected 2024-01-02 10:00\n- later\n", 1, 1, LINT_ZONE, "no zone is said");
}

static void pasted_chat_is_read(void **state)
{
	static const char chat[] = ">ops1 [8:27 AM]  \nhello  \nagain  \n>\n>ops2 [9:03 AM]  \n"
				   "rollback (edited) \n>deploy APP [9:04 AM]  \nstarted\n";
	struct linted c;

	(void)state;
	read_text(&c, chat);
	assert_int_equal(c.found.n, 4);
	assert_int_equal(c.found.v[0].rule, LINT_ZONE);
	assert_int_equal(c.found.v[0].line, 1);
	assert_int_equal(c.found.v[0].column, 7);
	assert_int_equal(c.found.v[1].rule, LINT_NO_TIME);
	assert_int_equal(c.found.v[1].line, 3);
	assert_true(str_find(c.found.v[1].text, STR("1 line without a time")) == 0);
	assert_int_equal(c.found.v[2].rule, LINT_EDITED);
	assert_int_equal(c.found.v[3].rule, LINT_BOT);
	arena_free(c.arena);
}

static void hostile_text_is_bounded(void **state)
{
	struct arena *a = arena_new();
	struct lint_findings found;
	struct buf b;

	(void)state;
	buf_init(&b, a, 1 << 24);
	for (int n = 0; n < 2000; n++)
		buf_add_z(&b, "| 2024-01-02 HH:mm | time to time to resolve: 999999999999d\n");
	buf_add_fill(&b, '[', 100000);
	lint_text(a, buf_str(&b), &found);
	assert_int_equal(found.n, LINT_FINDINGS_MAX);
	assert_int_equal(found.more, 2000 - LINT_FINDINGS_MAX);
	lint_text(a, STR(""), &found);
	assert_int_equal(found.n, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stated_lengths_are_compared),
		cmocka_unit_test(places_of_times_are_found),
		cmocka_unit_test(rows_out_of_order_are_found),
		cmocka_unit_test(entries_of_a_status_page_are_read),
		cmocka_unit_test(pasted_chat_is_read),
		cmocka_unit_test(hostile_text_is_bounded),
	};
	return cmocka_run_group_tests_name("lint_text", tests, NULL, NULL);
}
