/* cmd_loop.c: tasks: one person, one text, one time box, read back: ask, ack, done. */
#include "command/loop_internal.h"
#include "view/view_loops.h"

/* "check again in 5m" is a sentence: the length is meant and stays in it. */
static bool belongs_to_sentence(struct str before)
{
	static const char *const words[] = {"in", "for", "within", "after", "every"};
	ptrdiff_t at = -1;

	for (size_t n = before.n; n-- > 0 && at < 0;)
		if (before.p[n] == ' ')
			at = (ptrdiff_t)n;
	for (size_t n = 0; n < sizeof words / sizeof *words; n++)
		if (str_ieq(str_cut(before, (size_t)(at + 1), before.n), str_z(words[n])))
			return true;
	return false;
}

/* The length may stand in front of the text, where the grammar takes it, or behind. */
static duration take_length(const struct ask *ask, const struct args *args, struct str *text)
{
	struct str rest = str_trim(*text), before;
	size_t n = rest.n;
	duration d;

	if (args_has(args, "for"))
		return args_dur(args, "for", 0);
	while (n > 0 && rest.p[n - 1] != ' ')
		n--;
	if (!n || duration_parse(str_cut(rest, n, rest.n), &d, NULL) != RC_OK)
		return ask->policies->loops->task;
	before = str_trim(str_cut(rest, 0, n));
	if (belongs_to_sentence(before))
		return d;
	if (before.n > 1 && before.p[0] == '"' && before.p[before.n - 1] == '"')
		before = str_cut(before, 1, before.n - 1);
	*text = before;
	return d;
}

static enum rc check_length(const struct ask *ask, duration d, struct err *err)
{
	duration longest = ask->policies->loops->task_longest;

	if (d > 0 && d <= longest)
		return RC_OK;
	return err_set(err, RC_USAGE,
		"a task takes at most %s; longer work is `action add \"...\" @name due=...`",
		duration_short(ask->arena, longest));
}

static enum rc propose_task(const struct ask *ask, struct outcome *out, uint32_t id,
	struct str person, struct str text, duration length, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_TASK_GIVE, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "person", person);
	json_out_str(&b.json, "text", text);
	json_out_int(&b.json, "minutes", (length + US_PER_MIN - 1) / US_PER_MIN);
	body_time(&b, "due", ask->now + length);
	reply(out, ROLE_TEXT, "T-%u for @%.*s, %s: %.*s", id, STR_ARG(person),
		loop_length(ask->arena, length), STR_ARG(text));
	if (!loop_is_speaker(ask, person))
		reply(out, ROLE_DIM, "@%.*s reads it back with `ack %u ...`", STR_ARG(person), id);
	return body_end(&b, err);
}

static enum rc running(const struct ask *ask, uint32_t id, const struct task **ret, struct err *err)
{
	const struct task *t = loops_task(&ask->incident->loops, id);

	if (!t)
		return err_set(err, RC_UNKNOWN, "INC-%u has no task T-%u; `ask` shows them",
			ask->incident->number, id);
	if (t->status != TASK_RUNNING)
		return err_set(err, RC_STATE, "T-%u is %s: %.*s", id, task_status_name(t->status),
			STR_ARG(str_cut(t->result, 0, 200)));
	*ret = t;
	return RC_OK;
}

static enum rc end_task(const struct ask *ask, struct outcome *out, uint32_t id, const char *status,
	struct str result, struct err *err)
{
	struct body b;

