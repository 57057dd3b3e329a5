/* test_netsplit.c: which words are a netsplit, who went with it, and when it is over. */
#include "support/test.h"

#include "irc/netsplit_internal.h"

struct fixture {
	struct netsplits all;
	struct isupport rules;
};

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){0};
	isupport_init(&f.rules);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	netsplits_clear(&f->all);
	return 0;
}

static void names_of_two_servers_are_a_split(void **state)
{
	static const char *const splits[] = {
		"irc.test irc2.test", "*.net *.split", "a-1.example.org hub.example.org"};
	static const char *const others[] = {"", "gone", "irc.test", "irc.test irc.test",
		"irc.test irc2.test now", "Quit: irc.test irc2.test", "10.0.0.1 10.0.0.2",
		"see example.", "..test irc.test", "irc..test irc2.test", "irc.test  irc2.test",
		"a.b c.d", "\"irc.test irc2.test\"", ". .", "irc.t\xc3\xa9st irc2.test"};
	struct str near, far;

	(void)state;
	for (size_t i = 0; i < sizeof splits / sizeof splits[0]; i++)
		if (!netsplit_names(str_z(splits[i]), &near, &far))
			fail_msg("\"%s\" is a split", splits[i]);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (netsplit_names(str_z(others[i]), &near, &far))
			fail_msg("\"%s\" is no split", others[i]);
	assert_true(netsplit_names(STR("irc.test irc2.test"), &near, &far));
	assert_true(str_eq_z(near, "irc.test") && str_eq_z(far, "irc2.test"));
}

static void leave(struct fixture *f, const char *nick, instant at)
{
	assert_true(netsplits_left(&f->all, 1, STR("irc.test"), STR("irc2.test"), str_z(nick), at));
}

static bool back(struct fixture *f, const char *nick, bool certain, instant at)
{
	return netsplits_back(&f->all, &f->rules, 1, str_z(nick), certain, at);
}

static void one_split_takes_many_and_is_over_when_they_come_back(void **state)
{
	struct fixture *f = *state;
	const struct netsplit *s;

	for (int i = 0; i < 40; i++) {
		char nick[8];

		snprintf(nick, sizeof nick, "ops%d", i);
		leave(f, nick, US_PER_S * (100 + i / 20));
	}
	assert_int_equal(f->all.n, 1);
	s = f->all.v[0];
	assert_int_equal(s->people, 40);
	assert_int_equal(s->from, 100 * US_PER_S);
	/* One finds another way in long before the servers find each other. */
	assert_true(back(f, "OPS3", false, 160 * US_PER_S));
	assert_true(s->to == INSTANT_NONE);
	for (int i = 10; i < 30; i++) {
		char nick[8];

		snprintf(nick, sizeof nick, "ops%d", i);
		assert_true(back(f, nick, false, 300 * US_PER_S + i));
	}
	assert_int_equal(s->to, 300 * US_PER_S + 10);
	assert_false(back(f, "ops10", false, 301 * US_PER_S));
	assert_false(back(f, "stranger", false, 301 * US_PER_S));
	assert_true(back(f, "ops39", false, 900 * US_PER_S));
	assert_int_equal(s->to, 300 * US_PER_S + 10);
}

static void a_server_that_calls_it_a_return_is_believed(void **state)
{
	struct fixture *f = *state;

	leave(f, "ops1", 100);
	leave(f, "ops2", 100);
	leave(f, "ops3", 100);
	assert_true(back(f, "ops2", true, 200));
	assert_int_equal(f->all.v[0]->to, 200);
	/* The next one is another. */
	leave(f, "ops2", 300);
	assert_int_equal(f->all.n, 2);
}

static void rooms_and_servers_are_told_apart_and_bounded(void **state)
{
	struct fixture *f = *state;
	struct str near = STR("irc.test");
	char far[32];

	for (uint32_t i = 1; i <= NETSPLITS_MAX; i++) {
		snprintf(far, sizeof far, "irc%u.test", (unsigned)i);
		assert_true(netsplits_left(&f->all, 1 + i % 2, near, str_z(far), STR("ops1"), i));
	}
	assert_int_equal(f->all.n, NETSPLITS_MAX);
	assert_false(netsplits_left(&f->all, 3, near, STR("irc99.test"), STR("ops1"), 99));
	assert_false(netsplits_back(&f->all, &f->rules, 3, STR("ops1"), true, 99));
	f->all.v[0]->told = true;
	assert_true(netsplits_left(&f->all, 3, near, STR("irc99.test"), STR("ops1"), 99));
	assert_int_equal(f->all.n, NETSPLITS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(names_of_two_servers_are_a_split),
		TEST(one_split_takes_many_and_is_over_when_they_come_back),
		TEST(a_server_that_calls_it_a_return_is_believed),
		TEST(rooms_and_servers_are_told_apart_and_bounded),
	};

	return cmocka_run_group_tests_name("irc/netsplit", tests, NULL, NULL);
}
