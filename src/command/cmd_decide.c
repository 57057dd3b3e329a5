/* cmd_decide.c: polls for strong objections, decisions with reasons, and whether these held: poll, object, decide. */
#include "command/loop_internal.h"
#include "view/view_loops.h"

enum { POLL_SHORTEST_S = 10, ALTERNATIVES_MAX = 16 };

/* ---- Polls ---- */

static enum rc list_polls(const struct ask *ask, const struct args *args, struct outcome *out)
{
	if (wants_json(ask, args))
		view_polls_json(&out->json, ask->incident);
	doc_append(out->reply, view_polls(ask->arena, ask->incident, ask->now));
	return RC_OK;
}

static enum rc poll(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct loops *l = &ask->incident->loops;
	const struct loops_policy *p = ask->policies->loops;
	duration length = args_dur(args, "for", p->poll);
	uint32_t id = l->polls.n ? l->polls.v[l->polls.n - 1].id + 1 : 1;
	struct body b;
	enum rc rc;

	if (!args_has(args, "text"))
		return list_polls(ask, args, out);
	rc = loop_may(ask, CAP_COMMAND, "opening a poll", err);
	if (rc == RC_OK)
		rc = must_command(ask, "open a poll", err);
	if (rc != RC_OK)
		return rc;
	if (length < POLL_SHORTEST_S * US_PER_S || length > p->poll_longest)
		return err_set(err, RC_USAGE, "a poll lasts %ds to %s", POLL_SHORTEST_S,
			duration_short(ask->arena, p->poll_longest));
	body_begin(&b, ask, out, EV_POLL_OPEN, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "proposal", args_str(args, "text"));
	if (args_has(args, "risk"))
		json_out_str(&b.json, "risk", args_str(args, "risk"));
	body_time(&b, "due", ask->now + length);
	reply(out, ROLE_TEXT, "P-%u, %s for strong objections (`object %u why`): %.*s", id,
		loop_length(ask->arena, length), id, STR_ARG(args_str(args, "text")));
	if (!args_has(args, "risk"))
		reply(out, ROLE_DIM, "name the risk with risk=\"...\" so that people can judge it");
	return body_end(&b, err);
}

static enum rc find_poll(
	const struct ask *ask, const struct args *args, const struct poll **ret, struct err *err)
{
	const struct poll *p;
	uint32_t id;
	enum rc rc = loop_id(args, 'P', "poll", &id, err);

	if (rc != RC_OK)
		return rc;
	p = loops_poll(&ask->incident->loops, id);
	if (!p)
		return err_set(err, RC_UNKNOWN, "INC-%u has no poll P-%u; `poll` shows them",
			ask->incident->number, id);
	if (p->decision)
		return err_set(err, RC_STATE, "P-%u was decided with D-%u; `decide` shows it", id,
			p->decision);
	*ret = p;
	return RC_OK;
}

static enum rc object(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct poll *p;
	struct body b;
	enum rc rc = find_poll(ask, args, &p, err);

	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_POLL_OBJECTION, ask->incident->number);
	json_out_int(&b.json, "poll", p->id);
	json_out_str(&b.json, "text", args_str(args, "text"));
	reply(out, ROLE_TEXT,
		"your strong objection to P-%u is on record; the decision has to answer it", p->id);
	return body_end(&b, err);
}

/* ---- Decisions ---- */

/* reason= and why= are the same: polls are answered with a reason, decisions say why. */
static struct str reason_of(const struct args *args)
{
	return args_has(args, "reason") ? args_str(args, "reason") : args_str(args, "why");
}

static void put_alternatives(struct body *b, const struct args *args)
{
	struct str rest = args_str(args, "alternatives"), one;

	if (!rest.n)
		return;
	json_out_open(&b->json, "alternatives", '[');
	for (size_t n = 0; n < ALTERNATIVES_MAX && str_split(&rest, ';', &one); n++)
		if (str_trim(one).n)
			json_out_str(&b->json, NULL, str_trim(one));
	json_out_close(&b->json, ']');
}

