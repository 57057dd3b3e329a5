/* cmd_runbook.c: written procedures, one step at a time: runbook; reduced service while it is broken: fallback. */
#include "command/runbook_internal.h"
#include "view/view_runbook.h"

static enum rc list(struct play *p, enum runbook_sort sort)
{
	const struct ask *ask = p->ask;

	if (wants_json(ask, p->args))
		view_runbook_list_json(
			&p->out->json, ask->policies, ask->board, ask->incident, sort);
	doc_append(p->out->reply,
		view_runbook_list(ask->arena, ask->policies, ask->board, ask->incident, sort));
	return RC_OK;
}

static enum rc find_book(struct play *p, const struct runbook **ret)
{
	if (!args_has(p->args, "id"))
		return err_set(p->err, RC_USAGE, "which one? `runbook list` shows what there is");
	return runbooks_find(runbook_shelf_library(p->ask->policies->runbooks),
		args_str(p->args, "id"), ret, p->err);
}

static bool names_run(struct str id)
{
	return id.n > 4 && str_ieq(str_cut(id, 0, 4), STR("RUN-"));
}

static enum rc find_any_run(struct play *p, struct str id)
{
	uint64_t n = 0;

	if (!id.n)
		p->run = p->ask->incident ? view_run_current(p->ask->incident) : NULL;
	else if (p->ask->incident && str_to_u64(str_cut(id, 4, id.n), UINT32_MAX, &n))
		p->run = incident_run(p->ask->incident, n);
	if (p->run)
		return RC_OK;
	return id.n ? err_set(p->err, RC_UNKNOWN, "there is no %.*s here",
			      STR_ARG(str_cut(id, 0, 40)))
		    : err_set(p->err, RC_STATE,
			      "no runbook is under way; `runbook show RB-n` shows a written one");
}

static enum rc show_run(struct play *p)
{
	struct run_ask ask = play_view(p);
	struct json_out o;

	json_out_init(&o, &p->out->json);
	if (wants_json(p->ask, p->args)) {
		view_run_json(&o, p->ask->incident, p->run, p->ask->now);
		buf_add_ch(&p->out->json, '\n');
	}
	doc_append(p->out->reply, view_run(p->ask->arena, &ask));
	return RC_OK;
}

/* "S-4": that step of the run in hand. */
static enum rc show_step(struct play *p, struct str id)
{
	uint64_t step = 0;
	struct run_ask ask;
	enum rc rc = find_any_run(p, (struct str){0});

	if (rc != RC_OK)
		return rc;
	if (!str_to_u64(str_cut(id, 2, id.n), RUN_STEPS_MAX, &step) || !step ||
		step > p->run->steps.n)
		return err_set(p->err, RC_UNKNOWN, "%.*s has steps S-1 to S-%zu",
			STR_ARG(p->run->book), p->run->steps.n);
	ask = play_view(p);
	doc_append(p->out->reply, view_run_step(p->ask->arena, &ask, (size_t)step - 1));
	return RC_OK;
}

static enum rc show(struct play *p)
{
	struct str id = args_str(p->args, "id");
	const struct runbook *rb;
	enum rc rc;

	if (id.n > 2 && str_ieq(str_cut(id, 0, 2), STR("S-")))
		return show_step(p, id);

	if (!id.n || names_run(id)) {
		rc = find_any_run(p, id);
		return rc == RC_OK ? show_run(p) : rc;
	}
	rc = find_book(p, &rb);
	if (rc != RC_OK)
		return rc;
	if (wants_json(p->ask, p->args))
		view_runbook_json(&p->out->json, p->ask->board, rb);
	doc_append(p->out->reply, view_runbook(p->ask->arena, p->ask->board, rb));
	return RC_OK;
}

static enum rc start(struct play *p)
{
	const struct runbook *rb;
	enum rc rc = find_book(p, &rb);

	if (rc == RC_OK && rb->fallback)
		return err_set(p->err, RC_USAGE, "%.*s is a fallback: `fallback start %.*s`",
			STR_ARG(rb->id), STR_ARG(rb->id));
	return rc == RC_OK ? play_start(p, rb) : rc;
}

/* Looking needs no incident; everything else is done in an open one by somebody who may respond. */
static enum rc may_play(const struct ask *ask, struct err *err)
{
	if (!ask->incident)
		return err_set(err, RC_STATE,
			"there is no open incident; `declare \"what is broken for whom\"` starts "
			"one");
	if (!incident_is_open(ask->incident) && !ask->named)
		return err_set(err, RC_STATE,
			"no incident is open; name the closed one with -i INC-%u",
			ask->incident->number);
	if (!(ask->capabilities & CAP_RESPOND))
		return err_set(
			err, RC_DENIED, "playing a runbook needs the right to respond; ask @ic");
	return RC_OK;
}

