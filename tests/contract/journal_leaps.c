/* journal_leaps.c: reads that leave volume rows out, and what those come to, over each backend that is registered. */
#include "contract/journal_fixture.h"

static const char *const schemes[] = {
#define BACKEND(name) #name,
#include "registry_backends.h"
#undef BACKEND
};
enum { SCHEMES = sizeof schemes / sizeof *schemes };

static int set_up(void **state)
{
	const char *scheme = *state;
	struct fixture *f = mem_alloc(sizeof *f);
	fixture_init(f, scheme);
	fixture_open(f);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	fixture_clear(*state);
	mem_free(*state);
	return 0;
}

struct seen {
	char text[512]; /* "1 2 3 " */
};

static enum rc see(const struct record *r, void *ctx)
{
	struct seen *s = ctx;
	size_t at = strlen(s->text);
	snprintf(s->text + at, sizeof s->text - at, "%llu ", (unsigned long long)r->ev.seq);
	return RC_OK;
}

static struct journal_window any(void)
{
	return (struct journal_window){.incident = UINT32_MAX,
		.from = INSTANT_NONE,
		.to = INSTANT_NONE,
		.as_known = INSTANT_NONE};
}

static void check_window(struct fixture *f, struct journal_window w, const char *expected)
{
	struct seen s = {0};
	assert_int_equal(journal_read_window(f->j, &w, see, &s, &f->err), RC_OK);
	assert_string_equal(s.text, expected);
}

/* 3000 rows: chat of two rooms, imports of one, and a note every 500 that is recorded late by a second. */
static void fill_mixed(struct fixture *f)
{
	struct event *ev = mem_array(3000, sizeof *ev);
	for (size_t i = 0; i < 3000; i++) {
		ev[i] = fixture_note(0, "{\"text\":\"so it goes\"}");
		ev[i].recorded = T0 + (int64_t)i * US_PER_S;
		ev[i].incident = 1 + i % 2;
		if (i % 500 == 499)
			ev[i].recorded += US_PER_S + 1;
		else
			ev[i].kind = i % 3 ? EV_CHAT_IN : EV_IMPORT_LINE;
	}
	fixture_append(f, ev, 3000);
	mem_free(ev);
}

static void state_is_read_alone(void **state)
{
	struct fixture *f = *state;
	struct journal_window w = any();
	fill_mixed(f);
	w.state_only = true;
	check_window(f, w, "500 1000 1500 2000 2500 3000 ");
	w.after_seq = 500;
	w.before_seq = 2500;
	check_window(f, w, "1000 1500 2000 ");
	w.backwards = true;
	w.limit = 2;
	check_window(f, w, "2000 1500 ");
	w.incident = 1;
	check_window(f, w, "");
	w.incident = 2;
	w.by_occurred = true;
	check_window(f, w, "2000 1500 ");
}

struct expected {
	struct volume_sum sums[8];
	size_t n;
};

static enum rc sum_up(const struct record *r, void *ctx)
{
	struct expected *e = ctx;
	size_t i = 0;
	if (event_kind_class(r->ev.kind) != EVENT_VOLUME)
		return RC_OK;
	while (i < e->n && (e->sums[i].incident != r->ev.incident || e->sums[i].kind != r->ev.kind))
		i++;
	if (i == e->n)
		e->sums[e->n++] = (struct volume_sum){
			.incident = r->ev.incident, .kind = r->ev.kind, .first = r->ev.seq};
	e->sums[i].rows++;
	e->sums[i].last = r->ev.seq;
	e->sums[i].recorded = r->ev.recorded;
	return RC_OK;
}

static void check_sums(struct fixture *f, uint64_t upto)
{
	struct expected want = {0};
	struct journal_window w = any();
	const struct volume_sum *got = NULL;
	size_t n = 99;
	w.before_seq = upto + 1;
	assert_int_equal(journal_read_window(f->j, &w, sum_up, &want, &f->err), RC_OK);
	assert_int_equal(journal_sum_volume(f->j, upto, f->arena, &got, &n, &f->err), RC_OK);
	assert_int_equal(n, want.n);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (k < n && (got[k].incident != want.sums[i].incident ||
					got[k].kind != want.sums[i].kind))
			k++;
		assert_int_not_equal(k, n);
		assert_int_equal(got[k].rows, want.sums[i].rows);
		assert_int_equal(got[k].first, want.sums[i].first);
		assert_int_equal(got[k].last, want.sums[i].last);
		assert_int_equal(got[k].recorded, want.sums[i].recorded);
	}
}

static void volume_is_summed(void **state)
{
	struct fixture *f = *state;
	check_sums(f, 0);
	fill_mixed(f);
	static const uint64_t some[] = {1, 2, 499, 500, 1023, 1024, 1025, 2048, 2999, 3000};
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		check_sums(f, some[i]);
}

static void check_known(struct fixture *f, instant at, uint64_t expected)
{
	uint64_t seq = 99;
	assert_int_equal(journal_known_at(f->j, at, &seq, &f->err), RC_OK);
	assert_int_equal(seq, expected);
}

/* Record n was recorded n - 1 seconds after T0, and every 500th more than a second later. */
static void knows_what_was_known(void **state)
{
	struct fixture *f = *state;
	check_known(f, T0, 0);
	fill_mixed(f);
	check_known(f, T0 - 1, 0);
	check_known(f, T0, 1);
	check_known(f, T0 + 100 * US_PER_S, 101);
	check_known(f, T0 + 500 * US_PER_S, 499);
	check_known(f, T0 + 501 * US_PER_S, 502);
	check_known(f, T0 + 1500 * US_PER_S, 1499);
	check_known(f, T0 + 2900 * US_PER_S, 2901);
	check_known(f, T0 + 2999 * US_PER_S, 2999);
	check_known(f, T0 + 9000 * US_PER_S, 3000);
}

#define CASE(f)                                                                                    \
	{                                                                                          \
#f, f                                                                              \
	}
static const struct {
	const char *name;
	CMUnitTestFunction run;
} cases[] = {
	CASE(state_is_read_alone),
	CASE(volume_is_summed),
	CASE(knows_what_was_known),
};
enum { CASES = sizeof cases / sizeof *cases };

int main(void)
{
	static struct CMUnitTest tests[SCHEMES * CASES];
	static char names[SCHEMES * CASES][96];
	for (size_t i = 0; i < SCHEMES * CASES; i++) {
		const char *scheme = schemes[i / CASES];
		snprintf(names[i], sizeof names[i], "%s: %s", scheme, cases[i % CASES].name);
		tests[i] = (struct CMUnitTest){names[i], cases[i % CASES].run, set_up, tear_down,
			(void *)(uintptr_t)scheme};
	}
	return _cmocka_run_group_tests("journal leaps", tests, SCHEMES * CASES, NULL, NULL);
}
