/* fence.c: folds and answers who may know of a sensitive incident, and what drills keep to themselves. */
#include "core/fence.h"

#include "core/fold_internal.h"

static bool was_admitted(const struct incident *i, struct str person)
{
	for (size_t n = 0; n < i->admitted.n; n++)
		if (str_eq(i->admitted.v[n], person))
			return true;
	return false;
}

static bool took_part(const struct incident *i, struct str person)
{
	for (size_t n = 0; n < i->roles.n; n++)
		if (str_eq(i->roles.v[n].person, person))
			return true;
	return false;
}

bool incident_is_visible(const struct incident *i, struct str actor)
{
	/* What a channel is told has left; and a nick is anybody's to take. */
	if (str_find_ch(actor, ':') >= 0)
		return incident_may_leave(i);
	if (!i->sensitive || str_eq_z(actor, "system"))
		return true;
	return str_eq(actor, i->declared_by) || was_admitted(i, actor) || took_part(i, actor);
}

bool incident_may_leave(const struct incident *i)
{
	return !i->drill && !i->sensitive;
}

bool incident_counts(const struct incident *i)
{
	return !i->drill && !i->dismissed && !i->blank;
}

struct str incident_watermark(const struct incident *i)
{
	if (i->drill && i->sensitive)
		return STR("DRILL, SENSITIVE: an exercise, only for the people in it");
	if (i->drill)
		return STR("DRILL: an exercise, none of this happened");
	if (i->sensitive)
		return STR("SENSITIVE: only for the people in this incident");
	return (struct str){0};
}

static bool is_hidden(const struct board *live, size_t n, struct str actor)
{
	return n < live->incidents.n && !incident_is_visible(live->incidents.v[n], actor);
}

static struct incident *blank(struct arena *a, uint32_t number)
{
	struct incident *i = ARENA_NEW(a, struct incident);

	i->number = number;
	i->blank = i->dismissed = true;
	i->status = STATUS_CLOSED;
	i->declared = i->closed = i->milder_since = i->gauges_at = i->last_event = INSTANT_NONE;
	i->level = i->peak_level = i->computed_level = SEVERITY_LEVELS;
	return i;
}

const struct board *board_seen_by(
	struct arena *a, const struct board *b, const struct board *live, struct str actor)
{
	struct board *copy = NULL;

	for (size_t n = 0; n < b->incidents.n; n++) {
		if (!is_hidden(live, n, actor))
			continue;
		if (!copy) {
			copy = arena_dup(a, b, sizeof *b);
			copy->incidents.v = arena_dup(
				a, b->incidents.v, b->incidents.n * sizeof *b->incidents.v);
		}
		copy->incidents.v[n] = blank(a, (uint32_t)n + 1);
	}
	return copy ? copy : b;
}

static void remove_person(struct incident *i, struct str person)
{
	size_t kept = 0;

	for (size_t n = 0; n < i->admitted.n; n++)
		if (!str_eq(i->admitted.v[n], person))
			i->admitted.v[kept++] = i->admitted.v[n];
	i->admitted.n = kept;
}

static void admit(struct fold *f)
{
	struct str person = fold_str(f, "person");
	bool out = json_bool(f->body, "out", false);

	if (!person.n)
		return;
	remove_person(f->incident, person);
	if (!out)
		*VEC_PUSH(f->board->arena, &f->incident->admitted) = person;
	fold_say(f, "%.*s %s", STR_ARG(person), out ? "is no longer admitted" : "is admitted");
}

void fold_fence(struct fold *f)
{
	struct incident *i = f->incident;

	if (!i)
		return;
	if (f->ev->kind == EV_SENSITIVE_ADMIT) {
		admit(f);
		return;
	}
	i->sensitive = json_bool(f->body, "on", true);
	fold_say(f, "%s: %.*s", i->sensitive ? "Sensitive from here on" : "No longer sensitive",
		STR_ARG(json_str(f->body, "reason")));
}
