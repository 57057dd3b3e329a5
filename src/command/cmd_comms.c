/* cmd_comms.c: what is told to whom, written, checked, approved and sent: comms, update. */
#include "command/outgoing_internal.h"
#include "view/view_draft.h"

/* ---- update: written and sent in one ---- */

static enum rc update(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct telling t = {.text = args_str(args, "text"), .author = speaker(ask)};
	enum rc rc = telling_audiences(
		ask, args_has(args, "to") ? args_str(args, "to") : STR("responders"), &t, err);

	if (rc == RC_OK)
		rc = telling_look(ask, args, &t, err);
	if (rc == RC_OK)
		rc = telling_words(ask, args, &t, err);
	if (rc == RC_OK)
		rc = telling_consent(ask, args, &t, err);
	if (rc == RC_STATE && t.waits)
		return telling_as_draft(ask, out, &t, err);
	return rc == RC_OK ? telling_send(ask, args, out, &t, err) : rc;
}

/* ---- comms: drafts ---- */

static void show(const struct ask *ask, struct outcome *out, const struct update_draft *d)
{
	struct draft_ask look = {.policies = ask->policies,
		.incident = ask->incident,
		.draft = d,
		.now = ask->now,
		.width = 76};

	doc_append(out->reply, view_draft(ask->arena, &look));
}

/* The draft that is meant; without an id the only one that is open. */
static enum rc pick(const struct ask *ask, const struct args *args, const struct update_draft **ret,
	struct err *err)
{
	const struct incident *i = ask->incident;
	struct str said = args_str(args, "C");
	const struct update_draft *only = NULL;
	size_t open = 0;

	if (args_has(args, "C")) {
		int64_t id = args_int(args, "C", 0);

		*ret = id > 0 && id <= UINT32_MAX ? incident_draft(i, (uint32_t)id) : NULL;
		return *ret ? RC_OK
			    : err_set(err, RC_UNKNOWN,
				      "INC-%u has no draft %.*s; `comms` lists them", i->number,
				      STR_ARG(said));
	}
	for (size_t n = 0; n < i->comms.drafts.n; n++)
		if (draft_is_open(&i->comms.drafts.v[n])) {
			only = &i->comms.drafts.v[n];
			open++;
		}
	if (open != 1)
		return err_set(err, open ? RC_USAGE : RC_STATE,
			open ? "which one? C-1, C-2 ...; `comms` lists them"
			     : "no draft is open; `comms draft to=public` starts one");
	*ret = only;
	return RC_OK;
}

static enum rc pick_open(const struct ask *ask, const struct args *args,
	const struct update_draft **ret, struct err *err)
{
	enum rc rc = pick(ask, args, ret, err);

	if (rc == RC_OK && !draft_is_open(*ret))
		return err_set(err, RC_STATE, "C-%u was %s already", (*ret)->id,
			draft_state_name((*ret)->state));
	return rc;
}

static enum rc write_draft(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct telling t = {.text = str_trim(args_str(args, "text")), .author = speaker(ask)};
	struct update_facts facts;
	enum rc rc;

	if (args_has(args, "C"))
		return err_set(err, RC_USAGE,
			"put a text that begins with a number into quotes; `comms edit %.*s TEXT` "
			"changes a draft",
			STR_ARG(args_str(args, "C")));
	if (!args_has(args, "to"))
		return err_set(err, RC_USAGE, "for whom? add to=public, or to=public,execs");
	rc = telling_audiences(ask, args_str(args, "to"), &t, err);
	if (rc != RC_OK)
		return rc;
	if (!t.text.n) {
		view_update_facts(ask->arena, ask->policies, ask->incident, t.v[0].audience,
			ask->now, &facts);
		t.text = update_text_start(ask->arena, ask->policies->updates, t.v[0].audience,
			ask->incident->status, &facts, &t.template);
	}
	if (!t.text.n)
		return err_set(err, RC_USAGE, "there is no template for %.*s: write the text",
			STR_ARG(t.v[0].audience));
	return telling_draft(ask, out, &t, err);
}

static enum rc edit(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = str_trim(args_str(args, "text"));
	const struct draft_version *v;
	const struct update_draft *d;
	struct body b;
	enum rc rc = pick_open(ask, args, &d, err);

	if (rc != RC_OK)
		return rc;
	v = draft_now(d);
	if (!text.n)
		return err_set(
			err, RC_USAGE, "what shall C-%u say? `comms edit C-%u TEXT`", d->id, d->id);
	if (str_eq(text, v->text) && d->state == DRAFT_OPEN)
		return err_set(err, RC_STATE, "C-%u says that already", d->id);
	body_begin(&b, ask, out, EV_UPDATE_EDIT, ask->incident->number);
	json_out_int(&b.json, "id", d->id);
	json_out_str(&b.json, "text", text);
	rc = body_end(&b, err);
	reply(out, ROLE_OK, "C-%u edited%s", d->id,
		d->approvals.n ? "; it needs to be approved again" : "");
	doc_append(out->reply, view_draft_changes(ask->arena, v->text, text));
	return rc == RC_OK ? telling_lint(ask, out, d, text, speaker(ask)) : rc;
}

static enum rc lint(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct update_draft *d;
	enum rc rc = pick(ask, args, &d, err);

	return rc == RC_OK ? telling_lint(ask, out, d, draft_now(d)->text, draft_now(d)->author)
			   : rc;
}

static enum rc approve(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct update_draft *d;
	enum rc rc = pick_open(ask, args, &d, err);

	return rc == RC_OK ? telling_approve(ask, args, out, d, err) : rc;
}

