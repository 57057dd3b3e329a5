/* journal_fixture.h: a folder of its own, events and records at hand, for every test of the journal. */
#ifndef CONTRACT_JOURNAL_FIXTURE_H
#define CONTRACT_JOURNAL_FIXTURE_H

#include "support/test.h"

#include <unistd.h>

#include "base/mem.h"
#include "journal/journal.h"

#define T0 INT64_C(1795356151000000) /* 2026-11-22T14:02:31Z */

struct fixture {
	struct arena *arena;
	char *dir, *path;
	const char *where; /* what journal_open takes */
	struct journal *j;
	struct err err;
};

static inline void fixture_init(struct fixture *f, const char *scheme)
{
	memset(f, 0, sizeof *f);
	f->arena = arena_new();
	const char *tmp = getenv("TMPDIR");
	f->dir = arena_printf(f->arena, "%s/journal-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(f->dir));
	f->path = arena_printf(f->arena, "%s/journal.db", f->dir);
	bool in_memory = strcmp(scheme, "memory") == 0;
	f->where = in_memory ? "memory:" : arena_printf(f->arena, "%s:%s", scheme, f->path);
}

static inline void fixture_open(struct fixture *f)
{
	enum rc rc = journal_open(f->where, JOURNAL_CREATE, &f->j, &f->err);
	if (rc != RC_OK)
		fail_msg("cannot open %s: %s", f->where, f->err.text);
}

static inline void fixture_clear(struct fixture *f)
{
	static const char *const names[] = {"", "-wal", "-shm", ".away", ".copy"};
	journal_close(f->j);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(arena_printf(f->arena, "%s%s", f->path, names[i]));
	rmdir(f->dir);
	arena_free(f->arena);
}

/* A note of incident 1 that occurred `second` seconds after T0 and was recorded two seconds later. */
static inline struct event fixture_note(int64_t second, const char *body)
{
	return (struct event){
		.incident = 1,
		.kind = EV_NOTE,
		.occurred = T0 + second * US_PER_S,
		.precision = PREC_S,
		.zone = STR("Z"),
		.recorded = T0 + (second + 2) * US_PER_S,
		.actor = STR("ops1"),
		.door = STR("console"),
		.body = str_z(body),
	};
}

static inline void fixture_append(struct fixture *f, struct event *ev, size_t n)
{
	enum rc rc = journal_append(f->j, NULL, ev, n, &f->err);
	if (rc != RC_OK)
		fail_msg("append: %s", f->err.text);
}

/* n notes, one second apart, each with its number in the body. */
static inline void fixture_fill(struct fixture *f, size_t n)
{
	struct event *ev = mem_array(n, sizeof *ev);
	for (size_t i = 0; i < n; i++)
		ev[i] = fixture_note(
			(int64_t)i, arena_printf(f->arena, "{\"text\":\"line %zu\"}", i + 1));
	fixture_append(f, ev, n);
	mem_free(ev);
}

static inline uint64_t fixture_head(struct fixture *f)
{
	struct journal_head head;
	assert_int_equal(journal_get_head(f->j, &head, &f->err), RC_OK);
	return head.seq;
}

static inline void fixture_verify(struct fixture *f, uint64_t records)
{
	struct journal_verdict v;
	enum rc rc = journal_verify(f->j, NULL, NULL, &v, &f->err);
	if (rc != RC_OK)
		fail_msg("verify: %s", f->err.text);
	assert_int_equal(v.records, records);
}

#endif
