/* runbook_play.c: one step at a time: done, skipped with a reason, failed, opened again; notes, and the end. */
#include "command/runbook_internal.h"

#include "base/utf8.h"
#include "view/view_room.h"

struct run_ask play_view(const struct play *p)
{
	return (struct run_ask){.policies = p->ask->policies,
		.board = p->ask->board,
		.incident = p->ask->incident,
		.run = p->run,
		.now = p->ask->now,
		.zone = p->ask->zone};
}

/* What fits the attention line of the smallest usual screen; anything longer would open over the pane. */
enum { CONSOLE_LINE = 74 };

/* ---- Which run, which step ---- */

static bool named(const struct runbook_run *r, struct str id)
{
	uint64_t n;

	if (str_ieq(id, r->book))
		return true;
	if (id.n > 4 && str_ieq(str_cut(id, 0, 4), STR("RUN-")))
		id = str_cut(id, 4, id.n);
	return str_to_u64(id, UINT32_MAX, &n) && n == r->id;
}

static enum rc refuse_choice(struct play *p, size_t found, struct str id)
{
	const struct runs *runs = &p->ask->incident->runs;
	struct buf list;

	if (id.n)
		return err_set(p->err, RC_UNKNOWN,
			"%.*s is not under way here; `runbook show` shows what is",
			STR_ARG(str_cut(id, 0, 40)));
	if (!found)
		return err_set(p->err, RC_STATE,
			"no runbook is under way; `runbook list`, then `runbook start RB-n`");
	buf_init(&list, p->ask->arena, 300);
	for (size_t n = 0; n < runs->v.n; n++)
		if (run_has_step(&runs->v.v[n]))
			buf_addf(&list, "%sRUN-%u %.*s", list.n ? ", " : "", runs->v.v[n].id,
				STR_ARG(runs->v.v[n].book));
	return err_set(p->err, RC_STATE, "which one? %s: add run=RUN-n", buf_z(&list));
}

enum rc play_find(struct play *p)
{
	const struct runs *runs = &p->ask->incident->runs;
	struct str id = args_str(p->args, "run");
	size_t found = 0;

	for (size_t n = 0; n < runs->v.n; n++) {
		const struct runbook_run *r = &runs->v.v[n];

		if (!run_is_open(r) || (id.n ? !named(r, id) : !run_has_step(r)))
			continue;
		p->run = r;
		found++;
	}
	if (found != 1)
		return refuse_choice(p, found, id);
	p->step = run_current(p->run);
	return RC_OK;
}

/* "4", "S-4" or "4.": a step. Anything else is a word of a sentence. */
static bool step_number(struct str word, uint64_t *ret)
{
	if (word.n > 2 && str_ieq(str_cut(word, 0, 2), STR("S-")))
		word = str_cut(word, 2, word.n);
	return str_to_u64(word, RUN_STEPS_MAX, ret);
}

static struct str join_words(struct arena *a, struct str one, struct str two)
{
	return one.n && two.n ? str_fmt(a, "%.*s %.*s", STR_ARG(one), STR_ARG(two))
	       : one.n        ? one
			      : two;
}

static enum rc refuse_step(struct play *p, uint64_t step, const char *what)
{
	const struct runbook_run *r = p->run;

	if (!step || step > r->steps.n)
		return err_set(p->err, RC_UNKNOWN, "%.*s has steps 1 to %zu", STR_ARG(r->book),
			r->steps.n);
	if (step < p->step + 1)
		return err_set(p->err, RC_STATE,
			"step %llu is %s already; step %zu is in hand; `runbook back` opens the "
			"one before",
			(unsigned long long)step, run_step_state_name(r->steps.v[step - 1].state),
			p->step + 1);
	return err_set(p->err, RC_STATE,
		"one step at a time: step %zu comes first; `runbook %s %zu`, or `runbook skip %zu "
		"reason=\"...\"`",
		p->step + 1, what, p->step + 1, p->step + 1);
}

