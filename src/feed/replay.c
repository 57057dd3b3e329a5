/* replay.c: the pace of a replay: which step is due, and a bounded number of them in one turn of the loop. */
#include "feed/replay_internal.h"

#include "base/mem.h"
#include "sys/clock.h"

enum { STEPS_PER_TURN = 200, TOLD_EVERY_MS = 250 };

enum rc replay_speed_parse(struct str word, uint32_t *ret, struct err *err)
{
	struct str whole, rest = word;
	uint64_t units, part = 0;

	if (!word.n || str_eq_z(word, "max")) {
		*ret = word.n ? 0 : 1000;
		return RC_OK;
	}
	if (rest.p[rest.n - 1] == 'x')
		rest = str_cut(rest, 0, rest.n - 1);
	str_split(&rest, '.', &whole);
	if (str_to_u64(whole, REPLAY_SPEED_MAX / 1000, &units) && rest.n <= 3 &&
		(!rest.n || str_to_u64(rest, 999, &part))) {
		for (size_t n = rest.n; n < 3; n++)
			part *= 10;
		if (units || part) {
			*ret = (uint32_t)(units * 1000 + part);
			return RC_OK;
		}
	}
	return err_set(err, RC_USAGE, "%.*s is no speed: 1, 60x, 0.5x up to %dx, or max",
		STR_ARG(str_cut(word, 0, 40)), REPLAY_SPEED_MAX / 1000);
}

static duration stretched(const struct replay *r, duration d)
{
	return r->ask.speed ? d / r->ask.speed * 1000 + d % r->ask.speed * 1000 / r->ask.speed : d;
}

instant replay_moved(const struct replay *r, instant at)
{
	return r->zero + stretched(r, at - r->base);
}

static void tell(struct replay *r, bool over, const struct err *why)
{
	struct replay_progress p = {.done = r->at,
		.total = r->steps.n,
		.incident = r->incident,
		.over = over,
		.err = {.at = -1}};

	if (why)
		p.err = *why;
	r->told = clock_now();
	r->ask.told(r->ask.ctx, &p);
}

static void on_due(void *ctx);

static void arm(struct replay *r)
{
	duration wait = 0;

	if (r->ask.speed)
		wait = r->zero + stretched(r, r->steps.v[r->at].after) - clock_now();
	r->timer = loop_after(r->ask.loop, wait > 0 ? wait : 0, 0, on_due, r);
}

static bool is_due(const struct replay *r)
{
	return !r->ask.speed || r->zero + stretched(r, r->steps.v[r->at].after) <= clock_now();
}

static enum rc play_one(struct replay *r, struct err *err)
{
	const struct step *s = &r->steps.v[r->at];
	enum rc rc;

	arena_reset(r->turn);
	rc = s->number ? replay_play_line(r, s, err) : replay_play_row(r, s, err);
	r->at += rc == RC_OK;
	return rc;
}

static void on_due(void *ctx)
{
	struct replay *r = ctx;
	struct err err = {.at = -1};
	enum rc rc = RC_OK;

	r->timer = 0;
	for (int n = 0; rc == RC_OK && n < STEPS_PER_TURN && r->at < r->steps.n && is_due(r); n++)
		rc = play_one(r, &err);
	if (rc != RC_OK || r->at == r->steps.n) {
		tell(r, true, rc == RC_OK ? NULL : &err);
		return;
	}
	arm(r);
	if (clock_now() - r->told >= TOLD_EVERY_MS * (US_PER_S / 1000))
		tell(r, false, NULL);
}

enum rc replay_start(const struct replay_ask *ask, struct replay **ret, struct err *err)
{
	struct replay *r = mem_alloc(sizeof *r);
	enum rc rc;

	*r = (struct replay){.ask = *ask, .arena = arena_new(), .turn = arena_new()};
	r->ask.actor = str_dup(r->arena, ask->actor);
	rc = ask->incident ? replay_read_record(r, err) : replay_read_script(r, err);
	if (rc != RC_OK) {
		replay_free(r);
		return rc;
	}
	/* Without waiting the past keeps its lengths and ends now. */
	r->zero = clock_now() - (r->ask.speed ? 0 : r->steps.v[r->steps.n - 1].after);
	arm(r);
	*ret = r;
	return RC_OK;
}

void replay_free(struct replay *r)
{
	if (!r)
		return;
	loop_cancel(r->ask.loop, r->timer);
	arena_free(r->turn);
	arena_free(r->arena);
	mem_free(r);
}
