/* runbook.c: folds runs of runbooks and fallbacks: steps with their times, notes, and commands with what came of them. */
#include "core/fold_internal.h"
#include "core/fence.h"
#include "core/runbook_file.h"

static const char *const state_names[] = {"open", "done", "skipped", "failed"};

const char *run_step_state_name(enum run_step_state s)
{
	return state_names[s];
}

/* ---- Look-ups ---- */

const struct runbook_run *incident_run(const struct incident *i, uint64_t id)
{
	for (size_t n = 0; n < i->runs.v.n; n++)
		if (i->runs.v.v[n].id == id)
			return &i->runs.v.v[n];
	return NULL;
}

bool incident_was_offered(const struct incident *i, struct str book)
{
	for (size_t n = 0; n < i->runs.offers.n; n++)
		if (str_eq(i->runs.offers.v[n].book, book))
			return true;
	for (size_t n = 0; n < i->runs.v.n; n++)
		if (str_eq(i->runs.v.v[n].book, book))
			return true;
	return false;
}

bool run_is_open(const struct runbook_run *r)
{
	return r->to == INSTANT_NONE;
}

static bool waits(const struct run_step *s)
{
	return s->state == RUN_STEP_OPEN || s->state == RUN_STEP_FAILED;
}

size_t run_current(const struct runbook_run *r)
{
	size_t n = 0;

	while (n < r->steps.n && !waits(&r->steps.v[n]))
		n++;
	return n;
}

bool run_has_step(const struct runbook_run *r)
{
	return run_is_open(r) && run_current(r) < r->steps.n;
}

size_t run_steps_in(const struct runbook_run *r, enum run_step_state s)
{
	size_t count = 0;

	for (size_t n = 0; n < r->steps.n; n++)
		count += r->steps.v[n].state == s;
	return count;
}

duration run_step_took(const struct run_step *s, instant now)
{
	instant to = waits(s) ? now : s->at;

	return s->from == INSTANT_NONE || to == INSTANT_NONE || to < s->from ? 0 : to - s->from;
}

const struct run_exec *run_running(const struct runbook_run *r, instant now)
{
	for (size_t n = r->execs.n; n-- > 0;) {
		const struct run_exec *x = &r->execs.v[n];

		if (x->to == INSTANT_NONE && now < x->from + x->timeout + US_PER_MIN)
			return x;
	}
	return NULL;
}

struct run_usage runs_usage(const struct board *b, struct str book)
{
	struct run_usage u = {.last = INSTANT_NONE};

	for (size_t n = 0; n < b->incidents.n; n++)
		for (size_t k = 0;
			incident_counts(b->incidents.v[n]) && k < b->incidents.v[n]->runs.v.n;
			k++) {
			const struct runbook_run *r = &b->incidents.v[n]->runs.v.v[k];

			if (!str_eq(r->book, book))
				continue;
			u.runs++;
			u.last = r->from > u.last ? r->from : u.last;
		}
	return u;
}

/* ---- Folding ---- */

/* Lengths come from a body that anybody may have written. */
static duration length(const struct json *o, const char *name, int64_t unit)
{
	int64_t n = json_int(o, name, 0);

	return n > 0 && n <= 366 * US_PER_DAY / unit ? n * unit : 0;
}

static struct runbook_run *the_run(struct fold *f)
{
	int64_t id = json_int(f->body, "run", 0);

	return id > 0 ? (struct runbook_run *)(uintptr_t)incident_run(f->incident, (uint64_t)id)
		      : NULL;
}

/* Place of the step named in the body; the number of steps when there is no such step. */
static size_t the_step(const struct fold *f, const struct runbook_run *r)
{
	int64_t n = json_int(f->body, "step", 0);

	return n > 0 && (uint64_t)n <= r->steps.n ? (size_t)n - 1 : r->steps.n;
}

static void add_step(struct fold *f, struct runbook_run *r, const struct json *said)
{
	struct arena *a = f->board->arena;
	struct run_step *s = VEC_PUSH(a, &r->steps);

	s->title = str_dup(a, json_str(said, "title"));
	s->role = str_dup(a, json_str(said, "role"));
	s->decides = json_bool(said, "decides", false);
	s->expected = length(said, "expected_s", US_PER_S);
	s->wait = length(said, "wait_s", US_PER_S);
	s->from = s->at = INSTANT_NONE;
}

static void enter_current(struct runbook_run *r, instant at)
{
	size_t n = run_current(r);

	if (n < r->steps.n) {
		r->steps.v[n].from = at;
		r->steps.v[n].late = 0;
	}
}

