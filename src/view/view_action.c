/* view_action.c: action items with owner, date and what shows that they are done. */
#include "view/view_action.h"

static enum doc_role due_role(const struct action *x, instant now)
{
	if (x->status != ACTION_OPEN)
		return ROLE_DIM;
	return x->due != INSTANT_NONE && x->due < now ? ROLE_SEV1 : ROLE_TEXT;
}

static struct str state(const struct action *x, instant now)
{
	if (action_is_overdue(x, now))
		return STR("LATE");
	if (x->status == ACTION_OPEN && x->not_effective)
		return STR("again");
	if (x->check == CHECK_HELD)
		return STR("helped");
	return action_waits_for_check(x, now) ? STR("to check")
					      : str_z(action_status_name(x->status));
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

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, x->status == ACTION_DONE ? ROLE_OK : due_role(x, now),
			state(x, now));
		doc_cell(d, row, 2, ROLE_TEXT, x->text);
		doc_cell(d, row, 3, ROLE_TEXT, x->owner);
		doc_cell(d, row, 4, due_role(x, now), str_z(time_iso_prec(a, x->due, PREC_DAY)));
		doc_cell(d, row, 5, ROLE_TEXT, x->class);
		doc_cell(d, row, 6, ROLE_TEXT, x->done_when.n ? x->done_when : STR("?"));
	}
	return d;
}

void view_action_check_json(struct json_out *o, const struct action *x)
{
	struct arena *a = o->buf->arena;

	json_out_str(o, "source", x->source);
	json_out_str(o, "verifier", x->verifier);
	if (x->check_at == INSTANT_NONE)
		json_out_null(o, "check_at");
	else
		json_out_z(o, "check_at", time_iso(a, x->check_at));
	json_out_z(o, "check", check_state_name(x->check));
	json_out_str(o, "checked_by", x->checked_by);
	json_out_str(o, "seen", x->seen);
	json_out_int(o, "not_effective", x->not_effective);
}

void view_action_json(struct json_out *o, const struct incident *i, const struct action *x)
{
	struct arena *a = o->buf->arena;

	json_out_str(o, "id", str_fmt(a, "A-%u", x->id));
	json_out_int(o, "incident", i->number);
	json_out_z(o, "status", action_status_name(x->status));
	json_out_str(o, "text", x->text);
	json_out_str(o, "owner", x->owner);
	json_out_z(o, "due", time_iso(a, x->due));
	json_out_str(o, "class", x->class);
	json_out_str(o, "priority", x->priority);
	json_out_str(o, "done_when", x->done_when);
	json_out_str(o, "evidence", x->evidence);
	view_action_check_json(o, x);
}

void view_actions_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->actions.n; n++) {
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		view_action_json(&o, i, &i->actions.v[n]);
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}

void view_actions_next(struct doc *d, const struct incident *i, instant now)
{
	struct arena *a = d->arena;

	for (size_t n = 0; n < i->actions.n; n++) {
		const struct action *x = &i->actions.v[n];

		if (x->status == ACTION_OPEN && x->due != INSTANT_NONE && x->due < now + US_PER_DAY)
			doc_field(d, "Action",
				str_fmt(a, "A-%u %.*s, @%.*s, due %s", x->id, STR_ARG(x->text),
					STR_ARG(x->owner), time_iso_prec(a, x->due, PREC_DAY)),
				x->due < now ? ROLE_SEV1 : ROLE_TEXT);
		if (action_waits_for_check(x, now))
			doc_field(d, "Action",
				str_fmt(a,
					"has A-%u helped? %.*s%s%.*s (action verify A-%u "
					"held|failed ...)",
					x->id, STR_ARG(x->text), x->verifier.n ? ", @" : "",
					STR_ARG(x->verifier), x->id),
				ROLE_WAIT);
	}
}
