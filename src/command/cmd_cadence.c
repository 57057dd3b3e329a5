/* cmd_cadence.c: promises to the audiences: cadence, snooze, next. */
#include "command/command_internal.h"
#include "view/view_comms.h"

static enum rc cadence(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)err;
	if (wants_json(ask, args))
		view_cadence_json(&out->json, ask->policies, ask->incident, ask->now);
	doc_append(out->reply, view_cadence(ask->arena, ask->policies, ask->incident, ask->now));
	return RC_OK;
}

/* A promise is put off to a named time, later than it stands and no later than the longest silence of the table. */
static enum rc may_put_off(const struct ask *ask, struct str audience,
	const struct cadence_due *due, instant until, struct err *err)
{
	struct arena *a = ask->arena;
	const struct incident *i = ask->incident;

	if (due->kind != CADENCE_MINUTES || i->status >= STATUS_RESOLVED)
		return err_set(err, RC_STATE, "no update to %.*s is owed now: nothing to put off",
			STR_ARG(audience));
	if (due->limit <= ask->now)
		return err_set(err, RC_STATE,
			"%.*s have heard nothing for the longest time the table allows at SEV%d: "
			"send an update",
			STR_ARG(audience), i->level);
	if (until > due->limit)
		return err_set(err, RC_STATE,
			"at SEV%d %.*s may wait until %s at most; name that or an earlier time",
			i->level, STR_ARG(audience), time_iso_prec(a, due->limit, PREC_MIN));
	if (until <= due->due)
		return err_set(err, RC_STATE,
			"the update to %.*s is due at %s already; name a later time",
			STR_ARG(audience), time_iso_prec(a, due->due, PREC_MIN));
	return RC_OK;
}

static enum rc snooze(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct stamp until = {.at = ask->now};
	struct cadence_due due;
	struct cadence_ask c;
	struct str audience;
	struct body b;
	enum rc rc = cadence_audience_find(
		ask->policies->cadence, args_str(args, "audience"), &audience, err);

	if (rc != RC_OK)
		return rc;
	if (!args_has(args, "reason"))
		return err_set(
			err, RC_USAGE, "why does it wait? add reason=\"...\"; it stays on record");
	args_time(args, "until", &until);
	c = view_cadence_ask(ask->incident, audience);
	cadence_due(ask->policies->cadence, &c, &due);
	rc = may_put_off(ask, audience, &due, until.at, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_UPDATE_SNOOZE, ask->incident->number);
	json_out_str(&b.json, "audience", audience);
	body_time(&b, "due", due.due);
	body_time(&b, "until", until.at);
	json_out_str(&b.json, "reason", args_str(args, "reason"));
	reply(out, ROLE_OK, "update to %.*s put off to %s", STR_ARG(audience),
		time_iso_prec(ask->arena, until.at, PREC_MIN));
	return body_end(&b, err);
}

static enum rc next(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)err;
	if (wants_json(ask, args))
		view_next_json(&out->json, ask->arena, ask->policies, ask->incident, ask->now);
	doc_append(out->reply, view_next(ask->arena, ask->policies, ask->incident, ask->now));
	return RC_OK;
}

static const struct command rows[] = {
	{"cadence", NULL,
		"how often each audience is told, by whom, approved by whom, and how it was kept",
		"[format=text|json]", "cadence", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, cadence},
	{"snooze", NULL, "put off a promised update to a named time, with a reason",
		"<audience:word> <until:promise> [reason=<text>]",
		"snooze vendor 20m reason=\"their engineer joins the call first\"", DOORS_PEOPLE,
		CAP_PUBLISH, INCIDENT_OPEN, snooze, CARE_UNDO},
	{"next", NULL, "what is owed next: updates, empty roles, open questions",
		"[format=text|json]", "next", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, next},
};

const struct command_family family_cadence = {
	"cadence", "promises to the audiences", rows, sizeof rows / sizeof *rows};
