/* view_drafts.c: all drafts of an incident: the list, as JSON, and which wait for whom. */
#include "view/view_draft.h"

/* Worst of the audiences: "2 errors", "waits for @lead", "approved". */
static struct str standing(struct arena *a, const struct policies *p, const struct incident *i,
	const struct update_draft *d, instant now, enum doc_role *role)
{
	const struct draft_version *v = draft_now(d);
	struct str rest = d->audiences, audience, text = STR("ready to be sent");
	size_t errors = 0;

	*role = ROLE_OK;
	if (d->state != DRAFT_OPEN) {
		*role = d->state == DRAFT_REJECTED ? ROLE_WAIT : ROLE_DIM;
		return d->ended_by.n ? str_fmt(a, "%s by @%.*s", draft_state_name(d->state),
					       STR_ARG(d->ended_by))
				     : str_z(draft_state_name(d->state));
	}
	while (str_split(&rest, ',', &audience)) {
		struct outgoing_ask ask = {.policies = p,
			.incident = i,
			.audience = audience,
			.text = v->text,
			.author = v->author,
			.now = now,
			.next = INSTANT_NONE};
		struct outgoing o;

		view_outgoing(a, &ask, &o);
		errors = o.found.errors > errors ? o.found.errors : errors;
		if (draft_approval_for(i, d, audience) || o.consent == CONSENT_FREE ||
			o.consent == CONSENT_OWN)
			continue;
		*role = ROLE_WAIT;
		text = o.consent == CONSENT_WAITS
			       ? str_fmt(a, "waits for %.*s",
					 STR_ARG(consent_who(a, i, o.row, v->author)))
			       : STR("nobody is here to approve it");
	}
	if (!errors)
		return text;
	*role = ROLE_SEV1;
	return str_fmt(a, "%zu error%s; %.*s", errors, errors == 1 ? "" : "s", STR_ARG(text));
}

static void add_row(struct doc *d, struct doc_block *t, const struct policies *p,
	const struct incident *i, const struct update_draft *x, instant now)
{
	struct arena *a = d->arena;
	enum doc_role role;
	struct str how = standing(a, p, i, x, now, &role);
	struct doc_row *row = doc_table_row(d, t, str_fmt(a, "C-%u", x->id));
	enum doc_role text = draft_is_open(x) ? ROLE_TEXT : ROLE_DIM;

	doc_cell(d, row, 0, ROLE_HEAD, row->key);
	doc_cell(d, row, 1, text, x->audiences);
	doc_cell(d, row, 2, text, draft_now(x)->author);
	doc_cell(d, row, 3, role, how);
	doc_cell(d, row, 4, text, draft_now(x)->text);
}

struct doc *view_drafts(
	struct arena *a, const struct policies *p, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"for", 3}},
		{.title = {"by", 2}}, {.title = {"state", 5}, .flexible = true},
		{.title = {"text", 4}, .flexible = true}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->comms.drafts.n) {
		doc_paraf(d, ROLE_DIM,
			"No drafts yet: `comms draft to=public` starts one from its template.");
		return d;
	}
	t = doc_table(d, columns, 5);
	for (int open = 1; open >= 0; open--)
		for (size_t n = i->comms.drafts.n; n-- > 0;)
			if (draft_is_open(&i->comms.drafts.v[n]) == (open == 1))
				add_row(d, t, p, i, &i->comms.drafts.v[n], now);
	return d;
}

/* ---- JSON ---- */

static void put_list(struct json_out *o, const char *name, struct str joined)
{
	struct str part;

	json_out_open(o, name, '[');
	while (str_split(&joined, ',', &part))
		json_out_str(o, NULL, part);
	json_out_close(o, ']');
}

