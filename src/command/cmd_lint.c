/* cmd_lint.c: what does not add up in a text or in the record, and what backs a row: lint, link. */
#include "command/command_internal.h"
#include "core/lint.h"
#include "view/view_lint.h"

static enum rc lint_file(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct act *act;

	if (ask->door != DOOR_SHELL)
		return err_set(err, RC_USAGE,
			"files are checked in a shell; `lint` alone checks the record");
	act = outcome_act(out, ACT_LINT);
	act->file = args_str(args, "file");
	act->name = args_str(args, "for");
	return RC_OK;
}

static enum rc lint(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct lint_findings found;

	if (args_has(args, "file"))
		return lint_file(ask, args, out, err);
	if (args_has(args, "for"))
		return err_set(
			err, RC_USAGE, "for= says whom a file is for: `lint FILE for=public`");
	if (!ask->incident)
		return err_set(err, RC_STATE,
			"there is no incident whose timeline could be checked; `lint FILE` checks "
			"a "
			"text");
	lint_incident(ask->arena, ask->policies, ask->incident, ask->now, &found);
	if (wants_json(ask, args))
		view_lint_json(&out->json, &found);
	doc_append(out->reply, view_lint(ask->arena, &found, true));
	return RC_OK;
}

/* EV-3, E-7 or recollection; what it names must be there. */
static enum rc read_backing(
	const struct ask *ask, struct str word, uint64_t target, struct str *ret, struct err *err)
{
	bool kept = str_starts(word, STR("EV-"));
	uint64_t id = 0;

	if (word.n && str_starts(STR(BACKING_RECOLLECTION), word)) {
		*ret = STR(BACKING_RECOLLECTION);
		return RC_OK;
	}
	if ((!kept && !str_starts(word, STR("E-"))) ||
		!str_to_u64(str_cut(word, kept ? 3 : 2, word.n), UINT32_MAX, &id))
		return err_set(err, RC_USAGE,
			"what backs it? EV-3 (kept evidence), E-7 (another row) or recollection");
	if (kept ? !incident_evidence(ask->incident, (uint32_t)id)
		 : !incident_entry(ask->incident, id))
		return err_set(err, RC_UNKNOWN, "INC-%u has no %.*s", ask->incident->number,
			STR_ARG(word));
	if (!kept && id == target)
		return err_set(err, RC_USAGE, "a row does not back itself");
	*ret = word;
	return RC_OK;
}

static enum rc link(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	uint64_t target = (uint64_t)args_int(args, "entry", 0);
	struct str by;
	struct body b;
	enum rc rc;

	if (!incident_entry(ask->incident, target))
		return err_set(err, RC_UNKNOWN,
			"INC-%u has no entry E-%llu; `timeline` shows the numbers",
			ask->incident->number, (unsigned long long)target);
	rc = read_backing(ask, args_str(args, "to"), target, &by, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_BACKED, ask->incident->number);
	json_out_int(&b.json, "target", (int64_t)target);
	json_out_str(&b.json, "by", by);
	if (str_eq_z(by, BACKING_RECOLLECTION))
		reply(out, ROLE_TEXT, "E-%llu is told from memory, and says so",
			(unsigned long long)target);
	else
		reply(out, ROLE_TEXT, "E-%llu is backed by %.*s", (unsigned long long)target,
			STR_ARG(by));
	return body_end(&b, err);
}

static const struct command rows[] = {
	{"lint", NULL,
		"what does not add up in the timeline, with what puts it right; or check a text "
		"file",
		"[<file>] [for=public|executives|responders|vendor|regulator|postmortem] "
		"[format=text|json]",
		"lint", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_NONE, lint},
	{"link", NULL, "say what backs a row: kept evidence, another row, or only recollection",
		"<entry:id> <to:word>", "link E-2 recollection", DOORS_PEOPLE, CAP_LOG,
		INCIDENT_ANY, link},
};

const struct command_family family_lint = {
	"lint", "what does not add up", rows, sizeof rows / sizeof *rows};
