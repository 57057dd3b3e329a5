/* test_caps.c: extensions offered, asked for, granted, refused and taken away; batches; what was heard before. */
#include "support/test.h"

#include "irc/batches_internal.h"
#include "irc/caps_internal.h"
#include "irc/seen_internal.h"

struct talk {
	struct arena *a;
	struct caps caps;
	struct str lines[CAPS_LINES_MAX];
	size_t n;
};

static int setup(void **state)
{
	static struct talk t;

	t = (struct talk){.a = arena_new()};
	*state = &t;
	return 0;
}

static int teardown(void **state)
{
	struct talk *t = *state;

	arena_free(t->a);
	return 0;
}

static void hear(struct talk *t, const char *line)
{
	struct irc_msg m;

	assert_true(line_parse(t->a, str_z(line), &m));
	t->n = caps_take(&t->caps, t->a, CAPS_ALL, &m, t->lines);
}

static bool says(const struct talk *t, const char *line)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq_z(t->lines[i], line))
			return true;
	return false;
}

static void groups_are_asked_for_apart(void **state)
{
	struct talk *t = *state;

	hear(t, ":s CAP * LS * :sasl=PLAIN,EXTERNAL server-time unknown/thing message-tags");
	assert_int_equal(t->n, 0);
	assert_false(caps_is_settled(&t->caps));
	hear(t, ":s CAP * LS :account-tag echo-message cap-notify");
	assert_int_equal(t->n, 4);
	assert_true(says(t, "CAP REQ :sasl"));
	assert_true(says(t, "CAP REQ :server-time message-tags account-tag"));
	assert_true(says(t, "CAP REQ :echo-message"));
	assert_true(says(t, "CAP REQ :cap-notify"));
	hear(t, ":s CAP me ACK :sasl");
	hear(t, ":s CAP me ACK :server-time message-tags account-tag");
	hear(t, ":s CAP me ACK :echo-message");
	assert_false(caps_is_settled(&t->caps));
	hear(t, ":s CAP me ACK :cap-notify");
	assert_true(caps_is_settled(&t->caps));
	assert_int_equal(t->caps.has, CAPS_SASL | CAPS_SERVER_TIME | CAPS_TAGS | CAPS_ACCOUNT_TAG |
					      CAPS_ECHO | CAPS_NOTIFY);
	assert_true(caps_has_mechanism(&t->caps, "external"));
	assert_false(caps_has_mechanism(&t->caps, "SCRAM-SHA-256"));
}

static void a_refused_group_is_asked_for_singly(void **state)
{
	struct talk *t = *state;

	hear(t, ":s CAP * LS :extended-join account-notify chghost");
	assert_true(says(t, "CAP REQ :extended-join account-notify chghost"));
	hear(t, ":s CAP me NAK :extended-join account-notify chghost");
	assert_int_equal(t->n, 3);
	assert_true(says(t, "CAP REQ :account-notify"));
	hear(t, ":s CAP me ACK :extended-join");
	hear(t, ":s CAP me NAK :account-notify");
	assert_int_equal(t->n, 0);
	hear(t, ":s CAP me ACK :chghost");
	assert_true(caps_is_settled(&t->caps));
	assert_int_equal(t->caps.has, CAPS_EXTENDED_JOIN | CAPS_CHGHOST);
}

static void a_refusal_that_is_cut_belongs_to_the_oldest_request(void **state)
{
	struct talk *t = *state;

	hear(t, ":s CAP * LS :server-time echo-message");
	hear(t, ":s CAP me NAK :serv");
	hear(t, ":s CAP me ACK :echo-message");
	assert_true(caps_is_settled(&t->caps));
	assert_int_equal(t->caps.has, CAPS_ECHO);
}

static void extensions_come_and_go(void **state)
{
	struct talk *t = *state;

	hear(t, ":s CAP * LS :cap-notify");
	hear(t, ":s CAP me ACK :cap-notify");
	hear(t, ":s CAP me NEW :account-tag sasl=PLAIN unknown");
	assert_int_equal(t->n, 2);
	hear(t, ":s CAP me ACK :account-tag");
	assert_true(t->caps.has & CAPS_ACCOUNT_TAG);
	hear(t, ":s CAP me DEL :account-tag");
	assert_false(t->caps.has & CAPS_ACCOUNT_TAG);
	hear(t, ":s CAP me NEW :cap-notify");
	assert_int_equal(t->n, 0);
	hear(t, ":s CAP me ACK :-cap-notify");
	assert_false(t->caps.has & CAPS_NOTIFY);
}

