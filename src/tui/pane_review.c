/* pane_review.c: what does not add up in the record: each finding with its row and the line that puts it right. */
#include "core/lint.h"
#include "tui/pane_internal.h"

/* Findings have no name of their own: a key is a place in the list, so that the next one moves up when one is put right. */
static const struct lint_finding *finding(
	const struct pane_view *v, uint64_t key, struct lint_findings *l)
{
	if (!v->incident)
		return NULL;
	lint_incident(
		v->arena, v->s->policies, v->incident, v->s->past ? v->s->past_at : v->s->now, l);
	return key && key <= l->n ? &l->v[key - 1] : NULL;
}

static const struct doc *list_doc(
	const struct pane_view *v, const struct lint_findings *l, size_t first)
{
	static const struct doc_column columns[] = {
		{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	struct doc *d = doc_new(v->arena);
	struct doc_block *t = doc_table(d, columns, 3);
	for (size_t n = first; n < l->n; n++) {
		const struct lint_finding *f = &l->v[n];
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, f->rule <= LINT_FUTURE ? ROLE_SEV2 : ROLE_HEAD,
			str_z(lint_rule_name(f->rule)));
		doc_cell(d, row, 1, ROLE_DIM, f->row);
		doc_cell(d, row, 2, ROLE_TEXT, f->text);
	}
	return d;
}

static const struct doc *detail_doc(
	const struct pane_view *v, const struct lint_finding *f, size_t at, size_t n)
{
	const struct entry *e = f->seq ? incident_entry(v->incident, f->seq) : NULL;
	struct arena *a = v->arena;
	struct doc *d = doc_new(a);
	doc_rule(d, str_fmt(a, "%s%s%.*s", lint_rule_name(f->rule), f->row.n ? " " : "",
			    STR_ARG(f->row)))
		->name = str_fmt(a, "%zu of %zu", at + 1, n);
	doc_para(d, f->text);
	if (e) {
		int offset = zone_offset_min(v->s->zone, e->occurred);
		doc_field(d, "row",
			str_fmt(a, "%s %.*s %.*s", time_hms(a, e->occurred, offset),
				STR_ARG(e->label), STR_ARG(e->text)),
			ROLE_DIM);
	}
	doc_field(d, "Enter writes", str_fmt(a, "/%.*s", STR_ARG(f->fix)), ROLE_CMD);
	return d;
}

static const struct doc *empty_doc(const struct pane_view *v)
{
	struct doc *d = doc_new(v->arena);
	doc_paraf(d, ROLE_OK, "The timeline adds up.");
	doc_paraf(d, ROLE_DIM,
		"Milestones in order and none missing, no row from the future, nobody silent for "
		"long, no claim without evidence, and what is told from memory says so.");
	doc_paraf(d, ROLE_CMD, "/export postmortem");
	return d;
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	struct lint_findings l = {0};
	const struct lint_finding *marked;
	uint64_t *keys;
	if (!v->incident)
		return;
	finding(v, 0, &l);
	keys = ARENA_ARRAY(v->arena, l.n + 1, uint64_t);
	for (size_t n = 0; n < l.n; n++)
		keys[n] = n + 1;
	list_settle(&v->list, keys, l.n);
	ret->title = STR("what does not add up");
	if (!l.n) {
		ret->main = empty_doc(v);
		return;
	}
	ret->right = l.more ? str_fmt(v->arena, "%zu more not shown", l.more)
			    : STR("Enter writes what puts it right");
	ret->keys = keys;
	ret->count = l.n;
	ret->gutter = ret->marked = true;
	ret->below_max = v->height >= 12 ? v->height / 3 : 0;
	marked = &l.v[v->list.at < l.n ? v->list.at : 0];
	if (v->width >= 180) {
		ret->side = detail_doc(v, marked, v->list.at, l.n);
		ret->side_width = v->width / 2 - 6;
		ret->below_max = 0;
	} else if (ret->below_max) {
		ret->below = detail_doc(v, marked, v->list.at, l.n);
	}
	int room = v->height - 1 - ret->below_max;
	ret->first = list_window(&v->list, l.n, (size_t)(room > 1 ? room : 1));
	ret->main = list_doc(v, &l, ret->first);
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	struct lint_findings l;
	const struct lint_finding *f = finding(v, key, &l);
	return f ? f->fix : (struct str){0};
}

static struct str copy(const struct pane_view *v, uint64_t key)
{
	struct lint_findings l;
	const struct lint_finding *f = finding(v, key, &l);
	return f ? f->text : (struct str){0};
}

static const struct pane_choice choices[] = {
	{"f", "{selected}", "write the line that puts it right"},
	{"p", "export postmortem", "the post-mortem as it stands"},
	{"l", "learned ", "keep something for the review"},
	{NULL, NULL, NULL},
};

const struct pane_type pane_review = {
	.name = "review",
	.title = "Rev",
	.brief = "what does not add up in the record",
	.digit = '8',
	.needs_room = true,
	.writes = true,
	.content = content,
	.choices = choices,
	.open = "{selected}",
	.selected = selected,
	.copy = copy,
};
