/* test_outbox.c: which console lines still have to be said, from rows alone, also after a crash. */
#include "support/test.h"

#include "irc/outbox_internal.h"
#include "irc/replies_internal.h"

struct fixture {
	struct arena *a;
	struct outbox o;
};

static bool any(const struct outbox_item *i, void *ctx)
{
	(void)i;
	(void)ctx;
	return true;
}

static bool not_this(const struct outbox_item *i, void *ctx)
{
	return i->seq != *(const uint64_t *)ctx;
}

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){.a = arena_new()};
	outbox_init(&f.o, 0, 0);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	outbox_clear(&f->o);
	arena_free(f->a);
	return 0;
}

static void row(struct fixture *f, uint64_t seq, enum event_kind kind, const char *body)
{
	struct event ev = {.seq = seq,
		.incident = 1,
		.kind = kind,
		.occurred = (instant)seq * US_PER_MIN,
		.body = str_z(body)};

	outbox_take(&f->o, f->a, &ev);
}

static void said(struct fixture *f, uint64_t seq, const char *text)
{
	row(f, seq, EV_CHAT_OUT,
		arena_printf(
			f->a, "{\"text\":\"%s\",\"from\":\"lead\",\"channel\":\"#war\"}", text));
}

static void settled(struct fixture *f, uint64_t seq, uint64_t id, const char *state)
{
	row(f, seq, EV_CHAT_OUT_STATE,
		arena_printf(f->a, "{\"id\":%d,\"state\":\"%s\"}", (int)id, state));
}

static void lines_leave_in_order_and_one_at_a_time(void **state)
{
	struct fixture *f = *state;

	said(f, 1, "one");
	row(f, 2, EV_CHAT_IN, "{\"text\":\"heard\"}");
	said(f, 3, "two");
	assert_int_equal(f->o.n, 2);
	assert_int_equal(outbox_settled(&f->o), 0);
	assert_int_equal(outbox_next(&f->o, any, NULL)->seq, 1);
	outbox_begin(&f->o);
	assert_null(outbox_next(&f->o, any, NULL));
	settled(f, 4, 1, "accepted");
	assert_int_equal(outbox_next(&f->o, any, NULL)->seq, 3);
	assert_int_equal(outbox_settled(&f->o), 2);
	outbox_begin(&f->o);
	settled(f, 5, 3, "refused");
	assert_null(outbox_next(&f->o, any, NULL));
	assert_int_equal(outbox_settled(&f->o), 5);
}

static void the_words_of_the_bridge_itself_do_not_wait(void **state)
{
	struct fixture *f = *state;

	row(f, 1, EV_CHAT_OUT, "{\"text\":\"x\",\"origin\":\"reply\"}");
	row(f, 2, EV_CHAT_OUT, "{\"text\":\"x\",\"origin\":\"announce\"}");
	row(f, 3, EV_CHAT_OUT, "{\"text\":\"\"}");
	row(f, 4, EV_CHAT_OUT, "not json");
	settled(f, 5, 99, "accepted");
	settled(f, 6, 1, "sent");
	assert_int_equal(f->o.n, 0);
	assert_int_equal(outbox_settled(&f->o), 6);
}

static void a_broken_link_repeats_once_and_says_so(void **state)
{
	struct fixture *f = *state;

	said(f, 1, "hello");
	assert_true(str_eq_z(outbox_text(f->a, f->o.first, 0), "<lead> hello"));
	outbox_begin(&f->o);
	assert_true(outbox_broken(&f->o));
	assert_true(str_eq_z(outbox_text(f->a, f->o.first, 0), "<lead> (resent 00:01) hello"));
	assert_int_equal(outbox_next(&f->o, any, NULL)->seq, 1);
	outbox_begin(&f->o);
	assert_false(outbox_broken(&f->o));
	outbox_drop_first(&f->o);
	assert_null(outbox_next(&f->o, any, NULL));
	assert_true(outbox_broken(&f->o));
}

static void a_new_process_knows_what_may_have_left(void **state)
{
	struct fixture *f = *state;

	outbox_clear(&f->o);
	outbox_init(&f->o, 4, 5);
	said(f, 3, "settled long ago");
	said(f, 5, "given to the network");
	said(f, 6, "never left");
	assert_int_equal(f->o.n, 2);
	assert_true(str_eq_z(
		outbox_text(f->a, f->o.first, 60), "<lead> (resent 01:05) given to the network"));
	assert_true(str_eq_z(outbox_text(f->a, f->o.first->next, 0), "<lead> never left"));
}

static void rows_taken_twice_count_once(void **state)
{
	struct fixture *f = *state;

	said(f, 7, "once");
	said(f, 7, "once");
	assert_int_equal(f->o.n, 1);
	outbox_begin(&f->o);
	outbox_drop_first(&f->o);
	said(f, 8, "next");
	assert_int_equal(outbox_next(&f->o, any, NULL)->seq, 8);
}

