/* outgoing_draft.c: drafts are recorded, linted and approved by who may. */
#include "command/outgoing_internal.h"
#include "view/view_draft.h"

static struct str joined(struct arena *a, const struct telling *t)
{
	struct buf b;

	buf_init(&b, a, 1024);
	for (size_t n = 0; n < t->n; n++)
		buf_addf(&b, "%s%.*s", n ? "," : "", STR_ARG(t->v[n].audience));
	return buf_str(&b);
}

/* Which number the new draft gets: drafts of one incident are numbered by their rows. */
static uint32_t next_id(const struct ask *ask)
{
	return (uint32_t)ask->incident->comms.drafts.n + 1;
}

static enum rc record_draft(
	const struct ask *ask, struct outcome *out, const struct telling *t, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_UPDATE_DRAFT, ask->incident->number);
	json_out_int(&b.json, "id", next_id(ask));
	json_out_str(&b.json, "audiences", joined(ask->arena, t));
	json_out_str(&b.json, "text", t->text);
	if (t->template.n)
		json_out_str(&b.json, "template", t->template);
	return body_end(&b, err);
}

static void look(const struct ask *ask, struct str text, struct str author, struct outgoing *ret)
{
	struct outgoing_ask o = {.policies = ask->policies,
		.incident = ask->incident,
		.audience = ret->audience,
		.text = text,
		.author = author,
		.now = ask->now,
		.next = INSTANT_NONE};

	view_outgoing(ask->arena, &o, ret);
}

/* Who can approve what still waits: "@lead, @ops1"; empty when nothing waits for somebody. */
static struct str who_waits(const struct ask *ask, const struct telling *t)
{
	struct buf b;

	buf_init(&b, ask->arena, 1024);
	for (size_t n = 0; n < t->n; n++) {
		struct str who = consent_who(ask->arena, ask->incident, t->v[n].row, t->author);

		if (t->v[n].consent == CONSENT_WAITS && who.n && str_find(buf_str(&b), who) < 0)
			buf_addf(&b, "%s%.*s", b.n ? ", " : "", STR_ARG(who));
	}
	return buf_str(&b);
}

enum rc telling_as_draft(
	const struct ask *ask, struct outcome *out, struct telling *t, struct err *err)
{
	struct str who = who_waits(ask, t);
	uint32_t id = next_id(ask);

	reply(out, ROLE_WAIT, "C-%u waits for %.*s: `comms approve C-%u`, then `comms send C-%u`",
		id, STR_ARG(who.n ? who : STR("the commander")), id, id);
	return record_draft(ask, out, t, err);
}

static void say_findings(struct arena *a, struct outcome *out, const struct update_findings *f)
{
	for (int grade = UPDATE_ERROR; grade <= UPDATE_NOTE; grade++)
		for (size_t n = 0; n < f->n; n++)
			if (f->v[n].grade == (enum update_grade)grade)
				doc_append(out->reply, view_draft_finding(a, &f->v[n]));
}

/* What stands in the way of each audience, said once when it is the same. */
static void say_look(const struct ask *ask, struct outcome *out, const struct telling *t)
{
	for (size_t n = 0; n < t->n; n++) {
		const struct outgoing *o = &t->v[n];

		reply(out, o->found.errors || o->problem.n ? ROLE_SEV2 : ROLE_OK,
			"%.*s: %zu error%s, %zu warning%s%s%.*s", STR_ARG(o->audience),
			o->found.errors, o->found.errors == 1 ? "" : "s", o->found.warnings,
			o->found.warnings == 1 ? "" : "s", o->problem.n ? "; " : "",
			STR_ARG(o->problem));
		say_findings(ask->arena, out, &o->found);
	}
}

enum rc telling_draft(
	const struct ask *ask, struct outcome *out, struct telling *t, struct err *err)
{
	uint32_t id = next_id(ask);
	enum rc rc = record_draft(ask, out, t, err);

	for (size_t n = 0; n < t->n; n++)
		look(ask, t->text, t->author, &t->v[n]);
	reply(out, ROLE_OK, "C-%u for %.*s: %.*s", id, STR_ARG(joined(ask->arena, t)),
		STR_ARG(t->text));
	say_look(ask, out, t);
	return rc;
}

enum rc telling_lint(const struct ask *ask, struct outcome *out, const struct update_draft *d,
	struct str text, struct str author)
{
	struct telling t = {.text = text, .author = author, .draft = d};
	struct err err;
	enum rc rc = telling_audiences(ask, d->audiences, &t, &err);

	for (size_t n = 0; rc == RC_OK && n < t.n; n++)
		look(ask, text, author, &t.v[n]);
	say_look(ask, out, &t);
	return RC_OK;
}

/* ---- Approval ---- */

enum rc telling_may_judge(const struct ask *ask, const struct update_draft *d, struct err *err)
{
	struct telling t = {0};
	enum rc rc = telling_audiences(ask, d->audiences, &t, err);
	struct str who = {0};

