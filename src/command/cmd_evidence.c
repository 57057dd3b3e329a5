/* cmd_evidence.c: what is kept before it is gone, and who has it: evidence. */
#include "command/change_internal.h"
#include "command/kept.h"
#include "view/view_evidence.h"

/* Keeping and copying are done where the files are. */
static enum rc must_be_local(const struct ask *ask, const char *what, struct err *err)
{
	if (ask->door & DOORS_LOCAL)
		return RC_OK;
	return err_set(err, RC_DENIED,
		"%s works where the file is: at the console, or `warroom evidence %s` at a shell",
		what, what);
}

static enum rc must(const struct ask *ask, enum capability right, const char *what, struct err *err)
{
	if (ask->capabilities & (unsigned)right)
		return RC_OK;
	return err_set(
		err, RC_DENIED, "%s needs the right to %s; ask @ic", what, capability_name(right));
}

static enum rc keep(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct act *act;
	enum rc rc = must_be_local(ask, "keep", err);

	if (rc == RC_OK)
		rc = must(ask, CAP_LOG, "keeping evidence", err);
	if (rc != RC_OK)
		return rc;
	if (!args_has(args, "item"))
		return err_set(err, RC_USAGE,
			"which file? `evidence keep FILE note=\"...\"`, or `command | warroom "
			"evidence "
			"keep -`");
	if (str_eq_z(args_str(args, "item"), "-") && ask->door != DOOR_SHELL)
		return err_set(err, RC_DENIED,
			"- is standard input, which is the console's own: `command | warroom "
			"evidence "
			"keep -` at a shell");
	act = outcome_act(out, ACT_KEEP);
	act->incident = ask->incident->number;
	act->file = args_str(args, "item");
	act->text = args_has(args, "note") ? args_str(args, "note") : args_str(args, "text");
	act->when = when_or_now(ask, args, "when");
	return RC_OK;
}

static enum rc find(const struct ask *ask, const struct args *args, const struct evidence **ret,
	struct err *err)
{
	uint32_t id = 0;

	if (!id_of(args_str(args, "item"), "EV", &id))
		return err_set(
			err, RC_USAGE, "which one? EV-1, EV-2 ...; `evidence list` shows them");
	*ret = incident_evidence(ask->incident, id);
	if (!*ret)
		return err_set(err, RC_UNKNOWN, "INC-%u has no EV-%u; `evidence list` shows them",
			ask->incident->number, id);
	return RC_OK;
}

static enum rc show(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct evidence *x;
	enum rc rc = find(ask, args, &x, err);
	struct json_out o;

	if (rc != RC_OK)
		return rc;
	if (wants_json(ask, args)) {
		json_out_init(&o, &out->json);
		view_evidence_object(&o, NULL, x);
		buf_add_ch(&out->json, '\n');
	}
	doc_append(out->reply, view_evidence(ask->arena, ask->incident, x->id));
	return RC_OK;
}

static enum rc get(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct evidence *x;
	struct act *act;
	enum rc rc = must_be_local(ask, "get", err);

	if (rc == RC_OK)
		rc = must(ask, CAP_RESPOND, "taking a copy", err);
	if (rc == RC_OK)
		rc = find(ask, args, &x, err);
	if (rc == RC_OK && !args_has(args, "out"))
		rc = err_set(
			err, RC_USAGE, "into which new file? `evidence get EV-%u out=FILE`", x->id);
	if (rc != RC_OK)
		return rc;
	act = outcome_act(out, ACT_GET_KEPT);
	act->incident = ask->incident->number;
	act->name = str_fmt(ask->arena, "EV-%u", x->id);
	act->text = x->sha256;
	act->file = args_str(args, "out");
	return RC_OK;
}

static enum rc propose_custody(const struct ask *ask, struct outcome *out, uint32_t id,
	struct str person, struct str note, bool copy, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_EVIDENCE_HANDED, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "person", person);
	if (note.n)
		json_out_str(&b.json, "note", note);
	if (copy)
		json_out_bool(&b.json, "copy", true);
	return body_end(&b, err);
}

static enum rc custody(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct evidence *x;
	enum rc rc = must(ask, CAP_RESPOND, "handing evidence on", err);

	if (rc == RC_OK)
		rc = find(ask, args, &x, err);
	if (rc != RC_OK)
		return rc;
	if (!args_has(args, "who"))
		return err_set(err, RC_USAGE,
			"to whom? `evidence custody EV-%u @name what for, on what`", x->id);
	reply(out, ROLE_OK, "EV-%u is with %.*s", x->id, STR_ARG(args_str(args, "who")));
	return propose_custody(
		ask, out, x->id, args_str(args, "who"), args_str(args, "text"), false, err);
}

enum rc kept_decide(
	const struct ask *ask, const struct kept *k, struct outcome *out, struct err *err)
{
	uint32_t id = ask->incident ? incident_next_evidence(ask->incident) : 0;
	struct body b;

	if (!id)
		return err_set(err, RC_STATE, "there is no incident that this could belong to");
	body_begin(&b, ask, out, EV_EVIDENCE_KEPT, ask->incident->number);
	body_when(&b, ask, &k->when);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "sha256", k->sha256);
	json_out_int(&b.json, "size", (int64_t)k->size);
	json_out_str(&b.json, "name", k->name);
	if (k->note.n)
		json_out_str(&b.json, "note", k->note);
	reply(out, ROLE_OK, "EV-%u %.*s kept, %.*s, sha256 %.*s", id, STR_ARG(k->name),
		STR_ARG(evidence_size(ask->arena, k->size)), STR_ARG(k->sha256));
	return body_end(&b, err);
}

enum rc kept_copied_decide(
	const struct ask *ask, uint32_t id, struct str file, struct outcome *out, struct err *err)
{
	if (!ask->incident || !incident_evidence(ask->incident, id))
		return err_set(err, RC_UNKNOWN, "there is no EV-%u", id);
	reply(out, ROLE_OK, "EV-%u written to %.*s, its hash is right", id, STR_ARG(file));
	return propose_custody(ask, out, id, speaker(ask), file, true, err);
}

static enum rc evidence(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	static const struct {
		const char *word;
		enum rc (*decide)(const struct ask *ask, const struct args *args,
			struct outcome *out, struct err *err);
	} steps[] = {{"keep", keep}, {"show", show}, {"get", get}, {"custody", custody}};
	struct str what = args_str(args, "what");
	uint32_t id;

	for (size_t n = 0; n < sizeof steps / sizeof *steps; n++)
		if (str_eq_z(what, steps[n].word))
			return steps[n].decide(ask, args, out, err);
	if (!what.n && id_of(args_str(args, "item"), "EV", &id))
		return show(ask, args, out, err);
	if (!what.n && args_has(args, "item"))
		return err_set(err, RC_USAGE,
			"evidence what? keep, list, show, get or custody; `evidence keep FILE` "
			"keeps a "
			"file");
	if (wants_json(ask, args))
		view_evidence_json(&out->json, ask->incident);
	doc_append(out->reply, view_evidence_list(ask->arena, ask->incident));
	return RC_OK;
}

static const struct command rows[] = {
	{"evidence", NULL, "keep bytes before they are gone, show, copy and hand on what was kept",
		"[<what:keep|list|show|get|custody>] [<item:word>] [<text:text>] [<who:person>] "
		"[note=<text>] [when=<time>] [out=<file>] [format=text|json]",
		"evidence keep threads.txt note=\"before the restart of web1\" when=-2m",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, evidence},
};

const struct command_family family_evidence = {
	"evidence", "evidence", rows, sizeof rows / sizeof *rows};
