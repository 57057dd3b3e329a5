/* cmd_incident.c: the life of an incident: declare, dismiss, status, mark, reopen, close. */
#include "command/command_internal.h"
#include "base/utf8.h"
#include "core/milestone.h"
#include "view/view_incident.h"
#include "view/view_open.h"

enum { OPEN_KEPT_MAX = 100 };

#define GAUGE_ALL ((UINT32_C(1) << GAUGE_COUNT) - 1)

static enum rc propose_mark(const struct ask *ask, struct outcome *out, uint32_t incident,
	enum mark mark, const struct stamp *at, struct str note, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_MARK_SET, incident);
	json_out_z(&b.json, "mark", mark_name(mark));
	body_time(&b, "at", at->precision == PREC_UNKNOWN ? INSTANT_NONE : at->at);
	json_out_z(&b.json, "precision", precision_name(at->precision));
	if (note.n)
		json_out_str(&b.json, "note", note);
	return body_end(&b, err);
}

static enum rc propose_commander(const struct ask *ask, struct outcome *out, uint32_t incident,
	struct str person, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_ROLE_ASSIGN, incident);
	json_out_str(&b.json, "role", STR("ic"));
	json_out_str(&b.json, "person", person);
	json_out_str(&b.json, "why", STR("declared the incident"));
	return body_end(&b, err);
}

/* The milestones that may be said with the declaration. */
static enum rc declared_marks(const struct ask *ask, const struct args *args, struct outcome *out,
	uint32_t number, const struct gauges *g, instant declared, struct err *err)
{
	struct stamp at;
	enum rc rc = RC_OK;

	if (args_time(args, "start", &at))
		return propose_mark(ask, out, number, MARK_IMPACT_START, &at, (struct str){0}, err);
	if (g->v[GAUGE_DURATION].state == GAUGE_VALUE && g->v[GAUGE_DURATION].value) {
		at = (struct stamp){.precision = PREC_MIN};
		at.at = declared - (instant)g->v[GAUGE_DURATION].value * US_PER_MIN;
		rc = propose_mark(
			ask, out, number, MARK_IMPACT_START, &at, STR("from duration="), err);
	}
	return rc;
}

static enum rc may_be_sensitive(const struct ask *ask, const struct args *args, struct err *err)
{
	if (ask->door != DOOR_IRC || !args_is(args, "sensitive", "yes"))
		return RC_OK;
	return err_set(err, RC_DENIED,
		"a channel hears what is said in it: declare a sensitive incident at a console or "
		"shell");
}

static enum rc open_as(const struct ask *ask, const struct args *args, struct outcome *out,
	bool drill, struct err *err)
{
	uint32_t number = (uint32_t)ask->board->incidents.n + 1;
	struct stamp when = when_or_now(ask, args, "at");
	struct str ic = args_str(args, "ic");
	struct severity_result r;
	struct gauges g = {0};
	struct body b;
	enum rc rc = may_be_sensitive(ask, args, err);

	if (rc == RC_OK)
		rc = read_gauges(ask, args, &g, err);
	if (rc != RC_OK)
		return rc;
	severity_fill_defaults(ask->policies->severity, &g);
	severity_evaluate(ask->policies->severity, &g, &r);
	body_begin(&b, ask, out, EV_DECLARE, number);
	body_when(&b, ask, &when);
	json_out_str(&b.json, "title", args_str(args, "title"));
	if (drill)
		json_out_bool(&b.json, "drill", true);
	if (args_is(args, "sensitive", "yes"))
		json_out_bool(&b.json, "sensitive", true);
	body_gauges(&b, ask, "gauges", &g, GAUGE_ALL);
	body_score(&b, ask, &g, &r);
	rc = body_end(&b, err);
	if (rc == RC_OK)
		rc = declared_marks(ask, args, out, number, &g, when.at, err);
	if (rc == RC_OK && !str_eq_z(ic, "none")) {
		rc = propose_commander(ask, out, number, ic.n ? ic : speaker(ask), err);
		out->events[out->event_count - 1].occurred = when.at;
		out->events[out->event_count - 1].precision = when.precision;
	}
	out->incident = number;
	reply(out, drill ? ROLE_DRILL : ROLE_TEXT, "%sINC-%u declared, SEV%d%s: %.*s",
		drill ? "DRILL, nothing of it leaves this journal. " : "", number, r.level,
		r.provisional ? " (provisional)" : "", STR_ARG(args_str(args, "title")));
	doc_para(out->reply, severity_reason(ask->arena, ask->policies->severity, &g, &r, NULL));
	return rc;
}

static enum rc declare(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	return open_as(ask, args, out, false, err);
}

static enum rc drill(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	return open_as(ask, args, out, true, err);
}

