/* cmd_comms.c: what is told to whom: update. */
#include "command/command_internal.h"
#include "view/view_comms.h"

/* Blocked words stop an update unless each is overridden by id with a reason. */
static bool overridden(struct str ids, struct str id)
{
	struct str part;

	while (str_split(&ids, ',', &part))
		if (str_ieq(str_trim(part), id) || str_ieq(str_trim(part), STR("all")))
			return true;
	return false;
}

static enum rc refuse_phrase(struct arena *a, const struct phrase_finding *f, struct err *err)
{
	return err_set(err, RC_DENIED,
		"%s; change the words, or send with override=%.*s reason=\"why\"",
		phrase_finding_text(a, f).p, STR_ARG(f->id));
}

static enum rc check_phrases(const struct ask *ask, const struct args *args, struct outcome *out,
	struct str audience, struct phrase_findings *found, struct err *err)
{
	struct str ids = args_str(args, "override");
	enum phrase_scope scope = PHRASE_INTERNAL;

	phrase_scope_parse(audience, &scope);
	phrase_check(ask->arena, ask->policies->phrases, args_str(args, "text"), scope,
		ask->incident->status < STATUS_RESOLVED, found);
	for (size_t n = 0; n < found->n; n++)
		if (found->v[n].block && !overridden(ids, found->v[n].id))
			return refuse_phrase(ask->arena, &found->v[n], err);
	if (found->blocks && !args_has(args, "reason"))
		return err_set(
			err, RC_DENIED, "an override needs reason=\"...\"; it stays on record");
	for (size_t n = 0; n < found->n; n++)
		reply(out, ROLE_SEV2, "%.*s",
			STR_ARG(phrase_finding_text(ask->arena, &found->v[n])));
	return RC_OK;
}

static struct str flag_ids(struct arena *a, const struct phrase_findings *found)
{
	struct buf ids;

	buf_init(&ids, a, 4096);
	for (size_t n = 0; n < found->n; n++)
		buf_addf(&ids, "%s%.*s", n ? "," : "", STR_ARG(found->v[n].id));
	return buf_str(&ids);
}

/* The next time: as said, or the table's interval. */
static enum rc next_due(const struct ask *ask, const struct args *args, const struct cadence_ask *c,
	instant *ret, struct err *err)
{
	const struct cadence_row *row = cadence_row(
		ask->policies->cadence, c->severity, c->audience);
	enum cadence_phase phase = c->phase == CADENCE_FIRST ? CADENCE_INVESTIGATING : c->phase;
	enum rc rc = deadline(ask, args_str(args, "next"), ret, err);

	if (rc != RC_OK)
		return rc;
	if (*ret == INSTANT_NONE && row && row->kind[phase] == CADENCE_MINUTES &&
		ask->incident->status < STATUS_RESOLVED)
		*ret = ask->now + row->every[phase];
	return *ret != INSTANT_NONE && args_has(args, "next")
		       ? cadence_may_promise(ask->policies->cadence, c, ask->now, *ret, err)
		       : RC_OK;
}

static enum rc update(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str audience = STR("responders");
	struct phrase_findings found;
	struct cadence_due due;
	struct cadence_ask c;
	instant next;
	struct body b;
	enum rc rc = RC_OK;

	if (args_has(args, "to"))
		rc = cadence_audience_find(
			ask->policies->cadence, args_str(args, "to"), &audience, err);
	if (rc == RC_OK)
		rc = check_phrases(ask, args, out, audience, &found, err);
	if (rc != RC_OK)
		return rc;
	c = view_cadence_ask(ask->incident, audience);
	rc = next_due(ask, args, &c, &next, err);
	if (rc != RC_OK)
		return rc;
	cadence_due(ask->policies->cadence, &c, &due);
	body_begin(&b, ask, out, EV_UPDATE_SENT, ask->incident->number);
	json_out_str(&b.json, "audience", audience);
	json_out_str(&b.json, "text", args_str(args, "text"));
	body_time(&b, "next_due", next);
	body_time(&b, "due", due.kind == CADENCE_MINUTES ? due.due : INSTANT_NONE);
	json_out_bool(
		&b.json, "on_time", due.kind != CADENCE_MINUTES || ask->now <= due.due + due.grace);
	json_out_z(&b.json, "phase", status_name(ask->incident->status));
	json_out_str(&b.json, "flags", flag_ids(ask->arena, &found));
	if (args_has(args, "override")) {
		json_out_str(&b.json, "overridden", args_str(args, "override"));
		json_out_str(&b.json, "override_reason", args_str(args, "reason"));
	}
	reply(out, ROLE_OK, "update to %.*s recorded%s%s", STR_ARG(audience),
		next == INSTANT_NONE ? "" : ", next by ",
		next == INSTANT_NONE ? "" : time_iso_prec(ask->arena, next, PREC_MIN));
	return body_end(&b, err);
}

static const struct command rows[] = {
	{"update", NULL, "write and send an update, and promise the next one",
		"[to=<word>] [next=<word>] [override=<word>] [reason=<text>] <text:text>",
		"update to=public next=20m \"Since 13:52 UTC card payments fail for about 40% of "
		"shoppers. Next update by 14:20 UTC.\"",
		DOORS_PEOPLE, CAP_PUBLISH, INCIDENT_OPEN, update},
};

const struct command_family family_comms = {"comms", "updates", rows, sizeof rows / sizeof *rows};
