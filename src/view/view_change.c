/* view_change.c: changes as a table, one by one, as JSON, and what each still needs. */
#include "view/view_change.h"

static const char *ago(struct arena *a, instant then, instant now)
{
	duration d = now - then;

	if (then == INSTANT_NONE || d < 0)
		return "";
	return arena_printf(a, " %s", duration_short(a, d - d % US_PER_S));
}

struct str view_change_state(struct arena *a, const struct change *c, instant now)
{
	switch (c->state) {
	case CHANGE_PROPOSED:
		return str_fmt(a, "waits%s", ago(a, c->proposed, now));
	case CHANGE_RUNNING:
		return str_fmt(a, "running%s", ago(a, c->started, now));
	case CHANGE_UNCHECKED:
		return str_fmt(a, "unchecked%s", ago(a, c->ended, now));
	case CHANGE_FAILED:
		return STR("check FAILED");
	case CHANGE_PASSED:
	case CHANGE_STOPPED:
		break;
	}
	return str_z(change_state_name(c->state));
}

enum doc_role view_change_role(const struct change *c)
{
	switch (c->state) {
	case CHANGE_PROPOSED:
	case CHANGE_UNCHECKED:
		return ROLE_WAIT;
	case CHANGE_RUNNING:
		return ROLE_SEV3;
	case CHANGE_PASSED:
		return ROLE_OK;
	case CHANGE_FAILED:
		return ROLE_SEV1;
	case CHANGE_STOPPED:
		break;
	}
	return ROLE_DIM;
}

struct str view_change_approval(struct arena *a, const struct change *c)
{
	if (c->glass)
		return change_owes_review(c) ? STR("break-glass, unreviewed")
					     : STR("break-glass, reviewed");
	if (c->approver.n)
		return c->approver;
	if (c->state == CHANGE_PROPOSED)
		return c->wanted.n ? str_fmt(a, "asked: %.*s", STR_ARG(c->wanted))
				   : STR("asked: ops, ic");
	return c->started == INSTANT_NONE ? STR("none") : STR("not asked");
}

struct str view_change_captured(struct arena *a, const struct change *c)
{
	if (c->capture == CAPTURE_KEPT)
		return str_fmt(a, "EV-%u", c->evidence);
	return str_z(capture_name(c->capture));
}

struct doc *view_changes(struct arena *a, const struct incident *i, instant now)
{
	static const struct doc_column columns[] = {{.title = {"id", 2}}, {.title = {"state", 5}},
		{.title = {"what", 4}, .flexible = true}, {.title = {"by", 2}},
		{.title = {"approved", 8}}, {.title = {"kept", 4}}};
	struct doc *d = doc_new(a);
	struct doc_block *t;

	if (!i->changes.items.n) {
		doc_paraf(d, ROLE_DIM,
			"No changes yet. `run restart web` begins one; it asks what is missing.");
		return d;
	}
	t = doc_table(d, columns, 6);
	for (size_t n = 0; n < i->changes.items.n; n++) {
		const struct change *c = &i->changes.items.v[n];
		struct str id = str_fmt(a, "CHG-%u", c->id);
		struct doc_row *row = doc_table_row(d, t, id);

		doc_cell(d, row, 0, ROLE_HEAD, id);
		doc_cell(d, row, 1, view_change_role(c), view_change_state(a, c, now));
		doc_cell(d, row, 2, ROLE_TEXT,
			str_fmt(a, "%.*s %.*s", STR_ARG(c->kind), STR_ARG(c->target)));
		doc_cell(d, row, 3, ROLE_TEXT, c->by);
		doc_cell(d, row, 4, c->glass ? ROLE_SEV2 : ROLE_TEXT, view_change_approval(a, c));
		doc_cell(d, row, 5, ROLE_TEXT, view_change_captured(a, c));
	}
	return d;
}

static void field_if(struct doc *d, const char *name, struct str text)
{
	if (text.n)
		doc_field(d, name, text, ROLE_TEXT);
}

static void captured_field(struct doc *d, const struct change *c)
{
	struct str words = view_change_captured(d->arena, c);

	if (c->capture == CAPTURE_UNASKED)
		return;
	if (c->capture_reason.n)
		words = str_fmt(d->arena, "%.*s: %.*s", STR_ARG(words), STR_ARG(c->capture_reason));
	doc_field(d, "captured", words, c->capture == CAPTURE_KEPT ? ROLE_OK : ROLE_TEXT);
}

