/* pane_changes.c: what is done to the system, what departs from normal, and what was kept: each with what it still needs. */
#include "tui/pane_internal.h"
#include "view/view_change.h"
#include "view/view_diverge.h"
#include "view/view_evidence.h"

/* Rows of three lists stand in one: the list is in the upper half of the key, the number in the lower. */
enum part { PART_CHANGE = 1, PART_DIVERGENCE, PART_EVIDENCE };

static uint64_t key_of(enum part part, uint32_t id)
{
	return (uint64_t)part << 32 | id;
}

static enum part part_of(uint64_t key)
{
	return (enum part)(key >> 32);
}

/* Newest first in each list. */
static size_t read_keys(const struct pane_view *v, uint64_t **ret)
{
	const struct incident *i = v->incident;
	size_t c = i->changes.items.n, d = i->divergences.items.n, e = i->evidence.items.n, n = 0;
	uint64_t *keys = ARENA_ARRAY(v->arena, c + d + e + 1, uint64_t);
	while (c > 0)
		keys[n++] = key_of(PART_CHANGE, i->changes.items.v[--c].id);
	while (d > 0)
		keys[n++] = key_of(PART_DIVERGENCE, i->divergences.items.v[--d].id);
	while (e > 0)
		keys[n++] = key_of(PART_EVIDENCE, i->evidence.items.v[--e].id);
	*ret = keys;
	return n;
}

/* ---- The list ---- */

/* A row has four cells, two of which go on a narrow screen: id, state, what, who, more. */
struct line {
	struct str id, state, what, who, more;
	enum doc_role role;
};

static struct line change_line(const struct pane_view *v, uint32_t id)
{
	const struct change *c = incident_change(v->incident, id);
	struct arena *a = v->arena;
	return (struct line){.id = str_fmt(a, "CHG-%u", id),
		.state = view_change_state(a, c, v->s->now),
		.what = str_fmt(a, "%.*s %.*s", STR_ARG(c->kind), STR_ARG(c->target)),
		.who = c->by,
		.more = view_change_approval(a, c),
		.role = view_change_role(c)};
}

static struct line divergence_line(const struct pane_view *v, uint32_t id)
{
	const struct divergence *d = incident_divergence(v->incident, id);
	struct arena *a = v->arena;
	int offset = zone_offset_min(v->s->zone, d->until);
	return (struct line){.id = str_fmt(a, "DIV-%u", id),
		.state = view_divergence_state(a, d, v->s->now),
		.what = d->text,
		.who = d->owner,
		.more = d->until == INSTANT_NONE
				? (struct str){0}
				: str_fmt(a, "until %s", time_hm(a, d->until, offset)),
		.role = view_divergence_role(d, v->s->now)};
}

static struct line evidence_line(const struct pane_view *v, uint32_t id)
{
	const struct evidence *x = incident_evidence(v->incident, id);
	struct arena *a = v->arena;
	int offset = zone_offset_min(v->s->zone, x->taken);
	return (struct line){.id = str_fmt(a, "EV-%u", id),
		.state = x->taken == INSTANT_NONE ? STR("?") : str_z(time_hm(a, x->taken, offset)),
		.what = x->note.n ? str_fmt(a, "%.*s: %.*s", STR_ARG(x->name), STR_ARG(x->note))
				  : x->name,
		.who = view_evidence_holder(x),
		.more = evidence_size(a, x->size),
		.role = ROLE_DIM};
}

static struct line line_of(const struct pane_view *v, uint64_t key)
{
	switch (part_of(key)) {
	case PART_CHANGE:
		return change_line(v, (uint32_t)key);
	case PART_DIVERGENCE:
		return divergence_line(v, (uint32_t)key);
	case PART_EVIDENCE:
		break;
	}
	return evidence_line(v, (uint32_t)key);
}

static struct str part_label(enum part part)
{
	return part == PART_DIVERGENCE ? STR("departs from normal") : STR("evidence kept");
}

static struct str part_sum(const struct pane_view *v, enum part part)
{
	const struct incident *i = v->incident;
	if (part == PART_DIVERGENCE)
		return str_fmt(v->arena, "%zu open", diverge_open(i));
	return str_fmt(v->arena, "%zu", i->evidence.items.n);
}

static struct doc_block *begin_table(struct doc *d, bool narrow)
{
	static const struct doc_column wide[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false},
		{{0}, DOC_LEFT, true}, {{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, false}};
	return doc_table(d, wide, narrow ? 3 : 5);
}

static const struct doc *list_doc(
	const struct pane_view *v, const uint64_t *keys, size_t first, size_t n)
{
	struct doc *d = doc_new(v->arena);
	struct doc_block *t = NULL;
	bool narrow = v->width < 60;
	for (size_t k = first; k < n && k < first + (size_t)v->height; k++) {
		struct line l = line_of(v, keys[k]);
		enum part part = part_of(keys[k]);
		bool begins = k == first || part_of(keys[k - 1]) != part;
		if (begins && (k > 0 || part != PART_CHANGE))
			doc_rule(d, part_label(part))->name = part_sum(v, part);
		if (begins)
			t = begin_table(d, narrow);
		struct doc_row *row = doc_table_row(d, t, l.id);
		doc_cell(d, row, 0, ROLE_HEAD, l.id);
		doc_cell(d, row, 1, l.role, l.state);
		doc_cell(d, row, 2, ROLE_TEXT, l.what);
		if (narrow)
			continue;
		doc_cell(d, row, 3, ROLE_TEXT, l.who);
		doc_cell(d, row, 4, ROLE_DIM, l.more);
	}
	return d;
}

/* ---- About the marked row ---- */