enum rc play_find_step(struct play *p, const char *what)
{
	struct str id = args_str(p->args, "id"), text = args_str(p->args, "text");
	uint64_t step;
	enum rc rc = play_find(p);

	if (rc != RC_OK)
		return rc;
	if (p->step == p->run->steps.n)
		return err_set(p->err, RC_STATE, "%.*s has no step left", STR_ARG(p->run->book));
	if (!step_number(id, &step)) {
		p->words = join_words(p->ask->arena, id, text);
		return RC_OK;
	}
	p->words = text;
	return step == p->step + 1 ? RC_OK : refuse_step(p, step, what);
}

enum rc play_reason(struct play *p, const char *hint, struct str *ret)
{
	*ret = args_has(p->args, "reason") ? args_str(p->args, "reason") : p->words;
	if (ret->n)
		return RC_OK;
	return err_set(p->err, RC_USAGE, "%s", hint);
}

/* ---- What is said ---- */

static void say_in_full(struct play *p, const struct runbook_run *r, size_t step)
{
	const struct run_step *s = &r->steps.v[step];
	const struct runbook_step *w = view_run_written(p->ask->policies, r, step);
	struct arena *a = p->ask->arena;
	bool empty;
	struct str holder = view_run_holder(a, p->ask->incident, s->role, &empty);

	if (w && w->check.n)
		doc_field(p->out->reply, "check", w->check, ROLE_TEXT);
	if (w && w->danger.n)
		doc_field(p->out->reply, "danger", w->danger, ROLE_SEV2);
	if (w && w->copy.n)
		doc_field(p->out->reply, "copy", w->copy, ROLE_CMD);
	if (s->wait)
		doc_field(p->out->reply, "wait", str_z(duration_short(a, s->wait)), ROLE_WAIT);
	if (empty)
		reply(p->out, ROLE_WAIT,
			"it needs %.*s and nobody holds that: `role take ROLE` or `role give ROLE "
			"@name`",
			STR_ARG(s->role));
	else if (s->role.n)
		doc_field(p->out->reply, "who", holder, ROLE_TEXT);
}

void play_say_step(struct play *p, const struct runbook_run *r, size_t step, struct str lead)
{
	const struct run_step *s = &r->steps.v[step];
	struct str next = str_fmt(p->ask->arena, "step %zu of %zu: %s%.*s", step + 1, r->steps.n,
		s->decides ? "DECIDE: " : "", STR_ARG(s->title));

	if (p->ask->door == DOOR_CONSOLE) {
		struct str line = str_fmt(
			p->ask->arena, "%.*s; %.*s", STR_ARG(lead), STR_ARG(next));
		bool fits = line.n <= CONSOLE_LINE;

		line = fits ? line : str_cut(line, 0, utf8_floor(line, CONSOLE_LINE - 2));
		reply(p->out, ROLE_OK, "%.*s%s", STR_ARG(line), fits ? "" : "..");
		return;
	}
	reply(p->out, ROLE_OK, "%.*s", STR_ARG(lead));
	reply(p->out, ROLE_HEAD, "%.*s", STR_ARG(next));
	say_in_full(p, r, step);
}

/* The next step after this one, as the fold will find it. */
static size_t following(const struct runbook_run *r, size_t step)
{
	size_t n = 0;

	while (n < r->steps.n && (n == step || (r->steps.v[n].state != RUN_STEP_OPEN &&
						       r->steps.v[n].state != RUN_STEP_FAILED)))
		n++;
	return n;
}

static enum rc say_next(struct play *p, struct str lead)
{
	size_t next = following(p->run, p->step);

	if (next < p->run->steps.n) {
		play_say_step(p, p->run, next, lead);
		return RC_OK;
	}
	reply(p->out, ROLE_OK, "%.*s", STR_ARG(lead));
	if (p->run->fallback) {
		reply(p->out, ROLE_WAIT,
			"no step is left; the fallback stays in force until `fallback end %.*s`",
			STR_ARG(p->run->book));
		return RC_OK;
	}
	return play_end(p, true, (struct str){0}, (struct str){0});
}

