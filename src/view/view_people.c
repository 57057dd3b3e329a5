/* view_people.c: who holds which role; empty required slots are named, never hidden. */
#include "view/view_people.h"

struct str view_people_missing(struct arena *a, const struct policies *p, const struct incident *i)
{
	const struct role *const *need;
	size_t n = roles_required(a, p->roles, i->level, &i->gauges, &need);
	struct buf b;

	buf_init(&b, a, 512);
	for (size_t k = 0; k < n; k++)
		if (!incident_holder(i, need[k]->id).n)
			buf_addf(&b, "%s%.*s", b.n ? ", " : "", STR_ARG(need[k]->id));
	return buf_str(&b);
}

static void holder_row(struct doc *d, struct doc_block *t, const struct policies *p,
	const struct tenure *h, instant now)
{
	const struct role *role = roles_by_id(p->roles, h->role);
	struct doc_row *row = doc_table_row(d, t, h->person);

	doc_cell(d, row, 0, ROLE_HEAD, role ? role->name : h->role);
	doc_cell(d, row, 1, ROLE_TEXT, h->person);
	doc_cell(d, row, 2, ROLE_DIM,
		str_fmt(d->arena, "for %s", duration_short(d->arena, now - h->from)));
}

struct doc *view_people(
	struct arena *a, const struct policies *p, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"role", 4}},
		{.title = {"person", 6}, .flexible = true}, {.title = {"since", 5}}};
	struct doc *d = doc_new(a);
	struct doc_block *t = doc_table(d, columns, 3);
	const struct role *const *need;
	size_t n;

	for (size_t k = 0; k < i->roles.n; k++)
		if (i->roles.v[k].to == INSTANT_NONE)
			holder_row(d, t, p, &i->roles.v[k], now);
	n = roles_required(a, p->roles, i->level, &i->gauges, &need);
	for (size_t k = 0; k < n; k++) {
		struct doc_row *row;

		if (incident_holder(i, need[k]->id).n)
			continue;
		row = doc_table_row(d, t, need[k]->id);
		doc_cell(d, row, 0, ROLE_HEAD, need[k]->name);
		doc_cell(d, row, 1, ROLE_WAIT, STR("EMPTY"));
		doc_cell(d, row, 2, ROLE_DIM,
			str_fmt(a, "SEV%d needs it; role %.*s @name", i->level,
				STR_ARG(need[k]->id)));
	}
	return d;
}

void view_people_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->roles.n; n++) {
		const struct tenure *h = &i->roles.v[n];
		struct json_out o;

		json_out_init(&o, out);
		json_out_open(&o, NULL, '{');
		json_out_str(&o, "role", h->role);
		json_out_str(&o, "person", h->person);
		json_out_z(&o, "from", time_iso(out->arena, h->from));
		if (h->to == INSTANT_NONE)
			json_out_null(&o, "to");
		else
			json_out_z(&o, "to", time_iso(out->arena, h->to));
		json_out_close(&o, '}');
		buf_add_ch(out, '\n');
	}
}
