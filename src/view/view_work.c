/* view_work.c: the sheet of work: open loops, facts apart from hypotheses, action items, vendor cases. */
#include "view/view_work.h"

#include "base/vec.h"
#include "view/view_loops.h"
#include "view/view_room.h"
#include "view/view_vendor.h"

enum { NUMBER_BITS = 56, FACTS_SHOWN = 5 };

uint64_t view_work_key(char letter, uint64_t number)
{
	return (uint64_t)letter << NUMBER_BITS | (number & (UINT64_MAX >> 8));
}

char view_work_letter(uint64_t key)
{
	return (char)(key >> NUMBER_BITS);
}

struct str view_work_name(struct arena *a, uint64_t key)
{
	if (!key)
		return (struct str){0};
	return str_fmt(
		a, "%c-%llu", view_work_letter(key), (unsigned long long)(key & (UINT64_MAX >> 8)));
}

/* ---- Rows ---- */

struct sheet_of_work {
	struct arena *arena;
	struct doc *doc;
	struct doc_block *table;
	const struct incident *incident;
	instant now;
	VEC(uint64_t) keys;
};

static const struct doc_column columns[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false},
	{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};

static void section(struct sheet_of_work *s, const char *title, struct str count)
{
	doc_rule(s->doc, str_z(title))->name = count;
	s->table = NULL;
}

static void row(struct sheet_of_work *s, uint64_t key, enum doc_role role, struct str state,
	struct str who, struct str text)
{
	struct str name = view_work_name(s->arena, key);
	struct doc_row *r;

	if (!s->table)
		s->table = doc_table(s->doc, columns, 4);
	*VEC_PUSH(s->arena, &s->keys) = key;
	r = doc_table_row(s->doc, s->table, name);
	doc_cell(s->doc, r, 0, ROLE_HEAD, name);
	doc_cell(s->doc, r, 1, role, state);
	doc_cell(s->doc, r, 2, who.n ? ROLE_TEXT : ROLE_WAIT, who.n ? who : STR("--"));
	doc_cell(s->doc, r, 3, role == ROLE_DIM ? ROLE_DIM : ROLE_TEXT, text);
}

static void nothing(struct sheet_of_work *s, const char *why)
{
	if (!s->table)
		doc_paraf(s->doc, ROLE_DIM, "%s", why);
}

static struct str counted(struct arena *a, size_t n, const char *one, const char *many)
{
	return str_fmt(a, "%zu %s", n, n == 1 ? one : many);
}

/* ---- Open loops ---- */

static void task_rows(struct sheet_of_work *s, const struct task *const *v, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		enum doc_role role;
		struct str left = view_time_left(s->arena, v[k]->due, s->now, &role);
		bool silent = v[k]->acked == INSTANT_NONE;

		row(s, view_work_key('T', v[k]->id), role == ROLE_TEXT && silent ? ROLE_WAIT : role,
			left, v[k]->person,
			silent ? str_fmt(s->arena, "%.*s (not read back)", STR_ARG(v[k]->text))
			       : v[k]->text);
	}
}

static void poll_rows(struct sheet_of_work *s, const struct poll *const *v, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		bool over = v[k]->due != INSTANT_NONE && s->now >= v[k]->due;
		enum doc_role role;
		struct str left = view_time_left(s->arena, v[k]->due, s->now, &role);

		row(s, view_work_key('P', v[k]->id), over ? ROLE_WAIT : role,
			over ? STR("time is up") : left,
			str_fmt(s->arena, "%zu against", v[k]->objections.n), v[k]->proposal);
	}
}

static void check_rows(struct sheet_of_work *s, const struct decision *const *v, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		enum doc_role role;
		struct str left = view_time_left(s->arena, v[k]->check_at, s->now, &role);

		row(s, view_work_key('D', v[k]->id), role, left, v[k]->checker,
			str_fmt(s->arena, "has it held? %.*s", STR_ARG(v[k]->text)));
	}
}

static void loop_rows(struct sheet_of_work *s)
{
	const struct loops *l = &s->incident->loops;
	const struct task *const *t;
	const struct poll *const *p;
	const struct decision *const *d;
	size_t tasks = loops_running_tasks(s->arena, l, &t);
	size_t polls = loops_open_polls(s->arena, l, &p);
	size_t checks = loops_waiting_checks(s->arena, l, &d);

	section(s, "open loops",
		str_fmt(s->arena, "%.*s, %.*s, %.*s",
			STR_ARG(counted(s->arena, tasks, "task", "tasks")),
			STR_ARG(counted(s->arena, polls, "poll", "polls")),
			STR_ARG(counted(s->arena, checks, "check", "checks"))));
	task_rows(s, t, tasks);
	poll_rows(s, p, polls);
	check_rows(s, d, checks);
	nothing(s, "Nothing runs. /ask @name 5m WHAT gives one person a task.");
}

/* ---- Known and supposed ---- */

