/* pane_severity.c: the severity worksheet: answers as a form, the level they give as it is typed. */
#include "tui/draft_internal.h"
#include "tui/pane_internal.h"

/* ">[ Propose to room ]   [ Apply SEV2 at 14:15 ]": fields of the form behind the answers. */
static const struct doc *buttons_doc(
	const struct pane_view *v, const struct worksheet_button *buttons, size_t n)
{
	struct doc *d = doc_new(v->arena);
	struct doc_block *p = doc_para(d, (struct str){0});
	bool in_form = v->s->focus == FOCUS_LIST;
	for (size_t i = 0; i < n; i++) {
		bool here = in_form && v->list.at == GAUGE_COUNT + i;
		doc_span(d, p, ROLE_TEXT, here ? STR(">") : STR(" "));
		doc_spanf(d, p,
			here                ? ROLE_SEL
			: buttons[i].line.n ? ROLE_HEAD
					    : ROLE_DIM,
			"[ %.*s ]", STR_ARG(buttons[i].label));
		doc_span(d, p, ROLE_TEXT, STR("  "));
	}
	return d;
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	struct worksheet w;
	struct worksheet_button buttons[WORKSHEET_BUTTONS];
	bool wide = v->width >= 100 && v->height >= 18;
	draft_read(v->s, v->arena, v->incident, &w);
	w.now = v->s->counted;
	size_t button_count = view_worksheet_buttons(v->arena, v->s->policies, &w, buttons);
	size_t count = GAUGE_COUNT + button_count;
	uint64_t *keys = ARENA_ARRAY(v->arena, count, uint64_t);
	for (size_t i = 0; i < count; i++)
		keys[i] = i + 1;
	list_settle(&v->list, keys, count);
	const struct doc *preview = view_worksheet_preview(v->arena, v->s->policies, &w);
	if (wide) {
		ret->side = preview;
		ret->side_width = v->width - (v->width > 160 ? 96 : 72);
	} else {
		ret->below = preview;
		ret->below_max = v->height / 2;
	}
	ret->title = STR("severity worksheet");
	bool on_button = v->s->focus == FOCUS_LIST && v->list.at >= GAUGE_COUNT;
	ret->right = on_button   ? STR("Space writes the line, Enter then runs it")
		     : w.changed ? STR("* changed, not recorded")
				 : STR("nothing changed");
	ret->main = view_worksheet_form(v->arena, v->s->policies, &w);
	ret->foot = v->height >= 8 ? buttons_doc(v, buttons, button_count) : NULL;
	ret->keys = keys;
	ret->count = count;
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

static bool push(const struct pane_view *v, uint64_t key, struct str *ret_line)
{
	struct worksheet_button buttons[WORKSHEET_BUTTONS];
	struct worksheet w;
	draft_read(v->s, v->arena, v->incident, &w);
	size_t n = view_worksheet_buttons(v->arena, v->s->policies, &w, buttons);
	if (key <= GAUGE_COUNT || key > GAUGE_COUNT + n)
		return false;
	*ret_line = buttons[key - GAUGE_COUNT - 1].line;
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
	.push = push,
};
