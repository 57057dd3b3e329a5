/* change_plan.c: what is asked of a change before it may start: what was kept, the way back, a second person. */
#include "command/change_internal.h"

enum { REVIEW_WITHIN_H = 24, APPROVAL_LEVEL = 2 };

/* ---- Which one, and who ---- */

enum rc change_find(
	const struct ask *ask, const struct args *args, const struct change **ret, struct err *err)
{
	struct str word = args_str(args, "target");
	uint32_t id;

	if (!word.n)
		return err_set(err, RC_USAGE, "which one? CHG-1, CHG-2 ...; `run list` shows them");
	if (!id_of(word, "CHG", &id))
		return err_set(err, RC_USAGE,
			"\"%.*s\" is no change; write CHG-1, CHG-2 ... (`run list` shows them)",
			STR_ARG(str_cut(word, 0, 40)));
	*ret = incident_change(ask->incident, id);
	if (!*ret)
		return err_set(err, RC_UNKNOWN,
			"INC-%u has no change CHG-%u; `run list` shows them", ask->incident->number,
			id);
	return RC_OK;
}

bool change_holds(const struct ask *ask, const char *role)
{
	struct str holder = incident_holder(ask->incident, str_z(role));

	return holder.n && str_eq(holder, speaker(ask));
}

bool change_is_approver(const struct ask *ask)
{
	return change_holds(ask, "ops") || change_holds(ask, "ic");
}

enum rc change_must_be_open(const struct ask *ask, struct err *err)
{
	if (incident_is_open(ask->incident))
		return RC_OK;
	return err_set(err, RC_STATE, "INC-%u is closed: `reopen` comes before a change",
		ask->incident->number);
}

void body_word(struct body *b, const char *name, struct str value)
{
	if (value.n)
		json_out_str(&b->json, name, value);
}

/* ---- A new one ---- */

/* Everything that was said of a change before it is proposed or started. */
struct plan {
	const struct change_kind *kind;
	struct str target, by, from, to, rollback, note, reason, wanted, approver;
	enum capture capture;
	uint32_t evidence, reverses;
	bool glass;
};

static enum rc ask_captured(const struct plan *p, struct err *err)
{
	return err_set(err, RC_STATE,
		"a %.*s destroys what could be seen (%.*s): was the state captured? Add "
		"captured=EV-1 (`evidence keep FILE` keeps it), or captured=impossible "
		"reason=\"...\", or captured=skipped reason=\"...\"",
		STR_ARG(p->kind->name), STR_ARG(p->kind->hint));
}

static enum rc read_capture(
	const struct ask *ask, const struct args *args, struct plan *p, struct err *err)
{
	struct str word = args_str(args, "captured");

	if (!word.n)
		return p->kind->needs_capture ? ask_captured(p, err) : RC_OK;
	if (id_of(word, "EV", &p->evidence)) {
		p->capture = CAPTURE_KEPT;
		if (incident_evidence(ask->incident, p->evidence))
			return RC_OK;
		return err_set(err, RC_UNKNOWN,
			"INC-%u has no EV-%u: `evidence list` shows what was kept",
			ask->incident->number, p->evidence);
	}
	if (str_starts(STR("impossible"), word))
		p->capture = CAPTURE_IMPOSSIBLE;
	else if (str_starts(STR("skipped"), word))
		p->capture = CAPTURE_SKIPPED;
	else
		return err_set(err, RC_USAGE,
			"captured= takes EV-1, impossible or skipped, not \"%.*s\"",
			STR_ARG(str_cut(word, 0, 40)));
	if (p->reason.n)
		return RC_OK;
	return err_set(err, RC_USAGE, "captured=%s needs reason=\"...\": it goes to the review",
		capture_name(p->capture));
}

static enum rc read_versions(struct plan *p, struct err *err)
{
	if (p->kind->needs_version && (!p->from.n || !p->to.n))
		return err_set(err, RC_USAGE,
			"a %.*s goes from one version or value to another: add from=... to=...; ? "
			"says "
			"that it is not known",
			STR_ARG(p->kind->name));
	if (p->kind->needs_rollback && !p->rollback.n)
		return err_set(err, RC_USAGE,
			"a %.*s needs a way back: add rollback=\"...\"; rollback=? says that there "
			"is "
			"none known",
			STR_ARG(p->kind->name));
	return RC_OK;
}

