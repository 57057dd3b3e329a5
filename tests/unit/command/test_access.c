/* test_access.c: the table of rights, whose an account is, and codes that hold once. */
#include "support/room.h"
#include "support/test.h"

static enum rc parse(const char *text, const struct access_policy **ret, struct err *err)
{
	struct room *r = room_new();
	enum rc rc = access_policy_parse(
		r->arena, r->policies.roles, "access.tsv", str_z(text), ret, err);

	room_free(r);
	return rc;
}

static void refused(const char *text, const char *why)
{
	const struct access_policy *p;
	struct err err;

	assert_int_equal(parse(text, &p, &err), RC_USAGE);
	assert_non_null(strstr(err.text, why));
}

static void a_table_that_does_not_hold_is_refused(void **state)
{
	(void)state;
	refused("who\trights\n", "access.tsv:1:");
	refused("who\tcapabilities\nanybody\tobserve fly\n", "access.tsv:2: fly is none of");
	refused("who\tcapabilities\nic\tadminister\n", "access.tsv:2: administer is none of");
	refused("who\tcapabilities\nking\tlog\n", "access.tsv:2: king is neither");
}

static void rights_come_from_proof_role_and_grant(void **state)
{
	struct room *r = room_new();
	const struct access_policy *p = r->policies.access;
	const struct incident *i;

	(void)state;
	assert_int_equal(
		room_lead(r, "declare Cards journey=critical degradation=unavailable users=40%"),
		RC_OK);
	assert_int_equal(room_lead(r, "role give comms @ops1"), RC_OK);
	assert_int_equal(room_lead(r, "grant @guest respond until=10m"), RC_OK);
	i = room_incident(r);
#define MAY(person, proven, trusted) access_capabilities(p, i, STR(person), proven, trusted, r->now)
	assert_int_equal(MAY("ops1", false, false), CAP_OBSERVE | CAP_LOG);
	assert_int_equal(
		MAY("ops1", true, false), CAP_OBSERVE | CAP_LOG | CAP_RESPOND | CAP_PUBLISH);
	assert_int_equal(MAY("ops2", true, false), CAP_OBSERVE | CAP_LOG);
	assert_int_equal(MAY("ops2", true, true), CAP_OBSERVE | CAP_LOG | CAP_RESPOND);
	assert_int_equal(MAY("lead", true, true),
		CAP_OBSERVE | CAP_LOG | CAP_RESPOND | CAP_COMMAND | CAP_PUBLISH | CAP_CLOSE);
	assert_int_equal(MAY("guest", true, false), CAP_OBSERVE | CAP_LOG | CAP_RESPOND);
	assert_int_equal(MAY("guest", false, false), CAP_OBSERVE | CAP_LOG);
	r->now += 10 * US_PER_MIN;
	assert_int_equal(MAY("guest", true, false), CAP_OBSERVE | CAP_LOG);
	assert_int_equal(access_capabilities(p, NULL, STR("lead"), true, true, r->now),
		CAP_OBSERVE | CAP_LOG | CAP_RESPOND);
#undef MAY
	room_free(r);
}

static void an_account_is_one_person(void **state)
{
	struct room *r = room_new();

	(void)state;
	assert_true(str_eq_z(access_person_of(r->board, STR("alice")), "alice"));
	assert_false(access_has_account(r->board, STR("lead")));
	assert_int_equal(room_lead(r, "person @lead account=alice"), RC_OK);
	assert_true(str_eq_z(access_person_of(r->board, STR("ALICE")), "lead"));
	assert_true(access_has_account(r->board, STR("Lead")));
	/* An account that merely has the name is nobody. */
	assert_int_equal(access_person_of(r->board, STR("lead")).n, 0);
	assert_int_equal(room_lead(r, "person @ops1 account=alice"), RC_OK);
	assert_true(str_eq_z(access_person_of(r->board, STR("alice")), "ops1"));
	assert_true(str_eq_z(access_person_of(r->board, STR("lead")), "lead"));
	assert_int_equal(room_lead(r, "person remove @ops1 account=alice"), RC_OK);
	assert_true(str_eq_z(access_person_of(r->board, STR("alice")), "alice"));
	room_free(r);
}

static void a_code_holds_until_its_time_and_once(void **state)
{
	struct room *r = room_new();
	const struct code *c;

	(void)state;
	assert_int_equal(room_lead(r, "code @ops1 for=5m"), RC_OK);
	assert_true(str_find(r->reply, STR("abcd-efgh")) >= 0);
	c = access_find_code(r->board, STR("ABCDEFGH"), r->now);
	assert_non_null(c);
	assert_true(str_eq_z(c->person, "ops1"));
	assert_non_null(access_find_code(r->board, STR("abcd-efgh"), r->now));
	assert_null(access_find_code(r->board, STR("abcd-efgi"), r->now));
	assert_null(access_find_code(r->board, STR(""), r->now));
	assert_null(access_find_code(r->board, STR("abcd-efgh"), r->now + 5 * US_PER_MIN));
	room_event(r, 0, EV_CODE_SPENT, "{\"id\":1,\"how\":\"used\"}");
	assert_null(access_find_code(r->board, STR("abcd-efgh"), r->now));
	room_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_that_does_not_hold_is_refused),
		cmocka_unit_test(rights_come_from_proof_role_and_grant),
		cmocka_unit_test(an_account_is_one_person),
		cmocka_unit_test(a_code_holds_until_its_time_and_once),
	};

	return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
