/* pane_runbook.c: the runbook that is played: steps, the one in hand, notes; or which runbooks there are. */
#include "tui/pane_internal.h"
#include "view/view_run.h"
#include "view/view_runbook.h"

enum { SIDE_WIDE = 46, SIDE_HUGE = 88, KEYS_PER_RUN = 1000, NOTES_MOST = 8 };

/* Keys: the number of the run and of the step, so that the mark does not survive into another run. */
static uint64_t step_key(const struct runbook_run *r, size_t step)
{
	return (uint64_t)r->id * KEYS_PER_RUN + step + 1;
}

static struct run_ask ask_of(const struct pane_view *v, const struct runbook_run *r)
{
	return (struct run_ask){.policies = v->s->policies,
		.board = v->board,
		.incident = v->incident,
		.run = r,
		.now = v->s->counted != 0 ? v->s->counted : v->s->now,
		.zone = v->s->zone};
}

static const struct runbook_run *run_of(const struct incident *i)
{
	return i ? view_run_current(i) : NULL;
}

/* ---- The player ---- */

static const struct doc *beside(const struct pane_view *v, const struct run_ask *ask)
{
	struct doc *d = doc_new(v->arena);

	view_run_times(d, ask);
	view_run_others(d, ask, 5);
	view_run_roles(d, ask);
	return d;
}

/* While the cursor is in the prompt the step in hand is shown; in the list the marked one. */
static size_t shown_step(const struct pane_view *v, const struct runbook_run *r)
{
	size_t at = run_current(r);

	if (v->s->focus == FOCUS_LIST)
		return v->list.at;
	return at < r->steps.n ? at : r->steps.n - 1;
}

/* The step, and as many notes as there are rows left: a row a block, or more where words are wrapped. */
static const struct doc *detail(
	const struct pane_view *v, const struct run_ask *ask, size_t step, int rows)
{
	struct doc *d = view_run_step(v->arena, ask, step);
	int left = rows - (int)d->n - 1;

	if (left > 0)
		view_run_notes(d, ask, left < NOTES_MOST ? (size_t)left : NOTES_MOST);
	return d;
}

static void play(struct pane_view *v, const struct runbook_run *r, struct pane_parts *ret)
{
	struct run_ask ask = ask_of(v, r);
	size_t n = r->steps.n, at;
	uint64_t *keys = ARENA_ARRAY(v->arena, n + 1, uint64_t);
	struct doc *top = doc_new(v->arena);
	int room, width = v->width;

	for (size_t k = 0; k < n; k++)
		keys[k] = step_key(r, k);
	list_settle(&v->list, keys, n);
	at = shown_step(v, r);
	if (v->s->focus != FOCUS_LIST)
		v->list = (struct list){.key = keys[at], .at = at};
	if (width >= 100 && v->height >= 14) {
		ret->side = beside(v, &ask);
		ret->side_width = width >= 180 ? SIDE_HUGE : SIDE_WIDE;
		width -= ret->side_width + 2;
	}
	view_run_title(top, &ask, width);
	ret->top = top;
	ret->keys = keys;
	ret->count = n;
	ret->gutter = true;
	ret->marked = v->s->focus == FOCUS_LIST;
	room = (int)n < v->height / 2 ? (int)n : v->height / 2;
	ret->below_max = v->height - 1 - room;
	ret->first = list_window(&v->list, n, (size_t)(room > 1 ? room : 1));
	ret->main = view_run_steps(
		v->arena, &ask, ret->first, (size_t)(v->height > 1 ? v->height : 1));
	if (n)
		ret->below = detail(v, &ask, at, ret->below_max);
}

/* ---- The list ---- */

static const struct doc *look(const struct pane_view *v, const struct runbook *rb)
{
	struct doc *d = doc_new(v->arena);

	doc_rule(d, str_fmt(v->arena, "%.*s  %.*s", STR_ARG(rb->id), STR_ARG(rb->title)))->name =
		view_runbook_usage(v->arena, v->board, rb->id);
	if (rb->about.n)
		doc_para(d, rb->about);
	for (size_t n = 0; n < rb->n; n++)
		doc_para(d, str_fmt(v->arena, "%zu %s%.*s", n + 1,
				    rb->steps[n].decides ? "DECIDE: " : "",
				    STR_ARG(rb->steps[n].title)));
	return d;
}