/* Opens poll.close and writes what a decision has with and without a poll. */
static uint32_t begin_decision(struct body *b, const struct ask *ask, const struct args *args,
	struct outcome *out, struct str reason)
{
	const struct loops *l = &ask->incident->loops;
	uint32_t id = l->decisions.n ? l->decisions.v[l->decisions.n - 1].id + 1 : 1;
	struct stamp check;

	body_begin(b, ask, out, EV_POLL_CLOSE, ask->incident->number);
	json_out_int(&b->json, "id", id);
	if (reason.n)
		json_out_str(&b->json, "reason", reason);
	put_alternatives(b, args);
	if (args_time(args, "check", &check)) {
		body_time(b, "check", check.at);
		json_out_str(&b->json, "owner",
			args_has(args, "owner") ? args_str(args, "owner") : speaker(ask));
	}
	return id;
}

/* Yes against an objection, before the time is up, and no, are each explained. */
static enum rc check_answer(
	const struct ask *ask, const struct poll *p, bool yes, struct str reason, struct err *err)
{
	if (reason.n)
		return RC_OK;
	if (yes && p->objections.n)
		return err_set(err, RC_STATE,
			"P-%u has %zu strong objection%s (\"%.*s\"): yes needs reason=\"...\" that "
			"answers it",
			p->id, p->objections.n, p->objections.n == 1 ? "" : "s",
			STR_ARG(str_cut(p->objections.v[0].text, 0, 120)));
	if (yes && p->due != INSTANT_NONE && ask->now < p->due)
		return err_set(err, RC_STATE,
			"P-%u asks for objections for another %s; an earlier yes needs "
			"reason=\"...\"",
			p->id, loop_length(ask->arena, p->due - ask->now));
	if (!yes)
		return err_set(err, RC_USAGE, "why not? `decide P-%u no reason=\"...\"`", p->id);
	return RC_OK;
}

static enum rc decide_poll(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = args_str(args, "text"), reason = reason_of(args), answer;
	const struct poll *p;
	struct body b;
	uint32_t id;
	bool yes;
	enum rc rc = find_poll(ask, args, &p, err);

	if (rc == RC_OK)
		rc = must_command(ask, "decide", err);
	if (rc != RC_OK)
		return rc;
	answer = loop_first_word(&text);
	yes = str_ieq(answer, STR("yes"));
	if (!yes && !str_ieq(answer, STR("no")))
		return err_set(err, RC_USAGE, "yes or no? `decide P-%u yes reason=\"...\"`", p->id);
	reason = reason.n ? reason : text;
	rc = check_answer(ask, p, yes, reason, err);
	if (rc != RC_OK)
		return rc;
	id = begin_decision(&b, ask, args, out, reason);
	json_out_int(&b.json, "poll", p->id);
	json_out_z(&b.json, "answer", yes ? "yes" : "no");
	reply(out, ROLE_OK, "D-%u: P-%u %s: %.*s", id, p->id, yes ? "yes" : "no",
		STR_ARG(p->proposal));
	return body_end(&b, err);
}

static enum rc decide_directly(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = loop_text(ask, args), reason = reason_of(args);
	struct stamp check;
	struct body b;
	uint32_t id;
	enum rc rc = must_command(ask, "decide", err);

	if (rc != RC_OK)
		return rc;
	if (!reason.n)
		return err_set(err, RC_USAGE,
			"a decision says why: `decide \"...\" why=\"...\" alternatives=\"a; b\" "
			"check=+20m`");
	id = begin_decision(&b, ask, args, out, reason);
	json_out_str(&b.json, "text", text);
	json_out_z(&b.json, "answer", "yes");
	reply(out, ROLE_OK, "D-%u: %.*s", id, STR_ARG(text));
	if (args_time(args, "check", &check))
		reply(out, ROLE_DIM, "checked %s: `decide D-%u held what was seen`",
			time_iso_prec(ask->arena, check.at, PREC_S), id);
	return body_end(&b, err);
}

