/* view_loops.c: tasks and polls with the time they have left, and what waits for whom. */
#include "view/view_loops.h"

#include "base/vec.h"
#include "view/view_room.h"

enum { ALMOST_S = 60 };

struct str view_time_left(struct arena *a, instant due, instant now, enum doc_role *ret_role)
{
	duration left = due - now;

	*ret_role = due == INSTANT_NONE          ? ROLE_WAIT
		    : left < 0                   ? ROLE_SEV1
		    : left < ALMOST_S * US_PER_S ? ROLE_SEV2
						 : ROLE_TEXT;
	if (due == INSTANT_NONE)
		return STR("?");
	return left < 0 ? str_fmt(a, "LATE %s", duration_clock(a, -left))
			: str_fmt(a, "%s left", duration_clock(a, left));
}

/* ---- Tasks ---- */

static struct str understood(const struct task *t)
{
	if (t->readback.n)
		return t->readback;
	return t->acked == INSTANT_NONE ? STR("not read back") : STR("understood");
}

static void task_row(struct doc *d, struct doc_block *table, const struct task *t, instant now)
{
	struct arena *a = d->arena;
	struct str id = str_fmt(a, "T-%u", t->id), left;
	struct doc_row *row = doc_table_row(d, table, id);
	enum doc_role role;

	left = view_time_left(a, t->due, now, &role);
	doc_cell(d, row, 0, ROLE_HEAD, id);
	doc_cell(d, row, 1, ROLE_TEXT, t->person);
	if (t->status == TASK_RUNNING)
		doc_cell(d, row, 2, role, left);
	else
		doc_cell(d, row, 2, t->status == TASK_DONE ? ROLE_OK : ROLE_DIM,
			str_z(task_status_name(t->status)));
	doc_cell(d, row, 3, ROLE_TEXT, t->text);
	doc_cell(d, row, 4, t->acked == INSTANT_NONE ? ROLE_WAIT : ROLE_DIM,
		t->status == TASK_RUNNING ? understood(t) : t->result);
}

struct doc *view_tasks(struct arena *a, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"who", 3}},
		{.title = {"time", 4}}, {.title = {"what", 4}, .flexible = true},
		{.title = {"said back, result", 17}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->loops.tasks.n) {
		doc_paraf(d, ROLE_DIM, "Nobody has a task. ask @name 5m WHAT gives one.");
		return d;
	}
	t = doc_table(d, columns, 5);
	for (int running = 1; running >= 0; running--)
		for (size_t n = 0; n < i->loops.tasks.n; n++)
			if ((i->loops.tasks.v[n].status == TASK_RUNNING) == running)
				task_row(d, t, &i->loops.tasks.v[n], now);
	return d;
}

/* ---- Polls ---- */

static void poll_row(struct doc *d, struct doc_block *table, const struct poll *p, instant now)
{
	struct arena *a = d->arena;
	struct str id = str_fmt(a, "P-%u", p->id), left;
	struct doc_row *row = doc_table_row(d, table, id);
	enum doc_role role;

	left = view_time_left(a, p->due, now, &role);
	doc_cell(d, row, 0, ROLE_HEAD, id);
	if (p->decision)
		doc_cell(d, row, 1, ROLE_DIM, str_fmt(a, "D-%u", p->decision));
	else
		doc_cell(d, row, 1, p->due != INSTANT_NONE && now >= p->due ? ROLE_WAIT : role,
			p->due != INSTANT_NONE && now >= p->due ? STR("time is up") : left);
	doc_cell(d, row, 2, ROLE_TEXT, p->proposal);
	doc_cell(d, row, 3, ROLE_TEXT, p->risk.n ? p->risk : STR("-"));
	doc_cell(d, row, 4, p->objections.n ? ROLE_SEV2 : ROLE_DIM,
		str_fmt(a, "%zu", p->objections.n));
}

