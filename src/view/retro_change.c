/* retro_change.c: the parts of a post-mortem about changes of the system, what was kept before them, and what they left. */
#include "view/retro_internal.h"

#include "view/view_access.h"
#include "view/view_change.h"
#include "view/view_diverge.h"
#include "view/view_evidence.h"

static struct str or_dash(struct str s)
{
	return s.n ? s : STR("-");
}

static struct str versions(struct arena *a, const struct change *c)
{
	if (!c->from.n && !c->to.n)
		return (struct str){0};
	return str_fmt(a, ", from %.*s to %.*s", STR_ARG(c->from), STR_ARG(c->to));
}

static struct str what(struct arena *a, const struct change *c)
{
	struct str v = versions(a, c);

	return str_fmt(a, "%.*s %.*s by %.*s%.*s", STR_ARG(c->kind), STR_ARG(c->target),
		STR_ARG(c->by), STR_ARG(v));
}

static struct str captured(struct arena *a, const struct change *c)
{
	struct str words = view_change_captured(a, c);

	if (!c->capture_reason.n)
		return words;
	return str_fmt(a, "%.*s: %.*s", STR_ARG(words), STR_ARG(c->capture_reason));
}

static struct str approval(struct arena *a, const struct change *c)
{
	if (!c->glass)
		return view_change_approval(a, c);
	return str_fmt(a, "break-glass: %.*s; review: %.*s", STR_ARG(c->glass_reason),
		STR_ARG(c->review.n ? c->review : STR("not yet")));
}

static struct str check_words(struct arena *a, const struct change *c)
{
	if (c->state == CHANGE_STOPPED)
		return str_fmt(a, "stopped: %.*s", STR_ARG(c->result));
	if (c->checked == INSTANT_NONE)
		return str_z(change_state_name(c->state));
	return str_fmt(a, "%s: %.*s", c->state == CHANGE_PASSED ? "passed" : "failed",
		STR_ARG(c->check_evidence));
}

void retro_changes(const struct retro_ask *ask, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"started", 7}},
		{.title = {"what", 4}, .flexible = true},
		{.title = {"captured before", 15}, .flexible = true},
		{.title = {"approved by", 11}, .flexible = true},
		{.title = {"way back", 8}, .flexible = true},
		{.title = {"check", 5}, .flexible = true}};
	const struct incident *i = ask->incident;
	struct doc_block *t;

	if (!i->changes.items.n) {
		doc_paraf(d, ROLE_DIM, "No change of the system is on record.");
		return;
	}
	t = doc_table(d, columns, 7);
	for (size_t n = 0; n < i->changes.items.n; n++) {
		const struct change *c = &i->changes.items.v[n];
		struct str id = str_fmt(d->arena, "CHG-%u", c->id);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, ROLE_TEXT,
			c->started == INSTANT_NONE
				? STR("never")
				: str_z(time_iso_prec(d->arena, c->started, PREC_S)));
		doc_cell(d, row, 2, ROLE_TEXT, what(d->arena, c));
		doc_cell(d, row, 3, ROLE_TEXT, captured(d->arena, c));
		doc_cell(d, row, 4, c->glass ? ROLE_SEV2 : ROLE_TEXT, approval(d->arena, c));
		doc_cell(d, row, 5, ROLE_TEXT, or_dash(c->rollback));
		doc_cell(d, row, 6, view_change_role(c), check_words(d->arena, c));
	}
}

void retro_evidence(const struct retro_ask *ask, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"taken", 5}},
		{.title = {"what", 4}, .flexible = true},
		{.title = {"bytes", 5}, .align = DOC_RIGHT}, {.title = {"by", 2}},
		{.title = {"with", 4}}, {.title = {"SHA-256", 7}}};
	const struct incident *i = ask->incident;
	struct doc_block *t;

	if (!i->evidence.items.n) {
		doc_paraf(d, ROLE_DIM, "No file was kept.");
		return;
	}
	t = doc_table(d, columns, 7);
	for (size_t n = 0; n < i->evidence.items.n; n++) {
		const struct evidence *x = &i->evidence.items.v[n];
		struct str id = str_fmt(d->arena, "EV-%u", x->id);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, ROLE_TEXT, view_evidence_taken(d->arena, x));
		doc_cell(d, row, 2, ROLE_TEXT,
			str_fmt(d->arena, "%.*s%s%.*s", STR_ARG(x->name), x->note.n ? ": " : "",
				STR_ARG(x->note)));
		doc_cell(d, row, 3, ROLE_TEXT,
			str_fmt(d->arena, "%llu", (unsigned long long)x->size));
		doc_cell(d, row, 4, ROLE_TEXT, x->by);
		doc_cell(d, row, 5, ROLE_TEXT, view_evidence_holder(x));
		doc_cell(d, row, 6, ROLE_DIM, x->sha256);
	}
}