static enum rc dismiss(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	uint32_t number = (uint32_t)ask->board->incidents.n + 1;
	struct severity_result r;
	struct gauges g = {0};
	struct body b;
	enum rc rc = read_gauges(ask, args, &g, err);

	if (rc != RC_OK)
		return rc;
	severity_fill_defaults(ask->policies->severity, &g);
	severity_evaluate(ask->policies->severity, &g, &r);
	body_begin(&b, ask, out, EV_DISMISS, number);
	json_out_str(&b.json, "title", args_str(args, "title"));
	body_gauges(&b, ask, "gauges", &g, GAUGE_ALL);
	json_out_int(&b.json, "level", r.level);
	json_out_str(
		&b.json, "rules", severity_rules_text(ask->arena, ask->policies->severity, &r));
	json_out_str(&b.json, "reason", args_str(args, "reason"));
	reply(out, ROLE_TEXT, "INC-%u dismissed: %.*s. The reason and your name are kept.", number,
		STR_ARG(args_str(args, "title")));
	return body_end(&b, err);
}

/* What the new status makes people ask, while they are still there. */
static void ask_for_milestones(
	const struct ask *ask, struct outcome *out, enum status next, const struct stamp *when)
{
	struct incident then = *ask->incident;
	struct milestone *resolved = &then.marks[MARK_RESOLVED];

	then.status = next;
	if (next == STATUS_RESOLVED && !resolved->seq)
		*resolved = (struct milestone){
			.seq = then.last_seq + 1, .at = when->at, .precision = when->precision};
	view_milestones(out->reply, &then, ask->now);
}

static enum rc status(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	struct stamp when = when_or_now(ask, args, "when");
	enum status next;
	struct body b;
	enum rc rc;

	if (!args_has(args, "status")) {
		doc_append(out->reply, view_incident(ask->arena, ask->policies, i, ask->now));
		return RC_OK;
	}
	if (!(ask->capabilities & CAP_COMMAND))
		return err_set(
			err, RC_DENIED, "moving the status needs the right to command; ask @ic");
	if (!status_find(args_str(args, "status"), &next))
		return err_set(err, RC_USAGE,
			"status is investigating, identified, monitoring or resolved");
	if (!incident_is_open(i))
		return err_set(err, RC_STATE, "INC-%u is closed; `reopen` comes first", i->number);
	if (next == i->status)
		return err_set(err, RC_STATE, "INC-%u is already %s", i->number, status_name(next));
	if (next == STATUS_RESOLVED && !incident_verified(i))
		return err_set(err, RC_STATE,
			"resolved comes after a check on the signal that showed the impact, and "
			"after the "
			"last change: `check \"checkout probe\" pass evidence=\"what was seen\"`");
	body_begin(&b, ask, out, EV_STATUS_SET, i->number);
	body_when(&b, ask, &when);
	json_out_z(&b.json, "status", status_name(next));
	rc = body_end(&b, err);
	if (rc == RC_OK && next == STATUS_RESOLVED && !i->marks[MARK_RESOLVED].seq)
		rc = propose_mark(ask, out, i->number, MARK_RESOLVED, &when, (struct str){0}, err);
	reply(out, ROLE_TEXT, "INC-%u is %s", i->number, status_name(next));
	if (rc == RC_OK && next >= STATUS_MONITORING)
		ask_for_milestones(ask, out, next, &when);
	return rc;
}

/* The start of impact may move earlier freely; later needs a second named person (it shortens the
 * outage). */
static enum rc check_start(const struct incident *i, enum mark which, const struct stamp *at,
	struct str second, struct err *err)
{
	const struct milestone *m = &i->marks[MARK_IMPACT_START];

	if (which != MARK_IMPACT_START || !m->seq || m->at == INSTANT_NONE || second.n)
		return RC_OK;
	if (at->precision != PREC_UNKNOWN && at->at <= m->at)
		return RC_OK;
	return err_set(err, RC_DENIED,
		"the start of impact may only move earlier; a later one needs second=@name");
}

static enum rc mark(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct stamp at = {.at = ask->now, .precision = PREC_S};
	struct str note = args_str(args, "note");
	enum mark which;
	enum rc rc;

	if (!mark_find(args_str(args, "mark"), &which))
		return err_set(err, RC_USAGE,
			"a milestone is impact-start, detected, acknowledged, mitigated, "
			"impact-end or resolved");
	args_time(args, "at", &at);
	rc = check_start(ask->incident, which, &at, args_str(args, "second"), err);
	if (rc == RC_OK)
		rc = propose_mark(ask, out, ask->incident->number, which, &at, note, err);
	reply(out, ROLE_TEXT, "%s = %s", mark_name(which),
		time_iso_prec(ask->arena, at.at, at.precision));
	return rc;
}

