/* runbook_exec.c: the command of a step, shown exactly, run only where file and configuration allow it. */
#include "command/runbook_internal.h"

/*
 * The arguments come from the file as it was split when it was read. Nothing is put into them: no title, no note, no
 * name. The act carries them as a JSON array, so that no later hand splits them again.
 */

static bool holds_one_of(const struct ask *ask, struct str roles)
{
	struct str role, me = speaker(ask);

	while (str_split(&roles, ',', &role)) {
		for (size_t n = 0; n < ask->incident->roles.n; n++) {
			const struct tenure *t = &ask->incident->roles.v[n];

			if (t->to == INSTANT_NONE && str_eq(t->role, role) && str_eq(t->person, me))
				return true;
		}
	}
	return false;
}

static enum rc must_be_theirs(struct play *p)
{
	const struct run_step *s = &p->run->steps.v[p->step];
	bool empty;
	struct str holder = view_run_holder(p->ask->arena, p->ask->incident, s->role, &empty);

	if (!s->role.n || holds_one_of(p->ask, s->role) || holds_one_of(p->ask, STR("ic,deputy")))
		return RC_OK;
	if (empty)
		return err_set(p->err, RC_DENIED,
			"step %zu needs %.*s and nobody holds that: `role take %.*s` first",
			p->step + 1, STR_ARG(s->role), STR_ARG(str_cut(s->role, 0, 40)));
	return err_set(p->err, RC_DENIED, "step %zu is for %.*s; they run it, or the commander",
		p->step + 1, STR_ARG(holder));
}

static enum rc find_command(struct play *p, const struct runbook_step **ret)
{
	bool changed;
	const struct runbook *rb = view_run_book(p->ask->policies, p->run, &changed);
	const struct runbook_step *s = view_run_written(p->ask->policies, p->run, p->step);

	if (!rb || !s || changed)
		return err_set(p->err, RC_STATE,
			"the file of %.*s is not what it was when RUN-%u began; stop it and start "
			"anew",
			STR_ARG(p->run->book), p->run->id);
	*ret = s;
	return runbook_may_run(p->ask->policies->runbooks, rb, s, p->err);
}

static enum rc may_run(struct play *p, const struct runbook_step **ret)
{
	const struct run_exec *x;
	enum rc rc;

	if (!(p->ask->door & DOORS_LOCAL))
		return err_set(p->err, RC_DENIED,
			"commands run only at a console or a shell, not from %s",
			door_name(p->ask->door));
	if (p->ask->incident->drill)
		return err_set(p->err, RC_DENIED,
			"a drill runs no commands: say what you would run, `runbook note ...`");
	rc = play_find_step(p, "exec");
	if (rc == RC_OK)
		rc = find_command(p, ret);
	if (rc == RC_OK)
		rc = must_be_theirs(p);
	if (rc != RC_OK)
		return rc;
	x = run_running(p->run, p->ask->now);
	if (x)
		return err_set(p->err, RC_STATE,
			"the command of step %zu runs already; `runbook cancel` ends it", x->step);
	return RC_OK;
}

static void show_command(struct play *p, const struct runbook_step *s)
{
	struct doc *d = p->out->reply;

	doc_add(d, DOC_CODE)->text = runbook_argv_text(p->ask->arena, s->argv);
	for (size_t n = 0; s->argv[n]; n++)
		doc_field(d, n ? str_fmt(p->ask->arena, "argument %zu", n).p : "program",
			str_z(s->argv[n]), ROLE_CMD);
	doc_field(d, "time limit", str_z(duration_short(p->ask->arena, s->timeout)), ROLE_TEXT);
	if (s->danger.n)
		doc_field(d, "danger", s->danger, ROLE_SEV2);
	reply(p->out, ROLE_WAIT, "not run yet: `runbook exec confirm=%zu` runs it as %.*s",
		p->step + 1, STR_ARG(speaker(p->ask)));
}

static struct str arguments(struct arena *a, const struct runbook_step *s)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, a, EVENT_BODY_MAX);
	json_out_init(&o, &b);
	json_out_open(&o, NULL, '[');
	for (size_t n = 0; s->argv[n]; n++)
		json_out_z(&o, NULL, s->argv[n]);
	json_out_close(&o, ']');
	return buf_str(&b);
}

enum rc play_exec(struct play *p)
{
	const struct runbook_step *s = NULL;
	struct arena *a = p->ask->arena;
	struct str argv;
	struct act *act;
	struct body b;
	enum rc rc = may_run(p, &s);

	if (rc != RC_OK)
		return rc;
	if (!args_has(p->args, "confirm")) {
		show_command(p, s);
		return RC_OK;
	}
	if (args_int(p->args, "confirm", 0) != (int64_t)p->step + 1)
		return err_set(p->err, RC_USAGE,
			"step %zu is in hand: confirm=%zu, after `runbook exec` showed it",
			p->step + 1, p->step + 1);
	argv = arguments(a, s);
	body_begin(&b, p->ask, p->out, EV_RUN_EXEC, p->ask->incident->number);
	json_out_int(&b.json, "run", p->run->id);
	json_out_int(&b.json, "step", (int64_t)p->step + 1);
	json_out_raw(&b.json, "argv", argv);
	json_out_int(&b.json, "timeout_s", s->timeout / US_PER_S);
	act = outcome_act(p->out, ACT_RUN);
	act->name = str_fmt(a, "RUN-%u", p->run->id);
	act->text = argv;
	act->incident = p->ask->incident->number;
	act->extra = str_fmt(a, "%lld", (long long)(s->timeout / US_PER_S));
	reply(p->out, ROLE_TEXT, "runs, for at most %s; Esc or `runbook cancel` ends it",
		duration_short(a, s->timeout));
	return body_end(&b, p->err);
}

enum rc play_cancel(struct play *p)
{
	const struct runs *runs = &p->ask->incident->runs;

	if (!(p->ask->door & DOORS_LOCAL))
		return err_set(p->err, RC_DENIED,
			"commands end where they were started, not from %s",
			door_name(p->ask->door));
	for (size_t n = 0; n < runs->v.n; n++)
		if (run_running(&runs->v.v[n], p->ask->now)) {
			outcome_act(p->out, ACT_RUN)->name = STR("cancel");
			return RC_OK;
		}
	return err_set(p->err, RC_STATE, "no command runs");
}
