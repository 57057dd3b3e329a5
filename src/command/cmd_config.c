/* cmd_config.c: how the program is set up: set, bind, theme, irc, and help on everything. */
#include "command/command_internal.h"

static enum rc two_words(const struct args *args, struct outcome *out, enum act_type type,
	const char *name, const char *text)
{
	struct act *act = outcome_act(out, type);

	act->name = args_str(args, name);
	act->text = args_str(args, text);
	return RC_OK;
}

static enum rc set(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	return two_words(args, out, ACT_SET, "option", "value");
}

static enum rc bind(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	return two_words(args, out, ACT_BIND, "key", "line");
}

static enum rc theme(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	return two_words(args, out, ACT_THEME, "name", "name");
}

/* What the bridge does itself is an act of its own; the rest are its options under short names. */
static enum rc irc(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	static const char *const options[] = {"trust", "plaintext", "nick", "tls", "cafile", "pin",
		"certificate", "key", "account", "password_from", "login", "responders"};
	struct str what = args_str(args, "what");
	struct act *act = outcome_act(out, ACT_IRC);

	(void)err;
	act->name = what;
	act->text = args_str(args, "text");
	for (size_t n = 0; n < sizeof options / sizeof *options; n++)
		if (str_eq_z(what, options[n])) {
			act->type = ACT_SET;
			act->name = str_fmt(ask->arena, "irc.%s", options[n]);
		}
	return RC_OK;
}

static const struct command rows[] = {
	{"set", NULL, "set an option; without a value, show it", "[<option:word>] [<value:text>]",
		"set bell no", DOOR_CONSOLE | DOOR_CONFIG | DOOR_SHELL, CAP_ADMINISTER,
		INCIDENT_NONE, set},
	{"bind", NULL, "bind a key to a command line", "[<key:word>] [<line:text>]",
		"bind F5 timeline", DOOR_CONSOLE | DOOR_CONFIG, CAP_OBSERVE, INCIDENT_NONE, bind},
	{"theme", NULL, "choose how the screen looks", "[<name:word>]", "theme light",
		DOOR_CONSOLE | DOOR_CONFIG, CAP_OBSERVE, INCIDENT_NONE, theme},
	{"irc", NULL, "the bridge to IRC: connect a server, join a channel for the incident",
		"<what:connect|disconnect|join|status|log|trust|plaintext|nick|tls|cafile|pin|"
		"certificate|key|account|password_from|login|responders> [<text:text>]",
		"irc status", DOOR_CONSOLE | DOOR_CONFIG | DOOR_SHELL, CAP_ADMINISTER,
		INCIDENT_NONE, irc},
};

const struct command_family family_config = {"config", "set-up", rows, sizeof rows / sizeof *rows};
