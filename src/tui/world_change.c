/* world_change.c: candidates for changes, kept evidence and departures: what fits the step that is being typed. */
#include "command/command.h"
#include "tui/world_internal.h"
#include "view/view_change.h"

static struct str word_at(const struct words *w, size_t n)
{
	return n < w->n ? w->v[n].text : (struct str){0};
}

static void offer_change(const struct world *w, struct complete_sink *sink, const struct change *c)
{
	complete_offer(sink, str_fmt(w->arena, "CHG-%u", c->id),
		str_fmt(w->arena, "%s: %.*s %.*s", change_state_name(c->state), STR_ARG(c->kind),
			STR_ARG(c->target)));
}

/* Whether the step can be taken with a change in this state. */
static bool fits(struct str step, const struct change *c)
{
	if (str_eq_z(step, "approve"))
		return c->state == CHANGE_PROPOSED;
	if (str_eq_z(step, "done"))
		return c->state == CHANGE_RUNNING;
	if (str_eq_z(step, "stop"))
		return c->state == CHANGE_PROPOSED || c->state == CHANGE_RUNNING;
	if (str_eq_z(step, "check"))
		return c->state == CHANGE_UNCHECKED || c->state == CHANGE_FAILED;
	if (str_eq_z(step, "review"))
		return change_owes_review(c);
	return str_eq_z(step, "rollback") && c->started != INSTANT_NONE;
}

static void changes(const struct world *w, struct str step, struct complete_sink *sink)
{
	for (size_t k = w->incident->changes.items.n; k > 0; k--) {
		const struct change *c = &w->incident->changes.items.v[k - 1];
		if (fits(step, c))
			offer_change(w, sink, c);
	}
}

/* What can be done with one that is there comes first, then the kinds of new ones. */
static void steps(const struct world *w, struct complete_sink *sink)
{
	static const struct {
		const char *word, *means;
	} all[] = {{"approve", "let it be done"}, {"done", "the work is over"},
		{"check", "say whether it worked"}, {"stop", "stop or withdraw it"},
		{"review", "look at a start without approval"}, {"list", "all of them"}};
	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		complete_offer(sink, str_z(all[k].word), str_z(all[k].means));
	for (size_t k = 0; k < change_kinds(w->policies->changes); k++) {
		const struct change_kind *kind = change_kind_at(w->policies->changes, k);
		complete_offer(sink, kind->name, kind->hint);
	}
}

static void evidence(const struct world *w, struct complete_sink *sink)
{
	for (size_t k = w->incident->evidence.items.n; k > 0; k--) {
		const struct evidence *x = &w->incident->evidence.items.v[k - 1];
		complete_offer(
			sink, str_fmt(w->arena, "EV-%u", x->id), x->note.n ? x->note : x->name);
	}
}

static void divergences(const struct world *w, struct complete_sink *sink)
{
	for (size_t k = w->incident->divergences.items.n; k > 0; k--) {
		const struct divergence *d = &w->incident->divergences.items.v[k - 1];
		if (d->state == DIVERGENCE_OPEN)
			complete_offer(sink, str_fmt(w->arena, "DIV-%u", d->id), d->text);
	}
}

static void captured(const struct world *w, struct complete_sink *sink)
{
	evidence(w, sink);
	complete_offer(sink, STR("impossible"), STR("it could not be kept: add reason=\"...\""));
	complete_offer(sink, STR("skipped"), STR("it was not kept: add reason=\"...\""));
}

bool world_change_values(const struct world *w, struct str name, const struct words *before,
	struct complete_sink *sink)
{
	const struct command *c = NULL;
	if (!w->incident || !before->n ||
		command_find(before->v[0].text, DOOR_CONSOLE, &c, NULL) != RC_OK)
		return false;
	if (!strcmp(c->name, "run") && str_eq_z(name, "what"))
		steps(w, sink);
	else if (!strcmp(c->name, "run") && str_eq_z(name, "target"))
		changes(w, word_at(before, 1), sink);
	else if (!strcmp(c->name, "run") && str_eq_z(name, "captured"))
		captured(w, sink);
	else if (str_eq_z(name, "evidence") &&
		 (!strcmp(c->name, "run") || !strcmp(c->name, "check")))
		evidence(w, sink);
	else if (!strcmp(c->name, "evidence") && str_eq_z(name, "item"))
		evidence(w, sink);
	else if (!strcmp(c->name, "diverge") && str_eq_z(name, "id"))
		divergences(w, sink);
	else
		return false;
	return true;
}
