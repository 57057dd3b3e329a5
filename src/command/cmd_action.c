/* cmd_action.c: action items, which need an owner, a date and a "done when": action. */
#include "command/command_internal.h"
#include "view/view_action.h"

enum { FAR_DAYS = 90 };

/* Words that name no change anybody could see. */
static bool is_vague(struct str text)
{
	static const char *const words[] = {"be more careful", "be careful", "remind", "improve",
		"ensure", "make sure", "training", "investigate monitoring"};
	struct text_range ignored;

	for (size_t n = 0; n < sizeof words / sizeof *words; n++)
		if (words_in_text(str_z(words[n]), text, &ignored) ||
			(text.n >= strlen(words[n]) &&
				str_ieq(str_cut(text, 0, strlen(words[n])), str_z(words[n]))))
			return true;
	return false;
}

/* Who does it does not judge it; what lies far ahead is looked at before. */
static enum rc check_check(const struct ask *ask, struct str owner, struct str verifier,
	instant due, bool checked, struct err *err)
{
	if (verifier.n && str_eq(verifier, owner))
		return err_set(err, RC_USAGE,
			"whoever does it does not judge it: name another verifier than @%.*s",
			STR_ARG(owner));
	if (due != INSTANT_NONE && due - ask->now > FAR_DAYS * US_PER_DAY && !checked)
		return err_set(err, RC_USAGE,
			"more than %d days ahead somebody has to look before: add check=2026-12-01",
			FAR_DAYS);
	return RC_OK;
}

static void put_check(struct body *b, const struct args *args)
{
	struct stamp check;

	if (args_has(args, "verifier"))
		json_out_str(&b->json, "verifier", args_str(args, "verifier"));
	if (args_time(args, "check", &check))
		body_time(b, "check", check.at);
}

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
	if (check_check(ask, args_str(args, "owner"), args_str(args, "verifier"), due.at,
		    args_has(args, "check"), err) != RC_OK)
		return err->rc;
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
	if (args_has(args, "source"))
		json_out_str(&b.json, "source", args_str(args, "source"));
	put_check(&b, args);
	reply(out, ROLE_TEXT, "A-%u for @%.*s, due %s", id, STR_ARG(args_str(args, "owner")),
		time_iso_prec(ask->arena, due.at, PREC_DAY));
	if (!args_has(args, "done"))
		reply(out, ROLE_WAIT,
			"say how one sees that it is done: `action change A-%u done=\"...\"`", id);
	if (is_vague(args_str(args, "text")))
		reply(out, ROLE_WAIT,
			"these words name no change that anybody could see: what will be "
			"different?");
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
	if (!strcmp(status, "done") && a->check_at == INSTANT_NONE)
		reply(out, ROLE_DIM,
			"somebody other than @%.*s sees whether it helped: `action change A-%u "
			"check=+14d verifier=@name`",
			STR_ARG(a->owner), a->id);
	return body_end(&b, err);
}

/* "action change A-1 @ops2": one word with an @ is no text but the new owner, a name or a role that somebody holds. */
static struct str new_owner(const struct ask *ask, const struct args *args)
{
	struct str word = args_str(args, "text"), holder;

	if (args_has(args, "owner"))
		return args_str(args, "owner");
	if (word.n < 2 || word.p[0] != '@' || str_find_ch(word, ' ') >= 0)
		return (struct str){0};
	word = str_cut(word, 1, word.n);
	holder = incident_holder(ask->incident, word);
	return holder.n ? holder : word;
}

static enum rc change(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	static const char *const fields[] = {"class", "priority"};
	struct str owner = new_owner(ask, args);
	const struct action *a;
	struct stamp due;
	struct body b;
	enum rc rc = find(ask, args, &a, err);

	if (rc == RC_OK)
		rc = check_check(ask, owner.n ? owner : a->owner,
			args_has(args, "verifier") ? args_str(args, "verifier") : a->verifier,
			args_time(args, "due", &due) ? due.at : INSTANT_NONE,
			args_has(args, "check") || a->check_at != INSTANT_NONE, err);
	if (rc != RC_OK)
		return rc;
	body_begin(&b, ask, out, EV_ACTION_UPDATE, ask->incident->number);
	json_out_int(&b.json, "id", a->id);
	for (size_t n = 0; n < 2; n++)
		if (args_has(args, fields[n]))
			json_out_str(&b.json, fields[n], args_str(args, fields[n]));
	if (owner.n)
		json_out_str(&b.json, "owner", owner);
	if (args_has(args, "text") && args_str(args, "text").p[0] != '@')
		json_out_str(&b.json, "text", args_str(args, "text"));
	if (args_has(args, "done"))
		json_out_str(&b.json, "done_when", args_str(args, "done"));
	if (args_time(args, "due", &due))
		body_time(&b, "due", due.at);
	put_check(&b, args);
	reply(out, ROLE_TEXT, "A-%u changed", a->id);
	return body_end(&b, err);
}

/* held or failed, then what was seen. */
static enum rc verify(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = args_str(args, "text"), result = {0};
	const struct action *a;
	struct stamp due;
	struct body b;
	enum rc rc = find(ask, args, &a, err);

	if (rc != RC_OK)
		return rc;
	str_split(&text, ' ', &result);
	text = str_trim(text);
	if ((!str_eq_z(result, "held") && !str_eq_z(result, "failed")) || !text.n)
		return err_set(err, RC_USAGE,
			"has it helped? `action verify A-%u held what was seen`, or failed", a->id);
	if (str_eq(speaker(ask), a->owner))
		return err_set(err, RC_DENIED,
			"A-%u is yours: somebody else says whether it helped", a->id);
	if (a->status == ACTION_DROPPED || (a->status == ACTION_OPEN && result.p[0] == 'h'))
		return err_set(err, RC_STATE, "A-%u is %s", a->id, action_status_name(a->status));
	body_begin(&b, ask, out, EV_ACTION_VERIFY, ask->incident->number);
	json_out_int(&b.json, "id", a->id);
	json_out_str(&b.json, "result", result);
	json_out_str(&b.json, "evidence", text);
	if (args_time(args, "due", &due))
		body_time(&b, "due", due.at);
	if (result.p[0] == 'h')
		reply(out, ROLE_OK, "A-%u has helped", a->id);
	else
		reply(out, ROLE_WAIT, "A-%u did not help: it is open again, for @%.*s", a->id,
			STR_ARG(a->owner));
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
	if (str_eq_z(what, "verify"))
		return verify(ask, args, out, err);
	return change(ask, args, out, err);
}

static const struct command rows[] = {
	{"action", NULL, "follow-up work: add, done, verify, drop, change, list",
		"[<what:add|done|verify|drop|change|list>] [<id:id>] [<text:text>] "
		"[<owner:person>] "
		"[due=<promise>] "
		"[class=prevent|detect|mitigate|repair|investigate|process|accept] [done=<text>] "
		"[priority=P1|P2|P3] [source=<word>] [verifier=<person>] [check=<promise>] "
		"[format=text|json]",
		"action add \"Alert on queue age\" @ops1 due=2026-12-01 class=detect done=\"page "
		"fires in the drill\"",
		DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_ANY, action},
};

const struct command_family family_action = {
	"action", "action items", rows, sizeof rows / sizeof *rows};