static void start(struct fold *f)
{
	const struct json *steps = json_get(f->body, "steps");
	int64_t id = json_int(f->body, "id", 0);
	struct runbook_run *r;

	if (id <= 0 || id > UINT32_MAX || incident_run(f->incident, (uint64_t)id) ||
		f->incident->runs.v.n == RUNS_MAX)
		return;
	r = VEC_PUSH(f->board->arena, &f->incident->runs.v);
	r->id = (uint32_t)id;
	r->seq = f->ev->seq;
	r->book = fold_str(f, "runbook");
	r->title = fold_str(f, "title");
	r->digest = fold_str(f, "digest");
	r->fallback = f->ev->kind == EV_FALLBACK_START;
	r->told = fold_str(f, "users_told");
	r->who = f->entry->actor;
	r->from = f->ev->occurred;
	r->to = INSTANT_NONE;
	for (size_t n = 0; steps && steps->type == JSON_ARRAY && n < steps->n; n++)
		if (n < RUN_STEPS_MAX)
			add_step(f, r, &steps->items[n]);
	enter_current(r, r->from);
	fold_say(f, "RUN-%u %s %.*s %.*s, %zu step%s%s%.*s", r->id,
		r->fallback ? "put in force: fallback" : "started:", STR_ARG(r->book),
		STR_ARG(r->title), r->steps.n, r->steps.n == 1 ? "" : "s",
		r->told.n ? ", users told: " : "", STR_ARG(r->told));
}

static bool find_result(struct str word, enum run_step_state *ret)
{
	for (int s = RUN_STEP_DONE; s <= RUN_STEP_FAILED; s++)
		if (str_eq_z(word, state_names[s])) {
			*ret = (enum run_step_state)s;
			return true;
		}
	*ret = RUN_STEP_OPEN;
	return str_eq_z(word, "reopened");
}

static const char *clock_text(struct fold *f, duration d)
{
	return duration_clock(f->board->arena, d);
}

static void say_step(struct fold *f, const struct runbook_run *r, size_t at, duration took)
{
	const struct run_step *s = &r->steps.v[at];
	struct str result = json_str(f->body, "result");
	struct str words = s->note.n ? s->note : s->title;

	if (s->state == RUN_STEP_DONE)
		fold_say(f, "%.*s step %zu done in %s: %.*s", STR_ARG(r->book), at + 1,
			clock_text(f, took), STR_ARG(words));
	else
		fold_say(f, "%.*s step %zu %.*s: %.*s", STR_ARG(r->book), at + 1, STR_ARG(result),
			STR_ARG(words));
}

static struct str note_text(struct fold *f)
{
	struct str note = json_str(f->body, "note"), early = json_str(f->body, "early");

	if (!early.n)
		return str_dup(f->board->arena, note);
	return str_fmt(f->board->arena, "%.*s%snot waited for: %.*s", STR_ARG(note),
		note.n ? "; " : "", STR_ARG(early));
}

/* A failed or reopened step is timed anew; the next open one begins when this one ended. */
static void step(struct fold *f)
{
	struct runbook_run *r = the_run(f);
	size_t at = r ? the_step(f, r) : 0, was;
	enum run_step_state result;
	struct run_step *s;
	duration took;

	if (!r || at == r->steps.n || !find_result(json_str(f->body, "result"), &result))
		return;
	s = &r->steps.v[at];
	was = run_current(r);
	took = run_step_took(s, f->ev->occurred);
	s->state = result;
	s->who = f->entry->actor;
	s->note = note_text(f);
	s->at = result == RUN_STEP_OPEN ? INSTANT_NONE : f->ev->occurred;
	if (s->from == INSTANT_NONE)
		s->from = f->ev->occurred;
	if (run_current(r) != was || waits(s))
		enter_current(r, f->ev->occurred);
	say_step(f, r, at, took);
}

static void note(struct fold *f)
{
	struct runbook_run *r = the_run(f);
	struct run_note *n;

	if (!r)
		return;
	n = VEC_PUSH(f->board->arena, &r->notes);
	*n = (struct run_note){.seq = f->ev->seq,
		.at = f->ev->occurred,
		.step = the_step(f, r) + 1,
		.actor = f->entry->actor,
		.text = fold_str(f, "text")};
	fold_say(f, "%.*s: %.*s", STR_ARG(r->book), STR_ARG(n->text));
}

static void late(struct fold *f)
{
	struct runbook_run *r = the_run(f);
	size_t at = r ? the_step(f, r) : 0;
	struct str whom = json_str(f->body, "whom");

	if (!r || at == r->steps.n)
		return;
	r->steps.v[at].late = f->ev->seq;
	r->steps.v[at].whom = str_dup(f->board->arena, whom);
	fold_say(f, "%.*s step %zu has run %s, expected %s. %.*s%sstill going?", STR_ARG(r->book),
		at + 1, clock_text(f, length(f->body, "ran_s", US_PER_S)),
		duration_short(f->board->arena, length(f->body, "expected_s", US_PER_S)),
		STR_ARG(whom), whom.n ? ": " : "");
}

static struct str command_text(struct fold *f)
{
	const struct json *argv = json_get(f->body, "argv");
	const char **words;
	size_t n = 0;

