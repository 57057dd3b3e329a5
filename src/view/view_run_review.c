/* view_run_review.c: runs as a review reads them: times against earlier ones, who may do what, and every run in full. */
#include "view/view_run.h"

#include "core/fence.h"
#include "view/view_room.h"
#include "view/view_runbook.h"

enum { EARLIER_MAX = 200 };

static int by_length(const void *x, const void *y)
{
	duration a = *(const duration *)x, b = *(const duration *)y;

	return a < b ? -1 : a > b;
}

/* What the same step took in other runs of the same runbook, shortest first. */
static size_t earlier_times(const struct run_ask *ask, size_t step, duration *ret)
{
	const struct run_step *mine = &ask->run->steps.v[step];
	size_t count = 0;

	for (size_t n = 0; n < ask->board->incidents.n; n++) {
		const struct runs *runs = &ask->board->incidents.v[n]->runs;

		for (size_t k = 0; incident_counts(ask->board->incidents.v[n]) && k < runs->v.n &&
				   count < EARLIER_MAX;
			k++) {
			const struct runbook_run *r = &runs->v.v[k];

			if (r->seq == ask->run->seq || !str_eq(r->book, ask->run->book) ||
				step >= r->steps.n ||
				!str_eq(r->steps.v[step].title, mine->title) ||
				r->steps.v[step].state != RUN_STEP_DONE)
				continue;
			ret[count++] = run_step_took(&r->steps.v[step], ask->now);
		}
	}
	qsort(ret, count, sizeof *ret, by_length);
	return count;
}

void view_run_times(struct doc *d, const struct run_ask *ask)
{
	static const struct doc_column columns[] = {{.title = {"step", 4}},
		{.title = {"now", 3}, .align = DOC_RIGHT},
		{.title = {"median", 6}, .align = DOC_RIGHT},
		{.title = {"worst", 5}, .align = DOC_RIGHT}, {.title = {0}}};
	struct arena *a = d->arena;
	duration *t = ARENA_ARRAY(a, EARLIER_MAX, duration);
	struct doc_block *table = NULL;

	for (size_t n = 0; n < ask->run->steps.n; n++) {
		const struct run_step *s = &ask->run->steps.v[n];
		size_t count = earlier_times(ask, n, t);
		duration took = run_step_took(s, ask->now);
		struct doc_row *row;

		if (!count)
			continue;
		if (!table) {
			doc_rule(d, STR("times against earlier runs"));
			table = doc_table(d, columns, 5);
		}
		row = doc_table_row(d, table, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, str_fmt(a, "%zu", n + 1));
		if (s->from != INSTANT_NONE)
			doc_cell(d, row, 1, ROLE_TEXT, str_z(duration_clock(a, took)));
		doc_cell(d, row, 2, ROLE_DIM, str_z(duration_clock(a, t[(count - 1) / 2])));
		doc_cell(d, row, 3, ROLE_DIM, str_z(duration_clock(a, t[count - 1])));
		if (s->from != INSTANT_NONE && took > t[count - 1])
			doc_cell(d, row, 4, ROLE_SEV2, STR("LATE"));
	}
}

static bool said_before(const struct runbook_run *r, size_t at)
{
	for (size_t n = 0; n < at; n++)
		if (str_eq(r->steps.v[n].role, r->steps.v[at].role))
			return true;
	return false;
}

void view_run_roles(struct doc *d, const struct run_ask *ask)
{
	const struct runbook_run *r = ask->run;
	struct arena *a = d->arena;

	doc_rule(d, STR("who may do what"));
	for (size_t n = 0; n < r->steps.n; n++) {
		bool empty;
		struct str holder = view_run_holder(a, ask->incident, r->steps.v[n].role, &empty);
		struct buf steps;

		if (said_before(r, n))
			continue;
		buf_init(&steps, a, 512);
		for (size_t k = n; k < r->steps.n; k++)
			if (str_eq(r->steps.v[k].role, r->steps.v[n].role))
				buf_addf(&steps, "%s%zu", steps.n ? "," : "", k + 1);
		doc_field(d, str_fmt(a, "steps %.*s", STR_ARG(buf_str(&steps))).p, holder,
			empty ? ROLE_WAIT : ROLE_TEXT);
	}
}

