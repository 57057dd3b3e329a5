/* cmd_screen.c: verbs of the console itself: every key has one of these, so that nothing is
 * key-only. */
#include "command/command_internal.h"

static enum rc screen(
	const struct args *args, struct outcome *out, const char *name, const char *slot)
{
	struct act *act = outcome_act(out, ACT_SCREEN);

	act->name = str_z(name);
	act->text = slot ? args_str(args, slot) : (struct str){0};
	return RC_OK;
}

#define SCREEN_VERB(fn, name, slot)                                                                \
	static enum rc fn(const struct ask *ask, const struct args *args, struct outcome *out,     \
		struct err *err)                                                                   \
	{                                                                                          \
		(void)ask;                                                                         \
		(void)err;                                                                         \
		return screen(args, out, name, slot);                                              \
	}

SCREEN_VERB(live, "live", NULL)
SCREEN_VERB(at, "at", "time")
SCREEN_VERB(late, "late", NULL)
SCREEN_VERB(find, "find", "text")
SCREEN_VERB(filter, "filter", "text")
SCREEN_VERB(unread, "unread", NULL)
SCREEN_VERB(yank, "yank", NULL)
SCREEN_VERB(edit, "edit", NULL)
SCREEN_VERB(bare, "bare", NULL)
SCREEN_VERB(redraw, "redraw", NULL)
SCREEN_VERB(suspend, "suspend", NULL)
SCREEN_VERB(mute, "mute", "for")
SCREEN_VERB(history, "history", NULL)
SCREEN_VERB(choices, "do", NULL)
SCREEN_VERB(screenshot, "screen", "file")

static enum rc go(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct act *act = outcome_act(out, ACT_VIEW);

	(void)ask;
	(void)err;
	act->name = args_str(args, "view");
	act->text = args_str(args, "text");
	return RC_OK;
}

static enum rc join(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	uint32_t number = (uint32_t)args_int(args, "incident", 0);

	if (!board_incident(ask->board, number))
		return err_set(err, RC_UNKNOWN, "there is no INC-%u; `list` shows them", number);
	out->incident = number;
	outcome_act(out, ACT_VIEW)->name = STR("room");
	return RC_OK;
}

static enum rc say(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	(void)ask;
	(void)err;
	outcome_act(out, ACT_SAY)->text = args_str(args, "text");
	return RC_OK;
}

static enum rc quit(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str how = args_str(args, "how");

	(void)ask;
	if (how.n && !str_ieq(how, STR("anyway")))
		return err_set(err, RC_USAGE, "`/leave`, or `/leave anyway`");
	outcome_act(out, ACT_QUIT)->text = how;
	return RC_OK;
}

#define HERE DOOR_CONSOLE, CAP_OBSERVE, INCIDENT_NONE

static const struct command rows[] = {
	{"go", "view", "switch the view",
		"<view:home|room|timeline|severity|comms|runbook|people|actions|changes|review|"
		"help> "
		"[<text:text>]",
		"go timeline", HERE, go},
	{"join", NULL, "enter the room of an incident", "<incident:id>", "join INC-1", HERE, join},
	{"live", NULL, "back to now, follow what is new", "", "live", HERE, live},
	{"at", NULL, "show what was known at a time", "<time>", "at -1m", HERE, at},
	{"late", NULL, "in the past: show or hide what happened by then but was recorded later", "",
		"late", HERE, late},
	{"find", NULL, "find in what is shown", "[<text:text>]", "find rolled", HERE, find},
	{"filter", NULL, "show only some rows: type=sev,log who=lead words; nothing clears it",
		"[<text:text>]", "filter type=sev", HERE, filter},
	{"unread", NULL, "to the first row you have not seen", "", "unread", HERE, unread},
	{"do", NULL, "what can be done with the marked row", "", "do", HERE, choices},
	{"yank", "copy", "copy the marked row", "", "yank", HERE, yank},
	{"edit", NULL, "edit the draft in your editor", "", "edit", HERE, edit},
	{"bare", NULL, "the pane alone, for selecting with the mouse", "", "bare", HERE, bare},
	{"redraw", NULL, "draw the screen anew", "", "redraw", HERE, redraw},
	{"suspend", NULL, "stop the console, back with fg", "", "suspend", HERE, suspend},
	{"mute", NULL, "no bells but late promises and raised severity", "[<for:word>]", "mute 30m",
		HERE, mute},
	{"history", NULL, "search the lines you typed", "", "history", HERE, history},
	{"screen", NULL, "save what is on the screen as text", "<file>", "screen frame.txt", HERE,
		screenshot},
	{"say", "me", "say something in the room", "<text:text>", "say looking at the pool now",
		HERE, say},
	{"leave", "quit exit", "leave the console; incidents stay as they are", "[<how:word>]",
		"leave", HERE, quit},
};

const struct command_family family_screen = {
	"screen", "the console itself", rows, sizeof rows / sizeof *rows};