static void objections(struct doc *d, const struct poll *p)
{
	for (size_t n = 0; n < p->objections.n; n++) {
		const struct objection *o = &p->objections.v[n];
		struct str who = view_room_who(o->actor);

		doc_item(d, -1,
			str_fmt(d->arena, "P-%u, %.*s objects: %.*s", p->id, STR_ARG(who),
				STR_ARG(o->text)));
	}
}

struct doc *view_polls(struct arena *a, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"time", 4}},
		{.title = {"proposal", 8}, .flexible = true},
		{.title = {"risk", 4}, .flexible = true}, {.title = {"objections", 10}}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->loops.polls.n) {
		doc_paraf(d, ROLE_DIM,
			"No poll yet. poll \"PROPOSAL\" risk=\"...\" asks for strong objections.");
		return d;
	}
	t = doc_table(d, columns, 5);
	for (size_t n = 0; n < i->loops.polls.n; n++)
		poll_row(d, t, &i->loops.polls.v[n], now);
	for (size_t n = 0; n < i->loops.polls.n; n++)
		objections(d, &i->loops.polls.v[n]);
	return d;
}

/* ---- What waits for one person ---- */

struct waits {
	struct loop_wait *v;
	size_t n, cap;
};

static void add(
	struct arena *a, struct waits *w, enum doc_role role, struct str text, struct str answer)
{
	*VEC_PUSH(a, w) = (struct loop_wait){text, answer, role};
}

static void wait_for_mine(struct arena *a, struct waits *w, const struct task *t, instant now)
{
	enum doc_role role;
	struct str left = view_time_left(a, t->due, now, &role);

	if (t->acked == INSTANT_NONE)
		add(a, w, role == ROLE_TEXT ? ROLE_WAIT : role,
			str_fmt(a, "T-%u read back [%.*s]", t->id, STR_ARG(left)),
			str_fmt(a, "ack T-%u ", t->id));
	else
		add(a, w, role, str_fmt(a, "T-%u [%.*s]", t->id, STR_ARG(left)),
			str_fmt(a, "done T-%u ", t->id));
}

/* The commander hears of others when their time is up. */
static void wait_for_other(struct arena *a, struct waits *w, const struct task *t, instant now)
{
	enum doc_role role;
	struct str left = view_time_left(a, t->due, now, &role);

	if (t->due != INSTANT_NONE && now >= t->due)
		add(a, w, ROLE_SEV2,
			str_fmt(a, "T-%u of %.*s [%.*s]", t->id, STR_ARG(t->person), STR_ARG(left)),
			str_fmt(a, "ask T-%u @", t->id));
}

static void wait_for_polls(struct arena *a, struct waits *w, const struct loops *l, instant now)
{
	const struct poll *const *v;
	size_t n = loops_open_polls(a, l, &v);

	for (size_t k = 0; k < n; k++)
		if (v[k]->due != INSTANT_NONE && now >= v[k]->due)
			add(a, w, ROLE_WAIT,
				str_fmt(a, "decide P-%u (%zu against)", v[k]->id,
					v[k]->objections.n),
				str_fmt(a, "decide P-%u ", v[k]->id));
}

static void wait_for_checks(
	struct arena *a, struct waits *w, const struct loops *l, struct str me, instant now)
{
	const struct decision *const *v;
	size_t n = loops_waiting_checks(a, l, &v);

	for (size_t k = 0; k < n; k++)
		if (str_ieq(v[k]->checker, me) && now >= v[k]->check_at)
			add(a, w, ROLE_WAIT, str_fmt(a, "has D-%u held?", v[k]->id),
				str_fmt(a, "decide D-%u ", v[k]->id));
}

/* The liaison of vendors, or the commander while nobody is. */
static bool calls_vendors(const struct incident *i, struct str me)
{
	struct str liaison = incident_holder(i, STR("vendor"));

	return me.n && str_ieq(me, liaison.n ? liaison : incident_holder(i, STR("ic")));
}