/* Whether it may start now, and who let it: an approver other than who does it, at the levels that need one. */
static enum rc read_approval(const struct ask *ask, const struct args *args, struct plan *p,
	bool *ret_starts, struct err *err)
{
	bool needed = ask->incident->level <= APPROVAL_LEVEL || args_has(args, "approver");
	bool other = !str_eq(speaker(ask), p->by);

	p->wanted = args_str(args, "approver");
	p->glass = args_is(args, "glass", "yes");
	*ret_starts = true;
	if (p->wanted.n && str_eq(p->wanted, p->by))
		return err_set(err, RC_DENIED,
			"approver= names another person than %.*s, who does it", STR_ARG(p->by));
	if (p->glass && !needed)
		return err_set(err, RC_USAGE, "SEV%d asks for no approval: leave glass= out",
			ask->incident->level);
	if (p->glass && !args_has(args, "reason"))
		return err_set(err, RC_USAGE,
			"glass=yes starts without a second person: say why with reason=\"...\"; "
			"somebody else reviews it within %d h",
			REVIEW_WITHIN_H);
	if (!needed || p->glass)
		return RC_OK;
	if (other && (change_is_approver(ask) || str_eq(p->wanted, speaker(ask))))
		p->approver = speaker(ask);
	else
		*ret_starts = false;
	return RC_OK;
}

static void put_plan(struct body *b, const struct plan *p)
{
	json_out_str(&b->json, "kind", p->kind->name);
	json_out_str(&b->json, "target_service", p->target);
	json_out_str(&b->json, "by", p->by);
	body_word(b, "note", p->note);
	body_word(b, "from", p->from);
	body_word(b, "to", p->to);
	body_word(b, "rollback", p->rollback);
	if (p->capture != CAPTURE_UNASKED)
		json_out_z(&b->json, "captured", capture_name(p->capture));
	if (p->capture == CAPTURE_KEPT)
		json_out_int(&b->json, "evidence", p->evidence);
	else if (p->capture != CAPTURE_UNASKED)
		body_word(b, "capture_reason", p->reason);
	json_out_bool(&b->json, "evidence_ok", p->capture == CAPTURE_KEPT);
	body_word(b, "asked", p->wanted);
	if (p->reverses)
		json_out_int(&b->json, "reverses", p->reverses);
}

static enum rc propose_debt(
	const struct ask *ask, struct outcome *out, uint32_t id, struct err *err)
{
	instant due = ask->now + REVIEW_WITHIN_H * US_PER_H;
	struct body b;

	body_begin(&b, ask, out, EV_REVIEW_DEBT, ask->incident->number);
	json_out_int(&b.json, "id", id);
	body_time(&b, "due", due);
	reply(out, ROLE_SEV2,
		"started without a second person: somebody else reviews it by %s with `run review "
		"CHG-%u ...`",
		time_iso_prec(ask->arena, due, PREC_MIN), id);
	return body_end(&b, err);
}

static void say_plan(
	const struct ask *ask, struct outcome *out, const struct plan *p, uint32_t id, bool starts)
{
	struct str ops = incident_holder(ask->incident, STR("ops"));

	if (starts)
		reply(out, ROLE_OK, "CHG-%u runs: %.*s %.*s by %.*s%s%.*s; then `run done CHG-%u`",
			id, STR_ARG(p->kind->name), STR_ARG(p->target), STR_ARG(p->by),
			p->approver.n ? ", approved by " : "", STR_ARG(p->approver), id);
	else if (p->wanted.n)
		reply(out, ROLE_WAIT, "CHG-%u waits for @%.*s: `run approve CHG-%u`", id,
			STR_ARG(p->wanted), id);
	else
		reply(out, ROLE_WAIT,
			"CHG-%u waits for a second person, @%s or @ic: `run approve CHG-%u`; "
			"in need glass=yes reason=\"...\"",
			id, ops.n ? "ops" : "ops (empty)", id);
	if (starts && p->kind->hint.n && !p->kind->needs_capture)
		doc_para(out->reply, p->kind->hint);
}

/* diverge="...": the change is meant for a while only. */
static enum rc propose_divergence(const struct ask *ask, const struct args *args,
	struct outcome *out, const struct plan *p, uint32_t change, struct err *err)
{
	struct stamp until = {.at = INSTANT_NONE};

