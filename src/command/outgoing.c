/* outgoing.c: a text on its way out: checked for each audience, consented to, and recorded as sent. */
#include "command/outgoing_internal.h"

#include "core/fence.h"

enum { HINTS_SHOWN = 3 };

enum rc telling_audiences(
	const struct ask *ask, struct str list, struct telling *t, struct err *err)
{
	struct str word, audience;

	while (str_split(&list, ',', &word)) {
		enum rc rc = cadence_audience_find(
			ask->policies->cadence, str_trim(word), &audience, err);
		bool twice = false;

		if (rc != RC_OK)
			return rc;
		for (size_t n = 0; n < t->n; n++)
			twice = twice || str_eq(t->v[n].audience, audience);
		if (t->n == TELLING_AUDIENCES_MAX)
			return err_set(err, RC_LIMIT, "one text goes to at most %d audiences",
				TELLING_AUDIENCES_MAX);
		if (!twice)
			t->v[t->n++].audience = audience;
	}
	return t->n ? RC_OK : err_set(err, RC_USAGE, "for whom? to=public, or to=public,execs");
}

enum rc telling_look(
	const struct ask *ask, const struct args *args, struct telling *t, struct err *err)
{
	instant next;
	enum rc rc = deadline(ask, args_str(args, "next"), &next, err);

	for (size_t n = 0; rc == RC_OK && n < t->n; n++) {
		struct outgoing_ask o = {.policies = ask->policies,
			.incident = ask->incident,
			.audience = t->v[n].audience,
			.text = t->text,
			.author = t->author,
			.now = ask->now,
			.next = next};

		view_outgoing(ask->arena, &o, &t->v[n]);
		if (t->v[n].problem.n)
			rc = err_set(err, RC_STATE, "%.*s", STR_ARG(t->v[n].problem));
	}
	return rc;
}

/* ---- Words ---- */

static struct str finding_line(struct arena *a, const struct update_finding *f)
{
	return str_fmt(a, "%c%u %.*s: %.*s", update_grade_letter(f->grade), f->number,
		STR_ARG(f->id), STR_ARG(f->hint));
}

static bool stands(const struct update_finding *f, struct str override)
{
	return f->grade == UPDATE_ERROR && (f->fixed || !update_finding_named(f, override));
}

/* The errors that stand, the first few with their hints, and how to go on. */
static enum rc refuse_words(const struct ask *ask, const struct telling *t,
	const struct outgoing *o, struct str override, struct err *err)
{
	struct buf what, ids;
	size_t shown = 0, fixed = 0;

	buf_init(&what, ask->arena, 2000);
	buf_init(&ids, ask->arena, 400);
	for (size_t n = 0; n < o->found.n; n++) {
		const struct update_finding *f = &o->found.v[n];

		/* All ids of the line to type, those that were named already too. */
		if (f->grade == UPDATE_ERROR && !f->fixed && str_find(buf_str(&ids), f->id) < 0)
			buf_addf(&ids, "%s%.*s", ids.n ? "," : "", STR_ARG(f->id));
		if (!stands(f, override))
			continue;
		fixed += f->fixed;
		/* Of a draft the names are enough: its view and `comms lint` have the hints. */
		if (t->draft)
			buf_addf(&what, "%s%c%u %.*s", shown++ ? ", " : "",
				update_grade_letter(f->grade), f->number, STR_ARG(f->id));
		else if (shown++ < HINTS_SHOWN)
			buf_addf(&what, "%s%.*s", what.n ? " " : "",
				STR_ARG(finding_line(ask->arena, f)));
	}
	if (t->draft)
		return err_set(err, RC_DENIED, "C-%u has %zu error%s: %s. Mend %s (Alt-4)%s%s%s",
			t->draft->id, shown, shown == 1 ? "" : "s", buf_z(&what),
			shown == 1 ? "it" : "them",
			fixed ? "" : ", or send with override=", fixed ? "" : buf_z(&ids),
			fixed ? "" : " reason=\"why\"");
	if (shown > HINTS_SHOWN)
		buf_addf(&what, " and %zu more.", shown - HINTS_SHOWN);
	if (fixed)
		return err_set(err, RC_DENIED, "%s Mend the text.", buf_z(&what));
	return err_set(err, RC_DENIED,
		"%s Change the words, or send with override=%s reason=\"why\"", buf_z(&what),
		buf_z(&ids));
}