void view_run_others(struct doc *d, const struct run_ask *ask, size_t most)
{
	const struct runbook_choice *v;
	size_t n = view_runbook_order(d->arena, ask->policies, ask->incident, RUNBOOKS_ALL, &v);
	size_t shown = 0;

	for (size_t k = 0; k < n && shown < most; k++) {
		if (!v[k].fits || str_eq(v[k].book->id, ask->run->book))
			continue;
		if (!shown++)
			doc_rule(d, STR("other runbooks that fit"));
		doc_field(d, str_to_z(d->arena, v[k].book->id), v[k].book->title,
			v[k].book->fallback ? ROLE_SEV3 : ROLE_TEXT);
	}
}

/* ---- The review ---- */

static void review_step(
	struct doc *d, struct doc_block *t, const struct runbook_run *r, size_t n, instant now)
{
	const struct run_step *s = &r->steps.v[n];
	struct doc_row *row = doc_table_row(d, t, (struct str){0});
	duration took = run_step_took(s, r->to == INSTANT_NONE ? now : r->to);
	struct arena *a = d->arena;

	doc_cell(d, row, 0, ROLE_TEXT, str_fmt(a, "%zu %.*s", n + 1, STR_ARG(s->title)));
	doc_cell(d, row, 1, s->state == RUN_STEP_DONE ? ROLE_OK : ROLE_WAIT,
		s->from == INSTANT_NONE && s->state == RUN_STEP_OPEN
			? STR("not begun")
			: str_z(run_step_state_name(s->state)));
	doc_cell(d, row, 2, ROLE_TEXT, view_room_who(s->who));
	if (s->from != INSTANT_NONE)
		doc_cell(d, row, 3, s->expected && took > s->expected ? ROLE_SEV2 : ROLE_TEXT,
			str_z(duration_clock(a, took)));
	doc_cell(d, row, 4, ROLE_DIM,
		s->expected ? str_z(duration_short(a, s->expected)) : STR("-"));
	doc_cell(d, row, 5, ROLE_TEXT, s->note);
}

static void review_run(struct doc *d, const struct runbook_run *r, instant now)
{
	static const struct doc_column columns[] = {{.title = {"step", 4}, .flexible = true},
		{.title = {"result", 6}}, {.title = {"who", 3}},
		{.title = {"took", 4}, .align = DOC_RIGHT},
		{.title = {"expected", 8}, .align = DOC_RIGHT},
		{.title = {"note or reason", 14}, .flexible = true}};
	struct arena *a = d->arena;
	struct doc_block *t;

	doc_paraf(d, ROLE_HEAD, "RUN-%u %.*s %.*s", r->id, STR_ARG(r->book), STR_ARG(r->title));
	doc_field(d, "began",
		str_fmt(a, "%s by %.*s", time_iso_prec(a, r->from, PREC_S), STR_ARG(r->who)),
		ROLE_TEXT);
	doc_field(d, "ended",
		run_is_open(r) ? STR("not yet")
			       : str_fmt(a, "%s, %s%s%.*s", time_iso_prec(a, r->to, PREC_S),
					 r->stopped ? "stopped" : "done", r->reason.n ? ": " : "",
					 STR_ARG(r->reason)),
		run_is_open(r) || r->stopped ? ROLE_WAIT : ROLE_TEXT);
	if (r->fallback)
		doc_field(d, "users told", r->told.n ? r->told : STR("not recorded"), ROLE_TEXT);
	t = doc_table(d, columns, 6);
	for (size_t n = 0; n < r->steps.n; n++)
		review_step(d, t, r, n, now);
	for (size_t n = 0; n < r->notes.n; n++)
		doc_item(d, -1,
			str_fmt(a, "step %zu: %.*s (%.*s)", r->notes.v[n].step,
				STR_ARG(r->notes.v[n].text), STR_ARG(r->notes.v[n].actor)));
	for (size_t n = 0; n < r->execs.n; n++) {
		const struct run_exec *x = &r->execs.v[n];

		doc_item(d, -1,
			str_fmt(a, "step %zu ran `%.*s`: %.*s %lld", x->step, STR_ARG(x->command),
				STR_ARG(x->how.n ? x->how : STR("end not recorded")),
				(long long)x->status));
	}
}

