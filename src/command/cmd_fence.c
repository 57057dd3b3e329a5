/* cmd_fence.c: incidents that stay inside: drill, sensitive. */
#include "command/command_internal.h"
#include "core/fence.h"

static enum rc set_sensitive(const struct ask *ask, const struct args *args, struct outcome *out,
	bool on, struct err *err)
{
	struct body b;

	if (ask->incident->sensitive == on)
		return err_set(err, RC_STATE, "INC-%u is %s already", ask->incident->number,
			on ? "sensitive" : "open to all");
	if (!args_has(args, "reason"))
		return err_set(
			err, RC_USAGE, "say why: sensitive %s reason=\"...\"", on ? "on" : "off");
	body_begin(&b, ask, out, EV_SENSITIVE_SET, ask->incident->number);
	json_out_bool(&b.json, "on", on);
	json_out_str(&b.json, "reason", args_str(args, "reason"));
	if (on)
		reply(out, ROLE_WAIT,
			"INC-%u is sensitive: nothing of it goes to channels, hooks or pages, and "
			"only "
			"the people in it see it. What was said before has been said.",
			ask->incident->number);
	else
		reply(out, ROLE_TEXT, "INC-%u is open to all again", ask->incident->number);
	return body_end(&b, err);
}

static enum rc admit(const struct ask *ask, const struct args *args, struct outcome *out, bool gone,
	struct err *err)
{
	struct str person = args_str(args, "person");
	struct body b;

	if (!person.n)
		return err_set(
			err, RC_USAGE, "whom? sensitive %s @name", gone ? "remove" : "admit");
	body_begin(&b, ask, out, EV_SENSITIVE_ADMIT, ask->incident->number);
	json_out_str(&b.json, "person", person);
	json_out_bool(&b.json, "out", gone);
	reply(out, ROLE_TEXT, "%.*s %s INC-%u", STR_ARG(person),
		gone ? "is no longer admitted to" : "may see", ask->incident->number);
	if (gone && !incident_is_visible(ask->incident, person))
		return body_end(&b, err);
	if (gone && ask->incident->sensitive)
		reply(out, ROLE_WAIT, "who declared it or held a role in it sees it all the same");
	return body_end(&b, err);
}

static enum rc sensitive(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct incident *i = ask->incident;
	struct str what = args_str(args, "what");

	if (!what.n) {
		reply(out, ROLE_TEXT, "INC-%u is %s", i->number,
			i->sensitive ? "sensitive" : "open to all");
		for (size_t n = 0; n < i->admitted.n; n++)
			reply(out, ROLE_TEXT, "admitted: %.*s", STR_ARG(i->admitted.v[n]));
		return RC_OK;
	}
	if (str_eq_z(what, "admit") || str_eq_z(what, "remove"))
		return admit(ask, args, out, str_eq_z(what, "remove"), err);
	return set_sensitive(ask, args, out, str_eq_z(what, "on"), err);
}

static enum rc replay(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str what = args_str(args, "what");
	struct act *act = outcome_act(out, ACT_REPLAY);
	struct str digits = str_cut(what, 4, what.n);
	uint64_t number;

	act->text = args_str(args, "speed");
	if (str_eq_z(what, "stop")) {
		act->text = what;
		return RC_OK;
	}
	if (!str_ieq(str_cut(what, 0, 4), STR("INC-")) ||
		!str_to_u64(digits, UINT32_MAX, &number)) {
		act->file = what;
		return RC_OK;
	}
	if (!board_incident(ask->board, (uint32_t)number))
		return err_set(
			err, RC_UNKNOWN, "there is no %.*s; `list` shows all", STR_ARG(what));
	act->name = digits;
	return RC_OK;
}

static const struct command rows[] = {
	{"replay", NULL,
		"play a past incident or a script as a drill, as fast as you like; `replay stop` "
		"ends it",
		"<what:word> [speed=<word>]", "replay INC-1 speed=60x", DOORS_LOCAL, CAP_RESPOND,
		INCIDENT_NONE, replay},
	{"sensitive", NULL,
		"an incident only for the people in it: hidden and silent everywhere else",
		"[<what:on|off|admit|remove>] [<person>] [reason=<text>]",
		"sensitive on reason=\"personal data is involved\"", DOORS_LOCAL, CAP_COMMAND,
		INCIDENT_ANY, sensitive},
};

const struct command_family family_fence = {
	"fence", "drills and sensitive incidents", rows, sizeof rows / sizeof *rows};
