/* hints.c: the last row: what is wrong in the line, what belongs there, else the keys of this place. */
#include "tui/hints_internal.h"

#include "base/utf8.h"
#include "tui/draft_internal.h"
#include "view/view_severity.h"

enum { HINTS_MAX = 24 };

/* The level that the typed answers give, at the right of the row. */
static int draft_level(
	const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	struct worksheet w;
	struct severity_result r;
	if (!s->prompt.sign || !draft_read(s, a, screen_incident(s), &w) ||
		(!w.changed && w.incident))
		return 0;
	severity_evaluate(s->policies->severity, &w.gauges, &r);
	struct str text = str_fmt(a, "= SEV%d%s", r.level, r.provisional ? "?" : "");
	int cells = (int)utf8_cells(text);
	if (at.w < cells + 20)
		return 0;
	grid_put(g, at.x + at.w - cells, at.y, cells, view_level_role(r.level), text);
	return cells + 2;
}

static bool about_the_line(
	const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	const struct completion *c = s->prompt.completion;
	if (!s->prompt.sign || !c)
		return false;
	int room = at.w - draft_level(s, a, g, at);
	if (c->has_problem)
		grid_put_clip(g, at.x, at.y, room, ROLE_ERR, utf8_plain(a, c->problem, UTF8_LINE));
	else if (c->doc.n)
		grid_put_clip(g, at.x, at.y, room, ROLE_DIM, utf8_plain(a, c->doc, UTF8_LINE));
	else
		return room < at.w;
	return true;
}

/* The note up to its first stop: the whole of it stands in the help. */
static struct str short_note(struct str note)
{
	for (size_t i = 0; i < note.n; i++) {
		if (note.p[i] == ',' || note.p[i] == ';')
			return str_cut(note, 0, i);
	}
	return note;
}

void hints_draw(const struct screen_state *s, struct arena *a, struct grid *g, struct rect at)
{
	const struct binding *hints[HINTS_MAX];
	struct str text[HINTS_MAX];
	if (!at.h || (s->confirm.stage == CONFIRM_NONE && about_the_line(s, a, g, at)))
		return;
	if (s->confirm.stage != CONFIRM_NONE) {
		static const char *const keys[] = {
			[CONFIRM_BUTTONS] = "Tab chooses  Enter does what is marked  PgUp/PgDn "
					    "scroll  Esc goes back",
			[CONFIRM_NUMBER] =
				"type the number  Enter  PgUp/PgDn scroll  Esc goes back",
			[CONFIRM_HOLD] = "Esc stops it"};
		grid_put_z(g, at.x, at.y, at.w, ROLE_DIM, keys[s->confirm.stage]);
		return;
	}
	if (s->help || s->shown) {
		grid_put_z(g, at.x, at.y, at.w, ROLE_DIM,
			s->help ? "Esc or ? closes  type to filter this list  Up/Down scroll"
				: "Esc closes  PgUp/PgDn scroll");
		return;
	}
	size_t n = keymap_hints(s->keymap, screen_context(s), hints, HINTS_MAX), shown = 0;
	int used = 0, x = at.x;
	for (size_t i = 0; i < n; i++) {
		text[i] = str_fmt(a, "%s %.*s", key_print(a, hints[i]->key),
			STR_ARG(short_note(hints[i]->note)));
		int w = (int)utf8_cells(text[i]);
		if (used + w > at.w)
			break;
		used += w + 2;
		shown++;
	}
	/* the first of them is help, the last to go; it stands at the end */
	for (size_t i = 1; i <= shown; i++)
		x += grid_put(g, x, at.y, at.x + at.w - x, ROLE_DIM, text[i % shown]) + 2;
	if (!shown)
		grid_put(g, at.x, at.y, at.w, ROLE_DIM, STR("?help"));
}