/* ---- Rows ---- */

static void step_row(
	struct play *p, struct body *b, size_t step, const char *result, const struct stamp *when)
{
	const struct runbook_run *r = p->run;
	duration took = run_step_took(&r->steps.v[step], when->at);

	body_begin(b, p->ask, p->out, EV_RUN_STEP, p->ask->incident->number);
	body_when(b, p->ask, when);
	json_out_int(&b->json, "run", r->id);
	json_out_str(&b->json, "runbook", r->book);
	json_out_int(&b->json, "step", (int64_t)step + 1);
	json_out_z(&b->json, "result", result);
	json_out_int(&b->json, "minutes", took / US_PER_MIN);
	json_out_int(&b->json, "took_s", took / US_PER_S);
}

static enum rc must_not_run(struct play *p)
{
	const struct run_exec *x = run_running(p->run, p->ask->now);

	if (!x)
		return RC_OK;
	return err_set(p->err, RC_STATE,
		"the command of step %zu still runs; `runbook cancel` ends it", x->step);
}

/* A wait is there for a reason; to cut it short takes another one. */
static enum rc check_wait(struct play *p, const struct stamp *when)
{
	const struct run_step *s = &p->run->steps.v[p->step];
	duration left = s->wait - run_step_took(s, when->at);

	if (left <= 0 || args_has(p->args, "reason"))
		return RC_OK;
	return err_set(p->err, RC_STATE,
		"step %zu waits %s, %s is left; `runbook done %zu reason=\"...\"` if it need not",
		p->step + 1, duration_short(p->ask->arena, s->wait),
		duration_clock(p->ask->arena, left), p->step + 1);
}

enum rc play_done(struct play *p)
{
	struct stamp when = when_or_now(p->ask, p->args, "at");
	const struct run_step *s;
	struct str note;
	struct body b;
	enum rc rc = play_find_step(p, "done");

	if (rc == RC_OK)
		rc = check_wait(p, &when);
	if (rc == RC_OK)
		rc = must_not_run(p);
	if (rc != RC_OK)
		return rc;
	s = &p->run->steps.v[p->step];
	note = args_has(p->args, "note") ? args_str(p->args, "note") : p->words;
	step_row(p, &b, p->step, "done", &when);
	if (note.n)
		json_out_str(&b.json, "note", note);
	if (run_step_took(s, when.at) < s->wait)
		json_out_str(&b.json, "early", args_str(p->args, "reason"));
	rc = body_end(&b, p->err);
	return rc == RC_OK
		       ? say_next(p,
				 str_fmt(p->ask->arena, "%.*s step %zu done in %s",
					 STR_ARG(p->run->book), p->step + 1,
					 duration_clock(p->ask->arena, run_step_took(s, when.at))))
		       : rc;
}

static enum rc not_done(struct play *p, const char *result, const char *verb, const char *hint,
	struct str *ret_lead)
{
	struct stamp when = when_or_now(p->ask, p->args, "at");
	struct str reason;
	struct body b;
	enum rc rc = play_find_step(p, verb);

	if (rc == RC_OK)
		rc = play_reason(p, hint, &reason);
	if (rc == RC_OK)
		rc = must_not_run(p);
	if (rc != RC_OK)
		return rc;
	step_row(p, &b, p->step, result, &when);
	json_out_str(&b.json, "note", reason);
	*ret_lead = str_fmt(p->ask->arena, "%.*s step %zu %s: %.*s", STR_ARG(p->run->book),
		p->step + 1, result, STR_ARG(reason));
	return body_end(&b, p->err);
}

