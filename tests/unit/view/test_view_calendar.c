/* test_view_calendar.c: what a calendar reads back is what was agreed: folded, escaped, with an identity that stays. */
#include "support/test.h"

#include <locale.h>

#include "base/utf8.h"
#include "view/view_calendar.h"

static struct incident *add_incident(struct arena *a, struct board *b, bool drill)
{
	struct incident *i = ARENA_NEW(a, struct incident);

	i->number = (uint32_t)b->incidents.n + 1;
	i->title = STR("Cards fail; some, not all");
	i->declared = 1763812800 * US_PER_S;
	i->drill = drill;
	*VEC_PUSH(a, &b->incidents) = i;
	return i;
}

static struct action *add_action(struct arena *a, struct incident *i, const char *text)
{
	struct action *x = VEC_PUSH(a, &i->actions);

	x->id = (uint32_t)i->actions.n;
	x->text = str_z(text);
	x->owner = STR("ops1");
	x->class = STR("detect");
	x->priority = STR("P1");
	x->due = 1764201599 * US_PER_S;
	x->finished = INSTANT_NONE;
	return x;
}

static struct str written(struct arena *a, const struct board *b)
{
	struct buf out;

	buf_init(&out, a, 1 << 24);
	view_actions_calendar(&out, b, 1763900000 * US_PER_S);
	assert_false(out.over);
	return buf_str(&out);
}

/* Joins folded lines again, as a reader does; every line must hold to the limits on the way. */
static struct str unfolded(struct arena *a, struct str ics)
{
	struct buf out;
	struct str line;

	buf_init(&out, a, 1 << 24);
	assert_true(str_ends(ics, STR("\r\n")));
	while (ics.n && str_split(&ics, '\n', &line)) {
		assert_true(str_ends(line, STR("\r")));
		line = str_cut(line, 0, line.n - 1);
		assert_true(line.n <= 75);
		assert_true(utf8_is_valid(line));
		if (line.n && line.p[0] == ' ')
			line = str_cut(line, 1, line.n);
		else if (out.n)
			buf_add_ch(&out, '\n');
		buf_add(&out, line);
	}
	return buf_str(&out);
}

static void holds(struct str text, const char *words, bool wanted)
{
	if ((str_find(text, str_z(words)) >= 0) != wanted)
		fail_msg("%s is %s in\n%.*s", words, wanted ? "not" : "", STR_ARG(text));
}

static void long_and_odd_text_survives(void **state)
{
	struct arena *a = arena_new();
	struct board b = {0};
	struct incident *i = add_incident(a, &b, false);
	struct str text;

	(void)state;
	add_action(a, i,
		"Alert on queue age, \\ and size; \xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc"
		"\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc of all "
		"that waits for more than five minutes\r\nEND:VTODO\r\nBEGIN:VEVENT");
	text = unfolded(a, written(a, &b));
	holds(text, "SUMMARY:INC-1 A-1 Alert on queue age\\, \\\\ and size\\; \xc3\xa4\xc3\xb6",
		true);
	holds(text, "\nEND:VTODO\nBEGIN:VEVENT", false);
	holds(text, "DESCRIPTION:Cards fail\\; some\\, not all\\nDone when: nobody said\n", true);
	holds(text, "UID:INC-1-A-1-1763812800@warroom\n", true);
	holds(text, "DUE:20251126T235959Z\n", true);
	holds(text, "PRIORITY:1\n", true);
	holds(text, "STATUS:NEEDS-ACTION\n", true);
	holds(text, "TRIGGER;RELATED=END:-P1D\n", true);
	arena_free(a);
}

static void what_is_over_rings_no_more(void **state)
{
	struct arena *a = arena_new();
	struct board b = {0};
	struct incident *i = add_incident(a, &b, false);
	struct action *x = add_action(a, i, "Alert on queue age");
	struct str text;

	(void)state;
	x->status = ACTION_DONE;
	x->finished = 1764000000 * US_PER_S;
	x->changes = 3;
	text = unfolded(a, written(a, &b));
	holds(text, "STATUS:COMPLETED\n", true);
	holds(text, "COMPLETED:20251124T160000Z\n", true);
	holds(text, "SEQUENCE:3\n", true);
	holds(text, "VALARM", false);
	x->status = ACTION_DROPPED;
	holds(unfolded(a, written(a, &b)), "STATUS:CANCELLED\n", true);
	arena_free(a);
}

static void what_may_not_leave_stays(void **state)
{
	struct arena *a = arena_new();
	struct board b = {0};
	struct incident *drill = add_incident(a, &b, true), *quiet = add_incident(a, &b, false);

	(void)state;
	add_action(a, drill, "exercise");
	add_action(a, quiet, "quiet");
	quiet->sensitive = true;
	holds(unfolded(a, written(a, &b)), "VTODO", false);
	quiet->sensitive = false;
	holds(unfolded(a, written(a, &b)), "quiet", true);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_and_odd_text_survives),
		cmocka_unit_test(what_is_over_rings_no_more),
		cmocka_unit_test(what_may_not_leave_stays),
	};
	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("view_calendar", tests, NULL, NULL);
}
