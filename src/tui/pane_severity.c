/* pane_severity.c: the severity worksheet: answers as a form, the level they give as it is typed. */
#include "tui/draft_internal.h"
#include "tui/pane_internal.h"

static void content(struct pane_view *v, struct pane_parts *ret)
{
	struct worksheet w;
	bool wide = v->width >= 100 && v->height >= 18;
	draft_read(v->s, v->arena, v->incident, &w);
	w.now = v->s->counted;
	uint64_t *keys = ARENA_ARRAY(v->arena, GAUGE_COUNT, uint64_t);
	for (size_t i = 0; i < GAUGE_COUNT; i++)
		keys[i] = i + 1;
	list_settle(&v->list, keys, GAUGE_COUNT);
	const struct doc *preview = view_worksheet_preview(v->arena, v->s->policies, &w);
	if (wide) {
		ret->side = preview;
		ret->side_width = v->width - (v->width > 160 ? 96 : 72);
	} else {
		ret->below = preview;
		ret->below_max = v->height / 2;
	}
	ret->title = STR("severity worksheet");
	ret->right = w.changed ? STR("* changed, not recorded") : STR("nothing changed");
	ret->main = view_worksheet_form(v->arena, v->s->policies, &w);
	ret->keys = keys;
	ret->count = GAUGE_COUNT;
	ret->gap = 1;
	ret->wrap = v->height >= 30;
	ret->gutter = true;
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	(void)v;
	return key >= 1 && key <= GAUGE_COUNT ? str_z(severity_gauge_name((enum gauge_id)(key - 1)))
					      : (struct str){0};
}

static bool step(const struct pane_view *v, uint64_t key, int direction, struct str line,
	struct str *ret_line)
{
	struct worksheet w;
	struct gauge value;
	if (key < 1 || key > GAUGE_COUNT)
		return false;
	enum gauge_id id = (enum gauge_id)(key - 1);
	draft_read(v->s, v->arena, v->incident, &w);
	if (!view_worksheet_step(v->s->policies, &w, id, direction, &value))
		return false;
	*ret_line = draft_with(v->s, v->arena, v->incident, line, id, value);
	return true;
}

const struct pane_type pane_severity = {
	.name = "severity",
	.title = "Sev",
	.brief = "how bad it is and why",
	.digit = '3',
	.form = true,
	.content = content,
	.selected = selected,
	.step = step,
};
