/* test_people_fold.c: rows about people that others may have written: only what is due moves a role, the rest is a row. */
#include "support/test.h"

#include "core/people_now.h"
#include "support/room.h"

static struct room *declared(void)
{
	struct room *r = room_new();

	assert_int_equal(room_lead(r, "declare Down journey=critical degradation=unavailable "
				      "users=40% safety=none exposure=none data=none"),
		RC_OK);
	return r;
}

static bool commands(const struct room *r, const char *person)
{
	return str_eq_z(incident_holder(room_incident(r), STR("ic")), person);
}

static void an_acceptance_without_an_offer_moves_nothing(void **state)
{
	struct room *r = declared();

	(void)state;
	room_event(r, 1, EV_ROLE_ACCEPT, "{\"role\":\"ic\",\"from\":\"lead\",\"person\":\"ops1\"}");
	assert_true(commands(r, "lead"));
	room_event(r, 1, EV_ROLE_OFFER, "{\"role\":\"ic\",\"from\":\"lead\",\"person\":\"ops2\"}");
	room_event(r, 1, EV_ROLE_ACCEPT, "{\"role\":\"ic\",\"from\":\"lead\",\"person\":\"ops1\"}");
	assert_true(commands(r, "lead"));
	room_event(r, 1, EV_ROLE_ACCEPT, "{\"role\":\"ic\",\"person\":\"ops2\"}");
	assert_true(commands(r, "ops2"));
	room_free(r);
}

static void nobody_hands_over_what_they_do_not_hold(void **state)
{
	struct room *r = declared();

	(void)state;
	room_event(r, 1, EV_ROLE_OFFER, "{\"role\":\"ic\",\"from\":\"ops1\",\"person\":\"ops2\"}");
	room_event(r, 1, EV_ROLE_OFFER, "{\"role\":\"ic\",\"from\":\"lead\"}");
	room_event(r, 1, EV_ROLE_TAKEOVER,
		"{\"role\":\"ic\",\"from\":\"ops1\",\"person\":\"ops2\",\"silent\":-1}");
	assert_int_equal(room_incident(r)->people.handovers.n, 0);
	assert_true(commands(r, "lead"));
	room_free(r);
}

static void a_later_offer_overtakes_the_earlier(void **state)
{
	struct room *r = declared();
	const struct people *p = &room_incident(r)->people;

	(void)state;
	room_event(r, 1, EV_ROLE_OFFER, "{\"role\":\"ic\",\"from\":\"lead\",\"person\":\"ops1\"}");
	room_event(r, 1, EV_ROLE_OFFER, "{\"role\":\"ic\",\"from\":\"lead\",\"person\":\"ops2\"}");
	assert_int_equal(p->handovers.v[0].state, HANDOVER_OVERTAKEN);
	assert_int_equal(p->handovers.v[1].state, HANDOVER_OPEN);
	room_event(r, 1, EV_ROLE_RELEASE, "{\"role\":\"ic\",\"person\":\"lead\"}");
	assert_int_equal(p->handovers.v[1].state, HANDOVER_OVERTAKEN);
	assert_null(incident_handover(room_incident(r), STR("ic")));
	room_free(r);
}

/* Members that are missing or of another sort, unknown roles, numbers beyond their scale. */
static void broken_bodies_change_nothing_but_the_row(void **state)
{
	static const char *const bodies[] = {"{}", "{\"role\":7,\"person\":[]}",
		"{\"role\":\"\",\"person\":\"\",\"from\":\"\"}",
		"{\"role\":\"wizard\",\"from\":\"lead\",\"person\":\"ops1\",\"how\":\"no\"}",
		"{\"level\":99,\"limit\":-5,\"silent\":9223372036854775807,\"due\":{}}"};
	static const enum event_kind kinds[] = {EV_ROLE_OFFER, EV_ROLE_REQUEST, EV_ROLE_ACCEPT,
		EV_ROLE_ANNOUNCE, EV_ROLE_LAPSE, EV_ROLE_TAKEOVER, EV_ROLE_GAP, EV_ROLE_SHIFT,
		EV_BRIDGE_ROLLCALL, EV_BRIDGE_JOIN, EV_BRIDGE_LEAVE};
	struct room *r = declared();
	size_t rows = room_incident(r)->entries.n;

	(void)state;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t b = 0; b < sizeof bodies / sizeof *bodies; b++) {
			room_event(r, 1, kinds[k], bodies[b]);
			assert_int_equal(room_incident(r)->entries.n, ++rows);
		}
	assert_true(commands(r, "lead"));
	assert_int_equal(room_incident(r)->people.handovers.n, 0);
	assert_int_equal(room_lead(r, "who"), RC_OK);
	assert_int_equal(room_lead(r, "rollcall"), RC_OK);
	assert_int_equal(room_lead(r, "brief"), RC_OK);
	room_run(r, r->now + US_PER_H, US_PER_MIN);
	room_free(r);
}

static void the_list_of_who_was_here_is_bounded(void **state)
{
	struct room *r = declared();
	char body[64];

	(void)state;
	for (int n = 0; n < PRESENCES_MAX + 10; n++) {
		snprintf(body, sizeof body, "{\"person\":\"p%d\",\"how\":\"seen\"}", n);
		room_event(r, 1, EV_BRIDGE_JOIN, body);
	}
	assert_int_equal(room_incident(r)->people.presences.n, PRESENCES_MAX);
	assert_int_equal(room_lead(r, "here"), RC_LIMIT);
	room_free(r);
}

static void duty_goes_on_from_role_to_role(void **state)
{
	struct room *r = declared();
	instant start = r->now;

	(void)state;
	r->now += US_PER_H;
	assert_int_equal(room_lead(r, "role release ic"), RC_OK);
	assert_int_equal(room_lead(r, "role take scribe"), RC_OK);
	assert_int_equal(people_on_duty_since(room_incident(r), STR("lead")), start);
	r->now += US_PER_H;
	assert_int_equal(room_lead(r, "role release scribe"), RC_OK);
	assert_int_equal(people_on_duty_since(room_incident(r), STR("lead")), INSTANT_NONE);
	r->now += US_PER_H;
	assert_int_equal(room_lead(r, "role take scribe"), RC_OK);
	assert_int_equal(people_on_duty_since(room_incident(r), STR("lead")), r->now);
	room_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_acceptance_without_an_offer_moves_nothing),
		cmocka_unit_test(nobody_hands_over_what_they_do_not_hold),
		cmocka_unit_test(a_later_offer_overtakes_the_earlier),
		cmocka_unit_test(broken_bodies_change_nothing_but_the_row),
		cmocka_unit_test(the_list_of_who_was_here_is_bounded),
		cmocka_unit_test(duty_goes_on_from_role_to_role),
	};
	return cmocka_run_group_tests_name("people as folded", tests, NULL, NULL);
}
