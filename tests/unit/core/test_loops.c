/* test_loops.c: how long loops wait, what is not ended, and hypotheses in a text that is to go out. */
#include "support/test.h"

#include "core/board.h"

static const char *const whole =
	"name\tlength\ntask\t10m\ntask_longest\t12h\nrepeat\t5m\npoll\t60s\n"
	"poll_longest\t30m\n";

static void lengths_are_read(void **state)
{
	struct arena *a = arena_new();
	const struct loops_policy *p;
	struct err err;

	(void)state;
	assert_int_equal(loops_policy_parse(a, "loops.tsv", str_z(whole), &p, &err), RC_OK);
	assert_int_equal(p->task, 10 * US_PER_MIN);
	assert_int_equal(p->task_longest, 12 * US_PER_H);
	assert_int_equal(p->repeat, 5 * US_PER_MIN);
	assert_int_equal(p->poll, US_PER_MIN);
	assert_int_equal(p->poll_longest, 30 * US_PER_MIN);
	arena_free(a);
}

static void refused(const char *text, const char *why)
{
	struct arena *a = arena_new();
	const struct loops_policy *p = NULL;
	struct err err = {0};

	assert_int_equal(loops_policy_parse(a, "loops.tsv", str_z(text), &p, &err), RC_USAGE);
	assert_null(p);
	if (!strstr(err.text, why))
		fail_msg("\"%s\" does not say \"%s\"", err.text, why);
	arena_free(a);
}

static void a_table_is_refused_by_its_line(void **state)
{
	(void)state;
	refused("name\tlength\ntask\t10m\n", "loops.tsv:1: task, task_longest");
	refused("name\tlength\ntask\tten\n", "loops.tsv:2: a length is");
	refused("name\tlength\ntask\t0m\n", "loops.tsv:2: a length is");
	refused("name\tlength\ntask\t1m\ntask\t2m\n", "loops.tsv:3: task stands twice");
	refused("name\tlength\npause\t1m\n", "loops.tsv:2: there is no length pause");
	refused("name\n", "length");
}

static struct incident *with_theories(struct arena *a, const char *const *texts, size_t n)
{
	struct incident *i = ARENA_NEW(a, struct incident);

	for (size_t k = 0; k < n; k++) {
		struct theory *h = VEC_PUSH(a, &i->loops.theories);

		h->id = (uint32_t)k + 1;
		h->text = str_z(texts[k]);
	}
	return i;
}

static uint32_t found(const struct incident *i, const char *text)
{
	const struct theory *h = theory_in_text(i, str_z(text));

	return h ? h->id : 0;
}

static void a_hypothesis_is_found_in_other_words_around_it(void **state)
{
	static const char *const texts[] = {
		"the batch worker leaks connections", "dns is slow", "r\xc3\xa9plica lags behind"};
	struct arena *a = arena_new();
	struct incident *i = with_theories(a, texts, 3);

	(void)state;
	assert_int_equal(found(i, "We think the batch worker leaks connections."), 1);
	assert_int_equal(found(i, "THE  Batch\n worker, leaks\tconnections"), 1);
	/* half of it is enough, a few common words are not */
	assert_int_equal(found(i, "The worker leaks connections to the store"), 1);
	assert_int_equal(found(i, "The batch of mails went out"), 0);
	assert_int_equal(found(i, "Some connections fail"), 0);
	assert_int_equal(found(i, "thebatchworkerleaksconnections"), 0);
	/* shorter than 12 characters is found by its number alone */
	assert_int_equal(found(i, "dns is slow"), 0);
	assert_int_equal(found(i, "as H-2 says"), 2);
	assert_int_equal(found(i, "(h-2)"), 2);
	assert_int_equal(found(i, "r\xc3\xa9plica lags behind"), 3);
	/* what was confirmed may be said in words, its number stays inside */
	i->loops.theories.v[2].status = THEORY_CONFIRMED;
	assert_int_equal(found(i, "r\xc3\xa9plica lags behind"), 0);
	assert_int_equal(found(i, "H-3 it is"), 3);
	arena_free(a);
}

static void the_place_of_it_is_told(void **state)
{
	static const char *const texts[] = {"the batch worker leaks connections"};
	struct arena *a = arena_new();
	struct incident *i = with_theories(a, texts, 1);
	struct text_range where = {0};

	(void)state;
	assert_non_null(theory_found(i, STR("So: worker  leaks connections, now."), &where));
	assert_int_equal(where.from, 4);
	assert_int_equal(where.to, 29);
	assert_non_null(theory_found(i, STR("see H-1."), &where));
	assert_int_equal(where.from, 4);
	assert_int_equal(where.to, 7);
	arena_free(a);
}

static void numbers_are_whole_words(void **state)
{
	static const char *const texts[] = {"x", "y"};
	struct arena *a = arena_new();
	struct incident *i = with_theories(a, texts, 2);

	(void)state;
	assert_int_equal(found(i, "H-1"), 1);
	assert_int_equal(found(i, "H-12"), 0);
	assert_int_equal(found(i, "OH-1"), 0);
	assert_int_equal(found(i, "H-1a"), 0);
	assert_int_equal(found(i, "H-"), 0);
	assert_int_equal(found(i, "H-99999999999999999999"), 0);
	assert_int_equal(found(i, ""), 0);
	assert_int_equal(found(with_theories(a, texts, 0), "H-1"), 0);
	arena_free(a);
}

static void numbers_with_holes_are_found(void **state)
{
	static const uint32_t ids[] = {2, 3, 7, 4000000000};
	struct arena *a = arena_new();
	struct loops l = {0};

	(void)state;
	assert_null(loops_task(&l, 1));
	for (size_t n = 0; n < 4; n++)
		VEC_PUSH(a, &l.tasks)->id = ids[n];
	for (size_t n = 0; n < 4; n++)
		assert_int_equal(loops_task(&l, ids[n])->id, ids[n]);
	assert_null(loops_task(&l, 0));
	assert_null(loops_task(&l, 5));
	assert_null(loops_task(&l, UINT32_MAX));
	arena_free(a);
}

static void words_find_their_outcome(void **state)
{
	enum theory_status s = THEORY_OPEN;

	(void)state;
	assert_true(theory_status_find(STR("conf"), &s));
	assert_int_equal(s, THEORY_CONFIRMED);
	assert_true(theory_status_find(STR("Ruled-Out"), &s));
	assert_int_equal(s, THEORY_RULED_OUT);
	assert_false(theory_status_find(STR(""), &s));
	assert_false(theory_status_find(STR("confirmed!"), &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths_are_read),
		cmocka_unit_test(a_table_is_refused_by_its_line),
		cmocka_unit_test(a_hypothesis_is_found_in_other_words_around_it),
		cmocka_unit_test(the_place_of_it_is_told),
		cmocka_unit_test(numbers_are_whole_words),
		cmocka_unit_test(numbers_with_holes_are_found),
		cmocka_unit_test(words_find_their_outcome),
	};
	return cmocka_run_group_tests_name("loops", tests, NULL, NULL);
}