void view_runs_review(struct doc *d, const struct incident *i, instant now)
{
	if (!i->runs.v.n)
		doc_paraf(d, ROLE_WAIT, "No runbook was used. Was one missing?");
	for (size_t n = 0; n < i->runs.v.n; n++)
		review_run(d, &i->runs.v.v[n], now);
}

/* ---- JSON ---- */

static void put_step(struct json_out *o, const struct run_step *s, instant now)
{
	json_out_open(o, NULL, '{');
	json_out_str(o, "title", s->title);
	json_out_str(o, "role", s->role);
	json_out_z(o, "state", run_step_state_name(s->state));
	json_out_time(o, "from", s->from);
	json_out_time(o, "to", s->at);
	json_out_int(o, "took_s", run_step_took(s, now) / US_PER_S);
	json_out_int(o, "expected_s", s->expected / US_PER_S);
	json_out_str(o, "who", s->who);
	json_out_str(o, "note", s->note);
	json_out_close(o, '}');
}

static void put_exec(struct json_out *o, const struct run_exec *x)
{
	json_out_open(o, NULL, '{');
	json_out_int(o, "seq", (int64_t)x->seq);
	json_out_int(o, "step", (int64_t)x->step);
	json_out_str(o, "command", x->command);
	json_out_str(o, "actor", x->actor);
	json_out_time(o, "from", x->from);
	json_out_time(o, "to", x->to);
	json_out_str(o, "how", x->how);
	json_out_int(o, "status", x->status);
	json_out_int(o, "bytes", (int64_t)x->bytes);
	json_out_bool(o, "truncated", x->truncated);
	json_out_str(o, "output", x->output);
	json_out_close(o, '}');
}

void view_run_json(
	struct json_out *o, const struct incident *i, const struct runbook_run *r, instant now)
{
	instant until = run_is_open(r) ? now : r->to;

	json_out_open(o, NULL, '{');
	json_out_str(o, "run", str_fmt(o->buf->arena, "RUN-%u", r->id));
	json_out_int(o, "incident", i->number);
	json_out_str(o, "runbook", r->book);
	json_out_str(o, "title", r->title);
	json_out_z(o, "kind", r->fallback ? "fallback" : "runbook");
	json_out_z(o, "state", run_is_open(r) ? "open" : r->stopped ? "stopped" : "done");
	json_out_time(o, "from", r->from);
	json_out_time(o, "to", r->to);
	json_out_str(o, "who", r->who);
	json_out_str(o, "reason", r->reason);
	json_out_str(o, "users_told", r->told);
	json_out_open(o, "steps", '[');
	for (size_t n = 0; n < r->steps.n; n++)
		put_step(o, &r->steps.v[n], until);
	json_out_close(o, ']');
	json_out_open(o, "notes", '[');
	for (size_t n = 0; n < r->notes.n; n++) {
		json_out_open(o, NULL, '{');
		json_out_time(o, "at", r->notes.v[n].at);
		json_out_int(o, "step", (int64_t)r->notes.v[n].step);
		json_out_str(o, "actor", r->notes.v[n].actor);
		json_out_str(o, "text", r->notes.v[n].text);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
	json_out_open(o, "commands", '[');
	for (size_t n = 0; n < r->execs.n; n++)
		put_exec(o, &r->execs.v[n]);
	json_out_close(o, ']');
	json_out_close(o, '}');
}
