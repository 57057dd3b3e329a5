/* test_dispatch.c: the IRC library behind its glass: every line that is known to stall, crash or mislead it. */
#include "support/test.h"

#include <signal.h>
#include <unistd.h>

#include "irc/dispatch_internal.h"

struct fixture {
	struct arena *a;
	struct dispatch *d;
};

static int setup(void **state)
{
	static struct fixture f;
	struct err err;

	f = (struct fixture){.a = arena_new()};
	if (dispatch_new("warroom", &f.d, &err) != RC_OK)
		return -1;
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	dispatch_free(f->d);
	arena_free(f->a);
	return 0;
}

/* The kind of a line, or -1 when it was not taken. */
static int fed(struct fixture *f, struct str line)
{
	struct irc_msg m;
	enum dispatch_kind kind;

	if (!line_parse(f->a, line, &m) || !dispatch_feed(f->d, &m, &kind))
		return -1;
	return (int)kind;
}

static void tells_kinds(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(fed(f, STR(":a!u@h PRIVMSG #war :!sev 1")), DISPATCH_MESSAGE);
	assert_int_equal(fed(f, STR(":a!u@h PRIVMSG warroom :psst")), DISPATCH_MESSAGE);
	assert_int_equal(fed(f, STR(":a!u@h NOTICE #war :x")), DISPATCH_NOTICE);
	assert_int_equal(fed(f, STR(":a!u@h NOTICE warroom :x")), DISPATCH_NOTICE);
	assert_int_equal(fed(f, STR(":a!u@h JOIN #war")), DISPATCH_PEOPLE);
	assert_int_equal(fed(f, STR(":a!u@h PART #war :bye")), DISPATCH_PEOPLE);
	assert_int_equal(fed(f, STR(":a!u@h NICK b")), DISPATCH_PEOPLE);
	assert_int_equal(fed(f, STR(":a!u@h QUIT :bye")), DISPATCH_PEOPLE);
	assert_int_equal(fed(f, STR(":a!u@h KICK #war b :out")), DISPATCH_PEOPLE);
	assert_int_equal(fed(f, STR(":a!u@h TOPIC #war :x")), DISPATCH_TOPIC);
	assert_int_equal(fed(f, STR(":a!u@h MODE #war +o b")), DISPATCH_MODE);
	assert_int_equal(fed(f, STR(":irc.test 332 warroom #war :x")), DISPATCH_NUMERIC);
	assert_int_equal(fed(f, STR(":a!u@h ACCOUNT lead")), DISPATCH_OTHER);
}

static void an_action_of_any_length_is_a_message(void **state)
{
	struct fixture *f = *state;
	struct buf b;

	buf_init(&b, f->a, 2000);
	buf_add_z(&b, ":a!u@h PRIVMSG #war :\001ACTION ");
	buf_add_fill(&b, 'x', 400);
	assert_int_equal(fed(f, buf_str(&b)), DISPATCH_MESSAGE);
	buf_add_ch(&b, 1);
	assert_int_equal(fed(f, buf_str(&b)), DISPATCH_MESSAGE);
}

static void what_would_hurt_it_stays_outside(void **state)
{
	static const char *const hurts[] = {"NICK b", "PRIVMSG #war :no source", ":a!u@h NOTICE x",
		":x N", ":a!u@h PRIVMSG #war :\001", ":a!u@h PRIVMSG #war :\001VERSION\001",
		":a!u@h PRIVMSG #war :\001DCC SEND x 1 2 3\001", ":a!u@h NICK", "ERROR :bye",
		":a!u@h CAP * LS :x", ":irc.test PONG irc.test :x", "PING :x", ":a!u@h MODE #war"};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof hurts / sizeof hurts[0]; i++)
		assert_int_equal(fed(f, str_z(hurts[i])), -1);
	assert_int_equal(fed(f, STR(":a!u@h PRIVMSG #war :still here")), DISPATCH_MESSAGE);
}

static void long_odd_and_crowded_lines_pass(void **state)
{
	struct fixture *f = *state;
	struct buf b;

	buf_init(&b, f->a, 10000);
	buf_add_z(&b, ":a!u@h PRIVMSG #war :");
	buf_add_fill(&b, 'y', 8000);
	assert_int_equal(fed(f, buf_str(&b)), DISPATCH_MESSAGE);
	assert_int_equal(fed(f, STR(":a!u@h PRIVMSG #war :a\0b\rc\xff")), DISPATCH_MESSAGE);
	assert_int_equal(fed(f, STR(":irc.test 005 warroom A B C D E F G H I J K L M :supported")),
		DISPATCH_NUMERIC);
	assert_int_equal(fed(f, STR(":a!u@h PRIVMSG #war :")), DISPATCH_MESSAGE);
	buf_init(&b, f->a, 10000);
	buf_add_ch(&b, ':');
	buf_add_fill(&b, 'z', 3000);
	buf_add_z(&b, "!u@h PRIVMSG #war :x");
	assert_int_equal(fed(f, buf_str(&b)), DISPATCH_MESSAGE);
}

static void thousands_of_lines_do_not_fill_it_up(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 5000; i++)
		assert_int_equal(fed(f, STR(":a!u@h PRIVMSG #war :one of many lines, one after "
					    "the other, without an end")),
			DISPATCH_MESSAGE);
}

static void writes_one_line_for_each_wish(void **state)
{
	struct fixture *f = *state;
	struct str line;

	assert_true(dispatch_privmsg(f->d, f->a, "#war", "100 %s %n done", &line));
	assert_true(str_eq_z(line, "PRIVMSG #war :100 %s %n done"));
	assert_true(dispatch_notice(f->d, f->a, "lead", "no", &line));
	assert_true(str_eq_z(line, "NOTICE lead :no"));
	assert_true(dispatch_topic(f->d, f->a, "#war", "SEV1 %s", &line));
	assert_true(str_eq_z(line, "TOPIC #war :SEV1 %s"));
	assert_false(dispatch_privmsg(f->d, f->a, "#war", "hello\r\nQUIT :pwned", &line));
	for (int i = 0; i < 200; i++)
		assert_true(
			dispatch_privmsg(f->d, f->a, "#war", "more than its queue holds", &line));
}

static void sessions_come_and_go_without_leaving_descriptors(void **state)
{
	int before = dup(0), after;

	(void)state;
	close(before);
	for (int i = 0; i < 50; i++) {
		struct dispatch *d;
		struct err err;

		assert_int_equal(dispatch_new("warroom12", &d, &err), RC_OK);
		dispatch_free(d);
	}
	after = dup(0);
	close(after);
	assert_int_equal(before, after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tells_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(
			an_action_of_any_length_is_a_message, setup, teardown),
		cmocka_unit_test_setup_teardown(what_would_hurt_it_stays_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(long_odd_and_crowded_lines_pass, setup, teardown),
		cmocka_unit_test_setup_teardown(
			thousands_of_lines_do_not_fill_it_up, setup, teardown),
		cmocka_unit_test_setup_teardown(writes_one_line_for_each_wish, setup, teardown),
		cmocka_unit_test(sessions_come_and_go_without_leaving_descriptors),
	};

	return cmocka_run_group_tests_name("irc/dispatch", tests, NULL, NULL);
}