static enum rc reopen(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	struct body b;

	if (incident_may_reopen(i, ask->now, err) != RC_OK)
		return RC_STATE;
	body_begin(&b, ask, out, EV_REOPEN, i->number);
	json_out_str(&b.json, "reason", args_str(args, "reason"));
	out->incident = i->number;
	reply(out, ROLE_TEXT, "INC-%u is open again", i->number);
	return body_end(&b, err);
}

/* What is left open is said and kept with the close; only what must not be left behind holds it up. */
static enum rc must_not_block(const struct open_end *v, size_t n, struct err *err)
{
	for (size_t k = 0; k < n; k++)
		if (v[k].blocks)
			return err_set(err, RC_STATE, "%.*s stands in the way of the close: %.*s",
				STR_ARG(str_cut(v[k].what, 0, 160)), STR_ARG(v[k].how));
	return RC_OK;
}

static void say_open(const struct ask *ask, struct outcome *out)
{
	reply(out, ROLE_WAIT, "left open, and kept with the close:");
	doc_append(out->reply, view_open(ask->arena, ask->policies, ask->incident, ask->now));
}

static enum rc close_it(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	const struct open_end *ends;
	struct body b;
	size_t n;

	if (!incident_is_open(i))
		return err_set(err, RC_STATE, "INC-%u is closed already", i->number);
	if (i->status != STATUS_RESOLVED)
		return err_set(err, RC_STATE,
			"INC-%u is %s: `status resolved` comes before close, after a check on the "
			"signal that showed the impact",
			i->number, status_name(i->status));
	n = view_open_ends(ask->arena, ask->policies, i, ask->now, &ends);
	if (must_not_block(ends, n, err) != RC_OK)
		return RC_STATE;
	body_begin(&b, ask, out, EV_CLOSE, i->number);
	json_out_str(&b.json, "reason", args_str(args, "reason"));
	json_out_int(&b.json, "peak_level", i->peak_level);
	json_out_open(&b.json, "open", '[');
	for (size_t k = 0; k < n && k < OPEN_KEPT_MAX; k++)
		json_out_str(
			&b.json, NULL, str_cut(ends[k].what, 0, utf8_floor(ends[k].what, 300)));
	json_out_close(&b.json, ']');
	reply(out, ROLE_TEXT, "INC-%u is closed. `export postmortem` writes the draft.", i->number);
	if (n)
		say_open(ask, out);
	return body_end(&b, err);
}

static enum care weigh_status(const struct ask *ask, const struct args *args)
{
	enum status next;

	(void)ask;
	return status_find(args_str(args, "status"), &next) && next == STATUS_RESOLVED
		       ? CARE_PREVIEW
		       : CARE_NONE;
}

static const struct command rows[] = {
	{"declare", NULL, "open an incident: severity comes from the gauges, you take command",
		"<title:text> [at=<time>] [start=<time>] [ic=<person>] [sensitive=yes|no] "
		"[<gauges:gauges>]",
		"declare \"Checkout errors\" journey=critical degradation=unavailable users=40%",
		DOORS_PEOPLE, CAP_RESPOND, INCIDENT_NONE, declare},
	{"drill", NULL, "practise: the same room and rules, fenced off from channels and figures",
		"<title:text> [at=<time>] [start=<time>] [ic=<person>] [sensitive=yes|no] "
		"[<gauges:gauges>]",
		"drill \"Database down\" journey=critical degradation=unavailable users=40%",
		DOORS_LOCAL, CAP_RESPOND, INCIDENT_NONE, drill},
	{"dismiss", NULL, "record that something was looked at and is not an incident",
		"<title:text> reason=<text> [<gauges:gauges>]",
		"dismiss \"Disk alert on a spare host\" reason=\"spare, not in use\"", DOORS_PEOPLE,
		CAP_RESPOND, INCIDENT_NONE, dismiss},
	{"status", NULL, "how it stands; or move the incident on",
		"[<when:time>] [<status:investigating|identified|monitoring|resolved>]",
		"status identified", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, status, CARE_PREVIEW,
		weigh_status},
	{"mark", NULL, "say when a milestone was: the response times follow from these",
		"<mark:impact-start|started|detected|acknowledged|mitigated|impact-end|recovered|"
		"resolved> "
		"[<at:time>] [second=<person>] [<note:text>]",
		"mark detected -10m first alert", DOORS_PEOPLE, CAP_RESPOND, INCIDENT_OPEN, mark},
	{"reopen", NULL, "open a resolved or closed incident again", "<reason:text>",
		"reopen same errors are back", DOORS_PEOPLE, CAP_RESPOND, INCIDENT_ANY, reopen,
		CARE_PREVIEW},
	{"close", NULL, "end a resolved incident", "[<reason:text>]",
		"close verified on the checkout probe", DOORS_PEOPLE, CAP_CLOSE, INCIDENT_OPEN,
		close_it, CARE_TYPED},
};

const struct command_family family_incident = {
	"incident", "the life of an incident", rows, sizeof rows / sizeof *rows};