static const struct doc *detail_doc(const struct pane_view *v, uint64_t key, size_t at, size_t n)
{
	struct arena *a = v->arena;
	uint32_t id = (uint32_t)key;
	struct line l = line_of(v, key);
	struct doc *d = doc_new(a);
	doc_rule(d, str_fmt(a, "%.*s %.*s", STR_ARG(l.id), STR_ARG(l.what)))->name = str_fmt(
		a, "%zu of %zu", at + 1, n);
	if (part_of(key) == PART_CHANGE)
		doc_append(d, view_change(a, v->incident, id, v->s->now));
	else if (part_of(key) == PART_DIVERGENCE)
		doc_append(d, view_divergence(a, v->incident, id, v->s->now));
	else
		doc_append(d, view_evidence(a, v->incident, id));
	return d;
}

/* ---- Before anything was done ---- */

static struct str asks(struct arena *a, const struct change_kind *k)
{
	struct buf b;
	buf_init(&b, a, 64);
	if (k->needs_capture)
		buf_add_z(&b, " captured");
	if (k->needs_version)
		buf_add_z(&b, " from to");
	if (k->needs_rollback)
		buf_add_z(&b, " rollback");
	return b.n ? str_cut(buf_str(&b), 1, b.n) : STR("-");
}

static const struct doc *empty_doc(const struct pane_view *v)
{
	static const struct doc_column columns[] = {{.title = {"kind", 4}},
		{.title = {"asks for", 8}}, {.title = {"think of", 8}, .flexible = true}};
	const struct change_policy *p = v->s->policies->changes;
	struct doc *d = doc_new(v->arena);
	doc_para(
		d, STR("Nothing was changed yet. Keep what is there before it is gone, say what is "
		       "done, and check that it worked:"));
	doc_paraf(d, ROLE_CMD, "/evidence keep FILE note=\"before the restart\"");
	doc_paraf(d, ROLE_CMD, "/run restart TARGET captured=EV-1 by=@name");
	doc_paraf(d, ROLE_CMD, "/diverge \"what is not as it should be\" until=+4h @owner");
	if (v->height < 10)
		return d;
	doc_para(d, (struct str){0});
	struct doc_block *t = doc_table(d, columns, 3);
	for (size_t k = 0; k < change_kinds(p); k++) {
		const struct change_kind *kind = change_kind_at(p, k);
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		doc_cell(d, row, 0, ROLE_HEAD, kind->name);
		doc_cell(d, row, 1, ROLE_TEXT, asks(v->arena, kind));
		doc_cell(d, row, 2, ROLE_DIM, kind->hint);
	}
	return d;
}

/* ---- The pane ---- */

static struct str sum(const struct pane_view *v)
{
	const struct change_log *log = &v->incident->changes;
	size_t of[CHANGE_STOPPED + 1] = {0};
	struct buf b;
	buf_init(&b, v->arena, 200);
	for (size_t n = 0; n < log->items.n; n++)
		of[log->items.v[n].state]++;
	for (int s = CHANGE_PROPOSED; s <= CHANGE_FAILED; s++) {
		if (of[s] && s != CHANGE_PASSED)
			buf_addf(&b, "%s%zu %s", b.n ? ", " : "", of[s],
				change_state_name((enum change_state)s));
	}
	return b.n ? buf_str(&b) : STR("newest first");
}

static void content(struct pane_view *v, struct pane_parts *ret)
{
	uint64_t *keys;
	size_t n = read_keys(v, &keys);
	list_settle(&v->list, keys, n);
	ret->title = STR("changes");
	if (!n) {
		ret->main = empty_doc(v);
		return;
	}
	ret->right = sum(v);
	ret->keys = keys;
	ret->count = n;
	ret->gutter = ret->marked = true;
	ret->below_max = v->height >= 12 ? v->height / 2 : 0;
	if (v->width >= 180) {
		ret->side = detail_doc(v, keys[v->list.at], v->list.at, n);
		ret->side_width = v->width / 2 - 6;
		ret->below_max = 0;
	} else if (ret->below_max) {
		ret->below = detail_doc(v, keys[v->list.at], v->list.at, n);
	}
	int room = v->height - 1 - ret->below_max;
	ret->first = list_window(&v->list, n, (size_t)(room > 1 ? room : 1));
	ret->main = list_doc(v, keys, ret->first, n);
}

static struct str selected(const struct pane_view *v, uint64_t key)
{
	static const char *const letters[] = {"", "CHG", "DIV", "EV"};
	if (!key || part_of(key) > PART_EVIDENCE)
		return (struct str){0};
	return str_fmt(v->arena, "%s-%u", letters[part_of(key)], (uint32_t)key);
}

static const struct pane_choice choices[] = {
	{"a", "run approve {selected}", "let it be done, as the second person"},
	{"d", "run done {selected} ", "the work is over, its check begins"},
	{"p", "run check {selected} pass evidence=", "the check passed: what shows it"},
	{"x", "run check {selected} fail evidence=", "the check failed: what shows it"},
	{"s", "run stop {selected} reason=", "stop it, or withdraw it"},
	{"b", "run rollback {selected} captured=", "take it back"},
	{"r", "run review {selected} ", "review a start without approval"},
	{"k", "evidence keep ", "keep a file before it is gone"},
	{"h", "evidence custody {selected} @", "hand kept evidence on"},
	{"g", "evidence get {selected} out=", "copy kept evidence into a file"},
	{"n", "diverge revert {selected} ", "normal again"},
	{"o", "diverge accept {selected} reason= owner=@", "it stays so, somebody owns it"},
	{NULL, NULL, NULL},
};

const struct pane_type pane_changes = {
	.name = "changes",
	.title = "Chg",
	.brief = "what is done to the system, and what was kept",
	.digit = '6',
	.needs_room = true,
	.content = content,
	.choices = choices,
	.open = "show {selected}",
	.selected = selected,
};
