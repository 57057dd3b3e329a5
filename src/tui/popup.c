/* popup.c: completion menu, choices and shown documents, drawn over the body. */
#include "tui/popup_internal.h"

#include "tui/confirm_internal.h"
#include "tui/paint_internal.h"
#include "tui/pane_internal.h"

enum { CHOICES_MAX = 32 };

static void draw_over(struct grid *g, struct arena *a, struct rect at, const struct doc *d,
	struct str title, int marked, size_t from)
{
	struct sheet sheet;
	paint_doc(a, d,
		&(struct paint_options){.width = at.w, .gutter = true, .compact = true, .gap = 3},
		&sheet);
	int rows = (int)sheet.n < at.h - 1 ? (int)sheet.n : at.h - 1;
	if (rows < 1)
		return;
	int y = at.y + at.h - rows - 1;
	paint_rule(g, a, at.x, y, at.w, title, (struct str){0});
	for (int i = 0; i < rows; i++)
		grid_fill(g, at.x, y + 1 + i, at.w, ROLE_TEXT, ' ');
	paint_sheet(g, at.x, y + 1, at.w, rows, &sheet, from, marked);
}

void popup_menu(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	static const struct doc_column columns[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	const struct completion *c = s->prompt.completion;
	if (!s->prompt.menu || !c || !c->n)
		return;
	bool walked = s->prompt.menu_at < c->n;
	size_t first = walked && s->prompt.menu_at >= MENU_ROWS ? s->prompt.menu_at - MENU_ROWS + 1
								: 0;
	struct doc *d = doc_new(a);
	struct doc_block *t = doc_table(d, columns, 2);
	for (size_t i = first; i < c->n && i < first + MENU_ROWS; i++) {
		struct doc_row *row = doc_table_row(d, t, str_fmt(a, "%zu", i));
		doc_cell(d, row, 0, ROLE_CMD, str_trim(c->v[i].text));
		doc_cell(d, row, 1, ROLE_DIM, c->v[i].means);
	}
	struct str title = c->n > MENU_ROWS ? str_fmt(a, "%zu choices, Tab takes", c->n)
					    : STR("Tab takes, Esc closes");
	draw_over(g, a, at, d, title, walked ? (int)(s->prompt.menu_at - first) : -1, 0);
}

void popup_choices(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	static const struct doc_column columns[] = {
		{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	const struct binding *more[CHOICES_MAX];
	if (!s->menu_leader)
		return;
	struct doc *d = doc_new(a);
	struct doc_block *t = doc_table(d, columns, 3);
	for (const struct pane_choice *c = panes_choices(s); c && c->key; c++) {
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, str_z(c->key));
		doc_cell(d, row, 1, ROLE_TEXT, str_z(c->brief));
		doc_cell(d, row, 2, ROLE_CMD, str_fmt(a, "/%s", c->line));
	}
	size_t n = keymap_menu(s->keymap, screen_context(s), LEADER_SPACE, more, CHOICES_MAX);
	for (size_t i = 0; i < n; i++) {
		struct key k = more[i]->key;
		k.leader = LEADER_NONE;
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, str_z(key_print(a, k)));
		doc_cell(d, row, 1, ROLE_TEXT, more[i]->note);
		doc_cell(d, row, 2, ROLE_CMD, str_fmt(a, "/%.*s", STR_ARG(more[i]->line)));
	}
	draw_over(g, a, at, d,
		STR("what can be done here: a letter writes the command, Esc closes"), -1, 0);
}

size_t popup_document(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	struct sheet sheet, foot = {0};
	if (s->confirm.stage != CONFIRM_NONE) /* its question is the last row, whatever is above */
		paint_doc(a, confirm_doc(a, &s->confirm),
			&(struct paint_options){.width = at.w, .gutter = true}, &foot);
	paint_doc(a, s->shown, &(struct paint_options){.width = at.w, .gutter = true, .wrap = true},
		&sheet);
	for (int i = 0; i < at.h; i++)
		grid_fill(g, at.x, at.y + i, at.w, ROLE_TEXT, ' ');
	int question = foot.n && at.h > 2 ? 1 : 0;
	if (question)
		paint_sheet(g, at.x, at.y + at.h - 1, at.w, 1, &foot, 0, -1);
	size_t room = at.h > 1 + question ? (size_t)(at.h - 1 - question) : 0;
	size_t from = s->shown_top + room > sheet.n ? (sheet.n > room ? sheet.n - room : 0)
						    : s->shown_top;
	const char *esc = question ? "Esc goes back" : "Esc closes";
	struct str right = sheet.n > room ? str_fmt(a, "%zu-%zu of %zu  %s", from + 1,
						    from + room < sheet.n ? from + room : sheet.n,
						    sheet.n, esc)
					  : str_z(esc);
	paint_rule(g, a, at.x, at.y, at.w, s->shown_title, right);
	paint_sheet(g, at.x, at.y + 1, at.w, (int)room, &sheet, from, -1);
	return sheet.n;
}
