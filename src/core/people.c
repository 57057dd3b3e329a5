/* people.c: folds who holds which role, from when to when. */
#include "core/fold_internal.h"

static void end_tenure(struct fold *f, struct str role, struct str person)
{
	struct incident *i = f->incident;

	for (size_t n = 0; n < i->roles.n; n++) {
		struct tenure *t = &i->roles.v[n];

		if (t->to != INSTANT_NONE || !str_eq(t->role, role))
			continue;
		if (person.n && !str_eq(t->person, person))
			continue;
		t->to = f->ev->occurred;
		t->to_seq = f->ev->seq;
	}
}

static void assign(struct fold *f)
{
	struct tenure *t;
	struct str role = fold_str(f, "role"), was = incident_holder(f->incident, role);

	if (!json_bool(f->body, "many", false))
		end_tenure(f, role, (struct str){0});
	t = VEC_PUSH(f->board->arena, &f->incident->roles);
	t->role = role;
	t->person = fold_str(f, "person");
	t->why = fold_str(f, "why");
	t->from = f->ev->occurred;
	t->to = INSTANT_NONE;
	t->from_seq = f->ev->seq;
	if (was.n && !str_eq(was, t->person))
		fold_say(f, "%.*s is %.*s (was %.*s)", STR_ARG(t->person), STR_ARG(role),
			STR_ARG(was));
	else
		fold_say(f, "%.*s is %.*s", STR_ARG(t->person), STR_ARG(role));
}

static void release(struct fold *f)
{
	struct str role = fold_str(f, "role"), person = fold_str(f, "person");

	end_tenure(f, role, person);
	fold_say(f, "%.*s left %.*s", STR_ARG(person), STR_ARG(role));
}

void fold_people(struct fold *f)
{
	if (!f->incident)
		return;
	if (f->ev->kind == EV_ROLE_ASSIGN)
		assign(f);
	else
		release(f);
}