static void the_same_answer_is_not_said_twice_in_a_row(void **state)
{
	struct replies r = {0};

	(void)state;
	assert_false(replies_repeats(&r, "#war", STR("SEV1"), 0));
	assert_true(replies_repeats(&r, "#war", STR("SEV1"), 4 * US_PER_S));
	assert_false(replies_repeats(&r, "#war", STR("SEV2"), 4 * US_PER_S));
	assert_false(replies_repeats(&r, "ops1", STR("SEV1"), 4 * US_PER_S));
	assert_false(replies_repeats(&r, "#war", STR("SEV1"), 6 * US_PER_S));
	replies_clear(&r);
}

static void a_flood_is_told_once_a_minute(void **state)
{
	struct replies r = {0};
	bool flooding, tell;

	(void)state;
	for (int i = 1; i <= REPLIES_PER_MIN; i++) {
		replies_count(&r, STR("ops1"), 1, &flooding, &tell);
		assert_false(flooding);
	}
	replies_count(&r, STR("OPS1"), 2, &flooding, &tell);
	assert_true(flooding && tell);
	replies_count(&r, STR("ops1"), 3, &flooding, &tell);
	assert_true(flooding && !tell);
	replies_count(&r, STR("ops2"), 3, &flooding, &tell);
	assert_false(flooding);
	replies_count(&r, STR("ops1"), 2 * US_PER_MIN, &flooding, &tell);
	assert_false(flooding);
	replies_clear(&r);
}

static void kept_lines_come_out_in_order(void **state)
{
	struct fixture *f = *state;
	struct replies r = {0};
	struct str lines[] = {STR("a"), STR("b"), STR("c")}, got[2];
	bool flooding, tell;
	struct replies_person *p = replies_count(&r, STR("ops1"), 1, &flooding, &tell);
	size_t left;

	assert_int_equal(replies_keep(p, lines, 3), 3);
	assert_int_equal(replies_more(p, f->a, got, 2, &left), 2);
	assert_true(str_eq_z(got[0], "a") && str_eq_z(got[1], "b"));
	assert_int_equal(left, 1);
	assert_int_equal(replies_more(p, f->a, got, 2, &left), 1);
	assert_int_equal(replies_more(p, f->a, got, 2, &left), 0);
	replies_keep(p, lines, 3);
	for (int i = 0; i < REPLIES_PEOPLE + 1; i++)
		replies_count(&r, str_fmt(f->a, "nick%d", i), 10 + i, &flooding, &tell);
	p = replies_count(&r, STR("ops1"), 1000, &flooding, &tell);
	assert_int_equal(p->n, 0);
	replies_clear(&r);
}

/* Killed between the second time and the answer: whoever comes next does not say it a third time. */
static void a_line_is_said_again_once_whoever_dies(void **state)
{
	struct fixture *f = *state;

	said(f, 1, "one");
	outbox_begin(&f->o);
	assert_int_equal(f->o.again, 0);
	assert_true(outbox_broken(&f->o));
	assert_false(outbox_is_spent(f->o.first));
	outbox_begin(&f->o);
	assert_int_equal(f->o.again, 1);
	outbox_clear(&f->o);
	outbox_init(&f->o, 0, 1);
	f->o.again = 1;
	said(f, 1, "one");
	said(f, 2, "two");
	assert_true(outbox_is_spent(f->o.first));
	outbox_drop_first(&f->o);
	assert_false(outbox_is_spent(f->o.first));
}

static void a_line_that_must_wait_lets_the_others_pass(void **state)
{
	struct fixture *f = *state;
	uint64_t waits = 1;

	said(f, 1, "one");
	said(f, 2, "two");
	said(f, 3, "three");
	assert_int_equal(outbox_next(&f->o, not_this, &waits)->seq, 2);
	outbox_begin(&f->o);
	assert_int_equal(outbox_settled(&f->o), 0);
	settled(f, 4, 2, "accepted");
	assert_int_equal(outbox_next(&f->o, not_this, &waits)->seq, 3);
	outbox_begin(&f->o);
	settled(f, 5, 3, "accepted");
	assert_null(outbox_next(&f->o, not_this, &waits));
	assert_int_equal(outbox_settled(&f->o), 0);
	said(f, 6, "four");
	assert_int_equal(outbox_next(&f->o, any, NULL)->seq, 1);
	outbox_begin(&f->o);
	settled(f, 7, 1, "accepted");
	assert_int_equal(outbox_next(&f->o, any, NULL)->seq, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(lines_leave_in_order_and_one_at_a_time),
		TEST(a_line_that_must_wait_lets_the_others_pass),
		TEST(the_words_of_the_bridge_itself_do_not_wait),
		TEST(a_broken_link_repeats_once_and_says_so),
		TEST(a_new_process_knows_what_may_have_left),
		TEST(rows_taken_twice_count_once),
		TEST(the_same_answer_is_not_said_twice_in_a_row),
		TEST(a_flood_is_told_once_a_minute),
		TEST(kept_lines_come_out_in_order),
		TEST(a_line_is_said_again_once_whoever_dies),
	};

	return cmocka_run_group_tests_name("irc/outbox", tests, NULL, NULL);
}