	if (!argv || argv->type != JSON_ARRAY)
		return (struct str){0};
	words = ARENA_ARRAY(f->board->scratch, RUNBOOK_ARGS_MAX + 1, const char *);
	for (; n < argv->n && n < RUNBOOK_ARGS_MAX; n++)
		words[n] = str_to_z(f->board->scratch, argv->items[n].s);
	return runbook_argv_text(f->board->arena, words);
}

static void exec(struct fold *f)
{
	struct runbook_run *r = the_run(f);
	struct run_exec *x;

	if (!r)
		return;
	x = VEC_PUSH(f->board->arena, &r->execs);
	*x = (struct run_exec){.seq = f->ev->seq,
		.step = the_step(f, r) + 1,
		.command = command_text(f),
		.actor = f->entry->actor,
		.from = f->ev->occurred,
		.to = INSTANT_NONE,
		.timeout = length(f->body, "timeout_s", US_PER_S)};
	fold_say(f, "%.*s step %zu runs: %.*s", STR_ARG(r->book), x->step, STR_ARG(x->command));
}

static void say_output(struct fold *f, const struct runbook_run *r, const struct run_exec *x)
{
	const char *took = clock_text(f, x->to - x->from);

	if (str_eq_z(x->how, "exited"))
		fold_say(f, "%.*s step %zu: the command ended after %s with status %lld%s",
			STR_ARG(r->book), x->step, took, (long long)x->status,
			x->truncated ? ", output cut" : "");
	else if (str_eq_z(x->how, "timed-out"))
		fold_say(f, "%.*s step %zu: the command was ended after %s, its time was over",
			STR_ARG(r->book), x->step, took);
	else if (str_eq_z(x->how, "cancelled"))
		fold_say(f, "%.*s step %zu: the command was cancelled after %s", STR_ARG(r->book),
			x->step, took);
	else
		fold_say(f, "%.*s step %zu: the command failed (%.*s %lld)", STR_ARG(r->book),
			x->step, STR_ARG(x->how), (long long)x->status);
}

static void output(struct fold *f)
{
	int64_t seq = json_int(f->body, "exec", 0);
	struct runbook_run *r = the_run(f);

	for (size_t n = 0; r && n < r->execs.n; n++) {
		struct run_exec *x = &r->execs.v[n];

		if (seq <= 0 || x->seq != (uint64_t)seq)
			continue;
		x->to = x->from + length(f->body, "took_ms", 1000);
		x->how = fold_str(f, "how");
		x->status = json_int(f->body, "status", 0);
		x->output = str_cut(fold_str(f, "output"), 0, RUN_OUTPUT_MAX);
		x->bytes = (uint64_t)json_int(f->body, "bytes", 0);
		x->truncated = json_bool(f->body, "truncated", false);
		say_output(f, r, x);
		return;
	}
}

static void end(struct fold *f)
{
	struct runbook_run *r = the_run(f);

	if (!r || !run_is_open(r))
		return;
	r->to = f->ev->occurred;
	r->stopped = !str_eq_z(json_str(f->body, "result"), "done");
	r->reason = fold_str(f, "reason");
	r->ended_by = f->entry->actor;
	if (json_str(f->body, "users_told").n)
		r->told = fold_str(f, "users_told");
	fold_say(f, "RUN-%u %.*s %s after %s%s%.*s", r->id, STR_ARG(r->book),
		r->stopped    ? "stopped"
		: r->fallback ? "is over"
			      : "done",
		duration_short(f->board->arena, r->to > r->from ? r->to - r->from : 0),
		r->reason.n ? ": " : "", STR_ARG(r->reason));
}

static void offer(struct fold *f)
{
	struct str title = json_str(f->body, "title");
	struct run_offer *o = VEC_PUSH(f->board->arena, &f->incident->runs.offers);

	o->seq = f->ev->seq;
	o->at = f->ev->occurred;
	o->book = fold_str(f, "runbook");
	fold_say(f, "unresolved for %s: fallback %.*s %.*s is ready, `fallback start %.*s`",
		duration_short(f->board->arena, length(f->body, "after_s", US_PER_S)),
		STR_ARG(o->book), STR_ARG(title), STR_ARG(o->book));
}

void fold_runbook(struct fold *f)
{
	if (!f->incident)
		return;
	switch ((int)f->ev->kind) {
	case EV_RUN_START:
	case EV_FALLBACK_START:
		start(f);
		break;
	case EV_RUN_STEP:
		step(f);
		break;
	case EV_RUN_NOTE:
		note(f);
		break;
	case EV_RUN_LATE:
		late(f);
		break;
	case EV_RUN_EXEC:
		exec(f);
		break;
	case EV_RUN_OUTPUT:
		output(f);
		break;
	case EV_RUN_END:
		end(f);
		break;
	case EV_FALLBACK_OFFER:
		offer(f);
		break;
	default:
		break;
	}
}