void retro_divergences(const struct retro_ask *ask, struct doc *d)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"since", 5}},
		{.title = {"what", 4}, .flexible = true}, {.title = {"owner", 5}},
		{.title = {"what became of it", 17}, .flexible = true}};
	const struct incident *i = ask->incident;
	struct doc_block *t;

	if (!i->divergences.items.n) {
		doc_paraf(d, ROLE_DIM, "No departure from normal is on record.");
		return;
	}
	t = doc_table(d, columns, 5);
	for (size_t n = 0; n < i->divergences.items.n; n++) {
		const struct divergence *x = &i->divergences.items.v[n];
		struct str id = str_fmt(d->arena, "DIV-%u", x->id);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, ROLE_TEXT, str_z(time_iso_prec(d->arena, x->since, PREC_S)));
		doc_cell(d, row, 2, ROLE_TEXT, x->text);
		doc_cell(d, row, 3, ROLE_TEXT, x->owner);
		doc_cell(d, row, 4, x->state == DIVERGENCE_OPEN ? ROLE_WAIT : ROLE_TEXT,
			str_fmt(d->arena, "%s%s%.*s", divergence_state_name(x->state),
				x->why.n ? ": " : "", STR_ARG(x->why)));
	}
}

static void put_checks(struct json_out *o, const struct incident *i)
{
	json_out_open(o, "checks", '[');
	for (size_t n = 0; n < i->changes.checks.n; n++) {
		const struct check *k = &i->changes.checks.v[n];

		json_out_open(o, NULL, '{');
		json_out_int(o, "seq", (int64_t)k->seq);
		json_out_z(o, "at", time_iso(o->buf->arena, k->at));
		if (k->change)
			json_out_str(o, "change", str_fmt(o->buf->arena, "CHG-%u", k->change));
		else
			json_out_null(o, "change");
		json_out_bool(o, "passed", k->passed);
		json_out_str(o, "signal", k->signal);
		json_out_str(o, "evidence", k->evidence);
		json_out_str(o, "by", k->by);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

void retro_put_changes(struct json_out *o, const struct incident *i)
{
	json_out_open(o, "changes", '[');
	for (size_t n = 0; n < i->changes.items.n; n++)
		view_change_object(o, NULL, &i->changes.items.v[n]);
	json_out_close(o, ']');
	put_checks(o, i);
	json_out_open(o, "evidence", '[');
	for (size_t n = 0; n < i->evidence.items.n; n++)
		view_evidence_object(o, NULL, &i->evidence.items.v[n]);
	json_out_close(o, ']');
	json_out_open(o, "grants", '[');
	for (size_t n = 0; n < i->grants.items.n; n++)
		view_grant_object(o, NULL, i, &i->grants.items.v[n], i->last_event);
	json_out_close(o, ']');
	json_out_open(o, "divergences", '[');
	for (size_t n = 0; n < i->divergences.items.n; n++)
		view_divergence_object(o, NULL, &i->divergences.items.v[n]);
	json_out_close(o, ']');
}

size_t retro_change_questions_max(const struct incident *i)
{
	return 2 * i->changes.items.n + i->divergences.items.n;
}

size_t retro_change_questions(struct arena *a, const struct incident *i, struct str *v)
{
	size_t n = 0;

	for (size_t k = 0; k < i->changes.items.n; k++) {
		const struct change *c = &i->changes.items.v[k];

		if (c->state == CHANGE_UNCHECKED || c->state == CHANGE_RUNNING)
			v[n++] = str_fmt(a, "Did CHG-%u (%.*s %.*s) work? No check is on record.",
				c->id, STR_ARG(c->kind), STR_ARG(c->target));
		if (change_owes_review(c))
			v[n++] = str_fmt(a,
				"Was it right to start CHG-%u without approval? Nobody reviewed "
				"it.",
				c->id);
	}
	for (size_t k = 0; k < i->divergences.items.n; k++) {
		const struct divergence *x = &i->divergences.items.v[k];

		if (x->state == DIVERGENCE_OPEN)
			v[n++] = str_fmt(
				a, "When is DIV-%u taken back: %.*s?", x->id, STR_ARG(x->text));
	}
	return n;
}
