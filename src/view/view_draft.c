/* view_draft.c: a draft as a document: its text with marks, findings, changes since the last update, approval. */
#include "view/view_draft.h"

#include "base/utf8.h"
#include "base/vec.h"

enum { READING_PER_S = 20 }; /* characters that are read in a second */

static bool audience_next(struct str *rest, struct str *ret)
{
	return str_split(rest, ',', ret);
}

/* The draft as it would be told to one of its audiences. */
static struct outgoing looked(struct arena *a, const struct draft_ask *ask, struct str audience)
{
	const struct draft_version *v = draft_now(ask->draft);
	struct outgoing_ask o = {.policies = ask->policies,
		.incident = ask->incident,
		.audience = audience,
		.text = v->text,
		.author = v->author,
		.now = ask->now,
		.next = INSTANT_NONE};
	struct outgoing out;

	view_outgoing(a, &o, &out);
	return out;
}

static struct str clock_text(struct arena *a, const struct draft_ask *ask, instant at)
{
	return str_z(time_hm(a, at, zone_offset_min(ask->zone, at)));
}

static struct str first_audience(const struct update_draft *d)
{
	struct str rest = d->audiences, one = {0};

	audience_next(&rest, &one);
	return one;
}

/* ---- Findings ---- */

static enum doc_role grade_role(enum update_grade g)
{
	return g == UPDATE_ERROR ? ROLE_SEV1 : g == UPDATE_WARNING ? ROLE_SEV2 : ROLE_SEV3;
}

static void add_finding(struct doc *d, const struct update_finding *f)
{
	struct doc_block *p = doc_add(d, DOC_PARA);

	doc_spanf(d, p, grade_role(f->grade), "%c%u ", update_grade_letter(f->grade), f->number);
	doc_span(d, p, ROLE_TEXT, f->hint);
	doc_spanf(d, p, ROLE_DIM, " (%.*s%s)", STR_ARG(f->id), f->fixed ? ", must be mended" : "");
}

struct doc *view_draft_finding(struct arena *a, const struct update_finding *f)
{
	struct doc *d = doc_new(a);

	add_finding(d, f);
	return d;
}

static struct str counts(struct arena *a, const struct update_findings *f)
{
	if (!f->n)
		return STR("ok");
	return str_fmt(a, "%zu error%s, %zu warning%s%s", f->errors, f->errors == 1 ? "" : "s",
		f->warnings, f->warnings == 1 ? "" : "s",
		f->notes ? arena_printf(a, ", %zu note%s", f->notes, f->notes == 1 ? "" : "s")
			 : "");
}

static void add_findings(struct arena *a, struct doc *d, const struct outgoing *o, bool many)
{
	doc_rule(d, str_fmt(a, "lint%s%.*s: %.*s", many ? " for " : "",
			    STR_ARG(many ? o->audience : STR("")), STR_ARG(counts(a, &o->found))));
	for (int grade = UPDATE_ERROR; grade <= UPDATE_NOTE; grade++)
		for (size_t n = 0; n < o->found.n; n++)
			if (o->found.v[n].grade == (enum update_grade)grade)
				add_finding(d, &o->found.v[n]);
	if (o->problem.n)
		doc_paraf(d, ROLE_SEV1, "%.*s", STR_ARG(o->problem));
}

/* ---- The text ---- */

static void add_text(
	struct arena *a, struct doc *d, const struct draft_ask *ask, const struct outgoing *o)
{
	static const struct doc_column columns[] = {{.flexible = true}};
	struct str text = draft_now(ask->draft)->text;
	size_t cells = utf8_cells(utf8_plain(a, text, UTF8_LINE));
	const struct marked_row *rows;
	size_t n = view_marked_text(a, text, &o->found, ask->width, &rows);
	struct doc_block *t;

	doc_rule(d, str_fmt(a, "text: %zu characters, reads in %zu s", cells,
			    cells / READING_PER_S + 1));
	t = doc_table(d, columns, 1);
	for (size_t k = 0; k < n; k++) {
		struct doc_row *row = doc_table_row(d, t, (struct str){0});

		doc_cell(d, row, 0, rows[k].role, rows[k].text);
	}
}

/* ---- Changes ---- */

struct doc *view_draft_changes(struct arena *a, struct str old, struct str now)
{
	const struct update_piece *v;
	size_t n = update_diff(a, old, now, &v);
	struct doc *d = doc_new(a);
	struct doc_block *p = doc_add(d, DOC_PARA);

	for (size_t k = 0; k < n; k++) {
		const char *blank = k ? " " : "";

		if (v[k].kind == PIECE_GONE)
			doc_spanf(d, p, ROLE_DIM, "%s[-%.*s-]", blank, STR_ARG(v[k].text));
		else if (v[k].kind == PIECE_NEW)
			doc_spanf(d, p, ROLE_OK, "%s{+%.*s+}", blank, STR_ARG(v[k].text));
		else
			doc_spanf(d, p, ROLE_TEXT, "%s%.*s", blank, STR_ARG(v[k].text));
	}
	return d;
}

static void add_changes(struct arena *a, struct doc *d, const struct draft_ask *ask)
{
	struct str audience = first_audience(ask->draft);
	const struct update *last = incident_last_update(ask->incident, audience);

	if (!last || ask->draft->state == DRAFT_SENT)
		return;
	doc_rule(d, str_fmt(a, "changes since %.*s was told at %.*s", STR_ARG(audience),
			    STR_ARG(clock_text(a, ask, last->at))));
	doc_append(d, view_draft_changes(a, last->text, draft_now(ask->draft)->text));
}

/* ---- Approval ---- */

