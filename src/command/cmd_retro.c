/* cmd_retro.c: from the record to learning: export, learned. */
#include "command/command_internal.h"

static enum rc export_actions(const struct args *args, struct act *act, struct err *err)
{
	act->text = STR("ics");
	if (args_has(args, "format") && !args_is(args, "format", "ics"))
		return err_set(err, RC_USAGE,
			"actions are written as a calendar, format=ics; `report actions` has md, "
			"csv "
			"and json");
	return RC_OK;
}

static enum rc export_what(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct act *act = outcome_act(out, ACT_EXPORT);
	bool status = args_is(args, "what", "status");

	act->name = args_str(args, "what");
	act->file = args_str(args, "out");
	act->text = args_has(args, "format") ? args_str(args, "format") : STR("md");
	if (args_is(args, "what", "actions"))
		return export_actions(args, act, err);
	if (str_eq_z(act->text, "ics"))
		return err_set(err, RC_USAGE, "`export actions` is what goes into a calendar");
	if (status && args_has(args, "format"))
		return err_set(err, RC_USAGE,
			"a status page is always HTML, Atom, RSS and JSON: leave format= out");
	if (!status && !ask->incident)
		return err_set(err, RC_STATE, "there is no incident to export yet");
	return RC_OK;
}

static enum rc learned(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_LEARNED, ask->incident->number);
	json_out_str(&b.json, "topic", args_str(args, "topic"));
	json_out_str(&b.json, "text", args_str(args, "text"));
	reply(out, ROLE_TEXT, "kept for the review");
	return body_end(&b, err);
}

static const struct command rows[] = {
	{"export", NULL,
		"write the post-mortem of the incident, the status page, or the actions as a "
		"calendar",
		"<what:postmortem|status|actions> [format=md|html|json|ics] [out=<file>]",
		"export postmortem format=md", DOORS_LOCAL, CAP_OBSERVE, INCIDENT_NONE,
		export_what},
	{"learned", NULL,
		"keep something for the review: what went well, was hard, was luck, is still asked",
		"<topic:well|hard|luck|question|factor> <text:text>",
		"learned well the page came before the first ticket", DOORS_PEOPLE, CAP_LOG,
		INCIDENT_ANY, learned},
};

const struct command_family family_retro = {
	"retro", "export, review", rows, sizeof rows / sizeof *rows};