enum rc play_skip(struct play *p)
{
	struct str lead;
	enum rc rc = not_done(p, "skipped", "skip",
		"why is it skipped? `runbook skip reason=\"...\"`; it stays on record", &lead);

	return rc == RC_OK ? say_next(p, lead) : rc;
}

enum rc play_fail(struct play *p)
{
	const struct runbook_step *w;
	struct str lead;
	enum rc rc = not_done(
		p, "failed", "fail", "what was seen? `runbook fail reason=\"...\"`", &lead);

	if (rc != RC_OK)
		return rc;
	reply(p->out, ROLE_WAIT, "%.*s; it stays in hand: done, skip, back or stop", STR_ARG(lead));
	w = view_run_written(p->ask->policies, p->run, p->step);
	if (w && w->if_not.n)
		doc_field(p->out->reply, "if not", w->if_not, ROLE_TEXT);
	if (w && w->undo.n)
		doc_field(p->out->reply, "undo", w->undo, ROLE_TEXT);
	return RC_OK;
}

enum rc play_back(struct play *p)
{
	struct stamp when = when_or_now(p->ask, p->args, "at");
	struct body b;
	enum rc rc = play_find(p);

	if (rc == RC_OK)
		rc = must_not_run(p);
	if (rc != RC_OK)
		return rc;
	if (!p->step)
		return err_set(p->err, RC_STATE,
			"%.*s is at its first step; `runbook stop reason=\"...\"` ends it",
			STR_ARG(p->run->book));
	p->step--;
	step_row(p, &b, p->step, "reopened", &when);
	p->words = join_words(p->ask->arena, args_str(p->args, "id"), args_str(p->args, "text"));
	if (args_has(p->args, "reason") || p->words.n)
		json_out_str(&b.json, "note",
			args_has(p->args, "reason") ? args_str(p->args, "reason") : p->words);
	play_say_step(p, p->run, p->step,
		str_fmt(p->ask->arena, "%.*s goes back", STR_ARG(p->run->book)));
	return body_end(&b, p->err);
}

enum rc play_note(struct play *p)
{
	struct body b;
	enum rc rc = play_find(p);

	if (rc != RC_OK)
		return rc;
	p->words = join_words(p->ask->arena, args_str(p->args, "id"), args_str(p->args, "text"));
	if (!p->words.n)
		p->words = args_str(p->args, "note");
	if (!p->words.n)
		return err_set(
			p->err, RC_USAGE, "note what? `runbook note the lock was held by a job`");
	body_begin(&b, p->ask, p->out, EV_RUN_NOTE, p->ask->incident->number);
	json_out_int(&b.json, "run", p->run->id);
	json_out_int(&b.json, "step", (int64_t)(p->step < p->run->steps.n ? p->step + 1 : p->step));
	json_out_str(&b.json, "text", p->words);
	reply(p->out, ROLE_TEXT, "noted at %.*s step %zu", STR_ARG(p->run->book),
		p->step < p->run->steps.n ? p->step + 1 : p->step);
	return body_end(&b, p->err);
}

enum rc play_end(struct play *p, bool done, struct str reason, struct str users_told)
{
	struct body b;

	body_begin(&b, p->ask, p->out, EV_RUN_END, p->ask->incident->number);
	json_out_int(&b.json, "run", p->run->id);
	json_out_z(&b.json, "result", done ? "done" : "stopped");
	if (reason.n)
		json_out_str(&b.json, "reason", reason);
	if (users_told.n)
		json_out_str(&b.json, "users_told", users_told);
	reply(p->out, done ? ROLE_OK : ROLE_WAIT, "RUN-%u %.*s %s%s%.*s", p->run->id,
		STR_ARG(p->run->book),
		!done              ? "stopped"
		: p->run->fallback ? "is over"
				   : "done",
		reason.n ? ": " : "", STR_ARG(reason));
	return body_end(&b, p->err);
}

enum rc play_stop(struct play *p)
{
	struct str reason;
	enum rc rc = play_find(p);

