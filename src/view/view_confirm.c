/* view_confirm.c: what a line would record and change: rows, facts, promises and the answer it would give. */
#include "view/view_confirm.h"

#include "view/view_comms.h"
#include "view/view_compare.h"

static void rows(struct doc *d, const struct confirm_ask *q)
{
	uint64_t last = q->before->last_seq;
	for (size_t n = 0; n < q->after->entries.n; n++) {
		const struct entry *e = &q->after->entries.v[n];
		if (e->seq <= last)
			continue;
		struct doc_block *p = doc_para(d, (struct str){0});
		doc_spanf(d, p, ROLE_HEAD, "%.*s  ", STR_ARG(e->label));
		doc_span(d, p, ROLE_TEXT, e->text);
	}
}

static const struct promise *owed_to(const struct promise *v, size_t n, struct str audience)
{
	for (size_t k = 0; k < n; k++) {
		if (str_eq(v[k].audience, audience))
			return &v[k];
	}
	return NULL;
}

static struct str due_text(struct arena *a, const struct promise *p, const struct zone *zone)
{
	return p ? str_z(time_hm(a, p->due.due, zone_offset_min(zone, p->due.due))) : STR("-");
}

static void change_row(
	struct doc *d, struct doc_block *t, struct str what, struct str before, struct str after)
{
	struct doc_row *row = doc_table_row(d, t, what);
	doc_cell(d, row, 0, ROLE_HEAD, what);
	doc_cell(d, row, 1, ROLE_DIM, before);
	doc_cell(d, row, 2, ROLE_TEXT, after);
}

/* An audience that is owed an update at another minute, no more, or for the first time. */
static void promises(struct doc *d, struct doc_block *t, const struct confirm_ask *q)
{
	struct arena *a = d->arena;
	const struct promise *was, *is;
	size_t n = view_promises(a, q->policies, q->before, q->now, &was);
	size_t m = view_promises(a, q->policies, q->after, q->now, &is);
	for (size_t k = 0; k < cadence_audiences(q->policies->cadence); k++) {
		struct str who = cadence_audience(q->policies->cadence, k);
		struct str before = due_text(a, owed_to(was, n, who), q->zone);
		struct str after = due_text(a, owed_to(is, m, who), q->zone);
		if (!str_eq(before, after))
			change_row(d, t, str_fmt(a, "owed to %.*s", STR_ARG(who)), before, after);
	}
}

static void changes(struct doc *d, const struct confirm_ask *q)
{
	static const struct doc_column columns[] = {{.title = {"what", 4}},
		{.title = {"is", 2}, .flexible = true},
		{.title = {"would be", 8}, .flexible = true}};
	struct compare c;
	compare_of(d->arena, q->policies, q->before, q->after, q->now, q->now, &c);
	struct doc_block *t = doc_table(d, columns, 3);
	for (size_t n = 0; n < c.changes.n; n++)
		change_row(d, t, c.changes.v[n].what, c.changes.v[n].then, c.changes.v[n].now);
	promises(d, t, q);
}

struct doc *view_confirm(struct arena *a, const struct confirm_ask *q)
{
	struct doc *d = doc_new(a);
	doc_paraf(d, ROLE_WAIT, "INC-%u: nothing is recorded yet.", q->before->number);
	doc_rule(d, STR("would be recorded"));
	rows(d, q);
	doc_rule(d, STR("would change"));
	changes(d, q);
	if (q->reply && q->reply->n) {
		doc_rule(d, STR("the answer then"));
		doc_append(d, q->reply);
	}
	return d;
}
