/* view_incident.c: an incident in one look, and the list of all. */
#include "view/view_incident.h"

#include "view/view_comms.h"
#include "view/view_people.h"
#include "view/view_rooms.h"
#include "view/view_severity.h"

static struct str state_word(const struct incident *i)
{
	return i->dismissed ? STR("dismissed") : str_z(status_name(i->status));
}

struct doc *view_incident(
	struct arena *a, const struct policies *p, const struct incident *i, instant now)
{
	instant end = i->closed == INSTANT_NONE ? now : i->closed;
	struct str ic = incident_holder(i, STR("ic"));
	struct str missing = view_people_missing(a, p, i, now, true);
	struct doc *d = doc_new(a);
	const struct promise *v;

	doc_paraf(d, view_level_role(i->level), "INC-%u SEV%d%s %.*s: %.*s", i->number, i->level,
		i->provisional ? " (provisional)" : "", STR_ARG(state_word(i)), STR_ARG(i->title));
	doc_field(d, "Impact", i->reason, ROLE_TEXT);
	doc_field(d, "Since",
		str_fmt(a, "%s, T+%s", time_iso_prec(a, incident_zero(i), PREC_S),
			time_elapsed(a, end - incident_zero(i))),
		ROLE_TEXT);
	doc_field(d, "Commander", ic.n ? ic : STR("EMPTY"), ic.n ? ROLE_ME : ROLE_WAIT);
	if (missing.n && incident_is_open(i))
		doc_field(d, "Empty roles", missing, ROLE_WAIT);
	if (view_promises(a, p, i, now, &v))
		doc_field(d, "Next update",
			str_fmt(a, "%.*s by %s%s", STR_ARG(v[0].audience),
				time_iso_prec(a, v[0].due.due, PREC_MIN),
				v[0].state == CADENCE_LATE ? " LATE" : ""),
			v[0].state == CADENCE_LATE ? ROLE_SEV1 : ROLE_TEXT);
	if (i->irc_channel.n)
		doc_field(d, "Channel", i->irc_channel, ROLE_TEXT);
	if (i->rooms.side.n)
		doc_field(d, "Bridged", view_rooms_text(a, i), ROLE_TEXT);
	doc_field(d, "Record",
		str_fmt(a, "%zu entries, %llu chat lines, %zu actions, %zu gaps", i->entries.n,
			(unsigned long long)i->chat_rows, i->actions.n, i->gaps.n),
		ROLE_DIM);
	return d;
}

void view_incident_json(struct buf *out, struct arena *a, const struct policies *p,
	const struct incident *i, instant now)
{
	const struct promise *v;
	struct json_out o;

	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	json_out_int(&o, "incident", i->number);
	json_out_str(&o, "title", i->title);
	json_out_bool(&o, "drill", i->drill);
	json_out_bool(&o, "sensitive", i->sensitive);
	json_out_str(&o, "status", state_word(i));
	json_out_int(&o, "level", i->level);
	json_out_int(&o, "peak", i->peak_level);
	json_out_bool(&o, "provisional", i->provisional);
	json_out_str(&o, "reason", i->reason);
	json_out_z(&o, "declared", time_iso(a, i->declared));
	json_out_z(&o, "since", time_iso(a, incident_zero(i)));
	json_out_z(&o, "closed", time_iso(a, i->closed));
	json_out_str(&o, "commander", incident_holder(i, STR("ic")));
	json_out_str(&o, "empty_roles", view_people_missing(a, p, i, now, false));
	json_out_z(&o, "next_update",
		view_promises(a, p, i, now, &v) ? time_iso(a, v[0].due.due) : "?");
	json_out_int(&o, "entries", (int64_t)i->entries.n);
	json_out_int(&o, "chat", (int64_t)i->chat_rows);
	json_out_int(&o, "actions", (int64_t)i->actions.n);
	json_out_int(&o, "gaps", (int64_t)i->gaps.n);
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}

struct doc *view_incidents(struct arena *a, const struct board *b, bool all, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"sev", 3}},
		{.title = {"state", 5}}, {.title = {"what", 4}, .flexible = true},
		{.title = {"IC", 2}}, {.title = {"age", 3}, .align = DOC_RIGHT}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!b->incidents.n) {
		doc_paraf(d, ROLE_DIM,
			"No incidents. declare \"what is broken for whom\" starts one.");
		return d;
	}
	t = doc_table(d, columns, 6);
	for (size_t n = b->incidents.n; n-- > 0;) {
		const struct incident *i = b->incidents.v[n];
		struct doc_row *row;

		if (i->blank || (!all && !incident_is_open(i)))
			continue;
		row = doc_table_row(d, t, str_fmt(a, "INC-%u", i->number));
		doc_cell(d, row, 0, ROLE_HEAD, row->key);
		doc_cell(d, row, 1, view_level_role(i->level), str_fmt(a, "SEV%d", i->level));
		doc_cell(d, row, 2, incident_is_open(i) ? ROLE_TEXT : ROLE_DIM, state_word(i));
		doc_cell(d, row, 3, ROLE_TEXT,
			i->drill ? str_fmt(a, "DRILL %.*s", STR_ARG(i->title)) : i->title);
		doc_cell(d, row, 4, ROLE_TEXT, incident_holder(i, STR("ic")));
		doc_cell(d, row, 5, ROLE_DIM,
			str_z(duration_short(
				a, (i->closed == INSTANT_NONE ? now : i->closed) - i->declared)));
	}
	return d;
}

void view_incidents_json(struct buf *out, const struct board *b, bool all)
{
	for (size_t n = 0; n < b->incidents.n; n++) {
		const struct incident *i = b->incidents.v[n];
		struct json_out o;

		if (i->blank || (!all && !incident_is_open(i)))
			continue;
		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_int(&o, "incident", i->number);
		json_out_str(&o, "title", i->title);
		json_out_bool(&o, "drill", i->drill);
		json_out_bool(&o, "sensitive", i->sensitive);
		json_out_str(&o, "status", state_word(i));
		json_out_int(&o, "level", i->level);
		json_out_int(&o, "peak", i->peak_level);
		json_out_z(&o, "declared", time_iso(out->arena, i->declared));
		json_out_z(&o, "closed", time_iso(out->arena, i->closed));
		json_out_str(&o, "commander", incident_holder(i, STR("ic")));
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}
