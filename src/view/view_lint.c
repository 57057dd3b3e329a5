/* view_lint.c: findings about a record as a table or JSON. */
#include "view/view_lint.h"

static struct doc_row *add_row(struct doc *d, struct doc_block *t, const struct lint_finding *f)
{
	struct doc_row *row = doc_table_row(d, t, f->row);

	doc_cell(d, row, 0, f->rule <= LINT_FUTURE ? ROLE_SEV2 : ROLE_HEAD,
		str_z(lint_rule_name(f->rule)));
	doc_cell(d, row, 1, ROLE_DIM, f->row);
	doc_cell(d, row, 2, ROLE_TEXT, f->text);
	return row;
}

struct doc *view_lint(struct arena *a, const struct lint_findings *l, bool fixes)
{
	static const struct doc_column columns[] = {{.title = {"rule", 4}}, {.title = {"row", 3}},
		{.title = {"what does not add up", 20}, .flexible = true},
		{.title = {"put it right", 12}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!l->n) {
		doc_paraf(d, ROLE_OK, "The timeline adds up.");
		return d;
	}
	t = doc_table(d, columns, fixes ? 4 : 3);
	for (size_t n = 0; n < l->n; n++) {
		struct doc_row *row = add_row(d, t, &l->v[n]);

		if (fixes)
			doc_cell(d, row, 3, ROLE_CMD, str_trim(l->v[n].fix));
	}
	if (l->more)
		doc_paraf(d, ROLE_WAIT, "%zu more are not shown.", l->more);
	return d;
}

void view_lint_object(struct json_out *o, const struct lint_finding *f)
{
	json_out_open(o, NULL, '{');
	json_out_z(o, "rule", lint_rule_name(f->rule));
	json_out_str(o, "row", f->row);
	if (f->seq)
		json_out_int(o, "seq", (int64_t)f->seq);
	else
		json_out_null(o, "seq");
	json_out_str(o, "text", f->text);
	json_out_str(o, "fix", f->fix);
	json_out_close(o, '}');
}

void view_lint_json(struct buf *out, const struct lint_findings *l)
{
	for (size_t n = 0; n < l->n; n++) {
		struct json_out o;

		json_out_init(&o, out);
		view_lint_object(&o, &l->v[n]);
		buf_add_ch(out, '\n');
	}
}

struct str view_lint_count(struct arena *a, const struct lint_findings *l)
{
	size_t n = l->n + l->more;

	if (!n)
		return (struct str){0};
	return str_fmt(a, "%zu thing%s in the timeline do%s not add up: `lint` shows %s", n,
		n == 1 ? "" : "s", n == 1 ? "es" : "", n == 1 ? "it" : "them");
}