static bool any_stands(const struct outgoing *o, struct str override)
{
	for (size_t n = 0; n < o->found.n; n++)
		if (stands(&o->found.v[n], override))
			return true;
	return false;
}

enum rc telling_words(
	const struct ask *ask, const struct args *args, const struct telling *t, struct err *err)
{
	struct str override = args_str(args, "override");

	for (size_t n = 0; n < t->n; n++) {
		const struct outgoing *o = &t->v[n];

		if (any_stands(o, override))
			return refuse_words(ask, t, o, override, err);
		if (o->found.errors && !args_has(args, "reason"))
			return err_set(err, RC_DENIED,
				"an override needs reason=\"...\"; it stays on record");
	}
	return RC_OK;
}

/* What was found all the same, behind the word that it is recorded. */
static void say_findings(const struct ask *ask, struct outcome *out, const struct telling *t)
{
	for (size_t n = 0; n < t->n; n++)
		for (size_t k = 0; k < t->v[n].found.n; k++)
			if (n == 0 || t->v[n].found.v[k].grade == UPDATE_ERROR)
				reply(out, ROLE_SEV2, "%.*s",
					STR_ARG(finding_line(ask->arena, &t->v[n].found.v[k])));
}

/* ---- Consent ---- */

static const char *draft_name(const struct ask *ask, const struct telling *t)
{
	return t->draft ? arena_printf(ask->arena, "C-%u", t->draft->id) : "this text";
}

static enum rc refuse_consent(
	const struct ask *ask, const struct telling *t, const struct outgoing *o, struct err *err)
{
	struct str who = consent_who(ask->arena, ask->incident, o->row, t->author);

	if (o->consent == CONSENT_OWN)
		who = str_fmt(ask->arena, "@%.*s", STR_ARG(t->author));
	if (o->consent == CONSENT_WAITS || o->consent == CONSENT_OWN)
		return err_set(err, RC_STATE,
			"%s is not approved for %.*s yet; %.*s can: `comms approve%s%s`",
			draft_name(ask, t), STR_ARG(o->audience), STR_ARG(who), t->draft ? " " : "",
			t->draft ? draft_name(ask, t) : "");
	if (o->consent == CONSENT_REASON)
		return err_set(err, RC_DENIED,
			"nobody else is here to approve it for %.*s: say reason=\"...\" to approve "
			"it "
			"yourself",
			STR_ARG(o->audience));
	return err_set(err, RC_DENIED,
		"a text to %.*s needs a second person at SEV%d (%.*s), and nobody is there: "
		"`role give ic @who`",
		STR_ARG(o->audience), ask->incident->level, STR_ARG(o->row->approver));
}

/* RC_OK when somebody's consent is there; *ret_by stays empty when nobody's is needed. */
static enum rc consent_of(const struct ask *ask, const struct args *args, struct telling *t,
	size_t n, struct err *err)
{
	const struct outgoing *o = &t->v[n];
	const struct draft_approval *a =
		t->draft ? draft_approval_for(ask->incident, t->draft, o->audience) : NULL;
	bool mine = str_eq(t->author, speaker(ask));

	if (o->consent == CONSENT_FREE)
		return RC_OK;
	if (a) {
		t->approved_by[n] = a->person;
		t->self[n] = a->self;
		return RC_OK;
	}
	if (mine && (o->consent == CONSENT_OWN ||
			    (o->consent == CONSENT_REASON && args_has(args, "reason")))) {
		t->approved_by[n] = t->author;
		t->self[n] = true;
		return RC_OK;
	}
	t->waits = t->waits || o->consent == CONSENT_WAITS || o->consent == CONSENT_OWN;
	return refuse_consent(ask, t, o, err);
}

