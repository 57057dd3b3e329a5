/* cmd_help.c: help on every verb, made from the command table itself. */
#include "command/command_internal.h"
#include "command/table.h"
#include "lang/help.h"

static const char *sign_of(enum door door)
{
	switch (door) {
	case DOOR_CONSOLE:
		return "/";
	case DOOR_IRC:
		return "!";
	case DOOR_SHELL:
		return "warroom ";
	case DOOR_CONFIG:
	case DOOR_SYSTEM:
		break;
	}
	return "";
}

/* In a channel the overview is one line: the verbs, and how to ask for more. */
static void irc_overview(const struct ask *ask, struct outcome *out)
{
	const struct command_family *const *families;
	size_t n = command_families(&families);
	struct buf names;

	buf_init(&names, ask->arena, 2048);
	for (size_t f = 0; f < n; f++)
		for (size_t i = 0; i < families[f]->n; i++) {
			const struct command *c = &families[f]->rows[i];

			if ((c->doors & DOOR_IRC) && (ask->capabilities & (unsigned)c->needs))
				buf_addf(&names, "%s!%s", names.n ? " " : "", c->name);
		}
	reply(out, ROLE_TEXT, "%.*s - !help VERB tells more", STR_ARG(buf_str(&names)));
}

static enum rc help(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str verb = args_str(args, "verb");
	const struct help_family *families;
	const struct command *c;
	struct help_verb v;
	size_t n;
	enum rc rc;

	if (verb.n) {
		rc = command_find(verb, ~0u, &c, err);
		if (rc != RC_OK)
			return rc;
		v = command_help_verb(ask->arena, c);
		help_verb_doc(&v, out->reply);
		return RC_OK;
	}
	if (ask->door == DOOR_IRC) {
		irc_overview(ask, out);
		return RC_OK;
	}
	n = command_help_families(ask->arena, (unsigned)ask->door, &families);
	help_overview_doc(families, n, sign_of(ask->door), out->reply);
	help_values_doc(out->reply);
	return RC_OK;
}

static const struct command rows[] = {
	{"help", "?", "all verbs, or one of them in full", "[<verb>]", "help log", DOORS_PEOPLE,
		CAP_OBSERVE, INCIDENT_NONE, help},
};

const struct command_family family_help = {"help", "help", rows, sizeof rows / sizeof *rows};
