/* people_roll.c: the roll call: who is expected, who answered, who is here. */
#include "view/view_people.h"

struct calling {
	struct arena *a;
	const struct incident *i;
	struct roll *v;
	size_t n;
};

static bool listed(const struct calling *c, struct str person)
{
	for (size_t n = 0; n < c->n; n++)
		if (str_eq(c->v[n].person, person))
			return true;
	return false;
}

/* Whoever called it is here; everybody else says so. Without a call, being here is all that is asked. */
static void add(struct calling *c, struct str person, instant since)
{
	const struct presence *x = incident_presence(c->i, person);
	const struct people *all = &c->i->people;
	struct roll r = {.person = person, .here = x != NULL, .since = x ? x->from : since};

	if (!person.n || listed(c, person))
		return;
	r.roles = incident_roles_of(c->a, c->i, person);
	r.service = x ? x->service : (struct str){0};
	r.answered = all->called == INSTANT_NONE ? r.here
						 : str_eq(person, all->called_by) ||
							   (x && x->answered != INSTANT_NONE &&
								   x->answered >= all->called);
	c->v[c->n++] = r;
}

static void silent_first(struct calling *c)
{
	struct roll *v = ARENA_ARRAY(c->a, c->n + 1, struct roll);
	size_t n = 0;

	for (int answered = 0; answered < 2; answered++)
		for (size_t k = 0; k < c->n; k++)
			if (c->v[k].answered == (answered == 1))
				v[n++] = c->v[k];
	c->v = v;
}

size_t view_people_roll(struct arena *a, const struct incident *i, const struct roll **ret)
{
	const struct task *const *tasks;
	size_t task_n = loops_running_tasks(a, &i->loops, &tasks);
	struct calling c = {.a = a,
		.i = i,
		.v = ARENA_ARRAY(a, i->roles.n + i->people.presences.n + task_n + 1, struct roll)};

	for (size_t n = 0; n < i->roles.n; n++)
		if (i->roles.v[n].to == INSTANT_NONE)
			add(&c, i->roles.v[n].person, i->roles.v[n].from);
	for (size_t n = 0; n < i->people.presences.n; n++)
		if (i->people.presences.v[n].to == INSTANT_NONE)
			add(&c, i->people.presences.v[n].person, i->people.presences.v[n].from);
	for (size_t n = 0; n < task_n; n++)
		add(&c, tasks[n]->person, tasks[n]->given);
	silent_first(&c);
	*ret = c.v;
	return c.n;
}

static void roll_row(
	struct doc *d, struct doc_block *t, const struct roll *r, bool called, instant now)
{
	struct doc_row *row = doc_table_row(d, t, r->person);
	const char *missing = called ? "NO ANSWER" : "NOT SEEN";

	doc_cell(d, row, 0, ROLE_HEAD, r->person);
	doc_cell(d, row, 1, ROLE_TEXT, r->roles.n ? r->roles : STR("-"));
	doc_cell(d, row, 2, r->answered ? ROLE_OK : ROLE_WAIT,
		str_z(r->answered ? called ? "answered" : "here" : missing));
	doc_cell(d, row, 3, ROLE_DIM,
		r->here ? str_fmt(d->arena, "here for %s%s%.*s",
				  duration_short(d->arena, now - r->since),
				  r->service.n ? ", " : "", STR_ARG(r->service))
			: STR("did not say that they are here"));
}

struct doc *view_people_rollcall(struct arena *a, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"person", 6}},
		{.title = {"roles", 5}}, {.title = {"roll call", 9}},
		{.title = {"", 0}, .flexible = true}};
	bool called = i->people.called != INSTANT_NONE;
	struct doc *d = doc_new(a);
	const struct roll *v;
	size_t n = view_people_roll(a, i, &v), missing = 0;
	struct doc_block *t;

	for (size_t k = 0; k < n; k++)
		missing += !v[k].answered;
	if (called)
		doc_paraf(d, missing ? ROLE_WAIT : ROLE_OK,
			"Roll call by %.*s %s ago: %zu of %zu answered.",
			STR_ARG(i->people.called_by), duration_short(a, now - i->people.called),
			n - missing, n);
	else
		doc_paraf(d, ROLE_DIM, "No roll call yet: `rollcall call` asks everybody.");
	if (!n)
		return d;
	t = doc_table(d, columns, 4);
	for (size_t k = 0; k < n; k++)
		roll_row(d, t, &v[k], called, now);
	return d;
}

void view_people_rollcall_json(struct buf *out, struct arena *a, const struct incident *i)
{
	const struct roll *v;
	size_t n = view_people_roll(a, i, &v);

	for (size_t k = 0; k < n; k++) {
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_int(&o, "incident", i->number);
		json_out_str(&o, "person", v[k].person);
		json_out_str(&o, "roles", v[k].roles);
		json_out_str(&o, "service", v[k].service);
		json_out_bool(&o, "here", v[k].here);
		json_out_bool(&o, "answered", v[k].answered);
		if (i->people.called == INSTANT_NONE)
			json_out_null(&o, "called");
		else
			json_out_z(&o, "called", time_iso(a, i->people.called));
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}
