/* pane_people.c: the organisation list, who holds what since when and what is empty, with what needs somebody beside it. */
#include "tui/pane_internal.h"
#include "view/view_people.h"

enum { SIDE_WIDE = 44, SIDE_HUGE = 72 };

static struct doc *list_of(const struct pane_view *v, bool narrow)
{
	struct people_look look = {.now = v->s->past ? v->s->past_at : v->s->now,
		.zone = v->s->zone,
		.narrow = narrow};

	return view_people_list(v->arena, v->s->policies, v->incident, &look);
}

static struct doc *standing_of(const struct pane_view *v)
{
	struct people_look look = {
		.now = v->s->past ? v->s->past_at : v->s->now, .zone = v->s->zone};
	struct doc *d = view_people_standing(v->arena, v->s->policies, v->incident, &look);

	if (!d->n)
		doc_paraf(d, ROLE_DIM, "Nobody leads anybody yet, and nobody said `here`.");
	return d;
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	bool wide = v->width >= 100 && v->height >= 12;
	const struct doc *d = list_of(v, v->width < 60);
	size_t n = d->n ? d->v[0].row_count : 0;
	uint64_t *keys = ARENA_ARRAY(v->arena, n + 1, uint64_t);

	for (size_t k = 0; k < n; k++)
		keys[k] = k + 1;
	list_settle(&v->list, keys, n);
	ret->title = STR("people");
	ret->right = incident_is_open(v->incident) ? STR("as it stands") : STR("it is over");
	ret->main = d;
	ret->keys = keys;
	ret->count = n;
	ret->gap = 1;
	ret->gutter = true;
	if (wide) {
		ret->side = standing_of(v);
		ret->side_width = v->width >= 180 ? SIDE_HUGE : SIDE_WIDE;
	} else if (v->height >= 12) {
		ret->below = standing_of(v);
		ret->below_max = v->height / 2;
	}
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	const struct doc *d = v->incident ? list_of(v, false) : NULL;

	return d && d->n && key >= 1 && key <= d->v[0].row_count ? d->v[0].rows[key - 1].key
								 : (struct str){0};
}

static const struct pane_choice choices[] = {
	{"g", "role {selected} @", "give it to somebody"},
	{"t", "role take {selected}", "take it yourself"},
	{"h", "handoff {selected} @", "hand it over, with a brief"},
	{"r", "role release {selected}", "give it up"},
	{"c", "rollcall call", "ask everybody whether they are here"},
	{NULL, NULL, NULL},
};

const struct pane_type pane_people = {
	.name = "people",
	.title = "People",
	.brief = "who does what, and what is empty",
	.digit = '9',
	.needs_room = true,
	.content = content,
	.choices = choices,
	.open = "brief {selected}",
	.selected = selected,
};