static const struct doc *refused(const struct pane_view *v)
{
	struct doc *d = view_runbook_refused(v->arena, v->s->policies);

	return d->n ? d : NULL;
}

static void choose(struct pane_view *v, struct pane_parts *ret)
{
	const struct runbook_choice *c;
	size_t n = view_runbook_order(v->arena, v->s->policies, v->incident, RUNBOOKS_ALL, &c);
	uint64_t *keys = ARENA_ARRAY(v->arena, n + 1, uint64_t);
	int room;

	for (size_t k = 0; k < n; k++)
		str_to_u64(str_cut(c[k].book->id, 3, c[k].book->id.n), UINT32_MAX, &keys[k]);
	list_settle(&v->list, keys, n);
	ret->title = STR("runbooks: none is under way");
	ret->right = STR("fitting first");
	if (!n) {
		ret->main = view_runbook_list(
			v->arena, v->s->policies, v->board, v->incident, RUNBOOKS_ALL);
		return;
	}
	ret->top = refused(v);
	ret->keys = keys;
	ret->count = n;
	ret->gutter = ret->marked = true;
	ret->below = look(v, c[v->list.at].book);
	ret->below_max = v->height / 2 - 1;
	room = v->height - ret->below_max - 2;
	ret->first = list_window(&v->list, n, (size_t)(room > 1 ? room : 1));
	ret->main = view_runbook_rows(v->arena, v->board, c + ret->first, n - ret->first);
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	const struct runbook_run *r = run_of(v->incident);

	if (r && r->steps.n)
		play(v, r, ret);
	else
		choose(v, ret);
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	if (run_of(v->incident))
		return str_fmt(v->arena, "S-%llu", (unsigned long long)(key % KEYS_PER_RUN));
	return key ? str_fmt(v->arena, "RB-%llu", (unsigned long long)key) : (struct str){0};
}

/* What Space y takes along: the command of the step. */
static struct str copy(const struct pane_view *v, uint64_t key)
{
	const struct runbook_run *r = run_of(v->incident);
	const struct runbook_step *w;

	if (!r || !(key % KEYS_PER_RUN))
		return (struct str){0};
	w = view_run_written(v->s->policies, r, (size_t)(key % KEYS_PER_RUN) - 1);
	return w ? w->copy : (struct str){0};
}

static struct str badge(const struct screen_state *s, struct arena *a)
{
	const struct runbook_run *r = run_of(screen_incident(s));

	if (!r)
		return (struct str){0};
	return str_fmt(a, " %zu/%zu",
		run_steps_in(r, RUN_STEP_DONE) + run_steps_in(r, RUN_STEP_SKIPPED), r->steps.n);
}

static const struct pane_choice *choices(const struct screen_state *s)
{
	static const struct pane_choice play_choices[] = {
		{"d", "runbook done {selected} ", "the step is done; words are its note"},
		{"s", "runbook skip {selected} reason=", "leave it out, and say why"},
		{"n", "runbook fail {selected} reason=", "not as expected"},
		{"m", "runbook note ", "keep a note"},
		{"x", "runbook exec", "show the command that may run"},
		{"c", "runbook cancel", "end the command that runs"},
		{"b", "runbook back", "open the step before again"},
		{"q", "runbook stop reason=", "stop the runbook"},
		{NULL, NULL, NULL},
	};
	static const struct pane_choice list_choices[] = {
		{"o", "runbook start {selected}", "begin it"},
		{"k", "fallback start {selected} users-told=", "put a fallback in force"},
		{NULL, NULL, NULL},
	};

	return run_of(screen_incident(s)) ? play_choices : list_choices;
}

const struct pane_type pane_runbook = {
	.name = "runbook",
	.title = "Run",
	.brief = "written procedures, one step at a time",
	.digit = '5',
	.needs_room = true,
	.content = content,
	.choices_now = choices,
	.open = "runbook show {selected}",
	.selected = selected,
	.copy = copy,
	.badge = badge,
};
