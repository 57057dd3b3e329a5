/* pane_home.c: every incident, the marked one in one look, and how to start. */
#include "tui/pane_internal.h"
#include "view/view_home.h"

enum { HOME_ROWS_MAX = 1000 };

static void content(struct pane_view *v, struct pane_parts *ret)
{
	const struct incident *const *order;
	const struct screen_state *s = v->s;
	size_t n = view_home_order(v->arena, s->board, &order);
	n = n < HOME_ROWS_MAX ? n : HOME_ROWS_MAX;
	uint64_t *keys = ARENA_ARRAY(v->arena, n + 1, uint64_t);
	for (size_t i = 0; i < n; i++)
		keys[i] = order[i]->number;
	list_settle(&v->list, keys, n);
	struct doc *below = doc_new(v->arena);
	if (n) {
		doc_append(below, view_home_look(v->arena, s->policies, order[v->list.at], s->me,
					  s->counted));
		doc_para(below, (struct str){0});
	}
	doc_append(below, view_home_start(v->arena, n == 0));
	if (v->height >= 24) {
		doc_para(below, (struct str){0});
		doc_append(below, view_home_overdue(v->arena, s->board, s->now, 5));
	}
	if (!n) { /* an empty screen says what it is for */
		ret->main = below;
		return;
	}
	ret->below = below;
	ret->below_max = v->height / 2;
	ret->title = STR("incidents");
	ret->right = STR("newest worst first");
	ret->keys = keys;
	ret->count = n;
	ret->gutter = ret->marked = true;
	int rows = v->height - ret->below_max;
	ret->first = list_window(&v->list, n, (size_t)(rows > 2 ? rows - 2 : 1));
	size_t shown = n - ret->first < (size_t)v->height ? n - ret->first : (size_t)v->height;
	ret->main = view_home_list(
		v->arena, s->policies, order + ret->first, shown, s->counted, v->width < 60);
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	return key ? str_fmt(v->arena, "INC-%llu", (unsigned long long)key) : (struct str){0};
}

static const struct pane_choice choices[] = {
	{"j", "join {selected}", "enter its room"},
	{"e", "export postmortem", "write the post-mortem of the current one"},
	{NULL, NULL, NULL},
};

const struct pane_type pane_home = {
	.name = "home",
	.title = "Home",
	.brief = "all incidents",
	.digit = '0',
	.content = content,
	.choices = choices,
	.open = "join {selected}",
	.selected = selected,
};
