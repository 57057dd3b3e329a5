/* test_shown_compare.c: what was known then beside what is known now, and which rows came late. */
#include "support/test.h"

#include "support/room.h"
#include "doc/print.h"
#include "view/view_compare.h"
#include "view/view_timeline.h"

static void say(struct room *r, const char *iso, const char *line)
{
	assert_true(time_from_iso(str_z(iso), &r->now));
	if (room_lead(r, line) != RC_OK)
		fail_msg("%s: %s", line, r->err.text);
}

static void first_half(struct room *r)
{
	say(r, "2026-11-22T13:00:00Z",
		"declare \"Cards fail\" journey=critical degradation=partial users=12% safety=none "
		"exposure=none data_harm=none");
	say(r, "2026-11-22T13:05:00Z", "role ops @ops1");
	say(r, "2026-11-22T13:06:00Z", "log rolled back on all hosts");
}

static void second_half(struct room *r)
{
	say(r, "2026-11-22T13:20:00Z", "log 12:58 first ticket");
	say(r, "2026-11-22T13:21:00Z", "amend E-4 rolled back on 40 of 42 hosts");
	say(r, "2026-11-22T13:22:00Z", "role release ops");
	say(r, "2026-11-22T13:22:00Z", "role ops @ops2");
	say(r, "2026-11-22T13:23:00Z", "impact users=80% degradation=unavailable");
	say(r, "2026-11-22T13:24:00Z", "status identified");
}

struct pair_of_rooms {
	struct room *then, *now;
	instant at;
	struct compare c;
};

static struct pair_of_rooms told(bool more)
{
	struct pair_of_rooms p = {.then = room_new(), .now = room_new()};
	first_half(p.then);
	first_half(p.now);
	if (more)
		second_half(p.now);
	assert_true(time_from_iso(STR("2026-11-22T13:10:00Z"), &p.at));
	compare_of(p.now->arena, &p.now->policies, room_incident(p.then), room_incident(p.now),
		p.at, p.now->now, &p.c);
	return p;
}

static void done(struct pair_of_rooms *p)
{
	room_free(p->then);
	room_free(p->now);
}

static const struct compare_change *change(const struct compare *c, const char *what)
{
	for (size_t n = 0; n < c->changes.n; n++) {
		if (str_eq_z(c->changes.v[n].what, what))
			return &c->changes.v[n];
	}
	return NULL;
}

static void only_what_differs(void **state)
{
	struct pair_of_rooms p = told(true);
	(void)state;
	const struct compare_change *sev = change(&p.c, "severity"), *ops = change(&p.c, "ops");
	assert_non_null(sev);
	assert_true(str_starts(sev->then, STR("SEV2, rule ")));
	assert_true(str_starts(sev->now, STR("SEV1, rule ")));
	assert_non_null(ops);
	assert_true(str_eq_z(ops->then, "ops1"));
	assert_true(str_eq_z(ops->now, "ops2"));
	assert_non_null(change(&p.c, "status"));
	assert_non_null(change(&p.c, "users_share"));
	assert_true(str_eq_z(change(&p.c, "users_share")->then, "12%"));
	assert_null(change(&p.c, "ic"));
	assert_null(change(&p.c, "journey"));
	assert_null(change(&p.c, "duration"));
	done(&p);
}

static void rows_that_came_late_or_changed(void **state)
{
	struct pair_of_rooms p = told(true);
	(void)state;
	assert_int_equal(p.c.late.n, 1);
	assert_true(str_eq_z(p.c.late.v[0]->text, "first ticket"));
	assert_int_equal(p.c.amended.n, 1);
	assert_true(str_eq_z(p.c.amended.v[0].then->text, "rolled back on all hosts"));
	assert_true(str_eq_z(p.c.amended.v[0].now->text, "rolled back on 40 of 42 hosts"));
	assert_true(p.c.rows_since >= 6);
	assert_true(str_eq_z(timeline_late_text(p.now->arena, p.c.late.v[0], NULL),
		"recorded 13:20, 22m later"));
	done(&p);
}

static void the_same_is_the_same(void **state)
{
	struct pair_of_rooms p = told(false);
	struct print_opts o = {.width = 100};
	struct str text;
	struct err err;
	(void)state;
	assert_int_equal(p.c.changes.n + p.c.late.n + p.c.amended.n + p.c.rows_since, 0);
	assert_int_equal(
		print_text(p.now->arena, view_compare(p.now->arena, &p.c, NULL), &o, &text, &err),
		RC_OK);
	assert_true(str_find(text, STR("known now as then")) >= 0);
	done(&p);
}

/* Before the declaration nothing was known: everything is new, and nothing breaks. */
static void before_anything(void **state)
{
	struct pair_of_rooms p = told(true);
	struct compare c;
	(void)state;
	compare_of(p.now->arena, &p.now->policies, NULL, room_incident(p.now),
		p.at - 3600 * US_PER_S, p.now->now, &c);
	assert_non_null(change(&c, "severity"));
	assert_true(str_eq_z(change(&c, "severity")->then, "-"));
	assert_int_equal(c.amended.n, 0);
	assert_int_equal(c.late.n, 0);
	done(&p);
}

static void a_moment_is_its_own_edge(void **state)
{
	struct entry e = {.kind = EV_NOTE, .occurred = 100, .recorded = 200};
	struct entry machine = {.kind = EV_LINK_STATE, .occurred = 100, .recorded = 200};
	(void)state;
	assert_false(timeline_is_late(&e, 99));
	assert_true(timeline_is_late(&e, 100));
	assert_true(timeline_is_late(&e, 199));
	assert_false(timeline_is_late(&e, 200));
	assert_false(timeline_is_late(&machine, 150));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_differs),
		cmocka_unit_test(rows_that_came_late_or_changed),
		cmocka_unit_test(the_same_is_the_same),
		cmocka_unit_test(before_anything),
		cmocka_unit_test(a_moment_is_its_own_edge),
	};
	return cmocka_run_group_tests_name("then and now", tests, NULL, NULL);
}