static void approval_fields(struct doc *d, const struct change *c)
{
	struct arena *a = d->arena;

	doc_field(d, "approved", view_change_approval(a, c), c->glass ? ROLE_SEV2 : ROLE_TEXT);
	field_if(d, "break-glass", c->glass_reason);
	if (change_owes_review(c))
		doc_field(d, "review",
			str_fmt(a, "owed by %s%s", time_iso_prec(a, c->review_due, PREC_MIN),
				c->review_late ? ", LATE" : ""),
			c->review_late ? ROLE_SEV1 : ROLE_WAIT);
	else if (c->reviewer.n)
		doc_field(d, "review",
			str_fmt(a, "%.*s: %.*s", STR_ARG(c->reviewer), STR_ARG(c->review)),
			ROLE_OK);
}

static void check_field(struct doc *d, const struct change *c)
{
	struct arena *a = d->arena;
	struct str signal = c->signal.n ? str_fmt(a, " on %.*s", STR_ARG(c->signal)) : STR("");

	if (c->checked != INSTANT_NONE)
		doc_field(d, "check",
			str_fmt(a, "%s%.*s by %.*s: %.*s",
				c->state == CHANGE_PASSED ? "passed" : "FAILED", STR_ARG(signal),
				STR_ARG(c->checked_by), STR_ARG(c->check_evidence)),
			view_change_role(c));
	else if (c->state == CHANGE_UNCHECKED)
		doc_field(d, "check", str_fmt(a, "not yet%.*s", STR_ARG(signal)), ROLE_WAIT);
}

static struct str when(struct arena *a, instant at)
{
	return at == INSTANT_NONE ? (struct str){0} : str_z(time_iso_prec(a, at, PREC_S));
}

struct doc *view_change(struct arena *a, const struct incident *i, uint32_t id, instant now)
{
	const struct change *c = incident_change(i, id);
	struct doc *d = doc_new(a);

	if (!c) {
		doc_paraf(d, ROLE_WAIT, "INC-%u has no change CHG-%u; `run list` shows them",
			i->number, id);
		return d;
	}
	doc_field(d, "state", view_change_state(a, c, now), view_change_role(c));
	doc_field(d, "what", str_fmt(a, "%.*s %.*s", STR_ARG(c->kind), STR_ARG(c->target)),
		ROLE_TEXT);
	field_if(d, "note", c->note);
	doc_field(d, "by", c->by, ROLE_TEXT);
	if (c->from.n || c->to.n)
		doc_field(d, "versions",
			str_fmt(a, "from %.*s to %.*s", STR_ARG(c->from), STR_ARG(c->to)),
			ROLE_TEXT);
	field_if(d, "way back", c->rollback);
	captured_field(d, c);
	approval_fields(d, c);
	field_if(d, "started", when(a, c->started));
	if (c->ended != INSTANT_NONE)
		doc_field(d, "ended",
			str_fmt(a, "%s%s%.*s", time_iso_prec(a, c->ended, PREC_S),
				c->result.n ? ": " : "", STR_ARG(c->result)),
			ROLE_TEXT);
	check_field(d, c);
	if (c->reverses)
		doc_field(d, "takes back", str_fmt(a, "CHG-%u", c->reverses), ROLE_TEXT);
	if (c->reversed_by)
		doc_field(d, "taken back", str_fmt(a, "by CHG-%u", c->reversed_by), ROLE_TEXT);
	return d;
}

static void put_id(struct json_out *o, const char *name, const char *letters, uint32_t id)
{
	if (id)
		json_out_str(o, name, str_fmt(o->buf->arena, "%s-%u", letters, id));
	else
		json_out_null(o, name);
}

void view_change_object(struct json_out *o, const char *name, const struct change *c)
{
	json_out_open(o, name, '{');
	put_id(o, "id", "CHG", c->id);
	json_out_z(o, "state", change_state_name(c->state));
	json_out_str(o, "kind", c->kind);
	json_out_str(o, "target", c->target);
	json_out_str(o, "by", c->by);
	json_out_str(o, "note", c->note);
	json_out_str(o, "from", c->from);
	json_out_str(o, "to", c->to);
	json_out_str(o, "rollback", c->rollback);
	json_out_z(o, "captured", capture_name(c->capture));
	put_id(o, "evidence", "EV", c->evidence);
	json_out_str(o, "capture_reason", c->capture_reason);
	json_out_str(o, "approver", c->approver);
	json_out_bool(o, "glass", c->glass);
	json_out_str(o, "glass_reason", c->glass_reason);
	json_out_time(o, "review_due", c->review_due);
	json_out_str(o, "reviewer", c->reviewer);
	json_out_str(o, "review", c->review);
	put_id(o, "reverses", "CHG", c->reverses);
	json_out_time(o, "started", c->started);
	json_out_time(o, "ended", c->ended);
	json_out_str(o, "result", c->result);
	json_out_time(o, "checked", c->checked);
	json_out_str(o, "signal", c->signal);
	json_out_str(o, "check_evidence", c->check_evidence);
	json_out_close(o, '}');
}

