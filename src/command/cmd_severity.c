/* cmd_severity.c: the impact as reported and the level that follows from it: impact, sev. */
#include "command/command_internal.h"
#include "view/view_severity.h"

/* Which gauges differ; the live clock is not one of them. */
static uint32_t changed(const struct gauges *old, const struct gauges *new)
{
	uint32_t mask = 0;

	for (int id = 0; id < GAUGE_COUNT; id++)
		if (old->v[id].state != new->v[id].state || old->v[id].value != new->v[id].value)
			mask |= UINT32_C(1) << id;
	return mask;
}

static enum rc impact(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	struct stamp when = when_or_now(ask, args, "when");
	struct gauges old = incident_gauges_at(i, when.at), g = old;
	struct severity_result r;
	struct body b;
	uint32_t mask;
	enum rc rc = read_gauges(ask, args, &g, err);

	if (rc != RC_OK)
		return rc;
	mask = changed(&old, &g);
	if (mask & (UINT32_C(1) << GAUGE_DURATION))
		return err_set(err, RC_USAGE,
			"duration runs by itself; move the start with `mark impact-start TIME`");
	if (!mask)
		return err_set(err, RC_STATE, "nothing changed: these values are in force already");
	body_begin(&b, ask, out, EV_INPUT_SET, i->number);
	body_when(&b, ask, &when);
	body_gauges(&b, ask, "gauges", &g, mask);
	body_gauges(&b, ask, "old", &old, mask);
	if (args_has(args, "note"))
		json_out_str(&b.json, "note", args_str(args, "note"));
	rc = body_end(&b, err);
	if (rc == RC_OK)
		rc = propose_score(ask, out, i, &g, when.at, STR(""), err);
	severity_evaluate(ask->policies->severity, &g, &r);
	doc_para(out->reply, severity_reason(ask->arena, ask->policies->severity, &g, &r, NULL));
	if (r.level > i->level)
		reply(out, ROLE_WAIT,
			"SEV%d stays in force: the rules say SEV%d now; lower with `sev %d "
			"reason=...` after the hold",
			i->level, r.level, r.level);
	return rc;
}

static enum rc propose_level(const struct ask *ask, const struct args *args, struct outcome *out,
	int level, const struct severity_result *r, bool override, struct err *err)
{
	const struct incident *i = ask->incident;
	struct body b;

	body_begin(&b, ask, out, override ? EV_SEV_OVERRIDE : EV_SEV_SET, i->number);
	json_out_int(&b.json, "from", i->level);
	json_out_int(&b.json, "level", level);
	json_out_bool(&b.json, "by_rule", false);
	json_out_str(&b.json, "rules", severity_rules_text(ask->arena, ask->policies->severity, r));
	json_out_bool(&b.json, "provisional", r->provisional);
	json_out_str(&b.json, "reason", args_str(args, "reason"));
	if (args_has(args, "second"))
		json_out_str(&b.json, "second", args_str(args, "second"));
	reply(out, ROLE_TEXT, "INC-%u: SEV%d -> SEV%d", i->number, i->level, level);
	return body_end(&b, err);
}

/* Lowering: the commander, after the hold, on full and fresh gauges; below what the rules say only
 * as an override with a second named person. */
static enum rc lower(const struct ask *ask, const struct args *args, struct outcome *out, int level,
	const struct severity_result *r, struct err *err)
{
	const struct incident *i = ask->incident;
	struct severity_lower want = {.declared = i->level,
		.wanted = level,
		.computed = r,
		.milder_since = i->milder_since,
		.oldest_gauge = i->gauges_at,
		.now = ask->now};
	struct str second = args_str(args, "second");
	instant expires;
	enum rc rc = must_command(ask, "lower the severity", err);

	if (i->marks[MARK_IMPACT_END].seq)
		want.oldest_gauge = INSTANT_NONE;
	if (rc != RC_OK)
		return rc;
	if (second.n && str_eq(second, speaker(ask)))
		return err_set(err, RC_DENIED, "second= names another person than yourself");
	if (!second.n) {
		rc = severity_may_lower(ask->policies->severity, &want, err);
		return rc == RC_OK ? propose_level(ask, args, out, level, r, false, err) : rc;
	}
	rc = severity_may_override(
		ask->policies->severity, r, level, true, ask->now, &expires, err);
	if (rc != RC_OK)
		return rc;
	reply(out, ROLE_WAIT, "override, witnessed by %.*s; it lapses at %s", STR_ARG(second),
		time_iso_prec(ask->arena, expires, PREC_MIN));
	return propose_level(ask, args, out, level, r, true, err);
}