enum rc telling_consent(
	const struct ask *ask, const struct args *args, struct telling *t, struct err *err)
{
	for (size_t n = 0; n < t->n; n++) {
		enum rc rc = consent_of(ask, args, t, n, err);

		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* ---- Rows ---- */

static struct str ids_of(struct arena *a, const struct outgoing *o, bool errors_only)
{
	struct buf ids;

	buf_init(&ids, a, 4096);
	for (size_t n = 0; n < o->found.n; n++)
		if (o->found.v[n].grade == UPDATE_ERROR ||
			(!errors_only && o->found.v[n].grade == UPDATE_WARNING))
			buf_addf(&ids, "%s%.*s", ids.n ? "," : "", STR_ARG(o->found.v[n].id));
	return buf_str(&ids);
}

static enum rc record_override(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct telling *t, const struct outgoing *o, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_UPDATE_OVERRIDE, ask->incident->number);
	json_out_str(&b.json, "audience", o->audience);
	json_out_str(&b.json, "ids", ids_of(ask->arena, o, true));
	json_out_str(&b.json, "reason", args_str(args, "reason"));
	if (t->draft)
		json_out_int(&b.json, "draft", t->draft->id);
	return body_end(&b, err);
}

static enum rc record_sent(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct telling *t, size_t n, struct err *err)
{
	const struct outgoing *o = &t->v[n];
	bool owed = o->due.kind == CADENCE_MINUTES && ask->incident->status < STATUS_RESOLVED;
	struct body b;

	body_begin(&b, ask, out, EV_UPDATE_SENT, ask->incident->number);
	json_out_str(&b.json, "audience", o->audience);
	json_out_str(&b.json, "text", t->text);
	body_time(&b, "next_due", o->next);
	body_time(&b, "due", owed ? o->due.due : INSTANT_NONE);
	json_out_bool(&b.json, "on_time", !owed || ask->now <= o->due.due + o->due.grace);
	json_out_z(&b.json, "phase", status_name(ask->incident->status));
	if (t->draft)
		json_out_int(&b.json, "draft", t->draft->id);
	if (t->approved_by[n].n) {
		json_out_str(&b.json, "approved_by", t->approved_by[n]);
		json_out_bool(&b.json, "approved_self", t->self[n]);
	}
	json_out_str(&b.json, "flags", ids_of(ask->arena, o, false));
	if (o->found.errors) {
		json_out_str(&b.json, "overridden", ids_of(ask->arena, o, true));
		json_out_str(&b.json, "override_reason", args_str(args, "reason"));
	} else if (t->self[n] && o->consent == CONSENT_REASON) {
		json_out_str(&b.json, "approved_reason", args_str(args, "reason"));
	}
	reply(out, ROLE_OK, "update to %.*s recorded%s%s", STR_ARG(o->audience),
		o->next == INSTANT_NONE ? "" : ", next by ",
		o->next == INSTANT_NONE ? "" : time_iso_prec(ask->arena, o->next, PREC_MIN));
	return body_end(&b, err);
}

enum rc telling_send(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct telling *t, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t n = 0; rc == RC_OK && n < t->n; n++) {
		if (t->v[n].found.errors)
			rc = record_override(ask, args, out, t, &t->v[n], err);
		if (rc == RC_OK)
			rc = record_sent(ask, args, out, t, n, err);
	}
	if (!incident_may_leave(ask->incident))
		reply(out, ROLE_WAIT, "it stays here: %.*s",
			STR_ARG(incident_watermark(ask->incident)));
	say_findings(ask, out, t);
	return rc;
}
