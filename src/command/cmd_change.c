/* cmd_change.c: changes of the system, from approval to the check that passed: run, check. */
#include "command/change_internal.h"
#include "view/view_change.h"

/* ---- From approval to the end ---- */

static struct str reason_of(const struct args *args)
{
	return args_has(args, "reason") ? args_str(args, "reason") : args_str(args, "text");
}

static enum rc approve(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct change *c;
	struct body b;
	enum rc rc = change_find(ask, args, &c, err);

	if (rc == RC_OK)
		rc = change_must_be_open(ask, err);
	if (rc != RC_OK)
		return rc;
	if (c->state != CHANGE_PROPOSED)
		return err_set(err, RC_STATE, "CHG-%u is %s: nothing waits for approval", c->id,
			change_state_name(c->state));
	if (str_eq(speaker(ask), c->by))
		return err_set(err, RC_DENIED,
			"%.*s does CHG-%u: another person approves it, @ops or @ic", STR_ARG(c->by),
			c->id);
	if (!change_is_approver(ask) && !str_eq(speaker(ask), c->wanted))
		return err_set(err, RC_DENIED,
			"approving CHG-%u is for the holder of ops or ic%s%.*s", c->id,
			c->wanted.n ? ", or for " : "", STR_ARG(c->wanted));
	body_begin(&b, ask, out, EV_CHANGE_STARTED, ask->incident->number);
	json_out_int(&b.json, "id", c->id);
	json_out_str(&b.json, "approver", speaker(ask));
	reply(out, ROLE_OK, "CHG-%u may start: @%.*s, %.*s %.*s", c->id, STR_ARG(c->by),
		STR_ARG(c->kind), STR_ARG(c->target));
	return body_end(&b, err);
}

static enum rc begin_check(const struct ask *ask, const struct args *args, struct outcome *out,
	uint32_t id, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_CHECK_BEGUN, ask->incident->number);
	json_out_int(&b.json, "id", id);
	body_word(&b, "signal", args_str(args, "signal"));
	reply(out, ROLE_WAIT,
		"CHG-%u is done; it is finished when its check passed: `run check CHG-%u pass "
		"evidence=...`",
		id, id);
	return body_end(&b, err);
}

static enum rc done(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct stamp when = when_or_now(ask, args, "at");
	const struct change *c;
	struct body b;
	enum rc rc = change_find(ask, args, &c, err);

	if (rc != RC_OK)
		return rc;
	if (c->state == CHANGE_PROPOSED)
		return err_set(err, RC_STATE, "CHG-%u has not started: `run approve CHG-%u` first",
			c->id, c->id);
	if (c->state != CHANGE_RUNNING)
		return err_set(
			err, RC_STATE, "CHG-%u is %s already", c->id, change_state_name(c->state));
	body_begin(&b, ask, out, EV_CHANGE_ENDED, ask->incident->number);
	body_when(&b, ask, &when);
	json_out_int(&b.json, "id", c->id);
	json_out_z(&b.json, "result", "done");
	body_word(&b, "text", args_str(args, "text"));
	rc = body_end(&b, err);
	return rc == RC_OK ? begin_check(ask, args, out, c->id, err) : rc;
}

static enum rc stop(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str reason = reason_of(args);
	const struct change *c;
	struct body b;
	enum rc rc = change_find(ask, args, &c, err);

	if (rc != RC_OK)
		return rc;
	if (c->state != CHANGE_PROPOSED && c->state != CHANGE_RUNNING)
		return err_set(err, RC_STATE, "CHG-%u is %s: there is nothing to stop", c->id,
			change_state_name(c->state));
	if (!change_holds(ask, "safety") && !change_is_approver(ask) &&
		!str_eq(speaker(ask), c->by))
		return err_set(err, RC_DENIED,
			"stopping CHG-%u is for @safety, @ic, @ops or %.*s, who does it", c->id,
			STR_ARG(c->by));
	if (!reason.n)
		return err_set(err, RC_USAGE, "why? `run stop CHG-%u reason=\"...\"`", c->id);
	body_begin(&b, ask, out, EV_CHANGE_ENDED, ask->incident->number);
	json_out_int(&b.json, "id", c->id);
	json_out_z(&b.json, "result", "stopped");
	json_out_str(&b.json, "text", reason);
	reply(out, ROLE_SEV2, "CHG-%u is stopped%s", c->id,
		c->state == CHANGE_RUNNING
			? arena_printf(ask->arena,
				  ": @%.*s, hands off; `run rollback CHG-%u` takes "
				  "back what was done",
				  STR_ARG(c->by), c->id)
			: "");
	return body_end(&b, err);
}

/* ---- Checks ---- */

static enum rc check_evidence(const struct ask *ask, struct str evidence, struct err *err)
{
	uint32_t id;

	if (!evidence.n)
		return err_set(err, RC_USAGE,
			"what shows it? Add evidence=EV-1, or evidence=\"what was seen\"");
	if (!str_starts(evidence, STR("EV")) || !id_of(evidence, "EV", &id) ||
		incident_evidence(ask->incident, id))
		return RC_OK;
	return err_set(err, RC_UNKNOWN, "INC-%u has no EV-%u: `evidence list` shows what was kept",
		ask->incident->number, id);
}

static enum rc put_check(const struct ask *ask, const struct args *args, struct outcome *out,
	uint32_t change, struct str signal, bool passed, struct err *err)
{
	struct str evidence = args_str(args, "evidence");
	struct stamp when = when_or_now(ask, args, "at");
	struct body b;
	enum rc rc = check_evidence(ask, evidence, err);

	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, passed ? EV_CHECK_PASSED : EV_CHECK_FAILED, ask->incident->number);
	body_when(&b, ask, &when);
	if (change)
		json_out_int(&b.json, "id", change);
	body_word(&b, "signal", signal);
	json_out_str(&b.json, "evidence", evidence);
	return body_end(&b, err);
}

