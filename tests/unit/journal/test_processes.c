/* test_processes.c: several processes share one journal: numbers, leases, and writers killed at any moment. */
#include "contract/journal_fixture.h"

#include <signal.h>
#include <sys/wait.h>

#include "sys/clock.h"

enum { WRITERS = 4, EACH = 60, TAKERS = 6, LEASE_ROUNDS = 10 };

/* ---- children ---- */

/* What a child finds wrong it says on standard error and by its status; cmocka belongs to the parent. */
static _Noreturn void give_up(const char *what, const struct err *err)
{
	fprintf(stderr, "# %s: %s\n", what, err ? err->text : "");
	_exit(1);
}

/* A pipe that nobody writes to: all children that read it start when the parent closes its end. */
struct gate {
	int fd[2];
};

static void gate_make(struct gate *g)
{
	assert_int_equal(pipe(g->fd), 0);
}

static void gate_wait(struct gate *g)
{
	char c;
	close(g->fd[1]);
	while (read(g->fd[0], &c, 1) > 0)
		;
	close(g->fd[0]);
}

static void gate_open(struct gate *g)
{
	close(g->fd[1]);
	close(g->fd[0]);
}

static pid_t start(void)
{
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	return pid;
}

static void reap_all(const pid_t *pids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int status;
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
}

/* ---- writing at the same time ---- */

static _Noreturn void write_many(const char *path, int writer, struct gate *g)
{
	struct journal *j;
	struct err err = {0};
	struct arena *a = arena_new();
	gate_wait(g);
	if (journal_open(path, JOURNAL_CREATE, &j, &err) != RC_OK)
		give_up("open", &err);
	for (int i = 0; i < EACH;) {
		struct journal_head head;
		struct event ev = fixture_note(
			i, arena_printf(a, "{\"w\":%d,\"i\":%d}", writer, i));
		/* Half of the writers insist on the head they saw and decide again when it moved. */
		bool insists = writer % 2;
		if (insists && journal_get_head(j, &head, &err) != RC_OK)
			give_up("head", &err);
		enum rc rc = journal_append(j, insists ? &head : NULL, &ev, 1, &err);
		if (rc != RC_OK && rc != RC_CONFLICT)
			give_up("append", &err);
		if (rc == RC_OK && insists && ev.seq != head.seq + 1)
			give_up("a number that does not follow", NULL);
		i += rc == RC_OK;
	}
	journal_close(j);
	_exit(0);
}

struct tally {
	int next[WRITERS];
	size_t n;
};

static enum rc tally_record(const struct record *r, void *ctx)
{
	struct tally *t = ctx;
	int w, i;
	char body[64];
	snprintf(body, sizeof body, "%.*s", STR_ARG(r->ev.body));
	assert_int_equal(sscanf(body, "{\"w\":%d,\"i\":%d}", &w, &i), 2);
	assert_in_range(w, 0, WRITERS - 1);
	assert_int_equal(i, t->next[w]); /* each once, in the order of its writer */
	t->next[w]++;
	t->n++;
	assert_int_equal(r->ev.seq, t->n);
	return RC_OK;
}

/* They even find no file and race to make it. */
static void numbers_are_never_doubled(void **state)
{
	(void)state;
	struct fixture f;
	struct gate g;
	pid_t pids[WRITERS];
	fixture_init(&f, "sqlite");
	gate_make(&g);
	for (int i = 0; i < WRITERS; i++)
		if ((pids[i] = start()) == 0)
			write_many(f.path, i, &g);
	gate_open(&g);
	reap_all(pids, WRITERS);
	struct tally t = {0};
	fixture_open(&f);
	assert_int_equal(journal_read(f.j, 0, 0, tally_record, &t, &f.err), RC_OK);
	assert_int_equal(t.n, WRITERS * EACH);
	fixture_verify(&f, WRITERS * EACH);
	fixture_clear(&f);
}

/* ---- leases ---- */

static _Noreturn void take_once(
	const char *path, int taker, instant now, struct gate *g, int results)
{
	struct journal *j;
	struct err err = {0};
	char name[48];
	bool took = false;
	snprintf(name, sizeof name, "taker%d.%lld", taker, (long long)now);
	if (journal_open(path, 0, &j, &err) != RC_OK)
		give_up("open", &err);
	gate_wait(g);
	enum rc rc = journal_lease_take(j, "bridge", name, now, 6 * US_PER_S, &took, &err);
	if (rc != RC_OK && rc != RC_CONFLICT)
		give_up("take", &err);
	char said = took ? 'y' : rc == RC_CONFLICT ? 'n' : '?';
	if (write(results, &said, 1) != 1)
		give_up("tell", NULL);
	journal_close(j);
	_exit(0);
}

