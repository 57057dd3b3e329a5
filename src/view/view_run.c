/* view_run.c: a runbook as it is played: steps with marks and times, the step in hand, and notes. */
#include "view/view_run.h"

#include "view/view_room.h"
#include "view/view_runbook.h"

const struct runbook_run *view_run_current(const struct incident *i)
{
	const struct runbook_run *open = NULL;

	for (size_t n = i->runs.v.n; n-- > 0;) {
		const struct runbook_run *r = &i->runs.v.v[n];

		if (run_has_step(r))
			return r;
		if (run_is_open(r) && !open)
			open = r;
	}
	return open;
}

const struct runbook *view_run_book(
	const struct policies *p, const struct runbook_run *r, bool *ret_changed)
{
	const struct runbook *rb;

	*ret_changed = false;
	if (runbooks_find(runbook_shelf_library(p->runbooks), r->book, &rb, NULL) != RC_OK)
		return NULL;
	*ret_changed = !str_eq(rb->digest, r->digest);
	return rb;
}

const struct runbook_step *view_run_written(
	const struct policies *p, const struct runbook_run *r, size_t step)
{
	bool changed;
	const struct runbook *rb = view_run_book(p, r, &changed);

	if (!rb || step >= rb->n || step >= r->steps.n)
		return NULL;
	return str_eq(rb->steps[step].title, r->steps.v[step].title) ? &rb->steps[step] : NULL;
}

struct str view_run_holder(
	struct arena *a, const struct incident *i, struct str roles, bool *ret_empty)
{
	struct str rest = roles, role;

	*ret_empty = false;
	if (!roles.n)
		return STR("anyone");
	while (str_split(&rest, ',', &role)) {
		struct str holder = incident_holder(i, role);

		if (holder.n)
			return str_fmt(a, "%.*s (%.*s)", STR_ARG(role), STR_ARG(holder));
	}
	*ret_empty = true;
	return str_fmt(a, "%.*s EMPTY", STR_ARG(roles));
}

/* ---- The list of steps ---- */

static size_t steps_behind(const struct runbook_run *r)
{
	return run_steps_in(r, RUN_STEP_DONE) + run_steps_in(r, RUN_STEP_SKIPPED);
}

static struct str bar(struct arena *a, size_t done, size_t of)
{
	size_t cells = of < 9 ? of : 9, full = of ? done * cells / of : 0;
	struct buf b;

	buf_init(&b, a, 16);
	buf_add_ch(&b, '[');
	buf_add_fill(&b, '#', full);
	buf_add_fill(&b, '-', cells - full);
	buf_add_ch(&b, ']');
	return buf_str(&b);
}

void view_run_title(struct doc *d, const struct run_ask *ask, int cells)
{
	const struct runbook_run *r = ask->run;
	struct arena *a = d->arena;
	struct doc_block *b = doc_para(d, (struct str){0});
	size_t done = steps_behind(r);

	doc_spanf(d, b, ROLE_HEAD, "%.*s %.*s", STR_ARG(r->book), STR_ARG(r->title));
	if (cells >= 80)
		doc_spanf(d, b, ROLE_DIM, "  RUN-%u, %.*s", r->id,
			STR_ARG(view_runbook_usage(a, ask->board, r->book)));
	doc_spanf(d, b, ROLE_TEXT, "  %zu of %zu %.*s", done, r->steps.n,
		STR_ARG(bar(a, done, r->steps.n)));
	if (!run_is_open(r))
		doc_span(d, b, r->stopped ? ROLE_WAIT : ROLE_OK,
			r->stopped ? STR("  stopped") : STR("  done"));
	else if (r->fallback)
		doc_span(d, b, ROLE_SEV2, STR("  in force"));
}

static const char *mark_of(const struct runbook_run *r, size_t n)
{
	const struct run_step *s = &r->steps.v[n];

	if (s->state == RUN_STEP_DONE)
		return "[x]";
	if (s->state == RUN_STEP_SKIPPED)
		return "[-]";
	if (s->state == RUN_STEP_FAILED)
		return "[!]";
	if (run_is_open(r) && n == run_current(r))
		return "[>]";
	return s->decides ? "[?]" : "[ ]";
}

static bool is_long(const struct run_step *s, duration took)
{
	return s->expected && took > s->expected && took > s->wait;
}

/* Done: when it ended and how long it took. In hand: how long it has run, and what was expected. */
static void time_cells(
	struct doc *d, struct doc_row *row, const struct run_ask *ask, size_t n, bool here)
{
	const struct run_step *s = &ask->run->steps.v[n];
	duration took = run_step_took(s, ask->now);
	struct arena *a = d->arena;
	enum doc_role role = is_long(s, took) ? ROLE_SEV2 : here ? ROLE_ME : ROLE_DIM;

