/* view_action.c: action items with owner, date and what shows that they are done. */
#include "view/view_action.h"

static enum doc_role due_role(const struct action *x, instant now)
{
	if (x->status != ACTION_OPEN)
		return ROLE_DIM;
	return x->due != INSTANT_NONE && x->due < now ? ROLE_SEV1 : ROLE_TEXT;
}

struct doc *view_actions(struct arena *a, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"state", 5}},
		{.title = {"what", 4}, .flexible = true}, {.title = {"owner", 5}},
		{.title = {"due", 3}}, {.title = {"class", 5}},
		{.title = {"done when", 9}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->actions.n) {
		doc_paraf(d, ROLE_DIM,
			"No actions yet. action add \"...\" @owner due=... done=\"...\" makes "
			"one.");
		return d;
	}
	t = doc_table(d, columns, 7);
	for (size_t n = 0; n < i->actions.n; n++) {
		const struct action *x = &i->actions.v[n];
		struct str id = str_fmt(a, "A-%u", x->id);
		struct doc_row *row = doc_table_row(d, t, id);
		bool late = x->status == ACTION_OPEN && x->due != INSTANT_NONE && x->due < now;

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, x->status == ACTION_DONE ? ROLE_OK : due_role(x, now),
			late ? STR("LATE") : str_z(action_status_name(x->status)));
		doc_cell(d, row, 2, ROLE_TEXT, x->text);
		doc_cell(d, row, 3, ROLE_TEXT, x->owner);
		doc_cell(d, row, 4, due_role(x, now), str_z(time_iso_prec(a, x->due, PREC_DAY)));
		doc_cell(d, row, 5, ROLE_TEXT, x->class);
		doc_cell(d, row, 6, ROLE_TEXT, x->done_when.n ? x->done_when : STR("?"));
	}
	return d;
}

void view_actions_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->actions.n; n++) {
		const struct action *x = &i->actions.v[n];
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_str(&o, "id", str_fmt(out->arena, "A-%u", x->id));
		json_out_int(&o, "incident", i->number);
		json_out_z(&o, "status", action_status_name(x->status));
		json_out_str(&o, "text", x->text);
		json_out_str(&o, "owner", x->owner);
		json_out_z(&o, "due", time_iso(out->arena, x->due));
		json_out_str(&o, "class", x->class);
		json_out_str(&o, "priority", x->priority);
		json_out_str(&o, "done_when", x->done_when);
		json_out_str(&o, "evidence", x->evidence);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}
