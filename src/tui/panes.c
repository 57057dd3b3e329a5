/* panes.c: the registry of panes, made from the names of the files pane_*.c. */
#include "tui/pane_internal.h"

#define PANE(name) extern const struct pane_type pane_##name;
#include "registry_panes.h"
#undef PANE

static const struct pane_type *const panes[] = {
#define PANE(name) &pane_##name,
#include "registry_panes.h"
#undef PANE
};

size_t panes_count(void)
{
	return sizeof panes / sizeof *panes;
}

/* Tabs stand in the order of their digits, 0 and panes without a digit last. */
static int place(const struct pane_type *p)
{
	return !p->digit ? 100 : p->digit == '0' ? 99 : p->digit - '0';
}

const struct pane_type *panes_at(size_t n)
{
	for (size_t i = 0; i < panes_count(); i++) {
		size_t before = 0;
		for (size_t k = 0; k < panes_count(); k++)
			before += place(panes[k]) < place(panes[i]) ||
				  (k < i && place(panes[k]) == place(panes[i]));
		if (before == n)
			return panes[i];
	}
	return NULL;
}

const struct pane_type *panes_find(struct str name)
{
	const struct pane_type *found = NULL;
	for (size_t i = 0; i < panes_count(); i++) {
		if (str_eq_z(name, panes[i]->name))
			return panes[i];
		if (name.n && str_starts(str_z(panes[i]->name), name)) {
			if (found)
				return NULL;
			found = panes[i];
		}
	}
	return found;
}

size_t panes_index(const struct pane_type *p)
{
	size_t i = 0;
	while (i < panes_count() && panes[i] != p)
		i++;
	return i;
}

const struct pane_choice *panes_choices(const struct screen_state *s)
{
	return s->pane->choices_now ? s->pane->choices_now(s) : s->pane->choices;
}

const char *panes_open(const struct screen_state *s)
{
	return s->pane->open_now ? s->pane->open_now(s) : s->pane->open;
}

struct pane_view pane_view_of(const struct screen_state *s, struct arena *a, int width, int height)
{
	return (struct pane_view){.s = s,
		.arena = a,
		.incident = screen_incident(s),
		.board = s->past ? s->past : s->board,
		.width = width,
		.height = height,
		.list = s->lists[panes_index(s->pane)]};
}
