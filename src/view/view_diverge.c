/* view_diverge.c: departures from the normal state as a table, one by one, and as JSON. */
#include "view/view_diverge.h"

static bool is_late(const struct divergence *d, instant now)
{
	return d->state == DIVERGENCE_OPEN && d->until != INSTANT_NONE && d->until < now;
}

struct str view_divergence_state(struct arena *a, const struct divergence *d, instant now)
{
	if (is_late(d, now))
		return str_fmt(a, "LATE %s", duration_short(a, now - d->until));
	return str_z(divergence_state_name(d->state));
}

enum doc_role view_divergence_role(const struct divergence *d, instant now)
{
	if (is_late(d, now))
		return ROLE_SEV2;
	return d->state == DIVERGENCE_OPEN ? ROLE_WAIT : ROLE_DIM;
}

static struct str until(struct arena *a, const struct divergence *d)
{
	return d->until == INSTANT_NONE ? STR("-") : str_z(time_iso_prec(a, d->until, PREC_MIN));
}

struct doc *view_divergences(struct arena *a, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"state", 5}},
		{.title = {"what is not as it should be", 27}, .flexible = true},
		{.title = {"owner", 5}}, {.title = {"until", 5}}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->divergences.items.n) {
		doc_paraf(d, ROLE_DIM,
			"Nothing departs from normal. diverge \"...\" until=+4h @owner records "
			"what "
			"does.");
		return d;
	}
	t = doc_table(d, columns, 5);
	for (size_t n = 0; n < i->divergences.items.n; n++) {
		const struct divergence *x = &i->divergences.items.v[n];
		struct str id = str_fmt(a, "DIV-%u", x->id);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, view_divergence_role(x, now), view_divergence_state(a, x, now));
		doc_cell(d, row, 2, ROLE_TEXT, x->text);
		doc_cell(d, row, 3, ROLE_TEXT, x->owner);
		doc_cell(d, row, 4, ROLE_TEXT, until(a, x));
	}
	return d;
}

struct doc *view_divergence(struct arena *a, const struct incident *i, uint32_t id, instant now)
{
	const struct divergence *x = incident_divergence(i, id);
	struct doc *d = doc_new(a);

	if (!x) {
		doc_paraf(d, ROLE_WAIT, "INC-%u has no DIV-%u; `diverge list` shows them",
			i->number, id);
		return d;
	}
	doc_field(d, "state", view_divergence_state(a, x, now), view_divergence_role(x, now));
	doc_field(d, "what", x->text, ROLE_TEXT);
	doc_field(d, "owner", x->owner, ROLE_TEXT);
	doc_field(d, "since",
		str_fmt(a, "%s by %.*s", time_iso_prec(a, x->since, PREC_S), STR_ARG(x->by)),
		ROLE_TEXT);
	doc_field(d, "until", until(a, x), ROLE_TEXT);
	if (x->change)
		doc_field(d, "made by", str_fmt(a, "CHG-%u", x->change), ROLE_TEXT);
	if (x->settled != INSTANT_NONE)
		doc_field(d, divergence_state_name(x->state),
			str_fmt(a, "%s by %.*s%s%.*s", time_iso_prec(a, x->settled, PREC_S),
				STR_ARG(x->settled_by), x->why.n ? ": " : "", STR_ARG(x->why)),
			ROLE_TEXT);
	return d;
}

void view_divergence_object(struct json_out *o, const char *name, const struct divergence *d)
{
	json_out_open(o, name, '{');
	json_out_str(o, "id", str_fmt(o->buf->arena, "DIV-%u", d->id));
	json_out_z(o, "state", divergence_state_name(d->state));
	json_out_str(o, "text", d->text);
	json_out_str(o, "owner", d->owner);
	json_out_time(o, "since", d->since);
	json_out_time(o, "until", d->until);
	if (d->change)
		json_out_str(o, "change", str_fmt(o->buf->arena, "CHG-%u", d->change));
	else
		json_out_null(o, "change");
	json_out_time(o, "settled", d->settled);
	json_out_str(o, "why", d->why);
	json_out_close(o, '}');
}

void view_divergences_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->divergences.items.n; n++) {
		struct json_out o;

		json_out_init(&o, out);
		view_divergence_object(&o, NULL, &i->divergences.items.v[n]);
		buf_add_ch(out, '\n');
	}
}

void view_divergences_owed(struct doc *d, const struct incident *i, instant now)
{
	for (size_t n = 0; n < i->divergences.items.n; n++) {
		const struct divergence *x = &i->divergences.items.v[n];

		if (x->state == DIVERGENCE_OPEN)
			doc_field(d, "Not normal",
				str_fmt(d->arena, "DIV-%u %.*s, @%.*s, until %.*s", x->id,
					STR_ARG(x->text), STR_ARG(x->owner),
					STR_ARG(until(d->arena, x))),
				view_divergence_role(x, now));
	}
}
