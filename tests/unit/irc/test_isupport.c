/* test_isupport.c: what 005 tells, the case rules of names, and the people that are followed by
 * them. */
#include "support/test.h"

#include "irc/isupport_internal.h"
#include "irc/members_internal.h"

struct fixture {
	struct arena *a;
	struct isupport s;
	struct members m;
};

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){.a = arena_new()};
	isupport_init(&f.s);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	members_clear(&f->m);
	arena_free(f->a);
	return 0;
}

static void told(struct fixture *f, const char *line)
{
	struct irc_msg m;

	assert_true(line_parse(f->a, str_z(line), &m));
	if (m.numeric == 5)
		isupport_take(&f->s, &m);
	else
		members_take(&f->m, &f->s, STR("#War"), STR("warroom"), &m);
}

static void reads_lengths_and_signs(void **state)
{
	struct fixture *f = *state;

	told(f, ":s 005 me NICKLEN=30 CHANNELLEN=64 TOPICLEN=307 CHANTYPES=#&! PREFIX=(qov)~@+ "
		"STATUSMSG=~@ NETWORK=Test WHOX :are supported");
	assert_int_equal(f->s.nick_max, 30);
	assert_int_equal(f->s.channel_max, 64);
	assert_int_equal(f->s.topic_max, 307);
	assert_string_equal(f->s.prefixes, "~@+");
	assert_string_equal(f->s.status_msg, "~@");
	assert_string_equal(f->s.network, "Test");
	assert_true(f->s.whox);
	assert_true(isupport_is_channel(&f->s, STR("!x")));
	assert_false(isupport_is_channel(&f->s, STR("@#x")));
	assert_false(isupport_is_channel(&f->s, STR("#")));
	assert_false(isupport_is_channel(&f->s, STR("\0x")));
}

static void ignores_senseless_values(void **state)
{
	struct fixture *f = *state;

	told(f, ":s 005 me NICKLEN=0 CHANNELLEN=-4 TOPICLEN=99999999999999999999 =x NICKLEN= "
		"LINELEN=10 :are supported");
	assert_int_equal(f->s.nick_max, 9);
	assert_int_equal(f->s.channel_max, 50);
	assert_int_equal(f->s.topic_max, 0);
	assert_int_equal(f->s.line_max, 512);
}

static void folds_names_as_the_server_does(void **state)
{
	struct fixture *f = *state;

	assert_true(isupport_same(&f->s, STR("al{ce}^"), STR("AL[CE]~")));
	told(f, ":s 005 me CASEMAPPING=strict-rfc1459 :x");
	assert_false(isupport_same(&f->s, STR("a^"), STR("a~")));
	assert_true(isupport_same(&f->s, STR("a|"), STR("a\\")));
	told(f, ":s 005 me CASEMAPPING=ascii :x");
	assert_false(isupport_same(&f->s, STR("a{"), STR("a[")));
	assert_true(isupport_same(&f->s, STR("Ab"), STR("aB")));
	assert_false(isupport_same(&f->s, STR("a"), STR("ab")));
}

static void follows_people(void **state)
{
	struct fixture *f = *state;

	told(f, ":s 353 warroom = #war :warroom @lead +ops1");
	told(f, ":ops2!u@h JOIN #WAR");
	assert_int_equal(f->m.n, 4);
	told(f, ":lead!u@h NICK :Chief");
	assert_null(members_find(&f->m, &f->s, STR("lead")));
	assert_non_null(members_find(&f->m, &f->s, STR("chief")));
	assert_true(members_know(&f->m, &f->s, STR("Lead")));
	told(f, ":chief!u@h NICK :boss");
	assert_true(members_know(&f->m, &f->s, STR("lead")));
	assert_false(members_know(&f->m, &f->s, STR("chief")));
	told(f, ":boss!u@h NICK :lead");
	told(f, ":lead!u@h NICK :chief");
	told(f, ":lead!u@h JOIN #war");
	told(f, ":lead!u@h PART #war");
	assert_true(members_know(&f->m, &f->s, STR("lead")));
	assert_false(members_know(&f->m, &f->s, STR("nobody")));
	told(f, ":ops1!u@h JOIN #other");
	told(f, ":ops1!u@h PART #war :bye");
	told(f, ":chief!u@h KICK #war ops2 :out");
	told(f, ":chief!u@h QUIT :gone");
	assert_int_equal(f->m.n, 1);
	told(f, ":s 352 warroom #war u h s warroom HB :0 x");
	assert_true(members_find(&f->m, &f->s, STR("warroom"))->bot);
	told(f, ":x!u@h KICK #war WarRoom :out");
	assert_int_equal(f->m.n, 0);
}

static void a_longer_nick_with_ours_in_front_is_not_us(void **state)
{
	struct fixture *f = *state;

	told(f, ":s 353 warroom = #war :warroom warroomist");
	told(f, ":warroomist!u@h NICK :other");
	assert_non_null(members_find(&f->m, &f->s, STR("warroom")));
	assert_non_null(members_find(&f->m, &f->s, STR("other")));
	told(f, ":other!u@h QUIT :x");
	assert_int_equal(f->m.n, 1);
}

static void takes_no_nonsense_for_a_person(void **state)
{
	struct fixture *f = *state;

	told(f, ": JOIN #war");
	told(f, ":a!b@c NICK");
	told(f, ":s 353 warroom = #war :@ + @+");
	told(f, ":s 353 warroom");
	told(f, ":s 352");
	assert_int_equal(f->m.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_lengths_and_signs, setup, teardown),
		cmocka_unit_test_setup_teardown(ignores_senseless_values, setup, teardown),
		cmocka_unit_test_setup_teardown(folds_names_as_the_server_does, setup, teardown),
		cmocka_unit_test_setup_teardown(follows_people, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_longer_nick_with_ours_in_front_is_not_us, setup, teardown),
		cmocka_unit_test_setup_teardown(takes_no_nonsense_for_a_person, setup, teardown),
	};

	return cmocka_run_group_tests_name("irc/isupport", tests, NULL, NULL);
}