	if (rc != RC_OK)
		return rc;
	p->words = join_words(p->ask->arena, args_str(p->args, "id"), args_str(p->args, "text"));
	rc = play_reason(p, "why does it stop? `runbook stop reason=\"...\"`", &reason);
	if (rc == RC_OK)
		rc = must_not_run(p);
	return rc == RC_OK ? play_end(p, false, reason, (struct str){0}) : rc;
}

/* ---- The start ---- */

static void put_steps(struct json_out *o, const struct runbook *rb)
{
	json_out_open(o, "steps", '[');
	for (size_t n = 0; n < rb->n; n++) {
		const struct runbook_step *s = &rb->steps[n];

		json_out_open(o, NULL, '{');
		json_out_str(o, "title", s->title);
		if (s->role.n)
			json_out_str(o, "role", s->role);
		if (s->decides)
			json_out_bool(o, "decides", true);
		if (s->expected)
			json_out_int(o, "expected_s", s->expected / US_PER_S);
		if (s->wait)
			json_out_int(o, "wait_s", s->wait / US_PER_S);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static enum rc must_be_new(struct play *p, const struct runbook *rb)
{
	const struct runs *runs = &p->ask->incident->runs;

	for (size_t n = 0; n < runs->v.n; n++)
		if (run_is_open(&runs->v.v[n]) && str_eq(runs->v.v[n].book, rb->id))
			return err_set(p->err, RC_STATE,
				"%.*s is under way since %s as RUN-%u; `runbook show`",
				STR_ARG(rb->id),
				time_iso_prec(p->ask->arena, runs->v.v[n].from, PREC_S),
				runs->v.v[n].id);
	if (runs->v.n == RUNS_MAX)
		return err_set(p->err, RC_LIMIT, "an incident holds at most %d runs", RUNS_MAX);
	return RC_OK;
}

/* The run as it will be, to say its first step. */
static const struct runbook_run *preview(struct play *p, const struct runbook *rb)
{
	struct runbook_run *r = ARENA_NEW(p->ask->arena, struct runbook_run);

	r->book = rb->id;
	r->digest = rb->digest;
	r->to = INSTANT_NONE;
	for (size_t n = 0; n < rb->n; n++)
		*VEC_PUSH(p->ask->arena, &r->steps) = (struct run_step){.title = rb->steps[n].title,
			.role = rb->steps[n].role,
			.decides = rb->steps[n].decides,
			.expected = rb->steps[n].expected,
			.wait = rb->steps[n].wait};
	return r;
}

enum rc play_start(struct play *p, const struct runbook *rb)
{
	uint32_t id = (uint32_t)p->ask->incident->runs.v.n + 1;
	struct str told = args_str(p->args, "users-told");
	struct body b;
	enum rc rc = must_be_new(p, rb);

	if (rc != RC_OK)
		return rc;
	body_begin(&b, p->ask, p->out, rb->fallback ? EV_FALLBACK_START : EV_RUN_START,
		p->ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "runbook", rb->id);
	json_out_str(&b.json, "title", rb->title);
	json_out_str(&b.json, "digest", rb->digest);
	json_out_int(&b.json, "expected_s", rb->expected / US_PER_S);
	if (rb->fallback && told.n)
		json_out_str(&b.json, "users_told", told);
	put_steps(&b.json, rb);
	play_say_step(p, preview(p, rb), 0,
		str_fmt(p->ask->arena, "RUN-%u: %.*s %.*s, %zu step%s%s%s", id, STR_ARG(rb->id),
			STR_ARG(rb->title), rb->n, rb->n == 1 ? "" : "s",
			rb->expected ? ", about " : "",
			rb->expected ? duration_short(p->ask->arena, rb->expected) : ""));
	if (p->ask->door == DOOR_CONSOLE)
		outcome_act(p->out, ACT_VIEW)->name = STR("runbook");
	return body_end(&b, p->err);
}