static void wait_for_vendors(
	struct arena *a, struct waits *w, const struct incident *i, struct str me, instant now)
{
	if (!calls_vendors(i, me))
		return;
	for (size_t n = 0; n < i->vendors.cases.n; n++) {
		const struct vendor_case *c = &i->vendors.cases.v[n];

		if (c->closed == INSTANT_NONE && c->acked == INSTANT_NONE &&
			c->due != INSTANT_NONE && now >= c->due)
			add(a, w, ROLE_WAIT,
				str_fmt(a, "V-%u %.*s silent", c->id, STR_ARG(c->vendor)),
				str_fmt(a, "vendor escalate V-%u ", c->id));
		for (size_t k = 0; c->closed == INSTANT_NONE && k < c->claims.n; k++) {
			const struct vendor_claim *x = &c->claims.v[k];

			if (x->kept < 0 && x->promised != INSTANT_NONE && now >= x->promised)
				add(a, w, ROLE_WAIT, str_fmt(a, "V-%u kept its word?", c->id),
					str_fmt(a, "vendor check E-%llu kept=",
						(unsigned long long)x->seq));
		}
	}
}

size_t view_loops_waiting(struct arena *a, const struct incident *i, struct str me, instant now,
	const struct loop_wait **ret)
{
	bool leads = me.n && (str_ieq(me, incident_holder(i, STR("ic"))) ||
				     str_ieq(me, incident_holder(i, STR("deputy"))));
	const struct task *const *t;
	size_t n = loops_running_tasks(a, &i->loops, &t);
	struct waits w = {0};

	for (size_t k = 0; k < n; k++)
		if (me.n && str_ieq(t[k]->person, me))
			wait_for_mine(a, &w, t[k], now);
	if (leads)
		wait_for_polls(a, &w, &i->loops, now);
	wait_for_checks(a, &w, &i->loops, me, now);
	wait_for_vendors(a, &w, i, me, now);
	for (size_t k = 0; leads && k < n; k++)
		if (!str_ieq(t[k]->person, me))
			wait_for_other(a, &w, t[k], now);
	*ret = w.v;
	return w.n;
}

unsigned view_loops_calls(const struct incident *i, struct str me)
{
	const struct loops *l = &i->loops;
	bool leads = me.n && (str_ieq(me, incident_holder(i, STR("ic"))) ||
				     str_ieq(me, incident_holder(i, STR("deputy"))));
	unsigned n = 0;

	for (size_t k = 0; k < l->tasks.n; k++) {
		const struct task *t = &l->tasks.v[k];

		if (t->status != TASK_RUNNING)
			continue;
		if (me.n && str_ieq(t->person, me))
			n += t->rung + !str_ieq(view_room_who(t->by), me);
		else if (leads && t->rung > 1)
			n++;
	}
	for (size_t k = 0; leads && k < l->polls.n; k++)
		n += !l->polls.v[k].decision && l->polls.v[k].rung;
	for (size_t k = 0; k < l->decisions.n; k++)
		if (l->decisions.v[k].check == CHECK_WAITS &&
			str_ieq(l->decisions.v[k].checker, me))
			n += l->decisions.v[k].rung;
	for (size_t k = 0; calls_vendors(i, me) && k < i->vendors.cases.n; k++)
		n += i->vendors.cases.v[k].closed == INSTANT_NONE && i->vendors.cases.v[k].rung;
	return n;
}

void view_loops_next(struct doc *d, const struct incident *i, instant now)
{
	struct arena *a = d->arena;
	const struct task *const *t;
	const struct poll *const *p;
	const struct decision *const *c;
	size_t tasks = loops_running_tasks(a, &i->loops, &t);
	size_t polls = loops_open_polls(a, &i->loops, &p);
	size_t checks = loops_waiting_checks(a, &i->loops, &c);
	enum doc_role role;
	struct str left;

	for (size_t n = 0; n < tasks; n++) {
		left = view_time_left(a, t[n]->due, now, &role);
		doc_field(d, "Task",
			str_fmt(a, "T-%u @%.*s, %.*s: %.*s", t[n]->id, STR_ARG(t[n]->person),
				STR_ARG(left), STR_ARG(t[n]->text)),
			role);
	}
	for (size_t n = 0; n < polls; n++)
		doc_field(d, "Poll",
			str_fmt(a, "P-%u, %zu strong objection%s: %.*s", p[n]->id,
				p[n]->objections.n, p[n]->objections.n == 1 ? "" : "s",
				STR_ARG(p[n]->proposal)),
			ROLE_WAIT);
	for (size_t n = 0; n < checks; n++) {
		left = view_time_left(a, c[n]->check_at, now, &role);
		doc_field(d, "Check",
			str_fmt(a, "D-%u @%.*s, %.*s: has it held? %.*s", c[n]->id,
				STR_ARG(c[n]->checker), STR_ARG(left), STR_ARG(c[n]->text)),
			role);
	}
}