static void what_was_not_asked_for_is_not_granted(void **state)
{
	struct talk *t = *state;

	hear(t, ":s CAP me ACK :account-tag");
	assert_int_equal(t->caps.has, 0);
	hear(t, ":s CAP * LS :server-time");
	hear(t, ":s CAP me ACK :server-time account-tag");
	assert_int_equal(t->caps.has, CAPS_SERVER_TIME);
	hear(t, "CAP");
	hear(t, "CAP x");
	hear(t, "CAP x LS");
	hear(t, "CAP x NEW :");
	assert_int_equal(t->n, 0);
}

static void a_server_without_end_asks_for_no_more_than_there_is(void **state)
{
	struct talk *t = *state;

	hear(t, ":s CAP * LS :cap-notify");
	for (int i = 0; i < 100; i++) {
		hear(t, ":s CAP me NEW :echo-message labeled-response");
		assert_true(t->n <= CAPS_LINES_MAX);
	}
	assert_true(t->caps.n <= CAPS_PENDING_MAX);
	for (int i = 0; i < 100; i++)
		hear(t, ":s CAP me NAK :echo-message labeled-response");
	assert_true(t->caps.n <= CAPS_PENDING_MAX);
}

static void batch(struct talk *t, struct batches *b, const char *line)
{
	struct irc_msg m;

	assert_true(line_parse(t->a, str_z(line), &m));
	batches_take(b, &m);
}

static void replays_are_told_from_the_present(void **state)
{
	struct talk *t = *state;
	struct batches b = {0};

	assert_false(batches_is_history(&b, STR("")));
	assert_true(batches_is_history(&b, STR("nobody-opened-it")));
	batch(t, &b, ":s BATCH +1 chathistory #war");
	batch(t, &b, ":s BATCH +2 netsplit a b");
	batch(t, &b, "@batch=1 :s BATCH +3 labeled-response");
	batch(t, &b, ":s BATCH +4 labeled-response");
	batch(t, &b, ":s BATCH +5 some/new-thing");
	assert_true(batches_is_history(&b, STR("1")));
	assert_false(batches_is_history(&b, STR("2")));
	assert_true(batches_is_history(&b, STR("3")));
	assert_false(batches_is_history(&b, STR("4")));
	assert_true(batches_is_history(&b, STR("5")));
	batch(t, &b, ":s BATCH -2");
	assert_true(batches_is_history(&b, STR("2")));
	batch(t, &b, ":s BATCH -2");
	batch(t, &b, ":s BATCH");
	batch(t, &b, ":s BATCH +");
	assert_int_equal(b.n, 4);
	for (int i = 0; i < 100; i++)
		batch(t, &b, arena_printf(t->a, ":s BATCH +many%d netsplit", i));
	assert_int_equal(b.n, BATCHES_MAX);
	assert_true(batches_is_history(&b, STR("many99")));
}

static void messages_are_known_again(void **state)
{
	struct seen *s = calloc(1, sizeof *s);

	(void)state;
	assert_non_null(s);
	assert_false(seen_again(s, STR("a")));
	assert_true(seen_again(s, STR("a")));
	assert_false(seen_again(s, STR("b")));
	for (int i = 0; i < SEEN_MAX; i++)
		assert_false(seen_again(s, str_n((const char *)&i, sizeof i)));
	assert_false(seen_again(s, STR("a")));
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		CASE(groups_are_asked_for_apart),
		CASE(a_refused_group_is_asked_for_singly),
		CASE(a_refusal_that_is_cut_belongs_to_the_oldest_request),
		CASE(extensions_come_and_go),
		CASE(what_was_not_asked_for_is_not_granted),
		CASE(a_server_without_end_asks_for_no_more_than_there_is),
		CASE(replays_are_told_from_the_present),
		CASE(messages_are_known_again),
	};

	return cmocka_run_group_tests_name("irc/caps", tests, NULL, NULL);
}