static enum rc runbook(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	static const struct {
		const char *name;
		enum rc (*play)(struct play *p);
	} plays[] = {{"start", start}, {"done", play_done}, {"skip", play_skip},
		{"fail", play_fail}, {"note", play_note}, {"back", play_back}, {"stop", play_stop},
		{"exec", play_exec}, {"cancel", play_cancel}};
	struct play p = {.ask = ask, .args = args, .out = out, .err = err};
	struct str what = args_str(args, "what");
	enum rc rc;

	if (!what.n || str_eq_z(what, "list"))
		return list(&p, RUNBOOKS_ALL);
	if (str_eq_z(what, "show"))
		return show(&p);
	rc = may_play(ask, err);
	for (size_t n = 0; rc == RC_OK && n < sizeof plays / sizeof *plays; n++)
		if (str_eq_z(what, plays[n].name))
			return plays[n].play(&p);
	return rc;
}

/* ---- Fallbacks ---- */

/* The business owner knows what it costs; the commander decides when nobody else does. */
static enum rc must_own(const struct ask *ask, struct err *err)
{
	static const char *const roles[] = {"business", "ic", "deputy"};
	struct str me = speaker(ask), business = incident_holder(ask->incident, STR("business"));
	struct str ic = incident_holder(ask->incident, STR("ic"));

	for (size_t n = 0; n < sizeof roles / sizeof *roles; n++)
		if (str_eq(incident_holder(ask->incident, str_z(roles[n])), me))
			return RC_OK;
	if (!business.n && !ic.n)
		return err_set(err, RC_DENIED,
			"a fallback is the business owner's or the commander's: `role take "
			"business` first");
	return err_set(err, RC_DENIED,
		"only the business owner (%.*s) or the commander (%.*s) may do that",
		STR_ARG(business.n ? business : STR("nobody")), STR_ARG(ic.n ? ic : STR("nobody")));
}

static enum rc start_fallback(struct play *p)
{
	const struct runbook *rb;
	enum rc rc = find_book(p, &rb);

	if (rc == RC_OK && !rb->fallback)
		return err_set(p->err, RC_USAGE, "%.*s is no fallback: `runbook start %.*s`",
			STR_ARG(rb->id), STR_ARG(rb->id));
	if (rc == RC_OK)
		rc = play_start(p, rb);
	if (rc == RC_OK && rb->notice.n)
		doc_field(p->out->reply, "notice", rb->notice, ROLE_TEXT);
	if (rc == RC_OK && !args_has(p->args, "users-told"))
		reply(p->out, ROLE_WAIT,
			"were users told? `update to=public ...`, and users-told=yes at its end");
	return rc;
}

static bool means(const struct runbook_run *r, struct str id)
{
	uint64_t n;

	if (!id.n || str_ieq(id, r->book))
		return true;
	return names_run(id) && str_to_u64(str_cut(id, 4, id.n), UINT32_MAX, &n) && n == r->id;
}

static enum rc end_fallback(struct play *p)
{
	const struct runs *runs = &p->ask->incident->runs;
	struct str id = args_str(p->args, "id");
	size_t found = 0;

	for (size_t n = 0; n < runs->v.n; n++)
		if (runs->v.v[n].fallback && run_is_open(&runs->v.v[n]) &&
			means(&runs->v.v[n], id)) {
			p->run = &runs->v.v[n];
			found++;
		}
	if (!found)
		return err_set(p->err, RC_STATE,
			"%.*s is not in force; `fallback list` shows what is",
			STR_ARG(id.n ? str_cut(id, 0, 40) : STR("a fallback")));
	if (found > 1)
		return err_set(p->err, RC_STATE, "more than one is in force: `fallback end RB-n`");
	return play_end(p, true, args_str(p->args, "reason"), args_str(p->args, "users-told"));
}

static enum rc fallback(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct play p = {.ask = ask, .args = args, .out = out, .err = err};
	struct str what = args_str(args, "what");
	enum rc rc;

	if (!what.n || str_eq_z(what, "list"))
		return list(&p, RUNBOOKS_FALLBACKS);
	if (str_eq_z(what, "show"))
		return show(&p);
	rc = may_play(ask, err);
	if (rc == RC_OK)
		rc = must_own(ask, err);
	if (rc != RC_OK)
		return rc;
	return str_eq_z(what, "start") ? start_fallback(&p) : end_fallback(&p);
}

static const struct command rows[] = {
	{"runbook", "run", "written procedures: list, start, one step at a time, notes, stop",
		"[<what:list|start|show|done|skip|fail|note|back|stop|exec|cancel>] [<id:word>] "
		"[<text:text>] [note=<text>] [reason=<text>] [run=<word>] [at=<time>] "
		"[confirm=<int>] "
		"[format=text|json]",
		"runbook start RB-7", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_NONE, runbook},
	{"fallback", NULL, "reduced service while it is broken: list, start, show, end",
		"[<what:list|start|show|end>] [<id:word>] [users-told=yes|no] [reason=<text>] "
		"[format=text|json]",
		"fallback start RB-22 users-told=no", DOORS_PEOPLE, CAP_OBSERVE, INCIDENT_NONE,
		fallback},
};

const struct command_family family_runbook = {
	"runbook", "runbooks and fallbacks", rows, sizeof rows / sizeof *rows};
