/* journal_contract.c: what every backend of the journal must do, run over each one that is registered. */
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
	size_t n, stop_at;
	struct record last;
	char body[128], kind[64];
};

static enum rc see(const struct record *r, void *ctx)
{
	struct seen *s = ctx;
	size_t at = strlen(s->text);
	snprintf(s->text + at, sizeof s->text - at, "%llu ", (unsigned long long)r->ev.seq);
	snprintf(s->body, sizeof s->body, "%.*s", STR_ARG(r->ev.body));
	snprintf(s->kind, sizeof s->kind, "%.*s", STR_ARG(r->ev.kind_name));
	s->last = *r;
	s->n++;
	return s->stop_at && s->n == s->stop_at ? RC_STATE : RC_OK;
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

static void starts_empty(void **state)
{
	struct fixture *f = *state;
	struct journal_head head;
	struct hash zero = {{0}};
	assert_int_equal(journal_get_head(f->j, &head, &f->err), RC_OK);
	assert_int_equal(head.seq, 0);
	assert_true(hash_eq(&head.hash, &zero));
	check_window(f, any(), "");
	fixture_verify(f, 0);
	assert_non_null(journal_path(f->j));
}

static void numbers_and_chains(void **state)
{
	struct fixture *f = *state;
	struct event ev[3] = {fixture_note(0, "{\"text\":\"one\"}"),
		fixture_note(1, "{\"text\":\"two\"}"), fixture_note(2, "{\"text\":\"three\"}")};
	fixture_append(f, ev, 2);
	fixture_append(f, ev + 2, 1);
	assert_int_equal(ev[0].seq, 1);
	assert_int_equal(ev[1].seq, 2);
	assert_int_equal(ev[2].seq, 3);
	struct journal_head head;
	struct seen s = {0};
	assert_int_equal(journal_get_head(f->j, &head, &f->err), RC_OK);
	assert_int_equal(head.seq, 3);
	assert_int_equal(journal_read(f->j, 0, 0, see, &s, &f->err), RC_OK);
	assert_string_equal(s.text, "1 2 3 ");
	assert_true(hash_eq(&s.last.hash, &head.hash));
	fixture_verify(f, 3);
}

/* The callback sees borrowed texts, so they are looked at while they live. */
static enum rc see_everything(const struct record *r, void *ctx)
{
	const struct event *ev = ctx;
	assert_int_equal(r->ev.incident, ev->incident);
	assert_int_equal(r->ev.kind, ev->kind);
	assert_int_equal(r->ev.occurred, ev->occurred);
	assert_int_equal(r->ev.precision, ev->precision);
	assert_int_equal(r->ev.recorded, ev->recorded);
	assert_true(str_eq(r->ev.zone, ev->zone));
	assert_true(str_eq(r->ev.actor, ev->actor));
	assert_true(str_eq(r->ev.door, ev->door));
	assert_true(str_eq(r->ev.body, ev->body));
	assert_false(r->erased);
	struct hash digest = chain_body_digest(r->salt, r->ev.body);
	assert_true(hash_eq(&digest, &r->body_digest));
	struct hash zero = {{0}};
	return chain_check(r, r->ev.seq, &zero, NULL);
}

static void gives_back_what_was_stored(void **state)
{
	struct fixture *f = *state;
	struct event ev = {
		.incident = UINT32_MAX - 1,
		.kind = EV_CHAT_IN,
		.occurred = INSTANT_NONE,
		.precision = PREC_UNKNOWN,
		.zone = STR("Europe/Berlin"),
		.recorded = -1,
		.actor = STR("irc:\xc3\xb6ps"),
		.door = STR("irc"),
		.body = STR("{\"text\":\"\xf0\x9f\x94\xa5 d\xc3\xbcster\"}"),
	};
	fixture_append(f, &ev, 1);
	assert_int_equal(journal_read_one(f->j, 1, see_everything, &ev, &f->err), RC_OK);
	assert_int_equal(journal_read_one(f->j, 2, see_everything, &ev, &f->err), RC_UNKNOWN);
	assert_int_equal(journal_read_one(f->j, 0, see_everything, &ev, &f->err), RC_UNKNOWN);
}

static void same_words_never_look_the_same(void **state)
{
	struct fixture *f = *state;
	struct event ev[2] = {fixture_note(0, "{}"), fixture_note(0, "{}")};
	struct seen a = {0}, b = {0};
	fixture_append(f, ev, 2);
	assert_int_equal(journal_read_one(f->j, 1, see, &a, &f->err), RC_OK);
	assert_int_equal(journal_read_one(f->j, 2, see, &b, &f->err), RC_OK);
	assert_memory_not_equal(a.last.salt, b.last.salt, SALT_SIZE);
	assert_false(hash_eq(&a.last.body_digest, &b.last.body_digest));
}

static void a_moved_head_is_a_conflict(void **state)
{
	struct fixture *f = *state;
	struct journal_head empty, now, wrong;
	struct event ev = fixture_note(0, "{}");
	assert_int_equal(journal_get_head(f->j, &empty, &f->err), RC_OK);
	assert_int_equal(journal_append(f->j, &empty, &ev, 1, &f->err), RC_OK);
	ev.seq = 77;
	assert_int_equal(journal_append(f->j, &empty, &ev, 1, &f->err), RC_CONFLICT);
	assert_int_equal(ev.seq, 0);
	assert_true(f->err.text[0]);
	assert_int_equal(journal_get_head(f->j, &now, &f->err), RC_OK);
	assert_int_equal(now.seq, 1);
	wrong = now;
	wrong.hash.b[0] ^= 1;
	assert_int_equal(journal_append(f->j, &wrong, &ev, 1, &f->err), RC_CONFLICT);
	assert_int_equal(journal_append(f->j, &now, &ev, 1, &f->err), RC_OK);
	fixture_verify(f, 2);
}

static void nothing_is_a_fine_append(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(journal_append(f->j, NULL, NULL, 0, &f->err), RC_OK);
	assert_int_equal(fixture_head(f), 0);
}

static void reads_in_pieces(void **state)
{
	struct fixture *f = *state;
	struct seen a = {0}, b = {.stop_at = 2}, c = {0};
	fixture_fill(f, 5);
	assert_int_equal(journal_read(f->j, 2, 2, see, &a, &f->err), RC_OK);
	assert_string_equal(a.text, "3 4 ");
	assert_int_equal(journal_read(f->j, 0, 0, see, &b, &f->err), RC_STATE);
	assert_string_equal(b.text, "1 2 ");
	assert_int_equal(journal_read(f->j, 5, 0, see, &c, &f->err), RC_OK);
	assert_string_equal(c.text, "");
}

/* number: incident, occurred, recorded
 * 1: 1, +10, +10   2: 2, +5, +11   3: 1, +1, +12   4: 2, +7, +13   5: 1, +5, +14   6: 1, +10, +15 */
static void fill_mixed(struct fixture *f)
{
	static const int rows[6][2] = {{1, 10}, {2, 5}, {1, 1}, {2, 7}, {1, 5}, {1, 10}};
	for (int i = 0; i < 6; i++) {
		struct event ev = fixture_note(rows[i][1], "{}");
		ev.incident = (uint32_t)rows[i][0];
		ev.recorded = T0 + (10 + i) * US_PER_S;
		fixture_append(f, &ev, 1);
	}
}

static void windows_by_number(void **state)
{
	struct fixture *f = *state;
	fill_mixed(f);
	struct journal_window w = any();
	check_window(f, w, "1 2 3 4 5 6 ");
	w.limit = 2;
	check_window(f, w, "1 2 ");
	w.backwards = true;
	check_window(f, w, "6 5 ");
	w.before_seq = 5;
	check_window(f, w, "4 3 ");
	w.after_seq = 3;
	check_window(f, w, "4 ");
	w = any();
	w.incident = 1;
	check_window(f, w, "1 3 5 6 ");
	w.backwards = true;
	w.limit = 3;
	check_window(f, w, "6 5 3 ");
	w.before_seq = 5;
	check_window(f, w, "3 1 ");
	w.incident = 9;
	check_window(f, w, "");
}

static void windows_by_time(void **state)
{
	struct fixture *f = *state;
	fill_mixed(f);
	struct journal_window w = any();
	w.by_occurred = true;
	check_window(f, w, "3 2 5 4 1 6 ");
	w.backwards = true;
	check_window(f, w, "6 1 4 5 2 3 ");
	w.limit = 4;
	check_window(f, w, "6 1 4 5 ");
	w.backwards = false;
	check_window(f, w, "3 2 5 4 ");
	w.after_seq = 2;
	check_window(f, w, "3 5 4 6 ");
	w.after_seq = 0;
	w.incident = 1;
	check_window(f, w, "3 5 1 6 ");
	w.backwards = true;
	w.limit = 2;
	check_window(f, w, "6 1 ");
}

static void windows_with_bounds(void **state)
{
	struct fixture *f = *state;
	fill_mixed(f);
	struct journal_window w = any();
	w.from = T0 + 5 * US_PER_S;
	check_window(f, w, "1 2 4 5 6 ");
	w.to = T0 + 10 * US_PER_S;
	check_window(f, w, "2 4 5 ");
	w.by_occurred = true;
	check_window(f, w, "2 5 4 ");
	w.limit = 1;
	w.backwards = true;
	check_window(f, w, "4 ");
	w.from = INSTANT_NONE;
	w.limit = 0;
	check_window(f, w, "4 5 2 3 ");
}

static void windows_as_known(void **state)
{
	struct fixture *f = *state;
	fill_mixed(f);
	struct journal_window w = any();
	w.as_known = T0 + 12 * US_PER_S;
	check_window(f, w, "1 2 3 ");
	w.by_occurred = true;
	check_window(f, w, "3 2 1 ");
	w.limit = 10;
	check_window(f, w, "3 2 1 ");
	w.incident = 1;
	w.backwards = true;
	check_window(f, w, "1 3 ");
}

static enum rc read_inside(const struct record *r, void *ctx)
{
	struct fixture *f = ctx;
	struct seen s = {0};
	struct journal_window w = any();
	w.after_seq = r->ev.seq;
	assert_int_equal(journal_read_window(f->j, &w, see, &s, &f->err), RC_OK);
	assert_int_equal(s.n, 3 - r->ev.seq);
	return RC_OK;
}

static void reads_nest(void **state)
{
	struct fixture *f = *state;
	fixture_fill(f, 3);
	assert_int_equal(journal_read(f->j, 0, 0, read_inside, f, &f->err), RC_OK);
}

static void unknown_kinds_survive(void **state)
{
	struct fixture *f = *state;
	struct event ev = fixture_note(0, "{\"from\":\"the future\"}");
	struct seen s = {0};
	ev.kind = EV_UNKNOWN;
	ev.kind_name = STR("quantum.flip");
	fixture_append(f, &ev, 1);
	assert_int_equal(journal_read(f->j, 0, 0, see, &s, &f->err), RC_OK);
	assert_int_equal(s.last.ev.kind, EV_UNKNOWN);
	assert_string_equal(s.kind, "quantum.flip");
	assert_string_equal(s.body, "{\"from\":\"the future\"}");
	fixture_verify(f, 1);
}

static struct str filled(struct arena *a, size_t n, char open, char close)
{
	char *p = arena_alloc(a, n + 1);
	memset(p, 'x', n);
	p[0] = open;
	p[n - 1] = close;
	return str_n(p, n);
}

static void refuse(struct fixture *f, const struct event *ev, enum rc expected)
{
	struct event two[2] = {fixture_note(0, "{}"), *ev};
	f->err = (struct err){0};
	assert_int_equal(journal_append(f->j, NULL, two, 2, &f->err), expected);
	assert_true(f->err.text[0]);
	assert_int_equal(fixture_head(f), 0); /* not even the sound one of the two */
}

static void refuses_what_is_too_long(void **state)
{
	struct fixture *f = *state;
	struct event sound = fixture_note(0, "{}"), ev;
	ev = sound, ev.actor = filled(f->arena, EVENT_ACTOR_MAX + 1, 'a', 'z');
	refuse(f, &ev, RC_LIMIT);
	ev = sound, ev.door = filled(f->arena, EVENT_DOOR_MAX + 1, 'a', 'z');
	refuse(f, &ev, RC_LIMIT);
	ev = sound, ev.zone = filled(f->arena, EVENT_ZONE_MAX + 1, 'a', 'z');
	refuse(f, &ev, RC_LIMIT);
	ev = sound, ev.body = filled(f->arena, EVENT_BODY_MAX + 1, '{', '}');
	refuse(f, &ev, RC_LIMIT);
	ev = sound;
	ev.actor = filled(f->arena, EVENT_ACTOR_MAX, 'a', 'z');
	ev.door = filled(f->arena, EVENT_DOOR_MAX, 'a', 'z');
	ev.zone = filled(f->arena, EVENT_ZONE_MAX, 'a', 'z');
	ev.body = filled(f->arena, EVENT_BODY_MAX, '{', '}');
	fixture_append(f, &ev, 1);
	fixture_verify(f, 1);
}

static void refuses_what_is_no_text(void **state)
{
	struct fixture *f = *state;
	struct event sound = fixture_note(0, "{}"), ev;
	ev = sound, ev.actor = STR("ops\xff");
	refuse(f, &ev, RC_USAGE);
	ev = sound, ev.actor = STR("ops\0one");
	refuse(f, &ev, RC_USAGE);
	ev = sound, ev.body = STR("{\"a long text with a bad byte at the end\":\"\xc3\"}");
	refuse(f, &ev, RC_USAGE);
	ev = sound, ev.body = STR("[]");
	refuse(f, &ev, RC_USAGE);
	ev = sound, ev.body = STR("");
	refuse(f, &ev, RC_USAGE);
	ev = sound, ev.kind = EV_UNKNOWN;
	refuse(f, &ev, RC_USAGE);
}

static struct str holder(struct fixture *f, int64_t second)
{
	struct str who = {0};
	assert_int_equal(journal_lease_holder(f->j, "bridge", T0 + second * US_PER_S, 6 * US_PER_S,
				 f->arena, &who, &f->err),
		RC_OK);
	return who;
}

static enum rc take(struct fixture *f, const char *who, int64_t second, bool *took)
{
	*took = false;
	return journal_lease_take(
		f->j, "bridge", who, T0 + second * US_PER_S, 6 * US_PER_S, took, &f->err);
}

static void leases_move_when_silent(void **state)
{
	struct fixture *f = *state;
	bool took;
	assert_int_equal(holder(f, 0).n, 0);
	assert_int_equal(take(f, "a", 0, &took), RC_OK);
	assert_true(took);
	assert_int_equal(take(f, "b", 6, &took), RC_CONFLICT);
	assert_false(took);
	assert_non_null(strstr(f->err.text, "held by a"));
	assert_int_equal(take(f, "a", 6, &took), RC_OK);
	assert_false(took); /* renewed */
	assert_true(str_eq_z(holder(f, 12), "a"));
	assert_int_equal(holder(f, 13).n, 0);
	assert_int_equal(take(f, "b", 13, &took), RC_OK);
	assert_true(took);
	assert_int_equal(take(f, "a", 14, &took), RC_CONFLICT);
}

static void leases_are_dropped_by_their_holder(void **state)
{
	struct fixture *f = *state;
	bool took;
	assert_int_equal(take(f, "a", 0, &took), RC_OK);
	assert_int_equal(journal_lease_drop(f->j, "bridge", "b", &f->err), RC_OK);
	assert_true(str_eq_z(holder(f, 1), "a"));
	assert_int_equal(journal_lease_drop(f->j, "bridge", "a", &f->err), RC_OK);
	assert_int_equal(holder(f, 1).n, 0);
	assert_int_equal(take(f, "b", 1, &took), RC_OK);
	assert_true(took);
	assert_int_equal(journal_lease_drop(f->j, "nobody's", "a", &f->err), RC_OK);
}

static void a_lease_from_the_future_is_silent(void **state)
{
	struct fixture *f = *state;
	bool took;
	assert_int_equal(take(f, "a", 3600, &took), RC_OK);
	assert_int_equal(take(f, "b", 0, &took), RC_OK);
	assert_true(took);
}

static void notes_are_kept(void **state)
{
	struct fixture *f = *state;
	struct str got = STR("untouched");
	assert_int_equal(journal_note_get(f->j, "outbox", f->arena, &got, &f->err), RC_UNKNOWN);
	assert_true(str_eq_z(got, "untouched"));
	assert_int_equal(journal_note_set(f->j, "outbox", STR("12"), &f->err), RC_OK);
	assert_int_equal(journal_note_set(f->j, "history", STR("a\0b\xff"), &f->err), RC_OK);
	assert_int_equal(journal_note_set(f->j, "outbox", STR("13"), &f->err), RC_OK);
	assert_int_equal(journal_note_get(f->j, "outbox", f->arena, &got, &f->err), RC_OK);
	assert_true(str_eq(got, STR("13")));
	assert_int_equal(journal_note_get(f->j, "history", f->arena, &got, &f->err), RC_OK);
	assert_true(str_eq(got, STR("a\0b\xff")));
	assert_int_equal(journal_note_set(f->j, "empty", STR(""), &f->err), RC_OK);
	assert_int_equal(journal_note_get(f->j, "empty", f->arena, &got, &f->err), RC_OK);
	assert_int_equal(got.n, 0);
	assert_int_equal(journal_note_set(f->j, "", STR("x"), &f->err), RC_USAGE);
	fixture_verify(f, 0);
}

static bool stop_at_once(uint64_t done, uint64_t total, void *ctx)
{
	assert_true(done <= total);
	(*(int *)ctx)++;
	return false;
}

static void verification_can_be_stopped(void **state)
{
	struct fixture *f = *state;
	struct journal_verdict v;
	int calls = 0;
	fixture_fill(f, 9000);
	assert_int_equal(journal_verify(f->j, stop_at_once, &calls, &v, &f->err), RC_STATE);
	assert_int_equal(calls, 1);
	fixture_verify(f, 9000);
}

static void own_writes_are_no_news(void **state)
{
	struct fixture *f = *state;
	assert_false(journal_changed(f->j));
	fixture_fill(f, 3);
	journal_changed(f->j);
	assert_false(journal_changed(f->j));
}

#define CASE(f)                                                                                    \
	{                                                                                          \
#f, f                                                                              \
	}
static const struct {
	const char *name;
	CMUnitTestFunction run;
} cases[] = {
	CASE(starts_empty),
	CASE(numbers_and_chains),
	CASE(gives_back_what_was_stored),
	CASE(same_words_never_look_the_same),
	CASE(a_moved_head_is_a_conflict),
	CASE(nothing_is_a_fine_append),
	CASE(reads_in_pieces),
	CASE(windows_by_number),
	CASE(windows_by_time),
	CASE(windows_with_bounds),
	CASE(windows_as_known),
	CASE(reads_nest),
	CASE(unknown_kinds_survive),
	CASE(refuses_what_is_too_long),
	CASE(refuses_what_is_no_text),
	CASE(leases_move_when_silent),
	CASE(leases_are_dropped_by_their_holder),
	CASE(a_lease_from_the_future_is_silent),
	CASE(notes_are_kept),
	CASE(verification_can_be_stopped),
	CASE(own_writes_are_no_news),
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
	return _cmocka_run_group_tests("journal contract", tests, SCHEMES * CASES, NULL, NULL);
}