	if (here) {
		doc_cell(d, row, 3, role, str_z(duration_clock(a, took)));
		doc_cell(d, row, 4, ROLE_DIM,
			s->wait > took ? str_fmt(a, "wait %s", duration_clock(a, s->wait - took))
			: s->expected  ? str_fmt(a, "of %s", duration_short(a, s->expected))
				       : (struct str){0});
	} else if (s->at != INSTANT_NONE) {
		doc_cell(d, row, 3, ROLE_DIM,
			str_z(time_hm(a, s->at, zone_offset_min(ask->zone, s->at))));
		if (s->state == RUN_STEP_DONE)
			doc_cell(d, row, 4, role, str_z(duration_clock(a, took)));
	} else if (s->expected) {
		doc_cell(d, row, 4, ROLE_DIM, str_z(duration_short(a, s->expected)));
	}
}

static void who_cell(
	struct doc *d, struct doc_row *row, const struct run_ask *ask, size_t n, bool here)
{
	const struct run_step *s = &ask->run->steps.v[n];
	bool empty;
	struct str holder = view_run_holder(d->arena, ask->incident, s->role, &empty);

	if (s->who.n && s->state != RUN_STEP_OPEN)
		doc_cell(d, row, 2, ROLE_TEXT, view_room_who(s->who));
	else if (s->role.n)
		doc_cell(d, row, 2, empty && here ? ROLE_WAIT : ROLE_DIM,
			empty && !here ? s->role : holder);
}

struct doc *view_run_steps(struct arena *a, const struct run_ask *ask, size_t first, size_t n)
{
	static const struct doc_column columns[] = {{.title = {0}},
		{.title = {0}, .flexible = true}, {.title = {0}}, {.title = {0}}, {.title = {0}}};
	const struct runbook_run *r = ask->run;
	struct doc *d = doc_new(a);
	struct doc_block *t = doc_table(d, columns, 5);
	size_t current = run_is_open(r) ? run_current(r) : r->steps.n;

	for (size_t k = first; k < r->steps.n && k < first + n; k++) {
		const struct run_step *s = &r->steps.v[k];
		struct doc_row *row = doc_table_row(d, t, str_fmt(a, "%zu", k + 1));
		bool here = k == current, behind = s->at != INSTANT_NONE;

		doc_cell(d, row, 0,
			s->state == RUN_STEP_DONE     ? ROLE_OK
			: s->state == RUN_STEP_FAILED ? ROLE_SEV1
			: here || s->decides          ? ROLE_WAIT
						      : ROLE_TEXT,
			str_z(mark_of(r, k)));
		doc_cell(d, row, 1,
			here     ? ROLE_HEAD
			: behind ? ROLE_DIM
				 : ROLE_TEXT,
			str_fmt(a, "%zu %s%.*s", k + 1, s->decides ? "DECIDE: " : "",
				STR_ARG(s->title)));
		who_cell(d, row, ask, k, here);
		time_cells(d, row, ask, k, here);
	}
	return d;
}

/* ---- One step ---- */

static void countdown(struct doc *d, const struct run_ask *ask, const struct run_step *s)
{
	duration left = s->from == INSTANT_NONE ? 0 : s->wait - (ask->now - s->from);

	if (s->state == RUN_STEP_OPEN && left > 0)
		doc_field(d, "wait",
			str_fmt(d->arena, "%s left before it may be called done",
				duration_clock(d->arena, left)),
			ROLE_WAIT);
}

static void show_exec(struct doc *d, const struct run_ask *ask, const struct run_exec *x)
{
	struct arena *a = d->arena;

	if (x->to != INSTANT_NONE) {
		doc_field(d, "ran",
			str_fmt(a, "%.*s %lld after %s: %.*s", STR_ARG(x->how),
				(long long)x->status, duration_clock(a, x->to - x->from),
				STR_ARG(x->command)),
			str_eq_z(x->how, "exited") && !x->status ? ROLE_OK : ROLE_SEV2);
		if (x->output.n)
			doc_quote(d, x->output);
		if (x->truncated)
			doc_paraf(d, ROLE_WAIT, "the first %zu of %llu bytes are kept", x->output.n,
				(unsigned long long)x->bytes);
	} else if (run_running(ask->run, ask->now) == x) {
		doc_field(d, "running",
			str_fmt(a, "%s of at most %s: %.*s; `runbook cancel` ends it",
				duration_clock(a, ask->now - x->from),
				duration_short(a, x->timeout), STR_ARG(x->command)),
			ROLE_WAIT);
	} else {
		doc_field(d, "ran",
			str_fmt(a, "%.*s; nobody recorded how it ended", STR_ARG(x->command)),
			ROLE_WAIT);
	}
}