static struct str consent_text(
	struct arena *a, const struct draft_ask *ask, const struct outgoing *o, enum doc_role *role)
{
	const struct incident *i = ask->incident;
	const struct draft_approval *given = draft_approval_for(i, ask->draft, o->audience);
	struct str author = draft_now(ask->draft)->author;

	*role = ROLE_OK;
	if (given)
		return str_fmt(a, "approved by @%.*s at %.*s%s", STR_ARG(given->person),
			STR_ARG(clock_text(a, ask, given->at)),
			given->self ? ", who wrote it" : "");
	switch (o->consent) {
	case CONSENT_FREE:
		return STR("nobody needs to approve");
	case CONSENT_OWN:
		return str_fmt(a, "@%.*s commands and may send it", STR_ARG(author));
	case CONSENT_REASON:
		*role = ROLE_WAIT;
		return str_fmt(a, "nobody else is here: @%.*s with a reason", STR_ARG(author));
	case CONSENT_WAITS:
		*role = ROLE_WAIT;
		return str_fmt(a, "waits for %.*s", STR_ARG(consent_who(a, i, o->row, author)));
	case CONSENT_NOBODY:
		break;
	}
	*role = ROLE_SEV1;
	return str_fmt(a, "nobody can approve it: %.*s is needed", STR_ARG(o->row->approver));
}

static void add_consent(
	struct arena *a, struct doc *d, const struct draft_ask *ask, const struct outgoing *o)
{
	enum doc_role role;
	struct str text = consent_text(a, ask, o, &role);
	struct doc_block *p = doc_add(d, DOC_PARA);

	doc_spanf(d, p, ROLE_HEAD, "%.*s  ", STR_ARG(o->audience));
	doc_span(d, p, role, text);
	if (o->next != INSTANT_NONE)
		doc_spanf(d, p, ROLE_DIM, "; next by %.*s%s", STR_ARG(clock_text(a, ask, o->next)),
			o->named ? " as the text says" : "");
}

static bool is_over(const struct update_draft *d)
{
	return d->state == DRAFT_SENT || d->state == DRAFT_DROPPED;
}

struct doc *view_draft_approval(struct arena *a, const struct draft_ask *ask)
{
	struct str rest = ask->draft->audiences, audience;
	struct doc *d = doc_new(a);

	doc_rule(d, STR("approval"));
	if (ask->draft->state != DRAFT_OPEN) {
		doc_paraf(d, ask->draft->state == DRAFT_SENT ? ROLE_OK : ROLE_WAIT,
			"%s%s%.*s%s%.*s", draft_state_name(ask->draft->state),
			ask->draft->ended_by.n ? " by @" : "", STR_ARG(ask->draft->ended_by),
			ask->draft->why.n ? ": " : "", STR_ARG(ask->draft->why));
		return d;
	}
	while (audience_next(&rest, &audience)) {
		struct outgoing o = looked(a, ask, audience);

		add_consent(a, d, ask, &o);
	}
	return d;
}

/* ---- All of it ---- */

static struct str due_text(struct arena *a, const struct draft_ask *ask, const struct outgoing *o)
{
	duration left = o->due.due - ask->now;

	if (is_over(ask->draft))
		return str_z(draft_state_name(ask->draft->state));
	if (o->due.kind != CADENCE_MINUTES)
		return STR("nothing due");
	return left < 0 ? str_fmt(a, "LATE %s", duration_clock(a, -left))
			: str_fmt(a, "due %s", duration_clock(a, left));
}

struct str view_draft_head(struct arena *a, const struct draft_ask *ask)
{
	const struct update_draft *d = ask->draft;
	const struct draft_version *v = draft_now(d);
	struct outgoing o = looked(a, ask, first_audience(d));

	return str_fmt(a, "C-%u  for %.*s  by %.*s %.*s  v%zu  %.*s", d->id, STR_ARG(d->audiences),
		STR_ARG(v->author), STR_ARG(clock_text(a, ask, v->at)), d->versions.n,
		STR_ARG(due_text(a, ask, &o)));
}

struct doc *view_draft(struct arena *a, const struct draft_ask *ask)
{
	struct str rest = ask->draft->audiences, audience;
	bool many = str_find_ch(rest, ',') >= 0, first = true;
	struct doc *d = doc_new(a);

	if (!ask->brief)
		doc_paraf(d, ROLE_HEAD, "%.*s", STR_ARG(view_draft_head(a, ask)));
	while (audience_next(&rest, &audience)) {
		struct outgoing o = looked(a, ask, audience);

		if (first)
			add_text(a, d, ask, &o);
		first = false;
		if (!is_over(ask->draft))
			add_findings(a, d, &o, many);
	}
	if (!ask->aside)
		doc_append(d, view_draft_approval(a, ask));
	add_changes(a, d, ask);
	return d;
}

/* ---- Facts ---- */

struct doc *view_facts(struct arena *a, const struct policies *p, const struct incident *i,
	struct str audience, instant now)
{
	static const struct doc_column columns[] = {{{0}, DOC_LEFT, false}, {{0}, DOC_LEFT, true}};
	struct doc *d = doc_new(a);
	struct update_facts facts;
	struct doc_block *t;

	view_update_facts(a, p, i, audience, now, &facts);
	doc_rule(d, STR("facts you may use"))->name = str_fmt(
		a, "figures of %s ago", duration_short(a, now - facts.asof));
	t = doc_table(d, columns, 2);
	for (int f = 0; f < FACT_COUNT; f++) {
		struct doc_row *row = doc_table_row(d, t, (struct str){0});
		bool known = facts.v[f].n > 0;

		doc_cell(d, row, 0, ROLE_DIM, str_z(update_fact_name((enum update_fact)f)));
		doc_cell(d, row, 1, known ? ROLE_TEXT : ROLE_WAIT, known ? facts.v[f] : STR("?"));
	}
	return d;
}