static enum rc check_change(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str said = args_str(args, "text");
	bool passed = said.n && str_starts(STR("pass"), said);
	const struct change *c;
	struct str signal;
	enum rc rc = change_find(ask, args, &c, err);

	if (rc != RC_OK)
		return rc;
	if (!passed && !(said.n && str_starts(STR("fail"), said)))
		return err_set(err, RC_USAGE,
			"`run check CHG-%u pass evidence=...` or `run check CHG-%u fail "
			"evidence=...`",
			c->id, c->id);
	if (c->state == CHANGE_PROPOSED || c->state == CHANGE_RUNNING)
		return err_set(err, RC_STATE,
			"CHG-%u is %s: `run done CHG-%u` comes before its check", c->id,
			change_state_name(c->state), c->id);
	if (c->state != CHANGE_UNCHECKED && c->state != CHANGE_FAILED)
		return err_set(err, RC_STATE, "CHG-%u is %s: nothing is left to check", c->id,
			change_state_name(c->state));
	signal = args_has(args, "signal") ? args_str(args, "signal") : c->signal;
	rc = put_check(ask, args, out, c->id, signal, passed, err);
	if (passed)
		reply(out, ROLE_OK, "CHG-%u is finished: its check passed", c->id);
	else
		reply(out, ROLE_SEV2,
			"CHG-%u failed its check: `run rollback CHG-%u` takes it back, or check "
			"again",
			c->id, c->id);
	return rc;
}

static enum rc check(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	bool passed = args_is(args, "result", "pass");
	struct str signal = args_str(args, "signal");

	reply(out, passed ? ROLE_OK : ROLE_SEV2, "check on %.*s %s", STR_ARG(signal),
		passed ? "passed" : "failed");
	return put_check(ask, args, out, 0, signal, passed, err);
}

/* ---- Review ---- */

static enum rc review(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct ask starter = *ask;
	const struct change *c;
	struct body b;
	enum rc rc = change_find(ask, args, &c, err);

	if (rc != RC_OK)
		return rc;
	if (!change_owes_review(c))
		return err_set(err, RC_STATE, "CHG-%u owes no review%s%.*s", c->id,
			c->reviewer.n ? ": done by " : "", STR_ARG(c->reviewer));
	starter.actor = c->started_by;
	if (str_eq(speaker(ask), c->by) || str_eq(speaker(ask), speaker(&starter)))
		return err_set(err, RC_DENIED,
			"%.*s started CHG-%u without a second person: the review is for somebody "
			"else",
			STR_ARG(speaker(ask)), c->id);
	if (!args_has(args, "text"))
		return err_set(err, RC_USAGE,
			"what did you find? `run review CHG-%u the restart was right, because ...`",
			c->id);
	body_begin(&b, ask, out, EV_REVIEW_DONE, ask->incident->number);
	json_out_int(&b.json, "id", c->id);
	json_out_str(&b.json, "text", args_str(args, "text"));
	reply(out, ROLE_OK, "CHG-%u is reviewed", c->id);
	return body_end(&b, err);
}

/* ---- The verb ---- */

static enum rc list(const struct ask *ask, const struct args *args, struct outcome *out)
{
	if (wants_json(ask, args))
		view_changes_json(&out->json, ask->incident);
	doc_append(out->reply, view_changes(ask->arena, ask->incident, ask->now));
	return RC_OK;
}

static enum rc run(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	static const struct {
		const char *word;
		enum rc (*decide)(const struct ask *ask, const struct args *args,
			struct outcome *out, struct err *err);
	} steps[] = {{"approve", approve}, {"done", done}, {"stop", stop}, {"check", check_change},
		{"review", review}};
	struct str what = args_str(args, "what");
	uint32_t id;

	if (!what.n || str_eq_z(what, "list"))
		return list(ask, args, out);
	if (id_of(what, "CHG", &id)) {
		doc_append(out->reply, view_change(ask->arena, ask->incident, id, ask->now));
		return RC_OK;
	}
	if (!(ask->capabilities & CAP_RESPOND))
		return err_set(
			err, RC_DENIED, "changing the system needs the right to respond; ask @ic");
	for (size_t n = 0; n < sizeof steps / sizeof *steps; n++)
		if (str_eq_z(what, steps[n].word))
			return steps[n].decide(ask, args, out, err);
	if (str_eq_z(what, "rollback") && id_of(args_str(args, "target"), "CHG", &id))
		return change_take_back(ask, args, out, err);
	return change_begin(ask, args, out, err);
}

static const struct command rows[] = {
	{"run", NULL,
		"change the system: KIND TARGET; then approve, done, check, stop, rollback, "
		"review, "
		"list",
		"[<what:word>] [<target:word>] [<text:text>] [by=<person>] [from=<word>] "
		"[to=<word>] "
		"[rollback=<text>] [captured=<word>] [reason=<text>] [approver=<person>] "
		"[glass=yes|no] [evidence=<text>] [signal=<text>] [diverge=<text>] "
		"[until=<promise>] [at=<time>] [format=text|json]",
		"run restart web captured=skipped reason=\"every second costs orders\" by=@ops1",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, run},
	{"check", NULL, "say what a signal shows: the way from repaired to resolved",
		"<signal:word> <result:pass|fail> evidence=<text> [at=<time>]",
		"check \"checkout probe\" pass evidence=\"200 orders in 5 minutes, no error\"",
		DOORS_PEOPLE, CAP_RESPOND, INCIDENT_OPEN, check},
};

const struct command_family family_change = {
	"change", "changes of the system", rows, sizeof rows / sizeof *rows};
