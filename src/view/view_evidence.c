/* view_evidence.c: kept items as a table, one by one, and as JSON. */
#include "view/view_evidence.h"

struct str view_evidence_taken(struct arena *a, const struct evidence *x)
{
	return str_z(time_iso_prec(a, x->taken, x->precision == PREC_US ? PREC_S : x->precision));
}

struct str view_evidence_holder(const struct evidence *x)
{
	for (size_t n = x->custody.n; n-- > 0;)
		if (!x->custody.v[n].copied)
			return x->custody.v[n].person;
	return x->by;
}

struct doc *view_evidence_list(struct arena *a, const struct incident *i)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"taken", 5}},
		{.title = {"what", 4}, .flexible = true},
		{.title = {"size", 4}, .align = DOC_RIGHT}, {.title = {"sha256", 6}},
		{.title = {"with", 4}}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->evidence.items.n) {
		doc_paraf(d, ROLE_DIM,
			"Nothing was kept yet. `evidence keep FILE` keeps a file, `command | "
			"warroom "
			"evidence keep -` what a command says.");
		return d;
	}
	t = doc_table(d, columns, 6);
	for (size_t n = 0; n < i->evidence.items.n; n++) {
		const struct evidence *x = &i->evidence.items.v[n];
		struct str id = str_fmt(a, "EV-%u", x->id);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, ROLE_TEXT, view_evidence_taken(a, x));
		doc_cell(d, row, 2, ROLE_TEXT,
			str_fmt(a, "%.*s%s%.*s", STR_ARG(x->name), x->note.n ? ": " : "",
				STR_ARG(x->note)));
		doc_cell(d, row, 3, ROLE_TEXT, evidence_size(a, x->size));
		doc_cell(d, row, 4, ROLE_DIM, str_fmt(a, "%.*s..", 12, x->sha256.p));
		doc_cell(d, row, 5, ROLE_TEXT, view_evidence_holder(x));
	}
	return d;
}

static void custody_field(struct doc *d, const struct custody *c)
{
	struct arena *a = d->arena;

	doc_field(d, c->copied ? "copy for" : "handed to",
		str_fmt(a, "%.*s %s%s%.*s (by %.*s)", STR_ARG(c->person),
			time_iso_prec(a, c->at, PREC_S), c->note.n ? ": " : "", STR_ARG(c->note),
			STR_ARG(c->by)),
		ROLE_TEXT);
}

struct doc *view_evidence(struct arena *a, const struct incident *i, uint32_t id)
{
	const struct evidence *x = incident_evidence(i, id);
	struct doc *d = doc_new(a);

	if (!x) {
		doc_paraf(d, ROLE_WAIT, "INC-%u has no EV-%u; `evidence list` shows what was kept",
			i->number, id);
		return d;
	}
	doc_field(d, "name", x->name, ROLE_TEXT);
	if (x->note.n)
		doc_field(d, "note", x->note, ROLE_TEXT);
	doc_field(d, "taken", view_evidence_taken(a, x), ROLE_TEXT);
	doc_field(d, "kept",
		str_fmt(a, "%s by %.*s", time_iso_prec(a, x->kept, PREC_S), STR_ARG(x->by)),
		ROLE_TEXT);
	doc_field(d, "size",
		str_fmt(a, "%.*s (%llu bytes)", STR_ARG(evidence_size(a, x->size)),
			(unsigned long long)x->size),
		ROLE_TEXT);
	doc_field(d, "sha256", x->sha256, ROLE_TEXT);
	if (x->same_as)
		doc_field(
			d, "same bytes", str_fmt(a, "as EV-%u, stored once", x->same_as), ROLE_DIM);
	for (size_t n = 0; n < x->custody.n; n++)
		custody_field(d, &x->custody.v[n]);
	return d;
}

void view_evidence_object(struct json_out *o, const char *name, const struct evidence *x)
{
	json_out_open(o, name, '{');
	json_out_str(o, "id", str_fmt(o->buf->arena, "EV-%u", x->id));
	json_out_str(o, "sha256", x->sha256);
	json_out_int(o, "size", (int64_t)x->size);
	json_out_str(o, "name", x->name);
	json_out_str(o, "note", x->note);
	json_out_str(o, "by", x->by);
	json_out_time(o, "taken", x->taken);
	json_out_time(o, "kept", x->kept);
	json_out_open(o, "custody", '[');
	for (size_t n = 0; n < x->custody.n; n++) {
		const struct custody *c = &x->custody.v[n];

		json_out_open(o, NULL, '{');
		json_out_time(o, "at", c->at);
		json_out_str(o, "person", c->person);
		json_out_str(o, "note", c->note);
		json_out_str(o, "by", c->by);
		json_out_bool(o, "copy", c->copied);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
	json_out_close(o, '}');
}

void view_evidence_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->evidence.items.n; n++) {
		struct json_out o;

		json_out_init(&o, out);
		view_evidence_object(&o, NULL, &i->evidence.items.v[n]);
		buf_add_ch(out, '\n');
	}
}