	for (size_t n = 0; rc == RC_OK && n < t.n; n++) {
		const struct cadence_row *row = cadence_row_or_worse(
			ask->policies->cadence, ask->incident->level, t.v[n].audience);

		if (consent_may_approve(ask->incident, row, speaker(ask)))
			return RC_OK;
		who = consent_who(ask->arena, ask->incident, row, (struct str){0});
	}
	if (rc != RC_OK)
		return rc;
	return err_set(err, RC_DENIED, "C-%u is for %.*s to approve or reject", d->id,
		STR_ARG(who.n ? who : STR("the commander")));
}

/* May the speaker give their consent for this audience? *ret_self: it is their own text. */
static bool may_consent(const struct ask *ask, const struct args *args, const struct outgoing *o,
	struct str author, bool *ret_self)
{
	*ret_self = str_eq(author, speaker(ask));
	if (!*ret_self)
		return consent_may_approve(ask->incident, o->row, speaker(ask));
	return o->consent == CONSENT_OWN ||
	       (o->consent == CONSENT_REASON && args_has(args, "reason"));
}

static enum rc refuse_approval(const struct ask *ask, const struct telling *t, struct err *err)
{
	const struct outgoing *o = NULL;
	struct str who;

	for (size_t n = 0; n < t->n; n++)
		if (t->v[n].consent != CONSENT_FREE &&
			!draft_approval_for(ask->incident, t->draft, t->v[n].audience))
			o = &t->v[n];
	if (!o)
		return err_set(err, RC_STATE, "C-%u needs no approval: `comms send C-%u`",
			t->draft->id, t->draft->id);
	who = consent_who(ask->arena, ask->incident, o->row, t->author);
	if (o->consent == CONSENT_REASON)
		return err_set(err, RC_DENIED,
			"nobody else is here to approve C-%u: say reason=\"...\" to approve it "
			"yourself",
			t->draft->id);
	if (!who.n)
		return err_set(err, RC_DENIED,
			"C-%u needs a second person at SEV%d (%.*s), and nobody is there: `role "
			"give "
			"ic @who`",
			t->draft->id, ask->incident->level, STR_ARG(o->row->approver));
	return err_set(err, RC_DENIED, "%s for %.*s to approve",
		str_eq(t->author, speaker(ask))
			? arena_printf(ask->arena, "you wrote C-%u: it is", t->draft->id)
			: arena_printf(ask->arena, "C-%u is", t->draft->id),
		STR_ARG(who));
}

/* Questions that nobody has answered cannot be approved; other errors are for the sender to override. */
static enum rc check_fixed(const struct ask *ask, const struct telling *t, struct err *err)
{
	for (size_t n = 0; n < t->n; n++)
		for (size_t k = 0; k < t->v[n].found.n; k++) {
			const struct update_finding *f = &t->v[n].found.v[k];

			if (f->grade == UPDATE_ERROR && f->fixed)
				return err_set(err, RC_STATE,
					"C-%u cannot go out so: %c%u %.*s: %.*s", t->draft->id,
					update_grade_letter(f->grade), f->number, STR_ARG(f->id),
					STR_ARG(f->hint));
		}
	(void)ask;
	return RC_OK;
}

static enum rc record_approval(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct telling *t, struct str audiences, bool self, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_UPDATE_APPROVE, ask->incident->number);
	json_out_int(&b.json, "id", t->draft->id);
	json_out_int(&b.json, "version", (int64_t)t->draft->versions.n);
	json_out_str(&b.json, "audiences", audiences);
	json_out_int(&b.json, "level", ask->incident->level);
	json_out_bool(&b.json, "self", self);
	if (args_has(args, "reason"))
		json_out_str(&b.json, "reason", args_str(args, "reason"));
	return body_end(&b, err);
}

enum rc telling_approve(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct update_draft *d, struct err *err)
{
	struct telling t = {.text = draft_now(d)->text, .author = draft_now(d)->author, .draft = d};
	enum rc rc = telling_audiences(ask, d->audiences, &t, err);
	bool self = false;
	size_t left = 0;
	struct buf given;

	if (rc != RC_OK)
		return rc;
	if (d->state == DRAFT_REJECTED)
		return err_set(
			err, RC_STATE, "C-%u was rejected: `comms edit C-%u` first", d->id, d->id);
	buf_init(&given, ask->arena, 1024);
	for (size_t n = 0; n < t.n; n++) {
		bool mine;

		look(ask, t.text, t.author, &t.v[n]);
		if (t.v[n].consent == CONSENT_FREE ||
			draft_approval_for(ask->incident, d, t.v[n].audience))
			continue;
		if (may_consent(ask, args, &t.v[n], t.author, &mine)) {
			buf_addf(&given, "%s%.*s", given.n ? "," : "", STR_ARG(t.v[n].audience));
			self = self || mine;
		} else {
			left++;
		}
	}
	if (!given.n)
		return refuse_approval(ask, &t, err);
	rc = check_fixed(ask, &t, err);
	if (rc != RC_OK)
		return rc;
	reply(out, ROLE_OK, "C-%u approved for %s%s%s", d->id, buf_z(&given),
		left ? "; others still wait" : "",
		left ? "" : arena_printf(ask->arena, ": `comms send C-%u` sends it", d->id));
	return record_approval(ask, args, out, &t, buf_str(&given), self, err);
}