static void show_outcome(struct doc *d, const struct run_step *s)
{
	if (s->state != RUN_STEP_OPEN)
		doc_field(d, run_step_state_name(s->state),
			str_fmt(d->arena, "%.*s%s%.*s", STR_ARG(view_room_who(s->who)),
				s->note.n ? ": " : "", STR_ARG(s->note)),
			s->state == RUN_STEP_DONE ? ROLE_OK : ROLE_WAIT);
}

struct doc *view_run_step(struct arena *a, const struct run_ask *ask, size_t step)
{
	const struct run_step *s = &ask->run->steps.v[step];
	const struct runbook_step *w = view_run_written(ask->policies, ask->run, step);
	struct doc *d = doc_new(a);
	bool empty, changed;
	struct str holder = view_run_holder(a, ask->incident, s->role, &empty);
	struct doc_block *rule = doc_rule(
		d, str_fmt(a, "step %zu  %.*s", step + 1, STR_ARG(s->title)));

	if (s->expected)
		rule->name = str_fmt(a, "expected %s", duration_short(a, s->expected));
	countdown(d, ask, s);
	if (w)
		view_runbook_step(d, w);
	if (empty)
		doc_field(d, "needs",
			str_fmt(a, "%.*s: `role take %.*s` or `role give %.*s @name`",
				STR_ARG(holder), STR_ARG(str_cut(s->role, 0, 40)),
				STR_ARG(str_cut(s->role, 0, 40))),
			ROLE_WAIT);
	show_outcome(d, s);
	for (size_t n = 0; n < ask->run->execs.n; n++)
		if (ask->run->execs.v[n].step == step + 1)
			show_exec(d, ask, &ask->run->execs.v[n]);
	if (!view_run_book(ask->policies, ask->run, &changed) || changed)
		doc_paraf(d, ROLE_WAIT, "the file of %.*s is not what it was when this run began",
			STR_ARG(ask->run->book));
	return d;
}

/* A note of its own, or what was said when a step ended. */
struct said {
	instant at;
	size_t step;
	struct str who, text;
};

static int by_time(const void *x, const void *y)
{
	const struct said *a = x, *b = y;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->step < b->step ? -1 : a->step > b->step;
}

static size_t all_said(struct arena *a, const struct runbook_run *r, struct said **ret)
{
	struct said *v = ARENA_ARRAY(a, r->notes.n + r->steps.n + 1, struct said);
	size_t count = 0;

	for (size_t n = 0; n < r->notes.n; n++)
		v[count++] = (struct said){r->notes.v[n].at, r->notes.v[n].step,
			r->notes.v[n].actor, r->notes.v[n].text};
	for (size_t n = 0; n < r->steps.n; n++)
		if (r->steps.v[n].note.n)
			v[count++] = (struct said){
				r->steps.v[n].at, n + 1, r->steps.v[n].who, r->steps.v[n].note};
	qsort(v, count, sizeof *v, by_time);
	*ret = v;
	return count;
}

void view_run_notes(struct doc *d, const struct run_ask *ask, size_t most)
{
	struct arena *a = d->arena;
	struct said *v;
	size_t count = all_said(a, ask->run, &v);

	if (!count || !most)
		return;
	doc_rule(d, STR("notes"));
	for (size_t n = count > most ? count - most : 0; n < count; n++) {
		struct doc_block *b = doc_para(d, (struct str){0});

		doc_spanf(d, b, ROLE_DIM, "%s %.*s  step %zu: ",
			v[n].at == INSTANT_NONE
				? "     "
				: time_hm(a, v[n].at, zone_offset_min(ask->zone, v[n].at)),
			STR_ARG(view_room_who(v[n].who)), v[n].step);
		doc_span(d, b, ROLE_TEXT, v[n].text);
	}
}

struct doc *view_run(struct arena *a, const struct run_ask *ask)
{
	const struct runbook_run *r = ask->run;
	struct doc *d = doc_new(a);
	size_t at = run_current(r);

	view_run_title(d, ask, 80);
	doc_append(d, view_run_steps(a, ask, 0, r->steps.n));
	if (run_has_step(r))
		doc_append(d, view_run_step(a, ask, at));
	else if (run_is_open(r))
		doc_paraf(d, ROLE_WAIT, "All steps are done; `fallback end %.*s` when it is over.",
			STR_ARG(r->book));
	else if (r->reason.n)
		doc_field(d, "ended", r->reason, ROLE_TEXT);
	view_run_notes(d, ask, 20);
	return d;
}