/* ---- Beside the room ---- */

size_t view_loops_clock_count(const struct incident *i)
{
	const struct loops *l = &i->loops;
	size_t n = 0;

	for (size_t k = 0; k < l->tasks.n; k++)
		n += l->tasks.v[k].status == TASK_RUNNING;
	for (size_t k = 0; k < l->polls.n; k++)
		n += !l->polls.v[k].decision;
	for (size_t k = 0; k < l->decisions.n; k++)
		n += l->decisions.v[k].check == CHECK_WAITS;
	return n;
}

static void clock_row(struct doc *d, struct doc_block *t, instant due, instant now,
	const struct zone *zone, struct str text)
{
	struct arena *a = d->arena;
	struct doc_row *row = doc_table_row(d, t, (struct str){0});
	enum doc_role role;
	bool over;

	view_time_left(a, due, now, &role);
	over = due == INSTANT_NONE || now >= due;
	doc_cell(d, row, 0, role, over ? STR("LATE") : str_z(duration_clock(a, due - now)));
	doc_cell(d, row, 1, role, text);
	doc_cell(d, row, 2, ROLE_DIM,
		due == INSTANT_NONE ? STR("?")
				    : str_z(time_hm(a, due, zone_offset_min(zone, due))));
}

size_t view_loops_clocks(struct doc *d, struct doc_block *table, const struct incident *i,
	instant now, const struct zone *zone)
{
	struct arena *a = d->arena;
	const struct task *const *t;
	const struct poll *const *p;
	const struct decision *const *c;
	size_t tasks = loops_running_tasks(a, &i->loops, &t);
	size_t polls = loops_open_polls(a, &i->loops, &p);
	size_t checks = loops_waiting_checks(a, &i->loops, &c);

	for (size_t n = 0; n < tasks; n++)
		clock_row(d, table, t[n]->due, now, zone,
			str_fmt(a, "T-%u %.*s: %.*s", t[n]->id, STR_ARG(t[n]->person),
				STR_ARG(t[n]->text)));
	for (size_t n = 0; n < polls; n++)
		clock_row(d, table, p[n]->due, now, zone,
			str_fmt(a, "P-%u %.*s", p[n]->id, STR_ARG(p[n]->proposal)));
	for (size_t n = 0; n < checks; n++)
		clock_row(d, table, c[n]->check_at, now, zone,
			str_fmt(a, "check D-%u %.*s", c[n]->id, STR_ARG(c[n]->checker)));
	return tasks + polls + checks;
}

/* ---- At IRC ---- */

static uint32_t task_given_by(const struct incident *i, const struct entry *e)
{
	for (size_t n = i->loops.tasks.n; n-- > 0;)
		if (i->loops.tasks.v[n].status == TASK_RUNNING &&
			i->loops.tasks.v[n].given == e->occurred)
			return i->loops.tasks.v[n].id;
	return 0;
}

struct str view_loops_answer_at_irc(
	struct arena *a, const struct incident *i, const struct entry *e)
{
	uint32_t id;

	if (e->kind == EV_TASK_GIVE && (id = task_given_by(i, e)) != 0)
		return str_fmt(a, "!ack %u and say it back", id);
	for (size_t n = i->loops.polls.n; e->kind == EV_POLL_OPEN && n-- > 0;)
		if (i->loops.polls.v[n].seq == e->seq)
			return str_fmt(a, "!object %u and why", i->loops.polls.v[n].id);
	return (struct str){0};
}