static void lease_round(struct fixture *f, instant now)
{
	struct gate g;
	int results[2];
	pid_t pids[TAKERS];
	char said[TAKERS];
	assert_int_equal(pipe(results), 0);
	gate_make(&g);
	for (int i = 0; i < TAKERS; i++)
		if ((pids[i] = start()) == 0)
			take_once(f->path, i, now, &g, results[1]);
	gate_open(&g);
	reap_all(pids, TAKERS);
	for (int i = 0; i < TAKERS; i++)
		assert_int_equal(read(results[0], &said[i], 1), 1);
	int won = 0;
	for (int i = 0; i < TAKERS; i++) {
		if (said[i] != 'y' && said[i] != 'n')
			fail_msg("taker %d says '%c'", i, said[i]);
		won += said[i] == 'y';
	}
	assert_int_equal(won, 1);
	close(results[0]);
	close(results[1]);
}

static void a_lease_moves_exactly_once(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, "sqlite");
	fixture_open(&f);
	for (int i = 0; i < LEASE_ROUNDS; i++) {
		/* Connections do not survive a fork, so the parent has none while it forks. */
		journal_close(f.j);
		f.j = NULL;
		lease_round(&f, T0 + i * 7 * US_PER_S);
		fixture_open(&f);
	}
	fixture_clear(&f);
}

/* ---- killing ---- */

/* Groups of one to three rows, each row with its group and place; every acknowledged last number goes to the pipe. */
static _Noreturn void write_until_killed(const char *path, int acks)
{
	struct journal *j;
	struct err err = {0};
	struct arena *a = arena_new();
	if (journal_open(path, 0, &j, &err) != RC_OK)
		give_up("open", &err);
	for (unsigned group = 0;; group++, arena_reset(a)) {
		struct event ev[3];
		size_t n = 1 + group % 3;
		for (size_t i = 0; i < n; i++)
			ev[i] = fixture_note(
				0, arena_printf(a, "{\"of\":%zu,\"place\":%zu}", n, i));
		if (journal_append(j, NULL, ev, n, &err) != RC_OK)
			give_up("append", &err);
		if (write(acks, &ev[n - 1].seq, sizeof ev[0].seq) != sizeof ev[0].seq)
			give_up("tell", NULL);
	}
}

/* The last number that was acknowledged before the writer died: some acks are awaited, the rest is drained. */
static uint64_t kill_after(pid_t pid, int acks, unsigned wanted, duration spin)
{
	uint64_t seq = 0;
	int status;
	for (unsigned i = 0; i < wanted; i++)
		assert_int_equal(read(acks, &seq, sizeof seq), sizeof seq);
	for (duration until = clock_mono() + spin; clock_mono() < until;)
		;
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	while (read(acks, &seq, sizeof seq) == sizeof seq)
		;
	return seq;
}

struct whole {
	unsigned of, place;
	uint64_t n;
};

static enum rc whole_groups(const struct record *r, void *ctx)
{
	struct whole *w = ctx;
	unsigned of, place;
	char body[64];
	snprintf(body, sizeof body, "%.*s", STR_ARG(r->ev.body));
	assert_int_equal(sscanf(body, "{\"of\":%u,\"place\":%u}", &of, &place), 2);
	bool fresh = w->place == w->of;
	assert_int_equal(place, fresh ? 0 : w->place);
	assert_true(fresh || of == w->of);
	w->of = of;
	w->place = place + 1;
	w->n++;
	return RC_OK;
}

static void kill_one(struct fixture *f, unsigned wanted, duration spin)
{
	int acks[2];
	assert_int_equal(pipe(acks), 0);
	pid_t pid = start();
	if (pid == 0) {
		close(acks[0]);
		write_until_killed(f->path, acks[1]);
	}
	close(acks[1]);
	uint64_t acknowledged = kill_after(pid, acks[0], wanted, spin);
	close(acks[0]);
	struct whole w = {0};
	fixture_open(f);
	uint64_t head = fixture_head(f);
	assert_true(head >= acknowledged);
	assert_int_equal(journal_read(f->j, 0, 0, whole_groups, &w, &f->err), RC_OK);
	assert_int_equal(w.place, w.of); /* a group is there as a whole or not at all */
	assert_int_equal(w.n, head);
	fixture_verify(f, head);
	journal_close(f->j);
	f->j = NULL;
}

static void killed_writers_lose_nothing_acknowledged(void **state)
{
	(void)state;
	struct fixture f;
	const char *asked = getenv("WARROOM_KILLS");
	unsigned rounds = asked ? (unsigned)strtoul(asked, NULL, 10) : 50;
	uint32_t dice = asked ? (uint32_t)clock_mono() : 1;
	fixture_init(&f, "sqlite");
	fixture_open(&f);
	journal_close(f.j);
	f.j = NULL;
	for (unsigned i = 0; i < rounds; i++) {
		dice = dice * 1664525u + 1013904223u;
		kill_one(&f, 1 + (dice >> 8) % 20, (dice >> 16) % 600);
	}
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_never_doubled),
		cmocka_unit_test(a_lease_moves_exactly_once),
		cmocka_unit_test(killed_writers_lose_nothing_acknowledged),
	};
	return cmocka_run_group_tests_name("processes", tests, NULL, NULL);
}