static void put_audience(struct json_out *o, const struct policies *p, const struct incident *i,
	const struct update_draft *d, struct str audience, instant now)
{
	const struct draft_version *v = draft_now(d);
	const struct draft_approval *given = draft_approval_for(i, d, audience);
	struct arena *a = o->buf->arena;
	struct outgoing_ask ask = {.policies = p,
		.incident = i,
		.audience = audience,
		.text = v->text,
		.author = v->author,
		.now = now,
		.next = INSTANT_NONE};
	struct outgoing out;

	view_outgoing(a, &ask, &out);
	json_out_open(o, NULL, '{');
	json_out_str(o, "audience", audience);
	json_out_str(o, "approved_by", given ? given->person : STR(""));
	json_out_str(o, "waits_for",
		given || out.consent != CONSENT_WAITS ? STR("")
						      : consent_who(a, i, out.row, v->author));
	json_out_z(o, "next_due", out.next == INSTANT_NONE ? "?" : time_iso(a, out.next));
	json_out_open(o, "findings", '[');
	for (size_t n = 0; n < out.found.n; n++) {
		const struct update_finding *f = &out.found.v[n];

		json_out_open(o, NULL, '{');
		json_out_str(
			o, "label", str_fmt(a, "%c%u", update_grade_letter(f->grade), f->number));
		json_out_str(o, "id", f->id);
		json_out_bool(o, "fixed", f->fixed);
		json_out_str(o, "words", str_cut(v->text, f->from, f->to));
		json_out_str(o, "hint", f->hint);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
	json_out_close(o, '}');
}

static void put_draft(struct buf *out, const struct policies *p, const struct incident *i,
	const struct update_draft *d, instant now)
{
	const struct draft_version *v = draft_now(d);
	struct str rest = d->audiences, audience;
	struct json_out o;

	json_out_init(&o, out);
	json_out_open(&o, NULL, '{');
	json_out_str(&o, "id", str_fmt(out->arena, "C-%u", d->id));
	json_out_int(&o, "incident", i->number);
	json_out_z(&o, "state", draft_state_name(d->state));
	put_list(&o, "audiences", d->audiences);
	json_out_str(&o, "author", v->author);
	json_out_int(&o, "version", (int64_t)d->versions.n);
	json_out_z(&o, "written", time_iso(out->arena, v->at));
	json_out_str(&o, "template", d->template);
	json_out_str(&o, "text", v->text);
	json_out_str(&o, "ended_by", d->ended_by);
	json_out_str(&o, "reason", d->why);
	json_out_open(&o, "told", '[');
	while (str_split(&rest, ',', &audience))
		put_audience(&o, p, i, d, audience, now);
	json_out_close(&o, ']');
	json_out_close(&o, '}');
	buf_add_ch(out, '\n');
}

void view_drafts_json(struct buf *out, const struct policies *p, const struct incident *i,
	const struct update_draft *only, instant now)
{
	for (size_t n = 0; n < i->comms.drafts.n; n++)
		if (!only || only == &i->comms.drafts.v[n])
			put_draft(out, p, i, &i->comms.drafts.v[n], now);
}

/* ---- Who is waited for ---- */

static bool waits_for(const struct policies *p, const struct incident *i,
	const struct update_draft *d, struct str person)
{
	struct str rest = d->audiences, audience, author = draft_now(d)->author;

	while (str_split(&rest, ',', &audience)) {
		const struct cadence_row *row = cadence_row_or_worse(
			p->cadence, i->level, audience);

		if (!str_eq(author, person) && consent_may_approve(i, row, person) &&
			consent_needed(i, row, author) == CONSENT_WAITS &&
			!draft_approval_for(i, d, audience))
			return true;
	}
	return false;
}

const struct update_draft *view_draft_waits_for(
	const struct policies *p, const struct incident *i, struct str person, uint32_t after)
{
	for (size_t n = after; n < i->comms.drafts.n; n++)
		if (i->comms.drafts.v[n].state == DRAFT_OPEN &&
			waits_for(p, i, &i->comms.drafts.v[n], person))
			return &i->comms.drafts.v[n];
	return NULL;
}

static void call(struct draft_call *newest, uint64_t seq, struct str text)
{
	if (seq > newest->seq)
		*newest = (struct draft_call){seq, text};
}

/* What became of a draft of this person's own. */
static void look_at_own(
	struct arena *a, const struct update_draft *d, struct str person, struct draft_call *newest)
{
	if (!str_eq(draft_now(d)->author, person))
		return;
	if (d->state == DRAFT_REJECTED && !str_eq(d->ended_by, person))
		call(newest, d->ended_seq,
			str_fmt(a, "@%.*s sends C-%u back: %.*s", STR_ARG(d->ended_by), d->id,
				STR_ARG(d->why)));
	for (size_t n = 0; n < d->approvals.n; n++) {
		const struct draft_approval *x = &d->approvals.v[n];

		if (x->version == d->versions.n && !str_eq(x->person, person))
			call(newest, x->seq,
				str_fmt(a, "@%.*s approved C-%u for %.*s", STR_ARG(x->person),
					d->id, STR_ARG(x->audiences)));
	}
}

bool view_draft_call(struct arena *a, const struct policies *p, const struct incident *i,
	struct str person, uint64_t after, struct draft_call *ret)
{
	struct draft_call newest = {.seq = after};

	for (size_t n = 0; n < i->comms.drafts.n; n++) {
		const struct update_draft *d = &i->comms.drafts.v[n];

		if (d->state == DRAFT_OPEN && waits_for(p, i, d, person))
			call(&newest, draft_now(d)->seq,
				str_fmt(a, "draft C-%u of @%.*s waits for your approval", d->id,
					STR_ARG(draft_now(d)->author)));
		if (draft_is_open(d))
			look_at_own(a, d, person, &newest);
	}
	if (newest.seq == after)
		return false;
	*ret = newest;
	return true;
}