void view_changes_json(struct buf *out, const struct incident *i)
{
	for (size_t n = 0; n < i->changes.items.n; n++) {
		struct json_out o;

		json_out_init(&o, out);
		view_change_object(&o, NULL, &i->changes.items.v[n]);
		buf_add_ch(out, '\n');
	}
}

static void add_end(struct arena *a, struct change_end *v, const struct change *c,
	enum change_need need, const char *name, const char *line)
{
	*v = (struct change_end){.change = c,
		.need = need,
		.name = name,
		.how = str_fmt(a, "%s CHG-%u", line, c->id),
		.role = view_change_role(c),
		.what = str_fmt(a, "CHG-%u %.*s %.*s by %.*s", c->id, STR_ARG(c->kind),
			STR_ARG(c->target), STR_ARG(c->by))};
}

static void add_detail(struct arena *a, struct change_end *v, struct str detail)
{
	v->what = str_fmt(a, "%.*s, %.*s", STR_ARG(v->what), STR_ARG(detail));
}

static size_t ends_of(struct arena *a, const struct change *c, instant now, struct change_end *v)
{
	size_t n = 0;

	if (c->state == CHANGE_PROPOSED) {
		add_end(a, &v[n], c, CHANGE_NEEDS_APPROVAL, "Approve", "run approve");
		add_detail(a, &v[n++], view_change_approval(a, c));
	} else if (c->state == CHANGE_RUNNING) {
		add_end(a, &v[n], c, CHANGE_NEEDS_END, "Running", "run done");
		add_detail(a, &v[n++], str_fmt(a, "for%s", ago(a, c->started, now)));
	} else if (c->state == CHANGE_UNCHECKED || c->state == CHANGE_FAILED) {
		add_end(a, &v[n], c, CHANGE_NEEDS_CHECK, "Check", "run check");
		add_detail(a, &v[n++], view_change_state(a, c, now));
	}
	return n;
}

static size_t review_of(struct arena *a, const struct change *c, instant now, struct change_end *v)
{
	bool late = now >= c->review_due;

	if (!change_owes_review(c))
		return 0;
	add_end(a, v, c, CHANGE_NEEDS_REVIEW, "Review", "run review");
	v->role = late ? ROLE_SEV1 : ROLE_WAIT;
	add_detail(a, v,
		str_fmt(a, "started without approval, review owed by %s%s",
			time_iso_prec(a, c->review_due, PREC_MIN), late ? ", LATE" : ""));
	return 1;
}

size_t view_change_ends(
	struct arena *a, const struct incident *i, instant now, const struct change_end **ret)
{
	struct change_end *v = ARENA_ARRAY(a, 2 * i->changes.items.n + 1, struct change_end);
	size_t n = 0;

	for (size_t k = 0; k < i->changes.items.n; k++)
		n += ends_of(a, &i->changes.items.v[k], now, v + n);
	for (size_t k = 0; k < i->changes.items.n; k++)
		n += review_of(a, &i->changes.items.v[k], now, v + n);
	*ret = v;
	return n;
}

bool view_change_end_is_for(const struct incident *i, const struct change_end *e, struct str person)
{
	const struct change *c = e->change;
	bool ic = str_eq(incident_holder(i, STR("ic")), person);
	bool ops = str_eq(incident_holder(i, STR("ops")), person);
	bool doer = str_eq(c->by, person);

	if (!person.n)
		return false;
	switch (e->need) {
	case CHANGE_NEEDS_APPROVAL:
		return !doer && (ic || ops || str_eq(c->wanted, person));
	case CHANGE_NEEDS_END:
		return false; /* who does it knows */
	case CHANGE_NEEDS_CHECK:
		return doer;
	case CHANGE_NEEDS_REVIEW:
		return !doer && (ic || (ops && str_eq(incident_holder(i, STR("ic")), c->by)));
	}
	return false;
}

void view_changes_owed(struct doc *d, const struct incident *i, instant now)
{
	const struct change_end *v;
	size_t n = view_change_ends(d->arena, i, now, &v);

	for (size_t k = 0; k < n; k++) {
		struct doc_block *b = doc_field(d, v[k].name, v[k].what, v[k].role);

		doc_spanf(d, b, ROLE_DIM, "  %.*s", STR_ARG(v[k].how));
	}
}