static void fact_rows(struct sheet_of_work *s)
{
	const struct loops *l = &s->incident->loops;
	size_t from = l->facts.n > FACTS_SHOWN ? l->facts.n - FACTS_SHOWN : 0;

	section(s, "facts",
		from ? str_fmt(s->arena, "the latest %d of %zu: /fact", FACTS_SHOWN, l->facts.n)
		     : counted(s->arena, l->facts.n, "fact", "facts"));
	for (size_t k = from; k < l->facts.n; k++)
		row(s, view_work_key('E', l->facts.v[k].seq), ROLE_OK,
			str_fmt(s->arena, "%sZ", time_hm(s->arena, l->facts.v[k].at, 0)),
			view_room_who(l->facts.v[k].by),
			view_fact_text(s->incident, &l->facts.v[k]));
	nothing(s, "Nothing is confirmed. /fact WHAT records what is.");
}

static void theory_row(struct sheet_of_work *s, const struct theory *h)
{
	bool open = h->status == THEORY_OPEN;

	row(s, view_work_key('H', h->id),
		open                            ? ROLE_WAIT
		: h->status == THEORY_CONFIRMED ? ROLE_OK
						: ROLE_DIM,
		open ? str_fmt(s->arena, "likely %.*s", STR_ARG(view_likely(s->arena, h)))
		     : str_z(theory_status_name(h->status)),
		h->owner, h->text);
}

static void theory_rows(struct sheet_of_work *s)
{
	const struct loops *l = &s->incident->loops;
	const struct theory *const *v;
	size_t open = loops_theories(s->arena, l, THEORY_OPEN, &v);
	size_t out = loops_theories(s->arena, l, THEORY_RULED_OUT, &v);

	section(s, "hypotheses", str_fmt(s->arena, "%zu open, %zu ruled out", open, out));
	for (int first = 1; first >= 0; first--)
		for (size_t k = 0; k < l->theories.n; k++)
			if ((l->theories.v[k].status == THEORY_OPEN) == first)
				theory_row(s, &l->theories.v[k]);
	nothing(s, "Nothing is supposed. /theory \"...\" @name check=\"...\" keeps it apart from "
		   "facts.");
}

/* ---- Action items and vendors ---- */

static void action_row(struct sheet_of_work *s, const struct action *x)
{
	bool open = x->status == ACTION_OPEN;
	bool late = open && x->due != INSTANT_NONE && x->due < s->now;

	row(s, view_work_key('A', x->id),
		late                       ? ROLE_SEV1
		: open                     ? ROLE_TEXT
		: x->status == ACTION_DONE ? ROLE_OK
					   : ROLE_DIM,
		open ? str_fmt(s->arena, "%s%s", late ? "LATE " : "",
			       time_iso_prec(s->arena, x->due, PREC_DAY))
		     : str_z(action_status_name(x->status)),
		x->owner, x->text);
}

static void action_rows(struct sheet_of_work *s)
{
	const struct incident *i = s->incident;
	size_t open = 0, vague = 0;

	for (size_t k = 0; k < i->actions.n; k++) {
		bool is_open = i->actions.v[k].status == ACTION_OPEN;

		open += is_open;
		vague += is_open && !i->actions.v[k].done_when.n;
	}
	section(s, "action items",
		vague ? str_fmt(s->arena, "%zu open, %zu without done=", open, vague)
		      : str_fmt(s->arena, "%zu open", open));
	for (int first = 1; first >= 0; first--)
		for (size_t k = 0; k < i->actions.n; k++)
			if ((i->actions.v[k].status == ACTION_OPEN) == first)
				action_row(s, &i->actions.v[k]);
	nothing(s, "No follow-up yet. /action add \"...\" @owner due=fri done=\"...\" makes one.");
}

static void vendor_rows(struct sheet_of_work *s)
{
	const struct vendor_cases *all = &s->incident->vendors;

	section(s, "vendor cases", str_fmt(s->arena, "%zu open", vendor_open_count(all)));
	for (size_t k = 0; k < all->cases.n; k++) {
		const struct vendor_case *c = &all->cases.v[k];
		enum doc_role role;
		struct str state = view_vendor_state(s->arena, c, s->now, &role);

		row(s, view_work_key('V', c->id), role, state, c->vendor, c->text);
	}
	nothing(s,
		"No vendor is asked. /vendor open NAME ref=CASE contract=gold WHAT opens a case.");
}

size_t view_work_open(const struct incident *i)
{
	const struct loops *l = &i->loops;
	size_t n = vendor_open_count(&i->vendors);

	for (size_t k = 0; k < l->tasks.n; k++)
		n += l->tasks.v[k].status == TASK_RUNNING;
	for (size_t k = 0; k < l->polls.n; k++)
		n += !l->polls.v[k].decision;
	for (size_t k = 0; k < l->decisions.n; k++)
		n += l->decisions.v[k].check == CHECK_WAITS;
	for (size_t k = 0; k < l->theories.n; k++)
		n += l->theories.v[k].status == THEORY_OPEN;
	for (size_t k = 0; k < i->actions.n; k++)
		n += i->actions.v[k].status == ACTION_OPEN;
	return n;
}

struct doc *view_work(struct arena *a, const struct incident *i, instant now, bool facts,
	const uint64_t **ret_keys, size_t *ret_n)
{
	struct sheet_of_work s = {.arena = a, .doc = doc_new(a), .incident = i, .now = now};

	loop_rows(&s);
	if (facts)
		fact_rows(&s);
	theory_rows(&s);
	action_rows(&s);
	vendor_rows(&s);
	*ret_keys = s.keys.v;
	*ret_n = s.keys.n;
	return s.doc;
}