static enum rc set_level(const struct ask *ask, const struct args *args, struct outcome *out,
	int level, struct err *err)
{
	struct severity_result r;
	struct gauges g;

	if (!ask->incident || !incident_is_open(ask->incident))
		return err_set(
			err, RC_STATE, "there is no open incident whose severity could be set");
	if (level == ask->incident->level)
		return err_set(
			err, RC_STATE, "INC-%u is SEV%d already", ask->incident->number, level);
	if (!args_has(args, "reason"))
		return err_set(err, RC_USAGE,
			"say why: `sev %d reason=\"...\"` (it goes to the timeline and the review)",
			level);
	if (!(ask->capabilities & CAP_RESPOND))
		return err_set(
			err, RC_DENIED, "setting the severity needs the right to respond; ask @ic");
	g = incident_gauges_at(ask->incident, ask->now);
	severity_evaluate(ask->policies->severity, &g, &r);
	if (level < ask->incident->level)
		return propose_level(ask, args, out, level, &r, false, err);
	return lower(ask, args, out, level, &r, err);
}

static enum rc evaluate(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct severity_result r;
	struct gauges g = {0};
	enum rc rc;

	if (args_has(args, "file")) {
		struct act *act = outcome_act(out, ACT_SEV_FILE);

		if (ask->door != DOOR_SHELL)
			return err_set(err, RC_DENIED, "file= works at the shell only");
		act->file = args_str(args, "file");
		return RC_OK;
	}
	rc = read_gauges(ask, args, &g, err);
	if (rc != RC_OK)
		return rc;
	severity_fill_defaults(ask->policies->severity, &g);
	severity_evaluate(ask->policies->severity, &g, &r);
	if (wants_json(ask, args))
		view_severity_json(&out->json, ask->policies->severity, &g, &r, NULL);
	doc_append(out->reply, view_severity_result(ask->arena, ask->policies->severity, &g, &r));
	return RC_OK;
}

static enum rc sev(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str what = args_str(args, "what");
	struct severity_result r;
	struct gauges g;
	const struct pair *pairs;

	if (what.n == 1)
		return set_level(ask, args, out, what.p[0] - '0', err);
	if (str_eq_z(what, "eval"))
		return evaluate(ask, args, out, err);
	if (args_pairs(args, "gauges", &pairs))
		return err_set(err, RC_USAGE,
			"`impact` records gauges, `sev eval` only computes: which one?");
	if (!ask->incident)
		return err_set(err, RC_STATE, "there is no incident; `sev eval` answers a what-if");
	g = incident_gauges_at(ask->incident, ask->now);
	severity_evaluate(ask->policies->severity, &g, &r);
	if (wants_json(ask, args))
		view_severity_json(&out->json, ask->policies->severity, &g, &r, ask->incident);
	doc_append(out->reply,
		view_severity(ask->arena, ask->policies->severity, ask->incident, ask->now));
	return RC_OK;
}

/* Up at once, down after a look at what it changes. */
static enum care weigh_sev(const struct ask *ask, const struct args *args)
{
	struct str what = args_str(args, "what");

	return what.n == 1 && ask->incident && what.p[0] - '0' > ask->incident->level ? CARE_PREVIEW
										      : CARE_UNDO;
}

static const struct command rows[] = {
	{"impact", NULL, "report what users meet: every change is scored at once",
		"[<when:time>] <gauges:gauges> [note=<text>]", "impact users=60%", DOORS_PEOPLE,
		CAP_RESPOND, INCIDENT_OPEN, impact},
	{"sev", "severity", "show, explain, set or try out the severity",
		"[<what:1|2|3|4|5|eval|history>] [reason=<text>] [second=<person>] [file=<file>] "
		"[<gauges:gauges>] [format=text|json]",
		"sev eval journey=critical degradation=partial users=12%", DOORS_PEOPLE,
		CAP_OBSERVE, INCIDENT_NONE, sev, CARE_PREVIEW, weigh_sev},
};

const struct command_family family_severity = {
	"severity", "impact and severity", rows, sizeof rows / sizeof *rows};
