/* cmd_action.c: action items, which need an owner, a date and a "done when": action. */
#include "command/command_internal.h"
#include "view/view_action.h"

static enum rc add(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	uint32_t id = (uint32_t)ask->incident->actions.n + 1;
	struct stamp due;
	struct body b;

	if (!args_has(args, "text"))
		return err_set(
			err, RC_USAGE, "what is to be done? `action add \"...\" @owner due=...`");
	if (!args_has(args, "owner"))
		return err_set(err, RC_USAGE, "an action needs an owner: add @name or @role");
	if (!args_time(args, "due", &due))
		return err_set(
			err, RC_USAGE, "an action needs a date: add due=2026-12-01 or due=fri");
	body_begin(&b, ask, out, EV_ACTION_CREATE, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "text", args_str(args, "text"));
	json_out_str(&b.json, "owner", args_str(args, "owner"));
	body_time(&b, "due", due.at);
	json_out_str(&b.json, "class",
		args_has(args, "class") ? args_str(args, "class") : STR("repair"));
	if (args_has(args, "done"))
		json_out_str(&b.json, "done_when", args_str(args, "done"));
	json_out_str(&b.json, "priority",
		args_has(args, "priority") ? args_str(args, "priority") : STR("P2"));
	reply(out, ROLE_TEXT, "A-%u for @%.*s, due %s", id, STR_ARG(args_str(args, "owner")),
		time_iso_prec(ask->arena, due.at, PREC_DAY));
	if (!args_has(args, "done"))
		reply(out, ROLE_WAIT,
			"say how one sees that it is done: `action change A-%u done=\"...\"`", id);
	return body_end(&b, err);
}

static enum rc find(
	const struct ask *ask, const struct args *args, const struct action **ret, struct err *err)
{
	uint32_t id = (uint32_t)args_int(args, "id", 0);

	*ret = incident_action(ask->incident, id);
	if (*ret)
		return RC_OK;
	if (!id)
		return err_set(err, RC_USAGE, "which one? A-1, A-2 ...; `action list` shows them");
	return err_set(err, RC_UNKNOWN, "INC-%u has no action A-%u", ask->incident->number, id);
}

static enum rc finish(const struct ask *ask, const struct args *args, struct outcome *out,
	const char *status, struct err *err)
{
	const struct action *a;
	struct body b;
	enum rc rc = find(ask, args, &a, err);

	if (rc != RC_OK)
		return rc;
	if (!args_has(args, "text"))
		return err_set(err, RC_USAGE,
			strcmp(status, "done")
				? "why is it dropped? `action drop A-%u because ...`"
				: "what shows it? `action done A-%u the page fired in the drill`",
			a->id);
	body_begin(&b, ask, out, EV_ACTION_UPDATE, ask->incident->number);
	json_out_int(&b.json, "id", a->id);
	json_out_z(&b.json, "status", status);
	json_out_str(&b.json, "evidence", args_str(args, "text"));
	reply(out, ROLE_OK, "A-%u %s", a->id, status);
	return body_end(&b, err);
}

static enum rc change(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	static const char *const fields[] = {"owner", "class"};
	const struct action *a;
	struct stamp due;
	struct body b;
	enum rc rc = find(ask, args, &a, err);

	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_ACTION_UPDATE, ask->incident->number);
	json_out_int(&b.json, "id", a->id);
	for (size_t n = 0; n < 2; n++)
		if (args_has(args, fields[n]))
			json_out_str(&b.json, fields[n], args_str(args, fields[n]));
	if (args_has(args, "text"))
		json_out_str(&b.json, "text", args_str(args, "text"));
	if (args_has(args, "done"))
		json_out_str(&b.json, "done_when", args_str(args, "done"));
	if (args_time(args, "due", &due))
		body_time(&b, "due", due.at);
	reply(out, ROLE_TEXT, "A-%u changed", a->id);
	return body_end(&b, err);
}

static enum rc action(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str what = args_str(args, "what");

	if (!what.n || str_eq_z(what, "list")) {
		if (wants_json(ask, args))
			view_actions_json(&out->json, ask->incident);
		doc_append(out->reply, view_actions(ask->arena, ask->incident, ask->now));
		return RC_OK;
	}
	if (!(ask->capabilities & CAP_RESPOND))
		return err_set(
			err, RC_DENIED, "changing actions needs the right to respond; ask @ic");
	if (str_eq_z(what, "add"))
		return add(ask, args, out, err);
	if (str_eq_z(what, "done"))
		return finish(ask, args, out, "done", err);
	if (str_eq_z(what, "drop"))
		return finish(ask, args, out, "dropped", err);
	return change(ask, args, out, err);
}

static const struct command rows[] = {
	{"action", NULL, "follow-up work: add, finish, drop, change, list",
		"[<what:add|done|drop|change|list>] [<id:id>] [<text:text>] [<owner:person>] "
		"[due=<promise>] "
		"[class=prevent|detect|mitigate|repair|investigate|process|accept] [done=<text>] "
		"[priority=P1|P2|P3] [format=text|json]",
		"action add \"Alert on queue age\" @ops1 due=2026-12-01 class=detect done=\"page "
		"fires in the drill\"",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, action},
};

const struct command_family family_action = {
	"action", "action items", rows, sizeof rows / sizeof *rows};