static enum rc finish(const struct ask *ask, const struct args *args, struct outcome *out,
	enum event_kind kind, const struct update_draft *d, struct err *err)
{
	bool reject = kind == EV_UPDATE_REJECT;
	struct body b;

	body_begin(&b, ask, out, kind, ask->incident->number);
	json_out_int(&b.json, "id", d->id);
	json_out_str(&b.json, "reason", args_str(args, "reason"));
	reply(out, ROLE_OK, reject ? "C-%u goes back to @%.*s" : "C-%u dropped; @%.*s wrote it",
		d->id, STR_ARG(draft_now(d)->author));
	return body_end(&b, err);
}

static enum rc reject(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct update_draft *d;
	enum rc rc = pick_open(ask, args, &d, err);

	if (rc != RC_OK)
		return rc;
	if (d->state == DRAFT_REJECTED)
		return err_set(err, RC_STATE, "C-%u was rejected already", d->id);
	if (!args_has(args, "reason"))
		return err_set(err, RC_USAGE,
			"what must change? `comms reject C-%u reason=\"...\"`", d->id);
	rc = telling_may_judge(ask, d, err);
	return rc == RC_OK ? finish(ask, args, out, EV_UPDATE_REJECT, d, err) : rc;
}

static enum rc drop(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct update_draft *d;
	enum rc rc = pick_open(ask, args, &d, err);

	return rc == RC_OK ? finish(ask, args, out, EV_UPDATE_DROP, d, err) : rc;
}

static enum rc send_draft(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct update_draft *d;
	struct telling t = {0};
	enum rc rc = pick_open(ask, args, &d, err);

	if (rc != RC_OK)
		return rc;
	if (!(ask->capabilities & CAP_PUBLISH))
		return err_set(
			err, RC_DENIED, "sending needs the right to publish; ask @comms or @ic");
	if (d->state == DRAFT_REJECTED)
		return err_set(err, RC_STATE,
			"C-%u was rejected by @%.*s: %.*s; `comms edit C-%u` first", d->id,
			STR_ARG(d->ended_by), STR_ARG(d->why), d->id);
	t = (struct telling){
		.text = draft_now(d)->text, .author = draft_now(d)->author, .draft = d};
	rc = telling_audiences(ask, d->audiences, &t, err);
	if (rc == RC_OK)
		rc = telling_look(ask, args, &t, err);
	if (rc == RC_OK)
		rc = telling_words(ask, args, &t, err);
	if (rc == RC_OK)
		rc = telling_consent(ask, args, &t, err);
	return rc == RC_OK ? telling_send(ask, args, out, &t, err) : rc;
}

static enum rc look(const struct ask *ask, const struct args *args, struct outcome *out, bool one,
	struct err *err)
{
	const struct update_draft *d = NULL;
	enum rc rc = one ? pick(ask, args, &d, err) : RC_OK;

	if (rc != RC_OK)
		return rc;
	if (wants_json(ask, args))
		view_drafts_json(&out->json, ask->policies, ask->incident, d, ask->now);
	if (d)
		show(ask, out, d);
	else
		doc_append(out->reply,
			view_drafts(ask->arena, ask->policies, ask->incident, ask->now));
	return RC_OK;
}

static enum rc comms(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	static const struct {
		const char *what;
		enum rc (*decide)(const struct ask *ask, const struct args *args,
			struct outcome *out, struct err *err);
	} acts[] = {{"draft", write_draft}, {"edit", edit}, {"approve", approve},
		{"reject", reject}, {"send", send_draft}, {"drop", drop}};
	struct str what = args_str(args, "what");

	if (!what.n || str_eq_z(what, "list"))
		return look(ask, args, out, args_has(args, "C"), err);
	if (str_eq_z(what, "show"))
		return look(ask, args, out, true, err);
	if (str_eq_z(what, "lint"))
		return lint(ask, args, out, err);
	if (!(ask->capabilities & CAP_RESPOND))
		return err_set(err, RC_DENIED, "drafts need the right to respond; ask @ic");
	if (!ask->named && !incident_is_open(ask->incident))
		return err_set(err, RC_STATE,
			"no incident is open; name the closed one with -i INC-%u",
			ask->incident->number);
	for (size_t n = 0; n < sizeof acts / sizeof *acts; n++)
		if (str_eq_z(what, acts[n].what))
			return acts[n].decide(ask, args, out, err);
	return err_set(err, RC_BUG, "comms does not know %.*s", STR_ARG(what));
}

static const struct command rows[] = {
	{"comms", NULL,
		"texts to the audiences: draft, edit, show, lint, approve, reject, send, drop, "
		"list",
		"[<what:draft|edit|show|lint|approve|reject|send|drop|list>] [<C:id>] [to=<word>] "
		"[next=<word>] [override=<word>] [reason=<text>] [format=text|json] [<text:text>]",
		"comms draft to=public,execs \"Since 13:52 UTC card payments fail for about 40% of "
		"shoppers. Next update by 14:20 UTC.\"",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, comms},
	{"update", NULL, "write and send an update, and promise the next one",
		"[to=<word>] [next=<word>] [override=<word>] [reason=<text>] <text:text>",
		"update to=public next=20m \"Since 13:52 UTC card payments fail for about 40% of "
		"shoppers. Next update by 14:20 UTC.\"",
		DOORS_PEOPLE, CAP_PUBLISH, INCIDENT_OPEN, update},
};

const struct command_family family_comms = {"comms", "updates", rows, sizeof rows / sizeof *rows};