	body_begin(&b, ask, out, EV_TASK_DONE, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_z(&b.json, "status", status);
	json_out_str(&b.json, "result", result);
	reply(out, ROLE_OK, "T-%u %s", id, status);
	return body_end(&b, err);
}

/* An existing task: to somebody else, more time, or not needed any more. */
static enum rc again(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = args_str(args, "text"), person = args_str(args, "person");
	bool box = args_has(args, "for");
	const struct task *t;
	duration length;
	uint32_t id;
	enum rc rc = loop_id(args, 'T', "task", &id, err);

	if (rc == RC_OK)
		rc = running(ask, id, &t, err);
	if (rc != RC_OK)
		return rc;
	if (args_has(args, "cancel"))
		return end_task(ask, out, id, "cancelled", args_str(args, "cancel"), err);
	if (!person.n && !box)
		return err_set(err, RC_USAGE,
			"what about T-%u? `ask T-%u @name` gives it to somebody else, `ask T-%u "
			"5m` "
			"more time, `ask T-%u cancel=\"why\"` ends it",
			id, id, id, id);
	if (person.n && str_ieq(person, t->person) && !box)
		return err_set(err, RC_STATE,
			"T-%u is with %.*s already; `ask T-%u 5m` gives more "
			"time",
			id, STR_ARG(t->person), id);
	length = take_length(ask, args, &text);
	rc = check_length(ask, length, err);
	return rc == RC_OK ? propose_task(ask, out, id, person.n ? person : t->person,
				     text.n ? text : t->text, length, err)
			   : rc;
}

static enum rc list_tasks(const struct ask *ask, const struct args *args, struct outcome *out)
{
	if (wants_json(ask, args))
		view_tasks_json(&out->json, ask->incident);
	doc_append(out->reply, view_tasks(ask->arena, ask->incident, ask->now));
	return RC_OK;
}

static enum rc ask_person(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct str text = args_str(args, "text"), person = args_str(args, "person");
	const struct loops *l = &ask->incident->loops;
	bool known = loop_has_id(args, 'T');
	duration length;
	enum rc rc;

	if (!args_has(args, "id") && !person.n && !args_has(args, "text") &&
		!args_has(args, "for") && !args_has(args, "cancel"))
		return list_tasks(ask, args, out);
	rc = loop_may(ask, CAP_RESPOND, "asking somebody", err);
	if (rc != RC_OK)
		return rc;
	if (known || args_has(args, "cancel") || (args_has(args, "id") && !text.n))
		return again(ask, args, out, err);
	if (!person.n)
		return err_set(err, RC_USAGE,
			"\"can someone ...\" has no grammar: name one person, `ask @name 5m what "
			"is "
			"to be done`");
	length = take_length(ask, args, &text);
	if (!text.n)
		return err_set(err, RC_USAGE, "what is @%.*s to do? `ask @%.*s 5m ...`",
			STR_ARG(person), STR_ARG(person));
	rc = check_length(ask, length, err);
	return rc == RC_OK
		       ? propose_task(ask, out, l->tasks.n ? l->tasks.v[l->tasks.n - 1].id + 1 : 1,
				 person, text, length, err)
		       : rc;
}

static enum rc ack(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct task *t;
	struct body b;
	uint32_t id;
	enum rc rc = loop_id(args, 'T', "task", &id, err);

	if (rc == RC_OK)
		rc = running(ask, id, &t, err);
	if (rc != RC_OK)
		return rc;
	if (!loop_is_speaker(ask, t->person))
		return err_set(err, RC_DENIED,
			"T-%u was given to %.*s, who alone can read it back; `ask T-%u @%.*s` "
			"hands "
			"it over",
			id, STR_ARG(t->person), id, STR_ARG(speaker(ask)));
	if (t->acked != INSTANT_NONE && !args_has(args, "text"))
		return err_set(err, RC_STATE,
			"T-%u is understood already; `done %u what came of it` ends it", id, id);
	body_begin(&b, ask, out, EV_TASK_ACK, ask->incident->number);
	json_out_int(&b.json, "id", id);
	json_out_str(&b.json, "readback", args_str(args, "text"));
	reply(out, ROLE_OK, "T-%u understood, %s left; `done %u what came of it` ends it", id,
		t->due > ask->now ? loop_length(ask->arena, t->due - ask->now) : "no time", id);
	if (!args_has(args, "text"))
		reply(out, ROLE_WAIT, "say it back in your own words: `ack %u ...`", id);
	return body_end(&b, err);
}

static enum rc done(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct task *t;
	uint32_t id;
	enum rc rc;

	if (loop_has_id(args, 'A'))
		return err_set(err, RC_USAGE, "an action item ends with `action done %.*s ...`",
			STR_ARG(args_str(args, "id")));
	rc = loop_id(args, 'T', "task", &id, err);
	if (rc == RC_OK)
		rc = running(ask, id, &t, err);
	if (rc != RC_OK)
		return rc;
	if (!loop_is_speaker(ask, t->person) && !loop_commands(ask))
		return err_set(err, RC_DENIED,
			"T-%u is with %.*s: that person or the incident commander says when it is "
			"done",
			id, STR_ARG(t->person));
	if (!args_has(args, "text"))
		return err_set(
			err, RC_USAGE, "what came of it? `done %u the pool is at 40 of 400`", id);
	rc = end_task(ask, out, id, "done", args_str(args, "text"), err);
	if (ask->now > t->due && t->due != INSTANT_NONE)
		reply(out, ROLE_DIM, "%s after its time",
			loop_length(ask->arena, ask->now - t->due));
	return rc;
}

static const struct command rows[] = {
	{"ask", NULL,
		"give one person one task with a time box (5m stands first or last); hand over, "
		"cancel, list",
		"[<id:id>] [<person>] [<for:dur>] [<text:text>] [cancel=<text>] [format=text|json]",
		"ask @ops1 5m restart the pool on web", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_OPEN,
		ask_person},
	{"ack", NULL, "read back the task you were given, in your own words",
		"<id:id> [<text:text>]", "ack T-1 I restart the pool, five minutes", DOORS_PEOPLE,
		CAP_LOG, INCIDENT_OPEN, ack},
	{"done", NULL, "your task is done: what came of it", "<id:id> [<text:text>]",
		"done T-1 pool is at 40 of 400", DOORS_PEOPLE, CAP_LOG, INCIDENT_OPEN, done},
};

const struct command_family family_loop = {
	"loop", "tasks with a time box", rows, sizeof rows / sizeof *rows};
