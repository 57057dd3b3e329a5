/* cmd_note.c: what happened, and corrections of what was said: log, amend. */
#include "command/command_internal.h"

static enum rc log_note(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct stamp when = when_or_now(ask, args, "when");
	const struct pair *tags;
	size_t n = args_pairs(args, "tag", &tags);
	struct body b;

	body_begin(&b, ask, out, EV_NOTE, ask->incident->number);
	body_when(&b, ask, &when);
	json_out_str(&b.json, "text", args_str(args, "text"));
	if (n) {
		json_out_open(&b.json, "tags", '[');
		for (size_t i = 0; i < n; i++)
			json_out_str(&b.json, NULL, tags[i].value);
		json_out_close(&b.json, ']');
	}
	if (args_has(args, "when"))
		reply(out, ROLE_TEXT, "logged for %s (%s ago)",
			time_iso_prec(ask->arena, when.at, when.precision),
			duration_short(ask->arena, ask->now - when.at));
	else
		reply(out, ROLE_TEXT, "logged");
	return body_end(&b, err);
}

static enum rc amend(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	uint64_t seq = (uint64_t)args_int(args, "entry", 0);
	const struct entry *old = incident_entry(ask->incident, seq);
	bool at = args_has(args, "at");
	struct stamp when = when_or_now(ask, args, "at");
	struct body b;

	if (!old)
		return err_set(err, RC_UNKNOWN,
			"INC-%u has no entry E-%llu; `timeline` shows the numbers",
			ask->incident->number, (unsigned long long)seq);
	if (!at && !args_has(args, "text"))
		return err_set(err, RC_USAGE,
			"what is right? `amend E-%llu [at=TIME] the right words`",
			(unsigned long long)seq);
	body_begin(&b, ask, out, EV_AMEND, ask->incident->number);
	json_out_int(&b.json, "target", (int64_t)seq);
	if (args_has(args, "text"))
		json_out_str(&b.json, "text", args_str(args, "text"));
	if (at) {
		body_time(&b, "occurred", when.at);
		json_out_z(&b.json, "precision", precision_name(when.precision));
	}
	if (args_has(args, "why"))
		json_out_str(&b.json, "why", args_str(args, "why"));
	reply(out, ROLE_TEXT, "E-%llu corrected; the first words stay in the record",
		(unsigned long long)seq);
	return body_end(&b, err);
}

static const struct command rows[] = {
	{"log", "note", "add a line to the timeline, with the time it happened",
		"[<when:time>] <text:text> [#tag...]", "log -10m rolled back web to 4f2",
		DOORS_PEOPLE, CAP_LOG, INCIDENT_OPEN, log_note},
	{"amend", NULL, "correct the words or the time of an entry; both stay on record",
		"<entry:id> [at=<time>] [why=<text>] [<text:text>]",
		"amend E-2 the release was 4f3", DOORS_PEOPLE, CAP_LOG, INCIDENT_ANY, amend},
};

const struct command_family family_note = {
	"note", "the timeline as people tell it", rows, sizeof rows / sizeof *rows};
