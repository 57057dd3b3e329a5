/* cmd_journal.c: the record itself: verify, backup, and how the program runs: serve, demo, init. */
#include "command/command_internal.h"

static enum rc file_act(const struct args *args, struct outcome *out, enum act_type type)
{
	outcome_act(out, type)->file = args_str(args, "file");
	return RC_OK;
}

static enum rc verify(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	return file_act(args, out, ACT_VERIFY);
}

static enum rc backup(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	return file_act(args, out, ACT_BACKUP);
}

static enum rc serve(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	return file_act(args, out, ACT_SERVE);
}

static enum rc demo(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	return file_act(args, out, ACT_DEMO);
}

static enum rc init(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	return file_act(args, out, ACT_INIT);
}

static const struct command rows[] = {
	{"verify", NULL, "check every record of a journal, and every file that was kept",
		"[<file>]", "verify", DOORS_LOCAL, CAP_OBSERVE, INCIDENT_NONE, verify},
	{"backup", NULL, "copy the journal and what was kept beside it, while it is in use",
		"<file>", "backup copy.db", DOORS_LOCAL, CAP_ADMINISTER, INCIDENT_NONE, backup},
	{"serve", NULL, "run the bridge and the clocks without a screen", "", "serve", DOOR_SHELL,
		CAP_ADMINISTER, INCIDENT_NONE, serve},
	{"demo", NULL, "play a practice incident on a loopback server", "", "demo", DOOR_SHELL,
		CAP_OBSERVE, INCIDENT_NONE, demo},
	{"init", NULL, "write a commented configuration file", "", "init", DOOR_SHELL,
		CAP_ADMINISTER, INCIDENT_NONE, init},
};

const struct command_family family_journal = {
	"journal", "the record and how the program runs", rows, sizeof rows / sizeof *rows};
