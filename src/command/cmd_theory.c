/* cmd_theory.c: what is known and what is only supposed, kept apart: fact, theory. */
#include "command/loop_internal.h"
#include "view/view_loops.h"

static enum rc fact(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct stamp when = when_or_now(ask, args, "when");
	uint64_t evidence;
	struct body b;
	enum rc rc;

	if (!args_has(args, "text")) {
		if (wants_json(ask, args))
			view_facts_json(&out->json, ask->incident);
		doc_append(out->reply, view_known_facts(ask->arena, ask->incident));
		return RC_OK;
	}
	rc = loop_may(ask, CAP_LOG, "recording a fact", err);
	if (rc == RC_OK)
		rc = loop_evidence(ask, args, &evidence, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_FACT, ask->incident->number);
	body_when(&b, ask, &when);
	json_out_str(&b.json, "text", args_str(args, "text"));
	if (evidence)
		json_out_int(&b.json, "evidence", (int64_t)evidence);
	reply(out, ROLE_TEXT, "recorded as a fact");
	if (!evidence)
		reply(out, ROLE_DIM, "evidence=E-7 names the row that shows it");
	return body_end(&b, err);
}

static enum rc open_theory(const struct ask *ask, const struct args *args, struct outcome *out,
	struct str text, struct err *err)
{
	const struct loops *l = &ask->incident->loops;
	uint32_t id = l->theories.n ? l->theories.v[l->theories.n - 1].id + 1 : 1;
	struct str owner = args_has(args, "owner") ? args_str(args, "owner") : speaker(ask);
	struct body b;

	if (!args_has(args, "check"))
		return err_set(err, RC_USAGE,
			"what would show that it is wrong? `theory \"...\" @name check=\"...\"`");
	body_begin(&b, ask, out, EV_THEORY_OPEN, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "text", text);
	json_out_str(&b.json, "owner", owner);
	json_out_str(&b.json, "check", args_str(args, "check"));
	if (args_int(args, "likely", -1) >= 0)
		json_out_int(&b.json, "likely", args_int(args, "likely", -1));
	reply(out, ROLE_TEXT, "H-%u, @%.*s looks: %.*s", id, STR_ARG(owner),
		STR_ARG(args_str(args, "check")));
	reply(out, ROLE_DIM,
		"a hypothesis stays among responders; `theory H-%u ruled-out result=\"...\"`"
		" or `confirmed` ends it",
		id);
	return body_end(&b, err);
}

static enum rc close_theory(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = args_str(args, "text"), word = loop_first_word(&text);
	struct str result = args_has(args, "result") ? args_str(args, "result") : text;
	enum theory_status status;
	const struct theory *h;
	uint64_t evidence;
	struct body b;
	uint32_t id;
	enum rc rc = loop_id(args, 'H', "hypothesis", &id, err);

	if (rc != RC_OK)
		return rc;
	h = loops_theory(&ask->incident->loops, id);
	if (!h)
		return err_set(err, RC_UNKNOWN,
			"INC-%u has no hypothesis H-%u; `theory` shows them", ask->incident->number,
			id);
	if (h->status == THEORY_CONFIRMED || h->status == THEORY_RULED_OUT)
		return err_set(err, RC_STATE, "H-%u is %s: %.*s; a new `theory` takes a new number",
			id, theory_status_name(h->status), STR_ARG(str_cut(h->result, 0, 160)));
	if (!theory_status_find(word, &status) || status == THEORY_OPEN)
		return err_set(err, RC_USAGE,
			"what of it? `theory H-%u confirmed|ruled-out|parked result=\"...\"`", id);
	if (!result.n)
		return err_set(err, RC_USAGE, "what shows it? `theory H-%u %s result=\"...\"`", id,
			theory_status_name(status));
	rc = loop_evidence(ask, args, &evidence, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_THEORY_CLOSE, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_z(&b.json, "outcome", theory_status_name(status));
	json_out_str(&b.json, "result", result);
	if (evidence)
		json_out_int(&b.json, "evidence", (int64_t)evidence);
	reply(out, ROLE_OK, "H-%u %s", id, theory_status_name(status));
	if (status == THEORY_CONFIRMED)
		reply(out, ROLE_DIM, "say what is now known with `fact ...`");
	return body_end(&b, err);
}

static enum rc theory(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = loop_text(ask, args);
	enum rc rc;

	if (!text.n) {
		if (wants_json(ask, args))
			view_theories_json(&out->json, ask->incident);
		doc_append(out->reply, view_theories(ask->arena, ask->incident));
		return RC_OK;
	}
	rc = loop_may(ask, CAP_LOG, "a hypothesis", err);
	if (rc != RC_OK)
		return rc;
	return loop_has_id(args, 'H') ? close_theory(ask, args, out, err)
				      : open_theory(ask, args, out, text, err);
}

static const struct command rows[] = {
	{"fact", NULL, "record what is confirmed; list the facts",
		"[<when:time>] [<text:text>] [evidence=<id>] [format=text|json]",
		"fact -5m pool on web is at 400 of 400", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_OPEN,
		fact},
	{"theory", NULL,
		"a hypothesis with an owner and a check; or H-1 confirmed|ruled-out|parked; list",
		"[<id:id>] [<text:text>] [<owner:person>] [check=<text>] [likely=<share>] "
		"[result=<text>] [evidence=<id>] [format=text|json]",
		"theory \"the batch worker leaks connections\" @ops1 check=\"stop it, watch the "
		"pool\" likely=60%",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_OPEN, theory},
};

const struct command_family family_theory = {
	"theory", "facts and hypotheses", rows, sizeof rows / sizeof *rows};