/* ---- Did it hold? ---- */

static enum rc check_decision(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = args_str(args, "text"), outcome = loop_first_word(&text);
	bool held = str_ieq(outcome, STR("held")), failed = str_ieq(outcome, STR("failed"));
	const struct decision *d;
	struct body b;
	uint32_t id;
	enum rc rc = loop_id(args, 'D', "decision", &id, err);

	if (rc != RC_OK)
		return rc;
	d = loops_decision(&ask->incident->loops, id);
	if (!d)
		return err_set(err, RC_UNKNOWN, "INC-%u has no decision D-%u; `decide` shows them",
			ask->incident->number, id);
	if (!held && !failed)
		return err_set(err, RC_USAGE,
			"did it hold? `decide D-%u held what was seen`, or `decide D-%u failed "
			"...`",
			id, id);
	if (!text.n)
		return err_set(err, RC_USAGE,
			"what was seen? `decide D-%u %.*s no error for ten "
			"minutes`",
			id, STR_ARG(outcome));
	if (d->check == CHECK_HELD || d->check == CHECK_FAILED)
		return err_set(err, RC_STATE, "D-%u %s already: %.*s", id,
			check_state_name(d->check), STR_ARG(str_cut(d->seen, 0, 200)));
	if (!loop_is_speaker(ask, d->checker) && !loop_commands(ask))
		return err_set(err, RC_DENIED,
			"%s%.*s%sthe incident commander or the deputy says whether D-%u held",
			d->checker.n ? "@" : "", STR_ARG(d->checker), d->checker.n ? ", " : "", id);
	body_begin(&b, ask, out, EV_DECISION_CHECK, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_z(&b.json, "outcome", held ? "held" : "failed");
	json_out_str(&b.json, "text", text);
	reply(out, held ? ROLE_OK : ROLE_WAIT, "D-%u %s", id, held ? "held" : "failed");
	if (failed)
		reply(out, ROLE_WAIT, "what now? `decide \"...\" why=\"D-%u failed\"`", id);
	return body_end(&b, err);
}

static enum rc decide(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = loop_text(ask, args);
	enum rc rc;

	if (!text.n) {
		if (wants_json(ask, args))
			view_decisions_json(&out->json, ask->incident);
		doc_append(out->reply, view_decisions(ask->arena, ask->incident));
		return RC_OK;
	}
	if (loop_has_id(args, 'D')) {
		rc = loop_may(ask, CAP_RESPOND, "checking a decision", err);
		return rc == RC_OK ? check_decision(ask, args, out, err) : rc;
	}
	rc = loop_may(ask, CAP_COMMAND, "deciding", err);
	if (rc != RC_OK)
		return rc;
	return loop_has_id(args, 'P') ? decide_poll(ask, args, out, err)
				      : decide_directly(ask, args, out, err);
}

static const struct command rows[] = {
	{"poll", NULL, "ask everybody for strong objections before a decision; list polls",
		"[<text:text>] [risk=<text>] [for=<dur>] [format=text|json]",
		"poll \"Fail over to the replica\" risk=\"30 s of errors\"", DOORS_PEOPLE,
		CAP_OBSERVE, INCIDENT_OPEN, poll},
	{"object", NULL, "a strong objection to what a poll proposes", "<id:id> <text:text>",
		"object P-1 the replica has half the disk", DOORS_PEOPLE, CAP_LOG, INCIDENT_OPEN,
		object},
	{"decide", NULL,
		"decide \"...\" why=..., or P-1 yes|no, or D-1 held|failed what was seen; list",
		"[<id:id>] [<text:text>] [<owner:person>] [reason=<text>] [why=<text>] "
		"[alternatives=<text>] [check=<promise>] [format=text|json]",
		"decide \"Keep the replica as primary\" why=\"the old one needs a rebuild\" "
		"alternatives=\"fail back; stay read-only\" check=+20m",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_OPEN, decide},
};

const struct command_family family_decide = {
	"decide", "polls and decisions", rows, sizeof rows / sizeof *rows};