	if (!args_has(args, "diverge"))
		return args_has(args, "until") ? err_set(err, RC_USAGE,
							 "until= says how long the departure of "
							 "diverge=\"...\" may last")
					       : RC_OK;
	args_time(args, "until", &until);
	return propose_diverged(ask, out, args_str(args, "diverge"), p->by, until.at, change, err);
}

static enum rc put_change(const struct ask *ask, const struct args *args, struct outcome *out,
	const struct plan *p, bool starts, struct err *err)
{
	uint32_t id = incident_next_change(ask->incident);
	struct stamp when = when_or_now(ask, args, "at");
	struct body b;
	enum rc rc;

	if (!id)
		return err_set(err, RC_LIMIT, "INC-%u has no number left for a change",
			ask->incident->number);
	body_begin(&b, ask, out, starts ? EV_CHANGE_STARTED : EV_CHANGE_PROPOSED,
		ask->incident->number);
	body_when(&b, ask, &when);
	json_out_int(&b.json, "id", id);
	put_plan(&b, p);
	body_word(&b, "approver", p->approver);
	if (p->glass) {
		json_out_bool(&b.json, "glass", true);
		json_out_str(&b.json, "glass_reason", p->reason);
	}
	rc = body_end(&b, err);
	say_plan(ask, out, p, id, starts);
	if (rc == RC_OK && p->glass)
		rc = propose_debt(ask, out, id, err);
	return rc == RC_OK ? propose_divergence(ask, args, out, p, id, err) : rc;
}

static enum rc begin(const struct ask *ask, const struct args *args, struct outcome *out,
	struct plan *p, struct err *err)
{
	bool starts;
	enum rc rc = change_must_be_open(ask, err);

	p->by = args_has(args, "by") ? args_str(args, "by") : speaker(ask);
	p->reason = args_str(args, "reason");
	p->note = args_str(args, "text");
	if (rc == RC_OK)
		rc = read_versions(p, err);
	if (rc == RC_OK)
		rc = read_capture(ask, args, p, err);
	if (rc == RC_OK)
		rc = read_approval(ask, args, p, &starts, err);
	return rc == RC_OK ? put_change(ask, args, out, p, starts, err) : rc;
}

enum rc change_begin(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	struct plan p = {.target = args_str(args, "target"),
		.from = args_str(args, "from"),
		.to = args_str(args, "to"),
		.rollback = args_str(args, "rollback")};
	enum rc rc = change_kind_find(ask->policies->changes, args_str(args, "what"), &p.kind, err);

	if (rc == RC_OK && !p.target.n)
		return err_set(err, RC_USAGE, "%.*s what? `run %.*s TARGET`", STR_ARG(p.kind->name),
			STR_ARG(p.kind->name));
	return rc == RC_OK ? begin(ask, args, out, &p, err) : rc;
}

static struct str unless_said(const struct args *args, const char *name, struct str otherwise)
{
	if (args_has(args, name))
		return args_str(args, name);
	return otherwise.n ? otherwise : STR("?");
}

/* The same thing backwards, as a change of its own that runs through the same questions. */
enum rc change_take_back(
	const struct ask *ask, const struct args *args, struct outcome *out, struct err *err)
{
	const struct change *c;
	struct plan p = {0};
	enum rc rc = change_find(ask, args, &c, err);

	if (rc == RC_OK)
		rc = change_kind_find(ask->policies->changes, STR("rollback"), &p.kind, err);
	if (rc != RC_OK)
		return rc;
	if (c->started == INSTANT_NONE)
		return err_set(err, RC_STATE,
			"CHG-%u was never started: there is nothing to take back; `run stop "
			"CHG-%u` "
			"withdraws it",
			c->id, c->id);
	if (c->reversed_by &&
		incident_change(ask->incident, c->reversed_by)->state != CHANGE_STOPPED &&
		incident_change(ask->incident, c->reversed_by)->state != CHANGE_FAILED)
		return err_set(
			err, RC_STATE, "CHG-%u takes CHG-%u back already", c->reversed_by, c->id);
	p.target = c->target;
	p.reverses = c->id;
	p.from = unless_said(args, "from", c->to);
	p.to = unless_said(args, "to", c->from);
	p.rollback = unless_said(args, "rollback", (struct str){0});
	return begin(ask, args, out, &p, err);
}
