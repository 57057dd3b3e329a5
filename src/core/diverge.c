/* diverge.c: folds departures from the normal state until each is taken back or accepted. */
#include "core/fold_internal.h"

const char *divergence_state_name(enum divergence_state s)
{
	static const char *const names[] = {"open", "reverted", "accepted"};

	return names[s];
}

const struct divergence *incident_divergence(const struct incident *i, uint32_t id)
{
	for (size_t n = 0; n < i->divergences.items.n; n++)
		if (i->divergences.items.v[n].id == id)
			return &i->divergences.items.v[n];
	return NULL;
}

uint32_t incident_next_divergence(const struct incident *i)
{
	size_t n = i->divergences.items.n;

	return n ? i->divergences.items.v[n - 1].id + 1 : 1;
}

size_t diverge_open(const struct incident *i)
{
	size_t open = 0;

	for (size_t n = 0; n < i->divergences.items.n; n++)
		open += i->divergences.items.v[n].state == DIVERGENCE_OPEN;
	return open;
}

static void opened(struct fold *f)
{
	uint32_t id = fold_id(f, "id", incident_next_divergence(f->incident));
	struct divergence *d;

	if (!id)
		return;
	d = VEC_PUSH(f->board->arena, &f->incident->divergences.items);
	d->id = id;
	d->seq = f->ev->seq;
	d->text = fold_str(f, "text");
	d->owner = fold_str(f, "owner");
	d->by = f->entry->actor;
	d->change = (uint32_t)json_int(f->body, "change", 0);
	d->since = f->ev->occurred;
	d->until = fold_time(f, "until");
	d->settled = INSTANT_NONE;
	fold_say(f, "DIV-%u %.*s (@%.*s%s%s)", id, STR_ARG(d->text), STR_ARG(d->owner),
		d->until == INSTANT_NONE ? "" : ", until ",
		d->until == INSTANT_NONE ? ""
					 : time_iso_prec(f->board->scratch, d->until, PREC_MIN));
}

static void settled(struct fold *f, enum divergence_state to)
{
	uint32_t id = (uint32_t)json_int(f->body, "id", 0);
	struct divergence *d = (struct divergence *)(uintptr_t)incident_divergence(f->incident, id);
	struct str owner = fold_str(f, "owner");

	if (!d)
		return;
	d->state = to;
	d->settled = f->ev->occurred;
	d->settled_by = f->entry->actor;
	d->why = fold_str(f, "text");
	if (owner.n)
		d->owner = owner;
	fold_say(f, "DIV-%u %s%s%.*s%s%.*s", id, divergence_state_name(to),
		to == DIVERGENCE_ACCEPTED ? ", owned by " : "",
		STR_ARG(to == DIVERGENCE_ACCEPTED ? d->owner : STR("")), d->why.n ? ": " : "",
		STR_ARG(d->why));
}

void fold_diverge(struct fold *f)
{
	if (!f->incident)
		return;
	if (f->ev->kind == EV_DIVERGED)
		opened(f);
	else
		settled(f, f->ev->kind == EV_DIVERGE_REVERTED ? DIVERGENCE_REVERTED
							      : DIVERGENCE_ACCEPTED);
}
