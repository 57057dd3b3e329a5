/* test_shown_timeline.c: which rows pass a filter, in which order they stand, and how text and JSON write them. */
#include "support/test.h"

#include "base/json.h"
#include "doc/print.h"
#include "support/room.h"
#include "view/view_timeline.h"

static const struct timeline_filter open_filter = {.from = INSTANT_NONE, .to = INSTANT_NONE};

/* A minute apart: a note of lead, a late note of ops1, a decision of the rules, a correction. */
static struct room *told(void)
{
	struct room *r = room_new();

	room_lead(r, "declare Slow journey=important degradation=slow users=1% safety=none "
		     "exposure=none data=none");
	r->now += US_PER_MIN;
	room_lead(r, "log alpha");
	r->now += US_PER_MIN;
	assert_int_equal(room_say(r, DOOR_IRC, "irc:ops1", 0, "log -30m bravo"), RC_OK);
	r->now += US_PER_MIN;
	room_lead(r, "log charlie");
	r->now += US_PER_MIN;
	assert_int_equal(room_lead(r, "amend E-3 alpha two"), RC_OK);
	return r;
}

/* The texts of the notes that pass, joined by blanks. */
static const char *notes(struct room *r, const struct timeline_filter *f)
{
	struct timeline t;
	struct buf b;

	timeline_of(r->arena, room_incident(r), f, &t);
	timeline_sort(&t, f);
	buf_init(&b, r->arena, 4096);
	for (size_t n = 0; n < t.n; n++)
		if (str_eq_z(t.v[n].kind, "note"))
			buf_addf(&b, "%s%.*s", b.n ? " | " : "", STR_ARG(t.v[n].text));
	return buf_z(&b);
}

static void rows_stand_by_what_happened_or_what_was_recorded(void **state)
{
	struct room *r = told();
	struct timeline_filter f = open_filter;

	(void)state;
	assert_string_equal(notes(r, &f), "bravo | alpha two | charlie");
	f.by_recorded = true;
	assert_string_equal(notes(r, &f), "alpha two | bravo | charlie");
	f.limit = 2; /* the newest two rows, one of which is the correction */
	assert_string_equal(notes(r, &f), "charlie");
	room_free(r);
}

static void filters_narrow(void **state)
{
	struct room *r = told();
	struct timeline_filter f = open_filter;
	instant start = r->now - 4 * US_PER_MIN;
	struct regex *re;

	(void)state;
	f.from = start;
	assert_string_equal(notes(r, &f), "alpha two | charlie");
	f.to = start + 3 * US_PER_MIN; /* not included */
	assert_string_equal(notes(r, &f), "alpha two");
	f = open_filter;
	f.who = STR("ops1"); /* with or without the door in front */
	assert_string_equal(notes(r, &f), "bravo");
	f.who = STR("irc:ops1");
	assert_string_equal(notes(r, &f), "bravo");
	f = open_filter;
	f.types = STR("declare, LOG");
	assert_string_equal(notes(r, &f), "bravo | alpha two | charlie");
	f.types = STR("sev");
	assert_string_equal(notes(r, &f), "");
	f = open_filter;
	assert_int_equal(regex_new(STR("^(BRA|cha)"), REGEX_CASELESS, &re, &r->err), RC_OK);
	f.match = re;
	assert_string_equal(notes(r, &f), "bravo | charlie");
	regex_free(re);
	room_free(r);
}

static struct timeline all(struct room *r)
{
	struct timeline t;

	timeline_of(r->arena, room_incident(r), &open_filter, &t);
	timeline_sort(&t, &open_filter);
	return t;
}

static void corrected_and_late_rows_say_so(void **state)
{
	struct room *r = told();
	struct timeline t = all(r);

	(void)state;
	assert_true(str_eq_z(t.v[0].text, "bravo"));
	assert_true(t.v[0].late);
	assert_int_equal(t.v[0].precision, PREC_MIN);
	assert_int_equal(t.v[0].amended_by, 0);
	for (size_t n = 1; n < t.n; n++) {
		assert_false(t.v[n].late);
		assert_int_equal(t.v[n].amended_by != 0, str_eq_z(t.v[n].text, "alpha two"));
		if (t.v[n].amended_by)
			assert_true(str_eq_z(t.v[n].said, "alpha"));
	}
	room_free(r);
}

static void json_is_one_object_a_line(void **state)
{
	static const char *const fields[] = {"id", "seq", "incident", "occurred", "precision",
		"recorded", "kind", "actor", "door", "text"};
	struct room *r = told();
	struct timeline t = all(r);
	struct buf b;
	struct str rest, line;
	size_t lines = 0;

	(void)state;
	t.v[0].text = STR("\"quoted\"\n\x1b[31m \xe2\x80\xae");
	t.v[1].precision = PREC_UNKNOWN;
	buf_init(&b, r->arena, 1 << 20);
	view_timeline_json(&b, &t);
	rest = buf_str(&b);
	while (rest.n && str_split(&rest, '\n', &line)) {
		const struct json *o;

		assert_int_equal(json_parse(r->arena, line, &o, &r->err), RC_OK);
		for (size_t n = 0; n < sizeof fields / sizeof *fields; n++)
			assert_true(str_eq_z(o->names[n], fields[n]));
		if (lines == 0)
			assert_true(str_eq(json_str(o, "text"), t.v[0].text));
		if (lines == 1)
			assert_true(str_eq_z(json_str(o, "occurred"), "?"));
		assert_int_equal(json_int(o, "seq", 0), t.v[lines++].seq);
	}
	assert_int_equal(lines, t.n);
	assert_true(str_find_ch(buf_str(&b), '\x1b') < 0);
	room_free(r);
}

static void the_text_view_shows_days_and_hides_nothing(void **state)
{
	struct print_opts o = {.width = 4000};
	struct room *r = told();
	struct timeline t = all(r), none = {.arena = r->arena};
	struct str text;

	(void)state;
	assert_int_equal(
		print_text(r->arena, view_timeline(r->arena, &t, NULL), &o, &text, &r->err), RC_OK);
	for (size_t n = 0; n < t.n; n++)
		assert_true(str_find(text, t.v[n].text) >= 0);
	assert_true(str_find(text, STR("2026-11-22 UTC")) >= 0);
	assert_true(str_find(text, STR("13:32")) >= 0);
	/* In another zone the same row stands on another clock. */
	assert_int_equal(
		print_text(r->arena, view_timeline(r->arena, &t, zone_fixed(r->arena, 10 * 60)), &o,
			&text, &r->err),
		RC_OK);
	assert_true(str_find(text, STR("23:32")) >= 0);
	assert_int_equal(
		print_text(r->arena, view_timeline(r->arena, &none, NULL), &o, &text, &r->err),
		RC_OK);
	assert_true(str_starts(text, STR("No rows.")));
	room_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_stand_by_what_happened_or_what_was_recorded),
		cmocka_unit_test(filters_narrow),
		cmocka_unit_test(corrected_and_late_rows_say_so),
		cmocka_unit_test(json_is_one_object_a_line),
		cmocka_unit_test(the_text_view_shows_days_and_hides_nothing),
	};

	return cmocka_run_group_tests_name("shown_timeline", tests, NULL, NULL);
}
